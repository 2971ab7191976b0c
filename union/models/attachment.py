"""A file that belongs to a record."""

import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse


class AttachmentQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=record.pk
        )

    def valid(self):
        return self.filter(voided_at=None)


class Attachment(models.Model):
    """One checked file. Whoever may see or change its record may see or add files."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG 图片"
        PNG = "png", "PNG 图片"
        DOCX = "docx", "Word 文档"
        XLSX = "xlsx", "Excel 表格"

    #: Also the name of the stored file; the uploader's name is only text.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, verbose_name="记录类型", related_name="+"
    )
    object_id = models.PositiveBigIntegerField("记录编号")
    record = GenericForeignKey()
    original_name = models.CharField("文件名", max_length=150)
    kind = models.CharField("类型", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("校验值", max_length=64)
    note = models.CharField("说明", max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="上传人",
        related_name="+",
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["uploaded_at", "pk"]
        indexes = [
            models.Index(
                fields=["content_type", "object_id"], name="attachments_of_a_record"
            )
        ]

    def __str__(self):
        return self.original_name

    def get_absolute_url(self):
        return reverse("attachment_download", args=[self.pk])

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.id.hex[:2] / str(self.id)
