"""What each kind of page reads: of which facts its fingerprint is made.

Beside a view stands here all that the view may look at, rather too much than too little: what is missing
would leave an old page in the site. `tests/test_incremental.py` edits everything at random and compares every
file with a build that keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.content.load import DocumentFile
from generator.library.due_lists import DueLists
from generator.library.entries import (
    AgencyEntry,
    DocumentEntry,
    PolicyEntry,
    TaskEntry,
    TopicEntry,
    UnitEntry,
)
from generator.library.redirects import Redirect, swapped
from generator.pages import compare, deadline_months, matrix, task, unit
from generator.pages.context import PageContext
from generator.pages.facts import Facts
from generator.pages.page import PageGroup


def document(context: PageContext, facts: Facts, document: DocumentEntry) -> Iterator[bytes]:
    """Its page, those of its tasks, and the lists beside it."""
    yield from facts.site()
    yield facts.linked_names()
    yield repr(swapped(context.library.content.moved)).encode("utf-8", "surrogatepass")
    yield from facts.document(document)
    for entry in document.tasks:
        yield from _names_of(context, facts, entry)
    for top in document.sections:
        for section in top.walk():
            yield from (facts.policy(policy) for _, policy in section.obligations.cites)
    for earlier in compare.earlier_documents(document):
        yield from facts.document(earlier)


def _names_of(context: PageContext, facts: Facts, entry: TaskEntry) -> Iterator[bytes]:
    """The topics and cited documents of a task, and the tasks of other agencies on the same topics."""
    yield from (facts.policy(policy) for _, policy in entry.cites)
    for topic in entry.topics:
        yield facts.topic(topic)
        yield task.related_words(context, topic, entry.document.agency)


def agency(_: PageContext, facts: Facts, agency: AgencyEntry) -> Iterator[bytes]:
    """Its page and that of its figures."""
    yield from facts.site()
    yield from facts.documents(agency)


def matrix_of_year(context: PageContext, facts: Facts, agency: AgencyEntry, year: str) -> Iterator[bytes]:
    yield from facts.site()
    yield facts.agency(agency)
    for entry in matrix.years(context, agency)[year]:
        yield from facts.document(entry)


def unit_page(_: PageContext, facts: Facts, unit_entry: UnitEntry) -> Iterator[bytes]:
    yield from facts.site()
    yield facts.agency(unit_entry.agency)
    yield from facts.assignments(unit.everything(unit_entry))


def unit_year(_: PageContext, facts: Facts, unit_entry: UnitEntry, year: str) -> Iterator[bytes]:
    yield from facts.site()
    yield facts.agency(unit_entry.agency)
    of_year = (a for a in unit.everything(unit_entry) if a.task.period[:4] == year)
    yield from facts.assignments(of_year)


def policy(_: PageContext, facts: Facts, policy: PolicyEntry) -> Iterator[bytes]:
    yield facts.policy(policy)
    yield from facts.tasks(policy.tasks)
    yield from map(facts.holder, policy.sections)


def topic(_: PageContext, facts: Facts, topic: TopicEntry, tasks: Iterable[TaskEntry]) -> Iterator[bytes]:
    """Its page, or that of an agency's tasks on it."""
    yield from facts.site()
    yield facts.topic(topic)
    yield from facts.tasks(tasks)


def month(_: PageContext, facts: Facts, lists: DueLists, month: str) -> Iterator[bytes]:
    yield from facts.site()
    months = deadline_months.months(lists)
    at = months.index(month)
    yield " ".join(months[max(0, at - 1) : at + 2]).encode()
    yield from (facts.holder(due.holder) for due in lists.months[month])


def moved(_: PageContext, __: Facts, redirect: Redirect, title: str) -> Iterator[bytes]:
    yield repr((tuple(redirect), title)).encode("utf-8", "surrogatepass")


def withdrawn(_: PageContext, facts: Facts, document: DocumentFile) -> Iterator[bytes]:
    yield facts.known[document.file].whole


def reads(
    group: PageGroup, context: PageContext, facts: Facts, shells: Mapping[str, bytes]
) -> Iterator[bytes]:
    """What a group of pages is made from, besides the program, its templates and the configuration.

    `shells` are digests of what stands around a page, by shell key.
    """
    for page in group:
        yield repr((page.address, page.template, page.head, page.has_toc)).encode("utf-8", "surrogatepass")
        yield shells[page.shell_key]
    for of_view in dict.fromkeys(page.reads for page in group):
        yield from (facts.everything,) if of_view is None else of_view(context, facts)
