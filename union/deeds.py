"""What was done, as the log tells it: a move by its own label (立案, 签发)."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from .models import AuditEntry
from .records import record_kinds

MOVE = AuditEntry.Action.MOVE


def word_of(entry):
    """What the entry is about; a move of which no kind knows is 办理."""
    if entry.action == MOVE and entry.content_type_id:
        model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
        for kind in record_kinds():
            if kind.model is model and (move := _move_of(kind, entry.changes)):
                return move.label
    return entry.get_action_display()


def _move_of(kind, changes):
    """The move that changes the state so; None where there is none."""
    name, labels = _states(kind)
    old, new = changes.get(name, (None, None))
    for move in kind.moves:
        stays = new is None and move.to in move.states
        if stays or (labels[move.to] == new and old in map(labels.get, move.states)):
            return move
    return None


def _states(kind):
    """The name of the field that holds the state, and {state: label}."""
    field = kind.model._meta.get_field("status")
    return str(field.verbose_name), dict(field.flatchoices)


def words():
    """[(what ``done`` takes, what a person reads), …]: each action, then each move."""
    labels = {move.label for kind in record_kinds() for move in kind.moves}
    actions = dict(AuditEntry.Action.choices)
    return [*actions.items(), *((label, label) for label in sorted(labels))]


def done(word):
    """The condition on entries of that action, or of all moves of that label."""
    if word in AuditEntry.Action.values:
        return Q(action=word)
    found = Q(pk=None)
    for kind in record_kinds():
        for move in kind.moves:
            if move.label == word:
                found |= _made(kind, move)
    return found


def _made(kind, move):
    name, labels = _states(kind)
    changed = Q()
    for state in move.states:
        if state == move.to:
            changed |= ~Q(changes__has_key=name)
        else:
            changed |= Q(**{f"changes__{name}": [labels[state], labels[move.to]]})
    about = ContentType.objects.get_for_model(kind.model)
    return Q(changed, action=MOVE, content_type=about)
