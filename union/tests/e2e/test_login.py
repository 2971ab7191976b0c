import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from union.tests.factories import UserFactory

pytestmark = pytest.mark.e2e

PASSWORD = "Xiaohua-2026-gonghui"


@pytest.fixture
def officer(live_server):
    return UserFactory(username="gonghui", password=PASSWORD, role="staff")


def submit(page, password):
    page.get_by_label("用户名").fill("gonghui")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_officer_logs_in_with_and_without_scripts(open_page, officer, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto(reverse("login"))

    submit(page, PASSWORD)

    expect(page).to_have_url(re.compile(re.escape(reverse("home")) + "$"))


def test_a_wrong_password_is_refused_with_a_message_at_the_form(page, officer):
    page.goto(reverse("login"))

    submit(page, "not-the-password")

    expect(page.get_by_text("用户名或密码不正确")).to_be_visible()
    expect(page.get_by_label("用户名")).to_have_value("gonghui")


def test_the_login_page_is_accessible(page, axe, shot):
    page.goto(reverse("login"))
    shot("login")

    assert axe(page) == []
