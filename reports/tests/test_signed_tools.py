"""Imports and 撤销 tell, too, that a signed summary counts what they change."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.tests.factories import MemberFactory
from reports import actions, signed
from reports.tests.factories import AnnualReportFactory
from union import bulk
from union.models import ImportBatch, UndoBatch
from union.tests.test_import_pages import page_of, upload
from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db

REMARK = "计入已签发的2024年工作总结"


@pytest.fixture
def signed_report(report, gift, chair):
    return actions.sign(report, actor=chair)


@pytest.fixture
def office(client, staff, signed_report):
    client.force_login(staff)
    return client


def html(response):
    return response.content.decode()


def preview(client, *rows):
    upload(client, CONSOLATION, *rows)
    return html(client.get(page_of(CONSOLATION)))


def test_the_preview_of_an_import_tells_of_counted_records(office, gift):
    page = preview(office, ["编号", "慰问金额"], [gift.pk, 150])

    assert f"将被修改的记录：这条记录{REMARK}" in page
    assert "/#changes" in page


def test_the_result_of_an_import_tells_of_records_that_count_now(office):
    member = MemberFactory()
    header = ["慰问对象工号", "慰问日期", "慰问事由", "慰问金额"]
    row = [member.staff_no, "2024-06-01", "患病", 100]
    assert REMARK not in preview(office, header, row)

    done = office.post(page_of(CONSOLATION), {"commit": "1"}, follow=True)

    assert Consolation.objects.filter(beneficiary=member).exists()
    assert f"导入的记录：这条记录{REMARK}" in html(done)


def test_an_import_into_another_year_needs_no_word(office):
    other = ConsolationFactory(date=dt.date(2025, 5, 1))

    before = preview(office, ["编号", "慰问金额"], [other.pk, 150])
    done = office.post(page_of(CONSOLATION), {"commit": "1"}, follow=True)

    assert ImportBatch.objects.get().counts["changed"] == 1
    assert "已签发" not in before + html(done)


def voided(gift, staff):
    """The UndoBatch of having voided it."""
    rows = Consolation.objects.filter(pk=gift.pk)
    plan = bulk.plan_void(CONSOLATION, rows)
    _, batch = bulk.commit(
        lambda: bulk.plan_void(CONSOLATION, rows),
        seen=plan.fingerprint,
        actor=staff,
        note="登记重复",
    )
    return batch


def test_who_takes_back_is_told_of_what_counts_again(office, gift, staff):
    batch = voided(gift, staff)

    done = office.post(reverse("undo", args=[batch.pk]), {"next": "/"}, follow=True)

    assert "已撤销" in html(done)
    assert REMARK in html(done)


def test_the_page_before_an_undo_tells_of_what_counts_now(office, gift):
    upload(office, CONSOLATION, ["编号", "慰问金额"], [gift.pk, 150])
    office.post(page_of(CONSOLATION), {"commit": "1"})
    batch = UndoBatch.objects.get()

    assert REMARK in html(office.get(reverse("undo", args=[batch.pk])))


def test_what_is_told_of_many_costs_as_much_as_of_one(signed_report, gift, staff):
    others = ConsolationFactory.create_batch(5, date=dt.date(2025, 5, 1))

    def queries(records):
        with CaptureQueriesContext(connection) as captured:
            signed.remark(Consolation, [record.pk for record in records], staff)
        return len(captured)

    queries([gift])
    assert queries([gift, *others]) == queries([gift])


def test_more_records_than_one_query_takes_are_asked_about(signed_report, gift, staff):
    AnnualReportFactory(year=2023, created_by=staff)
    numbers = [*range(1_000_000, 1_006_000), gift.pk]

    [text] = signed.remark(Consolation, numbers, staff)

    assert text.startswith(f"其中有记录{REMARK}")
