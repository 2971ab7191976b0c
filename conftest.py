"""Fixtures of every room's tests."""

import gc

import pytest
from hypothesis import HealthCheck, settings

from union.tests.factories import UserFactory

pytest_plugins = ["union.tests.database", "union.tests.e2e.browser"]

# The same examples in every run, and no failure because a machine is busy.
settings.register_profile(
    "repeatable",
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_collection_finish():
    """What has been loaded stays for the whole run: looking through it for garbage
    again and again would take a sixth of the time."""
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture
def login(client):
    """login("members.view_member") → a client logged in with just that permission."""

    def login(*perms):
        client.user = UserFactory(perms=perms)
        client.force_login(client.user)
        return client

    return login
