"""Which progress of a plan came after its original, and so is not compared with it.

What an office promises is printed first; what came of it is written beside it later, by the workbook of the
units or by hand, often without saying where it was published. Only an original with a column 进展情况 has
progress of its own: as many entries as were read there are compared, those beyond are later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from generator.importer.compare.facts import Said, TaskFacts, ink, paired, sections, tasks, value_at
from generator.model.statuses import class_of
from generator.model.values import DOCUMENT_KIND, SECTION_KIND, code_of
from generator.problems import RecordPath

_document_kind = code_of(DOCUMENT_KIND)
_section_kind = code_of(SECTION_KIND)
_REPORTS = ("done", "problems")  # the kinds of section in which a task is no promise


def without_later(tree: Any, draft: Any) -> tuple[Any, int]:
    """A document without the later progress of its plans, and how many entries these are. `draft`: that of a
    fresh import of its original. All places stay what they were: nothing stands where an entry stood."""
    later = set(_later(tree, draft))
    around = {place[:n] for place in later for n in range(len(place))}
    return _emptied(tree, (), later, around), len(later)


def _later(tree: Any, draft: Any) -> Iterator[RecordPath]:
    plans = frozenset(_plans(tree))
    ours = tasks(tree)
    original = {id(mine): other for mine, other in paired(ours, tasks(draft))[0]}
    for task in ours:
        if task.progress and task.place[:-2] in plans:
            yield from (said.place for said in _beyond(task, original.get(id(task))))


def _beyond(task: TaskFacts, original: TaskFacts | None) -> list[Said]:
    """The entries of a task that its original has no room for. What it prints is taken by the entries that
    are as printed, then by those that are most like it: these are miswritten, and are to be told."""
    printed = _not_repeated(original.progress, task.sourced) if original else []
    count = len(task.progress) - len(printed)
    if count <= 0:
        return []
    known = {_as_said(said) for said in printed}
    others = [said for said in task.progress if _as_said(said) not in known]
    ours = {_as_said(said) for said in task.progress}
    like = _likeness([said for said in printed if _as_said(said) not in ours])
    latest_last = sorted(others, key=lambda said: said.date)
    return sorted(latest_last, key=like, reverse=True)[-count:]


def _not_repeated(printed: Sequence[Said], sourced: Sequence[Said]) -> list[Said]:
    """What is printed but for the entries to which a clerk added where they stand: a date may have been
    mended with it."""
    left = list(printed)
    for ours in sourced:
        same = (
            n
            for n, said in enumerate(left)
            if _as_said(ours) == _as_said(said) or (said.text and ink(ours.text) == ink(said.text))
        )
        if (n := next(same, None)) is not None:
            del left[n]
    return left


def _likeness(printed: Sequence[Said]) -> Callable[[Said], float]:
    """How like an entry is to what is printed: by its date, and by its words, of whose pairs of characters
    it is asked how many are there."""
    dates = {said.date for said in printed}
    pairs = {pair for said in printed for pair in _pairs(said)}

    def like(said: Said) -> float:
        own = _pairs(said)
        return (said.date in dates) + len(own & pairs) / (len(own) or 1)

    return like


def _pairs(said: Said) -> set[tuple[str, str]]:
    return set(pairwise(ink(said.status + said.text)))


def _as_said(said: Said) -> tuple[str, str, str]:
    status = said.status if said.is_code else class_of(said.status) or said.status
    return said.date, status, ink(said.text)


def _plans(tree: Any) -> Iterator[RecordPath]:
    """The places of the sections whose tasks are promises. A section is of the kind of what is above it,
    where it does not say another."""
    kinds: dict[RecordPath, str] = {}
    summary = _document_kind(value_at(tree, ("kind",))) == "summary"
    for place, section, _, _ in sections(tree):
        inherited = kinds.get(place[:-2], "done" if summary else "plan")
        kinds[place] = _section_kind(value_at(section, ("kind",))) or inherited
        if kinds[place] not in _REPORTS:
            yield place


def _emptied(node: Any, place: RecordPath, gone: set[RecordPath], around: set[RecordPath]) -> Any:
    """A copy of a node without what is gone; what does not lie `around` that is taken over."""
    if place in gone:
        return None
    if place not in around:
        return node
    if isinstance(node, dict):
        return {key: _emptied(value, (*place, str(key)), gone, around) for key, value in node.items()}
    return [_emptied(value, (*place, n), gone, around) for n, value in enumerate(node)]
