"""A page costs the same few queries however much there is to show on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union import audit
from union.models import Attachment, AuditEntry
from welfare.tests.factories import ConsolationFactory

from .factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    """Somebody who may see and do everything."""
    client.user = UserFactory(is_superuser=True)
    client.force_login(client.user)
    return client


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_record_with_much_attached_is_read_like_one_with_little(chief):
    member = MemberFactory()

    def add(number):
        ConsolationFactory.create_batch(number, beneficiary=member)
        for n in range(number):
            audit.log(chief.user, AuditEntry.Action.UPDATE, member, note=f"{n}")
            Attachment.objects.create(
                record=member,
                uploaded_by=chief.user,
                original_name=f"{n}.pdf",
                kind="pdf",
                size=1,
                sha256=f"{number}-{n}",
            )

    add(1)
    queries(chief, member.get_absolute_url())
    with_little = queries(chief, member.get_absolute_url())
    add(9)

    assert queries(chief, member.get_absolute_url()) == with_little


def test_a_search_with_many_hits_is_as_quick_as_one_with_few(chief):
    MemberFactory(name="张伟")
    DepartmentFactory(name="张家门诊")
    queries(chief, "/search/?q=张")
    with_few = queries(chief, "/search/?q=张")
    for _ in range(8):
        MemberFactory(name="张伟")
    DepartmentFactory.create_batch(8)

    assert queries(chief, "/search/?q=张") == with_few


def test_a_yes_or_no_filter_offers_all_by_that_name(chief):
    page = chief.get(MEMBER.url("list"))

    choices = page.context["filter"].form.fields["is_migrant_worker"].widget.choices
    assert choices == [("unknown", "全部"), ("true", "是"), ("false", "否")]
