"""A registered unit is named by some document: else it is misspelt, or registered in advance.

Often right, so a build does not repeat it each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_obligations
from generator.library.build import Library
from generator.library.entries import AgencyEntry
from generator.problems import Finding

_MOST_NAMES = 8


def find_unused_units(library: Library) -> Iterator[Finding]:
    """One reminder an agency, at the first unit that no document names.

    Of an agency without documents, or with one that could not be read, nobody can tell.
    """
    named = {
        responsibility.unit.ref
        for document in library.documents
        for obligations in all_obligations(document)
        for responsibility in obligations.responsibilities
    }
    for agency in library.agencies:
        unused = _unused_of(agency, named) if _is_read_whole(agency, library) else []
        if unused:
            names = "、".join(agency.units[i].record.name for i in unused[:_MOST_NAMES])
            yield Finding(
                agency.file.file,
                ("units", unused[0], "name"),
                f"登记了而没有文件提到的责任单位有 {len(unused)} 个：{names}"
                + (" 等" if len(unused) > _MOST_NAMES else ""),
                "请核对名称；确是预先登记，可不理会",
                severity="warning",
            )


def _is_read_whole(agency: AgencyEntry, library: Library) -> bool:
    """Whether the agency has documents, and none of them has mistakes that keep it out."""
    broken = any(file.startswith(f"{agency.id}/") for file in library.content.broken)
    return bool(agency.documents) and not broken


def _unused_of(agency: AgencyEntry, named: set[str]) -> list[int]:
    """The positions of units that are neither named nor part of a collective."""
    return [
        i for i, unit in enumerate(agency.units) if not (unit.ref in named or unit.member_of or unit.members)
    ]
