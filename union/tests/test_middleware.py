"""What stands before every view: odd input, policies, caches, idle sessions."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union import audit
from union.checks import every_view_declares_its_policy
from union.models import AuditEntry
from union.tests.clock import NOON, later
from union.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("union.tests.extra_urls")]


@pytest.fixture
def zhang():
    with later():
        return UserFactory()


# --- odd input ---------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/extra/public/?q=%00",
        "/extra/public/?q=%1b[31m",
        "/extra/public/?q=%C2%85",
        "/extra/public/?q=%ED%A0%80",
        "/extra/public/?q=%FF",
        "/extra/pub%00lic/",
    ],
)
def test_control_characters_in_the_address_are_a_bad_request(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert "请求有误" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_chinese_rare_characters_and_line_ends_pass(client):
    response = client.get("/extra/public/", {"q": "张𠮷·买买提\r\n\t☂"})

    assert response.status_code == 200


# --- policies ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["undeclared", "forgotten", "bare"])
def test_a_view_without_policy_opens_to_nobody(client, name):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(f"/extra/{name}/").status_code == 403


def test_the_check_names_each_view_without_policy():
    errors = every_view_declares_its_policy()

    assert {error.id for error in errors} == {"security.E001"}
    assert [error.obj for error in errors] == [
        "extra/undeclared/",
        "extra/forgotten/",
        "extra/bare/",
    ]


@pytest.mark.urls("union.urls")
def test_every_view_of_the_site_declares_its_policy():
    assert every_view_declares_its_policy() == []


@pytest.mark.parametrize("name", ["accounts-only", "declared"])
def test_a_declared_permission_is_needed(client, name):
    client.force_login(UserFactory())
    refused = client.get(f"/extra/{name}/")
    client.force_login(UserFactory(perms=["union.view_user"]))
    opened = client.get(f"/extra/{name}/")

    assert (refused.status_code, opened.status_code) == (403, 200)
    assert "系统管理员" in refused.content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.note) == ("denied", f"/extra/{name}/")


def test_the_refusal_names_the_role(client):
    client.force_login(UserFactory(role="staff"))

    assert "您的角色是“工会干事”" in client.get("/extra/declared/").content.decode()


def test_a_public_page_needs_no_login_and_any_other_does(client):
    assert client.get("/extra/public/").status_code == 200
    response = client.get("/extra/declared/?a=1")
    assert response.url == f"{reverse('login')}?next=/extra/declared/%3Fa%3D1"


def test_a_part_of_a_page_asked_for_too_late_leaves_the_page_where_it_is(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/page/?a=1"}

    response = client.get("/extra/echo/", headers=headers)

    assert response.status_code == 200
    assert response["HX-Reselect"] == "#login-lost"
    page = response.content.decode()
    assert "登录已过期" in page
    assert f'href="{reverse("login")}?next=/page/%3Fa%3D1"' in page


# --- caches ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["echo", "public", "undeclared"])
def test_no_answer_may_be_stored(client, name):
    client.force_login(UserFactory())

    assert client.get(f"/extra/{name}/")["Cache-Control"] == "no-store"


def test_a_crash_shows_a_chinese_page_without_details(client):
    client.raise_request_exception = False

    response = client.get("/extra/crash/")

    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


# --- session limits ----------------------------------------------------------


def test_a_session_ends_after_31_idle_minutes(client, zhang):
    with later():
        client.force_login(zhang)
        client.get("/extra/echo/")
    with later(minutes=31):
        response = client.get("/extra/echo/?a=1")
        login = client.get(response.url).content.decode()

    assert response.url == f"{reverse('login')}?next=/extra/echo/%3Fa%3D1"
    assert "长时间没有操作" in login
    assert not get_user(client).is_authenticated


def test_a_session_in_use_goes_on_but_not_beyond_eight_hours(client, zhang):
    answers = []
    with later():
        client.force_login(zhang)
    for minutes in range(0, 490, 20):
        with later(minutes=minutes):
            answers.append(client.get("/extra/echo/").status_code)
    with later(minutes=481):
        answers.append(client.get("/extra/echo/").status_code)

    assert answers == [200] * 25 + [302]


def test_the_session_is_written_at_most_once_a_minute(
    client, zhang, django_assert_num_queries
):
    with later():
        client.force_login(zhang)
        client.get("/extra/echo/")
    with later(seconds=59), django_assert_num_queries(2):
        client.get("/extra/echo/")
    with later(seconds=61):
        client.get("/extra/echo/")
        seen = client.session["seen_at"]

    assert seen == int(NOON.timestamp()) + 61


# --- refusals and addresses in the log ---------------------------------------


@pytest.mark.urls("union.urls")
def test_a_refusal_in_the_log_names_whose_record_it_was(client):
    member = MemberFactory(name="张伟")
    client.force_login(UserFactory(role="auditor"))

    answer = client.get(MEMBER.url("reveal", member.pk, "id_number"))

    entry = AuditEntry.objects.get(action="denied")
    assert answer.status_code == 403
    assert (entry.record, entry.object_repr) == (member, "张伟")


@pytest.mark.urls("union.urls")
def test_who_asks_for_a_record_of_others_is_noted_and_not_told(client):
    foreign, own = MemberFactory(name="张伟"), MemberFactory()
    leader = UserFactory(role="leader")
    own.union_group.officers.add(leader)
    client.force_login(leader)

    refused = client.get(MEMBER.url("detail", foreign.pk))
    unknown = client.get(MEMBER.url("detail", 999_999))
    client.get(own.get_absolute_url())

    entry = AuditEntry.objects.get(action="denied")
    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert "张伟" not in refused.content.decode()
    assert (entry.actor, entry.object_repr) == (leader, "张伟")
    assert list(AuditEntry.objects.about(foreign).filter(actor=leader)) == []


@pytest.mark.parametrize(
    ("direct", "told", "address"),
    [
        ("10.0.0.9", "", "10.0.0.9"),
        ("10.0.0.9", "10.0.0.1", "10.0.0.9"),
        ("127.0.0.1", "10.0.0.1", "10.0.0.1"),
        ("127.0.0.1", "6.6.6.6, 10.0.0.1", "10.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "10.0.0.1", "10.0.0.1"),
        ("", "nonsense", None),
        ("::1", "fe80::2", "fe80::2"),
    ],
)
def test_an_entry_tells_the_address_that_our_own_proxy_saw(
    client, direct, told, address
):
    client.force_login(UserFactory())
    headers = {"X-Forwarded-For": told} if told else {}

    client.get("/extra/declared/", headers=headers, REMOTE_ADDR=direct)

    assert AuditEntry.objects.get().address == address


def test_what_a_command_does_comes_from_no_address(client):
    client.force_login(UserFactory())
    client.get("/extra/declared/", REMOTE_ADDR="10.0.0.9")

    assert audit.log(None, audit.Action.EXPORT).address is None
