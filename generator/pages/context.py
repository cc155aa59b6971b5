"""What every page may look at: the library, the configuration, the linkers of running text, and a memo."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from generator.content.config import Config
from generator.library import texts
from generator.library.build import Library
from generator.library.entries import DocumentEntry, TaskEntry, TopicEntry
from generator.pages import autolinks, labels

V = TypeVar("V")

_RELATED = 4  # tasks of other agencies shown for one topic
_PER_AGENCY = 2


@dataclass(slots=True)
class PageContext:
    """Read-only for the pages; the two memos only save work: one for the site, one for a group of pages."""

    library: Library
    config: Config
    linkers: dict[str, autolinks.Linker]
    _memo: dict[Hashable, Any] = field(default_factory=dict)
    _group_memo: dict[Hashable, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, config: Config) -> PageContext:
        return cls(library, config, autolinks.linkers(library))

    def for_group(self) -> PageContext:
        """The same for another group of pages: nothing is remembered yet that only they share, and it goes with them."""
        return replace(self, _group_memo={})

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """The view for `key`, made at the first call.

        Pages that share a view object also share its HTML, which `render` keeps for each object.
        """
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = make()
        return cast(V, found)

    def once_in_group(self, key: Hashable, make: Callable[[], V]) -> V:
        """As `once`, for what only a document and its own tasks share."""
        found = self._group_memo.get(key)
        if found is None:
            found = self._group_memo[key] = make()
        return cast(V, found)

    def linker(self, document: DocumentEntry) -> autolinks.TextLinker:
        """The linker for the running text of a document, on its own page and those of its tasks."""
        return self.once_in_group(
            ("linker", document.ref),
            lambda: self.linkers[document.agency.id].among(_texts(document), document.url.rpartition("/")[0]),
        )

    def related(self, topic: TopicEntry, agency_id: str) -> list[TaskEntry]:
        """Tasks of other agencies on the topic, newest first, a few of each agency."""
        newest = self.once(
            ("newest", topic.record.id),
            lambda: sorted(topic.tasks, key=lambda t: t.section.period[:4], reverse=True),
        )
        per_agency: dict[str, int] = {}
        chosen: list[TaskEntry] = []
        for task in newest:
            other = task.document.agency.id
            if other == agency_id or per_agency.get(other, 0) >= _PER_AGENCY:
                continue
            per_agency[other] = per_agency.get(other, 0) + 1
            chosen.append(task)
            if len(chosen) == _RELATED:
                break
        return chosen

    def article_tags(self, document: DocumentEntry, title: str) -> tuple[tuple[str, str], ...]:
        """ArticleTitle, PubDate and ContentSource (annex of 国办发〔2017〕47号); a date that no record gives is left out."""
        record = document.file.record
        published = record.disclosure.published or record.source.published
        tags = [("ArticleTitle", title), ("ContentSource", record.source.publisher)]
        if published:
            stamp = labels.iso(published)
            tags.append(("PubDate", stamp if " " in stamp else f"{stamp} 00:00"))
        return tuple(tags)

    def updated(self, document: DocumentEntry) -> str:
        """The latest date that the record itself gives, as 2024-03-22, or nothing; never a file's or the clock's."""
        record = document.file.record
        dates = (record.disclosure.published, record.source.published, record.disclosure.formed)
        return max((labels.iso(d)[:10] for d in dates if d), default="")


def _texts(document: DocumentEntry) -> Iterator[str]:
    """All running text of a document, as its pages show it."""
    yield document.file.record.intro or ""
    for top in document.sections:
        for section in top.walk():
            yield section.record.text or ""
            for task in section.tasks:
                yield task.record.text or ""
                for measure in task.record.measures:
                    yield measure.text
                    if measure.steps:
                        yield from texts.step_lines(measure.steps)
