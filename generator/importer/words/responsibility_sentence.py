"""Reads who answers in sentences, where no bracket says it.

由A牵头，B配合; A牵头建立…; A负总责，B具体实施; X负责… at the front of an item. Only names that surely are
units count: every other word may stand before 负责 and 牵头, too.
"""

from __future__ import annotations

import re

from generator.importer.words.list_times import is_time, plain_time
from generator.importer.words.names import is_surely_unit, is_unit, split_names
from generator.importer.words.responsibility_clause import Role, UnitRole, read_clause, split_convener
from generator.importer.words.vocabulary import CLOSE, OPEN, SUPPORT, THIS_WORK, alt

_IN_NAMES = r"(?:[^，,。；;：:《》“”（）()\n]|[（(][^（）()，。]{1,20}[）)])"
_MOST = 20_000  # characters of an item that are looked at
_OTHERS = rf"(?:等[^，。；、]{{0,8}}(?:部门|单位)(?:{OPEN}(?:单位|部门){CLOSE})?)?"  # 等有关部门
_RUNNING = re.compile(
    rf"(?:(?:^|[，,。；;：:、\s）)]){THIS_WORK}?由(?:所?涉及的)?|(?:^|(?<=[。；\n])))"
    rf"(?P<names>{_IN_NAMES}{{2,200}}?){_OTHERS}(?:负责)?牵头"
    r"(?=[，,。；;负组会落推制抓实完编开起研统做建提拟健])"
)
_SUPPORT = re.compile(
    rf"[，,](?P<names>{_IN_NAMES}{{2,200}}?)(?:等(?:部门|单位)?)?(?:积极|协助|共同)?{alt(SUPPORT)}"
    r"(?=[，,。；;]|$|做好|落实|抓好|推进|实施|完成|开展)"
)
_SENTENCE = 400
_BY = re.compile(rf"\s{{0,4}}{THIS_WORK}?由")
_BY_WHEN = (
    r"[，,](?:长期|持续|常年|年底|\d{1,2}月|20\d{2}年|每)[^。，；\n]{0,14}(?:[。；\n]|$)|"
    r"[，,]并?(?:于|在|确保)[^。，；\n]{2,20}(?:完成|到位|报送|建成|实现)[。；\n]"
)
_STATED = re.compile(
    rf"(?:^|(?<=[。；\n]))(?P<words>[^。；：:\n]{{4,160}}?"
    rf"{alt(('牵头', '负责', '负总责', '实施', '落实'), SUPPORT)})(?=[。；\n]|$|{_BY_WHEN})"
)
_OPENING = re.compile(
    rf"(?P<names>{_IN_NAMES}{{3,60}}?)(?:{OPEN}以下简称[^，。；]{{1,30}}?{CLOSE})?"
    r"(?:(?:牵头)?负责(?![人制任同])|对[^，。；]{2,40}负(?:总责|全责|责任))"
)


def find_in_sentences(text: str) -> list[UnitRole]:
    """The units that sentences of an item name."""
    words = text[:_MOST]
    return [*_find_opening(words), *_find_stated(words), *_find_led(words)]


def _find_opening(text: str) -> list[UnitRole]:
    """X负责…, X对…负总责: who does the work opens the item."""
    match = _OPENING.match(text)
    if match is None:
        return []
    convener, names = split_convener(match.group("names"))
    role: Role = "lead" if "牵头" in match.group() else "responsible"
    units = [
        *(UnitRole(n, "lead", match.group()) for n in convener),
        *(UnitRole(n, role, match.group()) for n in names),
    ]
    return units if names and all(is_surely_unit(u.name) for u in units) else []


def _find_stated(text: str) -> list[UnitRole]:
    """A负总责，B具体实施，C配合。: a sentence that says nothing but who does what."""
    units: list[UnitRole] = []
    for match in _STATED.finditer(text):
        words = _strip_time(match.group("words"))
        got, _, unread = read_clause(words, words, labelled=False)
        if got and not unread and any(u.role != "support" for u in got) and _are_sure(got, words):
            units.extend(got)
    return units


def _strip_time(words: str) -> str:
    """A sentence without the time before its first comma: 12月底前完成，县水利局负责."""
    time, comma, rest = words.partition("，")
    return rest if comma and is_time(plain_time(time)) else words


def _are_sure(units: list[UnitRole], words: str) -> bool:
    """Whether all are names of bodies; behind 由 or with 会同 the first surely,
    and the others can be (省文联)."""
    if "会同" in words or _BY.match(words):
        return is_surely_unit(units[0].name) and all(is_unit(u.name) for u in units)
    return all(is_surely_unit(u.name) for u in units)


def _find_led(text: str) -> list[UnitRole]:
    """由A、B牵头，C配合, inside a sentence."""
    units: list[UnitRole] = []
    for match in _RUNNING.finditer(text):
        names = [n for part in split_convener(match.group("names")) for n in part]
        if not names or not all(map(is_surely_unit, names)):
            continue
        units.extend(UnitRole(n, "lead", match.group().strip("，,。；;：: ")) for n in names)
        stop = text.find("。", match.end())
        sentence = text[
            match.end() : stop if 0 <= stop < match.end() + _SENTENCE else match.end() + _SENTENCE
        ]
        for help_ in _SUPPORT.finditer(sentence):
            names = split_names(help_.group("names"))
            if names and all(map(is_unit, names)):
                units.extend(UnitRole(n, "support", help_.group().strip("，,")) for n in names)
    return units
