"""How a value is written so that YAML reads just this value: bare where that is safe, else in quotes.

Stricter than libyaml asks for: what another reader of YAML, an editor say, would take for a number, a date or
a truth is put into quotes, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`=~"
_NEGATIVE = re.compile(r"-[0-9]")
_UNSAFE = re.compile(r":\s|:$|\s#|[\t]")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:#]")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_NUMBER = re.compile(
    r"[-+.]?[0-9][0-9a-fA-FxXoOeE_.,:+-]*(?:[ tT][0-9:.]+)?|[-+]?\.(?:inf|nan)", re.IGNORECASE
)
_BARE_NUMBERS = frozenset({"date", "value", "lines"})  # names of fields that hold no text
_IN_BRACKETS = frozenset({"lines"})  # names of lists that stand on one line
_SHORT = 60  # characters of a mapping that stands on one line
_SHORT_FIGURE = 110  # of one inside of another: figures stand on one line in content/


def bare(value: str, *, in_flow: bool, of_field: str = "") -> bool:
    """Whether a value may stand without quotes, inside [..] and {..} or not, behind the name of a field."""
    if not _on_one_line(value) or value != value.strip() or not value or value.startswith("..."):
        return False
    if value[0] in _INDICATORS and not _NEGATIVE.match(value):
        return False
    if value.lower() in _WORDS or (_NUMBER.fullmatch(value) and of_field not in _BARE_NUMBERS):
        return False
    return not (_UNSAFE.search(value) or (in_flow and _UNSAFE_IN_FLOW.search(value)))


def scalar(
    value: str, *, in_flow: bool = False, of_field: str = "", style: str | None = None, old: str = ""
) -> str:
    """A value on one line. `style` is the quote that the `old` value before it had: it stays, where it can,
    and a number that stood without quotes is followed by one without."""
    if style == "'" and _on_one_line(value):
        return "'" + value.replace("'", "''") + "'"
    if not style and _NUMBER.fullmatch(old):
        of_field = "value"
    if style != '"' and bare(value, in_flow=in_flow, of_field=of_field):
        return value
    return json.dumps(value, ensure_ascii=False)


def _on_one_line(value: str) -> bool:
    """Whether all its characters can stand for themselves; wide and unbreakable spaces can."""
    return value.replace("\u3000", "").replace("\xa0", "").isprintable()


def flow(tree: Any, of_field: str = "") -> str:
    """A tree of mappings, lists and texts on one line: {date: 2026-06-30, status: 已完成}."""
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{name}: {flow(value, name)}" for name, value in tree.items()) + "}"
    if isinstance(tree, Sequence) and not isinstance(tree, str):
        return "[" + ", ".join(flow(item, of_field) for item in tree) + "]"
    return scalar(str(tree), in_flow=True, of_field=of_field)


def literal(value: str, indent: int) -> list[str]:
    """The lines of a text of several lines, each with its indentation; a blank line has none."""
    return [" " * indent + line if line else "" for line in value.split("\n")]


def item_lines(item: Any, column: int, *, on_one_line: bool | None = None, short: int = _SHORT) -> list[str]:
    """An item of a list whose dashes stand in `column`. A mapping stands on one line where it is `short`, or
    as said.
    """
    pad = " " * column
    if isinstance(item, list):
        return [f"{pad}- {flow(item)}"]
    if not isinstance(item, Mapping):
        return [f"{pad}- {scalar(str(item))}"]
    written = flow(item)
    if on_one_line is None:
        on_one_line = len(written) <= short
    if on_one_line:
        return [f"{pad}- {written}"]
    lines = [line for name, value in item.items() for line in _field_lines(name, value, column + 2)]
    return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]


def field_lines(name: str, items: Sequence[Any], column: int, deeper: int, short: int = _SHORT) -> list[str]:
    """A field that holds a list, its name in `column` and the dashes `deeper` than that."""
    listed = (line for item in items for line in item_lines(item, column + deeper, short=short))
    return [f"{' ' * column}{name}:", *listed]


def _field_lines(name: str, value: Any, column: int) -> list[str]:
    if name in _IN_BRACKETS:
        return [f"{' ' * column}{name}: {flow(value, name)}"]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return field_lines(name, value, column, 2, _SHORT_FIGURE)
    pad = " " * column
    if isinstance(value, str) and "\n" in value:
        return [f"{pad}{name}: |-", *literal(value, column + 2)]
    return [
        f"{pad}{name}: {flow(value, name) if isinstance(value, Mapping) else scalar(value, of_field=name)}"
    ]
