"""Whose columns of a table name persons: known by the heading and by what the cells look like.

A heading that asks for persons (河长, 带班领导, 联系电话) may stand over units or mere posts (责任人：水利局,
负责人：局长): these stay. What the cells alone cannot tell is withheld, too, and a person is asked to look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.importer.layout.columns import column
from generator.importer.words.names import is_nothing, is_unit
from generator.importer.words.person_names import (
    is_full_name,
    is_post_alone,
    may_be_name,
    names_person,
)
from generator.importer.words.persons import asks_for_person
from generator.importer.words.unit_cells import close_up
from generator.importer.words.vocabulary import COLLECTIVES, COLUMN_CALLS, COLUMN_HOLDERS, LABEL_UNITS, alt

Verdict = Literal[
    "public",
    "persons",  # withheld
    "unsure",  # withheld, and to be looked at
    "doubtful",  # shown, and to be looked at: the heading asks for nobody
]
CellKind = Literal["person", "call", "unit", "post", "maybe", "other"]

_CALL = re.compile(r"(?<!\d)(?:\d{3,4}[-—－ ]?)?\d{7,12}(?!\d)")  # where it is asked for
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)")
_JOINTS = re.compile(r"[、，,;；/／|\n\t]+|[：:]|\s{1,8}(?=\S{2})")
_PARTS = re.compile(r"[/／、和及与]|\s+")
_ASIDE = re.compile(r"[（(][^（）()]{0,30}[）)]")
_CALLS = re.compile(rf"(?:[\u4e00-\u9fff]{{0,6}})?{alt(COLUMN_CALLS)}")
_HOLDERS = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?{alt(COLUMN_HOLDERS)}(?:姓名|名单)?")
# what a table of persons says of them: without the names nothing is left to show
_OF_PERSONS = re.compile(
    rf"""
    序号 | 编号 | 号 | (?: 工作 | 成员 )? {alt(LABEL_UNITS)} (?: 名称 | 及职务 | 职务 )?
    | 乡镇 | 镇街 | 街道 | 村居? | 社区 | [\u4e00-\u9fff]{{0,6}}职务 | 职称 | 职级 | 岗位
    | 性别 | 民族 | 年龄 | 出生(?:年月|日期) | 籍贯 | 学历 | 专业 | 毕业院校 | 政治面貌 | 身份证(?:号码?)?
    | 入党时间 | 参加工作时间 | 备注 | 说明 | 日期 | 时间 | 值班(?:日期|时间|地点) | 星期 | 周次 | 班次 | 班别
    | 类别 | 组别 | 分组 | 小组 | (?:领导)?小组(?:职务)? | 层级 | 级别 | 邮箱 | 传真 | 微信号?
    """,
    re.VERBOSE,
)
ROSTER = re.compile(
    rf"通讯录|通信录|联系方式|联系(?:表|名单)|值班(?:表|安排)|带班|花名册|"
    rf"{alt(COLLECTIVES)}[\u4e00-\u9fff]{{0,8}}名单|组成人员|人员名单"
)
# 村书记, 班主任, 户主: may head persons, where the cells are names
_MAY_ASK = re.compile(
    r".{0,10}(?:[长员人者师]|书记|支书|主任|主席|经理|专家|户主|代表|干部|学生|教练|领队|嘉宾)(?:姓名)?"
)
_LEAST = 2  # cells that show what stands in a column whose heading does not say


def asks(heading: str) -> bool:
    """Whether a heading, or a part of it (姓名及职务), asks for persons or for how to call them."""
    words = _ASIDE.sub("", "".join(heading.split()))
    if not words or len(words) > 24:
        return False
    return any(_asks(part) for part in (words, *_PARTS.split(words)) if part)


def _asks(words: str) -> bool:
    return (
        column(words).kind == "persons"
        or _HOLDERS.fullmatch(words) is not None
        or _CALLS.fullmatch(words) is not None
        or (asks_for_person(words) and column(words).kind != "unit")
    )


def tells_of_persons(heading: str) -> bool:
    """Whether a column says something of persons that means nothing without their names: 职务, 性别, 班次."""
    words = _ASIDE.sub("", "".join(heading.split()))
    return not words or _OF_PERSONS.fullmatch(words) is not None


def cell_kind(words: str, asked: bool) -> CellKind:
    """What a cell holds, as far as persons go; `asked`: its heading asks for them."""
    whole = close_up(words.strip())
    pieces = [piece for piece in (_ASIDE.sub("", p).strip() for p in _JOINTS.split(whole)) if piece]
    if names_person(whole, asked) or any(
        names_person(piece, asked) for piece in _JOINTS.split(whole) if piece
    ):
        return "person"
    if (_CALL.search(whole) if asked else _MOBILE.search(whole)) is not None:
        return "call"
    if not pieces:
        return "other"
    if all(is_unit(piece) and not is_post_alone(piece) for piece in pieces):
        return "unit"
    if all(is_post_alone(piece) or is_unit(piece) for piece in pieces):
        return "post"
    return "maybe" if asked and any(map(may_be_name, pieces)) else "other"


def judge(headings: Sequence[str], cells: Sequence[str]) -> Verdict:
    """What becomes of a column with these headings, from the top, over these cells."""
    filled = [cell.strip() for cell in cells if cell.strip() and not is_nothing(cell.strip())]
    if not filled:
        return "public"
    if any(map(asks, headings)):
        kinds = [cell_kind(cell, asked=True) for cell in filled]
        if "person" in kinds or "call" in kinds:
            return "persons"
        return "unsure" if "maybe" in kinds else "public"
    kinds = [cell_kind(cell, asked=False) for cell in filled]
    may_ask = any(_MAY_ASK.fullmatch("".join(h.split())) or is_full_name(h) for h in headings)
    if 2 * kinds.count("call") > len(kinds) or (may_ask and 2 * kinds.count("person") >= len(kinds)):
        return "persons"
    named = [cell for cell in filled if all(map(is_full_name, _JOINTS.split(close_up(cell))))]
    if len(set(named)) < _LEAST or 5 * len(named) < 4 * len(filled):
        return "public"
    return "persons" if not any(h.strip() for h in headings) else "doubtful"
