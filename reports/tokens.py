"""Figure tokens in the text of a report: {{members_total}} stands for 643人.

Stored text names figures by key, a form shows them by label. A token is looked up in
fixed dictionaries and nothing else: no expression is ever evaluated.
"""

import re
from collections import Counter

from django.core.exceptions import ValidationError

from .registry import FIGURES
from .sentences import SOURCES

TOKEN = re.compile(r"\{\{([^{}\n]{0,80})\}\}")
RECORD = re.compile(r"([a-z]+):(\d{1,18})")

#: Words that differ from union to union and from year to year.
WORDS = {
    "year": "年度",
    "plan_year": "下年度",
    "as_of": "数据截止日",
    "during": "统计期",
    "channels": "公开形式",
    "self_word": "自称",
    "superior": "上级工会",
    "party": "党组织",
    "thought": "指导思想",
}


def unique_labels():
    """{key: label}, except where two figures have the same label."""
    times = Counter(figure.label for figure in FIGURES)
    labels = {f.key: f.label for f in FIGURES if times[f.label] == 1}
    return labels | WORDS


LABELS = unique_labels()
KEYS = {label: key for key, label in LABELS.items()}
KNOWN = {figure.key for figure in FIGURES} | set(WORDS)


def shown(text):
    """The text as a form shows it: {{会员总数}}."""
    return TOKEN.sub(lambda m: "{{" + LABELS.get(m[1], m[1]) + "}}", text)


def stored(text):
    """The text as it is kept: {{members_total}}. Raises ValidationError that names
    each token that means nothing."""
    unknown = []

    def replace(match):
        name = match[1].strip()
        key = KEYS.get(name, name)
        if key not in KNOWN and not is_record(key):
            unknown.append(match[0])
        return "{{" + key + "}}"

    text = TOKEN.sub(replace, text)
    if unknown:
        names = "、".join(dict.fromkeys(unknown))
        raise ValidationError(
            f"没有名为 {names} 的数据，请从右侧“可用数据”中选择，或删去花括号"
        )
    return text


def is_record(name):
    found = RECORD.fullmatch(name)
    return bool(found) and found[1] in SOURCES


def names_in(text):
    """The token names in the text, in order."""
    return TOKEN.findall(text)


def records_in(texts):
    """{source: {pk, …}} of the records whose sentences the texts quote."""
    found = {}
    for text in texts:
        for name in names_in(text):
            match = RECORD.fullmatch(name)
            if match and match[1] in SOURCES:
                found.setdefault(match[1], set()).add(int(match[2]))
    return found
