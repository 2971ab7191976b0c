"""Every icon that a page names is in the stylesheet, and none besides."""

import re
import runpy

from django.conf import settings

used = runpy.run_path(str(settings.BASE_DIR / ".ci" / "icons.py"))["used"]
STYLESHEET = settings.BASE_DIR / "static" / "vendor" / "bootstrap-icons" / "icons.css"


def test_the_icons_of_the_pages_are_those_of_the_stylesheet():
    drawn = re.findall(r"^\.bi-([a-z0-9-]+) {", STYLESHEET.read_text("utf-8"), re.M)

    assert set(drawn) == used(), "make vendor fetches what is missing, with npm"
    assert {"search", "people"} <= used()
