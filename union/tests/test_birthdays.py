import datetime as dt

import pytest

from members.filters import MemberFilter
from members.models import Member
from members.tests.factories import MemberFactory
from union.birthdays import spans_of


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        ("2026-06-08", "2026-06-14", [(6, 8, 14)]),
        ("2026-06-29", "2026-07-05", [(6, 29, 30), (7, 1, 5)]),
        ("2026-12-28", "2027-01-03", [(12, 28, 31), (1, 1, 3)]),
        ("2026-02-23", "2026-03-01", [(2, 23, 29), (3, 1, 1)]),
        ("2026-02-22", "2026-02-28", [(2, 22, 29)]),  # no 29 February this year
        ("2028-02-22", "2028-02-28", [(2, 22, 28)]),
        ("2026-05-01", "2026-05-01", [(5, 1, 1)]),
    ],
)
def test_days_cover_parts_of_months(first, last, spans):
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)

    assert spans_of(*days) == spans


@pytest.mark.django_db
def test_the_members_list_finds_birthdays_over_the_end_of_the_year():
    for name, birth in (
        ("甲", (1980, 12, 31)),
        ("乙", (1991, 1, 3)),
        ("丙", (1991, 1, 4)),
    ):
        MemberFactory(name=name, birth_date=dt.date(*birth))

    params = {"birthday_after": "2026-12-28", "birthday_before": "2027-01-03"}
    members = MemberFilter(params, queryset=Member.objects.all())

    assert set(members.qs.values_list("name", flat=True)) == {"甲", "乙"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("1900-01-01", "2100-12-31", {"甲", "乙"}),
        ("2100-12-31", "2100-12-31", {"甲"}),
        ("2026-12-29", "2027-12-29", {"甲", "乙"}),
        ("2026-12-29", "2027-01-04", {"甲", "乙"}),
        ("2027-01-05", "2026-12-30", set()),
    ],
)
def test_spans_of_any_length_find_birthdays(first, last, found):
    MemberFactory(name="甲", birth_date=dt.date(1980, 12, 31))
    MemberFactory(name="乙", birth_date=dt.date(1992, 1, 4))
    MemberFactory(name="丙", birth_date=None)

    params = {"birthday_after": first, "birthday_before": last}
    members = MemberFilter(params, queryset=Member.objects.all())

    assert set(members.qs.values_list("name", flat=True)) == found
