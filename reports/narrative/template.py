from dataclasses import dataclass


@dataclass(frozen=True)
class SectionTemplate:
    """``sentences`` names the record sentences that belong here:
    (source, which of its records), the latter as reports.sentences knows them."""

    key: str
    heading: str
    text: str
    sentences: tuple[tuple[str, str], ...] = ()
