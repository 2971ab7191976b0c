"""What a page costs on the wire, with the static files as ``make run`` serves them."""

from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from welfare.records import CONSOLATION

from .every_page import World

pytestmark = pytest.mark.e2e

KB = 1024
#: The browser asks for the icon when all else is there, or breaks off to go elsewhere.
LOAD_ICON = """() => fetch(document.querySelector("link[rel=icon]").href)
  .then((answer) => answer.blob()).then((icon) => icon.size)"""


class ProductionServer(LiveServer):
    """Leaves the static files to the app's own middleware."""

    def __init__(self, address):
        super().__init__(address, start=False)
        self.thread.static_handler = lambda app: app
        self.start()


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The settings under which the static files are collected and served."""
    bundling = {"BACKEND": "union.bundles.BundlingStorage"}
    changed = {
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "STORAGES": {**settings.STORAGES, "staticfiles": bundling},
    }
    with override_settings(**changed):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture
def live_server(collected, transactional_db):
    server = ProductionServer("localhost")
    yield server
    server.stop()


@dataclass
class Traffic:
    """What the browser asked the server for: URL → bytes on the wire, 0 if cached."""

    urls: dict = field(default_factory=dict)
    sizes: dict = field(default_factory=dict)
    scripts: set = field(default_factory=set)

    def response(self, event):
        self.urls[event["requestId"]] = event["response"]["url"]
        if event["type"] == "Script":
            self.scripts.add(event["requestId"])

    def from_cache(self, event):
        self.sizes[event["requestId"]] = 0

    def finished(self, event):
        self.sizes.setdefault(event["requestId"], event["encodedDataLength"])

    @property
    def asked(self):
        """The URLs for which something came over the wire."""
        return [self.urls[i] for i, size in self.sizes.items() if size]

    @property
    def script_bytes(self):
        return sum(self.sizes.get(i, 0) for i in self.scripts)


def traffic_of(page, url):
    traffic, session = Traffic(), page.context.new_cdp_session(page)
    session.on("Network.responseReceived", traffic.response)
    session.on("Network.requestServedFromCache", traffic.from_cache)
    session.on("Network.loadingFinished", traffic.finished)
    session.send("Network.enable")
    page.goto(url, wait_until="load")
    session.detach()
    return traffic


@pytest.fixture
def world(client, live_server):
    client.user = UserFactory(is_superuser=True, role="staff")
    client.force_login(client.user)
    MemberFactory.create_batch(60)
    return World(client)


def addresses(world):
    return {
        "login": reverse("login"),
        "home": reverse("home"),
        "dashboard": reverse("dashboard"),
        "list": MEMBER.url("list"),
        "record": world.records[MEMBER].get_absolute_url(),
        "form": CONSOLATION.url("create"),
        "grid": CONSOLATION.url("batch"),
        "import": MEMBER.url("import_preview", world.batch.pk),
    }


def test_a_first_view_is_light_and_a_second_one_is_the_page_alone(
    world, open_page, log_in
):
    first, second = {}, {}
    for name, url in addresses(world).items():
        page = open_page()
        if name != "login":
            log_in(page, world.user)
        cold = traffic_of(page, url)
        raw = len(page.request.get(url).body())
        assert page.evaluate(LOAD_ICON) > 0
        first[name] = (
            len(cold.asked),
            round(sum(cold.sizes.values()) / KB),
            round(cold.script_bytes / KB),
            round(raw / KB),
        )
        second[name] = [u.split("/", 3)[-1] for u in traffic_of(page, url).asked]
        page.context.close()

    too_much = {
        name: f"{requests} requests, {total} KB, {scripts} KB scripts, {raw} KB HTML"
        for name, (requests, total, scripts, raw) in first.items()
        if requests > 8 or total > 150 or scripts > 50
    }
    assert too_much == {}
    assert first["list"][3] <= 60
    more_than_the_page = {name: urls for name, urls in second.items() if len(urls) != 1}
    assert more_than_the_page == {}


def test_static_files_have_the_hash_in_their_name_and_never_change(page):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(reverse("login"), wait_until="load")

    static = [answer for answer in answers if "/static/" in answer.url]
    assert len(static) >= 3
    headers = {answer.headers["cache-control"] for answer in static}
    assert headers == {"max-age=315360000, public, immutable"}
    packed = {
        a.headers.get("content-encoding") for a in static if a.url.endswith("css")
    }
    assert packed <= {"br", "gzip"}
