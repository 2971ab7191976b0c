"""Errors for people, and the answer to who tries to log in too often."""

from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import render
from django.utils import timezone


class RuleViolation(ValidationError):
    """A rule of the union says no; the message is shown to the person as it is."""


class Misplaced(RuleViolation):
    """What was entered in ``field`` belongs into the field ``to``."""

    def __init__(self, field, message, *, to):
        super().__init__({field: message})
        self.field = field
        self.to = to


class InTheWay(ValidationError):
    """A message about another record, whose number a page needs for a link to it."""

    def __init__(self, message, pk):
        super().__init__(message, "in_the_way", {"pk": pk})


class Conflict(RuleViolation):
    """Someone else was quicker (409): the record is no longer in the expected state."""


@contextmanager
def explained(record):
    """Where the database refuses ``record``, say in its own words why: since the form
    was checked, another may have saved the same."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        try:
            record.validate_unique()
            record.validate_constraints()
        except ValidationError as error:
            raise RuleViolation(error) from None
        raise


def explain_refusal(called):
    """Where the database refused one of many records that the rules let pass, say which
    and why: ``called`` are pairs of what a message calls it, and the record."""
    for name, record in called:
        try:
            record.validate_constraints()
        except ValidationError as error:
            raise RuleViolation(f"{name}：{'；'.join(error.messages)}") from None


def locked_out(request, response, credentials):
    """What django-axes answers to the sixth try and all later ones (429)."""
    wait = settings.AXES_COOLOFF_TIME
    page = render(
        request,
        "accounts/locked.html",
        {"again_at": timezone.now() + wait, "minutes": wait.seconds // 60},
        status=settings.AXES_HTTP_RESPONSE_CODE,
    )
    page["Retry-After"] = str(wait.seconds)
    return page
