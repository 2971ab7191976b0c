"""Who may do what: the table in words of the office, not of the code."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from union.models import User
from union.roles import BUSINESS_APPS, ROLES, sync_roles
from union.tests.factories import UserFactory

STAFF, CHAIR, AUDITOR, LEADER, ADMIN = "staff", "chair", "auditor", "leader", "admin"

HOLDERS = {
    "members.view_member": {STAFF, CHAIR, AUDITOR, LEADER},
    "members.view_all_groups": {STAFF, CHAIR, AUDITOR},
    "members.add_member": {STAFF},
    "members.change_member": {STAFF},
    "members.delete_member": {STAFF},
    "members.import_member": {STAFF},
    "members.export_member": {STAFF, CHAIR, AUDITOR},
    "members.reveal_member": {STAFF, CHAIR},
    "members.view_duesrecord": {STAFF, CHAIR, AUDITOR, LEADER},
    "members.change_duesrecord": {STAFF},
    "members.view_financeline": {STAFF, CHAIR, AUDITOR},
    "members.view_familymember": {STAFF, CHAIR, AUDITOR},
    "welfare.view_consolation": {STAFF, CHAIR, AUDITOR, LEADER},
    "welfare.add_consolation": {STAFF, LEADER},
    "welfare.change_consolation": {STAFF},
    "welfare.check_mutualaidclaim": {STAFF, CHAIR},
    "congress.check_proposal": {STAFF},
    "welfare.approve_consolation": {CHAIR},
    "welfare.view_hardshipcase": {STAFF, CHAIR, AUDITOR},
    "welfare.approve_hardshipaid": {CHAIR},
    "congress.view_proposal": {STAFF, CHAIR, AUDITOR, LEADER},
    "congress.decide_proposal": {CHAIR},
    "congress.view_disclosureitem": {STAFF, CHAIR, AUDITOR, LEADER},
    "activities.view_activity": {STAFF, CHAIR, AUDITOR, LEADER},
    "activities.add_activity": {STAFF},
    "reports.sign_annualreport": {CHAIR},
    "reports.change_annualreport": {STAFF},
    "union.view_auditentry": {CHAIR, AUDITOR, ADMIN},
    "union.export_auditentry": {AUDITOR, ADMIN},
    "union.view_user": {ADMIN},
    "union.add_user": {ADMIN},
    "union.change_user": {ADMIN},
    "union.delete_user": set(),
    "union.view_job": {ADMIN},
    "union.change_job": {ADMIN},
    "auth.change_group": set(),
}


@pytest.mark.parametrize(("permission", "holders"), HOLDERS.items())
def test_a_right_belongs_to_these_roles(permission, holders):
    app_label, codename = permission.split(".")

    assert {key for key, r in ROLES.items() if r.holds(app_label, codename)} == holders


def test_the_roles_bear_these_names():
    assert {key: role.label for key, role in ROLES.items()} == {
        "staff": "工会干事",
        "chair": "工会主席",
        "auditor": "经审委员",
        "leader": "工会小组长",
        "admin": "系统管理员",
    }


@pytest.mark.django_db
def test_roles_are_written_the_same_twice():
    text = call_command("sync_roles")
    first = {g.name: g.permissions.count() for g in Group.objects.all()}
    Group.objects.get(name="经审委员").permissions.add(
        Permission.objects.get(codename="change_user")
    )
    again = call_command("sync_roles")

    assert again == text
    assert text.startswith("已同步 5 个角色，共 ")
    assert first == {g.name: g.permissions.count() for g in Group.objects.all()}
    assert first["系统管理员"] == 7


@pytest.mark.django_db
def test_every_right_in_the_rooms_belongs_to_some_role():
    orphans = [
        f"{p.content_type.app_label}.{p.codename}"
        for p in Permission.objects.filter(
            content_type__app_label__in=BUSINESS_APPS
        ).select_related("content_type")
        if not any(
            r.holds(p.content_type.app_label, p.codename) for r in ROLES.values()
        )
    ]

    assert orphans == []


@pytest.mark.django_db
def test_the_administrator_has_no_right_in_any_room():
    sync_roles()
    admin = User.objects.get(pk=UserFactory(role="admin").pk)

    assert admin.get_all_permissions() == {
        "union.view_user",
        "union.add_user",
        "union.change_user",
        "union.view_auditentry",
        "union.export_auditentry",
        "union.view_job",
        "union.change_job",
    }
