"""The tools of a busy office reach no further than the person who uses them: what one
may not see or do on a record's own page, no list, grid, import or undo gives away."""

from io import BytesIO
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from members.models import Member
from members.records import MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import (
    MemberFactory,
    MembershipEventFactory,
    UnionGroupFactory,
)
from union import actions, states, undo
from union.accounts.actions import assign_role
from union.errors import RuleViolation
from union.models import ImportBatch, Job, UndoBatch
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CONSOLATION, ENROLMENT
from welfare.tests.factories import ConsolationFactory, MutualAidEnrolmentFactory

pytestmark = pytest.mark.django_db

PHONE = "13912345678"
SECRETS = ("李秘密", "9001", PHONE)


@pytest.fixture
def foreign():
    """Somebody of a group that is not the leader's."""
    return MemberFactory(staff_no="9001", name="李秘密", phone=PHONE)


@pytest.fixture
def own():
    return MemberFactory(staff_no="1001", name="张自己")


@pytest.fixture
def leader(client, own):
    client.user = UserFactory(role="leader")
    own.union_group.officers.add(client.user)
    client.force_login(client.user)
    return client


def told(response):
    """The secrets that an answer gives away, beside what was asked for."""
    text = response.content.decode()
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("query", ["pk={}", "q=5678", "size=200", "sort=-staff_no"])
def test_a_list_shows_a_leader_nobody_of_another_group(leader, foreign, query):
    page = leader.get(f"{MEMBER.list_url}?{query.format(foreign.pk)}")

    assert page.status_code == 200
    assert told(page) == []


@pytest.mark.parametrize("query", ["", "pk={}", "all=1"])
@pytest.mark.parametrize("what", ["xlsx", "all"])
def test_a_sheet_holds_nobody_of_another_group(leader, own, foreign, query, what):
    may_export = Permission.objects.get(codename="export_member")
    leader.user.user_permissions.add(may_export)
    query = f"{query.format(foreign.pk)}&export={what}"
    content = leader.get(f"{MEMBER.list_url}?{query}").getvalue()

    text = str(list(load_workbook(BytesIO(content)).active.values))
    assert "工号" in text
    assert "李秘密" not in text


@pytest.mark.parametrize("tail", ["5678", PHONE])
def test_a_telephone_finds_nobody_out_of_sight(leader, foreign, tail):
    page = leader.get(MEMBER.list_url, {"q": tail})

    assert page.context["page_obj"].paginator.count == 0


def test_a_condition_names_no_record_out_of_sight(leader, foreign):
    for kind, name in ((CONSOLATION, "beneficiary"), (MEMBERSHIP_EVENT, "member")):
        for page in ("list", "signing", "columns", "filters"):
            if kind.has_page(page):
                answer = leader.get(kind.url(page), {name: foreign.pk})
                assert told(answer) == [], (kind.label, page)


def test_a_leader_shares_no_filter_and_runs_no_bulk_action(leader, own):
    query = {"do": "change", "field": "job", "to-job": "doctor", "pk": own.pk}
    assert leader.get(MEMBER.url("bulk"), query).status_code == 403
    assert leader.post(f"{MEMBER.url('bulk')}?do=void&pk={own.pk}").status_code == 403
    data = {"do": "create", "name": "x", "query": "", "is_shared": "on"}
    leader.post(MEMBER.url("filters"), data)
    assert not leader.user.saved_filters.get().is_shared


def test_the_panel_and_the_check_of_a_form_tell_of_nobody_out_of_sight(login, foreign):
    """The number that one asks by is no secret; the name is."""
    client = login(
        "welfare.view_mutualaidenrolment",
        "welfare.add_mutualaidenrolment",
        "members.view_member",
    )
    data = {"member": foreign.staff_no}
    url = f"{ENROLMENT.url('fields')}?field=member"
    record = MutualAidEnrolmentFactory(member=foreign)

    panel = client.get(ENROLMENT.url("about"), data).content.decode()
    checked = client.post(url, data).json()["member"]

    assert "没有找到会员" in panel
    assert "李秘密" not in panel
    assert checked["value"] is None
    assert "没有找到" in checked["errors"][0]
    assert client.post(f"{url}&record={record.pk}", data).status_code == 404


def test_what_an_undone_batch_was_is_nobody_elses_business(leader, foreign):
    staff = UserFactory(role="staff")
    batch = actions.void(foreign, actor=staff, reason="")

    assert leader.post(reverse("undo", args=[batch.pk])).status_code == 404
    assert Member.objects.get(pk=foreign.pk).is_void
    assert UndoBatch.objects.get().undone_at is None


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "\\\\evil"]
)
def test_undo_leads_nowhere_else(client, page):
    client.force_login(user := UserFactory(role="staff"))
    batch = actions.void(MemberFactory(), actor=user, reason="")

    answer = client.post(reverse("undo", args=[batch.pk]), {"next": page})

    assert answer.url == reverse("home")


@pytest.mark.parametrize("role", ["leader", "admin", "chair", "auditor"])
def test_who_was_given_another_role_takes_nothing_back(role):
    user = UserFactory(role="staff")
    member = MemberFactory()
    before = states.of(member)
    member.name, member.version = "改名", 2
    member.save()
    batch = undo.keep(UUID(int=7), actor=user, title="修改", changed=[(member, before)])
    user.groups.clear()
    assign_role(user, role)
    user = type(user).objects.get(pk=user.pk)
    member.union_group.officers.add(user)

    with pytest.raises(RuleViolation, match="您现在没有办理这些会员的权限"):
        undo.revert(batch, actor=user)
    assert Member.objects.get(pk=member.pk).name == "改名"


def test_a_leader_takes_back_what_lies_in_the_own_group_only(leader, own):
    record = ConsolationFactory(beneficiary=own)
    batch = undo.keep(UUID(int=7), actor=leader.user, title="录入", created=[record])
    own.union_group.officers.clear()

    with pytest.raises(RuleViolation, match="没有办理这些慰问的权限"):
        undo.revert(batch, actor=leader.user)
    own.union_group.officers.add(leader.user)
    assert undo.revert(batch, actor=leader.user).count == 1
    assert not Consolation.objects.valid().exists()


def test_a_look_alike_out_of_sight_is_told_and_not_shown_in_a_grid(login, foreign):
    client = login("members.view_member", "members.add_member")
    own = UnionGroupFactory()  # of the same department
    own.departments.add(foreign.department)
    own.officers.add(client.user)
    row = {"staff_no": "1009", "name": foreign.name, "department": foreign.department}
    row |= {"sex": "女", "union_group": own, "job": "护士"}
    row |= {"employment_type": "在编", "head-joined_on": "2026-01-05"}
    row |= {"head-join_source": "新员工", "do": "check", "submission": str(UUID(int=7))}

    page = client.post(MEMBER.url("batch"), row).content.decode()

    assert "已有另一条会员（在其他工会小组，您不能查看）" in page
    assert foreign.get_absolute_url() not in page


@pytest.mark.parametrize("name", ["import_preview", "import_columns", "import_words"])
def test_an_upload_belongs_to_who_made_it(leader, name):
    other = ImportBatch.objects.create(
        user=UserFactory(role="staff"), kind=CONSOLATION.label, filename="李秘密.xlsx"
    )

    assert leader.get(CONSOLATION.url(name, other.pk)).status_code == 404
    assert leader.post(CONSOLATION.url(name, other.pk)).status_code == 404
    assert told(leader.get(reverse("import_history"))) == []


def test_a_job_is_seen_and_started_again_by_who_started_it(leader):
    job = Job.objects.create(
        user=UserFactory(role="staff"), title="李秘密", status=Job.Status.FAILED
    )

    assert leader.get(reverse("job_status", args=[job.pk])).status_code == 404
    assert leader.post(reverse("job_retry", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED


PAGES = ("list", "bulk", "batch", "columns", "filters", "signing", "import", "about")


def test_the_administrator_has_no_business_with_any_tool(client, foreign):
    MembershipEventFactory(member=foreign)
    client.force_login(UserFactory(role="admin"))
    for kind in (MEMBER, CONSOLATION, MEMBERSHIP_EVENT):
        for page in PAGES:
            if kind.has_page(page):
                assert client.get(kind.url(page)).status_code == 403, page
                assert client.post(kind.url(page)).status_code in (403, 405), page
    waits = client.get(reverse("work"))
    assert told(waits) == []


@pytest.mark.parametrize(
    "url",
    [
        "/members/members/bulk/",
        "/members/members/batch/",
        "/members/members/filters/",
        "/members/members/columns/",
        "/members/members/fields/",
        "/members/members/import/",
        f"/undo/{UUID(int=7)}/",
        f"/imports/jobs/{UUID(int=7)}/retry/",
    ],
)
def test_nothing_is_done_for_another_site(url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="staff"))

    assert client.post(url).status_code == 403


def test_texts_are_shown_and_never_run(client):
    """In cells, chips, grids, messages and what scripts are sent."""
    evil = "<img src=x onerror=alert(1)>\"'"
    member = MemberFactory(name=evil)
    client.force_login(UserFactory(role="staff"))
    record = ConsolationFactory(beneficiary=member, visitors=evil, note=evil)
    posted = {"head-occasion": "患病", "head-date": evil, "note": evil, "do": "check"}
    posted |= {"submission": str(UUID(int=7)), "beneficiary": evil}
    answers = [
        client.get(CONSOLATION.list_url, {"q": evil}),
        client.get(CONSOLATION.list_url, {"beneficiary": member.pk}),
        client.get(CONSOLATION.url("signing")),
        client.get(ENROLMENT.url("about"), {"member": member.staff_no}),
        client.get(
            CONSOLATION.url("bulk"), {"do": "void", "pk": record.pk, "query": evil}
        ),
        client.post(CONSOLATION.url("batch"), posted),
        client.post(CONSOLATION.url("batch"), posted | {"do": "list", "people": evil}),
        client.get(member.get_absolute_url()),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "<img src=x" not in answer.content.decode()
    sent = {"accept": "application/json"}
    rows = client.post(CONSOLATION.url("batch"), posted, headers=sent).json()["rows"]
    markup = [
        html for row in rows.values() for html in (row["html"], *row["cells"].values())
    ]
    assert markup
    assert "<img src=x" not in str(markup)


def test_a_person_of_another_group_is_named_without_a_link(leader, own, foreign):
    group = own.union_group
    group.leader = foreign
    group.save()

    page = leader.get(group.get_absolute_url()).content.decode()

    assert "李秘密" in page
    assert foreign.get_absolute_url() not in page
    group.leader = own
    group.save()
    page = leader.get(group.get_absolute_url()).content.decode()
    assert f'<a href="{own.get_absolute_url()}">' in page


def test_what_stands_in_the_way_is_named_without_a_link(leader, own, foreign):
    gift = ConsolationFactory(beneficiary=own)
    batch = undo.keep(UUID(int=1), actor=leader.user, title="登记慰问", created=[gift])
    url = reverse("undo", args=[batch.pk])
    Consolation.objects.filter(pk=gift.pk).update(version=7)
    assert gift.get_absolute_url() in leader.get(url).content.decode()

    Consolation.objects.filter(pk=gift.pk).update(beneficiary=foreign)

    page = leader.get(url).content.decode()
    assert "1 条不能撤销" in page
    assert gift.get_absolute_url() not in page
