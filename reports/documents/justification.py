"""Flush right edges for Chinese text in WeasyPrint.

WeasyPrint widens only spaces. A Chinese line that ends a character early, because the
next one may not begin a line, would stay ragged. This spreads the rest over all
characters by the letter spacing of the line's text boxes, which drawing uses again.

It replaces a private function, so it is bound to the releases it was tested with;
with another release the text is right but ragged.
"""

import weasyprint
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline

TESTED_RELEASES = ("70.",)
FEWEST_CHARACTERS = 8
FIRST_CJK = "\u2e80"

_widen_spaces = inline.justify_line


def is_supported(release: str) -> bool:
    return release.startswith(TESTED_RELEASES)


def install() -> None:
    if is_supported(weasyprint.__version__):
        inline.justify_line = justify_line


def justify_line(context, line, extra_width) -> None:
    text = "".join(box.text for box in _text_boxes(line))
    if _is_chinese(text):
        _spread(line, 0, extra_width / (len(text) - 1))
    else:
        _widen_spaces(context, line, extra_width)


def _is_chinese(text: str) -> bool:
    """Says if the line is mostly Chinese, and long enough not to be torn apart."""
    chinese = sum(character >= FIRST_CJK for character in text)
    return len(text) >= FEWEST_CHARACTERS and chinese > len(text) / 3


def _text_boxes(box):
    if isinstance(box, TextBox):
        yield box
    elif isinstance(box, LineBox | InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _spread(box, shift, spacing) -> float:
    """Moves the box to the right and widens its texts; returns the shift behind it."""
    if isinstance(box, TextBox):
        box.position_x += shift
        added = len(box.text) * spacing
        box.style = box.style.copy()
        current = box.style["letter_spacing"]
        box.style["letter_spacing"] = spacing + (0 if current == "normal" else current)
    elif isinstance(box, LineBox | InlineBox):
        box.position_x += shift
        behind = shift
        for child in box.children:
            if child.is_in_normal_flow():
                behind = _spread(child, behind, spacing)
        added = behind - shift
    else:
        box.translate(shift, 0)
        return shift
    box.width += added
    return shift + added
