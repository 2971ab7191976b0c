from functools import partial

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.choices import EmploymentType, Job, JoinSource, MemberStatus, Sex
from members.querysets import MemberQuerySet
from members.rules import check_member, employed_until, whole_years
from union.errors import RuleViolation
from union.fields import BlindIndexField, EncryptedTextField, TailIndexField
from union.following import Follows
from union.identity import birth_date_of, mask_id_number, mask_phone, sex_of
from union.models import Record
from union.pinyin import name_order, pinyin_of

from .group import Department, UnionGroup


class Member(Record):
    """A member of the union (会员). ``status`` and ``joined_on`` follow from the
    membership events and change only with them (members.actions)."""

    staff_no = models.CharField("工号", max_length=20)
    name = models.CharField("姓名", max_length=50)
    reading = models.CharField(
        "读音",
        max_length=200,
        blank=True,
        help_text="姓名有多音字、拼音查不到时填写，音节之间空一格，如 shan xiao hong",
    )
    pinyin = models.CharField("全拼", max_length=200, editable=False, db_index=True)
    initials = models.CharField(
        "拼音首字母", max_length=50, editable=False, db_index=True
    )
    name_order = models.CharField(
        "姓名排序", max_length=300, editable=False, db_index=True
    )
    sex = models.CharField("性别", max_length=6, choices=Sex)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    id_number = EncryptedTextField(
        "身份证号", blank=True, mask=partial(mask_id_number, birth_visible=True)
    )
    id_index = BlindIndexField(source="id_number", verbose_name="身份证号索引")
    phone = EncryptedTextField("手机", blank=True, mask=mask_phone)
    phone_tail_index = TailIndexField(
        source="phone", verbose_name="手机尾号索引", db_index=True
    )
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="科室")
    union_group = models.ForeignKey(
        UnionGroup, models.PROTECT, verbose_name="工会小组", related_name="members"
    )
    job = models.CharField("岗位类别", max_length=12, choices=Job)
    employment_type = models.CharField(
        "用工形式", max_length=20, choices=EmploymentType
    )
    is_migrant_worker = models.BooleanField("农民工", default=False)
    is_model_worker = models.BooleanField("劳模", default=False)
    hire_date = models.DateField("入职日期", null=True, blank=True)
    joined_on = models.DateField("入会日期")
    join_source = models.CharField("入会来源", max_length=20, choices=JoinSource)
    registered_on = models.DateField("实名登记日期", null=True, blank=True)
    status = models.CharField(
        "会籍状态",
        max_length=20,
        choices=MemberStatus,
        default=MemberStatus.ACTIVE,
        editable=False,
    )
    note = models.TextField("备注", max_length=500, blank=True)

    objects = MemberQuerySet.as_manager()
    reference_fields = ("staff_no", "name")
    hint_fields = ("department__name", "status")
    named_with = ("staff_no", "name", "sex", "birth_date")
    search_fields = ("name", "pinyin", "initials", "staff_no")
    derived_fields = (
        "pinyin",
        "initials",
        "name_order",
        "birth_date",
        "id_index",
        "phone_tail_index",
    )
    read_from = {"sex": "id_number", "birth_date": "id_number"}
    told_changes = ("department",)
    follows = {"union_group": Follows("department", UnionGroup.of_departments)}
    twin_fields = ("name", "department")
    twin_apart = ("id_number", "birth_date")
    picked_by_name = True
    pick_words = "工号、姓名、全拼或首字母"
    about_fields = ("staff_no", "department", "union_group", "status", "phone")
    computed_labels = {"seniority": "工龄"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "会员"
        permissions = [
            ("view_all_groups", "查看所有工会小组"),
            ("reveal_member", "查看会员敏感信息"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_no"],
                condition=Q(voided_at=None),
                name="member_staff_no_is_unique",
                violation_error_message="该工号已登记",
            ),
            models.UniqueConstraint(
                fields=["id_index"],
                condition=Q(voided_at=None),
                name="member_id_number_is_unique",
                violation_error_message="该身份证号已登记",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "sex"], name="member_by_status"),
            # For the picker, which looks in indexes alone.
            models.Index(fields=["name"], name="member_by_name"),
            models.Index(fields=["staff_no"], name="member_by_staff_no"),
            # All that figures and charts ask of members: they read nothing else.
            models.Index(
                fields=[
                    "id",
                    "sex",
                    "employment_type",
                    "registered_on",
                    "department",
                    "union_group",
                    "voided_at",
                ],
                condition=models.Q(voided_at=None),
                name="members_counted",
            ),
            # The few whose events are no longer listed.
            models.Index(
                fields=["id"],
                condition=models.Q(voided_at__isnull=False),
                name="voided_members",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def pick_hint(self):
        return f"{self.department}　{self.get_status_display()}"

    @property
    def seniority(self):
        """Whole years since the day of hire, to this day or to the end of the work."""
        if not self.hire_date:
            return ""
        events = self.events.filter(voided_at=None).in_time()
        until = employed_until(events.values_list("date", "change_type"))
        return f"{whole_years(self.hire_date, until or timezone.localdate())} 年"

    def prepare(self):
        self.pinyin, self.initials = pinyin_of(self.name, self.reading)
        self.name_order = name_order(self.name, self.reading)
        if self.id_number:
            self.birth_date = self.birth_date or birth_date_of(self.id_number)
            self.sex = self.sex or sex_of(self.id_number)

    @classmethod
    def gather_facts(cls, records):
        indexes = {record.id_index for record in records if record.id_number}
        taken = cls.objects.valid().filter(id_index__in=indexes) if indexes else ()
        return MemberFacts({m.id_index: (m.pk, m.reference, None) for m in taken})

    def check_rules(self, facts):
        check_member(self, today=facts.today)
        facts.check_unique(self)


class MemberFacts:
    """Which ID numbers belong to whom, and what day it is."""

    def __init__(self, owners):
        self.owners = owners
        self.today = timezone.localdate()

    def check_unique(self, member):
        owner = self.owners.get(member.id_index) if member.id_number else None
        if owner and owner[0] is None:
            raise RuleViolation({"id_number": f"与第 {owner[2]} 行的身份证号相同"})
        if owner and owner[0] != member.pk:
            raise RuleViolation({"id_number": f"该身份证号已登记在“{owner[1]}”名下"})

    def add(self, member):
        if member.id_number:
            mine = (member.pk, member.reference, member.sheet_row)
            self.owners.setdefault(member.id_index, mine)
