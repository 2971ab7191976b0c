"""An upload that nobody wants any more does not stay."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from members.records import DEPARTMENT
from union.errors import RuleViolation
from union.imports import jobs, work
from union.models import ImportBatch, Job

from .test_import_pages import DEPARTMENTS, OFFICE, page_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(*OFFICE)


def stored(batch):
    return Path(settings.MEDIA_ROOT, batch.file.name)


def test_a_discarded_upload_goes_with_its_file_and_its_line_of_work(office):
    upload(office, DEPARTMENT, *DEPARTMENTS)
    batch = ImportBatch.objects.get()
    assert stored(batch).exists()
    for page in (page_of(DEPARTMENT), reverse("import_history")):
        assert 'name="discard"' in office.get(page).content.decode()

    back = {"discard": "1", "next": reverse("import_history")}
    page = office.post(page_of(DEPARTMENT), back, follow=True)

    assert "已放弃“表.xlsx”" in page.content.decode()
    assert page.redirect_chain[-1][0] == reverse("import_history")
    assert not ImportBatch.objects.exists()
    assert not stored(batch).exists()
    assert list(work.waiting(batch.user, None)) == []


@pytest.mark.parametrize("back", ["", "junk", "members:member_list", "//elsewhere/"])
def test_from_no_page_of_ours_one_comes_to_the_start_page(office, back):
    upload(office, DEPARTMENT, *DEPARTMENTS)

    response = office.post(page_of(DEPARTMENT), {"discard": "1", "next": back})

    assert response.status_code == 302
    assert response.url == reverse("home")


def test_the_same_file_uploaded_again_takes_the_earlier_ones_place(office, monkeypatch):
    monkeypatch.setattr(jobs, "LONG", 0)
    same = upload(office, DEPARTMENT, *DEPARTMENTS)
    first = ImportBatch.objects.get()
    with first.open_file() as file:
        office.post(DEPARTMENT.url("import"), {"file": file})

    second = ImportBatch.objects.get()
    assert same.status_code == 200
    assert second.pk != first.pk
    assert not stored(first).exists()
    assert stored(second).exists()


def test_what_was_imported_cannot_be_discarded(office):
    upload(office, DEPARTMENT, *DEPARTMENTS)
    office.post(page_of(DEPARTMENT), {"commit": "1"})

    office.post(page_of(DEPARTMENT), {"discard": "1"})

    assert ImportBatch.objects.count() == 1


def test_a_job_of_a_discarded_upload_says_so(office):
    upload(office, DEPARTMENT, *DEPARTMENTS)
    batch = ImportBatch.objects.get()
    ImportBatch.objects.all().delete()

    with pytest.raises(RuleViolation, match="已经放弃"):
        jobs.check(Job(user=batch.user), batch=str(batch.pk), chosen="")
