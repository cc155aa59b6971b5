"""A cell of a table below 牵头单位, 配合单位 or 责任人 holds names,
whatever marks and brackets stand around them.

（甲局；乙局）, 一、甲局；二、乙局, 1.甲局 2.乙局, and 甲局 with （牵头） on a line of its own are all two
names or one with its role.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.importer.words.names import is_ditto, is_no_name, is_nothing
from generator.importer.words.person_names import is_post_alone
from generator.importer.words.persons import (
    asks_for_person,
    bracket_persons,
    find_bracketed_persons,
    is_person,
)
from generator.importer.words.responsibility_clause import UnitRole, clauses, label_role, read_clause
from generator.importer.words.vocabulary import CIRCLED, CLOSE, OPEN, bracketed, han

_WHOLE = re.compile(r"\s{0,4}[（(\[【〔](?P<words>[^（）()\[\]【】〔〕]{2,400})[）)\]】〕]\s{0,4}")
_ASIDE = re.compile(bracketed(1, 40))
_MARK = re.compile(
    rf"(?:^|(?<=[；;，,、。\n\s]))(?:{han(1, 2)}、|\d{{1,2}}(?:[.．]|、)(?!\d)|"
    rf"{OPEN}(?:{han(1, 2)}|\d{{1,2}}){CLOSE}|{CIRCLED})\s{{0,2}}"
)
_HAN = "[\u4e00-\u9fff]"
_SPACED_OUT = re.compile(rf"(?:(?<={_HAN})(?<!{_HAN}{{2}}))[ \u00a0\u3000]{{1,6}}(?={_HAN}(?!{_HAN}))")
_JOINTS = re.compile(r"[、，,;；/／|\s]+")
# a role, or another name of the office
_BRACKET_BELOW = re.compile(r"(?<=\S)\s{1,4}(?=[（(][\u4e00-\u9fff]{2,14}[）)])")


@lru_cache(maxsize=1024)  # a column names the same offices again and again
def cell_units(heading: str, words: str) -> tuple[UnitRole, ...]:
    """The units in a table cell under a column heading such as 牵头单位 or 责任人."""
    heading = _ASIDE.sub("", heading)  # 责任单位（第一个为牵头单位）
    words = bracket_persons(close_up(words))
    role = label_role(heading)
    people = asks_for_person(heading)
    return tuple(
        unit._replace(role=unit.role if unit.role != "responsible" else role)
        for unit in _read_names(words)
        if not (people and is_person(unit.name))
    )


def cell_names(words: str) -> list[str]:
    """The names in a table cell, of bodies and persons."""
    return [unit.name for unit in _read_names(bracket_persons(close_up(words)))]


def persons_beside(words: str) -> list[str]:
    """The persons that a cell names behind units: 园林科（张三丰）, 园林科：张三丰, 园林科 张三丰."""
    return find_bracketed_persons(bracket_persons(close_up(words)))


def named_persons(heading: str, words: str) -> list[str]:
    """The persons in a cell under a heading that asks for them, and how to call them, as printed: all that is
    no unit."""
    words = close_up(words)
    units = {unit.name for unit in cell_units(heading, words) if not is_no_name(unit.name)}
    names = [name.strip() for name in _JOINTS.split(words)]
    return [n for n in names if n and not is_nothing(n) and not is_ditto(n) and n not in units]


def names_posts(heading: str, words: str) -> bool:
    """Whether a cell under a heading that asks for persons names none, but only their posts: 局长、副局长."""
    names = named_persons(heading, words)
    return bool(names) and all(map(is_post_alone, names))


def close_up(words: str) -> str:
    """The words without the blanks that print a short name as wide as longer ones: 工  会, 何  平."""
    return _SPACED_OUT.sub("", words)


def _read_names(words: str) -> list[UnitRole]:
    words = _strip_marks(words)
    return [
        unit
        for clause in clauses(words) or [words]
        for unit in read_clause(clause, words, labelled=True).units or []
    ]


def _strip_marks(words: str) -> str:
    """The words without a bracket around all of them and without the marks of a list."""
    whole = _WHOLE.fullmatch(words)
    words = _BRACKET_BELOW.sub("", whole.group("words") if whole else words)
    return (
        _MARK.sub(lambda mark: "" if mark.start() == 0 else "\n", words)
        if len(_MARK.findall(words)) > 1
        else words
    )
