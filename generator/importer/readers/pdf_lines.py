"""The lines of a page, made by their base line.

Letters of one line share it, whatever their font: digits and quotation marks of another font are taller or
lower than the Chinese around them. Smaller letters just above or below it are superscripts and subscripts of
the letters beside them, or a line of their own where there are none. So are smaller letters printed over a
line, such as a running head that stands too low.
"""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.readers.pdf_letters import lowered, raised, words_of
from generator.importer.readers.pdf_marks import ASCENT, DESCENT, Glyph

_SAME = 0.2  # of a letter's size, that base lines of one line differ
_SMALL = 0.88  # of the letters beside it, that a raised one has at most
_RAISED = (0.15, 0.75)  # of the size of the letters beside it, that it stands above their base line
_LOWERED = (0.05, 0.4)
_LEAST_OVER = 3  # letters printed over others
_BESIDE = 0.5  # of that size, between a raised letter and its neighbour


class Printed(NamedTuple):
    """A line as printed: its letters from left to right and what they say."""

    glyphs: tuple[Glyph, ...]
    text: str
    left: float
    right: float
    base: float
    size: float  # that most of its letters have

    @property
    def top(self) -> float:
        """Where its letters begin."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where its letters end."""
        return self.base + DESCENT * self.size


def lines_of(glyphs: Sequence[Glyph]) -> list[Printed]:
    """The lines that letters make, from top to bottom; none for blanks."""
    runs = _with_raised([part for run in _by_base(glyphs) for part in _without_over(run)])
    lines = [printed(run) for run in runs]
    return sorted((line for line in lines if line.text), key=lambda line: (line.base, line.left))


def printed(run: Sequence[Glyph]) -> Printed:
    """Letters of one line, in any order, as a line."""
    run = sorted(run, key=lambda g: g.x)
    inked = [g for g in run if not g.text.isspace()] or run
    size = statistics.mode(round(g.size, 1) for g in inked)
    base = next((g.y for g in inked if round(g.size, 1) == size), inked[0].y)
    return Printed(tuple(run), words_of(run), inked[0].x, max(g.right for g in inked), base, size)


def _by_base(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters whose base lines are next to each other."""
    runs: list[list[Glyph]] = []
    last = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if runs and glyph.y - last <= max(_SAME * min(glyph.size, runs[-1][-1].size), 0.3):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        last = glyph.y
    return runs


def _without_over(run: list[Glyph]) -> list[list[Glyph]]:
    """The run, and apart from it the smaller words that are printed over its other letters."""
    size = max(g.size for g in run)
    small = sorted((g for g in run if g.size <= _SMALL * size), key=lambda g: g.x)
    if len(small) < _LEAST_OVER:
        return [run]
    rest = sorted((g for g in run if g.size > _SMALL * size), key=lambda g: g.x)
    places = [g.x for g in rest]
    over = [g for word in _words(small) if _is_over(word, rest, places) for g in word]
    apart = {g.place for g in over}
    return [[g for g in run if g.place not in apart], over] if over else [run]


def _is_over(word: Sequence[Glyph], run: Sequence[Glyph], places: Sequence[float]) -> bool:
    """Whether most letters of a word lie over letters of a run, which are in order."""
    covered = 0
    for letter in word:
        middle = letter.x + letter.width / 2
        at = bisect_left(places, middle)
        covered += any(g.x < middle < g.right and not g.text.isspace() for g in run[max(0, at - 2) : at])
    return covered >= _LEAST_OVER and 2 * covered > len(word)


def _with_raised(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """The runs, with those letters of a smaller one moved into the run beside which they are raised or
    lowered."""
    sizes = [statistics.mode(round(g.size, 1) for g in run) for run in runs]
    bases = [statistics.median(g.y for g in run) for run in runs]
    for run in runs:
        run.sort(key=lambda g: g.x)
    places = [[g.x for g in run] for run in runs]
    moved: list[list[Glyph]] = [[] for _ in runs]
    kept: list[list[Glyph]] = []
    for n, run in enumerate(runs):
        rest = run
        for k in (k for k in (n + 1, n - 1, n + 2, n - 2) if 0 <= k < len(runs)):
            up = (bases[k] - bases[n]) / sizes[k] if sizes[k] else 0.0
            is_up = _RAISED[0] <= up <= _RAISED[1]
            if sizes[n] > _SMALL * sizes[k] or not (is_up or _LOWERED[0] <= -up <= _LOWERED[1]):
                continue
            words = _words(rest)
            rest = []
            for word in words:
                if _is_beside(word[0], runs[k], places[k]) and not _is_over(word, runs[k], places[k]):
                    moved[k] += [raised(g) if is_up else lowered(g) for g in _behind(word, runs[k])]
                else:
                    rest += word
        kept.append(rest)
    return [run for run in (a + b for a, b in zip(kept, moved, strict=True)) if run]


def _behind(word: Sequence[Glyph], run: Sequence[Glyph]) -> list[Glyph]:
    """A raised word behind the letter that was drawn before it: a font that tells no widths of its own has
    1200m reach beyond the ² behind it."""
    before = next((g for g in run if g.place == word[0].place - 1), None)
    if before is None or before.x < word[0].x or before.x - word[0].x > 2 * before.size:
        return list(word)
    return [g._replace(x=before.x + 0.01 * n) for n, g in enumerate(word, 1)]


def _words(run: Sequence[Glyph]) -> list[list[Glyph]]:
    """The letters of a run by where there is a gap between them."""
    words: list[list[Glyph]] = []
    for glyph in run:
        if words and glyph.x - words[-1][-1].right <= _BESIDE * glyph.size:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _is_beside(first: Glyph, run: Sequence[Glyph], places: Sequence[float]) -> bool:
    """Whether a small word, told by its first letter, begins where a letter of the larger run ends."""
    at = bisect_left(places, first.x + 0.01)
    before = (g for g in run[max(0, at - 3) : at] if not g.text.isspace())
    return any(abs(first.x - g.right) <= _BESIDE * g.size for g in before)
