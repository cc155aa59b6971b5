"""What a text still says besides its slips, so that a clerk sees all mistakes of a file in one run.

An entry that YAML cannot read is cut out, the smallest with which the entries around it can be read; what
remains keeps its lines and columns. It is told apart from what stood too near to the cut to be judged: an
entry that lacks a name may have lost it there. Rather nothing is said than something that was no mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content import places, yaml_reader, yaml_slips
from generator.content.places import Tree
from generator.content.yaml_pieces import Block, Piece, alone, ends_open, entries, whole, with_colon, without
from generator.problems import Problem

MOST_SLIPS = 20  # in one file; a text with more was not typed as YAML
_LONGEST = 500_000  # characters; a longer text is read again and again for too long
_ODD_ENDS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")  # where YAML ends a line and nobody sees it
_ROUNDS = 4  # of mistakes that only show when others are gone


@dataclass(frozen=True, slots=True)
class Rest:
    """What a text with slips holds besides. `tree` is None where nobody can tell.

    `cuts` are the lines, counted from 0, where nothing stands any more.
    """

    problems: list[Problem]
    text: str
    tree: Tree = None
    cuts: list[range] = field(default_factory=list)

    @property
    def remains(self) -> places.Remains:
        """The text. What stands right above a cut may go on in what was cut out: 安全 is no topic where
        a line ends in the middle of 安全生产.
        """
        return places.Remains(self.text, frozenset(cut.start for cut in self.cuts if cut.start))

    def judges(self) -> Callable[[Mapping[str, Any]], bool]:
        """Whether a detail of a ValidationError of the tree is a mistake of its own and no trace of a cut."""
        near = places.Nearness(self.text, self.cuts)

        def is_own(detail: Mapping[str, Any]) -> bool:
            loc = detail["loc"]
            if detail["type"] == "unexpected_keyword_argument" and near.ends(loc[:-1]):
                return False  # what is no part of this may be one of what was cut out
            return not near.touches(loc[:-1] if detail["type"] == "missing" else loc)

        return is_own


@dataclass(frozen=True, slots=True)
class _Cut:
    """An entry with a slip: what goes, or the line that takes the place of its first."""

    piece: Piece
    mended: str | None = None


def rest_of(text: str, shown: str) -> Rest:
    """All slips of a text that YAML or its reader refuses, and what else it says."""
    text = text.replace("\r\n", "\n")
    slip = yaml_reader.slip_in(text, shown)
    if len(text) > _LONGEST or _ODD_ENDS.search(text):
        return Rest(yaml_reader.parse_events(text, shown)[1], text)
    lines = text.split("\n")
    cuts = _cuts(lines, whole(lines), is_whole=True) if slip else []
    if slip and len(cuts) > MOST_SLIPS:
        return Rest([*_told(slip, lines, cuts[:MOST_SLIPS], shown)], text)
    problems = [*_told(slip, lines, cuts, shown)] if slip else []
    return _read(
        Rest(problems, "\n".join(_less(lines, cuts)), None, [_lines(cut.piece) for cut in cuts]), shown
    )


def _read(rest: Rest, shown: str) -> Rest:
    """The rest with its tree, once what is wrong in another way than its syntax is told and cut out, too."""
    problems, cuts, text = [*rest.problems], [*rest.cuts], rest.text
    for _ in range(_ROUNDS):
        tree, wrong = yaml_reader.parse_events(text, shown)
        if tree is not None:
            return Rest(problems, text, tree, cuts)
        if not text.strip() or (cuts and not all(problem.line for problem in wrong)):
            break  # nothing is left
        if len(wrong) > MOST_SLIPS:
            return Rest([*problems, *wrong], text, None, cuts)
        lines = text.split("\n")
        found = [_Found(problem, *_entry_of(problem, lines)) for problem in wrong]
        told = [one.problem for number, one in enumerate(found) if not one.is_trace(found[:number], cuts)]
        problems += [problem for problem in told if problem not in problems]
        if yaml_reader.slip_in(text, shown) or not all(problem.line for problem in wrong):
            break
        text = "\n".join(without(lines, [one.piece for one in found]))
        cuts += [_lines(one.piece) for one in found]
    return Rest(problems, text, None, cuts)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mistake that leaves a text readable, the entry that it spoils and all entries of the same block."""

    problem: Problem
    piece: Piece
    siblings: Sequence[Piece]

    def is_trace(self, before: Sequence[_Found], cuts: Sequence[range]) -> bool:
        """Whether another mistake, of those told `before` or cut out, is all that is wrong here."""
        if yaml_slips.NO_DASH in self.problem.what:  # all lines below a word that stands above a list
            return any(other.piece == self.piece for other in before)
        if yaml_reader.TWICE not in self.problem.what:
            return False
        twice = any(
            yaml_reader.TWICE in other.problem.what and other.siblings == self.siblings for other in before
        )
        return twice or any(cut.start in one and cut.stop == one.end for cut in cuts for one in self.siblings)


def _entry_of(problem: Problem, lines: list[str]) -> tuple[Piece, Sequence[Piece]]:
    """The smallest entry in which the mistake shows, and all entries of its block."""
    line, piece = problem.line - 1, whole(lines)
    siblings, is_whole, twice = [piece], True, yaml_reader.TWICE in problem.what
    while block := entries(lines, piece, is_whole=is_whole):
        inner = next((part for part in block.parts if line in part), None)
        if inner is None or not (twice or _shows(problem, lines, inner)):
            break
        piece, siblings, is_whole = inner, block.parts, False
    return piece, siblings


def _shows(problem: Problem, lines: list[str], piece: Piece) -> bool:
    """Whether a mistake is there in a piece alone, too."""
    wrong = yaml_reader.parse_events(alone(lines, piece), problem.file)[1]
    return any(replace(one, line=one.line + piece.first) == problem for one in wrong)


def _cuts(lines: list[str], piece: Piece, *, is_whole: bool = False) -> list[_Cut]:
    """The smallest entries without which the rest of a piece can be read; else the piece itself."""
    block = entries(lines, piece, is_whole=is_whole)
    if block is None:
        return _mended_cuts(lines, piece)
    cuts: list[_Cut] = []
    gone = 0
    for part in _wrong_parts(lines, block):
        inside = _cuts(lines, part) if part.fitting else [_Cut(part)]
        gone += _cover(inside, part)
        cuts += inside
        if len(cuts) > MOST_SLIPS:
            return cuts
    if gone == len(block.parts) and not is_whole:  # no dash, no name is left with nothing behind it
        cuts[0] = _Cut(replace(cuts[0].piece, first=piece.first, column=piece.column))
    rest = _less(lines, cuts)
    return cuts if cuts and _is_sound(rest, piece, block.kind if is_whole else None) else [_Cut(piece)]


def _cover(cuts: Sequence[_Cut], part: Piece) -> bool:
    """Whether nothing is left of an entry."""
    ends = [part.first, *(cut.piece.end for cut in cuts)]
    starts = [*(cut.piece.first for cut in cuts), part.end]
    return starts == ends and cuts[0].piece.column == part.column and not any(cut.mended for cut in cuts)


def _mended_cuts(lines: list[str], piece: Piece) -> list[_Cut]:
    """A name above entries that only lacks its colon is read as if it were there."""
    line = with_colon(lines[piece.first])
    if line is None or piece.end - piece.first < 2:
        return [_Cut(piece)]
    mended = [*lines[: piece.first], line, *lines[piece.first + 1 :]]
    head = _Cut(replace(piece, end=piece.first + 1), line)
    if _is_sound(mended, piece):
        return [head]
    cuts = _cuts(mended, piece)
    return [_Cut(piece)] if cuts[0].piece.first == piece.first else [head, *cuts]


def _wrong_parts(lines: list[str], block: Block) -> Iterator[Piece]:
    """The entries that cannot be read alone; what does not begin as one goes with such an entry above it."""
    open_: Piece | None = None
    for part in block.parts:
        if open_ and block.kind == "list" and (not open_.fitting or ends_open(lines, open_)):
            open_ = replace(open_, end=part.end, fitting=False)
            continue
        if open_ and not part.headed:
            open_ = replace(open_, end=part.end, fitting=open_.fitting and part.fitting)
            continue
        if open_:
            yield open_
        is_wrong = not (part.headed and part.fitting and _is_sound(lines, part, block.kind))
        open_ = part if is_wrong else None
    if open_:
        yield open_


def _is_sound(lines: list[str], piece: Piece, kind: str | None = None) -> bool:
    """Whether YAML reads a piece alone; as names or a list, where that is said."""
    text = alone(lines, piece)
    if not text.strip():
        return True
    holds = yaml_reader.kind_of(text)
    return holds == kind if kind else holds is not None


def _less(lines: list[str], cuts: Sequence[_Cut]) -> list[str]:
    """The lines without the cuts, and with those that were mended."""
    rest = list(lines)
    for cut in cuts:
        if cut.mended is not None:
            rest[cut.piece.first] = cut.mended
    return without(rest, [cut.piece for cut in cuts if cut.mended is None])


def _told(first: Problem, lines: list[str], cuts: list[_Cut], shown: str) -> Iterator[Problem]:
    """What is wrong with each cut, asked with all others cut."""
    yield first
    of_first = next((cut for cut in cuts if first.line - 1 in cut.piece), cuts[0])
    ends = {cut.piece.end for cut in cuts}
    for cut in cuts:
        if cut is not of_first and (cut.piece.fitting or cut.piece.first not in ends):
            others = [other for other in cuts if other is not cut]
            slip = yaml_reader.slip_in("\n".join(_less(lines, others)), shown)
            if slip and slip.line - 1 in cut.piece:
                yield slip


def _lines(piece: Piece) -> range:
    return range(piece.first, piece.end)
