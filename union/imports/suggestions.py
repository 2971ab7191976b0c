"""What an unknown word of a sheet may have meant: the names that there are, those most
like it first."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

#: So like, and so much liker than the next, must a name be to be chosen beforehand.
LIKELY = 0.75
AHEAD = 0.1
#: So like must a name be to be offered among the similar ones.
SIMILAR = 0.4


@dataclass(frozen=True)
class Suggestions:
    likely: str  # "" where no name stands out; a person confirms it in any case
    similar: list[str]  # the likest first
    others: list[str]  # in the order of the names


def suggest(text: str, names: Iterable[str]) -> Suggestions:
    names = list(names)
    ranked = sorted(names, key=lambda name: -likeness(text, name))
    similar = [name for name in ranked if likeness(text, name) >= SIMILAR]
    scores = [likeness(text, name) for name in ranked[:2]] + [0, 0]
    is_clear = scores[0] >= LIKELY and scores[0] - scores[1] >= AHEAD
    others = [name for name in names if name not in similar]
    return Suggestions(ranked[0] if is_clear else "", similar, others)


def likeness(text: str, name: str) -> float:
    """Above 1 where one is the other's short form: 心内 of 心血管内科, 男 of 男性."""
    ratio = SequenceMatcher(None, text, name).ratio()
    return ratio + (is_short_for(text, name) or is_short_for(name, text)) / 2


def is_short_for(short: str, long: str) -> bool:
    """Whether all its characters stand in the other, in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)
