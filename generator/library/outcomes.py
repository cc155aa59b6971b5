"""What came of a task, and by which rule that is known (design, section 6).

The latest entry of its own progress; else its own status; else what the passages that report on it say; else,
of an entry that itself reports what was done, that it does; else nothing. Prose is never read for a status: a
passage speaks through its own status or progress. Measures are counted beside the outcome, and only if all of
them are done they make it done. Being overdue is no outcome: it depends on the reader's day
(`model.statuses.is_overdue`).
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.library.entries import MeasureEntry, Outcome, TaskEntry
from generator.model.periods import last_day
from generator.model.records import LinkKind, Measure, Progress
from generator.model.statuses import SETTLED, STATUS_LABEL

_DONE = frozenset({"done", "ahead"})
_DOWN = frozenset({"assigns", "carries_out"})


def outcome_of(task: TaskEntry) -> Outcome:
    """The outcome of one task. Pure; its links must stand."""
    done, reported = measures_done(task.measures)
    counted = (done, len(task.measures)) if reported else (0, 0)
    return (
        _own(task, counted)
        or _of_measures(task.measures, counted)
        or _reported(task, counted)
        or _entry(task, counted)
    )


def measures_done(measures: Sequence[MeasureEntry]) -> tuple[int, int]:
    """How many measures are done, and how many have any progress at all."""
    latest = [latest_of(measure.record.progress) for measure in measures]
    return sum(bool(p and p.status and p.status.class_ in _DONE) for p in latest), sum(
        p is not None for p in latest
    )


def latest_of(progress: Sequence[Progress]) -> Progress | None:
    """The entry that counts: ordered by the last day of its time, on one day the later in the file."""
    return max(enumerate(progress), key=lambda p: (last_day(p[1].date), p[0]))[1] if progress else None


def is_settled(progress: Sequence[Progress]) -> bool:
    """Whether the entry that counts says that nothing is left to do."""
    latest = latest_of(progress)
    return bool(latest and latest.status and latest.status.class_ in SETTLED)


def in_time(task: TaskEntry) -> list[tuple[Measure | None, Progress]]:
    """All progress of a task, then that of each measure (with the measure), each in the order of time."""
    owners = [(None, task.record.progress), *((m, m.progress) for m in task.record.measures)]
    return [
        (measure, progress)
        for measure, entries in owners
        if entries  # most have none
        for progress in sorted(entries, key=lambda p: last_day(p.date))
    ]


def told_below(task: TaskEntry) -> list[tuple[LinkKind, TaskEntry]]:
    """Where nothing is published of a task: the nearest tasks below it of which something is, and how each is
    joined to the one above it. They never make its outcome.
    """
    found: list[tuple[LinkKind, TaskEntry]] = []
    if task.outcome.is_public:
        return found
    seen, ahead = {task}, [task]
    while ahead:
        for kind, other in ahead.pop(0).back_links:
            if kind in _DOWN and other not in seen:
                seen.add(other)
                if other.outcome.is_public:
                    found.append((kind, other))
                else:
                    ahead.append(other)
    return found


def _own(task: TaskEntry, measures: tuple[int, int]) -> Outcome | None:
    record = task.record
    if latest := latest_of(record.progress):
        status = latest.status
        return Outcome(
            status.class_ if status else None,
            status.words if status else "",
            latest.text or "",
            latest.date,
            "progress",
            _sources(task, latest),
            *measures,
        )
    if record.status:
        return Outcome(record.status.class_, record.status.words, "", "", "status", (), *measures)
    return None


def _sources(task: TaskEntry, progress: Progress) -> tuple[TaskEntry, ...]:
    """The task of this site that an entry of progress names as its source."""
    ref = progress.source.task if progress.source else None
    return tuple(other for kind, other in task.back_links if kind == "reports" and other.ref == ref)


def _of_measures(measures: Sequence[MeasureEntry], counted: tuple[int, int]) -> Outcome | None:
    """Progress that stands on the measures alone."""
    done, all_ = counted
    if not all_:
        return None
    date = max((p.date for m in measures if (p := latest_of(m.record.progress))), key=last_day)
    words = f"{all_}项举措完成{done}项"
    if done == all_:
        return Outcome("done", STATUS_LABEL["done"], words, date, "progress", (), *counted)
    return Outcome(None, "", words, date, "progress", (), *counted)


def _reported(task: TaskEntry, measures: tuple[int, int]) -> Outcome | None:
    """What the latest of the passages that report on the task says of itself; of one day, the later in
    content/.
    """
    passages = [other for kind, other in task.back_links if kind == "reports"]
    if not passages:
        return None
    spoken = [(passage, _own(passage, (0, 0))) for passage in passages]
    speaking = [(passage, own) for passage, own in spoken if own and own.status] or spoken
    at = max(range(len(speaking)), key=lambda i: (last_day(date_of(*speaking[i])), i))
    passage, own = speaking[at]
    sources = (passage, *(other for other, _ in spoken if other is not passage))
    text = (own.text if own else "") or passage.record.text or passage.heading
    if own is None:
        return Outcome(None, "", text, date_of(passage, own), "report", sources, *measures)
    return Outcome(own.status, own.words, text, date_of(passage, own), "report", sources, *measures)


def date_of(passage: TaskEntry, own: Outcome | None) -> str:
    """When a passage speaks: the time of its progress, else the last year of the period that it reports
    on.
    """
    if own and own.date:
        return own.date
    return passage.section.period.rpartition("/")[2]


def _entry(task: TaskEntry, measures: tuple[int, int]) -> Outcome:
    if task.is_result:
        text = task.record.text or task.heading
        return Outcome(None, "", text, date_of(task, None), "entry", (task,), *measures)
    return Outcome(None, "", "", "", "none", (), *measures)
