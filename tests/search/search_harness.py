"""A tiny site around the search, served with chosen faults, and a browser that looks at it."""

from __future__ import annotations

import json
import random
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from gzip import compress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.search_corpus import synthetic_records, synthetic_suggestions  # noqa: E402
from generator.cli.ranges import wanted_bytes  # noqa: E402
from generator.model.statuses import StatusClass, is_overdue  # noqa: E402
from generator.output.scripts import bundle, scripts  # noqa: E402
from generator.pages import labels  # noqa: E402
from generator.pages.indexes import SearchView  # noqa: E402
from generator.search import SearchRecord, build_search, normalise  # noqa: E402
from tests.support import CHROMIUM  # noqa: E402

MODULES = ROOT / "templates" / "assets" / "search"
Deadlines = tuple[tuple[str, str, str], ...]
DAY = "2024-05-31"
SYNONYMS = (("危化品", "危险化学品"), ("法规股", "法制股"))
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What a browser must survive, both in the content and in queries.
NASTY = SearchRecord(
    url="nasty/doc/01.html",
    title="<img src=x onerror=alert(1)>",
    number="（一）",
    agency="nasty",
    agency_name="“测试”机关",
    document="doc",
    document_title="</script><script>alert(2)</script>",
    kind="mixed",
    years=(2023, 2024),
    title_text="（一） <img src=x onerror=alert(1)>",
    unit_text="法规股\n<b>办公室</b>",
    body_text="整改率99.60%，涉及 Ａ类 ISO  9001 认证\n应急\n管理 "
    '.*+?^${}()|[]\\ 𠮷野家 -13.6% "引号" ﬁn Straße ΟΔΟΣ',
    responsibility=(
        ("nasty/fagui", "法规股", "lead"),
        ("nasty/fagui", "法规股", "support"),
        ("", "外来单位", "responsible"),
    ),
    deadlines=(("2024年底前", "date", "2024-12-31"), ("长期坚持", "ongoing", "")),
    own_deadlines=(
        (),
        (("长期坚持", "ongoing", ""),),
        (("长期坚持", "ongoing", ""), ("2024年底前", "date", "2024-12-31")),
    ),
    topics=(("t", "<i>主题</i>"),),
    order=10_000,
)


_DUES = (
    ("2019年6月底前", "date", "2019-06-30"),
    ("2021年底前", "date", "2021-12-31"),
    ("2024年3月", "date", "2024-03-31"),
    ("2024年3月15日前", "date", "2024-03-15"),
    ("长期坚持", "ongoing", ""),
    ("每季度", "recurring", ""),
    ("汛前", "period", ""),
)


def divided(records: Iterable[SearchRecord]) -> Iterator[SearchRecord]:
    """Every other record with measures, each of which binds units of its own by deadlines of its own."""
    random_ = random.Random(9)
    for number, record in enumerate(records):
        if number % 2:
            yield record
            continue
        pairs = [
            (ref, name, role)
            for ref, name, _ in record.responsibility
            for role in ("lead", "support")
            if random_.random() < 0.7
        ]
        own = [tuple(random_.sample(_DUES, random_.randrange(4))) for _ in pairs]
        whole = dict.fromkeys(
            [due for dues in own for due in dues] + random_.sample(_DUES, random_.randrange(2))
        )
        yield replace(record, responsibility=tuple(pairs), deadlines=tuple(whole), own_deadlines=tuple(own))


def small_site(folder: Path, tasks: int = 300) -> list[SearchRecord]:
    """Write search.html, its scripts, the index and a page for each task."""
    records = [*divided(synthetic_records(tasks)), NASTY]
    environment = Environment(
        loader=FileSystemLoader([ROOT / "templates/pages", ROOT / "templates/theme"]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    body = environment.get_template("search.html").render(
        v=SearchView("", "测试站", labels.ROLE, labels.DOCUMENT_KIND, labels.RESULT, labels.IN_REPORT)
    )
    box = environment.get_template("partials/search-box.html").render(root="../../")
    files: dict[str, bytes] = {
        "search.html": _page("检索", "", body, ["search.js"]).encode(),
        "assets/search.css": (ROOT / "templates/assets/search.css").read_bytes(),
        **{f"assets/search/{name}": data for name, data in scripts(MODULES)},
        **{
            f"search/{name}": data
            for name, data in build_search(records, synthetic_suggestions(records[:-1]), SYNONYMS, DAY)
        },
    }
    task_page = environment.from_string(
        '{{ box | safe }}<h1 data-search-field="title">{{ r.title_text }}</h1>'
        '<p data-search-field="unit">{{ r.unit_text }}</p>'
        '{% for block in r.body_text.split("\n") %}<p data-search-field="body">'
        "{{ block[:5] }}<em>{{ block[5:] }}</em></p>{% endfor %}"
    )
    for record in records:
        text = task_page.render(r=record, box=box)
        files[record.url] = _page("任务", "../../", text, ["box.js", "highlight.js"]).encode()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return records


def _page(title: str, root: str, body: str, names: list[str]) -> str:
    tags = "".join(f'<script src="{root}assets/search/{name}"></script>' for name in names)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width">'
        f'<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" '
        f'href="{root}assets/search.css"></head>'
        f"<body><main>{body}</main>{tags}</body></html>"
    )


Fault = Callable[[str, bytes], "tuple[int, bytes] | None"]


class Site:
    """A file server; `fault` may answer in its place. It sends pieces of files, or (`ranges` false) whole
    files only, as Python's own server does; with `gzip` it compresses whole files, and no pieces.
    """

    def __init__(self, folder: Path, *, ranges: bool = True, gzip: bool = False) -> None:
        self.fault: Fault | None = None
        self.sent: list[tuple[str, int]] = []
        site = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                file = folder / unquote(path.lstrip("/"))
                if not file.is_file():
                    return self._answer(
                        404, "没有这个网页".encode()
                    )  # of nothing a browser makes its own page
                data = file.read_bytes()
                if answer := site.fault and site.fault(path, data):
                    return self._answer(*answer)
                asked = wanted_bytes(self.headers["Range"], len(data)) if ranges else None
                if asked is None:
                    return self._whole(path, data)
                if not asked:
                    return self._answer(416, b"", {"Content-Range": f"bytes */{len(data)}"})
                said = {"Content-Range": f"bytes {asked[0]}-{asked[-1]}/{len(data)}"}
                return self._answer(206, data[asked[0] : asked[-1] + 1], said)

            def _whole(self, path: str, data: bytes) -> None:
                said = {"Accept-Ranges": "bytes"} if ranges else {}
                if gzip and "gzip" in self.headers.get("Accept-Encoding", ""):
                    said = {"Content-Encoding": "gzip"}
                    data = compress(data, 6)
                self._answer(200, data, said | {"Content-Type": self.guess_type(path)})

            def _answer(self, status: int, data: bytes, said: Mapping[str, str] | None = None) -> None:
                site.sent.append((self.path, len(data)))
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                for name, value in (said or {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield chromium
        chromium.close()


@cache
def exported(*imports: str) -> str:
    """A script that puts exports of our modules on `window`:
    exported("normalise.js:normalise,findRanges")."""
    sources = {path.name: path.read_text("utf-8") for path in MODULES.glob("*.js")}
    lines, names = [], []
    for item in imports:
        module, _, found = item.partition(":")
        lines.append(f'import {{ {found.replace(",", ", ")} }} from "./{module}";')
        names += found.split(",")
    sources["test.js"] = "\n".join([*lines, f"Object.assign(window, {{ {', '.join(names)} }});"])
    return bundle(sources, "test.js")


def query(text: str) -> str:
    """An address for exactly this text, whatever it holds."""
    return "search.html?q=" + quote('"' + text.replace('"', '""') + '"', safe="")


@cache
def _normal_fields(record: SearchRecord) -> tuple[str, ...]:
    return tuple(map(normalise, (record.title_text, record.unit_text, record.body_text)))


def contained(records: list[SearchRecord], text: str) -> set[str]:
    """What a search must find: plain containment in a field."""
    wanted = normalise(text)
    return {r.url for r in records if any(wanted in field for field in _normal_fields(r))}


def settled(page: Any) -> str:
    """The line above the results, once they are there."""
    page.wait_for_selector("[data-search-hits][aria-busy=false]", state="attached")
    return str(page.inner_text("[data-search-summary]"))


def total_of(page: Any) -> int:
    settled(page)
    return int(page.inner_text("[data-search-total]"))


def answers(record: SearchRecord) -> Iterator[tuple[str, str, Deadlines]]:
    """Each unit in each role, with its deadlines;
    of a task without a unit nobody in no role, with those of the task.
    """
    if not record.responsibility:
        yield "none", "", record.deadlines
    for i, (ref, name, role) in enumerate(record.responsibility):
        yield (
            ref or f"{record.agency}/{name}",
            role,
            record.own_deadlines[i] if record.own_deadlines else record.deadlines,
        )


def is_late(record: SearchRecord, day: str, on: str) -> bool:
    """Whether the task is overdue on a day by one of its days, as the model says it."""
    status = None if record.status == "reported" else record.status or None
    return record.is_plan and is_overdue(day, cast(StatusClass | None, status), on)


_LOOK = """async (address) => {
  history.pushState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
  const list = document.querySelector("[data-search-hits]");
  while (list.getAttribute("aria-busy") !== "false") await new Promise((go) => setTimeout(go, 1));
}"""


def look(page: Any, address: str) -> None:
    """Show another state of search.html, which is open and at rest, as the browser's back and forward do:
    without loading it anew."""
    page.evaluate(_LOOK, address)


# Turns all pages of the list, as a reader would, and gives the total and the addresses in order.
_ALL_HITS = """async (most) => {
  const list = document.querySelector("[data-search-hits]");
  const settled = async () => {
    while (list.getAttribute("aria-busy") !== "false") await new Promise((go) => setTimeout(go, 1));
  };
  await settled();
  const hits = [];
  for (let page = 1; page <= most; page++) {
    const links = [...list.querySelectorAll("a[data-search-hit]")];
    hits.push(...links.map((a) => a.getAttribute("href").split("?")[0]));
    const next = document.querySelector(`[data-page="${page + 1}"]`);
    if (!next) break;
    next.click();
    await settled();
  }
  return [Number(document.querySelector("[data-search-total]").textContent), hits];
}"""


def hits_in_order(page: Any, most: int = 1000) -> tuple[int, list[str]]:
    """The total shown, and the tasks of all result pages."""
    total, hits = page.evaluate(_ALL_HITS, most)
    return total, hits


def found(page: Any) -> tuple[int, set[str]]:
    total, hits = hits_in_order(page)
    assert len(hits) == len(set(hits)), "a task is listed twice"
    return total, set(hits)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
