"""全年 or 今年以来: how a summary calls the time it tells of."""

import datetime as dt

import pytest
from django.urls import reverse

from members.tests.factories import MemberFactory
from reports import annex, checks, output
from reports.assembly import summary_parts
from reports.documents.model import texts
from reports.reading import content_of
from reports.wording import span_words

pytestmark = pytest.mark.django_db

CUT_OFF = dt.date(2024, 11, 22)


def written(report, user):
    return "\n".join(texts(output.document_of(content_of(report, user), "summary")))


def headers(report, user):
    parts = summary_parts(content_of(report, user))
    return next(part for part in parts if part.kind == "table").headers


def test_a_year_is_whole_on_its_last_day_only():
    whole, part = span_words(dt.date(2024, 12, 31)), span_words(dt.date(2024, 12, 30))
    assert (whole.during, whole.this, whole.before) == ("全年", "2024年", "2023年")
    assert (part.during, part.this, part.before) == (
        "今年以来",
        "本年截至12月30日",
        "上年同期",
    )


def test_a_summary_of_a_whole_year_says_so(report, staff):
    text = written(report, staff)
    assert "全年新增会员3人" in text
    assert "全年主要指标见表1" in text
    assert "今年以来" not in text
    assert headers(report, staff)[3:5] == ("2023年", "2024年")


def test_a_summary_with_a_cut_off_never_speaks_of_the_whole_year(report, staff):
    report.as_of = CUT_OFF
    report.save()
    text = written(report, staff)
    assert "今年以来新增会员3人" in text
    assert "今年以来主要指标见表1" in text
    assert "表1　2024年主要指标（截至11月22日）" in text
    assert "全年" not in text
    assert headers(report, staff)[3:5] == ("上年同期", "本年\n截至11月22日")


@pytest.mark.parametrize(
    ("as_of", "this", "before"),
    [(None, "2024年", "2023年"), (CUT_OFF, "本年截至11月22日", "上年同期")],
    ids=["whole", "part"],
)
def test_the_annex_names_the_same_time(client, report, staff, as_of, this, before):
    report.as_of = as_of
    report.save()
    heads = [
        column.header for column in annex.sheet_of(content_of(report, staff)).columns
    ]
    assert this in heads
    assert before in heads


def test_a_section_that_says_the_whole_year_is_named_before_signing(
    client, report, staff, chair
):
    section = report.sections.get(key="S1")
    section.text = "全年新增会员{{members_joined}}。"
    section.save()
    assert not [w for w in checks.warnings(content_of(report, staff)) if "全年" in w]
    report.as_of = CUT_OFF
    report.save()
    client.force_login(chair)
    page = client.get(reverse("reports:annualreport_sign", args=[report.pk]))
    text = page.content.decode()
    assert "“加强组织建设，规范会员管理”写有“全年”，而数据只统计到11月22日" in text
    assert "上年同期" in text


def test_the_pages_of_figures_name_the_same_time(client, staff):
    MemberFactory(joined_on=dt.date(2024, 3, 1))
    client.force_login(staff)
    whole = client.get(reverse("figures"), {"year": "2024"}).content.decode()
    # A past year is asked for as a whole unless the form says a day.
    part = client.get(
        reverse("figures"), {"year": "2024", "as_of": "2024-11-22"}
    ).content.decode()
    assert ">2023年<" in whole
    assert "上年同期" not in whole
    assert ">上年同期<" in part
    assert ">本年截至11月22日<" in part
