"""What is done to members beyond saving their fields."""

from collections import defaultdict

from django.utils import timezone

from union import audit
from union.batched import BATCH
from union.bulk_insert import insert

from .choices import STATUS_AFTER, ChangeType, JoinSource
from .models import Member, MembershipEvent
from .rules import check_history


def follow_member(records, *, actor, created):
    """A new member's first event: the admission, or the transfer of membership."""
    if not created:
        return
    person = audit.person(actor)
    insert(
        MembershipEvent,
        (
            {
                "member": member.pk,
                "date": member.joined_on,
                "change_type": first_event(member),
                "source": member.join_source,
                "created_by": person.pk if person else None,
            }
            for member in records
        ),
    )


def first_event(member):
    transferred = member.join_source == JoinSource.MEMBER_TRANSFER
    return ChangeType.TRANSFER_IN if transferred else ChangeType.JOIN


def follow_event(records, *, actor, created):
    """The members' status and date of joining follow from their events.

    The events are checked once more now that the members are locked: two events at the
    same time, or one taken away, may leave a history that cannot be.
    """
    ids = {event.member_id for event in records}
    members = Member.objects.select_for_update().order_by("pk").in_bulk(ids)
    histories = histories_of(ids)
    changed = []
    for pk, member in members.items():
        check_history(histories[pk])
        status, joined_on = standing(histories[pk])
        if (member.status, member.joined_on) != (status, joined_on):
            member.status, member.joined_on = status, joined_on
            member.version += 1  # an open form of the member shows the older state
            member.updated_at = timezone.now()
            changed.append(member)
    fields = ["status", "joined_on", "version", "updated_at"]
    Member.objects.bulk_update(changed, fields, batch_size=BATCH)


def histories_of(ids):
    """{member's pk: [(date, change_type), …]} in order of time."""
    histories = defaultdict(list)
    events = MembershipEvent.objects.filter(voided_at=None, member_id__in=ids)
    rows = events.in_time().values_list("member_id", "date", "change_type")
    for member, *event in rows:
        histories[member].append(tuple(event))
    return histories


def standing(history):
    """(status, date of joining) after the events of a sound history."""
    joined = [
        date
        for date, change in history
        if change in (ChangeType.JOIN, ChangeType.TRANSFER_IN)
    ]
    return STATUS_AFTER[history[-1][1]], joined[-1]
