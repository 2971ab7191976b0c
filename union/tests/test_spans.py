"""Stretches of days: as they are typed into a filter, and as links beside it."""

import datetime as dt

import pytest
from django.utils import timezone

from union import spans
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

D = dt.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", D(2026, 1, 1), D(2026, 12, 31)),
        ("２０２６年", D(2026, 1, 1), D(2026, 12, 31)),
        ("2026-2", D(2026, 2, 1), D(2026, 2, 28)),
        ("2024.02", D(2024, 2, 1), D(2024, 2, 29)),
        ("2026年12月", D(2026, 12, 1), D(2026, 12, 31)),
        ("1900", D(1900, 1, 1), D(1900, 12, 31)),
        ("1899", None, None),
        ("2101", None, None),
        ("2026-0", None, None),
        ("2026-13", None, None),
        ("2026-3-1", None, None),
        ("3月", None, None),
        ("", None, None),
    ],
)
def test_a_year_or_a_month_is_its_first_or_its_last_day(text, first, last):
    assert spans.edge(text, last=False) == first
    assert spans.edge(text, last=True) == last


@pytest.mark.parametrize(
    ("today", "last_month", "quarter"),
    [
        ("2026-01-31", "2025-12-01 2025-12-31", "2026-01-01 2026-03-31"),
        ("2026-03-31", "2026-02-01 2026-02-28", "2026-01-01 2026-03-31"),
        ("2026-04-01", "2026-03-01 2026-03-31", "2026-04-01 2026-06-30"),
        ("2026-12-09", "2026-11-01 2026-11-30", "2026-10-01 2026-12-31"),
    ],
)
def test_the_spans_that_are_offered(today, last_month, quarter):
    day = dt.date.fromisoformat(today)

    found = {label: f"{start} {end}" for label, start, end in spans.offered(day)}

    assert found == {
        "今年": "2026-01-01 2026-12-31",
        "去年": "2025-01-01 2025-12-31",
        "本月": found["本月"],
        "上月": last_month,
        "本季度": quarter,
    }
    assert found["本月"].startswith(f"{today[:7]}-01 {today[:7]}-")


@pytest.mark.django_db
def test_a_list_is_filtered_by_years_and_months(login):
    client = login("members.view_all_groups", "welfare.view_consolation")
    for day in (D(2025, 12, 31), D(2026, 1, 1), D(2026, 3, 31), D(2026, 4, 1)):
        ConsolationFactory(date=day)

    page = client.get(
        CONSOLATION.list_url, {"date_after": "2026", "date_before": "2026-3"}
    )

    assert page.context["page_obj"].paginator.count == 2
    assert [chip.text for chip in page.context["chips"]] == [
        "日期：2026-01-01 至 2026-03-31"
    ]


@pytest.mark.django_db
def test_the_links_beside_a_range_keep_the_other_conditions(login):
    client = login("members.view_all_groups", "welfare.view_consolation")
    ConsolationFactory()

    query = {"occasion": "sick", "date_after": "2020", "page": "2"}
    text = client.get(CONSOLATION.list_url, query).content.decode()

    (_, start, end), *_ = spans.offered(timezone.localdate())
    link = f"?occasion=sick&amp;date_after={start}&amp;date_before={end}"
    assert f'<a href="{link}">今年</a>' in text
