from django.db import models
from django.db.models import Q

from union.models import Record
from union.querysets import SharedQuerySet


class UnionProfile(Record):
    """Who we are: the names that reports and documents print (工会基本情况)."""

    name = models.CharField(
        "工会全称", max_length=60, help_text="如“滨江医院工会委员会”，用于落款"
    )
    short_name = models.CharField(
        "简称", max_length=30, help_text="如“滨江医院工会”，用于标题"
    )
    self_word = models.CharField("自称", max_length=10, default="我院")
    party_committee = models.CharField("党组织", max_length=60, default="院党委")
    superior_union = models.CharField(
        "上级工会", max_length=60, default="上级工会", help_text="如“市医务工会”"
    )

    objects = SharedQuerySet.as_manager()
    reference_fields = ("name",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "工会基本情况"

    def __str__(self):
        return self.name


#: What any hospital's union may be called, as long as nobody has registered its name.
GENERAL_NAME, GENERAL_SHORT_NAME = "医院工会委员会", "医院工会"


def union_profile():
    """Who we are; general words as long as nobody has registered it."""
    stored = UnionProfile.objects.valid().order_by("pk").first()
    return stored or UnionProfile(name=GENERAL_NAME, short_name=GENERAL_SHORT_NAME)


class StaffCount(Record):
    """How many people the hospital employs in a year: the whole of 职工入会率."""

    year = models.PositiveSmallIntegerField("年度")
    headcount = models.PositiveIntegerField("职工总数")

    objects = SharedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "年度职工数"
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(voided_at=None),
                name="staff_count_once_a_year",
                violation_error_message="这一年的职工总数已经登记",
            )
        ]

    def __str__(self):
        return f"{self.year}年职工 {self.headcount} 人"
