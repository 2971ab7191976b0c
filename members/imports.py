from union.imports import RecordImport

#: What offices call the columns that say who somebody is.
NUMBER_HEADERS = (
    "工号",
    "职工号",
    "员工号",
    "职工编号",
    "员工编号",
    "人员编号",
    "职工工号",
    "员工工号",
    "会员工号",
    "胸牌号",
)
NAME_HEADERS = ("姓名", "职工姓名", "员工姓名", "会员姓名", "人员姓名", "对象姓名")
PERSON_HEADERS = (*NUMBER_HEADERS, "会员", "职工", *NAME_HEADERS)


class NamedImport(RecordImport):
    key = ("name",)


class DepartmentImport(NamedImport):
    aliases = {
        "name": ("科室名称", "科室", "部门名称", "部门", "病区"),
        "kind": ("科室类别", "科室类型", "类型", "性质"),
        "campus": ("所在院区", "分院"),
        "is_frontline": ("是否一线", "一线"),
    }


class MemberImport(RecordImport):
    key = ("staff_no",)
    identity = ("staff_no", "name")
    elsewhere = {"status": "不能用导入修改，请在“会籍变动”中办理"}
    spellings = {
        "sex": {
            "男性": "男",
            "男士": "男",
            "M": "男",
            "Male": "男",
            "女性": "女",
            "女士": "女",
            "F": "女",
            "Female": "女",
        },
        "job": {
            "医生": "医师",
            "大夫": "医师",
            "护理": "护士",
            "护理人员": "护士",
            "技师": "医技",
            "药剂师": "药师",
            "管理人员": "管理",
            "工勤人员": "工勤",
            "其它": "其他",
        },
        "employment_type": {
            "正式工": "正式",
            "合同制": "合同",
            "合同工": "合同",
            "派遣": "劳务派遣",
            "劳务派遣工": "劳务派遣",
            "外聘人员": "外聘",
        },
        "join_source": {"新职工": "新员工", "新入职": "新员工", "调动": "调入"},
    }
    aliases = {
        "staff_no": NUMBER_HEADERS,
        "name": NAME_HEADERS,
        "department": (
            "部门",
            "所在科室",
            "科别",
            "所属科室",
            "所在部门",
            "所属部门",
            "工作部门",
            "工作科室",
            "科室名称",
            "部门名称",
            "科室部门",
            "病区",
        ),
        "union_group": (
            "分工会",
            "小组",
            "所在小组",
            "所属小组",
            "所属工会小组",
            "所在工会小组",
            "所属分工会",
            "分工会名称",
            "工会小组名称",
            "工会分会",
            "分会",
        ),
        "id_number": (
            "身份证",
            "身份证号码",
            "公民身份号码",
            "公民身份证号码",
            "证件号码",
            "证件号",
        ),
        "phone": (
            "手机号",
            "手机号码",
            "联系电话",
            "移动电话",
            "电话",
            "电话号码",
            "联系方式",
            "联系手机",
        ),
        "birth_date": ("出生年月日", "生日", "出生年月", "出生时间"),
        "job": ("岗位", "人员类别", "岗位类型", "职业类别", "岗位性质", "岗位分类"),
        "employment_type": (
            "用工性质",
            "用工类型",
            "用工方式",
            "用工类别",
            "编制",
            "编制类别",
            "人员性质",
            "身份类别",
        ),
        "is_migrant_worker": ("是否农民工", "农民工会员"),
        "is_model_worker": ("是否劳模", "劳动模范"),
        "hire_date": (
            "入院日期",
            "参加工作日期",
            "入职时间",
            "来院时间",
            "来院日期",
            "到院时间",
            "参加工作时间",
            "入院时间",
        ),
        "joined_on": (
            "入会时间",
            "加入工会时间",
            "加入工会日期",
            "入工会时间",
            "入工会日期",
            "工会入会时间",
            "工会入会日期",
            "加入工会年月",
            "入会年月",
            "入会年月日",
        ),
        "join_source": ("来源", "会员来源", "入会方式"),
        "registered_on": ("实名登记时间", "登记日期", "实名制登记日期"),
        "note": ("说明", "备注说明"),
    }


class MembershipEventImport(RecordImport):
    key = ("member", "date", "change_type")
    identity = ("member",)
    spellings = {
        "change_type": {
            "新入会": "入会",
            "调入": "转入",
            "调出": "转出",
            "离退休": "退休",
            "死亡": "去世",
            "病故": "去世",
            "逝世": "去世",
        }
    }
    aliases = {
        "member": PERSON_HEADERS,
        "change_type": ("变动类别", "变动情况", "会籍变动", "变动", "类型", "变动原因"),
        "date": ("变动日期", "变动时间", "批准日期", "办理日期", "时间", "生效日期"),
        "source": ("来源",),
        "from_org": ("原单位", "原工会名称", "转出单位"),
        "to_org": ("去向", "转往工会", "转入单位", "接收单位"),
        "approved_by": ("批准文件", "依据", "批准机关"),
    }


class UnionGroupImport(NamedImport):
    """Which accounts may see a group is decided in the system, never by a sheet."""

    aliases = {
        "name": ("小组名称", "工会小组名称", "小组"),
        "leader": ("组长工号", "组长姓名"),
    }
    excluded = ("officers",)
    forward = ("leader",)


class StaffCountImport(RecordImport):
    key = ("year",)
