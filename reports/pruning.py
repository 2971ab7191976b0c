"""Dropping from a text what has no number: “转入2人、转出—人” becomes “转入2人”.

A clause whose token has no value goes with its punctuation; where nothing with a
token is left of a list, a clause or a sentence, the whole of it goes.
"""

import re
from collections.abc import Callable

from .tokens import RECORD, TOKEN, WORDS

#: Ends of sentences, of their parts, of clauses, of the items of a list.
LEVELS = ("。！？", "；", "，", "、")
CLAUSES = 2  # from this level on, parts without a number make no sense alone
#: What introduces a list stands before its first item, whichever that is.
LEAD = re.compile(r"[^{}]*?(?:其中|包括|分别为|：)")
BRACKETS = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”")
HIDDEN = 0xE000  # where a text keeps its brackets meanwhile: private characters

IsEmpty = Callable[[str], bool]


def prune(text: str, is_empty: IsEmpty) -> str:
    """Returns the text without what depends on tokens for which ``is_empty(name)``."""
    lines = (prune_line(line, is_empty) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def prune_line(line, is_empty):
    """One paragraph: sentences, and records that are whole sentences themselves."""
    kept = []
    for part in re.split(r"(\{\{[a-z]+:\d+\}\})", line):
        name = part[2:-2] if part.startswith("{{") else ""
        if RECORD.fullmatch(name):
            kept.append("" if is_empty(name) else part)
        else:
            kept.append(prune_part(part, is_empty))
    return "".join(kept)


def prune_part(text, is_empty):
    hidden = []

    def hide(match):
        inner = match[0]
        if TOKEN.search(inner):
            pruned = prune_level(inner[1:-1], is_empty, 0)
            inner = f"{inner[0]}{pruned}{inner[-1]}" if pruned else ""
        hidden.append(inner)
        return chr(HIDDEN + len(hidden) - 1)

    text = prune_level(BRACKETS.sub(hide, text), is_empty, 0)
    return re.sub(
        f"[{chr(HIDDEN)}-{chr(HIDDEN + len(hidden))}]",
        lambda match: hidden[ord(match[0]) - HIDDEN],
        text,
    )


def prune_level(text, is_empty, level):
    """The text without its empty parts between the marks of this level and deeper."""
    names = TOKEN.findall(text)
    if not any(is_empty(name) for name in names):
        return text
    if level == len(LEVELS):
        return ""
    marks = LEVELS[level]
    pieces = re.findall(f"([^{marks}]+)([{marks}]?)", text)
    kept, lead = [], ""
    for part, mark in pieces:
        left = prune_level(part, is_empty, level + 1)
        if left:
            kept.append([lead + left, mark])
            lead = ""
        elif level == len(LEVELS) - 1 and not kept:
            lead = lead or lead_of(part)
    if not kept or (level >= CLAUSES and not any(has_figure(p) for p, _ in kept)):
        return ""
    if kept[-1][1] != pieces[-1][1]:
        kept[-1][1] = pieces[-1][1]  # the last mark ends the sentence, whoever is last
    return "".join(part + mark for part, mark in kept)


def has_figure(text):
    """Whether the text quotes a number or a record, not only words of the year."""
    return any(name not in WORDS for name in TOKEN.findall(text))


def lead_of(part):
    found = LEAD.match(part)
    return found[0] if found else ""
