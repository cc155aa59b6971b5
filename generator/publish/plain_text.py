"""The value of a field as a person reads it, whatever it holds: words, lists, records with their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

_INWARD = "persons"  # names that a site never shows; whoever compares may pass on what he sees
_WITHHELD = "（姓名不列出）"


def texts_of(values: Mapping[str, Any]) -> dict[str, str]:
    """All fields of a record as texts. Pure."""
    return {name: _text(name, value) for name, value in values.items()}


def as_text(value: Any) -> str:
    """A line an entry of a list; a record on one line, without what it does not say. Pure."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, (list, tuple)):
        return "\n".join(filter(None, map(as_text, value)))
    if isinstance(value, Mapping) or is_dataclass(value):
        return "，".join(f"{name}: {' '.join(text.split())}" for name, text in _said(value))
    return str(value)


def _said(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        pairs = [(str(name), one) for name, one in value.items()]
    else:
        pairs = [(one.name, getattr(value, one.name)) for one in fields(value)]
    for name, one in pairs:
        if text := _text(name, one):
            yield name, text


def _text(name: str, value: Any) -> str:
    return as_text(value) if name != _INWARD or not value else _WITHHELD
