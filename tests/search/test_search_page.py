"""search.html and the box in Chromium: the export, suggestions, the keyboard, marked words, axe."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from search_harness import (
    CHROMIUM,
    ROOT,
    SearchRecord,
    Site,
    answers,
    contained,
    exported,
    query,
    settled,
    total_of,
)
from support import needed, new_page

from generator.pages import labels

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，浏览器测试跳过")

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def test_export(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + query("演练"))
    total = total_of(page)
    with page.expect_download() as download:
        page.click("text=导出 CSV")
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == total + 1
    wanted = contained(records, "演练")
    assert {row[-1].removeprefix(site.address) for row in rows[1:]} == wanted
    by_url = {r.url: r for r in records}
    for row in rows[1:]:
        record = by_url[row[-1].removeprefix(site.address)]
        leads = [name for _, name, role in record.responsibility if role == "lead"]
        assert (row[2], row[6], row[9]) == (
            record.title,
            "、".join(leads),
            "、".join(d[0] for d in record.deadlines),
        )


def test_export_is_fetched_when_it_is_asked_for(page: Any, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address + query("演练"))
    settled(page)
    assert not [url for url in asked if url.endswith("export.js")]
    site.fault = lambda path, _: (404, b"") if path.endswith("export.js") else None
    page.click("text=导出 CSV")
    page.wait_for_selector("text=没有导出：检索数据不全：网站上缺少所需的文件（export.js）。")
    site.fault = None
    with page.expect_download():
        page.click("text=导出 CSV")


def test_documents_are_fetched_when_one_is_to_be_chosen(
    page: Any, site: Site, records: list[SearchRecord]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address + "search.html?agency=agency-001")
    settled(page)
    assert not [url for url in asked if "/documents-" in url]
    page.click("text=按文件筛选")
    page.wait_for_selector("[name=document]")
    assert page.evaluate("document.activeElement.name") == "document"
    boxes = page.evaluate(
        "[...document.querySelectorAll('[data-search-facet=document] label')].map("
        "(l) => [l.querySelector('input').value, l.querySelector('.gks-count').textContent])"
    )
    counted = Counter(f"{r.agency}/{r.document}" for r in records if r.agency == "agency-001")
    assert {value: int(count) for value, count in boxes} == counted
    page.check("[name=document] >> nth=0")
    page.wait_for_url("**document=agency-001**")
    assert total_of(page) == counted[boxes[0][0]]
    assert len([url for url in asked if "/documents-" in url]) == 1
    page.goto(site.address + "search.html?document=nasty/doc")
    assert "文件为</script><script>alert(2)</script>（“测试”机关）" in settled(page)


def test_the_day_of_overdue_may_be_changed(page: Any, site: Site) -> None:
    page.clock.set_fixed_time(datetime(2024, 6, 30, 12))
    page.goto(site.address + "search.html")
    assert "逾期按" not in settled(page)
    assert page.input_value("input[type=date]") == "2024-06-30"
    page.check("[name=due][value=overdue]")
    page.wait_for_url("**due=overdue")
    assert settled(page).endswith("数据截至2024年5月31日。逾期按2024年6月30日计算。")
    late = total_of(page)
    page.fill("input[type=date]", "2019-01-01")
    page.press("input[type=date]", "Enter")
    page.wait_for_url("**on=2019-01-01")
    assert settled(page).endswith("逾期按2019年1月1日计算。")
    assert 0 < total_of(page) < late
    page.goto(site.address + "search.html?due=overdue&on=2024-2-30")
    assert settled(page).endswith("“2024-2-30”不是日期，逾期按2024年6月30日计算。")
    assert total_of(page) == late


def test_the_help_names_every_condition_of_an_address(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html")
    settled(page)
    page.click("text=网址里可以写哪些条件")
    page.add_script_tag(content=exported("state.js:FACETS"))
    known = page.evaluate("FACETS")
    shown = [element.inner_text() for element in page.query_selector_all(".gks-params dt kbd")]
    assert set(shown) == {"q", "on", *known}
    values = {element.inner_text() for element in page.query_selector_all(".gks-params dd kbd")}
    assert values >= {*labels.RESULT, *labels.ROLE, *labels.DOCUMENT_KIND, "overdue", "none"}


def test_formulas_in_cells_are_disarmed(page: Any) -> None:
    page.add_script_tag(content=exported("csv.js:cell"))
    cells = page.evaluate("""['=1+1', '+1', '-1', '@x', '\\t=1', ' =1', 'a"b', '1-2', ''].map(cell)""")
    led = ['"\'=1+1"', '"\'+1"', '"\'-1"', '"\'@x"', '"\'\t=1"', '"\' =1"']
    assert cells == [*led, '"a""b"', '"\'1-2"', '""']


def test_suggestions_by_keyboard(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + records[0].url)
    page.focus("#gks-box")
    page.keyboard.type("应急指挥")
    page.wait_for_selector("#gks-box-list [role=option]")
    page.wait_for_function("document.querySelector('#gks-box-list').textContent.includes('单位')")
    assert page.get_attribute("#gks-box", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#gks-box", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.is_hidden("#gks-box-list")
    assert page.input_value("#gks-box") == "应急指挥"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#gks-box-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/**")
    page.go_back()
    page.fill("#gks-box", "演练")
    page.press("#gks-box", "Enter")
    page.wait_for_url("**/search.html?q=**")
    assert total_of(page) == len(contained(records, "演练"))


def test_task_titles_are_suggested(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + records[0].url)
    title = records[5].title
    page.fill("#gks-box", title[:6])
    page.wait_for_function("document.querySelector('#gks-box-list').textContent.includes('任务')")
    assert title in page.inner_text("#gks-box-list")


def test_nothing_happens_while_composing(page: Any, site: Site) -> None:
    page.clock.install()
    page.goto(site.address + "search.html?q=" + quote("应急"))
    settled(page)
    session = page.context.new_cdp_session(page)
    asked: list[str] = []
    page.focus("#gks-query")
    page.fill("#gks-query", "")
    page.clock.run_for(1000)  # what the box does a little later is done
    page.on("request", lambda request: asked.append(request.url))
    session.send("Input.imeSetComposition", {"text": "ying'ji", "selectionStart": 7, "selectionEnd": 7})
    session.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "key": "Process", "windowsVirtualKeyCode": 229}
    )
    page.evaluate("document.querySelector('[data-search-page] form').requestSubmit()")
    page.clock.run_for(1000)
    assert not asked
    assert "q=" + quote("应急") in page.url
    assert page.is_hidden("#gks-query-list")
    session.send("Input.insertText", {"text": "应急管理"})
    page.keyboard.press("Enter")
    page.wait_for_url("**" + quote("应急管理") + "**")


def test_from_the_box_to_a_task_by_keyboard(page: Any, site: Site, records: list[SearchRecord]) -> None:
    """The auditor's way: what 应急指挥中心 leads and is due in one month, without a mouse."""
    refs = {ref for r in records for ref, name, _ in r.responsibility if name == "应急指挥中心"}
    led = [
        (r.url, d[:7])
        for r in records
        for unit, role, dues in answers(r)
        if unit in refs and role == "lead"
        for *_, d in dues
        if d
    ]
    month = led[0][1]
    page.goto(site.address + records[0].url)
    page.focus("#gks-box")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=")
    settled(page)
    page.goto(site.address + "search.html?unit=" + quote("应急指挥中心") + "&role=lead")
    settled(page)
    value = f"{month}..{month}"
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "[document.activeElement.tagName, document.activeElement.value ?? '', "
            "document.activeElement.parentElement.tagName]"
        )
        if at[0] == "SUMMARY" and page.evaluate("document.activeElement.textContent.includes('完成时限')"):
            page.keyboard.press("Enter")
        if at[1] == value:
            break
    page.keyboard.press("Space")
    page.wait_for_url("**due=**")
    wanted = {url for url, other in led if other == month}
    assert total_of(page) == len(wanted) > 0
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-search-hit')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/agency-*/**")
    assert page.url.removeprefix(site.address).split("?")[0] in wanted


def test_a_hit_opens_with_its_words_marked(page: Any, site: Site, records: list[SearchRecord]) -> None:
    record = next(r for r in records if len(r.body_text.split("\n")) > 3)
    lines = record.body_text.split("\n")
    across = lines[-2][-4:] + lines[-1][:4]
    page.goto(site.address + query(across))
    assert total_of(page) == len(contained(records, across))
    page.click("[data-search-hit]")
    page.wait_for_selector("mark[data-search-mark]")
    marked = "".join(m.text_content() for m in page.query_selector_all("mark[data-search-mark]"))
    assert marked == across
    assert "".join(e.text_content() for e in page.query_selector_all("[data-search-field=body]")) == "".join(
        lines
    )
    assert page.evaluate(
        "(() => { const r = document.querySelector('mark').getBoundingClientRect(); "
        "return r.top >= 0 && r.bottom <= innerHeight; })()"
    )


def test_without_javascript(browser: Any, site: Site) -> None:
    page = new_page(browser, java_script_enabled=False)
    page.goto(site.address + "search.html")
    text = page.inner_text("main")
    assert "JavaScript" in text
    assert {a.get_attribute("href") for a in page.query_selector_all("main a")} >= {
        "units.html",
        "index.html",
    }
    assert not page.is_visible("[data-search-page]")
    page.close()


def test_no_other_host_and_nothing_twice(page: Any, site: Site) -> None:
    asked: list[str] = []
    pieces: list[tuple[str, str | None]] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("request", lambda request: pieces.append((request.url, request.headers.get("range"))))
    page.goto(site.address + query("应急管理"))
    settled(page)
    assert all(url.startswith((site.address, "data:")) for url in asked)
    assert len(pieces) == len(set(pieces))
    assert [piece for url, piece in pieces if piece]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "address",
    [
        "search.html?q=%E5%BA%94%E6%80%A5&role=lead",
        "search.html?q=zzzz",
        "search.html?q=%E5%8D%B1%E5%8C%96%E5%93%81&syn=1",
    ],
)
def test_axe_finds_nothing(page: Any, site: Site, width: int, address: str) -> None:
    needed(AXE.exists(), "没有 node_modules/axe-core：先运行 npm ci")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.address + address)
    settled(page)
    if width == 390:
        page.click("text=筛选")
    page.fill("#gks-query", "应急指挥")
    page.wait_for_selector("#gks-query-list [role=option]")
    page.evaluate(AXE.read_text("utf-8"))
    found_ = page.evaluate(
        "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
    )
    assert found_ == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "nothing sticks out to the right"
    )
