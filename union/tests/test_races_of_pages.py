"""What two people press at the same moment, through the pages they press it on."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from congress.models import Proposal
from congress.records import PROPOSAL
from congress.tests.factories import ProposalFactory
from members.models import Department, Member
from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union import actions, undo
from union.accounts.actions import deactivate
from union.errors import RuleViolation
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.models import AuditEntry, ImportBatch, SavedFilter, UndoBatch, User
from union.tests.factories import UserFactory
from union.tests.test_races import at_once, of

pytestmark = pytest.mark.django_db(transaction=True)


def browser_of(user):
    """One that shows an error page instead of raising what led there."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def sent(*posts):
    """The states of the answers to (browser, url, data), sent at the same moment."""
    answers = at_once(*[lambda post=post: post[0].post(*post[1:]) for post in posts])
    return sorted(answer.status_code for answer in answers)


def newcomer(department):
    group = UnionGroupFactory()
    member = MemberFactory.build(department=department, union_group=group)
    member.full_clean()
    return member


def is_sound(department):
    """Whether nobody is left in a department that is void."""
    department.refresh_from_db()
    staffed = Member.objects.valid().filter(department=department).exists()
    return not (department.is_void and staffed)


@pytest.mark.parametrize("turn", range(4))
def test_no_department_goes_while_somebody_enrols_there(turn):
    staff, department = UserFactory(role="staff"), DepartmentFactory()
    member = newcomer(department)

    outcomes = at_once(
        lambda: actions.create(member, actor=staff),
        lambda: actions.void(
            Department.objects.get(pk=department.pk), actor=staff, reason=""
        ),
    )

    assert len(of(RuleViolation, outcomes)) == 1
    assert is_sound(department)


@pytest.mark.parametrize("turn", range(4))
def test_no_department_is_taken_back_while_somebody_enrols_there(turn):
    staff, department = UserFactory(role="staff"), DepartmentFactory()
    batch = undo.keep(uuid4(), actor=staff, title="录入科室", created=[department])
    member = newcomer(department)

    outcomes = at_once(
        lambda: actions.create(member, actor=staff),
        lambda: undo.revert(batch, actor=staff),
    )

    assert len(of(RuleViolation, outcomes)) == 1
    assert is_sound(department)


def test_many_enrol_in_one_department_side_by_side():
    staff, department = UserFactory(role="staff"), DepartmentFactory()
    members = [newcomer(department) for _ in range(4)]

    outcomes = at_once(*[lambda m=m: actions.create(m, actor=staff) for m in members])

    assert len(of(Member, outcomes)) == 4


def test_a_void_sent_from_two_pages_is_done_once():
    department = DepartmentFactory()
    url = DEPARTMENT.url("void", department.pk)
    posts = [
        (browser_of(UserFactory(role="staff")), url, {"version": 1}) for _ in range(3)
    ]

    states = sent(*posts)

    assert set(states) <= {200, 302, 409}
    voids = AuditEntry.objects.about(department).filter(action="void")
    assert voids.count() == 1


def test_two_officers_decide_a_proposal_once():
    clerk = UserFactory(role="staff")
    proposal = ProposalFactory(status="submitted", submitted_by=clerk)
    data = {"decided_on": "2026-03-20", "version": proposal.version}
    chairs = [browser_of(UserFactory(role="chair")) for _ in range(3)]
    verbs = ("file", "decline", "convert")

    states = sent(
        *[
            (chair, PROPOSAL.url(verb, proposal.pk), data | {"decision_reason": verb})
            for chair, verb in zip(chairs, verbs, strict=True)
        ]
    )

    assert states.count(302) >= 1
    assert set(states) <= {200, 302, 409}
    stored = Proposal.objects.get()
    assert stored.version == proposal.version + 1
    moved = AuditEntry.objects.about(stored).filter(action="move")
    assert moved.count() == 1


def test_an_undo_and_an_edit_at_once_lose_neither_silently():
    staff = UserFactory(role="staff")
    member = MemberFactory()
    batch = undo.keep(uuid4(), actor=staff, title="录入会员", created=[member])
    mine = Member.objects.get(pk=member.pk)
    mine.note = "刚刚写的"

    outcomes = at_once(
        lambda: undo.revert(batch, actor=staff),
        lambda: actions.update(mine, actor=staff, version=1),
    )

    assert len(of(RuleViolation, outcomes)) == 1
    stored = Member.objects.get(pk=member.pk)
    assert stored.is_void != (stored.note == "刚刚写的")


def test_two_bulk_voids_that_overlap_wait_for_each_other():
    members = MemberFactory.create_batch(20)
    url = MEMBER.url("bulk")
    posts = []
    for pks in (
        [m.pk for m in members[:15]],
        [m.pk for m in reversed(members[5:])],
    ):
        browser = browser_of(UserFactory(role="staff"))
        query = "&".join(["do=void", *(f"pk={pk}" for pk in pks)])
        seen = browser.get(f"{url}?{query}").context["plan"].fingerprint
        posts.append((browser, f"{url}?{query}", {"seen": seen}))

    states = sent(*posts)

    assert states in ([200, 302], [302, 409])
    assert Member.objects.valid().count() == 5
    assert not Member.objects.filter(version__gt=2).exists()


def test_a_filter_saved_by_two_clicks_is_kept_once():
    staff = UserFactory(role="staff")
    data = {"do": "create", "name": "一线", "query": "status=active"}
    posts = [(browser_of(staff), MEMBER.url("filters"), data) for _ in range(3)]

    states = sent(*posts)

    assert states == [200, 200, 302]
    assert SavedFilter.objects.count() == 1


def test_an_account_made_by_two_clicks_is_made_once():
    data = {"username": "wangfang", "name": "王芳", "role_key": "staff"}
    posts = [
        (browser_of(UserFactory(role="admin")), reverse("account_create"), data)
        for _ in range(3)
    ]

    states = sent(*posts)

    assert states == [200, 200, 200]
    assert User.objects.filter(username="wangfang").count() == 1


def test_administrators_who_close_each_other_leave_one():
    first, second = UserFactory(role="admin"), UserFactory(role="admin")

    outcomes = at_once(
        lambda: deactivate(User.objects.get(pk=second.pk), actor=first),
        lambda: deactivate(User.objects.get(pk=first.pk), actor=second),
    )

    assert len(of(RuleViolation, outcomes)) == 1
    assert User.objects.filter(role_key="admin", is_active=True).count() == 1


def uploaded(user):
    """A browser of ``user`` at the preview of a sheet of two departments."""
    browser = browser_of(user)
    rows = [[name, "临床", "是"] for name in ("内科", "外科")]
    columns = [ColumnSpec(text) for text in ("名称", "类别", "一线科室")]
    file = write_workbook([SheetSpec(DEPARTMENT.name, columns, rows)])
    file.name = "科室.xlsx"
    page = browser.post(DEPARTMENT.url("import"), {"file": file}, follow=True)
    return browser, page.request["PATH_INFO"]


def test_a_sheet_imported_by_two_clicks_is_imported_once():
    browser, url = uploaded(UserFactory(role="staff"))
    others = [browser_of(browser_user(browser)) for _ in range(2)]

    states = sent(*[(one, url, {"commit": "1"}) for one in (browser, *others)])

    assert set(states) <= {200, 302, 409}
    assert Department.objects.count() == 2
    assert UndoBatch.objects.count() == 1


def test_a_sheet_thrown_away_while_it_is_imported_is_one_or_the_other():
    browser, url = uploaded(UserFactory(role="staff"))
    other = browser_of(browser_user(browser))

    states = sent((browser, url, {"commit": "1"}), (other, url, {"discard": "1"}))

    assert set(states) <= {200, 302, 404, 409}
    assert Department.objects.count() == 2 * ImportBatch.objects.count()


def browser_user(browser):
    return User.objects.get(pk=browser.session["_auth_user_id"])
