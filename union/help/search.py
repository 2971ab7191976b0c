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


@dataclass(frozen=True)
class Hit:
    """A topic with all words of the search."""

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
    """The hits of ``text``, those with its words in the title first."""
    words = text.split()
    if not words:
        return []
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    found = [topic for topic in by_slug().values() if has_all(topic, words)]
    found.sort(key=lambda topic: -len(pattern.findall(topic.title)))
    return [
        Hit(
            topic,
            pieces(topic.title, pattern),
            pieces(excerpt(topic, pattern), pattern),
        )
        for topic in found
    ]


def has_all(topic, words):
    whole = f"{topic.title} {topic.summary} {topic.words} {text_of(topic)}".casefold()
    return all(word.casefold() in whole for word in words)


def excerpt(topic, pattern):
    """What the topic says around the first hit; else its summary."""
    text = text_of(topic)
    hit = pattern.search(text)
    if hit is None:
        return topic.summary
    start, end = max(hit.start() - BEFORE, 0), hit.end() + AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def pieces(text, pattern):
    """[(piece, whether it is a hit), …], to be marked by the template."""
    result, last = [], 0
    for hit in pattern.finditer(text):
        result += [(text[last : hit.start()], False), (hit[0], True)]
        last = hit.end()
    return [*result, (text[last:], False)]
