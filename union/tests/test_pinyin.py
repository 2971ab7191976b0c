import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from union.pinyin import name_order, parse_reading, pinyin_of, surname_of


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张伟", "zhangwei", "zw"),
        ("吕布", "lvbu", "lb"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("曾国藩", "zengguofan", "zgf"),
        ("仇英", "qiuying", "qy"),
        ("区寄", "ouji", "oj"),
        ("查良镛", "zhaliangyong", "zly"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("朴树", "piaoshu", "ps"),
        ("解缙", "xiejin", "xj"),
        ("任静", "renjing", "rj"),
        ("华佗", "huatuo", "ht"),
        ("乐嘉", "yuejia", "yj"),
        ("缪红", "miaohong", "mh"),
        ("翟志刚", "zhaizhigang", "zzg"),
        ("谌红", "chenhong", "ch"),
        ("尉红", "weihong", "wh"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("万俟卨", "moqixie", "mqx"),
        ("买买提·吐尔逊", "maimaitituerxun", "mmttex"),
        ("张 伟", "zhangwei", "zw"),
        ("Tom李", "tomli", "toml"),
        ("", "", ""),
    ],
)
def test_names_are_read_as_names(name, full, initials):
    assert pinyin_of(name) == (full, initials)


def test_a_reading_that_a_person_gave_comes_first():
    assert pinyin_of("单晓红", "dan xiao hong") == ("danxiaohong", "dxh")
    assert name_order("单晓红", "dan xiao hong") == "dan xiao hong 单晓红"


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("shan xiaohong", "shan xiaohong"),
        ("Shàn Xiǎo-Hóng", "shan xiao hong"),
        ("ｓｈａｎ　ｈｏｎｇ", "shan hong"),
        ("lǚ xi'an", "lv xi an"),
    ],
)
def test_a_reading_is_taken_as_people_write_it(typed, reading):
    assert parse_reading(typed) == reading


@pytest.mark.parametrize("typed", ["单", "shan3", "a,b", " "])
def test_what_is_no_pinyin_is_told(typed):
    with pytest.raises(ValidationError, match="不是拼音，应写成 shan xiao hong 这样"):
        parse_reading(typed)


def test_only_a_surname_is_read_as_a_surname():
    assert pinyin_of("王单")[0] == "wangdan"


@pytest.mark.parametrize("rare", ["𠮷", "\ue000", "𬱖"])
def test_rare_characters_survive(rare):
    full, initials = pinyin_of(f"张{rare}")
    assert full.startswith("zhang")
    assert len(full) > 5
    assert len(initials) == 2


@given(st.text(st.characters(codec="utf-8"), max_size=10))
def test_any_name_has_a_reading_without_blanks(name):
    full, initials = pinyin_of(name)
    assert full == full.lower()
    assert len(initials) <= len(full)
    assert "".join(full.split()) == full


def test_a_double_surname_is_one():
    assert surname_of("欧阳娜娜") == "欧阳"
    assert surname_of("欧娜") == "欧"
