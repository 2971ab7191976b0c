"""What a list is filtered by: chips, typed days, technical filters, empty lists."""

import re
from decimal import Decimal

import pytest
import time_machine

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.filters import picked
from welfare.records import CLAIM, CONSOLATION
from welfare.tests.factories import ConsolationFactory, MutualAidClaimFactory

from .factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.user = UserFactory(role="staff")
    client.force_login(client.user)
    return client


def chips(response):
    return [(chip.text, chip.without) for chip in response.context["chips"]]


def numbers(response):
    """The records on the page, by the links that lead to them."""
    text = "".join(response.context["rows"])
    return sorted({int(pk) for pk in re.findall(r'name="pk" value="(\d+)"', text)})


def test_each_condition_is_a_chip_whose_link_lists_the_same_without_it(staff):
    nursing = DepartmentFactory(name="护理部")

    page = staff.get(
        MEMBER.list_url, {"department": nursing.pk, "sex": "female", "sort": "-name"}
    )

    assert chips(page) == [
        ("科室：护理部", "sex=female&sort=-name"),
        ("性别：女", f"department={nursing.pk}&sort=-name"),
    ]
    assert 'href="?all=1">清除全部' in page.content.decode()


def test_a_range_and_several_values_are_one_chip_each(staff):
    query = "date_after=2026-1-5&date_before=20260301&occasion=sick&occasion=hospital"

    page = staff.get(f"{CONSOLATION.list_url}?{query}&page=3")

    assert chips(page) == [
        ("日期：2026-01-05 至 2026-03-01", "occasion=sick&occasion=hospital"),
        (
            "事由：患病、住院",
            "date_after=2026-1-5&date_before=20260301",
        ),
    ]


def test_taking_the_last_chip_away_shows_all_whatever_the_default(staff):
    page = staff.get(MEMBER.list_url, {"sex": "female"})

    assert chips(page) == [("性别：女", "all=1")]


@pytest.mark.parametrize("typed", ["20260203", "2026-2-3", "2026年2月3日", "今天"])
def test_days_are_typed_in_filters_as_in_forms(staff, typed):
    right = ConsolationFactory(date="2026-02-03")
    ConsolationFactory(date="2026-02-02")

    with time_machine.travel("2026-02-03 02:00+00:00", tick=False):
        page = staff.get(CONSOLATION.list_url, {"date_after": typed})

    assert numbers(page) == [right.pk]
    assert chips(page)[0][0] == "日期：2026-02-03 起"


def test_what_only_figures_filter_by_has_no_box_but_a_chip(staff):
    url = CLAIM.list_url
    unused = staff.get(url)
    used = staff.get(url, {"submitted_by_not": staff.user.pk})

    assert "提交人不是" not in unused.content.decode()
    assert [text for text, _ in chips(used)] == [f"提交人不是：{staff.user}"]
    # The form sends it along when something else is filtered.
    hidden = f'<input type="hidden" name="submitted_by_not" value="{staff.user.pk}">'
    assert hidden in used.content.decode()


def test_a_record_in_a_filter_is_called_by_its_name(staff):
    member = MemberFactory(staff_no="1001", name="张伟")

    page = staff.get(CONSOLATION.list_url, {"beneficiary": member.pk})

    assert chips(page) == [("慰问对象：1001 张伟", "all=1")]


def test_ticked_records_in_the_address_are_called_by_their_names(staff):
    first = MemberFactory(staff_no="1001", name="张伟")
    MemberFactory(staff_no="1002", name="李娜")

    page = staff.get(MEMBER.list_url, {"pk": f"{first.pk},999999"})

    assert chips(page) == [("编号：1001 张伟 2 人", "all=1")]
    assert numbers(page) == [first.pk]


@pytest.mark.parametrize("condition", ["submitted_by", "submitted_by_not"])
def test_a_chip_names_an_account_only_to_who_may_see_it(login, condition):
    colleague, stranger = UserFactory(name="赵同事"), UserFactory(name="钱外人")
    client = login("welfare.view_mutualaidclaim", "members.view_all_groups")
    MutualAidClaimFactory(status="submitted", submitted_by=colleague)

    def named(number):
        page = client.get(CLAIM.url("list"), {condition: number})
        [(text, _)] = chips(page)
        return text.partition("：")[2]

    assert named(client.user.pk) == str(client.user)
    assert named(colleague.pk) == str(colleague)
    assert named(stranger.pk) == "（无权查看）"
    assert named(10**6) == "（无权查看）"


def test_a_chip_does_not_tell_the_name_of_a_member_of_another_group(login):
    member = MemberFactory(name="张伟")
    client = login("welfare.view_consolation", "members.view_member")

    page = client.get(CONSOLATION.list_url, {"beneficiary": member.pk})

    assert chips(page) == [("慰问对象：（无权查看）", "all=1")]
    assert "张伟" not in page.content.decode()


def test_an_unknown_parameter_is_named_and_ignored(staff):
    MemberFactory()

    page = staff.get(MEMBER.list_url, {"colour": "red", "sex": "female", "page": 1})

    assert "本列表没有这些条件，已忽略：colour" in page.content.decode()
    assert len(numbers(page)) == 1


def test_a_list_without_a_record_offers_to_enter_the_first(staff):
    page = staff.get(MEMBER.list_url).content.decode()

    assert "还没有会员" in page
    assert "新增第一条" in page
    assert "从 Excel 导入" in page


def test_a_list_in_which_nothing_matches_offers_to_show_all(staff):
    MemberFactory(name="张伟")

    page = staff.get(MEMBER.list_url, {"q": "李娜"}).content.decode()

    assert "没有符合条件的会员" in page
    assert 'href="?all=1">清除筛选，看全部' in page


def test_who_may_not_see_a_list_is_told_whom_to_ask(client):
    client.force_login(UserFactory(role="admin"))

    page = client.get(MEMBER.list_url)

    assert page.status_code == 403
    text = page.content.decode()
    assert "您的角色是“系统管理员”，不能打开这一页" in text
    assert "请向系统管理员申请调整角色" in text


def test_who_may_only_look_is_told_whom_to_ask_for_the_first_record(client):
    client.force_login(UserFactory(role="auditor"))

    page = client.get(DEPARTMENT.list_url).content.decode()

    assert "还没有科室" in page
    assert "如需登记请联系工会干事" in page


def test_a_list_of_fifty_rows_stays_small(staff):
    group, department = UnionGroupFactory(), DepartmentFactory()
    MemberFactory.create_batch(51, union_group=group, department=department)

    page = staff.get(MEMBER.list_url)

    assert len(numbers(page)) == 50
    assert len(page.content) < 60_000


def test_a_list_is_narrowed_to_a_range_of_amounts(staff):
    small, exact, large = (
        ConsolationFactory(cash_amount=amount, goods_value=100)
        for amount in (Decimal("899.99"), Decimal("900.00"), Decimal("1000.00"))
    )

    over = staff.get(CONSOLATION.list_url, {"amount_min": "1,000 元"})
    between = staff.get(f"{CONSOLATION.list_url}?amount_min=500&amount_max=1000")

    assert numbers(over) == [exact.pk, large.pk]
    assert chips(over) == [("合计金额（元）：1,000.00 元以上", "all=1")]
    assert numbers(between) == [small.pk, exact.pk]
    assert chips(between) == [("合计金额（元）：500.00 元 至 1,000.00 元", "all=1")]


def test_an_amount_that_is_none_is_refused_at_its_box(staff):
    page = staff.get(CONSOLATION.list_url, {"amount_max": "很多"})

    assert "“很多”不是" in page.content.decode()


def test_a_figure_may_pick_its_rows_by_an_amount():
    ConsolationFactory(cash_amount=Decimal("99.99"))
    large = ConsolationFactory(cash_amount=Decimal("100.00"))
    rows = CONSOLATION.model.objects.all()

    found = picked(CONSOLATION.filterset, "amount_min=100", rows)

    assert [row.pk for row in found] == [large.pk]
