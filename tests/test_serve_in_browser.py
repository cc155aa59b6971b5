"""`gongkai serve` in Chromium: a page loads anew where it was, and says what is wrong till it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
from serve_harness import DOCUMENT, Live, at_work
from support import wait_until

TASK = "jia/2024-yaodian/1.html"


@pytest.fixture
def live(sound: Path) -> Iterator[Live]:
    with at_work(sound) as found:
        yield found


def opened(browser: Any, live: Live, address: str, width: int) -> Any:
    # `wait_for_function` is eval to a page, which the policy of the pages forbids
    page = support.new_page(browser, viewport={"width": width, "height": 400}, bypass_csp=True)
    page.goto(f"http://127.0.0.1:{live.port}/{address}", wait_until="load")
    return page


def edit(live: Live, before: str, after: str) -> None:
    live.edit("content/jia/2024-yaodian.yml", before, after)


def test_a_page_loads_anew_where_it_was(browser: Any, live: Live) -> None:
    page = opened(browser, live, DOCUMENT, 390)
    page.evaluate("document.getElementById('t-1').scrollIntoView()")
    assert page.evaluate("scrollY") > 100
    before = page.evaluate("document.getElementById('t-1').getBoundingClientRect().top")
    # a word in view, and a paragraph above it that pushes everything down
    edit(live, "管好储备粮", "管好县级储备粮")
    edit(live, "intro: 2024年做好粮食工作。", f"intro: {'2024年做好粮食工作。' * 40}")
    page.wait_for_function("document.body.innerText.split('2024年做好粮食工作。').length > 30")
    page.wait_for_load_state()
    wait_until(
        lambda: abs(page.evaluate("document.getElementById('t-1').getBoundingClientRect().top") - before) < 3
    )
    assert "管好县级储备粮" in page.locator("#t-1").inner_text()
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_wrong_stands_on_the_page_until_it_is_mended(browser: Any, live: Live, width: int) -> None:
    page = opened(browser, live, TASK, width)
    dialog = page.locator("dialog")
    edit(live, "topics: [粮食]", "topics: [粮]")
    live.edit("content/yi/agency.yml", "name:", "nam:")
    dialog.wait_for(state="visible")
    page.wait_for_function(
        "document.querySelector('body > div:last-of-type').shadowRoot.querySelectorAll('li').length > 1"
    )
    words = dialog.inner_text()
    assert "网页仍是改动前的样子" in words
    assert "content/jia/2024-yaodian.yml，第 " in words
    assert "content/yi/agency.yml，第 1 行第 1 列" in words
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert dialog.bounding_box()["width"] <= width
    # by keyboard: it has the focus, Escape closes it, a button opens it again
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    button = page.locator("#open")
    assert "个错误" in button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    dialog.wait_for(state="visible")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    button.click()
    dialog.wait_for(state="visible")
    edit(live, "topics: [粮]", "topics: [粮食]")
    live.edit("content/yi/agency.yml", "nam:", "name:")
    dialog.wait_for(state="hidden")
    button.wait_for(state="hidden")
    page.close()


def test_news_leave_the_focus_where_it_is(browser: Any, live: Live) -> None:
    page = opened(browser, live, TASK, 1280)
    dialog = page.locator("dialog")
    edit(live, "topics: [粮食]", "topics: [粮]")
    dialog.wait_for(state="visible")
    page.keyboard.press("Tab")
    live.edit("content/yi/agency.yml", "name:", "nam:")
    page.get_by_text("content/yi/agency.yml").first.wait_for()
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    page.close()


def test_a_reminder_stands_in_the_corner_and_in_nobodys_way(browser: Any, live: Live) -> None:
    page = opened(browser, live, DOCUMENT, 1280)
    live.edit("content/yi/2024-fenjie.yml", "id: 1", "id: 9")
    button = page.locator("#open")
    button.wait_for(state="visible")
    assert "条提醒" in button.inner_text()
    assert not page.locator("dialog").is_visible()
    button.click()
    assert "yi/2024-fenjie/1.html" in page.locator("dialog").inner_text()
    page.close()


def test_the_sites_own_404_becomes_the_page_when_there_is_one(browser: Any, live: Live) -> None:
    page = opened(browser, live, "jia/2024-yaodian/77.html", 1280)
    assert "没有这个页面" in page.inner_text("main")
    edit(live, "      - id: 1\n", "      - {id: 77, title: 新加的任务}\n      - id: 1\n")
    page.get_by_text("新加的任务").first.wait_for()
    page.close()
