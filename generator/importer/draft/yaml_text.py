"""YAML in the form of content/: block style, plain words where they are safe, comments beside what needs a
look.

A small writer of its own, because the comments are half of what an import has to say and PyYAML writes none.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

REVIEW = "请核对："  # opens a comment that a person must have looked at
INVENTED = "标题为导入时所加，原文此处没有标题"
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~][^\n]*")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|\s$")
_SURE = re.compile(r"[0-9\u3400-\u9fff“（《][^\s:#]*")  # most words: a look that spares the others
_FLOW_SURE = re.compile(r"-?\d+(?:\.\d+)?|[\w（）〔〕“”《》、，；：。]+")
_FLOW_UNSAFE = re.compile(r"[,\[\]{}:#\n\"']|^\s|\s$")
# more than text to other readers of YAML
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


@dataclass(slots=True)
class Flow:
    """A small mapping written on one line: {unit: 综合科, role: lead}."""

    values: dict[str, Any]
    comment: str = ""


@dataclass(slots=True)
class Noted:
    """A value with a comment behind it, or above it when it is long."""

    value: Any
    comment: str


@dataclass(slots=True)
class Lines:
    """A pair of line numbers, written [9, 11]."""

    first: int
    last: int


@dataclass(slots=True)
class Mapping:
    """An ordered mapping; `head` are comment lines above it."""

    values: dict[str, Any] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether it holds anything to write."""
        return bool(self.head) or any(self.values.values())


def printable(text: str) -> str:
    """The text without characters that the model refuses (control and direction marks)."""
    if text.isprintable():
        return text.strip()
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def title_or(text: str | None, otherwise: Any) -> Any:
    """The text on one line, or something else when nothing printable is left of it."""
    return " ".join(printable(text or "").split()) or otherwise


def scalar(text: str) -> str:
    """A one-line scalar, quoted only where it must be."""
    if _SURE.fullmatch(text):
        return text
    if _PLAIN.fullmatch(text) and not _UNSAFE.search(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def write(mapping: Mapping) -> str:
    """The mapping as YAML text."""
    out: list[str] = []
    _mapping(mapping, 0, out)
    out.append("")
    return "\n".join(out)


def _comment(words: str) -> str:
    return " ".join(printable(words).split())


def _mapping(mapping: Mapping, depth: int, out: list[str]) -> None:
    """Append the lines of a mapping."""
    pad = "  " * depth
    out.extend(f"{pad}# {_comment(line)}" for line in mapping.head)
    _fields(mapping, pad, depth, out)


def _fields(mapping: Mapping, pad: str, depth: int, out: list[str]) -> None:
    """Append the fields of a mapping that hold anything."""
    for key, value in mapping.values.items():
        if not value:
            continue
        if type(value) is str:
            _words(key, printable(value), "", pad, out)
        else:
            _entry(key, value, pad, depth, out)


def _entry(key: str, value: Any, pad: str, depth: int, out: list[str]) -> None:
    """Append one field that is more than words; an empty value leaves no line, unless a comment explains
    it."""
    comment = ""
    if type(value) is Noted:
        comment, value = _comment(value.comment), value.value
        if not value:
            out.append(f"{pad}# {key}: {comment}")
            return
    if type(value) is str:
        _words(key, printable(value), comment, pad, out)
    elif type(value) is Lines:
        out.append(f"{pad}{key}: [{value.first}, {value.last}]" + (f"  # {comment}" if comment else ""))
    else:
        if comment:
            out.append(f"{pad}# {comment}")
        out.append(f"{pad}{key}:")
        if type(value) is Mapping:
            _mapping(value, depth + 1, out)
        else:
            for item in value:
                _item(item, depth + 1, out)


def _words(key: str, words: str, comment: str, pad: str, out: list[str]) -> None:
    """Append a scalar: a literal block when it has several lines; a long one has its comment above it."""
    if not words:
        return
    long = "\n" in words
    shown = _block_mark(words) if long else scalar(words)
    if comment and (long or len(shown) > 40):
        out.append(f"{pad}# {comment}")
        comment = ""
    out.append(f"{pad}{key}: {shown}  # {comment}" if comment else f"{pad}{key}: {shown}")
    if not long:
        return
    if "\n\n" in words:
        out.extend(f"{pad}  {line}" if line else "" for line in words.split("\n"))
    else:
        out.append(f"{pad}  " + words.replace("\n", f"\n{pad}  "))


def _block_mark(words: str) -> str:
    """The head of a literal block; a first line that is indented needs the indentation stated."""
    return "|2-" if words[:1] == " " else "|-"


def _item(item: Any, depth: int, out: list[str]) -> None:
    """Append one item of a list, the cells of a row as a list on one line; the dash goes before the first
    field, below the comments."""
    pad = "  " * depth
    comment = ""
    if type(item) is Noted:
        comment, item = f"  # {_comment(item.comment)}", item.value
    if type(item) is tuple:
        cells = [_flow_words(words) or '""' for words in item]
        out.append(f"{pad}- [{', '.join(cells)}]")
        return
    if type(item) is Flow:
        out.append(f"{pad}- {_flow(item)}" + (f"  # {_comment(item.comment)}" if item.comment else comment))
        return
    if type(item) is Mapping:
        if item.head:
            out.extend(f"{pad}# {_comment(h)}" for h in item.head)
        at = len(out)
        _fields(item, f"{pad}  ", depth + 1, out)
        while at + 1 < len(out) and out[at].lstrip().startswith("#"):
            out[at] = out[at][2:]
            at += 1
        out[at] = f"{pad}- {out[at].lstrip()}"
        return
    words = " ".join(printable(str(item)).split())
    if words:
        out.append(f"{pad}- {scalar(words)}{comment}")


def _flow(flow: Flow) -> str:
    parts = []
    for key, value in flow.values.items():
        if value is None:
            continue
        if type(value) is str and _FLOW_SURE.fullmatch(value):
            parts.append(f"{key}: {value}")
            continue
        if words := _flow_words(value):
            parts.append(f"{key}: {words}")
    return "{" + ", ".join(parts) + "}"


def _flow_words(value: Any) -> str:
    """A value on one line inside brackets; empty if nothing printable is left of it."""
    words = " ".join(printable(str(value)).split())
    safe = _PLAIN.fullmatch(words) and not _FLOW_UNSAFE.search(words) and words.lower() not in _WORDS
    return words if safe or not words else json.dumps(words, ensure_ascii=False)
