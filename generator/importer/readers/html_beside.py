"""Words of a page that stand beside its running text: struck out, in forms, pictures, frames,
and where nobody sees them.

They are set aside under a name, so that they are counted; only scripts, styles and comments hold no words of
the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.importer.lines import READING, STRUCK

Attributes = Mapping[str, str | None]

HIDDEN = "隐藏文字"
_FORM, _PICTURE, _DRAWING, _FRAME, _INSTEAD = "表单文字", "图片说明", "图中文字", "内嵌网页", "备用文字"
_TAGS = {
    "textarea": _FORM,
    "select": _FORM,
    "datalist": _FORM,
    "option": _FORM,
    "button": _FORM,
    "input": _FORM,
    "img": _PICTURE,
    "area": _PICTURE,
    "del": STRUCK,
    "s": STRUCK,
    "strike": STRUCK,
    "rt": READING,
    "rp": READING,
    "rtc": READING,
    "svg": _DRAWING,
    "iframe": _FRAME,
    "object": _INSTEAD,
    "noscript": _INSTEAD,
    "noframes": _INSTEAD,
    "template": HIDDEN,
}
_STRUCK = re.compile(r"text-decoration(?:-line)?\s{0,4}:[^;]{0,80}line-through", re.I)
_TOLD = (HIDDEN, STRUCK)  # however few
_UNSEEN_INPUTS = frozenset(["hidden", "password", "checkbox", "radio", "file", "color", "range"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TEMPLATE = re.compile(r"\s*<template[^>]*>(.*)</template>\s*", re.I | re.S)
_MANY = 30  # characters that could be a text somebody misses


def label_of(node: Any, tag: str, attributes: Attributes, hidden: frozenset[int]) -> str | None:
    """The name under which an element is set aside; None for running text.
    A button that is a heading unfolds a section. `hidden` are the elements that nobody sees."""
    if (label := marked(node, attributes, hidden)) is not None:
        return label
    if tag == "button" and node.parent is not None and node.parent.tag in _HEADINGS:
        return None
    return _TAGS.get(tag)


def marked(node: Any, attributes: Attributes, hidden: frozenset[int]) -> str | None:
    """The name under which an element is set aside for what its style says, whatever its tag."""
    if hidden and node.mem_id in hidden:
        return HIDDEN
    return STRUCK if attributes and _STRUCK.search(attributes.get("style") or "") else None


def words_of(tag: str, attributes: Attributes) -> str:
    """What a reader sees of an element that does not stand between its tags."""
    if tag == "input":
        kind = (attributes.get("type") or "text").lower()
        if kind in _UNSEEN_INPUTS:
            return ""
        return (
            attributes.get("alt")
            if kind == "image"
            else attributes.get("value") or attributes.get("placeholder")
        ) or ""
    if tag in ("img", "area"):
        return attributes.get("alt") or ""
    if tag == "textarea":
        return attributes.get("placeholder") or ""
    return attributes.get("label") or "" if tag in ("option", "optgroup") else ""


def markup_of(node: Any, tag: str, attributes: Attributes) -> str:
    """The page inside an element that the parser keeps apart: a template, or what a frame shows."""
    if tag == "iframe":
        return attributes.get("srcdoc") or ""
    found = _TEMPLATE.fullmatch(node.html or "") if tag == "template" else None
    return found.group(1) if found else ""


def notes_of(counts: dict[str, int]) -> list[str]:
    """What to tell of the characters set aside under each name; hidden and struck-out words always,
    the others when they are many."""
    notes = ["网页里有隐藏文字，已搁置"] if counts.get(HIDDEN) else []
    notes += (
        [f"网页里有删除线文字 {counts[STRUCK]} 字，已搁置，如果仍然有效，请补到草稿里"]
        if counts.get(STRUCK)
        else []
    )
    many = [
        f"{label} {count} 字"
        for label, count in counts.items()
        if label not in _TOLD and label in _TAGS.values() and count >= _MANY
    ]
    return (
        [*notes, f"网页里有{'、'.join(many)}，已搁置，如果其中有正文，请把正文另存为文本再导入"]
        if many
        else notes
    )
