"""What a person decides on the way of an import: columns, words, doubtful rows."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from union.fields import ReasonFormField
from union.form_words import PlainForm
from union.permissions import perm
from union.records import kind_of

from . import fixed
from .cleaning import offered
from .finding import NUMBER
from .running import Decision
from .suggestions import suggest

IMPORT, LEAVE = "import", "leave"


class ColumnsForm(PlainForm):
    """Which column of the sheet is which field."""

    def __init__(self, *args, importer, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.importer = importer
        self.headers = [header for header, _ in batch.mapping]
        choices = [("", "（不导入这一列）"), ("pk", NUMBER), *self._fields()]
        for index, (header, name) in enumerate(batch.mapping):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=header, choices=choices, required=False, initial=name
            )
        given = fixed.fixed_of(batch.values)
        self.fixable = fixed.fixable(importer, dict(batch.mapping).values())
        for name, field in self.fixable.items():
            field.initial = given.get(name)
            self.fields[f"fixed_{name}"] = field

    def _fields(self):
        for name, field in self.importer.fields.items():
            label = self.importer.labels[name]
            yield name, f"{label}（必填）" if field.required else label

    def clean(self):
        once = self.importer.fields.keys() - self.importer.persons | {"pk"}
        chosen = [name for _, name in self.mapping() if name in once]
        for name in {name for name in chosen if chosen.count(name) > 1}:
            label = self.importer.labels.get(name, NUMBER)
            raise forms.ValidationError(f"“{label}”选了两次，一个项目只能对应一列")
        return self.cleaned_data

    def mapping(self):
        return [
            [header, self.cleaned_data.get(f"column_{index}", "")]
            for index, header in enumerate(self.headers)
        ]

    def fixed_fields(self):
        return [self[f"fixed_{name}"] for name in self.fixable]

    def fixed(self):
        """{field: value as its box would send it} of what was given one for all."""
        taken = dict(self.mapping()).values()
        given = {n: self.cleaned_data[f"fixed_{n}"] for n in self.fixable}
        return {n: fixed.sent(value) for n, value in given.items() if n not in taken}


@dataclass(frozen=True)
class UnknownWord:
    """A word that names nothing, the select that says what it means, and where what is
    missing can be entered."""

    label: str
    word: str
    rows: list[int]
    field: BoundField
    kind: object = None  # the RecordKind of what the column names
    create_url: str = ""


class WordsForm(PlainForm):
    """What each unknown word of a sheet means; each is asked once."""

    def __init__(self, *args, importer, unknown, **kwargs):
        super().__init__(*args, **kwargs)
        self.importer = importer
        self.unknown = list(unknown.items())
        names = {name: offered(importer.fields[name]) for name, _ in unknown}
        for index, ((name, word), _) in enumerate(self.unknown):
            found = suggest(word, names[name])
            self.fields[f"word_{index}"] = forms.ChoiceField(
                label=f"{importer.labels[name]}“{word}”",
                choices=[
                    ("", "不对应（这些行算错误）"),
                    ("相近的", pairs(found.similar)),
                    ("全部" if not found.similar else "其他", pairs(found.others)),
                ],
                required=False,
                initial=found.likely,
            )

    def rows(self):
        for index, ((name, word), rows) in enumerate(self.unknown):
            kind, url = self._source(name)
            label = self.importer.labels[name]
            yield UnknownWord(label, word, rows, self[f"word_{index}"], kind, url)

    def _source(self, name):
        """The kind of the records that a column names, and where one may be entered."""
        queryset = getattr(self.importer.fields[name], "queryset", None)
        if queryset is None:
            return None, ""
        kind = kind_of(queryset.model)
        may = self.importer.user.has_perm(perm(queryset.model, "add"))
        return kind, kind.url("create") if may and kind.has_page("create") else ""

    def chosen(self):
        values = {}
        for index, ((name, word), _) in enumerate(self.unknown):
            values.setdefault(name, {})[word] = self.cleaned_data[f"word_{index}"]
        return values


def pairs(texts):
    return [(text, text) for text in texts]


class DecisionForm(PlainForm):
    """What becomes of doubtful rows; it asks only where there are any."""

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        if plan.renamed:
            count = len(plan.renamed)
            self.fields["renamed"] = choice(
                f"有 {count} 行与已登记的不是同一个人或事",
                (IMPORT, "已逐行核对，确实要这样改"),
                (LEAVE, f"编号或工号可能填错了，不导入这 {count} 行"),
            )
        if plan.doubtful:
            count = len(plan.doubtful)
            self.fields["twins"] = choice(
                f"有 {count} 行疑似重复",
                (LEAVE, f"是重复的，不导入这 {count} 行"),
                (IMPORT, "不是重复，照常导入，原因写在下面"),
            )
            self.fields["twin_reason"] = ReasonFormField(
                label="照常导入的原因", max_length=200, required=False
            )

    def clean(self):
        given = self.cleaned_data
        if given.get("twins") == IMPORT and not given.get("twin_reason"):
            self.add_error("twin_reason", "请写明为什么不是重复")
        return given

    def decision(self, *, good_only):
        given = self.cleaned_data
        is_kept = given.get("twins") == IMPORT
        return Decision(
            good_only=good_only,
            twin_reason=given["twin_reason"] if is_kept else "",
            leaves_twins=given.get("twins") == LEAVE,
            accepts_renamed=given.get("renamed") == IMPORT,
            leaves_renamed=given.get("renamed") == LEAVE,
        )


def choice(label, *choices):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择这些行怎么办"},
    )
