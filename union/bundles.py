"""Scripts and styles that pages load together go over the wire as one file.

``collectstatic`` joins them; where nothing is collected (tests, development) a page
loads the parts themselves.
"""

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: The joined file and its parts, in the order in which they are loaded.
BUNDLES = {
    "bundles/page.css": (
        "vendor/bootstrap/bootstrap.min.css",
        "vendor/bootstrap-icons/icons.css",
        "css/union.css",
    ),
    "bundles/page.js": ("js/forms.js", "js/picker.js", "js/shortcuts.js"),
    "bundles/form.js": ("js/blur.js", "js/choices.js"),
    "bundles/grid.js": (
        "js/grid.js",
        "js/grid-keys.js",
        "js/grid-select.js",
        "js/grid-place.js",
        "js/grid-rows.js",
        "js/grid-edit.js",
        "js/grid-sum.js",
        "js/grid-block.js",
        "js/grid-drag.js",
        "js/grid-clip.js",
        "js/grid-paste.js",
        "js/grid-check.js",
        "js/grid-ahead.js",
        "js/grid-wrong.js",
        "js/grid-move.js",
        "js/choices.js",
    ),
}


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Joins what was collected before it gets its hash and is compressed."""

    def post_process(self, paths, dry_run=False, **options):
        for name, parts in BUNDLES.items() if not dry_run else ():
            whole = b"\n".join(self.read(part) for part in parts)
            self.delete(name)
            self.save(name, ContentFile(whole))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def read(self, name):
        with self.open(name) as file:
            return file.read()
