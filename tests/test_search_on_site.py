"""The search on the real site, in Chromium: hits against plain containment, units against data/tasks.json,
keys, axe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
import support
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import ROOT, needed

from bench.search_pages import holders, pieces, searched_texts
from generator.search.normalise import normalise
from tests.search.search_harness import hits_in_order, look

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TERMS = [
    "应急演练",
    "综合协调科",
    "危化品",
    "“141”",
    "99.60%",
    "《",
    "D级",
    "治本攻坚三年行动",
    "防汛",
    "24小时",
    "的",
    "一",
    "7月15号前",
    "法规股",
]


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, tuple[str, ...]]:
    """The searched words of each task by its address, read from the pages themselves."""
    return searched_texts(site)


@pytest.fixture(scope="module")
def search(site: Path, browser: Any) -> Iterator[Any]:
    page = support.new_page(browser, viewport={"width": 1280, "height": 900})
    with support.serving(site) as address:
        page.base = address + "/"
        yield page
    page.close()


def hits(page: Any, **state: str) -> set[str]:
    """All addresses that search.html lists, page by page; fails when the total shown is another number."""
    if not page.url.startswith(f"{page.base}search.html"):
        page.goto(f"{page.base}search.html")
        page.wait_for_selector("[data-search-total]", state="attached")
    look(page, f"search.html?{urlencode(state)}")
    total, shown = hits_in_order(page)
    assert len(set(shown)) == len(shown) == total, (state, total, len(shown))
    return set(shown)


def test_hits_are_plain_containment(search: Any, texts: dict[str, tuple[str, ...]]) -> None:
    for words in [*pieces(texts, 25), *map(normalise, TERMS)]:
        assert hits(search, q='"' + words.replace('"', '""') + '"') == holders(texts, words), words


def test_the_box_suggests_documents(search: Any) -> None:
    search.goto(search.base + "index.html")
    search.locator("form input[role=combobox]").first.type("2024年工作要点")
    search.wait_for_selector("[role=option]")
    assert "芜湖市应急管理局2024年工作要点" in search.locator("[role=option]").first.inner_text()


def test_every_unit_leads_what_the_data_say(search: Any, site: Path) -> None:
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    units = {(r["unit"], r["role"]) for t in tasks for r in t["responsibility"]}
    assert len(units) > 10
    for unit, role in sorted(units):
        wanted = {
            t["url"]
            for t in tasks
            if any((r["unit"], r["role"]) == (unit, role) for r in t["responsibility"])
        }
        assert hits(search, unit=unit, role=role) == wanted, (unit, role)


def test_a_unit_is_due_only_when_its_own_measures_are(search: Any, site: Path) -> None:
    """法规股 has 长期坚持 in a task in which 应急指挥中心 alone is due in December."""
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    shared = "linxiang/2024-zeren-fenjie/2.html"
    december = {"due": "2024-12..2024-12"}
    assert hits(search, unit="linxiang/fagui-gu", **december) == set()
    assert shared in hits(search, unit="linxiang/fagui-gu", due="ongoing")
    assert shared in hits(search, unit="应急指挥中心", role="responsible", **december)
    assert shared in hits(search, **december)
    for name in ("局各股室", "应急指挥中心", "非煤矿山股", "政工党建办"):
        wanted = {
            t["url"]
            for t in tasks
            if t["agency"] == "linxiang"
            for r in t["responsibility"]
            if r["name"] == name
            for d in r.get("deadlines", t["deadlines"])
            if (d["date"] or "").startswith("2024-12")
        }
        assert hits(search, agency="linxiang", unit=name, **december) == wanted, name
    assert (
        "其中法规股（责任）：长期坚持；政工党建办（责任）：长期坚持；应急指挥中心（责任）：2024年12月"
        in _list(search, shared, unit="法规股")
    )


def test_each_month_of_the_deadlines_leads_to_the_same_tasks(search: Any, site: Path) -> None:
    """And so does each group without dates, but for what no search lists:
    sections with a deadline of their own.
    """
    asked = 0
    for path in sorted(site.glob("deadlines/*.html")):
        page = LexborHTMLParser(path.read_text("utf-8"))
        links = [row.css_first("a").attributes["href"] or "" for row in page.css("tr[data-status]")]
        asked += _leads_to(
            search, page.css_first("article p a"), {link.removeprefix("../") for link in links}
        )
    page = LexborHTMLParser((site / "deadlines.html").read_text("utf-8"))
    for section in page.css(".gk-due-group:not([aria-labelledby=d-none])"):
        if link := section.css_first("h2 a"):
            found = {a.attributes["href"] or "" for a in section.css("li:not([data-section]) a")}
            asked += _leads_to(search, link, found)
    assert asked > 5


def _leads_to(search: Any, link: LexborNode, tasks: set[str]) -> bool:
    due = parse_qs(urlsplit(link.attributes["href"] or "").query)["due"][0]
    assert hits(search, due=due) == tasks, due
    return True


def _list(page: Any, url: str, **state: str) -> str:
    """What the list of results says of one task."""
    page.goto(f"{page.base}search.html?{urlencode(state)}")
    page.wait_for_selector("[data-search-total]", state="attached")
    return str(page.locator(".gks-hit", has=page.locator(f'a[href^="{url}"]')).inner_text())


def test_no_words_list_everything(search: Any, texts: dict[str, tuple[str, ...]]) -> None:
    assert hits(search, agency="wuhu") == {url for url in texts if url.startswith("wuhu/")}


def test_an_agency_is_suggested_and_leads_to_its_page(search: Any) -> None:
    search.goto(f"{search.base}units.html")
    search.locator(".gk-header-search input[role=combobox]").focus()
    search.keyboard.type("芜湖市应急管理局")
    option = search.locator("[role=option]").first
    option.wait_for()
    assert option.inner_text().split() == ["机关", "芜湖市应急管理局", "安徽省芜湖市"]
    option.click()
    search.wait_for_url("**/wuhu/index.html")


def test_a_query_with_the_name_of_an_agency_finds_a_way_on(search: Any) -> None:
    search.goto(f"{search.base}search.html?q=" + quote("芜湖市应急管理局 监管执法"))
    search.locator("text=把“芜湖市应急管理局”作为机关条件").click()
    search.wait_for_url("**/search.html?q=*&agency=wuhu")
    search.wait_for_selector("[data-search-total]")
    assert int(search.inner_text("[data-search-total]")) > 0


def test_keyboard_from_home_to_a_task_due_in_december(search: Any) -> None:
    """From the home page, by keys alone: the box, a suggestion or a search, the facets, a hit."""
    search.goto(f"{search.base}index.html")
    search.locator(".gk-header-search input[role=combobox]").focus()
    search.keyboard.type("应急指挥中心")
    search.wait_for_selector("[role=option]")
    search.keyboard.press("Escape")
    search.keyboard.press("Enter")
    search.wait_for_url("**/search.html?**")
    search.wait_for_selector("[data-search-total]", state="attached")
    for name in ("应急指挥中心（临湘市应急管理局）", "2024年12月"):
        box = search.get_by_role("checkbox", name=name)
        _tab_to(search, box)
        search.keyboard.press("Space")
        search.wait_for_function(
            "name => [...document.querySelectorAll('input[type=checkbox]')]"
            ".some(b => b.checked && b.closest('label').textContent.includes(name))",
            arg=name,
        )
    _tab_to(search, search.locator("a[data-search-hit]").first)
    search.keyboard.press("Enter")
    search.wait_for_url("**/linxiang/2024-zeren-fenjie/*.html*")
    assert "2024年12月" in search.inner_text("main")
    assert "应急指挥中心" in search.inner_text("main")


def _tab_to(page: Any, target: Any) -> None:
    target.wait_for()
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


@pytest.mark.parametrize(
    "address",
    [
        "search.html?q=" + quote("应急演练"),
        "index.html",
        "wuhu/2024-yaodian/07.html",
        "linxiang/2024-zeren-fenjie/index.html",
        "linxiang/units/fagui-gu.html",
    ],
)
def test_axe_finds_nothing(search: Any, address: str) -> None:
    needed(AXE.exists(), "没有 node_modules/axe-core：先运行 npm ci")
    search.goto(search.base + address)
    search.wait_for_function("() => !document.querySelector('[data-search-hits]:not([aria-busy=false])')")
    search.wait_for_function("() => document.getAnimations().every(a => a.playState !== 'running')")
    search.evaluate(AXE.read_text("utf-8"))
    result = search.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in result["violations"]] == []
