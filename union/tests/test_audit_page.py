"""操作记录: found by what was done and to what, in words, and taken away as a sheet."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from members.tests.factories import DepartmentFactory, MemberFactory
from union import audit
from union.models import AuditEntry
from union.page_names import name_of
from union.tests.factories import UserFactory
from welfare.tests.factories import MutualAidClaimFactory

pytestmark = pytest.mark.django_db
Action = AuditEntry.Action


@pytest.fixture
def auditor(client):
    client.force_login(UserFactory(role="auditor"))
    return client


def shown(client, **query):
    page = client.get("/audit/", query)
    return [entry.object_repr for entry in page.context["page_obj"]]


def test_entries_are_found_by_move_and_by_kind(auditor):
    user, claim = UserFactory(), MutualAidClaimFactory()
    department = DepartmentFactory(name="急诊科")
    audit.log(user, Action.MOVE, claim, changes={"办理状态": ["已上报", "同意赔付"]})
    audit.log(user, Action.CREATE, department)
    page = auditor.get("/audit/")
    choices = page.context["filter"].form.fields["kind"].choices
    kinds = {name: pk for pk, name in choices}

    assert shown(auditor, action="同意赔付") == [str(claim)]
    assert shown(auditor, kind=kinds["科室"]) == ["急诊科"]
    assert "同意赔付</td>" in page.content.decode()


def test_who_has_the_right_takes_the_log_away(auditor, login):
    audit.log(UserFactory(name="李四"), Action.CREATE, MemberFactory(name="张伟"))
    answer = auditor.get("/audit/", {"export": "xlsx", "action": "create"})
    rows = list(
        load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True)
    )

    assert rows[0] == (
        "时间",
        "操作人",
        "操作",
        "种类",
        "对象",
        "内容",
        "IP 地址",
    )
    assert rows[1][1:4] == ("李四", "新建", "会员")
    assert AuditEntry.objects.first().note == f"{len(rows) - 1} 行"
    viewer = login("union.view_auditentry")
    assert viewer.get("/audit/", {"export": "xlsx"}).status_code == 403
    assert "export=xlsx" not in viewer.get("/audit/").content.decode()


def test_the_foot_offers_the_sizes_of_a_page(auditor):
    user = UserFactory()
    for _ in range(51):
        audit.log(user, Action.LOGIN, user)
    foot = auditor.get("/audit/").content.decode().split('class="sizes">')[1]
    assert "size=100" in foot
    assert len(shown(auditor, size="100")) > 50


def test_pages_are_called_by_name():
    told = [name_of(path) for path in ("/audit/", "/members/members/import/", "/no/")]
    assert told == ["操作记录", "会员：导入", "/no/"]


def test_the_log_is_found_by_address(auditor):
    user = UserFactory(name="李四")
    for address in ("10.0.0.9", "10.0.0.71"):
        AuditEntry(actor_name="李四", action="login", address=address).save()
    audit.log(user, Action.LOGIN, user)
    page = auditor.get("/audit/", {"address": "10.0.0.9"})
    assert [entry.address for entry in page.context["page_obj"]] == ["10.0.0.9"]
    assert "<td>10.0.0.9</td>" in page.content.decode()


def test_the_administrator_sees_a_refusal_without_whose_record_it_was(client):
    audit.log(UserFactory(), Action.DENIED, MemberFactory(name="张伟"))
    client.force_login(UserFactory(role="admin"))
    assert shown(client, action="denied") == [""]
    assert "张伟" not in client.get("/audit/").content.decode()
    assert shown(client, q="张伟") == []
