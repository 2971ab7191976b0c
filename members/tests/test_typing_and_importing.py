"""The same rows typed into the form and read from a sheet are stored the same."""

import datetime as dt

import pytest

from members.models import Member, MembershipEvent
from members.records import MEMBER, MEMBERSHIP_EVENT
from union import actions
from union.accounts.command_line import COMMAND_LINE
from union.excel import Row, Sheet
from union.imports.commit import commit

from .factories import DepartmentFactory, MemberFactory, UnionGroupFactory

pytestmark = pytest.mark.django_db

PERSON = {
    "工号": "1001",
    "姓名": "欧阳喆",
    "性别": "男",
    "科室": "内科",
    "工会小组": "一组",
    "岗位类别": "医师",
    "用工形式": "在编",
    "入会日期": "2026-03-20",
    "入会来源": "新员工",
}
#: A published test vector of GB 11643-1999, not a person's number.
ID_NUMBER = {"姓名": "单丹", "性别": "女", "身份证号": "11010519491231002X"}
ID_LOWER = "１１０１０５ 19491231 002x"

#: What differs from PERSON in each row: as it is typed, and as it stands in a cell
#: where that is something else.
MEMBERS = [
    ({}, {}),
    ({"出生日期": "1985-5-6", "入职日期": "2019年12月1日"}, {}),
    ({"出生日期": "1985.05.06", "入职日期": "20191201"}, {"入职日期": 20191201}),
    ({"出生日期": "１９８５/5/6"}, {"出生日期": dt.date(1985, 5, 6)}),
    ({"入会日期": "2026-3-20"}, {"入会日期": dt.datetime(2026, 3, 20, 0, 0)}),
    ({"农民工": "是", "劳模": "否"}, {}),
    ({"农民工": "是", "劳模": "否"}, {"农民工": True, "劳模": False}),
    ({"农民工": "否"}, {"农民工": None}),
    (ID_NUMBER, {}),
    ({**ID_NUMBER, "身份证号": ID_LOWER, "出生日期": "1949-12-31"}, {}),
    ({"手机": "139 1111 2222"}, {"手机": 13911112222}),
    ({"工号": "20181234"}, {"工号": 20181234.0}),
    ({"工号": "007", "备注": "  先后\u200b两次\u3000"}, {}),
    ({"姓名": "买买提·艾力", "备注": "=1+1"}, {}),
    ({"姓名": "𬱖㛃", "备注": "第一行\n第二行"}, {}),
    ({"实名登记日期": "", "手机": "", "备注": ""}, {}),
]

RETIREMENT = {"会员": "2001", "变动类型": "退休", "日期": "2026-03-01"}
EVENTS = [
    ({}, {}),
    ({"会员": "2001 张伟", "日期": "2026年3月1日"}, {"日期": dt.date(2026, 3, 1)}),
    ({"会员": "张伟 2001", "批准依据": "工会委员会2026年第1次会议"}, {}),
    ({"会员": "2001"}, {"会员": 2001.0}),
    ({"本人自愿": "否", "备注": "按政策办理"}, {"本人自愿": False}),
    ({"本人自愿": "是"}, {"本人自愿": None}),
    ({"变动类型": "转出", "转往单位": "市二院工会"}, {}),
    ({"变动类型": "转出", "转往单位": "市二院工会"}, {"变动类型": "transfer_out"}),
]

#: Rows that both ways must refuse, and the field that is wrong.
REFUSED_MEMBERS = [
    ({"工号": ""}, "staff_no"),
    ({"姓名": "张" * 51}, "name"),
    ({"性别": ""}, "sex"),
    ({"科室": ""}, "department"),
    ({"入会日期": ""}, "joined_on"),
    ({"入会日期": "2026-02-30"}, "joined_on"),
    ({"入职日期": "1899-12-31"}, "hire_date"),
    ({"出生日期": "2012-01-01"}, "joined_on"),
    ({"身份证号": "11010519491231002X", "性别": "男"}, "sex"),
    ({"身份证号": "110105194912310021"}, "id_number"),
    ({"身份证号": "11010519491231002X", "出生日期": "1950-01-01"}, "birth_date"),
    ({"手机": "1391111"}, "phone"),
    ({"备注": "字" * 501}, "note"),
]
REFUSED_EVENTS = [
    ({"会员": ""}, "member"),
    ({"会员": "9999"}, "member"),
    ({"变动类型": "恢复会籍"}, "change_type"),
    ({"变动类型": "转出"}, "to_org"),
    ({"变动类型": "入会"}, "source"),
]


@pytest.fixture(autouse=True)
def _house():
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    MemberFactory(staff_no="2001", name="张伟", joined_on=dt.date(2020, 1, 1))


def typed(kind, row):
    """The form with ``row`` typed in, as a browser would send it."""
    blank = kind.form(user=COMMAND_LINE)
    names = {str(field.label): name for name, field in blank.fields.items()}
    data = {name: blank[name].initial for name in blank.fields}
    for label, text in row.items():
        data[names[label]] = sent(blank.fields[names[label]], text)
    return kind.form(
        {k: v for k, v in data.items() if v not in (None, False)}, user=COMMAND_LINE
    )


def sent(field, text):
    """A box is ticked or not; a list sends the value behind its label."""
    if text in ("是", "否") and not hasattr(field, "choices"):
        return text == "是"
    choices = {str(label): value for value, label in getattr(field, "choices", ())}
    return str(choices.get(text, text))


def planned(kind, row):
    """What an import makes of the row: numbers, days and ticks as a sheet has them."""
    cells = [value if value != "" else None for value in row.values()]
    sheet = Sheet(kind.name, 1, list(row), [Row(2, cells)])
    importer = kind.importer(kind, COMMAND_LINE)
    return importer, importer.plan(sheet)


def stored(record):
    """Every column but those that tell when, and which number."""
    record.refresh_from_db()
    left_out = {"id", "created_at", "updated_at"}
    return {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if field.name not in left_out
    }


def by_typing(kind, row):
    form = typed(kind, row)
    assert form.is_valid(), form.errors
    record = actions.create(form.save(commit=False), actor=COMMAND_LINE)
    values = stored(record), after(record)
    undo(record)
    return values


def by_importing(kind, row):
    importer, plan = planned(kind, row)
    assert list(plan.error_texts()) == []
    commit(importer, plan)
    record = plan.rows[0].record
    return stored(record), after(record)


def after(record):
    """What followed from saving it."""
    if isinstance(record, Member):
        [event] = record.events.all()
        return {k: v for k, v in stored(event).items() if k != "member"}
    return stored(Member.objects.get(staff_no="2001"))


def undo(record):
    """Take the typed record away, so that the sheet finds the same house."""
    if isinstance(record, Member):
        record.events.all().delete()
        record.delete()
        return
    record.delete()
    Member.objects.update(status="active", version=1)


def ids(cases):
    return [str(number) for number, _ in enumerate(cases)]


@pytest.mark.parametrize(("text", "cells"), MEMBERS, ids=ids(MEMBERS))
def test_a_member_is_the_same_typed_or_imported(text, cells):
    row = {**PERSON, **text}

    assert by_typing(MEMBER, row) == by_importing(MEMBER, {**row, **cells})


@pytest.mark.parametrize(("text", "cells"), EVENTS, ids=ids(EVENTS))
def test_an_event_is_the_same_typed_or_imported(text, cells):
    row = {**RETIREMENT, **text}

    assert by_typing(MEMBERSHIP_EVENT, row) == by_importing(
        MEMBERSHIP_EVENT, {**row, **cells}
    )


def test_what_is_compared_is_what_was_meant():
    row = {**PERSON, **MEMBERS[9][0], "农民工": "是", "工号": "007"}

    values, event = by_importing(MEMBER, row)

    assert values["id_number"] == "11010519491231002X"
    assert values["birth_date"] == dt.date(1949, 12, 31)
    assert (values["staff_no"], values["is_migrant_worker"]) == ("007", True)
    assert (values["pinyin"], values["initials"]) == ("shandan", "sd")
    assert (event["date"], event["change_type"]) == (dt.date(2026, 3, 20), "join")


def refused_by_typing(kind, row):
    form = typed(kind, row)
    assert not form.is_valid()
    return list(form.errors)


def refused_by_importing(kind, row):
    importer, plan = planned(kind, row)
    labels = {label: name for name, label in importer.labels.items()}
    [bad] = plan.rows
    return [labels[header] for header, _, _ in bad.errors]


@pytest.mark.parametrize(("text", "name"), REFUSED_MEMBERS)
def test_a_member_is_refused_typed_or_imported(text, name):
    row = {**PERSON, **text}

    assert refused_by_typing(MEMBER, row) == [name]
    assert refused_by_importing(MEMBER, row) == [name]


@pytest.mark.parametrize(("text", "name"), REFUSED_EVENTS)
def test_an_event_is_refused_typed_or_imported(text, name):
    row = {**RETIREMENT, **text}

    assert refused_by_typing(MEMBERSHIP_EVENT, row) == [name]
    assert refused_by_importing(MEMBERSHIP_EVENT, row) == [name]
    assert MembershipEvent.objects.count() == 1


def test_a_day_out_of_reach_is_refused_in_a_cell_as_in_a_box():
    far = {**PERSON, "实名登记日期": "9999-12-31"}

    assert refused_by_typing(MEMBER, far) == ["registered_on"]
    assert refused_by_importing(
        MEMBER, {**far, "实名登记日期": dt.date(9999, 12, 31)}
    ) == ["registered_on"]
