"""The facts of a document's YAML, as plain data: its head, its sections and tasks with units, deadlines,
figures and cites.

Reads the clerk's finished YAML as well as the draft of a fresh import, so that both can be compared. The
YAML need not be valid: what has another form than expected is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from generator.model.statuses import STATUS_LABEL
from generator.problems import RecordPath

STATED = ("value", "unit", "kind", "bound", "change")  # of a figure, beside its words and name
# and what no YAML may hold
_BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+")
_INK = re.compile(r"[^0-9A-Za-z\u3400-\u9fff%‰.-]|(?<!\d)\.|\.(?!\d)")
_NO_SIGN = re.compile(
    r"(?<=[0-9A-Za-z.-])-|-(?!\d)"
)  # before blanks go: beside a cell of 40, -3.5 has its sign
_ONLY_INK = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]*")
_LONGEST_KNOWN = 200  # characters of a text whose ink is kept
_MAY_MARK = re.compile(r"[^\x00-\x7f\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")  # ①, but no usual character


class Answer(NamedTuple):
    """A unit as written, with its role."""

    place: RecordPath
    name: str
    role: str


class Due(NamedTuple):
    """A deadline as written; `date` (ISO) and `kind` are those that a clerk stated beside the words, or
    empty."""

    place: RecordPath
    words: str
    date: str
    kind: str


class Figure(NamedTuple):
    """A figure by its words, its name, and what is stated beside them: value, unit, kind, bound, change, by
    their keys."""

    place: RecordPath
    words: str
    name: str
    stated: dict[str, str]


class Said(NamedTuple):
    """An entry of progress as written: its date, and its status, a word as printed or, if `is_code`, a
    class."""

    place: RecordPath
    date: str
    status: str
    is_code: bool
    text: str


class Cited(NamedTuple):
    """A cited document as written: a title, an alias or an id of the registry."""

    place: RecordPath
    name: str


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task, or a section without its tasks: what it is known by, who answers and by when, what figures
    and documents it names, those of its measures included; `period` is that of its section. A section has no
    `ident`."""

    place: RecordPath
    ident: str
    number: str
    row: str
    title: str
    lines: tuple[int, int] | None
    period: str
    answers: tuple[Answer, ...]
    dues: tuple[Due, ...]
    figures: tuple[Figure, ...] = ()
    cites: tuple[Cited, ...] = ()
    texts: tuple[tuple[RecordPath, str], ...] = ()
    progress: tuple[Said, ...] = ()
    sourced: tuple[Said, ...] = ()  # entries of progress that say where they stand
    lent: frozenset[str] = frozenset()  # units and deadlines stated by the sections above, by their ink


def ink(text: str) -> str:
    """Only letters, digits and Chinese characters, and the signs that make another figure of a figure:
    99.60%, 5‰, -3.5.

    Full-width digits and ① are digits.
    """
    return _known_ink(text) if len(text) <= _LONGEST_KNOWN else _ink(text)


# a comparison asks for the ink of each sentence on both sides, and for that of its parts
@lru_cache(maxsize=1 << 16)
def _known_ink(text: str) -> str:
    return text if _ONLY_INK.fullmatch(text) else _ink(text)


def _ink(text: str) -> str:
    return _INK.sub("", _BLANK.sub("", _NO_SIGN.sub("", unicodedata.normalize("NFKC", text))))


def ink_runs(text: str) -> str:
    """The ink of a text with a line break wherever something else stood, so that 3项 can be told from 13项;
    ① is no part of a number."""
    if _ONLY_INK.fullmatch(text):
        return text
    if odd := set(_MAY_MARK.findall(text)):
        text = text.translate({ord(c): f"\n{c}\n" for c in odd if _is_mark(c)})
    return _INK.sub("\n", _BLANK.sub("\n", _NO_SIGN.sub("\n", unicodedata.normalize("NFKC", text))))


def _is_mark(char: str) -> bool:
    """Whether a character that is no digit has digits in it: ①, ⑴."""
    return not char.isdecimal() and any(d.isdecimal() for d in unicodedata.normalize("NFKC", char))


def value_at(tree: Any, place: RecordPath) -> str:
    """The text at a place; empty when there is none."""
    for step in place:
        if not isinstance(tree, dict):
            return ""
        tree = tree.get(step)
    return "" if tree is None or isinstance(tree, dict | list) else str(tree).strip()


def sections(tree: Any) -> Iterator[tuple[RecordPath, dict[str, Any], str, frozenset[str]]]:
    """Every section with its place, the period that holds in it, and what it and those above state; in
    document order."""
    stack: list[tuple[RecordPath, dict[str, Any], str, frozenset[str]]] = (
        [((), tree, "", frozenset())] if isinstance(tree, dict) else []
    )
    while stack:
        place, node, period, lent = stack.pop()
        period = value_at(node, ("period",)) or period
        if place:
            lent = (
                lent
                | {ink(a.name) for a in _answers(node, place)}
                | {ink(d.words) for d in _dues(node, place)}
            )
            yield place, node, period, lent
        below = [
            ((*place, "sections", n), s, period, lent)
            for n, s in enumerate(_items(node, "sections"))
            if isinstance(s, dict)
        ]
        stack.extend(reversed(below))


def tasks(tree: Any) -> list[TaskFacts]:
    """The tasks of a document, in its order."""
    return [
        _task(task, (*place, "tasks", n), period, lent)
        for place, section, period, lent in sections(tree)
        for n, task in enumerate(_items(section, "tasks"))
        if isinstance(task, dict)
    ]


def section_facts(tree: Any) -> list[TaskFacts]:
    """What the sections state themselves, in the order of the document."""
    return [
        replace(_task(node, place, period, frozenset()), ident="")
        for place, node, period, _ in sections(tree)
    ]


def _task(task: dict[str, Any], place: RecordPath, period: str, lent: frozenset[str]) -> TaskFacts:
    parts = [
        (place, task),
        *(
            ((*place, "measures", n), m)
            for n, m in enumerate(_items(task, "measures"))
            if isinstance(m, dict)
        ),
    ]
    told = [p for where, part in parts for p in _progress(part, where, sourced=False)]
    printed = [*parts, *told]
    return TaskFacts(
        place=place,
        ident=value_at(task, ("id",)),
        number=ink(value_at(task, ("number",))),
        row=ink(value_at(task, ("row",))),
        title=value_at(task, ("title",)),
        lines=_lines(task.get("lines")),
        period=period,
        answers=tuple(a for where, part in parts for a in _answers(part, where)),
        dues=tuple(d for where, part in parts for d in _dues(part, where)),
        figures=tuple(f for where, part in printed for f in _figures(part, where)),
        cites=tuple(c for where, part in parts for c in _cites(part, where)),
        texts=tuple(
            ((*where, "text"), text) for where, part in printed if (text := value_at(part, ("text",)))
        ),
        progress=tuple(_said(entry, where) for where, entry in told),
        sourced=tuple(
            _said(entry, at) for where, part in parts for at, entry in _progress(part, where, sourced=True)
        ),
        lent=lent,
    )


def _progress(
    node: dict[str, Any], place: RecordPath, *, sourced: bool
) -> list[tuple[RecordPath, dict[str, Any]]]:
    """The entries of progress that name where they stand; or else the others, which come from the source
    itself."""
    return [
        ((*place, "progress", n), entry)
        for n, entry in enumerate(_items(node, "progress"))
        if isinstance(entry, dict) and bool(entry.get("source")) is sourced
    ]


def _said(entry: dict[str, Any], place: RecordPath) -> Said:
    printed = value_at(entry, ("status", "words"))
    status = printed or value_at(entry, ("status",))
    is_code = not printed and status in STATUS_LABEL
    return Said(place, value_at(entry, ("date",)), status, is_code, value_at(entry, ("text",)))


def _answers(node: dict[str, Any], place: RecordPath) -> list[Answer]:
    found = enumerate(_items(node, "responsibility"))
    return [
        Answer((*place, "responsibility", n, "unit"), value_at(a, ("unit",)), value_at(a, ("role",)))
        for n, a in found
        if value_at(a, ("unit",))
    ]


def _dues(node: dict[str, Any], place: RecordPath) -> list[Due]:
    out: list[Due] = []
    for n, due in enumerate(_items(node, "deadlines")):
        where = (*place, "deadlines", n)
        if isinstance(due, dict):
            out.append(
                Due(
                    (*where, "text"),
                    value_at(due, ("text",)),
                    value_at(due, ("date",)),
                    value_at(due, ("kind",)),
                )
            )
        elif not isinstance(due, list) and due is not None:
            out.append(Due(where, str(due).strip(), "", ""))
    return [due for due in out if due.words]


def _figures(node: dict[str, Any], place: RecordPath) -> list[Figure]:
    found = [((*place, "indicators", n), f) for n, f in enumerate(_items(node, "indicators"))]
    return [
        Figure(
            where,
            value_at(f, ("text",)),
            value_at(f, ("name",)),
            {key: value_at(f, (key,)) for key in STATED},
        )
        for where, f in found
        if value_at(f, ("text",))
    ]


def _cites(node: dict[str, Any], place: RecordPath) -> list[Cited]:
    names = (((*place, "cites", n), name) for n, name in enumerate(_items(node, "cites")))
    return [
        Cited(where, str(name).strip()) for where, name in names if name and not isinstance(name, dict | list)
    ]


def _items(node: dict[str, Any], key: str) -> list[Any]:
    found = node.get(key)
    return found if isinstance(found, list) else []


def _lines(found: Any) -> tuple[int, int] | None:
    if isinstance(found, list) and len(found) == 2 and all(str(n).isdecimal() for n in found):
        return int(str(found[0])), int(str(found[1]))
    return None


_KNOWN_BY: tuple[Callable[[TaskFacts], Hashable], ...] = (  # the surest first
    lambda t: t.lines and (t.lines, t.number, ink(t.title)),
    lambda t: t.lines and (t.lines, ink(t.title)),
    lambda t: t.lines and t.number and (t.lines, t.number),
    lambda t: t.number and ink(t.title) and (t.number, ink(t.title)),
    lambda t: ink(t.title),
    lambda t: t.lines,
    lambda t: t.lines and t.lines[0],
)


def paired(
    ours: Sequence[TaskFacts],
    theirs: Sequence[TaskFacts],
    known_by: Sequence[Callable[[TaskFacts], Hashable]] = _KNOWN_BY,
) -> tuple[list[tuple[TaskFacts, TaskFacts]], list[TaskFacts], list[TaskFacts]]:
    """The tasks that are the same in both, and those left over on either side.

    Known by source lines, number and title, the surest combination first (or by what `known_by` says);
    tasks alike in it are paired in their order, and only if there are as many of them on both sides.
    """
    left, right = list(ours), list(theirs)
    pairs: list[tuple[TaskFacts, TaskFacts]] = []
    for key in known_by:
        mine, others = _by(left, key), _by(right, key)
        same = [
            (a, b)
            for k, group in mine.items()
            if len(group) == len(others.get(k, ()))
            for a, b in zip(group, others[k], strict=True)
        ]
        taken = {id(t) for pair in same for t in pair}
        pairs += same
        left, right = [t for t in left if id(t) not in taken], [t for t in right if id(t) not in taken]
    order = {id(task): n for n, task in enumerate(ours)}
    return sorted(pairs, key=lambda p: order[id(p[0])]), left, right


def _by(found: list[TaskFacts], key: Callable[[TaskFacts], Hashable]) -> dict[Hashable, list[TaskFacts]]:
    groups: dict[Hashable, list[TaskFacts]] = {}
    for task in found:
        if known := key(task):
            groups.setdefault(known, []).append(task)
    return groups
