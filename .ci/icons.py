"""Only the icons that our pages name, as one stylesheet of masks in the text's colour.

icons.py FOLDER OUTPUT makes it from the SVG files of the bootstrap-icons package.
"""

import re
import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
IN_MARKUP = re.compile(r"\bbi-([a-z0-9-]*[a-z0-9])(?![-a-z0-9])")
IN_DECLARATION = re.compile(r'\bicon(?:: str)? ?= ?"([a-z0-9-]+)"')

BASE = """\
/* Made by .ci/icons.py from bootstrap-icons (MIT). */
.bi { display: inline-block; width: 1em; height: 1em; vertical-align: -.125em; \
background: currentColor; mask: var(--icon) center / contain no-repeat; \
print-color-adjust: exact; }
@media (forced-colors: active) { .bi { background: CanvasText; } }
"""


def used():
    """The names in templates, scripts and declarations of record kinds."""
    names = set()
    for folder, ending in (("templates", "html"), ("static/js", "js")):
        for path in (ROOT / folder).rglob(f"*.{ending}"):
            names.update(IN_MARKUP.findall(path.read_text("utf-8")))
    for path in ROOT.glob("[a-z]*/**/*.py"):
        if "tests" not in path.relative_to(ROOT).parts:
            names.update(IN_DECLARATION.findall(path.read_text("utf-8")))
    return names


def rule(name, svg):
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)[1]
    shapes = re.sub(r"\s+", " ", shapes.replace('"', "'")).strip()
    frame = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{}</svg>"
    data = quote(frame.format(shapes), safe=" ='/:;,.-()")
    return f'.bi-{name} {{ --icon: url("data:image/svg+xml,{data}"); }}\n'


def stylesheet(folder):
    rules = [rule(n, (folder / f"{n}.svg").read_text("utf-8")) for n in sorted(used())]
    return BASE + "".join(rules)


if __name__ == "__main__":
    source, output = map(Path, sys.argv[1:])
    output.write_text(stylesheet(source), "utf-8")
