"""Reads the lines of a paper that was handed out, each of which says one thing in a fixed form: who answers
and by when, figures, cited documents, a number before words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.importer.words.brackets import outer_brackets
from generator.importer.words.cites import Cite, cites
from generator.importer.words.indicators import Figure, figures
from generator.importer.words.names import split_names
from generator.importer.words.numerals import mark_at
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.responsibility_clause import UnitRole, label_role
from generator.importer.words.vocabulary import alt
from generator.model.paper_marks import CHANGE, CITES_LABEL, FIGURES_LABEL, ROLE_LABELS, TIME_LABEL

_UNITS = re.compile(rf"(?P<label>{alt(tuple(ROLE_LABELS.values()))})：(?P<names>.+)")
_STOP = "；"
_CHANGED = re.compile(rf"(?P<figure>.+)（{CHANGE}(?P<change>[^（）]+)）")
_NAME = re.compile(r"《[^》]*》|[^、《》]+")

Answer = tuple[list[UnitRole], list[str]]


def unbracketed(words: str) -> str:
    """The words inside the bracket around all of them."""
    return words[1:-1] if next(outer_brackets(words), None) == (0, len(words)) else words


def numbered(words: str) -> tuple[str, str]:
    """The number before some words, and these."""
    mark = mark_at(words, 0)
    if mark is None or not words[mark.end :].strip():
        return "", words
    return mark.printed.strip(), words[mark.end :].strip()


def read_answer(words: str) -> Answer:
    """Who answers and by when, as the paper says it, or in any words that a person put there."""
    inner = unbracketed(words)
    if (found := _in_our_words(inner)) is not None:
        return found
    said = responsibilities(words) or responsibilities(f"（{inner}）")
    return [u for f in said for u in f.units], [d for f in said for d in f.deadlines]


def split_answer(words: str) -> tuple[str, Answer]:
    """The words without the bracket that ends them, where that says who answers, and what it says."""
    *_, (start, end) = [(0, 0), *outer_brackets(words)]
    answer = _in_our_words(words[start + 1 : end - 1]) if 0 < end == len(words) else None
    return (words, ([], [])) if answer is None else (words[:start], answer)


def _in_our_words(words: str) -> Answer | None:
    """牵头单位：甲、乙；配合单位：丙；完成时限：6月底前；每季度; None for anything else."""
    before, label, times = words.partition(f"{TIME_LABEL}：")
    clauses = [clause for clause in before.split(_STOP) if clause]
    found = [_UNITS.fullmatch(clause) for clause in clauses]
    if not all(found) or not (clauses or label):
        return None
    units = [
        UnitRole(name, label_role(match["label"]))
        for match in found
        if match
        for name in split_names(match["names"])
    ]
    return units, [time for time in times.split(_STOP) if time]


def read_figures(words: str, kind: Literal["target", "actual"]) -> tuple[list[Figure], list[str]]:
    """The figures of a line 指标：漏损率8.5%（同比-1.2%）；…。, and the phrases that hold none. Whoever wrote
    the line has called them figures, 每季度演练1次 too."""
    found: list[Figure] = []
    unread: list[str] = []
    for phrase in words.removeprefix(f"{FIGURES_LABEL}：").removesuffix("。").split(_STOP):
        changed = _CHANGED.fullmatch(phrase)
        here = figures(changed["figure"] if changed else phrase, kind)
        if not here:
            unread.append(phrase)
        elif changed:
            here[0] = here[0]._replace(change=changed["change"])
        found += [figure._replace(is_rhythm=False) for figure in here]
    return found, unread


def read_cites(words: str) -> list[Cite]:
    """The documents of a line 引用文件：《…》、…。; names of actions stand in no quotation marks."""
    listed = words.removeprefix(f"{CITES_LABEL}：").removesuffix("。")
    return [
        cite
        for name in _NAME.findall(listed)
        for cite in (cites(name) if name.startswith("《") else [Cite(name.strip())])
    ]


def merge_cites(found: Sequence[Cite]) -> list[Cite]:
    """Each document once."""
    first: dict[str, Cite] = {}
    for cite in found:
        first.setdefault("".join(cite.title.split()), cite)
    return list(first.values())
