"""Messages after something was done: with a link to it, and a way to take it back."""

from urllib.parse import parse_qs, urlencode

from django.contrib import messages


def success(request, text, *, link="", undo=None, draft=None):
    """``link``: where to see it; ``undo``: the UndoBatch that takes it back; ``draft``:
    the one just thrown away, which the page shown next brings back."""
    parts = {
        "link": link,
        "undo": str(undo.pk) if undo else "",
        "draft": str(draft.pk) if draft else "",
    }
    tags = urlencode({name: value for name, value in parts.items() if value})
    messages.success(request, text, extra_tags=tags)


def warning(request, text, *, link=""):
    """Something to know beside that; ``link``: where more is said."""
    tags = urlencode({"link": link} if link else {})
    messages.warning(request, text, extra_tags=tags)


def parts_of(message):
    """{"link": …, "undo": …} of a message, each where it has one."""
    return {name: values[0] for name, values in parse_qs(message.extra_tags).items()}
