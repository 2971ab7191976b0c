"""People with an account, and the passwords they may not use again."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone

from union.roles import ROLES

ONE_TIME_HOURS = 24


class Theme(models.TextChoices):
    """Light or dark pages; as the computer is set, unless the person decides."""

    AUTO = "auto", "跟随电脑设置"
    LIGHT = "light", "浅色"
    DARK = "dark", "深色"


class UserManager(BaseUserManager):
    """For tests and createsuperuser; the office makes accounts in accounts.actions."""

    use_in_migrations = True

    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(
            username, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractUser):
    """An account of one person, in one role. It is deactivated, never deleted."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]

    name = models.CharField("姓名", max_length=50)
    staff_no = models.CharField("工号", max_length=20, blank=True)
    #: Written by accounts.actions together with the group that holds the rights.
    role_key = models.CharField(
        "角色",
        max_length=10,
        choices=[(key, role.label) for key, role in ROLES.items()],
        blank=True,
    )
    must_change_password = models.BooleanField("须修改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", default=timezone.now)
    theme = models.CharField(
        "界面颜色", max_length=5, choices=Theme.choices, default=Theme.AUTO
    )
    use_shortcuts = models.BooleanField("使用快捷键", default=True)

    objects = UserManager()  # type: ignore[assignment,misc]

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ["username"]

    def __str__(self):
        return f"{self.name}（{self.username}）"

    def get_full_name(self):
        return self.name or self.username

    def get_short_name(self):
        return self.get_full_name()

    @property
    def role(self):
        """工会干事, or "" for an account without a role."""
        return self.get_role_key_display()

    @property
    def one_time_password_expired(self):
        """Whether the administrator's password was not used in time."""
        deadline = self.password_changed_at + dt.timedelta(hours=ONE_TIME_HOURS)
        return self.must_change_password and timezone.now() > deadline

    @property
    def must_renew_password(self):
        if self.must_change_password:
            return True
        days = settings.PASSWORD_MAX_AGE_DAYS
        age = timezone.now() - self.password_changed_at
        return bool(days) and age > dt.timedelta(days=days)


class PasswordHistory(models.Model):
    """A hash that the account has had; kept by accounts.validators.HistoryValidator."""

    user = models.ForeignKey(
        User, models.CASCADE, verbose_name="账号", related_name="password_history"
    )
    password = models.CharField("密码散列", max_length=128)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "密码历史"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.user} {self.created_at:%Y-%m-%d}"
