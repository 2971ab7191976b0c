import datetime as dt

import pytest

from congress.choices import Light
from congress.filters import ProposalFilter
from congress.models import Proposal
from congress.querysets import under_light
from congress.work import waiting
from members.tests.factories import DepartmentFactory
from union.tests.factories import UserFactory
from union.work import Group

from .factories import DisclosureItemFactory, ProposalFactory

TODAY = dt.date(2026, 4, 10)
SEES = (
    "members.view_all_groups",
    "congress.view_proposal",
    "congress.view_disclosureitem",
)
REPLY = "提案答复到期，请催办承办部门"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(dt.datetime(2026, 4, 10, 4, tzinfo=dt.UTC)),
]


def waiting_for(*perms):
    return list(waiting(UserFactory(perms=[*SEES, *perms]), TODAY))


def counts(*perms):
    return [(item.title, item.count) for item in waiting_for(*perms)]


@pytest.fixture
def papers():
    department = DepartmentFactory()
    for days in (-3, -1, 0, 7, 8):
        ProposalFactory(
            assigned=True,
            handling_department=department,
            due_on=TODAY + dt.timedelta(days=days),
        )
    replied = {"replied": True, "handling_department": department}
    ProposalFactory(submitted_on=None)
    ProposalFactory()
    ProposalFactory(kind="discussion")  # on record, nothing to decide
    ProposalFactory(accepted=True)
    ProposalFactory(**replied)
    ProposalFactory(**replied, satisfaction="unsatisfied")
    ProposalFactory(**replied, satisfaction="unsatisfied", second_handling=True)
    ProposalFactory(**replied, satisfaction="satisfied")


@pytest.mark.usefixtures("papers")
def test_the_chair_decides():
    assert counts("congress.decide_proposal") == [("提案待审查立案", 1)]


@pytest.mark.usefixtures("papers")
def test_the_office_handles():
    assert counts("congress.check_proposal") == [
        (REPLY, 2),  # overdue
        (REPLY, 1),  # today, with Sunday two days off
        (REPLY, 2),  # next week
        ("提案待交办", 1),
        ("提案待收集反馈", 1),
        ("提案人不满意，待二次办理", 1),
        ("提案待办结", 2),
        ("提案由承办部门办理", 5),
    ]
    assert counts("congress.change_proposal") == [("提案草稿待提交", 1)]
    assert counts() == []


@pytest.mark.usefixtures("papers")
def test_overdue_replies_tell_since_when():
    item = waiting_for("congress.check_proposal")[0]

    assert item.due == dt.date(2026, 4, 7)
    assert item.group(TODAY) == Group.OVERDUE


@pytest.mark.usefixtures("papers")
def test_who_handed_a_paper_in_does_not_decide_on_it_but_waits():
    user = UserFactory(
        perms=[*SEES, "congress.decide_proposal", "congress.change_proposal"]
    )
    Proposal.objects.filter(status="submitted").update(submitted_by=user)

    items = {item.title: item.waits_for for item in waiting(user, TODAY)}

    assert items == {"提案草稿待提交": "", "我提交的提案待审查": "工会主席审查"}


@pytest.mark.usefixtures("papers")
def test_each_item_leads_to_what_it_counts(rf):
    perms = ["congress.decide_proposal", "congress.check_proposal"]

    items = waiting_for(*perms)

    assert len(items) == 9
    for item in items:
        query = rf.get(item.url).GET
        assert ProposalFilter(query, queryset=Proposal.objects.all()).qs.count() == (
            item.count
        )


def test_the_accounts_are_published_every_half_year():
    title = "上半年尚未公布工会财务收支"
    may = "congress.add_disclosureitem"
    account = {"register": "finance", "category": "finance"}
    DisclosureItemFactory(**account, disclosed_on=dt.date(2025, 12, 31))
    DisclosureItemFactory(disclosed_on=dt.date(2026, 2, 1))  # not of the union's money

    [item] = waiting_for(may)
    assert (item.title, item.due) == (title, dt.date(2026, 6, 30))
    assert item.url == "/congress/disclosures/new/?register=finance"
    assert waiting_for() == []

    DisclosureItemFactory(**account, disclosed_on=dt.date(2026, 1, 1))
    assert waiting_for(may) == []


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    ("light", "days"), [(Light.OVERDUE, [-3, -1]), (Light.NEAR, [0, 7])]
)
def test_a_reply_is_near_for_a_week_and_overdue_from_the_day_after(light, days):
    lit = Proposal.objects.filter(under_light(light, TODAY)).order_by("due_on")

    assert [(paper.due_on - TODAY).days for paper in lit] == days
