"""Documents told, as JSON and as flat rows: each once, however many files it stands in.

Rows take much room, so they are told in portions, written in every form and forgotten. What the files of an
agency and those of the site have in common is kept, packed.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.content.config import Config
from generator.exports.columns import OF_DOCUMENTS
from generator.exports.flat import Rows, rows_of_document
from generator.exports.packed import Packed, pack, unpack
from generator.exports.tasks import BETWEEN, json_of_document
from generator.exports.workbook import Cells, cells_of
from generator.library.entries import AgencyEntry, DocumentEntry

_AT_ONCE = 1000  # tasks of a portion, and those of one more document

Known = Callable[[bytes, DocumentEntry, Callable[[], Packed]], Packed]
"""What was told of a document before, under a key for what is told; else what the last function makes"""


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
    """Tells documents; `known` may know one from before. Rows are wanted only for `downloads`."""

    def __init__(self, config: Config, known: Known | None = None, *, downloads: bool = True) -> None:
        self._root = root_of(config)
        self._known = known
        self._downloads = downloads
        self._key = self._root.encode() if downloads else b"no rows"
        self._kept: dict[AgencyEntry, list[Kept]] = {}

    def told(self, agency: AgencyEntry) -> Iterator[Told]:
        """Its documents, some at a time."""
        kept = self._kept[agency] = []
        for documents in _portions(agency.documents):
            told = _together([self._told(document) for document in documents])
            kept.append(_kept(told))
            yield told

    def kept(self, agency: AgencyEntry) -> list[Kept]:
        """What is kept of its documents, which are told now if they were not before."""
        if agency not in self._kept:
            for _ in self.told(agency):
                pass
        return self._kept[agency]

    def _told(self, document: DocumentEntry) -> Told:
        made: list[Told] = []

        def make() -> Packed:
            made.append(self._tell(document))
            return pack(marshal.dumps(tuple(made[0])))

        if not self._known:
            return self._tell(document)
        known = self._known(self._key, document, make)
        return made[0] if made else Told(*marshal.loads(unpack(known)))

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


def _kept(told: Told) -> Kept:
    tables = (table for table in OF_DOCUMENTS if told.rows.get(table.name))
    cells = {table.name: cells_of(table, told.rows[table.name]) for table in tables}
    return Kept(pack(told.tasks), told.sections, cells)
