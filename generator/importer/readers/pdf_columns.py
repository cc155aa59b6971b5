"""Columns that no rule draws: a table is evident where white gaps run down through all its lines.

Some tables have rules between their rows only, some three in all, some none. The gaps tell three columns or
more, the numbers in the first one tell the rows; from both come the rules that the table lacks.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.importer.readers.pdf_grid import joined
from generator.importer.readers.pdf_lines import Printed
from generator.importer.readers.pdf_marks import Rule

_GAP = 0.35  # of a letter's size, between two columns; letters of a line stand closer
_COLUMNS = 3  # that make a table
_FEWEST = 4  # lines of a table without any rule
_ROWS = 2  # numbers in the first column of a table
_APART = 3.5  # letters between two base lines of one table
_LOOSE = 1.75  # letters between the base lines of two rows, at least
_WIDE = 0.3  # of the page, that a rule between rows goes
_MARGIN = 2.0
_SERIAL = re.compile(r"\d{1,3}[.、．]?")
_STOPS = "，。、；：！？）》】”’"
_ALIKE = 6.0  # points between the ends of rules of one table

Interval = tuple[float, float]


def implied(
    lines: Sequence[Printed], rules: Iterable[Rule], width: float, before: Sequence[float] = ()
) -> list[Rule]:
    """The rules that tables without upright ones would have; `lines` stand in no table of rules.

    `before`: where the columns are of such a table at the end of the page before; what stands in them at the
    top of this one is its rest, however little.
    """
    found: list[Rule] = []
    taken: set[int] = set()
    for levels in _level_groups(rules, width):
        region = [n for n, x in enumerate(lines) if levels[0] < x.base < levels[-1] and n not in taken]
        rows = [lines[n] for n in region]
        if len(rows) < _ROWS or len(_cover(rows)) < _COLUMNS:
            continue
        header, foot = _above(lines, region[0], _ups(rows)), _behind(lines, region[-1] + 1, _ups(rows))
        if header:  # which has no rule above it
            levels = [lines[header[0]].top - _MARGIN, *levels]
        if foot:  # the end of the page cuts the last row
            levels = [*levels, lines[foot[-1]].bottom + _MARGIN]
        rows = [*(lines[n] for n in header), *rows, *(lines[n] for n in foot)]
        found += _rules(rows, levels, _ups(rows))
        taken.update(header, region, foot)
    if before and not found and (rest := _behind(lines, 0, before)):
        found += _rules([lines[n] for n in rest], [], before)
        taken.update(rest)
    for rows in _regions([line for n, line in enumerate(lines) if n not in taken]):
        if sum(_is_numbered(line, _cover(rows)[0][1]) for line in rows) >= _ROWS:
            found += _rules(rows, [], _ups(rows))
    return found


def _above(lines: Sequence[Printed], first: int, ups: Sequence[float]) -> range:
    """The lines right above a table that keep to its columns, if they name three of them."""
    start = first
    while start and lines[start].base - lines[start - 1].base <= _APART * lines[start].size:
        if not _keeps_to(lines[start - 1], ups):
            break
        start -= 1
    return range(start if len(_cover(lines[start:first])) >= _COLUMNS else first, first)


def _behind(lines: Sequence[Printed], first: int, ups: Sequence[float]) -> range:
    """The lines from one on that keep to the columns of a table; none, if no line fills two of them."""
    end = first
    while end < len(lines) and _keeps_to(lines[end], ups):
        if end > first and lines[end].base - lines[end - 1].base > _APART * lines[end].size:
            break
        end += 1
    found = lines[first:end]
    split = any(len({bisect(ups, g.x) for g in line.glyphs if not g.text.isspace()}) > 1 for line in found)
    return range(first, end if split else first)


def _keeps_to(line: Printed, ups: Sequence[float]) -> bool:
    """Whether no word of a line stands in two columns, or beyond the first and the last."""
    return all(
        bisect(ups, g.x) == bisect(ups, g.right - g.width / 2) and ups[0] <= g.x < ups[-1]
        for g in line.glyphs
        if not g.text.isspace()
    ) and all(
        bisect(ups, a + _GAP * line.size / 2) == bisect(ups, b - _GAP * line.size / 2)
        for a, b in _segments(line)
    )


def _ups(lines: Sequence[Printed]) -> list[float]:
    """Where upright rules would be: in the gaps, and at both sides."""
    cover = _cover(lines)
    return [cover[0][0] - _MARGIN, *((a[1] + b[0]) / 2 for a, b in pairwise(cover)), cover[-1][1] + _MARGIN]


def _level_groups(rules: Iterable[Rule], width: float) -> list[list[float]]:
    """The heights of level rules that begin and end alike, three or more of them."""
    groups: dict[tuple[int, int], list[float]] = {}
    for rule in joined(rule for rule in rules if rule.is_level):
        if rule.x1 - rule.x0 >= _WIDE * width:
            groups.setdefault((round(rule.x0 / _ALIKE), round(rule.x1 / _ALIKE)), []).append(rule.y0)
    return [sorted(levels) for levels in groups.values() if len(levels) >= 3]


def _cover(lines: Iterable[Printed]) -> list[Interval]:
    """Where letters stand in any of the lines, from left to right; between two of these is a white gap."""
    return _union(interval for line in lines for interval in _segments(line))


def _segments(line: Printed) -> list[Interval]:
    """Where words of a line stand, with half a gap on both sides. A stop has its right half blank."""
    half = _GAP * line.size / 2
    return _union(
        (g.x - half, g.right + half - (g.width / 2 if g.text in _STOPS else 0.0))
        for g in line.glyphs
        if not g.text.isspace()
    )


def _union(intervals: Iterable[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _regions(lines: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Runs of lines through which gaps go between three columns."""
    n = 0
    while n < len(lines):
        cover, end = _segments(lines[n]), n + 1
        while (
            len(cover) >= _COLUMNS
            and end < len(lines)
            and lines[end].base - lines[end - 1].base <= _APART * lines[end].size
        ):
            wider = _union([*cover, *_segments(lines[end])])
            if len(wider) < _COLUMNS:
                break
            cover, end = wider, end + 1
        if end - n >= _FEWEST and len(cover) >= _COLUMNS:
            yield list(lines[n:end])
            n = end
        else:
            n = max(n + 1, end - 1)


def _is_numbered(line: Printed, end: float) -> bool:
    """Whether a line has a number in the first column, which ends there."""
    words = "".join(g.text for g in line.glyphs if g.right <= end and not g.text.isspace())
    return _SERIAL.fullmatch(words) is not None


def _rules(lines: Sequence[Printed], levels: Sequence[float], ups: Sequence[float]) -> list[Rule]:
    """The upright rules, and level ones between the rows, where there are none yet."""
    heights = list(levels) or [lines[0].top - _MARGIN, lines[-1].bottom + _MARGIN]
    for top, bottom in pairwise(list(heights)):
        inside = [line for line in lines if top < line.base < bottom]
        numbered = [n for n, line in enumerate(inside) if _is_numbered(line, ups[1])]
        cuts = _cuts(inside, numbered)
        if not levels and numbered:  # words above the first number are the header, and the rest of a row
            cuts += _cuts_above(
                inside, numbered[0], min((gap for gap, _ in cuts), default=_LOOSE * lines[0].size)
            )
        heights += [height for _, height in cuts]
    heights.sort()
    return [
        *(Rule(x, heights[0], x, heights[-1]) for x in ups),
        *(Rule(ups[0], y, ups[-1], y) for y in heights),
    ]


def _cuts(lines: Sequence[Printed], starts: Sequence[int]) -> list[tuple[float, float]]:
    """Between which lines one row ends and the next begins: where they stand furthest apart, else right above
    a number. How far apart they stand, and the height between them."""
    return [
        max(_gaps(lines, above, below), key=lambda gap: round(gap[0])) for above, below in pairwise(starts)
    ]


def _cuts_above(lines: Sequence[Printed], first: int, usual: float) -> list[tuple[float, float]]:
    """The same for the lines above the first number: wherever they stand as far apart as rows do."""
    gaps = _gaps(lines, 0, first)
    wide = [gap for gap in gaps if gap[0] >= usual - 1.0]
    return wide or gaps[:1]


def _gaps(lines: Sequence[Printed], first: int, last: int) -> list[tuple[float, float]]:
    """From the last to the first, how far lines stand apart, and the height between them."""
    return [
        (lines[n + 1].base - lines[n].base, (lines[n].bottom + lines[n + 1].top) / 2)
        for n in range(last - 1, first - 1, -1)
    ]
