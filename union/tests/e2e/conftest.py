"""What the pictures of the manual are taken with, the small office they show, and a
clerk before an empty grid."""

import datetime as dt
import os
from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    UnionGroupFactory,
)
from union.tests.factories import UserFactory
from welfare.tests.factories import (
    BenefitRuleFactory,
)

from . import grids
from .browser import SHOTS
from .manual import day

IS_FINAL = bool(os.environ.get("UNION_HELP_SHOTS"))
FOLDER = settings.BASE_DIR / "static" / "help" if IS_FINAL else SHOTS / "help"
COLOURS = 48
WIDTH = 1366
#: Around parts of a page; its middle has a margin of its own.
MARGIN = 10
#: The box around all that the selectors find, in CSS pixels of the whole page.
BOX = """selectors => {
  const boxes = selectors.flatMap(s => [...document.querySelectorAll(s)])
    .map(e => e.getBoundingClientRect()).filter(b => b.width && b.height);
  const least = f => Math.min(...boxes.map(f)), most = f => Math.max(...boxes.map(f));
  return [least(b => b.left), least(b => b.top) + scrollY,
          most(b => b.right), most(b => b.bottom) + scrollY];
}"""


@pytest.fixture
def picture(page):
    """picture("join") keeps what the page shows in its middle, ``height`` pixels of it
    at most, as a small picture; selectors name the parts that are to be seen."""

    def picture(name, *selectors, height=620):
        margin = MARGIN if selectors else 0
        expect(page.locator("[class*=htmx-]")).to_have_count(0)
        page.evaluate("scrollTo(0, 0)")
        left, top, right, bottom = page.evaluate(BOX, list(selectors or ["main"]))
        clip = {
            "x": left - margin,
            "y": top - margin,
            "width": right - left + 2 * margin,
            "height": min(bottom - top + 2 * margin, height),
        }
        # Room for all of it, so that nothing that sticks to an edge lies over it.
        room = {"width": WIDTH, "height": int(clip["y"] + clip["height"])}
        page.set_viewport_size(room)
        shot = page.screenshot(clip=clip, animations="disabled")
        page.set_viewport_size({"width": WIDTH, "height": 768})
        FOLDER.mkdir(parents=True, exist_ok=True)
        whole = Image.open(BytesIO(shot)).convert("RGB")
        small = whole.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name}.png", optimize=True)

    return picture


@pytest.fixture
def as_staff(page, log_in, live_server):
    page.user = UserFactory(username="ganshi", name="干事甲", role="staff")
    log_in(page, page.user)
    return page


@pytest.fixture
def ward(live_server):
    return DepartmentFactory(name="心血管内科")


@pytest.fixture
def group(live_server):
    return UnionGroupFactory(name="内科工会小组")


@pytest.fixture
def people(ward, group):
    """Five members whose names nobody bears."""
    return [
        MemberFactory(
            staff_no=f"100{number}", name=name, department=ward, union_group=group
        )
        for number, name in enumerate(["张一", "李二", "王三", "赵四", "钱五"], start=1)
    ]


@pytest.fixture
def standard(live_server):
    return BenefitRuleFactory(
        occasion="hospital",
        form="cash",
        limit_per_case=Decimal(1000),
        cases_per_year=2,
        document="示例工会〔2020〕3号",
        since=day(2000),
        until=None,
    )


@pytest.fixture
def sick_visits():
    return BenefitRuleFactory(
        occasion="sick",
        limit_per_case=Decimal(500),
        since=dt.date(2020, 1, 1),
        until=None,
    )


@pytest.fixture
def clerk(as_role, sick_visits):
    """The page of a new grid, with what its visits may give."""
    return grids.opened(as_role("staff"))
