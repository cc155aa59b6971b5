"""`gongkai verify`: whether a finished site is whole, and holds together without any other host."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from generator import parallel
from generator.content.markdown_pages import shown_name
from generator.output.manifest import MANIFEST, Manifest, Sum, read_manifest
from generator.output.written import files_in
from generator.problems import Problem, in_order
from generator.publish.page import Link, Said, script_mistakes, seen, style_links
from generator.publish.steps import packed_beside

Scan = Callable[[Path], list[Problem]]
"""Looks for what must not be published in the files of a folder"""

_SQLITE = b"SQLite format 3\x00"
_AT_ONCE = 200  # files that a process takes in hand
_DOWNLOADS = "data/tasks.csv"  # among the files for readers to take away, which a preview lacks
_AGAIN = "请重新生成网站；有人改过的，请改 content/ 再生成"


class _Found(NamedTuple):
    problems: list[Problem]
    anchors: list[tuple[str, Link]]  # pages with the anchors elsewhere that they lead to


def verify(site: Path, scan: Scan | None = None, jobs: int = 2) -> list[Problem]:
    """Everything wrong with a finished site, in order: files against the manifest, links and anchors, ids,
    requests to other hosts, tags, data that cannot be read, and what `scan` finds. Of a preview only that it
    is one. Changes nothing.
    """
    if not site.is_dir():
        return [
            Problem(str(site), 0, 0, "没有这个网站目录", "请先运行 gongkai build，或写对目录", rule="site")
        ]
    there = sorted(files_in(site))
    manifest, problems = _manifest(site)
    told = manifest.files if manifest else {}
    if told and _DOWNLOADS not in told:
        what = "这是预览（gongkai serve）的网站，含草稿，没有供下载的文件"
        return [Problem(str(site), 0, 0, what, "要公开，请先运行 gongkai build", rule="site")]
    problems += _missing(site, told, there)
    names = frozenset(there)
    done = parallel.run_all(
        [partial(_look_over, site, some, told, names) for some in parallel.chunks(there, _AT_ONCE)], jobs
    )
    problems += [problem for found in done for problem in found.problems]
    problems += _anchors(site, [one for found in done for one in found.anchors], jobs)
    return in_order([*problems, *(scan(site) if scan else [])])


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Findings that differ only in the file told once, at the first, with their number: what is wrong with a
    frame is wrong with ten thousand pages.
    """
    by_words: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        by_words.setdefault((problem.what, problem.hint, problem.severity), []).append(problem)
    return [_counted(together) for together in by_words.values()]


def _counted(together: Sequence[Problem]) -> Problem:
    first = together[0]
    if len(together) == 1:
        return first
    what = f"{first.what}（这样的文件共 {len(together)} 个）"
    return Problem(
        first.file, first.line, first.column, what, first.hint, first.field, first.severity, first.rule
    )


def _manifest(site: Path) -> tuple[Manifest | None, list[Problem]]:
    path = site / MANIFEST
    try:
        manifest = read_manifest(path.read_bytes())
    except OSError:
        return None, [_problem(site, MANIFEST, ("没有文件清单，不知道网站是不是完整", _AGAIN), "manifest")]
    if manifest is None:
        return None, [_problem(site, MANIFEST, ("文件清单不完整，或被改过", _AGAIN), "manifest")]
    return manifest, []


def _missing(site: Path, told: Mapping[str, Sum], there: Sequence[str]) -> Iterator[Problem]:
    for address in sorted(told.keys() - set(there)):
        yield _problem(site, address, ("清单里有，网站里没有这个文件", _AGAIN), "manifest")
    if told:
        hint = "是别人放在这里的，可不理会；要随网站发布的，请放进 content/pages"
        for address in sorted(set(there) - told.keys() - {MANIFEST} - set(packed_beside(told, there))):
            yield _problem(site, address, ("清单里没有这个文件", hint), "manifest", mild=True)


def _look_over(
    site: Path, addresses: Sequence[str], told: Mapping[str, Sum], names: frozenset[str]
) -> _Found:
    found = _Found([], [])
    for address in addresses:
        try:
            data = (site / address).read_bytes()
        except OSError:
            found.problems.append(_problem(site, address, ("文件打不开", "请检查读写权限"), "manifest"))
            continue
        if address in told and told[address] != Sum(len(data), hashlib.sha256(data).hexdigest()):
            what = "文件与清单不符，生成以后有人改过，或没有写完"
            found.problems.append(_problem(site, address, (what, _AGAIN), "manifest"))
        _of_content(site, address, data, names, found)
    return found


def _of_content(site: Path, address: str, data: bytes, names: frozenset[str], found: _Found) -> None:
    links: list[Link] = []
    wrong: list[Said] = []
    if address.endswith((".html", ".htm")):
        page = seen(address, data)
        links, wrong = page.links, page.wrong
        found.problems.extend(_problem(site, address, said, "tags") for said in page.doubtful)
        here = [link for link in links if link.target == address and link.anchor]
        wrong = wrong + [_no_anchor(link) for link in here if link.anchor not in page.ids]
        found.anchors.extend((address, link) for link in set(links) if link.anchor and link.target != address)
    elif address.endswith(".css"):
        links, wrong = style_links(address, data.decode("utf-8", "replace"))
    elif address.endswith(".js"):
        wrong = script_mistakes(data.decode("utf-8", "replace"))
    elif said := unreadable(address, data):
        wrong = [said]
    dead = sorted({link.target for link in links if link.target not in names})
    hint = "请改正链接，或恢复那个文件"
    wrong = wrong + [(f"链接指向的“{target}”不在网站里", hint) for target in dead]
    found.problems.extend(_problem(site, address, said, "links") for said in wrong)


def unreadable(address: str, data: bytes) -> Said | None:
    """Why data for machines cannot be read by them: JSON, XML (sitemap, feeds), tables, calendars."""
    try:
        if address.endswith((".json", ".jsonld", ".map", ".webmanifest")):
            json.loads(data.decode("utf-8-sig"))
        elif address.endswith(".jsonl"):
            for line in data.decode("utf-8").splitlines():
                json.loads(line)
        elif address.endswith(".csv"):
            _read_rows(data.decode("utf-8-sig"))
        elif address.endswith(".xlsx"):
            _read_package(data)
        elif address.endswith(".sqlite") and not data.startswith(_SQLITE):
            return "数据文件读不出来，格式不对", _AGAIN
        elif address.endswith((".xml", ".svg")):
            ElementTree.fromstring(data)
        elif address.endswith(".ics"):
            _read_calendar(data.decode("utf-8"))
    except (ValueError, RecursionError, ElementTree.ParseError, csv.Error, zipfile.BadZipFile):
        return "数据文件读不出来，格式不对", _AGAIN
    return None


def _read_rows(text: str) -> None:
    """Raises ValueError where a row is longer or shorter than the head."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not rows or {len(row) for row in rows} != {len(rows[0])}:
        raise ValueError(text[:20])


def _read_package(data: bytes) -> None:
    """Raises BadZipFile where a part is damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if broken := package.testzip():
            raise zipfile.BadZipFile(broken)


def _read_calendar(text: str) -> None:
    """Raises ValueError where what begins does not end, or lines are longer than a calendar may have."""
    open_parts: list[str] = []
    lines = text.split("\r\n")
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
        elif name == "END" and (not open_parts or open_parts.pop() != value):
            raise ValueError(line)
    if open_parts or lines[0] != "BEGIN:VCALENDAR" or any(len(line.encode()) > 75 for line in lines):
        raise ValueError(text[:20])


def _anchors(site: Path, asked: Sequence[tuple[str, Link]], jobs: int) -> list[Problem]:
    """Links to a place on another page where no such place is."""
    targets = sorted({link.target for _, link in asked if link.target.endswith((".html", ".htm"))})
    calls = [partial(_ids, site, some) for some in parallel.chunks(targets, _AT_ONCE)]
    ids = {target: found for one in parallel.run_all(calls, jobs) for target, found in one.items()}
    return [
        _problem(site, address, _no_anchor(link), "links")
        for address, link in asked
        if link.target in ids and link.anchor not in ids[link.target]
    ]


def _ids(site: Path, targets: Sequence[str]) -> dict[str, frozenset[str]]:
    found = {}
    for target in targets:
        path = site / target
        if path.is_file():  # else the link itself is told
            found[target] = seen(target, path.read_bytes()).ids
    return found


def _no_anchor(link: Link) -> Said:
    return f"链接指向“{link.target}”里的“{link.anchor}”，那里没有这个位置", "请改正链接，或恢复那个标题"


def _problem(site: Path, address: str, said: Said, rule: str, *, mild: bool = False) -> Problem:
    shown = shown_name(f"{site.name}/{address}")
    return Problem(shown, 0, 0, *said, severity="warning" if mild else "error", rule=rule)
