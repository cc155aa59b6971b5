"""What every page may look at: the library, the configuration, the linkers of running text, and a memo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from generator.content.config import Config
from generator.library import texts
from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.pages import autolinks, labels

V = TypeVar("V")
Ts = TypeVarTuple("Ts")
_Memo = defaultdict[Callable[..., Any], dict[tuple[Any, ...], Any]]  # by function, then by arguments

_MOST_KEPT = 20_000  # of a function; on a site so large that it makes more, it begins anew


def _empty() -> _Memo:
    return defaultdict(dict)


@dataclass(slots=True)
class PageContext:
    """Read-only for the pages; the two memos only save work: one for the site, one for a group of pages."""

    library: Library
    config: Config
    linkers: dict[str, autolinks.Autolinker]
    _site_memo: _Memo = field(default_factory=_empty)
    _group_memo: _Memo = field(default_factory=_empty)

    @classmethod
    def of(cls, library: Library, config: Config) -> PageContext:
        return cls(library, config, autolinks.linkers(library))

    def for_group(self) -> PageContext:
        """The same for another group of pages: what only they share is remembered anew and goes with them."""
        return replace(self, _group_memo=_empty())

    def article_tags(self, document: DocumentEntry, title: str) -> tuple[tuple[str, str], ...]:
        """ArticleTitle, PubDate and ContentSource (annex of 国办发〔2017〕47号); no date but the record's."""
        return ("ArticleTitle", title), *_source_tags(self, document)


def shared(make: Callable[[PageContext, *Ts], V]) -> Callable[[PageContext, *Ts], V]:
    """What all pages of the site share: made at the first call with these arguments.

    The arguments are the key, so they must be hashable, and what is made depends on nothing else but the
    site. Pages that share a view also share its HTML, which the output keeps for each object.
    """

    @wraps(make)
    def found(context: PageContext, *args: *Ts) -> V:
        return _found(context._site_memo, make, context, args)

    return found


def shared_in_group(make: Callable[[PageContext, *Ts], V]) -> Callable[[PageContext, *Ts], V]:
    """As `shared`, for what only a group of pages shares, a document and its tasks; gone with it."""

    @wraps(make)
    def found(context: PageContext, *args: *Ts) -> V:
        return _found(context._group_memo, make, context, args)

    return found


def _found(memo: _Memo, make: Callable[[PageContext, *Ts], V], context: PageContext, args: tuple[*Ts]) -> V:
    made: dict[tuple[Any, ...], V] = memo[make]
    value = made.get(args)
    if value is None:
        if len(made) >= _MOST_KEPT:
            made.clear()
        value = made[args] = make(context, *args)
    return value


@shared
def _source_tags(_: PageContext, document: DocumentEntry) -> tuple[tuple[str, str], ...]:
    """Those that a document and its tasks have in common."""
    record = document.file.record
    source = ("ContentSource", record.source.publisher)
    published = record.disclosure.published or record.source.published
    if not published:
        return (source,)
    stamp = labels.iso(published)
    return source, ("PubDate", stamp if " " in stamp else f"{stamp} 00:00")


@shared_in_group
def linker(context: PageContext, document: DocumentEntry) -> autolinks.TextLinker:
    """The linker for the running text of a document, on its own page and those of its tasks."""
    return context.linkers[document.agency.id].among(_texts(document), document.url.rpartition("/")[0])


def _texts(document: DocumentEntry) -> Iterator[str]:
    """All running text of a document, as its pages show it."""
    yield from texts.paragraphs(document.file.record.intro or "")
    for top in document.sections:
        for section in top.walk():
            yield section.record.text or ""
            for task in section.tasks:
                yield task.record.text or ""
                for measure in task.record.measures:
                    yield measure.text
                    if measure.steps:
                        yield from texts.step_lines(measure.steps)
