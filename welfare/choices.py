from django.db.models import TextChoices


class Occasion(TextChoices):
    """Why somebody is visited or given something (慰问事由)."""

    SICK = "sick", "患病"
    HOSPITAL = "hospital", "住院"
    BIRTH = "birth", "生育"
    MARRIAGE = "marriage", "结婚"
    DEATH = "death", "去世"
    BEREAVEMENT = "bereavement", "丧事"
    HARDSHIP = "hardship", "困难"
    RETIREE = "retiree", "离退休"
    FRONTLINE = "frontline", "一线值班"
    BIRTHDAY = "birthday", "生日"
    FESTIVAL = "festival", "节日"
    LEAVING = "leaving", "退休离岗"
    DISASTER = "disaster", "灾害"
    MODEL_WORKER = "model_worker", "劳模"


class Festival(TextChoices):
    NEW_YEAR = "new_year", "元旦"
    NEW_YEARS_EVE = "new_years_eve", "除夕"
    SPRING = "spring", "春节"
    LANTERN = "lantern", "元宵节"
    WOMEN = "women", "三八妇女节"
    QINGMING = "qingming", "清明节"
    LABOUR = "labour", "劳动节"
    NURSES = "nurses", "护士节"
    CHILDREN = "children", "六一儿童节"
    DRAGON_BOAT = "dragon_boat", "端午节"
    ARMY = "army", "八一建军节"
    DOCTORS = "doctors", "医师节"
    MID_AUTUMN = "mid_autumn", "中秋节"
    NATIONAL = "national", "国庆节"
    DOUBLE_NINTH = "double_ninth", "重阳节"


class Relation(TextChoices):
    """Of the person concerned to the member."""

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"


class RuleScope(TextChoices):
    """Whom a standard is for."""

    SELF = "self", "本人"
    RELATIVE = "relative", "直系亲属"

    @classmethod
    def of(cls, relation):
        return cls.SELF if relation == Relation.SELF else cls.RELATIVE


class BenefitForm(TextChoices):
    GOODS = "goods", "慰问品"
    COUPON = "coupon", "实物提货券"
    CASH = "cash", "慰问金"
    EITHER = "either", "慰问金或慰问品"


class PlanKind(TextChoices):
    GENERAL = "general", "综合互助"
    CRITICAL = "critical", "重疾"
    WOMEN = "women", "女职工"
    ACCIDENT = "accident", "意外"
    ALLOWANCE = "allowance", "住院津贴"


class EnrolmentKind(TextChoices):
    NEW = "new", "新参保"
    RENEWED = "renewed", "续保"


class Payer(TextChoices):
    MEMBER = "member", "个人"
    UNION = "union", "工会"
    HOSPITAL = "hospital", "单位"
    SHARED = "shared", "共同承担"


class ServiceStatus(TextChoices):
    IN_SERVICE = "in_service", "在职"
    RETIRED = "retired", "退休"


class ClaimEvent(TextChoices):
    HOSPITAL = "hospital", "住院"
    CRITICAL = "critical", "重大疾病"
    WOMEN = "women", "女职工特殊疾病"
    ACCIDENT = "accident", "意外伤害"
    DEATH = "death", "身故"


class ClaimStatus(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待初审"
    SUPPLEMENT = "supplement", "待补正"
    UNIT_CHECKED = "unit_checked", "已初审"
    REPORTED_UP = "reported_up", "已上报"
    APPROVED = "approved", "同意赔付"
    REFUSED = "refused", "不予赔付"
    PAID = "paid", "已赔付"
    CLOSED = "closed", "已归档"


CLAIM_COLOURS = (
    (ClaimStatus.SUBMITTED, "warning"),
    (ClaimStatus.SUPPLEMENT, "danger"),
    (ClaimStatus.UNIT_CHECKED, "primary"),
    (ClaimStatus.REPORTED_UP, "primary"),
    (ClaimStatus.APPROVED, "primary"),
    (ClaimStatus.REFUSED, "danger"),
    (ClaimStatus.PAID, "success"),
)
