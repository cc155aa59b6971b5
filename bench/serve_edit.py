"""Time `gongkai serve`: from a save to the open page, to site/, and to the word that all is checked.

`python -m bench.serve_edit [TASKS]` edits a word of a document, a title and the name of a unit in turn, as
a clerk does who has a page open in a browser. The page counts when its new bytes have come, after word that
it has changed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bench import synthetic
from bench.build import CONFIG, ROOT, default_folder
from generator.model import routes

_LOOK = 0.005  # seconds between two looks at a file
_PATIENCE = 120.0
_AGENCY, _OTHER, _DOCUMENT, _UNIT = "agency-01", "agency-02", "plan-001", "unit-03"


@dataclass(frozen=True, slots=True)
class Edit:
    """What is edited, and on which page that shows. `save(n)` writes version n and returns its new words."""

    name: str
    page: str
    save: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from the end of a save."""

    page: float
    site: float
    told: float


def edits(content: Path) -> list[Edit]:
    """A word in the text of a task; its title, which other pages show too; a unit's name, which is an alias
    from then on.
    """
    return [
        _edit(
            "one word in a document",
            routes.document(_AGENCY, _DOCUMENT),
            content / f"{_AGENCY}/{_DOCUMENT}.yml",
            r"        text: 落实.*。",
            r"\g<0>{mark}。",
            "稿",
        ),
        _edit(
            "the title of a task",
            routes.document(_OTHER, _DOCUMENT),
            content / f"{_OTHER}/{_DOCUMENT}.yml",
            r"        title: .*",
            r"\g<0>{mark}",
            "题",
        ),
        _edit(
            "a unit's name",
            routes.unit(_AGENCY, _UNIT),
            content / f"{_AGENCY}/agency.yml",
            rf"(?<={_UNIT}\n)    name: (.*)",
            "    name: {mark}\n    aliases: [\\1]",
            "名",
        ),
    ]


def _edit(name: str, page: str, path: Path, pattern: str, new: str, kind: str) -> Edit:
    """The first line that matches becomes `new`, with the number of the edit in a `mark` of this kind."""
    text = path.read_text("utf-8")

    def save(number: int) -> str:
        mark = f"第{number}{kind}"
        edited, count = re.subn(pattern, new.replace("{mark}", mark), text, count=1)
        assert count, f"nothing to edit in {path}"
        _write(path, edited)
        return mark

    return Edit(name, page, save)


def _write(path: Path, text: str) -> None:
    """As most editors do: a new file in the place of the old one."""
    aside = path.with_suffix(".new")
    aside.write_text(text, "utf-8")
    aside.replace(path)


class _Serve:
    """The server at work, and how often it has said that the site is made."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.site = folder / "site"
        self.told = 0
        self.is_ready = Event()
        where = ("--content", folder / "content", "--config", CONFIG, "--site", self.site)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", *map(str, where), "--port", str(self.port)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.told += line.startswith("已生成")
            if "http://" in line:
                self.is_ready.set()

    def get(self, page: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", f"/{page}")
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def changes(self, page: str) -> Iterator[str]:
        """The page as it is, and as it comes whenever a browser is told to load it anew."""
        while True:
            text = self.get(page)
            shown = re.search(r'data-shown="([^"]+)"', text)
            assert shown, f"no page {page}"
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
            connection.request("GET", f"/~gongkai/events?page=/{page}&shown={shown[1]}")
            response = connection.getresponse()
            response.readline()  # it listens
            yield text
            while response.readline() != b"event: reload\n":
                pass
            connection.close()


@contextmanager
def _serving(folder: Path) -> Iterator[_Serve]:
    serve = _Serve(folder)
    try:
        if not serve.is_ready.wait(_PATIENCE):
            raise TimeoutError("serve has not begun")
        yield serve
    finally:
        serve.process.terminate()
        serve.process.wait()


def measure(serve: _Serve, edit: Edit, number: int) -> Times:
    """One edit, waited for to its end."""
    changes = serve.changes(edit.page)
    next(changes)
    told, file = serve.told, serve.site / edit.page
    words = edit.save(number)
    begun = time.perf_counter()
    while words not in next(changes):
        pass
    page = time.perf_counter() - begun
    site = _until(lambda: words in file.read_text("utf-8"), begun)
    return Times(page, site, _until(lambda: serve.told > told, begun))


def _until(is_so: Callable[[], bool], begun: float) -> float:
    while not is_so():
        if time.perf_counter() - begun > _PATIENCE:
            raise TimeoutError("an edit was not followed")
        time.sleep(_LOOK)
    return time.perf_counter() - begun


def run(folder: Path, tasks: int, rounds: int) -> dict[str, list[Times]]:
    """The times of each kind of edit, made in turn; the first of each is not counted."""
    synthetic.write_content(folder / "content", tasks)
    kinds = edits(folder / "content")
    found: dict[str, list[Times]] = {edit.name: [] for edit in kinds}
    with _serving(folder) as serve:
        for number in range(rounds + 1):
            for edit in kinds:
                times = measure(serve, edit, number)
                found[edit.name] += [times] if number else []
    return found


def table(found: dict[str, list[Times]]) -> str:
    lines = [
        "| edit | save to page, median (max) s | to site/ s | to 已生成 s |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, times in found.items():
        pages = [one.page for one in times]
        site, told = (statistics.median(getattr(one, what) for one in times) for what in ("site", "told"))
        lines.append(
            f"| {name} | {statistics.median(pages):.2f} ({max(pages):.2f}) | {site:.2f} | {told:.2f} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.serve_edit", description=__doc__)
    parser.add_argument("tasks", type=int, nargs="*", help="numbers of tasks (10000)")
    parser.add_argument("--rounds", type=int, default=7, help="counted edits of each kind (7)")
    chosen = parser.parse_args(arguments)
    for tasks in chosen.tasks or [10_000]:
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=default_folder()) as scratch:
            found = run(Path(scratch), tasks, chosen.rounds)
        print(f"{tasks} tasks, {chosen.rounds} edits of each kind, in {default_folder()}\n")
        print(table(found), flush=True)


if __name__ == "__main__":
    main()
