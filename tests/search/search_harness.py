"""A tiny site around the search, served with chosen faults, and a browser that looks at it."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.search_corpus import synthetic_records, synthetic_suggestions  # noqa: E402
from generator.search import SearchRecord, build_search, normalise  # noqa: E402
from generator.search.bundle import bundle, scripts  # noqa: E402

CHROMIUM = Path("/usr/bin/chromium")
MODULES = ROOT / "templates" / "assets" / "search"
SYNONYMS = (("危化品", "危险化学品"), ("法规股", "法制股"))
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

# What a browser must survive, both in the content and in queries.
NASTY = SearchRecord(
    url="nasty/doc/01.html", title="<img src=x onerror=alert(1)>", number="（一）", agency="nasty", agency_name="“测试”机关",
    document="doc", document_title="</script><script>alert(2)</script>", kind="mixed", years=(2023, 2024),
    title_text="（一） <img src=x onerror=alert(1)>", unit_text="法规股\n<b>办公室</b>",
    body_text="整改率99.60%，涉及 Ａ类 ISO  9001 认证\n应急\n管理 .*+?^${}()|[]\\ 𠮷野家 -13.6% \"引号\" ﬁn Straße ΟΔΟΣ",
    responsibility=(("nasty/fagui", "法规股", "lead"), ("nasty/fagui", "法规股", "support"), ("", "外来单位", "responsible")),
    deadlines=(("2024年底前", "date", "2024-12-31"), ("长期坚持", "ongoing", "")), topics=(("t", "<i>主题</i>"),), order=10_000,
)


def small_site(folder: Path, tasks: int = 300) -> list[SearchRecord]:
    """Write search.html, its scripts, the index and a page for each task."""
    records = [*synthetic_records(tasks), NASTY]
    environment = Environment(
        loader=FileSystemLoader([ROOT / "templates/pages", ROOT / "templates/theme"]), autoescape=True, undefined=StrictUndefined)
    body = environment.get_template("search.html").render(v={"root": "", "site_name": "测试站"})
    box = environment.get_template("partials/search-box.html").render(root="../../")
    files: dict[str, bytes] = {
        "search.html": _page("检索", "", body, ["search.js"]).encode(),
        "assets/search.css": (ROOT / "templates/assets/search.css").read_bytes(),
        **{f"assets/search/{name}": data for name, data in scripts(MODULES)},
        **{f"search/{name}": data for name, data in build_search(records, synthetic_suggestions(records[:-1]), SYNONYMS)},
    }
    task_page = environment.from_string(
        '{{ box | safe }}<h1 data-search-field="title">{{ r.title_text }}</h1><p data-search-field="unit">{{ r.unit_text }}</p>'
        '{% for block in r.body_text.split("\n") %}<p data-search-field="body">{{ block[:5] }}<em>{{ block[5:] }}</em></p>{% endfor %}'
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
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{root}assets/search.css"></head>'
        f"<body><main>{body}</main>{tags}</body></html>"
    )


Fault = Callable[[str, bytes], "tuple[int, bytes] | None"]


class Site:
    """A file server; `fault` may answer in its place."""

    def __init__(self, folder: Path) -> None:
        self.fault: Fault | None = None
        site = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *args: Any) -> None:
                super().__init__(*args, directory=str(folder))

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                file = folder / path.lstrip("/")
                answer = site.fault(path, file.read_bytes()) if site.fault and file.is_file() else None
                if answer is None:
                    return super().do_GET()
                self.send_response(answer[0])
                self.send_header("Content-Length", str(len(answer[1])))
                self.end_headers()
                self.wfile.write(answer[1])
                return None

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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
    """A script that puts exports of our modules on `window`: exported("normalise.js:normalise,findRanges")."""
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


def contained(records: list[SearchRecord], text: str) -> set[str]:
    """What a search must find: plain containment in a field."""
    wanted = normalise(text)
    return {
        r.url for r in records if any(wanted in normalise(field) for field in (r.title_text, r.unit_text, r.body_text))
    }


def found(page: Any, most: int = 10_000) -> tuple[int, set[str]]:
    """The total shown, and the tasks of all result pages (by the export's own list)."""
    page.wait_for_selector("[data-search-hits][aria-busy=false]")
    total = int(page.get_attribute("[data-search-total]", "data-search-total"))
    urls: set[str] = set()
    while True:
        for link in page.query_selector_all("a[data-search-hit]"):
            urls.add(link.get_attribute("href").split("?")[0])
        after = page.query_selector("nav.gks-pages a:last-child:not([aria-current])")
        if after is None or len(urls) >= most:
            return total, urls
        after.click()
        page.wait_for_selector("[data-search-hits][aria-busy=false]")


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
