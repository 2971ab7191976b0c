"""The rules at their borders, without the database."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.models import Activity, ActivityResult, ActivitySession, PrizeRule
from activities.rules import (
    check_activity,
    check_part,
    check_prize_amount,
    check_prize_rule,
    check_result,
    check_session,
    check_winners,
    strictest,
)
from activities.sentences import sentence
from union.errors import RuleViolation

TODAY = dt.date(2026, 6, 1)


def activity(category="sports", date=TODAY, **fields):
    return Activity(title="登山", category=category, date=date, **fields)


def refusal(check, *args, **kwargs):
    """{field: [message]} of the refusal."""
    with pytest.raises(RuleViolation) as refused:
        check(*args, **kwargs)
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


def test_what_has_not_come_yet_was_not_held():
    tomorrow = TODAY + dt.timedelta(days=1)
    early = activity(date=tomorrow, status="held")

    assert list(refusal(check_activity, early, today=TODAY)) == ["date"]
    check_activity(activity(date=tomorrow, status="planned"), today=TODAY)
    check_activity(activity(date=TODAY, status="held"), today=TODAY)


def test_an_outing_over_night_is_refused_with_its_rule():
    outing = activity("outing", date_to=TODAY + dt.timedelta(days=1))

    message = refusal(check_activity, outing, today=TODAY)["date_to"][0]

    assert message == (
        "外出活动须当日往返，不能跨日（《基层工会经费收支管理办法》"
        "（总工办发〔2017〕32号））；分批组织的，请填写场次（批次）数"
    )


@pytest.mark.parametrize(
    "outing",
    [
        activity("outing"),
        activity("outing", date_to=TODAY),
        activity("outing", date_to=TODAY + dt.timedelta(days=9), session_count=2),
        activity("outing", date_to=TODAY + dt.timedelta(days=9), recurrence="每周末"),
        activity("recuperation", date_to=TODAY + dt.timedelta(days=5)),
    ],
)
def test_same_day_batches_and_other_categories_are_accepted(outing):
    check_activity(outing, today=TODAY)


def test_each_batch_of_an_outing_returns_the_same_day():
    late = ActivitySession(
        activity=activity("outing"), date=TODAY, date_to=TODAY + dt.timedelta(days=1)
    )

    assert list(refusal(check_session, late)) == ["date_to"]
    late.date_to = TODAY
    check_session(late)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"headcount_qualifier": "odd"}, "headcount"),
        ({"person_times_qualifier": "nearly"}, "person_times"),
        ({"works_qualifier": "many"}, "works_count"),
        ({"period": "week"}, "times_per_period"),
        ({"times_per_period": 2}, "period"),
        ({"headcount": 61, "person_times": 60}, "person_times"),
    ],
)
def test_numbers_that_do_not_fit_together_are_refused(fields, field):
    assert list(refusal(check_activity, activity(**fields), today=TODAY)) == [field]


def test_round_numbers_are_not_compared():
    check_activity(activity(headcount=60, person_times=60), today=TODAY)
    rough = activity(headcount=61, headcount_qualifier="nearly", person_times=60)
    check_activity(rough, today=TODAY)


def test_an_activity_is_no_part_of_itself_nor_of_its_parts():
    part = activity(pk=1)

    assert list(refusal(check_part, part, [1], (2026, 2026))) == ["parent"]
    assert list(refusal(check_part, part, [2, 3, 1], (2026, 2026))) == ["parent"]
    check_part(part, [2, 3], (2026, 2026))


@pytest.mark.parametrize(
    ("years", "fits"), [((2025, 2025), False), ((2025, 2026), True)]
)
def test_a_part_lies_in_the_years_of_its_series(years, fits):
    if fits:
        check_part(activity(pk=1), [2], years)
    else:
        assert list(refusal(check_part, activity(pk=1), [2], years)) == ["parent"]


def ratio(numerator, denominator, **fields):
    return PrizeRule(
        region="全国",
        document="总工办发〔2017〕32号",
        numerator=numerator,
        denominator=denominator,
        **fields,
    )


@pytest.mark.parametrize(
    ("winners", "participants", "fits"),
    [(40, 60, True), (41, 60, False), (3, 5, True), (4, 5, False), (1, 0, False)],
)
def test_at_most_two_thirds_win_a_prize(winners, participants, fits):
    rule = ratio(2, 3)
    if fits:
        check_winners(winners, participants, rule)
    else:
        assert refusal(check_winners, winners, participants, rule)[0].startswith(
            f"获奖 {winners} 人，超过参加人数 {participants} 人的 2/3"
        )


def test_without_rule_prize_or_number_nothing_is_checked():
    check_winners(60, 60, None)
    check_winners(0, 0, ratio(2, 3))
    check_winners(60, None, ratio(2, 3))


def test_the_strictest_rule_counts():
    assert strictest([ratio(2, 3), ratio(1, 3), ratio(1, 2)]).denominator == 3
    assert strictest([ratio(2, 3), ratio(1, 3)]).numerator == 1
    assert strictest([]) is None


def test_a_ratio_over_one_and_a_rule_that_ends_before_it_begins_are_refused():
    assert list(refusal(check_prize_rule, ratio(4, 3))) == ["numerator"]
    over = ratio(2, 3, since=TODAY, until=TODAY - dt.timedelta(days=1))
    assert list(refusal(check_prize_rule, over)) == ["until"]
    check_prize_rule(ratio(3, 3, since=TODAY, until=TODAY))


def result(kind="team", host_level="own", **fields):
    held = activity(host_level=host_level)
    return ActivityResult(activity=held, entrant_kind=kind, **fields)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (result(team="外科队"), "place"),
        (result(place=1), "team"),
        (result(place=1, team="外科队", person="周宁"), "entrant_kind"),
        (result("individual", place=1), "member"),
        (result("individual", place=1, person="周宁", winners=2), "winners"),
    ],
)
def test_incomplete_results_are_refused(broken, field):
    assert list(refusal(check_result, broken, today=TODAY)) == [field]


@pytest.mark.parametrize(
    "good",
    [
        result(place=1, team="外科队"),
        result(award="一等奖", department_id=1),
        result(place=1, host_level="external"),
        result("individual", place=1, member_id=1),
        result("individual", award="二等奖", person="周宁", winners=1),
    ],
)
def test_complete_results_are_accepted(good):
    check_result(good, today=TODAY)


def test_an_activity_has_no_results_before_its_day():
    before = result(team="外科队", place=1).activity.date - dt.timedelta(days=1)
    early = result(team="外科队", place=1)

    assert list(refusal(check_result, early, today=before)) == ["activity"]
    check_result(early, today=early.activity.date)


def test_the_prize_of_one_person_is_capped():
    limits = [ratio(2, 3, individual_limit=Decimal(800))]
    dear = result("individual", person="周宁", place=1, prize_amount=Decimal("800.01"))

    assert list(refusal(check_prize_amount, dear, limits)) == ["prize_amount"]
    dear.prize_amount = Decimal(800)
    check_prize_amount(dear, limits)
    team = result(team="外科队", place=1, prize_amount=Decimal(5000))
    check_prize_amount(team, limits)


@pytest.mark.parametrize("number", [1000, 9999, 32767])
def test_what_no_text_could_write_is_refused(number):
    event = activity(series_no=number)
    place = ActivityResult(
        activity=activity(), entrant_kind="team", team="一队", place=number
    )

    assert refusal(check_activity, event, today=TODAY) == {
        "series_no": ["届次最大为 999，请核对"]
    }
    assert refusal(check_result, place, today=TODAY) == {
        "place": ["名次最大为 999，请核对"]
    }


def test_the_largest_number_is_written():
    event = activity(series_no=999)
    check_activity(event, today=TODAY)

    assert "第九百九十九届登山" in sentence(event)
