"""An SVG drawing of a chart.

Only presentation attributes and classes: the pages' content security policy allows no
inline style. The drawing is a tree, so a label can never become markup.
"""

from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString

#: Contrast on white: 6.6, 8.6 and 15.9 to 1.
FIRST, SECOND, INK = "#b01e23", "#1f4e79", "#222222"
PAPER, GRID = "#ffffff", "#c8c8c8"
FONT_SIZE = 12
BASELINE = 4  # from the middle of a text down to its base

#: How the first and the second series look: filled and hollow, whole and dashed.
BARS = (
    {"fill": FIRST, "stroke": FIRST},
    {"fill": PAPER, "stroke": SECOND},
)
LINES = (
    {"fill": "none", "stroke": FIRST, "stroke-width": "2"},
    {"fill": "none", "stroke": SECOND, "stroke-width": "2", "stroke-dasharray": "6 3"},
)


class Drawing:
    """Grows downwards: whoever draws sets `height` to what was needed."""

    def __init__(self, title, width, *, linked=False, font_family=None):
        self.width = width
        self.height = 0
        # An image hides its parts from screen readers; links must stay reachable.
        role = {"role": "group", "aria-label": title} if linked else {"role": "img"}
        font = {"font-size": str(FONT_SIZE)}
        if font_family:
            font["font-family"] = font_family
        namespace = "http://www.w3.org/2000/svg"
        self.root = ET.Element(
            "svg", {"xmlns": namespace, "class": "chart", **role, **font}
        )
        ET.SubElement(self.root, "title").text = title

    def describe(self, description: str) -> None:
        ET.SubElement(self.root, "desc").text = description

    def say_no_data(self) -> None:
        self.describe("暂无数据")
        self.height = 80
        self.text(self.width / 2, 44, "暂无数据", anchor="middle")

    def add(self, tag, attributes, parent=None):
        """Adds an element; numbers are lengths, written with one decimal."""
        written = {
            name: value if isinstance(value, str) else f"{value:.1f}"
            for name, value in attributes.items()
        }
        return ET.SubElement(self.root if parent is None else parent, tag, written)

    def text(self, x, y, content, *, anchor="start", parent=None) -> None:
        place = {"x": x, "y": y, "text-anchor": anchor, "fill": INK}
        self.add("text", place, parent).text = content

    def line(self, start, end, colour=GRID) -> None:
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        self.add("line", {**ends, "stroke": colour, "stroke-width": "0.8"})

    def bar(self, number, corner, size, parent=None) -> None:
        """Draws a bar of series `number` from its upper left corner."""
        (x, y), (width, height) = corner, size
        box = {"x": x, "y": y, "width": width, "height": height}
        look = {"class": f"chart-bar-{number + 1}", "stroke-width": "1.2"}
        self.add("rect", {**box, **look, **BARS[number]}, parent)

    def dot(self, number, x, y, parent=None) -> None:
        """Draws the mark of a value on a line: round, or square on the second."""
        if number:
            self.bar(number, (x - 3, y - 3), (6, 6), parent)
        else:
            centre = {"cx": x, "cy": y, "r": "3.5"}
            self.add("circle", {**centre, **BARS[number]}, parent)

    def path(self, number, points) -> None:
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.add("polyline", {"points": joined, **LINES[number]})

    def value_group(self, name, url):
        """Returns the parent of what shows one value, a link if it has an address."""
        if url:
            group = self.add("a", {"href": url, "aria-label": name})
        else:
            group = self.add("g", {})
        ET.SubElement(group, "title").text = name
        return group

    def svg(self) -> SafeString:
        width, height = f"{self.width:g}", f"{self.height:g}"
        self.root.set("viewBox", f"0 0 {width} {height}")
        self.root.set("width", width)
        self.root.set("height", height)
        self.root.set("preserveAspectRatio", "xMidYMin")
        return SafeString(ET.tostring(self.root, encoding="unicode"))
