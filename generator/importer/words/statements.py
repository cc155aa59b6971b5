"""Reads what the clauses of one bracket or label together say: who answers and by when.

A label holds for the names behind it, and 配合单位 for those behind the next ；, too; a time behind names is
a deadline; persons are no units; words beside the names that could not be read are kept for a person to look
at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.importer.words.list_times import (
    find_times,
    is_time,
    plain_time,
    split_leading_time,
    split_time,
    split_times,
)
from generator.importer.words.named_persons import spaced_names
from generator.importer.words.names import is_no_name, is_surely_unit, is_unit, looks_like_unit
from generator.importer.words.persons import (
    asks_for_person,
    bracket_persons,
    find_bracketed_persons,
    is_person,
    is_post,
    is_titled_person,
    seems_person,
)
from generator.importer.words.responsibility_clause import (
    EACH,
    LABEL,
    TIME_LABEL,
    VERB,
    Role,
    UnitRole,
    is_certain,
    label_role,
    read_clause,
)

# 县财政局：张三
_UNIT_AND_PERSON = re.compile(r"([\u4e00-\u9fff]{3,14})[：:]([\u4e00-\u9fff×某]{2,3})(?=$|[，,、])")
_COLONS = frozenset("：:")
_DIGIT = re.compile(r"\d")
_LISTED = re.compile(r"([、，, \u3000]+)")
_BLANKS = re.compile(r"[ \u3000]")
_OTHER_LABEL = re.compile(r"[\s，,]{0,4}[\u4e00-\u9fff]{2,8}\s?[：:]")
_CALLS = re.compile(r"\d{3}|@|[电手]|传真|邮箱|联系")  # one look spares most clauses the others
_PHONED = re.compile(r"[（(][^（）()]{0,20}(?:电话|手机|\d{7})[^（）()]{0,20}[）)]$")


class Statement(NamedTuple):
    """What one bracket or label says: units, deadlines, and where in the text it stands."""

    units: tuple[UnitRole, ...]
    deadlines: tuple[str, ...]
    start: int
    end: int
    first_leads: bool = False
    persons: tuple[str, ...] = ()  # labels whose names are persons, registered as no unit
    named: tuple[str, ...] = ()  # persons where units stand, as printed
    unread: tuple[str, ...] = ()  # what beside the units could not be read
    unsaid: tuple[str, ...] = ()  # names behind those in the lead, of which nothing is said


def _stands_alone(name: str) -> bool:
    return looks_like_unit(name) or EACH.fullmatch(name) is not None


class StatementReader:
    """Takes in the clauses of a bracket one after another.

    `sure`: a label or verb tells that the bracket is about who answers. `known`: names that the document
    elsewhere calls units.
    """

    def __init__(self, words: str, labelled: bool, sure: bool, known: frozenset[str] = frozenset()) -> None:
        self._known = known
        self._words = words  # with the bracket
        self._labelled = labelled
        self._sure = sure
        self._above: Role | None = None  # of the label of the clause before
        self.units: list[UnitRole] = []
        self.deadlines: list[str] = []
        self.people: list[str] = []  # persons, and labels whose names are persons'
        self.named: list[str] = []  # persons where units stand
        self.unread: list[str] = []
        self.unsaid: list[str] = []  # names behind those in the lead, of which nothing is said

    def read(self, clause: str) -> None:
        """Take in one clause."""
        if time := TIME_LABEL.match(clause):
            self.deadlines.append(clause[time.end() :].strip(" 。，,、"))
            return
        clause = self._strip_persons(clause)
        if _OTHER_LABEL.match(clause) and LABEL.match(clause) is None:
            self.unread.append(clause.strip())  # 联系电话：…, 目标：… beside the units
        elif not self._is_time(clause):
            self._read_names(clause)

    def holds(self, at_end: bool) -> bool:
        """Whether it is a statement of who answers or by when.

        Inside a sentence (not `at_end`) only what surely names offices is one:
        完成预案（综合股牵头），组织演练.
        """
        if not (self.units or self.deadlines or self.people) or not (self._sure or self._look_like_units()):
            return False
        if self._labelled:
            return True
        certain = bool(self.units) and all(map(is_certain, self.units))
        if not at_end:
            return certain and not self.unread
        return not self.unread or (certain and bool(self._sure or self.deadlines))

    def _look_like_units(self) -> bool:
        """Whether names that no label and no verb calls units are such: each known as one or shown by its
        ending, or each able to be one beside one that surely is."""
        names = [u.name for u in self.units]
        if not all(n in self._known or is_unit(n) for n in names):
            return False
        return all(n in self._known or _stands_alone(n) for n in names) or any(map(looks_like_unit, names))

    def statement(self, first_leads: bool) -> Statement:
        """What was read, at no place yet; `first_leads`: the first unit is said to be in the lead."""
        return Statement(
            tuple(self.units),
            tuple(filter(None, self.deadlines)),
            0,
            0,
            first_leads,
            tuple(self.people),
            tuple(self.named),
            tuple(self.unread),
            tuple(self.unsaid),
        )

    def _strip_persons(self, clause: str) -> str:
        """县财政局：张三, 县财政局、王 五 without the person."""
        for unit, person in _UNIT_AND_PERSON.findall(clause) if not _COLONS.isdisjoint(clause) else ():
            if is_surely_unit(unit) and seems_person(person) and LABEL.match(f"{unit}：") is None:
                self._leave_out(person)
                clause = re.sub(rf"{unit}[：:]{person}", unit, clause)
        label = LABEL.match(clause)
        if label and asks_for_person(label.group("label")):
            return clause
        for name in spaced_names(clause) if _BLANKS.search(clause) else ():
            self._leave_out(name)
            clause = clause.replace(name, "", 1)
        return (
            self._strip_behind_units(clause) if self._labelled or label else self._strip_beside_units(clause)
        )

    def _strip_behind_units(self, clause: str) -> str:
        """责任单位：县财政局 张三丰 without the name behind a blank, where units are listed otherwise."""
        if not _BLANKS.search(clause):
            return clause
        label = LABEL.match(clause)
        listed = clause[label.end() :] if label else clause
        known = find_bracketed_persons(listed)
        for name in (n for n in find_bracketed_persons(bracket_persons(listed)) if n not in known):
            self._leave_out(name)
            clause = clause.replace(name, "", 1)
        return clause

    def _strip_beside_units(self, clause: str) -> str:
        """（县财政局 张三） without the name beside one that surely is a unit's."""
        parts = _LISTED.split(clause)  # names and the marks between them by turns
        persons = [n for n in range(0, len(parts), 2) if seems_person(parts[n])]
        if not persons or not any(map(is_surely_unit, parts)):
            return clause
        for n in persons:
            self._leave_out(parts[n])
        return "".join(p for n, p in enumerate(parts) if n not in persons and n + 1 not in persons)

    def _leave_out(self, person: str) -> None:
        self.people.append(person)
        self.named.append(person)

    def _is_time(self, clause: str) -> bool:
        """A牵头，B配合；9月底前完成，逾期通报: a clause behind the names that says when."""
        when, rest = split_time(clause) if self.units else ("", "")
        bare = plain_time(when)
        if not when or not is_time(bare):
            return False
        self.deadlines.append(bare)
        self.unread += [rest] if rest else []
        return True

    def _read_names(self, clause: str) -> None:
        clause, listed = split_times(clause, VERB)
        self.deadlines += listed
        got, verb, other = read_clause(clause, self._words, self._labelled)
        for part in [clause] if got is None else other:
            times, others = find_times(part)
            self.deadlines += times
            self.unread += others
        if got is None:
            return
        self._sure = self._sure or verb
        label = LABEL.match(clause)
        name = label.group("label") if label else ""
        got = self._give_roles(self._clean(got, clause), name, verb)
        self.named += [n for u in got for n in find_bracketed_persons(u.words) if n not in self.named]
        if asks_for_person(name):
            bodies = [u for u in got if not is_person(u.name)]
            self.people += [name] if len(bodies) < len(got) else []
        else:
            bodies = [u for u in got if not (is_titled_person(u.name) or (not label and is_post(u.name)))]
            for person in (u.name for u in got if u not in bodies and not is_post(u.name)):
                self._leave_out(person)
        self.units += bodies

    def _clean(self, got: Iterable[UnitRole], clause: str) -> list[UnitRole]:
        """The units without times and telephones run together with their names, and none that is no name."""
        out: list[UnitRole] = []
        has_digits, has_calls = _DIGIT.search(clause), _CALLS.search(clause)
        for unit in got:
            time, name = split_leading_time(unit.name) if has_digits else ("", unit.name)
            self.deadlines += [time] if time else []
            name = _PHONED.sub("", name) if has_calls else name
            if is_no_name(name) or not _COLONS.isdisjoint(name):  # 责任人：张某，包村站所：农办
                self.unread.append(name)
            else:
                out.append(unit._replace(name=name))
        return out

    def _give_roles(self, got: list[UnitRole], label: str, verb: bool) -> list[UnitRole]:
        """The units with the role that the label before leaves them; 指导单位 beside others supports them."""
        if label:
            guides = bool(self.units) and label.startswith("指导")
            self._above = None if verb else label_role(label)
            return [u._replace(role="support") for u in got] if guides else got
        if verb:
            self._above = None
        if self._above == "lead":
            self.unsaid += [u.name for u in got]
        # 配合单位：A；B
        return [u._replace(role="support") for u in got] if self._above == "support" else got
