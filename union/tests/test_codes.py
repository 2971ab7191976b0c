"""Numbers that stay in one piece wherever a page has little room."""

import pytest
from django.template import Context, Template

CODES = Template("{% load records %}{{ text|codes|linebreaksbr }}")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("13900001234", '<span class="code">13900001234</span>'),
        ("电话139****1234转2", '电话<span class="code">139****1234</span>转2'),
        ("1****************X", '<span class="code">1****************X</span>'),
        ("2026-01-31 至今", '<span class="code">2026-01-31</span> 至今'),
        ("1001 张伟\n<b>", "1001 张伟<br>&lt;b&gt;"),
        ("******", "******"),
        (1234567890, "1234567890"),
        (None, "None"),
    ],
)
def test_a_long_number_is_marked_and_all_else_left(text, html):
    assert CODES.render(Context({"text": text})) == html
