"""Rule: 一是…二是… and the lower numbers inside a task are its measures, when they count from one upwards.

Where measures before the last name who answers, they answer for that measure alone, and so do deadlines. A
bracket behind the last measure is its own where nearly all have one, else that of the whole task.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from generator.importer.outline.result import Measure
from generator.importer.words.named_persons import without_persons
from generator.importer.words.numerals import NO_DECIMAL
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.responsibility_clause import UnitRole, let_first_lead, merge_units
from generator.importer.words.vocabulary import han
from generator.model.amounts import han_number

_HAN = han(1, 3)
_SHORTEST = 12
MOST = 5_000  # numbers of one text that are looked at
_FIRST = re.compile(r"一[是要，,、]|[（(]1[）)]|1[.．、）)]|①")  # what the first of any measures begins with
_FORMS = (
    re.compile(rf"(?:(?<=[。；：！，,;:\n”）)])|^)\s{{0,4}}(?P<mark>({_HAN})是)(?=\S)"),
    re.compile(rf"(?:(?<=[。；：！;:\n”）)])|^)\s{{0,4}}(?P<mark>({_HAN})要)(?=\S)"),
    re.compile(rf"(?:(?<=[。；：！;:\n”）)])|^)\s{{0,4}}(?P<mark>第({_HAN})[，,、])"),
    re.compile(r"(?:(?<=[。；：！;:\n”）)》])|^)\s{0,4}(?P<mark>[（(](\d{1,2})[）)])"),
    re.compile(rf"(?:(?<=[。；：！;:\n”）)])|^)\s{{0,4}}(?P<mark>(\d{{1,2}})[.．、）)](?:{NO_DECIMAL}))"),
    re.compile(r"(?:(?<=[。；：！;:\n”）)])|^)\s{0,4}(?P<mark>([\u2460-\u2473]))"),
)
# What number one of each form looks like; without it there is nothing to count.
_ONES = tuple(map(re.compile, ("一是", "一要", "第一", r"[（(]\d", r"\d[.．、）)]", "①")))


def split_measures(text: str) -> tuple[str, list[Measure]]:
    """The text before the first measure, and the measures; ("text", []) when it has none.

    The outermost notation that counts 一、二、… from one wins; what counts inside a measure stays in its
    text.
    """
    if len(text) < _SHORTEST or _FIRST.search(text) is None:
        return text, []
    best: list[re.Match[str]] = []
    for one, form in zip(_ONES, _FORMS, strict=True):
        run = _in_turn(form, text) if one.search(text) else []
        if len(run) >= 2 and (not best or run[0].start("mark") < best[0].start("mark")):
            best = run
    if not best:
        return text, []
    bounds = [m.start("mark") for m in best] + [len(text)]
    measures = [
        _measure(m.group("mark"), text[m.end("mark") : end].strip())
        for m, end in zip(best, bounds[1:], strict=True)
    ]
    return text[: bounds[0]].rstrip(), [m for m in measures if m.text]


def with_answers(
    measures: Sequence[Measure], units: Sequence[UnitRole], deadlines: Sequence[str], leads: bool
) -> list[Measure]:
    """The measures with those of the task's `units` they name and of its `deadlines` they hold, if they
    answer one by one."""
    names = frozenset(u.name for u in units)
    read = [_with_answer(m, names, deadlines, leads) for m in measures] if units else []
    answering = sum(bool(m.units) for m in read)
    if not read or answering == bool(read[-1].units):
        return list(measures)
    return read if answering * 4 >= len(read) * 3 else [*read[:-1], measures[-1]]


def with_persons(measures: Sequence[Measure], named: Collection[str]) -> list[Measure]:
    """The measures, each with those of the persons of the task that it names behind a label or in a bracket
    (so that they can be taken out of its text); the rest are of the whole task."""
    return [
        m._replace(persons=tuple(n for n in named if n in m.text and n not in without_persons(m.text, {n})))
        for m in measures
    ]


def _with_answer(measure: Measure, names: frozenset[str], deadlines: Sequence[str], leads: bool) -> Measure:
    found = responsibilities(measure.text, names)
    units = [u for f in found for u in f.units if u.name in names]
    return measure._replace(
        units=tuple(merge_units(let_first_lead(units) if leads else units)),
        deadlines=tuple(d for d in deadlines if d in (measure.title or "") or d in measure.text),
        brackets=tuple((f.start, f.end) for f in found),
    )


def _in_turn(form: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The matches that count 1, 2, 3 …; a number out of turn is text (a slipped 四是 is forgiven)."""
    run: list[re.Match[str]] = []
    for match in islice(form.finditer(text), MOST):
        value = _value(match.group(2))
        if value == len(run) + 1 or (run and len(run) + 1 < value <= len(run) + 2):
            run.append(match)
    return run


def _value(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    return ord(mark) - 0x245F if "\u2460" <= mark <= "\u2473" else han_number(mark)


def _measure(number: str, words: str) -> Measure:
    stop = re.search(r"[。；;：:\n]", words)
    title = words[: stop.start()] if stop and 3 <= stop.start() <= 30 else None
    if title and (len(title) == len(words.rstrip("。；;")) or re.search(r"[，,].*[，,]", title)):
        title = None
    return Measure(number, title, words[stop.end() :].strip() if title and stop else words)
