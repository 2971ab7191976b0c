"""What was typed into a grid and not saved is offered again, to nobody else."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from union.models import BatchDraft
from union.tests.factories import UserFactory
from welfare.models import Consolation

from .grids import JSON, URL, clerk, grid, marks, people, texts

pytestmark = pytest.mark.django_db
OFFER = "上次没有保存的 2 行（"


@pytest.fixture
def office(login):
    return clerk(login)


@pytest.fixture
def left(office):
    """A grid with two rows that was checked, and then the browser was closed."""
    people(2)
    office.post(URL, grid(("1001", "200"), ("", ""), ("1002", "abc")), **JSON)
    return BatchDraft.objects.get()


def test_a_closed_browser_loses_nothing(office, left):
    html = office.get(URL).content.decode()
    assert OFFER in html

    page = office.post(URL, {"draft": left.pk, "do": "restore"})

    assert texts(page) == ["1001 张伟", "1002 张伟"]
    assert page.context["page"].typed.heads["occasion"] == "患病"
    assert marks(page)[3][0] == "bad"
    assert page.context["submission"] == left.submission
    assert OFFER not in page.content.decode()


def test_what_is_not_wanted_is_thrown_away(office, left):
    page = office.post(URL, {"draft": left.pk, "do": "discard"}, follow=True)

    assert "已丢弃没有保存的 2 行" in page.content.decode()
    assert OFFER not in page.content.decode()
    assert OFFER not in office.get(URL).content.decode()
    page = office.post(URL, {"draft": left.pk, "do": "restore"}, follow=True)
    assert "没有可以恢复的内容" in page.content.decode()


def test_what_was_thrown_away_by_mistake_comes_back(office, left):
    page = office.post(URL, {"draft": left.pk, "do": "discard"}, follow=True)
    assert 'name="do" value="undo">撤销</button>' in page.content.decode()

    page = office.post(URL, {"draft": left.pk, "do": "undo"}, follow=True)

    assert OFFER in page.content.decode()
    page = office.post(URL, {"draft": left.pk, "do": "restore"})
    assert texts(page) == ["1001 张伟", "1002 张伟"]


def test_a_discarded_grid_that_is_gone_on_with_is_offered_again(office, left):
    office.post(URL, {"draft": left.pk, "do": "discard"})

    office.post(URL, grid(("1001", "200"), submission=str(left.submission)))

    assert "上次没有保存的 1 行（" in office.get(URL).content.decode()


def test_several_grids_are_offered_folded_into_one_line(office, left):
    one = office.get(URL).content.decode()
    office.post(URL, grid(("1002", "100"), submission=str(uuid4())))

    several = office.get(URL).content.decode()

    assert "张没有保存的表" not in one
    assert "<summary>有 2 张没有保存的表</summary>" in several
    assert several.count('name="do" value="restore">恢复</button>') == 2


def test_only_the_rest_stays_after_a_part_is_saved_and_nothing_after_all_is(office):
    people(2)
    sent = grid(("1001", "200"), ("1002", "abc"), do="good")
    page = office.post(URL, sent)
    rest = BatchDraft.objects.get()
    assert (rest.rows, rest.submission) == (1, page.context["submission"])
    page = office.post(URL, {"draft": rest.pk, "do": "restore"})
    assert page.context["page"].typed.numbers[0] == 2

    again = grid(("1002", "200"), do="save", submission=str(rest.submission))
    office.post(URL, again)

    assert not BatchDraft.objects.exists()
    office.post(URL, again | {"do": "check"})  # a check that comes late
    assert OFFER not in office.get(URL).content.decode()
    assert Consolation.objects.count() == 2


def test_an_emptied_grid_leaves_nothing(office, left):
    office.post(URL, grid(("", ""), submission=str(left.submission)))

    assert not BatchDraft.objects.exists()


def test_a_new_grid_takes_nothing_from_the_one_that_was_left(office, left):
    office.post(URL, grid(("1002", "100"), submission=str(uuid4())))

    assert BatchDraft.objects.count() == 2
    assert OFFER in office.get(URL).content.decode()


def test_nobody_else_sees_it_or_throws_it_away(office, left, login):
    other = login("welfare.add_consolation", "welfare.view_consolation")

    assert OFFER not in other.get(URL).content.decode()
    for do in ("restore", "discard", "undo"):
        page = other.post(URL, {"draft": left.pk, "do": do}, follow=True)
        assert "没有可以恢复的内容" in page.content.decode()
    assert BatchDraft.objects.get() == left


def test_it_goes_after_a_week_and_with_its_user(office, left):
    week = timezone.now() - dt.timedelta(days=7, minutes=1)
    BatchDraft.objects.update(saved_at=week)
    assert OFFER not in office.get(URL).content.decode()

    office.post(URL, grid(("1002", "100")))

    assert not BatchDraft.objects.filter(pk=left.pk).exists()
    other = UserFactory()
    BatchDraft.objects.update(user=other)
    other.delete()
    assert not BatchDraft.objects.exists()


def test_the_database_cannot_read_it(office, left):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM union_batchdraft")
        stored = cursor.fetchone()[0]

    assert "1001" in left.content
    assert "1001" not in stored


@pytest.mark.parametrize("number", ["", "abc", "999999999999999999999", "0"])
def test_a_draft_that_is_not_there_is_told(office, left, number):
    page = office.post(URL, {"draft": number, "do": "restore"}, follow=True)

    assert "没有可以恢复的内容" in page.content.decode()
