"""Which digits of a run may be a personal number, by what is cheap to see: a run may be a whole text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from generator.privacy.before import FAR, NEAR, Headings
from generator.privacy.checksums import PLACES, passes_luhn
from generator.privacy.digits import Run

IDENTITY, CARD, MOBILE, TELEPHONE = range(4)  # what is looked for, the surest first
Candidate = tuple[int, int, int]  # the place of the first digit, what it may be, the number of digits below 0

# what needs no word before it; the day inside need not exist, nor the check digit be right
_PLACE, _DAY = f"(?:{'|'.join(sorted(PLACES))})", r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SHAPES = (  # with the numbers of digits, and of groups at most where no word stands near
    (IDENTITY, re.compile(rf"(?={_PLACE}\d{{4}}(?:18|19|20)\d\d{_DAY}\d{{3}}[\dX])"), (18, 20), 20),
    (IDENTITY, re.compile(rf"(?={_PLACE}\d{{6}}{_DAY}\d{{3}})"), (15,), 4),
    (CARD, re.compile(r"(?=62\d{14})"), (16, 19), 19),
    (MOBILE, re.compile(r"(?=1[3-9]\d{9})"), (11,), 11),
    (MOBILE, re.compile(r"(?=0{0,2}861[3-9]\d{9})"), (13, 14, 15), 15),
    (TELEPHONE, re.compile(r"(?=0(?:10|2[0-57-9])[2-8]\d{7}|0[3-9]\d{2}[1-8]\d{6})"), (11, 12), 4),
)
_WITH_LABEL = tuple((CARD, size) for size in range(9, 21)) + tuple((TELEPHONE, size) for size in range(7, 13))
_CARDS = range(16, 20)
_SHORTEST = 11  # digits of what needs no word


def candidates(run: Run, headings: Headings) -> list[Candidate]:
    """In the order in which they are to be tried: from the first digit on, the surest first, the longest
    first. All begin and end with a group."""
    places = run.places
    found = {(0, kind, -size) for kind, size in _WITH_LABEL if size in places}
    if len(run.digits) >= _SHORTEST:
        for kind, shape, sizes, most in _SHAPES:
            starts = [match.start() for match in shape.finditer(run.digits)]
            found.update(
                (start, kind, -size)
                for start in starts
                if start in places
                for size in sizes
                if start + size in places and (places[start + size] - places[start] <= most or start < NEAR)
            )
    if len(run.digits) >= _CARDS[0]:
        found.update(_cards_with_words(run, headings))
    return sorted(found)


def _cards_with_words(run: Run, headings: Headings) -> Iterator[Candidate]:
    """Words stand before a run, never in it: they are near its first groups alone, and below the heading of a
    column are as many as it reaches."""
    first = run.groups[0].start
    above = bisect_left(headings.of_cards, first) - 1
    reach = max(first + NEAR, headings.of_cards[above] + FAR + 1 if above >= 0 else 0)
    for group in run.groups[: bisect_left(run.groups, reach, key=lambda g: g.start)]:
        for end in (group.place + size for size in _CARDS):
            if end in run.places and passes_luhn(run.digits[group.place : end]):
                yield group.place, CARD, group.place - end
