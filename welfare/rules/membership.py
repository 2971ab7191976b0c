"""What a member was on a day, for the rights that hang on it."""

from members.choices import MemberStatus
from welfare.choices import ServiceStatus

#: Who left has no claim on the union any more.
LEFT = {
    MemberStatus.TRANSFERRED_OUT,
    MemberStatus.WITHDRAWN,
    MemberStatus.EXPELLED,
}


def status_on(history, day):
    """The member's status on ``day``, None before the first event; ``history`` holds
    (date, status after it) in order of time."""
    status = None
    for since, after in history:
        if since > day:
            break
        status = after
    return status


def service_status(status):
    return (
        ServiceStatus.RETIRED
        if status == MemberStatus.RETIRED
        else ServiceStatus.IN_SERVICE
    )
