"""All that a text says and must not: one pass of each detector, none of the findings inside another."""

from __future__ import annotations

from bisect import bisect_left

from generator.model.secret_kinds import Kind
from generator.privacy.kinds import Secret
from generator.privacy.labelled import labelled_in
from generator.privacy.marks import marks_in
from generator.privacy.numbers import numbers_in
from generator.privacy.persons import persons_in
from generator.privacy.places import places_in

_WEAK: frozenset[Kind] = frozenset({"office_line", "telephone", "account", "qq"})


def findings_in(text: str) -> list[Secret]:
    """Every secret of a text in its order. Texts that have nothing to do with each other may be given as
    one, joined by `digits.BREAK`: nothing is read across it.
    """
    found = [*numbers_in(text), *labelled_in(text), *places_in(text), *persons_in(text), *marks_in(text)]
    return _apart(found) if found else []


def without_secrets(text: str) -> str:
    """A text that may be shown: numbers of persons in it are masked."""
    shown = text
    for secret in reversed(list(numbers_in(text))):
        if secret.kind != "office_line":
            shown = shown[: secret.start] + secret.masked + shown[secret.end :]
    return shown


def _apart(found: list[Secret]) -> list[Secret]:
    """The findings in order; of those that overlap the one that says more, and each mark once."""
    starts: list[int] = []
    kept: list[Secret] = []
    for one in sorted(found, key=lambda s: (not s.is_hard, s.kind in _WEAK, s.start - s.end, s.start)):
        behind = bisect_left(starts, one.end)  # those kept lie apart: the last before it reaches furthest
        if not behind or kept[behind - 1].end <= one.start:
            starts.insert(behind, one.start)
            kept.insert(behind, one)
    return kept
