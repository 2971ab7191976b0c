"""Make the fonts of official documents from Debian packages.

    python -m reports.fonts.build

Needs a Debian system (apt-get, dpkg-deb), fontTools and uharfbuzz. The packages are
unpacked in a temporary folder, nothing is installed. Fandol stays as it is (GPL-3 with
font exception); Noto is cut to what documents need and renamed (OFL-1.1).
"""

import bz2
import gzip
import hashlib
import io
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from reports import fonts

PACKAGES = ("fonts-noto-cjk", "fonts-noto-cjk-extra", "texlive-lang-chinese")
UNICODE = "unicode-data"

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol"
NOTO = "usr/share/fonts/opentype/noto"
NOTO_COPYRIGHT = "usr/share/doc/fonts-noto-cjk/copyright"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
SIMPLIFIED = 2  # the face of Simplified Chinese in Noto's collections

FEATURES = ("halt", "hwid", "vert", "kern", "palt")
ASCENT, DESCENT = 0.88, 0.12  # em, as in Fandol: a fallback must not raise the line

#: Characters of names that 通用规范汉字表 and GB 2312 do not have.
NAME_CHARACTERS = "䶮㛃𬱖𫖮𬬭𬭎喆燚犇堃翀𠅤㑇鿍"
SYMBOL_RANGES = (
    (0x20, 0x7F),
    (0xA0, 0x180),
    (0x2000, 0x2070),
    (0x2460, 0x24EA),
    (0x3000, 0x3040),
    (0x3220, 0x3240),
    (0xFF00, 0xFFF0),
)
HANGUL_AND_YI = (
    (0x1100, 0x1200),
    (0x3130, 0x3190),
    (0xA000, 0xA4D0),
    (0xA960, 0xA980),
    (0xAC00, 0xD800),
)
PAGE_NUMBER = "0123456789— –-"


def main():
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        for package in (*PACKAGES, UNICODE):
            unpack(package, source)
        build(source)


def unpack(package: str, folder: Path) -> None:
    run("apt-get", "download", package, folder=folder)
    archive = next(folder.glob(f"{package}_*.deb"))
    run("dpkg-deb", "-x", archive.name, ".", folder=folder)


def run(*command: str, folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 fixed commands only


def build(source: Path) -> None:
    fandol, noto = source / FANDOL, source / NOTO
    for family in (fonts.FANGSONG, fonts.KAITI):
        fonts.path(family).write_bytes((fandol / fonts.FILES[family]).read_bytes())

    standard = standard_characters(source / UNIHAN)
    drawn_by_fandol = characters(fonts.path(fonts.FANGSONG))
    rare = standard - drawn_by_fandol
    light = noto / "NotoSerifCJK-ExtraLight.ttc"
    rest = characters(light) - drawn_by_fandol - rare - in_ranges(HANGUL_AND_YI)

    cut(noto / "NotoSansCJK-Medium.ttc", standard, fonts.HEITI)
    cut(noto / "NotoSerifCJK-Bold.ttc", standard, fonts.XIAOBIAOSONG)
    cut(noto / "NotoSerifCJK-Regular.ttc", set(map(ord, PAGE_NUMBER)), fonts.PAGE)
    cut(light, rare, fonts.RARE)
    cut(light, rest, fonts.RARE2)

    write_licences(source)
    write_coverage()
    write_checksums()


def in_ranges(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {point for first, end in ranges for point in range(first, end)}


def characters(file: Path) -> set[int]:
    face = SIMPLIFIED if file.suffix == ".ttc" else -1
    with TTFont(file, fontNumber=face, lazy=True) as font:
        return set(font.getBestCmap())


def standard_characters(unihan: Path) -> set[int]:
    """Returns 通用规范汉字表 (8,105), GB 2312 with its symbols, and our additions."""
    gb2312_symbols = {
        ord(character)
        for row in range(0xA1, 0xAA)
        for cell in range(0xA1, 0xFF)
        for character in bytes([row, cell]).decode("gb2312", "ignore")
    }
    han = set()
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        for line in lines:
            point, _, rest = line.partition("\t")
            if rest.startswith(("kTGH\t", "kGB0\t")):
                han.add(int(point.removeprefix("U+"), 16))
    additions = set(map(ord, NAME_CHARACTERS))
    return han | gb2312_symbols | in_ranges(SYMBOL_RANGES) | additions


def cut(collection: Path, wanted: set[int], family: str) -> None:
    """Writes the wanted characters of a Noto collection as a font of our own name."""
    face = hb.Face(hb.Blob.from_file_path(str(collection)), SIMPLIFIED)
    plan = hb.SubsetInput()
    plan.sets(hb.SubsetInputSets.UNICODE).set(wanted & characters(collection))
    features = plan.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    features.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES)
    plan.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    subset = bytes(hb.subset(face, plan).blob.data)

    # Recalculating the bounding boxes of all glyphs would take minutes.
    font = TTFont(
        io.BytesIO(subset), lazy=True, recalcBBoxes=False, recalcTimestamp=False
    )
    set_metrics(font)
    rename(font, family)
    for table in ("DSIG", "BASE", "VORG"):
        if table in font:
            del font[table]
    cut_font = io.BytesIO()
    font.save(cut_font)
    fonts.path(family).write_bytes(cut_font.getvalue())


def set_metrics(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def rename(font: TTFont, family: str) -> None:
    """Gives the cut font its own name and keeps copyright and licence (0, 13, 14)."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 13, 14)]
    values = {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}
    for name_id, value in values.items():
        names.setName(value, name_id, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass = 400
    os2.fsSelection = (os2.fsSelection & ~0x21) | 0x40  # regular: not bold, not italic
    font["head"].macStyle = 0


def write_licences(source: Path) -> None:
    fandol = source / FANDOL_LICENCE
    licence = gzip.decompress((fandol / "COPYING.gz").read_bytes())
    (fonts.FOLDER / "FANDOL-COPYING.txt").write_bytes(licence)
    (fonts.FOLDER / "FANDOL-README.txt").write_bytes((fandol / "README").read_bytes())
    (fonts.FOLDER / "NOTO-OFL.txt").write_text(noto_licence(source), encoding="utf-8")


def noto_licence(source: Path) -> str:
    """Returns the fonts' own copyright line and the licence text of the package."""
    collection = source / NOTO / "NotoSerifCJK-Bold.ttc"
    with TTFont(collection, fontNumber=SIMPLIFIED, lazy=True) as font:
        notice = font["name"].getDebugName(0)
    paragraphs = (source / NOTO_COPYRIGHT).read_text(encoding="utf-8").split("\n\n")
    licence = next(text for text in paragraphs if text.startswith("License: SIL-1.1"))
    lines = [line.removeprefix(" ") for line in licence.splitlines()[1:]]
    text = "\n".join("" if line == "." else line for line in lines)
    return f"{notice}\n\n{text}\n"


def write_coverage() -> None:
    """Writes the characters that some font shows as hexadecimal ranges, one a line."""
    points = sorted(set.union(*(characters(fonts.path(f)) for f in fonts.FILES)))
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    lines = [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in ranges]
    (fonts.FOLDER / "coverage.txt").write_text("\n".join(lines) + "\n", "ascii")


def write_checksums() -> None:
    files = sorted(
        file for kind in ("*.otf", "*.txt") for file in fonts.FOLDER.glob(kind)
    )
    sums = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    text = "".join(
        f"{total}  {file.name}\n" for total, file in zip(sums, files, strict=True)
    )
    (fonts.FOLDER / "SHA256SUMS").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
