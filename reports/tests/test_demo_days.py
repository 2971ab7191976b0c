"""The invented office works on working days."""

import datetime as dt

import pytest

from reports.demo.context import DemoContext
from reports.demo.days import festival, is_off


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("除夕", 2026, dt.date(2026, 2, 16)),
        ("中秋", 2025, dt.date(2025, 10, 6)),
        ("重阳", 2024, dt.date(2024, 10, 11)),
        ("除夕", 2050, dt.date(2050, 2, 8)),
    ],
)
def test_a_lunar_festival_has_its_day_in_each_year(name, year, day):
    assert festival(name, year) == day


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (dt.date(2026, 11, 20), False),
        (dt.date(2026, 11, 21), True),
        (dt.date(2026, 10, 7), True),
        (dt.date(2026, 10, 8), False),
        (dt.date(2026, 2, 13), False),
        (dt.date(2026, 2, 16), True),
        (dt.date(2026, 2, 23), True),
        (dt.date(2026, 2, 24), False),
    ],
)
def test_weekends_and_holidays_are_off(day, off):
    assert is_off(day) is off


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "worked_on"),
    [
        pytest.param(dt.date(2026, 11, 14), dt.date(2026, 11, 16), id="next-monday"),
        pytest.param(dt.date(2026, 11, 21), dt.date(2026, 11, 20), id="not-yet-come"),
        pytest.param(dt.date(2026, 11, 28), dt.date(2026, 11, 30), id="still-to-come"),
        pytest.param(dt.date(2028, 12, 31), dt.date(2028, 12, 29), id="same-year"),
    ],
)
def test_what_falls_on_a_day_off_is_done_on_a_working_day(day, worked_on):
    assert DemoContext(dt.date(2026, 11, 22)).workday(day) == worked_on
