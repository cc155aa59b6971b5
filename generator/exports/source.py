"""What exports are made from: a site, or an agency of it, and what its documents tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.content.config import Config
from generator.exports.flat import Rows
from generator.exports.registered import registered_rows
from generator.exports.telling import Kept, Telling, root_of
from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry, PolicyEntry, TopicEntry
from generator.pages import Page


@dataclass(frozen=True, slots=True)
class Source:
    """A site, or of one agency what belongs to it: some `agencies` of the `library`, and the rows of what is
    `registered`.
    """

    title: str
    library: Library
    agencies: Sequence[AgencyEntry]
    telling: Telling
    registered: Rows
    config: Config
    pages: Sequence[Page] = ()
    written: Sequence[str] = ()
    """The addresses of the hand-written pages"""

    @property
    def kept(self) -> list[Kept]:
        """What several files say of its documents, in the order of content/."""
        return list(chain.from_iterable(map(self.telling.kept, self.agencies)))


def of_site(
    library: Library,
    config: Config,
    telling: Telling,
    pages: Iterable[Page] = (),
    written: Iterable[str] = (),
) -> Source:
    """The whole site."""
    registered = registered_rows(library.agencies, library.policies, library.topics, root_of(config))
    agencies = library.agencies
    return Source(
        config.site_name, library, agencies, telling, registered, config, tuple(pages), tuple(written)
    )


def of_agency(agency: AgencyEntry, library: Library, config: Config, telling: Telling) -> Source:
    """One agency with all its documents, and of the registries what these name."""
    policies, topics = named_by(agency)
    registered = registered_rows(
        [agency],
        (policy for policy in library.policies if policy in policies),
        (topic for topic in library.topics if topic in topics),
        root_of(config),
    )
    return Source(agency.name, library, [agency], telling, registered, config)


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
