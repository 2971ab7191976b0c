from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from union.permissions import PolicyMixin, perm
from union.queue import Queue
from union.records import pages_of


class KindMixin(PolicyMixin):
    """A page about records of one kind: who may open it and which rows it is about."""

    kind = None  # RecordKind, given by the URLconf
    permission_action = "view"
    url_name: str  # "list" → the URL is named member_list
    url_tail: str  # what follows the kind's own prefix
    template_name_suffix = ""

    @classmethod
    def serves(cls, kind):
        """Whether a kind has this page at all."""
        return True

    @property
    def model(self):
        return self.kind.model

    def get_permission_required(self):
        return [perm(self.kind.model, self.permission_action)]

    def get_queryset(self):
        return self.kind.model.objects.visible_to(self.request.user)

    def get_record(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_template_names(self):
        opts, suffix = self.kind.model._meta, self.template_name_suffix
        return [
            f"{opts.app_label}/{opts.model_name}{suffix}.html",
            f"records/record{suffix}.html",
        ]

    def get_context_data(self, **kwargs):
        user = self.request.user
        actions = ("add", "change", "delete", "export")
        may = {action: self.kind.can(user, action) for action in actions}
        may |= {
            page: may["add"] and self.kind.has_page(page)
            for page in ("create", "batch", "import")
        }
        return super().get_context_data(
            kind=self.kind, may=may, way=self.way, **self.url_names, **kwargs
        )

    @cached_property
    def queue(self):
        """The list from which the record was opened, or None."""
        return Queue.named_in(self.kind, self.request)

    @property
    def way(self):
        """What the address of the next page about the record says of that list."""
        return self.queue.suffix if self.queue else ""

    def to_record(self, record):
        return redirect(record.get_absolute_url() + self.way)

    @property
    def url_names(self):
        """{"list_url": "members:member_list", …} for the templates' url tags."""
        opts = self.kind.model._meta
        return {
            f"{page}_url": f"{opts.app_label}:{opts.model_name}_{page}"
            for page in pages_of(self.kind)
        }
