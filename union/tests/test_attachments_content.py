"""What may be attached, by name and by content."""

import io
import random

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from union.attachments.content import clean_name, inspect
from union.tests import files

GOOD = {
    "pdf": files.PDF,
    "jpg": files.image("JPEG"),
    "png": files.image("PNG"),
    "docx": files.docx(),
    "xlsx": files.xlsx(),
}
FOREIGN = {
    "gif": files.image("GIF"),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "xml": b"<?xml version='1.0'?><a/>",
    "exe": b"MZ\x90\x00" + b"\0" * 200,
    "lnk": b"L\x00\x00\x00\x01\x14\x02\x00",
    "zip": files.repacked(files.docx(), drop=["word/document.xml"]),
}


def check(data, name):
    upload = SimpleUploadedFile("x", data)
    return inspect(upload, name)


def refusal(data, name):
    with pytest.raises(ValidationError) as caught:
        check(data, name)
    return caught.value.messages[0]


@pytest.mark.parametrize("kind", GOOD)
def test_the_listed_kinds_are_taken(kind):
    content = check(GOOD[kind], f"材料.{kind.upper()}")

    assert content.kind == kind
    assert content.name == f"材料.{kind.upper()}"


@pytest.mark.parametrize("ending", [*GOOD, *FOREIGN, "doc", "xlsm", ""])
@pytest.mark.parametrize("kind", [*GOOD, *FOREIGN])
def test_no_other_pair_of_ending_and_content_is(ending, kind):
    if ending == kind in GOOD:
        return
    assert refusal((GOOD | FOREIGN)[kind], f"a.{ending}").startswith("a")


def test_a_jpeg_may_end_in_either_way():
    assert check(GOOD["jpg"], "a.jpeg").kind == "jpg"


def test_an_empty_and_a_too_large_file_are_refused(settings):
    settings.UPLOAD_MAX_BYTES = len(files.PDF)

    assert check(files.PDF, "a.pdf").kind == "pdf"
    assert refusal(b"", "a.pdf") == "a.pdf：文件是空的"
    assert "文件超过" in refusal(files.PDF + b" ", "a.pdf")


def test_a_pdf_that_goes_on_as_something_else_is_refused():
    page = b"<html><script>alert(1)</script>" + b" " * 1024

    assert refusal(files.PDF + page, "a.pdf") == (
        "a.pdf：PDF 文件不完整，或末尾带有别的内容"
    )
    assert "不是 PDF" in refusal(page + files.PDF, "a.pdf")


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", b"PK\x03\x04CANARY"])
@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_what_hides_behind_a_picture_is_gone(kind, hidden):
    content = check(GOOD[kind] + hidden, f"a.{kind}")

    assert hidden not in content.data


def test_a_photo_loses_its_place_and_stands_upright():
    content = check(files.photo_with_place(), "证件.jpg")

    picture = Image.open(io.BytesIO(content.data))
    assert picture.size == (20, 40)
    assert not picture.getexif()
    assert b"CANARY" not in content.data


@pytest.mark.parametrize("by", ["palette", "colour"])
def test_a_transparent_picture_stays_transparent(by):
    out = io.BytesIO()
    if by == "palette":
        Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize().save(out, "PNG")
    else:
        Image.new("RGB", (4, 4)).save(out, "PNG", transparency=(0, 0, 0))

    picture = Image.open(io.BytesIO(check(out.getvalue(), "章.png").data))

    assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("size", [(50_000, 50_000), (8_000, 8_000), (10_000, 10_000)])
def test_a_pixel_bomb_is_refused_before_it_is_unpacked(size):
    assert "5000 万像素" in refusal(files.huge_png(*size), "a.png")


@pytest.mark.parametrize("kind", ["jpg", "png", "docx", "xlsx", "pdf"])
def test_a_cut_off_file_is_refused(kind):
    data = GOOD[kind]

    refusal(data[: len(data) // 2], f"a.{kind}")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("word/vbaProject.bin", "宏"),
        ("word/activeX/activeX1.xml", "宏"),
        ("word/embeddings/oleObject1.bin", "宏"),
        ("../evil.txt", "结构不正常"),
        ("/etc/passwd", "结构不正常"),
        ("word\\evil.xml", "结构不正常"),
    ],
)
def test_an_office_file_with_programs_or_strange_entries_is_refused(entry, reason):
    data = files.repacked(files.docx(), **{entry: b"x"})

    assert reason in refusal(data, "a.docx")


def test_a_macro_document_under_another_name_is_refused():
    types = (
        b'<Types><Override ContentType="application/x.macroEnabled.main+xml"/></Types>'
    )
    data = files.repacked(files.docx(), **{"[Content_Types].xml": types})

    assert "宏" in refusal(data, "a.docx")


def test_a_zip_bomb_is_refused():
    data = files.repacked(files.xlsx(), **{"xl/big.xml": b"\0" * (101 * 2**20)})

    assert len(data) < 200_000
    assert "展开后过大" in refusal(data, "a.xlsx")


def test_a_damaged_entry_is_found():
    data = bytearray(files.xlsx())
    middle = data.index(b"xl/workbook.xml") + 60
    data[middle] ^= 0xFF

    assert "已损坏" in refusal(bytes(data), "a.xlsx")


@pytest.mark.filterwarnings("ignore")  # Pillow's remarks about broken EXIF
@pytest.mark.parametrize("kind", [*GOOD, "photo"])
def test_a_file_with_random_damage_is_taken_or_refused_but_never_crashes(kind):
    dice = random.Random(20260302)  # noqa: S311  repeatable on purpose
    good = files.photo_with_place() if kind == "photo" else GOOD[kind]
    refused = 0
    for _ in range(300):
        data = bytearray(good)
        for _ in range(dice.choice([1, 2, 5, 20])):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            check(bytes(data), "a.jpg" if kind == "photo" else f"a.{kind}")
        except ValidationError:
            refused += 1

    assert refused > 50


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ('<img src=x>".pdf', '<img src=x>".pdf'),
        ("😀慰问.pdf", "😀慰问.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("", "未命名"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given, kept):
    assert clean_name(given) == kept
