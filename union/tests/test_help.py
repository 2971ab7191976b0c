"""The manual: every page has its topic, and what it says is what is on the pages."""

import re

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from PIL import Image

from members.records import MEMBER
from union.addresses import every_address
from union.help.search import find, text_of
from union.help.topics import by_page, by_slug, names_of_page, topic_of
from union.permissions import PUBLIC, declared_policy
from union.roles import ROLES

from .factories import UserFactory
from .ui_words import words_of_the_app

TOPICS = list(by_slug().values())
#: Pages whose help is the index: the manual itself.
WITHOUT_TOPIC = {"help", "help_topic"}


def each_topic():
    return pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)


def source_of(topic):
    return (settings.BASE_DIR / "templates" / topic.template).read_text("utf-8")


@pytest.fixture
def as_role(client, db):
    def as_role(role):
        client.force_login(UserFactory(role=role))
        return client

    return as_role


def test_every_page_behind_the_login_has_a_topic():
    without = set()
    for _, pattern in every_address():
        if PUBLIC in declared_policy(pattern.callback):
            continue
        names = names_of_page(pattern.callback, pattern.name)
        if not any(name in by_page() for name in names):
            without.add(pattern.name)

    assert without == WITHOUT_TOPIC, "add the kind to pages of a Topic in union/help/"


def test_every_page_that_a_topic_names_exists():
    patterns = [pattern for _, pattern in every_address()]
    known = {
        name
        for pattern in patterns
        for name in names_of_page(pattern.callback, pattern.name)
    }

    assert set(by_page()) <= known
    named = [page for topic in TOPICS for page in topic.pages]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("members:member_create", "join"),
        ("members:member_import", "import"),
        ("welfare:consolation_batch", "consolation-batch"),
        ("members:member_batch", "grid"),
        ("work", "work"),
        ("audit", "audit"),
    ],
)
def test_a_page_opens_the_topic_of_its_task(name, slug):
    assert topic_of(resolve(reverse(name))).slug == slug


def test_what_was_not_found_opens_the_index():
    assert topic_of(None) is None


def test_the_help_link_of_a_page_leads_to_its_topic(as_role):
    page = as_role("staff").get(MEMBER.url("create")).content.decode()

    assert f'href="{reverse("help_topic", args=["join"])}"' in page


def test_the_help_link_of_a_missing_page_leads_to_the_index(as_role):
    page = as_role("staff").get("/no-such-page/").content.decode()

    assert f'href="{reverse("help")}"' in page


@pytest.mark.parametrize("role", ROLES)
def test_every_topic_opens_for_every_role_and_has_no_dead_link(as_role, role):
    client = as_role(role)
    answers = {reverse("help"): client.get(reverse("help"))}
    for topic in TOPICS:
        url = reverse("help_topic", args=[topic.slug])
        answers[url] = client.get(url)
    linked = {
        link
        for answer in answers.values()
        for link in re.findall(r'href="(/[^"#?]*)', body_of(answer))
        if not link.startswith(settings.STATIC_URL)
    }

    assert {
        url: answer.status_code for url, answer in answers.items()
    } == dict.fromkeys(answers, 200)
    assert {link: client.get(link).status_code for link in linked} == dict.fromkeys(
        linked, 200
    )


def body_of(answer):
    """The page without its frame, whose links other tests follow."""
    return answer.content.decode().split("<main", 1)[1]


def test_a_topic_of_others_tells_whose_right_it_needs(as_role):
    client = as_role("auditor")

    page = client.get(reverse("help_topic", args=["join"])).content.decode()

    assert "需要工会干事的权限" in page
    assert (
        "需要工会干事的权限"
        not in client.get(reverse("help_topic", args=["filter"])).content.decode()
    )


def test_a_topic_that_does_not_exist_is_not_found(as_role):
    assert as_role("staff").get("/help/no-such-topic/").status_code == 404


def test_the_manual_needs_a_login(client):
    assert client.get(reverse("help")).status_code == 302


@each_topic()
def test_a_topic_says_when_how_and_what_if(topic):
    source = source_of(topic)

    assert source.count("<dt") >= 2
    for block in ("when", "steps", "faq"):
        assert f"{{% block {block} %}}" in source
    assert topic.related
    assert set(topic.related) <= set(by_slug()) - {topic.slug}


@each_topic()
def test_every_button_and_label_that_a_topic_quotes_is_on_a_page(topic):
    known = words_of_the_app()
    quoted = set(re.findall("「(.+?)」", source_of(topic)))

    assert {word for word in quoted if not known.has_label(word)} == set()


@each_topic()
def test_every_message_that_a_topic_explains_is_one_of_the_app(topic):
    known = words_of_the_app()
    explained = re.findall(r'<dt class="message">提示：(.+?)</dt>', source_of(topic))

    assert [text for text in explained if not known.has_message(text)] == []


def test_the_check_of_quoted_words_knows_what_is_not_there():
    known = words_of_the_app()

    assert known.has_label("保存并继续添加")
    assert known.has_label("慰问金（元）")
    assert not known.has_label("一键搞定")
    assert known.has_message("人数至少为 1")
    assert known.has_message("到会总人数 60 人少于代表与列席人数之和 75 人，请核对")
    assert not known.has_message("到会总人数 60 人多于代表与列席人数之和 75 人，请核对")


def test_search_finds_words_of_titles_first_and_marks_them():
    hits = find("慰问标准")

    assert hits[0].topic.slug == "benefit-rules"
    assert ("慰问标准", True) in hits[0].title
    assert len(hits) > 1


def test_search_finds_what_is_only_in_the_text_or_called_otherwise():
    assert "shortcuts" in [hit.topic.slug for hit in find("20250601")]
    assert [hit.topic.slug for hit in find("花名册 WPS")] == ["import"]


def test_search_shows_text_without_markup():
    assert all("{%" not in text_of(t) and "<" not in text_of(t) for t in TOPICS)


def test_search_page_marks_hits_and_escapes_what_was_typed(as_role):
    client = as_role("leader")

    page = client.get(reverse("help"), {"q": "退休"}).content.decode()
    strange = client.get(reverse("help"), {"q": "<b>(["}).content.decode()

    assert "<mark>退休</mark>" in page
    assert "没有找到。请换一个更短的词" in strange
    assert "&lt;b&gt;([" in strange


def test_an_empty_search_shows_the_index_alone(as_role):
    page = as_role("leader").get(reverse("help"), {"q": " "}).content.decode()

    assert "有关的说明" not in page
    assert "办理入会" in page


def test_a_refusal_leads_to_what_each_role_may_do(as_role):
    refused = as_role("leader").get(reverse("account_list"))

    assert refused.status_code == 403
    assert reverse("help_topic", args=["roles"]) in body_of(refused)


def test_a_list_without_any_record_tells_how_to_make_one(as_role):
    empty = as_role("staff").get(reverse("welfare:benefitrule_list"))

    assert reverse("help_topic", args=["benefit-rules"]) in body_of(empty)


PICTURES = settings.BASE_DIR / "static" / "help"
SHOTS = settings.BASE_DIR / "union" / "tests" / "e2e"
MOST_BYTES = 60 * 1024


def pictures_in_texts():
    named = "".join(source_of(topic) for topic in TOPICS)
    return re.findall(r'help_shot "(.+?)"', named)


def test_every_picture_is_made_by_a_test_and_shown_once():
    shown = pictures_in_texts()
    sources = sorted(SHOTS.glob("test_help_shots*.py"))
    taken = "".join(path.read_text("utf-8") for path in sources)
    made = re.findall(r'(?m)^ +picture\("(.+?)"', taken)

    assert sorted(shown) == sorted(made)
    assert sorted(shown) == sorted(path.stem for path in PICTURES.iterdir())


@pytest.mark.parametrize("name", pictures_in_texts())
def test_a_picture_is_small_and_as_wide_as_a_page(name):
    path = PICTURES / f"{name}.png"
    with Image.open(path) as picture:
        width, height = picture.size

    assert path.stat().st_size <= MOST_BYTES
    assert 600 <= width <= 1366
    assert height <= 960


def test_a_page_of_the_manual_loads_its_pictures_when_they_come_into_sight(as_role):
    page = as_role("staff").get(reverse("help_topic", args=["join"])).content.decode()

    assert re.search(
        r'<img loading="lazy" src="\S+/join.png" width="\d+" height="\d+" alt=".+?">',
        page,
    )
