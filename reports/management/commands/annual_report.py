from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports import annex
from reports.choices import Preset
from reports.documents.preflight import DocumentError
from reports.management.arguments import as_of_day, year_number
from reports.output import RENDERERS, document_of
from reports.reading import content_for
from union.accounts.command_line import COMMAND_LINE
from union.excel.writer import write_workbook

PRESETS = {name: preset for preset in Preset for name in (preset.value, preset.label)}


class Command(BaseCommand):
    help = "生成年度总结和下年计划（DOCX、PDF）及数据附表（XLSX）"

    def add_arguments(self, parser):
        parser.add_argument("year", type=year_number, help="总结年度，如 2026")
        parser.add_argument("--out", type=Path, required=True, help="放文件的目录")
        parser.add_argument("--as-of", type=as_of_day, help="数据截止日，如 2026-11-30")
        parser.add_argument(
            "--preset", choices=PRESETS, help="体例：主题式、目标责任式或台账式"
        )

    def handle(self, *, year, out, as_of, preset, **options):
        if as_of and as_of.year != year:
            raise CommandError(f"数据截止日应在 {year} 年内。")
        content = content_for(
            year, COMMAND_LINE, as_of=as_of, preset=PRESETS.get(preset)
        )
        try:
            files = dict(self._files(content))
            out.mkdir(parents=True, exist_ok=True)
            for name, data in files.items():
                (out / name).write_bytes(data)
        except DocumentError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"无法写入 {out}：{error.strerror}。") from error
        names = "\n".join(f"  {out / name}" for name in files)
        return f"已生成 {len(files)} 个文件：\n{names}"

    def _files(self, content):
        texts = content.texts
        names = {
            "summary": f"{texts.year}年工作总结和{texts.plan_year}年工作计划",
            "plan": f"{texts.plan_year}年工作计划",
        }
        for document, name in names.items():
            made = document_of(content, document)
            for extension, render in RENDERERS.items():
                yield f"{name}.{extension}", render(made)
        sheet = annex.sheet_of(content)
        yield f"{texts.year}年数据附表.xlsx", write_workbook([sheet]).getvalue()
