"""Account administration: one-time passwords, roles, closing, ending sessions."""

import re

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from union.accounts import actions
from union.errors import RuleViolation
from union.models import AuditEntry, User
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = UserFactory(role="admin", name="李管理")
    client.force_login(admin)
    return admin


def notes():
    return list(AuditEntry.objects.order_by("pk").values_list("note", flat=True))


def test_a_new_account_gets_a_password_that_is_shown_once(client, admin):
    response = client.post(
        reverse("account_create"),
        {"username": "wang", "name": "王五", "staff_no": "0042", "role_key": "staff"},
    )

    user = User.objects.get(username="wang")
    page = response.content.decode()
    shown = re.search(r"user-select-all\">([^<]+)<", page)[1]
    assert user.check_password(shown)
    assert user.must_change_password
    assert (user.name, user.staff_no, user.role) == ("王五", "0042", "工会干事")
    assert [group.name for group in user.groups.all()] == ["工会干事"]
    assert notes() == ["新建账号，角色：工会干事"]
    assert shown not in str(list(AuditEntry.objects.values()))
    assert shown not in str(dict(client.session))
    edit = client.get(reverse("account_edit", args=[user.pk])).content.decode()
    assert shown not in edit


def test_one_time_passwords_are_long_readable_and_different():
    passwords = {actions.one_time_password() for _ in range(200)}

    assert len(passwords) == 200
    assert all(re.fullmatch(r"(\w{4}-){3}\w{4}", p) for p in passwords)
    assert not set("".join(passwords)) & set("0O1lIo2Z")


def test_a_new_role_takes_the_rights_of_the_old_one_away(client, admin):
    user = UserFactory(role="chair", name="赵六")

    client.post(
        reverse("account_edit", args=[user.pk]),
        {"name": "赵六", "staff_no": "", "role_key": "auditor"},
    )

    user = User.objects.get(pk=user.pk)
    assert [group.name for group in user.groups.all()] == ["经审委员"]
    entry = AuditEntry.objects.get()
    assert entry.changes == {"角色": ["工会主席", "经审委员"]}


def test_a_reset_password_is_shown_once_and_ends_the_sessions(client, admin):
    user = UserFactory(password="Old-password-99")
    other = Client()
    other.force_login(user)

    page = client.post(reverse("account_reset", args=[user.pk])).content.decode()

    shown = re.search(r"user-select-all\">([^<]+)<", page)[1]
    user.refresh_from_db()
    assert user.check_password(shown)
    assert not get_user(other).is_authenticated
    assert notes() == ["重置密码并解除锁定"]


def test_a_locked_account_is_marked_and_unlocked_without_a_new_password(
    client, admin, settings
):
    settings.AXES_ENABLED = True
    user = UserFactory(username="zhang", password="Old-password-99")

    def sign_in(password):
        data = {"username": "zhang", "password": password}
        return Client().post(reverse("login"), data).status_code

    assert [sign_in("wrong") for _ in range(5)] == [200, 200, 200, 200, 429]
    url = reverse("account_unlock", args=[user.pk])
    assert url in client.get(reverse("account_list")).content.decode()
    assert url in client.get(reverse("account_edit", args=[user.pk])).content.decode()

    client.post(url)

    assert url not in client.get(reverse("account_list")).content.decode()
    assert sign_in("Old-password-99") == 302
    assert "解除锁定" in notes()


def test_a_closed_account_is_out_with_the_next_click(client, admin):
    user = UserFactory()
    other = Client()
    other.force_login(user)

    client.post(reverse("account_deactivate", args=[user.pk]))

    assert not User.objects.get(pk=user.pk).is_active
    assert other.get(reverse("home")).status_code == 302
    client.post(reverse("account_activate", args=[user.pk]))
    assert User.objects.get(pk=user.pk).is_active
    assert notes() == ["停用账号", "启用账号"]


def test_all_sessions_of_a_person_end_and_no_others(client, admin):
    user = UserFactory()
    first, second = Client(), Client()
    first.force_login(user)
    second.force_login(user)

    client.post(reverse("account_end_sessions", args=[user.pk]))

    assert not get_user(first).is_authenticated
    assert not get_user(second).is_authenticated
    assert get_user(client) == admin
    assert notes() == ["结束全部登录（2 处）"]


def test_nobody_closes_the_own_account_or_the_last_administrator(admin):
    with pytest.raises(RuleViolation, match="自己的账号"):
        actions.deactivate(admin, actor=admin)
    with pytest.raises(RuleViolation, match="唯一的系统管理员"):
        actions.deactivate(admin, actor=UserFactory())
    with pytest.raises(RuleViolation, match="唯一的系统管理员"):
        actions.edit_user(admin, name="李", staff_no="", role="staff", actor=admin)


def test_the_last_administrator_stays_and_the_page_says_why(client, admin):
    response = client.post(
        reverse("account_edit", args=[admin.pk]),
        {"name": "李管理", "staff_no": "", "role_key": "staff"},
    )

    assert response.context["form"].errors["role_key"] == [
        "这是唯一的系统管理员，请先设置另一位系统管理员"
    ]


def test_the_own_password_is_not_reset_but_changed(client, admin):
    response = client.post(reverse("account_reset", args=[admin.pk]), follow=True)

    assert "自己的密码请在“修改密码”中修改" in response.content.decode()
    assert notes() == []


def test_the_list_finds_by_name_role_and_state(client, admin):
    UserFactory(username="wang", name="王五", role="staff")
    UserFactory(username="gone", name="王离", role="staff", is_active=False)

    def found(**query):
        page = client.get(reverse("account_list"), query)
        return {account.username for account in page.context["accounts"]}

    assert found(q="王") == {"wang"}
    assert found(q="王", closed="on") == {"wang", "gone"}
    assert found(role="admin") == {admin.username}
    assert found(role="nonsense") == set()


@pytest.mark.parametrize("role", ["staff", "chair", "auditor", "leader"])
@pytest.mark.parametrize("name", ["account_list", "account_create"])
def test_nobody_but_the_administrator_opens_the_accounts(client, role, name):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    "name",
    ["account_deactivate", "account_activate", "account_reset", "account_end_sessions"],
)
def test_actions_on_accounts_need_post_and_the_right(client, admin, name):
    user = UserFactory(role="staff")
    address = reverse(name, args=[user.pk])

    asked = client.get(address)
    assert asked.status_code == (405 if name == "account_activate" else 200)
    user.refresh_from_db()
    assert (user.is_active, user.must_change_password) == (True, False)
    client.force_login(user)
    assert client.post(address).status_code == 403
