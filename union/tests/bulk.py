"""What is done to many members at once, as a browser sends it."""

from members.records import MEMBER

URL = MEMBER.url("bulk")


def change(client, members, department, **more):
    """The recap of a change of department."""
    query = {
        "do": "change",
        "field": "department",
        "to-department": department.pk,
        "pk": ",".join(str(member.pk) for member in members),
    }
    return client.get(URL, {**query, **more})


def carry_out(client, recap, **sent):
    """What the button of a recap does."""
    seen = recap.context["plan"].fingerprint
    address = recap.request["PATH_INFO"] + "?" + recap.request["QUERY_STRING"]
    return client.post(address, {"seen": seen, **sent})
