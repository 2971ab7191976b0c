import datetime as dt
from decimal import Decimal

import factory

from activities.actions import follow_session
from activities.choices import Category, EntrantKind
from activities.models import Activity, ActivityResult, ActivitySession, PrizeRule
from union.tests.factories import RecordFactory


class ActivityFactory(RecordFactory):
    """An own sports event that was held on 18 April 2026."""

    class Meta:
        model = Activity

    title = factory.Sequence(lambda n: f"第{n}套广播操比赛")
    category = Category.SPORTS
    date = dt.date(2026, 4, 18)
    location = "院礼堂"
    headcount = 60
    status = "held"


class ActivitySessionFactory(RecordFactory):
    """A screening, counted with its activity."""

    class Meta:
        model = ActivitySession

    activity = factory.SubFactory(ActivityFactory)
    batch_no = factory.Sequence(lambda n: n + 1)
    date = dt.date(2026, 4, 18)
    headcount = 50
    cost = Decimal("1000.00")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        session = super()._create(model_class, *args, **kwargs)
        follow_session([session], actor=None, created=True)
        return session


class ActivityResultFactory(RecordFactory):
    class Meta:
        model = ActivityResult

    activity = factory.SubFactory(ActivityFactory)
    event = "集体拔河"
    entrant_kind = EntrantKind.TEAM
    team = factory.Sequence(lambda n: f"第{n}队")
    place = 1


class PrizeRuleFactory(RecordFactory):
    """The national ratio of 总工办发〔2017〕32号."""

    class Meta:
        model = PrizeRule

    region = "全国"
    document = factory.Sequence(lambda n: f"总工办发〔2017〕{32 + n}号")
    numerator = 2
    denominator = 3
    since = dt.date(2017, 12, 15)
