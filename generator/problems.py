"""Findings that explain themselves to a terminal, to JSON and to CI.

A `Problem` is data: where (file, line, column), what is wrong and what to do, both in plain Chinese.
Nothing in this package prints one itself; `cli` chooses the form.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Literal, TypeVar

Severity = Literal["error", "warning"]

# Where a value stands in a record: ("sections", 0, "tasks", 3, "id").
RecordPath = tuple[str | int, ...]

SEVERITY_LABEL: dict[Severity, str] = {"error": "错误", "warning": "提醒"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    `line` and `column` count from 1; 0 means the finding concerns the file as a whole. `field` is the dotted
    path inside the record (`sections.0.tasks.3.id`), empty when there is none. `rule` is the name of the
    check that found it, or of the stage where it came to light (`yaml`, `fields`, `names`).
    """

    file: str
    line: int
    column: int
    what: str
    hint: str
    field: str = ""
    severity: Severity = "error"
    rule: str = ""

    def __str__(self) -> str:
        """`file:line:column: 错误：what is wrong。what to do。` — the form that editors make clickable."""
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        line = f"{where}: {SEVERITY_LABEL[self.severity]}：{self.what}。{self.hint}。"
        return _shown(line)  # one line, whatever was typed


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a record whose line is not known yet; `places.placed` turns it into a `Problem`.

    `file` is relative to content/, `path` leads from the file's root to the value (or, with `at_key`, its
    name). `if_blank` is for a name that the record lacks: what to do when it does stand in the file, with
    nothing behind it. `words` stand somewhere in the value, and are what the finding points at.
    """

    file: str
    path: RecordPath
    what: str
    hint: str
    severity: Severity = "error"
    at_key: bool = False
    if_blank: str = ""
    rule: str = ""
    words: str = ""


Found = TypeVar("Found", Problem, Finding)


def of_rule(rule: str, found: Iterable[Found]) -> list[Found]:
    """The same findings; those that name no rule yet are of this one."""
    return [one if one.rule else replace(one, rule=rule) for one in found]


class ProblemsError(Exception):
    """Raised by a stage that cannot go on; carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[list[Problem]]]:
        """Travels between processes with its problems, not with its sentence."""
        return type(self), (self.problems,)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line and column and drop exact repeats."""
    return sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.what, p.hint, p.rule))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any finding is severe enough for exit status 1."""
    return any(p.severity == "error" for p in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """The findings as a JSON array, one object each, keys as the fields of `Problem`."""
    return json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2)


def with_rule(problem: Problem) -> str:
    """One finding as a line with the name of its rule behind it, by which site_config.yml knows it."""
    return f"{problem} [{problem.rule}]" if problem.rule else str(problem)


def as_github(problem: Problem) -> str:
    """One finding as a GitHub Actions workflow command, shown beside the line it concerns, under the name of
    its rule.
    """
    where: dict[str, object] = {
        "file": problem.file,
        "line": problem.line or 1,
        "col": problem.column or 1,
        "title": problem.rule,
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in where.items() if value)
    return f"::{problem.severity} {told}::{_message(f'{problem.what}。{problem.hint}。')}"


def _message(text: str) -> str:
    """A text as workflow commands want it: on one line, and % for what would be read as an escape."""
    return _shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """A value before the last ::, where commas and colons part the values."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text)


_SYSTEM = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ELOOP: "符号链接绕成一圈",
    errno.EIO: "磁盘读取出错",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大，超过系统的限制",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EISDIR: "这是目录，不是文件",
    errno.EBUSY: "正被别的程序使用",
    errno.EMFILE: "打开的文件太多",
}


def system_words(error: OSError) -> str:
    """What the system said, in Chinese."""
    return _SYSTEM.get(error.errno or 0) or f"系统报告 {error.strerror or error}"
