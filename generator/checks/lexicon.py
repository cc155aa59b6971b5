"""Nothing of the office's own list of slips (content/lexicon.yml) stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.printed import Printed
from generator.library.build import Library
from generator.model.registries import Slip
from generator.problems import Finding


def find_listed_slips(library: Library) -> Iterator[Finding]:
    """One reminder a slip and document, at its first place."""
    slips = {slip.wrong: slip for slip in library.content.lexicon}
    if not slips:
        return
    pattern = _pattern(library.content.lexicon)
    for document in library.documents:
        printed = Printed.of(document)
        places: dict[str, list[int]] = {}
        for match in pattern.finditer(printed.whole):
            if match[0] in slips:
                places.setdefault(match[0], []).append(match.start())
        for wrong, found in places.items():
            if not printed.is_known(wrong):
                yield _finding(printed, slips[wrong], found)


def _pattern(slips: Sequence[Slip]) -> re.Pattern[str]:
    """All slips, and the longer words in which they are none: the longest that stands at a place counts."""
    words = {word for slip in slips for word in (slip.wrong, *slip.unless)}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def _finding(printed: Printed, slip: Slip, places: Sequence[int]) -> Finding:
    count = f"，共 {len(places)} 处" if len(places) > 1 else ""
    why = f"（{slip.note}）" if slip.note else ""
    return printed.finding(
        places[0],
        slip.wrong,
        f"“{slip.wrong}”应写作“{slip.right}”{why}{count}",
        "词条见 content/lexicon.yml；原文确是如此，请在 note 里引上这几个字说明",
    )
