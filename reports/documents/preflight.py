"""Looks at the characters of a document before it is written.

Control characters are refused, invisible ones are dropped, and what no font of ours can
show is named: a PDF never holds an empty box.
"""

from unicodedata import category

from reports import fonts

from .model import Document, texts, with_texts

NON_BREAKING_HYPHEN = "\u2011"  # no font has it, and looking for one takes a minute
IDEOGRAPHIC_SPACE = "\u3000"


class DocumentError(ValueError):
    """What keeps a document from being written, in words for the user."""


def prepared(document: Document) -> Document:
    """Returns the document with clean texts; refuses control characters.

    Tabs and odd spaces become spaces, all line ends `\\n`; variation selectors and
    marks of direction or width, which no reader sees, are dropped.
    """
    used = _characters(document)
    forbidden = sorted(filter(_is_forbidden, used))
    if forbidden:
        raise DocumentError(
            f"文中有不能写入文件的控制字符（{_code_points(forbidden)}），请删除后重试。"
        )
    changes = {ord(c): replacement for c in used if (replacement := _instead(c)) != c}
    return with_texts(
        document, lambda text: "\n".join(text.splitlines()).translate(changes)
    )


def printable(document: Document) -> Document:
    """Returns the prepared document; raises DocumentError if a glyph is missing."""
    document = prepared(document)
    missing = sorted(_unknown(_characters(document)))
    if missing:
        named = "、".join(
            f"{character}（U+{ord(character):04X}）" for character in missing
        )
        raise DocumentError(
            f"下列字符没有可用的字体，不能写入 PDF：{named}。"
            "请改用其他字，或生成 DOCX。"
        )
    return document


def _characters(document: Document) -> set[str]:
    return set().union(*texts(document))


def _unknown(characters: set[str]) -> set[str]:
    return {c for c in characters - {"\n"} if ord(c) not in fonts.coverage()}


def _is_forbidden(character: str) -> bool:
    """Says if it is a control character, half a surrogate or no character at all."""
    point = ord(character)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
        return True
    return category(character) in ("Cc", "Cs") and character not in "\t\n\r"


def _instead(character: str) -> str:
    if character == NON_BREAKING_HYPHEN:
        return "-"
    if character == "\t" or (
        category(character) == "Zs" and character != IDEOGRAPHIC_SPACE
    ):
        return " "
    return "" if _is_invisible(character) else character


def _is_invisible(character: str) -> bool:
    point = ord(character)
    selector = 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF
    return selector or category(character) == "Cf"


def _code_points(characters: list[str]) -> str:
    return "、".join(f"U+{ord(character):04X}" for character in characters)
