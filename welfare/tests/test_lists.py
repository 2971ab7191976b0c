"""What the lists of this room say about groups, sums and what is to be signed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from members.tests.factories import UnionProfileFactory
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CLAIM, CONSOLATION, ENROLMENT

from .factories import BenefitRuleFactory, ConsolationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(role="staff"))
    return client


def text_of(client, url):
    return client.get(url).content.decode()


@pytest.fixture
def group():
    return ConsolationFactory(
        beneficiary=None, beneficiary_label="一线护士", headcount=30, goods_value=800
    )


def test_a_group_is_called_by_its_label_and_no_link_is_a_dash(staff, group):
    page = text_of(staff, f"{CONSOLATION.list_url}?all=1")

    assert f'<a href="{group.get_absolute_url()}">一线护士</a>' in page
    assert ">—</a>" not in page


@pytest.mark.parametrize(
    "kind", [CONSOLATION, ENROLMENT, CLAIM], ids=lambda kind: kind.label
)
def test_whom_a_row_is_about_stands_first(kind):
    assert kind.columns[0].path.endswith("__name")


def test_sums_stand_above_the_table_as_in_its_foot(staff, group):
    ConsolationFactory(cash_amount=300)

    page = text_of(staff, f"{CONSOLATION.list_url}?all=1")

    found = page.split('<p class="found">')[1].split("</p>")[0]
    assert "共 2 条 · 人数合计" in found
    assert '<span class="num">31</span>' in found


def test_the_signing_sheet_is_about_this_month_unless_more_is_asked_for(staff):
    today = timezone.localdate()
    ConsolationFactory(date=today, beneficiary__name="本月甲")
    ConsolationFactory(date=today - dt.timedelta(days=40), beneficiary__name="早先乙")
    url = CONSOLATION.url("signing")

    for address in (url, f"{url}?all=1", f"{url}?q=&sort=date"):
        page = text_of(staff, address)
        assert "没有选筛选条件，这里只有本月的" in page
        assert "本月甲" in page
        assert "早先乙" not in page
    page = text_of(staff, f"{url}?occasion=sick")

    assert "这里只有本月的" not in page
    assert "早先乙" in page


def test_cash_goods_and_heads_are_summed_up_for_the_signatures(staff, group):
    ConsolationFactory(cash_amount=300, goods_value=50)

    page = text_of(staff, f"{CONSOLATION.url('signing')}?occasion=sick")

    assert "一线护士" in page
    foot = page.split('<th scope="row" class="row-no">合计</th>')[1].split("</tr>")[0]
    assert '<td class="num">31</td>' in foot
    assert '<td class="num">500.00</td>' in foot
    assert '<td class="num">850.00</td>' in foot


def test_the_signing_sheet_says_whose_it_is_and_each_rows_sum(staff):
    UnionProfileFactory(name="滨江医院工会委员会")
    ConsolationFactory(cash_amount=300, goods_value=50, relation="parent")

    page = text_of(staff, f"{CONSOLATION.url('signing')}?occasion=sick")

    assert "滨江医院工会委员会" in page
    assert ">与会员关系</th>" in page
    row = page.split("<tbody>")[1].split("</tr>")[0]
    assert "<td>父母</td>" in row
    assert '<td class="num">350.00</td>' in row
    assert row.endswith("<td></td><td></td>")
    assert "data-print" in page


def test_money_that_nobody_gets_has_no_column_to_sign_for(staff):
    ConsolationFactory(occasion="sick", cash_amount=0, goods_value=50)
    ConsolationFactory(occasion="hospital", cash_amount=300, goods_value=0)
    url = CONSOLATION.url("signing")

    goods = text_of(staff, f"{url}?occasion=sick")
    both = text_of(staff, f"{url}?date_after=2000-01-01")

    assert ">慰问金（元）</th>" not in goods
    assert ">慰问品价值（元）</th>" in goods
    assert goods.count('<td class="num">50.00</td>') == 4
    assert ">慰问金（元）</th>" in both
    assert ">慰问品价值（元）</th>" in both


def test_paper_says_of_ticked_records_only_how_many_they_are(staff):
    picked = ",".join(str(ConsolationFactory().pk) for _ in range(4))

    sheet = text_of(staff, f"{CONSOLATION.url('signing')}?pk={picked}")
    page = text_of(staff, f"{CONSOLATION.list_url}?pk={picked}")

    assert "共 4 条；条件：选定的 4 条</p>" in sheet
    assert "本页 4 条；条件：选定的 4 条</p>" in page


def test_the_title_of_a_signing_sheet_says_in_what_all_rows_agree(staff):
    ConsolationFactory(occasion="sick")
    url = f"{CONSOLATION.url('signing')}?date_after=2000-01-01"
    assert "<h1>患病慰问签收表</h1>" in text_of(staff, url)

    ConsolationFactory(occasion="hospital")
    assert "<h1>慰问签收表</h1>" in text_of(staff, url)


def test_a_bulk_change_tells_two_of_one_name_apart(staff):
    for staff_no in ("1294", "1012"):
        ConsolationFactory(beneficiary__name="尹国", beneficiary__staff_no=staff_no)
    picked = ",".join(str(gift.pk) for gift in Consolation.objects.all())
    url = f"{CONSOLATION.url('bulk')}?do=change&pk={picked}"

    for address in (url, f"{url}&field=note&to-note=x"):
        page = text_of(staff, address)
        assert '<span class="hint">1294 尹国</span>' in page
        assert '<span class="hint">1012 尹国</span>' in page


def test_the_list_quotes_the_standard_of_the_day_to_who_audits_it(client):
    client.force_login(UserFactory(role="auditor"))
    day = dt.date(2026, 2, 3)
    for scope, since, until, limit, document in (
        ("self", dt.date(2020, 1, 1), dt.date(2026, 2, 2), 300, "医工〔2020〕1号"),
        ("self", day, None, 1000, "医工〔2026〕2号"),
        ("relative", day, None, 500, "医工〔2026〕5号"),
    ):
        BenefitRuleFactory(
            occasion="sick",
            scope=scope,
            since=since,
            until=until,
            limit_per_case=limit,
            document=document,
        )
    own = ConsolationFactory(date=day, cash_amount=900)
    kin = ConsolationFactory(date=day, relation="parent", cash_amount=400)
    before = ConsolationFactory(date=dt.date(2026, 2, 2), cash_amount=200)
    rows = Consolation.objects.with_details().order_by("pk")

    assert list(rows.values_list("pk", "rule_document", "rule_limit_per_case")) == [
        (own.pk, "医工〔2026〕2号", Decimal(1000)),
        (kin.pk, "医工〔2026〕5号", Decimal(500)),
        (before.pk, "医工〔2020〕1号", Decimal(300)),
    ]
    offered = [column.heading(Consolation) for column in CONSOLATION.columns]
    assert offered[-4:-1] == ["依据文件", "每次限额（元）", "每年限额（元）"]
