"""The log calls a move by its own name, and is searched by it."""

import pytest

from congress.tests.factories import ProposalFactory
from union import audit, deeds
from union.models import AuditEntry
from union.tests.factories import UserFactory
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory, MutualAidClaimFactory

pytestmark = pytest.mark.django_db


def moved(record, changes):
    return audit.log(UserFactory(), AuditEntry.Action.MOVE, record, changes=changes)


def entries(word):
    return list(AuditEntry.objects.filter(deeds.done(word)))


def test_a_move_is_called_by_its_label_and_found_by_it():
    claim, proposal = MutualAidClaimFactory(), ProposalFactory()
    approved = moved(claim, {"办理状态": ["已上报", "同意赔付"]})
    submitted = moved(claim, {"办理状态": ["草稿", "待初审"]})
    filed = moved(proposal, {"状态": ["已提交", "已立案"]})
    passed_on = moved(proposal, {"承办部门": ["护理部", "后勤保障处"]})

    words = [deeds.word_of(e) for e in (approved, submitted, filed, passed_on)]

    assert words == ["同意赔付", "提交", "立案", "改派"]
    assert entries("同意赔付") == [approved]
    assert entries("立案") == [filed]
    assert entries("改派") == [passed_on]
    assert entries("move") == [passed_on, filed, submitted, approved]
    assert ("同意赔付", "同意赔付") in deeds.words()


def test_what_no_move_of_the_kind_does_is_just_handled():
    entry = moved(MutualAidClaimFactory(), {"办理状态": ["已归档", "草稿"]})
    assert deeds.word_of(entry) == "办理"


def test_a_record_says_who_entered_it_and_who_brought_it_on(client):
    user = UserFactory(role="staff", name="张三")
    claim = MutualAidClaimFactory(created_by=user)
    moved(claim, {"办理状态": ["已上报", "同意赔付"]})
    client.force_login(user)

    page = client.get(claim.get_absolute_url()).content.decode()

    assert "登记：张三 <time" in page
    assert "（同意赔付）</p>" in page
    steps = page.split('id="steps-taken">办理经过</h2>')[1].split("</ol>")[0]
    assert "<strong>同意赔付</strong>" in steps


def test_a_consolation_shows_the_standard_of_its_day(client):
    client.force_login(UserFactory(role="staff"))
    record = ConsolationFactory()

    page = client.get(CONSOLATION.url("detail", record.pk)).content.decode()

    standard = page.split('id="standard">适用标准</h2>')[1].split("</section>")[0]
    assert "<dt>限额</dt>" in standard
