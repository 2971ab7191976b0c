"""What a workbook may hold, and how it is refused: in Chinese, with a remedy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MB = 2**20

SAVE_AS_XLSX = "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再导入"
ONLY_DATA = "请新建一个工作簿，只把数据粘贴进去（选择性粘贴为数值），保存后再导入"
FRESH_COPY = "请重新导出或另存为 .xlsx 文件后再导入"


class WorkbookRefused(Exception):
    """``message`` says what is wrong with the file, ``remedy`` what to do about it."""

    def __init__(self, message: str, remedy: str):
        super().__init__(f"{message}。{remedy}。")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Limits:
    """What a workbook may hold. The defaults are for uploads; a command that reads the
    office's own export may allow more."""

    file_bytes: int = 20 * MB
    entries: int = 1000
    unpacked_bytes: int = 100 * MB
    rows: int = 20_000  # of one sheet
    columns: int = 200
    cells: int = 2_000_000  # of all sheets
    merged_cells: int = 10_000
    styles: int = 10_000
    other_xml_bytes: int = 10 * MB  # of each part that holds no cells
    other_xml_elements: int = 200_000  # opening and closing tags


UPLOAD = Limits()


def damaged() -> WorkbookRefused:
    return WorkbookRefused("文件已损坏或不完整，读不出来", FRESH_COPY)


def has_doctype() -> WorkbookRefused:
    return WorkbookRefused("文件里有不该有的声明（DOCTYPE），可能有害", ONLY_DATA)


def locked() -> WorkbookRefused:
    return WorkbookRefused(
        "文件设有打开密码，读不出来", "请在 Excel 或 WPS 中取消密码，保存后再导入"
    )


@contextmanager
def refusing_damage() -> Iterator[None]:
    """A broken file may make zipfile or a parser raise anything."""
    try:
        yield
    except WorkbookRefused:
        raise
    except Exception as error:
        raise damaged() from error


def too_many_rows(limits: Limits) -> WorkbookRefused:
    return WorkbookRefused(
        f"有工作表超过 {limits.rows:,} 行",
        "请分成几个文件导入；如果数据没有这么多，请选中数据下方的空行整行删除后保存",
    )


def too_many_columns(limits: Limits) -> WorkbookRefused:
    return WorkbookRefused(
        f"有工作表超过 {limits.columns} 列",
        "请选中数据右侧的空列整列删除，保存后再导入",
    )


def too_many_cells(limits: Limits) -> WorkbookRefused:
    return WorkbookRefused(f"单元格超过 {limits.cells:,} 个", "请分成几个文件导入")
