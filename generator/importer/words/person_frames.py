"""Names of persons in running text: what stands around one tells that it is one.

A name behind a post, behind a label without a colon (由局长王某某牵头, 包保领导王某某) or in a bracket behind
an office goes, the words around it stay; a clause that says nothing but who answers (由王某某同志负责) goes
whole. Where leaving a name out would tear the sentence, or it may be something else, it stays, and a person
is asked to look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.importer.words.person_names import POST, POST_ENDS, is_full_name
from generator.importer.words.vocabulary import COLUMN_HOLDERS, DIVISIONS, OFFICES, SUPPORT, alt
from generator.model.surnames import COMPOUND, SURNAMES

_GIVEN = r"[\u4e00-\u9fff某×XＸ○*＊]"
_NAME = (
    rf"(?:(?:{COMPOUND}){_GIVEN}{{1,2}}|"
    rf"[{SURNAMES}](?:{_GIVEN}{{2}}|{_GIVEN}|[ \u3000]{{1,2}}[\u4e00-\u9fff]))"
)
_NAMES = rf"{_NAME}(?:[、和]{_NAME})*"
_WORK = "(?:牵头|负责|主抓|主管|分管|包保|包联|包抓|带队|挂帅|督办|督导|主持|联系|挂钩|挂点|总抓|落实)"
_PRESENCE = alt((*SUPPORT, "出席", "列席", "陪同", "到场", "到会", "讲话", "协调", "汇报", "主讲", "授课"))
_ROLE = rf"(?:任|兼任|担任|为|作为|具体|全面|总|亲自|同志|{_PRESENCE}|{_WORK})"
_WHO = (
    r"(?:责任|分管|牵头|包保|包联|包抓|联系|挂钩|挂点|主管|主抓|督办|带班|值班|负责|主要)[省市县区镇乡局]?领导|"
    + alt((*COLUMN_HOLDERS, "责任人", "负责人", "联系人", "包保人", "牵头人", "主办人", "承办人", "经办人"))
)
_BEHIND_POST = re.compile(
    rf"(?P<post>(?<!人)(?:{_WHO}|{POST}))"
    rf"(?P<name>[ \t\u3000]{{0,4}}{_NAME}(?:[、和及]{_NAME})*)(?P<comrade>同志)?"
    rf"(?=[、，,；;。：:）)】\]\s]|$|{_ROLE}|和|及)"
)
_CLAUSE = re.compile(
    rf"(?P<open>^|[，,；;。\n])(?:[该本此]项工作|具体)?由(?P<name>{_NAMES})(?:同志)?(?:具体|全面|总)?"
    rf"{_WORK}{{1,2}}(?P<close>[，,；;。]|(?=[\n）)]|$))"
)
_BY = re.compile(rf"由(?P<name>{_NAMES})(?:同志)?(?={_WORK}|任|担任)")
# 王某某（电话：…）
_CALLED = re.compile(rf"(?P<name>{_NAME})(?=[（(，,]\s?(?:联系|办公)?(?:电话|手机))")
# 王某某任组长: a sentence that says what somebody does
_SUBJECT = re.compile(
    rf"(?:^|(?<=[，,；;。：:、\n]))(?P<name>{_NAMES})(?:同志)?(?=任|担任|兼任|具体|配合|协助|参与|{_WORK})",
    re.MULTILINE,
)
_COMRADE = re.compile(rf"(?<![省市县区局])(?P<name>{_NAME})同志(?!们)")
_OFFICE = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?P<end>{alt(OFFICES, DIVISIONS)})[（(](?P<name>{_NAME}(?:[、，,]{_NAME})*)[）)]"
)
# a line of a list: 王某某  县水利局局长
_LINE = re.compile(
    rf"(?P<open>(?:^|(?<=[。；;，,）)]))[ \t\u3000]*)(?P<name>{_NAME})[ \t\u3000]+"
    rf"(?P<post>[\u4e00-\u9fff（）、]{{0,24}}{POST})(?=[ \t\u3000]*(?:$|[。；;，,]))",
    re.MULTILINE,
)
_ALONE = re.compile(
    rf"(?:^|(?<=[\t\u3000])|(?<=  ))(?P<name>{_NAME}(?:、{_NAME})*)(?=[\t\u3000]|  |[ 。]?$)", re.MULTILINE
)
_LISTED = re.compile(r"[、，,和及]")
_LEAST = 3  # characters of a name alone in a bracket: 温泉 may be what the office is asked about
# One cheap look for each frame spares nearly all texts the frame itself.
_ENDS = "".join(sorted({*POST_ENDS, *"导", *(word[-1] for word in COLUMN_HOLDERS)}))
_HINTS = {
    _BEHIND_POST: re.compile(rf"[{_ENDS}][ \t\u3000]{{0,4}}(?:[{SURNAMES}]|{COMPOUND})"),
    _CLAUSE: re.compile(rf"由(?:[{SURNAMES}]|{COMPOUND})"),
    _BY: re.compile(rf"由(?:[{SURNAMES}]|{COMPOUND})"),
    _SUBJECT: re.compile(rf"任|具体|配合|协助|参与|{_WORK}"),
    _CALLED: re.compile("电话|手机"),
    _COMRADE: re.compile("同志"),
    _OFFICE: re.compile(rf"[（(](?:[{SURNAMES}]|{COMPOUND})"),
    _LINE: re.compile(r"[ \t\u3000]"),
    _ALONE: re.compile(rf"(?:[{SURNAMES}]|{COMPOUND})"),
}


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(text) if _HINTS[pattern].search(text) else iter(())


def framed_names(text: str) -> Iterator[str]:
    """The persons that may leave a text without tearing it."""
    for pattern in (_BEHIND_POST, _CLAUSE, _LINE):
        for match in _found(pattern, text):
            yield from _names(match["name"])
    for match in _found(_OFFICE, text):
        names = list(_names(match["name"]))
        if names and all(len("".join(n.split())) >= _LEAST for n in names):
            yield from names


def possible_names(text: str) -> Iterator[str]:
    """What may be persons in a text that has to keep them."""
    for pattern in (_BY, _COMRADE, _OFFICE, _CALLED):
        for match in _found(pattern, text):
            yield from _names(match["name"])
    for pattern in (_SUBJECT, _ALONE):
        for match in _found(pattern, text):
            names = _names(match["name"])
            if len(names) > 1 or any(len("".join(n.split())) >= _LEAST for n in names):
                yield from names


def without_framed(text: str, names: Collection[str]) -> str:
    """The text without what frames say of these persons."""
    known = frozenset(names)

    def is_known(match: re.Match[str]) -> bool:
        found = list(_names(match["name"]))
        return bool(found) and known.issuperset(found)

    text = _CLAUSE.sub(lambda m: _around(m) if is_known(m) else m.group(), text)
    text = _BEHIND_POST.sub(lambda m: m["post"] if is_known(m) else m.group(), text)
    text = _LINE.sub(lambda m: f"{m['open']}{m['post']}" if is_known(m) else m.group(), text)
    return _OFFICE.sub(lambda m: m["end"] if is_known(m) else m.group(), text)


def _around(clause: re.Match[str]) -> str:
    """The one mark that is left where a clause goes."""
    opening = clause["open"]
    return clause["close"] if opening and opening in "，,；;" else opening


def _names(words: str) -> tuple[str, ...]:
    """The names in the words, all of them surely persons; none where one is not."""
    names = tuple(name.strip() for name in _LISTED.split(words))
    return names if all(map(is_full_name, names)) else ()
