"""Measure the search: `python -m bench.search [TASKS…]`, 10,000 and 100,000 tasks unless told otherwise.

PEERS=1 also asks Pagefind extended and the search of Material for MkDocs the same questions about the same
pages.
"""

from __future__ import annotations

import gc
import gzip
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.search_corpus import TERMS, synthetic_records, synthetic_suggestions
from bench.search_peers import material, pagefind
from generator.output import minify
from generator.output.scripts import bundle, scripts
from generator.search import SearchRecord, build_search, normalise
from tests.search.search_harness import MODULES, ROOT, Site, browser
from tests.support import CHROMIUM

SUBSTRINGS = 500
TYPICAL = 200
_HITS = 10

_BENCH_MODULE = (
    'import { COUNTED_UNASKED, openEngine } from "./engine.js";\nimport { emptyState } from "./state.js";\n'
    "Object.assign(window, { COUNTED_UNASKED, openEngine, emptyState });"
)

# Each query starts without any shard, as for a reader who comes with the tables alone. For `most` tasks the
# page fetches facts to count the facets: COUNTED_UNASKED on a wide screen, 1,000 on a phone, where the facets
# are folded away.
_PHONE = 1000
_ASK = """async ([base, queries, most]) => {
  let bytes = 0, facts = 0;
  const get = window.fetch;
  window.fetch = async (url, ...a) => {
    const r = await get(url, ...a);
    const size = (await r.clone().arrayBuffer()).byteLength;
    if (url.includes("/facts-")) facts += size; else bytes += size;
    return r;
  };
  const engine = await openEngine(base);
  const first = bytes;
  const answers = [];
  for (const q of queries) {
    engine.loader.cache.clear();
    engine.facts.clear();
    bytes = facts = 0;
    const state = { ...emptyState(), q };
    await engine.search(state, "2024-06-30", most ?? COUNTED_UNASKED);
    const lists = bytes;
    const start = performance.now();
    const results = await engine.search(state, "2024-06-30", most ?? COUNTED_UNASKED);
    const time = performance.now() - start;
    const shown = [...results.tasks.slice(0, 10)];
    await Promise.all(shown.flatMap((task) => [engine.text(task), engine.factsOf([task])]));
    answers.push([[...results.tasks].sort((a, b) => a - b).join(","), lists, bytes, facts, time]);
  }
  return [first, answers];
}"""


def main(sizes: Sequence[int]) -> int:
    """Run for each size; status 1 when an answer is wrong."""
    if not CHROMIUM.exists():
        print("没有 /usr/bin/chromium，不能测检索")
        return 0
    return max(_bench(size) for size in sizes)


def _bench(tasks: int) -> int:
    records = list(synthetic_records(tasks))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with get_context("fork").Pool(1) as pool:
            seconds, memory, size, files = pool.apply(_build, (tasks, folder))
        print(
            f"== {tasks} 个任务：索引 {seconds:.2f} 秒（处理器时间），内存增加 {memory} MB，"
            f"{size / 1e6:.1f} MB，{files} 个文件"
        )
        questions = _questions(records)
        code = sum(len(gzip.compress(data)) for data in _page_parts())
        first, answers = _ask(folder, [f'"{q}"' for q in questions])
        _, on_phone = _ask(folder, [f'"{q}"' for q in questions[-TYPICAL:]], _PHONE)
        wrong = _judge(records, questions, answers)
        by_list, by_all, by_facts = ([answer[i] for answer in answers[-TYPICAL:]] for i in (1, 2, 3))
        times = [answer[4] for answer in answers]
        print(
            f"   首次：代码 {code / 1e3:.1f} KB + 表 {first / 1e3:.1f} KB + 结果的事实（中位数 "
            f"{_part(by_facts, 50) / 1e3:.1f} KB）+ 查询，共："
        )
        for screen, found in (("宽屏", answers[-TYPICAL:]), ("手机", on_phone)):
            whole = [(code + first + answer[2] + answer[3]) / 1e3 for answer in found]
            print(f"      {screen}：中位数 {_part(whole, 50):.1f} KB，95% {_part(whole, 95):.1f} KB")
        print(
            f"   每次查询：中位数 {_part(by_all, 50) / 1e3:.1f} KB（其中索引 "
            f"{_part(by_list, 50) / 1e3:.1f}），95% {_part(by_all, 95) / 1e3:.1f} KB"
        )
        print(
            f"   应答：中位数 {_part(times, 50):.1f} ms，95% {_part(times, 95):.1f} ms，最长 "
            f"{max(times):.1f} ms"
        )
        print(f"   {len(questions)} 次查询，{wrong} 次与逐字比对不同")
        _print_ways(folder, [f'"{q}"' for q in questions[-TYPICAL:]])
        print(f"   改一个词（并加长）：{_edited(records):.1%} 的字节变了")
        if os.environ.get("PEERS") == "1":
            terms = [q for q in questions[SUBSTRINGS:] if q][:40]
            for peer in (pagefind, material):
                peer(records, terms, [_holders(records, q) for q in terms])
        return int(wrong > 0)


def _build(tasks: int, folder: Path) -> tuple[float, int, int, int]:
    records = list(synthetic_records(tasks))
    suggestions = synthetic_suggestions(records)
    gc.disable()  # as the build does
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    files = list(build_search(records, suggestions, [("危化品", "危险化学品")]))
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    for name, data in files:
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "index.html").write_text("<!doctype html><meta charset=utf-8><title>bench</title>", "utf-8")
    return seconds, memory, sum(len(data) for _, data in files), len(files)


def _page_parts() -> list[bytes]:
    made = dict(scripts(MODULES))
    return [
        made["search.js"],
        minify.style((ROOT / "templates/assets/search.css").read_text("utf-8")).encode(),
    ]


def _questions(records: list[SearchRecord]) -> list[str]:
    """Random pieces of one to eight characters, then natural terms;
    the last 200 are the typical queries, half of each.
    """
    random_ = random.Random(11)
    pieces: list[str] = []
    while len(pieces) < SUBSTRINGS:
        record = random_.choice(records)
        text = normalise(
            random_.choice((record.title_text, record.unit_text, record.body_text, record.body_text))
        )
        length = random_.randrange(1, 9)
        start = random_.randrange(max(1, len(text) - length + 1))
        piece = text[start : start + length].strip()
        if piece and '"' not in piece:
            pieces.append(piece)
    words = list(
        dict.fromkeys([*map(normalise, TERMS), *(f"{a}{b}" for a in TERMS[:8] for b in TERMS[8:20])])
    )
    return [*pieces, *words[:100]]


def _ask(folder: Path, queries: list[str], most: int | None = None) -> tuple[int, list[Any]]:
    sources = {path.name: path.read_text("utf-8") for path in MODULES.glob("*.js")}
    sources["bench.js"] = _BENCH_MODULE
    site = Site(folder)
    try:
        with browser() as chromium:
            page = chromium.new_page()
            page.goto(site.address + "index.html")
            page.add_script_tag(content=bundle(sources, "bench.js"))
            first, answers = page.evaluate(_ASK, [site.address + "search/", queries, most])
            return first, answers
    finally:
        site.close()


_SESSION = """async ([base, queries]) => {
  const engine = await openEngine(base);
  for (const q of queries) {
    const { tasks } = await engine.search({ ...emptyState(), q }, "2024-06-30");
    await Promise.all([...tasks.slice(0, 10)].flatMap((task) => [engine.text(task), engine.factsOf([task])]));
  }
}"""


def _print_ways(folder: Path, queries: list[str]) -> None:
    """Requests and bytes of a reader's queries, one after the other, over several servers and from a disk."""
    for title, settings in (
        ("按 Range 取用", {}),
        ("不认 Range", {"ranges": False}),
        ("不认 Range 而压缩", {"ranges": False, "gzip": True}),
        ("认 Range 又压缩", {"gzip": True}),
    ):
        site = Site(folder, **settings)
        try:
            _session(site.address, folder, queries)
            sent = [size for path, size in site.sent if path.startswith("/search/")]
        finally:
            site.close()
        print(f"   {len(queries)} 次查询，{title}：{len(sent)} 次请求，{sum(sent) / 1e6:.2f} MB")
    read = _session(folder.as_uri() + "/", folder, queries)
    size = sum((folder / "search" / name).stat().st_size for name in read)
    print(f"   {len(queries)} 次查询，file://：{len(read)} 个文件，{size / 1e6:.2f} MB")


def _session(address: str, folder: Path, queries: list[str]) -> list[str]:
    """Ask one query after another in one page; the files of the index that it asked for, as it asked."""
    sources = {path.name: path.read_text("utf-8") for path in MODULES.glob("*.js")}
    sources["bench.js"] = _BENCH_MODULE
    asked: list[str] = []
    disk = folder / "assets/search/disk.js"
    disk.parent.mkdir(parents=True, exist_ok=True)
    disk.write_bytes(dict(scripts(MODULES))["disk.js"])
    with browser() as chromium:
        page = chromium.new_page()
        page.on("request", lambda request: asked.append(request.url.rpartition("/search/")[2]))
        page.goto(address + "index.html")
        page.add_script_tag(content=bundle(sources, "bench.js"))
        page.evaluate(_SESSION, [address + "search/", queries])
    return [name for name in asked if (folder / "search" / name).is_file()]


def _edited(records: list[SearchRecord]) -> float:
    """The share of the bytes that a longer word in the middle changes."""
    task = records[len(records) // 2]
    edited = [replace(r, body_text=r.body_text + "，再加几个字") if r is task else r for r in records]
    before, after = dict(build_search(records)), dict(build_search(edited))
    changed = sum(len(data) for path, data in after.items() if before.get(path) != data)
    return changed / sum(map(len, after.values()))


def _judge(records: list[SearchRecord], questions: list[str], answers: list[Any]) -> int:
    """How many answers differ from plain containment in the normal texts."""
    texts = ["\0".join(map(normalise, (r.title_text, r.unit_text, r.body_text))) for r in records]
    wrong = 0
    for question, answer in zip(questions, answers, strict=True):
        wanted = ",".join(str(i) for i, text in enumerate(texts) if question in text)
        if wanted != answer[0]:
            wrong += 1
            print(f"   不同：{json.dumps(question, ensure_ascii=False)}")
    return wrong


def _holders(records: list[SearchRecord], question: str) -> set[int]:
    return {
        i
        for i, r in enumerate(records)
        if any(question in normalise(f) for f in (r.title_text, r.unit_text, r.body_text))
    }


def _part(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [10_000, 100_000]))
