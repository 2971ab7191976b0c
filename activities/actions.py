"""What is done to activities beyond saving their fields."""

from copy import copy

from django.db.models import Count, Sum

from union import actions
from union.batched import BATCH

from .choices import ActivityStatus
from .models import Activity, ActivitySession
from .rules import MOVES

TOTALS = ("attendance", "attendance_qualifier", "session_total", "cost_total")


def mark_held(activity, *, actor, **reported):
    """已举办, with what was reported; what is left empty stays as planned."""
    reported = {name: v for name, v in reported.items() if v not in (None, "")}
    held = copy(activity)
    for name, value in reported.items():
        setattr(held, name, value)
    held.status = ActivityStatus.HELD
    held.check_rules(held.gather_facts([held]))
    actions.move(activity, ActivityStatus.HELD, actor=actor, moves=MOVES, **reported)
    refresh_totals([activity.pk])


def cancel(activity, *, actor, reason):
    actions.move(
        activity, ActivityStatus.CANCELLED, actor=actor, moves=MOVES, note=reason
    )


def replan(activity, *, actor, reason):
    """Back to the plan: it was marked as held or cancelled by mistake."""
    actions.move(
        activity, ActivityStatus.PLANNED, actor=actor, moves=MOVES, note=reason
    )


def follow_activity(records, *, actor, created):
    """An activity that was saved again still counts what its sessions say."""
    if not created:
        refresh_totals([activity.pk for activity in records])


def follow_session(records, *, actor, created):
    refresh_totals({session.activity_id for session in records})


def refresh_totals(ids):
    """Let activities sum up their sessions anew."""
    sums = ActivitySession.objects.valid().filter(activity__in=ids).values("activity")
    sums = sums.annotate(
        sessions=Count("pk"), persons=Sum("headcount"), money=Sum("cost")
    )
    known = {
        row["activity"]: (row["sessions"], row["persons"], row["money"]) for row in sums
    }
    activities = Activity.objects.select_for_update().filter(pk__in=ids)
    for activity in activities:
        activity.sum_up(*known.get(activity.pk, ()))
    Activity.objects.bulk_update(activities, TOTALS, batch_size=BATCH)
