"""A year is written with all its digits: 2023年底, not 23年底."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

# 底 and the like make a year of it: 20年船龄 and 15年来 are spans of time
_SHORT = re.compile(r"(?<![\d.～~—-])\d\d年(?:底|初|末|度(?!过)|上半年|下半年|第?[一二三四]季度|1?\d月)")


def find_short_years(printed: Printed) -> Iterator[Finding]:
    """One reminder a place, at it."""
    for match in _SHORT.finditer(printed.whole):
        if not printed.is_known(match[0]):
            yield printed.finding(
                match.start(),
                match[0],
                f"“{match[0]}”里的年份只有两位",
                "请照原文核对，写全四位；原文确是如此，请在 note 里引上这几个字说明",
            )
