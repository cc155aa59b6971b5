"""Documents told, as JSON and as flat rows: each once, however many files it stands in.

Rows take much room, so they are told in portions, written in every form and forgotten. What the files of an
agency and those of the site have in common is kept, packed.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from generator.content.config import Config
from generator.exports.columns import OF_DOCUMENTS
from generator.exports.csv_files import are_plain
from generator.exports.flat import Rows, rows_of_document
from generator.exports.packed import Packed, pack, unpack
from generator.exports.portion import Portion, portion_of
from generator.exports.tasks import BETWEEN, json_of_document
from generator.exports.workbook import Cells
from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry

T = TypeVar("T")

_AT_ONCE = 1000  # tasks of a portion, and those of one more document

Known = Callable[[bytes, Sequence[DocumentEntry], Callable[[], Packed]], Packed]
"""What was told of some documents before, under a key for what is told; else what the last function makes"""


class Told(NamedTuple):
    """Documents: their tasks and their sections as they stand in tasks.json, and their flat rows."""

    tasks: bytes
    sections: bytes
    rows: Rows


class Kept(NamedTuple):
    """The same documents, as they stand in several files: `cells` are the rows of each table in a sheet."""

    tasks: Packed
    sections: bytes
    cells: Mapping[str, Cells]


class Telling:
    """Tells documents of a library; `known` may know some. Rows are wanted only for `downloads`."""

    def __init__(
        self, library: Library, config: Config, known: Known | None = None, *, downloads: bool = True
    ) -> None:
        self._root = root_of(config)
        self._known = known
        self._downloads = downloads
        self._plain_ids = are_plain(agency.id for agency in library.agencies)
        self._key = self._root.encode() if downloads else b"no rows"
        self._kept: dict[AgencyEntry, list[Kept]] = {}

    def told(self, agency: AgencyEntry) -> Iterator[tuple[Told, Portion]]:
        """Its documents, some at a time, with their rows as they stand in the files."""
        kept = self._kept[agency] = []
        for documents in _portions(agency.documents):
            told = _together([self._told(document) for document in documents])
            portion = self._portion(documents, told.rows)
            kept.append(Kept(pack(told.tasks), told.sections, portion.cells))
            yield told, portion

    def kept(self, agency: AgencyEntry) -> list[Kept]:
        """What is kept of its documents, which are told now if they were not before."""
        if agency not in self._kept:
            for _ in self.told(agency):
                pass
        return self._kept[agency]

    def _told(self, document: DocumentEntry) -> Told:
        return self._again(b"told", [document], Told, lambda: self._tell(document), tuple)

    def _portion(self, documents: Sequence[DocumentEntry], rows: Rows) -> Portion:
        def make() -> Portion:
            return portion_of(rows, plain_ids=self._plain_ids)

        return self._again(b"portion %d" % self._plain_ids, documents, Portion.again, make, Portion.plain)

    def _again(
        self,
        what: bytes,
        documents: Sequence[DocumentEntry],
        again: Callable[..., T],
        make: Callable[[], T],
        plain: Callable[[T], tuple[Any, ...]],
    ) -> T:
        """What was made of these documents before, from its plain values; else what is made now."""
        made: list[T] = []

        def packed() -> Packed:
            made.append(make())
            return pack(marshal.dumps(plain(made[0])))

        if not self._known:
            return make()
        known = self._known(b"%s %s" % (what, self._key), documents, packed)
        return made[0] if made else again(*marshal.loads(unpack(known)))

    def _tell(self, document: DocumentEntry) -> Told:
        return Told(
            *json_of_document(document), rows_of_document(document, self._root) if self._downloads else {}
        )


def root_of(config: Config) -> str:
    """What permanent addresses begin with: the site's own, or nothing while it has none."""
    return config.site_url if config.has_own_address else ""


def _portions(documents: Sequence[DocumentEntry]) -> Iterator[list[DocumentEntry]]:
    portion: list[DocumentEntry] = []
    for document in documents:
        portion.append(document)
        if sum(len(one.tasks) for one in portion) >= _AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _together(told: list[Told]) -> Told:
    tables = [table.name for table in OF_DOCUMENTS] if told[0].rows else []
    return Told(
        BETWEEN.join(one.tasks for one in told if one.tasks),
        BETWEEN.join(one.sections for one in told if one.sections),
        {table: list(chain.from_iterable(one.rows[table] for one in told)) for table in tables},
    )
