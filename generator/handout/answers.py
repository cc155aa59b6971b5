"""Who answers and by when, as offices say it: 牵头单位：甲科；配合单位：乙科、丙科；完成时限：6月底前."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.library.entries import Obligations, ResponsibilityEntry
from generator.model.paper_marks import ROLE_LABELS, TIME_LABEL
from generator.model.records import ROLES, Role


def by_role(responsibilities: Iterable[ResponsibilityEntry]) -> list[tuple[Role, list[str]]]:
    """The units of each role as printed, lead first."""
    held = list(responsibilities)
    found = [(role, [r.record.unit for r in held if r.record.role == role]) for role in ROLES]
    return [(role, units) for role, units in found if units]


def answer(obligations: Obligations) -> str:
    """Everything in one bracket; nothing where nothing is said."""
    parts = [
        f"{ROLE_LABELS[role]}：{'、'.join(units)}" for role, units in by_role(obligations.responsibilities)
    ]
    if times := due(obligations):
        parts.append(f"{TIME_LABEL}：{'；'.join(times)}")
    return f"（{'；'.join(parts)}）" if parts else ""


def due(obligations: Obligations) -> Sequence[str]:
    """The deadlines as printed, each once."""
    return list(dict.fromkeys(d.text for d in obligations.dues))
