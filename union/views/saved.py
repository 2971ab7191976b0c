"""筛选方案: the filters that people keep under a name, their own and shared ones."""

from dataclasses import dataclass
from itertools import chain, count

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView

from union.chips import chips_of
from union.errors import RuleViolation, explained
from union.form_words import AsksByName
from union.listing import kept
from union.models import ListSetting, SavedFilter
from union.references import record_number
from union.values import clean_text

from .rows import RowsMixin


@dataclass(frozen=True)
class Offered:
    """A saved filter as the list offers it."""

    filter: SavedFilter
    url: str
    is_here: bool
    is_default: bool
    is_own: bool


def saved_filters(view):
    """What the list offers its user; one query."""
    user, here = view.request.user, kept(view.query)
    return [
        Offered(
            item,
            f"{view.kind.list_url}?{item.query or 'all=1'}",
            item.query == here,
            item.pk == view.setting.default_filter_id,
            item.user_id == user.pk,
        )
        for item in SavedFilter.objects.offered_to(user, view.kind.label)
    ]


def default_here(offered):
    """The default filter of this person, if the list is filtered by it; else ""."""
    return next((o.filter for o in offered if o.is_default and o.is_here), "")


class SavedFilterForm(AsksByName, forms.ModelForm):
    """A name for the filter whose query string the page sends along."""

    class Meta:
        model = SavedFilter
        fields = ("name", "is_shared")

    def __init__(self, *args, may_share, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean_name(self):
        return clean_text(self.cleaned_data["name"])

    def _get_validation_exclusions(self):
        # The name is unique for one person and list, which the form does not ask.
        return super()._get_validation_exclusions() - {"user", "kind", "deleted_at"}


class SavedFiltersView(RowsMixin, TemplateView):
    """Where filters are saved, renamed, shared, made one's default and deleted."""

    url_name, url_tail = "filters", "filters/"
    template_name_suffix = "_filters"

    @property
    def may_share(self):
        return self.kind.can(self.request.user, "change")

    @property
    def own(self):
        return SavedFilter.objects.filter(user=self.request.user, kind=self.kind.label)

    def get_context_data(self, **kwargs):
        deleted = self.own.exclude(deleted_at=None).order_by("-deleted_at")
        return super().get_context_data(
            saved=[(item, self.words(item.filter)) for item in saved_filters(self)],
            deleted=deleted[:20],
            may_share=self.may_share,
            **{"form": self.form(SavedFilter(), None), **kwargs},
        )

    def words(self, item):
        """What a saved filter asks for, in words."""
        rows = self.get_queryset()
        filterset = self.kind.filterset(QueryDict(item.query), queryset=rows)
        return "，".join(chip.text for chip in chips_of(filterset, self.request.user))

    def form(self, item, data):
        return SavedFilterForm(data, instance=item, may_share=self.may_share)

    def post(self, request, *args, **kwargs):
        do = request.POST.get("do", "")
        if do == "create":
            item = SavedFilter(user=request.user, kind=self.kind.label)
            item.query = kept(QueryDict(request.POST.get("query", "")))[:2000]
            return self.save(item, f"{self.kind.list_url}?{item.query or 'all=1'}")
        if do in {"default", "no_default"}:
            return self.set_default(do == "default")
        item = get_object_or_404(self.own, pk=self.sent_number())
        if do == "save":
            return self.save(item, self.kind.url("filters"))
        if do in {"delete", "restore"}:
            return self.set_deleted(item, do == "delete")
        return redirect(self.kind.url("filters"))

    def sent_number(self):
        return record_number(self.request.POST.get("filter", "")) or 0

    def save(self, item, target):
        form = self.form(item, self.request.POST)
        try:
            if form.is_valid():
                with explained(item):
                    form.save()
        except RuleViolation as error:
            form.add_error(None, error)
        if form.errors:
            context = self.get_context_data(form=form, typed_query=item.query)
            return self.render_to_response(context)
        if self.request.POST.get("is_default"):
            self.remember(item)
        messages.success(self.request, f"已保存筛选方案“{item}”")
        return redirect(target)

    def set_default(self, is_default):
        item = None
        if is_default:
            offered = SavedFilter.objects.offered_to(self.request.user, self.kind.label)
            item = get_object_or_404(offered, pk=self.sent_number())
        self.remember(item)
        text = f"打开本列表时将按“{item}”筛选" if item else "打开本列表时将显示全部"
        messages.success(self.request, text)
        return redirect(self.kind.url("filters"))

    def remember(self, item):
        own = {"user": self.request.user, "kind": self.kind.label}
        ListSetting.objects.update_or_create(defaults={"default_filter": item}, **own)

    def free_name(self, item):
        """Its own, or one like it where another has taken that meanwhile."""
        others = self.own.filter(deleted_at=None).exclude(pk=item.pk)
        taken = set(others.values_list("name", flat=True))
        numbers = chain([""], count(2))
        names = (f"{item.name[:32]}（恢复{number}）" for number in numbers)
        return next(name for name in chain([item.name], names) if name not in taken)

    def set_deleted(self, item, is_deleted):
        item.deleted_at = timezone.now() if is_deleted else None
        if not is_deleted:
            item.name = self.free_name(item)
        item.save()
        done = "已删除，可在下方恢复" if is_deleted else "已恢复"
        messages.success(self.request, f"筛选方案“{item}”{done}")
        return redirect(self.kind.url("filters"))
