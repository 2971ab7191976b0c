import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models
from django.test.utils import isolate_apps

from union.crypto import DecryptionError, blind_index
from union.fields import BlindIndexField, EncryptedTextField, TextFormField

NUMBER = "11010519491231002X"


@pytest.fixture
def person(db):
    """A model with a table of its own, for one test."""
    with isolate_apps("union"):

        class Person(models.Model):  # noqa: DJ008
            number = EncryptedTextField("号码", blank=True, mask=lambda v: v[:1] + "*")
            other = EncryptedTextField("其他", null=True)
            index = BlindIndexField("number", unique=True)

            class Meta:
                app_label = "union"

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE union_person (id integer PRIMARY KEY, number text NOT NULL,"
            " other text NULL, index varchar(64) NULL UNIQUE)".replace(
                "index", connection.ops.quote_name("index")
            )
        )
    return Person


def stored(column, pk=1):
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(column)
        cursor.execute(f"SELECT {quoted} FROM union_person WHERE id = {pk}")  # noqa: S608
        return cursor.fetchone()[0]


def test_the_database_never_sees_the_text(person):
    person.objects.create(pk=1, number=NUMBER, other="胃癌")
    assert stored("number").startswith("v1:")
    assert NUMBER not in stored("number") + stored("index")
    found = person.objects.get()
    assert (found.number, found.other) == (NUMBER, "胃癌")
    assert list(person.objects.values_list("number", "other")) == [(NUMBER, "胃癌")]


def test_empty_values_stay_empty(person):
    person.objects.create(pk=1)
    person.objects.create(pk=2)
    assert (stored("number"), stored("other"), stored("index")) == ("", None, None)
    assert person.objects.filter(other__isnull=True).count() == 2


def test_a_value_copied_into_another_column_raises(person):
    person.objects.create(pk=1, number=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE union_person SET other = number")
    with pytest.raises(DecryptionError, match=r"union\.person\.other"):
        person.objects.get()


@pytest.mark.parametrize("lookup", ["exact", "contains", "in", "gt", "startswith"])
def test_the_text_cannot_be_searched(person, lookup):
    with pytest.raises(FieldError, match="盲索引"):
        person.objects.filter(**{f"number__{lookup}": NUMBER})
    with pytest.raises(FieldError, match="盲索引"):
        person.objects.filter(number__length__gt=3)


def test_the_index_finds_and_keeps_unique(person):
    person.objects.create(pk=1, number=NUMBER)
    assert person.objects.get(index=blind_index(NUMBER.lower())).pk == 1
    with pytest.raises(IntegrityError):
        person.objects.create(pk=2, number=NUMBER)


def test_no_way_of_saving_leaves_a_stale_index(person):
    person.objects.bulk_create([person(pk=1, number="A1"), person(pk=2, number="B2")])
    assert stored("index", 2) == blind_index("B2")
    rows = list(person.objects.order_by("pk"))
    rows[0].number = "C3"
    rows[0].save()
    assert stored("index", 1) == blind_index("C3")
    rows[1].number = "D4"
    person.objects.bulk_update(rows, ["number", "index"])
    assert stored("index", 2) == blind_index("D4")


def test_a_row_loaded_without_its_secret_can_be_saved(person):
    person.objects.create(pk=1, number=NUMBER, other="x")
    row = person.objects.only("pk", "other").get()
    row.other = "y"
    row.save()
    assert person.objects.get().number == NUMBER
    assert stored("index") == blind_index(NUMBER)


def test_the_fields_describe_themselves_without_mask():
    with isolate_apps("union"):
        field = EncryptedTextField("号码", mask=str.upper)
    assert field.mask("a") == "A"
    assert EncryptedTextField().mask("secret") == "******"
    assert field.deconstruct()[1:] == (
        "union.fields.encrypted.EncryptedTextField",
        [],
        {"verbose_name": "号码"},
    )
    index = BlindIndexField("number", unique=True)
    assert index.deconstruct()[3] == {"source": "number", "unique": True}
    assert index.clone().source == "number"


def test_forms_clean_what_is_typed_into_them():
    field = EncryptedTextField("号码").formfield()
    assert isinstance(field, TextFormField)
    assert field.widget.input_type == "text"
    assert field.clean("\u3000A1\xa0") == "A1"
