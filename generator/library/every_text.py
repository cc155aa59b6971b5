"""Every text of a record that a reader may get to see, whatever fields the model has: for what looks at all
of them, like the search for personal data.

What the model adds later is in it by itself; only what is never published is left out by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from generator.model.record import Record, fields_of
from generator.model.records import Table
from generator.problems import RecordPath

_NEVER_PUBLISHED = frozenset({"persons", "lines", "file"})


def texts_of(record: Record) -> list[str]:
    """All texts of a record and of those in it, in one fixed order. A table is one text: its cells with a tab
    between them, a line a row.
    """
    found: list[str] = []
    _collect(record, found)
    return found


def paths_of(record: Record, path: RecordPath = ()) -> Iterator[RecordPath]:
    """Where each of `texts_of` stands, in the same order."""
    if isinstance(record, Table):
        yield path
        return
    for name, value in zip(_shape(type(record)).names, _values(record), strict=False):
        yield from _paths_in(value, (*path, name))


def _paths_in(value: Any, path: RecordPath) -> Iterator[RecordPath]:
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for n, one in enumerate(value):
            # a single table may be written without the dash of a list
            at = path if path[-1] == "table" and len(value) == 1 else (*path, n)
            yield from _paths_in(one, at)
    elif isinstance(value, Record):
        yield from paths_of(value, path)


def _collect(record: Record, found: list[str]) -> None:
    if isinstance(record, Table):
        found.append(_of_table(record))
        return
    for value in _values(record):
        if type(value) is str:  # faster than isinstance, and no text is of another class
            found.append(value)
        elif value:
            _collect_value(value, found)


def _collect_value(value: Any, found: list[str]) -> None:
    if isinstance(value, list):
        for one in value:
            if type(one) is str:
                found.append(one)
            else:
                _collect_value(one, found)
    elif isinstance(value, Record):
        _collect(value, found)


def _of_table(table: Table) -> str:
    rows = "\n".join(map("\t".join, (*table.header, *table.rows)))
    return f"{table.caption}\n{rows}" if table.caption else rows


def _values(record: Record) -> tuple[Any, ...]:
    values: tuple[Any, ...] = _shape(type(record)).get(record)
    return values


class _Shape(NamedTuple):
    """What fetches all fields of a record at once, and their names in the file."""

    get: attrgetter[Any]
    names: tuple[str, ...]


_SHAPES: dict[type[Record], _Shape] = {}  # of each class, made when the first of it is seen


def _shape(of: type[Record]) -> _Shape:
    if (known := _SHAPES.get(of)) is not None:
        return known
    fields: dict[str, Any] = of.__pydantic_fields__  # type: ignore[attr-defined]
    in_file = {id(field): name for name, field in fields_of(of).items()}
    shown = {name: in_file[id(field)] for name, field in fields.items() if name not in _NEVER_PUBLISHED}
    # two at least, so that the values come as a tuple
    get = attrgetter(*shown) if len(shown) > 1 else attrgetter(*shown, "__slots__")
    return _SHAPES.setdefault(of, _Shape(get, tuple(shown.values())))
