"""An uploaded sheet on its way: read, checked, carried out. Pages and jobs call these;
none of them needs a request."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from union.errors import Conflict, RuleViolation
from union.models import (
    ImportBatch,
    RememberedColumns,
    RememberedValues,
    UndoBatch,
)
from union.records import record_kinds

from .commit import commit
from .fixed import fixed_of, with_fixed, without_fixed
from .headers import counts_rows, fingerprint
from .odd_rows import without_odd_rows
from .rows import RowState, silent
from .sheets import filled_sheets

Status = ImportBatch.Status


def importer_of(batch):
    """How this batch's rows become records, with the rights of who uploaded it."""
    kind = next(kind for kind in record_kinds() if kind.label == batch.kind)
    return kind.importer(kind, batch.user)


def start(upload, *, kind, user):
    """Keep an uploaded workbook; returns its ImportBatch, mapped as well as guessed.

    Raises WorkbookRefused.
    """
    sheets = filled_sheets(upload, kind.importer(kind, user))
    ImportBatch.objects.forget_abandoned()
    batch = ImportBatch(user=user, kind=kind.label)
    batch.sheets = sheets
    batch.keep_file(upload)
    known = RememberedValues.objects.filter(user=user, kind=kind.label).first()
    same = [sheet for sheet in sheets if sheet.title == kind.name]
    sheet = (same or sheets)[0]
    values = known.values if known else {}
    # One value for a whole sheet is no habit: only for sheets of the same form.
    seen = remembered_columns(batch, sheet)
    batch.values = values if seen else without_fixed(values)
    choose_sheet(batch, sheet)
    for earlier in waiting(user).filter(kind=kind.label, sha256=batch.sha256):
        if earlier.pk != batch.pk:
            discard(earlier)
    return batch


def waiting(user):
    return ImportBatch.objects.visible_to(user).filter(status=Status.UPLOADED)


def not_imported(batch):
    return ImportBatch.objects.filter(pk=batch.pk).exclude(status=Status.DONE)


def discard(batch):
    """Throw an upload away, file and all. Raises Conflict where it was imported."""
    gone, _ = not_imported(batch).delete()
    if not gone:
        raise Conflict("这个文件已经导入，不能放弃；可以撤销这次导入")
    batch.file.delete(save=False)


def sheets_of(batch):
    """As ``filled_sheets``; read once for each object that stands for the batch."""
    if batch.sheets is None:
        with batch.open_file() as file:
            batch.sheets = filled_sheets(file, importer_of(batch))
    return batch.sheets


def choose_sheet(batch, sheet):
    """Go on with this sheet, its columns as they were chosen last time or guessed."""
    batch.sheet = sheet.title
    batch.rows = len(read_rows(batch, sheet)[0].rows)
    known = remembered_columns(batch, sheet)
    guessed = importer_of(batch).guess_sheet(read_rows(batch, sheet)[0])
    batch.mapping = known.mapping if known else [list(pair) for pair in guessed.items()]
    batch.save()


def remembered(batch, headers):
    return RememberedColumns.objects.filter(
        user=batch.user, kind=batch.kind, headers=fingerprint(headers)
    )


def remembered_columns(batch, sheet):
    return remembered(batch, sheet.headers).first()


@transaction.atomic
def choose_columns(batch, sheet, mapping, fixed=None):
    """``mapping``: [[header, field or ""], …], ``fixed``: {field: value} of what has no
    column; the next such sheet starts with both."""
    batch.mapping = mapping
    if fixed is not None:
        batch.values = with_fixed(batch.values, fixed)
        known = _remembered_values(batch)
        known.values = with_fixed(known.values, fixed)
        known.save()
    batch.save()
    RememberedColumns.objects.update_or_create(
        user=batch.user,
        kind=batch.kind,
        headers=fingerprint(sheet.headers),
        defaults={"mapping": mapping},
    )


def forget_columns(batch, sheet):
    """Guess again, as if such a sheet had never been there."""
    remembered(batch, sheet.headers).delete()
    choose_sheet(batch, sheet)


@transaction.atomic
def choose_values(batch, chosen):
    """``chosen``: {field: {word: name or ""}}; what has a name is remembered."""
    batch.values = merged(batch.values, chosen)
    batch.save()
    known = _remembered_values(batch)
    known.values = merged(known.values, chosen)
    for words in known.values.values():
        for word in [word for word, name in words.items() if not name]:
            del words[word]
    known.save()


def _remembered_values(batch):
    own = {"user": batch.user, "kind": batch.kind}
    return RememberedValues.objects.select_for_update().get_or_create(**own)[0]


def merged(values, chosen):
    return {
        name: values.get(name, {}) | chosen.get(name, {})
        for name in values.keys() | chosen.keys()
    }


def sheet_of(batch):
    """The chosen sheet, without more of its header, totals and the notes below it; the
    numbers of those rows."""
    sheet = next(sheet for sheet in sheets_of(batch) if sheet.title == batch.sheet)
    return read_rows(batch, sheet)


def read_rows(batch, sheet):
    if batch.has_totals:
        return sheet, []
    words = importer_of(batch).words.values()
    return without_odd_rows(sheet, (word for others in words for word in others))


def take_totals(batch, is_data):
    """Read sums and notes as rows, too, or leave them out."""
    batch.has_totals = is_data
    batch.rows = len(sheet_of(batch)[0].rows)
    batch.save(update_fields=["has_totals", "rows"])


def needs_columns(batch):
    """Whether a person should look at the columns: there are several sheets, a column
    is not known, or one is missing. What they chose last time is good enough."""
    sheets = sheets_of(batch)
    if len(sheets) > 1:
        return True
    if remembered_columns(batch, sheets[0]):
        return False
    sheet = read_rows(batch, sheets[0])[0]
    unknown = [
        header
        for header, name in batch.mapping
        if not name and not counts_rows(header, sheet.cells_under(header))
    ]
    return bool(unknown or missing_labels(importer_of(batch), dict(batch.mapping)))


def missing_labels(importer, mapping):
    """The required fields that no column brings; only new records need them."""
    return [
        importer.labels[name]
        for name, field in importer.fields.items()
        if field.required and name not in mapping.values()
    ]


def ask_again(batch):
    """Forget for this batch what its words were said to mean."""
    batch.values = with_fixed({}, fixed_of(batch.values))
    batch.save()


def unanswered(batch):
    """{(field, word): numbers of the rows}: the words that name nothing the column
    takes, where nobody has said yet what they mean."""
    sheet, _ = sheet_of(batch)
    plan, _ = importer_of(batch).read(sheet, dict(batch.mapping), batch.values)
    return unanswered_of(batch, plan)


def unanswered_of(batch, plan):
    return {
        (name, word): rows
        for (name, word), rows in plan.unknown.items()
        if batch.values.get(name, {}).get(word) != ""
    }


def check(batch, tell=silent):
    """What importing this batch would do: an ImportPlan. Writes nothing.

    ``tell(percent, step)`` is called on the way.
    """
    tell(0, "读取")
    sheet, left_out = sheet_of(batch)
    plan = importer_of(batch).plan(sheet, dict(batch.mapping), batch.values, tell)
    plan.left_out = left_out
    return plan


def settle(batch, plan):
    """Draw the conclusions of a check. Of a sheet that brings nothing new nobody has to
    be reminded; as long as it is kept, its columns may still be chosen anew."""
    counts = plan.counts
    is_same = plan.is_good and not counts["new"] and not counts["changed"]
    batch.status = Status.SAME if is_same else Status.UPLOADED
    batch.counts = counts | {"left_out": 0} if is_same else {}
    state = {"status": batch.status, "counts": batch.counts}
    not_imported(batch).exclude(status=batch.status).update(**state)
    if plan.problems:  # the next such sheet shall not start with these columns
        remembered(batch, plan.headers).delete()


@dataclass(frozen=True)
class Decision:
    """What a person decided about the rows of a checked sheet."""

    good_only: bool = False
    #: Rows that look like earlier records: why they are right, or to leave them out.
    twin_reason: str = ""
    leaves_twins: bool = False
    #: Rows that would make a known record about someone else: all looked at, or not.
    accepts_renamed: bool = False
    leaves_renamed: bool = False

    def apply(self, plan):
        """The plan without what is left out. Raises RuleViolation while it is not said
        what shall become of such rows."""
        if plan.renamed and not (self.accepts_renamed or self.leaves_renamed):
            raise RuleViolation(
                f"有 {len(plan.renamed)} 行与已登记的不是同一个人或事，请选择怎么办"
            )
        rows = plan.renamed if self.leaves_renamed else []
        return plan.without(rows + (plan.doubtful if self.leaves_twins else []))


def carry_out(batch, decision, tell=silent):
    """Import the batch; returns the UndoBatch that takes it back.

    ``batch.counts`` tells what was done. The sheet goes, ID numbers and all, unless
    there are bad rows to ask for. Raises RuleViolation, and Conflict where the batch
    was imported or a record changed meanwhile.
    """
    checked = check(batch, tell)  # before the write lock is taken
    plan = decision.apply(checked)
    plan.make_ready()
    tell(95, "写入")  # the last word: nobody can write while the rows are written
    with transaction.atomic():
        batch.counts = plan.counts | {"left_out": len(checked.rows) - len(plan.rows)}
        batch.imported_at = timezone.now()
        done = not_imported(batch).update(
            status=Status.DONE, imported_at=batch.imported_at, counts=batch.counts
        )
        if not done:
            raise Conflict("这个文件刚刚已被导入")
        importer = importer_of(batch)
        undo_batch = commit(
            importer,
            plan,
            good_only=decision.good_only,
            twin_reason=decision.twin_reason,
            batch=batch.pk,
            title=f"从“{batch.filename}”导入{importer.kind.name}",
        )
    batch.status = Status.DONE
    if not plan.of(RowState.ERROR):
        batch.forget_file()
    return undo_batch


def told(batch):
    """What an import has done, in a sentence."""
    counts = batch.counts
    unit = importer_of(batch).kind.unit
    text = f"导入完成：新增 {counts['new']:,} {unit}，修改 {counts['changed']:,} {unit}"
    if counts["left_out"]:
        text += f"；{counts['left_out']} 行按您的选择没有导入"
    if counts["error"]:
        text += f"；{counts['error']} 行有错误未导入，可下载错误行改正后再导入"
    return text


def undo_of(batch):
    """The UndoBatch of an imported batch, or None."""
    return UndoBatch.objects.filter(pk=batch.pk).first()
