"""Fixtures of every room's tests."""

import pytest

from union.tests.factories import UserFactory

pytest_plugins = ["union.tests.e2e.browser"]


@pytest.fixture
def login(client):
    """login("members.view_member") → a client logged in with just that permission."""

    def login(*perms):
        client.user = UserFactory(perms=perms)
        client.force_login(client.user)
        return client

    return login
