"""The numbers of one list are written in one way: not 1、 here and 2. there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.counting import counted
from generator.checks.lists import lists_of
from generator.checks.printed import Printed
from generator.problems import Finding


def find_mixed_numbers(printed: Printed) -> Iterator[Finding]:
    """One reminder a list, at the first number that is written otherwise than the first."""
    for numbered in lists_of(printed.document):
        styles = [(item, number.style) for item in numbered.items if (number := counted(item.number))]
        odd = next(((item, style) for item, style in styles if style != styles[0][1]), None)
        first = styles[0][0].number if styles else ""
        if odd and not all(map(printed.is_known, (f"“{first}”", f"“{odd[0].number}”"))):
            yield Finding(
                printed.file,
                (*odd[0].path, "number"),
                f"同一组序号的写法不同：“{first}”和“{odd[0].number}”",
                "请照原文核对序号和层次；原文确是如此，请在 note 里引上这两个序号说明",
                severity="warning",
            )
