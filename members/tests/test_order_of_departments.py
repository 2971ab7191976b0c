import pytest

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory

pytestmark = pytest.mark.django_db


def test_departments_stand_in_one_order_in_list_form_and_filter(login):
    """As the office has entered them."""
    for name in ("C科", "A科", "B科"):
        DepartmentFactory(name=name)
    rights = ("view_member", "add_member", "view_department", "view_all_groups")
    client = login(*(f"members.{right}" for right in rights))

    listed = client.get(DEPARTMENT.list_url).context["rows"]
    form = client.get(MEMBER.url("create")).context["form"]
    chosen = client.get(MEMBER.list_url).context["filter"].form

    assert [row[row.index("科<") - 1] for row in listed] == ["C", "A", "B"]
    for fields in (form.fields, chosen.fields):
        names = [department.name for department in fields["department"].queryset]
        assert names == ["C科", "A科", "B科"]
