from union.imports import RecordImport


class NamedImport(RecordImport):
    key = ("name",)


class MemberImport(RecordImport):
    key = ("staff_no",)
    aliases = {
        "staff_no": ("职工号", "员工号", "人员编号"),
        "department": ("部门", "所在科室"),
        "union_group": ("分工会", "小组"),
        "id_number": ("身份证", "身份证号码", "证件号码"),
        "phone": ("手机号", "手机号码", "联系电话", "移动电话"),
        "birth_date": ("出生年月日", "生日"),
        "job": ("岗位", "人员类别"),
        "hire_date": ("入院日期", "参加工作日期"),
    }


class MembershipEventImport(RecordImport):
    key = ("member", "date", "change_type")
    aliases = {"member": ("工号", "会员工号")}


class UnionGroupImport(NamedImport):
    """Which accounts may see a group is decided in the system, never by a sheet."""

    excluded = ("officers",)
    forward = ("leader",)


class StaffCountImport(RecordImport):
    key = ("year",)
