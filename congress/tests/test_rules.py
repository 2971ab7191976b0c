import datetime as dt
from itertools import product

import pytest

from congress.choices import ProposalStatus
from congress.models import CongressSession, Proposal
from congress.rules import (
    MOVES,
    check_attendance,
    check_handling,
    check_paper,
    check_second_handling,
    due_day,
    due_light,
    is_near,
    quorum,
    quorum_text,
    status_of,
    steps_of,
)
from union.errors import RuleViolation

Status = ProposalStatus
DAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("due", "least"), [(1, 1), (3, 2), (60, 40), (61, 41), (72, 48), (100, 67)]
)
def test_quorum_is_two_thirds_of_all_delegates_rounded_up(due, least):
    assert quorum(due) == least


@pytest.mark.parametrize(
    ("kind", "due", "present", "text"),
    [
        ("congress", 60, 40, "应到 60 人，三分之二为 40 人，实到 40 人，达到法定人数"),
        ("congress", 60, 39, "应到 60 人，三分之二为 40 人，实到 39 人，未达法定人数"),
        ("congress", 60, None, "应到 60 人，三分之二为 40 人；尚未登记实到人数"),
        ("congress", None, 53, ""),
        ("joint", 12, 3, ""),
    ],
)
def test_a_session_says_whether_enough_delegates_came(kind, due, present, text):
    session = CongressSession(kind=kind, delegates_due=due, delegates_present=present)

    assert quorum_text(session) == text


def test_no_more_delegates_come_than_there_are():
    check_attendance(CongressSession(delegates_due=60, delegates_present=60))

    with pytest.raises(RuleViolation, match="实到代表 61 人多于应到代表 60 人"):
        check_attendance(CongressSession(delegates_due=60, delegates_present=61))


def test_all_who_came_are_no_fewer_than_delegates_and_observers():
    came = {"delegates_present": 53, "observers_count": 27}
    check_attendance(CongressSession(attendance_total=80, **came))
    check_attendance(
        CongressSession(attendance_total=70, attendance_qualifier="many", **came)
    )

    with pytest.raises(RuleViolation, match="79 人少于代表与列席人数之和 80 人"):
        check_attendance(CongressSession(attendance_total=79, **came))


#: From the union's regulations. A test that read MOVES itself would prove nothing.
ALLOWED = {
    (Status.DRAFT, Status.SUBMITTED),
    (Status.SUBMITTED, Status.DRAFT),
    (Status.SUBMITTED, Status.FILED),
    (Status.SUBMITTED, Status.CONVERTED),
    (Status.SUBMITTED, Status.NOT_FILED),
    (Status.FILED, Status.ASSIGNED),
    (Status.CONVERTED, Status.ASSIGNED),
    (Status.ASSIGNED, Status.ASSIGNED),
    (Status.ASSIGNED, Status.REPLIED),
    (Status.REPLIED, Status.FEEDBACK),
    (Status.FEEDBACK, Status.SECOND),
    (Status.FEEDBACK, Status.CLOSED),
    (Status.SECOND, Status.REPLIED),
}


@pytest.mark.parametrize(("now", "to"), list(product(Status, Status)))
def test_only_the_moves_of_the_regulations_are_possible(now, to):
    assert (to in MOVES[now]) is ((now, to) in ALLOWED)


def paper(**values):
    return Proposal(
        **{"kind": "proposal", "proposer_id": 1, "submitted_on": DAY, **values}
    )


@pytest.mark.parametrize(
    "values",
    [
        {"seconders": "李娜、王芳"},
        {"seconder_count": 2},
        {"proposer_id": None, "delegation": "第一代表团"},
        {"submitted_on": None},  # a draft
        {"decision": "not_filed"},  # examined, perhaps refused for just that
        {"kind": "opinion"},
        {"kind": "discussion", "proposer_id": None},
    ],
)
def test_a_paper_with_proposer_and_two_seconders_is_complete(values):
    check_paper(paper(**values), seconders_required=2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"seconders": "李娜"}, "须有 2 名以上附议人，现有 1 名"),
        ({}, "现有 0 名"),
        ({"seconder_count": 1}, "现有 1 名"),
        ({"seconders": "李娜，王芳；张伟", "seconder_count": 2}, "列了 3 名"),
        ({"seconders": "李娜 王芳\n张伟　陈静", "seconder_count": 3}, "列了 4 名"),
        ({"seconders": "李 娜、王　芳", "seconder_count": 1}, "列了 2 名"),
        ({"seconders": "1001 李娜 1002 王芳", "seconder_count": 1}, "列了 2 名"),
        ({"proposer_id": None, "seconder_count": 2}, "提案须有提案人"),
    ],
)
def test_a_paper_without_enough_names_is_refused(values, message):
    with pytest.raises(RuleViolation, match=message):
        check_paper(paper(**values), seconders_required=2)


ASSIGNED = {
    "decision": "filed",
    "handling_department_id": 3,
    "assigned_on": dt.date(2026, 4, 1),
}
REPLIED = {
    **ASSIGNED,
    "reply_category": "solved",
    "replied_on": dt.date(2026, 5, 8),
}
ANSWERED = {**REPLIED, "satisfaction": "satisfied"}
CLOSED = {**ANSWERED, "closed_on": dt.date(2026, 6, 1)}
UNSATISFIED = {**REPLIED, "satisfaction": "unsatisfied"}
AGAIN = {**REPLIED, "second_handling": True}
AGAIN_REPLIED = {**AGAIN, "second_replied_on": dt.date(2026, 6, 9)}


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"submitted_on": None}, Status.DRAFT),
        ({}, Status.SUBMITTED),
        ({"decision": "filed"}, Status.FILED),
        ({"decision": "converted", "decision_reason": "单项小事"}, Status.CONVERTED),
        ({"decision": "not_filed", "decision_reason": "个人事项"}, Status.NOT_FILED),
        (ASSIGNED, Status.ASSIGNED),
        (REPLIED, Status.REPLIED),
        (ANSWERED, Status.FEEDBACK),
        (UNSATISFIED, Status.FEEDBACK),
        (AGAIN, Status.SECOND),
        (AGAIN_REPLIED, Status.REPLIED),
        ({**AGAIN_REPLIED, "satisfaction": "unsatisfied"}, Status.FEEDBACK),
        (CLOSED, Status.CLOSED),
    ],
)
def test_a_paper_enters_in_the_state_that_its_facts_show(facts, status):
    proposal = paper(**facts)

    check_handling(proposal)
    assert status_of(proposal) == status


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"handling_department_id": 3}, "请填写审查结果"),
        ({**REPLIED, "decision": "not_filed"}, "请填写审查结果"),
        ({"decision": "not_filed"}, "“不予立案”须书面说明理由"),
        ({"decision": "converted"}, "“转意见建议”须书面说明理由"),
        ({"decision": "filed", "submitted_on": None}, "请填写提交日期"),
        ({**ASSIGNED, "reply": "同意"}, "请填写答复日期"),
        ({**ASSIGNED, "second_handling": True}, "请填写答复日期"),
        ({**REPLIED, "handling_department_id": None}, "请填写承办部门"),
        ({**REPLIED, "reply_category": ""}, "请填写办理结果"),
        ({**AGAIN_REPLIED, "second_handling": False}, "二次办理应为“是”"),
        ({**ASSIGNED, "satisfaction": "satisfied"}, "先有答复"),
        ({**REPLIED, "satisfaction": "no_answer"}, "何时、以何方式联系过"),
        ({**CLOSED, "satisfaction": ""}, "收到提案人反馈后才能办结"),
        ({**CLOSED, "satisfaction": "unsatisfied"}, "须先二次办理"),
        ({**ASSIGNED, "assigned_on": dt.date(2026, 3, 19)}, "不能早于提交日期"),
        ({**REPLIED, "replied_on": dt.date(2026, 3, 31)}, "不能早于交办日期"),
        ({**CLOSED, "closed_on": dt.date(2026, 5, 7)}, "不能早于答复日期"),
        ({**ASSIGNED, "due_on": dt.date(2026, 3, 31)}, "答复期限不能早于交办日期"),
    ],
)
def test_facts_that_do_not_hang_together_are_refused(facts, message):
    with pytest.raises(RuleViolation, match=message):
        check_handling(paper(**facts))


def test_all_of_it_may_happen_on_one_day():
    day = dt.date(2026, 4, 1)
    days = dict.fromkeys(("submitted_on", "decided_on", "due_on", "closed_on"), day)

    check_handling(paper(**{**CLOSED, **days, "assigned_on": day, "replied_on": day}))


def test_a_second_handling_follows_dissatisfaction_once():
    check_second_handling(paper(**UNSATISFIED))

    for facts in (ANSWERED, {**UNSATISFIED, "second_handling": True}):
        with pytest.raises(RuleViolation, match="只办理一次"):
            check_second_handling(paper(**facts))


def test_the_reply_is_due_after_the_days_of_the_session():
    assert due_day(dt.date(2026, 3, 31), 60) == dt.date(2026, 5, 30)


@pytest.mark.parametrize(
    ("status", "due_on", "text"),
    [
        ("assigned", dt.date(2026, 3, 17), "逾期 3 天"),
        ("assigned", dt.date(2026, 3, 20), "今天到期"),
        ("second", dt.date(2026, 3, 25), "还剩 5 天"),
        ("assigned", None, ""),
        ("replied", dt.date(2026, 3, 17), ""),
    ],
)
def test_the_light_says_how_much_time_is_left(status, due_on, text):
    assert due_light(Proposal(status=status, due_on=due_on), DAY) == text


@pytest.mark.parametrize(("days", "near"), [(-1, True), (7, True), (8, False)])
def test_a_reply_is_near_from_a_week_before_its_day(days, near):
    due_on = DAY + dt.timedelta(days=days)

    assert is_near(Proposal(due_on=due_on), DAY) is near


def labels(proposal):
    return [label for label, *_ in steps_of(proposal)]


def test_the_steps_of_a_refused_paper_end_with_the_decision():
    refused = paper(decision="not_filed", status="not_filed", decided_on=DAY)

    assert labels(refused) == ["登记", "提交", "不予立案"]
    assert steps_of(refused)[-1] == ("不予立案", DAY, True, True)


def test_the_steps_tell_of_a_second_handling():
    again = paper(**AGAIN, status="second")

    assert labels(again)[3:] == ["二次办理", "二次答复", "反馈", "办结"]
    assert [current for *_, current in steps_of(again)].index(True) == 3
