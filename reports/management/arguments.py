"""The arguments that several commands take."""

import argparse
import datetime as dt


def year_number(text):
    if not (text.isdecimal() and 1990 <= int(text) <= 2199):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写作 2026")
    return int(text)


def as_of_day(text):
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}”不是日期，请写作 2026-11-30"
        ) from None
