"""Documents as PDF/UA-1 by WeasyPrint. The only place of the product that calls it.

Nothing is fetched but our own font files, whatever a text may say.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from reports import fonts

from . import justification
from .html import document_html
from .model import Document
from .preflight import printable

STYLES = Path(__file__).with_name("document.css")
FONT_FILES = frozenset(fonts.path(family) for family in fonts.FILES)

justification.install()
_one_at_a_time = Lock()  # Pango's font map, which documents share, is not thread-safe


class AddressRefused(FatalURLFetchingError):
    """Stops the rendering; an ordinary error would only be logged."""


class FontFetcher(URLFetcher):
    """Serves the files of our fonts and nothing else."""

    def __init__(self):
        super().__init__(
            allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True
        )

    def fetch(self, url, headers=None):
        parts = urlsplit(url)
        is_local = parts.scheme == "file" and not parts.netloc
        if not is_local or Path(url2pathname(parts.path)) not in FONT_FILES:
            raise AddressRefused(f"不允许读取的地址：{url[:120]}")
        return super().fetch(url, headers)


def render_pdf(document: Document) -> bytes:
    """Returns the document as a PDF.

    Raises DocumentError, in words for the user, for control characters and for
    characters that no font of ours can show.
    """
    page = document_html(printable(document))
    with _one_at_a_time:
        configuration, styles = _shared()
        html = HTML(string=page, url_fetcher=FontFetcher())
        target = BytesIO()
        html.write_pdf(
            target,
            stylesheets=[styles],
            font_config=configuration,
            pdf_variant="pdf/ua-1",
        )
    return target.getvalue()


@cache
def _shared() -> tuple[FontConfiguration, CSS]:
    """Returns what all documents use: reading fonts and styles takes 0.1 s."""
    configuration = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}") }}\n'
        for family, path in ((f, fonts.path(f)) for f in fonts.FILES)
    )
    styles = CSS(
        string=faces + STYLES.read_text(encoding="utf-8"),
        font_config=configuration,
        url_fetcher=FontFetcher(),
    )
    return configuration, styles
