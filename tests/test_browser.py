"""The site in Chromium, served under /some/path/: it works there, asks nobody else, and fits a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import support

SAMPLE = [
    "index.html",
    "wuhu/index.html",
    "wuhu/2024-yaodian/index.html",
    "wuhu/2024-yaodian/02.html",
    "wuhu/units/renjiao-ke.html",
    "linxiang/2024-zeren-fenjie/index.html",
    "linxiang/2024-zeren-fenjie/7.html",
    "linxiang/units/ju-ge-gushi.html",
    "wenling/2024-zongjie-jihua/1-1-2.html",
    "policies/index.html",
    "policies/zhiben-gongjian-2024.html",
    "topics/index.html",
    "topics/anquan-shengchan.html",
    "deadlines.html",
    "deadlines/2024-12.html",
    "indicators.html",
    "wenling/indicators.html",
    "units.html",
    "guide.html",
    "rules.html",
    "search.html",
]


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two sites under deep paths: the real one and a tiny one with long words. Yields the address of the
    server."""
    root = tmp_path_factory.mktemp("www")
    (root / "some").mkdir()
    (root / "some" / "path").symlink_to(site)
    tiny = support.copy_sound(tmp_path_factory.mktemp("wide"))
    path = tiny / "content/jia/2024-yaodian.yml"
    text = (
        path.read_text("utf-8")
        .replace("管好储备粮", "W" * 500)
        .replace("甲县粮食局2024年工作要点", "长" * 500)
    )
    path.write_text(text.replace("清点库存。", "x" * 300 + "。"), "utf-8")
    assert support.build(tiny, "--jobs", 1).status == 0
    (root / "wide").symlink_to(tiny / "site")
    with support.serving(root) as address:
        yield address


class Visit:
    """A page that notes everything that goes wrong on it."""

    def __init__(self, browser: object, server: str, width: int) -> None:
        self.page = support.new_page(browser, viewport={"width": width, "height": 900})
        self.wrong: list[str] = []
        self.page.on(
            "console",
            lambda m: self.wrong.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda e: self.wrong.append(f"exception: {e}"))
        self.page.on("requestfailed", lambda r: self.wrong.append(f"failed: {r.url}"))
        self.page.on(
            "request",
            lambda r: (
                None
                if r.url.startswith((server, "data:", "blob:"))
                else self.wrong.append(f"off the server: {r.url}")
            ),
        )
        self.page.on(
            "response", lambda r: self.wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None
        )


@pytest.fixture(scope="module")
def desk(browser: object, served: str) -> Visit:
    return Visit(browser, served, 1280)


@pytest.fixture(scope="module")
def phone(browser: object, served: str) -> Visit:
    return Visit(browser, served, 390)


OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width && document.body.scrollWidth <= width) return [];
  return [...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map(e => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 30))
    .concat('scrollWidth ' + document.documentElement.scrollWidth);
}"""


@pytest.mark.parametrize(
    ("asked_for", "root"),
    [
        ("some/path/wuhu/gone/1.html", "some/path"),
        ("some/path/404.html", "some/path"),
        ("nowhere/x.html", None),
    ],
)
def test_the_page_for_wrong_addresses(
    phone: Visit, site: Path, served: str, asked_for: str, root: str | None
) -> None:
    """Servers show it at any depth, so it brings all it needs. Under an address that is not the configured
    one it finds the site, or offers no links."""
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.route(
        f"{served}/{asked_for}",
        lambda route: route.fulfill(
            status=404, content_type="text/html", body=(site / "404.html").read_text("utf-8")
        ),
    )
    phone.page.goto(f"{served}/{asked_for}", wait_until="networkidle")
    assert all(url.startswith(served) for url in asked)
    assert [url for url in asked if not url.endswith(("/data/files.txt", asked_for))] == []
    assert phone.page.evaluate(OVERFLOW) == []
    assert phone.page.locator("h1").inner_text() == "没有这个页面"
    assert "Not found" not in phone.page.content()
    assert phone.page.locator("#ways").is_visible() == (root is not None)
    if root:
        assert phone.page.locator("#ways a").evaluate_all("links => links.map(l => l.href)") == [
            f"{served}/{root}/{name}" for name in ("index.html", "search.html", "units.html")
        ]
    phone.wrong.clear()


def test_without_a_script_the_page_for_wrong_addresses_leads_to_the_configured_site(
    site: Path, built_tiny: Path
) -> None:
    """The tiny site has an address of its own; ours still has that of the sample, and dead links are worse
    than none."""
    assert '<div id="ways">' in (built_tiny / "404.html").read_text("utf-8")
    assert 'href="https://test.example/zwgk/search.html"' in (built_tiny / "404.html").read_text("utf-8")
    assert '<div id="ways" hidden>' in (site / "404.html").read_text("utf-8")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", SAMPLE)
def test_a_page_loads_whole_and_fits(
    desk: Visit, phone: Visit, served: str, address: str, width: int
) -> None:
    visit = desk if width == 1280 else phone
    visit.wrong.clear()
    visit.page.goto(
        f"{served}/some/path/{address}", wait_until="networkidle" if address == "search.html" else "load"
    )
    assert visit.page.evaluate(OVERFLOW) == []
    assert visit.page.evaluate("() => getComputedStyle(document.body).fontSize") != ""
    assert visit.page.evaluate("() => [...document.styleSheets].length") >= 2
    assert visit.wrong == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "address",
    [
        "jia/2024-yaodian/1.html",
        "jia/2024-yaodian/index.html",
        "jia/units/chubei-ke.html",
        "index.html",
        "deadlines.html",
    ],
)
def test_words_without_end_do_not_burst_the_page(
    desk: Visit, phone: Visit, served: str, address: str, width: int
) -> None:
    visit = desk if width == 1280 else phone
    visit.wrong.clear()
    visit.page.goto(f"{served}/wide/{address}")
    assert visit.page.evaluate(OVERFLOW) == []
    assert visit.wrong == []


def test_a_walk_through_the_site(desk: Visit, served: str) -> None:
    """From home to an agency, a document, a task, its unit and back, by clicks."""
    page = desk.page
    desk.wrong.clear()
    page.goto(f"{served}/some/path/index.html")
    page.click("article a:has-text('芜湖市应急管理局2024年工作要点')")
    page.click("article a:has-text('实施安全生产治本攻坚三年行动') >> nth=0")
    assert page.locator("h1").inner_text().endswith("实施安全生产治本攻坚三年行动")
    page.click("article a.gk-unit >> nth=0")
    assert page.locator("h1").inner_text() == "综合协调科"
    page.click("nav.gk-crumbs a:has-text('芜湖市应急管理局')")
    assert page.url == f"{served}/some/path/wuhu/index.html"
    page.click("nav.gk-crumbs a:has-text('首页')")
    assert page.url == f"{served}/some/path/index.html"
    assert desk.wrong == []


def test_an_anchor_leads_to_its_clause(desk: Visit, served: str) -> None:
    desk.page.goto(f"{served}/some/path/wuhu/2024-yaodian/index.html#t-12")
    top = desk.page.evaluate("() => document.getElementById('t-12').getBoundingClientRect().top")
    assert 0 <= top < 450


UNIT = "linxiang/units/yingji-zhihui-zhongxin.html"


def column(page: object, head: str) -> list[str]:
    index = [
        h.strip() for h in page.locator("table[data-sortable] >> nth=0").locator("thead th").all_inner_texts()
    ].index(head)  # type: ignore[attr-defined]
    return [
        page.evaluate("c => c.dataset.sort ?? c.innerText.trim()", cell)
        for cell in page.locator("table[data-sortable] >> nth=0")  # type: ignore[attr-defined]
        .locator(f"tbody tr td:nth-child({index + 1})")
        .element_handles()
    ]  # type: ignore[attr-defined]


def head(page: object, name: str) -> object:
    return page.locator("table[data-sortable] >> nth=0").locator(f"thead th:has-text('{name}')")  # type: ignore[attr-defined]


def test_tables_sort_by_mouse(desk: Visit, served: str) -> None:
    page = desk.page
    page.goto(f"{served}/some/path/{UNIT}")
    before = column(page, "任务")
    assert len(before) > 3
    cell = head(page, "完成时限")
    cell.click()
    first = cell.get_attribute("aria-sort")
    once = column(page, "完成时限")
    cell.click()
    second = cell.get_attribute("aria-sort")
    twice = column(page, "完成时限")
    assert {first, second} == {"ascending", "descending"}
    by = {first: once, second: twice}
    assert by["ascending"] == sorted(once)
    assert by["descending"] == sorted(once, reverse=True)
    assert sorted(column(page, "任务")) == sorted(before)
    head(page, "任务").click()
    if head(page, "任务").get_attribute("aria-sort") == "descending":
        head(page, "任务").click()
    assert column(page, "任务") == before  # in the order of the document, whatever their numbers look like
    assert cell.get_attribute("aria-sort") in (None, "none")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_tables_sort_by_keyboard(desk: Visit, served: str, key: str) -> None:
    page = desk.page
    page.goto(f"{served}/some/path/{UNIT}")
    cell = head(page, "完成时限")
    cell.locator("button").focus()
    assert page.evaluate("() => document.activeElement.tagName") == "BUTTON"
    page.keyboard.press(key)
    assert cell.get_attribute("aria-sort") in ("ascending", "descending")
    assert column(page, "完成时限") in (
        sorted(column(page, "完成时限")),
        sorted(column(page, "完成时限"), reverse=True),
    )


def test_dates_sort_as_dates(desk: Visit, served: str) -> None:
    """The newest documents on the home page: 2024年3月22日 before 2024年7月10日, after 2020年3月17日."""
    page = desk.page
    page.goto(f"{served}/some/path/index.html")
    cell = head(page, "发布日期")
    for _ in range(2):
        cell.click()
        shown = (
            page.locator("table[data-sortable] >> nth=0")
            .locator("tbody td[data-label='发布日期']")
            .all_inner_texts()
        )
        days = [
            tuple(map(int, "".join(c if c.isdigit() else " " for c in s).split())) for s in shown if "年" in s
        ]
        assert len(days) >= 3
        assert days == sorted(days, reverse=cell.get_attribute("aria-sort") == "descending"), shown


def test_numbers_sort_as_numbers(desk: Visit, served: str) -> None:
    page = desk.page
    page.goto(f"{served}/some/path/units.html")
    cell = head(page, "任务")
    cell.click()
    numbers = [int(n) for n in column(page, "任务")]
    assert len(set(numbers)) > 1
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))


def test_the_menu_opens_on_a_phone(phone: Visit, served: str) -> None:
    page = phone.page
    phone.wrong.clear()
    page.goto(f"{served}/some/path/wuhu/2024-yaodian/02.html")
    link, opener = page.locator("#gk-menu a:has-text('责任单位')"), page.locator(".gk-menu-button")
    assert not link.is_visible()
    opener.click()
    assert opener.get_attribute("aria-expanded") == "true"
    box = link.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < 390
    page.keyboard.press("Escape")
    assert not link.is_visible()
    opener.click()
    link.click()
    page.wait_for_url("**/units.html")
    assert phone.wrong == []


def test_without_a_script_the_menu_is_open(browser: object, served: str) -> None:
    page = support.new_page(browser, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(f"{served}/some/path/wuhu/2024-yaodian/02.html")
    assert page.locator("#gk-menu a").count() >= 8
    assert all(link.is_visible() for link in page.locator("#gk-menu a").all())
    assert not page.locator(".gk-reading").is_visible()  # its buttons would do nothing
    page.close()


def test_rows_become_cards_on_a_phone(phone: Visit, served: str) -> None:
    page = phone.page
    page.goto(f"{served}/some/path/{UNIT}")
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('.gk-cards tbody td')).display")
        != "table-cell"
    )


def test_sorting_is_offered_where_there_is_a_head_to_click(desk: Visit, phone: Visit, served: str) -> None:
    for visit, is_offered in ((desk, True), (phone, False)):
        visit.page.goto(f"{served}/some/path/{UNIT}")
        line = visit.page.locator(".gk-meta-line").first.inner_text()
        assert ("点表头可以排序" in line) == is_offered
        assert "行。在检索中" in line or is_offered


def test_it_can_be_read_without_scripts(browser: object, served: str) -> None:
    page = support.new_page(browser, java_script_enabled=False)
    page.goto(f"{served}/some/path/wuhu/2024-yaodian/02.html")
    assert "综合协调科" in page.locator("article").inner_text()
    assert page.locator("article a >> nth=0").is_visible()
    page.close()


def test_it_can_be_read_from_a_disk(browser: object, site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "带 空格的目录"
    shutil.copytree(site, copy)
    page = support.new_page(browser)
    page.goto((copy / "index.html").as_uri())
    page.click("article a:has-text('芜湖市应急管理局2024年工作要点')")
    assert page.locator("h1").inner_text() == "芜湖市应急管理局2024年工作要点"
    page.close()
