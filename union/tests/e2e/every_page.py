"""One address for every kind of page of the site, found in the URLconf.

The generic pages of all record kinds share their templates, so a page is looked at once
for each (view, template); a page without a recipe below is an error of the tests.
"""

from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.urls import reverse

from members.records import MEMBER
from union.addresses import every_address
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.models import ImportBatch
from union.records import record_kinds

#: What answers with a file, a part of a page or a redirection.
NO_PAGE = {
    "account_activate",
    "account_unlock",
    "attachment_download",
    "attachment_upload",
    "attachment_void",
    "calendar_file",
    "calendar_renew",
    "calendar_revoke",
    "job_cancel",
    "job_restart",
    "job_retry",
    "job_status",
    "logout",
    "resume",
    "undo",
}
NO_PAGE_OF_A_KIND = {
    "about",
    "file",
    "import_errors",
    "import_template",
    "pick",
    "standing",
}
#: Pressed on a page, for the same page with its errors.
SEND = "main .form-buttons [type=submit]"
NOTHING_MATCHES = "q=没有这个名字"


@dataclass(frozen=True)
class Visit:
    """An address, and the selector of what is pressed there, if anything."""

    name: str
    url: str
    press: str = ""


class World:
    """One record of every kind, an import with a good, a changed and a bad row, and a
    client of somebody who may do everything."""

    def __init__(self, client):
        self.client = client
        self.user = client.user
        self.records = {kind: self.record_of(kind) for kind in record_kinds()}
        self.batch = self.upload()

    @staticmethod
    def record_of(kind):
        opts = kind.model._meta
        factories = import_module(f"{opts.app_label}.tests.factories")
        return getattr(factories, f"{kind.model.__name__}Factory")()

    def upload(self):
        member = self.records[MEMBER]
        header = ["工号", "姓名", "性别", "手机号码", "入职日期"]
        rows = [
            ["900001", "王小明", "男", "13800138000", date(2020, 1, 2)],
            [member.staff_no, "改名以后", "女", "", date(2019, 3, 4)],
            ["900003", "李大海", "不知道", "123", "2025-13-01"],
        ]
        spec = SheetSpec("会员", [ColumnSpec(text) for text in header], rows)
        file = write_workbook([spec])
        file.name = "会员名单.xlsx"
        self.client.post(MEMBER.url("import"), {"file": file})
        return ImportBatch.objects.get()


def plain_recipes(world):
    """URL name → visits, for the pages that belong to no kind."""
    addresses = {
        "account_create": [""],
        "account_edit": [""],
        "account_list": ["", f"?{NOTHING_MATCHES}"],
        "audit": ["", "?q=x&at_after=x"],
        "help": ["", "?q=退休", f"?{NOTHING_MATCHES}"],
        "search": ["?q=张", f"?{NOTHING_MATCHES}", ""],
    }
    of_an_account = (
        "account_deactivate",
        "account_edit",
        "account_end_sessions",
        "account_reset",
    )
    arguments = {name: [world.user.pk] for name in of_an_account}
    arguments["help_topic"] = ["consolation"]
    errors = {"account_create", "account_edit", "password_change"}
    for name in plain_names() - NO_PAGE:
        url = reverse(name, args=arguments.get(name, []))
        for tail in addresses.get(name, [""]):
            yield Visit(f"{name}{tail}", url + tail)
        if name in errors:
            yield Visit(f"{name} with errors", url, SEND)


def recipes_of_a_kind(world, view, kind, initkwargs):
    """The visits of one page of one kind; None where nobody has said how."""
    record = world.records[kind]
    tails = {
        "list": ["", f"?{NOTHING_MATCHES}", "?sort=-pk&voided=1"],
        "bulk": [f"?do=void&pk={record.pk}"],
    }
    names = {
        **{page: [record.pk] for page in ("detail", "update", "void", "restore")},
        **{page: [record.pk] for page in ("sign", "text", "pages", "redraft")},
        **{page: [record.pk] for page in ("section_add",)},
        **{
            page: []
            for page in ("list", "bulk", "columns", "filters", "batch", "signing")
        },
        **{page: [] for page in ("create", "import", "offer")},
        **{
            page: [world.batch.pk]
            for page in ("import_columns", "import_words", "import_preview")
        },
    }
    if kind.bulk_fields:
        tails["bulk"].append(f"?do=change&pk={record.pk}")
    name = view.url_name
    if name == "move":
        move = initkwargs["move"]
        return [Visit(move.name, kind.url(move.name, record.pk))]
    if name == "reveal":
        return [Visit("reveal", kind.url(name, record.pk, "phone"))]
    if name == "section":
        section = record.sections.first()
        return [Visit("section", kind.url(name, record.pk, section.pk))]
    if name not in names:
        return None
    url = kind.url(name, *names[name])
    visits = [Visit(f"{name}{tail}", url + tail) for tail in tails.get(name, [""])]
    if name in ("create", "import", "batch"):
        visits.append(Visit(f"{name} with errors", url, SEND))
    return visits


def plain_names():
    return {pattern.name for _, pattern in every_address() if not kind_of(pattern)}


def kind_of(pattern):
    return getattr(pattern.callback, "view_initkwargs", {}).get("kind")


def template_of(view, initkwargs):
    """The name of the template, or of the view, where that names none by itself."""
    try:
        names = view(**initkwargs).get_template_names()
        return select_template(names).template.name
    except (AttributeError, TemplateDoesNotExist):
        return view.__name__


def pages_of_kinds():
    """(view, initkwargs) once for each view and template, the first kind's."""
    seen = {}
    for _, pattern in every_address():
        if not kind_of(pattern):
            continue
        view, initkwargs = pattern.callback.view_class, pattern.callback.view_initkwargs
        only_sent_to = "get" not in view.http_method_names
        if only_sent_to or view.url_name in NO_PAGE_OF_A_KIND:
            continue
        key = (view.__name__, template_of(view, initkwargs))
        seen.setdefault(key, []).append((view, initkwargs))
    return seen


def kind_visits(world):
    for (_, template), pages in pages_of_kinds().items():
        view, initkwargs = next(
            (page for page in pages if is_open(world, page)), pages[0]
        )
        kind = initkwargs["kind"]
        for visit in recipes_of_a_kind(world, view, kind, initkwargs) or ():
            name = f"{kind.model.__name__} {visit.name} ({template})"
            yield Visit(name, visit.url, visit.press)


def is_open(world, page):
    """Whether the kind offers all that the page has, and its record is in a state in
    which the page opens."""
    view, initkwargs = page
    kind, move = initkwargs["kind"], initkwargs.get("move")
    if view.url_name == "bulk":
        return bool(kind.bulk_fields)
    return not move or move.is_open_for(world.records[kind])


def pages_without_recipe(world):
    """Names of the pages that nobody has said how to open."""
    return [
        template
        for (_, template), pages in pages_of_kinds().items()
        if recipes_of_a_kind(world, pages[0][0], pages[0][1]["kind"], pages[0][1])
        is None
    ]


def every_visit(world):
    return [*plain_recipes(world), *kind_visits(world)]
