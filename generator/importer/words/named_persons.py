"""Finds the persons that the words of a task name, and takes them out of these words: they are kept apart and
never published.

Behind a label that asks for one (责任领导：张三, 联系人：李四，电话：…) or, where units stand, by a title
or a blank inside the name (王局长, 张 三). A name in running text, or alone in a bracket, stays there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from generator.importer.words.persons import is_person, seems_person
from generator.importer.words.vocabulary import alt

_ASKING = (
    *("负责人", "责任人", "联系人", "联络人", "牵头人", "主办人", "承办人", "经办人", "包保人"),
    *("负责同志", "责任同志", "联系同志", "联络员", "组长", "县长", "市长", "区长", "镇长", "乡长", "局长"),
)
# 责任领导, 牵头县领导; not 组织领导
_LEADER = (
    r"(?:责任|分管|牵头|包保|包联|包抓|联系|挂钩|挂点|主管|主抓|督办|带班|值班|负责|主要|[省市县区镇乡局院校])"
    r"[省市县区镇乡局]?领导"
)
_ALSO = "(?:及(?:联系方式|电话|职务))?"
_BEFORE = r"(?:^|(?<=[（(【〔\[；;，,。、\s]))"
_LABEL = rf"{_BEFORE}[\u4e00-\u9fff]{{0,6}}?(?:{alt(_ASKING)}|{_LEADER}){_ALSO}\s?[：:]\s{{0,4}}"
_OTHER_LABEL = r"(?!(?:联系)?(?:电话|手机|方式))[\u4e00-\u9fff]{2,8}\s?[：:]"
_CALL = r"(?:联系)?(?:电话|手机|方式)(?:号码)?[：:]?\s?[\d（）() -]{5,24}\d|\d{3,4}-\d{7,8}|\d{7,12}"
_STATED = re.compile(
    rf"(?P<label>{_LABEL})"
    rf"(?P<names>(?:(?!(?:[、，,\s]|\b){_OTHER_LABEL})[^；;。\n：:\]】〔〕]|[，,、 ]\s?(?:{_CALL})|"
    rf"(?<=[话机式码])[：:]){{2,80}}?)"
    rf"(?=[；;。\n\]】]|[）)](?:[；;。，,、\s]|$)|[、，,\s]{{1,4}}{_OTHER_LABEL}|$)"
)
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_PIECE = re.compile(rf"{_CALL}|(?:(?![、，,\s])[^（(]|[（(][^（）()]{{1,20}}[）)])+")
_CALLED = re.compile(_CALL)
_EMPTY = re.compile(r"[（(【〔\[][\s；;，,、]*[）)】〕\]]")
_LEFT = re.compile(r"[，,、；;]+(?=[，,、；;。])|^[，,、；;]+", re.M)
_POST = re.compile(r"(?:领导|负责人|负责同志|班子成员)$")  # a post is no name
_MARKS = "；;，,、 \u3000"
_BRACKETS = re.compile(
    r"[（(【〔\[][^（）()【】〔〕\[\]]*(?:[（(][^（）()]*[）)][^（）()【】〔〕\[\]]*)*[）)】〕\]]"
)
_ROLE = "(?:牵头|负责|主办|配合|协助|落实|督办|包抓|分管|联系)*"
_PLACE = re.compile(r"[（(【〔\[：:]")  # where a person can be named
_HINT = re.compile(f"(?:{alt(_ASKING)}|领导){_ALSO}\\s?[：:]")


def find_named(text: str) -> list[str]:
    """The persons, and how to call them, that the labels of a text name, as printed, in order."""
    if _HINT.search(text) is None:
        return []
    return list(dict.fromkeys(name for match in _STATED.finditer(text) for name in _persons(match["names"])))


def spaced_names(words: str) -> Iterator[str]:
    """Names of two characters with a blank inside that stand alone between marks: 王 五."""
    for match in _SPACED.finditer(words):
        if seems_person("".join(match["name"].split())):
            yield match["name"]


def _persons(names: str) -> Iterator[str]:
    joined = _SPACED.sub(lambda m: "".join(m["name"].split()), names)
    for piece in _PIECE.findall(joined):
        name = piece.strip(_MARKS)
        if _CALLED.fullmatch(name) or (is_person(name) and not _POST.search(name)):
            yield next((s for s in spaced_names(names) if "".join(s.split()) == name), name)


@lru_cache(maxsize=512)
def _forms(names: frozenset[str]) -> re.Pattern[str]:
    """A pattern for any of the names inside a bracket, with the mark beside it and a verb behind it."""
    one = alt(names)
    return re.compile(
        rf"[（(]{one}(?:[、，, ]{one})*[）)]|[、，,；; \u3000]\s?{one}{_ROLE}(?=[、，,；;）)】〕\]。\s]|$)|"
        rf"(?<=[（(【〔\[：:]){one}{_ROLE}(?:[、，,；;]\s?|(?=[）)】〕\]]|$))"
    )


def without_persons(text: str, names: Collection[str]) -> str:
    """The text without what labels and brackets say of these persons; a bracket that says nothing else goes
    with them."""
    if not names or _PLACE.search(text) is None or not any(name in text for name in names):
        return text
    known = frozenset(names)
    text = _STATED.sub(lambda m: _without(m, known), text)
    forms = _forms(known)
    text = _LEFT.sub("", _BRACKETS.sub(lambda m: _cut(m.group(), forms), text))
    lines = text.split("\n")
    return "\n".join(line for line in lines if line.strip(_MARKS + "。")) if len(lines) > 1 else text


def _without(match: re.Match[str], known: frozenset[str]) -> str:
    """A labelled statement without the persons; nothing where it names no unit beside them."""
    persons = [p for p in _persons(match["names"]) if p in known]
    if not persons:
        return match.group()
    rest = match["names"]
    for name in persons:
        rest = rest.replace(name, "", 1)
    rest = rest.strip(_MARKS)
    return f"{match['label']}{rest}" if rest else ""


def _cut(words: str, forms: re.Pattern[str]) -> str:
    """A bracket without persons and without the marks that stood around them."""
    inner = forms.sub("", words)
    inner = re.sub(r"(?<=[（(【〔\[])[；;，,、\s]+|[；;，,、\s]+(?=[）)】〕\]]$)", "", inner)
    inner = re.sub(r"[；;，,、\s]*([；;])[；;，,、\s]*", r"\1", inner) if inner != words else inner
    return "" if _EMPTY.fullmatch(inner) else inner
