from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from union.accounts.command_line import COMMAND_LINE
from union.excel import WorkbookRefused
from union.imports.workbook import WorkbookErrors, import_workbook


class Command(BaseCommand):
    help = "导入一个工作簿：按依赖顺序，要么全部导入，要么一行也不导入"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")

    def handle(self, *args, file, dry_run, **options):
        try:
            with file.open("rb") as stream:
                results = import_workbook(stream, COMMAND_LINE, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"打不开文件 {file}：{error.strerror}") from None
        except WorkbookRefused as error:
            raise CommandError(f"{file.name}：{error}") from None
        except WorkbookErrors as error:
            lines = "\n".join(error.texts)
            raise CommandError(f"未导入任何内容，请改正后重试：\n{lines}") from None
        for kind, counts in results:
            self.stdout.write(
                f"{kind.name}：新增 {counts['new']}，修改 {counts['changed']}，"
                f"无变化 {counts['unchanged']}"
            )
        self.stdout.write("只核对，未写入" if dry_run else "导入完成")
