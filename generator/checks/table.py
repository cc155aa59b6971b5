"""The table of the checks in docs/checks.md, made from the checks themselves (`make rules`)."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator

from generator.checks.registry import CHECKS, ELSEWHERE, Check, DayCheck, Elsewhere, TextCheck

BEGIN, END = "<!-- begin: make rules -->", "<!-- end: make rules -->"
_BLOCK = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)


def with_table(document: str) -> str:
    """The document with the table of today between its two marks. Raises ValueError without them."""
    if not _BLOCK.search(document):
        raise ValueError(f"no {BEGIN} … {END}")
    return _BLOCK.sub(lambda _: f"{BEGIN}\n{table()}\n{END}", document)


def table() -> str:
    """A row a check, in the order of the list."""
    head = [
        "| rule | what must hold | as an office reads it | severity | said by | lowered |",
        "| --- " * 6 + "|",
    ]
    return "\n".join([*head, *map(_row, (*CHECKS, *ELSEWHERE))])


def _row(check: Check | DayCheck | TextCheck | Elsewhere) -> str:
    return "| " + " | ".join(_cells(check)) + " |"


def _cells(check: Check | DayCheck | TextCheck | Elsewhere) -> Iterator[str]:
    yield f"`{check.name}`"
    yield sentence(check.name)
    yield check.label
    yield "error" if check.severity == "error" else "reminder"
    yield "build, check" if check.in_build else "publish" if check.at_publication else "check"
    yield "never" if check.is_fixed else "may be"


def sentence(name: str) -> str:
    """The sentence at the top of the module of a check."""
    module = importlib.import_module(f"generator.checks.{name}")
    return " ".join(inspect.cleandoc(module.__doc__ or "").split("\n\n")[0].split())
