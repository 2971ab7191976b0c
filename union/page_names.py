"""What a page is called where only its address is known."""

from django.urls import Resolver404, resolve

PAGES_OF_KIND = {
    "list": "列表",
    "detail": "查看",
    "create": "新增",
    "update": "修改",
    "batch": "成批录入",
    "bulk": "批量办理",
    "import": "导入",
    "signing": "签收表",
    "reveal": "查看敏感信息",
    "void": "作废",
    "restore": "恢复",
}
OTHER_PAGES = {
    "audit": "操作记录",
    "account_list": "账号管理",
    "account_create": "新建账号",
    "account_edit": "修改账号",
    "import_history": "导入记录",
    "job_list": "后台任务",
}


def name_of(path):
    """会员：导入; the address itself where it has no name."""
    try:
        found = resolve(path)
    except Resolver404:
        return path
    settings = getattr(found.func, "view_initkwargs", {})
    kind, move = settings.get("kind"), settings.get("move")
    if kind is None:
        return OTHER_PAGES.get(found.url_name or "", path)
    page = move.label if move else PAGES_OF_KIND.get(found.func.view_class.url_name)
    return f"{kind.name}：{page}" if page else path
