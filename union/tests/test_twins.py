import datetime as dt

import pytest

from union import actions, twins
from union.accounts.command_line import COMMAND_LINE
from union.models import AuditEntry
from union.tests.factories import UserFactory
from welfare.choices import Occasion
from welfare.models import Consolation
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db

MAY = dt.date(2026, 5, 20)


@pytest.fixture(autouse=True)
def same_member_and_occasion_within_31_days(monkeypatch):
    monkeypatch.setattr(Consolation, "twin_fields", ("beneficiary", "occasion"))
    monkeypatch.setattr(Consolation, "twin_date", "date")
    monkeypatch.setattr(Consolation, "twin_days", 31)


def like(earlier, **changes):
    values = {
        "beneficiary": earlier.beneficiary,
        "occasion": earlier.occasion,
        "date": MAY,
        "cash_amount": earlier.cash_amount,
    }
    return Consolation(**values | changes)


@pytest.fixture
def earlier():
    return ConsolationFactory(
        occasion=Occasion.HOSPITAL, date=dt.date(2026, 4, 19), relative_name="李父"
    )


def test_an_earlier_record_within_the_days_is_a_twin(earlier):
    found = twins.find([like(earlier)], COMMAND_LINE)

    assert [twin.record for twin in found[0]] == [earlier]


@pytest.mark.parametrize(
    "changes",
    [
        {"date": dt.date(2026, 5, 21)},
        {"occasion": Occasion.BIRTH},
        {"relative_name": "李母"},
        {"beneficiary": None, "beneficiary_label": "值班职工"},
    ],
)
def test_a_later_day_or_other_field_is_none(earlier, changes):
    assert twins.find([like(earlier, **changes)], COMMAND_LINE) == {}


def test_a_voided_record_is_none(earlier):
    actions.void(earlier, actor=COMMAND_LINE, reason="")

    assert twins.find([like(earlier)], COMMAND_LINE) == {}


def test_an_earlier_row_of_the_same_batch_is_a_twin():
    other = ConsolationFactory(occasion=Occasion.HOSPITAL, date=dt.date(2024, 1, 1))
    rows = [like(other), like(other, date=dt.date(2026, 6, 1))]

    found = twins.find(rows, COMMAND_LINE)

    assert list(found) == [1]
    assert found[1][0].row == 0


def test_the_queries_do_not_grow_with_the_rows(earlier, django_assert_num_queries):
    rows = [like(earlier) for _ in range(40)]

    with django_assert_num_queries(2):  # those that are like it, and what they are
        twins.find(rows, COMMAND_LINE)
    with django_assert_num_queries(1):
        twins.find([like(earlier, date=dt.date(2026, 7, 1))], COMMAND_LINE)


def test_saving_a_twin_needs_a_reason_which_the_log_keeps(earlier):
    user = UserFactory(role="staff")
    with pytest.raises(actions.Lookalike) as refused:
        actions.create(like(earlier), actor=user)
    assert [twin.record for twin in refused.value.twins] == [earlier]

    record = actions.create(like(earlier), actor=user, twin_reason="第二次住院")

    note = AuditEntry.objects.about(record).get().note
    assert note == f"与“{earlier}”相似，仍登记。原因：第二次住院"
