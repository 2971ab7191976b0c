import datetime as dt
from itertools import product

import pytest

from congress import actions
from congress.choices import ProposalStatus as Status
from congress.models import Proposal
from members.tests.factories import DepartmentFactory, MemberFactory
from union.actions import create, void
from union.errors import Conflict, RuleViolation
from union.models import AuditEntry
from union.tests.factories import UserFactory

from .factories import CongressSessionFactory, ProposalFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 25)


@pytest.fixture
def staff():
    return UserFactory(name="王干事")


@pytest.fixture
def chair():
    return UserFactory(name="李主席")


def decided(name, **values):
    return getattr(actions, name), {
        "decided_on": DAY,
        "decision_reason": "属职代会职权",
        **values,
    }


def verbs(department):
    """Each action with what its form asks for: {name: (action, values)}."""
    return {
        "submit": (actions.submit, {"submitted_on": DAY}),
        "send_back": (actions.send_back, {"reason": "缺附议人签名"}),
        "file": decided("file"),
        "convert": decided("convert"),
        "decline": decided("decline"),
        "assign": (
            actions.assign,
            {"handling_department": department, "assigned_on": dt.date(2026, 4, 1)},
        ),
        "reply": (
            actions.reply,
            {
                "replied_on": dt.date(2026, 6, 9),
                "reply_category": "solved",
                "reply": "已增设三处",
            },
        ),
        "record_feedback": (
            actions.record_feedback,
            {"satisfaction": "satisfied", "feedback_note": ""},
        ),
        "handle_again": (actions.handle_again, {"reason": "水压不够"}),
        "close": (actions.close, {"closed_on": dt.date(2026, 7, 1)}),
    }


#: A proposal in each state, with the facts that belong to it.
IN_STATE = {
    Status.DRAFT: {"submitted_on": None},
    Status.SUBMITTED: {},
    Status.FILED: {"accepted": True},
    Status.CONVERTED: {
        "accepted": True,
        "decision": "converted",
        "decision_reason": "日常事务",
    },
    Status.NOT_FILED: {"decision": "not_filed", "decision_reason": "个人事项"},
    Status.ASSIGNED: {"assigned": True},
    Status.REPLIED: {"replied": True},
    Status.FEEDBACK: {"replied": True, "satisfaction": "unsatisfied"},
    Status.SECOND: {"replied": True, "second_handling": True},
    Status.CLOSED: {"closed": True},
}

#: What each action may be done to and what comes of it; all else is refused.
POSSIBLE = {
    ("submit", Status.DRAFT): Status.SUBMITTED,
    ("send_back", Status.SUBMITTED): Status.DRAFT,
    ("file", Status.SUBMITTED): Status.FILED,
    ("convert", Status.SUBMITTED): Status.CONVERTED,
    ("decline", Status.SUBMITTED): Status.NOT_FILED,
    ("assign", Status.FILED): Status.ASSIGNED,
    ("assign", Status.CONVERTED): Status.ASSIGNED,
    ("assign", Status.ASSIGNED): Status.ASSIGNED,
    ("reply", Status.ASSIGNED): Status.REPLIED,
    ("reply", Status.SECOND): Status.REPLIED,
    ("record_feedback", Status.REPLIED): Status.FEEDBACK,
    ("handle_again", Status.FEEDBACK): Status.SECOND,
}


@pytest.mark.parametrize(("verb", "state"), list(product(verbs(None), Status)))
def test_each_action_is_possible_only_in_its_states(staff, verb, state):
    proposal = ProposalFactory(**IN_STATE[state])
    action, values = verbs(DepartmentFactory(name="后勤保障处"))[verb]
    assert proposal.status == state

    if (verb, state) in POSSIBLE:
        assert action(proposal, actor=staff, **values).status == POSSIBLE[verb, state]
    else:
        with pytest.raises(RuleViolation):
            action(proposal, actor=staff, **values)
        proposal.refresh_from_db()
        assert proposal.status == state


def test_nobody_decides_on_a_paper_that_they_handed_in(staff, chair):
    draft = ProposalFactory(submitted_on=None)
    proposal = actions.submit(draft, actor=staff, submitted_on=DAY)
    filing, values = decided("file")

    with pytest.raises(RuleViolation, match="不能办理本人提交的事项"):
        filing(proposal, actor=staff, **values)

    assert filing(proposal, actor=chair, **values).status == Status.FILED


@pytest.mark.parametrize("verb", ["decline", "convert"])
def test_a_refusal_needs_its_reason_in_writing(chair, verb):
    action, values = decided(verb, decision_reason="")

    with pytest.raises(RuleViolation, match="须书面说明理由"):
        action(ProposalFactory(), actor=chair, **values)


def test_a_decision_is_logged_with_its_day_and_reason(chair):
    action, values = decided("decline", decision_reason="属个人事项")

    proposal = action(ProposalFactory(), actor=chair, **values)

    entry = AuditEntry.objects.about(proposal).get()
    assert entry.action == AuditEntry.Action.MOVE
    assert entry.changes == {
        "审查结果": ["", "不予立案"],
        "审查日期": ["", "2026-03-25"],
        "审查意见": ["", "属个人事项"],
        "状态": ["已提交", "不予立案"],
    }


def test_a_returned_paper_is_a_draft_again_and_says_why(staff, chair):
    proposal = actions.send_back(ProposalFactory(), actor=chair, reason="缺附议人签名")

    assert (proposal.submitted_on, proposal.return_reason) == (None, "缺附议人签名")
    again = actions.submit(proposal, actor=staff, submitted_on=DAY)
    assert (again.submitted_on, again.return_reason) == (DAY, "")


def test_a_draft_without_seconders_is_not_submitted(staff):
    draft = ProposalFactory(submitted_on=None, seconders="李娜")

    with pytest.raises(RuleViolation, match="2 名以上附议人，现有 1 名"):
        actions.submit(draft, actor=staff, submitted_on=DAY)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [(None, dt.date(2026, 5, 1)), (dt.date(2026, 4, 20), dt.date(2026, 4, 20))],
)
def test_the_reply_is_due_by_the_rule_of_the_session_unless_said(
    staff, due_on, expected
):
    proposal = ProposalFactory(accepted=True, session__reply_days=30)

    assigned = actions.assign(
        proposal,
        actor=staff,
        handling_department=DepartmentFactory(),
        assigned_on=dt.date(2026, 4, 1),
        due_on=due_on,
    )

    assert assigned.due_on == expected


def test_a_dissatisfied_proposer_is_answered_once_more_and_only_once(staff):
    proposal = ProposalFactory(
        replied=True, satisfaction="unsatisfied", session__reply_days=30
    )
    with pytest.raises(RuleViolation, match="须先二次办理"):
        actions.close(proposal, actor=staff, closed_on=dt.date(2026, 6, 1))

    proposal = actions.handle_again(
        proposal, actor=staff, reason="水压不够", today=dt.date(2026, 5, 20)
    )
    assert (proposal.satisfaction, proposal.due_on) == ("", dt.date(2026, 6, 19))
    proposal = actions.reply(
        proposal,
        actor=staff,
        replied_on=dt.date(2026, 6, 9),
        reply_category="planned",
        reply="明年改造管网",
    )
    proposal = actions.record_feedback(
        proposal, actor=staff, satisfaction="unsatisfied", feedback_note="等太久"
    )

    assert (proposal.reply, proposal.second_reply) == (
        "已增设三处饮水点",
        "明年改造管网",
    )
    assert proposal.reply_category == "planned"
    with pytest.raises(RuleViolation, match="只办理一次"):
        actions.handle_again(proposal, actor=staff, reason="仍不满意")
    closed = actions.close(proposal, actor=staff, closed_on=dt.date(2026, 7, 1))
    assert closed.status == Status.CLOSED


def test_an_answered_proposal_is_closed(staff):
    proposal = ProposalFactory(answered=True)

    closed = actions.close(proposal, actor=staff, closed_on=dt.date(2026, 6, 1))

    assert (closed.status, closed.closed_on) == ("closed", dt.date(2026, 6, 1))


def test_two_people_cannot_decide_on_the_same_paper(chair):
    proposal = ProposalFactory()
    seen_by_another = Proposal.objects.get(pk=proposal.pk)
    filing, values = decided("file")
    filing(proposal, actor=chair, **values)

    with pytest.raises(Conflict, match="刚刚被他人办理"):
        filing(seen_by_another, actor=UserFactory(), **values)


def new_paper(session, title="增设饮水点", **values):
    return Proposal(
        session=session,
        title=title,
        category="logistics",
        proposer=MemberFactory(),
        **values,
    )


def test_a_new_paper_gets_the_next_number_of_its_session(staff):
    session = CongressSessionFactory()
    ProposalFactory(session=session, number=7)
    ProposalFactory(number=40)  # of another session

    first = create(new_paper(session), actor=staff)
    void(first, actor=staff, reason="重复登记")
    second = create(new_paper(session), actor=staff)
    given = create(new_paper(session, "改造更衣室", number=20), actor=staff)

    assert (first.number, second.number, given.number) == (8, 9, 20)
    assert Proposal.objects.get(pk=second.pk).number == 9


def test_a_new_paper_remembers_who_handed_it_in(staff):
    session = CongressSessionFactory()

    draft = create(new_paper(session), actor=staff)
    values = {"submitted_on": DAY, "seconder_count": 2}
    paper = create(new_paper(session, "改造更衣室", **values), actor=staff)

    draft.refresh_from_db()
    paper.refresh_from_db()
    assert (draft.status, draft.submitted_by) == ("draft", None)
    assert (paper.status, paper.submitted_by) == ("submitted", staff)
