import io
import logging
import re

import pytest

from union.logs import TracebackFormatter


@pytest.fixture
def written(monkeypatch):
    """What the handler of the settings writes to the server's log."""
    [handler] = [item for item in logging.getLogger().handlers if item.name == "stderr"]
    monkeypatch.setattr(handler, "stream", io.StringIO())
    return handler.stream.getvalue


@pytest.mark.django_db
@pytest.mark.urls("union.tests.extra_urls")
def test_a_page_that_crashes_leaves_time_address_and_traceback_in_the_log(
    client, written
):
    client.raise_request_exception = False

    client.post("/extra/crash/?who=1001", {"diagnosis": "胃炎"})

    lines = written().splitlines()
    stamp = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"
    assert re.match(f"{stamp} ERROR django.request: .*: /extra/crash/$", lines[0])
    assert any('extra_urls.py", line' in line for line in lines)
    assert lines[-1] == "RuntimeError: broken"


@pytest.mark.django_db
@pytest.mark.urls("union.tests.extra_urls")
def test_nothing_that_was_sent_stands_in_the_log(client, written):
    client.raise_request_exception = False

    client.post("/extra/crash/?who=1001", {"diagnosis": "胃炎"})

    assert "RuntimeError" in written()
    assert "胃炎" not in written()
    assert "1001" not in written()


@pytest.mark.django_db
def test_what_is_not_found_is_not_logged(admin_client, written):
    assert admin_client.get("/nothing/here/").status_code == 404

    assert written() == ""


def test_of_an_error_only_the_first_line_of_its_message_is_kept():
    text = formatted("duplicate key\nDETAIL:  Key (name)=(张伟) already exists.")

    assert text.splitlines()[-1] == "ValueError: duplicate key"
    assert "张伟" not in text


def test_the_error_behind_an_error_is_told_too():
    text = formatted("second", cause=KeyError("first"))

    assert "ValueError: second\nwhile handling:\nKeyError: 'first'" in text


def formatted(message, cause=None):
    try:
        raise ValueError(message) from cause
    except ValueError as error:
        return TracebackFormatter().formatException((type(error), error, None))
