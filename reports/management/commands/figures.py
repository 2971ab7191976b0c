import json
from decimal import Decimal
from itertools import groupby

from django.core.management.base import BaseCommand

from reports.management.arguments import as_of_day, year_number
from reports.registry import FIGURES, values
from reports.values import exact, rough_word
from union.accounts.command_line import COMMAND_LINE
from union.chinese import cells
from union.periods import Period

WIDTHS = (22, 10)  # of label and number, in Chinese characters


class Command(BaseCommand):
    help = "列出一年的全部统计数据"

    def add_arguments(self, parser):
        parser.add_argument("year", type=year_number, help="年度，如 2026")
        parser.add_argument(
            "--as-of", type=as_of_day, help="统计截止日，如 2026-11-30；不写则到年底"
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *, year, as_of, **options):
        period = Period.of_year(year, as_of)
        found = values(period, COMMAND_LINE)
        ordered = [found[figure.key] for figure in FIGURES]
        if options["json"]:
            return json.dumps(
                [as_json(value) for value in ordered], ensure_ascii=False, indent=1
            )
        return "\n".join(as_table(ordered, period))


def as_json(value):
    """One figure as scripts read it. A float holds amounts up to ten billion yuan
    exactly to the 分."""
    figure = value.figure
    number = exact(value)
    return {
        "key": figure.key,
        "label": figure.label,
        "unit": figure.unit,
        "definition": figure.definition,
        "section": figure.section,
        "value": float(number) if isinstance(number, Decimal) else number,
        "qualifier": rough_word(value),
        "rows": value.rows,
        "url": value.url,
    }


def as_table(ordered, period):
    yield f"统计期：{period}"
    for section, group in groupby(ordered, key=lambda value: value.figure.section):
        yield f"\n{section}"
        for value in group:
            label = padded(value.figure.label, WIDTHS[0])
            number = padded(value.plain or "—", WIDTHS[1], right=True)
            note = f"（{rough_word(value)}）" if value.qualifier else ""
            yield f"  {label}{number} {value.figure.unit}{note}"


def padded(text, width, *, right=False):
    """``text`` filled with spaces to ``width`` Chinese characters."""
    space = " " * int(2 * max(width - cells(text), 0))
    return space + text if right else text + space
