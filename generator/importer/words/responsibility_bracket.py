"""Finds who answers for a task in the bracket behind its text, or behind a label on a line of its own.

What the words of a bracket say is read by `statements`. Where the document says so once
(排在第一位的为牵头单位，下同), the first name of each bracket is lead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from generator.importer.words.brackets import outer_brackets
from generator.importer.words.deadlines import is_deadline_cell
from generator.importer.words.names import clean_name, is_surely_unit, is_unit, split_names
from generator.importer.words.responsibility_clause import (
    BULLET,
    COLON,
    LABEL,
    LABEL_UNIT,
    NOT_ANSWERING,
    TIME_LABEL,
    UnitRole,
    clauses,
    label_role,
)
from generator.importer.words.statements import Statement, StatementReader
from generator.importer.words.vocabulary import (
    CIRCLED,
    CLOSE,
    LABEL_ROLES,
    NO_BRACKET,
    OPEN,
    SUPPORT,
    TIMED,
    alt,
)

_ROLE = rf"{alt(LABEL_ROLES)}(?:责任)?{LABEL_UNIT}"  # 牵头单位, 配合责任科室
_DUE = "(?:完成|办结|整改|落实|办理)时间"  # 工作时间 are office hours
_TIME = rf"(?:{alt(TIMED)}?(?:时限|期限|时间节点|进度安排)|{_DUE})(?:要求)?"
_NUMBER = rf"(?:{OPEN}\d{{1,2}}{CLOSE}|\d{{1,2}}[.．、]|{CIRCLED})?[ \u3000]{{0,2}}"  # （2）责任单位：
_GAP = r"[ \t\u3000]{1,4}(?=[\u4e00-\u9fff\d])"  # 责任单位 县财政局, a colon was lost
_IS_OR_COLON = rf"(?:[为是](?=[\u4e00-\u9fff])|{COLON}|(?P<blank>{_GAP}))"
_OPENING_LABEL = re.compile(
    rf"(?:^|(?<=[\n。；])){BULLET}{_NUMBER}(?P<label>{_ROLE}{_IS_OR_COLON}|{_TIME}(?P<gap>{_GAP})|"
    rf"(?:{_TIME}|(?P<bare>{alt(LABEL_ROLES)}|时间)){COLON})",
    re.M,
)
_BOXED_LABEL = re.compile(
    rf"[【〔\[]\s{{0,4}}(?P<label>{_ROLE}|{_TIME})\s{{0,4}}[】〕\]]\s{{0,4}}[：:]?"
    r"(?P<words>(?:[^【〔\[\n。；]|〔[^〔〕\n]{1,6}〕){2,200})"
)
# 责任单位为县教育局
_LABEL_IS = re.compile(rf"({_ROLE}|完成时限|{_DUE})(?:[为是](?=[\u4e00-\u9fff\d])|{_GAP})")
_IS = re.compile(r"[为是 \t\u3000]")
_BLANK = re.compile(r"\s{0,8}")
_REFERS = re.compile(r"下同|以下|不再列出")
_FIRST_LEADS = re.compile(
    r"(?:列|排|排在|位列|位于|居)(?:在)?(?:第一位?|首位|前)[^，,。；]{0,4}(?:为|是)[^，,。；]{0,4}牵头|"
    r"第一个(?:单位|部门)?(?:为|是)牵头|(?:排名)?首位(?:的)?(?:单位|部门)?(?:为|是)?牵头"
)
_FIRM = re.compile(r"(?:公司|集团|企业|厂|矿|店|项目部|经营部|合作社|施工队)(?:[（(].*)?$")
_RULE_INSIDE = re.compile(
    r"[，,；;。][^，,；;。（(]{0,8}(?:列|排|居|位)[^；;。]{0,24}(?:为|是)[^；;。]{0,4}牵头[^；;。]*|"
    r"[，,；;。]\s?(?:以)?下同\s*$|"
    rf"{OPEN}{NO_BRACKET}{{0,30}}(?:第一|首){NO_BRACKET}{{0,20}}{CLOSE}\s*$"
)
_LABEL_ALONE = re.compile(rf"\s{{0,4}}{_ROLE}\s{{0,4}}")
# whom to call answers for nothing
_CONTACT = re.compile(r"\s{0,4}(?:联\s?系\s?人|(?:联系|咨询|监督|举报|值班)?(?:电话|传真|邮箱|方式))")
_VERB_INSIDE = re.compile(
    rf"^[^由]{{2,60}}{alt(('牵头', '主办', '负责', '落实', '承办'), SUPPORT)}(?:落实|办理|组织|实施)?$"
)
NONE_KNOWN: frozenset[str] = frozenset()
MOST = 5_000  # brackets of one text that are looked at; a text with more is longer than `doubts` lets pass
_SENTENCE_END = frozenset(("", *"。；！？;!?”）)"))
_TEXT_ENDS = frozenset(("", "。", "；", "\n"))
_HINT = re.compile(
    r"[（(〔【［\[：:]|(?:单位|部门|科室)[为是]|"
    r"[位门室处导人限间点排][ \t\u3000]{0,4}(?:\n|(?<=[ \t\u3000]))"
)


def responsibilities(text: str, known: frozenset[str] = NONE_KNOWN) -> list[Statement]:
    """Every bracket of the text that names who answers or by when; `known` are names that the document
    elsewhere calls units, which need no label."""
    found: list[Statement] = []
    if _HINT.search(text) is None:
        return found
    for start, end in islice(outer_brackets(text), MOST):
        inner = text[start + 1 : end - 1]
        if end - start > 1500 or len(inner.strip()) < 2:
            continue
        one = _read_bracket(inner, text[start:end], _is_behind_sentence(text, start, end), known)
        if one and not _is_at_fault(one, text, start, end):
            found.append(one._replace(start=start, end=end))
    found.extend(_find_boxed(text))
    found.sort(key=lambda f: f.start)
    lines = list(_find_labelled(text, found))
    if not lines:
        return found
    starts = [u.start for u in lines]  # a bracket inside 责任单位：办公室（督查室） is part of a name
    found = [b for b in found if not (n := bisect_right(starts, b.start)) or lines[n - 1].end < b.end]
    return sorted([*found, *lines], key=lambda f: f.start)


def _is_at_fault(found: Statement, text: str, start: int, end: int) -> bool:
    """Whether the units are firms said to have broken a rule: parties at fault answer for no task."""
    if not found.units or not all(_FIRM.search(u.name) for u in found.units):
        return False
    return NOT_ANSWERING.search(text[max(0, start - 60) : start] + text[end : end + 40]) is not None


def _find_labelled(text: str, brackets: list[Statement]) -> Iterator[Statement]:
    """责任单位：A、B without a bracket: from a label at the front of a line or behind
    a stop to the line's end."""
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
        words = _put_colons(text[start:end])
        one = _read_bracket(words, words, at_end=True)
        if (
            one
            and (match.group("bare") or match.group("blank") or match.group("gap"))
            and not _is_names_and_times(one)
        ):
            continue
        if one and _is_all_labels(words) and not _is_at_fault(one, text, start, end):
            done = end
            yield one._replace(start=start, end=end)


def _put_colons(words: str) -> str:
    """责任单位为县教育局, as if a colon stood behind the label."""
    return _LABEL_IS.sub(r"\1：", words) if _IS.search(words) else words


def _is_names_and_times(one: Statement) -> bool:
    """Whether behind a short label (责任：, 时间：) there are names of units and times only."""
    return (
        not one.unread
        and all(is_unit(u.name) for u in one.units)
        and all(map(is_deadline_cell, one.deadlines))
    )


def _is_all_labels(words: str) -> bool:
    """Whether another label follows each 。 of a line that begins with one: 责任单位：A。完成时限：6月底。"""
    return all(
        LABEL.match(part) or TIME_LABEL.match(part) for part in words.rstrip("。 \u3000").split("。")[1:]
    )


def _find_boxed(text: str) -> Iterator[Statement]:
    """【牵头单位】市水利局【完成时限】年底前: labels in brackets, each with the words behind it."""
    for match in _BOXED_LABEL.finditer(text):
        label, words = match.group("label"), match.group("words").strip()
        if TIME_LABEL.match(label + "："):
            yield Statement((), (words.strip("。，、； "),), match.start(), match.end())
            continue
        names = split_names(words)
        if names and all(map(is_unit, names)):
            role = label_role(label)
            yield Statement(
                tuple(UnitRole(n, role, match.group()) for n in names), (), match.start(), match.end()
            )


def _is_behind_sentence(text: str, start: int, end: int) -> bool:
    """Whether the bracket stands behind a whole sentence, not inside one."""
    before = text[max(0, start - 4) : start].rstrip()[-1:]
    after = text[end : end + 4].lstrip()[:1]
    return before in _SENTENCE_END or after in _TEXT_ENDS or text[end : end + 1] == "\n"


# a document names the same offices again and again, and each bracket is read for its item and those above
@lru_cache(maxsize=1024)
def _read_bracket(
    inner: str, words: str, at_end: bool, known: frozenset[str] = NONE_KNOWN
) -> Statement | None:
    """Read the inside of a bracket; nothing when it is no statement of responsibility."""
    if _CONTACT.match(inner) or _LABEL_ALONE.fullmatch(inner):
        return None
    labelled = LABEL.match(inner) is not None or TIME_LABEL.match(inner) is not None
    if not labelled and not at_end and _VERB_INSIDE.search(inner) is None:
        return None
    first_leads = states_first_leads(inner)
    reader = StatementReader(words, labelled, sure=labelled or first_leads, known=known)
    for number, clause in enumerate(clauses(_put_colons(_RULE_INSIDE.sub("", inner)))):
        if not (number and _REFERS.search(clause)):
            reader.read(clause)
    return reader.statement(first_leads) if reader.holds(at_end) else None


_UNIT_FIRST = re.compile(
    r"(?P<names>(?:[^：:。，,；;《》“”（()）〔〕【】\[\]]|[（(〔][^（()）〔〕]{1,20}[）)〕]){3,40})[：:]"
    r"(?=\s{0,4}\S)"
)
# what a body does, behind its name
DUTY = re.compile(rf"\s*(?:{alt(SUPPORT)}|负责|牵头|承担|落实|做好|组织|会同|统筹|指导|督促|加强|依法)")


def split_unit_first(text: str) -> tuple[list[UnitRole], int]:
    """县财政局：落实…: the units before the colon and where the text behind it begins; ([], 0) otherwise."""
    match = _UNIT_FIRST.match(text) if "：" in text or ":" in text else None
    if match is None:
        return [], 0
    label = LABEL.match(text)
    names = split_names(match.group("names"))
    sure = is_unit if DUTY.match(text, match.end()) else is_surely_unit  # 县督查和绩效办：负责…
    if label or not names or not all(sure(clean_name(n)) for n in names):
        return [], 0
    return [UnitRole(n, "responsible", match.group("names") + "：") for n in names], match.end()


def states_first_leads(text: str) -> bool:
    """Whether the text states once that the first unit of each list is in the lead."""
    return "牵头" in text and _FIRST_LEADS.search(text) is not None
