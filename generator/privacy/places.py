"""Home addresses down to the room, or the house in a village group. Those of offices are public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.anchors import anchors
from generator.privacy.digits import BREAK, plain
from generator.privacy.kinds import Secret

_N = r"[\d一二三四五六七八九十百零〇]{1,6}"
_S = r"\s{0,2}"
_ROOM = re.compile(
    rf"(?:{_N}|[A-Za-zＡ-Ｚ]|[甲乙丙丁东西南北]){_S}(?:号{_S}楼|栋|幢|座|号(?=\s?{_N}\s?(?:室|幢|栋|单元)))"
    rf"{_S}(?:(?:{_N}|[甲乙丙丁东西]){_S}(?:单元|门)?{_S})?(?:{_N}{_S}[层楼]{_S})?{_N}{_S}(?:室|房|户|号(?!楼))|"
    rf"(?:{_N}|[A-Za-zＡ-Ｚ]){_S}(?:号{_S}楼|栋|幢|座){_S}\d{{3,4}}(?![\d.]|\s?[平万亿亩米元人户套㎡])|"
    rf"{_N}{_S}单元{_S}(?:{_N}{_S}[层楼]{_S})?{_N}(?:{_S}(?:室|房|户|号))?|"
    rf"{_N}{_S}号{_S}{_N}{_S}室|"
    rf"{_N}{_S}[-－—–#＃]{_S}{_N}{_S}[-－—–]{_S}\d{{3,4}}{_S}室?|"
    rf"(?<=[村屯寨庄湾]){_S}(?:[\u4e00-\u9fff]{{0,6}}?){_N}{_S}(?:组|社|队|屯){_S}(?:门牌)?{_N}{_S}号"
)
_HINTS = [
    "室",
    "单元",
    "栋",
    "幢",
    "号楼",
    "座",
    "住址",
    "家庭",
    "户籍",
    "居住",
    "现住",
    "家住",
    "户口",
    "小区",
    "花园",
    "家园",
    "公寓",
    "新村",
    "宿舍",
    "家属院",
    "组",
    "社",
    "队",
    "屯",
]
_HINTS += ["单 元", "号 楼"]
_GROUP = re.compile(r"[组社队屯]\s?(?:门牌)?[\d一二三四五六七八九十]")
_LABEL = re.compile(r"住址|家庭|户籍|居住|现住|家住|户口|住在|暂住|租住|住处|本人地址|家中")
_ESTATE = re.compile(
    r"小区|花园|家园|公寓|新村|宿舍|佳园|嘉园|[苑里弄坊府庭邸湾城园]\s?\d|名都|豪庭|雅居|华庭|家属院|村"
)
_STREET = re.compile(r"[路街巷道弄里]\s?\d|[路街巷]")
_OFFICE = re.compile(
    r"办公|行政|政务|大楼|大厦|中心|机关|局|委员会|公司|广场|写字楼|产业园|园区|科技园|窗口|会议|法院|法庭|检察院|"
    r"学校|大学|医院|酒店|宾馆|研究|基地|厂|银行|场所|站|馆|报送|受理|邮编|领取|提交|地点|现场"
)
_BACK = 40
_REACH = 32


def places_in(text: str) -> Iterator[Secret]:
    """Every home address; of one that stands as a column of rooms, each."""
    read_up_to = 0
    for hint in anchors(text, _HINTS):
        if hint.start < read_up_to or (hint.word in "组社队屯" and not _GROUP.match(text, hint.start)):
            continue
        match = _ROOM.search(text, max(read_up_to, hint.start - _REACH), hint.end + _REACH)
        if match is None:
            continue
        read_up_to = match.end()
        before = text[max(0, match.start() - _BACK) : match.start()].rpartition(BREAK)[2]
        near = plain(re.split(r"[。；;\n\t|]", before)[-1])
        is_labelled = _LABEL.search(before) is not None
        numbers_alone = re.search(r"[-－—–#＃]", match.group()) and not re.search("室", match.group())
        if numbers_alone and not (is_labelled or _ESTATE.search(f"{near}1")):
            continue
        if is_labelled or (
            _OFFICE.search(near) is None
            and _OFFICE.search(text[match.end() : match.end() + 12].partition(BREAK)[0]) is None
            and (_ESTATE.search(f"{near}1") or _STREET.search(near))
        ):
            yield Secret("address", match.start(), match.end(), plain(match.group()))
