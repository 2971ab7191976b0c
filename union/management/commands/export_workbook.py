from pathlib import Path

from django.core.management.base import BaseCommand

from union import audit
from union.accounts.command_line import COMMAND_LINE
from union.excel import write_workbook
from union.imports.template import filled_sheets
from union.imports.workbook import importable_kinds


class Command(BaseCommand):
    help = "导出全部记录，一种记录一个工作表；再导入不会有任何变化（不含敏感信息列）"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        kinds = importable_kinds()
        file.write_bytes(write_workbook(filled_sheets(kinds, COMMAND_LINE)).getvalue())
        audit.log(COMMAND_LINE, audit.Action.EXPORT, note=f"全部记录 → {file.name}")
        self.stdout.write(f"已导出 {len(kinds)} 种记录到 {file}")
