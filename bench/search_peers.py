"""The same questions to other searches of static sites,
on the same pages: Pagefind extended and Material for MkDocs.
"""

from __future__ import annotations

import html
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.search import SearchRecord
from tests.search.search_harness import Site, browser

# To know which pages they found, every hit must be fetched (Pagefind) or the whole index read (Material):
# with more pages than this the comparison takes many minutes, and the measures are the same.
PAGES = 2000
TERMS = 12
_PAGEFIND = """async (q) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(q);
  return (await Promise.all(found.results.map((r) => r.data()))).map((d) => d.url);
}"""
# Material shows its hits a few at a time as the reader scrolls, so all of them are taken from what its worker
# answers.
_LISTEN = """
window.Worker = class extends Worker {
  constructor(...a) {
    super(...a);
    this.addEventListener("message", ({ data }) => {
      if (data?.data?.items) window.found = data.data.items.flat();
    });
  }
};"""
# Material asks for what stands in the box when its index is ready and whenever a key goes up; text alone, as
# an input method enters it, is answered only where it happens to come in time.
_READY = """() => /开始搜索/.test(document.querySelector(".md-search-result__meta").textContent)"""
_STATED = """() => {
  const text = document.querySelector(".md-search-result__meta").textContent;
  return /结果/.test(text) && text;
}"""


def pagefind(records: list[SearchRecord], terms: list[str], wanted: list[set[int]]) -> None:
    """Pagefind extended on finished pages."""
    records, terms, wanted = _few(records, terms, wanted)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for i, record in enumerate(records):
            (folder / f"{i}.html").write_text(_page(record), "utf-8")
        start = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "pagefind", "--site", name], capture_output=True, text=True, check=False
        )
        if run.returncode:
            print("   Pagefind：没有安装或运行失败（make bench 会按 requirements-bench.lock 安装）")
            return
        print(f"   Pagefind：{len(records)} 页，索引 {time.perf_counter() - start:.1f} 秒")
        _compare(folder, "0.html", terms, wanted, lambda page, q: page.evaluate(_PAGEFIND, q))


def material(records: list[SearchRecord], terms: list[str], wanted: list[set[int]]) -> None:
    """Material's own search."""
    records, terms, wanted = _few(records, terms, wanted)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        for i, record in enumerate(records):
            text = record.body_text.replace("\n", "\n\n")
            (folder / "docs" / f"{i}.md").write_text(
                f"# {record.title_text}\n\n{record.unit_text}\n\n{text}\n", "utf-8"
            )
        (folder / "mkdocs.yml").write_text(
            "site_name: bench\nuse_directory_urls: false\ntheme: {name: material, language: zh, font: "
            "false}\nnot_in_nav: '*.md'\nnav: [0.md]\nplugins: [search]\n",
            "utf-8",
        )
        start = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            print(f"   Material：运行失败：{run.stderr[-300:]}")
            return
        print(f"   Material：{len(records)} 页，建站连同索引 {time.perf_counter() - start:.1f} 秒")
        _ask_material(folder / "site", terms, wanted)


def _few(
    records: list[SearchRecord], terms: list[str], wanted: list[set[int]]
) -> tuple[list[SearchRecord], list[str], list[set[int]]]:
    records = records[:PAGES]
    return records, terms[:TERMS], [{i for i in ids if i < len(records)} for ids in wanted[:TERMS]]


def _page(record: SearchRecord) -> str:
    blocks = "".join(
        f"<p>{html.escape(block)}</p>" for block in (record.unit_text, *record.body_text.split("\n"))
    )
    return (
        f'<!doctype html><html lang="zh"><title>{html.escape(record.title)}</title><main '
        f"data-pagefind-body><h1>{html.escape(record.title_text)}</h1>{blocks}</main>"
    )


def _compare(
    folder: Path, start: str, terms: list[str], wanted: list[set[int]], ask: Callable[[Any, str], list[str]]
) -> None:
    site = Site(folder)
    recalls, precisions, sizes, times = [], [], [], []
    try:
        with browser() as chromium:
            for term, ids in zip(terms, wanted, strict=True):
                context = chromium.new_context()
                page = context.new_page()
                received: list[int] = []
                page.on(
                    "response",
                    lambda response, received=received: received.append(
                        int(response.headers.get("content-length", "0"))
                    ),
                )
                page.goto(site.address + start)
                received.clear()
                began = time.perf_counter()
                got = {int(path.rsplit("/", 1)[-1].split(".")[0]) for path in ask(page, term)}
                times.append(time.perf_counter() - began)
                sizes.append(sum(received))
                recalls.append(len(got & ids) / len(ids) if ids else 1.0)
                precisions.append(len(got & ids) / len(got) if got else 1.0)
                context.close()
    finally:
        site.close()
    mean = statistics.fmean
    print(
        f"      {len(terms)} 个词：查全 {mean(recalls):.2f}，查准 {mean(precisions):.2f}，"
        f"首次查询 {statistics.median(sizes) / 1e3:.0f} KB、{statistics.median(times):.1f} 秒（取回全部结果）"
    )


def _ask_material(folder: Path, terms: list[str], wanted: list[set[int]]) -> None:
    """Ask in the box as a reader does; each page found counts once,
    however many of its sections were found.
    """
    site = Site(folder)
    stated, recalls, precisions, times = [], [], [], []
    try:
        with browser() as chromium:
            for term, ids in zip(terms, wanted, strict=True):
                context = chromium.new_context(locale="zh-CN")
                context.add_init_script(_LISTEN)
                page = context.new_page()
                page.goto(site.address + "0.html")
                began = time.perf_counter()
                page.click(".md-search__input", force=True)
                page.wait_for_function(_READY, timeout=60_000)
                page.keyboard.insert_text(term)
                page.keyboard.press("Shift")
                page.wait_for_function(_STATED, timeout=60_000)
                times.append(time.perf_counter() - began)
                page.wait_for_timeout(700)
                stated.append(int(re.sub(r"\D", "", page.inner_text(".md-search-result__meta")) or 0))
                locations = page.evaluate("(window.found ?? []).map((item) => item.location)")
                got = {int(location.split(".")[0]) for location in locations}
                recalls.append(len(got & ids) / len(ids) if ids else 1.0)
                precisions.append(len(got & ids) / len(got) if got else 1.0)
                context.close()
    finally:
        site.close()
    pairs = "，".join(f"{t} {n}（应为 {len(ids)}）" for t, n, ids in zip(terms, stated, wanted, strict=True))
    index = (folder / "search" / "search_index.json").stat().st_size
    print(
        f"      {len(terms)} 个词：查全 {statistics.fmean(recalls):.2f}，查准 "
        f"{statistics.fmean(precisions):.2f}，"
        f"首次查询下载整个索引 {index / 1e3:.0f} KB、{statistics.median(times):.1f} 秒；所示条数：{pairs}"
    )
