from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Member, MembershipEvent, UnionGroup
from members.records import MEMBER
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    UnionGroupFactory,
)
from union import actions, bulk_insert, states, undo
from union.errors import RuleViolation
from union.excel import Row, Sheet
from union.imports.commit import commit
from union.models import AuditEntry, UndoBatch
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db

HEADERS = ["工号", "姓名", "科室", "手机"]


def columns_of(member):
    names = [field.attname for field in Member._meta.concrete_fields]
    skipped = {"version", "updated_at"}
    return {n: getattr(member, n) for n in names if n not in skipped}


def imported(user, *rows, headers=HEADERS):
    importer = MEMBER.importer(MEMBER, user)
    numbered = [Row(n, list(row)) for n, row in enumerate(rows, start=2)]
    plan = importer.plan(Sheet(title="会员", headers=list(headers), rows=numbered))
    assert list(plan.error_texts()) == []
    return commit(importer, plan, title="导入 名册.xlsx")


def test_a_voided_record_comes_back_with_every_column():
    user = UserFactory(role="staff")
    member = MemberFactory(
        phone="13800138000", id_number="11010519491231002X", birth_date=None
    )
    before = columns_of(Member.objects.get(pk=member.pk))

    batch = actions.void(member, actor=user, reason="登记错误")
    assert Member.objects.get(pk=member.pk).is_void
    assert undo.revert(batch, actor=user).count == 1

    assert columns_of(Member.objects.get(pk=member.pk)) == before
    entry = AuditEntry.objects.about(member).first()
    assert entry.action == AuditEntry.Action.UNDO
    assert entry.note == f"作废会员“{member}”"


def test_an_import_goes_back_with_new_and_changed_rows():
    user = UserFactory(role="staff")
    group = UnionGroupFactory()
    old = MemberFactory(name="张甲", phone="13800138000", union_group=group)
    department = old.department.name
    full = [
        *HEADERS,
        "性别",
        "工会小组",
        "岗位类别",
        "用工形式",
        "入会日期",
        "入会来源",
    ]
    rest = ["女", group.name, "护士", "在编", "2024-01-05", "新员工"]
    batch = imported(
        user,
        [
            old.staff_no,
            "张甲甲",
            department,
            "13900139000",
            *rest[:-2],
            "2020-01-01",
            "新员工",
        ],
        ["9001", "李新", department, None, *rest],
        headers=full,
    )
    old.refresh_from_db()
    assert (old.name, old.pinyin, old.phone) == ("张甲甲", "zhangjiajia", "13900139000")
    assert Member.objects.valid().count() == 2
    assert MembershipEvent.objects.valid().count() == 2

    done = undo.revert(batch, actor=user)

    assert done.text == "已作废 1 人，已恢复原状 1 人"
    entries = AuditEntry.objects.filter(action="undo")
    assert entries.count() == 2
    assert len(set(entries.values_list("batch", flat=True)) - {None}) == 1
    old.refresh_from_db()
    assert (old.name, old.pinyin, old.phone) == ("张甲", "zhangjia", "13800138000")
    assert list(Member.objects.matching("8000")) == [old]
    assert Member.objects.valid().count() == 1
    assert MembershipEvent.objects.valid().count() == 1


def test_what_was_changed_since_stands_in_the_way_and_nothing_goes_back():
    user = UserFactory(role="staff")
    first, second = MemberFactory(), MemberFactory()
    batch = imported(
        user,
        [first.staff_no, "王一", first.department.name, None],
        [second.staff_no, "王二", second.department.name, None],
    )
    second.refresh_from_db()
    second.name = "王三"
    actions.update(second, actor=user, version=second.version)

    with pytest.raises(RuleViolation, match="“王三”之后又被修改过"):
        undo.revert(batch, actor=user)

    first.refresh_from_db()
    assert first.name == "王一"
    assert UndoBatch.objects.get().undone_at is None


def test_a_new_record_that_others_name_stands_in_the_way():
    user = UserFactory(role="staff")
    consolation = ConsolationFactory()
    member = consolation.beneficiary
    batch = undo.keep(uuid4(), actor=user, title="导入", created=[member])

    with pytest.raises(RuleViolation, match="还有 1 条慰问用到它"):
        undo.revert(batch, actor=user)


def test_what_took_its_place_meanwhile_is_named():
    user = UserFactory(role="staff")
    member = MemberFactory(staff_no="7001")
    batch = actions.void(member, actor=user, reason="")
    MemberFactory(staff_no="7001")

    with pytest.raises(RuleViolation, match="该工号已登记"):
        undo.revert(batch, actor=user)


def test_many_to_many_fields_go_back():
    user = UserFactory(role="staff")
    group = UnionGroupFactory()
    first, second = DepartmentFactory(), DepartmentFactory()
    group.departments.set([first])
    before = states.of(group)
    group.departments.set([second])
    batch = undo.keep(uuid4(), actor=user, title="修改", changed=[(group, before)])

    undo.revert(batch, actor=user)

    assert list(UnionGroup.objects.get().departments.all()) == [first]


def test_nobody_undoes_twice():
    user = UserFactory(role="staff")
    batch = actions.void(MemberFactory(), actor=user, reason="")
    undo.revert(batch, actor=user)

    with pytest.raises(RuleViolation, match="已经撤销过"):
        undo.revert(batch, actor=user)


def test_secrets_are_kept_encrypted():
    member = MemberFactory(phone="13800138000")

    assert "13800138000" not in str(states.of(member))


def test_the_number_of_queries_does_not_grow():
    user = UserFactory(role="staff")

    def queries(count):
        members = [MemberFactory() for _ in range(count)]
        batch = undo.keep(
            uuid4(),
            actor=user,
            title="修改",
            changed=[(member, states.of(member)) for member in members],
        )
        with CaptureQueriesContext(connection) as found:
            undo.revert(batch, actor=user)
        return len(found)

    queries(1)  # fills the cache of content types
    assert queries(2) == queries(30)


def test_the_log_of_what_was_entered_names_people_without_a_query_each():
    user = UserFactory(role="staff")

    def queries(count):
        given = [ConsolationFactory() for _ in range(count)]
        batch = undo.keep(uuid4(), actor=user, title="录入", created=given)
        with CaptureQueriesContext(connection) as found:
            undo.revert(batch, actor=user)
        return len(found)

    queries(1)  # fills the cache of content types
    assert queries(2) == queries(30)


def test_more_names_are_read_than_one_statement_takes():
    """SQLite takes a thousand alternatives in one."""
    template = MemberFactory()
    members = [copied(template, staff_no=f"N{n}") for n in range(1100)]
    bulk_insert.create(members)
    events = [MembershipEvent(member_id=m.pk, date=template.hire_date) for m in members]

    states.read_names(events)

    assert {event.member.staff_no for event in events} == {m.staff_no for m in members}


def copied(record, **values):
    other = actions.changed(record, pk=None, **values)
    other._state.adding = True
    return other


def test_the_button_takes_back_and_returns_to_the_page(client):
    user = UserFactory(role="staff")
    client.force_login(user)
    member = MemberFactory()
    page = reverse("members:member_detail", args=[member.pk])
    void = reverse("members:member_void", args=[member.pk])
    told = client.post(void, {"reason": "误登记"}, follow=True)
    batch = UndoBatch.objects.get()
    assert reverse("undo", args=[batch.pk]) in told.content.decode()

    response = client.post(reverse("undo", args=[batch.pk]), {"next": page})

    assert response.url == page
    assert not Member.objects.get().is_void


def test_only_who_did_it_may_take_it_back_and_no_foreign_page_follows(client):
    owner = UserFactory(role="staff")
    batch = actions.void(MemberFactory(), actor=owner, reason="")
    address = reverse("undo", args=[batch.pk])
    client.force_login(UserFactory(role="staff"))
    assert client.post(address).status_code == 404

    client.force_login(owner)
    response = client.post(address, {"next": "https://example.com/"})
    assert response.url == reverse("home")


def test_undo_of_new_records_leads_from_the_list_of_them_to_the_plain_one(client):
    user = UserFactory(role="staff")
    members = MemberFactory.create_batch(2)
    batch = undo.keep(uuid4(), actor=user, title="登记会员 2 条", created=members)
    client.force_login(user)
    pks = ",".join(str(member.pk) for member in members)
    here = f"{MEMBER.list_url}?pk={pks}"

    page = client.post(reverse("undo", args=[batch.pk]), {"next": here}, follow=True)

    assert page.redirect_chain[-1][0] == f"{MEMBER.list_url}?all=1"
    assert "（已作废 2 人）" in page.content.decode()
