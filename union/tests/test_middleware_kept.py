"""What someone typed is not lost when the login or the page ran out in between."""

import html
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from union.tests.clock import later
from union.tests.factories import UserFactory
from union.tests.grids import URL, grid

pytestmark = [pytest.mark.django_db, pytest.mark.urls("union.tests.extra_urls")]

GOOD = "Hai-tang-2031"
TEXT = "第一行\n“引号”<b>&amp;</b>"


@pytest.fixture
def zhang():
    with later():
        return UserFactory(username="zhang", password=GOOD)


def type_too_late(client, user, **data):
    """Open a page, come back after 31 minutes and send a form; return the answer."""
    with later():
        client.force_login(user)
        client.get("/extra/echo/")
    with later(minutes=31):
        return client.post("/extra/echo/?a=1", data)


def log_in(client, user):
    address = f"{reverse('login')}?next={reverse('resume')}"
    data = {"username": user.username, "password": GOOD}
    return client.post(address, data)


def resent(page):
    """(action, [(name, value)]) of the form that sends the text again."""
    form = re.search(
        r'<form method="post" action="(/extra[^"]*)">(.*?)</form>', page, re.S
    )
    inputs = re.findall(
        r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[2]
    )
    return html.unescape(form[1]), [
        (name, html.unescape(value))
        for name, value in inputs
        if name != "csrfmiddlewaretoken"
    ]


def test_a_form_sent_too_late_is_offered_again_after_the_login(client, zhang):
    answer = type_too_late(client, zhang, story=TEXT, tags=["a", "b"])
    assert answer.url == f"{reverse('login')}?next={reverse('resume')}"
    with later(minutes=32):
        assert log_in(client, zhang).url == reverse("resume")
        page = client.get(reverse("resume")).content.decode()
        path, fields = resent(page)
        got = client.post(path, {"story": fields[0][1], "tags": ["a", "b"]}).json()

    assert "您刚才填写的内容已保留" in page
    assert path == "/extra/echo/?a=1"
    assert fields == [("story", TEXT), ("tags", "a"), ("tags", "b")]
    assert got == {"got": {"story": [TEXT], "tags": ["a", "b"]}}


def test_another_person_does_not_get_the_text(client, zhang):
    with later():
        other = UserFactory(username="li", password=GOOD)
    type_too_late(client, zhang, story=TEXT)
    with later(minutes=32):
        log_in(client, other)
        page = client.get(reverse("resume"), follow=True).content.decode()

    assert "第一行" not in page
    assert "没有可以恢复的内容" in page
    assert "kept_post" not in client.session


def test_text_sent_without_any_session_is_kept_for_who_logs_in(client, zhang):
    with later():
        client.post("/extra/echo/", {"story": TEXT})
        log_in(client, zhang)
        page = client.get(reverse("resume")).content.decode()

    assert resent(page) == ("/extra/echo/", [("story", TEXT)])


def test_a_kept_grid_is_shown_row_by_row(client, zhang):
    rows = ({"beneficiary": "1001", "cash_amount": "200"}, {}, {"beneficiary": "1002"})
    with later():
        client.post(URL, grid(*rows))
        log_in(client, zhang)
        page = client.get(reverse("resume")).content.decode()

    table = page[page.index("<table") : page.index("</table>")]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table)
    assert cells[:3] == ["行", "慰问对象", "慰问金（元）"]
    assert cells[3:] == ["1", "1001", "200", "3", "1002", ""]
    assert "<dt>事由</dt><dd>患病</dd>" in page


def test_kept_text_is_unreadable_in_the_database_and_ends_after_half_an_hour(
    client, zhang
):
    type_too_late(client, zhang, story="CANARY-DX-000123")
    stored = [str(session.get_decoded()) for session in Session.objects.all()]
    with later(minutes=62):
        log_in(client, zhang)
        response = client.get(reverse("resume"))

    assert any("kept_post" in text for text in stored)
    assert not any("CANARY" in text for text in stored)
    assert response.url == reverse("home")


def test_passwords_and_files_are_never_kept(client, zhang):
    type_too_late(
        client,
        zhang,
        story=TEXT,
        new_password1="secret-1",
        file=SimpleUploadedFile("a.txt", b"secret-2"),
    )
    with later(minutes=32):
        log_in(client, zhang)
        page = client.get(reverse("resume")).content.decode()

    assert resent(page)[1] == [("story", TEXT)]
    assert "secret" not in page
    assert "请重新选择" in page


def test_too_long_a_text_is_not_kept_and_the_person_is_told(client, zhang):
    answer = type_too_late(client, zhang, story="长" * 100_000)
    login = client.get(answer.url).content.decode()

    assert "内容太多，未能保留" in login
    assert "kept_post" not in client.session


def test_text_survives_a_password_change_that_falls_due(client, zhang):
    with later():
        client.force_login(zhang)
    with later(days=0, minutes=1):
        zhang.must_change_password = True
        zhang.save()
        answer = client.post("/extra/echo/", {"story": TEXT})
        new = "Mu-dan-4096-x"
        done = client.post(
            answer.url,
            {"old_password": GOOD, "new_password1": new, "new_password2": new},
        )
        page = client.get(done.url).content.decode()

    assert answer.url == f"{reverse('password_change')}?next={reverse('resume')}"
    assert resent(page) == ("/extra/echo/", [("story", TEXT)])


# --- forged and outdated forms -----------------------------------------------


@pytest.fixture
def strict(zhang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(zhang)
    return client


@pytest.fixture
def at_noon():
    with later():
        yield


@pytest.mark.usefixtures("at_noon")
def test_an_outdated_form_of_ours_is_offered_again(strict):
    response = strict.post(
        "/extra/echo/", {"story": TEXT}, headers={"Origin": "http://testserver"}
    )

    page = response.content.decode()
    assert response.status_code == 403
    assert "页面打开得太久" in page
    assert resent(page) == ("/extra/echo/", [("story", TEXT)])
    assert "csrfmiddlewaretoken" in page


@pytest.mark.usefixtures("at_noon")
def test_a_form_without_any_cookie_is_sent_again_once_after_the_login(zhang):
    strict = Client(enforce_csrf_checks=True)
    ours = {"Origin": "http://testserver"}

    answer = strict.post("/extra/echo/?a=1", {"story": TEXT}, headers=ours)
    assert answer.url == f"{reverse('login')}?next={reverse('resume')}"
    strict.get(answer.url)
    token = strict.cookies["csrftoken"].value
    data = {"username": "zhang", "password": GOOD, "csrfmiddlewaretoken": token}
    assert strict.post(answer.url, data, headers=ours).url == reverse("resume")
    page = strict.get(reverse("resume")).content.decode()

    assert resent(page) == ("/extra/echo/?a=1", [("story", TEXT)])
    sent = {"story": TEXT}
    token = strict.cookies["csrftoken"].value
    assert strict.post("/extra/echo/", sent, headers=ours).status_code == 403
    sent["csrfmiddlewaretoken"] = token
    got = strict.post("/extra/echo/", sent, headers=ours).json()["got"]
    assert got["story"] == [TEXT]


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}])
def test_a_form_from_elsewhere_is_not_kept_either(headers):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/extra/echo/", {"story": TEXT}, headers=headers)

    assert response.status_code == 403
    assert "kept_post" not in strict.session


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}])
def test_a_form_from_elsewhere_gets_no_button(strict, headers):
    response = strict.post("/extra/echo/", {"story": TEXT}, headers=headers)

    assert response.status_code == 403
    assert "第一行" not in response.content.decode()


@pytest.mark.usefixtures("at_noon")
def test_an_outdated_login_page_is_opened_anew(strict):
    response = strict.post(
        reverse("login"),
        {"username": "zhang", "password": GOOD},
        headers={"Origin": "http://testserver"},
    )

    page = response.content.decode()
    assert response.status_code == 403
    assert GOOD not in page
    assert "重新打开页面" in page


def test_text_typed_by_one_is_not_offered_to_another_even_if_the_session_is_gone(
    client, zhang
):
    with later():
        other = UserFactory(username="li", password=GOOD)
        log_in(client, zhang)
        del client.cookies["sessionid"]
        client.post("/extra/echo/", {"story": TEXT})
        login_page = client.get(reverse("login")).content.decode()
        log_in(client, other)
        page = client.get(reverse("resume"), follow=True).content.decode()

    assert "请用原来的账号登录" in login_page
    assert "第一行" not in page


@pytest.mark.urls("union.urls")
def test_what_was_typed_is_shown_before_it_is_sent_again_without_secrets(client):
    user = UserFactory(role="staff", username="zhang", password=GOOD)
    log_in(client, user)
    del client.cookies["sessionid"]
    typed = {"staff_no": "9001", "name": "测甲", "sex": "female", "phone": "13"}
    client.post(reverse("members:member_create"), typed)
    log_in(client, user)

    page = client.get(reverse("resume"))

    assert page.context["shown"] == {
        "title": "新增会员",
        "items": [("工号", "9001"), ("姓名", "测甲"), ("性别", "女")],
    }
