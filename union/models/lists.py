"""What people keep about a list: filters under a name, chosen columns, rows a page."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedFilterQuerySet(models.QuerySet):
    def offered_to(self, user, kind):
        """Their own filters of the list ``kind``, and what others share."""
        mine = Q(user=user) | Q(is_shared=True)
        found = self.filter(mine, kind=kind, deleted_at=None)
        return found.order_by("name", "pk")


class SavedFilter(models.Model):
    """The parameters of a list under a name. Deleted ones are kept, to be restored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="保存人",
        related_name="saved_filters",
    )
    kind = models.CharField("列表", max_length=60)  # members.member
    name = models.CharField("名称", max_length=40)
    query = models.TextField("条件", max_length=2000, blank=True)
    is_shared = models.BooleanField("共享", default=False)
    created_at = models.DateTimeField("保存时间", auto_now_add=True)
    deleted_at = models.DateTimeField("删除时间", null=True, editable=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "筛选方案"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "name"],
                condition=Q(deleted_at=None),
                name="saved_filter_name_is_unique",
                violation_error_message="您已有同名的筛选方案，请换一个名称",
            )
        ]
        indexes = [models.Index(fields=["kind"], name="saved_filters_of_a_list")]

    def __str__(self):
        return self.name

    def is_offered_to(self, user):
        """What was shared may have been taken back by now."""
        return self.deleted_at is None and (self.is_shared or self.user_id == user.pk)


class ListSetting(models.Model):
    """How one person wants one list. Where nothing is chosen, the kind decides."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="用户",
        related_name="list_settings",
    )
    kind = models.CharField("列表", max_length=60)
    columns = models.JSONField("列", default=list, blank=True)  # paths, in order
    page_size = models.PositiveSmallIntegerField("每页行数", null=True, blank=True)
    default_filter = models.ForeignKey(
        SavedFilter,
        models.SET_NULL,
        verbose_name="默认筛选",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = "列表设置"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="list_setting_is_unique"
            )
        ]

    def __str__(self):
        return f"{self.user} {self.kind}"
