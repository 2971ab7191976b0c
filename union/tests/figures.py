"""Small figures on consolations, for the tests of figures."""

import datetime as dt

from django.db.models import Sum

from union.accounts.command_line import COMMAND_LINE
from union.figures import Figure, Ratio, compute
from union.periods import Period, during
from welfare.models import Consolation

YEAR = Period.of_year(2026)
IN_PERIOD = during("date")


def figure(key="f", *, when=IN_PERIOD, **values):
    told = {"label": "数", "unit": "人次", "section": "慰问", "definition": "口径"}
    rows = "welfare:consolation_list"
    return Figure(key=key, rows=rows, when=when, **{**told, **values})


def ratio(**values):
    told = {"key": "r", "label": "率", "section": "慰问", "definition": "口径"}
    return Ratio(part="part", whole="whole", **{**told, **values})


def visits(**values):
    measure = {"measure": Sum("headcount"), "qualifier": "headcount_qualifier"}
    return figure(**{**measure, **values})


def visit(headcount=1, qualifier="", **values):
    """A consolation of some people who are not named."""
    fields = {
        "beneficiary_label": "一线职工",
        "occasion": "festival",
        "date": dt.date(2026, 2, 3),
        "headcount": headcount,
        "headcount_qualifier": qualifier,
        **values,
    }
    record = Consolation(**fields)
    record.prepare()
    record.save()
    return record


def told(one, period=YEAR, user=COMMAND_LINE):
    return compute([one], period, user)[one.key]
