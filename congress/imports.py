from dataclasses import replace

from members.imports import PERSON_HEADERS
from union.imports import RecordImport


class CongressSessionImport(RecordImport):
    key = ("kind", "term_no", "session_no")
    aliases = {
        "kind": ("类型", "会议种类"),
        "term_no": ("届次", "第几届"),
        "session_no": ("第几次",),
        "date": ("会议日期", "召开日期"),
        "delegates_present": ("出席代表", "实到人数"),
        "delegates_due": ("应到人数", "代表总数"),
    }


class ProposalImport(RecordImport):
    """A paper is known by its session and number; it may bring its handling along."""

    key = ("session", "number")
    aliases = {
        "session": ("会议", "职代会届次", "职代会", "会议届次"),
        "number": ("提案编号", "序号"),
        "kind": ("提案种类",),
        "title": ("提案题目", "提案名称", "提案标题", "题目", "标题"),
        "proposer": ("提案人工号", "提案人姓名", "提案代表", *PERSON_HEADERS),
        "delegation": ("所在代表团", "代表团名称"),
        "seconder_count": ("附议人数量", "联名人数"),
        "category": ("提案类别", "分类"),
        "grounds": ("提案理由", "情况分析与理由", "提案内容", "内容"),
        "suggested_measures": ("具体建议", "建议"),
        "handling_department": ("主办部门", "办理部门", "承办科室", "责任部门"),
        "submitted_on": ("提案日期", "提交时间", "征集日期"),
        "due_on": ("办理期限",),
        "reply": ("答复", "答复意见", "办理答复"),
        "satisfaction": ("满意度", "反馈"),
    }

    def _find_by_key(self, plan):
        """A row without a number is a new paper, however many of them there are."""
        numbered = [row for row in plan.rows if row.values.get("number")]
        super()._find_by_key(replace(plan, rows=numbered))


class DisclosureItemImport(RecordImport):
    key = ("disclosed_on", "title")
    aliases = {
        "title": ("公开内容", "事项", "标题"),
        "category": ("类别",),
        "channels": ("公开渠道", "公开载体"),
        "privacy_checked": ("保密隐私审查", "保密审查"),
    }
