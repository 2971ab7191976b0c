import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.tests.factories import MemberFactory
from reports import actions, frozen
from reports.models import AnnualReport
from reports.reading import content_of, sections_of
from reports.tests.factories import (
    PlanItemFactory,
    ProblemFactory,
)
from union.errors import Conflict, RuleViolation
from union.models import AuditEntry
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def section_of(report, key="S1"):
    return report.sections.get(key=key)


def save(section, actor, text, heading="组织建设"):
    actions.save_section(
        section, actor=actor, version=section.version, heading=heading, text=text
    )
    section.refresh_from_db()


def text_of(report, user):
    return "\n".join(s.text for s in content_of(report, user).texts.sections)


def test_a_new_report_is_drafted_from_the_records(report):
    sections = sections_of(report)
    assert [s.key for s in sections] == [f"S{n}" for n in range(1, 14)]
    assert sections[0].text.startswith("截至{{as_of}}，共有会员{{members_total}}")
    assert sections[4].text == ""


def test_creating_one_by_the_form_drafts_it_too(client, staff):
    MemberFactory(joined_on=dt.date(2023, 3, 1))
    client.force_login(staff)
    form = {"year": "2023", "plan_year": "2024", "preset": "theme"}
    form |= {"number_style": "mixed", "date_writing": "chinese"}
    form |= {"opening": "{{年度}}，{{自称}}工会做了下列工作。"}
    response = client.post(reverse("reports:annualreport_create"), form)
    report = AnnualReport.objects.get()
    assert response.url == report.get_absolute_url()
    assert report.opening == "{{year}}，{{self_word}}工会做了下列工作。"
    assert "{{members_joined}}" in section_of(report).text


def test_numbers_stay_live_until_the_report_is_signed(report, staff, chair):
    def members(user):
        return content_of(report, user).values["members_total"].number

    assert members(staff) == 3
    MemberFactory(joined_on=dt.date(2024, 5, 1))
    assert members(staff) == 4
    report = actions.sign(report, actor=chair)
    MemberFactory(joined_on=dt.date(2024, 6, 1))
    assert members(staff) == 4


def test_what_is_signed_reads_back_the_same(report, chair):
    ProblemFactory(report=report, text="活动偏少", measure="多办活动")
    PlanItemFactory(plan_year=2025, text="举办运动会", month_from=4)
    report.signed_on = dt.date(2025, 1, 9)
    report.signer = "王主席"
    report.save()
    before = content_of(report, chair)
    report = actions.sign(report, actor=chair)
    after = content_of(AnnualReport.objects.get(), chair)
    assert after.texts == before.texts
    assert after.months == before.months
    assert {k: (v.number, v.url) for k, v in after.values.items()} == {
        k: (v.number, v.url) for k, v in before.values.items()
    }
    assert report.signed_by == chair
    assert AuditEntry.objects.get(action="move").actor == chair


def test_nobody_signs_what_they_drafted(report, staff):
    with pytest.raises(RuleViolation, match="本人提交"):
        actions.sign(report, actor=staff)


def test_only_the_chair_may_sign(client, report, staff, chair):
    url = reverse("reports:annualreport_sign", args=[report.pk])
    client.force_login(staff)
    assert client.post(url).status_code == 403
    client.force_login(chair)
    client.post(url)
    report.refresh_from_db()
    assert report.is_signed


def test_a_signed_report_cannot_be_changed(client, report, staff, chair):
    section = section_of(report)
    problem = ProblemFactory(report=report)
    actions.sign(report, actor=chair)
    with pytest.raises(RuleViolation, match="已签发"):
        save(section, staff, "改写。")
    with pytest.raises(RuleViolation, match="已签发"):
        actions.redraft(report, [], actor=staff)
    problem.refresh_from_db()
    with pytest.raises(RuleViolation, match="已签发"):
        problem.check_rules(None)
    client.force_login(staff)
    for page, extra in (("update", []), ("redraft", []), ("section", [section.pk])):
        url = reverse(f"reports:annualreport_{page}", args=[report.pk, *extra])
        response = client.get(url, follow=True)
        assert response.redirect_chain == [(report.get_absolute_url(), 302)]
        assert "2024年工作总结已签发，不能修改" in response.content.decode()


def test_later_changes_show_as_differences_with_their_rows(client, report, chair):
    actions.sign(report, actor=chair)
    late = MemberFactory(joined_on=dt.date(2024, 7, 1))
    report.refresh_from_db()
    found = {d.then.figure.key: d for d in frozen.differences(report, chair)}
    joined = found["members_joined"]
    assert (joined.then.number, joined.now.number, joined.difference) == (3, 4, 1)
    assert "members_retired" not in found
    client.force_login(chair)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "年内新增会员数" in page
    event = late.events.get()
    assert joined.gained == {event.pk}
    rows = client.get(joined.gained_url).context["object_list"]
    assert [row.pk for row in rows] == [event.pk]


def test_row_ids_are_kept_as_runs():
    assert frozen.runs({3, 1, 2, 9}) == [1, 3, 9, 9]
    assert frozen.unfolded([1, 3, 9, 9]) == {1, 2, 3, 9}
    assert frozen.runs(set()) == []


def test_redrafting_keeps_what_a_person_has_edited(report, staff):
    mine, other = section_of(report), section_of(report, "S7")
    save(mine, staff, "我写的。")
    other.generated = other.text = "旧的生成文字。"
    other.save()
    assert actions.redraft(report, [], actor=staff) == 1
    assert section_of(report).text == "我写的。"
    assert section_of(report, "S7").text == ""
    assert actions.redraft(report, [mine.pk], actor=staff) == 1
    assert section_of(report).text.startswith("截至{{as_of}}")


@pytest.mark.parametrize("chosen", ["²", "9" * 5000, "x", ""])
def test_what_is_no_section_is_not_chosen_for_redrafting(client, report, staff, chosen):
    save(section_of(report), staff, "我写的。")
    client.force_login(staff)

    url = reverse("reports:annualreport_redraft", args=[report.pk])
    response = client.post(url, {"section": chosen})

    assert response.status_code == 302
    assert section_of(report).text == "我写的。"


def test_a_draft_that_is_signed_meanwhile_says_so(client, report, chair, monkeypatch):
    """Between the look at the report and the change of it."""
    section = section_of(report)
    before = section.text
    actions.sign(report, actor=chair)
    monkeypatch.setattr(AnnualReport, "is_signed", False)
    client.force_login(UserFactory(role="staff"))

    answers = [
        client.post(reverse(f"reports:annualreport_{page}", args=args), data)
        for page, args, data in (
            ("redraft", [report.pk], {}),
            (
                "section",
                [report.pk, section.pk],
                {"heading": "标题", "text": "新的。", "version": section.version},
            ),
        )
    ]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert "已签发" in answers[1].content.decode()
    assert section_of(report).text == before


def test_resetting_brings_the_generated_text_back(report, staff):
    section = section_of(report)
    save(section, staff, "我写的。")
    assert section.is_edited
    actions.reset_section(section, actor=staff)
    section.refresh_from_db()
    assert not section.is_edited
    assert section.text.startswith("截至{{as_of}}")


def test_two_people_cannot_overwrite_each_other(report, staff):
    section = section_of(report)
    late = section_of(report)
    save(section, staff, "先保存的。")
    with pytest.raises(Conflict):
        save(late, staff, "后保存的。")
    assert section_of(report).text == "先保存的。"


def test_sections_are_moved_added_and_removed(report, staff):
    own = actions.add_section(report, actor=staff, heading="其他", text="其他工作。")
    actions.shift_section(own, -1, actor=staff)
    assert [s.key for s in sections_of(report)][-2:] == ["own", "S13"]
    actions.shift_section(section_of(report), -1, actor=staff)
    assert sections_of(report)[0].key == "S1"
    actions.remove_section(own, actor=staff)
    assert len(sections_of(report)) == 13
    with pytest.raises(RuleViolation, match="自行增加"):
        actions.remove_section(section_of(report), actor=staff)


def test_every_change_of_a_section_is_logged(report, staff):
    save(section_of(report), staff, "新的正文。", heading="新标题")
    entry = AuditEntry.objects.about(report).first()
    assert entry.actor == staff
    assert entry.changes["标题"] == ["加强组织建设，规范会员管理", "新标题"]
    assert entry.changes["正文"][1] == "新的正文。"


def test_the_section_page_shows_labels_and_keeps_keys(client, report, staff):
    client.force_login(staff)
    url = reverse(
        "reports:annualreport_section", args=[report.pk, section_of(report).pk]
    )
    page = client.get(url).content.decode()
    assert "共有会员{{会员总数}}" in page
    assert 'data-token="会员总数" data-text="3人"' in page
    form = {"heading": "组织", "text": "会员{{会员总数}}。", "version": "1"}
    client.post(url, form)
    assert section_of(report).text == "会员{{members_total}}。"
    conflict = client.post(url, form | {"text": "又改。"})
    assert conflict.status_code == 409
    assert "又改。" in conflict.content.decode()


def test_the_preview_shows_numbers_and_saves_nothing(client, report, staff):
    client.force_login(staff)
    section = section_of(report)
    url = reverse("reports:annualreport_section", args=[report.pk, section.pk])
    form = {"heading": "组织", "text": "会员{{会员总数}}。", "preview": "1"}
    fragment = client.post(url, form, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert ">3人</a>。" in fragment
    assert ">3人</a>。" in client.post(url, form).content.decode()
    assert section_of(report).text == section.text


def test_an_unknown_token_is_refused_on_the_page(client, report, staff):
    client.force_login(staff)
    section = section_of(report)
    url = reverse("reports:annualreport_section", args=[report.pk, section.pk])
    form = {"heading": "组织", "text": "会员{{会员总和}}。", "version": "1"}
    page = client.post(url, form).content.decode()
    assert "没有名为 {{会员总和}} 的数据" in page
    assert section_of(report).text == section.text


def test_each_number_of_the_text_leads_to_its_rows(client, report, staff):
    client.force_login(staff)
    url = reverse("reports:annualreport_text", args=[report.pk])
    page = client.get(url).content.decode()
    assert 'href="/members/members/?in_union_on=2024-12-31"' in page
    assert "会员总数：截至统计日在会的会员人数" in page


def test_the_pages_of_the_room_work_with_signed_reports(client, report, chair):
    actions.sign(report, actor=chair)
    client.force_login(chair)
    for name in ("detail", "text"):
        url = reverse(f"reports:annualreport_{name}", args=[report.pk])
        assert client.get(url).status_code == 200


def test_a_group_leader_has_no_access_to_reports(client, report):
    client.force_login(UserFactory(role="leader"))
    for name in ("detail", "text", "pages"):
        url = reverse(f"reports:annualreport_{name}", args=[report.pk])
        assert client.get(url).status_code == 403


def test_what_does_not_fit_is_named_before_signing(client, report, staff):
    save(section_of(report, "S4"), staff, "慰问{{consol_total_visits}}。", "慰问")
    client.force_login(staff)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "“慰问”引用的“慰问总人次”现在没有数据或为 0" in page
    assert "2025年还没有计划事项" in page


def test_the_page_of_a_report_asks_no_more_for_more_members(client, report, staff):
    client.force_login(staff)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(report.get_absolute_url())
        return len(captured)

    queries()
    few = queries()
    MemberFactory.create_batch(5, joined_on=dt.date(2024, 4, 1))
    assert queries() == few
