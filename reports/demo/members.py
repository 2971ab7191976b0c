"""The union's groups and members, and how they changed."""

import datetime as dt
from collections import defaultdict

from members.choices import STATUS_AFTER, ChangeType, Job, JoinSource, MemberStatus, Sex
from members.models import (
    Department,
    Member,
    MembershipEvent,
    StaffCount,
    UnionGroup,
    UnionProfile,
)
from members.retirement import (
    MEN,
    OFFICERS,
    WOMEN_50,
    WOMEN_55,
    last_birth_month,
    months,
    of_months,
)
from union.identity import make_id_number

from .hospital import LICENSED, OWN_GROUP, PLACES, TEMPORARY, C, employment, sex_for
from .names import make_name

#: Those who were members before the first year; admissions bring them to about 640.
MEMBERS = 496
#: How many reach the age of retirement in a year.
RETIRING = 14
#: What happens in a year, in the proportions of a hospital of this size.
ADMISSIONS = (
    (JoinSource.NEW_STAFF, 38),
    (JoinSource.TRANSFERRED, 7),
    (JoinSource.TEMP_ONE_YEAR, 20),
    (JoinSource.TEMP, 4),
)
DEPARTURES = (
    (ChangeType.TRANSFER_OUT, 4),
    (ChangeType.LEAVE, 2),
    (ChangeType.DEATH, 1),
)
#: At which age and how many days after being taken on one joins.
AGES = {JoinSource.NEW_STAFF: (22, 28), JoinSource.TRANSFERRED: (28, 43)}
AGES_OF_TEMPORARY = (22, 43)
WAITS = {JoinSource.TEMP_ONE_YEAR: (370, 500)}
USUAL_WAIT = (30, 90)
#: Who leads a group is not about to retire.
LEADING_AGES = range(32, 49)


def make(context):
    _profile(context)
    departments = [
        Department(name=n, kind=p.kind, campus=p.campus, is_frontline=p.kind == C)
        for n, p in PLACES.items()
    ]
    context.save(Department, departments)
    posts = _posts(context, departments)
    founders, retiring = _founders(context, posts)
    joined = _join(context, posts, start=len(founders))
    context.save(MembershipEvent, [_admission(member) for member in founders + joined])
    _leave(context, founders, retiring)
    context.members = [m for m in founders + joined if m.status == MemberStatus.ACTIVE]
    _lead(context)


def _profile(context):
    profile = UnionProfile(
        name="滨江医院工会委员会",
        short_name="滨江医院工会",
        self_word="我院",
        party_committee="院党委",
        superior_union="市医务工会",
    )
    context.save(UnionProfile, [profile])
    for step, year in enumerate(context.years):
        count = StaffCount(year=year, headcount=(562 + 50 * step) * context.scale)
        context.save(StaffCount, [count], on=dt.date(year, 1, 5))


def _posts(context, departments):
    """Yields (department, group), each as often as its size has it: the large ones
    have a group of their own, the others share one by twos."""
    own = [[d] for d in departments if PLACES[d.name].size >= OWN_GROUP]
    small = [d for d in departments if PLACES[d.name].size < OWN_GROUP]
    parts = own + [list(pair) for pair in zip(small[::2], small[1::2], strict=True)]
    names = ["、".join(department.name for department in part) for part in parts]
    groups = context.save(UnionGroup, [UnionGroup(name=f"{n}工会小组") for n in names])
    for group, part in zip(groups, parts, strict=True):
        group.departments.set(part)
    posts = [
        (department, group)
        for group, part in zip(groups, parts, strict=True)
        for department in part
        for _ in range(PLACES[department.name].size)
    ]
    while True:
        yield from context.rng.sample(posts, len(posts))


# --- who was there before the first year ---


def _founders(context, posts):
    """Those members by the day of joining, and (year, month): who reaches the age of
    retirement then."""
    turns = [
        (year, 1 + number % 12)
        for year in (*context.years, context.years[-1] + 1)
        for number in range(RETIRING * context.scale)
    ]
    regular = MEMBERS * context.scale - len(turns)
    people = [(_founder(context, posts, turn), turn) for turn in turns]
    people += [(_founder(context, posts, None), None) for _ in range(regular)]
    people.sort(key=lambda person: person[0].joined_on)
    _number(1, [member for member, _ in people])
    retiring = defaultdict(list)
    for member, turn in people:
        if turn:
            retiring[turn].append(member)
    return context.save(Member, [member for member, _ in people]), retiring


def _founder(context, posts, turn):
    """One who retires in ``turn``, a (year, month), else some years from now."""
    rng = context.rng
    department, group = next(posts)
    job = rng.choice(PLACES[department.name].jobs)
    sex = sex_for(rng, job)
    scheme = _scheme(sex, job)
    if turn:
        first = last_birth_month(scheme, *turn)
        birth = first.replace(day=rng.randrange(1, 29))
    else:
        oldest = scheme.age - 2
        age = round(rng.triangular(26, oldest, min(34, oldest)))
        birth = _birthday(rng, context.today.year - age)
    year = min(birth.year + rng.randrange(22, 30), context.years[0] - 1)
    day = context.workday(dt.date(year, rng.randrange(1, 13), rng.randrange(1, 29)))
    post = (department, group, job, sex)
    return _member(context, post, birth, (day, JoinSource.NEW_STAFF))


def _scheme(sex, job):
    if sex == Sex.MALE:
        return MEN
    return WOMEN_55 if job in OFFICERS else WOMEN_50


def _birthday(rng, year):
    return dt.date(year, 1, 1) + dt.timedelta(days=rng.randrange(365))


def _number(first, members):
    for number, member in enumerate(members, first):
        member.staff_no = f"{1000 + number:04d}"


# --- who joined since ---


def _join(context, posts, *, start):
    """The admissions of each year, on the days the committee met."""
    admitted = [
        (_meeting(context, year), source)
        for year in context.years
        for source, number in ADMISSIONS
        for _ in range(number * context.scale)
    ]
    members = [
        _newcomer(context, posts, *admission)
        for admission in sorted(admitted)
        if context.is_past(admission[0])
    ]
    _number(start + 1, members)
    return context.save(Member, members)


def _meeting(context, year):
    return context.workday(dt.date(year, context.rng.choice((3, 6, 9, 10, 12)), 20))


def _newcomer(context, posts, day, source):
    rng = context.rng
    job = None
    while job is None or (source in TEMPORARY and job in LICENSED):
        department, group = next(posts)
        job = rng.choice(PLACES[department.name].jobs)
    birth = _birthday(
        rng, day.year - rng.randrange(*AGES.get(source, AGES_OF_TEMPORARY))
    )
    post = (department, group, job, sex_for(rng, job))
    return _member(context, post, birth, (day, source))


def _member(context, post, birth, joined):
    department, group, job, sex = post
    day, source = joined
    rng = context.rng
    waited = rng.randrange(*WAITS.get(source, USUAL_WAIT))
    registered = context.workday(day + dt.timedelta(days=30))
    is_registered = context.is_past(registered) and rng.random() < 0.97
    return Member(
        name=make_name(rng, sex),
        sex=sex,
        birth_date=birth,
        id_number=_free_id_number(context, birth, sex),
        phone=f"139{rng.randrange(10**8):08d}",
        department=department,
        union_group=group,
        job=job,
        employment_type=employment(rng, source),
        is_migrant_worker=job == Job.LOGISTICS and rng.random() < 0.3,
        is_model_worker=rng.random() < 0.005,
        hire_date=context.workday(day - dt.timedelta(days=waited)),
        joined_on=day,
        join_source=source,
        registered_on=registered if is_registered else None,
    )


def _free_id_number(context, birth, sex):
    """A number nobody else of the demo has."""
    while (number := make_id_number(context.rng, birth, sex)) in context.id_numbers:
        pass
    context.id_numbers.add(number)
    return number


# --- what became of them ---


def _admission(member):
    event = _event(member, ChangeType.JOIN, member.joined_on)
    event.source = member.join_source
    return event


def _event(member, change, day):
    return MembershipEvent(
        member=member, change_type=change, date=day, approved_by="工会委员会审批"
    )


def _leave(context, founders, retiring):
    """Who reached the age up to three months ago has retired; a few wait for it."""
    done = of_months(months(context.today.year, context.today.month) - 3)
    changes = [
        (member, ChangeType.RETIRE, _day_of_retirement(context, *turn))
        for turn, members in retiring.items()
        if turn <= done
        for member in members
    ]
    waiting = {member.pk for members in retiring.values() for member in members}
    others = [member for member in founders if member.pk not in waiting]
    leaving = iter(context.rng.sample(others, len(others)))
    changes += [
        (next(leaving), change, context.workday(context.day(year)))
        for year in context.years
        for change, number in DEPARTURES
        for _ in range(number * context.scale)
    ]
    events = []
    for member, change, day in changes:
        member.status = STATUS_AFTER[change]
        event = _event(member, change, day)
        if change == ChangeType.TRANSFER_OUT:
            event.to_org = "外地某医院工会"
        events.append(event)
    context.save(MembershipEvent, events)
    Member.objects.bulk_update([e.member for e in events], ["status"], batch_size=1000)


def _day_of_retirement(context, year, month):
    return context.workday(dt.date(year, month, context.rng.randrange(8, 26)))


def _lead(context):
    """Each group gets a leader; the demo's leader account sees the first group."""
    able = defaultdict(list)
    for member in context.members:
        if context.today.year - member.birth_date.year in LEADING_AGES:
            able[member.union_group_id].append(member)
    groups = list(UnionGroup.objects.order_by("pk"))
    for group in groups:
        group.leader = context.rng.choice(able[group.pk])
    UnionGroup.objects.bulk_update(groups, ["leader"])
    groups[0].officers.add(context.users["leader"])
