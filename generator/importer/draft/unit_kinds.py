"""What a unit is to the agency that issues the document: a part of it, the agency itself, a body of its own
below it, or another one.

A guess by names, which a clerk confirms: 云栖县住建局质监站 belongs to 云栖县住房和城乡建设局,
云栖县河长办 to the county. Of 防汛办, which may sit in the bureau or beside it, nothing is guessed.
"""

from __future__ import annotations

import re

from generator.importer.words.vocabulary import (
    AREAS,
    ASSOCIATIONS,
    COLLECTIVES,
    DEPARTMENTS,
    DIVISIONS,
    FIRMS,
    FORCES,
    GOVERNMENT,
    PARTY,
    alt,
)
from generator.model.registries import UnitKind

PREFIX = re.compile(r"(?:省|市|县|区|州|总)(?:局|厅|委)(?=\S{2})")  # 省局登记注册局
_COLLECTIVE = re.compile(r"各|有关|相关|成员单位|局属|二级机构|全体")
_OFFICE = re.compile(
    rf"(?:{alt(DIVISIONS, FORCES, ('办公室', '中心', '队', '所', '组', '支部'))}|"
    r"(?:政|急|业|济|环|信|综治|维稳|建|务|管|财|卫)办)(?:[（(].*[）)])?$"
)
_OTHERS = re.compile(r"[省市县区](?!局|场|政(?!府)|志|域|容|级)|国家")  # 县财政局, not 市场信息股, 县志股
_TOWN = re.compile(r"(?:[镇乡](?:人民)?政府|街道办事处)$")  # whose own offices are 财政所 and 党政办
_GOVERNMENT = re.compile(r"(?:人民政府|国务院|市委|县委|省委|区委)")
_ITSELF = re.compile(
    rf"[本我]{alt(DEPARTMENTS, ('办', '院', '所', '中心', '单位', '机关'))}|"
    rf"[局委厅]{alt(PARTY, ('机关', '领导', '班子'))}"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?[省市县区州盟旗]")
_BODY_BELOW = re.compile(r"(?:办|中心|队|站|所)$")
# offices of the county or city, whichever agency's document names them
_OF_THE_PLACE = re.compile(
    rf"{alt(GOVERNMENT, PARTY, COLLECTIVES)}|委员会|"
    r"(?:[县市区省州]委|政府|政务|安委|河长|河湖长|林长|田长|信访|外事|人防|扶贫|金融|文明|法制|法治|督查|侨|台|编|防汛|防指|减灾|食安|禁毒|双拥|招商|政法|网信|巡察)办|"
    r"疾控|医保|公安|交警|消防|海关|气象|税务|供电|烟草|邮政|养老|政务服务|党群"
)
# words by which a body ends that is none of a bureau's own; 司 are the divisions of a ministry
_DEPARTMENTS = tuple(word for word in DEPARTMENTS if word != "司")
_ANOTHER = re.compile(
    rf"(?:{alt(GOVERNMENT, _DEPARTMENTS, FIRMS, ASSOCIATIONS, AREAS)}|"
    r"[医学]院|大学|[学党]校|[中小]学|幼儿园)(?<!党委)$"
)
_ABBREVIATED = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,12}?[局委厅])(?P<below>[\u4e00-\u9fff]{2,})")


def kind_of_unit(name: str, issuer: str) -> UnitKind | None:
    """What kind of unit a name is in a document of the issuer (empty: not known); None where the name does
    not say whether it is a part of the issuer."""
    if _COLLECTIVE.search(name):
        return "collective"
    if _ITSELF.fullmatch(name) or _is_itself(name, issuer):
        return "internal"
    if PREFIX.match(name):
        return "internal"
    if (below := _below(name, issuer)) is not None:
        return "subordinate" if _BODY_BELOW.search(below) else "internal"
    if _GOVERNMENT.search(issuer) and not _TOWN.search(issuer):
        return "external"
    if (of_place := _of_place(name, issuer)) is not None:
        return of_place
    if _OTHERS.match(name):
        return "external"
    if _OFFICE.search(name) is not None or name.endswith("机关党委"):
        return "internal"
    return "external" if _ANOTHER.search(name) is not None else None


def _is_itself(name: str, issuer: str) -> bool:
    """Whether a name is that of the issuer, or a short form: 县住建局 for 云栖县住房和城乡建设局."""
    return bool(issuer) and name[-1:] == issuer[-1:] and len(name) > 1 and _is_short_for(name, issuer)


def _is_short_for(short: str, full: str) -> bool:
    """Whether the characters of a name stand in another one, in their order."""
    rest = iter(full)
    return all(char in rest for char in short)


def _below(name: str, issuer: str) -> str | None:
    """What stands behind the name of the issuer, or its short form, in the name of a part of it."""
    if not issuer:
        return None
    if name.startswith(issuer) and len(name) > len(issuer):
        return name[len(issuer) :]
    short = _ABBREVIATED.match(name)
    return short["below"] if short and _is_itself(short["body"], issuer) else None


def _of_place(name: str, issuer: str) -> UnitKind | None:
    """What a body is that has the name of the issuer's own place and is none of the departments there:
    云栖县燃气安全办, but 云栖县河长办 serves the whole county."""
    place = _PLACE.match(issuer)
    if place is None or not name.startswith(place.group()):
        return None
    rest = name[place.end() :]
    if _OF_THE_PLACE.search(rest) is not None:
        return "external"
    return "subordinate" if len(rest) > 2 and _BODY_BELOW.search(rest) is not None else None
