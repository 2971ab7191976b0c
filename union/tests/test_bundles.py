"""Files that pages load together are joined where static files are collected."""

from django.conf import settings
from django.core.management import call_command
from django.template import Context, Template
from django.test import override_settings

from union.bundles import BUNDLES

PAGE = Template('{% load bundles %}{% bundle "bundles/page.js" %}')


def test_every_part_of_a_bundle_is_one_of_our_files():
    parts = {part for parts in BUNDLES.values() for part in parts}

    missing = {p for p in parts if not (settings.BASE_DIR / "static" / p).is_file()}

    assert missing == set()


def test_without_collected_files_a_page_loads_the_parts():
    markup = PAGE.render(Context())

    assert '<script src="/static/js/forms.js" defer></script>' in markup
    assert markup.count("<script") == len(BUNDLES["bundles/page.js"])


def test_collected_files_are_joined_in_order_and_named_by_their_hash(tmp_path):
    bundling = {"BACKEND": "union.bundles.BundlingStorage"}
    storages = {**settings.STORAGES, "staticfiles": bundling}
    source = tmp_path / "source"
    for part in {part for parts in BUNDLES.values() for part in parts}:
        path = source / part
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"/* {part} */")

    with override_settings(
        STATIC_ROOT=tmp_path / "root",
        STATICFILES_DIRS=[source],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES=storages,
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        markup = PAGE.render(Context())

    assert markup.count("<script") == 1
    name = markup.split("/static/")[1].split('"')[0]
    assert name.startswith("bundles/page.")
    assert name != "bundles/page.js"
    whole = (tmp_path / "root" / name).read_text()
    assert whole == "\n".join(f"/* {part} */" for part in BUNDLES["bundles/page.js"])
