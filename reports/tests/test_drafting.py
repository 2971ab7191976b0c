import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from activities.tests.factories import ActivityFactory, ActivityResultFactory
from congress.tests.factories import CongressSessionFactory, DisclosureItemFactory
from members.choices import JoinSource
from members.tests.factories import MemberFactory
from reports.drafting import drafted
from reports.models import AnnualReport
from reports.narrative import SECTIONS
from reports.prose import plain
from reports.reading import content_for
from reports.tokens import KNOWN, names_in
from union.accounts.command_line import COMMAND_LINE
from welfare.tests.factories import ConsolationFactory

#: Figures whose records are not kept yet: their clauses wait for them.
#: A figure that comes is taken off this list and is told from that day on.
AWAITED = {
    "service_cards_issued",
    "elections_held",
    "officers_total",
    "officers_parttime_share",
    "officers_reviewed",
    "officers_review_pass_rate",
    "contracts_signed",
    "contract_topics",
    "contract_consultations",
    "contracts_in_force",
    "appeals_received",
    "appeals_closed_rate",
    "birthday_gifts",
    "festival_gifts",
    "hardship_on_file",
    "hardship_new",
    "hardship_committee_meetings",
    "hardship_aid_persons",
    "hardship_aid_amount",
    "hardship_aid_superior",
    "model_workers_helped",
    "fund_drive_donors",
    "fund_drive_amount",
    "consultations",
    "health_check_persons",
    "health_check_items",
    "health_check_abnormal",
    "ticket_copies",
    "ticket_persons",
    "distribution_amount",
    "partner_employee_paid",
    "partner_rebate_value",
    "women_screened",
    "children_gifts",
    "child_school_admissions",
    "child_promotions",
    "child_insured",
    "train_external_person_times",
    "train_external_person_days",
    "train_internal_sessions",
    "train_internal_hours",
    "train_internal_person_times",
    "train_topics",
    "new_staff_trained",
    "officers_trained",
    "study_sessions",
    "learning_award_persons",
    "learning_award_amount",
    "honours_unit",
    "honours_individual",
    "honours_nominated",
    "activists_commended",
    "activists_in_selection",
    "inspection_opinions",
    "retirees_on_register",
    "retiree_gifts",
    "dues_due",
    "dues_collected",
    "dues_collection_rate",
    "dues_backpay_members",
    "dues_backpay_amount",
    "fund_remitted",
    "fund_remit_rate",
    "fund_remit_on_time_rate",
    "finance_income",
    "finance_expense",
    "audits_done",
    "audit_findings",
    "audit_findings_rectified",
    "rules_made",
    "facilities_improved",
    "equipment_kinds",
    "clubs_active",
    "publicity_items",
}


@pytest.fixture(autouse=True)
def the_year_is_over(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date(2027, 1, 8))


def told(key, year=2026):
    """What the section of a year says, as the report prints it."""
    content = content_for(year, COMMAND_LINE)
    heading = next(s.heading for s in SECTIONS if s.key == key)
    section = next(s for s in content.texts.sections if s.heading == heading)
    return plain(section.text, content)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.key)
def test_every_token_of_a_template_is_a_figure_or_waits_for_one(section):
    unknown = set(names_in(section.text)) - KNOWN
    assert unknown <= AWAITED


def test_no_figure_is_awaited_that_exists():
    assert not AWAITED & KNOWN


@pytest.mark.django_db
def test_without_records_nothing_is_said():
    assert set(drafted(AnnualReport(year=2026), COMMAND_LINE).values()) == {""}


@pytest.mark.django_db
def test_members_are_told_with_what_is_known_of_them():
    MemberFactory.create_batch(3, joined_on=dt.date(2025, 2, 1))
    MemberFactory(
        joined_on=dt.date(2026, 3, 1), join_source=JoinSource.TEMP, sex="male"
    )
    assert told("S1") == [
        "截至2026年12月31日，共有会员4人，其中女会员3人，占75%。"
        "全年新增会员1人，其中临时聘用1人。"
    ]


@pytest.mark.django_db
def test_total_and_parts_leave_out_the_parts_that_are_none():
    DisclosureItemFactory.create_batch(2, category="major")
    DisclosureItemFactory(category="interests")
    assert told("S3") == [
        "全年院务公开3项，其中重大决策2项、职工切身利益1项，采用公开栏、局域网等公开形式2种。"
    ]


@pytest.mark.django_db
def test_the_published_accounts_stand_with_what_is_published():
    """A section of its own would have this one sentence only."""
    DisclosureItemFactory(category="major")
    DisclosureItemFactory(register="finance", category="finance")
    [text] = told("S3")
    assert text.startswith("全年院务公开1项")
    assert text.endswith("公布工会财务收支1次。")
    assert told("S12") == []


@pytest.mark.django_db
def test_count_and_amount_of_consolations_stand_together():
    ConsolationFactory.create_batch(2, occasion="sick", cash_amount=Decimal("200.00"))
    ConsolationFactory(
        occasion="bereavement", relation="parent", cash_amount=Decimal("318.40")
    )
    assert told("S4") == [
        "全年慰问职工3人次，慰问金和慰问品合计718.40元。"
        "探望患病职工及家属2人次，慰问金额400元；"
        "职工及家属去世慰问1人次，慰问金额318.40元。"
    ]


@pytest.mark.django_db
def test_events_are_told_in_order_of_time_and_without_names():
    ActivityFactory(title="秋季健步走", date=dt.date(2026, 10, 9), headcount=80)
    spring = ActivityFactory(
        title="趣味运动会", date=dt.date(2026, 4, 18), headcount=102
    )
    ActivityResultFactory(
        activity=spring,
        event="跳绳",
        entrant_kind="individual",
        team="",
        member=MemberFactory(name="李雷", joined_on=dt.date(2020, 1, 1)),
    )
    assert told("S7")[1:] == [
        "4月18日，在院礼堂举办趣味运动会，102人参加，某职工获跳绳第一名。"
        "10月9日，在院礼堂举办秋季健步走，80人参加。"
    ]


@pytest.mark.django_db
def test_a_voided_event_is_told_no_more():
    activity = ActivityFactory(title="健步走", date=dt.date(2026, 4, 18))
    report = AnnualReport(year=2026)
    text = drafted(report, COMMAND_LINE)["S7"]
    assert f"{{{{activity:{activity.pk}}}}}" in text
    activity.voided_at = "2026-05-01T00:00:00+08:00"
    activity.save()
    assert drafted(report, COMMAND_LINE)["S7"] == ""


@pytest.mark.django_db
def test_a_congress_is_told_with_its_numbers():
    CongressSessionFactory(session_no=7, reports_heard=2, place="院礼堂")
    assert told("S2") == [
        "全年召开职代会1次，听取和审议报告2个。",
        "3月20日在院礼堂召开七届七次职代会，应到代表60名，实到53名。",
    ]


@pytest.mark.django_db
def test_a_single_event_is_not_told_twice():
    held = {"status": "held", "date": dt.date(2026, 8, 1)}
    ActivityFactory(
        title="全民健身活动月", series_name="健身活动月", person_times=280, **held
    )
    ActivityFactory(title="职工疗休养", category="recuperation", headcount=367, **held)
    (text,) = told("S7")
    assert text.count("280人次") == 1
    assert text.count("367人") == 1


@pytest.mark.django_db
def test_what_was_won_elsewhere_is_named_whatever_its_size():
    ActivityFactory.create_batch(9, date=dt.date(2026, 4, 1), headcount=500)
    away = ActivityFactory(
        title="羽毛球赛",
        date=dt.date(2026, 4, 18),
        headcount=4,
        host_level="external",
        host_org="市医务工会",
    )
    ActivityResultFactory(
        activity=away, event="男子双打", team="我院队", award="一等奖"
    )
    assert (
        "参加市医务工会组织的羽毛球赛，4人参加，我院队获男子双打一等奖。"
        in told("S7")[1]
    )


@pytest.mark.django_db
def test_visits_of_spring_are_said_to_be_among_the_others():
    ConsolationFactory(
        occasion="hardship",
        festival="spring",
        date=dt.date(2026, 2, 1),
        household_count=1,
        cash_amount=Decimal("500.00"),
    )
    text = told("S4")[0]
    assert "慰问困难职工1户，慰问金额500元。上述慰问中，春节期间走访" in text
