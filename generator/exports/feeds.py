"""feed.xml, <agency>/feed.xml, <agency>/units/<unit>.xml and policies/<policy>.xml: what happened, for
anybody's reader of feeds (Atom, RFC 4287).

An entry's id is made of what happened and of the address where that was published first (`first_addresses`),
so it is the same in every build, on every host and under a new name. Times are those of the records, in
China's zone. Written here, because an element tree takes more than twice as long (docs/exports.md); tests
read every file back with feedparser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha1
from uuid import UUID

from generator.content.config import Config
from generator.content.load import DocumentFile
from generator.exports import feed_words
from generator.library.build import Library
from generator.library.entries import AgencyEntry
from generator.library.first_addresses import FirstAddresses
from generator.library.news import Chronicle, News, has_news
from generator.model import routes

MOST, MOST_OF_SITE = 30, 100
"""Entries of a feed, the newest, so that whoever looks once a week misses none; of the whole site's"""
_SPACE = UUID("6f0d4a52-7c6b-4f0e-9d41-0c8b1d1f3a27").bytes  # of ids of this program alone
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER = "1970-01-01"
_KIND = {
    "published": "公开", "reported": "落实情况", "progress": "落实情况", "corrected": "更正",
    "withdrawn": "撤回",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed is of: its address, that of its page, the name there, its title, who publishes it."""

    address: str
    page: str
    name: str
    title: str
    author: str


@dataclass(slots=True)
class Writer:
    """Writes the feeds of one library; what several feeds tell alike is written once."""

    library: Library
    config: Config
    first: FirstAddresses
    chronicle: Chronicle
    known: frozenset[str]
    _written: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, config: Config) -> Writer:
        content = library.content
        return cls(
            library,
            config,
            FirstAddresses(content.moved, content.addresses),
            Chronicle(library),
            published(library),
        )

    def of_site(self) -> Iterator[tuple[str, str]]:
        """The feed of the whole site, and those of cited documents."""
        config, library = self.config, self.library
        author = config.footer.organiser or config.site_name
        feed = _Feed(routes.FEED, routes.HOME, "", config.site_name, author)
        yield from self._feed(feed, self.chronicle.of_site(), most=MOST_OF_SITE)
        for policy in library.policies:
            address = routes.policy_feed(policy.record.id)
            feed = _Feed(address, policy.url, policy.name, f"引用{policy.name}的任务", author)
            yield from self._feed(feed, self.chronicle.of_policy(policy), policy.url)

    def of_agency(self, agency: AgencyEntry) -> Iterator[tuple[str, str]]:
        """The feed of an agency, and those of its units. They tell nothing but its own documents."""
        feed = _Feed(routes.agency_feed(agency.id), agency.url, agency.name, agency.name, agency.name)
        yield from self._feed(feed, self.chronicle.of_agency(agency))
        for unit in agency.units:
            name = unit.record.name
            address = routes.unit_feed(agency.id, unit.record.id)
            feed = _Feed(address, unit.url, name, f"{name}（{agency.name}）", agency.name)
            yield from self._feed(feed, self.chronicle.of_unit(unit), unit.url)

    def _feed(
        self, feed: _Feed, found: Iterable[News], scope: str = "", most: int = MOST
    ) -> Iterator[tuple[str, str]]:
        newest = sorted(found, key=lambda one: one.day, reverse=True)[:most]
        if not newest and feed.address not in self.known:
            return
        site = self.config.site_url
        updated = newest[0].day if newest else self.chronicle.until or _NEVER
        name = self.first.of(feed.page, feed.name)
        head = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
            f"<id>{_id(name, 'feed')}</id>\n<title>{_text(feed.title)}：公开、落实情况、更正</title>\n"
            f"<updated>{_time(updated)}</updated>\n<author><name>{_text(feed.author)}</name></author>\n"
            f'<link rel="self" type="application/atom+xml" href="{_text(site + feed.address)}"/>\n'
            f'<link rel="alternate" type="text/html" href="{_text(site + feed.page)}"/>\n'
        )
        own = self.first.of(scope, feed.name) if scope else ""
        yield feed.address, f"{head}{''.join(self._entry(one, own) for one in newest)}</feed>\n"

    def _entry(self, one: News, scope: str) -> str:
        """The entry; of what tells another number of tasks in another feed, under another id."""
        within = scope if one.kind in ("published", "reported") else ""
        key = (f"{one.place}#{one.event}", within)
        made = self._written.get(key)
        if made is None:
            made = self._written[key] = self._written_entry(one, within)
        return made

    def _written_entry(self, one: News, within: str) -> str:
        words, site = feed_words.words(one, self.config.site_url), self.config.site_url
        document = one.document
        title = document.record.title if isinstance(document, DocumentFile) else document.title
        name = one.task.heading if one.task else title
        event = one.event
        if one.report:
            event = f"reported/{self.first.of(one.report.url, one.report.title)}"
        label = _KIND[one.kind]
        return (
            f"<entry>\n<id>{_id(self.first.of(one.place, name), event, within)}</id>\n"
            f"<title>{_text(f'{label}：{words.title}')}</title>\n<updated>{_time(one.day)}</updated>\n"
            f"<author><name>{_text(self._publisher(one))}</name></author>\n"
            f'<link rel="alternate" type="text/html" href="{_text(site + words.page)}"/>\n'
            f'<category term="{one.kind}" label="{label}"/>\n'
            f'<content type="html">{_text(words.html)}</content>\n</entry>\n'
        )

    def _publisher(self, one: News) -> str:
        document = one.document
        if not isinstance(document, DocumentFile):
            return document.agency.name
        names = (agency.name for agency in self.library.agencies if agency.id == document.agency)
        return next(names, document.record.source.publisher)


def feeds(library: Library, config: Config) -> Iterator[tuple[str, str]]:
    """Address and text of every feed."""
    writer = Writer.of(library, config)
    yield from writer.of_site()
    for agency in library.agencies:
        yield from writer.of_agency(agency)


def addresses(library: Library) -> Iterator[str]:
    """Where feeds stand: of whatever has dated news, or had a feed once."""
    known, chronicle = published(library), Chronicle(library)

    def stands(address: str, found: Iterable[News]) -> bool:
        return address in known or has_news(found)

    if stands(routes.FEED, chronicle.of_site()):
        yield routes.FEED
    for policy in library.policies:
        if stands(address := routes.policy_feed(policy.record.id), chronicle.of_policy(policy)):
            yield address
    for agency in library.agencies:
        if stands(address := routes.agency_feed(agency.id), chronicle.of_agency(agency)):
            yield address
        for unit in agency.units:
            address = routes.unit_feed(agency.id, unit.record.id)
            if stands(address, chronicle.of_unit(unit)):
                yield address


def published(library: Library) -> frozenset[str]:
    """The feeds that were ever published: somebody's reader asks for them again and again."""
    return frozenset(one.address for one in library.content.addresses if one.address.endswith(".xml"))


def _id(*parts: str) -> str:
    """A name of its own for good; no address, because hosts change and the name does not."""
    found = sha1(_SPACE + "#".join(filter(None, parts)).encode()).hexdigest()  # RFC 9562, version 5
    variant = "89ab"[int(found[16], 16) & 3]
    return f"urn:uuid:{found[:8]}-{found[8:12]}-5{found[13:16]}-{variant}{found[17:20]}-{found[20:32]}"


def _time(day: str) -> str:
    """2024-03-22T11:15:00+08:00, of a day its beginning."""
    return f"{day if 'T' in day else f'{day}T00:00:00'}+08:00"


def _text(words: str) -> str:
    """Text, HTML too, as XML has it, without what that cannot hold."""
    if _NOT_IN_XML.search(words):
        words = _NOT_IN_XML.sub("", words)
    return feed_words.as_text(words)
