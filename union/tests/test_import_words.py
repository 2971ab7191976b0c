"""Words of a sheet that name nothing: asked once, then remembered."""

import pytest

from members.models import Member
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, UnionGroupFactory
from union.imports.suggestions import suggest
from union.models import ImportBatch, RememberedValues
from welfare.records import CONSOLATION

from .test_import_pages import OFFICE, page_of, upload

HEADER = [
    "工号",
    "姓名",
    "性别",
    "科室",
    "工会小组",
    "岗位类别",
    "用工形式",
    "入会日期",
    "入会来源",
]
TAIL = ["一组", "医师", "在编", "2026-03-20", "新员工"]


def row(number, name, sex, department):
    return [number, name, sex, department, *TAIL]


@pytest.fixture
def office(login):
    DepartmentFactory(name="心血管内科")
    DepartmentFactory(name="神经外科")
    UnionGroupFactory(name="一组")
    return login(*OFFICE)


def upload_members(office, number="1001"):
    return upload(
        office,
        MEMBER,
        HEADER,
        row(number, "张伟", "男生", "心内"),
        row(f"{number}1", "李娜", "女", "心内"),
        row(f"{number}2", "王芳", "女", "神经外科"),
    )


def asked(page):
    return [
        (item.label, item.word, len(item.rows)) for item in page.context["form"].rows()
    ]


def proposed(page):
    return [item.field.value() for item in page.context["form"].rows()]


@pytest.mark.parametrize(
    ("word", "names", "likely"),
    [
        ("男生", ["男", "女"], "男"),
        ("心内", ["心血管内科", "神经内科", "骨科"], "心血管内科"),
        ("正式工", ["在编", "正式", "合同"], "正式"),
        ("内科", ["内科一病区", "内科二病区"], ""),  # either may be meant
        ("后勤", ["心血管内科", "骨科"], ""),
    ],
)
def test_what_stands_out_is_proposed_and_nothing_else(word, names, likely):
    assert suggest(word, names).likely == likely


def test_all_names_can_be_reached_the_likest_first():
    found = suggest("心内科", ["骨科", "神经内科", "心血管内科"])

    assert found.similar[0] == "心血管内科"
    assert sorted(found.similar + found.others) == ["心血管内科", "神经内科", "骨科"]


@pytest.mark.django_db
def test_each_unknown_word_is_asked_once_with_its_rows_and_a_proposal(office):
    page = upload_members(office)

    assert asked(page) == [("性别", "男生", 1), ("科室", "心内", 2)]
    assert proposed(page) == ["男", "心血管内科"]
    assert not Member.objects.exists()


@pytest.mark.django_db
def test_nothing_is_taken_for_another_word_before_it_is_confirmed(office):
    upload_members(office)

    preview = office.get(page_of(MEMBER))

    assert preview.context["counts"]["error"] == 2
    assert "还有 2 种写法系统不认识" in preview.content.decode()


@pytest.mark.django_db
def test_confirmed_words_are_read_as_what_they_mean(office):
    upload_members(office)

    preview = office.post(
        page_of(MEMBER, "import_words"),
        {"word_0": "男", "word_1": "心血管内科"},
        follow=True,
    )
    office.post(page_of(MEMBER), {"commit": "1"})

    assert preview.context["counts"]["new"] == 3
    assert "“心内”当作“心血管内科”（2 行）" in preview.content.decode()
    assert Member.objects.get(staff_no="1001").department.name == "心血管内科"


@pytest.mark.django_db
def test_a_word_that_means_nothing_stays_an_error_and_is_asked_again_next_time(office):
    upload_members(office)
    words = {"word_0": "男", "word_1": ""}
    preview = office.post(page_of(MEMBER, "import_words"), words, follow=True)
    assert preview.context["counts"] == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "error": 2,
    }

    again = upload_members(office, "2001")

    assert asked(again) == [("科室", "心内", 2)]


@pytest.mark.django_db
def test_words_are_remembered_for_the_next_sheet_and_told(office):
    upload_members(office)
    words = {"word_0": "男", "word_1": "心血管内科"}
    office.post(page_of(MEMBER, "import_words"), words)

    preview = upload_members(office, "2001")

    assert preview.context["counts"]["new"] == 3
    assert "性别“男生”当作“男”（1 行）" in preview.content.decode()
    asked_again = office.post(page_of(MEMBER), {"words": "again"}, follow=True)
    assert len(asked(asked_again)) == 2


@pytest.mark.django_db
def test_words_are_remembered_for_their_person_only(office, login):
    upload_members(office)
    words = {"word_0": "男", "word_1": "心血管内科"}
    office.post(page_of(MEMBER, "import_words"), words)

    page = upload_members(login(*OFFICE), "2001")

    assert len(asked(page)) == 2


@pytest.mark.django_db
def test_a_name_that_is_gone_is_asked_again(office):
    upload_members(office)
    own = ImportBatch.objects.get()
    RememberedValues.objects.create(
        user=own.user, kind=own.kind, values={"department": {"心内": "心病科"}}
    )

    page = upload_members(office, "2001")

    assert ("科室", "心内", 2) in asked(page)


@pytest.mark.django_db
def test_a_department_that_is_missing_can_be_entered(office):
    page = upload_members(office).content.decode()

    assert 'href="/members/departments/new/"' in page
    assert "没有这个科室？去登记" in page


@pytest.mark.django_db
def test_a_person_is_never_taken_for_another(login):
    """A wrong 工号 is an error of its row: one answer for all could pay another."""
    client = login("members.view_all_groups", "welfare.add_consolation")
    header = ["工号", "事由", "日期", "慰问金（元）"]

    page = upload(client, CONSOLATION, header, ["99999", "患病", "2026-03-02", 100])

    assert "种写法系统不认识" not in page.content.decode()
    assert client.get(page_of(CONSOLATION)).context["errors"][0].advice == (
        "没有找到会员，请核对后重填；还没有入会的，先登记为会员；"
        "不是会员的不写姓名，按集体慰问登记（新增页面的对象说明）"
    )
