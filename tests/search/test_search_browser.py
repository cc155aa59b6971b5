"""search.html in Chromium: exact results, facets, the address, the keyboard, a disk, and everything that can go wrong."""

from __future__ import annotations

import csv
import io
import random
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from search_harness import (
    CHROMIUM,
    NASTY,
    ROOT,
    SearchRecord,
    Site,
    contained,
    found,
    hits_in_order,
    normalise,
    query,
)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，浏览器测试跳过")

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def _settled(page: Any) -> str:
    page.wait_for_selector("[data-search-hits][aria-busy=false]", state="attached")
    return str(page.inner_text("[data-search-summary]"))


def _total(page: Any) -> int:
    _settled(page)
    return int(page.inner_text("[data-search-total]"))


def _samples(records: list[SearchRecord], many: int) -> list[str]:
    """Random pieces of one to eight characters, as they stand in the texts."""
    random_ = random.Random(7)
    pieces: set[str] = set()
    while len(pieces) < many:
        record = random_.choice(records)
        field = random_.choice((record.title_text, record.unit_text, record.body_text, record.body_text))
        length = random_.randrange(1, 9)
        start = random_.randrange(max(1, len(field) - length + 1))
        if normalise(field[start : start + length]):
            pieces.add(field[start : start + length])
    return sorted(pieces)


def test_random_pieces_find_exactly_what_holds_them(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html")
    _settled(page)
    search = """async (texts) => {
      const answers = [];
      for (const text of texts) {
        history.pushState(null, "", "?q=" + encodeURIComponent('"' + text.replaceAll('"', '""') + '"'));
        window.dispatchEvent(new PopStateEvent("popstate"));
        const list = document.querySelector("[data-search-hits]");
        do await new Promise((go) => setTimeout(go, 1)); while (list.getAttribute("aria-busy") === "true");
        const hits = [...document.querySelectorAll("[data-search-hit]")].map((a) => a.getAttribute("href").split("?")[0]);
        answers.push([Number(document.querySelector("[data-search-total]").textContent), hits]);
      }
      return answers;
    }"""
    texts = [*_samples(records, 120), NASTY.title_text, "99.60%", "iso 9001", "应急管理", ".*+?^${}", "𠮷", "<b>", '"引号"', "strasse", "οδοσ"]
    for text, (total, hits) in zip(texts, page.evaluate(search, texts), strict=True):
        wanted = contained(records, text)
        assert total == len(wanted), text
        assert set(hits) <= wanted, text
        assert len(hits) == min(10, total), text


@pytest.mark.parametrize("disk", [False, True])
def test_all_pages_of_a_result_together(page: Any, site: Site, folder: Path, records: list[SearchRecord], disk: bool) -> None:
    base = folder.as_uri() + "/" if disk else site.address
    for text in ("应急管理", "演练", "科"):
        page.goto(base + query(text))
        assert found(page) == (len(wanted := contained(records, text)), wanted)


def test_words_phrases_and_exclusions(page: Any, site: Site, records: list[SearchRecord]) -> None:
    def total(q: str) -> int:
        page.goto(site.address + "search.html?q=" + quote(q))
        return _total(page)

    drill, expert, report = (contained(records, word) for word in ("演练", "专家", "通报"))
    assert total("演练 专家") == len(drill & expert)
    assert total("　演练\t专家 -通报 ") == len((drill & expert) - report)
    assert total("演练 -专家 -通报") == len(drill - expert - report)
    assert total('"ISO 9001"') == len(contained(records, "ISO 9001")) > 0
    assert total("-13.6%") == len(contained(records, "-13.6%")) == 1, "a lone minus is a character"
    assert total('"没有配对') == len(contained(records, '"没有配对')) == 0
    assert total('"""引号"""') == 1
    assert total("") == len(records)


def test_synonyms_widen_only_when_asked(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html?q=危化品")
    assert _total(page) == len(contained(records, "危化品"))
    assert "“危险化学品”" in page.inner_text("[data-search-message]")
    page.click("text=同时检索同义词 >> nth=-1")
    page.wait_for_url("**syn=1**")
    assert _total(page) == len(contained(records, "危化品") | contained(records, "危险化学品"))
    assert "已扩大检索范围" in page.inner_text("[data-search-message]")


def test_each_unit_with_each_role(page: Any, site: Site, records: list[SearchRecord]) -> None:
    pairs = sorted({(ref or f"{r.agency}/{name}", role) for r in records for ref, name, role in r.responsibility})
    page.goto(site.address + "search.html")
    _settled(page)
    for ref, role in pairs:
        page.goto(site.address + f"search.html?unit={quote(ref, safe='')}&role={role}")
        wanted = {
            r.url for r in records for unit, name, as_ in r.responsibility if (unit or f"{r.agency}/{name}", as_) == (ref, role)
        }
        assert found(page) == (len(wanted), wanted), (ref, role)


def test_a_unit_by_name_means_all_of_that_name(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html?unit=" + quote("办公室"))
    assert _total(page) == sum(any(name == "办公室" for _, name, _ in r.responsibility) for r in records)
    page.goto(site.address + "search.html?unit=" + quote("没有这个科"))
    assert "没有找到" in _settled(page)
    assert _total(page) == 0


@pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("year=2024", lambda r: 2024 in r.years),
        ("year=2023&year=2024", lambda r: {2023, 2024} & set(r.years)),
        ("agency=agency-001", lambda r: r.agency == "agency-001"),
        ("kind=summary", lambda r: r.kind == "summary"),
        ("topic=topic-03", lambda r: any(t == "topic-03" for t, _ in r.topics)),
        ("topic=" + quote("执法监督"), lambda r: any(name == "执法监督" for _, name in r.topics)),
        ("due=ongoing", lambda r: any(kind == "ongoing" for _, kind, _ in r.deadlines)),
        ("due=2019-03..2020-06", lambda r: any("2019-03" <= day[:7] <= "2020-06" for _, _, day in r.deadlines if day)),
        ("due=2024-12..2024-12", lambda r: any(day.startswith("2024-12") for _, _, day in r.deadlines)),
        ("due=2020-01..", lambda r: any(day >= "2020-01" for _, _, day in r.deadlines)),
        ("due=overdue", lambda r: r.status not in ("done", "reported", "dropped") and any(day and day < date.today().isoformat() for _, _, day in r.deadlines)),
        ("status=none", lambda r: r.status == ""),
        ("status=done&year=2018", lambda r: r.status == "done" and r.years == (2018,)),
        ("due=nonsense", lambda _: False),
        ("q=" + quote("演练") + "&role=support", lambda r: "演练" in r.title_text + "\0" + r.body_text and any(role == "support" for *_, role in r.responsibility)),
    ],
)
def test_facets(page: Any, site: Site, records: list[SearchRecord], address: str, holds: Any) -> None:
    page.goto(site.address + "search.html?" + address)
    wanted = {r.url for r in records if holds(r)}
    assert found(page) == (len(wanted), wanted)


def test_each_count_is_what_a_click_shows(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("应急") + "&role=lead&year=2018")
    before = _total(page)
    boxes = page.evaluate(
        "[...document.querySelectorAll('[data-search-facets] label')].map((l) => [l.querySelector('input').name,"
        " l.querySelector('input').value, l.querySelector('.gks-count').textContent, l.querySelector('input').checked])"
    )
    assert {name for name, *_ in boxes} == {"unit", "role", "due", "agency", "year", "kind", "topic", "status"}
    for name, value, count, checked in random.Random(3).sample(boxes, 25):
        if checked:
            continue
        others = [] if name in ("role", "year") else [(name, value)]
        role = [("role", value)] if name == "role" else [("role", "lead")]
        year = [("year", value)] if name == "year" else [("year", "2018")]
        page.goto(site.address + "search.html?q=" + quote("应急") + "".join(f"&{n}={quote(v, safe='')}" for n, v in [*others, *role, *year]))
        assert _total(page) == int(count), (name, value)
    assert before > 0


def test_ranking_and_sorting(page: Any, site: Site, records: list[SearchRecord]) -> None:
    by_url = {r.url: r for r in records}

    def shown(address: str) -> list[SearchRecord]:
        page.goto(site.address + "search.html?" + address)
        return [by_url[url] for url in hits_in_order(page)[1]]

    hits = shown("q=" + quote("救援"))
    tier = [0 if "救援" in r.title_text else 1 if "救援" in r.unit_text else 2 for r in hits]
    assert tier == sorted(tier)
    assert set(tier) == {0, 1, 2}
    for wanted in set(tier):
        years = [max(r.years) for r, t in zip(hits, tier, strict=True) if t == wanted]
        assert years == sorted(years, reverse=True)
    order = [r.order for r in shown("q=" + quote("救援") + "&sort=document")]
    assert order == sorted(order)
    days = [min((d for *_, d in r.deadlines if d), default="9") for r in shown("q=" + quote("救援") + "&sort=due")]
    assert days == sorted(days)


def test_the_address_is_the_state(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("应急"))
    first = _total(page)
    page.check("fieldset[data-search-facet=role] input[value=support]")
    page.wait_for_url("**role=support**")
    second = _total(page)
    assert second < first
    assert page.evaluate("document.activeElement.value") == "support", "the focus stays where the reader is"
    address = page.url
    page.go_back()
    assert _total(page) == first
    page.goto(address)
    assert _total(page) == second
    assert page.is_checked("fieldset[data-search-facet=role] input[value=support]")
    page.select_option("select[name=sort]", "due")
    page.wait_for_url("**sort=due**")


def test_nothing_in_content_or_query_becomes_markup(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote('<img src=x onerror="alert(3)"> alert(1)'))
    assert "没有找到" in _settled(page)
    page.goto(site.address + query("<img src=x onerror=alert(1)>"))
    assert _total(page) == 1
    assert page.query_selector("main img, main script[src^=x], main i, main b") is None
    assert "<img src=x onerror=alert(1)>" in page.inner_text("[data-search-hit]")


@pytest.mark.parametrize("text", ["\ud800", "应\udfff急", "%E0%A4%A"])
def test_broken_characters(page: Any, site: Site, text: str) -> None:
    page.goto(site.address + "search.html")
    _settled(page)
    unit = "".join(f"\\u{ord(c):04x}" for c in text)
    page.evaluate(f"document.querySelector('#gks-query').value = '{unit}'; document.querySelector('[data-search-page] form').requestSubmit()")
    page.wait_for_function("location.search !== ''")
    assert "没有找到" in _settled(page)
    assert _total(page) == 0


def test_a_query_of_ten_thousand_characters(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + "a" * 10_000)
    _settled(page)
    assert "检索词太长（10000 字，最多 1000 字）" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    page.goto(site.address + "search.html?q=" + quote(" ".join(map(str, range(40)))))
    _settled(page)
    assert "40 个词" in page.inner_text("[data-search-message]")


FAULTS: dict[str, tuple[Any, str]] = {
    "404": (lambda _path, _data: (404, b"gone"), "缺少所需的文件"),
    "500": (lambda _path, _data: (500, b"oops"), "服务器出错"),
    "truncated": (lambda _path, data: (200, data[: len(data) // 2]), "已损坏或没有传完"),
    "empty": (lambda _path, _data: (200, b""), "已损坏或没有传完"),
    "error page": (lambda _path, _data: (200, b"<html>login</html>"), "已损坏或没有传完"),
    "changed": (lambda _path, data: (200, data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]), "已损坏或没有传完"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("file", [r"manifest\.js", r"tables\.js", r"/g\d+/", r"/f\d+/"])
def test_faults_give_words_and_no_total(page: Any, site: Site, fault: str, file: str) -> None:
    answer, words = FAULTS[fault]
    if fault == "changed" and "manifest" in file:
        pytest.skip("the manifest has no checksum; a changed version leads to files that are missing")
    site.fault = lambda path, data: answer(path, data) if re.search(file, path) else None
    page.goto(site.address + "search.html?q=" + quote("应急管理"))
    _settled(page)
    assert words in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    assert page.query_selector("[data-search-hit]") is None
    site.fault = None
    page.click("text=重试")
    assert _total(page) > 0


@pytest.mark.parametrize("manifest", ["null", "{}", '{"version": "../../other"}', '{"version": 1e999}', '"text"'])
def test_a_manifest_of_something_else(page: Any, site: Site, manifest: str) -> None:
    site.fault = lambda path, _data: (200, f"gongkaiManifest({manifest});".encode()) if path.endswith("manifest.js") else None
    page.goto(site.address + query("应急"))
    _settled(page)
    assert "已损坏或没有传完" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None


@pytest.mark.parametrize("kind", ["g", "c", "f"])
def test_the_line_is_cut_between_two_files(page: Any, site: Site, records: list[SearchRecord], kind: str) -> None:
    words = "安" if kind == "c" else "应急管理"
    cut = re.compile(rf"/{kind}\d+/\d+\.js$")
    page.route(cut, lambda route: route.abort("internetdisconnected"))
    page.goto(site.address + query(words))
    _settled(page)
    assert "没有连上网站" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    page.unroute(cut)
    page.click("text=重试")
    assert _total(page) == len(contained(records, words))


def test_files_in_each_others_places(page: Any, site: Site, folder: Path) -> None:
    other = next(folder.glob("search/*/f0/1.js")).read_bytes()
    site.fault = lambda path, _data: (200, other) if path.endswith("/f0/0.js") else None
    page.goto(site.address + query("应急管理"))
    _settled(page)
    assert "已损坏或没有传完" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None


def test_a_late_answer_never_replaces_a_newer_one(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html")
    _settled(page)
    held: list[Any] = []
    page.route(re.compile(r"/g\d+/"), lambda route: held.append(route))
    for q in ("应急管理 监测", "安"):
        page.fill("#gks-query", q)
        page.press("#gks-query", "Enter")
        page.wait_for_timeout(100)
    assert _total(page) == (wanted := len(contained(records, "安")))
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert held
    assert _total(page) == wanted


def test_a_text_that_fails_leaves_the_total_right(page: Any, site: Site, records: list[SearchRecord]) -> None:
    broken: set[str] = set()

    def fault(path: str, _data: bytes) -> tuple[int, bytes] | None:
        if re.search(r"/t\d+/", path) and not broken:
            broken.add(path)
        return (500, b"") if path in broken else None

    site.fault = fault
    page.goto(site.address + query("应急管理"))
    assert _total(page) == len(contained(records, "应急管理"))
    assert "这一条没有显示出来" in page.inner_text("[data-search-hits]")
    site.fault = None
    page.click("text=重试")
    _settled(page)
    assert len(page.query_selector_all("[data-search-hit]")) == 10


def test_offline_half_way(page: Any, site: Site) -> None:
    page.goto(site.address + query("应急"))
    assert _total(page) > 0
    page.context.set_offline(True)
    page.fill("#gks-query", "监测预警平台")
    page.press("#gks-query", "Enter")
    page.wait_for_selector(".gks-trouble")
    assert "没有连上网站" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    page.context.set_offline(False)


def test_a_site_built_anew_is_no_damage(page: Any, site: Site) -> None:
    page.goto(site.address + query("应急"))
    assert _total(page) > 0

    def rebuilt(path: str, data: bytes) -> tuple[int, bytes] | None:
        if path.endswith("manifest.js"):
            return 200, re.sub(rb'"version": "\w+"', b'"version": "000000000000"', data)
        return (404, b"") if re.search(r"/[gctf]\d+/", path) else None

    site.fault = rebuilt
    page.fill("#gks-query", "监测预警平台")
    page.press("#gks-query", "Enter")
    page.wait_for_selector(".gks-trouble")
    assert "请刷新本页" in page.inner_text("[data-search-message]")


def test_a_disk_with_a_missing_file(page: Any, folder: Path, records: list[SearchRecord], tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "disk"
    shutil.copytree(folder, copy)
    page.goto(copy.as_uri() + "/" + query("应急管理"))
    assert _total(page) == len(contained(records, "应急管理"))
    for shard in copy.glob("search/*/g0/*.js"):
        shard.write_bytes(shard.read_bytes()[:99])
    page.goto(copy.as_uri() + "/" + query("应急管理"))
    _settled(page)
    assert "已损坏或没有传完" in page.inner_text("[data-search-message]")
    shutil.rmtree(next(copy.glob("search/*/g0")))
    page.goto(copy.as_uri() + "/" + query("应急管理"))
    _settled(page)
    assert "缺少所需的文件" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None


def test_export(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + query("演练"))
    total = _total(page)
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
        assert (row[2], row[6], row[9]) == (record.title, "、".join(leads), "、".join(d[0] for d in record.deadlines))


def test_formulas_in_cells_are_disarmed(page: Any) -> None:
    from search_harness import exported

    page.add_script_tag(content=exported("csv.js:cell"))
    cells = page.evaluate("""['=1+1', '+1', '-1', '@x', '\\t=1', ' =1', 'a"b', '1-2', ''].map(cell)""")
    assert cells == ['"\'=1+1"', '"\'+1"', '"\'-1"', '"\'@x"', '"\'\t=1"', '"\' =1"', '"a""b"', '"1-2"', '""']


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
    assert _total(page) == len(contained(records, "演练"))


def test_task_titles_are_suggested(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + records[0].url)
    title = records[5].title
    page.fill("#gks-box", title[:6])
    page.wait_for_function("document.querySelector('#gks-box-list').textContent.includes('任务')")
    assert title in page.inner_text("#gks-box-list")


def test_nothing_happens_while_composing(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("应急"))
    _settled(page)
    session = page.context.new_cdp_session(page)
    asked: list[str] = []
    page.focus("#gks-query")
    page.fill("#gks-query", "")
    page.wait_for_timeout(300)
    page.on("request", lambda request: asked.append(request.url))
    session.send("Input.imeSetComposition", {"text": "ying'ji", "selectionStart": 7, "selectionEnd": 7})
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Process", "windowsVirtualKeyCode": 229})
    page.evaluate("document.querySelector('[data-search-page] form').requestSubmit()")
    page.wait_for_timeout(500)
    assert not asked
    assert "q=" + quote("应急") in page.url
    assert page.is_hidden("#gks-query-list")
    session.send("Input.insertText", {"text": "应急管理"})
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + quote("应急管理") + "**")


def test_from_the_box_to_a_task_by_keyboard(page: Any, site: Site, records: list[SearchRecord]) -> None:
    """The auditor's way: what 应急指挥中心 leads and is due in one month, without a mouse."""
    month = next(
        d[:7] for r in records for *_, d in r.deadlines if d and any(n == "应急指挥中心" and role == "lead" for _, n, role in r.responsibility)
    )
    page.goto(site.address + records[0].url)
    page.focus("#gks-box")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=")
    _settled(page)
    page.goto(site.address + "search.html?unit=" + quote("应急指挥中心") + "&role=lead")
    _settled(page)
    value = f"{month}..{month}"
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.tagName, document.activeElement.value ?? '', document.activeElement.parentElement.tagName]")
        if at[0] == "SUMMARY" and page.evaluate("document.activeElement.textContent.includes('完成时限')"):
            page.keyboard.press("Enter")
        if at[1] == value:
            break
    page.keyboard.press("Space")
    page.wait_for_url("**due=**")
    wanted = {
        r.url for r in records if any(n == "应急指挥中心" and role == "lead" for _, n, role in r.responsibility) and any(d[:7] == month for *_, d in r.deadlines)
    }
    assert _total(page) == len(wanted) > 0
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
    assert _total(page) == len(contained(records, across))
    page.click("[data-search-hit]")
    page.wait_for_selector("mark[data-search-mark]")
    marked = "".join(m.text_content() for m in page.query_selector_all("mark[data-search-mark]"))
    assert marked == across
    assert "".join(e.text_content() for e in page.query_selector_all("[data-search-field=body]")) == "".join(lines)
    assert page.evaluate("(() => { const r = document.querySelector('mark').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()")


def test_without_javascript(browser: Any, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + "search.html")
    text = page.inner_text("main")
    assert "JavaScript" in text
    assert {a.get_attribute("href") for a in page.query_selector_all("noscript a, main a")} >= {"units.html", "index.html"}
    assert not page.is_visible("[data-search-page]")
    context.close()


def test_no_other_host_and_nothing_twice(page: Any, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address + query("应急管理"))
    _settled(page)
    assert all(url.startswith((site.address, "data:")) for url in asked)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["search.html?q=%E5%BA%94%E6%80%A5&role=lead", "search.html?q=zzzz", "search.html?q=%E5%8D%B1%E5%8C%96%E5%93%81&syn=1"])
def test_axe_finds_nothing(page: Any, site: Site, width: int, address: str) -> None:
    if not AXE.exists():
        pytest.skip("没有 node_modules/axe-core：先运行 npm ci")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.address + address)
    _settled(page)
    if width == 390:
        page.click("text=筛选")
    page.fill("#gks-query", "应急指挥")
    page.wait_for_selector("#gks-query-list [role=option]")
    page.add_script_tag(path=str(AXE))
    found_ = page.evaluate("axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))")
    assert found_ == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out to the right"
