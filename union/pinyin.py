"""Pinyin of names: the full reading and the initials by which a name is found."""

import re
import unicodedata
from functools import cache

from django.core.exceptions import ValidationError

from .values import to_half_width

#: Surnames that are read otherwise than the same character elsewhere.
SURNAMES = {
    "薄": "bo",
    "卜": "bu",
    "谌": "chen",
    "种": "chong",
    "都": "du",
    "繁": "po",
    "盖": "ge",
    "句": "gou",
    "郇": "xun",
    "黑": "he",
    "华": "hua",
    "纪": "ji",
    "角": "jue",
    "阚": "kan",
    "隗": "wei",
    "乐": "yue",
    "缪": "miao",
    "牟": "mu",
    "佴": "nai",
    "能": "nai",
    "乜": "nie",
    "粘": "nian",
    "区": "ou",
    "朴": "piao",
    "覃": "qin",
    "仇": "qiu",
    "郄": "qie",
    "阙": "que",
    "任": "ren",
    "单": "shan",
    "折": "she",
    "召": "shao",
    "宿": "su",
    "洗": "xian",
    "解": "xie",
    "员": "yun",
    "贠": "yun",
    "尉": "wei",
    "应": "ying",
    "曾": "zeng",
    "查": "zha",
    "翟": "zhai",
    "祭": "zhai",
    "占": "zhan",
    "秘": "bi",
    "藏": "zang",
}

#: Surnames of two characters.
COMPOUND_SURNAMES = {
    "单于": ("chan", "yu"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
    "第五": ("di", "wu"),
    "东方": ("dong", "fang"),
    "东郭": ("dong", "guo"),
    "独孤": ("du", "gu"),
    "端木": ("duan", "mu"),
    "公孙": ("gong", "sun"),
    "公冶": ("gong", "ye"),
    "赫连": ("he", "lian"),
    "呼延": ("hu", "yan"),
    "皇甫": ("huang", "fu"),
    "令狐": ("ling", "hu"),
    "闾丘": ("lv", "qiu"),
    "万俟": ("mo", "qi"),
    "慕容": ("mu", "rong"),
    "南宫": ("nan", "gong"),
    "南门": ("nan", "men"),
    "欧阳": ("ou", "yang"),
    "濮阳": ("pu", "yang"),
    "上官": ("shang", "guan"),
    "申屠": ("shen", "tu"),
    "司空": ("si", "kong"),
    "司马": ("si", "ma"),
    "司徒": ("si", "tu"),
    "太史": ("tai", "shi"),
    "拓跋": ("tuo", "ba"),
    "完颜": ("wan", "yan"),
    "西门": ("xi", "men"),
    "夏侯": ("xia", "hou"),
    "鲜于": ("xian", "yu"),
    "轩辕": ("xuan", "yuan"),
    "尉迟": ("yu", "chi"),
    "宇文": ("yu", "wen"),
    "乐正": ("yue", "zheng"),
    "钟离": ("zhong", "li"),
    "诸葛": ("zhu", "ge"),
    "宗政": ("zong", "zheng"),
    "淳于": ("chun", "yu"),
}


def surname_of(name: str) -> str:
    """The first character, or two for 欧阳 and its like."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]


def pinyin_of(name: str, reading: str = "") -> tuple[str, str]:
    """("zhangwei", "zw") for 张伟, in small letters.

    Letters and digits stay, blanks and dots go; a character without a known reading
    stands for itself. A ``reading`` that a person gave, “shan xiao hong”, comes first.
    """
    syllables = reading.split() or _syllables(name)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def name_order(name: str, reading: str = "") -> str:
    """“zhang wei 张伟”: in this order names stand surname by surname."""
    return " ".join([*(reading.split() or _syllables(name)), name])


_LETTERS = re.compile(r"[a-z]+( [a-z]+)*")


def parse_reading(text: str) -> str:
    """“Shàn xiǎo-hóng” → "shan xiao hong"; lǚ is written lv.

    Raises ValidationError where that is no pinyin.
    """
    plain = unicodedata.normalize("NFD", to_half_width(text).lower())
    plain = plain.replace("u\u0308", "v").replace("-", " ").replace("'", " ")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = " ".join(plain.split())
    if not _LETTERS.fullmatch(plain):
        raise ValidationError(
            f"“{text[:40]}”不是拼音，应写成 shan xiao hong 这样，音节之间空一格",
            code="invalid_reading",
        )
    return plain


def _syllables(name: str) -> list[str]:
    surname = surname_of(name)
    if len(surname) == 2:
        syllables = list(COMPOUND_SURNAMES[surname])
    else:
        syllables = [SURNAMES.get(surname) or _syllable(surname)] if surname else []
    return syllables + [_syllable(character) for character in name[len(surname) :]]


@cache
def _syllable(character: str) -> str:
    # Imported late: it loads its dictionaries, which most commands never need.
    from pypinyin import lazy_pinyin

    category = unicodedata.category(character)
    if category[0] in "PSZ" or category == "Cc":  # punctuation, signs, blanks, controls
        return ""
    return "".join(lazy_pinyin(character)).lower() or character
