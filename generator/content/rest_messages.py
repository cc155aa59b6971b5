"""A file with slips: what else is certainly wrong in it, though it becomes no record."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from generator.content.text_files import read_text
from generator.content.validation_messages import findings_for
from generator.content.yaml_rest import Rest, rest_of
from generator.model.record import Record, validated
from generator.problems import Finding


def rest_at(path: Path, shown: str) -> Rest | None:
    """What a file with slips says besides; None for one that is no text, or has none.

    It is read once more, for that happens where a clerk has something to mend, not in a build.
    """
    text, _ = read_text(path, shown)
    rest = rest_of(text, shown) if text is not None else None
    return rest if rest and rest.problems else None


def findings_in_rest(file: str, rest: Rest, model: type[Record]) -> list[Finding]:
    """What is wrong in the rest, but for what may only be so because something was cut out."""
    if not isinstance(rest.tree, dict):
        return []
    try:
        validated(model, rest.tree)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return findings_for(file, list(filter(rest.judges(), details)), model)
    return []
