"""A kept table in Chromium: moved sideways in its own frame, its first column in sight, its words found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
from support import HEAD, needed

from tests.test_kept_tables import built
from tests.test_search_on_site import AXE, hits

COLUMNS = ["项目名称", "责任科室", "总投资", "县级", "省级", "建设内容", "形象进度", "备注"]
ROW = [
    "城北水厂滤池改造工程",
    "业务一科",
    "120",
    "20",
    "100",
    "更换滤料三百立方米，新建清水池一座",
    "已完工",
    '""',
]
TABLE = f"""
          caption: 附表 检修计划
          header:
            - [{", ".join(COLUMNS)}]
          rows:
            - [{", ".join(ROW)}]
"""
SITE = f"""{HEAD}sections:
  - title: 一节
    tasks:
      - id: 1
        title: 检修水厂
        table:{TABLE}
      - {{id: 2, title: 清淤}}
"""
PAGES = ["jia/a/1.html", "jia/a/index.html"]
FRAME = "document.querySelector('.gk-kept').parentElement"
FIRST = "document.querySelector('.gk-kept tbody th').getBoundingClientRect()"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Any]:
    site: Path = built(tmp_path_factory.mktemp("kept"), a=SITE)
    found = support.new_page(browser, viewport={"width": 1280, "height": 900})
    with support.serving(site) as address:
        found.base = address + "/"
        yield found
    found.close()


@pytest.mark.parametrize("address", PAGES)
def test_on_a_phone_the_table_moves_and_its_first_column_stays(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(page.base + address)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(f"{FRAME}.scrollWidth > {FRAME}.clientWidth")
    before = page.evaluate(f"{FIRST}.left")
    page.evaluate(f"{FRAME}.scrollLeft = 300")
    assert page.evaluate(f"{FRAME}.scrollLeft") == 300
    assert page.evaluate(f"{FIRST}.left") == pytest.approx(before, abs=2)
    # Two thirds of the screen are left for what moves behind it, and no cell is a column of single signs.
    assert page.evaluate(f"{FIRST}.width") < 130
    narrow = (
        "[...document.querySelectorAll('.gk-kept tbody tr > *')].map(c => [c.textContent, c.clientHeight])"
    )
    assert all(height < 160 for _, height in page.evaluate(narrow))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_the_table(page: Any, address: str, width: int) -> None:
    needed(AXE.exists(), "没有 node_modules/axe-core：先运行 npm ci")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page.base + address)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run({FRAME})")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]] == []
    assert {"scrollable-region-focusable", "td-headers-attr"} & {
        r["id"] for r in found["passes"]
    } or width > 390


@pytest.mark.parametrize("words", ["更换滤料三百", "附表 检修计划", "形象进度"])
def test_a_word_of_a_cell_leads_to_the_task_and_is_marked(page: Any, words: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    assert hits(page, q=f'"{words}"') == {"jia/a/1.html"}
    page.click("[data-search-hits] a")
    page.wait_for_selector("mark[data-search-mark]")
    assert page.inner_text(".gk-kept mark") == words


def test_paper_shows_every_column(page: Any) -> None:
    page.goto(page.base + PAGES[0])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})  # A4 within its margins
    assert page.evaluate("document.querySelector('.gk-kept').getBoundingClientRect().right") <= 700
    page.emulate_media(media="screen")
