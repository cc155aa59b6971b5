"""What pages show, as digests: equal digests, equal pages.

A page says by its `reads` what it shows: its own document, and of others the tasks, names and lists that it
draws together. Of a task everything counts, and everything that it is linked with through however many steps,
for its outcome, its figures and its thread come from there; so nobody has to know which field stands where. A
page without `reads` counts as showing everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.content.known import Known, digest
from generator.library.build import Library
from generator.library.data_day import data_day, data_time
from generator.library.entries import (
    AgencyEntry,
    Assignment,
    DocumentEntry,
    PolicyEntry,
    SectionEntry,
    TaskEntry,
    TopicEntry,
)
from generator.library.events import Holder


@dataclass(slots=True, eq=False)
class Facts:
    """The digests of one library whose files are all `known`."""

    library: Library
    known: dict[str, Known]
    everything: bytes
    """All files of content/, and which are shown; the name, because an empty folder is none of them"""
    _day: bytes
    _names: bytes
    _tasks: dict[TaskEntry, bytes] = field(default_factory=dict)
    _documents: dict[DocumentEntry, bytes] = field(default_factory=dict)
    _records: dict[PolicyEntry | TopicEntry, bytes] = field(default_factory=dict)
    _sections: dict[SectionEntry, bytes] = field(default_factory=dict)
    _told: dict[DocumentEntry, bytes] = field(default_factory=dict)
    _heads: dict[DocumentEntry, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> Facts:
        known = library.content.known
        facts = cls(
            library,
            known,
            digest(
                *(part for file, found in known.items() for part in (file.encode(), found.whole)),
                *(_words(part) for part in _besides_records(library)),
            ),
            f"{data_time(library)} {data_day(library)}".encode(),
            digest(*(_words(policy.record) for policy in library.policies)),
        )
        facts._digest_tasks()
        return facts

    def site(self) -> Iterator[bytes]:
        """What is said on pages of every kind: up to which day the records tell."""
        yield self._day

    def agency(self, entry: AgencyEntry) -> bytes:
        """Its name, its units and their names."""
        return self.known[entry.file.file].whole

    def head(self, entry: DocumentEntry) -> bytes:
        """A document without its tasks, and its agency."""
        found = self._heads.get(entry)
        if found is None:
            parts = (entry.ref.encode(), self.known[entry.file.file].head, self.agency(entry.agency))
            found = self._heads[entry] = digest(*parts)
        return found

    def task(self, entry: TaskEntry) -> bytes:
        """A task with all that it is linked with, each with the head of its document."""
        return self._tasks[entry]

    def holder(self, entry: Holder) -> bytes:
        """A task, or a section with what came of its tasks."""
        if isinstance(entry, TaskEntry):
            return self._tasks[entry]
        found = self._sections.get(entry)
        if found is None:
            tasks = (self._tasks[task] for part in entry.walk() for task in part.tasks)
            found = self._sections[entry] = digest(entry.ref.encode(), self.head(entry.document), *tasks)
        return found

    def tasks(self, entries: Iterable[TaskEntry]) -> Iterator[bytes]:
        return (self._tasks[entry] for entry in entries)

    def assignments(self, entries: Iterable[Assignment]) -> Iterator[bytes]:
        return (self.holder(entry.task) for entry in entries)

    def document(self, entry: DocumentEntry) -> bytes:
        """A document with everything in it."""
        found = self._documents.get(entry)
        if found is None:
            found = self._documents[entry] = digest(self.head(entry), *self.tasks(entry.tasks))
        return found

    def told(self, entry: DocumentEntry) -> bytes:
        """All that data and search tell of a document: everything in it, and the names of its topics and
        cited documents.
        """
        found = self._told.get(entry)
        if found is None:
            topics = (self.topic(topic) for task in entry.tasks for topic in task.topics)
            policies = (self.policy(policy) for task in entry.tasks for _, policy in task.cites)
            sections = (section for top in entry.sections for section in top.walk())
            of_sections = (self.policy(policy) for part in sections for _, policy in part.obligations.cites)
            found = self._told[entry] = digest(self.document(entry), *topics, *policies, *of_sections)
        return found

    def documents(self, entry: AgencyEntry) -> Iterator[bytes]:
        """An agency with all its documents."""
        yield self.agency(entry)
        yield from map(self.document, entry.documents)

    def policy(self, entry: PolicyEntry) -> bytes:
        return self._record(entry)

    def topic(self, entry: TopicEntry) -> bytes:
        return self._record(entry)

    def _record(self, entry: PolicyEntry | TopicEntry) -> bytes:
        found = self._records.get(entry)
        if found is None:
            found = self._records[entry] = digest(_words(entry.record))
        return found

    def linked_names(self) -> bytes:
        """The names that become links in running text, besides those of an agency's own units."""
        return self._names

    def _digest_tasks(self) -> None:
        own = {task: self._own(task) for task in self.library.tasks}
        self._tasks.update(own)
        for joined in _joined(self.library.tasks):
            found = digest(*(own[task] for task in joined))
            self._tasks.update((task, digest(own[task], found)) for task in joined)

    def _own(self, task: TaskEntry) -> bytes:
        document = task.document
        parts = (task.ref.encode(), self.known[document.file.file].task(task.record.id), self.head(document))
        return digest(*parts)


def _besides_records(library: Library) -> Iterator[object]:
    """What pages show of content/ besides the records: which documents, what was published, other titles."""
    content = library.content
    yield [document.file for document in content.documents]
    yield content.addresses
    yield content.written


def _words(record: object) -> bytes:
    """A small record with all its fields."""
    return repr(record).encode("utf-8", "surrogatepass")


def _joined(tasks: Iterable[TaskEntry]) -> Iterator[list[TaskEntry]]:
    """Tasks that are linked with each other through any number of steps, each group in their order."""
    order = {task: i for i, task in enumerate(tasks)}
    seen: set[TaskEntry] = set()
    for task in order:
        if (task.links or task.back_links) and task not in seen:
            group, ahead = {task}, [task]
            while ahead:
                here = ahead.pop()
                new = {other for _, other in (*here.links, *here.back_links)} - group
                group |= new
                ahead += new
            seen |= group
            yield sorted(group, key=order.__getitem__)
