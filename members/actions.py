"""What is done to members beyond saving their fields."""

from django.utils import timezone

from union import audit

from .choices import STATUS_AFTER, ChangeType, JoinSource
from .models import Member, MembershipEvent


def follow_member(records, *, actor, created):
    """A new member's first event: the admission, or the transfer of membership."""
    if not created:
        return
    MembershipEvent.objects.bulk_create(
        [
            MembershipEvent(
                member=member,
                date=member.joined_on,
                change_type=first_event(member),
                source=member.join_source,
                created_by=audit.person(actor),
            )
            for member in records
        ],
        batch_size=1000,
    )


def first_event(member):
    transferred = member.join_source == JoinSource.MEMBER_TRANSFER
    return ChangeType.TRANSFER_IN if transferred else ChangeType.JOIN


def follow_event(records, *, actor, created):
    """The members' status and date of joining follow from their events."""
    ids = {event.member_id for event in records}
    members = Member.objects.select_for_update().in_bulk(ids)
    events = MembershipEvent.objects.valid().filter(member_id__in=ids)
    for event in events.order_by("date", "pk"):
        member = members[event.member_id]
        member.status = STATUS_AFTER[event.change_type]
        if event.change_type in (ChangeType.JOIN, ChangeType.TRANSFER_IN):
            member.joined_on = event.date
    for member in members.values():
        member.updated_at = timezone.now()
    Member.objects.bulk_update(
        members.values(), ["status", "joined_on", "updated_at"], batch_size=1000
    )
