"""What the draft of an import gets wrong, found as `--check` finds it, at the end of every import.

What is placed in the tree is not yet written: a draft is sound only if the comparison with its source says
so.
"""

from __future__ import annotations

from generator.importer.compare.check import compare_draft
from generator.importer.outline.result import Imported
from generator.problems import Problem

_SHOWN = 60  # characters of a sentence
_LACKS = "原文的“{}”不在草稿里"
_INVENTS = "草稿里的“{}”在原文里没有"
_MEND = "请对照原文在草稿里补上，再发布"
_CORRECT = "请对照原文在草稿里改正，再发布"


def draft_faults(draft: str, imported: Imported) -> tuple[Problem, ...]:
    """The words of the source that a draft lacks and those it has beyond the source, as errors; none for a
    sound draft."""
    difference = compare_draft(draft, imported)
    if difference.sound:
        return ()
    name = imported.source.name
    lacks = [
        Problem(name, line, 1, _LACKS.format(words[:_SHOWN]), _MEND) for line, words in difference.missing
    ]
    invents = [
        Problem(name, 0, 0, _INVENTS.format(words[:_SHOWN]), _CORRECT) for _, words in difference.added
    ]
    return tuple(dict.fromkeys([*lacks, *invents]))
