"""Rule: who answers for a task stands in a bracket behind its text, or behind a label. Sentences: see rules.sentences.

A label (责任单位：) or a verb behind the names (A牵头，B配合) gives the role: 牵头 is lead, 配合 and 参与 are
support, everything else is responsible. The verb outweighs the label: （责任科室：X牵头落实） is lead.
Where the document says so once (排在第一位的为牵头单位，下同), the first name of each bracket is lead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from generator.importer.names import clean_name, is_surely_unit, is_unit, split_names
from generator.importer.persons import (
    asks_for_person,
    is_person,
    without_persons,
)
from generator.importer.rules.brackets import outer_brackets
from generator.importer.rules.due import is_deadline_cell
from generator.importer.rules.list_times import plain_time, times_in, without_times

Role = Literal["lead", "responsible", "support"]


class Unit(NamedTuple):
    """A name as printed, its role, and the words it was printed in (with their bracket)."""

    name: str
    role: Role
    words: str = ""


class Found(NamedTuple):
    """What one bracket says: units, deadlines, and where in the text it stands."""

    units: tuple[Unit, ...]
    deadlines: tuple[str, ...]
    start: int
    end: int
    first_leads: bool = False
    persons: tuple[str, ...] = ()  # labels whose names are persons, registered as no unit
    unread: tuple[str, ...] = ()  # what beside the units could not be read


class Clause(NamedTuple):
    """The units of a clause (none where these are no names), whether a verb says what they do, and what could not be read."""

    units: list[Unit] | None
    verb: bool = False
    unread: tuple[str, ...] = ()


_BULLET = r"[\s★☆●◆■▲※]{0,4}"  # before a label
_OFFICE = r"(?:单位|部门|科室|股室|处室|站所|站办|办所|专班|领导|人)"
_COLON = r"(?:\s{0,4}[：:]|[ \u3000]{0,4}\n)"  # a label may stand on a line of its own
_KIND = r"(?:单位|部门|科室|股室|处室|站所|站办|办所|专班|机构|主体|领导|人|同志|地区|地方|机关|部委|科|股|处|中心)"
_LABEL = re.compile(
    rf"{_BULLET}(?P<label>(?:(?:第一|主要|直接|共同|具体|总|主|市级|省级|县级)?(?:牵头|责任|负责|配合|协同|协助|协办|主办|承办|参与|参加|落实|指导|实施|主责|督办|督导|分管|包抓|联系|完成)"
    rf"){{1,3}}{_KIND}?){_COLON}\s{{0,4}}"
)
_TIME = r"(?:完成|办结|整改|落实|任务|工作|办理|责任)?(?:时限|期限|时间节点|完成时间|进度安排)(?:要求)?"
_OPENING_LABEL = re.compile(
    rf"(?:^|(?<=[\n。；])){_BULLET}(?P<label>(?:牵头|责任|配合|主办|协办|承办|落实|参与|协同)(?:责任)?{_OFFICE}|{_TIME}){_COLON}", re.M
)
_BOXED_LABEL = re.compile(
    rf"[【〔\[]\s{{0,4}}(?P<label>(?:牵头|责任|配合|主办|协办|承办|落实|参与|协同)(?:责任)?{_OFFICE}|{_TIME})\s{{0,4}}[】〕\]]\s{{0,4}}[：:]?(?P<words>(?:[^【〔\[\n。；]|〔[^〔〕\n]{{1,6}}〕){{2,200}})"
)
_TIME_LABEL = re.compile(rf"{_BULLET}(?:完成|办结|整改|落实|任务|工作|办理|责任)?(?:时限|时间|期限|时间节点|进度安排|时间要求)(?:要求)?{_COLON}\s{{0,4}}")
_BEFORE_LABEL = re.compile(rf"(?<=[，,、\s])(?={_LABEL.pattern.replace('?P<label>', '?:')}|{_TIME_LABEL.pattern})")
_BEFORE_OTHER = re.compile(r"(?<=[，,、\s])(?=(?:联系电话|联系方式|电话|手机|邮箱|联系人|传真|进展|进度|目标|经费|备注)\s?[：:])")
_COLONS = frozenset("：:")
_LABEL_IS = re.compile(rf"((?:牵头|责任|配合|主办|协办|承办|落实|参与|协同)(?:责任)?{_OFFICE})[为是](?=[\u4e00-\u9fff])")  # 责任单位为县教育局
_BLANK = re.compile(r"\s{0,8}")
_CLAUSE_END = re.compile(r"[；;。]")
_COMMA = re.compile(r"(?<=[，,])(?![^（()）]*[）)])")  # none inside a bracket: 各区县（自治县，以下简称区县）政府
_LEADS = re.compile(r"牵头|主办|第一责任|主责")
_SUPPORTS = re.compile(r"配合|协同|协助|协办|参与|参加")
_REFERS = re.compile(r"下同|以下|不再列出")
_ADVERBS = r"结合(?:各自|自身|本地|当地|工作)?实际|因地制宜|按(?:照)?(?:要求|规定|任务分工|程序)|(?:认真|切实|全面|扎实|积极)?抓好|认真|切实|积极|同步|分类|分级|及时"
_VERB = re.compile(
    rf"(?:按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?|依职责|依据职责)?(?:具体|共同|分别|分工|联合|统筹|(?<![党会团])组织|等|负总责|{_ADVERBS})*"
    r"(?P<verb>牵头(?:负责|落实|组织|推进|实施|抓总|办理|会同|单位)*|负责(?:落实|牵头|组织|实施|指导)*|配合(?:落实|实施|做好)?|参与(?:配合)?|参加|协助|协同|协办|"
    r"指导(?:落实)?|落实|(?:组织)?实施|主办|承办|督导|抓好落实|分工负责|负总责)$"
)
_FIRST_LEADS = re.compile(r"(?:列|排|排在|位列|位于|居)(?:在)?(?:第一位?|首位|前)[^，,。；]{0,4}(?:为|是)[^，,。；]{0,4}牵头|第一个(?:单位|部门)?(?:为|是)牵头|(?:排名)?首位(?:的)?(?:单位|部门)?(?:为|是)?牵头")
_NOT_ANSWERING = re.compile(r"追究|违法|违规|处罚|事故责任|过错|赔偿")
_FIRM = re.compile(r"(?:公司|集团|企业|厂|矿|店|项目部|经营部|合作社|施工队)(?:[（(].*)?$")
_RULE_INSIDE = re.compile(r"[，,；;。][^，,；;。（(]{0,8}(?:列|排|居|位)[^；;。]{0,24}(?:为|是)[^；;。]{0,4}牵头[^；;。]*|[，,；;。]\s?(?:以)?下同\s*$|[（(][^（()）]{0,30}(?:第一|首)[^（()）]{0,20}[）)]\s*$")
_ROLE_BEHIND = re.compile(r"[（(〔\[](?P<verb>牵头|主办|配合|参与|协办|协助)[^（）()]{0,4}[）)〕\]]")
_MARKED = re.compile(rf"{_ROLE_BEHIND.pattern}$")
_LABEL_ALONE = re.compile(rf"\s{{0,4}}(?:牵头|责任|配合|主办|协办|承办|落实|参与|协同)(?:责任)?{_OFFICE}\s{{0,4}}")
_CONTACT = re.compile(r"\s{0,4}(?:联\s?系\s?人|(?:联系|咨询|监督|举报|值班)?(?:电话|传真|邮箱|方式))")  # whom to call answers for nothing
_VERB_INSIDE = re.compile(r"^[^由]{2,60}(?:牵头|负责|配合|落实|承办|主办|参与)(?:落实|办理|组织|实施)?$")
_OTHER_LABEL = re.compile(r"[\s，,]{0,4}[\u4e00-\u9fff]{2,8}\s?[：:]")
_CALLS = re.compile(r"\d{3}|@|[电手]|传真|邮箱|联系")  # one look spares most clauses the others
_PHONED = re.compile(r"[（(][^（）()]{0,20}(?:电话|手机|\d{7})[^（）()]{0,20}[）)]$")
_NO_NAME = re.compile(r"\d{5}|\d-\d{3}|@|^(?:联系)?(?:电话|手机|传真|邮箱|电子邮箱|联系人|联系方式)$")
_EACH = re.compile(r"各[\u4e00-\u9fff]{2,10}")  # 各二级党组织
_CAN_BE_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}")
MOST = 5_000  # brackets of one text that are looked at; a text with more is longer than `doubts` lets pass
_SENTENCE_END = frozenset(("", *"。；！？;!?”）)"))
_TEXT_ENDS = frozenset(("", "。", "；", "\n"))


_HINT = re.compile(r"[（(〔【［\[：:]|[位门室处导人限间点排][ \u3000]{0,4}\n")


def responsibilities(text: str) -> list[Found]:
    """Every bracket of the text that names who answers or by when."""
    found: list[Found] = []
    if _HINT.search(text) is None:
        return found
    for start, end in islice(outer_brackets(text), MOST):
        inner = text[start + 1 : end - 1]
        if end - start > 1500 or len(inner.strip()) < 2:
            continue
        one = _read(inner, text[start:end], _ends_sentence(text, start, end))
        if one and not _at_fault(one, text, start, end):
            found.append(one._replace(start=start, end=end))
    found.extend(_boxed(text))
    found.sort(key=lambda f: f.start)
    lines = list(_unbracketed(text, found))
    if not lines:
        return found
    starts = [u.start for u in lines]  # a bracket inside 责任单位：办公室（督查室） is part of a name
    found = [b for b in found if not (n := bisect_right(starts, b.start)) or lines[n - 1].end < b.end]
    return sorted([*found, *lines], key=lambda f: f.start)


def _at_fault(found: Found, text: str, start: int, end: int) -> bool:
    """Whether the units are firms that the words around speak of as having broken a rule: parties at fault answer for no task."""
    if not found.units or not all(_FIRM.search(u.name) for u in found.units):
        return False
    return _NOT_ANSWERING.search(text[max(0, start - 60) : start] + text[end : end + 40]) is not None


def _unbracketed(text: str, brackets: list[Found]) -> Iterator[Found]:
    """责任单位：A、B without a bracket: from a label that opens a line or follows a stop, to the end of the line."""
    done = 0
    starts = [b.start for b in brackets]
    for match in _OPENING_LABEL.finditer(text):
        start = match.start("label")
        value = _BLANK.match(text, match.end())  # what the label names may stand on the next line
        stop = text.find("\n", value.end() if value else match.end(), start + 402)
        end = min(len(text), start + 402) if stop < 0 else stop
        before = bisect_right(starts, start)
        if start < done or end - start > 400 or (before and start < brackets[before - 1].end):
            continue
        words = text[start:end]
        one = _read(words, words, at_end=True)
        if one and _says_nothing_else(words) and not _at_fault(one, text, start, end):
            done = end
            yield one._replace(start=start, end=end)


def _says_nothing_else(words: str) -> bool:
    """Whether behind each 。 of a line that begins with a label another label follows: 责任单位：A。完成时限：6月底。"""
    return all(_LABEL.match(part) or _TIME_LABEL.match(part) for part in words.rstrip("。 \u3000").split("。")[1:])


def _boxed(text: str) -> Iterator[Found]:
    """【牵头单位】市水利局【完成时限】年底前: labels in brackets, each with the words behind it."""
    for match in _BOXED_LABEL.finditer(text):
        label, words = match.group("label"), match.group("words").strip()
        if _TIME_LABEL.match(label + "："):
            yield Found((), (words.strip("。，、； "),), match.start(), match.end())
            continue
        names = split_names(words)
        if names and all(map(is_unit, names)):
            role = label_role(label)
            yield Found(tuple(Unit(n, role, match.group()) for n in names), (), match.start(), match.end())


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the bracket stands behind a whole sentence, not inside one."""
    before = text[max(0, start - 4) : start].rstrip()[-1:]
    after = text[end : end + 4].lstrip()[:1]
    return before in _SENTENCE_END or after in _TEXT_ENDS or text[end : end + 1] == "\n"


@lru_cache(maxsize=1024)  # a document names the same offices again and again, and each bracket is read for its item and those above
def _read(inner: str, words: str, at_end: bool) -> Found | None:
    """Read the inside of a bracket; nothing when it is no statement of responsibility."""
    if _CONTACT.match(inner) or _LABEL_ALONE.fullmatch(inner):
        return None
    labelled = _LABEL.match(inner) is not None or _TIME_LABEL.match(inner) is not None
    if not labelled and not at_end and _VERB_INSIDE.search(inner) is None:
        return None
    units: list[Unit] = []
    deadlines: list[str] = []
    people: list[str] = []
    unread: list[str] = []
    first_leads = states_first_leads(inner)
    inner = _LABEL_IS.sub(r"\1：", _RULE_INSIDE.sub("", inner))
    sure = labelled or first_leads
    for number, clause in enumerate(clauses(inner)):
        if number and _REFERS.search(clause):
            continue
        time = _TIME_LABEL.match(clause)
        if time:
            deadlines.append(clause[time.end() :].strip(" 。，,、"))
            continue
        if _OTHER_LABEL.match(clause) and _LABEL.match(clause) is None:
            unread.append(clause.strip())  # 联系电话：…, 目标：… beside the units
            continue
        if units and is_deadline_cell(bare := plain_time(clause)):
            deadlines.append(bare)  # A牵头，B配合；9月底前完成
            continue
        clause, when = without_times(clause, _VERB)
        deadlines += when
        got, verb, other = clause_units(clause, words, labelled)
        for part in [clause] if got is None else other:
            times, rest = times_in(part)
            deadlines += times
            unread += rest
        if got is None:
            continue
        sure = sure or verb
        if _CALLS.search(clause):
            got = [u._replace(name=_PHONED.sub("", u.name)) for u in got]
            unread += [u.name for u in got if _is_no_name(u.name)]
            got = [u for u in got if not _is_no_name(u.name)]
        unread += [u.name for u in got if not _COLONS.isdisjoint(u.name)]  # 责任人：张某，包村站所：农办
        got = [u for u in got if _COLONS.isdisjoint(u.name)]
        label = _LABEL.match(clause)
        bodies = [u for u in got if not is_person(u.name)] if label and asks_for_person(label.group("label")) else got
        if label and len(bodies) < len(got):
            people.append(label.group("label"))
        units.extend(bodies)
    if not (units or deadlines or people):
        return None
    if not sure and not all(is_unit(u.name) for u in units):
        return None
    if not labelled and not at_end and (unread or not units or not all(map(_is_certain, units))):
        return None  # inside a sentence only what surely names offices: 完成预案（综合股牵头），组织演练
    if unread and not labelled and not (sure and units and all(map(_is_certain, units))):
        return None
    return Found(tuple(units), tuple(d for d in deadlines if d), 0, 0, first_leads, tuple(people), tuple(unread))


def _is_no_name(name: str) -> bool:
    """Whether what stands in a list of names is a telephone number, an address or the label of one."""
    return _NO_NAME.search(name) is not None and not is_surely_unit(name)


def _is_certain(unit: Unit) -> bool:
    """Whether a name is one whatever stands beside it."""
    return is_surely_unit(unit.name) or _EACH.fullmatch(unit.name) is not None


def clauses(inner: str) -> list[str]:
    """Parts of a bracket: cut at ；。 and before every further label."""
    marked = _BEFORE_LABEL.sub("；", _BEFORE_OTHER.sub("；", inner[:1500])) if "：" in inner or ":" in inner else inner[:1500]
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
    if verb.startswith(("配合", "参与", "参加", "协助", "协同", "协办")):
        return "support"
    return label if label and verb.startswith("落实") else "responsible"


def clause_units(clause: str, words: str, labelled: bool) -> Clause:
    """The units of one clause; beside sure ones with a verb, parts that cannot be read are left over."""
    label = _LABEL.match(clause)
    role = label_role(label.group("label")) if label else None
    body = clause[label.end() :] if label else clause
    units: list[Unit] = []
    unread: list[str] = []
    pending = ""
    any_verb = False
    for part in _COMMA.split(body):
        bare = part.rstrip("，, \u3000")
        verb = _VERB.search(bare) if len(bare) > 2 else None
        duty = _DUTY_INSIDE.match(bare) if verb is None and not pending else None
        if duty and all(map(is_surely_unit, names := split_names(duty.group("names")))):
            units.extend(Unit(n, _verb_role(duty.group("verb"), role), words) for n in names)
            any_verb = True
            continue
        if verb is None or (bare.startswith("各") and verb.group("verb").endswith("单位")):  # 各项目牵头单位 is a name
            pending += part
            continue
        any_verb = True
        if not pending and not verb.start() and units:
            continue  # A负责，抓好落实
        convener, names = convened(pending + bare[: verb.start()])
        if pending and not _plausible([*convener, *names], labelled or label is not None, sure=True):
            unread.append(pending)
            convener, names = convened(bare[: verb.start()])
            pending = ""
        if not _plausible([*convener, *names], labelled or label is not None, sure=True):
            unread.append(pending + part)
            pending = ""
            continue
        units.extend(Unit(n, "lead", words) for n in convener)
        units.extend(Unit(n, _verb_role(verb.group("verb"), role), words) for n in names)
        pending = ""
    rest = split_names(pending)
    if _plausible([without_roles(n) for n in rest], labelled or label is not None):
        units.extend(_marked(n, role or "responsible", words) for n in rest)
    else:
        unread.append(pending)
    if unread and (labelled or label or not (any_verb and units and all(map(_is_certain, units)))):
        return Clause(None)
    return Clause([u._replace(name=without_persons(u.name)) for u in units], any_verb, tuple(unread))


def convened(words: str) -> tuple[list[str], list[str]]:
    """A会同B、C负责: who calls the others together is in the lead; the verb behind is said of those."""
    convener, together, others = words.partition("会同")
    if not together or not convener.strip():
        return [], split_names(words)
    return split_names(convener.strip().removesuffix("牵头")), split_names(others)


def without_roles(words: str) -> str:
    """The names of a cell without the roles in brackets behind them: 宣教科（牵头），各科室（配合）."""
    return _ROLE_BEHIND.sub("", words)


def _marked(name: str, role: Role, words: str) -> Unit:
    """市发改委（牵头）: the role stands in a bracket behind the name."""
    match = _MARKED.search(name)
    return Unit(name[: match.start()], _verb_role(match.group("verb"), role), words) if match else Unit(name, role, words)


def _plausible(names: list[str], labelled: bool, sure: bool = False) -> bool:
    """Names behind a label are believed unless they are sentences; before a verb most of them must look like names
    (共青团中央 has no ending of its own), standing alone every one."""
    if labelled:
        return all(len(n) <= 60 and not _NOT_ANSWERING.search(n) for n in names)
    if sure:
        good = sum(is_unit(n) or _EACH.fullmatch(n) is not None for n in names)
        return good > 0 and good * 5 >= len(names) * 3 and all(is_unit(n) or _CAN_BE_NAME.fullmatch(n) for n in names)
    return all(is_unit(n) for n in names)


_UNIT_FIRST = re.compile(r"(?P<names>(?:[^：:。，,；;《》“”（()）〔〕【】\[\]]|[（(〔][^（()）〔〕]{1,20}[）)〕]){3,40})[：:](?=\s{0,4}\S)")


_DUTY_INSIDE = re.compile(r"\s*(?P<names>[^负牵配]{3,40}?)(?P<verb>牵头|负责|配合)(?=[\u4e00-\u9fff]{2})")  # 县财政局负责资金
_DUTY = re.compile(r"\s*(?:负责|牵头|承担|落实|做好|组织|协助|配合|会同|统筹|指导|督促|加强|依法)")


def unit_first(text: str) -> tuple[list[Unit], int]:
    """县财政局：落实…: the units before the colon and where the text behind it begins; ([], 0) otherwise."""
    match = _UNIT_FIRST.match(text) if "：" in text or ":" in text else None
    if match is None:
        return [], 0
    label = _LABEL.match(text)
    names = split_names(match.group("names"))
    sure = is_unit if _DUTY.match(text, match.end()) else is_surely_unit  # 县督查和绩效办：负责…
    if label or not names or not all(sure(clean_name(n)) for n in names):
        return [], 0
    return [Unit(n, "responsible", match.group("names") + "：") for n in names], match.end()


def unique(units: list[Unit]) -> list[Unit]:
    """Each name and role once; a name in the lead is not repeated as responsible."""
    if len(units) < 2:
        return units
    seen: dict[str, Unit] = {}
    rank = {"lead": 0, "responsible": 1, "support": 2}
    for unit in units:
        old = seen.get(unit.name)
        if old is None or rank[unit.role] < rank[old.role]:
            seen[unit.name] = unit if old is None else Unit(unit.name, unit.role, old.words)
    return list(seen.values())


def first_leads(units: list[Unit]) -> list[Unit]:
    """Apply the rule that the first name of each bracket is in the lead."""
    out: list[Unit] = []
    seen: set[str] = set()
    for unit in units:
        leads = unit.words not in seen and unit.role == "responsible"
        seen.add(unit.words)
        out.append(unit._replace(role="lead") if leads else unit)
    return out


def states_first_leads(text: str) -> bool:
    """Whether the text states once that the first unit of each list is in the lead."""
    return "牵头" in text and _FIRST_LEADS.search(text) is not None
