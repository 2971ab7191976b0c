from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from members.tests.factories import MemberFactory
from reports.demo.context import ACCOUNTS, PASSWORD
from union.models import User
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ANOTHER_KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="


def prepare(**options):
    out = StringIO()
    call_command("prepare", stdout=out, **options)
    return out.getvalue()


def test_an_installation_in_use_gets_its_roles_and_no_demo():
    UserFactory(username="staff", name="张三")

    assert prepare(demo=True) == ""
    assert Group.objects.filter(name="工会干事").exists()


def test_a_real_installation_starts_without_accounts_or_records():
    assert prepare() == ""
    assert not User.objects.exists()


def test_demo_accounts_are_listed_with_their_password_and_role():
    UserFactory(username="staff", name=ACCOUNTS["staff"], role="staff")

    assert prepare().splitlines() == [
        "",
        f"演示账号（密码都是 {PASSWORD}）：",
        "  staff    工会干事",
    ]


def test_data_that_the_key_does_not_open_stop_the_start(settings):
    MemberFactory(phone="")
    MemberFactory(phone="13800138000")
    settings.FIELD_KEY = ANOTHER_KEY

    with pytest.raises(CommandError, match=r"请把封存的 keys\.env 放回数据目录"):
        prepare()


def test_a_page_that_the_key_does_not_open_says_so(settings):
    member = MemberFactory(phone="13800138000")
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(role="staff"))
    settings.FIELD_KEY = ANOTHER_KEY

    answer = client.get(member.get_absolute_url())

    assert "这一页有内容无法解密" in answer.content.decode()
