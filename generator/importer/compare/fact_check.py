"""Compare the facts of a finished YAML with those a fresh import reads: head, kind, periods, units with
roles, deadlines; figures and cited documents as `mention_check` does.

Where the file differs from the import, either may be wrong. So the words decide: what the file says and the
source does not have, or has only in another task, is an error; what the source has where it may belong, but
the import read otherwise, is a note that somebody must look at. In neither case are file and source called
the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.importer.compare.differences import (
    LOOK,
    NO_WORDS,
    SHOWN,
    FactDifference,
    Words,
    named,
    stands_in,
)
from generator.importer.compare.facts import (
    Answer,
    Due,
    TaskFacts,
    ink,
    paired,
    section_facts,
    sections,
    tasks,
    value_at,
)
from generator.importer.compare.mention_check import cites, figures, headings, texts
from generator.importer.compare.progress_check import progress
from generator.importer.outline.result import Imported
from generator.importer.words.dates import all_dates, find_date
from generator.model import placeholders
from generator.model.deadlines import interpret
from generator.problems import RecordPath

_ROLES = {"lead": "牵头", "responsible": "责任", "support": "配合"}
_KINDS = {"plan": "工作要点", "summary": "总结", "mixed": "总结及计划", "assignment": "责任分解表"}
_DUE_KINDS = {"date": "日期", "recurring": "周期", "ongoing": "长期", "period": "时段"}
_PERIOD = re.compile(r"20\d\d(?:-(?:H[12]|Q[1-4]|\d\d)|/20\d\d)?")
_HEAD: tuple[tuple[RecordPath, str, str], ...] = (
    (("title",), "标题", "words"),
    (("period",), "时期", "years"),
    (("source", "publisher"), "发布机关", "words"),
    (("source", "published"), "发布日期", "date"),
    (("disclosure", "publisher"), "公开信息里的发布机构", "words"),
    (("disclosure", "formed"), "成文日期", "date"),
    (("disclosure", "published"), "公开信息里的发布日期", "date"),
    (("disclosure", "number"), "文号", "words"),
)
_NOT_READ = frozenset({placeholders.NO_TITLE, placeholders.NO_PUBLISHER, placeholders.NO_PERIOD, ""})
_WHOLE_TASK = -1  # in the place of the number of a measure
# that a document must have, though its source may not say it
_MAY_BE_NOWHERE = frozenset({"时期", "发布机关"})


def compare_facts(
    tree: Any, draft: Any, imported: Imported, policies: Mapping[str, frozenset[str]]
) -> list[FactDifference]:
    """How the facts of a YAML differ from the draft of a fresh import of its source. An abridged text may
    leave out what it likes.

    `policies`: each name by which the registry knows a cited document -> all its names.
    """
    if not isinstance(tree, dict):
        return []
    words = Words(imported)
    abridged = tree.get("text") == "abridged"
    pairs, ours, theirs = paired(tasks(tree), tasks(draft))
    found = [*_head(tree, draft, words), *_kind(tree, draft), *_periods(tree, draft)]
    headed = section_facts(draft)
    titles = frozenset(ink(t.title) for t in [*headed, *tasks(draft)])
    for mine, other in [*paired(section_facts(tree), headed)[0], *pairs]:
        found += [
            *headings(mine, other, titles),
            *_units(mine, other, words, abridged),
            *_deadlines(mine, other, words, abridged),
            *_measures(mine, other),
            *texts(mine, other, words),
            *figures(mine, other, words, abridged),
            *cites(mine, other, words, policies, abridged),
            *progress(mine, other, words, abridged),
        ]
    for task in ours:
        found += [
            *_nowhere(task, words),
            FactDifference(
                task.place,
                f"没有比对：{named(task)}的责任单位和完成时限",
                "在原文里没有找到对应的任务，请自行对照原文",
            ),
        ]
    if not abridged:
        found += [
            FactDifference(
                (),
                f"没有比对：原文{_at(task)}读出的{named(task)}",
                "在文件里没有找到对应的任务，请自行对照原文",
            )
            for task in theirs
        ]
    return found


def _head(tree: Any, draft: Any, words: Words) -> Iterator[FactDifference]:
    """Title, issuer, dates, number and period of the document."""
    for place, label, kind in _HEAD:
        mine, other = value_at(tree, place), value_at(draft, place)
        other = "" if other in _NOT_READ else other
        if _same(mine, other, kind) or mine in _NOT_READ - {""}:
            continue
        if not mine:
            yield FactDifference(place, f"不同之处：{label}：文件没有写，原文读出“{other}”", LOOK)
            continue
        stands = _is_printed(mine, kind, words.whole)
        wrong = not stands and (other != "" or label not in _MAY_BE_NOWHERE)
        read = f"原文读出“{other}”" if other else "原文没有读出"
        yield FactDifference(
            place,
            f"不同之处：{label}：文件写“{mine}”，{read}",
            NO_WORDS.format(mine) if wrong else LOOK,
            "error" if wrong else "warning",
            (place,),
        )


def _kind(tree: Any, draft: Any) -> Iterator[FactDifference]:
    """A document taken for one of another kind."""
    mine, other = value_at(tree, ("kind",)), value_at(draft, ("kind",))
    if mine != other:
        wrote = f"文件写“{mine}（{_KINDS.get(mine, '没有这一类')}）”" if mine else "文件没有写"
        yield FactDifference(
            ("kind",) if mine else (),
            f"不同之处：类型（kind）：{wrote}，原文读出“{other}（{_KINDS[other]}）”",
            LOOK,
        )


def _same(mine: str, other: str, kind: str) -> bool:
    if kind == "date" and mine and other:
        return find_date(mine) == find_date(other)
    return mine == other if kind == "years" else ink(mine) == ink(other)


def _is_printed(value: str, kind: str, text: str) -> bool:
    """Whether the source has the value, in any form that means the same."""
    if kind == "date":
        return find_date(value) in all_dates(text)
    if kind == "years":
        return "/" in value or stands_in(value[:4], text)
    return ink(value) in ink(text)


def _periods(tree: Any, draft: Any) -> Iterator[FactDifference]:
    """Periods of sections that have one of their own, in either."""
    theirs: dict[str, list[str]] = {}  # by title; several sections may have the same
    for _, node, _, _ in sections(draft):
        theirs.setdefault(ink(value_at(node, ("title",))), []).append(value_at(node, ("period",)))
    for place, node, _, _ in sections(tree):
        title, mine = value_at(node, ("title",)), value_at(node, ("period",))
        others = theirs.get(ink(title), [mine])
        if mine not in others:
            wrote = f"文件写“{mine}”" if mine else "文件没有写"
            read = f"原文读出“{others[0]}”" if others[0] else "原文没有读出"
            yield FactDifference(
                (*place, "period") if mine else place,
                f"不同之处：章节“{title[:SHOWN]}”的时期：{wrote}，{read}",
                LOOK,
            )


def _units(mine: TaskFacts, other: TaskFacts, words: Words, abridged: bool) -> Iterator[FactDifference]:
    """Units that only one of the two has, and units with other roles."""
    ours, theirs = _roles(mine.answers), _roles(other.answers)
    added = list({ink(a.name): a for a in mine.answers if ink(a.name) not in theirs}.values())
    lost = [
        a.name
        for a in {
            ink(a.name): a for a in other.answers if ink(a.name) not in ours and ink(a.name) not in mine.lent
        }.values()
    ]
    if added or (lost and not abridged):
        yield _difference(
            f"{named(mine)}的责任单位",
            [(a.place, a.name) for a in added],
            lost,
            mine,
            [words.missing(a.name, other.lines) for a in added],
        )
    for answer in {ink(a.name): a for a in mine.answers}.values():
        name = ink(answer.name)
        if name in theirs and ours[name] != theirs[name]:
            roles = [
                "、".join(_ROLES.get(r, r or "（没有写）") for r in sorted(s))
                for s in (ours[name], theirs[name])
            ]
            yield FactDifference(
                answer.place,
                f"不同之处：{named(mine)}的责任单位“{answer.name}”的分工：文件写“{roles[0]}”，原文读出“{roles[1]}”",
                LOOK,
            )


def _measures(mine: TaskFacts, other: TaskFacts) -> Iterator[FactDifference]:
    """Units and deadlines that the import read as those of other measures; where it read none for single
    measures, a clerk may have."""
    for label, ours, theirs in (
        ("责任单位", mine.answers, other.answers),
        ("完成时限", mine.dues, other.dues),
    ):
        here, there = _by_measure(mine, ours), _by_measure(other, theirs)
        if all(measures == {_WHOLE_TASK} for measures in there.values()):
            continue
        for words, measures in here.items():
            if there.get(words, measures) != measures:
                place = next(f.place for f in ours if ink(_said(f)) == words)
                what = f"文件记在{_listed(measures)}，原文读出在{_listed(there[words])}"
                yield FactDifference(place, f"不同之处：{named(mine)}的{label}“{words}”：{what}", LOOK)


def _listed(measures: set[int]) -> str:
    return "、".join("整项任务" if n == _WHOLE_TASK else f"第 {n + 1} 条举措" for n in sorted(measures))


def _by_measure(task: TaskFacts, found: Sequence[Answer | Due]) -> dict[str, set[int]]:
    """The measures for which each unit or deadline is written, or `_WHOLE_TASK`."""
    out: dict[str, set[int]] = {}
    for fact in found:
        below = fact.place[len(task.place) :]
        out.setdefault(ink(_said(fact)), set()).add(int(below[1]) if below[0] == "measures" else _WHOLE_TASK)
    return out


def _said(fact: Answer | Due) -> str:
    return fact.name if isinstance(fact, Answer) else fact.words


def _roles(answers: Iterable[Answer]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for answer in answers:
        found[ink(answer.name)] = found.get(ink(answer.name), frozenset()) | {answer.role}
    return found


def _deadlines(mine: TaskFacts, other: TaskFacts, words: Words, abridged: bool) -> Iterator[FactDifference]:
    """Deadlines that only one of the two has, and dates and kinds that their words do not mean."""
    ours, theirs = {ink(d.words) for d in mine.dues}, {ink(d.words) for d in other.dues}
    added = [d for d in mine.dues if ink(d.words) not in theirs]
    lost = [d.words for d in other.dues if ink(d.words) not in ours and ink(d.words) not in mine.lent]
    if added or (lost and not abridged):
        meant = {_meaning(d, other.period) for d in other.dues} - {None}
        hints = [
            "" if _meaning(d, mine.period) in meant else words.missing(d.words, other.lines) for d in added
        ]
        yield _difference(f"{named(mine)}的完成时限", [(d.place, d.words) for d in added], lost, mine, hints)
    yield from _dates(mine)


def _dates(task: TaskFacts) -> Iterator[FactDifference]:
    """Dates and kinds stated beside words that mean another day, or one day and no recurrence."""
    for due in task.dues:
        meaning = _meaning(due, task.period)
        if due.date and meaning and str(meaning[1]) != due.date:
            day = f"读作 {meaning[1]}" if meaning[1] else "没有写明日期"
            yield FactDifference(
                due.place,
                f"不同之处：{named(task)}的完成时限“{due.words}”：文件写的日期是 {due.date}，字样{day}",
                LOOK,
            )
        kind = _kind_of(due, task.period)
        if due.kind and kind and kind != due.kind:
            wrote = f"{due.kind}（{_DUE_KINDS.get(due.kind, '没有这一种')}）"
            yield FactDifference(
                due.place,
                f"不同之处：{named(task)}的完成时限“{due.words}”：文件写的种类是 {wrote}，"
                f"字样读作 {kind}（{_DUE_KINDS[kind]}）",
                LOOK,
            )


def _nowhere(task: TaskFacts, words: Words) -> Iterator[FactDifference]:
    """Words of a task without a counterpart that the source has nowhere."""
    for label, found in (
        ("责任单位", [(a.place, a.name) for a in task.answers]),
        ("完成时限", [(d.place, d.words) for d in task.dues]),
    ):
        for place, said in found:
            if hint := words.missing(said, None):
                yield FactDifference(
                    place, f"不同之处：{named(task)}的{label}：文件写“{said}”", hint, "error", (place,)
                )


def _difference(
    label: str, added: list[tuple[RecordPath, str]], lost: list[str], task: TaskFacts, hints: list[str]
) -> FactDifference:
    """One sentence for what only the file has and what only the import read."""
    wrote = f"文件写“{'、'.join(w for _, w in added)}”" if added else "文件没有写"
    read = f"原文读出“{'、'.join(lost)}”" if lost else "原文没有读出"
    bad = next(((place, hint) for (place, _), hint in zip(added, hints, strict=True) if hint), None)
    place = bad[0] if bad else added[0][0] if added else task.place
    return FactDifference(
        place,
        f"不同之处：{label}：{wrote}，{read}",
        bad[1] if bad else LOOK,
        "error" if bad else "warning",
        tuple(p for p, _ in added),
    )


def _kind_of(due: Due, period: str) -> str:
    """The kind that the words mean; empty when they or the period cannot be read."""
    meaning = interpret(due.words, period) if _PERIOD.fullmatch(period) else None
    return meaning.kind if meaning else ""


def _meaning(due: Due, period: str) -> tuple[str, Any] | None:
    """Kind and last day that the words mean; nothing when they or the period cannot be read."""
    meaning = interpret(due.words, period) if _PERIOD.fullmatch(period) else None
    return (meaning.kind, meaning.date) if meaning and (meaning.date or meaning.kind == "date") else None


def _at(task: TaskFacts) -> str:
    return f"第 {task.lines[0]} 行" if task.lines else ""
