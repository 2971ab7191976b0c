from members.imports import PERSON_HEADERS
from union.imports import RecordImport, RowState
from union.imports.cleaning import ColumnCleaner
from union.imports.rows import cell_at, shown
from union.values import clean_text


class ActivityImport(RecordImport):
    """A sheet may hold a series together with its events, all of them new."""

    forward = ("parent",)

    key = ("title", "date")
    aliases = {
        "title": ("活动名称", "活动主题", "项目名称", "活动", "活动项目"),
        "category": ("活动类别", "活动类型", "类型", "活动分类"),
        "date": ("活动日期", "活动时间", "举办日期", "举办时间", "开始日期", "时间"),
        "date_to": ("截止日期", "结束时间"),
        "location": ("活动地点", "举办地点", "活动场地", "场地"),
        "headcount": ("参与人数", "人数", "参加人数合计"),
        "person_times": ("参加人次",),
        "cost": ("费用", "经费", "活动经费", "支出金额", "费用支出"),
        "parent": ("系列活动", "所属活动"),
    }

    def __init__(self, kind, user):
        super().__init__(kind, user)
        self.series_rows = {}  # row number → the row of its series

    def _clean_cells(self, plan, columns, values):
        """The series waits until it is known which rows are new."""
        others = {name: i for name, i in columns.items() if name != "parent"}
        super()._clean_cells(plan, others, values)

    def _find_known(self, plan, columns):
        super()._find_known(plan, columns)
        if "parent" in columns:
            self._find_series(plan, columns["parent"])

    def _find_series(self, plan, index):
        """Set each row's series: a new row of this sheet, or an activity on record."""
        fresh = {
            row.values.get("title"): row
            for row in plan.rows
            if row.record is None and row.state is not RowState.ERROR
        }
        cells = [cell_at(row, index) for row in plan.rows]
        on_record = [None if written(cell) in fresh else cell for cell in cells]
        clean = ColumnCleaner(self.fields["parent"], on_record)
        for row, cell in zip(plan.rows, cells, strict=True):
            if series := fresh.get(written(cell)):
                self.series_rows[row.number] = series
                continue
            value, message = clean(cell)
            if message is None:
                row.values["parent"] = value
            else:
                row.refuse(plan.headers[index], shown(cell), message)

    def _build(self, plan):
        super()._build(plan)
        for row in plan.rows:
            series = self.series_rows.get(row.number)
            if series and series.record and row.record:
                row.record.parent = series.record
                if row.state is RowState.UNCHANGED:
                    row.state = RowState.CHANGED
                row.changes[self.labels["parent"]] = ["", str(series.record)]

    def _check_rules(self, plan):
        super()._check_rules(plan)
        for row in plan.rows:
            if row.state is not RowState.ERROR and self._is_broken(row):
                number = self.series_rows[row.number].number
                message = f"所属的系列活动（第{number}行）有错误，请先改正那一行"
                row.refuse(self.labels["parent"], "", message)

    def _is_broken(self, row):
        """Whether it, its series or the series of that is refused."""
        series = self.series_rows.get(row.number)
        refused = row.state is RowState.ERROR
        return refused or (series is not None and self._is_broken(series))


def written(cell):
    return clean_text(cell) if isinstance(cell, str) else cell


class ActivitySessionImport(RecordImport):
    key = ("activity", "batch_no")
    aliases = {
        "activity": ("活动名称",),
        "batch_no": ("批次", "场次"),
        "departments": ("科室", "院区"),
        "cost": ("费用",),
    }


class ActivityResultImport(RecordImport):
    key = ("activity", "event", "group", "team", "department", "member", "person")
    aliases = {
        "activity": ("活动名称",),
        "event": ("比赛项目",),
        "team": ("队名", "参赛队伍"),
        "member": (*PERSON_HEADERS, "获奖人", "参赛人员"),
        "award": ("奖级", "奖励等级"),
    }


class PrizeRuleImport(RecordImport):
    key = ("document", "since")
