import hashlib

import pytest
from fontTools.ttLib import TTFont

from reports import fonts

from .documents_sample import RARE


def test_files_are_those_that_were_built():
    listed = {}
    for line in (fonts.FOLDER / "SHA256SUMS").read_text().splitlines():
        total, name = line.split("  ")
        listed[name] = total
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for pattern in ("*.otf", "*.txt")
        for file in fonts.FOLDER.glob(pattern)
    }

    assert found == listed
    assert set(fonts.FILES.values()) <= set(listed)


@pytest.mark.parametrize("family", fonts.FILES)
def test_family_is_the_name_in_the_file(family):
    with TTFont(fonts.path(family)) as font:
        assert font["name"].getDebugName(1) == family


@pytest.mark.parametrize("family", fonts.FILES)
def test_all_fonts_have_the_same_ascent_so_that_none_raises_a_line(family):
    with TTFont(fonts.path(family)) as font:
        metrics = font["hhea"]
        assert (metrics.ascent, metrics.descent) == (880, -120)


def test_coverage_names_exactly_the_characters_of_the_fonts():
    drawn = set()
    for family in fonts.FILES:
        with TTFont(fonts.path(family)) as font:
            drawn |= set(font.getBestCmap())

    assert fonts.coverage() == drawn


def test_rare_characters_of_names_are_covered():
    assert {ord(character) for character in RARE} <= fonts.coverage()
    assert ord("\U000323af") not in fonts.coverage()


@pytest.mark.parametrize(
    ("file", "licence"),
    [
        ("NOTO-OFL.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("FANDOL-COPYING.txt", "if you create a document which uses this font"),
    ],
)
def test_licences_lie_beside_the_fonts(file, licence):
    assert licence in (fonts.FOLDER / file).read_text(encoding="utf-8")
