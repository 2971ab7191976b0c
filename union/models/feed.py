import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone


def digest_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def opened_by(self, token):
        """The feed of that address, or None; a closed account has none."""
        feeds = self.select_related("user").filter(user__is_active=True)
        return feeds.filter(digest=digest_of(token)).first()

    def renew(self, user):
        """(feed, its secret, whether it is the first). Another address dies with it;
        of two that are made at the same moment, the later one lives."""
        token = secrets.token_urlsafe(32)
        values = {
            "digest": digest_of(token),
            "renewed_at": timezone.now(),
            "used_on": None,
        }
        feed, is_first = self.update_or_create(user=user, defaults=values)
        return feed, token, is_first

    def note_use(self, feed, day):
        """Whether this is the first use of the day; noted once, whoever else reads."""
        unused = self.filter(pk=feed.pk).exclude(used_on=day)
        return feed.used_on != day and bool(unused.update(used_on=day))


class CalendarFeed(models.Model):
    """The address under which a person's calendar program reads their deadlines. Only
    a digest of its secret part is kept, so the address is shown once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="账号",
        related_name="calendar_feed",
    )
    digest = models.CharField("地址摘要", max_length=64, unique=True)
    renewed_at = models.DateTimeField("生成时间", default=timezone.now)
    used_on = models.DateField("最近读取", null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self):
        return f"{self.user}的日历订阅"
