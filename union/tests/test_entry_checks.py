"""What the server says to a field that one has left, and to a member just picked."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.records import ACTIVITY
from activities.tests.factories import ActivityFactory
from members.records import MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from union.models import AuditEntry
from union.tests.test_record_views import ALL, OFFICE, entered
from welfare.models import Consolation
from welfare.records import CONSOLATION, ENROLMENT
from welfare.tests.factories import ConsolationFactory, MutualAidEnrolmentFactory

pytestmark = pytest.mark.django_db

WELFARE = [
    ALL,
    "members.view_member",
    *(
        f"welfare.{action}_{model}"
        for action in ("view", "add", "change")
        for model in ("consolation", "mutualaidenrolment")
    ),
]


@pytest.fixture
def office(login):
    return login(*OFFICE, *WELFARE)


def checked(client, kind, data, *fields, **query):
    address = "&".join(f"field={name}" for name in fields)
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    response = client.post(f"{kind.url('fields')}?{address}{extra}", data)
    assert response.status_code == 200
    return response.json()


@pytest.mark.time_machine(dt.datetime(2025, 6, 1, 4, tzinfo=dt.UTC))
@pytest.mark.parametrize(
    "typed",
    ["20250601", "2025-6-1", "6-1", "今天", "6月1日", "2025.6.1", "２０２５－６－１"],
)
def test_a_date_is_shown_as_it_was_read(office, typed):
    answer = checked(office, CONSOLATION, {"date": typed}, "date")

    assert answer == {"date": {"errors": [], "value": "2025-06-01"}}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1,000", "1000.00"),
        ("１０００", "1000.00"),
        ("1000元", "1000.00"),
        ("￥1，000．5", "1000.50"),
        ("", ""),
    ],
)
def test_an_amount_is_shown_as_it_was_read(office, typed, shown):
    answer = checked(office, CONSOLATION, {"cash_amount": typed}, "cash_amount")

    assert answer == {"cash_amount": {"errors": [], "value": shown}}


def test_a_member_named_by_initials_is_shown_in_full(office):
    MemberFactory(staff_no="1001", name="张伟")

    answer = checked(office, MEMBERSHIP_EVENT, {"member": "zw"}, "member")

    assert answer["member"]["value"] == "1001 张伟"


def test_a_check_says_what_saving_says_and_saves_nothing(office):
    wrong = {"birth_date": "2025-13-01", "id_number": "123"}
    data = entered(**wrong, name="")

    said = checked(office, MEMBER, data, "birth_date", "id_number", "name")
    saving = office.post(MEMBER.url("create"), data).context["form"].errors

    assert {name: item["errors"] for name, item in said.items()} == {
        name: saving[name] for name in ("birth_date", "id_number", "name")
    }
    assert said["name"]["errors"] == ["请填写姓名"]
    assert not MEMBER.model.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_check_says_nothing_of_fields_that_were_not_asked_for(office):
    assert checked(office, MEMBER, {"name": "张伟"}, "name", "pinyin", "x") == {
        "name": {"errors": [], "value": "张伟"}
    }


def test_a_check_does_not_send_a_secret(office):
    member = MemberFactory(phone="13911112222")

    kept = checked(office, MEMBER, {"phone": ""}, "phone", record=member.pk)
    typed = checked(office, MEMBER, {"phone": "139 1111 2222"}, "phone")

    assert kept["phone"] == typed["phone"] == {"errors": [], "value": None}


def test_a_check_of_a_correction_knows_the_record_itself(office):
    member = MemberFactory(id_number="11010519491231002X", sex="female")
    data = {"id_number": "11010519491231002X"}

    same = checked(office, MEMBER, data, "id_number", record=member.pk)
    other = checked(office, MEMBER, data, "id_number")

    assert same["id_number"]["errors"] == []
    assert "该身份证号已登记在" in other["id_number"]["errors"][0]


def test_a_check_needs_the_right_to_enter_or_to_correct(login):
    member = MemberFactory()
    url = f"{MEMBER.url('fields')}?field=name"
    viewer = login("members.view_member", ALL)

    assert viewer.post(url, {"name": ""}).status_code == 403
    assert viewer.post(f"{url}&record={member.pk}", {"name": ""}).status_code == 403
    leader = login("members.view_member", "members.change_member")
    assert leader.post(f"{url}&record={member.pk}", {"name": ""}).status_code == 404


# --- the panel beside the form ---


def panel(client, kind, **query):
    return client.get(kind.url("about"), query).content.decode()


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_the_panel_shows_who_it_is_and_what_there_was_this_year(office):
    member = MemberFactory(
        staff_no="1001", name="张伟", department__name="骨科", phone="13911112222"
    )
    for month in (1, 2):
        ConsolationFactory(
            beneficiary=member,
            date=dt.date(2026, month, 3),
            cash_amount=Decimal("600.00"),
        )
    ConsolationFactory(beneficiary=member, date=dt.date(2025, 2, 3))

    page = panel(office, ENROLMENT, member="1001 张伟")

    assert "骨科" in page
    assert "139****2222" in page
    assert "在会" in page
    assert "2026年" in page
    assert "2 条，共 <strong>1,200.00 元</strong>" in page
    assert "2025-02-03" not in page


def test_the_panel_is_there_when_the_address_or_a_refusal_names_the_member(office):
    member = MemberFactory(staff_no="1001", department__name="骨科")

    new = office.get(f"{ENROLMENT.url('create')}?member={member.pk}")
    refused = office.post(ENROLMENT.url("create"), {"member": "1001"})

    assert new.context["about"]["subject"] == member
    assert refused.context["about"]["subject"] == member
    assert "骨科" in refused.content.decode()


def test_the_panel_says_why_it_shows_nobody(office):
    assert "没有找到会员“9999”" in panel(office, ENROLMENT, member="9999")
    assert "填写会员后，这里显示" in panel(office, ENROLMENT, member="")


def test_the_panel_shows_no_more_than_its_reader_may_see(login):
    member = MemberFactory(staff_no="1001", phone="13911112222")
    ConsolationFactory(beneficiary=member)
    enrol = "welfare.view_mutualaidenrolment"

    clerk = panel(login(enrol, ALL), ENROLMENT, member="1001")
    leader = panel(login(enrol, "members.view_member"), ENROLMENT, member="1001")

    assert member.name in clerk
    assert "139****2222" not in clerk
    assert "慰问" not in clerk
    assert "没有找到会员" in leader
    assert login(ALL).get(ENROLMENT.url("about")).status_code == 403


def test_the_queries_of_panel_and_picker_do_not_grow(office):
    def queries(url, **query):
        with CaptureQueriesContext(connection) as captured:
            assert office.get(url, query).status_code == 200
        return len(captured)

    def all_queries():
        return (
            queries(ENROLMENT.url("about"), member="1001"),
            queries(MEMBER.url("pick"), q="zw"),
        )

    member = MemberFactory(staff_no="1001", name="张伟")
    MutualAidEnrolmentFactory(member=member)
    ConsolationFactory(beneficiary=member)
    all_queries()
    before = all_queries()
    MemberFactory.create_batch(4, name="张薇")
    MutualAidEnrolmentFactory.create_batch(3, member=member)
    ConsolationFactory.create_batch(3, beneficiary=member)

    assert all_queries() == before


# --- the picker ---


@pytest.mark.parametrize("typed", ["1001", "单晓", "shanxiaohong", "sxh", "SXH"])
def test_a_member_is_picked_by_number_name_full_or_short_pinyin(office, typed):
    MemberFactory(staff_no="1001", name="单晓红", department__name="骨科")
    MemberFactory(staff_no="2002", name="王芳")

    found = office.get(MEMBER.url("pick"), {"q": typed}).json()["results"]

    assert found == [{"value": "1001 单晓红", "hint": "骨科　在会"}]


@pytest.mark.parametrize(
    "typed", ["shan xiao hong", "ｓｘｈ", "ｓｈａｎ　ｘｉａｏ", "１００１", "单 晓红"]
)
def test_blanks_and_wide_letters_find_as_well_in_picker_and_search(office, typed):
    MemberFactory(staff_no="1001", name="单晓红")
    MemberFactory(staff_no="2002", name="王芳")

    found = office.get(MEMBER.url("pick"), {"q": typed}).json()["results"]
    (group,) = office.get("/search/", {"q": typed}).context["groups"]

    assert [item["value"] for item in found] == ["1001 单晓红"]
    assert [record.name for record in group[1]] == ["单晓红"]


def test_a_title_with_wide_signs_is_found_as_it_is_written(login):
    ActivityFactory(title="春节联欢（ＫＴＶ）")
    office = login("activities.view_activity")

    for typed in ("（ＫＴＶ）", "联欢（"):
        found = office.get(ACTIVITY.url("pick"), {"q": typed}).json()["results"]
        assert len(found) == 1
        assert len(office.get("/search/", {"q": typed}).context["groups"]) == 1


def test_a_whole_reference_finds_its_record(office):
    MemberFactory(staff_no="1001", name="张伟")

    found = office.get(MEMBER.url("pick"), {"q": "1001　张伟"}).json()["results"]
    other = office.get(MEMBER.url("pick"), {"q": "1001 王芳"}).json()["results"]

    assert [item["value"] for item in found] == ["1001 张伟"]
    assert other == []


def test_two_of_one_name_are_told_apart(office):
    MemberFactory(staff_no="1001", name="张伟", department__name="骨科")
    MemberFactory(staff_no="1002", name="张伟", department__name="外科")

    found = office.get(MEMBER.url("pick"), {"q": "zw"}).json()["results"]

    assert found == [
        {"value": "1001 张伟", "hint": "骨科　在会"},
        {"value": "1002 张伟", "hint": "外科　在会"},
    ]


def test_a_reading_that_was_entered_replaces_the_derived_one(office):
    office.post(
        MEMBER.url("create"), entered(staff_no="1001", name="乐仇", reading="Lè Chóu")
    )

    member = MEMBER.model.objects.get()
    assert (member.reading, member.pinyin) == ("le chou", "lechou")
    assert (member.initials, member.name_order) == ("lc", "le chou 乐仇")
    found = office.get(MEMBER.url("pick"), {"q": "lc"}).json()["results"]
    assert [item["value"] for item in found] == ["1001 乐仇"]


def test_a_reading_that_is_no_pinyin_is_refused(office):
    page = office.post(MEMBER.url("create"), entered(reading="单"))

    assert page.context["form"].errors["reading"] == [
        "“单”不是拼音，应写成 shan xiao hong 这样，音节之间空一格"
    ]


# --- the form itself ---


def test_the_first_field_has_the_focus_unless_there_are_errors(office):
    new = office.get(CONSOLATION.url("create")).content.decode()
    wrong = office.post(CONSOLATION.url("create"), {}).content.decode()

    assert new.count("autofocus") - new.count('type="submit" autofocus') == 1
    assert 'id="id_beneficiary"' in new.partition("autofocus")[2][:300]
    assert "data-focus" in wrong
    assert wrong.count("autofocus") == wrong.count('type="submit" autofocus')


def test_saving_and_adding_another_keeps_what_stays_and_clears_the_rest(office):
    member = MemberFactory(staff_no="1001")
    ConsolationFactory(date=dt.date(2026, 1, 1))  # and with it the standard
    data = {
        "beneficiary": "1001",
        "occasion": "sick",
        "date": "2026-3-2",
        "relation": "self",
        "cash_amount": "200元",
        "visitors": "院领导",
        "headcount": "1",
        "date_precision": "day",
        "again": "1",
    }

    answer = office.post(CONSOLATION.url("create"), data)
    form = office.get(answer.url).context["form"]

    assert Consolation.objects.get(beneficiary=member).amount == Decimal("200.00")
    kept = {name: form[name].value() for name in ("occasion", "date", "visitors")}
    assert kept == {"occasion": "sick", "date": "2026-03-02", "visitors": "院领导"}
    assert not form["beneficiary"].value()
    assert not form["cash_amount"].value()


def test_a_name_that_nobody_has_is_one_error(office):
    sent = {"beneficiary": "9999", "occasion": "sick", "date": "2026-02-03"}

    page = office.post(CONSOLATION.url("create"), sent).content.decode()

    assert "请改正以下" in page
    assert page.count("请填写慰问对象的工号或姓名") == 0
    assert "没有找到会员“9999”" in page
