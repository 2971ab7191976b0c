"""The departments of the invented hospital and who works there."""

from typing import NamedTuple

from members.choices import DepartmentKind, EmploymentType, Job, JoinSource, Sex

C, T, A, L = (
    DepartmentKind.CLINICAL,
    DepartmentKind.MEDICAL_TECH,
    DepartmentKind.ADMINISTRATION,
    DepartmentKind.LOGISTICS,
)
WARD = (Job.DOCTOR,) * 4 + (Job.NURSE,) * 6
THERAPY = (Job.DOCTOR,) * 3 + (Job.TECHNICIAN,) * 4 + (Job.NURSE,) * 3
LABORATORY = (Job.TECHNICIAN,)
IMAGING = (Job.DOCTOR,) * 4 + (Job.TECHNICIAN,) * 5 + (Job.NURSE,)
PHARMACY = (Job.PHARMACIST,) * 9 + (Job.OTHER,)
OFFICE = (Job.MANAGEMENT,)
ENGINEERS = (Job.TECHNICIAN, Job.MANAGEMENT)
SERVICES = (Job.LOGISTICS,) * 7 + (Job.MANAGEMENT,) * 2 + (Job.OTHER,)
MAIN, EAST = "本部", "东院区"


class Place(NamedTuple):
    """``size``: about how many of its people are members."""

    kind: DepartmentKind
    size: int
    jobs: tuple[Job, ...]
    campus: str = MAIN


PLACES = {
    "心血管内科": Place(C, 32, WARD),
    "呼吸内科": Place(C, 30, WARD),
    "消化内科": Place(C, 28, WARD),
    "神经内科": Place(C, 30, WARD),
    "普外科": Place(C, 32, WARD),
    "骨科": Place(C, 30, WARD),
    "妇产科": Place(C, 34, WARD),
    "儿科": Place(C, 28, WARD),
    "肾病内科": Place(C, 20, WARD),
    "内分泌科": Place(C, 18, WARD),
    "泌尿外科": Place(C, 18, WARD),
    "神经外科": Place(C, 20, WARD),
    "急诊科": Place(C, 24, WARD),
    "重症医学科": Place(C, 24, WARD),
    "麻醉手术室": Place(C, 24, WARD),
    "眼耳鼻喉科": Place(C, 16, WARD),
    "口腔科": Place(C, 14, WARD, EAST),
    "康复医学科": Place(C, 16, THERAPY, EAST),
    "中医科": Place(C, 14, WARD, EAST),
    "感染科": Place(C, 16, WARD, EAST),
    "检验科": Place(T, 28, LABORATORY),
    "放射科": Place(T, 18, IMAGING),
    "超声医学科": Place(T, 14, IMAGING),
    "药学部": Place(T, 26, PHARMACY),
    "病理科": Place(T, 8, LABORATORY),
    "院办公室": Place(A, 10, OFFICE),
    "医务护理部": Place(A, 14, OFFICE),
    "财务与人事处": Place(A, 16, OFFICE),
    "信息科": Place(A, 9, ENGINEERS),
    "后勤保障处": Place(L, 32, SERVICES),
}
#: From this size on a department has a union group of its own.
OWN_GROUP = 28

#: The share of women in a post; elsewhere half.
WOMEN = {Job.NURSE: 0.95, Job.PHARMACIST: 0.65, Job.LOGISTICS: 0.35}
EMPLOYMENT = (
    [EmploymentType.ESTABLISHED] * 9
    + [EmploymentType.PERMANENT] * 5
    + [EmploymentType.CONTRACT] * 4
    + [EmploymentType.RECRUITED] * 2
)
TEMPORARY = (JoinSource.TEMP, JoinSource.TEMP_ONE_YEAR)
#: Posts for which nobody is taken on as temporary staff.
LICENSED = (Job.DOCTOR, Job.PHARMACIST, Job.MANAGEMENT)


def sex_for(rng, job):
    return Sex.FEMALE if rng.random() < WOMEN.get(job, 0.5) else Sex.MALE


def employment(rng, source):
    if source in TEMPORARY:
        return EmploymentType.TEMPORARY
    return rng.choice(EMPLOYMENT)
