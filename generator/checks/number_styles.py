"""The numbers of one list are written in one way, and so are those of the lists beside it: not 1、 and 2."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.counting import counted
from generator.checks.lists import Item, lists_of
from generator.checks.printed import Printed
from generator.problems import Finding, RecordPath

_FEWEST = 2  # items of a list that is held against the lists beside it


def find_mixed_numbers(printed: Printed) -> Iterator[Finding]:
    """One reminder a list, at the first number that is written otherwise than the first of its list; and one
    for the lists beside each other, at the first list that is written otherwise.
    """
    firsts: dict[RecordPath, tuple[Item, str]] = {}
    told: set[RecordPath] = set()
    for numbered in lists_of(printed.document):
        styles = [(item, number.style) for item in numbered.items if (number := counted(item.number))]
        odd = next(((item, style) for item, style in styles if style != styles[0][1]), None)
        if odd:
            yield from _finding(printed, styles[0][0], odd[0])
        elif numbered.beside is not None and len(styles) >= _FEWEST:
            first = firsts.setdefault(numbered.beside, styles[0])
            if first[1] != styles[0][1] and numbered.beside not in told:
                told.add(numbered.beside)
                yield from _finding(printed, first[0], styles[0][0])


def _finding(printed: Printed, first: Item, odd: Item) -> Iterator[Finding]:
    if not all(printed.is_known(f"“{item.number}”") for item in (first, odd)):
        yield Finding(
            printed.file,
            (*odd.path, "number"),
            f"同一级序号的写法不同：“{first.number}”和“{odd.number}”",
            "请照原文核对序号和层次；原文确是如此，请在 note 里引上这两个序号说明",
            severity="warning",
        )
