"""How checks walk through a document: its duties, and its records with the paths that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.library.entries import DocumentEntry, Obligations, SectionEntry, TaskEntry
from generator.library.links import progress_of
from generator.model.records import Answerable, Indicator, Progress, Section
from generator.problems import RecordPath

Figure = tuple[Answerable | Progress, Indicator, RecordPath]


def all_sections(document: DocumentEntry) -> Iterator[SectionEntry]:
    """Every section of a document at whatever depth, in its order."""
    return (section for top in document.sections for section in top.walk())


def all_obligations(document: DocumentEntry) -> Iterator[Obligations]:
    """What each section, task and measure of a document asks of whom."""
    for section in all_sections(document):
        yield section.obligations
        for task in section.tasks:
            yield task.obligations
            yield from (measure.obligations for measure in task.measures)


def all_answerables(document: DocumentEntry) -> Iterator[tuple[Answerable, RecordPath]]:
    """Every section, task and measure of a document as written, with its path in the file."""
    return _answerables(document.file.record.sections, ("sections",))


def _answerables(sections: Sequence[Section], path: RecordPath) -> Iterator[tuple[Answerable, RecordPath]]:
    for i, section in enumerate(sections):
        here = (*path, i)
        yield section, here
        yield from _answerables(section.sections, (*here, "sections"))
        for j, task in enumerate(section.tasks):
            yield task, (*here, "tasks", j)
            yield from (
                (measure, (*here, "tasks", j, "measures", k)) for k, measure in enumerate(task.measures)
            )


def all_figures(document: DocumentEntry) -> Iterator[Figure]:
    """Every figure of a document, what it stands on, and its path: most records have none, and cost no
    path.
    """
    for section in all_sections(document):
        if section.record.indicators:
            yield from _figures_on(section.record, section_path(section))
    for task in document.tasks:
        yield from _figures_of(task)


def _figures_of(task: TaskEntry) -> Iterator[Figure]:
    if task.record.indicators:
        yield from _figures_on(task.record, task.path)
    for k, measure in enumerate(task.record.measures):
        if measure.indicators:
            yield from _figures_on(measure, (*task.path, "measures", k))
    for progress, path in progress_of(task):
        yield from _figures_on(progress, path)


def _figures_on(record: Answerable | Progress, path: RecordPath) -> Iterator[Figure]:
    for i, figure in enumerate(record.indicators):
        yield record, figure, (*path, "indicators", i)


def section_path(section: SectionEntry) -> RecordPath:
    """Where the record of a section stands in its file."""
    siblings = section.parent.record.sections if section.parent else section.document.file.record.sections
    above = section_path(section.parent) if section.parent else ()
    return (*above, "sections", next(i for i, record in enumerate(siblings) if record is section.record))
