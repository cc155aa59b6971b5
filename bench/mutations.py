"""Thousands of contents that a slip of hand, an editor or a disk has spoiled: `python -m bench.mutations`.

Each file of content/ is cut, doubled, swapped and sprinkled, byte by byte, key by key and by its indentation.
`check` must answer each with sentences that point into the file, and with the exit status that they deserve;
`build`, tried on some, must say the same and leave no half site.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import multiprocessing
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml

_ROOT = Path(__file__).resolve().parent.parent
_SITES = _ROOT / "tests" / "data" / "sites"
_SEED = 2600
_BUILT = 25  # one in so many is also built
_KEY = re.compile(r"^(\s*(?:- )?)(\w[\w-]*)(:.*)$")
_PLACE = re.compile(r"^(content/[^:]+):(\d+):(\d+): (错误|提醒)：")
_SPRINKLED = (
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\t", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80"),
    *(b": ", b" #", b"&a ", b"*a ", b"!!python/object:os.system ", b"{", b"[", b"]", b"}", b'"', b"'", b"|"),
    *(b">-\n", b"- ", b"---\n", b"...\n", b"<<: *a\n", b"%YAML 1.1\n", b"? ", b"@", b"`", b"~", b"\xc2\xa0"),
    *(b"<script>", b"{{ v }}", b"1e999", b"0x1F", b"9" * 400, b"2024-02-30", b"\xb9\xab\xbf\xaa", b"../" * 9),
)
_VALUES = (
    "",
    " []",
    " {}",
    " null",
    " -1",
    " 1e400",
    " [[[[]]]]",
    " {a: {b: [c]}}",
    " '",
    " 2024-13-45",
    " |",
)

Edit = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, choice: random.Random) -> bytes:
    return data[: choice.randrange(len(data) + 1)]


def _hole(data: bytes, choice: random.Random) -> bytes:
    start = choice.randrange(len(data) + 1)
    return data[:start] + data[start + choice.randrange(1, 40) :]


def _sprinkled(data: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(data) + 1)
    return data[:at] + choice.choice(_SPRINKLED) + data[at:]


def _flipped(data: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(data))
    return data[:at] + bytes([choice.randrange(256)]) + data[at + 1 :]


def _lines(edit: Callable[[list[str], int, random.Random], list[str]]) -> Edit:
    """An edit at a random line."""

    def change(data: bytes, choice: random.Random) -> bytes:
        lines = data.decode("utf-8").split("\n")
        return "\n".join(edit(lines, choice.randrange(len(lines)), choice)).encode()

    return change


def _doubled(lines: list[str], at: int, choice: random.Random) -> list[str]:
    end = at + choice.randrange(1, 8)
    return lines[:end] + lines[at:]


def _swapped(lines: list[str], at: int, choice: random.Random) -> list[str]:
    other = choice.randrange(len(lines))
    changed = list(lines)
    changed[at], changed[other] = lines[other], lines[at]
    return changed


def _dropped(lines: list[str], at: int, _: random.Random) -> list[str]:
    return lines[:at] + lines[at + 1 :]


def _indented(lines: list[str], at: int, choice: random.Random) -> list[str]:
    line = lines[at]
    wider = choice.choice((" ", "  ", "\t", "　")) + line
    return [*lines[:at], choice.choice((wider, line[1:], line[2:], line.lstrip())), *lines[at + 1 :]]


def _keyed(lines: list[str], at: int, choice: random.Random) -> list[str]:
    """The next key has another name, or another value."""
    for i in range(at, len(lines)):
        if found := _KEY.match(lines[i]):
            before, name, after = found.groups()
            renamed = choice.choice(
                (name[::-1], name.upper(), f"{name} ", f"'{name}", name + name, "标题", "on")
            )
            line = choice.choice((f"{before}{renamed}{after}", f"{before}{name}:{choice.choice(_VALUES)}"))
            return [*lines[:i], line, *lines[i + 1 :]]
    return lines


def _written_otherwise(data: bytes, choice: random.Random) -> bytes:
    """The same words as another editor saves them."""
    text, code = data.decode("utf-8"), choice.choice(("gb18030", "utf-16", "utf-8-sig", "crlf", "cr", "bare"))
    if code in ("crlf", "cr", "bare"):
        return text.replace("\n", {"crlf": "\r\n", "cr": "\r", "bare": ""}[code]).encode()
    return text.encode(code)


EDITS: dict[str, Edit] = {
    "截断": _cut,
    "缺一段": _hole,
    "插入字节": _sprinkled,
    "改一个字节": _flipped,
    "重复几行": _lines(_doubled),
    "两行对调": _lines(_swapped),
    "少一行": _lines(_dropped),
    "改缩进": _lines(_indented),
    "改键或值": _lines(_keyed),
    "换编码换行": _written_otherwise,
}


class Case(NamedTuple):
    """One file of a site, spoiled in one way; `seed` decides how."""

    site: str
    file: str
    edit: str
    seed: int


class Fault(NamedTuple):
    """What the program did wrong."""

    case: Case
    what: str


def cases(number: int, seed: int = _SEED) -> Iterator[Case]:
    """So many, each file and each edit in turn."""
    files = [
        (site.name, path.relative_to(site).as_posix())
        for site in sorted(_SITES.iterdir())
        if site.name in ("sound", "example")
        for path in sorted((site / "content").rglob("*"))
        if path.suffix in (".yml", ".md") and path.stat().st_size
    ]
    edits = list(EDITS)
    for n in range(number):
        site, file = files[n % len(files)]
        yield Case(site, file, edits[n // len(files) % len(edits)], seed + n)


def faults(case: Case, folder: Path) -> list[Fault]:
    """Try a case in a copy of its site, which is whole again afterwards."""
    root = folder / case.site
    if not root.exists():
        shutil.copytree(_SITES / case.site, root)
    path = root / case.file
    data = path.read_bytes()
    spoiled = EDITS[case.edit](data, random.Random(case.seed))
    path.write_bytes(spoiled)
    try:
        return [Fault(case, what) for what in _wrong(case, root, spoiled)]
    finally:
        path.write_bytes(data)
        shutil.rmtree(root / "site", ignore_errors=True)


def _wrong(case: Case, root: Path, spoiled: bytes) -> Iterator[str]:
    status, said = _run("check", root)
    yield from _of_answer("check", root, status, said)
    if status == 0 and not _is_readable(case.file, spoiled):
        yield "check: 读不出来的文件，退出状态却是 0"
    if case.seed % _BUILT == 0:
        built, told = _run("build", root)
        yield from _of_answer("build", root, built, told)
        if built != status:
            yield f"check 退出 {status}，build 退出 {built}"
        if (root / "site").exists() != (built == 0):
            yield "build: 出了错，却留下网站" if built else "build: 没有网站"


def _of_answer(command: str, root: Path, status: int, said: str) -> Iterator[str]:
    if "Traceback" in said:
        yield f"{command}: {said.strip().splitlines()[-1]}"
        return
    if status not in (0, 1):
        yield f"{command}: 退出状态 {status}"
    if (status == 1) != ("错误：" in said):
        yield f"{command}: 退出状态 {status}，说的是：{said[:200]}"
    if not all(sign.isprintable() or sign == "\n" for sign in said):
        yield f"{command}: 说的话里有控制字符"
    for line in said.splitlines():
        if (found := _PLACE.match(line)) and (wrong := _misplaced(root, *found.groups()[:3])):
            yield f"{command}: {wrong}：{line[:120]}"


def _misplaced(root: Path, file: str, line: str, column: str) -> str:
    """What is wrong with a place that a message names."""
    path = root / file
    if not path.is_file():
        return ""  # its name may be shown otherwise than it is
    text = path.read_bytes().decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", text)
    if int(line) > len(lines):
        return "没有这一行"
    return "没有这一列" if int(column) > len(lines[int(line) - 1]) + 2 else ""


def _is_readable(file: str, data: bytes) -> bool:
    """Whether another reader of YAML can make anything of a file."""
    try:
        text = data.decode("utf-8-sig")
        if file.endswith(".yml"):
            yaml.load(text, yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader)
    except (UnicodeDecodeError, yaml.YAMLError):
        return False
    return True


def _run(command: str, root: Path) -> tuple[int, str]:
    """The command in this process: its exit status, and all that it said."""
    from generator.cli.main import main as gongkai

    out = io.StringIO()
    order = [command, "--content", str(root / "content"), "--config", str(root / "site_config.yml")]
    order += ["--site", str(root / "site"), "--jobs", "1"] if command == "build" else []
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            gongkai(order)
        except SystemExit as leave:
            status = leave.code if isinstance(leave.code, int) else 2
        except BaseException:
            traceback.print_exc()
    gc.enable()
    return status, out.getvalue()


def _tried(folder: str, some: Sequence[Case]) -> list[Fault]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        return [fault for case in some for fault in faults(case, Path(own))]


def main(arguments: list[str] | None = None) -> int:
    """Print what was tried and what went wrong; 1 where anything did."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutations")
    parser.add_argument("--number", type=int, default=2600)
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    all_of_them = list(cases(options.number, options.seed))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        chunks = [all_of_them[i : i + 50] for i in range(0, len(all_of_them), 50)]
        with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
            found = [fault for some in pool.imap(partial(_tried, folder), chunks) for fault in some]
    counts = Counter(case.edit for case in all_of_them)
    print("| 改法 | 次数 | 毛病 |\n|---|--:|--:|")
    for edit in EDITS:
        print(f"| {edit} | {counts[edit]} | {sum(fault.case.edit == edit for fault in found)} |")
    seconds = time.perf_counter() - start
    print(f"\n{len(all_of_them)} 份改坏的内容，{len(found)} 处毛病，{seconds:.0f} 秒")
    for fault in found:
        print(f"{fault.case}: {fault.what}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
