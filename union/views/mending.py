"""What is wrong in a grid is put right by a button beside it."""

from django.contrib import messages

from union import batch
from union.batch import BAD
from union.references import record_number


class MendingMixin:
    """For a view with a grid: ``typed``, ``check()`` and ``show_checked()``."""

    def drop_wrong(self):
        """For rows that can never be right."""
        self.check()
        wrong = set(self.checked.of(BAD))
        self.typed.keep([i for i in self.typed.used if i not in wrong])
        messages.success(self.request, f"已删去有错误的 {len(wrong)} 行")
        return self.show_checked()

    def choose(self):
        """The name that was meant takes the place of the one that was typed."""
        number, name, text = [*self.request.POST["choose"].split(":", 2), "", ""][:3]
        row = record_number(number) or 0
        if name in self.typed.columns and 0 < row <= len(self.typed.rows):
            self.typed[row - 1][name] = text
        return self.show_checked()

    def move(self):
        """What was typed into the wrong column goes to the right one."""
        self.check()
        batch.move(self.typed, self.checked, self.request.POST["move"])
        return self.show_checked()
