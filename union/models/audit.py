from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from union.callers import current_address


class AuditQuerySet(models.QuerySet):
    def about(self, record):
        """What was done with a record; who was refused it did nothing with it."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=record.pk
        ).exclude(action=AuditEntry.Action.DENIED)

    def visible_to(self, user):
        return self

    def update(self, **kwargs):
        raise TypeError("操作记录不可修改")

    def delete(self):
        raise TypeError("操作记录不可删除")


class AuditEntry(models.Model):
    """Who did what to which record. Written by union.audit, never changed."""

    class Action(models.TextChoices):
        CREATE = "create", "新建"
        UPDATE = "update", "修改"
        VOID = "void", "作废"
        RESTORE = "restore", "恢复"
        UNDO = "undo", "撤销"
        MOVE = "move", "办理"
        IMPORT = "import", "导入"
        EXPORT = "export", "导出"
        REVEAL = "reveal", "查看敏感信息"
        ATTACH = "attach", "上传附件"
        DOWNLOAD = "download", "下载附件"
        LOGIN = "login", "登录"
        LOGIN_FAILED = "login_failed", "登录失败"
        LOGOUT = "logout", "退出"
        ACCOUNT = "account", "账号管理"
        DENIED = "denied", "拒绝访问"

    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="操作人",
        null=True,
        related_name="+",
    )
    # Kept as text: the entry says what the name was on that day.
    actor_name = models.CharField("操作人姓名", max_length=150)
    action = models.CharField("操作", max_length=12, choices=Action)
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, related_name="+"
    )
    object_id = models.BigIntegerField(null=True)
    record = GenericForeignKey()
    object_repr = models.CharField("对象", max_length=200, blank=True)
    changes = models.JSONField("变更", default=dict)
    note = models.CharField("说明", max_length=500, blank=True)
    batch = models.UUIDField("批次", null=True)
    address = models.GenericIPAddressField(
        "IP 地址", null=True, default=current_address
    )

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ["-pk"]
        default_permissions = ("add", "change", "delete", "view", "export")
        indexes = [
            models.Index(
                fields=["content_type", "object_id"], name="audit_entries_of_a_record"
            ),
            models.Index(fields=["batch"], name="audit_entries_of_a_batch"),
        ]

    def __str__(self):
        return f"{self.actor_name} {self.get_action_display()} {self.object_repr}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("操作记录不可修改")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("操作记录不可删除")
