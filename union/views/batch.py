"""成批录入: many records of a kind on one page, typed, pasted or chosen by name."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from union import actions, batch, notices, remarks
from union.batch import BAD, DOUBTFUL, MOST_ROWS
from union.fields import ReasonFormField
from union.forms import submission_in
from union.references import References, record_number

from .base import KindMixin
from .drafts import DraftsMixin
from .mending import MendingMixin

#: So many records are named in the address of a list.
LINKED = 200
#: So many rows come with one click.
MORE_ROWS = 10
#: Why rows are saved that look like earlier records.
TWIN_REASON = ReasonFormField(max_length=200, required=False)


class RecordBatchView(DraftsMixin, MendingMixin, KindMixin, TemplateView):
    """The grid of a kind. One form with several buttons: each answers with the page and
    all that was typed, except 保存, which leaves for the list of what was saved."""

    url_name, url_tail = "batch", "batch/"
    permission_action = "add"
    template_name_suffix = "_batch"
    http_method_names = ["get", "post"]

    def get(self, request, *args, **kwargs):
        return self.show()

    @classmethod
    def serves(cls, kind):
        return kind.grid is not None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.checked = None
        self.problems = []
        self.unclear = []
        self.is_new_grid = False

    @property
    def grid(self):
        return self.kind.grid

    @cached_property
    def importer(self):
        return batch.importer_for(self.kind, self.request.user)

    @cached_property
    def typed(self):
        fields = self.importer.fields
        if self.request.method == "POST":
            return batch.Typed.read(self.grid, fields, self.request.POST)
        return batch.Typed.blank(self.grid, fields, self.starting_values())

    def starting_values(self):
        """Today where the kind starts so, and what the address says: ``?plan=12``."""
        fields = self.importer.fields
        values = dict.fromkeys(self.kind.starts_today, f"{timezone.localdate()}")
        for name, text in self.request.GET.items():
            values[name] = self.named(fields[name], text) if name in fields else text
        return values

    def named(self, field, text):
        """A record stands in the address by its number, in the form by its name."""
        if not hasattr(field, "queryset"):
            return text
        record = field.queryset.filter(pk=record_number(text)).first()
        return record.reference if record else ""

    @cached_property
    def people(self):
        if not self.grid.pick:
            return None
        posted = self.request.POST if self.request.method == "POST" else None
        return batch.People(self.grid, self.importer, posted)

    def post(self, request, *args, **kwargs):
        if len(self.typed.rows) > MOST_ROWS:
            self.problems.append(self.too_many(len(self.typed.rows)))
            return self.show()
        if "choose" in request.POST:
            return self.choose()
        if "move" in request.POST:
            return self.move()
        if "draft" in request.POST:
            return self.go_on_with_draft()
        buttons = {
            "save": self.save,
            "good": self.save_good,
            "more": self.show_more,
            "drop": self.drop_wrong,
            "filter": self.add_filtered,
            "list": self.add_listed,
            "paste": self.paste,
        }
        return buttons.get(request.POST.get("do", ""), self.show_checked)()

    def too_many(self, number):
        return (
            f"一张表最多 {MOST_ROWS} 行，这里有 {number} 行：请分几次录入，"
            "或把名单存成 Excel 文件用“导入”"
        )

    # What the buttons do

    def check(self):
        self.checked = batch.check(self.importer, self.typed)

    def show_checked(self):
        self.check()
        self.keep_draft()
        if "application/json" in self.request.headers.get("Accept", ""):
            return JsonResponse(self.page.answer())
        return self.show()

    def show_more(self):
        self.typed.grow(MORE_ROWS)
        return self.show()

    def paste(self):
        """For the script: what was copied from a spreadsheet, as cells of the grid."""
        text = self.request.POST.get("text", "")
        found = batch.read_pasted(self.importer, self.typed.columns, text)
        return JsonResponse(found.answer())

    def save(self):
        return self.write(good_only=False)

    def save_good(self):
        return self.write(good_only=True)

    def write(self, *, good_only):
        try:
            reason = TWIN_REASON.clean(self.request.POST.get("twin_reason", ""))
            self.checked, done = batch.save(
                self.importer,
                self.typed,
                submission=self.submission,
                good_only=good_only,
                twin_reason=reason,
            )
        except actions.AlreadySubmitted:
            return self.show_earlier()
        except batch.NotSaved as refused:
            self.checked = refused.checked
            self.problems += filter(None, [refused.problem])
            return self.show()
        except ValidationError as error:
            self.problems += error.messages
            self.check()
            return self.show()
        batch.drafts.drop(self.request.user, self.submission)
        saved = [row.record.pk for row in self.checked.plan.rows]
        text = f"已保存 {len(saved)} {self.kind.measure}{self.kind.name}"
        link = self.saved_url(saved)
        notices.success(self.request, text, link=link, undo=done)
        said = remarks.about(self.kind.model, saved, self.request.user)
        remarks.say(self.request, said)
        rest = self.checked.of(BAD, *(() if reason else (DOUBTFUL,)))
        return self.go_on(rest) if rest else redirect(link)

    def show_earlier(self):
        """What was saved by the first click looks like itself by now."""
        self.check()
        messages.info(self.request, "这张表已经保存过，没有重复登记")
        rest = self.checked.of(BAD)
        return self.go_on(rest) if rest else redirect(self.kind.list_url)

    def saved_url(self, pks):
        """The list of exactly these records, with their count and sum."""
        if len(pks) > LINKED:
            return self.kind.list_url
        return f"{self.kind.list_url}?pk={','.join(map(str, pks))}"

    def go_on(self, rest):
        """What was not saved stays, as a grid of its own."""
        self.typed.keep_with_numbers(rest)
        self.is_new_grid = True
        self.submission = uuid4()
        return self.show_checked()

    def add_filtered(self):
        found = self.people.filtered()
        if not found:
            self.problems.append("没有符合条件的人，请换一个条件")
        self.add_people(self.without_taken(found))
        return self.show()

    def without_taken(self, found):
        """Those of ``found`` who have no part yet in what stands above the grid."""
        rule = self.grid.without
        if rule is None or not self.leaves_out:
            return found
        field = self.importer.fields[rule.column]
        text = self.typed.above.get(rule.column) or self.typed.heads.get(rule.column)
        try:
            whole = References(field.queryset, [text]).find(text) if text else None
        except ValidationError:
            whole = None
        if whole is None:
            self.problems.append(
                f"请先选择{field.label}，才知道谁要除去；不必除去的，"
                f"请取消勾选“{rule.label}”"
            )
            return {}
        taken = found.keys() & set(rule.taken(whole))
        if taken:
            messages.info(self.request, f"{rule.label}：除去 {len(taken)} 人")
        return {pk: name for pk, name in found.items() if pk not in taken}

    @property
    def leaves_out(self):
        return self.request.method == "GET" or "without" in self.request.POST

    def add_listed(self):
        found, self.unclear = self.people.listed(self.request.POST.get("people", ""))
        if not found and not self.unclear:
            self.problems.append("请先在名单框里粘贴工号或姓名")
        self.add_people(found)
        return self.show()

    def add_people(self, found):
        """A row for each, unless the grid names them already."""
        pick = self.grid.pick
        named = [row[pick] for row in self.typed.rows if row[pick]]
        known = self.people.known(named)
        fresh = [name for pk, name in found.items() if pk not in known]
        total = len(self.typed.used) + len(fresh)
        if total > MOST_ROWS:
            self.problems.append(self.too_many(total))
            return
        self.typed.append([{**self.empty_row, pick: name} for name in fresh])
        if fresh or found:
            again = len(found) - len(fresh)
            already = f"；{again} 人表中已有，没有重复加入" if again else ""
            messages.success(self.request, f"已加入 {len(fresh)} 人{already}")

    @property
    def empty_row(self):
        return dict.fromkeys(self.typed.columns, "")

    @cached_property
    def submission(self):
        return submission_in(self.request.POST)

    # The page

    def show(self):
        if self.request.method == "POST" and self.checked is None:
            self.keep_draft()
        page = self.page
        context = self.get_context_data(
            page=page,
            rows=page.rows(),
            people=self.people,
            without=self.grid.without,
            leaves_out=self.leaves_out,
            unclear=self.unclear,
            chooses_people=self.request.POST.get("do") in ("filter", "list"),
            people_text="\n".join(name for name, _ in self.unclear),
            twin_reason=self.request.POST.get("twin_reason", ""),
            problems=self.problems,
            submission=self.submission,
            drafts=self.drafts,
            rest=len(self.typed.used) if self.is_new_grid else 0,
            most_rows=MOST_ROWS,
        )
        return self.render_to_response(context)

    @property
    def page(self):
        return batch.GridPage(self.importer, self.typed, self.checked)
