"""content/addresses.txt: every address that was ever published, with the name that it was published under.

A line is an address, a tab, number and title, a tab, the revision that published it first; an address alone
will do. `gongkai publish` writes the file, git keeps it, and both sides of a merge stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.content import text_files
from generator.model.routes import is_address
from generator.problems import Problem, ProblemsError, has_errors

FILE = "addresses.txt"
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( .*)?")
_SPACED = re.compile(r"\S+\.(?:html|ics|xml|json|xlsx|pdf|docx?) +\S")
_REVISION = re.compile(r"[0-9a-f]{16}")
_FORM = "每行写 地址、制表符、序号和标题、制表符、版本，也可以只写地址"


class Address(NamedTuple):
    """An address, number and title as first published, and the revision; the last two may be empty."""

    address: str
    name: str = ""
    revision: str = ""


def read_addresses(path: Path) -> list[Address]:
    """The addresses of a file, each once; none where there is no file. Raises ProblemsError."""
    found, problems = addresses_at(path, f"{path.parent.name}/{path.name}")
    if has_errors(problems):
        raise ProblemsError(problems)
    return found


def addresses_at(path: Path, shown: str) -> tuple[list[Address], list[Problem]]:
    """As `read_addresses`, with what is wrong; what can be read is there in any case."""
    if not path.exists() and not path.is_symlink():
        return [], []
    text, problem = text_files.read_text(path, shown)
    if text is None:
        return [], [problem] if problem else []
    return parsed(text, shown)


def parsed(text: str, shown: str) -> tuple[list[Address], list[Problem]]:
    """What a text says, in its order, each address once, and what is wrong with it. Pure."""
    found: dict[str, Address] = {}
    problems: list[Problem] = []
    lines = text.split("\n")
    if any(line.endswith("\r") for line in lines):
        problems.append(
            Problem(
                shown,
                0,
                0,
                "行尾是 Windows 的换行（CRLF）",
                "不影响读取，publish 会改回来；请不要手工改这个文件",
                severity="warning",
            )
        )
    for number, line in enumerate((line.removesuffix("\r") for line in lines), start=1):
        if not line.strip():
            continue
        address, mistakes = _line(line, shown, number)
        problems += mistakes
        if address is None:
            continue
        if address.address in found:
            problems.append(
                _told(shown, number, f"地址 {address.address} 写了两次", "请删除其中一行", mild=True)
            )
        found.setdefault(address.address, address)
    return list(found.values()), problems


def written(addresses: Iterable[Address]) -> str:
    """The text of the file: sorted by address, each once, the first of equal ones."""
    by_address: dict[str, Address] = {}
    for one in addresses:
        by_address.setdefault(one.address, one)
    return "".join("\t".join(one).rstrip("\t") + "\n" for _, one in sorted(by_address.items()))


def _line(line: str, shown: str, number: int) -> tuple[Address | None, list[Problem]]:
    if _CONFLICT.fullmatch(line):
        hint = "两边的地址都发布过，都要留下：请只删除这一行标记"
        return None, [_told(shown, number, "这一行是 git 合并冲突留下的标记", hint)]
    fields = [field.strip(" ") for field in line.split("\t")]
    if len(fields) > len(Address._fields):
        return None, [_told(shown, number, f"这一行分成了 {len(fields)} 段", _FORM)]
    address = Address(*fields)
    if len(fields) == 1 and _SPACED.match(line):
        return None, [_told(shown, number, "这一行各段之间不是制表符", _FORM)]
    if not is_address(address.address) or address.address.endswith("/"):
        hint = "请写从网站根目录起的地址，如 wuhu/2024-yaodian/21.html；这个文件由 publish 写，不要手工改"
        return None, [_told(shown, number, f"“{_short(address.address)}”不是页面地址", hint)]
    return address, list(_details(address, shown, number))


def _details(address: Address, shown: str, number: int) -> Iterator[Problem]:
    if address.revision and not _REVISION.fullmatch(address.revision):
        what = f"“{_short(address.revision)}”不是版本"
        yield _told(shown, number, what, "版本是 16 位十六进制数；请从 git 恢复这一行，或只留地址和标题")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _told(shown: str, line: int, what: str, hint: str, *, mild: bool = False) -> Problem:
    return Problem(shown, line, 1, what, hint, severity="warning" if mild else "error")
