"""Compare the progress of a task with what a fresh import reads in the cells of its row: the words of status
and the time.

An entry that names a source of its own comes from elsewhere and is not compared. Texts and figures are
compared with those of the task (`mention_check`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.importer.compare.differences import LOOK, FactDifference, Words, named
from generator.importer.compare.facts import Said, TaskFacts, ink
from generator.model.statuses import class_of

_NOT_PRINTED = (
    "“{}”的字样在原文这项任务里没有，请对照原文改正；原文用别的词的，写 {{class: 类别, words: 原文的词}}"
)


def progress(mine: TaskFacts, other: TaskFacts, words: Words, abridged: bool) -> Iterator[FactDifference]:
    """Statuses in words that the row does not have, those read otherwise, other times, and missing
    entries."""
    own = _own_words(other, words)
    classes = {_class(said) for said in other.progress} - {""}
    dates = {said.date for said in other.progress}
    for said in mine.progress:
        if said.status and not said.is_code and ink(said.status) not in own:
            yield _differs(
                mine, said, "status", "落实状态", said.status, _NOT_PRINTED.format(said.status), True
            )
        elif said.status and _class(said) not in classes:
            yield _differs(mine, said, "status", "落实状态", said.status, LOOK)
        if dates and said.date not in dates:
            yield _differs(mine, said, "date", "进展的时间", said.date, LOOK)
    lost = [said for said in other.progress if not _is_kept(said, mine)]
    if lost and not abridged:
        read = "、".join(said.status or said.text for said in lost)
        yield FactDifference(
            mine.place, f"不同之处：{named(mine)}的进展：文件没有写，原文读出“{read[:60]}”", LOOK
        )


def _own_words(task: TaskFacts, words: Words) -> str:
    """The ink of the lines of a task and of what was read there, cells merged over several rows included."""
    lines = words.text(range(task.lines[0], task.lines[1] + 1)) if task.lines else words.whole
    return ink("\n".join([lines, *(f"{said.status}\n{said.text}" for said in task.progress)]))


def _class(said: Said) -> str:
    return said.status if said.is_code else class_of(said.status) or said.status


def _is_kept(said: Said, task: TaskFacts) -> bool:
    """Whether a file has an entry of this status; the words of one without are compared with all others."""
    return not said.status or any(_class(ours) == _class(said) for ours in task.progress)


def _differs(
    task: TaskFacts, said: Said, key: str, label: str, wrote: str, hint: str, is_error: bool = False
) -> FactDifference:
    place = (*said.place, key)
    return FactDifference(
        place,
        f"不同之处：{named(task)}的{label}：文件写“{wrote}”，原文不是这样读出的",
        hint,
        "error" if is_error else "warning",
        (place,),
    )
