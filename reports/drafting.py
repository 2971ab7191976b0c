"""Writing the sections of a report from the records of its year."""

from .models import ReportSection
from .narrative import SECTIONS
from .pruning import has_figure, prune
from .registry import values
from .sentences import told
from .tokens import WORDS


def drafted(report, user):
    """{section key: text}; empty where no record of the year has anything to say."""
    period = report.period
    numbers = values(period, user)

    def is_empty(name):
        value = numbers.get(name)
        return name not in WORDS and (value is None or not value.number)

    return {
        section.key: section_text(section, is_empty, period, user)
        for section in SECTIONS
    }


def section_text(section, is_empty, period, user):
    text = prune(section.text, is_empty)
    lines = [text] if has_figure(text) else []
    for source, group in section.sentences:
        lines.append("".join(told(source, group, period, user)))
    return "\n".join(filter(None, lines))


def new_sections(report, user):
    """The unsaved sections of a new report, in their order."""
    texts = drafted(report, user)
    return [
        ReportSection(
            report=report,
            key=section.key,
            order=number,
            heading=section.heading,
            text=texts[section.key],
            generated=texts[section.key],
        )
        for number, section in enumerate(SECTIONS, 1)
    ]
