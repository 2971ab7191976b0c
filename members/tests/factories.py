import datetime as dt

import factory

from members.choices import (
    DepartmentKind,
    EmploymentType,
    Job,
    JoinSource,
    Sex,
)
from members.models import (
    Department,
    Member,
    MembershipEvent,
    StaffCount,
    UnionGroup,
    UnionProfile,
)
from union.tests.factories import RecordFactory


class DepartmentFactory(RecordFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"内科{n}")
    kind = DepartmentKind.CLINICAL


class UnionGroupFactory(RecordFactory):
    class Meta:
        model = UnionGroup

    name = factory.Sequence(lambda n: f"第{n}工会小组")


class MemberFactory(RecordFactory):
    """A member with the event that admitted them."""

    class Meta:
        model = Member

    # Of one length, so that none begins with a number that a test has chosen.
    staff_no = factory.Sequence(lambda n: f"{5000 + n % 5000}")
    name = factory.Sequence(lambda n: f"张{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}")
    sex = Sex.FEMALE
    birth_date = dt.date(1985, 5, 6)
    department = factory.SubFactory(DepartmentFactory)
    union_group = factory.SubFactory(UnionGroupFactory)
    job = Job.NURSE
    employment_type = EmploymentType.ESTABLISHED
    hire_date = dt.date(2019, 12, 1)
    joined_on = dt.date(2020, 1, 1)
    join_source = JoinSource.NEW_STAFF

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        member = super()._create(model_class, *args, **kwargs)
        MembershipEvent.objects.create(
            member=member,
            change_type="join",
            date=member.joined_on,
            source=member.join_source,
        )
        return member


class MembershipEventFactory(RecordFactory):
    """The admission of a member, as the member's own factory makes it."""

    class Meta:
        model = MembershipEvent

    member = factory.SubFactory(MemberFactory)
    change_type = "retire"
    date = dt.date(2026, 3, 1)


class StaffCountFactory(RecordFactory):
    class Meta:
        model = StaffCount

    year = factory.Sequence(lambda n: 2001 + n)
    headcount = 700


class UnionProfileFactory(RecordFactory):
    class Meta:
        model = UnionProfile

    name = factory.Sequence(lambda n: f"滨江医院工会委员会{n}")
    short_name = "滨江医院工会"
