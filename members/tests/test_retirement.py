"""The ages of the annexes of 《国务院关于渐进式延迟法定退休年龄的办法》."""

import datetime as dt

import pytest

from members.choices import Job, Sex
from members.filters import MemberFilter
from members.models import Member
from members.retirement import (
    MEN,
    WOMEN_50,
    WOMEN_55,
    birth_months,
    last_birth_month,
)

from .factories import MemberFactory


@pytest.mark.parametrize(
    ("scheme", "born", "retires"),
    [
        (MEN, (1964, 12), (2024, 12)),  # the last without delay
        (MEN, (1965, 1), (2025, 2)),
        (MEN, (1965, 4), (2025, 5)),
        (MEN, (1965, 5), (2025, 7)),
        (MEN, (1976, 8), (2039, 7)),
        (MEN, (1976, 9), (2039, 9)),  # the first at 63
        (MEN, (1990, 1), (2053, 1)),
        (WOMEN_55, (1969, 12), (2024, 12)),
        (WOMEN_55, (1970, 1), (2025, 2)),
        (WOMEN_55, (1981, 9), (2039, 9)),  # the first at 58
        (WOMEN_50, (1974, 12), (2024, 12)),
        (WOMEN_50, (1975, 1), (2025, 2)),
        (WOMEN_50, (1975, 2), (2025, 3)),
        (WOMEN_50, (1975, 3), (2025, 5)),
        (WOMEN_50, (1984, 11), (2039, 11)),  # the first at 55
        (WOMEN_50, (1999, 1), (2054, 1)),
    ],
)
def test_a_month_of_birth_has_its_month_of_retirement(scheme, born, retires):
    assert scheme.retires_in(*born) == retires
    assert birth_months(scheme, *retires) == [dt.date(*born, 1)]


@pytest.mark.parametrize(
    ("scheme", "month"), [(MEN, (2025, 1)), (MEN, (2025, 6)), (WOMEN_50, (2025, 4))]
)
def test_in_some_months_nobody_reaches_the_age(scheme, month):
    assert birth_months(scheme, *month) == []


def found(**params):
    members = MemberFilter(params, queryset=Member.objects.all())
    assert members.is_valid(), members.errors
    return set(members.qs.values_list("name", flat=True))


@pytest.mark.django_db
def test_the_list_shows_who_retires_in_a_month_and_who_may():
    def member(name, sex, job, birth):
        MemberFactory(name=name, sex=sex, job=job, birth_date=dt.date(*birth))

    member("男医师", Sex.MALE, Job.DOCTOR, (1965, 1, 31))
    member("男其他", Sex.MALE, Job.OTHER, (1965, 1, 1))
    member("女护士", Sex.FEMALE, Job.NURSE, (1970, 1, 15))
    member("女工勤", Sex.FEMALE, Job.LOGISTICS, (1975, 1, 15))
    member("女其他", Sex.FEMALE, Job.OTHER, (1970, 1, 15))
    member("女其他五十", Sex.FEMALE, Job.OTHER, (1975, 1, 2))
    member("未到", Sex.MALE, Job.DOCTOR, (1965, 2, 1))
    member("女医师五十", Sex.FEMALE, Job.DOCTOR, (1975, 1, 15))

    settled = {"男医师", "男其他", "女护士", "女工勤"}
    may = {"女其他", "女其他五十"}
    assert found(retires_in="2025-02") == settled | may
    assert found(retires_in="2025-02", retirement_age="settled") == settled
    assert found(retires_in="2025-02", retirement_age="open") == may
    assert found(retires_in="2025-01") == set()

    member("早已到龄", Sex.MALE, Job.DOCTOR, (1960, 5, 1))
    member("女其他五十五", Sex.FEMALE, Job.OTHER, (1968, 1, 2))
    member("女其他五十二", Sex.FEMALE, Job.OTHER, (1972, 1, 2))
    assert found(retires_by="2025-02", retirement_age="settled") == settled | {
        "早已到龄"
    }
    assert found(retires_by="2025-02", retirement_age="open") == may | {"女其他五十五"}


@pytest.mark.django_db
def test_a_month_is_written_with_its_year():
    members = MemberFilter({"retires_in": "3"}, queryset=Member.objects.all())

    assert "请按 2026-03 这样填写年和月" in str(members.errors)


@pytest.mark.django_db
def test_the_list_shows_what_is_lacking():
    MemberFactory(
        name="齐全", id_number="330103199003076417", sex="male", birth_date=None
    )
    MemberFactory(name="缺出生日期", birth_date=None)
    MemberFactory(name="缺性别", sex="")

    assert found(missing="birth_date") == {"缺出生日期"}
    assert found(missing="id_number") == {"缺出生日期", "缺性别"}
    assert found(missing="sex") == {"缺性别"}


@pytest.mark.parametrize("month", [3, 4])  # men born in January 1966 wait until May
def test_the_latest_month_of_birth_counts_who_has_reached_the_age(month):
    assert last_birth_month(MEN, 2026, month) == dt.date(1965, 12, 1)
