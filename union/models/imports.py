"""An uploaded workbook on its way in, and what its uploader chose for the next one."""

import hashlib
import uuid
from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from union.crypto import DecryptionError, seal, unseal

from .undo import UndoBatch

#: An upload that nobody goes on with is removed after so many days.
KEPT_DAYS = 7


class SheetGone(Exception):
    """The stored sheet was removed, or belongs to another key."""


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An upload is its uploader's own: it may hold more than others may see."""
        return self.filter(user=user)

    def with_undone(self):
        """Adds ``undone_at``: when the whole import was taken back, or None."""
        batch = UndoBatch.objects.filter(pk=OuterRef("pk"))
        return self.annotate(undone_at=Subquery(batch.values("undone_at")))

    def forget_abandoned(self):
        """Old uploads that were never imported go; of the others, the sheet."""
        old = self.filter(created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
        for batch in old.exclude(file=""):
            batch.forget_file()
        old.filter(status=ImportBatch.Status.UPLOADED).delete()


class ImportBatch(models.Model):
    """The sheet is stored encrypted: it may hold ID numbers."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "待核对"
        SAME = "same", "没有需要导入的"
        DONE = "done", "已导入"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人"
    )
    kind = models.CharField("记录种类", max_length=60)  # "members.member"
    file = models.FileField("文件", upload_to="imports/%Y/%m")
    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    rows = models.PositiveIntegerField("行数", default=0)
    mapping = models.JSONField("列对应", default=list)  # [[header, field or ""], …]
    #: {field: {as the sheet writes it: as the system calls it, "" for nothing}}
    values = models.JSONField("写法对应", default=dict)
    has_totals = models.BooleanField("合计行也是数据", default=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.UPLOADED
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    imported_at = models.DateTimeField("导入时间", null=True)
    counts = models.JSONField("结果", default=dict)  # {"new": 12, "changed": 3, …}

    #: What the file holds, once it was read (union.imports.running).
    sheets = None

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-created_at"]

    def __str__(self):
        return self.filename

    @property
    def is_done(self):
        """Whether there is nothing more to do: imported, or found to bring nothing new
        and removed since."""
        same_and_gone = self.status == self.Status.SAME and not self.file
        return self.status == self.Status.DONE or same_and_gone

    @property
    def context(self):
        """What the stored sheet is bound to: it cannot be read as another's."""
        return f"union.importbatch.file:{self.pk}"

    def keep_file(self, upload):
        """Take over the uploaded file, not yet saved."""
        data = upload.read()
        self.filename = upload.name[:200]
        self.sha256 = hashlib.sha256(data).hexdigest()
        sealed = ContentFile(seal(data, self.context))
        self.file.save(f"{self.pk}.sealed", sealed, save=False)

    def open_file(self):
        """The sheet as it was uploaded, with its name. Raises SheetGone."""
        try:
            with self.file.open("rb") as stored:
                file = BytesIO(unseal(stored.read(), self.context))
        except (ValueError, OSError, DecryptionError) as error:
            raise SheetGone from error
        file.name = self.filename
        return file

    def forget_file(self):
        """Remove the uploaded sheet; its name and checksum stay."""
        self.file.delete(save=True)


class RememberedColumns(models.Model):
    """Which column was which field when this person last had such a header row."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="导入人"
    )
    kind = models.CharField("记录种类", max_length=60)
    headers = models.CharField("表头", max_length=64)  # sha256 of the header row
    mapping = models.JSONField("列对应", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "记住的列对应"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "headers"], name="columns_remembered_once"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.headers[:8]}"


class RememberedValues(models.Model):
    """What this person took the words of such sheets to mean."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="导入人"
    )
    kind = models.CharField("记录种类", max_length=60)
    values = models.JSONField("写法对应", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "记住的写法"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="values_remembered_once"
            )
        ]

    def __str__(self):
        return self.kind
