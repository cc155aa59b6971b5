"""A cited document is what stands in 《》; 〈〉 or 《》 inside belongs to it.

Its number may stand in a bracket behind it, and an alias in （以下简称《…》）. Newspapers and books are
listed too, and marked, because only a person can tell what a title names; so is the document itself, which it
names as it is sent out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 300
_SHORTEST_OWN = 4
_MARK = re.compile(r"[《》]|<<|>>|＜＜|＞＞|≪|≫")  # where a keyboard has no better ones
_SENTENCE = re.compile(r"[。；，,\n]")
_OPENING = frozenset(("《", "<<", "＜＜", "≪"))
DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fff（）()]{0,13}\s?[〔\[【﹝（(]\s?(?:19|20)\d{2}\s?[〕\]】﹞）)]?\s?"
    r"(?:第\s?)?\d{1,5}\s?号|"
    r"[\u4e00-\u9fff]{1,8}令\s?第?\s?\d{1,4}\s?号|"
    r"[\u4e00-\u9fff]{2,10}公告\s?(?:19|20)\d{2}年第\s?\d{1,4}\s?号"
)
_ALIAS = re.compile(r"(?:以下(?:统)?简称|下称|简称)[：:]?\s?[《“\"]?(?P<alias>[^》”\"）)]{1,40})[》”\"]?")
_PRESS = re.compile(
    r"(?:日报|晚报|时报|早报|商报|都市报|青年报|工人报|周刊|周报|杂志|画报|电视台|频道|纪录片|之声)$"
)


class Cite(NamedTuple):
    """A title in 《》, what stands behind it in a bracket, and what kind of mention it is."""

    title: str
    number: str | None = None
    alias: str | None = None
    press: bool = False
    own: bool = False


def cites(text: str) -> list[Cite]:
    """The documents cited in a text, each once, in order of first mention."""
    found: dict[str, Cite] = {}
    for start, stop, end in _quotations(text):
        title = "".join(text[start:stop].split("\n")).strip()
        if not title:
            continue
        number, alias = _behind(text, end)
        old = found.get(title)
        if old is None:
            found[title] = Cite(title, number, alias, _PRESS.search(title) is not None)
        else:
            found[title] = Cite(title, old.number or number, old.alias or alias, old.press)
    return list(found.values())


def mark_own(found: list[Cite], title: str | None, inner: str | None) -> list[Cite]:
    """The citations with those of the document itself marked: its title,
    or what its title says it sends out."""
    names = ["".join(n.split()) for n in (title, inner) if n]
    return [c._replace(own=any(_names(n, "".join(c.title.split())) for n in names)) for c in found]


def _names(title: str, cited: str) -> bool:
    return (
        title == cited
        or (len(cited) >= _SHORTEST_OWN and f"印发《{cited}》" in title)
        or (len(cited) >= _SHORTEST_OWN and title.endswith(f"印发{cited}的通知"))
    )


def _quotations(text: str) -> list[tuple[int, int, int]]:
    """Start and end of the title in every outermost 《…》, and the end of its mark; one that does not close
    within reach ends at its first 》, if any."""
    out: list[tuple[int, int, int]] = []
    depth = start = 0
    first: tuple[int, int] | None = None
    for match in _MARK.finditer(text):
        if depth and match.start() - start > _LONGEST:
            out += [(start, *first)] if first else []
            depth = 0
        if match.group() in _OPENING:
            if depth and _SENTENCE.search(text, start, match.start()):
                depth = 0  # the mark before was never closed
            if depth == 0:
                start, first = match.end(), None
            depth += 1
        elif depth:
            first = first or match.span()
            depth -= 1
            if depth == 0:
                out.append((start, *match.span()))
    out = [q for q in out if "。" not in text[q[0] : q[1]]]
    return [*out, (start, *first)] if depth and first and "。" not in text[start : first[0]] else out


def _behind(text: str, end: int) -> tuple[str | None, str | None]:
    """The document number and the alias in the brackets that follow a title."""
    number = alias = None
    for _ in range(2):
        if text[end : end + 1] not in ("（", "("):
            break
        window = text[end : end + 120]
        stop = 0
        depth = 0
        for i, char in enumerate(window):
            depth += (char in "（(") - (char in "）)")
            if depth == 0:
                stop = i + 1
                break
        if not stop:
            break
        inner = window[1 : stop - 1]
        match = DOC_NUMBER.search(inner)
        number = number or (match.group() if match else None)
        short = _ALIAS.search(inner)
        alias = alias or (short.group("alias").strip("《》“” ") if short else None)
        end += stop
    return number, alias
