from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class MemberStatus(TextChoices):
    ACTIVE = "active", "在会"
    RETIRED = "retired", "退休"
    RESERVED = "reserved", "保留会籍"
    TRANSFERRED_OUT = "transferred_out", "转出"
    WITHDRAWN = "withdrawn", "退会"
    EXPELLED = "expelled", "除名"
    DECEASED = "deceased", "去世"


STATUS_COLOURS = (
    (MemberStatus.ACTIVE, "success"),
    (MemberStatus.RETIRED, "primary"),
    (MemberStatus.RESERVED, "warning"),
)


class ChangeType(TextChoices):
    JOIN = "join", "入会"
    TRANSFER_IN = "transfer_in", "转入"
    RETIRE = "retire", "退休"
    RESERVE = "reserve", "保留会籍"
    REINSTATE = "reinstate", "恢复会籍"
    TRANSFER_OUT = "transfer_out", "转出"
    LEAVE = "leave", "退会"
    EXPEL = "expel", "除名"
    DEATH = "death", "去世"


#: What an event makes of a member (全总《工会会员会籍管理办法》2016).
STATUS_AFTER = {
    ChangeType.JOIN: MemberStatus.ACTIVE,
    ChangeType.TRANSFER_IN: MemberStatus.ACTIVE,
    ChangeType.REINSTATE: MemberStatus.ACTIVE,
    ChangeType.RETIRE: MemberStatus.RETIRED,
    ChangeType.RESERVE: MemberStatus.RESERVED,
    ChangeType.TRANSFER_OUT: MemberStatus.TRANSFERRED_OUT,
    ChangeType.LEAVE: MemberStatus.WITHDRAWN,
    ChangeType.EXPEL: MemberStatus.EXPELLED,
    ChangeType.DEATH: MemberStatus.DECEASED,
}


class JoinSource(TextChoices):
    NEW_STAFF = "new_staff", "新员工"
    TRANSFERRED = "transferred", "调入"
    TEMP_ONE_YEAR = "temp_one_year", "一年以上临时工"
    TEMP = "temp", "临时聘用"
    MEMBER_TRANSFER = "member_transfer", "会员转入"


class EmploymentType(TextChoices):
    ESTABLISHED = "established", "在编"
    PERMANENT = "permanent", "正式"
    CONTRACT = "contract", "合同"
    RECRUITED = "recruited", "招聘"
    TEMPORARY = "temporary", "临时聘用"
    AGENCY = "agency", "劳务派遣"
    EXTERNAL = "external", "外聘"
    INTERNAL_RETIRED = "internal_retired", "内退在岗"


class Job(TextChoices):
    DOCTOR = "doctor", "医师"
    NURSE = "nurse", "护士"
    TECHNICIAN = "technician", "医技"
    PHARMACIST = "pharmacist", "药师"
    MANAGEMENT = "management", "管理"
    LOGISTICS = "logistics", "工勤"
    OTHER = "other", "其他"


class MissingData(TextChoices):
    """What a member's entry should hold and may lack."""

    BIRTH_DATE = "birth_date", "出生日期"
    ID_NUMBER = "id_number", "身份证号"
    SEX = "sex", "性别"


class RetirementAge(TextChoices):
    """Whether sex and post say at which age a member retires."""

    SETTLED = "settled", "按性别和岗位可以确定"
    OPEN = "open", "须由人事确认（女职工 50 或 55 周岁）"


class DepartmentKind(TextChoices):
    CLINICAL = "clinical", "临床"
    MEDICAL_TECH = "medical_tech", "医技"
    ADMINISTRATION = "administration", "行政"
    LOGISTICS = "logistics", "后勤"
