"""Text with tokens, made readable: words, and numbers that lead to their rows."""

from dataclasses import dataclass, replace

from .pruning import prune
from .tokens import TOKEN, WORDS
from .wording import value_text


@dataclass(frozen=True)
class Piece:
    """A run of text; ``url`` leads to the rows behind it, ``key`` is its token."""

    text: str
    key: str = ""
    url: str = ""
    definition: str = ""
    now: str = ""  # what the records say today instead of what was signed


def paragraphs(text, content):
    """The text's paragraphs as lists of pieces, without what has no number."""
    pruned = prune(text, lambda name: is_empty(name, content))
    return [list(pieces(line, content)) for line in pruned.split("\n") if line.strip()]


def plain(text, content):
    """The same as plain strings."""
    return ["".join(p.text for p in line) for line in paragraphs(text, content)]


def is_empty(name, content):
    if name in ("channels", "thought"):  # words that a year may have none of
        return not content.texts.words.get(name)
    if name in WORDS or name in content.sentences:
        return False
    return content.number(name) is None


def pieces(line, content):
    for index, part in enumerate(TOKEN.split(line)):
        if index % 2:
            yield piece_of(part, content)
        elif part:
            yield Piece(part)


def piece_of(name, content):
    if name in WORDS:
        return Piece(content.texts.words[name], key=name)
    sentence = content.sentences.get(name)
    if sentence:
        return Piece(sentence.text, key=name, url=sentence.url)
    value, style = content.values[name], content.texts.style
    text = value_text(value, style)
    exact = value_text(value, replace(style, rounds=False))
    definition = f"{value.figure.label}：{value.figure.definition}"
    return Piece(
        text,
        key=name,
        url=content.url(value),
        definition=definition if text == exact else f"{definition}；合计{exact}",
        now=content.now.get(name, ""),
    )
