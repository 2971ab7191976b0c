"""Which column of a sheet is which field, by the words of its header row."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from union.excel import CellError, cell_text, header_key
from union.values import to_half_width

_IN_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
#: A unit that is none of ours: 3 under 金额（万元） is no three yuan.
_OTHER_UNIT = re.compile(
    r"[(（\[【](?:单位[:：]?)?(?:[十百千万亿]+[元人]?|角|美元|港元)[)）\]】]"
)
_BETWEEN = re.compile("[/／、|或及和]")
_WHOLE = re.compile("[0-9]{1,5}$")

#: The last column of a workbook of bad rows.
ERRORS = "错误"
#: The header of a column that says by number or by name who somebody is.
_NUMBER_OR_NAME = re.compile("号$|姓名")
#: What columns are called that number the rows of a list for the eye only; those in
#: ``_ALSO_COUNT`` may as well be a number by which something is known.
_COUNT = {"序号", "序", "行号", "顺序号"}
_ALSO_COUNT = {"编号", "no", "no.", "№"}
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
    （元）), and each of the words between which it leaves the choice (手机/电话). With
    another unit than ours it means what it says as it stands, and nothing else."""
    whole = header_key(header)
    if _OTHER_UNIT.search(whole):
        return {whole}, set(), set()
    bare = _IN_BRACKETS.sub("", whole) or whole
    return {whole}, {bare}, set(_BETWEEN.split(bare)) - {""}


def may_count(header: str) -> bool:
    """Whether a column of this name may do no more than number the rows."""
    return header_key(header) in _COUNT | _ALSO_COUNT


def counts_rows(header: str, cells: Iterable[object]) -> bool:
    """Whether it does: its filled cells are 1, 2, 3, …; of 序号 some may be missing, as
    where a list was filtered."""
    texts = [cell_text(cell).strip() for cell in cells if is_filled(cell)]
    numbers = [int(text) for text in map(to_half_width, texts) if _WHOLE.match(text)]
    if not numbers or len(numbers) < len(texts) or not may_count(header):
        return False
    if header_key(header) in _COUNT:
        return all(one < other for one, other in pairwise(numbers))
    return numbers == list(range(1, len(numbers) + 1))


def is_filled(cell: object) -> bool:
    return cell not in (None, "") and not isinstance(cell, CellError)


def fingerprint(headers: Iterable[str]) -> str:
    """The same for header rows that differ in blanks, stars and width only, and for
    those of a sheet and of its bad rows."""
    keys = [header_key(header) for header in headers if header != ERRORS]
    return sha256("\n".join(keys).encode()).hexdigest()
