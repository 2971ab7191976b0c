"""What the address of a list asks for: which records, and in which order."""

from django.http import QueryDict

from .figures import AVERAGE_PARAMETER, SHOW_PARAMETER

#: Says that 待办 led to the list.
IN_WORK = "in_work"
#: What an address may say beside the filters.
OTHER_PARAMETERS = {
    *("sort", "size", "page", "export", "all", "csrfmiddlewaretoken"),
    # Of the figure that led here:
    *("in_report", SHOW_PARAMETER, AVERAGE_PARAMETER),
    IN_WORK,
}
#: What is no condition of its own.
PLACE = ("page", "export", "all")
#: What does not belong to a list that one comes back to.
PASSING = (*PLACE, "size", "csrfmiddlewaretoken", IN_WORK)


def kept(query):
    """The parameters of ``query`` that make up a list, in one order, as text."""
    plain = QueryDict(mutable=True)
    for name in sorted(set(query) - {*PASSING}):
        for value in filter(None, query.getlist(name)):
            plain.appendlist(name, value)
    return plain.urlencode()


def shows_voided(kind, query, user):
    return query.get("voided") == "1" and kind.can(user, "delete")


def order_of(kind, query):
    """What to order by for ``?sort=path`` or ``?sort=-path``, where that is a column,
    else as the kind has it; no two records have the same place."""
    wanted = query.get("sort", "")
    column = kind.offered_columns.get(wanted.removeprefix("-"))
    if column and column.order:
        sign = "-" if wanted.startswith("-") else ""
        return (sign + column.order, f"{sign}pk")
    last = kind.ordering[-1]
    return (*kind.ordering, *(() if last in ("pk", "-pk") else ("pk",)))
