from collections import defaultdict

from django.db import models
from django.utils import timezone

from members.choices import ChangeType, JoinSource
from members.querysets import MembershipEventQuerySet
from members.rules import check_event, check_history
from union.models import Record

from .member import Member


class MembershipEvent(Record):
    """One change of membership (会籍变动); they make the member's status."""

    member = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="会员",
        related_name="events",
        db_index=False,  # the index below starts with it
    )
    change_type = models.CharField("变动类型", max_length=20, choices=ChangeType)
    date = models.DateField("日期", help_text="以工会委员会批准日期为准")
    source = models.CharField("入会来源", max_length=20, choices=JoinSource, blank=True)
    voluntary = models.BooleanField("本人自愿", default=True)
    from_org = models.CharField("原工会", max_length=60, blank=True)
    to_org = models.CharField("转往单位", max_length=60, blank=True)
    approved_by = models.CharField("批准依据", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = MembershipEventQuerySet.as_manager()
    goes_with = ("member",)
    search_fields = ("member",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "会籍变动"
        indexes = [
            # With what the last event of each member is found by, up to any day.
            models.Index(
                fields=["member", "date", "id", "change_type", "voided_at"],
                name="membership_events_in_time",
            ),
            models.Index(
                fields=["change_type", "date"], name="membership_events_by_type"
            ),
            models.Index(fields=["date"], name="membership_events_by_date"),
        ]

    def __str__(self):
        return f"{self.member} {self.date} {self.get_change_type_display()}"

    @classmethod
    def gather_facts(cls, records):
        events = cls.objects.filter(
            voided_at=None, member_id__in={record.member_id for record in records}
        )
        facts = EventFacts()
        for row in events.values_list("member_id", "pk", "date", "change_type"):
            facts.histories[row[0]][row[1]] = (row[2], row[1], row[3])
        return facts

    def check_rules(self, facts):
        if not (self.member_id and self.date and self.change_type):
            return  # the field's own error says it
        check_event(self, today=facts.today)
        check_history(facts.history_with(self))


class EventFacts:
    """The other events of the members concerned, and what day it is."""

    def __init__(self):
        self.histories = defaultdict(dict)
        self.today = timezone.localdate()

    def history_with(self, event):
        others = dict(self.histories[event.member_id])
        others.pop(event.pk, None)
        last = float("inf")  # a new event comes after those of the same day
        mine = (event.date, event.pk or last, event.change_type)
        return [(date, change) for date, _, change in sorted([*others.values(), mine])]

    def add(self, event):
        known = self.histories[event.member_id]
        number = event.pk or 10**12 + len(known)
        known[number] = (event.date, number, event.change_type)
