"""Reads one clause: who answers, and in which role, by a label before the names or a verb behind them.

牵头 is lead, 配合 and 参与 are support, everything else is responsible. The verb outweighs the label:
责任科室：X牵头落实 is lead. A会同B、C负责: A is lead. Names behind a label are believed; without one every
name must look like one.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from generator.importer.words.names import is_surely_unit, is_unit, split_names
from generator.importer.words.persons import strip_persons
from generator.importer.words.vocabulary import (
    ANSWER,
    CLOSE,
    LABEL_BODIES,
    LABEL_UNITS,
    LEAD,
    LEADERS,
    NO_BRACKET,
    SUPPORT,
    TIMED,
    TIMES,
    alt,
)

Role = Literal["lead", "responsible", "support"]


class UnitRole(NamedTuple):
    """A name as printed, its role, and the words it was printed in (with their bracket)."""

    name: str
    role: Role
    words: str = ""


class Clause(NamedTuple):
    """The units of a clause (none where these are no names),
    whether a verb says what they do, and the rest."""

    units: list[UnitRole] | None
    verb: bool = False
    unread: tuple[str, ...] = ()


BULLET = r"[\s★☆●◆■▲※]{0,4}"  # before a label
LABEL_UNIT = f"(?:{alt(LABEL_UNITS)}|{LEADERS}|人)"
COLON = r"(?:\s{0,4}[：:]|[ \u3000]{0,4}\n)"  # a label may stand on a line of its own
_LABELLED = f"(?:{alt(LABEL_UNITS, LABEL_BODIES)}|{LEADERS}|人)"
_RANK = "(?:第一|主要|直接|共同|具体|总|主|市级|省级|县级)"
LABEL = re.compile(
    rf"{BULLET}(?P<label>(?:{_RANK}?{alt(LEAD, SUPPORT, ANSWER)}){{1,3}}{_LABELLED}?){COLON}\s{{0,4}}"
)
TIME_LABEL = re.compile(rf"{BULLET}{alt(TIMED)}?{alt(TIMES)}(?:要求)?{COLON}\s{{0,4}}")
_BEFORE_LABEL = re.compile(
    rf"(?<=[，,、\s])(?={LABEL.pattern.replace('?P<label>', '?:')}|{TIME_LABEL.pattern})"
)
_BEFORE_OTHER = re.compile(
    r"(?<=[，,、\s])(?=(?:联系电话|联系方式|电话|手机|邮箱|联系人|传真|进展|进度|目标|经费|备注)\s?[：:])"
)
_CLAUSE_END = re.compile(r"[；;。]")
# none inside a bracket: 各区县（自治县，以下简称区县）政府
_COMMA = re.compile(
    rf"(?:(?<=[，,])|(?<={alt(('牵头', '主办', '负责'), SUPPORT)}、))(?!{NO_BRACKET}*{CLOSE})"
)
_LEADS = re.compile(alt(LEAD))
_SUPPORTS = re.compile(alt(SUPPORT))
_HOW = (
    r"(?:结合(?:各自|自身|本地|当地|工作)?实际|因地制宜|按(?:照)?(?:要求|规定|任务分工|程序)|"
    r"(?:认真|切实|全面|扎实|积极)?抓好|认真|切实|积极|同步|分类|分级|及时|"
    r"具体|共同|分别|分工|联合|统筹|(?<![党会团])组织|等|负总责)"
)
VERB = re.compile(
    rf"(?:按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?|依职责|依据职责)?{_HOW}*"
    r"(?P<verb>牵头(?:负责|落实|组织|推进|实施|抓总|办理|会同|单位)*|"
    r"负责(?:落实|牵头|组织|实施|指导)*|"
    rf"{alt(SUPPORT)}(?:落实|实施|做好|配合)?|"
    r"指导(?:落实)?|落实|(?:组织)?实施|主办|承办|督导|抓好落实|分工负责|负总责)$"
)
NOT_ANSWERING = re.compile(r"追究|违法|违规|处罚|事故责任|过错|赔偿")
_ROLE_BEHIND = re.compile(
    rf"[（(〔\[](?:共同|联合)?(?P<verb>{alt(('牵头', '主办'), SUPPORT)}){NO_BRACKET}{{0,4}}[）)〕\]]"
)
_MARKED = re.compile(rf"{_ROLE_BEHIND.pattern}$")
EACH = re.compile(r"各[\u4e00-\u9fff]{2,10}")  # 各二级党组织
_CAN_BE_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}")


def clauses(inner: str) -> list[str]:
    """Parts of a bracket: cut at ；。 and before every further label."""
    marked = (
        _BEFORE_LABEL.sub("；", _BEFORE_OTHER.sub("；", inner[:1500]))
        if "：" in inner or ":" in inner
        else inner[:1500]
    )
    return [c for c in _CLAUSE_END.split(marked) if c.strip(" ，,、\t\u3000")]


def label_role(label: str) -> Role:
    """The role a label or column heading gives."""
    if _LEADS.search(label):
        return "lead"
    if _SUPPORTS.search(label):
        return "support"
    return "responsible"


def _verb_role(verb: str, label: Role | None) -> Role:
    if "牵头" in verb or verb.startswith("主办"):
        return "lead"
    if verb.startswith(SUPPORT):
        return "support"
    return label if label and verb.startswith("落实") else "responsible"


def read_clause(clause: str, words: str, labelled: bool) -> Clause:
    """The units of one clause; beside sure ones with a verb, parts that cannot be read are left over.

    `words` are those that the units were printed in; `labelled`: a label before says what they are.
    """
    label = LABEL.match(clause)
    reader = _ClauseReader(words, label, labelled)
    for part in _COMMA.split(clause[label.end() :] if label else clause):
        reader.read(part)
    return reader.end()


class _ClauseReader:
    """Takes in the parts of a clause, between commas, one after another."""

    def __init__(self, words: str, label: re.Match[str] | None, labelled: bool) -> None:
        self._words = words
        self._role = label_role(label.group("label")) if label else None
        self._has_label = label is not None
        self._believed = labelled or label is not None
        self._pending = ""  # parts without a verb of their own
        self._has_verb = False
        self._units: list[UnitRole] = []
        self._unread: list[str] = []

    def read(self, part: str) -> None:
        """Take in one part, with the comma behind it."""
        bare = part.rstrip("，,、 \u3000")
        verb = VERB.search(bare) if len(bare) > 2 else None
        if verb is None and not self._pending and self._read_duty(bare):
            self._has_verb = True
        # 各项目牵头单位 is a name
        elif verb is None or (bare.startswith("各") and verb.group("verb").endswith("单位")):
            self._pending += part
        elif self._pending or verb.start() or not self._units:
            self._has_verb = True
            role = _verb_role(verb.group("verb"), self._role)
            self._read_names_before(bare, role)
            self._read_names(part, bare[: verb.start()], role)
        else:
            self._has_verb = True  # A负责，抓好落实

    def end(self) -> Clause:
        """What the clause says, when all parts were read."""
        convener, rest = split_convener(self._pending)
        if _are_plausible([*convener, *map(strip_roles, rest)], self._believed):
            self._add(convener, "lead")
            self._add_marked(rest)
        else:
            self._unread.append(self._pending)
        certain = self._has_verb and self._units and all(map(is_certain, self._units))
        if self._unread and (self._believed or not certain):
            return Clause(None)
        units = [u._replace(name=strip_persons(u.name)) for u in self._units]
        return Clause(units, self._has_verb, tuple(self._unread))

    def _read_duty(self, part: str) -> bool:
        """县财政局负责资金: the names before what they do, if there are such."""
        duty = _DUTY_INSIDE.match(part)
        names = split_names(duty.group("names")) if duty else []
        if duty is None or not all(map(is_surely_unit, names)):
            return False
        self._add(names, _verb_role(duty.group("verb"), self._role))
        return True

    def _read_names_before(self, part: str, role: Role) -> None:
        """责任单位：A、B，C配合: of A and B the verb is not said."""
        if not self._pending or self._units:
            return
        if before := _names_before(self._pending, part, role, self._has_label):
            self._add_marked(before)
            self._pending = ""

    def _read_names(self, part: str, before_verb: str, role: Role) -> None:
        """The names before a verb, with those pending if these can be names."""
        convener, names = split_convener(self._pending + before_verb)
        if self._pending and not self._are_names(convener, names):
            self._unread.append(self._pending)
            self._pending = ""
            convener, names = split_convener(before_verb)
        if self._are_names(convener, names):
            self._add(convener, "lead")
            self._add(names, role)
        else:
            self._unread.append(self._pending + part)
        self._pending = ""

    def _are_names(self, convener: list[str], names: list[str]) -> bool:
        return _are_plausible([*convener, *names], self._believed, sure=True)

    def _add(self, names: list[str], role: Role) -> None:
        self._units.extend(UnitRole(n, role, self._words) for n in names)

    def _add_marked(self, names: list[str]) -> None:
        self._units.extend(_read_marked(n, self._role or "responsible", self._words) for n in names)


def _names_before(pending: str, part: str, role: Role, labelled: bool) -> list[str]:
    """The names before a comma, of which the verb behind the next ones is not said:
    A、B，C配合 is A and B."""
    if role == "responsible" or (
        role == "lead" and not (labelled and "、" in pending + part and pending.rstrip().endswith("，"))
    ):
        return []
    names = split_names(pending)
    return names if names and _are_plausible([strip_roles(n) for n in names], labelled) else []


def is_certain(unit: UnitRole) -> bool:
    """Whether a name is one whatever stands beside it."""
    return is_surely_unit(unit.name) or EACH.fullmatch(unit.name) is not None


def split_convener(words: str) -> tuple[list[str], list[str]]:
    """A会同B、C负责: who calls the others together leads; the verb behind is said of those."""
    convener, together, others = words.partition("会同")
    if not together or not convener.strip():
        return [], split_names(words)
    return split_names(convener.strip().removesuffix("牵头")), split_names(others)


def strip_roles(words: str) -> str:
    """The names of a cell without the roles in brackets behind them: 宣教科（牵头），各科室（配合）."""
    return _ROLE_BEHIND.sub("", words)


def _read_marked(name: str, role: Role, words: str) -> UnitRole:
    """市发改委（牵头）: the role stands in a bracket behind the name."""
    match = _MARKED.search(name)
    return (
        UnitRole(name[: match.start()], _verb_role(match.group("verb"), role), words)
        if match
        else UnitRole(name, role, words)
    )


def _are_plausible(names: list[str], labelled: bool, sure: bool = False) -> bool:
    """Names behind a label are believed unless they are sentences; before a verb most of them must look like
    names (共青团中央 has no ending of its own), standing alone every one."""
    if labelled:
        return all(len(n) <= 60 and not NOT_ANSWERING.search(n) for n in names)
    if sure:
        good = sum(is_unit(n) or EACH.fullmatch(n) is not None for n in names)
        return (
            good > 0
            and good * 5 >= len(names) * 3
            and all(is_unit(n) or _CAN_BE_NAME.fullmatch(n) for n in names)
        )
    return all(is_unit(n) for n in names)


# 县财政局负责资金
_DUTY_INSIDE = re.compile(r"\s*(?P<names>[^负牵配]{3,40}?)(?P<verb>牵头|负责|配合)(?=[\u4e00-\u9fff]{2})")


def merge_units(units: list[UnitRole]) -> list[UnitRole]:
    """Each name and role once; a name in the lead is not repeated as responsible."""
    if len(units) < 2:
        return units
    seen: dict[str, UnitRole] = {}
    rank = {"lead": 0, "responsible": 1, "support": 2}
    for unit in units:
        old = seen.get(unit.name)
        if old is None or rank[unit.role] < rank[old.role]:
            seen[unit.name] = unit if old is None else UnitRole(unit.name, unit.role, old.words)
    return list(seen.values())


def let_first_lead(units: list[UnitRole]) -> list[UnitRole]:
    """Apply the rule that the first name of each bracket is in the lead."""
    out: list[UnitRole] = []
    # where one is said to lead, the first does not
    seen = {unit.words for unit in units if unit.role == "lead"}
    for unit in units:
        leads = unit.words not in seen and unit.role == "responsible"
        seen.add(unit.words)
        out.append(unit._replace(role="lead") if leads else unit)
    return out
