"""What the first page of each worker would otherwise make its reader wait for."""

from django.conf import settings
from django.template.loader import get_template

from .filters import filters_of
from .records import pages_of, record_kinds

TEMPLATES = settings.BASE_DIR / "templates"


def warm_up():
    """Compile all templates and addresses, and all that is made once of each kind."""
    for path in TEMPLATES.rglob("*.html"):
        get_template(str(path.relative_to(TEMPLATES)))
    for kind in record_kinds():
        kind.url("list")
        pages_of(kind)
        filters_of(kind.filterset)
