"""How the YAML states who answers: the bracket or labelled lines that end a text are taken off it and kept
with the first unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.importer.draft.yaml_text import Flow, printable
from generator.importer.outline.result import Task
from generator.importer.words.responsibility_clause import UnitRole

_BEHIND = "。 "  # a text may go on with after its last bracket


def without_bracket(task: Task) -> tuple[str, list[str], str]:
    """The text before the measures and those of the measures, without the words that end the task and name
    its units, and these.

    Where the last measure answers for itself, the words that end it are its own.
    """
    text, measures = task.opening, [m.text for m in task.measures]
    if measures and task.measures[-1].units:
        return text, measures, ""
    words = closing_words(task.text, task.brackets, task.units)
    if not words:
        return text, measures, ""
    if measures and measures[-1].rstrip(_BEHIND).endswith(words):
        return text, [*measures[:-1], measures[-1].rstrip(_BEHIND).removesuffix(words).rstrip()], words
    if not measures and text.rstrip(_BEHIND).endswith(words):
        return text.rstrip(_BEHIND).removesuffix(words).rstrip(), measures, words
    return text, measures, ""


def closing_words(text: str, brackets: Sequence[tuple[int, int]], units: Sequence[UnitRole]) -> str:
    """The brackets, or the labelled lines (牵头科室：甲), that end a text, if they name these units."""
    at = len(text)
    said: list[str] = []
    for start, end in reversed(brackets):
        if text[end:at].strip(" 。\n") or "\n" in text[start:end]:
            break
        said.append(text[start:end])
        at = start
    return text[at:].rstrip("。 \n") if any(u.words in said for u in units) else ""


def responsibility(
    units: Sequence[UnitRole],
    printed: str,
    of_cells: bool = False,
    public: Callable[[str], str] = str,
) -> list[Flow]:
    """The units; the bracket, or the cell of a table, as printed goes with the first unit it names, but for
    what is not `public` in it."""
    out: list[Flow] = []
    for unit in units:
        if not printable(unit.name):
            continue
        values: dict[str, Any] = {"unit": unit.name, "role": unit.role}
        if (printed and unit.words == printed) or (of_cells and unit.words):
            values["text"] = " ".join(public(unit.words).split())
            printed = ""
        out.append(Flow(values))
    if printed and out:
        out[0].values["text"] = " ".join(public(printed).split())
    return out
