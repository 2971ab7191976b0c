"""What waits for the administrator: accounts that somebody cannot open."""

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from union.models import User
from union.work import WorkItem

from .states import State, in_state

#: (state, what to do about it, for whom it waits)
LINES = (
    (State.LOCKED, "账号因多次输错密码已锁定", ""),
    (State.EXPIRED, "一次性密码已过期，请重新生成", ""),
    (State.WAITING, "新账号待首次登录", "账号本人"),
)


def waiting(user, today):
    if not user.has_perm("union.change_user"):
        return
    found = User.objects.aggregate(
        **{state: Count("pk", filter=in_state(state)) for state, _, _ in LINES}
    )
    for state, title, waits_for in LINES:
        if found[state]:
            url = f"{reverse('account_list')}?{urlencode({'state': state})}"
            yield WorkItem(
                title, url, found[state], waits_for=waits_for, icon="person-gear"
            )
