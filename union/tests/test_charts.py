from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from union.charts import Point, Series, bar_chart, line_chart

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = [f"{month}月" for month in range(1, 13)]


def series(name="本年", labels=("甲", "乙"), values=(1, 2), urls=None):
    urls = urls or [None] * len(labels)
    points = zip(labels, values, urls, strict=True)
    return Series(name, tuple(Point(*point) for point in points))


def parse(svg):
    return ET.fromstring(svg)  # noqa: S314 our own output


def texts(svg):
    return [element.text for element in parse(svg).iter(f"{SVG}text")]


def bars(svg, number=1):
    rects = parse(svg).iter(f"{SVG}rect")
    return [rect for rect in rects if rect.get("class") == f"chart-bar-{number}"]


def test_bar_heights_are_in_proportion_to_the_values():
    svg = bar_chart([series(values=(50, 100))], "会员", "人")

    low, high = (float(bar.get("height")) for bar in bars(svg))
    assert high == pytest.approx(2 * low, abs=0.2)


def test_each_bar_carries_its_number_and_the_unit_is_shown():
    svg = bar_chart([series(values=(50, Decimal("7.50")))], "会员", "人次")

    assert "单位：人次" in texts(svg)
    assert "50" in texts(svg)
    assert "7.5" in texts(svg)


def test_people_are_never_counted_in_halves_on_the_axis():
    svg = bar_chart([series(values=(1, 2))], "会员", "人")

    assert texts(svg) == ["单位：人", "0", "1", "2", "甲", "乙", "1", "2"]


def test_large_sums_are_shown_in_wan():
    values = (Decimal("104250.00"), Decimal("12118.40"))
    svg = bar_chart([series(values=values)], "支出", "元")

    assert "单位：万元" in texts(svg)
    assert "10.43" in texts(svg)
    assert "1.21" in texts(svg)


def test_small_sums_stay_in_yuan():
    svg = bar_chart([series(values=(Decimal("9999.99"), 0))], "支出", "元")

    assert "单位：元" in texts(svg)
    assert "9999.99" in texts(svg)


def test_without_rows_the_chart_says_so():
    for svg in (
        bar_chart([], "会员", "人"),
        line_chart([series("", (), ())], "", "人"),
    ):
        assert texts(svg) == ["暂无数据"]


def test_unknown_is_not_zero():
    svg = bar_chart([series(values=(None, 0))], "会员", "人")

    assert texts(svg)[-2:] == ["—", "0"]
    assert bars(svg) == []


def test_all_zero_draws_an_axis_without_bars():
    svg = bar_chart([series(values=(0, 0))], "会员", "人")

    assert bars(svg) == []
    assert texts(svg).count("0") == 3


def test_two_years_stand_side_by_side_and_differ_without_colour():
    years = [series("本年", values=(3, 4)), series("上年", values=(2, 5))]
    svg = bar_chart(years, "会员", "人")

    this_year, last_year = bars(svg, 1), bars(svg, 2)
    assert len(this_year) == len(last_year) == 3  # two values and the legend
    assert {bar.get("fill") for bar in this_year} != {"#ffffff"}
    assert {bar.get("fill") for bar in last_year} == {"#ffffff"}
    assert {"本年", "上年"} <= set(texts(svg))


def test_many_groups_with_long_names_become_horizontal_bars():
    names = [f"第{number}工会小组" for number in range(1, 30)] + [
        "重症医学与急诊医学科护理单元第一联合小组"
    ]
    svg = bar_chart([series(labels=names, values=range(1, 31))], "小组人数", "人")

    drawn = bars(svg)
    assert len({bar.get("x") for bar in drawn}) == 1
    assert len({bar.get("y") for bar in drawn}) == 30
    assert "重症医学与急诊医学科护理单元第一联…" in texts(svg)
    assert "重症医学与急诊医学科护理单元第一联合小组" in svg


def test_twelve_months_of_two_years_stay_upright_on_a_page():
    years = [series(name, MONTHS, range(100, 112)) for name in ("本年", "上年")]
    svg = bar_chart(years, "各月", "人次")

    assert len({bar.get("x") for bar in bars(svg)}) == 13


def test_line_is_broken_where_a_value_is_unknown():
    svg = line_chart(
        [series(labels=MONTHS[:5], values=(1, 2, None, 3, 4))], "各月", "人"
    )

    lines = [line.get("points") for line in parse(svg).iter(f"{SVG}polyline")]
    assert [len(line.split()) for line in lines] == [2, 2]


def test_second_line_is_dashed_and_has_square_marks():
    years = [series(name, MONTHS, range(12)) for name in ("本年", "上年")]
    root = parse(line_chart(years, "各月", "人"))

    dashes = [line.get("stroke-dasharray") for line in root.iter(f"{SVG}polyline")]
    assert sorted(map(str, dashes)) == ["6 3", "6 3", "None", "None"]
    assert len(list(root.iter(f"{SVG}circle"))) == 13
    assert len(list(root.iter(f"{SVG}rect"))) == 13


def test_bars_with_an_address_are_links_with_a_name():
    svg = bar_chart([series(urls=("/members/?group=1", None))], "会员", "人")

    (link,) = parse(svg).iter(f"{SVG}a")
    assert link.get("href") == "/members/?group=1"
    assert link.get("aria-label") == "本年 甲：1人"
    assert parse(svg).get("role") == "group"
    assert parse(svg).get("aria-label") == "会员"


def test_without_links_the_chart_is_one_picture_with_title_and_values():
    root = parse(bar_chart([series()], "会员", "人"))

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "会员"
    assert root.find(f"{SVG}desc").text == "单位：人。本年：甲1，乙2"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://x.cn/", "//x.cn/"])
def test_links_lead_nowhere_but_to_our_own_pages(url):
    with pytest.raises(ValueError, match="只能指向本系统"):
        Point("甲", 1, url)


@pytest.mark.parametrize("chart", [bar_chart, line_chart])
def test_labels_never_become_markup(chart):
    hostile = '<img src=x onerror="alert(1)">'
    svg = chart(
        [series(hostile, (hostile, "&乙"), urls=("/?a=1&b=2", None))], hostile, "<b>"
    )

    tags = {element.tag.removeprefix(SVG) for element in parse(svg).iter()}
    assert tags <= {"svg", "title", "desc", "text", "line", "a", "g", "rect"} | {
        "polyline",
        "circle",
    }
    assert "<img" not in svg


@pytest.mark.parametrize("chart", [bar_chart, line_chart])
def test_charts_carry_no_inline_style(chart):
    svg = chart([series(), series("上年")], "会员", "人", font_family="GW HeiTi")

    assert "style" not in svg
    assert parse(svg).get("font-family") == "GW HeiTi"
