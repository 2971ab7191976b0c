"""The words by which our own workbooks and the reader know each other."""

import re

from union.values import clean_text, to_half_width

#: The sheet of rules and the sheet of drop-down choices of a template; never read.
NOTES_TITLE = "填写说明"
CHOICES_TITLE = "选项"
#: A row whose first cell starts so shows how to fill in the sheet; never read.
SAMPLE_MARK = "示例"

_REQUIRED_MARK = re.compile(r"[(（]必填[)）]|[*＊]")


def header_text(text: str) -> str:
    """A header as it is meant: one line, without blanks, stars and （必填）."""
    return re.sub(r"\s", "", _REQUIRED_MARK.sub("", clean_text(text)))


def header_key(text: str) -> str:
    """Equal for headers that differ in blanks, stars, width and case only."""
    return to_half_width(header_text(text)).casefold()
