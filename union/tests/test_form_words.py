"""What any form says of a box that was left empty."""

from importlib import import_module

import pytest
from django import forms
from django.urls import get_resolver, reverse

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.form_words import AsksByName, PlainForm
from union.roles import BUSINESS_APPS

from .factories import UserFactory

ROOMS = {"union", *BUSINESS_APPS}


def all_subclasses(parent):
    for child in parent.__subclasses__():
        yield child
        yield from all_subclasses(child)


def test_every_form_of_ours_asks_by_name():
    import_module("union.urls")
    assert get_resolver().url_patterns
    ours = {
        form
        for form in all_subclasses(forms.BaseForm)
        if form.__module__.partition(".")[0] in ROOMS
        and ".tests" not in form.__module__
    }

    assert len(ours) > 40
    assert [form for form in ours if not issubclass(form, AsksByName)] == []


class AskingForm(PlainForm):
    name = forms.CharField(label="姓名")
    role = forms.ChoiceField(label="角色", choices=[("", "—")])
    sex = forms.ChoiceField(label="性别", choices=[], widget=forms.RadioSelect)
    file = forms.FileField(label="表格文件")
    own = forms.CharField(label="原因", error_messages={"required": "请说明原因"})


def test_an_empty_box_is_asked_for_by_its_name_or_in_its_own_words():
    form = AskingForm({})
    form.fields["later"] = forms.CharField(label="后加的一项")

    assert form.errors == {
        "name": ["请填写姓名"],
        "role": ["请选择角色"],
        "sex": ["请选择性别"],
        "file": ["请选择表格文件"],
        "own": ["请说明原因"],
        "later": ["请填写后加的一项"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "url_name", "messages"),
    [
        ("admin", "account_create", ["请填写用户名", "请填写姓名", "请选择角色"]),
        (
            "staff",
            "password_change",
            ["请填写当前密码", "请填写新密码", "请再输一次新密码"],
        ),
        ("staff", "members:member_import", ["请选择表格文件"]),
        ("staff", "members:member_filters", ["请填写名称"]),
    ],
)
def test_a_page_names_what_is_missing(client, role, url_name, messages):
    client.force_login(UserFactory(role=role))

    sent = client.post(reverse(url_name), {"do": "create"}, follow=True)

    text = sent.content.decode()
    assert [message for message in messages if message not in text] == []
    assert "必填项" not in text


@pytest.mark.django_db
def test_a_change_of_many_asks_for_the_value_by_its_name(client):
    client.force_login(UserFactory(role="staff"))
    query = {"do": "change", "field": "department", "pk": MemberFactory().pk}

    page = client.get(MEMBER.url("bulk"), {**query, "to-department": ""})

    assert "请选择科室" in page.content.decode()
