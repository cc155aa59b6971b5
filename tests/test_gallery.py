"""Bad input that is right: every kind of page is built, fits a phone, and every tab can be reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gallery
import pytest
import support
from gallery import LONG_AGENCY, LONG_TITLE, LONG_UNIT, RARE, ROWS, TABS, UNITS
from selectolax.lexbor import LexborHTMLParser

HARD = [
    "index.html",
    "jia/index.html",
    "jia/2024-nan/index.html",
    "jia/2024-nan/kong.html",
    "jia/2024-nan/chang.html",
    "jia/2024-nan/zi.html",
    "jia/2024-nan/duo.html",
    "jia/2024-nan/ming.html",
    "jia/2024-nan/matrix.html",
    "jia/2024-nan/results.html",
    "jia/indicators.html",
    "jia/units/chang.html",
    "jia/units/zu-1.html",
    "kong/index.html",
    "kong/units/ke.html",
    "policies/index.html",
    "policies/chang.html",
    "topics/index.html",
    "topics/chang.html",
    "deadlines.html",
    "deadlines/2024-12.html",
    "indicators.html",
    "units.html",
    "tab-14.html",
    "search.html",
]
EMPTY = ["index.html", "units.html", "deadlines.html", "indicators.html", "topics/index.html"]
EMPTY += ["policies/index.html", "kong/index.html", "search.html"]
_TITLE_LINES = """() => {
  const link = [...document.querySelectorAll(".gk-crumbs a")].at(-1).getBoundingClientRect();
  return link.height / parseFloat(getComputedStyle(document.querySelector(".gk-crumbs a")).lineHeight);
}"""
_LAID_OUT = """selector => [...document.querySelectorAll(selector)]
  .filter((node) => node.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length"""
_TOP = "anchor => document.getElementById(anchor).getBoundingClientRect().top"


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = gallery.write(tmp_path_factory.mktemp("gallery"))
    run = support.build(root, "--jobs", 2)
    assert run.status == 0, run.said
    assert "错误" not in run.said
    return root / "site"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = gallery.write_empty(tmp_path_factory.mktemp("empty"))
    run = support.build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


def wider_than_the_screen(browser: Any, site: Path, addresses: list[str], width: int) -> list[str]:
    page = support.new_page(browser, viewport={"width": width, "height": 844})
    found = []
    for address in addresses:
        page.goto((site / address).as_uri())
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(address)
    page.close()
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_moves_sideways(browser: Any, hard: Path, empty: Path, width: int) -> None:
    assert wider_than_the_screen(browser, hard, HARD, width) == []
    assert wider_than_the_screen(browser, empty, EMPTY, width) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_all_tabs_are_on_the_screen(browser: Any, hard: Path, width: int) -> None:
    page = support.new_page(browser, viewport={"width": width, "height": 844})
    page.goto((hard / "index.html").as_uri())
    if width == 390:
        page.click(".gk-menu-button")
    links = page.locator(".gk-menu a")
    assert sum("专栏" in words for words in links.all_inner_texts()) == TABS - 1
    for link in links.all():
        box = link.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= width
    links.last.click()
    page.wait_for_url("**/tab-14.html")
    assert page.inner_text("h1") == LONG_UNIT
    page.close()


def test_words_stand_whole_on_their_pages(hard: Path) -> None:
    def text(address: str) -> str:
        page = LexborHTMLParser((hard / address).read_text("utf-8"))
        assert page.body is not None
        return page.body.text()

    assert LONG_TITLE in text("jia/2024-nan/chang.html")
    assert RARE in text("jia/2024-nan/ming.html")
    assert LONG_AGENCY in text("jia/index.html")
    duo = text("jia/2024-nan/duo.html")
    assert all(f"第{i}工作组" in duo for i in range(1, UNITS + 1))
    assert f"第{ROWS}处" in text("jia/2024-duo/index.html")
    assert "原文没有写明责任单位" in text("jia/2024-nan/kong.html")
    assert "只有标题，没有另外的正文" in text("jia/2024-nan/kong.html")
    assert "只有标题" not in text("jia/2024-nan/chang.html")
    assert "还没有公开文件" in text("kong/index.html")


def test_a_long_trail_stands_in_two_lines_a_step(browser: Any, hard: Path) -> None:
    page = support.new_page(browser, viewport={"width": 390, "height": 844})
    page.goto((hard / "jia/2024-nan/chang.html").as_uri())
    assert page.evaluate(_TITLE_LINES) < 2.1
    page.close()


def test_a_long_name_leaves_the_titles_room(browser: Any, hard: Path) -> None:
    page = support.new_page(browser, viewport={"width": 1280, "height": 844})
    page.goto((hard / "index.html").as_uri())
    assert page.locator('.gk-lines td[data-label="文件"]').first.bounding_box()["width"] > 180
    page.goto((hard / "jia/2024-nan/matrix.html").as_uri())
    box = page.locator(".gk-matrix-scroll").bounding_box()
    assert page.locator(".gk-matrix thead").bounding_box()["height"] < box["height"] / 2
    page.close()


@pytest.mark.parametrize(("width", "laid_out"), [(390, ".gk-task, .gk-duty-table tr"), (1280, ".gk-task")])
def test_of_a_long_document_only_what_is_near_the_screen_is_laid_out(
    browser: Any, hard: Path, width: int, laid_out: str
) -> None:
    page = support.new_page(browser, viewport={"width": width, "height": 844})
    address = (hard / "jia" / "2024-duo" / "index.html").as_uri()
    page.goto(address)
    assert page.locator(".gk-task").count() == ROWS
    assert page.evaluate(_LAID_OUT, laid_out) < 60
    anchor = page.locator(".gk-task").nth(ROWS - 300).get_attribute("id")
    page.goto(f"{address}#{anchor}")
    page.wait_for_timeout(100)
    assert 0 <= page.evaluate(_TOP, anchor) < 844 / 2
    assert page.evaluate(_LAID_OUT, laid_out) < 100
    page.close()
