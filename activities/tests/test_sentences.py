"""The event sentence, without the database."""

import datetime as dt

import pytest

from activities.choices import Category
from activities.models import Activity, ActivityResult
from activities.sentences import sentence
from members.models import Department, Member


def activity(title="", category=Category.SPORTS, date=(2026, 4, 18), **fields):
    held = Activity(title=title, category=category, date=dt.date(*date), **fields)
    held.prepare()
    return held


def team(name="", **fields):
    return ActivityResult(entrant_kind="team", team=name, **fields)


def one(name, **fields):
    return ActivityResult(
        entrant_kind="individual", member=Member(pk=1, name=name), **fields
    )


def test_party_with_programme_and_round_headcount():
    party = activity(
        "新春联欢会",
        Category.CULTURE,
        (2026, 1, 21),
        date_precision="afternoon",
        location="院礼堂",
        theme="光荣与梦想",
        programme_count=14,
        headcount=300,
        headcount_qualifier="odd",
    )

    assert sentence(party) == (
        "1月21日下午，在院礼堂举办新春联欢会，主题为“光荣与梦想”，共14个节目，300余人参加。"
    )


def test_missing_parts_drop_with_their_punctuation():
    assert sentence(activity("登山活动", Category.OUTING)) == "4月18日，组织登山活动。"
    assert sentence(activity("")) == ""


def test_a_first_contest_over_some_days_with_teams_and_placings():
    contest = activity(
        "职工趣味篮球比赛",
        date=(2026, 3, 26),
        date_to=dt.date(2026, 4, 3),
        series_no=1,
        team_count=26,
        headcount=102,
    )
    results = [
        team("外科队", place=1, award="冠军"),
        team("保健科队", place=2, award="亚军"),
        team("放射科队", place=2, award="亚军"),
        team("", department=Department(pk=1, name="急诊科"), place=3),
    ]

    assert sentence(contest, results) == (
        "3月26日—4月3日，举办首届职工趣味篮球比赛，26个队102人参加，"
        "外科队获冠军，保健科队、放射科队获亚军，急诊科队获第三名。"
    )


def test_awards_of_the_hospital_team_elsewhere_and_of_single_persons():
    sports_day = activity(
        "春季职工健身运动会",
        date_precision="morning",
        location="市体育场",
        host_level="external",
        host_org="市医务工会",
        performers=34,
    )
    results = [
        team(event="集体拔河", award="一等奖"),
        team(event="集体跳绳", award="一等奖"),
        one("周宁", group="男子青年组", event="100米跑", place=3),
        one("何平", group="女子中年组", event="女子中年组60米跑", place=4),
    ]
    start = (
        "4月18日上午，在市体育场参加市医务工会组织的春季职工健身运动会，34人表演，"
        "获集体拔河一等奖、集体跳绳一等奖，"
    )

    assert sentence(sports_day, results) == (
        start + "周宁获男子青年组100米跑第三名，何平获女子中年组60米跑第四名。"
    )
    assert sentence(sports_day, results, anonymise=True) == (
        start + "2名职工分别获男子青年组100米跑第三名、女子中年组60米跑第四名。"
    )


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["周宁", "周宁"], "某职工获100米跑第三名、跳远第四名"),
        (["周宁", "何平"], "2名职工分别获100米跑第三名、跳远第四名"),
        (["周宁", "何平", "周宁"], "2名职工获100米跑第三名、跳远第四名、铅球第五名"),
    ],
)
def test_one_anonymous_person_is_told_from_several(names, told):
    contest = activity("知识竞赛", Category.CONTEST, host_level="external")
    won = [("100米跑", 3), ("跳远", 4), ("铅球", 5)]
    results = [
        one(name, event=event, place=place)
        for name, (event, place) in zip(names, won, strict=False)
    ]

    assert sentence(contest, results, anonymise=True).endswith(f"，{told}。")


def test_two_anonymous_persons_with_one_outcome_are_counted():
    contest = activity("知识竞赛", Category.CONTEST, host_level="external")
    results = [one("周宁", award="优秀奖"), one("何平", award="优秀奖")]

    told = sentence(contest, results, anonymise=True)

    assert told == "4月18日，参加知识竞赛，2名职工获优秀奖。"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"series_no": 2, "series_name": "滨江杯"}, "第二届“滨江杯”羽毛球赛"),
        ({"series_no": 12}, "第十二届羽毛球赛"),
        ({"series_name": "羽毛球"}, "羽毛球赛"),
    ],
)
def test_ordinal_and_series_stand_before_the_title(fields, told):
    assert sentence(activity("羽毛球赛", **fields)) == f"4月18日，举办{told}。"


def test_a_title_with_its_ordinal_is_not_given_another():
    assert sentence(activity("首届科普秀", series_no=1)) == "4月18日，举办首届科普秀。"


def test_recuperation_in_batches_over_two_months():
    rest = activity(
        "职工疗休养",
        Category.RECUPERATION,
        (2026, 10, 1),
        date_to=dt.date(2026, 11, 30),
        date_precision="month",
        headcount=367,
        session_count=6,
        days=6,
    )

    assert sentence(rest) == "10月—11月，组织职工疗休养，分6批、每批6天，367人参加。"


def test_screenings_letters_and_person_times():
    film = activity("包场电影", Category.FILM, session_count=4, person_times=772)
    letters = activity(
        "“一封家书”征集活动",
        Category.CULTURE,
        date_precision="label",
        date_label="中秋节前夕",
        works_count=50,
        works_qualifier="many",
        works_unit="封",
        co_organiser="宣传科",
    )

    assert sentence(film) == "4月18日，组织包场电影，共4场，772人次参加。"
    assert sentence(letters) == (
        "中秋节前夕，与宣传科联合开展“一封家书”征集活动，征集作品50多封。"
    )


def test_a_regular_activity_says_how_often():
    table_tennis = activity(
        "乒乓球活动",
        location="四楼乒乓球室",
        period="week",
        times_per_period=2,
        times_qualifier="at_least",
        person_times=300,
        person_times_qualifier="nearly",
    )

    assert sentence(table_tennis) == (
        "每周不少于2次，在四楼乒乓球室开展乒乓球活动，近300人次参加。"
    )


@pytest.mark.parametrize(
    ("title", "category", "told"),
    [
        ("离休干部新春座谈会", Category.RETIREES, "召开离休干部新春座谈会"),
        ("退休职工参观森林公园", Category.RETIREES, "组织退休职工参观森林公园"),
        ("全民健身活动月", Category.SPORTS, "开展全民健身活动月"),
        ("登山活动", Category.OUTING, "组织登山活动"),
        ("茶话会", Category.RETIREES, "举办茶话会"),
    ],
)
def test_the_verb_fits_the_event(title, category, told):
    assert sentence(activity(title, category)) == f"4月18日，{told}。"


def test_volunteers_serve():
    clinic = activity("社区义诊", Category.VOLUNTEER, served_count=210)

    assert sentence(clinic) == "4月18日，开展社区义诊，服务210人次。"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("包场观影女职工专场《春潮》", "组织女职工专场包场观看电影《春潮》"),
        ("观看电影《山河》", "组织观看电影《山河》"),
        ("电影欣赏会", "组织电影欣赏会"),
    ],
)
def test_whose_screening_comes_before_the_film(title, told):
    film = activity(title, Category.FILM, location="滨江影城")
    assert sentence(film) == f"4月18日，在滨江影城{told}。"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("骨科病历书写竞赛", "举办骨科病历书写竞赛"),
        ("病历书写竞赛", "骨科工会小组举办病历书写竞赛"),
    ],
)
def test_an_organiser_that_the_title_names_is_not_named_twice(title, told):
    contest = activity(title, Category.CONTEST, host_org="骨科工会小组")
    assert sentence(contest) == f"4月18日，{told}。"
