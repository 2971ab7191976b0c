"""Login, lock-out, logout and the own password."""

import datetime as dt

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from union.accounts import actions
from union.models import AuditEntry, PasswordHistory, User
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

GOOD = "Hai-tang-2031"
OTHER = "Mu-dan-4096-x"


def sign_in(client, username, password, **more):
    return client.post(
        reverse("login"), {"username": username, "password": password, **more}
    )


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "note"))


def test_a_person_logs_in_and_the_log_says_so(client):
    user = UserFactory(username="zhang", password=GOOD)

    response = sign_in(client, "zhang", GOOD)

    assert response.status_code == 302
    assert response.url == reverse("home")
    assert get_user(client) == user
    assert audited() == [("login", "")]


def test_the_login_page_is_chinese_and_starts_in_the_user_name(client):
    page = client.get(reverse("login")).content.decode()

    assert "登录医院工会工作台" in page
    assert "用户名" in page
    assert "autofocus" in page


@pytest.mark.parametrize("username", ["zhang", "nobody", "gone"])
def test_wrong_unknown_and_disabled_look_the_same(client, username):
    UserFactory(username="zhang", password=GOOD)
    UserFactory(username="gone", password=OTHER, is_active=False)

    response = sign_in(client, username, OTHER)

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "用户名或密码不正确。请检查大小写和输入法后重试；忘记密码请找系统管理员重置。"
    ]


def test_an_unknown_user_name_is_not_written_to_the_log(client):
    sign_in(client, "my-secret-password", "x")

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.note, entry.object_repr) == (
        "login_failed",
        "用户名不存在",
        "",
    )


def test_a_nul_in_the_user_name_is_a_wrong_name(client):
    assert sign_in(client, "zha\0ng", "x").status_code == 200


def test_the_session_id_changes_with_the_login(client):
    UserFactory(username="zhang", password=GOOD)
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key

    sign_in(client, "zhang", GOOD)

    assert client.session.session_key != planted


def test_the_next_page_stays_on_this_site(client):
    UserFactory(username="zhang", password=GOOD)

    response = sign_in(client, "zhang", GOOD, next="//evil.example/")

    assert response.url == reverse("home")


def test_five_wrong_passwords_lock_the_account_here_but_not_elsewhere(client, settings):
    settings.AXES_ENABLED = True
    UserFactory(username="zhang", password=GOOD)

    answers = [sign_in(client, "zhang", "wrong").status_code for _ in range(5)]
    locked = sign_in(client, "zhang", GOOD)
    client.defaults["REMOTE_ADDR"] = "10.0.0.9"
    elsewhere = sign_in(client, "zhang", GOOD)

    assert answers == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "登录暂时锁定" in locked.content.decode()
    assert "15 分钟后" in locked.content.decode()
    assert elsewhere.status_code == 302


def test_a_reset_by_the_administrator_unlocks(client, settings):
    settings.AXES_ENABLED = True
    user = UserFactory(username="zhang", password=GOOD)
    for _ in range(5):
        sign_in(client, "zhang", "wrong")

    password = actions.reset_password(user, actor=UserFactory(role="admin"))

    assert sign_in(client, "zhang", password).status_code == 302


def test_logout_clears_the_browser_and_the_session(client):
    user = UserFactory()
    client.force_login(user)
    key = client.session.session_key

    response = client.post(reverse("logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.url == reverse("login")
    assert not client.session.exists(key)
    assert audited() == [("logout", "")]


def test_logout_by_link_is_refused(client):
    client.force_login(UserFactory())

    assert client.get(reverse("logout")).status_code == 405


def test_an_administrators_password_must_be_replaced_before_anything_else(client):
    user = UserFactory(username="zhang", password=GOOD, must_change_password=True)
    client.force_login(user)

    response = client.get(reverse("account_list"))

    change = reverse("password_change")
    assert response.url == f"{change}?next={reverse('account_list')}"
    assert "一次性密码" in client.get(change).content.decode()


def test_a_new_password_ends_the_other_sessions_and_is_audited(client):
    user = UserFactory(password=GOOD, must_change_password=True)
    client.force_login(user)
    other = type(client)()
    other.force_login(user)

    response = client.post(
        reverse("password_change"),
        {"old_password": GOOD, "new_password1": OTHER, "new_password2": OTHER},
    )

    user.refresh_from_db()
    assert response.url == reverse("home")
    assert user.check_password(OTHER)
    assert not user.must_change_password
    assert get_user(client).is_authenticated
    assert not get_user(other).is_authenticated
    assert audited() == [("account", "本人修改密码")]


def test_a_password_of_91_days_must_be_renewed(client, settings):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    old = timezone.now() - dt.timedelta(days=91)
    user = UserFactory(password_changed_at=old)

    assert user.must_renew_password
    settings.PASSWORD_MAX_AGE_DAYS = 0
    assert not user.must_renew_password


def test_a_one_time_password_ends_after_a_day(client):
    given = timezone.now() - dt.timedelta(hours=25)
    UserFactory(
        username="zhang",
        password=GOOD,
        must_change_password=True,
        password_changed_at=given,
    )

    response = sign_in(client, "zhang", GOOD)

    assert response.context["form"].non_field_errors() == [
        "一次性密码已过 24 小时，请找系统管理员重新生成。"
    ]
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "password",
    ["short-A1", "alllowercaseonly", "123456789012", "ALLUPPER12345", "Zhangsan-2026"],
)
def test_a_weak_password_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="zhangsan", name="张三"))


@pytest.mark.parametrize(
    "password", [GOOD, "海棠开了又一年A1b2c3", "Correct horse 9 battery staple" * 3]
)
def test_a_strong_password_is_accepted(password):
    validate_password(password, User(username="zhangsan", name="张三"))


def test_none_of_the_last_five_passwords_may_come_back():
    user = UserFactory(password="First-one-1234")
    for number in range(2, 7):
        actions.change_own_password(user, f"Number-{number}-of-them")

    validate_password("First-one-1234", user)
    with pytest.raises(ValidationError, match="最近 5 次"):
        validate_password("Number-2-of-them", user)
    assert PasswordHistory.objects.filter(user=user).count() == 5


def test_the_first_administrator_is_made_once():
    text = call_command("create_admin", username="guanli", name="李管理")

    admin = User.objects.get()
    password = text.rpartition("：")[2]
    assert admin.role == "系统管理员"
    assert admin.check_password(password)
    assert admin.must_change_password
    assert not admin.is_superuser
    with pytest.raises(CommandError, match="已经有系统管理员"):
        call_command("create_admin", username="second", name="王")


def test_a_fresh_installation_has_no_account():
    assert User.objects.count() == 0


def test_what_is_wrong_with_a_new_password_is_said_where_it_was_typed(client):
    user = UserFactory(password=GOOD)
    client.force_login(user)
    typed = {"old_password": GOOD, "new_password1": "123", "new_password2": "123"}

    page = client.post(reverse("password_change"), typed)

    form = page.context["form"]
    assert any("密码太短" in text for text in form.errors["new_password1"])
    assert "new_password2" not in form.errors
    assert "你的" not in page.content.decode()
    assert "为了校验" not in page.content.decode()
