"""The plain part of YAML, read a line at a time: what content/ consists of,
in a third of the time of its events.

Plain are blocks of `name: value` and `- item` indented with spaces, values that end on their line, quotes
without escapes, and [..] and {..} of such values on one line. At anything else `read` gives up and `source`
asks libyaml, which alone decides what is a mistake and says where; so a text has one meaning, and
`tests/test_plain_yaml.py` compares the two on real, made-up and spoilt texts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import Any

# Tabs, control characters, every line break but \n, byte order marks, what may disguise text, halves of
# characters, what shows nothing.
_NOT_PLAIN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
    "\u00ad\u115f\u1160\u200b-\u200f\u2060\u2800\u3164\uffa0]"
)
# Indentation, dash, name, the rest of the line. A name is one of the model's: anything else is libyaml's
# business.
_LINE = re.compile(r"^( *)(- )?(?:([a-z_][a-z0-9_]{0,63}):(?: +|$))?(.*)$", re.MULTILINE)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")  # a plain value does not begin with one,
_NEGATIVE = re.compile(r"-\d")  # but for this
_NESTED = re.compile(r"[\[\]{}?]")  # in [..] and {..}
_DEEPEST = 30
_LONGEST_NAME = 64
_SHORT = 20  # of a value that is likely to stand elsewhere too: numbers, days, words, headings


class _GivesUpError(Exception):
    """Not plain."""


def read(text: str) -> dict[str, Any] | None:
    """The tree of dicts, lists and strings that libyaml would give, or None for a text that is not plain."""
    text = text.replace("\r\n", "\n")
    if _NOT_PLAIN.search(text):
        return None
    try:
        return _read(text)
    except _GivesUpError:
        return None


def _read(text: str) -> dict[str, Any]:
    root: dict[str, Any] = {}
    into: Any = root  # the block being filled, and the column of its lines
    column = 0
    outer: list[tuple[Any, int]] = []  # the blocks around it
    opened = ""  # the name whose block begins on the next line
    for spaces, dash, name, rest in _LINE.findall(text):
        if not name and not dash and (not rest or rest[0] == "#"):
            continue
        indent = len(spaces)
        if opened:
            if indent <= column or len(outer) > _DEEPEST:
                raise _GivesUpError
            outer.append((into, column))
            into[opened] = into = [] if dash else {}
            column, opened = indent, ""
        else:
            while indent < column:
                into, column = outer.pop()
        if indent != column or (into.__class__ is list) != (dash != ""):
            raise _GivesUpError
        if dash:
            if not name:
                into.append(_value(rest))
                continue
            outer.append((into, column))
            into.append(into := {})
            column += 2
        if not name or name in into:
            raise _GivesUpError
        name = intern(name)
        if rest:
            into[name] = _value(rest)
        else:
            opened = name
    if opened or not root:
        raise _GivesUpError
    return root


def _value(rest: str) -> Any:
    """What stands behind a name or a dash."""
    rest = rest.rstrip(" ")
    if rest[:1] not in ("[", "{"):
        if ": " in rest or rest[-1:] == ":":
            raise _GivesUpError
        value = _scalar(rest)
        return intern(value) if len(value) <= _SHORT else value
    inside = rest[1:-1]
    if rest[-1] != ("]" if rest[0] == "[" else "}") or _NESTED.search(inside):
        raise _GivesUpError
    items = inside.split(",") if inside else []
    return list(map(_item, items)) if rest[0] == "[" else _pairs(items)


def _pairs(items: list[str]) -> dict[str, str]:
    pairs = dict(map(_pair, items))
    if len(pairs) < len(items):
        raise _GivesUpError
    return pairs


# Units, roles and kinds repeat without end: kept, they cost neither time nor memory again.
@lru_cache(maxsize=50_000)
def _pair(item: str) -> tuple[str, str]:
    name, _, value = item.partition(": ")
    name = name.strip(" ")
    if not (name.isidentifier() and name.isascii()) or len(name) > _LONGEST_NAME:
        raise _GivesUpError
    return intern(name), _item(value)


@lru_cache(maxsize=50_000)
def _item(item: str) -> str:
    """A value in [..] or {..}, where a colon may separate also with no space behind it."""
    if ":" in item:
        raise _GivesUpError
    return intern(_scalar(item.strip(" ")))


def _scalar(value: str) -> str:
    """A plain or a quoted value without the spaces around it."""
    first = value[:1]
    if first in _INDICATORS:
        inside = value[1:-1]
        if (
            first in "\"'"
            and len(value) > 1
            and value[-1] == first
            and first not in inside
            and "\\" not in inside
        ):
            return inside.strip()
        if not _NEGATIVE.match(value):
            raise _GivesUpError
    if not first or first in " \u3000\xa0" or " #" in value:
        raise _GivesUpError
    return value
