"""Does the search find exactly what readers see? Asked in Chromium of finished sites: the real one,
and 10,000 tasks.

Before that, how long the index of each takes, in fresh processes. The right answers come from the HTML of the
pages alone: a task is to be found by the words inside the elements that its page marks as searched, and by
nothing else. The index and its own texts have no part in that.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.search_corpus import TERMS
from bench.synthetic import write_content
from bench.words import AIMS, AREAS, DEADLINES, DEEDS, POLICY_SUBJECTS, TOPICS, UNITS, VERBS, WAYS
from generator.build import check
from generator.search import build_search, normalise
from generator.search.from_library import search_records, suggestions, synonyms
from tests.search.search_harness import ROOT, Site, browser
from tests.support import CHROMIUM

SUBSTRINGS = 500
NATURAL = 100
RUNS = 5
TASKS = 10_000
FIELDS = ("title", "unit", "body")
Fields = tuple[str, ...]

# What search.html shows (total and first hits), and all tasks that its engine found, by their numbers.
_ASK = """async (queries) => {
  const engine = await gongkaiSearch(new URL("search/", location.href).href);
  const list = document.querySelector("[data-search-hits]");
  const answers = [];
  for (const q of queries) {
    history.pushState(null, "", "?" + new URLSearchParams({ q }));
    dispatchEvent(new PopStateEvent("popstate"));
    do await new Promise((go) => setTimeout(go, 1)); while (list.getAttribute("aria-busy") !== "false");
    const total = Number(document.querySelector("[data-search-total]")?.textContent ?? -1);
    const hits = [...list.querySelectorAll("a[data-search-hit]")];
    const shown = hits.map((a) => a.getAttribute("href").split("?")[0]);
    const facets = new Proxy({}, { get: () => [] });  // none chosen, whatever there are
    const state = { q, facets, sort: "relevance", synonyms: false, on: "", page: 1 };
    const { tasks } = await engine.search(state, "2024-06-30");
    answers.push([total, shown, [...tasks]]);
  }
  return answers;
}"""


def main() -> int:
    """Status 1 when an answer differs."""
    if not CHROMIUM.exists():
        print("没有 /usr/bin/chromium，不能测检索")
        return 0
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        folder = Path(name)
        write_content(folder / "content", TASKS)
        return max(
            _check(title, content, folder / "site")
            for title, content in (
                ("真实内容", ROOT / "content"),
                (f"合成的 {TASKS} 个任务", folder / "content"),
            )
        )


def _check(title: str, content: Path, site: Path) -> int:
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        "--content",
        str(content),
        "--config",
        str(ROOT / "site_config.yml"),
    ]
    subprocess.run(
        [*command, "--site", str(site)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    pages = searched_texts(site)
    questions = [*pieces(pages, SUBSTRINGS), *_natural(pages)]
    _print_index(title, content)
    found = wanted = right = wrong = 0
    for question, (shown, got) in zip(questions, ask(site, questions), strict=True):
        should = holders(pages, question)
        found, wanted, right = found + len(got), wanted + len(should), right + len(got & should)
        if not (shown and got == should):
            wrong += 1
            print(
                f"   不同：{json.dumps(question, ensure_ascii=False)}：{len(got)} 页，应为 {len(should)} 页"
            )
    print(
        f"== {title}：{len(pages)} 个任务页，{len(questions)} 次查询（{SUBSTRINGS} 个随机片段），"
        "与网页文字逐字比对："
        f"查全 {right / wanted:.4f}，查准 {right / found:.4f}，{wrong} 次不同"
    )
    return int(wrong > 0)


def _print_index(title: str, content: Path) -> None:
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        runs = [pool.apply(_index, (content,)) for _ in range(RUNS)]
    seconds, memory = sorted(run[0] for run in runs), max(run[1] for run in runs)
    print(
        f"== {title}：索引 {statistics.median(seconds):.2f} 秒处理器时间（{RUNS} 次的中位数，"
        f"{seconds[0]:.2f} 到 {seconds[-1]:.2f}），内存最多增加 {memory} MB"
    )


def _index(content: Path) -> tuple[float, int]:
    """CPU seconds and megabytes that the index takes, once the records are there."""
    library, _ = check(content)
    records, names, groups = search_records(library), suggestions(library), synonyms(library)
    gc.disable()  # as the build does
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    files = list(build_search(records, names, groups))
    seconds = time.process_time() - start
    assert files
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def searched_texts(site: Path) -> dict[str, Fields]:
    """The normal form of each field of each task page, by address in document order, as its HTML has it."""
    return {task["url"]: tuple(_fields((site / task["url"]).read_bytes())) for task in _tasks(site)}


def _tasks(site: Path) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    return tasks


def _fields(page: bytes) -> Iterator[str]:
    tree = LexborHTMLParser(page)
    for field in FIELDS:
        yield normalise("\n".join(node.text() for node in tree.css(f'[data-search-field="{field}"]')))


def pieces(pages: Mapping[str, Fields], number: int) -> list[str]:
    """Random pieces of one to eight characters of the pages; each kind of field has its share."""
    choice, fields = random.Random(5), list(pages.values())
    found: list[str] = []
    while len(found) < number:
        text = choice.choice(fields)[choice.choice((0, 1, 2, 2))]
        length = choice.randint(1, 8)
        start = choice.randrange(max(1, len(text) - length + 1))
        if piece := text[start : start + length].strip():
            found.append(piece)
    return found


def holders(pages: Mapping[str, Fields], words: str) -> set[str]:
    """Plain containment."""
    return {url for url, fields in pages.items() if any(words in field for field in fields)}


def _natural(pages: Mapping[str, Fields]) -> list[str]:
    """What people ask: terms of the field, those that are found first."""
    words = dict.fromkeys(
        map(
            normalise,
            [*TERMS, *UNITS, *TOPICS, *POLICY_SUBJECTS, *AREAS, *DEEDS, *VERBS, *WAYS, *AIMS, *DEADLINES],
        )
    )
    return sorted(words, key=lambda word: not holders(pages, word))[:NATURAL]


def ask(site: Path, questions: list[str]) -> Iterator[tuple[bool, set[str]]]:
    """For each phrase: whether search.html shows the right total and hits
    of the list found, and that list.
    """
    urls = [task["url"] for task in _tasks(site)]
    with _opened(site) as page:
        queries = ['"' + question.replace('"', '""') + '"' for question in questions]
        for total, shown, tasks in page.evaluate(_ASK, queries):
            got = [urls[task] for task in tasks]
            yield total == len(got) and shown == got[:10], set(got)


@contextmanager
def _opened(site: Path) -> Iterator[Any]:
    server = Site(site)
    try:
        with browser() as chromium:
            page = chromium.new_page()
            page.goto(server.address + "search.html")
            page.add_script_tag(url=server.address + "assets/search/engine.js")
            yield page
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main())
