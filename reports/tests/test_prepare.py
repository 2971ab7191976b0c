from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from reports.demo.context import ACCOUNTS, PASSWORD
from union.models import User
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


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
