import pytest
from django import forms

from members.models import Department
from union.excel import CellError
from union.imports.cleaning import ColumnCleaner

ERROR = CellError("#N/A", "请改正")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "field", [forms.ModelChoiceField, forms.ModelMultipleChoiceField]
)
def test_an_error_cell_in_a_column_of_names_is_refused_in_its_row(field):
    clean = ColumnCleaner(
        field(Department.objects.none(), required=False), [None, ERROR]
    )
    assert clean(ERROR) == (None, "“#N/A”不能使用：请改正")
    assert clean(None)[1] is None
