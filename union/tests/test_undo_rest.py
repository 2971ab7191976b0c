"""Undo around what stands in the way, of large batches, and where an import went."""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from members.models import Member
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union import actions, undo, undo_jobs
from union.errors import RuleViolation
from union.models import Job
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

from .test_import_pages import OFFICE, page_of, upload
from .test_import_running import HEADER, member_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(role="staff")


def kept_batch(user, created):
    return undo.keep(uuid4(), actor=user, title="导入会员", created=created)


def test_the_rest_goes_back_while_changed_and_used_records_stay(user):
    used = ConsolationFactory().beneficiary
    changed, *others = [MemberFactory() for _ in range(3)]
    batch = kept_batch(user, [used, changed, *others])
    changed.refresh_from_db()
    changed.note = "后来补记"
    actions.update(changed, actor=user, version=changed.version)

    assert undo.revert(batch, actor=user, keeping=True).count == 2

    valid = set(Member.objects.valid().values_list("pk", flat=True))
    assert valid == {used.pk, changed.pk}
    with pytest.raises(RuleViolation, match="已经撤销过"):
        undo.revert(batch, actor=user, keeping=True)


def test_what_a_kept_record_refers_to_is_kept_with_it(user):
    consolation = ConsolationFactory()
    batch = kept_batch(user, [consolation.beneficiary, MemberFactory()])

    reasons = {record.pk: reason for record, reason in undo.obstacles(batch)}

    assert list(reasons) == [consolation.beneficiary_id]
    assert reasons[consolation.beneficiary_id].startswith("还有 1 条慰问用到它")


def test_with_nothing_left_to_take_back_nothing_is_done(user):
    used = ConsolationFactory().beneficiary
    batch = kept_batch(user, [used])

    with pytest.raises(RuleViolation, match="不能撤销"):
        undo.revert(batch, actor=user, keeping=True)

    batch.refresh_from_db()
    assert batch.undone_at is None


def test_a_refused_undo_leads_to_a_page_that_offers_the_rest(client, user):
    used = ConsolationFactory().beneficiary
    batch = kept_batch(user, [used, MemberFactory(), MemberFactory()])
    client.force_login(user)
    url = reverse("undo", args=[batch.pk])

    page = client.post(url, {"next": "/members/"}, follow=True).content.decode()
    assert "撤销其余 2 条，保留已改过的 1 条" in page
    assert "只能撤销一次" in page
    assert Member.objects.valid().count() == 3

    told = client.post(url, {"keeping": "1", "next": "/members/"}, follow=True)
    assert "（已作废 2 人）；1 条后来改过或用到的记录保持不变" in told.content.decode()
    assert list(Member.objects.valid()) == [used]


def test_a_large_batch_is_taken_back_by_a_job(client, user, monkeypatch):
    monkeypatch.setattr(undo_jobs, "LONG", 1)
    batch = kept_batch(user, [MemberFactory(), MemberFactory()])
    client.force_login(user)

    page = client.post(reverse("undo", args=[batch.pk]), follow=True)

    assert Job.objects.get(target=batch.pk).status == Job.Status.DONE
    assert "已撤销：导入会员（已作废 2 人）" in page.content.decode()
    assert not Member.objects.valid().exists()


def test_a_job_says_how_far_it_is_until_it_holds_all_others_up(user, monkeypatch):
    told = []
    monkeypatch.setattr(
        Job, "progress", lambda job, *how_far: told.append((*how_far, in_transaction()))
    )
    created = [ConsolationFactory() for _ in range(3)]
    members = [consolation.beneficiary for consolation in created]
    batch = kept_batch(user, [*members, *created])
    job = Job(user=user)

    undo_jobs.carry_out(job, batch=str(batch.pk), keeping=False)

    around = in_transaction()
    assert told == [
        (0, 100, "读取", around),
        (10, 100, "核对", around),
        (55, 100, "核对", around),
        (0, 0, "一次写入全部记录，要么全部恢复，要么一条不改，请稍候", around),
    ]


def in_transaction():
    """How deep."""
    return len(connection.savepoint_ids)


def test_a_job_that_cannot_says_why_and_offers_the_rest(client, user, monkeypatch):
    monkeypatch.setattr(undo_jobs, "LONG", 1)
    used = ConsolationFactory().beneficiary
    batch = kept_batch(user, [used, MemberFactory()])
    client.force_login(user)

    page = client.post(reverse("undo", args=[batch.pk]), follow=True).content.decode()

    assert "没有完成：有 1 条后来改过或已被引用，没有撤销任何内容" in page
    assert str(used) in page
    assert "撤销其余 1 条，保留已改过的 1 条" in page


def test_the_link_after_an_import_lists_exactly_its_records(login):
    office = login(*OFFICE)
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    MemberFactory(staff_no="5", name="别人")
    upload(
        office,
        MEMBER,
        HEADER,
        member_row("1", "张甲", None),
        member_row("2", "李乙", None),
    )
    done = office.post(page_of(MEMBER), {"commit": "1"}, follow=True).content.decode()
    link = f"{MEMBER.list_url}?batch={page_of(MEMBER).split('/')[-2]}"

    assert link in done
    assert link in office.get(reverse("import_history")).content.decode()
    page = office.get(link)
    assert page.context["page_obj"].paginator.count == 2
    assert "一次操作：从“表.xlsx”导入会员" in page.content.decode()
