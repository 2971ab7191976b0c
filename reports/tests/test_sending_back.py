"""退回修改: the chair's remark reaches who drafts, and the draft comes back."""

import datetime as dt

import pytest
from django.urls import reverse

from reports import actions
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


def resubmit(client, report):
    url = reverse("reports:annualreport_resubmit", args=[report.pk])
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
    assert "已送审，等待工会主席签发" in resubmit(client, returned)

    returned.refresh_from_db()
    assert returned.return_reason == ""
    assert lines(staff) == {"我起草的年度总结待签发": "工会主席签发"}
    assert lines(chair) == {"待签发的年度总结": ""}
    assert "不用再送审" in resubmit(client, returned)


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


def test_a_signed_summary_carries_no_remark_and_is_not_sent_back(
    client, returned, chair
):
    actions.sign(returned, actor=chair)
    assert returned.return_reason == ""
    with pytest.raises(RuleViolation):
        actions.send_back(returned, actor=chair, reason=REMARK)
    page = client.get(returned.get_absolute_url()).content.decode()
    assert "退回修改</a>" not in page


def test_the_chair_does_not_answer_the_own_remark(client, returned, chair):
    page = client.get(returned.get_absolute_url()).content.decode()
    assert f"主席已退回修改：{REMARK}" in page
    assert "修改完毕，送审" not in page
    assert (
        client.post(
            reverse("reports:annualreport_resubmit", args=[returned.pk])
        ).status_code
        == 403
    )
