import uuid

from django.conf import settings
from django.db import models


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An upload is its uploader's own: it may hold more than others may see."""
        return self.filter(user=user)


class ImportBatch(models.Model):
    """An uploaded workbook on its way in: mapped, previewed, imported."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "待核对"
        DONE = "done", "已导入"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人"
    )
    kind = models.CharField("记录种类", max_length=60)  # "members.member"
    file = models.FileField("文件", upload_to="imports/%Y/%m")
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField("列对应", default=list)  # [[header, field or ""], …]
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.UPLOADED
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    imported_at = models.DateTimeField("导入时间", null=True)
    counts = models.JSONField("结果", default=dict)  # {"new": 12, "changed": 3, …}

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-created_at"]

    def __str__(self):
        return self.filename

    def forget_file(self):
        """Remove the uploaded sheet; its name and checksum stay."""
        self.file.delete(save=True)
