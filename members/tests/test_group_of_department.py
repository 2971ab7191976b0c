"""科室 and 工会小组 belong together, however a member is entered or changed."""

import pytest
from django.urls import reverse

from members.models import Member
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.following import Following
from union.models import AuditEntry, UndoBatch
from union.tests.bulk import carry_out, change
from union.tests.factories import UserFactory
from union.tests.test_import_pages import page_of, upload
from union.tests.test_import_running import HEADER, member_row
from union.tests.test_record_views import entered, member_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(role="staff"))
    return client


@pytest.fixture
def inner():
    """A department with a group of its own."""
    return with_group("心内科", "心内组")


@pytest.fixture
def outer():
    return with_group("骨科", "骨科组")


def with_group(department, group):
    made = DepartmentFactory(name=department)
    UnionGroupFactory(name=group).departments.set([made])
    return made


def group_of(department):
    return department.union_groups.get()


def test_a_new_member_gets_the_group_that_has_the_department(staff, inner):
    data = entered(department=inner.pk, union_group="")
    page = staff.post(MEMBER.url("create"), data, follow=True)
    assert Member.objects.get().union_group.name == "心内组"
    assert "工会小组随科室定为“心内组”" in page.content.decode()


def test_where_two_groups_have_the_department_the_clerk_must_say_which(staff, inner):
    UnionGroupFactory(name="护理组").departments.set([inner])
    data = entered(department=inner.pk, union_group="")
    page = staff.post(MEMBER.url("create"), data).content.decode()
    assert "请选择工会小组：按所选科室不能确定是哪一个" in page
    assert not Member.objects.exists()


def test_the_group_goes_with_a_member_to_another_department(staff, inner, outer):
    member = MemberFactory(department=inner, union_group=group_of(inner))
    data = member_data(member, department=outer.pk)
    page = staff.post(MEMBER.url("update", member.pk), data, follow=True)
    member.refresh_from_db()
    assert member.union_group.name == "骨科组"
    assert "工会小组随科室定为“骨科组”" in page.content.decode()
    entry = AuditEntry.objects.about(member).filter(action="update").get()
    assert entry.changes == {
        "科室": ["心内科", "骨科"],
        "工会小组": ["心内组", "骨科组"],
    }


def test_a_group_chosen_together_with_the_department_is_kept(staff, inner, outer):
    other = UnionGroupFactory(name="离岗组")
    member = MemberFactory(department=inner, union_group=group_of(inner))
    data = member_data(member, department=outer.pk, union_group=other.pk)
    staff.post(MEMBER.url("update", member.pk), data)
    member.refresh_from_db()
    assert (member.department, member.union_group) == (outer, other)


def test_a_group_apart_from_the_department_stays(staff, inner, outer):
    apart = UnionGroupFactory(name="离岗组")
    member = MemberFactory(department=inner, union_group=apart)
    data = member_data(member, department=outer.pk)
    staff.post(MEMBER.url("update", member.pk), data)
    member.refresh_from_db()
    assert member.union_group == apart


def test_a_bulk_change_takes_the_groups_along_and_back(staff, inner, outer):
    moved = MemberFactory(department=inner, union_group=group_of(inner))
    apart = MemberFactory(department=inner)
    recap = change(staff, [moved, apart], outer)
    assert "工会小组随之改变：<del>心内组</del> <ins>骨科组</ins>" in (
        recap.content.decode()
    )
    page = carry_out(staff, recap, follow=True)
    moved.refresh_from_db()
    assert moved.union_group.name == "骨科组"
    page = staff.get(page["Location"]).content.decode()
    assert "已修改会员 2 人，其中 1 人的工会小组随科室改变" in page
    entry = AuditEntry.objects.about(moved).filter(action="update").get()
    assert entry.changes["工会小组"] == ["心内组", "骨科组"]


def people(*departments):
    """The header and a row for each department, without 工会小组."""
    rows = [
        member_row(str(number), f"张{number}", None, 科室=department)
        for number, department in enumerate(departments, start=1)
    ]
    at = HEADER.index("工会小组")
    return [row[:at] + row[at + 1 :] for row in (HEADER, *rows)]


def test_a_sheet_without_groups_gets_them_from_its_departments(staff, inner, outer):
    page = upload(staff, MEMBER, *people("心内科", "骨科")).content.decode()
    assert "有 2 行没有写工会小组，已按科室确定" in page
    staff.post(page_of(MEMBER), {"commit": "1"})
    found = Member.objects.values_list("staff_no", "union_group__name")
    assert dict(found) == {"1": "心内组", "2": "骨科组"}


def test_one_value_for_all_is_asked_only_for_departments_without_a_group(staff, inner):
    DepartmentFactory(name="院办")
    UnionGroupFactory(name="机关组")
    text = upload(staff, MEMBER, *people("心内科", "院办")).content.decode()
    assert "请选择工会小组：按所选科室不能确定是哪一个" in text
    form = staff.get(page_of(MEMBER, "import_columns")).context["form"]
    assert list(form.fixable) == ["union_group"]


def test_a_transfer_read_from_a_sheet_takes_the_group_along(staff, inner, outer):
    member = MemberFactory(staff_no="7", department=inner, union_group=group_of(inner))
    row = ["7", member.name, "骨科"]
    upload(staff, MEMBER, ["工号", "姓名", "科室"], row)
    page = staff.get(page_of(MEMBER)).content.decode()
    assert "骨科组" in page
    staff.post(page_of(MEMBER), {"commit": "1"})
    member.refresh_from_db()
    assert member.union_group.name == "骨科组"


def test_a_change_of_department_is_part_of_the_members_story(staff, inner, outer):
    member = MemberFactory(department=inner, union_group=group_of(inner))
    staff.post(MEMBER.url("update", member.pk), member_data(member, name="张新"))
    staff.post(
        MEMBER.url("update", member.pk),
        member_data(Member.objects.get(), department=outer.pk),
    )

    assert story(staff, member) == [["科室：心内科 → 骨科"]]


def story(client, member):
    """What the page of the member tells of changes."""
    page = client.get(member.get_absolute_url())
    return [
        entry.texts
        for _, entries in page.context["timeline"].years
        for entry in entries
        if entry.label == "变更"
    ]


def undo_last(client):
    batch = UndoBatch.objects.latest("created_at")
    client.post(reverse("undo", args=[batch.pk]))


def test_a_change_of_department_that_was_undone_never_was(staff, inner, outer):
    member = MemberFactory(department=inner, union_group=group_of(inner))
    carry_out(staff, change(staff, [member], outer))
    assert story(staff, member) == [["科室：心内科 → 骨科"]]

    undo_last(staff)

    assert story(staff, member) == []
    entries = AuditEntry.objects.about(member).values_list("action", flat=True)
    assert list(entries) == ["undo", "update"]


def test_an_undo_takes_only_the_last_change_out_of_the_story(staff, inner, outer):
    member = MemberFactory(department=inner, union_group=group_of(inner))
    carry_out(staff, change(staff, [member], outer))
    carry_out(staff, change(staff, [member], inner))

    undo_last(staff)

    assert story(staff, member) == [["科室：心内科 → 骨科"]]


def test_a_group_that_was_given_with_the_department_stays(inner, outer):
    member = MemberFactory(department=inner, union_group=group_of(inner))
    following = Following(Member)
    before = following.values(member)
    values = {**before, "department": outer}

    assert following.found(values, before) == {"union_group": group_of(outer)}
    assert following.found(values, before, given={"union_group"}) == {}


def test_a_group_that_has_both_departments_stays_without_a_word(inner, outer):
    shared = group_of(inner)
    shared.departments.add(outer)
    outer.union_groups.exclude(pk=shared.pk).get().departments.clear()
    member = MemberFactory(department=inner, union_group=shared)
    following = Following(Member)
    before = following.values(member)

    assert following.found({**before, "department": outer}, before) == {}


def test_a_group_that_was_changed_by_hand_stays(inner, outer):
    member = MemberFactory(department=inner, union_group=UnionGroupFactory())
    following = Following(Member)
    before = following.values(member)
    typed = {"department": outer, "union_group": group_of(inner)}

    assert following.found(typed, before) == {}
