"""个人设置: how the pages look and behave for the person who is logged in."""

import pytest
from django.urls import reverse

from union.models.user import Theme
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def home(client):
    return client.get(reverse("preferences")).content.decode()


def test_pages_follow_the_computer_until_a_person_decides(client, person):
    page = home(client)

    assert "js/theme.js" in page
    assert "data-bs-theme" not in page


def test_a_person_decides_for_dark_pages_and_no_shortcuts(client, person):
    response = client.post(reverse("preferences"), {"theme": "dark"}, follow=True)

    person.refresh_from_db()
    assert (person.theme, person.use_shortcuts) == (Theme.DARK, False)
    page = response.content.decode()
    assert '<html lang="zh-Hans" data-bs-theme="dark">' in page
    assert '<body data-shortcuts="off">' in page
    assert "js/theme.js" not in page
    assert "已保存个人设置" in page


def test_an_unknown_theme_is_refused(client, person):
    response = client.post(reverse("preferences"), {"theme": "pink"})

    assert response.context["form"].errors["theme"]
    person.refresh_from_db()
    assert person.theme == Theme.AUTO
    assert "data-bs-theme" not in response.content.decode()
