"""What stands in the same place of every page is no part of the text: running heads and feet, page numbers, a
stamp or watermark.

A head may carry the number of its page, stand on odd or even pages only, or change with the chapter. The
first page may have none, or have it above its title.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.importer.readers.pdf_lines import Printed
from generator.importer.words.vocabulary import HAN_NUMERALS

_LINES = 3  # of a page's top and bottom that may be heads and feet
_MOVED = 3.0  # points that a head may have moved
_SHARE = 0.4  # of the odd or the even pages that a head stands on
_OTHER = 0.5  # points that a head's letters differ in size from the text's
_NUMBER = r"(?:\d{1,4}|[ivxⅰ-ⅻⅠ-Ⅻ]{1,6})"
_PAGE = re.compile(
    rf"[-—–－·\s]{{0,4}}{_NUMBER}(?:\s?[/／]\s?\d{{1,4}})?[-—–－·\s]{{0,4}}|"
    rf"第\s?[\d{HAN_NUMERALS}百]{{1,5}}\s?页.{{0,12}}|[Pp]age\s?\d{{1,4}}.{{0,10}}"
)
_MARKED = re.compile(  # a page number beside a head
    r"^[-—–－·]?\s?\d{1,4}\s?[-—–－·]?\s+|\s+[-—–－·]?\s?\d{1,4}(?:\s?[/／]\s?\d{1,4})?\s?[-—–－·]?$|"
    r"[\s（(]*第?\s?\d{1,4}\s?页?(?:\s?[/／，,]?\s?共?\s?\d{1,4}\s?页)[）)]?|[\s（(]*第\s?\d{1,4}\s?页[）)]?|"
    r"[-—–－]\s?\d{1,4}\s?[-—–－]"
)

_SENTENCE = re.compile(r"[。；，、：:]")


class Leaf(NamedTuple):
    """The lines of a page that stand in no table, and how high the page is."""

    lines: list[Printed]
    height: float
    tables: tuple[tuple[float, float], ...] = ()  # from where to where tables stand
    size: float = 12.0  # of most letters of the page, those in tables too


Place = tuple[str, int]  # words, and whether at the top or the bottom


def heads(leaves: Sequence[Leaf]) -> list[dict[int, str]]:
    """For each page the lines that are none of the text, by their place in `lines`, with what they are."""
    edges = [_edges(leaf) for leaf in leaves]
    running = _running(leaves, edges)
    size = _usual_size(leaves)
    found: list[dict[int, str]] = []
    for n, leaf in enumerate(leaves):
        aside = {k: "页码" for k, _ in edges[n] if _is_number(leaf, leaf.lines[k])}
        aside |= {
            k: "页眉页脚" for k, key in edges[n] if k not in aside and _is_known(leaf, k, key, running, size)
        }
        found.append(_without_inner(leaf, aside, size))
    _keep_title(leaves, found)
    return found


def _is_number(leaf: Leaf, line: Printed) -> bool:
    """Whether a line is the number of its page. Digits alone, where paragraphs begin and in letters as large
    as the text's, are none."""
    if not _PAGE.fullmatch(line.text):
        return False
    left = min(other.left for other in leaf.lines)
    begins = len(leaf.lines) > _LINES and line.left < left + 2.6 * leaf.size
    return not (line.text.isdecimal() and begins and abs(line.size - leaf.size) <= _OTHER)


def _edges(leaf: Leaf) -> list[tuple[int, Place]]:
    """The lines at the top and the bottom of a page, outside its tables."""
    last = len(leaf.lines) - 1
    first = min((top for top, _ in leaf.tables), default=leaf.height)
    end = max((bottom for _, bottom in leaf.tables), default=0.0)
    top = [k for k in range(min(_LINES, last + 1)) if leaf.lines[k].base <= first + 1]
    foot = [
        k for k in range(max(0, last + 1 - _LINES), last + 1) if leaf.lines[k].base >= end and k not in top
    ]
    if last < _LINES:  # too few lines to tell top from bottom but by where they stand
        foot = [k for k in (*top, *foot) if leaf.lines[k].base > leaf.height / 2]
        top = [k for k in range(last + 1) if k not in foot and leaf.lines[k].base <= first + 1]
    return [(k, (_key(leaf.lines[k].text), 0)) for k in top] + [
        (k, (_key(leaf.lines[k].text), 1)) for k in foot
    ]


def _key(text: str) -> str:
    """The words of a head without its page number and blanks."""
    return "".join(_MARKED.sub("", text).split())


def _running(leaves: Sequence[Leaf], edges: Sequence[list[tuple[int, Place]]]) -> dict[Place, list[float]]:
    """The heads and feet: words that stand at the same height of enough pages, and these heights."""
    stands: dict[Place, list[tuple[int, float]]] = defaultdict(list)
    for n, (leaf, places) in enumerate(zip(leaves, edges, strict=True)):
        for k, key in places:
            if key[0]:
                stands[key].append((n, leaf.lines[k].base))
    running: dict[Place, list[float]] = {}
    for key, found in stands.items():
        base = statistics.median(b for _, b in found)
        pages = {n for n, b in found if abs(b - base) <= _MOVED}
        if len(pages) >= 2 and _is_often(pages, len(leaves)):
            running[key] = [base]
    return running


def _is_often(pages: set[int], all_pages: int) -> bool:
    """Whether these are many of the pages, or many of those on one side of the paper."""
    sides = Counter(n % 2 for n in pages)
    return len(pages) >= _SHARE * all_pages or any(
        count >= max(2, _SHARE * ((all_pages + 1 - side) // 2)) for side, count in sides.items()
    )


def _is_known(leaf: Leaf, k: int, key: Place, running: dict[Place, list[float]], size: float) -> bool:
    """Whether a line is a running head: by its words, or by standing where one does in letters that are not
    those of the text."""
    line = leaf.lines[k]
    if key in running:
        return abs(line.base - running[key][0]) <= _MOVED
    heights = (base for (_, side), bases in running.items() if side == key[1] for base in bases)
    is_outermost = k in (0, len(leaf.lines) - 1)
    return (
        is_outermost
        and abs(line.size - size) > _OTHER
        and line.size < size
        and any(abs(line.base - base) <= _MOVED / 2 for base in heights)
    )


def _usual_size(leaves: Iterable[Leaf]) -> float:
    """The size of most letters on most pages."""
    sizes: Counter[float] = Counter()
    for leaf in leaves:
        sizes[leaf.size] += 1
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _without_inner(leaf: Leaf, aside: dict[int, str], size: float) -> dict[int, str]:
    """Only what has nothing of the text beyond it, and heads in smaller letters: they may stand too low. In
    letters as large as the text's only the outermost line is a head: text may well stand at the same height
    of two pages."""
    kept = {
        k: label for k, label in aside.items() if label == "页眉页脚" and leaf.lines[k].size < size - _OTHER
    }
    for order in (range(len(leaf.lines)), range(len(leaf.lines) - 1, -1, -1)):
        heads = 0
        for k in order:
            is_like_text = abs(leaf.lines[k].size - size) <= _OTHER
            if k not in aside or (
                aside[k] != "页码" and is_like_text and (heads or _SENTENCE.search(leaf.lines[k].text))
            ):
                break
            heads += aside[k] != "页码"
            kept[k] = aside[k]
    return kept


def _keep_title(leaves: Sequence[Leaf], found: list[dict[int, str]]) -> None:
    """The first page keeps a line that stands nowhere else, where none of it is as large: it is the title."""
    if not leaves:
        return
    rest = [
        "".join(x.text.split())
        for n, leaf in enumerate(leaves)
        for k, x in enumerate(leaf.lines)
        if k not in found[n]
    ]
    largest = max((x.size for k, x in enumerate(leaves[0].lines) if k not in found[0]), default=0.0)
    for k, label in list(found[0].items()):
        line = leaves[0].lines[k]
        words = _key(line.text)
        if label == "页眉页脚" and line.size >= largest - 0.1 and not any(words in other for other in rest):
            del found[0][k]
