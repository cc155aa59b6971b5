"""What came of a document: one line of counts on its page, and the page of every task with its result."""

from __future__ import annotations

from dataclasses import dataclass

from generator.library.entries import DocumentEntry, TaskEntry
from generator.model import routes
from generator.model.routes import relative
from generator.pages import components, outcome_views, tags
from generator.pages.as_of import site_until
from generator.pages.below import BelowView
from generator.pages.compare import earlier_documents
from generator.pages.components import Link, RoleGroup
from generator.pages.context import PageContext
from generator.pages.outcome_views import ResultView, TargetView
from generator.pages.rows import DueCell, due_cell, first_last_day
from generator.pages.tags import TagCount, TagView
from generator.pages.thread import linked

_WORDS = 120  # characters of a passage that a row quotes; its page has the rest


@dataclass(slots=True, eq=False, repr=False)
class CountsView:
    """One line: how many promises have which outcome, how many entries report, and up to which day that
    holds.

    `results` and `compare` are the pages with the particulars, `compare` empty where there is none.
    """

    plan: int
    counts: list[TagCount]
    entries: int
    linked: str
    until: str
    results: str
    compare: str


@dataclass(slots=True, eq=False, repr=False)
class Passage:
    """What a row quotes: where it stands and its words; `href` is empty where no page of this site has it."""

    title: str
    href: str
    words: str


@dataclass(slots=True, eq=False, repr=False)
class ResultRow:
    """A promise with what came of it; `last_day` (ISO) is the first that it names, or "", as in `rows`."""

    title: str
    href: str
    roles: list[RoleGroup]
    due: DueCell
    last_day: str
    tag: TagView
    note: str
    targets: list[TargetView]
    reported: list[str]
    passages: list[Passage]
    below: list[BelowView]


@dataclass(slots=True, eq=False, repr=False)
class EntryRow:
    """An entry of a summary with the tasks that it reports on."""

    title: str
    href: str
    tag: TagView
    tasks: list[Passage]
    targets: list[TargetView]


@dataclass(slots=True, eq=False, repr=False)
class ResultsView:
    crumbs: list[Link]
    title: str
    line: CountsView
    rows: list[ResultRow]
    all_silent: bool
    silent: list[Link]
    entries: list[EntryRow]
    unlinked: list[Link]


def has_results(document: DocumentEntry) -> bool:
    """Whether there is anything to hold results against, or to report."""
    return any(task.is_plan or task.is_result for task in document.tasks)


def counts_view(context: PageContext, document: DocumentEntry) -> CountsView | None:
    """The line of counts; entries of a summary are no promises and are counted apart. None for other
    documents.
    """
    if not has_results(document):
        return None
    plan = [task for task in document.tasks if task.is_plan]
    entries = [task for task in document.tasks if task.is_result]
    with_task = sum(bool(linked(task, "reports")) for task in entries)
    return CountsView(
        plan=len(plan),
        counts=tags.tag_counts(context, plan),
        entries=len(entries),
        linked=_linked_words(with_task, len(entries)),
        until=site_until(context),
        results=relative(_address(document), document.url),
        compare=relative(routes.compare(document.agency.id, document.id), document.url)
        if earlier_documents(document)
        else "",
    )


def _linked_words(linked: int, entries: int) -> str:
    """How many entries say which task they report on."""
    if 0 < linked < entries:
        return f"其中 {linked} 条写明对应的任务"
    every = "都" if entries > 1 else ""
    return f"{every}写明了对应的任务" if linked else f"{every}没有写明对应的任务"


def _address(document: DocumentEntry) -> str:
    return routes.results(document.agency.id, document.id)


def view(context: PageContext, document: DocumentEntry) -> ResultsView:
    """Everything the page shows, ready to show."""
    line = counts_view(context, document)
    if line is None:
        raise ValueError(f"{document.ref} has neither promises nor reports")
    base = document.url  # the page lies beside it
    plan = [task for task in document.tasks if task.is_plan]
    entries = [task for task in document.tasks if task.is_result]
    silent = [_link(task, base) for task in plan if not task.outcome.is_public]
    return ResultsView(
        crumbs=components.document_crumbs(document),
        title=document.title,
        line=line,
        rows=[_row(context, task, base) for task in plan],
        all_silent=len(silent) == len(plan),
        silent=silent,
        entries=[_entry(context, task, base) for task in entries],
        unlinked=[_link(task, base) for task in entries if not linked(task, "reports")],
    )


def _link(task: TaskEntry, base: str) -> Link:
    return Link(task.heading, relative(task.url, base))


def _row(context: PageContext, task: TaskEntry, base: str) -> ResultRow:
    result = outcome_views.result_view(context, task)
    return ResultRow(
        title=task.heading,
        href=relative(task.url, base),
        roles=components.task_roles(context, task),
        due=due_cell(context, task.dues),
        last_day=first_last_day(task.dues),
        tag=tags.tag(context, task),
        note=result.measures,
        targets=result.targets,
        reported=result.reported,
        passages=_passages(task, result, base) if task.outcome.is_public else [],
        below=result.below,
    )


def _passages(task: TaskEntry, result: ResultView, base: str) -> list[Passage]:
    """The words that the outcome rests on, then the other passages that report on the task."""
    quote = result.quote
    first = [Passage(quote.source, quote.href, _short(quote.text))] if quote else []
    if not quote and result.basis:
        first = [Passage(result.basis, "", "")]
    shown = {quote.href} if quote else set()
    others = (
        Passage(link.text, link.href, _short(passage.record.text or ""))
        for kind, passage in task.back_links
        if kind == "reports"
        for link in (outcome_views.passage_link(passage, base),)
        if link.href not in shown
    )
    return [*first, *others]


def _short(words: str) -> str:
    return words if len(words) <= _WORDS else words[:_WORDS] + "……"


def _entry(context: PageContext, task: TaskEntry, base: str) -> EntryRow:
    tasks = [
        Passage(link.text, link.href, "")
        for link in (outcome_views.passage_link(t, base) for t in linked(task, "reports"))
    ]
    return EntryRow(
        task.heading,
        relative(task.url, base),
        tags.tag(context, task),
        tasks,
        outcome_views.target_views(context, task),
    )
