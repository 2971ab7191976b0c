"""Search in the titles and texts of the manual."""

import re
from dataclasses import dataclass
from functools import cache

from django.template.loader import get_template
from django.utils.html import strip_tags
from django.utils.text import normalize_newlines

from .topics import Topic, by_slug

TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
#: Characters before and after the first hit that an excerpt shows.
BEFORE, AFTER = 20, 90


#: More than parts of words ever bring.
EXACT = 1000
CHINESE = re.compile("[\u4e00-\u9fff]+")
#: Parts of questions that say nothing of what is asked about.
EMPTY = {"怎么", "什么", "如何", "么办", "为什", "可以", "不能", "没有", "怎样", "样办"}
#: What people say, and what the manual says.
SYNONYMS = {
    "撤回": "撤销",
    "取消": "撤销",
    "反悔": "撤销",
    "回退": "撤销",
    "导错": "撤销 导入",
    "传错": "撤销 导入",
    "删": "作废",
    "分工会": "工会小组",
    "分会": "工会小组",
    "校验位": "身份证号",
    "重名": "疑似重复",
    "同名": "疑似重复",
    "登不": "登录 密码",
    "调动": "转出 转入",
    "辞职": "退会",
    "发钱": "慰问",
    "报错": "错误",
}


@dataclass(frozen=True)
class Hit:
    """A topic that has to do with the search."""

    topic: Topic
    title: list[tuple[str, bool]]  # its pieces, and whether they were searched for
    excerpt: list[tuple[str, bool]]


@cache
def text_of(topic):
    """The topic as plain text, without mark-up and in one line."""
    source = get_template(topic.template).template.source
    plain = strip_tags(TEMPLATE_CODE.sub("", normalize_newlines(source)))
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|\s{2,}", " ", plain).strip()


def find(text):
    """The hits of ``text``, the best first: topics with all its words, and those with
    parts of them or with what the manual says instead."""
    words = text.split()
    if not words:
        return []
    terms = terms_of(words)
    scores = {topic: score(topic, words, terms) for topic in by_slug().values()}
    least = max(max(scores.values()) / 3, 1)
    found = [topic for topic, points in scores.items() if points >= least]
    found.sort(key=lambda topic: -scores[topic])
    pattern = re.compile("|".join(map(re.escape, terms)), re.IGNORECASE)
    return [
        Hit(
            topic,
            pieces(topic.title, pattern),
            pieces(excerpt(topic, terms), pattern),
        )
        for topic in found
    ]


def terms_of(words):
    """[what is looked for, …], the longest first: the words, what the manual says for
    them, and of Chinese words their parts."""
    terms = {*words}
    for word in words:
        terms.update(meant_by(word))
        for run in CHINESE.findall(word):
            terms.update(parts_of(run))
    return sorted(terms - EMPTY, key=lambda term: (-len(term), term)) or words


def parts_of(run):
    """Each two characters that stand side by side, but for those at the border of two
    words that the manual has: no 入会 in 导入会员."""
    pairs = [run[i : i + 2] for i in range(len(run) - 1)]
    known = [pair in vocabulary() for pair in pairs]
    for place, pair in enumerate(pairs):
        is_border = 0 < place < len(pairs) - 1 and known[place - 1] and known[place + 1]
        if not is_border:
            yield pair


@cache
def vocabulary():
    """What the topics are called, in one text."""
    return "\n".join(f"{t.title} {t.summary} {t.words}" for t in by_slug().values())


def score(topic, words, terms):
    """How well the topic fits: by far best where all words stand in it."""
    title = topic.title.casefold()
    about = f"{topic.summary} {topic.words}".casefold()
    body = text_of(topic).casefold()
    points = 0
    for term in map(str.casefold, terms):
        hits = 8 * (term in title) + 5 * (term in about) + min(body.count(term), 3)
        points += len(term) * hits
    whole = f"{title} {about} {body}"
    if all(
        any(w.casefold() in whole for w in [word, *meant_by(word)]) for word in words
    ):
        points += EXACT
    return points


def meant_by(word):
    """What the manual says for it."""
    meant = (said for known, said in SYNONYMS.items() if known in word)
    return " ".join(meant).split()


def excerpt(topic, terms):
    """What the topic says around the first of ``terms`` in it; else its summary."""
    text = text_of(topic)
    places = (text.casefold().find(term.casefold()) for term in terms)
    place = next((place for place in places if place >= 0), None)
    if place is None:
        return topic.summary
    start, end = max(place - BEFORE, 0), place + AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def pieces(text, pattern):
    """[(piece, whether it is a hit), …], to be marked by the template."""
    result, last = [], 0
    for hit in pattern.finditer(text):
        result += [(text[last : hit.start()], False), (hit[0], True)]
        last = hit.end()
    return [*result, (text[last:], False)]
