from pathlib import Path

from django.core.management.base import BaseCommand

from union.accounts.command_line import COMMAND_LINE
from union.excel import write_template
from union.imports.template import template_sheets
from union.imports.workbook import importable_kinds


class Command(BaseCommand):
    help = "生成导入模板：一种记录一个工作表，含下拉选项、示例行和填写说明"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        sheets = template_sheets(importable_kinds(), COMMAND_LINE)
        file.write_bytes(write_template(sheets).getvalue())
        self.stdout.write(f"已生成导入模板 {file}，共 {len(sheets)} 个工作表")
