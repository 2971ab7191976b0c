"""The generic pages, tried on members: what a person does and sees."""

import datetime as dt
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from congress.tests.factories import ProposalFactory
from members.models import Member, MembershipEvent
from members.records import MEMBER
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    MembershipEventFactory,
    UnionGroupFactory,
)
from union import audit
from union.models import AuditEntry, UndoBatch
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ALL = "members.view_all_groups"
OFFICE = [
    ALL,
    *(
        f"members.{action}_{model}"
        for action in ("view", "add", "change", "delete", "export")
        for model in ("member", "membershipevent", "department")
    ),
]


@pytest.fixture
def office(login):
    return login(*OFFICE)


def entered(**values):
    return {
        "staff_no": "1001",
        "name": "张伟",
        "sex": "male",
        "department": DepartmentFactory().pk,
        "union_group": UnionGroupFactory().pk,
        "job": "doctor",
        "employment_type": "contract",
        "joined_on": "2026-03-20",
        "join_source": "new_staff",
        "submission": str(uuid4()),
        **values,
    }


# --- entering ---


def test_what_is_entered_is_saved_and_logged(office):
    response = office.post(MEMBER.url("create"), entered())

    member = Member.objects.get()
    assert response.url == member.get_absolute_url()
    assert member.created_by == office.user
    entry = AuditEntry.objects.get()
    assert entry.action == AuditEntry.Action.CREATE
    assert entry.changes["姓名"] == ["", "张伟"]


def test_what_is_entered_can_be_taken_back_from_the_log(office):
    office.post(MEMBER.url("create"), entered())

    done = UndoBatch.objects.get()
    assert AuditEntry.objects.about(Member.objects.get()).get().batch == done.pk
    assert done.title == "新增会员“张伟”"


def test_the_same_form_sent_twice_makes_one_record(office):
    data = entered()

    office.post(MEMBER.url("create"), data)
    data["staff_no"] = "1002"
    second = office.post(MEMBER.url("create"), data, follow=True)

    assert Member.objects.count() == 1
    assert "没有重复登记" in second.content.decode()


def test_a_form_sent_back_keeps_all_that_was_typed_and_leads_to_the_errors(office):
    wrong = {"staff_no": "", "birth_date": "2025-13-01", "id_number": "123"}
    data = entered(**wrong, note="一段备注")

    page = office.post(MEMBER.url("create"), data).content.decode()

    assert 'href="#id_staff_no"' in page
    assert 'value="2025-13-01"' in page
    assert "“2025-13-01”不是有效日期：没有 13 月" in page
    assert "一段备注" in page
    assert 'value="123"' in page
    assert 'aria-invalid="true"' in page
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"sex": ""}, {"id_number"}),
        ({"sex": "", "birth_date": "2099-01-01"}, {"id_number", "birth_date"}),
    ],
)
def test_a_wrong_id_number_is_not_asked_for_what_it_would_tell(office, values, wrong):
    data = entered(id_number="11010519491231002", **values)

    page = office.post(MEMBER.url("create"), data)

    assert page.context["form"].errors.keys() == wrong


def test_saving_and_adding_another_keeps_the_sticky_fields(office):
    data = entered()

    response = office.post(MEMBER.url("create"), {**data, "again": "1"})
    form = office.get(response.url).context["form"]

    assert form["department"].value() == data["department"]
    assert form["joined_on"].value() == "2026-03-20"
    assert not form["staff_no"].value()


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("２０２６０３２０", dt.date(2026, 3, 20)),
        ("2026年3月20日", dt.date(2026, 3, 20)),
        ("2026/3/20", dt.date(2026, 3, 20)),
    ],
)
def test_dates_are_taken_as_people_type_them(office, typed, saved):
    office.post(MEMBER.url("create"), entered(joined_on=typed))

    assert Member.objects.get().joined_on == saved


@pytest.mark.parametrize("name", ["张\x01伟", "张\ufffe伟", "张" * 60])
def test_a_name_that_cannot_be_printed_is_refused(office, name):
    response = office.post(MEMBER.url("create"), entered(name=name))

    assert response.status_code in {200, 400}
    assert not Member.objects.exists()


def test_a_rare_character_survives_from_form_to_list_and_sheet(office):
    office.post(MEMBER.url("create"), entered(name="𬱖㛃"))

    assert "𬱖㛃" in office.get(MEMBER.url("list")).content.decode()
    sheet = exported(office, MEMBER.url("list"))
    assert sheet["B2"].value == "𬱖㛃"


# --- correcting ---


def member_data(member, **values):
    names = ("staff_no", "name", "sex", "job", "employment_type")
    return {
        **{name: getattr(member, name) for name in names},
        "department": member.department_id,
        "union_group": member.union_group_id,
        "birth_date": member.birth_date,
        "hire_date": member.hire_date,
        "version": member.version,
        **values,
    }


def test_a_correction_logs_old_and_new_and_nothing_else(office):
    member = MemberFactory(name="王芳")

    office.post(MEMBER.url("update", member.pk), member_data(member, name="王方"))

    entry = AuditEntry.objects.get()
    assert entry.changes == {"姓名": ["王芳", "王方"]}
    page = office.get(member.get_absolute_url()).content.decode()
    assert "<del>王芳</del> → <ins>王方</ins>" in page


def test_the_second_of_two_editors_sees_both_versions_and_keeps_the_text(office):
    member = MemberFactory(name="王芳")
    mine = member_data(member, name="王方", note="我的备注")
    office.post(MEMBER.url("update", member.pk), member_data(member, name="王芬"))

    response = office.post(MEMBER.url("update", member.pk), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert response.context["conflict"]["姓名"] == ["王芬", "王方"]
    assert "我的备注" in page
    member.refresh_from_db()
    assert member.name == "王芬"

    office.post(
        MEMBER.url("update", member.pk),
        {**mine, "version": response.context["form"].data["version"]},
    )
    member.refresh_from_db()
    assert (member.name, member.version) == ("王方", 3)


@pytest.mark.parametrize("version", ["", "x", "0", "²", "9" * 5000, "-1", "1.0"])
def test_a_form_without_its_version_overwrites_nothing(office, version):
    member = MemberFactory(name="王芳")
    data = member_data(member, name="王方", version=version)

    assert office.post(MEMBER.url("update", member.pk), data).status_code == 409


def test_only_the_right_word_of_a_secret_is_kept_or_changed(office):
    member = MemberFactory(phone="13911112222")

    office.post(
        MEMBER.url("update", member.pk), member_data(member, name="王方", phone="")
    )
    member.refresh_from_db()
    assert member.phone == "13911112222"

    data = member_data(member, phone="-")
    office.post(MEMBER.url("update", member.pk), data)
    member.refresh_from_db()
    assert member.phone == ""
    assert "13911112222" not in str(list(AuditEntry.objects.values_list("changes")))


def test_a_voided_record_cannot_be_corrected(office):
    member = MemberFactory()
    office.post(MEMBER.url("void", member.pk), {"reason": "重复"})

    page = office.get(MEMBER.url("update", member.pk), follow=True)

    assert page.redirect_chain == [(member.get_absolute_url(), 302)]
    assert "这条记录已作废，不能修改" in page.content.decode()


# --- secrets ---


def test_a_secret_is_shown_once_for_a_reason_that_is_logged(login):
    client = login("members.view_member", "members.reveal_member", ALL)
    member = MemberFactory(phone="13911112222")
    url = MEMBER.url("reveal", member.pk, "phone")

    assert "13911112222" not in client.get(url).content.decode()
    assert "13911112222" not in client.post(url, {"reason": ""}).content.decode()
    shown = client.post(url, {"reason": "通知领取慰问品"}).content.decode()

    assert "13911112222" in shown
    entry = AuditEntry.objects.get()
    assert entry.action == AuditEntry.Action.REVEAL
    assert entry.note == "手机；原因：通知领取慰问品"


def test_a_secret_needs_its_own_right(office):
    member = MemberFactory(phone="13911112222")

    response = office.post(MEMBER.url("reveal", member.pk, "phone"), {"reason": "看看"})

    assert response.status_code == 403


# --- the log ---


def test_the_log_shows_who_changed_what_and_leads_there(office, login):
    office.post(MEMBER.url("create"), entered())
    auditor = login("union.view_auditentry", "members.view_member", ALL)

    page = auditor.get("/audit/", {"q": "张伟"}).content.decode()

    assert Member.objects.get().get_absolute_url() in page
    assert office.user.name in page


def test_the_log_hides_records_that_the_reader_may_not_open(login):
    member = MemberFactory(name="单无双")
    audit.log(UserFactory(), AuditEntry.Action.VOID, member)
    admin = login("union.view_auditentry")

    assert "单无双" not in admin.get("/audit/").content.decode()
    assert login().get("/audit/").status_code == 403


def test_a_decided_record_is_not_decided_again(login):
    proposal = ProposalFactory(status="filed")
    chair = login("congress.view_proposal", "congress.decide_proposal", ALL)

    page = chair.get(f"{proposal.get_absolute_url()}file/", follow=True)

    assert "不需要再立案" in page.content.decode()


# --- lists ---


def exported(client, url, **query):
    response = client.get(url, {**query, "export": "xlsx"})
    return load_workbook(BytesIO(b"".join(response.streaming_content))).active


def test_the_export_is_the_filtered_list(office):
    MemberFactory(name="甲", sex="male")
    MemberFactory(name="乙", sex="female")

    sheet = exported(office, MEMBER.url("list"), sex="female")

    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["乙"]


@pytest.mark.parametrize("text", ["dws", "danws", "单无双", "1001", "单"])
def test_a_member_is_found_by_every_way_of_naming(office, text):
    member = MemberFactory(staff_no="1001", name="单无双")
    MemberFactory(staff_no="2002", name="王芳")
    if text.startswith("da"):
        text = "shanwus"
    if text == "dws":
        text = "sws"

    found = office.get(MEMBER.url("list"), {"q": text}).context["object_list"]
    picked = office.get(MEMBER.url("pick"), {"q": text}).json()["results"]
    searched = office.get("/search/", {"q": text}).content.decode()

    assert list(found) == [member]
    assert [item["value"] for item in picked] == ["1001 单无双"]
    assert member.get_absolute_url() in searched


def test_a_filter_that_makes_no_sense_is_told_not_ignored(office):
    MemberFactory()

    page = office.get(MEMBER.url("list"), {"in_union_on": "昨天以前"})

    assert page.status_code == 200
    assert not page.context["rows"]
    assert "筛选条件有误" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "text"),
    [({}, "还没有会员"), ({"q": "没有这个人"}, "还没有会员")],
)
def test_an_empty_list_says_what_to_do(office, query, text):
    assert text in office.get(MEMBER.url("list"), query).content.decode()


def test_a_search_without_hits_offers_to_clear_the_filters(office):
    MemberFactory()

    page = office.get(MEMBER.url("list"), {"q": "没有这个人"}).content.decode()

    assert "没有符合条件的会员" in page
    assert "清除筛选，看全部" in page


def test_who_may_not_enter_is_told_whom_to_ask(login):
    page = login("members.view_member", ALL).get(MEMBER.url("list")).content.decode()

    assert "请联系工会干事" in page
    assert MEMBER.url("create") not in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_any_page_number_shows_a_page(office, page):
    MemberFactory()

    assert office.get(MEMBER.url("list"), {"page": page}).status_code == 200


def test_voided_records_are_listed_apart_for_who_may_restore_them(office, login):
    member = MemberFactory()
    office.post(MEMBER.url("void", member.pk), {"reason": "重复"})

    assert list(office.get(MEMBER.url("list")).context["object_list"]) == []
    voided = office.get(MEMBER.url("list"), {"voided": "1"})
    assert list(voided.context["object_list"]) == [member]


def test_the_page_of_a_record_shows_what_belongs_to_it(office):
    event = MembershipEventFactory()

    page = office.get(event.member.get_absolute_url())

    assert event.get_absolute_url() in page.content.decode()
    assert MembershipEvent.objects.filter(member=event.member).count() == 2
