"""附议人: who seconds a proposal, and how many a session asks for."""

import datetime as dt

import pytest
from django.urls import reverse

from congress.models import Proposal
from members.tests.factories import MemberFactory

from .factories import CongressSessionFactory, ProposalFactory

ALL_GROUPS = "members.view_all_groups"
VIEW = "congress.view_proposal"
HAND_IN = (VIEW, "congress.change_proposal", "members.view_member", ALL_GROUPS)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC)),
]


def url(action, *args):
    return reverse(f"congress:proposal_{action}", args=args)


@pytest.mark.parametrize(
    ("seconders", "told"),
    [
        ("李娜、zgf", "会员中没有“zgf”，请填写附议人的完整姓名"),
        ("李娜、王芳、陈静", "会员中没有“王芳”“陈静”"),
        ("1002 李 娜", ""),
        ("", ""),
    ],
)
def test_a_seconder_whose_name_nobody_bears_is_refused(login, seconders, told):
    MemberFactory(name="李娜")
    client = login(VIEW, "congress.add_proposal", "members.view_member", ALL_GROUPS)
    page = client.post(
        url("create"),
        {
            "session": CongressSessionFactory().pk,
            "kind": "proposal",
            "category": "nursing",
            "title": "增加夜班护士",
            "proposer": MemberFactory(staff_no="1001").staff_no,
            "seconders": seconders,
        },
    )

    assert page.status_code == (200 if told else 302)
    assert told in page.content.decode()
    assert Proposal.objects.count() == (0 if told else 1)


@pytest.mark.parametrize(
    ("seconders", "told"),
    [("赵无名", False), ("赵无名、zgf", True)],
)
def test_seconders_on_record_are_asked_about_only_when_changed(login, seconders, told):
    proposal = ProposalFactory(submitted_on=None, seconders="赵无名")
    client = login(VIEW, "congress.change_proposal", "members.view_member", ALL_GROUPS)

    page = client.post(
        url("update", proposal.pk),
        {
            "session": proposal.session_id,
            "number": proposal.number,
            "kind": "proposal",
            "category": "nursing",
            "title": "增加夜班医生",
            "proposer": proposal.proposer.staff_no,
            "seconders": seconders,
            "version": "1",
        },
    )

    proposal.refresh_from_db()
    assert (proposal.title != "增加夜班医生") is told
    assert ("会员中没有“赵无名”“zgf”" in page.content.decode()) is told


def test_the_page_counts_the_seconders_who_are_named(login):
    page = login(VIEW, ALL_GROUPS).get(ProposalFactory().get_absolute_url())

    items = dict(page.context["fieldsets"])["提案"]
    assert [i["value"] for i in items if i["label"] == "附议人数"] == [2]


@pytest.fixture
def unseconded():
    return ProposalFactory(submitted_on=None, seconders="", session__session_no=7)


def test_a_draft_says_what_it_lacks_before_it_can_be_handed_in(login, unseconded):
    client = login(*HAND_IN)
    page = client.get(unseconded.get_absolute_url()).content.decode()

    says = "本届次规定提案须有 2 名以上附议人，现有 0 名，补齐后才能提交"
    assert page.count(says) == 1
    assert f'。<a href="{url("update", unseconded.pk)}">修改</a>' in page
    assert f'href="{url("submit", unseconded.pk)}"' not in page
    answer = client.get(url("submit", unseconded.pk), follow=True)
    assert answer.redirect_chain[-1][0] == unseconded.get_absolute_url()
    assert says in [str(message) for message in answer.context["messages"]]


def test_what_refuses_a_move_is_said_once_and_fits_it(login, unseconded):
    data = {"submitted_on": "2026-06-01"}
    page = login(*HAND_IN).post(url("submit", unseconded.pk), data).content.decode()

    assert page.count("现有 0 名，补齐后才能提交") == 1
    assert "可先不填提交日期" not in page


def test_the_form_says_how_many_seconders_the_session_asks_for(login):
    proposal = ProposalFactory(submitted_on=None, session__seconders_required=3)
    client = login(*HAND_IN, "congress.add_proposal", "congress.view_congresssession")

    says = "本届次规定提案须有 3 名以上附议人才能提交"
    for page in (url("update", proposal.pk), url("create")):
        assert says in client.get(page).content.decode()
