"""Compare the figures, cited documents and texts of a task, or a section, with those that a fresh import
reads.

The words of a figure are compared with the source like all others; here it is what the file states beside
them (98.5 for 整改率达到98.5%), what it calls it, and which figures it lacks. A cited document may be
written by any name of the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from generator.importer.compare.differences import LOOK, NO_WORDS, SHOWN, FactDifference, Words, named
from generator.importer.compare.facts import STATED, Cited, Figure, TaskFacts, ink
from generator.model.names import name_key
from generator.model.placeholders import NO_FIGURE_NAME

_FIELDS = {"number": "序号", "row": "原表序号"}
_SENTENCE_END = re.compile(r"[。！？；;\n]")
_SHORTEST = 4  # characters of a sentence
_LABELS = {
    "value": "数值",
    "unit": "计量单位",
    "kind": "目标或完成（kind）",
    "bound": "上下限（bound）",
    "change": "同比变化",
}


def headings(mine: TaskFacts, other: TaskFacts, titles: frozenset[str]) -> Iterator[FactDifference]:
    """A number that differs, and a title that is that of another task or section: two exchanged. `titles`:
    all, by their ink."""
    title = ink(mine.title)
    if title != ink(other.title) and title in titles:
        yield FactDifference(
            (*mine.place, "title"),
            f"不同之处：{named(mine)}的标题：原文这里是“{other.title[:SHOWN]}”",
            "这个标题是原文里另一项的，请对照原文改正",
            "error",
        )
    for key, ours, theirs in (("number", mine.number, other.number), ("row", mine.row, other.row)):
        if ours != theirs:
            wrote, read = (
                (f"文件写“{ours}”" if ours else "文件没有写"),
                (f"原文读出“{theirs}”" if theirs else "原文没有读出"),
            )
            yield FactDifference(
                (*mine.place, key) if ours else mine.place,
                f"不同之处：{named(mine)}的{_FIELDS[key]}：{wrote}，{read}",
                LOOK,
            )


def figures(mine: TaskFacts, other: TaskFacts, words: Words, abridged: bool) -> Iterator[FactDifference]:
    """Figures of the same words that state something else or have a strange name, and those that the file
    lacks."""
    if not (mine.figures or other.figures):
        return
    left = list(other.figures)
    names = frozenset(ink(f.name) for f in other.figures)
    own = words.characters(other.lines) if other.lines else frozenset()
    for figure in mine.figures:
        twin = next((f for f in left if ink(f.words) == ink(figure.words)), None)
        yield from _name(mine, figure, twin, own, names - {ink(twin.name)} if twin else names)
        if twin is None:
            continue
        left.remove(twin)
        for key in STATED:
            ours, theirs = figure.stated[key], twin.stated[key]
            if not _equal(ours, theirs):
                wrote, read = (
                    (f"文件写“{ours}”" if ours else "文件没有写"),
                    (f"原文读出“{theirs}”" if theirs else "原文没有读出"),
                )
                place = (*figure.place, key) if ours else figure.place
                yield FactDifference(
                    place,
                    f"不同之处：{named(mine)}的指标“{figure.words}”的{_LABELS[key]}：{wrote}，{read}",
                    LOOK,
                )
    written = [ink(f.words) for f in mine.figures]
    lost = [f.words for f in left if not any(ink(f.words) in w or w in ink(f.words) for w in written)]
    if lost and not abridged:
        yield FactDifference(
            mine.place, f"不同之处：{named(mine)}的指标：文件没有写，原文读出“{'”“'.join(lost)}”", LOOK
        )


def _name(
    task: TaskFacts, figure: Figure, twin: Figure | None, own: frozenset[str], others: frozenset[str]
) -> Iterator[FactDifference]:
    """A name in characters that the task's lines do not have, that of another figure, or one without its
    last word. A clerk may put together what stands apart there, shorten it from the front, and name what
    nothing names."""
    read = twin.name if twin else ""
    name = ink(figure.name)
    strange = own and not set(name) <= own | set(ink(read))
    cut = name != ink(read) and ink(read).startswith(name)
    if read and NO_FIGURE_NAME not in (figure.name, read) and name and (strange or cut or name in others):
        yield FactDifference(
            (*figure.place, "name"),
            f"不同之处：{named(task)}的指标“{figure.words}”的名称：文件写“{figure.name}”，原文读出“{read}”",
            LOOK,
        )


def texts(mine: TaskFacts, other: TaskFacts, words: Words) -> Iterator[FactDifference]:
    """Sentences that stand in the source, but not in the lines of this task: two texts exchanged."""
    if other.lines is None or not mine.ident:
        return
    # and of merged cells
    own = ink(words.text(range(other.lines[0], other.lines[1] + 1))) + ink(
        "".join(text for _, text in other.texts)
    )
    for place, text in mine.texts:
        moved = next(
            (
                s
                for s in _SENTENCE_END.split(text)
                if len(ink(s)) >= _SHORTEST and ink(s) not in own and ink(s) in words.ink
            ),
            None,
        )
        if moved is not None:
            yield FactDifference(
                place,
                f"不同之处：{named(mine)}的文字“{moved.strip()[:SHOWN]}”",
                "这句话不在原文这项任务的各行里，请对照原文改正",
                "error",
                (place,),
            )


def _equal(ours: str, theirs: str) -> bool:
    try:
        return ours == theirs or Decimal(ours) == Decimal(theirs)
    except InvalidOperation:
        return False


def cites(
    mine: TaskFacts, other: TaskFacts, words: Words, policies: Mapping[str, frozenset[str]], abridged: bool
) -> Iterator[FactDifference]:
    """Cited documents that only one of the two has."""
    ours, theirs = [_names(c, policies) for c in mine.cites], [_names(c, policies) for c in other.cites]
    for cited, names in zip(mine.cites, ours, strict=True):
        if any(names & known for known in theirs):
            continue
        hint = NO_WORDS.format(cited.name) if all(words.missing(name, None) for name in names) else ""
        yield FactDifference(
            cited.place,
            f"不同之处：{named(mine)}的引用文件：文件写“{cited.name}”，原文没有读出",
            hint or LOOK,
            "error" if hint else "warning",
            (cited.place,),
        )
    if not abridged:
        lost = [
            c.name
            for c, names in zip(other.cites, theirs, strict=True)
            if not any(names & known for known in ours)
        ]
        if lost:
            yield FactDifference(
                mine.place,
                f"不同之处：{named(mine)}的引用文件：文件没有写，原文读出“{'”“'.join(lost)}”",
                LOOK,
            )


def _names(cited: Cited, policies: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All names of a cited document."""
    return policies.get(name_key(cited.name), frozenset()) | {name_key(cited.name)}
