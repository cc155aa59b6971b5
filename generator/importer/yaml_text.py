"""YAML in the form of content/: block style, plain words where they are safe, comments beside what needs a look.

A small writer of its own, because the comments are half of what an import has to say and PyYAML writes none.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~][^\n]*")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|\s$")
_FLOW_UNSAFE = re.compile(r"[,\[\]{}:#\n\"']|^\s|\s$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


@dataclass
class Flow:
    """A small mapping written on one line: {unit: 综合科, role: lead}."""

    values: dict[str, Any]
    comment: str = ""


@dataclass
class Noted:
    """A value with a comment behind it, or above it when it is long."""

    value: Any
    comment: str


@dataclass
class Lines:
    """A pair of line numbers, written [9, 11]."""

    first: int
    last: int


@dataclass
class Mapping:
    """An ordered mapping; `head` are comment lines above it."""

    values: dict[str, Any] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)


def printable(text: str) -> str:
    """The text without characters that the model refuses (control and direction marks)."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def title_or(text: str | None, otherwise: Any) -> Any:
    """The text on one line, or something else when nothing printable is left of it."""
    return " ".join(printable(text or "").split()) or otherwise


def scalar(text: str) -> str:
    """A one-line scalar, quoted only where it must be."""
    if _PLAIN.fullmatch(text) and not _UNSAFE.search(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def write(mapping: Mapping) -> str:
    """The mapping as YAML text."""
    return "\n".join(_mapping(mapping, 0)) + "\n"


def _comment(words: str) -> str:
    return " ".join(printable(words).split())


def _mapping(mapping: Mapping, depth: int) -> list[str]:
    pad = "  " * depth
    out = [f"{pad}# {_comment(line)}" for line in mapping.head]
    for key, value in mapping.values.items():
        out.extend(_entry(key, value, depth))
    return out


def _entry(key: str, value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    comment = ""
    if isinstance(value, Noted):
        comment, value = _comment(value.comment), value.value
    if value is None or value == "" or value == []:
        return [f"{pad}# {key}: {comment}"] if comment else []
    if isinstance(value, Mapping):
        above = [f"{pad}# {comment}"] if comment else []
        return [*above, f"{pad}{key}:", *_mapping(value, depth + 1)]
    if isinstance(value, list):
        above = [f"{pad}# {comment}"] if comment else []
        return [*above, f"{pad}{key}:", *(line for item in value for line in _item(item, depth + 1))]
    words = _inline(value)
    if not words:
        return []
    if "\n" in words:
        above = [f"{pad}# {comment}"] if comment else []
        return [*above, f"{pad}{key}: {_block_mark(words)}", *(f"{pad}  {line}" if line else "" for line in words.split("\n"))]
    if isinstance(value, str):
        words = scalar(words)
    if comment and len(words) > 40:
        return [f"{pad}# {comment}", f"{pad}{key}: {words}"]
    return [f"{pad}{key}: {words}" + (f"  # {comment}" if comment else "")]


def _block_mark(words: str) -> str:
    """The head of a literal block; a first line that is indented needs the indentation stated."""
    return "|2-" if words[:1] == " " else "|-"


def _inline(value: Any) -> str:
    if isinstance(value, Lines):
        return f"[{value.first}, {value.last}]"
    if isinstance(value, str):
        return printable(value)
    return str(value)


def _item(item: Any, depth: int) -> list[str]:
    pad = "  " * depth
    comment = ""
    if isinstance(item, Noted):
        comment, item = f"  # {_comment(item.comment)}", item.value
    if isinstance(item, Flow):
        return [f"{pad}- {_flow(item)}" + (f"  # {_comment(item.comment)}" if item.comment else comment)]
    if isinstance(item, Mapping):
        lines = _mapping(Mapping(item.values), depth + 1)
        heads = [f"{pad}# {_comment(h)}" for h in item.head]
        first = next((n for n, line in enumerate(lines) if not line.lstrip().startswith("#")), 0)
        above = [line[2:] for line in lines[:first]]
        return [*heads, *above, f"{pad}- {lines[first].lstrip()}", *lines[first + 1 :]]
    words = " ".join(printable(str(item)).split())
    if not words:
        return []
    return [f"{pad}- {scalar(words)}{comment}"]


def _flow(flow: Flow) -> str:
    parts = []
    for key, value in flow.values.items():
        if value is None:
            continue
        words = " ".join(printable(str(value)).split())
        if not words:
            continue
        safe = _PLAIN.fullmatch(words) and not _FLOW_UNSAFE.search(words)
        parts.append(f"{key}: {words if safe else json.dumps(words, ensure_ascii=False)}")
    return "{" + ", ".join(parts) + "}"
