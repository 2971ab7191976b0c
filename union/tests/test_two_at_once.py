"""Two people, two clicks, two of the same: told in words, and nothing is lost."""

import pytest
from django.utils import timezone

from members.models import Department, Member, MembershipEvent
from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
)
from union import actions
from union.accounts.command_line import COMMAND_LINE
from union.errors import RuleViolation

from .test_record_views import OFFICE, entered, member_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(*OFFICE)


def test_a_number_that_is_taken_is_told_in_the_form(office):
    MemberFactory(staff_no="1001")

    page = office.post(MEMBER.url("create"), entered(staff_no="1001"))

    assert page.context["form"].non_field_errors() == ["该工号已登记"]


def test_a_number_of_a_voided_record_is_free_again(office):
    member = MemberFactory(staff_no="1001")
    actions.void(member, actor=COMMAND_LINE, reason="重复")

    office.post(MEMBER.url("create"), entered(staff_no="1001"))

    assert Member.objects.valid().get().staff_no == "1001"


def test_who_is_slower_than_the_check_of_the_form_is_told_the_same(office):
    form = MEMBER.form(entered(staff_no="1001"), user=office.user)
    assert form.is_valid()
    MemberFactory(staff_no="1001")

    with pytest.raises(RuleViolation, match="该工号已登记"):
        actions.create(form.save(commit=False), actor=office.user)


def test_a_rule_that_speaks_up_while_saving_keeps_the_form(office, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuleViolation({"name": "刚刚被登记", "pinyin": "不在表单上"})

    monkeypatch.setattr(actions, "follow_up", refuse)

    page = office.post(MEMBER.url("create"), entered(name="张伟"))

    form = page.context["form"]
    assert form.errors == {"name": ["刚刚被登记"], "__all__": ["不在表单上"]}
    assert "<h1>新增会员</h1>" in page.content.decode()
    assert not Member.objects.exists()


def test_the_second_of_two_clicks_is_not_told_of_its_own_number(office):
    data = entered(staff_no="1001", id_number="11010519491231002X", sex="female")
    first = office.post(MEMBER.url("create"), data)

    second = office.post(MEMBER.url("create"), data, follow=True)

    assert second.redirect_chain == [(first.url, 302)]
    assert "没有重复登记" in second.content.decode()


def test_a_record_whose_place_is_taken_cannot_come_back(office):
    first = DepartmentFactory(name="内科")
    actions.void(first, actor=COMMAND_LINE, reason="重复")
    DepartmentFactory(name="内科")

    page = office.post(DEPARTMENT.url("restore", first.pk))

    assert "已有同名科室" in page.content.decode()
    assert Department.objects.valid().count() == 1


def test_nobody_voids_what_they_have_not_seen(office):
    member = MemberFactory(name="王芳")
    url = MEMBER.url("void", member.pk)
    seen = office.get(url).context["record"].version
    office.post(MEMBER.url("update", member.pk), member_data(member, name="王方"))

    page = office.post(url, {"reason": "重复", "version": seen})

    assert page.status_code == 409
    assert "请核对最新内容后再办理" in page.content.decode()
    assert "重复" in page.content.decode()
    member.refresh_from_db()
    assert not member.is_void


def test_a_record_of_a_voided_department_can_still_be_corrected(office):
    member = MemberFactory(name="王芳")
    # No longer possible by the page; older data may hold it.
    Department.objects.update(voided_at=timezone.now())
    url = MEMBER.url("update", member.pk)

    assert "撤并" not in office.get(url).content.decode()
    office.post(url, member_data(member, name="王方"))

    member.refresh_from_db()
    assert (member.name, member.department.is_void) == ("王方", True)
    choices = office.get(MEMBER.url("create")).context["form"].fields["department"]
    assert member.department not in choices.queryset


def test_what_others_name_cannot_be_voided():
    member = MemberFactory()

    with pytest.raises(RuleViolation, match="还有 1 条会员用到它"):
        actions.void(member.department, actor=COMMAND_LINE, reason="撤并")


def test_a_whole_takes_its_parts_out_of_the_lists_with_it():
    member = MemberFactory()

    actions.void(member, actor=COMMAND_LINE, reason="重复登记")

    assert not MembershipEvent.objects.valid().filter(member=member).exists()


def test_the_address_of_a_form_tells_no_name_of_another_group(login):
    client = login(*(f"members.{do}_membershipevent" for do in ("view", "add")))
    member = MemberFactory(name="欧阳喆", staff_no="7777")

    page = client.get(MEMBERSHIP_EVENT.url("create"), {"member": member.pk})

    assert "欧阳喆" not in page.content.decode()
    assert "7777" not in page.content.decode()


def test_the_next_form_keeps_the_person_not_who_has_that_number(office, monkeypatch):
    monkeypatch.setattr(MEMBERSHIP_EVENT.form, "sticky", ("member", "from_org"))
    other = MemberFactory()
    member = MemberFactory(staff_no=str(other.pk), name="王芳")
    data = {"change_type": "retire", "date": "2026-01-05", "again": "1"}

    response = office.post(
        MEMBERSHIP_EVENT.url("create"),
        {**data, "member": member.staff_no, "from_org": "007"},
    )
    form = office.get(response.url).context["form"]

    assert form["member"].value() == f"{other.pk} 王芳"
    assert form["from_org"].value() == "007"


def test_two_texts_of_a_secret_are_told_masked_under_the_stored_name(office):
    member = MemberFactory(staff_no="1001", name="王芳", phone="13800000001")
    data = member_data(member)
    office.post(MEMBER.url("update", member.pk), {**data, "phone": "13900001111"})

    page = office.post(
        MEMBER.url("update", member.pk),
        {**data, "name": "王芬芳", "phone": "13700002222"},
    )

    assert page.status_code == 409
    assert page.context["conflict"]["手机"] == ["139****1111", "137****2222"]
    assert ">王芳</a> › <span>修改</span>" in page.content.decode()


def test_two_texts_with_the_same_mask_are_told_apart(office):
    member = MemberFactory(phone="13800000001")
    data = member_data(member)
    office.post(MEMBER.url("update", member.pk), {**data, "phone": "13911112222"})

    page = office.post(
        MEMBER.url("update", member.pk), {**data, "phone": "13900002222"}
    )

    assert page.context["conflict"]["手机"] == [
        "139****2222",
        "139****2222（隐去的几位有改动）",
    ]
