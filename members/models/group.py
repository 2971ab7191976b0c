from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.choices import DepartmentKind
from members.querysets import DepartmentQuerySet, UnionGroupQuerySet
from union.models import Record


class Department(Record):
    """A department of the hospital (科室)."""

    name = models.CharField("名称", max_length=60)
    campus = models.CharField("院区", max_length=30, blank=True)
    kind = models.CharField("类别", max_length=20, choices=DepartmentKind)
    is_frontline = models.BooleanField("一线科室", default=False)

    objects = DepartmentQuerySet.as_manager()
    member_set_path = "member"
    reference_fields = ("name",)
    search_fields = ("name",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "科室"
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(voided_at=None),
                name="department_name_is_unique",
                violation_error_message="已有同名科室",
            )
        ]

    def __str__(self):
        return self.name


class UnionGroup(Record):
    """A union group (工会小组): the unit in which members are kept and officers act."""

    name = models.CharField("名称", max_length=60)
    leader = models.ForeignKey(
        "members.Member",
        models.PROTECT,
        verbose_name="组长",
        null=True,
        blank=True,
        related_name="led_groups",
    )
    departments = models.ManyToManyField(
        Department, verbose_name="所含科室", blank=True, related_name="union_groups"
    )
    officers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="可查看本组的账号",
        blank=True,
        related_name="union_groups",
        help_text="工会小组长登录后只看到所在小组的会员和记录",
    )

    objects = UnionGroupQuerySet.as_manager()
    member_set_path = "members"
    reference_fields = ("name",)
    search_fields = ("name",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "工会小组"
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(voided_at=None),
                name="union_group_name_is_unique",
                violation_error_message="已有同名工会小组",
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def of_departments(cls):
        """{pk of a department: the valid groups that have it}, in one query."""
        found = defaultdict(list)
        groups = cls.objects.valid().annotate(with_department=F("departments"))
        for group in groups.exclude(with_department=None).order_by("pk"):
            found[group.with_department].append(group)
        return found
