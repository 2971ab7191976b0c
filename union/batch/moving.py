"""What was typed into one column and belongs into another one, as the rules say."""

HEAD, EVERY_ROW = "head", "0"


def movable(row, errors, texts, typed):
    """{column with an error of its own: the one into which its value belongs}, where
    that one is empty."""
    common = typed.above | typed.heads
    return {
        name: to
        for name, to in row.misplaced.items()
        if name in errors and to in texts and not (texts[to] or common.get(to))
    }


def movable_heads(plan, above, typed):
    """The same of the heads of columns that are wrong for all rows."""
    wrong = {name: to for row in plan.rows for name, to in row.misplaced.items()}
    return {
        name: to
        for name, to in wrong.items()
        if name in above and typed.heads.get(name)
        if to in typed.heads and not typed.heads[to]
    }


def move(typed, checked, place):
    """``place`` is “3:cash_amount” for the third row, “0:…” for each row in which that
    column is wrong, “head:…” for what all rows share."""
    where, _, name = place.partition(":")
    if where == HEAD and (to := checked.misplaced.get(name)):
        typed.heads[to], typed.heads[name] = typed.heads[name], ""
    for index, mark in checked.marks.items():
        if where in (EVERY_ROW, str(index + 1)) and (to := mark.misplaced.get(name)):
            _move_in_row(typed, index, name, to)


def _move_in_row(typed, index, name, to):
    """A head holds where the cell is empty: only a zero keeps it out of the row."""
    head = typed.heads.get(name, "")
    row = typed[index]
    row[to], row[name] = row[name] or head, "0" if head else ""
