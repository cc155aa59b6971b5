"""What every page may look at: the library, the configuration and the linkers of running text."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import labels
from generator.config import Config
from generator.library import DocumentEntry, Library, TaskEntry, TopicEntry
from generator.mentions import Linker, linkers

_RELATED = 4  # tasks of other agencies shown for one topic
_PER_AGENCY = 2


@dataclass(slots=True)
class Site:
    """Read-only for the pages; the cache only saves work."""

    library: Library
    config: Config
    linkers: dict[str, Linker]
    _related: dict[tuple[str, str], list[TaskEntry]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, config: Config) -> Site:
        return cls(library, config, linkers(library))

    def related(self, topic: TopicEntry, agency_id: str) -> list[TaskEntry]:
        """Tasks of other agencies on the topic, newest first, a few of each agency."""
        key = (topic.record.id, agency_id)
        if key not in self._related:
            per_agency: dict[str, int] = {}
            chosen: list[TaskEntry] = []
            for task in sorted(topic.tasks, key=lambda t: t.section.period[:4], reverse=True):
                other = task.document.agency.id
                if other == agency_id or per_agency.get(other, 0) >= _PER_AGENCY:
                    continue
                per_agency[other] = per_agency.get(other, 0) + 1
                chosen.append(task)
                if len(chosen) == _RELATED:
                    break
            self._related[key] = chosen
        return self._related[key]

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
