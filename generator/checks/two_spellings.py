"""One name is written one way: no title, quoted name or unit differs from another by one character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.model.names import name_key
from generator.problems import Finding

_NAME = re.compile(r"《([^《》]{6,80})》|“([^“”]{7,40})”")
_UNIT_ENDS = "股科处室办"
_UNIT = re.compile(rf"[\u4e00-\u9fff]{{2}}[{_UNIT_ENDS}](?!室)")
_SHORTEST_UNIT, _LONGEST_UNIT = 3, 10
# What makes another name of it, not another way of writing it.
_TELLS_APART = frozenset(
    "0123456789一二三四五六七八九十〇零第甲乙丙丁上下前后左右东西南北中内外大小新老男女省市县区镇乡村街局委厅"
    "部年月日季周初末春夏秋冬增减升降有无正副主次"
)
_HINT = "是同一个的，请照原文核对；原文确是两样写法，请在 note 里引上这一种说明；不是同一个，可不理会"


def find_two_spellings(printed: Printed) -> Iterator[Finding]:
    """One reminder a name, where it is first written the second way."""
    before: dict[str, str] = {}  # names with one character taken out, and the names
    seen: set[str] = set()
    for match in _NAME.finditer(printed.whole):
        words = match[1] or match[2]
        name = name_key(words)
        if name in seen:
            continue
        seen.add(name)
        shortened = [name, *(name[:i] + name[i + 1 :] for i in range(len(name)))]
        other = next((before[one] for one in shortened if one in before), None)
        if other and _is_slip(name, other) and not printed.is_known(words):
            yield printed.finding(match.start() + 1, words, f"“{name}”与“{other}”只差一个字", _HINT)
        for one in shortened:
            before.setdefault(one, name)
    yield from _units(printed)


def _is_slip(name: str, other: str) -> bool:
    """Whether two names differ in one character at one place, and in none that tells names apart."""
    if abs(len(name) - len(other)) > 1:
        return False
    shared = min(len(name), len(other))
    head = next((i for i in range(shared) if name[i] != other[i]), shared)
    odd, odd_other = name[head:], other[head:]
    if len(name) == len(other):
        return odd[1:] == odd_other[1:] and not {odd[0], odd_other[0]} & _TELLS_APART
    longer, shorter = max(odd, odd_other, key=len), min(odd, odd_other, key=len)
    return longer[1:] == shorter and longer[0] not in _TELLS_APART


def _units(printed: Printed) -> Iterator[Finding]:
    """Words of the text that end like a unit, and are a registered one but for one character."""
    units = printed.document.agency.units
    names = {name for unit in units for name in (unit.record.name, *unit.record.aliases)}
    masked = {
        (name[:i], name[i + 1 :]): name
        for name in sorted(names)
        if name[-1] in _UNIT_ENDS and _SHORTEST_UNIT <= len(name) <= _LONGEST_UNIT
        for i in range(1, len(name) - 1)  # not the first, which may be the end of another word
    }
    lengths = sorted({len(head) + len(tail) + 1 for head, tail in masked}, reverse=True)
    told: set[str] = set()
    for match in _UNIT.finditer(printed.whole) if masked else ():
        ends = [printed.whole[max(0, match.end() - length) : match.end()] for length in lengths]
        if names.isdisjoint(ends):
            words, name = next(((w, name) for w in ends if (name := _masked(w, masked))), ("", ""))
            if name and words not in told and _is_slip(words, name) and not printed.is_known(words):
                told.add(words)
                what = f"“{words}”与登记的“{name}”只差一个字"
                yield printed.finding(match.end() - len(words), words, what, _HINT)


def _masked(words: str, masked: dict[tuple[str, str], str]) -> str:
    """The registered name that these words are but for one character, or nothing."""
    return next(
        (masked[key] for i in range(1, len(words) - 1) if (key := (words[:i], words[i + 1 :])) in masked), ""
    )
