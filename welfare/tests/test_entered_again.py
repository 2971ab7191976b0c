"""A consolation that is refused because there is one already leads to it."""

import pytest

from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db

MAY = ("welfare.view_consolation", "welfare.add_consolation")


def send_again(client, earlier):
    sent = {
        "beneficiary": earlier.beneficiary.reference,
        "occasion": earlier.occasion,
        "relation": earlier.relation,
        "date": str(earlier.date),
        "date_precision": "day",
        "headcount": "1",
        "cash_amount": "200",
    }
    return client.post(CONSOLATION.url("create"), sent)


def test_the_earlier_one_is_linked(login):
    earlier = ConsolationFactory()

    page = send_again(login(*MAY, "members.view_all_groups"), earlier)

    text = page.content.decode()
    assert "请勿重复登记" in text
    assert f'已有的记录：<a href="{earlier.get_absolute_url()}"' in text
    assert Consolation.objects.count() == 1
