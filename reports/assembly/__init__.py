"""From content to the parts of a document, in one of three presets."""

from .parts import Chart, Heading, Paragraph, Part, Table
from .plan import plan_parts
from .summary import summary_parts

__all__ = [
    "Chart",
    "Heading",
    "Paragraph",
    "Part",
    "Table",
    "plan_parts",
    "summary_parts",
]
