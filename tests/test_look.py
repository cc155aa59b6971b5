"""How pages look and read: valid, for every eye, on a phone, on paper, and light to load."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import segno
import support
from support import ROOT, needed

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The pages forbid style sheets of others, but not what the browser itself is told.
ADD_STYLE = """words => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(words);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KINDS = [
    "index.html",
    "wuhu/index.html",
    "wuhu/2024-yaodian/index.html",
    "linxiang/2024-zeren-fenjie/7.html",
    "wenling/2024-zongjie-jihua/results.html",
    "linxiang/2024-zeren-fenjie/matrix.html",
    "linxiang/units/yingji-zhihui-zhongxin.html",
    "policies/index.html",
    "policies/zhiben-gongjian-2024.html",
    "topics/anquan-shengchan.html",
    "deadlines.html",
    "deadlines/2024-12.html",
    "indicators.html",
    "units.html",
    "guide.html",
    "topics/index.html",
    "wuhu/indicators.html",
    "data/index.html",
    "revisions.html",
    "search.html",
    "search.html?q=应急",
    "search.html?q=没有这样的词",
    "404.html",
]
SHEETS = ["gongkai", "print"]
TASK = "linxiang/2024-zeren-fenjie/7.html"
ELDER = "localStorage.setItem('gk-reading', '[\"elder\"]')"


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    with support.serving(site) as address:
        yield address + "/"


def shown(browser: Any, address: str, *, width: int = 390, script: str = "", **options: Any) -> Any:
    """A page, settled; its context is its own, and `script` runs before it."""
    page = support.new_page(browser, viewport={"width": width, "height": 800}, **options)
    if script:
        page.add_init_script(script)
    page.goto(address, wait_until="load")
    if "search.html" in address:
        page.wait_for_selector("[data-search-total]", state="attached")
    return page


# Valid


def test_the_checker_of_the_standard_finds_nothing(site: Path) -> None:
    needed(VNU.exists(), "没有 node_modules/vnu-jar：先运行 npm ci")
    java = shutil.which("java")
    needed(java is not None, "没有 java：apt-get install default-jre-headless")
    begins_quickly = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")  # half the work for one run
    asked = ("--errors-only", "--skip-non-html", "--format", "gnu", str(site))
    run = subprocess.run(
        [str(java), *begins_quickly, "-jar", str(VNU), *asked], capture_output=True, text=True
    )
    found = [line for line in run.stderr.splitlines() if ": error: " in line]
    assert found == []
    assert run.returncode == 0, run.stderr


# Each kind of page in one of the ways to read it; all in all of them in the audit.
SOME = [(390, "light", KINDS[::3]), (1280, "dark", KINDS[1::3]), (390, "elder", KINDS[2::3])]
ALL = [(width, mode, KINDS) for width in (390, 768, 1280) for mode in ("light", "dark", "elder")]


@pytest.mark.parametrize(
    ("width", "mode", "addresses"),
    [*SOME, *(pytest.param(*each, marks=pytest.mark.audit) for each in ALL)],
    ids=lambda value: str(value) if not isinstance(value, list) else "all" if value is KINDS else "some",
)
def test_axe_finds_nothing(browser: Any, served: str, width: int, mode: str, addresses: list[str]) -> None:
    needed(AXE.exists(), "没有 node_modules/axe-core：先运行 npm ci")
    found = []
    for address in addresses:
        page = shown(
            browser,
            served + address,
            width=width,
            script=ELDER if mode == "elder" else "",
            color_scheme="dark" if mode == "dark" else "light",
        )
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(address, v["id"], v["nodes"][0]["html"][:120]) for v in result["violations"]]
        page.close()
    assert found == []


# For every eye

_SMALL = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim()) continue;
    if (node.closest("script, style, noscript, option, svg")) continue;
    if (!node.checkVisibility() || node.getBoundingClientRect().width < 3) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < 18) found.add(`${node.tagName}.${node.className}: ${size}`);
  }
  return [...found];
}"""
_NARROW = """() => {
  const found = new Set();
  const targets = "button, input:not([type=checkbox]), select, summary, .gk-menu a, .gk-crumbs a,"
    + ".gk-index a, .gk-toc a, .gk-topic, .gk-footer a, .gk-jumps a, .gk-table a, .gks-hit a,"
    + ".gks-facet label";
  for (const node of document.querySelectorAll(targets)) {
    const { width, height } = node.getBoundingClientRect();
    if (!node.checkVisibility() || width < 3 || height > 43.5) continue;
    found.add(`${node.tagName}.${node.className}: ${height}`);
  }
  return [...found];
}"""
_STUCK = """[...document.querySelectorAll("body *")]
  .filter(e => /sticky|fixed/.test(getComputedStyle(e).position) && !e.closest("table"))
  .filter(e => e.getBoundingClientRect().height > innerHeight / 4)
  .map(e => e.className)"""
_COLUMNS = "getComputedStyle(document.querySelector('.gk-page')).display"


@pytest.mark.parametrize("width", [390, 1280])
def test_elder_mode_has_large_letters_and_large_targets(browser: Any, served: str, width: int) -> None:
    for address in KINDS:
        page = shown(browser, served + address, width=width, script=ELDER)
        assert page.evaluate(_SMALL) == [], address
        assert page.evaluate(_NARROW) == [], address
        page.close()


def test_elder_mode_is_one_column_and_stays_chosen(browser: Any, served: str) -> None:
    page = shown(browser, served + TASK, width=1280)
    assert page.evaluate(_COLUMNS) == "grid"
    choice = page.locator("[data-reading=elder]")
    assert choice.get_attribute("aria-pressed") == "false"
    choice.click()
    assert choice.get_attribute("aria-pressed") == "true"
    assert page.evaluate(_COLUMNS) == "block"
    page.click("nav.gk-crumbs a >> nth=1")
    page.wait_for_url("**/linxiang/index.html")
    assert page.locator("html.gk-elder").count() == 1
    assert page.locator("[data-reading=elder]").get_attribute("aria-pressed") == "true"
    page.locator("[data-reading=elder]").click()
    page.reload()
    assert page.locator("html.gk-elder").count() == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_is_the_reader_s_unless_chosen(browser: Any, served: str, scheme: str) -> None:
    page = shown(browser, served + TASK, width=1280, color_scheme=scheme)
    colour = "getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(colour)
    assert (first == "rgb(255, 255, 255)") == (scheme == "light")
    choice = page.locator("[data-reading=dark]")
    assert choice.get_attribute("aria-pressed") == str(scheme == "dark").lower()
    choice.click()
    assert page.evaluate(colour) != first
    page.reload()
    assert page.evaluate(colour) != first
    page.close()


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(390, 800, "250%"), (320, 256, "100%"), (320, 256, "200%")],
)
def test_large_text_and_zoom_need_no_moving_sideways(
    browser: Any, served: str, width: int, height: int, size: str
) -> None:
    page = support.new_page(browser, viewport={"width": width, "height": height})
    for address in KINDS:
        page.goto(served + address)
        if "search.html" in address:
            page.wait_for_selector("[data-search-total]", state="attached")
        page.evaluate(ADD_STYLE, f"html {{ font-size: {size} !important }}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate(_STUCK) == [], address
    page.close()


# What the buttons do


def test_a_link_is_copied_and_a_page_is_printed(browser: Any, served: str) -> None:
    page = shown(browser, served + TASK, width=1280, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("window.print = () => { window.printed = true; }")
    tools = page.locator(".gk-tools")
    tools.locator("text=复制链接").click()
    tools.locator("text=已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".gk-address").inner_text()
    assert copied.endswith("/" + TASK)
    tools.locator("text=打印").click()
    assert page.evaluate("window.printed") is True
    page.close()


def test_reading_aloud_is_offered_where_there_is_a_voice(browser: Any, served: str) -> None:
    said = (
        "window.said = []; window.speechSynthesis.speak = (u) => said.push([u.lang, u.text]);"
        "window.speechSynthesis.cancel = () => said.push(['', 'cancel']);"
    )
    page = shown(browser, served + TASK, width=1280, script=said)
    button = page.locator("[data-read-aloud]")
    button.click()
    words = page.evaluate("said")
    assert words[0] == ["zh-CN", page.locator("h1").inner_text()]
    assert {lang for lang, _ in words} == {"zh-CN"}
    button.click()
    assert page.evaluate("said").pop() == ["", "cancel"]
    page.close()
    silent = shown(browser, served + TASK, width=1280, script="delete window.speechSynthesis")
    assert not silent.locator("[data-read-aloud]").is_visible()
    silent.close()


@pytest.mark.parametrize(("address", "word"), [("policies/index.html", "苏州"), ("units.html", "应急指挥")])
def test_a_list_is_narrowed_by_typing(browser: Any, served: str, address: str, word: str) -> None:
    page = shown(browser, served + address)
    entries = "[data-filtered] li, [data-filtered] tbody tr"
    everything = page.locator(f"{entries}").count()
    page.fill("[data-filter] input", word)
    left = page.locator(entries).locator("visible=true").all_inner_texts()
    assert 0 < len(left) < everything
    assert all(word in text for text in left)
    assert page.inner_text("[data-filter] [role=status]") == f"找到 {len(left)} 个"
    page.fill("[data-filter] input", "没有这样的名称")
    assert not page.locator(entries).locator("visible=true").count()
    assert "没有找到" in page.inner_text("[data-filter] [role=status]")
    page.close()


def test_the_heads_of_a_table_are_buttons_that_are_seen_where_they_are_reached(
    browser: Any, served: str
) -> None:
    page = shown(browser, served + "linxiang/units/yingji-zhihui-zhongxin.html")
    head = page.locator("table[data-sortable] thead").first
    assert head.bounding_box()["width"] <= 1
    head.locator("button").nth(1).focus()
    assert head.bounding_box()["width"] > 100
    page.keyboard.press("Space")
    assert head.locator("th").nth(1).get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert head.locator("th").nth(1).get_attribute("aria-sort") == "descending"
    assert head.locator("[tabindex]").count() == 0
    page.close()


def test_printed_numbers_of_steps_have_no_bullets_beside_them(browser: Any, served: str) -> None:
    page = shown(browser, served + "wuhu/2024-yaodian/index.html")
    steps = page.locator(".gk-steps > li")
    marks = "nodes => [...new Set(nodes.map(node => getComputedStyle(node).listStyleType))]"
    assert steps.evaluate_all(marks) == ["none"]
    page.close()


def test_without_a_script_search_says_so_and_the_rest_can_be_read(browser: Any, served: str) -> None:
    page = support.new_page(browser, java_script_enabled=False)
    page.goto(served + "search.html")
    said = page.inner_text("article")
    assert "您的浏览器没有启用" in said
    assert page.locator("article noscript a").count() == 3
    assert not page.locator("[data-search-absent]").is_visible()
    page.goto(served + "index.html")
    assert page.locator("[data-due-words] a").is_visible()
    assert not page.locator(".gk-filter").count() or not page.locator(".gk-filter").is_visible()
    page.close()


def test_the_title_of_a_written_page_stands_before_its_contents(site: Path) -> None:
    page = (site / "guide.html").read_text("utf-8")
    assert page.count("</h1>") == 1
    assert page.index("</h1>") < page.index('class="gk-toc"') < page.index("<h2")


# Paper


def paper(browser: Any, address: str) -> Any:
    page = shown(browser, address)
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    return pdfplumber.open(io.BytesIO(made))


@pytest.mark.parametrize(
    "address", ["wuhu/2024-yaodian/index.html", TASK, "linxiang/units/yingji-zhihui-zhongxin.html"]
)
def test_paper_is_filled_from_the_first_page_to_the_last(browser: Any, served: str, address: str) -> None:
    with paper(browser, served + address) as printed:
        assert (round(printed.pages[0].width), round(printed.pages[0].height)) == (595, 842)
        for number, page in enumerate(printed.pages, start=1):
            words = page.extract_words()
            inside = [w for w in words if w["bottom"] < 842 - 35 / 25.4 * 72]
            assert inside, number
            assert min(w["x0"] for w in inside) > 28 / 25.4 * 72 - 2
            assert min(w["top"] for w in inside) > 37 / 25.4 * 72 - 2
            assert str(number) in "".join(w["text"] for w in words if w not in inside)
            if number < len(printed.pages):
                assert max(w["bottom"] for w in inside) > 842 * 0.55, number


def test_the_text_on_paper_is_of_16_points_in_lines_of_28(browser: Any, served: str) -> None:
    page = shown(browser, served + "wuhu/2024-yaodian/index.html")
    page.emulate_media(media="print")
    size, line, fonts = page.locator(".gk-intro").first.evaluate(
        "node => { const s = getComputedStyle(node); return [s.fontSize, s.lineHeight, s.fontFamily]; }"
    )
    points = [float(part.removesuffix("px")) * 0.75 for part in (size, line)]
    assert points == pytest.approx([16, 28], abs=0.01)
    assert "FangSong" in fonts.split(",")[0]
    assert "Noto Serif CJK SC" in fonts
    for node in (".gk-header", ".gk-footer", ".gk-tools", ".gk-toc"):
        assert not page.locator(node).first.is_visible()
    page.close()


def test_a_matrix_of_units_is_printed_whole_on_a_wide_sheet(browser: Any, served: str) -> None:
    with paper(browser, served + "linxiang/2024-zeren-fenjie/matrix.html") as printed:
        assert (round(printed.pages[0].width), round(printed.pages[0].height)) == (1191, 842)
        assert len(printed.pages) == 1


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(("columns", "width"), [(8, 595), (12, 1191), (30, 1191)])
def test_a_table_of_many_columns_is_printed_whole_across_a_wide_sheet(
    browser: Any, kept: bool, columns: int, width: int
) -> None:
    """As a document keeps it, and as a hand-written page has it."""
    styles = "".join((ROOT / "templates" / "assets" / f"{name}.css").read_text("utf-8") for name in SHEETS)
    cells = "".join(f"<td>{i}</td>" for i in range(columns))
    rows = f"<thead><tr>{cells}</tr></thead><tbody>{f'<tr>{cells}</tr>' * 3}</tbody>"
    table = f'<div class="gk-scroll"><table class="gk-table gk-kept">{rows}</table></div>'
    body = f"<p>前。</p>{table if kept else f'<table>{rows}</table>'}<p>后。</p>"
    page = support.new_page(browser, viewport={"width": 1280, "height": 800})
    page.set_content(
        f'<style>{styles}</style><article class="{"" if kept else "gk-written"}">{body}</article>'
    )
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    with pdfplumber.open(io.BytesIO(made)) as printed:
        (sheet,) = (one for one in printed.pages if "0 1 2" in one.extract_text())
        assert round(sheet.width) == width
        words = sheet.extract_words()
    assert [w["text"] for w in words if w["text"].isdecimal()][: 4 * columns] == 4 * [
        *map(str, range(columns))
    ]
    assert max(w["x1"] for w in words) < sheet.width - 20


def test_a_printed_document_carries_the_code_of_its_address(browser: Any, served: str, site: Path) -> None:
    page = support.new_page(browser, java_script_enabled=False)
    page.goto(served + "wuhu/2024-yaodian/index.html")
    code = page.locator(".gk-code")
    assert not code.is_visible()
    page.emulate_media(media="print")
    assert code.is_visible()
    assert 100 < code.locator("svg").bounding_box()["width"] < 120  # 30 mm
    address = page.inner_text(".gk-address")
    drawn = code.locator("path").get_attribute("d")
    page.close()
    assert address.endswith("/wuhu/2024-yaodian/index.html")
    codes = (segno.make(address, error="m", micro=False, mask=mask) for mask in range(8))  # each can be read
    assert dark_modules(drawn) in [
        {(x + 4, y + 4) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module}
        for code in codes
    ]
    assert "gk-code" not in (site / TASK).read_text("utf-8")


def dark_modules(drawn: str) -> set[tuple[int, int]]:
    """The dark modules (column, row) of a code that is drawn as horizontal strokes, one module wide."""
    x, y, found = 0.0, 0.0, set()
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawn):
        values = [float(number) for number in numbers.split()]
        if kind == "h":
            found |= {(int(x) + i, int(y)) for i in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if kind == "M" else (x + values[0], y + values[1])
    return found


def test_the_head_of_a_table_is_repeated_on_the_next_sheet(browser: Any, example_site: Path) -> None:
    with paper(browser, (example_site / "shuiwu" / "2024-yaodian" / "results.html").as_uri()) as printed:
        assert (round(printed.pages[0].width), round(printed.pages[0].height)) == (1191, 842)
        texts = [page.extract_text() for page in printed.pages]
    assert len(texts) < 4
    assert all("完成时限" in text for text in texts[:2])


def test_the_head_of_a_table_stands_on_the_sheet_of_its_first_row(browser: Any) -> None:
    """Wherever the sheet ends; so does the heading above it."""
    styles = "".join((ROOT / "templates" / "assets" / f"{name}.css").read_text("utf-8") for name in SHEETS)
    row = '<tr><td rowspan="2">甲</td><th scope="rowgroup" rowspan="2">乙</th><td>丙丁</td></tr>'
    head = "<thead><tr><th>序</th><th>事</th><th>法</th></tr></thead>"
    rows = f"{row}<tr><td>戊己</td></tr>" * 20
    table = f'<table class="gk-table gk-duty-table">{head}<tbody>{rows}</tbody></table>'
    page = support.new_page(browser)
    sheets = []
    for height in (660, 690, 720, 750):
        above = f'<div style="height: {height}px"></div><h2>责分表</h2><p>说明</p>'
        body = f'{above}<div class="gk-scroll">{table}</div>'
        page.set_content(f"<style>{styles}</style><article>{body}</article>")
        with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
            sheets += [sheet.extract_text() for sheet in printed.pages[:2]]
    page.close()
    assert any("说明" in sheet and "丙丁" in sheet for sheet in sheets)
    assert [sheet for sheet in sheets if "说明" in sheet and "丙丁" not in sheet] == []


# Light


@pytest.mark.parametrize(
    ("address", "requests", "scripts", "total"),
    [
        (TASK, 10, 20_000, 50_000),
        ("index.html", 11, 20_000, 50_000),
        ("wuhu/2024-yaodian/index.html", 10, 20_000, 50_000),
        ("linxiang/units/yingji-zhihui-zhongxin.html", 10, 20_000, 50_000),
        ("search.html", 30, 40_000, 80_000),
    ],
)
def test_a_first_visit_asks_for_little(
    browser: Any, served: str, site: Path, address: str, requests: int, scripts: int, total: int
) -> None:
    page = support.new_page(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served)))
    page.goto(served + address, wait_until="networkidle")
    page.close()
    assert len(asked) <= requests, asked
    files = [site / name for name in asked if (site / name).is_file()]
    sizes = {path.suffix: 0 for path in files}
    for path in files:
        sizes[path.suffix] += len(gzip.compress(path.read_bytes(), 6))
    assert sizes[".css"] <= 10_000
    assert sizes[".js"] <= scripts, sizes
    assert sum(sizes.values()) <= total, sizes


_SHIFT = """window.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["index.html", "search.html?q=应急", "search.html?q=没有这样的词"])
def test_nothing_moves_when_the_numbers_and_hits_come(
    browser: Any, served: str, address: str, width: int
) -> None:
    page = shown(browser, served + address, width=width, script=_SHIFT)
    page.wait_for_function("!document.querySelector('.gk-now')?.textContent.includes('…')")
    page.wait_for_timeout(300)
    assert page.evaluate("shift") <= 0.05
    page.close()


def test_nothing_is_shipped_that_no_page_asks_for(site: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in (*site.rglob("*.html"), *site.rglob("assets/**/*.js")))
    for path in (site / "assets").rglob("*"):
        if path.is_file() and path.name != "LICENSES.txt":
            assert path.name in text, path
    assert sum(path.stat().st_size for path in (site / "assets").rglob("*") if path.is_file()) < 300_000
