"""Which column of a sheet is which field, by the words of its header row."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256

from union.excel import header_key

_IN_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BETWEEN = re.compile("[/／、|或及和]")

#: The last column of a workbook of bad rows.
ERRORS = "错误"
#: The header of a column that says by number or by name who somebody is.
_NUMBER_OR_NAME = re.compile("号$|姓名")
#: Columns that sheets have for the eye only.
NO_DATA = {"序号"}
#: The least of ``readings``.
SPLIT = 2


def guess(
    headers: Iterable[str],
    words: Mapping[str, Sequence[str]],
    persons: Collection[str] = (),
) -> dict[str, str]:
    """{header: field or ""}. ``words`` are what people call a field, best first.

    Where two headers fit a field, the one nearer to its words gets it. A field of
    ``persons`` gets both 工号 and 姓名: what one says is checked by the other.
    """
    headers = [h for h in dict.fromkeys(headers) if h not in ("", ERRORS)]
    known = [
        (name, rank, readings(word))
        for name, others in words.items()
        for rank, word in enumerate(others)
    ]
    fits = sorted(
        (trust, rank, place, name)
        for place, header in enumerate(headers)
        for trust, keys in enumerate(readings(header))
        for name, rank, meant in known
        if keys & meant[min(trust, 1)]
    )
    mapping = dict.fromkeys(headers, "")
    for trust, _, place, name in fits:
        header = headers[place]
        is_other = name in persons and trust < SPLIT and _NUMBER_OR_NAME.search(header)
        if not mapping[header] and (is_other or name not in mapping.values()):
            mapping[header] = name
    return mapping


def readings(header: str) -> tuple[set[str], set[str], set[str]]:
    """What a header may mean, the surest first: as it stands, without brackets (金额
    （元）), and each of the words between which it leaves the choice (手机/电话)."""
    whole = header_key(header)
    bare = _IN_BRACKETS.sub("", whole) or whole
    return {whole}, {bare}, set(_BETWEEN.split(bare)) - {""}


def fingerprint(headers: Iterable[str]) -> str:
    """The same for header rows that differ in blanks, stars and width only, and for
    those of a sheet and of its bad rows."""
    keys = [header_key(header) for header in headers if header != ERRORS]
    return sha256("\n".join(keys).encode()).hexdigest()
