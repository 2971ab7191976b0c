import pytest
from django.core.exceptions import ValidationError

from reports import tokens
from reports.forms import SectionForm


def test_a_person_reads_labels_and_the_database_keeps_keys():
    stored = "截至{{as_of}}，会员{{members_total}}，{{activity:12}}"
    shown = "截至{{数据截止日}}，会员{{会员总数}}，{{activity:12}}"
    assert tokens.shown(stored) == shown
    assert tokens.stored(shown) == stored
    assert tokens.stored(stored) == stored


@pytest.mark.parametrize(
    "name",
    [
        "会员总和",
        "settings.SECRET_KEY",
        "7*7",
        "''.__class__.__mro__",
        "user:1",
        "activity:x",
        "",
    ],
)
def test_an_unknown_token_is_named(name):
    with pytest.raises(ValidationError) as refused:
        tokens.stored("共{{" + name + "}}。")
    assert "{{" + name + "}}" in refused.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'x' %}",
        "${7*7}",
        "{0.__class__}",
        "%(x)s",
        "{{多行\n的}}",
        "{{ 未完",
    ],
)
def test_what_is_no_token_stays_as_it_is(text):
    assert tokens.stored(text) == text


def test_the_form_refuses_an_unknown_token_in_words():
    form = SectionForm({"heading": "组织", "text": "会员{{会员总和}}。"})
    assert not form.is_valid()
    assert "没有名为 {{会员总和}} 的数据" in form.errors["text"][0]


def test_records_in_texts_are_found_by_source():
    texts = ["{{activity:3}}{{activity:5}}", "{{session:2}}，{{members_total}}"]
    assert tokens.records_in(texts) == {"activity": {3, 5}, "session": {2}}
