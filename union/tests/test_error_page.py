"""The page for a failure of ours needs nothing that could fail with it."""

from django.test import RequestFactory
from django.views.defaults import server_error


def test_the_page_of_a_failure_looks_like_the_others():
    page = server_error(RequestFactory().get("/")).content.decode()

    assert "系统出错了" in page
    assert "css/union.css" in page
    assert 'class="topbar"' in page
