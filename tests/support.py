"""What several tests share: tiny sites made from text, the command line in process, digests, parsed pages."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import check
from generator.cli.main import main
from generator.library.build import Library

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
SOUND = DATA / "sites" / "sound"
EXAMPLE = DATA / "sites" / "example"  # an invented county over three years, from promise to result
SHARED = ROOT.parent / "shared"

# The least that a document needs besides its sections.
HEAD = "title: 一份文件\nkind: plan\nperiod: 2024\ntext: full\nsource: {publisher: 甲局}\n"
# The headless shell shows the same pages with a third of the work for each new context.
_BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM = next((path for path in _BROWSERS if path.exists()), _BROWSERS[-1])

# Seconds after which something hangs. Nothing is concluded from a shorter time: a busy machine may take long.
PATIENCE = 120
AGENCY = (
    "name: 甲局\nunits:\n  - {id: yi-ke, name: 业务一科, aliases: [一科]}\n  - {id: er-ke, name: 业务二科}\n"
)


def needed(there: bool, sentence: str) -> None:
    """Skip, saying why, what cannot be tested here; where everything is set up (CI=true) its lack is a
    failure."""
    if there:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@dataclass(frozen=True)
class Run:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def run(*arguments: object) -> Run:
    """The command line, in this process. An exception that is no exit would be a traceback to the clerk: it
    goes up."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(a) for a in arguments])
        except SystemExit as leave:
            status = leave.code if isinstance(leave.code, int) else 1 if leave.code else 0
    return Run(status, out.getvalue(), err.getvalue())


def build(root: Path, *more: object) -> Run:
    """Build the tiny site at `root` (content/, site_config.yml) into `root`/site."""
    return run(
        "build",
        "--content",
        root / "content",
        "--config",
        root / "site_config.yml",
        "--site",
        root / "site",
        *more,
    )


def copy_sound(to: Path) -> Path:
    """A copy of the sound tiny site, to be spoiled."""
    shutil.copytree(SOUND, to, dirs_exist_ok=True)
    return to


def write(content: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files under content/ and return it."""
    for name, text in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return content


@dataclass(frozen=True)
class Case:
    """A file of cases holds many: a name, files under content/, and the lines that are said of them."""

    name: str
    files: dict[str, str]
    says: list[str]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file: `=== name`, then `--- path` before each text, the last of them `--- says`.

    What stands before the first case is for people. `$HEAD` alone on a line is the five lines of HEAD.
    """
    found = []
    for block in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        parts = re.split(r"^--- (.+)\n", rest, flags=re.MULTILINE)[1:]
        files = dict(zip(parts[::2], parts[1::2], strict=True))
        says = [line for line in files.pop("says").split("\n") if line]
        found.append(Case(name, {k: v.replace("$HEAD\n", HEAD) for k, v in files.items()}, says))
    return found


def problems_of(content: Path) -> list[str]:
    """Everything that `gongkai check` would print."""
    return [str(p) for p in check(content)[1]]


def library_of(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Library, list[str]]:
    """The library of a content/ made of `files` (jia/agency.yml is there unless given), and its problems."""
    content = write(folder / "content", {"jia/agency.yml": AGENCY} | dict(files))
    library, problems = check(content)
    return library, [str(p) for p in problems]


def digest(folder: Path) -> str:
    """One digest of every path and byte under `folder`; the word `none` when it is not there."""
    if not folder.exists():
        return "none"
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        total.update(str(path.relative_to(folder)).encode() + b"\0")
        if path.is_file():
            total.update(path.read_bytes())
        total.update(b"\0")
    return total.hexdigest()


def differing(a: Path, b: Path) -> list[str]:
    """Paths that are not the same in both folders, for messages."""
    names = {str(p.relative_to(f)) for f in (a, b) for p in f.rglob("*") if p.is_file()}
    return sorted(
        n
        for n in names
        if not ((a / n).is_file() and (b / n).is_file() and (a / n).read_bytes() == (b / n).read_bytes())
    )


_TELL_OF_DATA = {"data/index.html", "data/dcat.jsonld", "data/files.txt", "data/manifest.json"}


def data_files(site: Path) -> set[str]:
    """The files of data/ by their address, without those that tell of the others."""
    found = {path.relative_to(site).as_posix() for path in (site / "data").rglob("*") if path.is_file()}
    return found - _TELL_OF_DATA


def leftovers(site: Path) -> list[str]:
    """Hidden folders that a build of `site` has left beside it or inside."""
    return sorted(p.name for parent in (site.parent, site) for p in parent.glob(f".{site.name}-*"))


def open_days(deadlines: Iterable[Mapping[str, Any]]) -> list[str]:
    """The days of deadlines of data/tasks.json that no done measure has met."""
    return [due["date"] for due in deadlines if due["date"] and not due.get("is_met")]


def squeeze(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())


def examples(number: int) -> int:
    """So many examples of a property where the usual number is 100, and more where more are asked for."""
    profile = settings.default
    assert profile is not None
    return number * profile.max_examples // 100


def new_page(browser: Any, **options: Any) -> Any:
    """A page in a context of its own, patient with a busy machine."""
    page = browser.new_page(**options)
    page.set_default_timeout(PATIENCE * 1000)
    return page


def is_ever(is_so: Callable[[], bool]) -> bool:
    """Whether one of three measurements says so: others on the machine may disturb two."""
    return any(is_so() for _ in range(3))


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait for what another process or the browser does. AssertionError when it does not come at all."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.01)


# Bad input: each case makes a sound site bad

Make = Callable[[Path], object]


def refused(root: Path) -> list[str]:
    """Build the spoiled site: it must fail in plain Chinese and leave site/ alone. Returns the sentences."""
    before = digest(root / "site")
    done = build(root, "--jobs", 1)
    assert done.status == 1, done
    plain(done)
    assert digest(root / "site") == before
    assert leftovers(root / "site") == []
    *sentences, last = done.err.splitlines()
    assert re.fullmatch(r"共 \d+ 个错误，网站没有改动。", last), done.err
    assert sentences
    checked = run("check", "--content", root / "content", "--config", root / "site_config.yml")
    assert checked.status == 1
    plain(checked)
    said = {without_rule(line) for line in checked.err.splitlines()}
    assert set(sentences) <= said, "`check` must say what `build` would"
    return sentences


def without_rule(line: str) -> str:
    """A line of `check` without the name of the rule behind it."""
    return re.sub(r" \[[a-z_]+\]$", "", line)


def plain(done: Run) -> None:
    """What a clerk may be shown."""
    for word in ("Traceback", "Error", "Exception", "Errno", "No such", "codec", "Too many"):
        assert word not in done.said
    assert all(c.isprintable() or c == "\n" for c in done.said)


def yaodian(text: str) -> Make:
    """A site whose document jia/2024-yaodian.yml is `text`."""
    return lambda root: write(root / "content", {"jia/2024-yaodian.yml": text})


def file(name: str, data: str | bytes) -> Make:
    return lambda root: write(root / "content", {name: data})


def symlink(name: str, to: str) -> Make:
    def make(root: Path) -> None:
        path = root / "content" / name
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return make


# Pages


def pages_of(site: Path) -> dict[str, LexborHTMLParser]:
    """Every HTML page of a site by its address, parsed."""
    return {
        str(p.relative_to(site)): LexborHTMLParser(p.read_text("utf-8")) for p in sorted(site.rglob("*.html"))
    }


def attributes(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, str, str]]:
    """Every attribute of every element: element, name, value."""
    for node in page.css("*"):
        for name, value in node.attributes.items():
            yield node, name, value or ""


REFERENCES = {
    "href",
    "src",
    "action",
    "poster",
    "data",
    "formaction",
    "cite",
    "background",
    "xlink:href",
    "manifest",
}


def references(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Every address that a page refers to, with the element that does."""
    for node, name, value in attributes(page):
        if name in REFERENCES:
            yield node, value
        elif name in ("srcset", "imagesrcset"):
            for part in value.split(","):
                yield node, part.split()[0]
        elif name == "content" and (node.attributes.get("http-equiv") or "").lower() == "refresh":
            yield node, value.partition("=")[2]


def is_elsewhere(reference: str) -> bool:
    parts = urlsplit(reference)
    return bool(parts.scheme or parts.netloc)


def target_of(page: str, reference: str) -> tuple[str, str]:
    """Address and anchor that a relative reference on `page` leads to. A path that climbs out of the site
    keeps its dots."""
    parts = urlsplit(reference)
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    joined = os.path.normpath(os.path.join(os.path.dirname(page), path))
    if path.endswith("/") or joined == ".":
        joined = os.path.normpath(os.path.join(joined, "index.html"))
    return joined, unquote(parts.fragment)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields the address without its last slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass
