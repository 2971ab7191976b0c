"""What is ready before the first page is asked for."""

import pytest
from django.template import TemplateDoesNotExist, engines

from union.warming import warm_up


@pytest.fixture
def compiled():
    """The names of the templates that are compiled, none at first."""
    [loader] = engines["django"].engine.template_loaders
    loader.reset()
    return loader.get_template_cache


def test_a_page_finds_its_templates_compiled(compiled):
    assert "records/record_list.html" not in compiled

    warm_up()

    for name in ("base.html", "records/record_list.html", "reports/home.html"):
        assert not isinstance(compiled[name], (type, TemplateDoesNotExist))


def test_the_database_is_not_asked(django_assert_num_queries, db):
    # A connection must not be shared by the workers that follow.
    with django_assert_num_queries(0):
        warm_up()
