"""What was typed into a grid and not saved: kept at each check, offered once more."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property

from union import batch, notices
from union.references import record_number


class DraftsMixin:
    """For a view with a grid: ``typed``, of a ``kind``, known by its ``submission``."""

    def keep_draft(self):
        batch.drafts.keep(
            self.typed,
            user=self.request.user,
            kind=self.kind,
            submission=self.submission,
        )

    @cached_property
    def drafts(self):
        """Left from before; a page that goes on with a grid offers none."""
        if self.request.method == "POST":
            return []
        return list(batch.drafts.offered(self.request.user, self.kind))

    def go_on_with_draft(self):
        """恢复, 丢弃 or, after that, 撤销."""
        number = record_number(self.request.POST["draft"])
        steps = {"restore": self.restore_draft, "undo": self.bring_draft_back}
        step = steps.get(self.request.POST.get("do"), self.discard_draft)
        answer = step(number)
        if answer is None:
            messages.info(self.request, "这张表已经保存或丢弃，没有可以恢复的内容")
        return answer or redirect(self.request.get_full_path())

    def restore_draft(self, number):
        """The grid is the same one: it can be saved only once."""
        offered = batch.drafts.offered(self.request.user, self.kind)
        draft = offered.filter(pk=number).first()
        if draft is None:
            return None
        self.typed = batch.drafts.restored(draft, self.grid, self.importer.fields)
        self.submission = draft.submission
        return self.show_checked()

    def discard_draft(self, number):
        draft = batch.drafts.discard(number, user=self.request.user, kind=self.kind)
        if draft is None:
            return None
        text = f"已丢弃没有保存的 {draft.rows} 行"
        notices.success(self.request, text, draft=draft)
        return redirect(self.request.get_full_path())

    def bring_draft_back(self, number):
        if not batch.drafts.bring_back(number, user=self.request.user, kind=self.kind):
            return None
        return redirect(self.request.get_full_path())
