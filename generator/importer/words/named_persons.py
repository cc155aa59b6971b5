"""Finds the persons that the words of a task name, and takes them out of these words: they are kept apart and
never published.

Behind a label that asks for one (责任领导：张三, 联系人：李四，电话：…), in the frames of running text
(`person_frames`) or, where units stand, by a title or a blank inside the name (王局长, 张 三).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from generator.importer.words.names import is_unit
from generator.importer.words.person_frames import framed_names, possible_names, without_framed
from generator.importer.words.person_names import is_full_name, is_post_alone, may_be_name, names_person
from generator.importer.words.persons import seems_person
from generator.importer.words.vocabulary import COLUMN_HOLDERS, HAN, alt

_ASKING = (
    *("负责人", "责任人", "联系人", "联络人", "牵头人", "主办人", "承办人", "经办人", "包保人"),
    *("负责同志", "责任同志", "联系同志", "联络员", "组长", "县长", "市长", "区长", "镇长", "乡长", "局长"),
    *("主任", "书记", "指挥", "带班", "值班"),
    *COLUMN_HOLDERS,
)
_BLANKS = r"[ \u3000]{0,4}"  # 联 系 人：, as wide as the label below
_ASKED = f"(?:{'|'.join(_BLANKS.join(word) for word in sorted(_ASKING, key=len, reverse=True))})"
# 责任领导, 牵头县领导; not 组织领导
_LEADER = (
    r"(?:责任|分管|牵头|包保|包联|包抓|联系|挂钩|挂点|主管|主抓|督办|带班|值班|负责|主要|[省市县区镇乡局院校])"
    r"[省市县区镇乡局]?领导"
)
_ALSO = "(?:及(?:联系方式|电话|职务))?"
_BEFORE = r"(?:^|(?<=[（(【〔\[；;，,。、\s]))"
_LABEL = rf"{_BEFORE}[\u4e00-\u9fff]{{0,6}}?(?:{_ASKED}|{_LEADER}){_ALSO}\s?[：:]\s{{0,4}}"
_OTHER_LABEL = r"(?!(?:联系)?(?:电话|手机|方式))[\u4e00-\u9fff]{2,8}\s?[：:]"
_CALL = r"(?:联系)?(?:电话|手机|方式)(?:号码)?[：:]?\s?[\d（）() -]{5,24}\d|\d{3,4}-\d{7,8}|\d{7,12}"
_ASIDE = r"[（(][^（）()\n]{1,40}[）)]"  # （县长）, （办公电话：…） behind a name
_STATED = re.compile(
    rf"(?P<label>{_LABEL})"
    rf"(?P<names>(?:{_ASIDE}|(?!(?:[、，,\s]|\b){_OTHER_LABEL})[^；;。\n：:\]】〔〕（）()]|"
    rf"[，,、 ]\s?(?:{_CALL})|"
    rf"(?<=[话机式码])[：:]){{2,80}}?)"
    rf"(?=[；;。\n\]】]|[）)](?:[；;。，,、\s]|$)|[、，,\s]{{1,4}}{_OTHER_LABEL}|"
    rf"[，,\s]?{HAN}{{1,2}}[是要]|$)"
)
# （河长：某某）治理: a bracket that is a label and names, wherever it stands
_INSIDE = re.compile(rf"(?<=[（(【])(?P<label>{_LABEL})(?P<names>[^（）()【】：:；;。\n]{{2,60}})(?=[）)】])")
_JOINT = re.compile(r"[、，,；; \u3000]")
_INK = re.compile(r"\w")
_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_PIECE = re.compile(rf"{_CALL}|(?:(?![、，,\s])[^（(]|{_ASIDE})+")
_CALLED = re.compile(_CALL)
_EMPTY = re.compile(r"[（(【〔\[][\s；;，,、]*[）)】〕\]]")
_LEFT = re.compile(r"[，,、；;]+(?=[，,、；;。])|(?<=。)[。；;，,、]+|^[，,、；;。]+", re.M)
_MARKS = "；;，,、 \u3000"
_BRACKETS = re.compile(
    r"[（(【〔\[][^（）()【】〔〕\[\]]*(?:[（(][^（）()]*[）)][^（）()【】〔〕\[\]]*)*[）)】〕\]]"
)
_ROLE = "(?:牵头|负责|主办|配合|协助|落实|督办|包抓|分管|联系)*"
_PLACE = re.compile(r"[（(【〔\[：:]")  # where a person can be named
_HINT = re.compile(rf"[{''.join(sorted({*'导', *(word[-1] for word in _ASKING)}))}]{_ALSO}\s?[：:]")


def find_named(text: str) -> list[str]:
    """The persons, and how to call them, that the labels and frames of a text name, as printed, in order."""
    labelled = [name for match in _statements(text) for name in _persons(match["names"])]
    rest = _without_labels(text, frozenset(labelled)) if labelled else text
    return list(dict.fromkeys([*labelled, *framed_names(rest)]))


def _doubtful(words: str) -> str:
    """What of the words behind a label may be a name and is not taken for one."""
    if names_person(words, asked=True):
        return ""
    if may_be_name(words):
        return words
    head = re.split(r"[（(]", words, maxsplit=1)[0]
    return head if head != words and is_full_name(head) else ""


def _statements(text: str) -> Iterator[re.Match[str]]:
    """The labels that ask for persons, each with what stands behind it."""
    if _HINT.search(text) is not None:
        yield from _STATED.finditer(text)
        yield from _INSIDE.finditer(text)


def find_possible(text: str) -> list[str]:
    """What may be persons behind labels and in frames, and is not taken for any."""
    unclear = [
        name
        for match in _statements(text)
        for piece in _PIECE.findall(match["names"])
        if (name := _doubtful(piece.strip(_MARKS)))
    ]
    return list(dict.fromkeys([*unclear, *possible_names(text)]))


def spaced_names(words: str) -> Iterator[str]:
    """Names of two characters with a blank inside that stand alone between marks: 王 五."""
    for match in _SPACED.finditer(words):
        if seems_person("".join(match["name"].split())):
            yield match["name"]


def _persons(names: str) -> Iterator[str]:
    joined = _SPACED.sub(lambda m: "".join(m["name"].split()), names)
    for piece in _PIECE.findall(joined):
        name = piece.strip(_MARKS)
        if _CALLED.fullmatch(name) or names_person(name, asked=True):
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
    if not names or not any(name in text for name in names):
        return text
    known = frozenset(names)
    left = without_framed(_without_labels(text, known), known)
    return left if left == text or _INK.search(left) else ""


def _without_labels(text: str, known: frozenset[str]) -> str:
    """The text without the persons that stand behind labels and in brackets."""
    if _PLACE.search(text) is None:
        return text
    text = _INSIDE.sub(lambda m: _without(m, known), _STATED.sub(lambda m: _without(m, known), text))
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
    first = _JOINT.split(rest, maxsplit=1)[0]
    is_of_label = is_unit(first) or is_post_alone(first) or may_be_name(first)
    return f"{match['label']}{rest}" if rest and is_of_label else rest


def _cut(words: str, forms: re.Pattern[str]) -> str:
    """A bracket without persons and without the marks that stood around them."""
    inner = forms.sub("", words)
    inner = re.sub(r"(?<=[（(【〔\[])[；;，,、\s]+|[；;，,、\s]+(?=[）)】〕\]]$)", "", inner)
    inner = re.sub(r"[；;，,、\s]*([；;])[；;，,、\s]*", r"\1", inner) if inner != words else inner
    return "" if _EMPTY.fullmatch(inner) else inner
