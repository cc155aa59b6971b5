"""A named person beside health, poverty relief, disability, a minor, religion, or a day of birth.

Such words stand in every plan; the name of a person right beside one is what must not be published. A name
with 某 or × in it tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.secret_kinds import Kind
from generator.model.surnames import BODY_END, COMPOUND, GIVEN, KNOWN, NO_END, NO_NAME, SURNAMES
from generator.privacy.anchors import Anchor, anchors
from generator.privacy.digits import BREAK
from generator.privacy.kinds import Secret

_HAN = "\u4e00-\u9fff"
_NAME = (
    rf"(?:(?:{COMPOUND})[{_HAN}]{{1,2}}|"
    rf"[{SURNAMES}](?:[ \u3000]{{1,2}}[{_HAN}](?![{_HAN}])|[{_HAN}]{{1,2}}))"
)
_WORDS: dict[Kind, str] = {
    "disability": "残疾 肢残 智残 盲人 聋哑 智障",
    "health": "患者 病人 病患 病例 确诊 感染者 携带者 艾滋 精神障碍 精神病 癌 肿瘤 尿毒症 白血病 结核 "
    "糖尿病 高血压 心脏病 乙肝 抑郁症 患有 患病 重病 大病 病情 孕妇 产妇 密接",
    "poverty": "贫困户 脱贫户 贫困人口 低保 特困 五保 监测户 监测对象 困难户 困难群众 困难家庭 困难职工 "
    "困难党员 建档立卡 边缘户 救助 受助人 易返贫",
    "minor": "未成年 留守儿童 孤儿 困境儿童 无人抚养 学生 幼儿 患儿 儿童 少年 女童 男童 小学 中学 "
    "年级 新生儿",
    "religion": "信教 教徒 基督徒 信徒 教友 穆斯林 教民 传道人 信众 皈依 居士",
}
_KIND: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_LEAD = (
    r"(?:群众|人员|家庭|户|对象|儿童|学生|老人|人士|妇女|居民|村民|同学|人口?|者|症|病|姓名|代表|供养)?"
    r"[ \u3000]?[:：、（(]?[ \u3000]?"
)
# right behind the word: 贫困户王某某, 患者：王某某
_BEHIND = re.compile(
    rf"{_LEAD}(?P<name>{_NAME})"
    rf"(?=[，,。；;：:、（()）\s|\"”]|$|{BREAK}|患|因|家[住里中庭]|住|享|被|系|同志|等|的?家|一家|户[（(]|"
    r"现|男|女|\d|申|领|于)"
)
# as well, whatever follows, where the characters are those that people are called by
_USUAL = re.compile(rf"{_LEAD}(?P<name>(?:{COMPOUND}|[{SURNAMES}])[{GIVEN}]{{2}})")
# before it in the same clause: 王某某（肢体残疾二级）, 王某某系低保户, 王某某，患有尿毒症
_BEFORE = re.compile(
    r"(?:^|(?<=[，,。；;：:、（()）\s|\"“对为给向])|(?<=村民|居民|职工|同学|户主|社员|党员|队员|病人|患者|群众))"
    rf"(?P<name>{_NAME})"
    rf"(?P<between>[（(，,：: \u3000]|因|系|是|为|身|家|属|确|被|患|的|信|一|享|纳|曾|现|男|女|今|等|\d)"
    rf"[^。；;\n{BREAK}]{{0,14}}$"
)
_HEADING = re.compile(
    r"姓\s*名|户\s*主|患\s*者|受助人|救助对象|低保对象|残疾人(?=[\t|])|学生(?=[\t|])|被监护人|监护人|幼儿(?=[\t|])"
)
_CELL = re.compile(rf"(?:^|(?<=[\t\r\n|,，]))[ \u3000]*(?P<name>{_NAME})[ \u3000]*(?=[\t\r\n|,，]|$)")
_YEAR = r"(?:[1１][9９]|[2２][0０])\d\d"
_DATE = rf"{_YEAR}\s*[年./\-．－]\s*\d{{1,2}}\s*(?:[月./\-．－]\s*(?:\d{{1,2}}\s*日?)?)?"
_BORN = re.compile(
    rf"(?:出生(?:日期|年月日?|时间)?|生日|生于)\s*[:：为是于]?\s*{_DATE}|{_DATE}\s*(?:出生|诞|生(?![产活态命育猪鲜物长]))"
)
_DAY = re.compile(
    r"(?:19|20)\d\d\s*[年./\-．－]\s*\d{1,2}\s*[月./\-．－]\s*\d{1,2}|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d"
)
_CONTACT = re.compile(
    rf"联\s*系\s*人\s*[:：]\s*(?P<name>{_NAME})(?=[，,。；;、（()）\s|]|$|{BREAK}|电|手|联)"
)
_ALONE = re.compile(
    rf"(?:^|(?<=[，,。；;：:、（()）\s|\"“]))(?P<name>{_NAME})(?:同志)?(?=[，,：:、（()\s]|$|男|女)"
)
_CALLED = re.compile(rf"姓\s*名\s*[:：]?\s*(?P<name>{_NAME})")
_NEAR, _FAR = 24, 3000


def persons_in(text: str) -> Iterator[Secret]:
    """Every named person beside such a word, each once."""
    told: set[tuple[Kind, int]] = set()
    for secret in (*_beside(text), *_born(text), *_contacts(text)):
        if (secret.kind, secret.start) not in told:
            told.add((secret.kind, secret.start))
            yield secret


def is_name(words: str) -> bool:
    """Whether words of the shape of a name are one: 王小明, but neither 高效 nor 王某某."""
    name = re.sub(r"[ \u3000]", "", words)
    return (
        name[-1] not in NO_END + "某残"
        and "某" not in name
        and not any(c in BODY_END for c in name[2:])
        and NO_NAME.match(name) is None
        and name not in KNOWN
    )


def is_full_name(words: str) -> bool:
    """Whether the words are a name and nothing else."""
    return re.fullmatch(_NAME, words) is not None and is_name(words)


def _beside(text: str) -> Iterator[Secret]:
    cells_read_up_to = 0
    for anchor in anchors(text, _KIND):
        kind = _KIND[anchor.word]
        behind = _BEHIND.match(text, anchor.end)
        if behind is None or not _is_sure(behind["name"], text, behind.end("name")):
            behind = _USUAL.match(text, anchor.end)
        if behind and is_name(behind["name"]):
            yield _secret(kind, behind)
        words = text[max(0, anchor.start - _NEAR) : anchor.start].rpartition(BREAK)[2]
        before = _BEFORE.search(words)
        if before and len(before["name"]) > 2 and is_name(before["name"]):
            yield _secret(kind, before, anchor.start - len(words))
        if anchor.end > cells_read_up_to:
            cells_read_up_to, found = _cells(text, anchor, kind)
            yield from found


def _is_sure(name: str, text: str, end: int) -> bool:
    """A name of two characters is sure only where a mark follows: 患者康复."""
    return is_name(name) and (
        len(name) > 2 or re.match(rf"[，,。；;（()）\n{BREAK}]|$", text[end : end + 1]) is not None
    )


def _cells(text: str, word: Anchor, kind: Kind) -> tuple[int, list[Secret]]:
    """Names alone in their cells, in a table that has a heading for names and such a word."""
    first = max(text.rfind(BREAK, 0, word.start) + 1, word.start - _FAR)
    last = text.find(BREAK, word.end, word.end + _FAR)
    last = last if last >= 0 else min(len(text), word.end + _FAR)
    part = text[first:last]
    heading = _HEADING.search(part) if "\t" in part or "|" in part or "," in part else None
    if heading is None:
        return last, []
    found = [
        _secret(kind, cell, first) for cell in _CELL.finditer(part, heading.end()) if is_name(cell["name"])
    ]
    return last, found


def _born(text: str) -> Iterator[Secret]:
    read_up_to = 0
    for anchor in anchors(text, ("出生", "生日", "生于", "诞", "日生", "月生", "日 生")):
        match = _BORN.search(text, max(read_up_to, anchor.start - _NEAR), anchor.end + _NEAR)
        if match:
            read_up_to = match.end()
            before = re.split(
                r"[。；;]", text[max(0, match.start() - 2 * _NEAR) : match.start()].rpartition(BREAK)[2]
            )[-1]
            names = [m for m in _ALONE.finditer(before) if is_name(m["name"])]
            behind = _CALLED.search(text, match.end(), match.end() + _NEAR)
            if names:
                start = match.start() - len(before) + names[-1].start("name")
                yield Secret("birth", start, match.end(), names[-1]["name"])
            elif behind and is_name(behind["name"]):
                yield _secret("birth", behind)
        elif anchor.word in ("出生", "生日"):
            yield from _born_in_column(text, anchor.end)


def _born_in_column(text: str, start: int) -> Iterator[Secret]:
    """Below a heading 出生日期, cells with a name in whose row a day stands."""
    part = text[start : start + _FAR].partition(BREAK)[0]
    if re.match(r"[\u4e00-\u9fff]{0,3}[ \u3000]*[\t\r\n|,，]", part) is None:
        return
    for cell in _CELL.finditer(part):
        line = re.split(r"[\r\n]", part[cell.end() :], maxsplit=1)[0]
        if is_name(cell["name"]) and _DAY.search(line):
            yield _secret("birth", cell, start)


def _contacts(text: str) -> Iterator[Secret]:
    for match in _CONTACT.finditer(text):
        if is_name(match["name"]):
            yield _secret("contact", match)


def _secret(kind: Kind, match: re.Match[str], shift: int = 0) -> Secret:
    name = re.sub(r"[ \u3000]", "", match["name"])
    return Secret(kind, shift + match.start("name"), shift + match.end("name"), name)
