"""Which lines open an annex: 附件, alone or with a number and a title; and whether a file is a row of annexes
without the text that sends them out.

In such a file 附件1 and its title stand first, and 附件2 follows: the first line is the name of an annex, not
the title of the document. A file that begins with 附件2, and has no further one, is that annex, and its title
is the file's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importer.blocks import Block
from generator.importer.words.vocabulary import HAN_DIGITS, HAN_NUMERALS, HAN_ZEROS, han
from generator.model.amounts import han_number

# The number of an attachment. It is never cut out of a longer number, a year or another time:
# 附件2024年工作要点 has none, 附件12024年工作要点 is number 1, 附件三年行动计划 has none.
_YEAR = r"(?:19|20|１９|２０)\d{2}\s?[年—\-－至]"
_HAN_YEAR = rf"二[{HAN_ZEROS}][{HAN_DIGITS}{HAN_ZEROS}]{{2}}年"
_YEARS = rf"[二三五]年(?!度)|十[{HAN_DIGITS[:5]}]五"
_BEGINS_TITLE = rf"\d|{_HAN_YEAR}|{han(1, 3)}年|“?十[{HAN_DIGITS[:5]}]五|[A-Z]{{2}}"
_NO_TIME = r"(?!年(?!度|报|终)|月(?!度|报))"
_ARABIC = rf"\d{{1,2}}(?={_YEAR})|\d{{1,3}}(?:[\-－]\d{{1,2}})?(?!\d|[.．\-－](?!{_YEAR})\d){_NO_TIME}"
_ONE_HAN = rf"[{HAN_DIGITS}](?={_HAN_YEAR}|{_YEARS})"
_HAN_NUMBER = rf"(?:[{HAN_DIGITS}]?十[{HAN_DIGITS}]?|[{HAN_DIGITS}])(?![{HAN_NUMERALS}{HAN_ZEROS}]){_NO_TIME}"
_NUMBER = rf"(?:{_ARABIC}|{_ONE_HAN}|{_HAN_NUMBER}|[A-Z](?![A-Za-z]))"
_ATTACHED = r"附\s{0,4}(?:件|表|录)\s{0,4}"
_DIGITS_AT_END = re.compile(rf"(?:\d{{1,3}}|[{HAN_NUMERALS}]{{1,3}})$")
OPENS = re.compile(rf"{_ATTACHED}{_NUMBER}?\s{{0,4}}[：:.．]?\s{{0,4}}")
OPENS_TITLED = re.compile(
    rf"{_ATTACHED}(?:{_NUMBER}\s{{0,4}}[：:.．]?\s{{0,4}}(?P<title>\S.{{2,80}})"
    rf"|(?!{_NUMBER})(?=(?:{_BEGINS_TITLE}))(?P<alone>[^，；：]{{3,80}}))"
)


def attachment_name(words: str) -> tuple[str, str]:
    """附件1 and the title behind it, which may be empty."""
    match = OPENS.match(words)
    return (
        (words[: match.end()].rstrip("：:.． \u3000"), words[match.end() :].strip()) if match else (words, "")
    )


def annex_number(words: str) -> int | None:
    """The number of the annex that a line opens, alone or with its title; None for any other line."""
    if (
        not words.startswith("附")
        or "。" in words
        or not (OPENS.fullmatch(words) or OPENS_TITLED.fullmatch(words))
    ):
        return None
    printed = _DIGITS_AT_END.search(attachment_name(words)[0])
    if printed is None:
        return None
    return int(printed[0]) if printed[0].isdecimal() else han_number(printed[0])


def begins_with_annexes(blocks: Sequence[Block]) -> bool:
    """Whether the first words are the line of annex 1 and a later line is that of annex 2."""
    numbers = (annex_number(b.words) for b in blocks if b.words and len(b.cells or ()) < 2)
    return next(numbers, None) == 1 and 2 in numbers
