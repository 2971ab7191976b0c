"""Everything that changes an account: one verb, one transaction, one audit entry."""

import secrets
import string

from axes.utils import reset as reset_lockout
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from union import audit
from union.errors import RuleViolation, explained
from union.models import User
from union.roles import ROLES

EDITABLE = ["name", "staff_no", "role_key"]

# Without characters that look alike on paper: 54 signs, 16 of them carry 92 bits.
_READABLE = sorted(set(string.ascii_letters + string.digits) - set("0O1lIo2Z"))


def one_time_password():
    """A password to hand over on paper, with all three classes of characters."""
    while True:
        signs = "".join(secrets.choice(_READABLE) for _ in range(16))
        if (
            any(map(str.islower, signs))
            and any(map(str.isupper, signs))
            and any(map(str.isdigit, signs))
        ):
            return "-".join(signs[start : start + 4] for start in range(0, 16, 4))


@transaction.atomic
def create_user(username, name, role, password, *, actor=None, **fields):
    """Make an account; ``role`` is a key of ROLES, ``fields`` are further columns.

    The caller validates the password. Raises RuleViolation where another was quicker
    with the same user name.
    """
    user = User(username=username, name=name, **fields)
    user.set_password(password)
    with explained(user):
        user.save()
    assign_role(user, role)
    audit.log(actor, audit.Action.ACCOUNT, user, note=f"新建账号，角色：{user.role}")
    return user


def assign_role(user, role):
    """Put the account into the group of the role, and into no other."""
    user.role_key = role
    user.save(update_fields=["role_key"])
    group, _ = Group.objects.get_or_create(name=ROLES[role].label)
    user.groups.set([group])


@transaction.atomic
def edit_user(user, *, name, staff_no, role, actor):
    """Change name, number and role; rights follow with the person's next click."""
    if role != "admin":
        _keep_one_admin(user)
    before = audit.snapshot(user, EDITABLE)
    user.name, user.staff_no = name, staff_no
    user.save(update_fields=["name", "staff_no"])
    assign_role(user, role)
    changes = audit.differences(before, audit.snapshot(user, EDITABLE))
    audit.log(actor, audit.Action.ACCOUNT, user, changes=changes, note="修改账号")


@transaction.atomic
def deactivate(user, *, actor):
    """Close the account; what the person did stays."""
    if user == actor:
        raise RuleViolation("不能停用自己的账号，请由另一位系统管理员办理")
    _keep_one_admin(user)
    _set_active(user, False, actor, "停用账号")
    _delete_sessions(user)


@transaction.atomic
def activate(user, *, actor):
    _set_active(user, True, actor, "启用账号")


@transaction.atomic
def unlock(user, *, actor):
    """Let the person try again at once; the password stays."""
    reset_lockout(username=user.username)
    audit.log(actor, audit.Action.ACCOUNT, user, note="解除锁定")


@transaction.atomic
def reset_password(user, *, actor):
    """Set a one-time password, unlock, end all sessions; return the password."""
    if user == actor:
        raise RuleViolation("自己的密码请在“修改密码”中修改")
    password = one_time_password()
    _set_password(user, password, must_change=True)
    reset_lockout(username=user.username)
    _delete_sessions(user)
    audit.log(actor, audit.Action.ACCOUNT, user, note="重置密码并解除锁定")
    return password


@transaction.atomic
def change_own_password(user, password):
    """Set the password that its owner chose; all other sessions end by themselves."""
    _set_password(user, password, must_change=False)
    audit.log(user, audit.Action.ACCOUNT, user, note="本人修改密码")


@transaction.atomic
def end_sessions(user, *, actor):
    """Log the person out everywhere; return from how many places."""
    count = _delete_sessions(user)
    audit.log(actor, audit.Action.ACCOUNT, user, note=f"结束全部登录（{count} 处）")
    return count


def _set_password(user, password, *, must_change):
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])


def _set_active(user, is_active, actor, note):
    changed = User.objects.filter(pk=user.pk, is_active=not is_active).update(
        is_active=is_active
    )
    if changed:
        user.is_active = is_active
        audit.log(actor, audit.Action.ACCOUNT, user, note=note)


def _keep_one_admin(user):
    """Refuse what would leave nobody to manage the accounts; two administrators who
    close each other's at the same moment go one after the other."""
    admins = User.objects.filter(role_key="admin", is_active=True).order_by("pk")
    if list(admins.select_for_update().values_list("pk", flat=True)) == [user.pk]:
        raise RuleViolation("这是唯一的系统管理员，请先设置另一位系统管理员")


def _delete_sessions(user):
    """Sessions name their user only inside, so each living one is opened."""
    living = Session.objects.filter(expire_date__gt=timezone.now())
    mine = [
        session.pk
        for session in living.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)
