"""search.html in Chromium: hostile words, missing and damaged files, a line that is cut. Never a wrong
total."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from search_harness import (
    CHROMIUM,
    SearchRecord,
    Site,
    contained,
    query,
    settled,
    total_of,
)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，浏览器测试跳过")


def test_nothing_in_content_or_query_becomes_markup(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote('<img src=x onerror="alert(3)"> alert(1)'))
    assert "没有找到" in settled(page)
    page.goto(site.address + query("<img src=x onerror=alert(1)>"))
    assert total_of(page) == 1
    assert page.query_selector("main img, main script[src^=x], main i, main b") is None
    assert "<img src=x onerror=alert(1)>" in page.inner_text("[data-search-hit]")


@pytest.mark.parametrize("text", ["\ud800", "应\udfff急", "%E0%A4%A"])
def test_broken_characters(page: Any, site: Site, text: str) -> None:
    page.goto(site.address + "search.html")
    settled(page)
    unit = "".join(f"\\u{ord(c):04x}" for c in text)
    page.evaluate(
        f"document.querySelector('#gks-query').value = '{unit}';"
        " document.querySelector('[data-search-page] form').requestSubmit()"
    )
    page.wait_for_function("location.search !== ''")
    assert "没有找到" in settled(page)
    assert total_of(page) == 0


def test_a_query_of_ten_thousand_characters(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + "a" * 10_000)
    settled(page)
    assert "检索词太长（10000 字，最多 1000 字）" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    page.goto(site.address + "search.html?q=" + quote(" ".join(map(str, range(40)))))
    settled(page)
    assert "40 个词" in page.inner_text("[data-search-message]")


FAULTS: dict[str, tuple[Any, str]] = {
    "404": (lambda _path, _data: (404, b"gone"), "缺少所需的文件"),
    "500": (lambda _path, _data: (500, b"oops"), "服务器出错"),
    "truncated": (lambda _path, data: (200, data[: len(data) // 2]), "已损坏或没有传完"),
    "empty": (lambda _path, _data: (200, b""), "已损坏或没有传完"),
    "error page": (lambda _path, _data: (200, b"<html>login</html>"), "已损坏或没有传完"),
    "changed": (
        lambda _path, data: (200, data[:80] + data[80:].translate(bytes.maketrans(b"\3\4", b"\4\3"))),
        "已损坏或没有传完",
    ),
}


FILES = ["/manifest", "/guide-", "/places-", "/facts-"]
# Every other in the suite, so that each file and each fault comes; all in the audit.
TROUBLES = [
    pytest.param(file, fault, marks=pytest.mark.audit if (i + j) % 2 else ())
    for i, file in enumerate(FILES)
    for j, fault in enumerate(FAULTS)
]


@pytest.mark.parametrize(("file", "fault"), TROUBLES)
def test_faults_give_words_and_nototal_of(page: Any, site: Site, fault: str, file: str) -> None:
    answer, words = FAULTS[fault]
    site.fault = lambda path, data: answer(path, data) if re.search(file, path) else None
    page.goto(site.address + "search.html?q=" + quote("应急管理"))
    settled(page)
    assert words in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    assert page.query_selector("[data-search-hit]") is None
    site.fault = None
    page.click("text=重试")
    assert total_of(page) > 0


@pytest.mark.parametrize("fault", ["404", "truncated", "empty", "error page", "none"])
def test_a_program_that_did_not_load_leaves_a_sentence(browser: Any, site: Site, fault: str) -> None:
    answer, _ = FAULTS.get(fault, (lambda _path, data: (200, data), ""))
    site.fault = lambda path, data: answer(path, data) if path.endswith("/search.js") else None
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address + "search.html")
    if fault == "none":
        settled(page)
        assert "没有载入" not in page.inner_text("main")
    else:
        assert "检索程序没有载入" in page.inner_text("main")
        assert "请重新打开本页" in page.inner_text("main")
        assert page.locator("main a[href='units.html']").is_visible()
    context.close()


@pytest.mark.parametrize(
    "manifest", ["null", "{}", '{"version": "../../other"}', '{"version": 1e999}', '"text"']
)
def test_a_manifest_of_something_else(page: Any, site: Site, manifest: str) -> None:
    site.fault = lambda path, _data: (
        (200, f"gongkaiManifest({manifest});".encode()) if path.endswith("manifest.js") else None
    )
    page.goto(site.address + query("应急"))
    settled(page)
    assert "已损坏或没有传完" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None


@pytest.mark.parametrize("kind", ["guide", "places", "fields", "facts"])
def test_the_line_is_cut_between_two_files(
    page: Any, site: Site, records: list[SearchRecord], kind: str
) -> None:
    words = "安" if kind == "fields" else "应急管理"
    cut = re.compile(rf"/{kind}-\w+\.js$")
    page.route(cut, lambda route: route.abort("internetdisconnected"))
    page.goto(site.address + query(words))
    settled(page)
    assert "没有连上网站" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    page.unroute(cut)
    page.click("text=重试")
    assert total_of(page) == len(contained(records, words))


def test_files_in_each_others_places(page: Any, site: Site, folder: Path) -> None:
    other = next(folder.glob("search/texts-*.js")).read_bytes()
    site.fault = lambda path, _data: (200, other) if "/facts-" in path else None
    page.goto(site.address + query("应急管理"))
    settled(page)
    assert "已损坏或没有传完" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None


def test_a_late_answer_never_replaces_a_newer_one(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html")
    settled(page)
    held: list[Any] = []
    page.route(re.compile("/places-"), lambda route: held.append(route))
    page.fill("#gks-query", "应急管理 监测")
    with page.expect_request(re.compile("/places-")):
        page.press("#gks-query", "Enter")
    page.fill("#gks-query", "安")
    page.press("#gks-query", "Enter")
    assert total_of(page) == (wanted := len(contained(records, "安")))
    assert held
    for route in list(held):
        with page.expect_event("requestfinished", lambda request, late=route.request: request == late):
            route.continue_()
    page.evaluate("new Promise((go) => setTimeout(go, 300))")  # too short a time would only miss a fault
    assert total_of(page) == wanted


def test_a_text_that_fails_leaves_the_total_right(page: Any, site: Site, records: list[SearchRecord]) -> None:
    broken: set[str] = set()

    def fault(path: str, _data: bytes) -> tuple[int, bytes] | None:
        if "/texts-" in path and not broken:
            broken.add(path)
        return (500, b"") if path in broken else None

    site.fault = fault
    page.goto(site.address + query("应急管理"))
    assert total_of(page) == len(contained(records, "应急管理"))
    assert "这一条没有显示出来" in page.inner_text("[data-search-hits]")
    site.fault = None
    page.click("text=重试")
    settled(page)
    assert len(page.query_selector_all("[data-search-hit]")) == 10


def test_offline_half_way(page: Any, site: Site) -> None:
    page.goto(site.address + query("应急"))
    assert total_of(page) > 0
    page.context.set_offline(True)
    page.fill("#gks-query", "监测预警平台")
    page.press("#gks-query", "Enter")
    page.wait_for_selector(".gks-trouble")
    assert "没有连上网站" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
    # those were of 应急
    assert not "".join(page.eval_on_selector_all(".gks-count", "all => all.map(count => count.textContent)"))
    page.context.set_offline(False)


def test_a_site_built_anew_is_no_damage(page: Any, site: Site) -> None:
    page.goto(site.address + query("应急"))
    assert total_of(page) > 0

    def rebuilt(path: str, data: bytes) -> tuple[int, bytes] | None:
        if path.endswith("manifest.js"):
            return 200, re.sub(rb'"version": "\w+"', b'"version": "000000000000"', data)
        return (404, b"") if re.search("/(places|fields|texts|facts)-", path) else None

    site.fault = rebuilt
    page.fill("#gks-query", "监测预警平台")
    page.press("#gks-query", "Enter")
    page.wait_for_selector(".gks-trouble")
    assert "请刷新本页" in page.inner_text("[data-search-message]")


def test_a_disk_with_a_missing_file(
    page: Any, folder: Path, records: list[SearchRecord], tmp_path: Path
) -> None:
    copy = tmp_path / "disk"
    shutil.copytree(folder, copy)
    page.goto(copy.as_uri() + "/" + query("应急管理"))
    assert total_of(page) == len(contained(records, "应急管理"))
    for pack in copy.glob("search/places-*.js"):
        pack.write_bytes(pack.read_bytes()[:99])
    page.goto(copy.as_uri() + "/" + query("应急管理"))
    settled(page)
    assert "已损坏或没有传完" in page.inner_text("[data-search-message]")
    for pack in copy.glob("search/places-*.js"):
        pack.unlink()
    page.goto(copy.as_uri() + "/" + query("应急管理"))
    settled(page)
    assert "缺少所需的文件" in page.inner_text("[data-search-message]")
    assert page.query_selector("[data-search-total]") is None
