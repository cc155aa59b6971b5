"""What of a library an edit leaves alone, and what is made anew of all of it.

An entry stands as long as its record is the very same object, and whatever its names were resolved by stands.
All that points back at an entry (tasks of a unit, reports on a task) is gathered anew: it costs little, and
is then in the order of content/ by the same code, whatever the edit was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import is_

from generator.content.load import AgencyFile, Content, DocumentFile
from generator.library.entries import (
    AgencyEntry,
    Assignment,
    DocumentEntry,
    Library,
    PolicyEntry,
    TaskEntry,
    TopicEntry,
    UnitEntry,
)
from generator.library.outcomes import outcome_of
from generator.library.registry import Registry
from generator.library.targets import targets_of
from generator.model.records import LinkKind

BackLinks = list[tuple[LinkKind, TaskEntry]]


@dataclass(slots=True)
class Standing:
    """The entries that stand, agencies by id and documents by file, with nothing that points at them.

    `back_links` are those that their tasks had.
    """

    policies: Registry[PolicyEntry] | None = None
    topics: Registry[TopicEntry] | None = None
    agencies: dict[str, AgencyEntry] = field(default_factory=dict)
    units: dict[str, Registry[UnitEntry]] = field(default_factory=dict)
    documents: dict[str, DocumentEntry] = field(default_factory=dict)
    back_links: dict[TaskEntry, BackLinks] = field(default_factory=dict)


def standing(before: Library, content: Content) -> Standing:
    """What of `before` stands with this content; `before` is used up."""
    found = Standing()
    if _stands("policies.yml", before, content, before.content.policies, content.policies):
        found.policies = before.policies
    if _stands("topics.yml", before, content, before.content.topics, content.topics):
        found.topics = before.topics
    agencies = {agency.id: agency for agency in content.agencies}
    for agency in before.agencies:
        if _is_same(agency.file, agencies.get(agency.id), before):
            found.agencies[agency.id] = agency
            found.units[agency.id] = before.units[agency.id]
    if found.policies and found.topics:
        documents = {document.file: document for document in content.documents}
        found.documents = {
            document.file.file: document
            for document in before.documents
            if document.agency.id in found.agencies
            and _is_same(document.file, documents.get(document.file.file), before)
        }
    _clear(found)
    return found


def _stands(
    file: str, before: Library, content: Content, old: Sequence[object], new: Sequence[object]
) -> bool:
    """Whether a registry has the same records, and is as complete as it was."""
    is_same = len(old) == len(new) and all(map(is_, old, new))
    return (
        is_same and file not in before.faulty and (file in before.content.broken) == (file in content.broken)
    )


def _is_same(old: AgencyFile | DocumentFile, new: AgencyFile | DocumentFile | None, before: Library) -> bool:
    return new is not None and old.record is new.record and old.file not in before.faulty


def _clear(found: Standing) -> None:
    """Let go of all that points at what stands. Lists are replaced, not emptied."""
    for policy in found.policies or ():
        policy.tasks, policy.sections = [], []
    for topic in found.topics or ():
        topic.tasks = []
    for agency in found.agencies.values():
        agency.documents = []
        for unit in agency.units:
            unit.assignments, unit.section_assignments = [], []
    for registry in (found.policies, found.topics, *found.units.values()):
        if registry is not None:
            registry.begin_again()
    for document in found.documents.values():
        for task in document.tasks:
            found.back_links[task] = task.back_links
            task.links, task.back_links = [], []


def point_at(documents: Iterable[DocumentEntry]) -> None:
    """Tell agencies, units, cited documents and topics which documents, tasks and sections point at them."""
    for document in documents:
        document.agency.documents.append(document)
        for top in document.sections:
            for section in top.walk():
                own = section.obligations
                for _, policy in own.cites:
                    policy.sections.append(section)
                for responsibility in own.responsibilities:
                    charge = Assignment(section, responsibility, own.dues, False)
                    responsibility.unit.section_assignments.append(charge)
        for task in document.tasks:
            for assignment in task.assignments:
                assignment.responsibility.unit.assignments.append(assignment)
            if task.cites:
                for policy in {id(p): p for _, p in task.cites}.values():
                    policy.tasks.append(task)
            if task.topics:
                for topic in {id(t): t for t in task.topics}.values():
                    topic.tasks.append(task)


def tell_outcomes(tasks: Iterable[TaskEntry], before: Mapping[TaskEntry, BackLinks]) -> None:
    """What came of each task; it stands where the task does, and the same tasks in the same order point at it
    as `before`.
    """
    for task in tasks:
        if before.get(task) != task.back_links:
            task.outcome, task.targets = outcome_of(task), targets_of(task)
