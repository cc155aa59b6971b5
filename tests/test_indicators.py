"""Figures: what is read of a printed change, charts as pure lengths,
and pages that do not grow with the site.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import HEAD, build, copy_sound, squeeze, write

from generator.library.figures import percent_of
from generator.pages.charts import WIDTH, Chart, Value, bars, changes, shares
from generator.pages.components import Link
from generator.pages.indicators import FigureRow, FiguresView


@pytest.mark.parametrize(
    ("change", "percent"),
    [
        ("-13.6%", "-13.6"),
        ("+3.2%", "3.2"),
        ("同比下降13.6%", "-13.6"),
        ("增长 5％", "5"),
        ("较上年减少0.5%", "-0.5"),
        ("下降0.2个百分点", None),
        ("持平", None),
        ("增长一倍", None),
        ("下降3起", None),
    ],
)
def test_a_printed_change_in_percent(change: str, percent: str | None) -> None:
    assert percent_of(change) == (None if percent is None else Decimal(percent))


def value(number: str, label: str = "甲") -> Value:
    return Value(label, Decimal(number), f"{number}个", "actual")


def test_bars_are_as_long_as_their_numbers() -> None:
    chart = bars("a", "题", [value("50"), value("100"), value("0")], "")
    assert chart is not None
    widths = [bar.width for bar in chart.bars]
    assert widths[0] * 2 == pytest.approx(widths[1], abs=0.1)
    assert widths[2] == 0
    assert chart.desc == "甲 50个；甲 100个；甲 0个"
    assert all(bar.x + bar.width < WIDTH and bar.y < chart.height for bar in chart.bars)


def test_more_than_the_target_goes_beyond_its_line() -> None:
    chart = shares("a", "题", [value("1.5"), value("0.5")], "")
    assert chart is not None
    over, under = chart.bars
    assert over.x + over.width > chart.axis > under.x + under.width
    assert (chart.axis - over.x) * 1.5 == pytest.approx(over.width, abs=0.2)


def test_changes_go_to_both_sides() -> None:
    chart = changes("a", "题", [value("-10"), value("5")], "")
    assert chart is not None
    fall, rise = chart.bars
    assert fall.x + fall.width == pytest.approx(chart.axis, abs=0.1)
    assert rise.x == chart.axis
    assert rise.width * 2 == pytest.approx(fall.width, abs=0.1)


@pytest.mark.parametrize("make", [bars, shares, changes])
@pytest.mark.parametrize("text", ["72,000 家次", "12,345.67 万平方米", "9 起", "+104.5%"])
def test_the_number_behind_the_longest_bar_is_whole(make: Callable[..., Chart | None], text: str) -> None:
    """A sign of 11 points is as wide as it is high in Chinese, and little more than half in ASCII."""
    chart = make("a", "题", [Value("甲", Decimal(1), text, "actual"), value("0.5")], "")
    assert chart is not None
    longest = chart.bars[0]
    assert longest.text_x + sum(6.5 if sign.isascii() else 11 for sign in text) <= WIDTH
    assert longest.width > 50


def test_nothing_to_draw_draws_nothing() -> None:
    assert bars("a", "题", [value("5")], "") is None
    assert bars("a", "题", [value("0"), value("0")], "") is None
    assert shares("a", "题", [], "") is None
    assert changes("a", "题", [value("0")], "") is None


def test_a_long_label_is_cut_and_stays_whole_in_words() -> None:
    chart = shares("a", "题", [value("1", "很长" * 30)], "")
    assert chart is not None
    assert len(chart.bars[0].label) == 24
    assert "很长" * 30 in chart.desc


def test_no_page_of_figures_grows_with_the_site(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    name = "全县规模以上工业企业安全生产标准化达标企业"
    for year in range(2001, 2025):
        figures = ", ".join(
            f"{{text: '{n}', name: {name}{i}, value: {n}, unit: 家, kind: {kind}, change: '+3%'}}"
            for i in range(25)
            for kind, n in (("target", 90 + i), ("actual", 80 + i))
        )
        text = (
            HEAD.replace("甲局", "丙局")
            .replace("period: 2024", f"period: {year}")
            .replace("一份文件", f"{year}年要点")
        )
        write(
            root / "content",
            {
                f"bing/{year}.yml": f"{text}sections: [{{title: 一节, tasks: [{{id: 1, title: 甲, "
                f"indicators: [{figures}]}}]}}]\n"
            },
        )
    write(root / "content", {"bing/agency.yml": "name: 丙局\n"})
    run = build(root, "--jobs", 1)
    assert run.status == 0, run.said
    agency, site = (root / "site" / address for address in ("bing/indicators.html", "indicators.html"))
    assert max(path.stat().st_size for path in (agency, site)) < 300_000
    page = LexborHTMLParser(agency.read_text("utf-8"))
    assert "共600行，按文件列出" in squeeze(page.css_first("article").text())
    listed = [a.attributes["href"] for a in page.css("article h2 a, #others ~ ul a")]
    assert listed == [f"{year}/index.html#figures" for year in range(2024, 2000, -1)], (
        "each document is shown or named"
    )
    common = LexborHTMLParser(site.read_text("utf-8"))
    assert len(common.css("article section h2 a")) == 25 + 1, "and the one of the sound site"
    assert "共24行，这里列出8行" in squeeze(common.css_first("article section").text())


def test_a_table_has_no_column_that_no_row_fills() -> None:
    def table(**cells: str) -> FiguresView:
        empty = dict.fromkeys(("note", "target", "actual", "ratio", "change", "document"), "")
        row = FigureRow(name="甲", period="2024年", place=Link("乙", "1.html"), **{**empty, **cells})
        return FiguresView("f", Link("丙", ""), "", 1, [row], [])

    def columns(view: FiguresView) -> tuple[bool, ...]:
        return view.has_target, view.has_actual, view.has_ratio, view.has_change

    assert columns(table(target="12 公里")) == (True, False, False, False)
    assert columns(table(actual="9 公里", ratio="75 %", change="增长2%")) == (False, True, True, True)
