"""The form for a consolation and the panel beside it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from members.records import MEMBER
from members.tests.factories import MemberFactory, UnionGroupFactory
from union import actions
from union.models import UndoBatch
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CONSOLATION

from .factories import (
    BenefitRuleFactory,
    ConsolationFactory,
)

pytestmark = pytest.mark.django_db

PANEL = CONSOLATION.url("standing")
MAY = ("welfare.view_consolation", "welfare.add_consolation", "members.view_member")
ALL = "members.view_all_groups"


@pytest.fixture
def member():
    return MemberFactory(staff_no="1001", name="张一", department__name="骨科")


@pytest.fixture
def standard():
    return BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2026, 1, 1),
        until=None,
        limit_per_case=Decimal("300.00"),
        limit_per_year=Decimal("500.00"),
        cases_per_year=3,
        document="医工〔2026〕3号",
    )


def text_of(page):
    assert page.status_code == 200
    return page.content.decode()


def entered(**values):
    return {
        "beneficiary": "1001 张一",
        "occasion": "sick",
        "date": "2026-03-02",
        "relation": "self",
        "headcount": "1",
        "date_precision": "day",
        "cash_amount": "200",
        **values,
    }


def test_the_panel_tells_who_it_is_and_what_was_given(login, member, standard):
    ConsolationFactory(beneficiary=member, date=dt.date(2026, 1, 5))
    ConsolationFactory(
        beneficiary=member,
        date=dt.date(2026, 2, 6),
        occasion="marriage",
        cash_amount=Decimal("100.50"),
    )
    ConsolationFactory(beneficiary=member, date=dt.date(2025, 12, 31))

    page = text_of(login(*MAY, ALL).get(PANEL, entered()))

    for shown in (
        "骨科",
        "在会",
        "每次不超过 300.00 元，每年不超过 500.00 元，每年不超过 3 次",
        "医工〔2026〕3号",
        "01-05 患病",
        "02-06 结婚",
        "共 2 次，<strong>300.50 元</strong>",
        "<strong>300.00 元</strong>",
        "<strong>2 次</strong>",
    ):
        assert shown in page
    assert "12-31" not in page


def test_the_panel_says_that_a_standard_is_missing(login, member):
    page = text_of(login(*MAY, ALL).get(PANEL, entered()))

    assert "2026-03-02 没有适用于“患病（本人）”的慰问标准，不能登记金额" in page


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"occasion": "bereavement"}, "“丧事”指亲属去世，请选择亲属与会员的关系；"),
        (
            {"occasion": "marriage", "relation": "child"},
            "“结婚”只慰问会员本人，关系请选“本人”",
        ),
    ],
)
def test_the_panel_says_what_saving_says_of_the_relation(
    login, member, values, message
):
    client = login(*MAY, ALL)

    page = text_of(client.get(PANEL, entered(**values)))
    refused = client.post(CONSOLATION.url("create"), entered(**values))

    assert message in page
    assert message in str(refused.context["form"].errors["relation"])
    assert "没有适用于" not in page + text_of(refused)


def test_the_panel_reads_what_is_there_and_passes_over_the_rest(login, member):
    page = login(*MAY, ALL).get(
        PANEL,
        {
            "date": "2026-13-01",
            "occasion": "no",
            "cash_amount": "很多",
            "headcount": "x",
        },
    )

    assert "填写慰问对象后" in text_of(page)
    assert "选择事由后" in text_of(page)
    assert "alert-danger" not in text_of(page)


def test_the_panel_says_that_nobody_bears_the_name(login, member):
    page = text_of(login(*MAY, ALL).get(PANEL, entered(beneficiary="查无此人")))

    assert "没有找到会员“查无此人”，请核对后重填；还没有入会的，先登记为会员；" in page
    assert "新增会员" not in page
    helped = login(*MAY, ALL, "members.add_member")
    link = f'<a href="{MEMBER.url("create")}" target="_blank">新增会员'
    assert link in text_of(helped.get(PANEL, entered(beneficiary="查无此人")))
    assert "填写慰问对象后" not in page


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"cash_amount": "300"}, ""),
        ({"cash_amount": ""}, ""),
        (
            {"cash_amount": "9999"},
            "超过标准：“患病（本人）”每人每次不超过 300.00 元（医工〔2026〕3号），"
            "本次 9,999.00 元。请按标准减少；工会委员会集体研究同意提高的，"
            "请先登记新的慰问标准及其文件号",
        ),
        (
            {"cash_amount": "200", "goods_value": "100.01"},
            "本次 300.01 元。请按标准减少",
        ),
        ({"cash_amount": "301", "beneficiary": ""}, "本次 301.00 元"),
        (
            {"cash_amount": "602", "beneficiary": "", "headcount": "2"},
            "本次人均 301.00 元",
        ),
    ],
)
def test_the_panel_says_at_once_what_is_too_much(
    login, member, standard, values, message
):
    page = text_of(login(*MAY, ALL).get(PANEL, entered(**values)))

    assert ("alert-danger" in page) is bool(message)
    assert message in page


def test_the_panel_counts_what_was_given_before(login, member, standard):
    given = ConsolationFactory(
        beneficiary=member, date=dt.date(2026, 1, 5), cash_amount=Decimal("300.00")
    )
    client = login(*MAY, ALL)

    more = text_of(client.get(PANEL, entered(cash_amount="200.01")))
    same = text_of(client.get(PANEL, entered(cash_amount="300", record=given.pk)))

    assert "本次 200.01 元，最多还可慰问 200.00 元" in more
    assert "alert-danger" not in same


def test_the_panel_needs_the_right_and_shows_no_other_group(login, member, standard):
    assert login("members.view_member").get(PANEL, entered()).status_code == 403

    leader = login(*MAY)
    assert "骨科" not in text_of(leader.get(PANEL, entered()))
    member.union_group.officers.add(leader.user)
    assert "骨科" in text_of(leader.get(PANEL, entered()))


def test_a_refused_form_comes_back_with_the_panel(login, member, standard):
    ConsolationFactory(beneficiary=member, date=dt.date(2026, 1, 5))

    page = login(*MAY, ALL).post(
        CONSOLATION.url("create"), entered(cash_amount="300.01")
    )

    assert "本次 300.01 元" in text_of(page)
    assert "01-05 患病" in text_of(page)
    assert page.context["standing"].amount_left == Decimal("300.00")


def test_correcting_leaves_the_record_itself_out_of_the_sum(login, member, standard):
    record = ConsolationFactory(beneficiary=member, cash_amount=Decimal("300.00"))
    client = login("welfare.change_consolation", *MAY, ALL)

    page = client.get(CONSOLATION.url("update", record.pk))

    assert page.context["standing"].given == []
    assert page.context["standing"].amount_left == Decimal("500.00")
    assert f"{PANEL}?record={record.pk}" in text_of(page)


def test_saving_works_and_the_next_form_keeps_what_stays(login, member, standard):
    client = login(*MAY, ALL)

    page = client.post(CONSOLATION.url("create"), entered(again="1", visitors="院领导"))

    assert Consolation.objects.get().amount == Decimal("200.00")
    query = page.url.partition("?")[2]
    assert "date=2026-03-02" in query
    assert "occasion=sick" in query
    assert "visitors=" in query
    assert "beneficiary" not in query


def test_a_leader_enters_named_visits_of_the_own_group_only(login, member, standard):
    leader = login(*MAY)
    member.union_group.officers.add(leader.user)
    other = MemberFactory(staff_no="2002", union_group=UnionGroupFactory())

    group = leader.post(
        CONSOLATION.url("create"),
        entered(beneficiary="", beneficiary_label="患病职工"),
    )
    assert group.context["form"].errors.keys() == {"beneficiary"}
    stranger = leader.post(
        CONSOLATION.url("create"), entered(beneficiary=other.staff_no)
    )
    assert "没有找到会员" in stranger.context["form"].errors["beneficiary"][0]

    leader.post(CONSOLATION.url("create"), entered())
    assert Consolation.objects.get().beneficiary == member


def test_a_leader_takes_back_what_was_just_entered_and_nothing_else(
    login, member, standard
):
    leader = login(*MAY)
    member.union_group.officers.add(leader.user)
    earlier = ConsolationFactory(beneficiary=member, date=dt.date(2026, 1, 5))

    page = leader.post(CONSOLATION.url("create"), entered(), follow=True)
    batch = UndoBatch.objects.get()
    way_back = reverse("undo", args=[batch.pk])
    assert f'action="{way_back}"' in text_of(page)
    assert f'href="{way_back}"' in text_of(leader.get(reverse("home")))
    back = leader.post(way_back, {"next": page.request["PATH_INFO"]}, follow=True)

    assert back.status_code == 200
    assert list(Consolation.objects.valid()) == [earlier]


def test_what_was_corrected_since_is_not_taken_back(login, member, standard):
    leader = login(*MAY)
    member.union_group.officers.add(leader.user)
    leader.post(CONSOLATION.url("create"), entered())
    record = Consolation.objects.get()
    record.note = "补充"
    actions.update(record, actor=UserFactory(role="staff"), version=1)

    page = leader.post(reverse("undo", args=[UndoBatch.objects.get().pk]), follow=True)

    assert "之后又被修改过" in text_of(page)
    assert not Consolation.objects.get().is_void


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_a_new_form_starts_today_and_with_empty_amounts(login):
    client = login(*MAY, ALL)

    plain = client.get(CONSOLATION.url("create")).context["form"]
    given = client.get(CONSOLATION.url("create") + "?date=2026-05-01").context["form"]

    assert plain["date"].value() == dt.date(2026, 6, 3)
    assert given["date"].value() == "2026-05-01"
    assert 'value="0.00"' not in str(plain)
