"""What a room to the right has to say to whoever changes a record of another room.

settings.REMARKS names its functions as other settings name middleware: the kernel knows
none of them, and no action calls them. Each is ``remark(model, pks, user)`` and returns
{text: link}. It is asked before and after a change, for either state may concern it;
a page that asks first shows what concerns the state before.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from . import notices


def about(model, pks, user):
    """{text: link} about these records as they are stored now."""
    found = {}
    for path in settings.REMARKS:
        found |= import_string(path)(model, pks, user)
    return found


def about_all(records, user):
    """The same about {model: pks} of several models."""
    found = {}
    for model, pks in records.items():
        found |= about(model, pks, user)
    return found


def say(request, remarks):
    for text, link in remarks.items():
        notices.warning(request, text, link=link)
