"""The sheets of an uploaded file that there is something to import from."""

from union.excel import WorkbookRefused, read_sheets


def filled_sheets(file, importer):
    """The sheets that have rows, at least one. Raises WorkbookRefused."""
    words = {word for others in importer.words.values() for word in others}
    sheets = [sheet for sheet in read_sheets(file, words) if sheet.rows]
    if not sheets and is_misnamed(file):
        raise WorkbookRefused(
            "这不是 Excel 文件或已损坏", "请重新导出或另存为 .xlsx 文件后再导入"
        )
    if not sheets:
        raise WorkbookRefused("表头下面没有一行数据", "请在表头下面逐行填写后再导入")
    return sheets


def is_misnamed(file):
    """Whether it is called a workbook and is none inside, neither new nor old."""
    file.seek(0)
    begins = file.read(4)
    is_workbook = begins in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    name = (getattr(file, "name", "") or "").lower()
    return name.endswith((".xlsx", ".xls", ".et")) and not is_workbook
