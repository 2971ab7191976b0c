"""Ticked rows, or all that match, changed or voided at one stroke."""

import datetime as dt
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from members.models import Department, Member
from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union import bulk
from union.errors import Conflict
from union.models import AuditEntry, UndoBatch
from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory, ConsolationFactory

from .bulk import URL, carry_out, change
from .factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.user = UserFactory(role="staff")
    client.force_login(client.user)
    return client


def many(number):
    """That many members, saved at once."""
    first = MemberFactory(sex="female")
    values = {
        field.name: getattr(first, field.name)
        for field in Member._meta.concrete_fields
        if field.name not in ("id", "staff_no", "id_index")
    }
    Member.objects.bulk_create(
        [Member(**values, staff_no=f"B{n}") for n in range(number - 1)]
    )
    return Member.objects.valid()


def test_a_recap_says_what_will_be_done_to_how_many_and_writes_nothing(staff):
    old, new = DepartmentFactory(name="内科"), DepartmentFactory(name="外科")
    members = [MemberFactory(staff_no="1001", name="张伟", department=old)]
    members.append(MemberFactory(department=new))

    page = change(staff, members, new)

    text = page.content.decode()
    assert "修改 2 名会员" in text
    assert "有 1 人已经是这个值，不用改" in text
    assert "<del>内科</del></td><td><ins>外科</ins>" in text
    assert "1001 张伟" in text
    assert ">修改这 1 人</button>" in text
    members[0].refresh_from_db()
    assert members[0].department == old


def test_a_change_is_done_told_logged_and_undone_at_one_stroke(staff):
    old, new = DepartmentFactory(name="内科"), DepartmentFactory(name="外科")
    members = MemberFactory.create_batch(3, department=old)

    done = carry_out(staff, change(staff, members, new))
    page = staff.get(done.url)

    assert "已修改会员 3 人" in page.content.decode()
    assert Member.objects.filter(department=new, version=2).count() == 3
    entries = AuditEntry.objects.filter(action="update")
    assert [entry.changes for entry in entries] == [{"科室": ["内科", "外科"]}] * 3
    batch = UndoBatch.objects.get()
    assert set(entries.values_list("batch", flat=True)) == {batch.pk}
    assert str(batch) == "修改会员的科室 3 人"

    staff.post(f"/undo/{batch.pk}/")
    assert Member.objects.filter(department=old).count() == 3


def test_all_1234_that_match_are_changed_by_at_most_ten_queries(staff):
    """Beside those that write the history, of which SQLite takes 99 rows a time."""
    many(1234)
    MemberFactory(sex="male")
    new = DepartmentFactory(name="外科")
    rows = Member.objects.listed_for(staff.user).filter(sex="female")

    def make_plan():
        return bulk.plan_change(MEMBER, rows, "department", new)

    seen = make_plan().fingerprint
    with CaptureQueriesContext(connection) as captured:
        bulk.commit(make_plan, seen=seen, actor=staff.user)

    history = ("union_auditentry", "union_undo")
    queries = [q["sql"] for q in captured if not any(t in q["sql"] for t in history)]
    assert len(queries) <= 10
    assert sum(sql.startswith("UPDATE") for sql in queries) == 1
    assert Member.objects.filter(department=new).count() == 1234
    assert not Member.objects.filter(department=new, sex="male").exists()


def test_the_button_changes_all_that_match_on_every_page(staff):
    many(120)
    new = DepartmentFactory(name="外科")

    done = carry_out(staff, change(staff, [], new, all=1, query="sex=female", pk=""))

    assert done.url == f"{MEMBER.list_url}?sex=female"
    assert Member.objects.filter(department=new).count() == 120


def test_the_cost_of_a_recap_does_not_grow_with_the_rows(staff):
    new = DepartmentFactory()
    query = {"all": 1, "query": "sex=female", "pk": ""}

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert change(staff, [], new, **query).status_code == 200
        return len(captured)

    many(12)
    queries()
    few = queries()
    Member.objects.bulk_create(
        [
            Member(**{**values, "staff_no": f"C{n}", "id": None})
            for n, values in enumerate(
                Member.objects.values(
                    "name", "sex", "department_id", "union_group_id", "joined_on"
                )
            )
        ]
    )

    assert queries() == few


def test_a_stale_recap_is_refused_and_shows_what_there_is_now(staff):
    new, member = DepartmentFactory(name="外科"), MemberFactory()
    recap = change(staff, [member], new)
    Member.objects.filter(pk=member.pk).update(version=2, job="doctor")

    answer = carry_out(staff, recap)

    assert answer.status_code == 409
    assert "核对期间有记录被修改" in answer.content.decode()
    assert not Member.objects.filter(department=new).exists()
    assert carry_out(staff, answer).status_code == 302


def test_one_more_row_that_matches_makes_a_recap_stale(staff):
    MemberFactory()
    recap = change(staff, [], DepartmentFactory(), all=1, query="", pk="")
    MemberFactory()

    assert carry_out(staff, recap).status_code == 409


def test_what_changes_between_the_plan_and_its_lock_is_refused():
    DepartmentFactory()
    rows = Department.objects.all()
    seen = bulk.plan_void(DEPARTMENT, rows).fingerprint

    def plan():
        made = bulk.plan_void(DEPARTMENT, rows)
        rows.update(version=2)  # by somebody who was quicker
        return made

    with pytest.raises(Conflict):
        bulk.commit(plan, seen=seen, actor=UserFactory())


def test_rows_that_break_a_rule_are_left_out_only_if_one_says_so(staff):
    good = MemberFactory(hire_date=None)
    bad = MemberFactory(name="李娜", birth_date="2025-01-01", hire_date=None)
    query = {
        "do": "change",
        "field": "registered_on",
        "to-registered_on": "2030-01-01",
        "pk": f"{good.pk},{bad.pk}",
    }
    recap = staff.get(URL, query)
    refused = recap.context["plan"].refused

    assert set(refused) == {good.pk, bad.pk}
    assert "不能修改" in recap.content.decode()


def test_what_only_all_of_them_together_would_break_is_seen():
    """500 yuan a year: 300 and 200 are in order, twice 300 are not."""
    BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2020, 1, 1),
        until=None,
        limit_per_year=Decimal("500.00"),
    )
    member = MemberFactory()
    for day in (dt.date(2026, 2, 3), dt.date(2026, 3, 3)):
        ConsolationFactory(beneficiary=member, date=day, cash_amount=Decimal("200.00"))

    rows = Consolation.objects.all()
    plan = bulk.plan_change(CONSOLATION, rows, "cash_amount", Decimal("300.00"))

    assert (len(plan.good), len(plan.refused)) == (1, 1)


def test_what_others_use_is_listed_and_stays_while_the_rest_is_voided(staff):
    used, free = DepartmentFactory(name="内科"), DepartmentFactory(name="外科")
    MemberFactory(department=used)
    recap = staff.get(DEPARTMENT.url("bulk"), {"do": "void", "pk": [used.pk, free.pk]})
    assert "还有 1 条会员用到它" in recap.content.decode()

    refused = carry_out(staff, recap, reason="撤并")
    assert "请勾选“略过它们”" in refused.content.decode()
    assert not type(free).objects.voided().exists()
    carry_out(staff, recap, reason="撤并", good_only="1")

    assert list(type(free).objects.voided()) == [free]
    entry = AuditEntry.objects.get(action="void")
    assert (entry.record, entry.note) == (free, "撤并")


def test_voided_rows_come_back_by_one_undo(staff):
    visits = ConsolationFactory.create_batch(3)
    recap = staff.get(
        CONSOLATION.url("bulk"), {"do": "void", "pk": [v.pk for v in visits]}
    )
    carry_out(staff, recap, reason="重复登记")
    assert not CONSOLATION.model.objects.valid().exists()

    staff.post(f"/undo/{UndoBatch.objects.get().pk}/")

    assert CONSOLATION.model.objects.valid().count() == 3


def test_voiding_takes_a_reason_but_needs_none(staff):
    visit = ConsolationFactory()
    recap = staff.get(CONSOLATION.url("bulk"), {"do": "void", "pk": visit.pk})
    assert "原因（可不填" in recap.content.decode()

    too_long = carry_out(staff, recap, reason="错" * 201)
    assert 'role="alert"' in too_long.content.decode()
    assert CONSOLATION.model.objects.valid().exists()
    carry_out(staff, recap, reason=" ")

    assert not CONSOLATION.model.objects.valid().exists()


def test_only_the_named_fields_are_changed_in_bulk(staff):
    member = MemberFactory(name="张伟")
    query = f"?do=change&pk={member.pk}&field=name&to-name=x"

    assert staff.post(URL + query, {"seen": "x"}).status_code == 404
    member.refresh_from_db()
    assert member.name == "张伟"


def test_a_wrong_value_is_told_as_in_the_form(staff):
    member = MemberFactory()
    query = {"do": "change", "field": "registered_on", "pk": member.pk}

    page = staff.get(URL, {**query, "to-registered_on": "2025-13-01"})

    assert "2025-13-01" in page.content.decode()
    assert "没有执行，请先处理" in page.content.decode()


def test_each_form_of_the_page_sends_the_selection_along(staff):
    member = MemberFactory()
    query = {"do": "change", "pk": member.pk, "query": "sex=female"}

    page = staff.get(URL, query).content.decode()

    forms = page.split('class="card form-card bulk-field"')[1:]
    assert len(forms) == len(MEMBER.bulk_fields)
    for form in forms:
        assert '<input type="hidden" name="do" value="change">' in form
        assert f'<input type="hidden" name="pk" value="{member.pk}">' in form
        assert '<input type="hidden" name="query" value="sex=female">' in form


@pytest.mark.parametrize(
    "query", ["", "field=job&to-job=doctor", "do=nonsense&pk=1", "do=change&pk=x"]
)
def test_an_address_without_a_selection_leads_back_to_the_list(staff, query):
    page = staff.get(f"{URL}?{query}", follow=True)

    assert page.redirect_chain == [(f"{MEMBER.list_url}?all=1", 302)]
    assert "请先勾选要处理的记录" in page.content.decode()


def test_the_chosen_are_listed_before_one_chooses_a_field(staff):
    members = [MemberFactory(staff_no=f"20{n:02}", name="张伟") for n in range(12)]

    page = staff.get(URL, {"do": "change", "pk": [m.pk for m in members]})

    text = page.content.decode()
    assert "2000 张伟" in text
    assert "2009 张伟" in text
    assert "2010 张伟" not in text
    assert "这里列出前 10 人，共 12 人" in text


def test_yes_and_no_are_two_answers_and_none_is_told(staff):
    department = DepartmentFactory(is_frontline=True)
    query = {"do": "change", "pk": department.pk, "field": "is_frontline"}
    url = DEPARTMENT.url("bulk")

    nothing = staff.get(url, {**query, "to-is_frontline": ""})
    assert "请选择一线科室" in nothing.content.decode()
    recap = staff.get(url, {**query, "to-is_frontline": "false"})
    assert "<del>是</del></td><td><ins>否</ins>" in recap.content.decode()
    carry_out(staff, recap)

    department.refresh_from_db()
    assert department.is_frontline is False


def test_departments_stand_as_in_the_filter(staff):
    member = MemberFactory(department=DepartmentFactory(name="心内科"))
    DepartmentFactory(name="中医科")

    page = staff.get(URL, {"do": "change", "pk": member.pk}).content.decode()

    assert page.index("心内科</option>") < page.index("中医科</option>")
    page = staff.get(f"{MEMBER.list_url}?all=1").content.decode()
    assert page.index("心内科</option>") < page.index("中医科</option>")


def test_nothing_ticked_leads_back_to_the_list_and_says_so(staff):
    page = staff.get(URL, {"do": "void", "query": "sex=female"}, follow=True)

    assert page.redirect_chain == [(f"{MEMBER.list_url}?sex=female", 302)]
    assert "请先勾选要处理的记录" in page.content.decode()


def test_ticked_rows_are_exported_as_the_list_shows_them(staff):
    MemberFactory.create_batch(3)
    first, second, _ = Member.objects.order_by("pk")

    answer = staff.get(
        URL, {"do": "export", "pk": [first.pk, second.pk], "query": "sex=female"}
    )

    address = urlsplit(answer.url)
    assert address.path == MEMBER.list_url
    assert parse_qs(address.query) == {
        "sex": ["female"],
        "pk": [f"{first.pk},{second.pk}"],
        "export": ["xlsx"],
    }


def test_more_than_may_be_done_at_once_is_refused(staff, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    MemberFactory.create_batch(3)

    page = change(staff, [], DepartmentFactory(), all=1, query="", pk="")

    assert "一次最多处理 2 条，请先缩小筛选范围" in page.content.decode()


def test_names_on_a_recap_are_escaped(staff):
    old = DepartmentFactory(name="<b>内科</b>")
    member = MemberFactory(department=old)

    page = change(staff, [member], DepartmentFactory()).content.decode()

    assert "<b>内科" not in page
    assert escape("<b>内科</b>") in page


def test_a_wrong_day_is_put_right_for_many_and_the_rules_still_hold(staff):
    records = [ConsolationFactory(date=dt.date(2026, 2, 3)) for _ in range(3)]
    query = {
        "do": "change",
        "field": "date",
        "pk": ",".join(str(record.pk) for record in records),
    }
    later = timezone.localdate() + dt.timedelta(days=1)

    refused = staff.get(CONSOLATION.url("bulk"), {**query, "to-date": f"{later}"})
    assert refused.context["good"] == 0
    recap = staff.get(CONSOLATION.url("bulk"), {**query, "to-date": "2026-02-04"})
    carry_out(staff, recap)

    days = set(Consolation.objects.values_list("date", flat=True))
    assert days == {dt.date(2026, 2, 4)}
