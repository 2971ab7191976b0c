"""退回修改: the chair's remark reaches who drafts, and the draft comes back."""

import datetime as dt
from functools import partial

import pytest
from django.urls import reverse

from reports import actions, prose
from reports.models import AnnualReport
from reports.reading import content_of
from reports.tests.factories import AnnualReportFactory
from reports.work import LINES
from union.errors import RuleViolation
from union.models import AuditEntry
from union.work import waiting_in

TODAY = dt.date(2025, 1, 10)
REMARK = "第三节请补充公开的形式"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(dt.datetime(2025, 1, 10, 4, tzinfo=dt.UTC), tick=False),
]


def lines(user):
    found = waiting_in(LINES, user, TODAY)
    return {item.title: item.reason or item.waits_for for item in found}


@pytest.fixture
def returned(client, report, chair):
    client.force_login(chair)
    url = reverse("reports:annualreport_return", args=[report.pk])
    page = client.post(url, {"reason": REMARK}, follow=True).content.decode()
    assert "已退回修改，意见已列入起草人的待办" in page
    report.refresh_from_db()
    return report


def submit(client, report):
    url = reverse("reports:annualreport_submit", args=[report.pk])
    return client.post(url, follow=True).content.decode()


def test_the_remark_reaches_who_drafts(client, returned, staff, chair):
    assert lines(staff) == {"总结被退回修改，请按意见改好后送审": REMARK}
    assert lines(chair) == {"已退回修改的总结": "起草人修改"}

    client.force_login(staff)
    page = client.get(returned.get_absolute_url()).content.decode()

    assert f"主席已退回修改：{REMARK}" in page
    assert "修改完毕，送审</button>" in page
    assert AuditEntry.objects.filter(action="move", note=REMARK).count() == 1


def test_what_is_done_with_the_remark_is_with_the_chair_again(
    client, returned, staff, chair
):
    client.force_login(staff)
    assert "已送审，等待工会主席签发" in submit(client, returned)

    returned.refresh_from_db()
    assert returned.return_reason == ""
    assert lines(staff) == {"我起草的年度总结待签发": "工会主席签发"}
    assert lines(chair) == {"待签发的年度总结": ""}
    assert "不用再送审" in submit(client, returned)


def test_a_draft_is_sent_back_with_a_reason_and_by_another_only(
    client, report, staff, chair
):
    client.force_login(chair)
    url = reverse("reports:annualreport_return", args=[report.pk])
    assert client.post(url, {"reason": ""}).context["form"].errors
    with pytest.raises(RuleViolation, match="不能办理本人提交的事项"):
        actions.send_back(report, actor=staff, reason=REMARK)
    report.refresh_from_db()
    assert report.return_reason == ""


def test_the_chair_decides_on_nothing_that_was_not_submitted(
    client, returned, staff, chair
):
    for decide in (actions.sign, partial(actions.send_back, reason=REMARK)):
        with pytest.raises(RuleViolation, match="没有送审"):
            decide(returned, actor=chair)
    page = client.get(returned.get_absolute_url()).content.decode()
    assert page.count("没有送审；拟稿人送审后，主席才能签发或退回") == 1
    assert "签发</a>" not in page

    actions.submit(returned, actor=staff)
    returned.refresh_from_db()
    actions.sign(returned, actor=chair)
    with pytest.raises(RuleViolation):
        actions.send_back(returned, actor=chair, reason=REMARK)
    page = client.get(returned.get_absolute_url()).content.decode()
    assert "退回修改</a>" not in page


def test_a_draft_is_not_sent_back_by_who_has_an_old_page(report, chair):
    old = AnnualReport.objects.get()
    actions.send_back(report, actor=chair, reason=REMARK)

    with pytest.raises(RuleViolation, match="没有送审"):
        actions.send_back(old, actor=chair, reason="另一条意见")


def test_the_chair_does_not_answer_the_own_remark(client, returned, chair):
    page = client.get(returned.get_absolute_url()).content.decode()
    assert f"主席已退回修改：{REMARK}" in page
    assert "修改完毕，送审" not in page
    assert (
        client.post(
            reverse("reports:annualreport_submit", args=[returned.pk])
        ).status_code
        == 403
    )


def test_a_new_draft_lies_with_who_writes_it_until_it_is_submitted(
    client, staff, chair
):
    form = {
        "year": "2024",
        "plan_year": "2025",
        "preset": "theme",
        "number_style": "arabic",
        "date_writing": "arabic",
        "thought": "坚持以职工为中心。",
        "opening": "{{年度}}，我院工会{{指导思想}}，做了下列工作。",
    }
    client.force_login(staff)
    page = client.post(reverse("reports:annualreport_create"), form, follow=True)
    report = AnnualReport.objects.get()

    assert "起草中，还没有送审" in page.content.decode()
    assert lines(staff) == {"起草中的年度总结，写好后请送审": ""}
    assert lines(chair) == {}
    assert prose.plain(report.opening, content_of(report, staff)) == [
        "2024年，我院工会坚持以职工为中心，做了下列工作。"
    ]
    submit(client, report)
    assert lines(staff) == {"我起草的年度总结待签发": "工会主席签发"}
    assert lines(chair) == {"待签发的年度总结": ""}


def test_an_opening_without_guiding_thought_asks_for_it(client, report, staff):
    client.force_login(staff)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "请填写本年度的指导思想" in page
    [opening] = prose.plain(report.opening, content_of(report, staff))
    assert "竭诚服务职工群众的基本职责。现将2024年工作" in opening

    report.thought, report.opening = "坚持以职工为中心", "现将工作情况总结如下。"
    report.save()
    page = client.get(report.get_absolute_url()).content.decode()
    assert "请填写本年度的指导思想" not in page
    assert "开头没有引用“指导思想”" in page


def test_the_thought_of_the_year_before_is_offered(client, staff):
    AnnualReportFactory(year=2023, thought="坚持以职工为中心")
    client.force_login(staff)
    form = client.get(reverse("reports:annualreport_create")).context["form"]
    assert form["year"].value() == 2024
    assert form["thought"].value() == "坚持以职工为中心"
