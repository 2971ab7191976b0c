import pytest

from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db


def test_the_warning_of_two_editors_lists_no_amount_that_nobody_touched(login):
    """An empty amount is stored as 0.00."""
    may = ("view_consolation", "change_consolation")
    client = login(*(f"welfare.{right}" for right in may), "members.view_all_groups")
    record = ConsolationFactory()
    url = CONSOLATION.url("update", record.pk)
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"beneficiary": record.beneficiary.reference, "goods_value": ""}
    data["version"] = "1"
    client.post(url, {**data, "note": "家属代领"})

    page = client.post(url, {**data, "cash_amount": "150"})

    assert page.status_code == 409
    assert page.context["conflict"] == {
        "慰问金（元）": ["200.00", "150.00"],
        "备注": ["家属代领", ""],
    }
