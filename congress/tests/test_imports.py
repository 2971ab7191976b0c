import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from congress.models import CongressSession, DisclosureItem, Proposal
from congress.records import CONGRESS_SESSION, DISCLOSURE_ITEM, PROPOSAL
from members.tests.factories import DepartmentFactory, MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.errors import RuleViolation
from union.excel import read_sheets
from union.imports.commit import commit
from union.tests.factories import UserFactory

from .factories import CongressSessionFactory, DisclosureItemFactory, ProposalFactory

pytestmark = pytest.mark.django_db


def plan(kind, *rows, user=COMMAND_LINE):
    """What an import of ``rows``, the first of them the headers, would do."""
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    file.seek(0)
    importer = kind.importer(kind, user)
    return importer, importer.plan(next(iter(read_sheets(file))))


def imported(kind, *rows):
    importer, planned = plan(kind, *rows)
    assert list(planned.error_texts()) == []
    commit(importer, planned)
    return planned.counts


def errors(kind, *rows):
    _, planned = plan(kind, *rows)
    return [text for row in planned.rows for text in row.error_texts()]


SESSION_HEADERS = ["会议类型", "届", "次", "日期", "日期精度", "应到代表", "实到代表"]


def test_a_session_is_imported_and_known_again():
    row = ["职代会", 7, 7, "2026年3月20日", "下午", 60, "53名"]
    usual = ["答复期限（天）", "附议人数要求"]

    assert (
        imported(CONGRESS_SESSION, SESSION_HEADERS + usual, [*row, 60, 2])["new"] == 1
    )
    again = imported(CONGRESS_SESSION, SESSION_HEADERS, [*row[:-1], 54])

    session = CongressSession.objects.get()
    assert again["changed"] == 1
    assert session.name == "第七届第七次职工代表大会"
    assert session.short_name == "七届七次职代会"
    assert session.date_text == "3月20日下午"
    assert session.delegates_present == 54
    assert (session.reply_days, session.seconders_required) == (60, 2)


def test_a_sheet_with_the_same_session_under_another_number_is_refused():
    CongressSessionFactory(session_no=7)
    other = CongressSessionFactory(session_no=8)

    texts = errors(CONGRESS_SESSION, ["编号", "次"], [other.pk, 7])

    assert texts == ["第2行「次」：该届次的这种会议已登记"]


LATER = pytest.mark.time_machine(dt.datetime(2027, 1, 4, 4, tzinfo=dt.UTC))
PAPER_HEADERS = [
    "届次",
    "提案号",
    "种类",
    "类别",
    "案由",
    "提案人",
    "附议人",
    "提交日期",
]


def paper_row(number, **values):
    row = [
        "七届七次职代会",
        number,
        "提案",
        "护理",
        "增加夜班护士",
        "1001",
        "李娜、王芳",
    ]
    return [*row, values.get("submitted_on", "2026-03-10")]


@pytest.fixture
def session():
    MemberFactory(staff_no="1001")
    return CongressSessionFactory(term_no=7, session_no=7)


def test_papers_without_a_number_are_numbered_in_the_order_of_the_sheet(session):
    ProposalFactory(session=session, number=3)

    imported(PROPOSAL, PAPER_HEADERS, paper_row(None), paper_row(None), paper_row(9))

    new = Proposal.objects.exclude(number=3).order_by("pk")
    assert list(new.values_list("number", "status")) == [
        (10, "submitted"),
        (11, "submitted"),
        (9, "submitted"),
    ]


def test_the_same_sheet_again_changes_nothing(session):
    sheet = [PAPER_HEADERS, paper_row(1), paper_row(2)]
    imported(PROPOSAL, *sheet)

    assert imported(PROPOSAL, *sheet)["unchanged"] == 2
    assert Proposal.objects.count() == 2


@LATER
def test_a_paper_of_the_past_brings_its_handling_along(session):
    department = DepartmentFactory(name="护理部")
    headers = [
        *PAPER_HEADERS,
        *["审查结果", "承办部门", "交办日期", "答复日期", "办理结果", "提案人反馈"],
        "办结日期",
    ]
    handled = [
        "立案",
        "护理部",
        "2026-04-01",
        "2026-05-08",
        "已解决",
        "满意",
        "2026-06-01",
    ]

    imported(PROPOSAL, headers, [*paper_row(1), *handled, "2026-06-01"])

    proposal = Proposal.objects.get()
    assert proposal.status == "closed"
    assert proposal.handling_department == department
    assert proposal.replied_on == dt.date(2026, 5, 8)


@pytest.mark.time_machine(dt.datetime(2026, 12, 31, 4, tzinfo=dt.UTC))
def test_a_paper_of_this_year_is_not_imported_as_decided(session):
    headers = [*PAPER_HEADERS, "审查结果"]

    row = [*paper_row(1), "立案"]
    _, by_person = plan(PROPOSAL, headers, row, user=UserFactory(role="staff"))
    _, by_command = plan(PROPOSAL, headers, row)

    (text,) = by_person.error_texts()
    assert "本年的提案请提交后由主席审查" in text
    assert list(by_command.error_texts()) == []


def test_the_handling_of_a_known_paper_is_no_matter_of_sheets(session):
    ProposalFactory(session=session, number=1, accepted=True)

    (text,) = errors(
        PROPOSAL, ["届次", "提案号", "审查结果"], ["七届七次职代会", 1, "转意见建议"]
    )

    assert "不能用导入修改" in text


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["八届一次职代会", *paper_row(1)[1:]], "没有找到职代会会议“八届一次职代会”"),
        ([*paper_row(1)[:6], "李娜", "2026-03-10"], "须有 2 名以上附议人，现有 1 名"),
        ([*paper_row(1)[:3], "食堂", *paper_row(1)[4:]], "“食堂”不在选项中"),
    ],
)
def test_a_row_that_cannot_be_a_paper_says_why(session, row, message):
    (text,) = errors(PROPOSAL, PAPER_HEADERS, row)

    assert text.startswith("第2行")
    assert message in text


def test_a_number_is_given_once_in_a_session(session):
    ProposalFactory(session=session, number=1)
    other = ProposalFactory(session=session, number=2)

    texts = errors(PROPOSAL, ["编号", "提案号"], [other.pk, 1])

    assert texts == ["第2行「提案号」：本届次已有 1 号提案"]


def test_a_paper_sees_the_numbers_of_those_before_it(session):
    first, second = (
        Proposal(session=session, number=5, title=title, kind="opinion")
        for title in ("增加夜班护士", "增设饮水点")
    )
    facts = Proposal.gather_facts([first, second])
    first.check_rules(facts)
    facts.add(first)

    with pytest.raises(RuleViolation, match="本届次已有 5 号提案"):
        second.check_rules(facts)


DISCLOSED_HEADERS = ["公开日期", "公开事项", "公开类别", "公开形式"]
DISCLOSED = ["2026-05-06", "疗休养安排", "职工切身利益"]
CHECKED = "已完成保密和隐私审查"


def test_channels_are_read_in_any_order_and_with_any_comma():
    headers = [*DISCLOSED_HEADERS, CHECKED]

    imported(DISCLOSURE_ITEM, headers, [*DISCLOSED, "局域网，公开栏", "是"])

    assert DisclosureItem.objects.get().channels == "公开栏、局域网"


@pytest.mark.parametrize(
    ("channels", "checked", "message"),
    [
        ("公开栏、抖音", "是", "没有“抖音”这种公开形式，可填：职代会、公开栏、"),
        ("", "是", "不能空着，请填写"),
        ("公开栏", "否", "公开前须完成保密和个人隐私审查"),
    ],
)
def test_a_disclosure_that_cannot_stand_says_why(channels, checked, message):
    headers = [*DISCLOSED_HEADERS, CHECKED]

    (text,) = errors(DISCLOSURE_ITEM, headers, [*DISCLOSED, channels, checked])

    assert message in text


def test_a_disclosure_is_known_by_its_day_and_title():
    DisclosureItemFactory(title="疗休养安排", disclosed_on=dt.date(2026, 5, 6))

    again = imported(
        DISCLOSURE_ITEM,
        ["公开日期", "公开事项", "监督人"],
        ["2026-05-06", "疗休养安排", "经审委员会"],
    )

    assert again["changed"] == 1
    assert DisclosureItem.objects.get().supervised_by == "经审委员会"
