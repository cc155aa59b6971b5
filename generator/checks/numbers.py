"""The numbers of one list go up by one: none is left out, none stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.checks.counting import counted, written
from generator.checks.lists import Item, Numbered, lists_of
from generator.checks.printed import Printed
from generator.problems import Finding

_HINT = "请照原文核对，看有没有漏了一项；原文确是如此，请在 note 里引上这个序号说明"


def find_gaps(printed: Printed) -> Iterator[Finding]:
    """One reminder a list, at the first number that does not follow. A list begins at one, or runs on from
    one before it.
    """
    last: dict[str, dict[str, int]] = defaultdict(dict)
    for numbered in lists_of(printed.document):
        found = _first_gap(numbered, last)
        if found and not printed.is_known(f"“{found[0].number}”"):
            item, what = found
            yield Finding(printed.file, (*item.path, "number"), what, _HINT, severity="warning")


def _first_gap(numbered: Numbered, last: dict[str, dict[str, int]]) -> tuple[Item, str] | None:
    """The item that does not follow, and what is wrong. `last` are the numbers that lists may run on from,
    by kind of numeral and level.
    """
    found: tuple[Item, str] | None = None
    here: dict[str, int] = {}
    for item in numbered.items:
        number = counted(item.number)
        if number is None:
            continue
        ends, before = last[number.numerals], here.get(number.numerals)
        expected = {1, *(end + 1 for end in ends.values())} if before is None else {before + 1}
        if found is None and number.value not in expected:
            found = item, _said(item.number, number.value, before, ends.get(numbered.level, 0))
        here[number.numerals] = number.value
        if numbered.level:
            ends[numbered.level] = number.value
    return found


def _said(number: str, value: int, before: int | None, above: int) -> str:
    """`before` is the number before it in its list, `above` the last of the list of its kind before."""
    if before is None:
        no = f"前面的到“{written(above, number)}”为止" if above else f"前面没有“{written(1, number)}”"
        return f"序号从“{number}”开始，{no}"
    if value == before:
        return f"序号“{number}”重复了"
    return f"序号从“{written(before, number)}”跳到“{number}”"
