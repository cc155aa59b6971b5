"""A finished site as it is about to go out: every file of it, whatever it was made from."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from generator import parallel
from generator.content.markdown_pages import shown_name
from generator.importer.lines import UnreadableError
from generator.inspection.pieces import TEXT
from generator.inspection.secrets import InFile, secrets_of_file
from generator.inspection.sentences import RULE, problem_of, unread
from generator.model.secret_kinds import PUBLIC
from generator.privacy import findings_in
from generator.privacy.allowed import is_allowed
from generator.privacy.digits import BREAK
from generator.problems import Problem, in_order

_PROGRAMS = (".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".wasm")  # of the theme
_PACK = re.compile(rb'\s*\w+\("(?:[^"\\]|\\.)*","', re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r"}
_AT_ONCE = 200  # files that a process takes in hand


def scan_site(folder: Path, allowed: Collection[str] = (), jobs: int = 1) -> list[Problem]:
    """What in the files under `folder` must not go out, or should be looked at, in the order of the files.

    `allowed` are values that may: ways to reach an office, and what a waiver covers
    (`generator.checks.personal_data.allowed_values`). Reads, and changes nothing.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    calls = [partial(_scan, folder, portion, allowed) for portion in parallel.chunks(files, _AT_ONCE)]
    return in_order(problem for found in parallel.run_all(calls, jobs) for problem in found)


def _scan(folder: Path, files: list[Path], allowed: Collection[str]) -> list[Problem]:
    return [problem for path in files for problem in _of_file(folder, path, allowed)]


def _of_file(folder: Path, path: Path, allowed: Collection[str]) -> Iterator[Problem]:
    address = path.relative_to(folder).as_posix()
    shown = shown_name(f"{folder.name}/{address}")
    try:
        found = _secrets(address, path.read_bytes())
    except UnreadableError:
        yield unread(shown)
        return
    told = [one for one in found if one.secret.kind not in PUBLIC and not is_allowed(one.secret, allowed)]
    counts = Counter((one.what, one.secret.kind) for one in told)
    for (what, kind), count in counts.items():
        first = next(one for one in told if (one.what, one.secret.kind) == (what, kind))
        yield problem_of(shown, what, first.secret, count)


def _secrets(address: str, data: bytes) -> list[InFile]:
    if address.endswith(_PROGRAMS):
        return list(_in_pack(data)) if address.startswith("search/") and _PACK.match(data) else []
    return secrets_of_file(address, data)


def _in_pack(data: bytes) -> Iterator[InFile]:
    """What the shards of a pack of the search index say (generator/search/container.py): zlib streams, one
    after the other, in a string of a script."""
    opening = _PACK.match(data)
    rest = data[opening.end() :] if opening else b""
    rest = _ESCAPED.sub(lambda match: _PLAIN.get(match[1], match[1]), rest)
    while rest[:1] == b"\x78":
        stream = zlib.decompressobj()
        try:
            words = _words(stream.decompress(rest))
        except zlib.error:
            return
        yield from (InFile(TEXT, secret, words) for secret in findings_in(words))
        rest = stream.unused_data


def _words(shard: bytes) -> str:
    """The text of a shard, in GBK or, behind a mark, UTF-8; of one of numbers nothing."""
    try:
        text = shard.decode("utf-8-sig" if shard.startswith(b"\xef\xbb\xbf") else "gbk")
    except UnicodeDecodeError:
        return ""
    return text.replace("\x1f", BREAK)  # its texts are parted by this


__all__ = ["RULE", "scan_site"]
