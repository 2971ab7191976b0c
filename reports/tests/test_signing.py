"""Beginning and signing a report, and what its pages say of it afterwards."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from reports import actions, frozen
from reports.assembly import summary_parts
from reports.forms import AnnualReportForm
from reports.models import AnnualReport
from reports.reading import content_of
from reports.tests.factories import AnnualReportFactory, PlanItemFactory
from reports.views import report as report_views
from reports.work import waiting
from union import actions as record_actions
from union import undo
from union.errors import RuleViolation
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db


def test_what_the_chair_signed_only_the_chair_takes_back(client, report, staff, chair):
    void = reverse("reports:annualreport_void", args=[report.pk])
    client.force_login(staff)
    assert void in client.get(report.get_absolute_url()).content.decode()
    actions.sign(report, actor=chair)
    assert void not in client.get(report.get_absolute_url()).content.decode()
    refused = client.post(void, {"reason": "重写"})
    assert refused.status_code == 403
    assert "已经签发，只有主席可以作废" in refused.content.decode()
    client.force_login(chair)
    assert void in client.get(report.get_absolute_url()).content.decode()
    client.post(void, {"reason": "数字有误"})
    report.refresh_from_db()
    assert report.is_void
    client.post(reverse("reports:annualreport_restore", args=[report.pk]))
    report.refresh_from_db()
    assert (report.is_void, report.is_signed) == (False, True)


def test_no_other_way_takes_back_what_the_chair_signed(report, staff, chair):
    actions.sign(report, actor=chair)
    with pytest.raises(RuleViolation, match="没有作废或恢复“2024年工作总结”的权限"):
        record_actions.void(report, actor=staff, reason="重写")

    report.refresh_from_db()
    batch = record_actions.void(report, actor=chair, reason="数字有误")
    with pytest.raises(RuleViolation, match="没有作废或恢复"):
        record_actions.restore(report, actor=staff)
    with pytest.raises(RuleViolation, match="没有办理这些年度总结的权限"):
        undo.revert(batch, actor=staff)

    report.refresh_from_db()
    record_actions.restore(report, actor=chair)
    assert not report.is_void


def test_voiding_a_signed_report_is_undone_as_offered(report, chair):
    report = actions.sign(report, actor=chair)
    batch = record_actions.void(report, actor=chair, reason="数字有误")
    undo.revert(batch, actor=chair)
    report.refresh_from_db()
    assert (report.is_void, report.is_signed) == (False, True)


def test_no_form_changes_what_is_signed(report, staff, chair):
    form = AnnualReportForm(
        model_to_dict(report), instance=actions.sign(report, actor=chair), user=staff
    )
    assert "总结已签发，内容不能再改" in form.non_field_errors()[0]


def test_the_sign_page_says_what_will_be_frozen(client, report, chair):
    client.force_login(chair)
    url = reverse("reports:annualreport_sign", args=[report.pk])
    page = client.get(url).content.decode()
    assert "签发后文字和数字冻结，不能再修改" in page
    assert "数据统计到 2024年12月31日" in page
    assert "会员总数" in page
    assert "没有内容、不列入总结的章节：" in page
    assert "自动生成后没有改过的章节：加强组织建设" in page
    client.post(url)
    again = client.get(url, follow=True)
    assert "2024年工作总结已签发，不能修改" in again.content.decode()


def test_a_year_that_is_not_over_counts_to_today(chair):
    today = timezone.localdate()
    report = AnnualReportFactory(year=today.year)
    assert report.last_day == today
    report.as_of = dt.date(today.year, 12, 31)
    assert report.last_day == today
    assert AnnualReport(year=today.year - 1).last_day == dt.date(today.year - 1, 12, 31)
    signed = actions.sign(report, actor=chair)
    assert signed.as_of == today


def test_signing_says_who_signed_for_which_union(client, report, chair):
    actions.sign(report, actor=chair)
    client.force_login(chair)
    report.refresh_from_db()
    assert report.signer == chair.get_full_name()
    assert report.issuer == "滨江医院工会委员会"
    assert report.frozen["texts"]["issuer"] == "滨江医院工会委员会"


def test_an_empty_plan_and_no_problems_are_named_and_print_nothing(
    client, report, chair
):
    client.force_login(chair)
    page = client.get(reverse("reports:annualreport_sign", args=[report.pk]))
    text = page.content.decode()
    assert "2025年还没有计划事项，总结不列工作计划一章" in text
    assert "没有登记“问题与不足”" in text
    content = content_of(report, chair)
    headings = [
        "".join(piece.text for piece in part.pieces)
        for part in summary_parts(content)
        if part.kind == "heading"
    ]
    assert not [heading for heading in headings if "指导思想" in heading]
    assert "".join(content.texts.title) == "滨江医院工会2024年工作总结"


def test_the_document_ends_with_words_and_single_items_bear_no_number(report, chair):
    PlanItemFactory(plan_year=2025, section="goals", text="会员登记率达到100%")
    PlanItemFactory(plan_year=2025, section="work", group="文体", text="办好运动会")
    PlanItemFactory(plan_year=2025)
    parts = summary_parts(content_of(report, chair))
    texts = [
        "".join(p.text for p in part.pieces)
        for part in parts
        if part.kind in {"heading", "paragraph"}
    ]
    assert "会员登记率达到100%。" in texts
    assert "文体。" in texts
    assert texts[-1] == ("各项工作按上述安排逐月落实，完成情况在2025年工作总结中报告。")


def test_the_chair_reads_who_begins_a_summary(client, chair, staff):
    url = reverse("reports:annualreport_list")
    client.force_login(chair)
    assert "年度总结由工会干事起草、主席审阅签发" in client.get(url).content.decode()
    client.force_login(staff)
    assert "由工会干事起草" not in client.get(url).content.decode()


def test_a_changed_row_is_named_where_no_row_came_or_went(client, report, chair):
    gift = ConsolationFactory(date=dt.date(2024, 5, 1), cash_amount=Decimal("100.00"))
    actions.sign(report, actor=chair)
    gift.cash_amount = Decimal("300.00")
    gift.prepare()
    gift.save()
    report.refresh_from_db()
    found = {d.then.figure.key: d for d in frozen.differences(report, chair)}
    spent = found["consol_total_amount"]
    assert (spent.gained, spent.lost, spent.changed) == (set(), set(), {gift.pk})
    assert spent.difference_text == "+200.00"
    client.force_login(chair)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "记录数没有变化，" in page
    assert f'href="{spent.changed_url}">改过 1 条</a>' in page


def test_a_new_report_starts_with_its_years(client, staff, monkeypatch):
    client.force_login(staff)
    url = reverse("reports:annualreport_create")
    for day, year in ((dt.date(2026, 3, 31), 2025), (dt.date(2026, 4, 1), 2026)):
        monkeypatch.setattr(report_views.timezone, "localdate", lambda day=day: day)
        initial = client.get(url).context["form"].initial
        assert (initial["year"], initial["plan_year"]) == (year, year + 1)
        assert not initial.get("as_of")


def test_a_second_report_of_a_year_leads_to_the_first(client, report, staff):
    client.force_login(staff)
    form = {"year": "2024", "plan_year": "2025", "preset": "theme"}
    form |= {"number_style": "mixed", "date_writing": "chinese"}
    page = client.post(reverse("reports:annualreport_create"), form, follow=True)
    assert page.redirect_chain == [(report.get_absolute_url(), 302)]
    assert page.content.decode().count("2024年工作总结已经建立") == 1


def test_moving_a_section_is_confirmed(client, report, staff):
    client.force_login(staff)
    place = [report.pk, report.sections.get(key="S1").pk]
    for action, said in (("down", "已下移"), ("up", "已上移"), ("up", "不能再上移")):
        url = reverse("reports:annualreport_section_action", args=[*place, action])
        assert said in client.post(url, follow=True).content.decode()


def test_the_draft_of_a_year_that_is_over_waits_for_the_chair(report, staff, chair):
    today = dt.date(2025, 1, 5)

    def lines(user, day=today):
        return [(item.title, item.count, item.waits_for) for item in waiting(user, day)]

    assert lines(chair) == [("待签发的年度总结", 1, "")]
    assert lines(staff) == [("我起草的年度总结待签发", 1, "工会主席签发")]
    assert lines(chair, dt.date(2024, 11, 5)) == [("总结草稿待审阅、签发", 1, "")]
    actions.sign(report, actor=chair)
    assert lines(chair) == lines(staff) == []


@pytest.mark.parametrize(
    ("pks", "flat"),
    [([], []), ([7], [7, 7]), ([7, 2, 3, 1], [1, 3, 7, 7]), ([1, 3], [1, 1, 3, 3])],
)
def test_rows_are_kept_as_runs_and_read_back_as_they_were(pks, flat):
    assert frozen.runs(pks) == flat
    assert frozen.unfolded(flat) == set(pks)


def sign_page(client, report, chair):
    client.force_login(chair)
    url = reverse("reports:annualreport_sign", args=[report.pk])
    return client.get(url).content.decode()


def test_the_sign_page_names_the_plan_only_where_there_is_one(client, report, chair):
    assert "2024 年工作总结，没有 2025 年工作计划；" in sign_page(client, report, chair)
    PlanItemFactory(plan_year=2025)
    assert "2024 年工作总结和 2025 年工作计划；" in sign_page(client, report, chair)


@pytest.mark.parametrize(
    ("today", "as_of", "says"),
    [
        ("2024-11-22", None, "2024年还没有结束，数据只统计到11月22日"),
        ("2024-12-31", dt.date(2024, 11, 30), "2024年还没有结束，数据只统计到11月30日"),
        ("2025-01-08", dt.date(2024, 11, 30), "数据截止日是11月30日，这一天以后的记录"),
        ("2025-01-08", None, ""),
    ],
)
def test_the_sign_page_says_which_part_of_the_year_is_counted(
    client, report, chair, today, as_of, says
):
    report.as_of = as_of
    report.save()
    with time_machine.travel(f"{today} 04:00Z", tick=False):
        page = sign_page(client, report, chair)
    assert says in page
    assert ("不再变动" in page or "清空“数据截止日”" in page) == bool(says)
