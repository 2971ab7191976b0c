import datetime as dt

import pytest
from django.urls import reverse

from congress.models import CongressSession, DisclosureItem, Proposal
from members.tests.factories import DepartmentFactory, MemberFactory
from union.imports.template import note_of
from union.tests.factories import UserFactory

from .factories import (
    CongressSessionFactory,
    DisclosureItemFactory,
    ProposalFactory,
)

ALL_GROUPS = "members.view_all_groups"
VIEW = "congress.view_proposal"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC)),
]


def url(action, *args, kind="proposal"):
    return reverse(f"congress:{kind}_{action}", args=args)


def test_a_paper_is_entered_with_session_and_proposer(login):
    for name in ("李娜", "王芳"):
        MemberFactory(name=name)
    session = CongressSessionFactory()
    client = login(VIEW, "congress.add_proposal", "members.view_member", ALL_GROUPS)

    page = client.post(
        url("create"),
        {
            "session": session.pk,
            "kind": "proposal",
            "category": "nursing",
            "title": "增加夜班护士",
            "proposer": MemberFactory(staff_no="1001").staff_no,
            "seconders": "李娜、王芳",
            "submitted_on": "2026-06-01",
        },
    )

    proposal = Proposal.objects.get()
    assert page.status_code == 302
    assert (proposal.number, proposal.status) == (1, "submitted")
    assert proposal.submitted_by == client.user


@pytest.mark.parametrize(("year", "status"), [(2026, None), (2025, "filed")])
def test_only_papers_of_earlier_years_are_entered_as_decided(login, year, status):
    session = CongressSessionFactory(date=dt.date(year, 3, 20))
    client = login(VIEW, "congress.add_proposal", "members.view_member", ALL_GROUPS)
    page = client.post(
        url("create"),
        {
            "session": session.pk,
            "kind": "proposal",
            "category": "nursing",
            "title": "增加夜班护士",
            "proposer": MemberFactory(staff_no="1001").staff_no,
            "seconders": "李娜、王芳",
            "submitted_on": f"{year}-03-01",
            "decision": "filed",
            "decided_on": f"{year}-03-25",
        },
    )

    proposal = Proposal.objects.first()
    assert (proposal.status if proposal else None) == status
    if status is None:
        assert "本年的提案请提交后由主席审查" in page.content.decode()
        assert '<details class="folded" open>' in page.content.decode()


def test_what_few_papers_need_is_folded_away(login):
    client = login(VIEW, "congress.add_proposal", ALL_GROUPS)

    page = client.get(url("create")).content.decode()

    assert page.count('<details class="folded">') == 1
    assert "补录往年已办理的提案" in page


def test_who_submitted_a_paper_is_not_offered_to_decide_on_it(login):
    client = login(VIEW, "congress.decide_proposal", ALL_GROUPS)
    proposal = ProposalFactory(submitted_by=client.user)

    moves = client.get(proposal.get_absolute_url()).context["moves"]

    assert [move.label for move, _ in moves] == ["退回补正"]


def test_a_disclosure_starts_today(login):
    client = login("congress.view_disclosureitem", "congress.add_disclosureitem")

    page = client.get(url("create", kind="disclosureitem"))

    assert page.context["form"]["disclosed_on"].value() == dt.date(2026, 6, 3)
    assert "新增院务公开事项" in page.content.decode()


def test_the_form_of_a_known_paper_leaves_its_handling_alone(login):
    proposal = ProposalFactory(assigned=True)
    client = login(VIEW, "congress.change_proposal", ALL_GROUPS)

    form = client.get(url("update", proposal.pk)).context["form"]

    assert not form.fields.keys() & {"submitted_on", "decision", "replied_on", "reply"}


def test_a_proposal_shows_how_far_it_is_and_how_late(login):
    late = ProposalFactory(assigned=True)
    client = login(VIEW, ALL_GROUPS)

    page = client.get(late.get_absolute_url()).content.decode()

    assert "逾期 3 天" in page
    assert '<li aria-current="step">交办' in page
    assert "逾期" in client.get(url("list")).content.decode()


@pytest.mark.parametrize(
    ("perm", "offered"),
    [
        ("congress.decide_proposal", ["立案", "转意见建议", "不予立案", "退回补正"]),
        ("congress.check_proposal", []),
    ],
)
def test_who_may_decide_is_offered_the_decisions(login, perm, offered):
    proposal = ProposalFactory()

    moves = login(VIEW, perm, ALL_GROUPS).get(proposal.get_absolute_url())

    assert [move.label for move, _ in moves.context["moves"]] == offered


def test_a_reply_is_recorded_through_its_form(login):
    proposal = ProposalFactory(assigned=True)
    client = login(VIEW, "congress.check_proposal", ALL_GROUPS)
    sent = {
        "replied_on": "2026-06-02",
        "reply_category": "solving",
        "reply": "正在招标",
    }

    assert client.get(url("reply", proposal.pk)).status_code == 200
    client.post(url("reply", proposal.pk), sent)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.reply) == ("replied", "正在招标")


def test_nothing_is_done_in_the_future(login):
    proposal = ProposalFactory(answered=True)
    client = login(VIEW, "congress.check_proposal", ALL_GROUPS)

    page = client.post(url("close", proposal.pk), {"closed_on": "2026-06-04"})

    assert "日期不能晚于今天" in page.content.decode()


def test_a_proposal_is_assigned_to_a_department(login):
    proposal = ProposalFactory(accepted=True)
    department = DepartmentFactory(name="后勤保障处")
    client = login(VIEW, "congress.check_proposal", ALL_GROUPS)

    client.post(
        url("assign", proposal.pk),
        {"handling_department": department.pk, "assigned_on": "2026-06-01"},
    )

    proposal.refresh_from_db()
    assert proposal.handling_department == department
    assert proposal.due_on == dt.date(2026, 7, 31)


def test_a_group_leader_sees_the_papers_of_the_own_group_only(login):
    own, other = ProposalFactory(), ProposalFactory()
    client = login(VIEW)
    own.proposer.union_group.officers.add(client.user)

    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("kind", "name", "short_name"),
    [
        ("congress", "第七届第七次职工代表大会", "七届七次职代会"),
        ("preparatory", "第七届第七次职工代表大会预备会", "七届七次职代会预备会"),
        ("member_congress", "第七届第七次会员代表大会", "七届七次会代会"),
        ("joint", "第七届职工代表大会第七次联席会", "七届职代会第七次联席会"),
    ],
)
def test_a_session_is_called_as_people_call_it(kind, name, short_name):
    session = CongressSessionFactory(kind=kind, term_no=7, session_no=7)

    assert (session.name, session.short_name) == (name, short_name)


def test_a_session_page_shows_quorum_and_papers(login):
    session = CongressSessionFactory(delegates_present=39)
    ProposalFactory(session=session, title="增加夜班护士")
    client = login("congress.view_congresssession", VIEW, ALL_GROUPS)

    page = client.get(session.get_absolute_url()).content.decode()

    assert "实到 39 人，未达法定人数" in page
    assert "增加夜班护士" in page


def test_a_session_is_held_once(login):
    CongressSessionFactory(term_no=7, session_no=7)
    client = login("congress.add_congresssession", "congress.view_congresssession")
    sent = {
        "kind": "congress",
        "term_no": "7",
        "session_no": "7",
        "date": "2026-03-20",
        "date_precision": "day",
        "reply_days": "60",
        "seconders_required": "2",
    }

    page = client.post(url("create", kind="congresssession"), sent)
    assert page.content.decode().count("该届次的这种会议已登记") >= 1
    assert CongressSession.objects.count() == 1

    client.post(url("create", kind="congresssession"), {**sent, "session_no": "8"})
    assert CongressSession.objects.count() == 2


def disclosure(**values):
    return {
        "register": "affairs",
        "category": "interests",
        "audience": "staff",
        "title": "疗休养安排",
        "disclosed_on": "2026-06-01",
        "channels": ["局域网", "公开栏"],
        "privacy_checked": "on",
        **values,
    }


def test_a_disclosure_keeps_its_channels_through_an_edit(login):
    names = ("view", "add", "change")
    client = login(*(f"congress.{name}_disclosureitem" for name in names))
    client.post(url("create", kind="disclosureitem"), disclosure())
    item = DisclosureItem.objects.get()
    assert item.channels == "公开栏、局域网"

    page = client.get(url("update", item.pk, kind="disclosureitem"))
    assert page.context["form"]["channels"].value() == ["公开栏", "局域网"]
    client.post(
        url("update", item.pk, kind="disclosureitem"),
        disclosure(channels=["网站"], version="1"),
    )

    item.refresh_from_db()
    assert item.channels == "网站"


def test_sessions_are_offered_newest_first_and_the_newest_is_chosen(login):
    old = CongressSessionFactory(term_no=7, session_no=1, date=dt.date(2025, 3, 1))
    newest = CongressSessionFactory(term_no=7, session_no=3, date=dt.date(2026, 3, 1))
    middle = CongressSessionFactory(term_no=7, session_no=2, date=dt.date(2025, 9, 1))
    client = login(VIEW, "congress.add_proposal")

    session = client.get(url("create")).context["form"]["session"]

    assert list(session.field.queryset) == [newest, middle, old]
    assert session.value() == newest.pk
    given = client.get(url("create"), {"session": old.pk}).context["form"]["session"]
    assert given.value() == old.pk


def test_the_form_of_a_disclosure_says_what_is_needed_as_a_form_does(login):
    client = login("congress.view_disclosureitem", "congress.add_disclosureitem")

    fields = client.get(url("create", kind="disclosureitem")).context["form"].fields

    assert fields["privacy_checked"].required
    assert fields["channels"].help_text == "可选多种"
    assert note_of(fields["channels"]) == "可填多种，用顿号隔开"


def test_a_disclosure_without_privacy_check_is_not_saved(login):
    client = login("congress.view_disclosureitem", "congress.add_disclosureitem")

    page = client.post(
        url("create", kind="disclosureitem"), disclosure(privacy_checked="")
    )

    assert "公开前须完成保密和个人隐私审查" in page.content.decode()
    assert not DisclosureItem.objects.exists()


def test_disclosures_are_found_by_channel(login):
    DisclosureItemFactory(channels="公开栏、局域网")
    DisclosureItemFactory(channels="院务会")
    client = login("congress.view_disclosureitem")

    page = client.get(url("list", kind="disclosureitem"), {"channels": "局域网"})

    assert page.context["page_obj"].paginator.count == 1


def test_what_was_typed_too_late_names_the_session_it_is_for(client):
    UserFactory(role="staff", username="zhang", password="Hai-tang-2031")
    session = CongressSessionFactory(kind="joint", term_no=7, session_no=7)
    client.post(url("create"), {"session": session.pk, "title": "增设饮水点"})
    client.post(reverse("login"), {"username": "zhang", "password": "Hai-tang-2031"})

    page = client.get(reverse("resume")).content.decode()

    assert "<dt>届次</dt><dd>第七届职工代表大会第七次联席会</dd>" in page
