"""Nothing of the office's own list of slips (content/lexicon.yml) stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.printed import Printed
from generator.library.build import Library
from generator.model.registries import Slip
from generator.problems import Finding


def find_listed_slips(library: Library) -> Iterator[Finding]:
    """One reminder a slip and document, at its first place; one a slip that the list has twice."""
    slips: dict[str, Slip] = {}
    for i, slip in enumerate(library.content.lexicon):
        if slips.setdefault(slip.wrong, slip) is not slip:
            what = f"“{slip.wrong}”在错字表里写了两次"
            path = ("lexicon", i, "wrong")
            yield Finding("lexicon.yml", path, what, "请删去一条，只有前一条起作用", severity="warning")
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
    words = {word for slip in slips for word in (slip.wrong, *slip.unless, *_around(slip))}
    ordered = map(re.escape, sorted(words, key=lambda word: (-len(word), word)))
    first = "".join(map(re.escape, sorted({word[0] for word in words})))
    return re.compile(f"(?=[{first}])(?:{'|'.join(ordered)})")  # few places need to be asked for each word


def _around(slip: Slip) -> tuple[str, ...]:
    """What is right is no slip, where it holds the same letters (部署 for 部署好)."""
    return (slip.right,) if slip.wrong in slip.right else ()


def _finding(printed: Printed, slip: Slip, places: Sequence[int]) -> Finding:
    count = f"，共 {len(places)} 处" if len(places) > 1 else ""
    why = f"（{slip.note}）" if slip.note else ""
    return printed.finding(
        places[0],
        slip.wrong,
        f"“{slip.wrong}”应写作“{slip.right}”{why}{count}",
        "词条见 content/lexicon.yml；原文确是如此，请在 note 里引上这几个字说明",
    )
