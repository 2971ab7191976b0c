"""Plain questions find what the manual says in other words."""

import pytest

from union.help.search import find


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("撤回", "undo"),
        ("怎么撤回导入", "import-errors"),
        ("导错了", "import-errors"),
        ("分工会怎么登记", "start"),
        ("忘了密码怎么办", "password"),
        ("会员退休如何办理", "leave"),
        ("批量导入会员名册", "import"),
    ],
)
def test_a_plain_question_finds_its_topic_among_the_first(asked, slug):
    assert slug in [hit.topic.slug for hit in find(asked)][:3]


@pytest.mark.parametrize(
    ("asked", "slug"),
    [("如何导入会员", "import"), ("会员导入", "import"), ("办理入会", "join")],
)
def test_words_that_stand_side_by_side_make_no_third(asked, slug):
    assert find(asked)[0].topic.slug == slug


@pytest.mark.parametrize("asked", ["身份证校验位不对", "分工会", "删掉一条", "重名"])
def test_no_plain_question_goes_without_an_answer(asked):
    assert find(asked) != []


def test_what_is_not_about_the_office_finds_nothing():
    assert find("xyzzy") == []
