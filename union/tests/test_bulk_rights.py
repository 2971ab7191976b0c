"""Who may change or void many at once, which of them, and what in them."""

import pytest

from members.models import Member
from members.tests.factories import MemberFactory, UnionGroupFactory
from union.fields import EncryptedTextField
from union.records import record_kinds
from welfare.records import CONSOLATION

from .bulk import URL, carry_out

pytestmark = pytest.mark.django_db


def test_rows_of_other_groups_are_not_touched(login):
    mine, other = UnionGroupFactory(), UnionGroupFactory()
    client = login("members.view_member", "members.change_member")
    mine.officers.add(client.user)
    members = [MemberFactory(union_group=mine), MemberFactory(union_group=other)]
    query = {
        "do": "change",
        "field": "job",
        "to-job": "doctor",
        "pk": [m.pk for m in members],
    }

    recap = client.get(URL, query)
    carry_out(client, recap)

    assert "另有 1 条已作废、不再符合条件或不在您的范围内" in recap.content.decode()
    assert list(Member.objects.filter(job="doctor")) == [members[0]]


@pytest.mark.parametrize(("do", "right"), [("change", "delete"), ("void", "change")])
def test_each_action_needs_its_own_permission(login, do, right):
    member = MemberFactory()
    client = login("members.view_member", f"members.{right}_member")
    query = f"?do={do}&pk={member.pk}&field=job&to-job=doctor"

    assert client.get(URL + query).status_code == 403
    assert client.post(URL + query, {"seen": "x"}).status_code == 403


@pytest.mark.parametrize("kind", record_kinds(), ids=lambda kind: kind.label)
def test_bulk_fields_are_plain_fields_of_the_form(kind):
    form = kind.form.base_fields
    for name in kind.bulk_fields:
        field = kind.model._meta.get_field(name)
        assert name in form
        assert name not in kind.form.only_new
        assert not field.many_to_many
        assert not isinstance(field, EncryptedTextField)


@pytest.mark.parametrize("name", ["date", "occasion", "cash_amount", "goods"])
def test_what_clerks_correct_of_consolations_is_offered(name):
    assert name in CONSOLATION.bulk_fields
