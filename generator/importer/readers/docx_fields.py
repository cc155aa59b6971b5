"""Form fields of Word: a tick box shows ☒ or ☐, a drop-down list the entry that was chosen.

Old fields (w:ffData) hold what they show beside the text, new ones (content controls) as text; a new tick box
may show its sign in a symbol font. What an unfilled control says (单击此处输入文字) is no text
of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.importer.readers.docx_tags import W14, W

_ON, _OFF = "☒", "☐"
_FALSE = ("0", "false", "off")
_PROMPT = re.compile(r"\s*(?:请?(?:单击|点击|选择一项)|Click\b|Choose an item|Tap\b)")


def shown_fields(root: Any) -> dict[Any, str]:
    """What form fields below `root` show although no text says so, by the element in its place: w:ffData, or
    the w:sym of a tick box."""
    found = {field: words for field in root.iter(f"{W}ffData") if (words := _of_old_field(field))}
    for box in root.iter(f"{W14}checkbox"):
        control = next(box.iterancestors(f"{W}sdt"), None)
        checked = box.find(f"{W14}checked")
        is_on = checked is not None and checked.get(f"{W14}val", "1") not in _FALSE
        for sign in control.iter(f"{W}sym") if control is not None else ():
            found[sign] = _ON if is_on else _OFF
    return found


def prompts(root: Any) -> Iterator[Any]:
    """The runs of content controls that nobody filled in."""
    for mark in root.iter(f"{W}showingPlcHdr"):
        control = next(mark.iterancestors(f"{W}sdt"), None)
        if control is None or mark.get(f"{W}val") in _FALSE:
            continue
        if _PROMPT.match("".join(t.text or "" for t in control.iter(f"{W}t"))):
            yield from control.iter(f"{W}r")


def _of_old_field(field: Any) -> str:
    """What an old field shows; "" where its text stands in the document."""
    if _has_result(field):
        return ""
    box, choice = field.find(f"{W}checkBox"), field.find(f"{W}ddList")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return _ON if state is not None and state.get(f"{W}val", "1") not in _FALSE else _OFF
    if choice is None:
        return ""
    entries = [str(entry.get(f"{W}val", "")) for entry in choice.iter(f"{W}listEntry")]
    chosen = choice.find(f"{W}result")
    chosen = choice.find(f"{W}default") if chosen is None else chosen
    place = str(chosen.get(f"{W}val", "0")) if chosen is not None else "0"
    return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""


def _has_result(field: Any) -> bool:
    """Whether text stands between the begin of a field and its end."""
    run = next(field.iterancestors(f"{W}r", f"{W}fldSimple"), None)
    if run is None or run.tag == f"{W}fldSimple":
        return run is not None and any((t.text or "").strip() for t in run.iter(f"{W}t"))
    for later in run.itersiblings(f"{W}r"):
        mark = later.find(f"{W}fldChar")
        if mark is not None and mark.get(f"{W}fldCharType") != "separate":
            return False
        if any((t.text or "").strip() for t in later.iter(f"{W}t")):
            return True
    return False
