"""The fonts of official documents: their files, their names, what they show.

`build.py` makes everything in this folder from Debian packages. Family names are the
names inside the font files, so that WeasyPrint and resvg find the same faces.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

FANGSONG = "FandolFang R"  # 仿宋: text
KAITI = "FandolKai"  # 楷体: headings of the second level
HEITI = "GW HeiTi"  # 黑体: headings of the first level, tables, charts
XIAOBIAOSONG = "GW XiaoBiaoSong"  # 小标宋: titles
PAGE = "GW Page"  # 宋体: page numbers
RARE = "GW Rare"  # what Fandol lacks of 通用规范汉字表, and symbols
RARE2 = "GW Rare2"  # every other character of Noto Serif CJK SC

FILES = {
    FANGSONG: "FandolFang-Regular.otf",
    KAITI: "FandolKai-Regular.otf",
    HEITI: "GWHeiTi.otf",
    XIAOBIAOSONG: "GWXiaoBiaoSong.otf",
    PAGE: "GWPage.otf",
    RARE: "GWRare.otf",
    RARE2: "GWRare2.otf",
}

#: Asked in this order when the font of a role has no glyph.
FALLBACKS = (RARE, RARE2, FANGSONG)


def path(family):
    return FOLDER / FILES[family]


@cache
def coverage():
    """Returns the characters that some font shows, as a frozenset of code points."""
    points = set()
    for line in (FOLDER / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)
