import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class UndoBatch(models.Model):
    """What one person did at one stroke, to one record or to a thousand, and may take
    back at one stroke; written by union.undo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="操作人"
    )
    title = models.CharField("操作", max_length=200)
    created_at = models.DateTimeField("时间", auto_now_add=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "可撤销的操作"

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """Whether it may still be taken back, if nothing stands in its way."""
        return self.undone_at is None


class UndoPart(models.Model):
    """Some records of one kind in a batch: a thousand in one row, because most batches
    are never taken back."""

    batch = models.ForeignKey(UndoBatch, models.CASCADE, related_name="parts")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    #: [[pk, version, before], …]: the record's version when the batch was done, and the
    #: state to go back to (secrets encrypted), null where the batch created it. When
    #: the record went back, its version then is added.
    rows = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "可撤销的改动"

    def __str__(self):
        return f"{self.content_type}：{len(self.rows)} 条"
