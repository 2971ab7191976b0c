"""The forms of charts: upright columns, horizontal rows, lines."""

from union.chinese import cells

from .drawing import BASELINE, FONT_SIZE, INK

TOP, RIGHT, BOTTOM = 44, 16, 26  # around the plot; the unit and the legend are above
PLOT_HEIGHT = 190
LONGEST_LABEL = 18  # characters; a longer label is cut, its group's title is whole
THICKEST = 64  # upright bar
BAR, BETWEEN_ROWS = 14, 10  # thickness of horizontal bars and the space between rows


def shortened(text: str) -> str:
    if len(text) <= LONGEST_LABEL:
        return text
    return text[: LONGEST_LABEL - 1] + "…"


class Shape:
    """What all forms share: unit, legend, and a group for each value."""

    def __init__(self, drawing, series, scale):
        self.drawing = drawing
        self.series = series
        self.scale = scale
        self.labels = [point.label for point in series[0].points]

    def draw_head(self) -> None:
        self.drawing.text(0, 16, f"单位：{self.scale.unit}")
        if len(self.series) == 1:
            return
        x = self.drawing.width - RIGHT
        for number, one in reversed(list(enumerate(self.series))):
            self.drawing.text(x, 16, one.name, anchor="end")
            x -= cells(one.name) * FONT_SIZE + 30
            self.draw_sample(number, x)
            x -= 18

    def draw_sample(self, number, x) -> None:
        self.drawing.bar(number, (x, 7), (16, 9))

    def group(self, one, point):
        name = f"{one.name} {point.label}：{self.scale.text(point.value)}"
        if point.value is not None:
            name += self.scale.unit
        return self.drawing.value_group(name.strip(), point.url)


class Upright(Shape):
    """Categories from left to right, values upwards."""

    def __init__(self, drawing, series, scale):
        super().__init__(drawing, series, scale)
        widest = max(cells(label) for _, label in scale.ticks())
        self.left = widest * FONT_SIZE + 10
        self.right = drawing.width - RIGHT
        self.slot = (self.right - self.left) / len(self.labels)
        self.base = TOP + PLOT_HEIGHT

    def y(self, value) -> float:
        return self.base - PLOT_HEIGHT * self.scale.share(value)

    def labels_fit(self) -> bool:
        return max(map(cells, self.labels)) * FONT_SIZE <= self.slot - 4

    def draw_frame(self) -> None:
        self.drawing.height = self.base + BOTTOM
        self.draw_head()
        for share, label in self.scale.ticks():
            y = self.base - PLOT_HEIGHT * share
            self.drawing.line((self.left, y), (self.right, y))
            self.drawing.text(self.left - 6, y + BASELINE, label, anchor="end")
        self.drawing.line((self.left, self.base), (self.right, self.base), INK)
        for place, label in enumerate(self.labels):
            x = self.left + (place + 0.5) * self.slot
            self.drawing.text(x, self.base + 18, label, anchor="middle")


class Columns(Upright):
    """Bars upwards, the series of a category side by side."""

    def fits(self) -> bool:
        numbers = [self.scale.text(p.value) for one in self.series for p in one.points]
        widest = max(map(cells, numbers)) * FONT_SIZE
        return self.labels_fit() and widest * len(self.series) <= self.slot * 0.94

    def draw(self) -> None:
        self.draw_frame()
        count = len(self.series)
        thickness = min(self.slot * 0.94 / count, THICKEST)
        for number, one in enumerate(self.series):
            for place, point in enumerate(one.points):
                middle = self.left + (place + 0.5) * self.slot
                x = middle + (number - count / 2) * thickness
                self.draw_column(number, point, x, thickness)

    def draw_column(self, number, point, x, thickness) -> None:
        group = self.group(self.series[number], point)
        top = self.base if point.value is None else self.y(point.value)
        if top < self.base:
            size = (thickness * 0.8, self.base - top)
            self.drawing.bar(number, (x + thickness * 0.1, top), size, group)
        text = self.scale.text(point.value)
        self.drawing.text(
            x + thickness / 2, top - 5, text, anchor="middle", parent=group
        )


class Lines(Upright):
    """A line for each series; an unknown value leaves a gap."""

    def fits(self) -> bool:
        return self.labels_fit()

    def draw_sample(self, number, x) -> None:
        self.drawing.path(number, [(x - 8, 12), (x + 16, 12)])
        self.drawing.dot(number, x + 4, 12)

    def draw(self) -> None:
        self.draw_frame()
        for number, one in enumerate(self.series):
            for stretch in self.stretches(one):
                self.drawing.path(number, stretch)
            for place, point in enumerate(one.points):
                if point.value is not None:
                    self.draw_value(number, place, point)

    def stretches(self, one):
        """Returns the parts of a line between unknown values, as lists of places."""
        stretches = [[]]
        for place, point in enumerate(one.points):
            if point.value is None:
                stretches.append([])
            else:
                stretches[-1].append(self.place(place, point))
        return [stretch for stretch in stretches if len(stretch) > 1]

    def place(self, place, point) -> tuple[float, float]:
        return self.left + (place + 0.5) * self.slot, self.y(point.value)

    def draw_value(self, number, place, point) -> None:
        group = self.group(self.series[number], point)
        x, y = self.place(place, point)
        self.drawing.dot(number, x, y, group)
        offset = self.label_offset(number, place)
        text = self.scale.text(point.value)
        self.drawing.text(x, y + offset, text, anchor="middle", parent=group)

    def label_offset(self, number, place) -> float:
        """Returns where the number stands: above the higher line, below the lower."""
        values = [one.points[place].value for one in self.series]
        if len(values) == 1 or None in values:
            return -8
        highest = values.index(max(values))
        return -8 if number == highest else 18


class Rows(Shape):
    """Bars to the right: room for long labels and for many of them."""

    def fits(self) -> bool:
        return True

    def draw(self) -> None:
        self.draw_head()
        shown = [shortened(label) for label in self.labels]
        left = max(map(cells, shown)) * FONT_SIZE + 8
        numbers = [self.scale.text(p.value) for one in self.series for p in one.points]
        room = max(map(cells, numbers)) * FONT_SIZE + 8
        self.length = self.drawing.width - left - room
        self.left = left
        row = BAR * len(self.series) + BETWEEN_ROWS
        top = 30
        for place, label in enumerate(shown):
            y = top + place * row
            middle = y + (row - BETWEEN_ROWS) / 2
            self.drawing.text(left - 6, middle + BASELINE, label, anchor="end")
            for number, one in enumerate(self.series):
                self.draw_row(number, one.points[place], y + number * BAR)
        bottom = top + row * len(shown)
        self.drawing.line((left, top - 4), (left, bottom - 4), INK)
        self.drawing.height = bottom

    def draw_row(self, number, point, y) -> None:
        group = self.group(self.series[number], point)
        length = (
            0 if point.value is None else self.length * self.scale.share(point.value)
        )
        if length:
            corner, size = (self.left, y + 1), (length, BAR - 2)
            self.drawing.bar(number, corner, size, group)
        text = self.scale.text(point.value)
        self.drawing.text(self.left + length + 5, y + BAR - 3, text, parent=group)
