"""Progress comes after its plan began, and not after the report that tells of it was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from generator.checks.chains import loops
from generator.library.build import Library
from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.links import progress_of
from generator.model.periods import bounds
from generator.model.records import Progress
from generator.problems import Finding, RecordPath

_Late = tuple[RecordPath, Progress]
_AS_IT_IS = "请核对年份；确是如此，可不理会"


def find_impossible_progress(library: Library) -> Iterator[Finding]:
    """One reminder a time that cannot be right, at the time; of those after one day of publication the first.

    What a report says without a source is of the document's own words: it may be older than the day on which
    that was formed, and never later than its publication. Beside a promise results are written after it was
    published; with a source elsewhere they are never older than the promise. A period counts where it lies
    wholly outside: a report of December tells of the whole year. A source that is the task itself, or comes
    round to it, is an error of its own: nothing is said of its time.
    """
    rounds = [{task.ref for task in loop} for loop in loops(library.tasks, "reports")]
    documents = {document.ref: document for document in library.documents}
    for document in library.documents:
        late: list[_Late] = []
        for task in document.tasks:
            for progress, path in progress_of(task):
                first, last = bounds(progress.date)
                if _comes_round(task, progress, rounds):
                    continue
                if before := _before(task, progress, last):
                    yield _finding(document, path, f"进展的时间 {progress.date} 早于{before}", _AS_IT_IS)
                elif progress.source is None:
                    late += [(path, progress)] if not task.is_plan and _is_after(first, document) else []
                elif (of := _source(progress, documents)) and _is_after(first, of):
                    what = f"进展的时间 {progress.date} 晚于出处 {of.file.file} 的发布日期 {_published(of)}"
                    yield _finding(document, path, what, _AS_IT_IS)
        yield from _late(document, late)


def _comes_round(task: TaskEntry, progress: Progress, rounds: list[set[str]]) -> bool:
    source = progress.source.task if progress.source else None
    return source == task.ref or any({source, task.ref} <= refs for refs in rounds)


def _before(task: TaskEntry, progress: Progress, last: date) -> str:
    """What the time of progress, whose last day is given, lies before; nothing if it does not."""
    formed = task.document.file.record.disclosure.formed
    if last < bounds(task.period)[0]:
        return f"任务所属时期 {task.period}"
    if formed and last < formed and progress.source and task.is_plan:
        return f"文件的成文日期 {formed}"
    return ""


def _source(progress: Progress, documents: Mapping[str, DocumentEntry]) -> DocumentEntry | None:
    ref = progress.source.task if progress.source else None
    return documents.get(ref.rpartition("/")[0]) if ref else None


def _published(document: DocumentEntry) -> date | None:
    """The last day of publication that the record names."""
    record = document.file.record
    moments = (record.disclosure.published, record.source.published)
    return max((m.date() if isinstance(m, datetime) else m for m in moments if m), default=None)


def _is_after(day: date, document: DocumentEntry) -> bool:
    published = _published(document)
    return published is not None and day > published


def _late(document: DocumentEntry, late: list[_Late]) -> Iterator[Finding]:
    if late:
        path, progress = late[0]
        what = f"进展的时间 {progress.date} 晚于本文件的发布日期 {_published(document)}"
        yield _finding(
            document,
            path,
            what + (f"，这样的进展共 {len(late)} 项" if len(late) > 1 else ""),
            "请核对年份；进展是后来公布的，请用 source 写明出处",
        )


def _finding(document: DocumentEntry, path: RecordPath, what: str, hint: str) -> Finding:
    return Finding(document.file.file, (*path, "date"), what, hint, severity="warning")
