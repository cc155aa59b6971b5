"""A person is no unit. Behind a label or under a heading that asks for one (牵头领导, 责任人), a name
of two to four characters or the title of an office-holder is a person's; the words stay in the text, and
nothing is registered. In a place for units, a short name in brackets that begins with a surname is cut off
(办公室（张三）), and one alone is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importer.words.names import is_surely_unit, is_unit, looks_like_unit
from generator.importer.words.person_names import beside_unit
from generator.importer.words.vocabulary import CLOSE, LABEL_BODIES, LABEL_UNITS, NO_BRACKET, OPEN, alt

_ASKS = re.compile(
    r"(?:领导|同志|负责人|责任人|联系人|牵头人|主办人|承办人|人员|[县市区镇乡]长|组长)"
    r"(?:及(?:联系方式|电话|职务))?$"
)
_OFFICE_HOLDER = re.compile(
    r"书记|常委|委员(?!会)|[省市县区州镇乡局处科股所站队院校司部厅组]长|主任(?!办公)|主席|经理|秘书长|"
    r"(?:总)?工程师|会计师|调研员|巡视员|负责人|同志|领导|班子成员|指挥长|"
    r"(?:政|常务)委$"
)
_NAME = re.compile(
    r"[\u4e00-\u9fff·×XＸ某○*＊]{2,5}(?:[（(][^（）()]{1,20}[）)])?|[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff]"
)

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于"
    "蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金廖贾夏韦付傅方白邹孟熊"
    "秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
)
_COMPOUND = "欧阳|司马|上官|诸葛|慕容|夏侯|皇甫|尉迟|公孙|令狐|司徒"
_FULL_NAME = re.compile(
    rf"(?:[{_SURNAMES}]|{_COMPOUND})(?:[\u4e00-\u9fff]{{1,2}}|某{{1,2}}|[×XＸ○*＊]{{1,2}})"
)
_NO_NAME = re.compile(
    r"金融|高新|高校|高职|武警|林业|林草|林长|方志|史志|江[东南西北宁津阴苏]|黄[山石]|任[务何]|方案|程序|"
    r"马路|万家|于都|金山|高铁|余热|田长|龙头|武装|武汉|金[华昌寨]|周边"
)
_TITLE = (
    r"副?(?:[局科处股县市区镇乡部所站院校厅司队组]长|书记|主任|主席|校长|院长|(?:总)?经理|总工|工程师|秘书长|"
    r"同志|老师|常委|指挥长)"
)
_GIVEN = r"(?:(?![局科处委部办村镇乡县市区院校所站组队股室厅支])[\u4e00-\u9fff×X某○*]){0,2}"
_TITLED = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,12}}?[{_SURNAMES}]{_GIVEN}{_TITLE}|"
    rf"[\u4e00-\u9fff]{{0,12}}?{_TITLE}[{_SURNAMES}][\u4e00-\u9fff×X某○*]{{1,2}})"
)
_POST = re.compile(
    r"[省市县区镇乡局院校]?(?:主要|分管|责任|包保|包抓|包联|挂钩|联系|牵头|党政|班子)?"
    r"(?:领导(?:干部|同志|班子)?|负责人|负责同志|班子成员|一把手|第一书记)"
)
_BEHIND = re.compile(rf"\s?{OPEN}(?P<names>{NO_BRACKET}{{2,30}}){CLOSE}")
# 园林科：张三丰、李四光 and 园林科 张三丰
_BESIDE = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<unit>[\u4e00-\u9fff]{2,20})(?:\s?(?P<colon>[：:])\s?|[ \u3000\n])"
    r"(?P<names>[\u4e00-\u9fff]{2,8}(?:[、，, ][\u4e00-\u9fff]{2,8}(?![ \u3000：:])){0,9})"
    r"(?=\s*(?:$|[；;。，、\n]))"
)
_LABEL = re.compile(rf".{{0,8}}{alt(w for w in (*LABEL_UNITS, *LABEL_BODIES) if len(w) > 1)}")
_SURE = 3  # characters of a name behind a mere blank: 罗湖 is a place as well


def asks_for_person(label: str) -> bool:
    """Whether a label or column heading asks for a person (牵头领导, 责任人)."""
    return _ASKS.search(label) is not None


def is_person(words: str) -> bool:
    """Whether the words, where a person is asked for, name one: 张三, 副县长李四, 分管负责同志."""
    if _OFFICE_HOLDER.search(words):
        return words.endswith("常委") or not is_surely_unit(words)
    return (_NAME.fullmatch(words) is not None and not is_unit(words)) or bool(beside_unit(words))


def seems_person(name: str) -> bool:
    """Whether a name where units stand looks like a person's:
    two or three characters that begin with a surname."""
    return _FULL_NAME.fullmatch(name) is not None and not is_unit(name) and _NO_NAME.match(name) is None


def is_titled_person(name: str) -> bool:
    """Whether a name where units stand is that of an office-holder: 王局长, 张三局长, 副县长李四."""
    return _TITLED.fullmatch(name) is not None and _NO_NAME.match(name) is None


def is_post(name: str) -> bool:
    """Whether a name is that of a post, which no label calls a unit: 分管领导, 主要负责人."""
    return _POST.fullmatch(name) is not None


def find_bracketed_persons(words: str) -> list[str]:
    """The persons in brackets behind names: 办公室（张三）."""
    return [
        n
        for m in _BEHIND.finditer(words)
        if (names := _split_names(m)) and all(map(_is_one, names))
        for n in names
    ]


def bracket_persons(words: str) -> str:
    """The words with each person behind a unit in brackets: 园林科：张三丰 as 园林科（张三丰）."""
    return _BESIDE.sub(_bracketed, words)


def _bracketed(match: re.Match[str]) -> str:
    names, unit = _split_names(match), match["unit"]
    sure = match["colon"] is not None or all(len(name) >= _SURE for name in names)
    if not sure or not all(map(_is_one, names)) or not looks_like_unit(unit) or _LABEL.fullmatch(unit):
        return match.group()
    return f"{unit}（{'、'.join(names)}）"


def strip_persons(name: str) -> str:
    """A name without the persons in brackets behind it."""
    return (
        _BEHIND.sub(lambda m: "" if all(map(_is_one, _split_names(m))) else m.group(), name)
        if name.endswith(("）", ")"))
        else name
    )


def _is_one(name: str) -> bool:
    return seems_person(name) or is_titled_person(name)


def _split_names(match: re.Match[str]) -> list[str]:
    return [n for n in re.split(r"[、，, ]", match.group("names")) if n]


def persons(names: Iterable[str]) -> list[str]:
    """Those of the names that are persons."""
    return [n for n in names if is_person(n)]
