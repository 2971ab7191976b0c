import pytest
from django.urls import reverse

from union.roles import ROLES

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("role", ROLES)
def test_first_page_of_every_role_is_accessible_and_fits_the_screen(
    as_role, axe, shot, role
):
    page = as_role(role)
    page.goto(reverse("home"))
    shot(f"first-page-{role}")

    assert page.title().endswith("医院工会工作台")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
