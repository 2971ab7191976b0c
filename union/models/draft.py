"""A grid on its way: what was typed and is not saved yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from union.fields import EncryptedTextField

from .record import SubmissionKey

#: A draft that nobody goes on with is removed after so many days.
KEPT_DAYS = 7


class BatchDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def open(self):
        """Without those that were thrown away."""
        return self.unsaved().filter(discarded_at=None)

    def unsaved(self):
        """Without those that are too old, and those whose grid has been saved."""
        saved = SubmissionKey.objects.filter(key=OuterRef("submission"))
        young = self.filter(saved_at__gte=oldest())
        return young.exclude(Exists(saved)).order_by("-saved_at")

    def forget_abandoned(self):
        self.filter(saved_at__lt=oldest()).delete()


def oldest():
    return timezone.now() - timedelta(days=KEPT_DAYS)


class BatchDraft(models.Model):
    """One a grid, which is known by its ``submission``; encrypted, for it may hold ID
    numbers. Nothing of it stays in the browser of a shared computer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name="录入人",
    )
    kind = models.CharField("记录种类", max_length=60)  # "welfare.consolation"
    submission = models.UUIDField("提交标识")
    content = EncryptedTextField("内容")
    rows = models.PositiveIntegerField("行数")
    saved_at = models.DateTimeField("保存时间", default=timezone.now)
    #: It can be had back until it is too old.
    discarded_at = models.DateTimeField("丢弃时间", null=True)

    objects = BatchDraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "未保存的录入表"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "submission"], name="draft_kept_once_a_grid"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.rows} 行"
