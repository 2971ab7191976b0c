"""Doubles, a void in between, moves that are not offered: told, and nothing is lost."""

import datetime as dt

import pytest

from activities.tests.factories import ActivityFactory
from congress.tests.factories import DisclosureItemFactory, ProposalFactory
from members.records import MEMBER
from members.tests.factories import (
    MemberFactory,
    MembershipEventFactory,
    UnionGroupFactory,
)
from union import actions, audit, twins
from union.accounts.command_line import COMMAND_LINE
from union.models import AuditEntry
from union.tests.factories import UserFactory
from union.tests.test_record_views import ALL, OFFICE, entered, member_data
from union.views.detail import in_field_order
from welfare.models import Consolation
from welfare.records import CLAIM, CONSOLATION
from welfare.tests.factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidPlanFactory,
)

pytestmark = pytest.mark.django_db

WELFARE = [
    f"welfare.{action}_consolation" for action in ("view", "add", "change", "delete")
]


@pytest.fixture
def office(login):
    return login(*OFFICE, *WELFARE)


# --- doubles ---


def visit(earlier, **values):
    return {
        "beneficiary": earlier.beneficiary.staff_no,
        "occasion": "sick",
        "date": "2026-03-01",
        "relation": "self",
        "cash_amount": "150",
        "note": "第二次",
        "headcount": "1",
        "date_precision": "day",
        **values,
    }


def test_a_double_is_shown_before_it_is_saved_with_all_that_was_typed(office):
    author = UserFactory(name="李录入")
    earlier = ConsolationFactory(date=dt.date(2026, 2, 3), created_by=author)

    page = office.post(CONSOLATION.url("create"), visit(earlier))

    text = page.content.decode()
    assert "可能重复：已有相似的慰问，这一条尚未保存" in text
    assert f'href="{earlier.get_absolute_url()}"' in text
    assert "2026-02-03" in text
    assert "合计金额（元）：200.00" in text
    assert "李录入 于 " in text
    assert 'value="150"' in text
    assert 'value="第二次"' in text
    assert Consolation.objects.count() == 1


def test_a_double_is_saved_for_a_reason_that_the_log_keeps(office):
    earlier = ConsolationFactory(date=dt.date(2026, 2, 3))
    url = CONSOLATION.url("create")

    empty = office.post(url, visit(earlier, twin_reason=" "))
    assert "请填写为什么仍要登记，或取消" in empty.content.decode()
    assert Consolation.objects.count() == 1

    office.post(url, visit(earlier, twin_reason="第二次住院"))
    record = Consolation.objects.latest("pk")
    note = AuditEntry.objects.about(record).get().note
    assert note == f"与“{earlier}”相似，仍登记。原因：第二次住院"


def test_a_double_in_another_group_is_told_but_not_shown(login):
    earlier = MemberFactory(name="张伟")
    leader = login("members.view_member", "members.add_member")
    own = UnionGroupFactory()
    own.officers.add(leader.user)
    MemberFactory(department=earlier.department, union_group=own)
    data = entered(name="张伟", department=earlier.department_id, union_group=own.pk)

    page = leader.post(MEMBER.url("create"), data).content.decode()

    assert "另一条会员（在其他工会小组，您不能查看）" in page
    assert earlier.get_absolute_url() not in page


def consolation(earlier, **changes):
    same = {"beneficiary": earlier.beneficiary, "date": earlier.date}
    return Consolation(**{"occasion": "sick"} | same | changes)


@pytest.mark.parametrize(
    ("changes", "is_twin"),
    [
        ({}, True),
        ({"date": dt.date(2026, 3, 6)}, True),
        ({"date": dt.date(2026, 3, 7)}, False),
        ({"relation": "parent"}, False),
        ({"festival": "dragon_boat"}, False),
        ({"festival": "spring"}, True),
    ],
)
def test_a_visit_for_the_same_within_31_days_is_doubtful(changes, is_twin):
    earlier = ConsolationFactory(date=dt.date(2026, 2, 3), festival="spring")

    assert bool(twins.find([consolation(earlier, **changes)], COMMAND_LINE)) is is_twin


NOVEMBER = [dt.date(2025, 11, day) for day in (1, 2, 3)]


@pytest.mark.parametrize(
    ("relation", "names", "doubtful"),
    [
        ("spouse", ["", "张三", "张 三"], [1, 2]),
        ("spouse", ["张三", "李四"], [1]),
        ("parent", ["张三", ""], [1]),
        ("parent", ["", "张三"], [1]),
        ("parent", ["张三", "张 三", "张　三"], [1, 2]),
        ("parent", ["张三", "李四"], []),
    ],
)
def test_one_death_is_not_paid_twice_under_another_name(relation, names, doubtful):
    earlier = ConsolationFactory(date=dt.date(2025, 1, 3))
    rows = [
        consolation(
            earlier,
            occasion="bereavement",
            date=day,
            relation=relation,
            relative_name=name,
            visitors="院领导",
        )
        for day, name in zip(NOVEMBER, names, strict=False)
    ]

    assert list(twins.find(rows, COMMAND_LINE)) == doubtful
    for i, row in enumerate(rows):  # one by one, as a form saves them
        assert (twins.find([row], COMMAND_LINE) != {}) == (i in doubtful)
        actions.create(row, actor=COMMAND_LINE)


def test_a_relatives_name_is_stored_without_blanks_like_a_members(office):
    earlier = ConsolationFactory(date=dt.date(2025, 1, 3))
    data = {"relation": "parent", "relative_name": " 张　三 "}
    gift = {"cash_amount": "", "visitors": "院领导"}

    office.post(CONSOLATION.url("create"), visit(earlier, **data, **gift))

    assert Consolation.objects.latest("pk").relative_name == "张三"


@pytest.mark.parametrize(
    ("factory", "same", "other"),
    [
        (MemberFactory, ("name", "department"), {"name": "王芳"}),
        (ProposalFactory, ("session", "title"), {"title": "改造更衣室"}),
        (DisclosureItemFactory, ("register", "title", "disclosed_on"), {"title": "一"}),
        (ActivityFactory, ("title", "date"), {"title": "插花"}),
        (
            MutualAidClaimFactory,
            ("member", "plan", "event_type", "event_date"),
            {"event_type": "critical"},
        ),
    ],
)
def test_what_the_office_may_enter_twice_is_doubtful(factory, same, other):
    earlier = factory()
    values = {name: getattr(earlier, name) for name in same}

    assert twins.find([type(earlier)(**values)], COMMAND_LINE)
    assert not twins.find([type(earlier)(**values | other)], COMMAND_LINE)


# --- another was there meanwhile ---


def test_a_text_for_a_record_voided_meanwhile_is_kept_and_told_why(office):
    member = MemberFactory(name="王芳")
    data = member_data(member, note="我写了很久的备注")
    actions.void(member, actor=UserFactory(name="李作废"), reason="重复")

    page = office.post(MEMBER.url("update", member.pk), data)

    text = page.content.decode()
    assert page.status_code == 409
    assert "李作废" in text
    assert "作废，您的内容尚未保存" in text
    assert "我写了很久的备注" in text
    member.refresh_from_db()
    assert member.note == ""


def test_a_move_of_a_voided_record_says_why_not(login):
    proposal = ProposalFactory()
    actions.void(proposal, actor=COMMAND_LINE, reason="重复")
    chair = login("congress.view_proposal", "congress.decide_proposal", ALL)

    page = chair.get(f"{proposal.get_absolute_url()}file/", follow=True)

    assert "这条记录已作废，不能再立案" in page.content.decode()


def test_a_move_that_is_for_others_says_why_not(login):
    client = login("welfare.view_mutualaidclaim", "welfare.check_mutualaidclaim", ALL)
    claim = MutualAidClaimFactory(status="submitted", submitted_by=client.user)

    page = client.get(CLAIM.url("check", claim.pk), follow=True)

    assert "本人提交的事项须由其他人员办理" in page.content.decode()


# --- void and back ---


def test_a_void_without_a_reason_is_taken_back_and_the_record_is_as_before(office):
    member = MemberFactory(phone="13911112222")
    before = MEMBER.model.objects.values().get(pk=member.pk)

    done = office.post(MEMBER.url("void", member.pk), {"reason": ""}, follow=True)
    page = done.content.decode()
    assert f"已作废“{member}”，不再计入统计" in page
    assert "撤销" in page
    [undo] = [line for line in page.split('"') if line.startswith("/undo/")]
    office.post(undo, {"next": member.get_absolute_url()})

    after = MEMBER.model.objects.values().get(pk=member.pk)
    own = {"version", "updated_at"}
    assert {k: v for k, v in after.items() if k not in own} == {
        k: v for k, v in before.items() if k not in own
    }


def test_the_page_of_a_record_voids_and_restores_at_once(office):
    member = MemberFactory()

    page = office.get(member.get_absolute_url()).content.decode()
    assert f'action="{MEMBER.url("void", member.pk)}"' in page
    actions.void(member, actor=office.user, reason="")
    page = office.get(member.get_absolute_url()).content.decode()
    assert f'action="{MEMBER.url("restore", member.pk)}"' in page

    office.post(MEMBER.url("restore", member.pk))
    member.refresh_from_db()
    assert not member.is_void


def test_a_void_that_others_stand_against_says_so(office):
    member = MemberFactory()

    page = office.post(
        MEMBER.url("void", ConsolationFactory(beneficiary=member).beneficiary_id),
        {"reason": ""},
    )

    assert "还有 1 条慰问用到它" in page.content.decode()
    member.refresh_from_db()
    assert not member.is_void


# --- the page of a record ---


def test_changes_are_listed_in_the_order_of_the_form():
    changes = {"备注": ["", "甲"], "手机": ["", "乙"], "姓名": ["王芳", "王方"]}

    ordered = in_field_order(MEMBER.model, changes)

    assert [label for label, _ in ordered] == ["姓名", "手机", "备注"]


def test_what_is_often_done_for_a_member_is_one_click_away(office):
    member = MembershipEventFactory().member

    links = dict(office.get(member.get_absolute_url()).context["quick"])

    assert (
        links["新增慰问"]
        == f"{CONSOLATION.url('create')}?beneficiary={member.pk}&back=beneficiary"
    )
    form = office.get(links["办理退休"]).context["form"]
    assert form["change_type"].value() == "retire"
    assert form["member"].value() == member.reference


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_a_retirement_is_entered_from_the_members_page_and_leads_back(office):
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))
    url = dict(office.get(member.get_absolute_url()).context["quick"])["办理退休"]

    page = office.get(url)

    form, text = page.context["form"], page.content.decode()
    assert f"<h1>办理退休：{member.name}</h1>" in text
    assert form["date"].value() == dt.date(2026, 6, 3)
    assert "autofocus" in str(form["approved_by"])
    assert text.index("其他变动的内容") < text.index("入会来源")
    assert "<details open" not in text
    sent = {
        "member": member.reference,
        "change_type": "retire",
        "date": "2026-06-03",
        "voluntary": "on",
    }
    saved = office.post(url, sent, follow=True)
    assert saved.redirect_chain == [(member.get_absolute_url(), 302)]
    text = saved.content.decode()
    assert "已保存会籍变动" in text
    assert '<span class="badge badge-primary">退休</span>' in text
    offered = dict(saved.context["quick"])
    assert "新增慰问" in offered
    assert "办理退休" not in offered


def test_the_log_says_of_a_secret_only_that_it_changed(office):
    member = MemberFactory(phone="13911112222")
    entry = {"手机": ["（已加密）", "（已加密）"]}
    audit.log(None, AuditEntry.Action.UPDATE, member, changes=entry)

    text = office.get(member.get_absolute_url()).content.decode()

    assert "手机：已更改（内容不显示）" in text
    assert "（已加密）" not in text


def test_a_plan_has_no_member_to_tell_of():
    assert MutualAidPlanFactory().about_fields == ()
