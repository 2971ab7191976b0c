"""What state an account is in, beyond open and closed."""

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, TextChoices
from django.utils import timezone

from union.models.user import ONE_TIME_HOURS


class State(TextChoices):
    LOCKED = "locked", "登录已锁定"
    EXPIRED = "expired", "一次性密码已过期"
    WAITING = "waiting", "待首次登录"


def in_state(state):
    """The condition on open accounts in that state, as of now."""
    now = timezone.now()
    if state == State.LOCKED:
        tries = AccessAttempt.objects.filter(
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gt=now - settings.AXES_COOLOFF_TIME,
        )
        return Q(is_active=True, username__in=tries.values("username"))
    oldest = now - dt.timedelta(hours=ONE_TIME_HOURS)
    unused = Q(is_active=True, must_change_password=True)
    is_expired = Q(password_changed_at__lt=oldest)
    return unused & (is_expired if state == State.EXPIRED else ~is_expired)
