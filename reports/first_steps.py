"""第一次使用: what a new hospital enters first, in its order."""

from dataclasses import dataclass

from django.db.models import Exists

from members.records import DEPARTMENT, MEMBER, UNION_GROUP, UNION_PROFILE
from union.models import User
from union.records import RecordKind
from welfare.records import BENEFIT_RULE

#: (kind, topic of the help)
STEPS = (
    (UNION_PROFILE, "start"),
    (DEPARTMENT, "start"),
    (UNION_GROUP, "start"),
    (BENEFIT_RULE, "benefit-rules"),
    (MEMBER, "import"),
)


@dataclass(frozen=True)
class Step:
    kind: RecordKind
    topic: str
    url: str
    is_done: bool


def first_steps(user):
    """The steps while one is still to be done, for who sees all of them; one query."""
    kinds = [kind for kind, _ in STEPS]
    sees_all = user.has_perm("members.view_all_groups")
    if not (sees_all and all(kind.can(user, "view") for kind in kinds)):
        return []
    found = {f"step_{n}": Exists(k.model.objects.valid()) for n, k in enumerate(kinds)}
    [done] = User.objects.filter(pk=user.pk).values_list(*found.values())
    if all(done):
        return []
    return [
        Step(kind, topic, page_of(kind, user), is_done)
        for (kind, topic), is_done in zip(STEPS, done, strict=True)
    ]


def page_of(kind, user):
    """Where it is entered; members come in a sheet."""
    if not kind.can(user, "add"):
        return kind.list_url
    return kind.url("import" if kind is MEMBER else "create")
