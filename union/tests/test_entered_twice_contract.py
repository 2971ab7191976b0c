"""What is entered a second time by mistake, of each kind: it is refused, or asks."""

import pytest
from django.core.exceptions import ValidationError

from union import twins
from union.accounts.command_line import COMMAND_LINE
from welfare.tests.factories import MutualAidEnrolmentFactory

from .test_record_contract import KINDS, each, factory_of

pytestmark = pytest.mark.django_db

#: Of which there is one, whatever it says.
ONE = {"members.unionprofile"}


def again(record):
    fields = (field.attname for field in record._meta.concrete_fields)
    kept = {name: getattr(record, name) for name in fields if name != "id"}
    return type(record)(**kept)


def is_noticed(record):
    try:
        record.full_clean()
    except ValidationError:
        return True
    return bool(twins.find([record], COMMAND_LINE))


@each([k for k in KINDS if k.has_page("create") and k.label not in ONE])
def test_the_same_again_does_not_pass_unnoticed(kind):
    earlier = factory_of(kind).create()

    assert is_noticed(again(earlier))


def test_nor_does_a_cover_of_many():
    earlier = MutualAidEnrolmentFactory(member=None, label="全院职工", headcount=900)

    assert is_noticed(again(earlier))
