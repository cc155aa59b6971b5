"""Everything in content/ joined together: names resolved, back-links made, order fixed.

The library is built once and then only read. What does not resolve is left out of its `entries` and reported
as a `Finding` that names its place. Of the library before an edit, what the edit leaves alone can be taken
over (`standing`).
"""

from __future__ import annotations

from dataclasses import replace
from sys import intern

from generator.content.load import AgencyFile, Content, DocumentFile
from generator.library.entries import (
    AgencyEntry,
    Assignment,
    DeadlineEntry,
    DocumentEntry,
    MeasureEntry,
    Obligations,
    PolicyEntry,
    ResponsibilityEntry,
    SectionEntry,
    TaskEntry,
    TopicEntry,
    UnitEntry,
)
from generator.library.entries import (
    Library as Library,
)
from generator.library.links import link_tasks
from generator.library.outcomes import is_settled
from generator.library.reading_order import in_order
from generator.library.registry import Registry
from generator.library.standing import Standing, point_at, standing, tell_outcomes
from generator.library.unresolved import (
    Registries,
    early_deadline,
    no_deadline,
    repeated_id,
    repeated_ids,
    several_deadlines,
    unknown_names,
)
from generator.model import routes
from generator.model.deadlines import Meaning, interpret, several
from generator.model.lifecycle import DocumentStatus
from generator.model.records import Answerable, Deadline, Role, Section, SectionKind, Task
from generator.problems import Finding, RecordPath

_NO_DUTIES = Obligations([], [], [])
_UnitInRole = tuple[str, Role]
_DueKey = tuple[str, Meaning]


def build_library(content: Content, before: Library | None = None) -> tuple[Library, list[Finding]]:
    """Join the records. The findings are unresolved or ambiguous names and unreadable deadlines.

    Pure without `before`, the library of other content: of that, the entries whose records are the very same
    are taken over, so it is used up and must not be read any more. What comes of it is the same.
    """
    builder = _Builder(content, standing(before, content) if before else Standing())
    return builder.build(), builder.findings


_DEFAULT_KIND: dict[str, SectionKind] = {
    "plan": "plan",
    "assignment": "plan",
    "summary": "done",
    "mixed": "plan",
}


class _Builder:
    def __init__(self, content: Content, stands: Standing) -> None:
        self.content, self.stands = content, stands
        self.findings: list[Finding] = []
        self.tasks: dict[str, TaskEntry] = {}
        self.policies = stands.policies or Registry(
            "引用文件",
            "policies.yml",
            [
                ((p.id, p.title, *p.aliases), PolicyEntry(p, routes.policy(p.id)), ("policies", i))
                for i, p in enumerate(content.policies)
            ],
            self.findings,
            complete="policies.yml" not in content.broken,
        )
        if not stands.policies:
            self._succeed()
        self.topics = stands.topics or Registry(
            "主题",
            "topics.yml",
            [
                ((t.id, t.name, *t.aliases), TopicEntry(t, routes.topic(t.id)), ("topics", i))
                for i, t in enumerate(content.topics)
            ],
            self.findings,
            complete="topics.yml" not in content.broken,
        )
        self.units: dict[str, Registry[UnitEntry]] = {}

    def build(self) -> Library:
        agencies = {a.id: self._agency(a) for a in self.content.agencies}
        documents = [
            self._document(d, agencies[d.agency]) for d in self.content.documents if d.agency in agencies
        ]
        faulty = frozenset(finding.file for finding in self.findings)
        point_at(documents)
        hidden = _hidden(self.content)
        self.findings += link_tasks(self.tasks, self._is_broken, hidden)
        tell_outcomes(self.tasks.values(), self.stands.back_links)
        for topic in self.topics:
            topic.newest = sorted(topic.tasks, key=lambda task: task.section.period[:4], reverse=True)
        for file, tree in self.content.broken.items():
            if file.count("/") == 1 and not file.endswith("/agency.yml"):
                self.findings += repeated_ids(file, tree)
                self.findings += unknown_names(
                    file,
                    tree,
                    Registries(self.units.get(file.partition("/")[0]), self.policies, self.topics),
                    lambda ref: ref in self.tasks or self._is_broken(ref) or ref.rpartition("/")[0] in hidden,
                )
        return Library(
            self.content,
            list(agencies.values()),
            documents,
            list(self.tasks.values()),
            self.policies,
            self.topics,
            self.units,
            faulty,
        )

    def _succeed(self) -> None:
        """Tell the cited documents which of them replaces which."""
        for i, policy in enumerate(self.policies):
            for j, name in enumerate(policy.record.replaced_by):
                path = ("policies", i, "replaced_by", j)
                if found := self.policies.find(name, "policies.yml", path, self.findings):
                    policy.replaced_by.append(found)
                    found.replaces.append(policy)

    def _agency(self, file: AgencyFile) -> AgencyEntry:
        if found := self.stands.agencies.get(file.id):
            self.units[file.id] = self.stands.units[file.id]
            return found
        agency = AgencyEntry(file, routes.agency(file.id))
        agency.units = [
            UnitEntry(f"{file.id}/{u.id}", agency, u, routes.unit(file.id, u.id)) for u in file.record.units
        ]
        registry = Registry(
            "责任单位",
            file.file,
            [
                ((e.record.id, e.record.name, *e.record.aliases), e, ("units", i))
                for i, e in enumerate(agency.units)
            ],
            self.findings,
        )
        self.units[file.id] = registry
        for i, entry in enumerate(agency.units):
            for j, name in enumerate(entry.record.members):
                if member := registry.find(name, file.file, ("units", i, "members", j), self.findings):
                    entry.members.append(member)
                    member.member_of.append(entry)
        return agency

    def _document(self, file: DocumentFile, agency: AgencyEntry) -> DocumentEntry:
        if found := self.stands.documents.get(file.file):
            self.tasks.update((task.ref, task) for task in found.tasks)
            return found
        document = DocumentEntry(file, agency, routes.document(file.agency, file.id))
        for i, section in enumerate(file.record.sections):
            document.sections.append(self._section(section, document, None, ("sections", i), f"s{i + 1}"))
        for before, after in zip(document.tasks, document.tasks[1:], strict=False):
            before.next, after.previous = after, before
        return document

    def _section(
        self,
        record: Section,
        document: DocumentEntry,
        parent: SectionEntry | None,
        path: RecordPath,
        anchor: str,
    ) -> SectionEntry:
        inherited_kind = parent.kind if parent else _DEFAULT_KIND[document.file.record.kind]
        period = record.period or (parent.period if parent else document.file.record.period)
        entry = SectionEntry(
            record,
            record.id or anchor,
            parent.level + 1 if parent else 1,
            record.kind or inherited_kind,
            period,
            document,
            parent,
            self._duties(record, document, period, path),
        )
        for child in in_order(record.sections, record.tasks):
            if isinstance(child.record, Section):
                part = self._section(
                    child.record,
                    document,
                    entry,
                    (*path, "sections", child.position),
                    f"{anchor}-{child.position + 1}",
                )
                entry.sections.append(part)
                entry.children.append(part)
            else:
                task = self._task(child.record, document, entry, (*path, "tasks", child.position))
                entry.tasks.append(task)
                entry.children.append(task)
                document.tasks.append(task)
        return entry

    def _task(
        self, record: Task, document: DocumentEntry, section: SectionEntry, path: RecordPath
    ) -> TaskEntry:
        ref = f"{document.ref}/{record.id}"
        period = section.period
        measures = [
            MeasureEntry(
                m,
                intern(f"t-{record.id}-m{i + 1}"),
                self._duties(m, document, period, (*path, "measures", i)),
            )
            for i, m in enumerate(record.measures)
        ]
        topics = [
            t
            for i, name in enumerate(record.topics)
            if (t := self.topics.find(name, document.file.file, (*path, "topics", i), self.findings))
        ]
        task = TaskEntry(
            ref,
            routes.task(document.file.agency, document.id, record.id),
            document,
            section,
            record,
            path,
            self._duties(record, document, period, path),
            measures,
            topics,
        )
        _gather(task)
        first = self.tasks.setdefault(ref, task)
        if first is not task:  # it keeps its place: the list that it stands in has no gap
            self.findings.append(
                repeated_id(document.file.file, (*path, "id"), record.id, first.record.title)
            )
        return task

    def _duties(
        self, record: Answerable, document: DocumentEntry, period: str, path: RecordPath
    ) -> Obligations:
        # most measures have none of their own
        if not (record.responsibility or record.deadlines or record.cites):
            return _NO_DUTIES
        file = document.file.file
        units = self.units[document.file.agency]
        responsibilities = [
            ResponsibilityEntry(u, r)
            for i, r in enumerate(record.responsibility)
            if (u := units.find(r.unit, file, (*path, "responsibility", i, "unit"), self.findings))
        ]
        dues = [
            due
            for i, d in enumerate(record.deadlines)
            if (due := self._due(d, period, file, (*path, "deadlines", i)))
        ]
        cites = [
            (title, p)
            for i, title in enumerate(record.cites)
            if (p := self.policies.find(title, file, (*path, "cites", i), self.findings))
        ]
        return Obligations(responsibilities, dues, cites)

    def _due(self, record: Deadline, period: str, file: str, path: RecordPath) -> DeadlineEntry | None:
        read = interpret(record.text, period)
        if record.date:
            precision = read.precision if read and read.date == record.date else "day"
            return DeadlineEntry(record.text, Meaning(record.kind or "date", record.date, precision))
        if read and read.date and read.date.year < int(period[:4]):
            self.findings.append(early_deadline(file, path, record.text, period))
        if record.kind is None and (parts := several(record.text, period)):
            self.findings.append(several_deadlines(file, path, record.text, parts))
        if read and record.kind in (None, read.kind):
            return DeadlineEntry(record.text, read)
        if read and read.date and record.kind in ("date", "period"):
            return DeadlineEntry(record.text, Meaning(record.kind, read.date, read.precision))
        if record.kind and record.kind != "date":
            return DeadlineEntry(record.text, Meaning(record.kind))
        self.findings.append(no_deadline(file, path, record.text, period))
        return None

    def _is_broken(self, ref: str) -> bool:
        agency, document, _ = ref.split("/")
        return (
            f"{agency}/agency.yml" in self.content.broken or f"{agency}/{document}.yml" in self.content.broken
        )


def _hidden(content: Content) -> dict[str, DocumentStatus]:
    """The documents that are not shown, by their refs."""
    shown = {document.file for document in content.documents}
    return {
        f"{document.agency}/{document.id}": document.record.status
        for document in (*content.drafts, *content.withdrawn)
        if document.file not in shown
    }


def _gather(task: TaskEntry) -> None:
    """Bring the duties of the task and of its measures together,
    each unit and role, deadline and title once.
    """
    groups = [task.obligations, *(m.obligations for m in task.measures if m.obligations is not _NO_DUTIES)]
    responsibilities: dict[_UnitInRole, ResponsibilityEntry] = {}
    dues: dict[_DueKey, DeadlineEntry] = {}
    cites: dict[str, tuple[str, PolicyEntry]] = {}
    met = _met(task)
    for group in groups:
        for responsibility in group.responsibilities:
            responsibilities.setdefault(_unit_in_role(responsibility), responsibility)
        for due in group.dues:
            is_met = _due_key(due) in met
            dues.setdefault(_due_key(due), replace(due, is_met=True) if is_met else due)
        for title, policy in group.cites:
            cites.setdefault(title, (title, policy))
    task.dues, task.cites = list(dues.values()), list(cites.values())
    own = _own_dues(task) if any(m.obligations.responsibilities for m in task.measures) else {}
    for key, responsibility in responsibilities.items():
        found = [due for due_key, due in dues.items() if due_key in own[key]] if own else task.dues
        task.assignments.append(Assignment(task, responsibility, found, len(found) < len(task.dues)))


def _met(task: TaskEntry) -> set[_DueKey]:
    """The deadlines of measures that are settled by their own latest progress, and of nothing else."""
    settled = [m for m in task.measures if m.record.progress and is_settled(m.record.progress)]
    if not settled:
        return set()
    others = (task.obligations, *(m.obligations for m in task.measures if m not in settled))
    of_settled = {_due_key(due) for measure in settled for due in measure.obligations.dues}
    return of_settled - {_due_key(due) for obligations in others for due in obligations.dues}


def _own_dues(task: TaskEntry) -> dict[_UnitInRole, set[_DueKey]]:
    """Who is bound by which deadlines of a task whose measures name units.

    The task itself and each of its measures is a duty. A measure without units of its own has those of the
    task, one without deadlines of its own has those of the task; a unit has the deadlines of the duties that
    name it in its role.
    """
    found: dict[_UnitInRole, set[_DueKey]] = {}
    for obligations in (task.obligations, *(m.obligations for m in task.measures)):
        keys = set(map(_due_key, obligations.dues or task.obligations.dues))
        for responsibility in obligations.responsibilities or task.obligations.responsibilities:
            found.setdefault(_unit_in_role(responsibility), set()).update(keys)
    return found


def _unit_in_role(responsibility: ResponsibilityEntry) -> _UnitInRole:
    return responsibility.unit.ref, responsibility.record.role


def _due_key(due: DeadlineEntry) -> _DueKey:
    """Deadlines with the same words may mean different days (按期完成,
    with a date of each measure): both stay.
    """
    return due.text, due.meaning
