"""Who answers and by when, as offices say it: 牵头单位：甲科；配合单位：乙科、丙科；完成时限：6月底前."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.library.entries import Obligations, ResponsibilityEntry
from generator.model.paper_marks import ROLE_LABELS, TIME_LABEL
from generator.model.records import ROLES


def by_role(responsibilities: Iterable[ResponsibilityEntry]) -> list[tuple[str, list[str]]]:
    """The label of each role and its units as printed, lead first."""
    held = list(responsibilities)
    found = [(ROLE_LABELS[role], [r.record.unit for r in held if r.record.role == role]) for role in ROLES]
    return [(label, units) for label, units in found if units]


def answer(obligations: Obligations) -> str:
    """Everything in one bracket; nothing where nothing is said."""
    parts = [f"{label}：{'、'.join(units)}" for label, units in by_role(obligations.responsibilities)]
    if times := due(obligations):
        parts.append(f"{TIME_LABEL}：{'；'.join(times)}")
    return f"（{'；'.join(parts)}）" if parts else ""


def due(obligations: Obligations) -> Sequence[str]:
    """The deadlines as printed, each once."""
    return list(dict.fromkeys(d.text for d in obligations.dues))
