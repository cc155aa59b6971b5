"""What each kind of page reads: of which facts its fingerprint is made.

Beside a view stands here all that the view may look at, rather too much than too little: what is missing
would leave an old page in the site. `tests/test_incremental.py` edits everything at random and compares every
file with a build that keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from generator.content.known import digest
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
from generator.library.redirects import Redirect
from generator.pages import compare, deadline_months, downloads, matrix, swapped, task, unit
from generator.pages.context import PageContext, shared
from generator.pages.facts import Facts
from generator.pages.page import Head, PageGroup

_IN_HEAD = attrgetter(*Head.__dataclass_fields__)  # all of it, as a tuple


def document(context: PageContext, facts: Facts, document: DocumentEntry) -> Iterator[bytes]:
    """Its page and the lists beside it."""
    yield _around(context, facts, document)


def tasks(
    context: PageContext, facts: Facts, document: DocumentEntry, topics: Iterable[TopicEntry]
) -> Iterator[bytes]:
    """Pages of tasks of a document on the same `topics`: they show tasks of other agencies on these, too."""
    yield _around(context, facts, document)
    yield from (task.related_words(context, topic, document.agency) for topic in topics)


@shared
def _around(context: PageContext, facts: Facts, document: DocumentEntry) -> bytes:
    """A digest of a document with its tasks and the names beside it: topics, cited documents, and whether its
    agency has a calendar. Which name leads to which of them changes only with the words of one.
    """
    tasks = document.tasks
    parts = [part for top in document.sections for part in top.walk()]
    cites = chain.from_iterable((*(t.cites for t in tasks), *(part.obligations.cites for part in parts)))
    return digest(
        *facts.site(),
        facts.linked_names(),
        swapped.reads(context, (document.url, *(task.url for task in tasks))),
        facts.document(document),
        downloads.agency_calendar(context, document.agency).encode(),
        *map(facts.policy, dict.fromkeys(policy for _, policy in cites)),
        *map(facts.topic, dict.fromkeys(topic for task in tasks for topic in task.topics)),
        *map(facts.document, compare.earlier_documents(document)),
    )


def agency(context: PageContext, facts: Facts, agency: AgencyEntry) -> Iterator[bytes]:
    """Its page and that of its figures."""
    yield from facts.site()
    yield swapped.reads(context, [agency.url])
    yield from facts.documents(agency)


def matrix_of_year(context: PageContext, facts: Facts, agency: AgencyEntry, year: str) -> Iterator[bytes]:
    yield from facts.site()
    yield facts.agency(agency)
    for entry in matrix.years(context, agency)[year]:
        yield facts.document(entry)


def unit_page(context: PageContext, facts: Facts, unit_entry: UnitEntry) -> Iterator[bytes]:
    yield from facts.site()
    yield swapped.reads(context, [unit_entry.url])
    yield facts.agency(unit_entry.agency)
    yield from facts.assignments(unit.everything(unit_entry))


def unit_year(_: PageContext, facts: Facts, unit_entry: UnitEntry, year: str) -> Iterator[bytes]:
    yield from facts.site()
    yield facts.agency(unit_entry.agency)
    of_year = (a for a in unit.everything(unit_entry) if a.task.period[:4] == year)
    yield from facts.assignments(of_year)


def policy(context: PageContext, facts: Facts, policy: PolicyEntry) -> Iterator[bytes]:
    yield from facts.site()
    yield swapped.reads(context, [policy.url])
    yield from map(facts.policy, (policy, *policy.replaced_by, *policy.replaces))
    yield from facts.tasks(policy.tasks)
    yield from map(facts.holder, policy.sections)


def topic(
    context: PageContext, facts: Facts, topic: TopicEntry, tasks: Iterable[TaskEntry]
) -> Iterator[bytes]:
    """Its page, or that of an agency's tasks on it."""
    yield from facts.site()
    yield swapped.reads(context, [topic.url])
    yield facts.topic(topic)
    yield from facts.tasks(tasks)


def month(_: PageContext, facts: Facts, lists: DueLists, month: str) -> Iterator[bytes]:
    yield from facts.site()
    months = deadline_months.months(lists)
    at = months.index(month)
    yield " ".join(months[max(0, at - 1) : at + 2]).encode()
    yield from (facts.holder(due.holder) for due in lists.months[month])


def moved(_: PageContext, facts: Facts, redirect: Redirect, title: str) -> Iterator[bytes]:
    yield from facts.site()
    yield repr((tuple(redirect), title)).encode("utf-8", "surrogatepass")


def withdrawn(_: PageContext, facts: Facts, document: DocumentFile) -> Iterator[bytes]:
    yield from facts.site()
    yield facts.known[document.file].whole


def reads(
    group: PageGroup, context: PageContext, facts: Facts, shells: Mapping[str, bytes]
) -> Iterator[bytes]:
    """What a group of pages is made from, besides the program, its templates and the configuration.

    `shells` are digests of what stands around a page, by shell key.
    """
    pages = [(p.address, p.template, p.shell_key, *_IN_HEAD(p.head)) for p in group]
    yield repr(pages).encode("utf-8", "surrogatepass")
    yield from map(shells.__getitem__, dict.fromkeys(key for _, _, key, *_ in pages))
    for of_view in dict.fromkeys(page.reads for page in group):
        yield from (facts.everything,) if of_view is None else of_view(context, facts)
