"""One list of responsibilities names a unit once; a measure may well name a unit of its task again."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_answerables, all_obligations
from generator.library.build import Library
from generator.library.entries import Obligations, UnitEntry
from generator.library.registry import Registry
from generator.model.records import Answerable
from generator.problems import Finding, RecordPath


def find_repeated_units(library: Library) -> Iterator[Finding]:
    """One reminder a unit that its list names again, under whatever name, at the later one."""
    for document in library.documents:
        if any(map(_names_a_unit_twice, all_obligations(document))):
            units = library.units[document.file.agency]
            for record, path in all_answerables(document):
                yield from _repeated_in(record, units, document.file.file, path)


def _names_a_unit_twice(obligations: Obligations) -> bool:
    """Asked first, since few do: the records need not be walked with their paths."""
    count = len(obligations.responsibilities)
    return count > 1 and len({r.unit.ref for r in obligations.responsibilities}) < count


def _repeated_in(
    record: Answerable, units: Registry[UnitEntry], file: str, path: RecordPath
) -> Iterator[Finding]:
    before: dict[str, str] = {}  # the name by which each unit was named first
    for i, responsibility in enumerate(record.responsibility):
        unit = units.get(responsibility.unit)
        if unit is None:
            continue
        if unit.ref not in before:
            before[unit.ref] = responsibility.unit
            continue
        first = before[unit.ref]
        yield Finding(
            file,
            (*path, "responsibility", i, "unit"),
            f"责任单位“{responsibility.unit}”在这里已经列过"
            + ("" if first == responsibility.unit else f"（写作“{first}”）"),
            "请核对单位和 role，删除多余的一项；原文确是如此，可不理会",
            severity="warning",
        )
