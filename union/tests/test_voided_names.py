"""No record begins to name one that has been voided since its form was checked."""

from uuid import uuid4

import pytest

from members.models import Department, Member
from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union import actions, bulk, undo
from union.accounts.command_line import COMMAND_LINE
from union.errors import RuleViolation
from union.excel import Row, Sheet
from union.imports.commit import commit
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

REFUSED = "科室已作废，请改选别的，或先恢复它"


@pytest.fixture
def staff():
    return UserFactory(role="staff")


def void(record):
    actions.void(record, actor=COMMAND_LINE, reason="撤并")


def newcomer():
    return MemberFactory.build(
        department=DepartmentFactory(), union_group=UnionGroupFactory()
    )


def test_who_enrols_somebody_there_is_told_at_the_field(staff):
    member = newcomer()
    void(member.department)

    with pytest.raises(RuleViolation) as refusal:
        actions.create(member, actor=staff)

    assert refusal.value.message_dict == {"department": [REFUSED]}
    assert not Member.objects.exists()


def test_who_moves_somebody_there_is_told(staff):
    member, other = MemberFactory(), DepartmentFactory()
    member.department = other
    void(other)

    with pytest.raises(RuleViolation, match=REFUSED):
        actions.update(member, actor=staff, version=1)


def test_what_names_it_since_long_can_be_corrected(staff):
    member = MemberFactory()
    Department.objects.update(voided_at=member.created_at)
    member.name = "王方"

    actions.update(member, actor=staff, version=1)

    assert Member.objects.get().name == "王方"


def test_a_record_does_not_come_back_without_it(staff):
    member = MemberFactory()
    void(member)
    void(member.department)

    with pytest.raises(RuleViolation, match=REFUSED):
        actions.restore(member, actor=staff)
    actions.restore(member.department, actor=staff)
    actions.restore(member, actor=staff)
    assert Member.objects.valid().get() == member


def change_to(department, *members):
    rows = Member.objects.filter(pk__in=[member.pk for member in members])

    def plan():
        return bulk.plan_change(MEMBER, rows, "department", department)

    return plan, plan().fingerprint


def test_no_undo_leads_back_to_it(staff):
    member = MemberFactory()
    first = member.department
    plan, seen = change_to(DepartmentFactory(), member)
    _, batch = bulk.commit(plan, seen=seen, actor=staff)
    void(first)

    with pytest.raises(RuleViolation, match=REFUSED):
        undo.revert(batch, actor=staff)
    assert Member.objects.get().department != first


def test_no_undo_of_a_void_brings_back_a_record_without_it(staff):
    member = MemberFactory()
    batch = actions.void(member, actor=staff, reason="")
    void(member.department)

    with pytest.raises(RuleViolation, match=REFUSED):
        undo.revert(batch, actor=staff)
    assert Member.objects.get().is_void


def test_a_bulk_change_to_it_names_one_who_would_be_there(staff):
    members = MemberFactory.create_batch(2)
    other = DepartmentFactory()
    plan, seen = change_to(other, *members)
    void(other)

    with pytest.raises(RuleViolation, match=f"“{members[0]}”的{REFUSED}"):
        bulk.commit(plan, seen=seen, actor=staff)


def test_a_sheet_that_was_checked_before_enrols_nobody_there(staff):
    like = newcomer()
    row = {
        "工号": "1001",
        "姓名": "张伟",
        "性别": "男",
        "科室": like.department.name,
        "工会小组": like.union_group.name,
        "岗位类别": "医师",
        "用工形式": "在编",
        "入会日期": "2026-03-20",
        "入会来源": "新员工",
    }
    importer = MEMBER.importer(MEMBER, staff)
    plan = importer.plan(Sheet("会员", 1, list(row), [Row(2, list(row.values()))]))
    void(like.department)

    with pytest.raises(RuleViolation, match=REFUSED):
        commit(importer, plan)
    assert not Member.objects.exists()


def test_a_batch_of_voids_asks_again_who_uses_them(staff):
    """Somebody enrols between the recap that is made once more and its writing."""
    department = DepartmentFactory()
    rows = Department.objects.filter(pk=department.pk)

    def plan():
        found = bulk.plan_void(DEPARTMENT, rows)
        MemberFactory(department=department)
        return found

    seen = bulk.plan_void(DEPARTMENT, rows).fingerprint
    with pytest.raises(RuleViolation, match="有 1 条不能作废"):
        bulk.commit(plan, seen=seen, actor=staff)
    department.refresh_from_db()
    assert not department.is_void


def test_the_form_says_so_and_keeps_what_was_typed(client, staff, monkeypatch):
    member = MemberFactory()
    client.force_login(staff)
    data = {"member": member.staff_no, "change_type": "retire", "date": "2026-03-01"}
    save = actions.create

    def voided_meanwhile(*args, **kwargs):
        Member.objects.update(voided_at=member.created_at)
        return save(*args, **kwargs)

    monkeypatch.setattr(actions, "create", voided_meanwhile)

    page = client.post(
        MEMBERSHIP_EVENT.url("create"), data | {"submission": str(uuid4())}
    )

    assert page.status_code == 200
    [error] = page.context["form"].errors["member"]
    assert error == "会员已作废，请改选别的，或先恢复它"
    assert "2026-03-01" in page.content.decode()
