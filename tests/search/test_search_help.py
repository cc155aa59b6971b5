"""What the page says when a server is silent or a query finds nothing, and the ways through the page by key
and by thumb."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from search_harness import SearchRecord, Site, contained, exported, query
from support import PATIENCE


def _settled(page: Any) -> None:
    page.wait_for_function(
        "document.querySelector('[data-search-hits]').getAttribute('aria-busy') === 'false'"
    )


def _total(page: Any) -> int:
    _settled(page)
    return int(page.inner_text("[data-search-total]"))


class Held(threading.Event):
    """Set to let the server answer; `asked` once it has been asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()


@pytest.fixture
def held(site: Site) -> Iterator[Held]:
    """The server takes every question for the index and answers none until this is set."""
    release = Held()

    def wait(path: str, _data: bytes) -> None:
        if "/search/" in path and path != "/search/manifest.js" and "assets" not in path:
            release.asked.set()
            release.wait(PATIENCE)

    site.fault = wait
    yield release
    release.set()


def test_a_silent_server_is_told_and_waited_for(
    page: Any, site: Site, records: list[SearchRecord], held: Held
) -> None:
    page.clock.install()
    page.goto(site.address + query("应急"))
    assert held.asked.wait(PATIENCE)
    assert page.inner_text("[data-search-message]") == ""
    page.clock.fast_forward(11_000)
    page.wait_for_selector("text=网站服务器 10 秒没有应答，还在等。")
    assert page.query_selector("[data-search-total]") is None
    held.set()
    assert _total(page) == len(contained(records, "应急"))
    page.wait_for_selector("text=还在等", state="detached")


def test_a_reader_may_ask_a_silent_server_again(
    page: Any, site: Site, records: list[SearchRecord], held: Held
) -> None:
    page.clock.install()
    page.goto(site.address + query("应急"))
    assert held.asked.wait(PATIENCE)
    page.clock.fast_forward(11_000)
    page.wait_for_selector("text=还在等")
    site.fault = None  # what was asked before stays without an answer
    page.click("text=重试")
    assert _total(page) == len(contained(records, "应急"))
    assert page.inner_text("[data-search-message]") == ""
    assert "已停止" not in page.inner_text("[data-search-hits]")


@pytest.mark.parametrize(
    ("typed", "narrowed", "better"),
    [
        ('"应急 演练', False, '"应急 演练"'),
        ('应急" 演练', False, "应急 演练"),
        ("“应急 演练” 消防", False, '"应急 演练" 消防'),
        ("演练 －消防", False, "演练 -消防"),
        ("演练 —“消防 安全”", False, '演练 -"消防 安全"'),
        ("-消防", False, "消防"),
        ("－消防 -演练", False, "消防 演练"),
        ("-消防", True, None),
        ("应急 演练", False, None),
        ('"应急 演练" -消防', False, None),
        ('"', False, None),
        ("", False, None),
    ],
)
def test_hints(page: Any, typed: str, narrowed: bool, better: str | None) -> None:
    page.add_script_tag(content=exported("hints.js:hint"))
    found = page.evaluate("([q, narrowed]) => hint(q, narrowed)", [typed, narrowed])
    assert (found and found["query"]) == better


def test_a_hint_is_offered_and_never_taken_unasked(
    page: Any, site: Site, records: list[SearchRecord]
) -> None:
    word = records[0].title_text.split(" ")[1]
    page.goto(site.address + "search.html?q=" + quote(f"“{word}”"))
    assert _total(page) == 0
    assert page.input_value("#gks-query") == f"“{word}”"
    page.click(f'text=改为检索 "{word}"')
    assert _total(page) == len(contained(records, word)) > 0
    assert page.input_value("#gks-query") == f'"{word}"'


_TABLES = {
    "agencies": [["jia", "甲县粮食局"], ["yi", "乙局"]],
    "units": [[0, "fagui", "法规股", "法制股"], [1, "bangong", "办公室"]],
}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("甲县粮食局 安全生产", [["agency", "jia", "甲县粮食局", "安全生产"]]),
        ('-演练 "安全 生产" 乙局', [["agency", "yi", "乙局", '-演练 "安全 生产"']]),
        ("甲县粮食局", [["agency", "jia", "甲县粮食局", ""]]),
        ("法制股 安全", [["unit", "法制股", "法制股", "安全"]]),
        (
            "甲县粮食局 办公室",
            [["agency", "jia", "甲县粮食局", "办公室"], ["unit", "办公室", "办公室", "甲县粮食局"]],
        ),
        ("安全 -乙局", []),
        ("甲县粮食 安全", []),
        ("甲县粮食局安全", []),
    ],
)
def test_names_as_conditions(page: Any, typed: str, offered: list[list[str]]) -> None:
    page.add_script_tag(content=exported("hints.js:conditions", "query.js:parse"))
    found = page.evaluate("([tables, typed]) => conditions(tables, parse(typed, false))", [_TABLES, typed])
    assert [[each["facet"], each["value"], each["name"], each["query"]] for each in found] == offered


def test_the_name_of_an_agency_is_offered_as_a_condition(
    page: Any, site: Site, records: list[SearchRecord]
) -> None:
    name = records[0].agency_name
    page.goto(site.address + "search.html?q=" + quote(f"{name} 应急") + "&sort=due&page=1")
    assert _total(page) == 0
    page.click(f"text=把“{name}”作为机关条件")
    page.wait_for_url("**/search.html?q=*&agency=*&sort=due")
    assert _total(page) == len(contained([r for r in records if r.agency_name == name], "应急")) > 0
    page.goto(site.address + "search.html?q=" + quote("应急"))
    assert _total(page) > 0
    assert "条件" not in page.inner_text("[data-search-message]")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("應急管理", "應急管理"),
        ('應急 "-關 應" -龍 A類', "應急關類"),
        ("ABC 123，。", ""),
        ("".join(map(chr, range(0x4E00, 0x4E40))), "".join(map(chr, range(0x4E00, 0x4E10)))),
        ("\U00020bb7野家", "\U00020bb7野家"),
    ],
)
def test_the_characters_that_are_looked_up(page: Any, typed: str, found: str) -> None:
    page.add_script_tag(content=exported("hints.js:characters", "query.js:parse"))
    assert "".join(page.evaluate("(typed) => characters(parse(typed, false))", typed)) == found


@pytest.mark.parametrize("narrowed", ["", "&year=2019&unit=none"])
def test_characters_that_stand_nowhere_are_named(
    page: Any, site: Site, records: list[SearchRecord], narrowed: str
) -> None:
    strange = [c for c in "應急管理關" if not contained(records, c)]
    assert {"應", "關"} <= set(strange) < set("應急管理關")
    page.goto(site.address + "search.html?q=" + quote("應急管理 關") + narrowed)
    assert _total(page) == 0
    said = f"全站任务里没有这些字：{'、'.join(strange)}。本站用简体字；写的是繁体字的，请改用简体字再查。"
    assert said in page.inner_text("[data-search-message]")
    page.goto(site.address + "search.html?q=" + quote("急应急应") + narrowed)
    assert _total(page) == 0  # both characters are known
    assert "简体字" not in page.inner_text("[data-search-message]")


def test_nothing_is_said_of_characters_that_the_server_keeps_to_itself(page: Any, site: Site) -> None:
    kept_back = []

    def fault(path: str, _data: bytes) -> tuple[int, bytes] | None:
        if "/search/fields" not in path:
            return None
        kept_back.append(path)
        return 404, b""

    site.fault = fault
    try:
        page.goto(site.address + "search.html?q=" + quote("應急"))
        assert _total(page) == 0
    finally:
        site.fault = None
    assert kept_back
    assert page.inner_text("[data-search-message]") == ""


@pytest.mark.parametrize(
    ("value", "label", "is_empty"),
    [
        ("2020-01..", "2020年1月及以后", False),
        ("..2024-12", "2024年12月及以前", False),
        ("2024-01..2024-06", "2024年1月至2024年6月", False),
        ("2024-03..2024-03", "2024年3月", False),
        ("2024-03", "2024年3月", False),
        ("2024-13", "“2024-13”（不是月份，或首尾颠倒）", True),
        ("2024-00..2024-06", "“2024-00..2024-06”（不是月份，或首尾颠倒）", True),
        ("2024-12..2024-01", "“2024-12..2024-01”（不是月份，或首尾颠倒）", True),
        ("2024-01..2024-03..2024-12", "“2024-01..2024-03..2024-12”（不是月份，或首尾颠倒）", True),
        ("..", "“..”（不是月份，或首尾颠倒）", True),
        ("下个月", "“下个月”（不是月份，或首尾颠倒）", True),
        ("ongoing", "长期", False),
        ("overdue", "逾期（已过时限，没有公开的完成情况）", False),
    ],
)
def test_a_time_in_the_address_is_said_as_it_is_read(
    page: Any, site: Site, value: str, label: str, is_empty: bool
) -> None:
    page.goto(site.address + "search.html?due=" + quote(value))
    assert (_total(page) == 0) == is_empty
    assert f"完成时限为{label}" in page.inner_text("[data-search-summary]")


def test_printed_chinese_quotes_are_found_as_printed(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("“测试”"))
    assert _total(page) == 0  # they stand in the name of an agency alone, which is not searched
    page.goto(site.address + query('"引号"'))
    assert _total(page) == 1


def test_enter_in_a_month_applies_it(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html")
    everything = _total(page)
    page.fill("input[type=month] >> nth=0", "2024-01")
    page.press("input[type=month] >> nth=0", "Enter")
    page.wait_for_url("**/search.html?due=2024-01..")
    assert 0 < _total(page) < everything


def test_filters_on_a_phone_fold_away(page: Any, site: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site.address + "search.html?agency=agency-001")
    total = _total(page)
    summary = page.locator("[data-search-fold] > summary")
    assert summary.inner_text() == "筛选（已选 1 项）"
    assert not page.is_visible("[data-search-facets]")
    summary.click()
    page.check("input[name=year] >> nth=0")
    fewer = _total(page)
    assert fewer < total
    show = page.locator("[data-search-show]")
    assert show.inner_text() == f"看结果（{fewer} 条）"
    box = show.bounding_box()
    assert 0 < box["y"] < 800, "it stays in view however long the list of filters is"
    show.click()
    assert not page.is_visible("[data-search-facets]")
    assert page.evaluate("document.activeElement.id") == "gks-results"


def test_from_the_filters_to_the_results_by_keyboard(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("应急"))
    _settled(page)
    page.focus(".gks-help summary")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到检索结果"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "gks-results"


_COUNTS = """async ([q, most]) => {
  const engine = await openEngine(new URL("search/", location.href).href);
  const some = await engine.search({ ...emptyState(), q }, "2024-06-30", most);
  const files = engine.facts.size;
  const all = await engine.search({ ...emptyState(), q }, "2024-06-30");
  const plain = (counts) => [...counts].sort();
  return [some.total, some.uncounted, files, plain(some.counts.unit), plain(some.counts.agency),
    all.total, all.uncounted, plain(all.counts.agency), plain(all.counts.unit).length];
}"""


def test_counts_that_cost_much_wait_until_asked_for(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html")
    page.add_script_tag(content=exported("engine.js:openEngine", "state.js:emptyState"))
    total, uncounted, files, units, agencies, total2, uncounted2, agencies2, units2 = page.evaluate(
        _COUNTS, ["应急", 100]
    )
    assert total == total2 > 0
    assert (files, units) == (0, [])
    assert uncounted > 100
    assert agencies == agencies2
    assert (uncounted2, units2 > 0) == (0, True)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("率99.60%，涉及", "率99.60%，涉及"),
        ("A类iso 9001认证", "Ａ类 ISO  9001 认证"),
        ("认证应急管理", "认证应急管理"),
        ("-13.6%", "-13.6%"),
    ],
)
def test_a_hit_is_marked_across_links_and_lines(page: Any, site: Site, typed: str, shown: str) -> None:
    """The pages of this site break each line of the body after five characters by another element."""
    page.goto(site.address + query(typed))
    assert _total(page) == 1
    page.click("[data-search-hit]")
    page.wait_for_selector("mark[data-search-mark]")
    marks = page.query_selector_all("mark[data-search-mark]")
    assert "".join(mark.text_content() for mark in marks) == shown
    box = marks[0].bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]
