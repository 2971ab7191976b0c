"""A member's page tells all that happened to them, as far as the reader may see it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.tests.factories import ActivityFactory, ActivityResultFactory
from congress.tests.factories import CongressSessionFactory, ProposalFactory
from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from union.timeline import limit_in, timeline_of
from welfare.tests.factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """Somebody with one entry of each kind."""
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))
    ConsolationFactory(beneficiary=member, date=dt.date(2026, 2, 3))
    MutualAidEnrolmentFactory(member=member, plan__name="综合互助")
    MutualAidClaimFactory(
        member=member,
        plan__name="重疾互助",
        filed_on=dt.date(2025, 11, 2),
        event_date=dt.date(2025, 10, 1),
        diagnosis="肺炎",
    )
    session = CongressSessionFactory(date=dt.date(2025, 3, 20))
    ProposalFactory(
        session=session, number=8, proposer=member, submitted_on=dt.date(2025, 3, 10)
    )
    activity = ActivityFactory(title="乒乓球赛", date=dt.date(2025, 5, 1))
    ActivityResultFactory(
        activity=activity,
        member=member,
        entrant_kind="individual",
        team="",
        event="男单",
        award="一等奖",
        place=None,
    )
    return member


def told(member, user, **query):
    timeline = timeline_of(member, user, query)
    return [
        (year, [(entry.label, " · ".join(entry.texts)) for entry in entries])
        for year, entries in timeline.years
    ]


def test_everything_is_told_newest_first_by_year(member):
    assert told(member, UserFactory(role="staff")) == [
        (
            2026,
            [
                ("慰问", "患病 · 本人 · 合计金额 200.00 元"),
                ("互助参保", "综合互助 · 新参保 · 保障期止 2026-12-31"),
            ],
        ),
        (
            2025,
            [
                ("互助赔付", "重疾互助 · 草稿"),
                ("获奖", "乒乓球赛（2025-05-01） · 男单 · 一等奖"),
                ("提案", "提案号 8 · 在门诊楼增设饮水点 · 已提交"),
            ],
        ),
        (2020, [("会籍变动", "入会 · 新员工")]),
    ]


def test_a_leader_is_told_what_leaders_may_see_of_their_own_group(member):
    leader = UserFactory(role="leader")
    assert told(member, leader) == [(2025, [("获奖", ANY_AWARD)])]

    member.union_group.officers.add(leader)

    kinds = [label for _, entries in told(member, leader) for label, _ in entries]
    assert kinds == ["慰问", "获奖", "提案", "会籍变动"]  # no insurance, no claims


ANY_AWARD = "乒乓球赛（2025-05-01） · 男单 · 一等奖"


def test_voided_entries_are_not_told(member):
    member.consolations.update(voided_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    kinds = str(told(member, UserFactory(role="staff")))

    assert "慰问" not in kinds


def test_what_has_no_date_yet_leads(member):
    ProposalFactory(proposer=member, submitted_on=None, title="草稿一件")

    year, entries = told(member, UserFactory(role="staff"))[0]

    assert year is None
    assert "草稿一件" in entries[0][1]


def test_thirty_are_shown_at_first_then_more(client, member):
    ConsolationFactory.create_batch(40, beneficiary=member)
    client.force_login(UserFactory(role="staff"))
    address = member.get_absolute_url()

    page = client.get(address)
    assert "更多（还有 16 条）" in page.content.decode()
    assert sum(len(entries) for _, entries in page.context["timeline"].years) == 30

    page = client.get(f"{address}?limit=100")
    assert "更多（" not in page.content.decode()
    assert sum(len(entries) for _, entries in page.context["timeline"].years) == 46


@pytest.mark.parametrize("text", [None, "", "31", "1e9", "-1", "９"])
def test_only_the_offered_numbers_are_taken(text):
    assert limit_in(text) == 30


def test_one_kind_can_be_chosen(client, member):
    client.force_login(UserFactory(role="staff"))

    page = client.get(f"{member.get_absolute_url()}?kind=congress.proposal")

    [(year, [entry])] = page.context["timeline"].years
    assert (year, entry.label) == (2025, "提案")
    text = page.content.decode()
    assert '?kind=congress.proposal#timeline" aria-current="true">提案 1</a>' in text
    assert "慰问 1</a>" in text  # the way back to the others


def test_an_unknown_kind_shows_all(client, member):
    client.force_login(UserFactory(role="staff"))

    page = client.get(f"{member.get_absolute_url()}?kind=no.such")

    assert page.context["timeline"].total == 6
    assert len(page.context["timeline"].years) == 3


def test_the_page_offers_to_enter_more_with_the_member_filled_in(client, member):
    client.force_login(UserFactory(role="staff"))
    text = client.get(member.get_absolute_url()).content.decode()

    assert f"/welfare/consolations/new/?beneficiary={member.pk}" in text
    assert f"/congress/proposals/new/?proposer={member.pk}" in text

    client.force_login(UserFactory(role="chair"))
    text = client.get(member.get_absolute_url()).content.decode()
    assert "/new/?" not in text


def test_the_diagnosis_is_not_told(client, member):
    client.force_login(UserFactory(role="staff"))

    assert "肺炎" not in client.get(member.get_absolute_url()).content.decode()


def test_who_has_no_history_is_told_so(login):
    client = login("members.view_member", "members.view_all_groups")

    page = client.get(MemberFactory().get_absolute_url()).content.decode()

    assert "还没有记录" in page


def test_a_long_story_takes_one_query_for_each_kind(member, django_assert_num_queries):
    staff = UserFactory(role="staff")
    staff.get_all_permissions()
    timeline_of(member, staff, {})

    with CaptureQueriesContext(connection) as captured:
        timeline_of(member, staff, {})
    assert len(captured) == 7  # and the log

    ConsolationFactory.create_batch(9, beneficiary=member)
    with django_assert_num_queries(7):
        timeline_of(member, staff, {})
