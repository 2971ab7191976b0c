"""Workbooks that mean harm, or are none."""

import struct
import zipfile

from .workbook_parts import (
    BOOK,
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    XML,
    good,
    good_parts,
    pack,
    sheet_xml,
    with_parts,
    with_sheet,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _with_entry(name, content="x", **attributes):
    entry = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(entry, attribute, value)
    return pack(good_parts(), [(entry, content)])


def _duplicate():
    return _with_entry("XL/WORKSHEETS/SHEET1.XML", sheet_xml())


def _encrypted_entry():
    data = bytearray(good())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def _lying_size():
    """The directory tells a tenth of the sheet's size."""
    rows = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 5000))
    data = bytearray(with_sheet(rows))
    place = data.rindex(SHEET.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    (size,) = struct.unpack_from("<I", data, place + 24)
    struct.pack_into("<I", data, place + 24, size // 10)
    return bytes(data)


def _many_entries():
    return with_parts({f"xl/media/{number}.png": b"\x89PNG" for number in range(1001)})


def _sheet_named_as_picture():
    parts = good_parts()
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("worksheets/sheet1.xml", "media/image1.png")
    parts["xl/media/image1.png"] = f"{XML}{_LAUGHS}" + sheet_xml()[len(XML) :]
    return pack(parts)


_XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _with_declaration(part, declaration):
    content = good_parts()[part]
    return with_parts({part: content.replace(XML, XML + declaration)})


def _far_cell():
    return with_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _inline(text):
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def evil_workbooks():
    """{what it is: (content, a part of the refusal)}."""
    files = {
        "nothing": (b"", "文件是空的"),
        "html": (b"\n<html><table><tr><td>1</td></tr></table></html>", "网页格式"),
        "html in utf-16": ("<html></html>".encode("utf-16"), "网页格式"),
        "spreadsheet 2003": (XML.encode() + b"<Workbook/>", "网页格式"),
        "pdf": (b"%PDF-1.7\n", "这是 PDF 文件"),
        "picture": (b"\x89PNG\r\n\x1a\n\0\0", "这是图片"),
        "random bytes": (bytes(range(256)), "这不是 Excel 工作簿"),
        "broken xls": (OLE + bytes(600), "文件已损坏或不完整"),
        "xls with macros": (
            OLE + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"),
            "文件里有宏",
        ),
        "password": (
            OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "文件设有打开密码",
        ),
        "plain zip": (pack({"a.txt": "x"}), "这是压缩文件"),
        "word": (pack({"word/document.xml": "<x/>"}), "这是 Word 文件"),
        "powerpoint": (pack({"ppt/presentation.xml": "<x/>"}), "这是 PPT 文件"),
        "xlsb": (pack({"xl/workbook.bin": b"\x83"}), "二进制工作簿（.xlsb）"),
        "macro": (with_parts({"xl/vbaProject.bin": "x"}), "文件里有宏"),
        "macro sheet": (
            with_parts({"xl/macrosheets/sheet1.xml": "<x/>"}),
            "文件里有宏",
        ),
        "external link": (
            with_parts({"xl/externalLinks/externalLink1.xml": "<x/>"}),
            "文件里有指向其他文件的链接",
        ),
        "data connection": (with_parts({"xl/connections.xml": "<x/>"}), "外部数据连接"),
        "query table": (with_parts({"xl/queryTables/q.xml": "<x/>"}), "外部数据连接"),
        "embedded file": (
            with_parts({"xl/embeddings/oleObject1.bin": OLE}),
            "文件里嵌入了其他文件",
        ),
        "activex": (with_parts({"xl/activeX/activeX1.xml": "<x/>"}), "文件里有控件"),
        "custom menu": (
            with_parts({"customUI/customUI14.xml": "<x/>"}),
            "文件里有控件",
        ),
        "entity in workbook": (_with_declaration(BOOK, _XXE), "DOCTYPE"),
        "entity in sheet": (_with_declaration(SHEET, _LAUGHS), "DOCTYPE"),
        "entity in strings": (_with_declaration(STRINGS, _LAUGHS), "DOCTYPE"),
        "sheet named as picture": (_sheet_named_as_picture(), "DOCTYPE"),
        "utf-16 part": (
            with_parts({SHEET: (_LAUGHS + sheet_xml()[len(XML) :]).encode("utf-16")}),
            "文件的编码不是 UTF-8",
        ),
        "declared encoding": (
            with_parts({SHEET: sheet_xml().replace("UTF-8", "UTF-7")}),
            "文件的编码不是 UTF-8",
        ),
        "bomb": (with_parts({SHEET: b" " * (101 * 2**20)}), "文件解压后太大"),
        "small bomb": (with_parts({SHEET: b" " * (5 * 2**20)}), "压缩比异常"),
        "lying size": (_lying_size(), "文件已损坏或不完整"),
        "many entries": (_many_entries(), "部件太多"),
        "same name twice": (_duplicate(), "重名的部件"),
        "path upwards": (_with_entry("xl/../../etc/passwd"), "名字或类型异常"),
        "absolute path": (_with_entry("/etc/passwd"), "名字或类型异常"),
        "backslash": (_with_entry("xl\\evil.xml"), "名字或类型异常"),
        "symbolic link": (
            _with_entry("xl/a.xml", "/etc/passwd", external_attr=0o120777 << 16),
            "名字或类型异常",
        ),
        "odd compression": (
            _with_entry("xl/a.xml", "<x/>", compress_type=zipfile.ZIP_BZIP2),
            "名字或类型异常",
        ),
        "encrypted entry": (_encrypted_entry(), "文件加了密"),
        "merge bomb": (
            with_sheet(after='<mergeCells><mergeCell ref="A1:XFD100"/></mergeCells>'),
            "合并单元格的范围太大",
        ),
        "many merges": (
            with_sheet(
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 5010))
                + "</mergeCells>"
            ),
            "合并单元格的范围太大",
        ),
        "merge of nonsense": (
            with_sheet(after='<mergeCells><mergeCell ref="??"/></mergeCells>'),
            "文件已损坏或不完整",
        ),
        "last cell of all": (_far_cell(), "超过 20,000 行"),
        "many rows": (
            with_sheet("<row><c><v>7</v></c></row>" * 20_001),
            "超过 20,000 行",
        ),
        "many prefixed rows": (with_sheet("<x:row />" * 20_001), "超过 20,000 行"),
        "wide row": (
            with_sheet("<row>" + "<c><v>1</v></c>" * 201 + "</row>"),
            "超过 200 列",
        ),
        "far column": (
            with_sheet('<row r="1"><c r="ZZ1"><v>1</v></c></row>'),
            "超过 200 列",
        ),
        "many styles": (
            with_parts(
                {
                    STYLES: f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs>'
                    + "".join(f'<xf numFmtId="{n}"/>' for n in range(64_000))
                    + "</cellXfs></styleSheet>"
                }
            ),
            "单元格样式太多",
        ),
        "endless element": (
            with_sheet(f'<row r="{"".join(map(str, range(400_000)))}"/>'),
            "文件已损坏或不完整",
        ),
        "endless text": (with_sheet(_inline("长" * 32_768)), "文件已损坏或不完整"),
        "row without number": (with_sheet('<row r="x"/>'), "文件已损坏或不完整"),
        "cell without place": (
            with_sheet('<row r="1"><c r="!!"><v>1</v></c></row>'),
            "文件已损坏或不完整",
        ),
        "string that is not there": (
            with_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
            "文件已损坏或不完整",
        ),
        "broken xml": (with_parts({SHEET: sheet_xml()[:-20]}), "文件已损坏或不完整"),
        "broken manifest": (
            with_parts({"[Content_Types].xml": "<Types"}),
            "文件已损坏或不完整",
        ),
        "no sheet": (
            pack({name: c for name, c in good_parts().items() if name != SHEET}),
            "没有可以读的工作表",
        ),
    }
    whole = good()
    for tenth in range(1, 11):
        cut = whole[: len(whole) * tenth // 10 - 1]
        files[f"cut at {tenth} tenths"] = (cut, "文件已损坏或不完整")
    return files
