from members.imports import PERSON_HEADERS
from union.imports import RecordImport

MEMBER_HEADERS = (*PERSON_HEADERS, "慰问对象姓名", "慰问对象工号", "患者姓名")
LABEL_HEADERS = ("集体对象", "慰问对象说明", "人群")
PLAN_HEADERS = ("计划", "计划名称", "险种", "保障项目", "互助计划", "互助项目")


class PersonImport(RecordImport):
    """Rows of persons or groups: a sheet without the ``optional`` columns of the key is
    known by the others."""

    optional: tuple[str, ...] = ()

    def _find_known(self, plan, columns):
        self.key = tuple(
            name for name in self.key if name in columns or name not in self.optional
        )
        super()._find_known(plan, columns)


class BenefitRuleImport(RecordImport):
    key = ("occasion", "scope", "since")
    aliases = {
        "occasion": ("慰问事由", "项目"),
        "limit_per_case": ("每次限额", "标准", "限额"),
        "limit_per_year": ("每年限额", "年度限额"),
        "document": ("依据文件", "文件"),
    }


class ConsolationImport(PersonImport):
    # The day comes first: the known rows are looked up by it, groups included.
    key = (
        "date",
        "occasion",
        "beneficiary",
        "beneficiary_label",
        "relation",
        "relative_name",
    )
    optional = ("beneficiary_label", "relation", "relative_name")
    aliases = {
        "beneficiary": MEMBER_HEADERS,
        "beneficiary_label": LABEL_HEADERS,
        "date": ("慰问日期", "慰问时间", "时间", "发放日期", "走访日期"),
        "occasion": (
            "慰问事由",
            "慰问类别",
            "慰问类型",
            "慰问原因",
            "慰问项目",
            "原因",
            "类别",
            "项目",
        ),
        "relation": ("关系", "与职工关系", "与本人关系"),
        "relative_name": ("家属姓名",),
        "cash_amount": (
            "慰问金额",
            "慰问金",
            "金额",
            "现金",
            "发放金额",
        ),
        "goods_value": ("慰问品金额", "物品价值", "物品金额"),
        "goods": ("物品", "慰问物品", "慰问品名称"),
        "per_head": ("人均",),
        "visitors": ("慰问人", "走访人员", "经办人"),
        "voucher_no": ("凭证", "发票号", "凭证编号"),
    }
    spellings = {
        "occasion": {
            "生病": "患病",
            "患病慰问": "患病",
            "住院慰问": "住院",
            "生病住院": "住院",
            "生育慰问": "生育",
            "生孩子": "生育",
            "分娩": "生育",
            "结婚慰问": "结婚",
            "新婚": "结婚",
            "逝世": "去世",
            "职工去世": "去世",
            "困难慰问": "困难",
            "困难帮扶": "困难",
            "生日慰问": "生日",
            "节日慰问": "节日",
            "过节": "节日",
            "退休": "退休离岗",
            "退休慰问": "退休离岗",
            "受灾": "灾害",
            "劳动模范": "劳模",
        },
        "festival": {
            "新年": "元旦",
            "新春": "春节",
            "元宵": "元宵节",
            "三八": "三八妇女节",
            "三八节": "三八妇女节",
            "妇女节": "三八妇女节",
            "清明": "清明节",
            "五一": "劳动节",
            "五一节": "劳动节",
            "五一劳动节": "劳动节",
            "512护士节": "护士节",
            "六一": "六一儿童节",
            "儿童节": "六一儿童节",
            "端午": "端午节",
            "八一": "八一建军节",
            "建军节": "八一建军节",
            "中国医师节": "医师节",
            "中秋": "中秋节",
            "十一": "国庆节",
            "国庆": "国庆节",
            "重阳": "重阳节",
        },
    }
    identity = ("beneficiary",)


class PlanImport(RecordImport):
    key = ("name",)
    aliases = {
        "name": ("计划", "保障计划"),
        "period_from": ("起始日期",),
        "period_to": ("截止日期",),
        "premium": ("每份保费", "保费"),
        "max_payout": ("最高赔付", "单次最高赔付"),
    }


class EnrolmentImport(PersonImport):
    key = ("plan", "member", "label", "period_from")
    optional = ("label", "period_from")
    identity = ("member",)
    aliases = {
        "member": MEMBER_HEADERS,
        "label": LABEL_HEADERS,
        "plan": PLAN_HEADERS,
        "kind": ("类别", "参保类型", "参保方式"),
        "period_from": ("起始日期", "起保日期", "开始日期", "生效日期", "保险起期"),
        "period_to": (
            "截止日期",
            "终止日期",
            "结束日期",
            "到期日期",
            "止保日期",
            "保险止期",
        ),
        "premium": ("保费", "保费合计"),
    }

    def _find_known(self, plan, columns):
        """An empty term is the plan's, also where the row is looked for."""
        for row in plan.rows:
            covered = row.values.get("plan")
            if covered and "period_from" in columns:
                row.values["period_from"] = (
                    row.values.get("period_from") or covered.period_from
                )
        super()._find_known(plan, columns)


class ClaimImport(PersonImport):
    key = ("filed_on", "plan", "member", "label", "event_type", "event_date")
    optional = ("label",)
    identity = ("member",)
    aliases = {
        "member": MEMBER_HEADERS,
        "label": LABEL_HEADERS,
        "plan": PLAN_HEADERS,
        "filed_on": ("申请日期", "受理日期", "申请时间", "申报时间", "报送日期"),
        "event_date": ("出险日期", "入院日期", "发生日期", "住院日期", "确诊日期"),
        "event_type": ("事件类型", "申请类别", "赔付类别", "理赔类别", "出险类型"),
        "diagnosis": ("疾病名称", "病种", "疾病诊断"),
        "amount_claimed": ("申请赔付金额",),
        "amount_paid": ("赔付", "实付金额", "赔付额", "理赔金额"),
        "paid_on": ("赔付时间", "到账日期", "发放日期"),
        "batch_no": ("批次号", "批复文号", "批次"),
    }
