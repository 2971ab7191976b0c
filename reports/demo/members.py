"""The hospital's departments, union groups and members, and how they changed."""

import datetime as dt

from members.choices import (
    STATUS_AFTER,
    ChangeType,
    DepartmentKind,
    EmploymentType,
    Job,
    JoinSource,
    MemberStatus,
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
from union.identity import make_id_number

from .names import make_name

C, T, A, L = (
    DepartmentKind.CLINICAL,
    DepartmentKind.MEDICAL_TECH,
    (DepartmentKind.ADMINISTRATION),
    DepartmentKind.LOGISTICS,
)
DEPARTMENTS = {
    "心血管内科": C, "呼吸内科": C, "消化内科": C, "神经内科": C, "肾病内科": C,
    "内分泌科": C, "普外科": C, "骨科": C, "泌尿外科": C, "神经外科": C, "妇产科": C,
    "儿科": C, "急诊科": C, "重症医学科": C, "麻醉手术室": C, "眼耳鼻喉科": C,
    "口腔科": C, "康复医学科": C, "中医科": C, "感染科": C, "检验科": T, "放射科": T,
    "超声医学科": T, "药学部": T, "病理科": T, "院办公室": A, "医务护理部": A,
    "财务与人事处": A, "信息科": A, "后勤保障处": L,
}  # fmt: skip
GROUPS = 20
#: Those who were members before the first year; admissions bring them to about 640.
MEMBERS = 496
JOBS = {
    DepartmentKind.CLINICAL: [Job.DOCTOR] * 4 + [Job.NURSE] * 6,
    DepartmentKind.MEDICAL_TECH: [Job.TECHNICIAN] * 5 + [Job.PHARMACIST] * 3,
    DepartmentKind.ADMINISTRATION: [Job.MANAGEMENT],
    DepartmentKind.LOGISTICS: [Job.LOGISTICS] * 3 + [Job.OTHER],
}
EMPLOYMENT = (
    [EmploymentType.ESTABLISHED] * 9
    + [EmploymentType.PERMANENT] * 5
    + [EmploymentType.CONTRACT] * 4
    + [EmploymentType.RECRUITED] * 2
    + [EmploymentType.TEMPORARY]
)
#: What happens in a year, in the proportions of a hospital of this size.
ADMISSIONS = (
    (JoinSource.NEW_STAFF, 38),
    (JoinSource.TRANSFERRED, 7),
    (JoinSource.TEMP_ONE_YEAR, 20),
    (JoinSource.TEMP, 4),
)
DEPARTURES = (
    (ChangeType.RETIRE, 14),
    (ChangeType.TRANSFER_OUT, 4),
    (ChangeType.LEAVE, 2),
    (ChangeType.DEATH, 1),
)


def make(context):
    _profile(context)
    departments = context.save(
        Department,
        [
            Department(name=name, kind=kind, campus="本部", is_frontline=kind == C)
            for name, kind in DEPARTMENTS.items()
        ],
    )
    groups = _groups(context, departments)
    size = MEMBERS * context.scale
    founders = _people(context, groups, range(size), _long_ago)
    joined = _join(context, groups, start=size)
    context.save(MembershipEvent, [_admission(member) for member in founders + joined])
    _leave(context, founders)
    context.members = [m for m in founders + joined if m.status == MemberStatus.ACTIVE]
    _lead(context, groups)


def _profile(context):
    profile = UnionProfile(
        name="滨江医院工会委员会",
        short_name="滨江医院工会",
        self_word="我院",
        party_committee="院党委",
        superior_union="市医务工会",
    )
    context.save(UnionProfile, [profile])
    counts = [
        StaffCount(year=year, headcount=(562 + 50 * step) * context.scale)
        for step, year in enumerate(context.years)
    ]
    context.save(StaffCount, counts)


def _groups(context, departments):
    """Twenty groups: ten departments have their own, the others share one by twos."""
    alone = 2 * GROUPS - len(departments)
    parts = [[department] for department in departments[:alone]]
    parts += zip(departments[alone::2], departments[alone + 1 :: 2], strict=True)
    names = ["、".join(department.name for department in part) for part in parts]
    groups = context.save(UnionGroup, [UnionGroup(name=f"{n}工会小组") for n in names])
    for group, part in zip(groups, parts, strict=True):
        group.departments.set(part)
    return [
        (department, group)
        for group, part in zip(groups, parts, strict=True)
        for department in part
    ]


def _people(context, groups, numbers, joined_on):
    members = [
        _person(context, groups, number, joined_on(context)) for number in numbers
    ]
    return context.save(Member, members)


def _person(context, groups, number, joined):
    day, source = joined
    rng = context.rng
    department, group = rng.choice(groups)
    job = rng.choice(JOBS[department.kind])
    sex = Sex.FEMALE if rng.random() < (0.95 if job == Job.NURSE else 0.5) else Sex.MALE
    age = (
        rng.randrange(22, 32) if day.year >= context.years[0] else rng.randrange(26, 58)
    )
    first = dt.date(day.year - age, 1, 1)
    birth = first + dt.timedelta(days=rng.randrange(365))
    return Member(
        staff_no=f"{1001 + number:04d}",
        name=make_name(rng),
        sex=sex,
        birth_date=birth,
        id_number=_free_id_number(context, birth, sex),
        phone=f"139{rng.randrange(10**8):08d}",
        department=department,
        union_group=group,
        job=job,
        employment_type=_employment(rng, source),
        is_migrant_worker=job == Job.LOGISTICS and rng.random() < 0.3,
        is_model_worker=rng.random() < 0.005,
        hire_date=day - dt.timedelta(days=rng.randrange(30, 90)),
        joined_on=day,
        join_source=source,
        registered_on=day + dt.timedelta(days=30) if rng.random() < 0.97 else None,
    )


def _free_id_number(context, birth, sex):
    """A number nobody else of the demo has."""
    while (number := make_id_number(context.rng, birth, sex)) in context.id_numbers:
        pass
    context.id_numbers.add(number)
    return number


def _employment(rng, source):
    if source in (JoinSource.TEMP, JoinSource.TEMP_ONE_YEAR):
        return EmploymentType.TEMPORARY
    return rng.choice(EMPLOYMENT)


def _long_ago(context):
    """Before the years of the demo."""
    year = context.years[0] - context.rng.randrange(1, 18)
    day = dt.date(year, context.rng.randrange(1, 13), context.rng.randrange(1, 29))
    return day, JoinSource.NEW_STAFF


def _join(context, groups, *, start):
    """The admissions of each year, on the days the committee met."""
    admitted = (
        (dt.date(year, context.rng.choice((3, 6, 9, 10, 12)), 20), source)
        for year in context.years
        for source, number in ADMISSIONS
        for _ in range(number * context.scale)
    )
    days = sorted(item for item in admitted if context.is_past(item[0]))
    waiting = iter(days)
    return _people(
        context, groups, range(start, start + len(days)), lambda _: next(waiting)
    )


def _admission(member):
    event = _event(member, ChangeType.JOIN, member.joined_on)
    event.source = member.join_source
    return event


def _event(member, change, day):
    return MembershipEvent(
        member=member, change_type=change, date=day, approved_by="工会委员会审批"
    )


def _leave(context, founders):
    leaving = iter(context.rng.sample(founders, len(founders)))
    changes = [
        (year, change)
        for year in context.years
        for change, number in DEPARTURES
        for _ in range(number * context.scale)
    ]
    events = []
    for year, change in changes:
        day = context.day(year)
        member = next(leaving)
        member.status = STATUS_AFTER[change]
        event = _event(member, change, day)
        if change == ChangeType.TRANSFER_OUT:
            event.to_org = "外地某医院工会"
        events.append(event)
    context.save(MembershipEvent, events)
    Member.objects.bulk_update([e.member for e in events], ["status"], batch_size=1000)


def _lead(context, groups):
    """Each group gets a leader; the demo's leader account sees the first group."""
    seen = {}
    for member in context.members:
        seen.setdefault(member.union_group_id, member)
    unique = {group.pk: group for _, group in groups}
    for group in unique.values():
        group.leader = seen.get(group.pk)
    UnionGroup.objects.bulk_update(unique.values(), ["leader"])
    next(iter(unique.values())).officers.add(context.users["leader"])
