"""What others made is the version that we say it is, with the bytes that we fetched."""

import hashlib
import re

from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"


def text(name):
    return (settings.BASE_DIR / name).read_text("utf-8")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_vendored_files_are_the_recorded_ones_and_no_others():
    recorded = {
        tuple(line.split("  "))
        for line in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()
    }

    assert recorded == {
        (digest(path), path.relative_to(VENDOR).as_posix())
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }


def test_vendored_scripts_and_styles_name_no_source_map():
    naming = [
        path.name
        for path in VENDOR.rglob("*.*s")
        if "sourceMappingURL" in path.read_text("utf-8")
    ]

    assert naming == []


def test_every_package_of_the_lock_is_listed_with_its_version():
    locked = re.findall(r"^([a-z0-9-]+)==(\S+)", text("requirements.txt"), re.M)
    listed = re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \|", text("THIRD_PARTY.md"), re.M)

    assert set(locked) <= set(listed)


def test_every_font_that_is_shipped_is_listed():
    fonts = (settings.BASE_DIR / "reports" / "fonts").glob("*.otf")
    listed = re.findall(r"`(\w+[\w-]*\.otf)`", text("THIRD_PARTY.md"))

    assert sorted(font.name for font in fonts) == sorted(listed)
