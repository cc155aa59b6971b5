"""What exports are made from: each document told once, as JSON and as flat rows, for every form of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from generator.content.config import Config
from generator.exports.csv_files import are_plain
from generator.exports.flat import Row, Rows, rows_of_document
from generator.exports.registered import registered_rows
from generator.exports.table import Table
from generator.exports.tasks import json_of_document
from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry, PolicyEntry, TopicEntry
from generator.pages import Page

Told = tuple[bytes, bytes, Rows]
"""A document: its tasks and its sections as they stand in tasks.json, and its flat rows"""
Tell = Callable[[DocumentEntry], Told]


Known = Callable[[bytes, DocumentEntry, Callable[[], Told]], Told]
"""What was told of a document before, under a key for what is told; else what the last function makes"""


class Telling:
    """Tells each document once, however many files it stands in; `known` may know it from before. Rows are
    wanted only for `downloads`.
    """

    def __init__(self, config: Config, known: Known | None = None, *, downloads: bool = True) -> None:
        self._root = root_of(config)
        self._known = known
        self._downloads = downloads
        self._key = self._root.encode() if downloads else b"no rows"
        self._told: dict[DocumentEntry, Told] = {}

    def __call__(self, document: DocumentEntry) -> Told:
        found = self._told.get(document)
        if found is None:
            make = partial(self._tell, document)
            found = self._known(self._key, document, make) if self._known else make()
            self._told[document] = found
        return found

    def _tell(self, document: DocumentEntry) -> Told:
        rows = rows_of_document(document, self._root) if self._downloads else {}
        return *json_of_document(document), rows


def root_of(config: Config) -> str:
    """What permanent addresses begin with: the site's own, or nothing while it has none."""
    return config.site_url if config.has_own_address else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A site, or of one agency what belongs to it. `told` are its documents, `registered` the rows of its
    registries.
    """

    title: str
    told: Sequence[Told]
    registered: Rows
    config: Config
    pages: Sequence[Page] = ()
    written: Sequence[str] = ()
    """The addresses of the hand-written pages"""

    @property
    def has_plain_ids(self) -> bool:
        """Whether no id that begins with that of an agency is a day to a spreadsheet."""
        return are_plain(str(row[0]) for row in self.registered["agencies"])

    def rows(self, table: Table) -> list[list[Row]]:
        """The rows of a table in portions, in the order of content/."""
        if table.name in self.registered:
            return [self.registered[table.name]]
        return [rows[table.name] for _, _, rows in self.told]


def of_site(
    library: Library, config: Config, tell: Tell, pages: Iterable[Page] = (), written: Iterable[str] = ()
) -> Source:
    """The whole site."""
    registered = registered_rows(library.agencies, library.policies, library.topics, root_of(config))
    told = [tell(document) for document in library.documents]
    return Source(config.site_name, told, registered, config, tuple(pages), tuple(written))


def of_agency(agency: AgencyEntry, library: Library, config: Config, tell: Tell) -> Source:
    """One agency with all its documents, and of the registries what these name."""
    policies, topics = named_by(agency)
    registered = registered_rows(
        [agency],
        (policy for policy in library.policies if policy in policies),
        (topic for topic in library.topics if topic in topics),
        root_of(config),
    )
    return Source(agency.name, [tell(document) for document in agency.documents], registered, config)


def named_by(agency: AgencyEntry) -> tuple[set[PolicyEntry], set[TopicEntry]]:
    """The cited documents and the topics that the documents of an agency name."""
    tasks = [task for document in agency.documents for task in document.tasks]
    policies = {policy for document in agency.documents for policy in cited_by_sections(document)}
    policies |= {policy for task in tasks for _, policy in task.cites}
    return policies, {topic for task in tasks for topic in task.topics}


def cited_by_sections(document: DocumentEntry) -> list[PolicyEntry]:
    """What sections themselves cite."""
    sections = (section for top in document.sections for section in top.walk())
    return [policy for section in sections for _, policy in section.obligations.cites]
