import datetime as dt

import factory

from congress.choices import (
    Category,
    DisclosureCategory,
    ProposalKind,
    SessionKind,
)
from congress.models import CongressSession, DisclosureItem, Proposal
from members.tests.factories import DepartmentFactory, MemberFactory
from union.tests.factories import RecordFactory


class CongressSessionFactory(RecordFactory):
    class Meta:
        model = CongressSession

    kind = SessionKind.CONGRESS
    term_no = 7
    session_no = factory.Sequence(lambda n: 1 + n % 900)
    date = dt.date(2026, 3, 20)
    delegates_due = 60
    delegates_present = 53


class ProposalFactory(RecordFactory):
    """A submitted paper with its two seconders; ``facts`` of its handling bring it to
    the state they show."""

    class Meta:
        model = Proposal

    class Params:
        accepted = factory.Trait(decision="filed", decided_on=dt.date(2026, 3, 25))
        assigned = factory.Trait(
            accepted=True,
            handling_department=factory.SubFactory(DepartmentFactory),
            assigned_on=dt.date(2026, 4, 1),
            due_on=dt.date(2026, 5, 31),
        )
        replied = factory.Trait(
            assigned=True,
            reply="已增设三处饮水点",
            reply_category="solved",
            replied_on=dt.date(2026, 5, 8),
        )
        answered = factory.Trait(replied=True, satisfaction="satisfied")
        closed = factory.Trait(answered=True, closed_on=dt.date(2026, 6, 1))

    session = factory.SubFactory(CongressSessionFactory)
    number = factory.Sequence(lambda n: 1 + n)
    kind = ProposalKind.PROPOSAL
    title = "在门诊楼增设饮水点"
    category = Category.LOGISTICS
    proposer = factory.SubFactory(MemberFactory)
    seconders = "李娜、王芳"
    submitted_on = dt.date(2026, 3, 10)


class DisclosureItemFactory(RecordFactory):
    class Meta:
        model = DisclosureItem

    category = DisclosureCategory.INTERESTS
    title = factory.Sequence(lambda n: f"职工疗休养安排{n}")
    disclosed_on = dt.date(2026, 5, 6)
    channels = "公开栏、局域网"
    privacy_checked = True
