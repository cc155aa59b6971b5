"""What a run of digits is: an identity number, a card, a telephone, or nothing personal.

The check digit, the date inside and what stands around decide: a unit behind (元), a case number, a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.model.secret_kinds import Kind
from generator.privacy.before import (
    ACCOUNT_LABEL,
    CARD_LABEL,
    IDENTITY_LABEL,
    TELEPHONE_LABEL,
    Before,
    Headings,
)
from generator.privacy.candidates import CARD, IDENTITY, MOBILE, TELEPHONE, candidates
from generator.privacy.checksums import (
    is_credit_code,
    is_identity,
    is_old_identity,
    looks_like_identity,
    passes_luhn,
)
from generator.privacy.digits import BREAK, Group, Run, plain, runs_in
from generator.privacy.kinds import Secret

Groups = tuple[Group, ...]
Decide = Callable[[Before, Groups, str], Kind | None]
_MONEY_BEFORE = re.compile(r"(?:[¥￥$]|人民币|金额|共计|合计|总额|投资额)[:为是]?$")
_UNIT_BEHIND = re.compile(
    r"\s*(?:(?:万|亿|千|百|余|多)*(?:元|万|亿|亩|人次?|户|吨|公里|千?米|平方|公顷|个|件|次|家|台|辆|㎡|度|千瓦|"
    r"立方|斤|公斤|股|份|条|项|名|册|美元|欧元|港元|字节|篇|例|头|只|株|kWh|kg)|[%％‰])"
)
_NUMBER_BEHIND = re.compile(r"\s*[-之]?\d{0,3}\s*号")
_NUMBER_BEFORE = re.compile(r"(?:第|字|[初终执破民刑行赔]|[〕\]】)）])\s*$")
_IN_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>，。（）]*$", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]")
_OFFICE = re.compile(
    r"举报|监督|投诉|咨询|值班|服务|热线|办公|传真|报警|应急|救援|客服|受理|反映|信访|政务|总机|24小时|预约|"
    r"窗口|接待|[局委办厅科室股处所院中心队站]$"
)
_PRIVATE = re.compile(r"家庭|住宅|个人|本人|私人|家中|户主|村民|宅电|家属|家长|监护人")
_HOTLINE = re.compile(r"(?:400|800)\d{7}|95\d{3,6}|96\d{3,4}|12\d{3}(?:\d{1,3})?|1[012]\d")
_AREA = re.compile(r"0(?:10|2[0-57-9])[2-8]\d{7}|0[3-9]\d{2}[1-8]\d{6,7}")
_MOBILE = re.compile(r"(?:0{0,2}86)?(1[3-9]\d{9})")
_MOBILE_SHAPES = {
    (11,),
    (3, 4, 4),
    (3, 8),
    (7, 4),
    (4, 7),
    (3, 3, 5),
    (4, 3, 4),
    (4, 4, 3),
    (5, 6),
    (6, 5),
    (1,) * 11,
}
_PLAIN_SHAPES = {(3, 4, 4), (3, 8), (7, 4), (4, 7)}  # over cells and lines, with no label near
_LISTED = re.compile("[、，,;；]")  # figures in a row
_DISABLED = re.compile(r"[1-7][1-4](?!\d)")  # behind the identity number on a disability card
_JOINED, _JOINS = re.compile(r"(?<=[0-9A-Za-z][-_./])"), re.compile(r"[-_./][0-9A-Za-z]")
_DECIMAL = re.compile(r"[.．]\d{1,6}(?!\d|[.．\-－—])")


def numbers_in(text: str) -> Iterator[Secret]:
    """Every personal number in a text."""
    headings = Headings(text)
    for run in runs_in(text):
        yield from _in_run(headings, run)


def _in_run(headings: Headings, run: Run) -> Iterator[Secret]:
    """The numbers of one run, none of them inside another."""
    free, before = 0, Before(headings, run, run.groups[0].start)
    for place, kind, less in candidates(run, headings):
        if place < free:
            continue
        end = place - less
        groups = run.groups[run.places[place] : run.places[end]]
        if groups[0].start != before.start:
            before = Before(headings, run, groups[0].start)
        secret = _secret(_DECIDE[kind], before, groups, run.digits[place:end])
        if secret is not None:
            free = end
            yield secret


def _secret(decide: Decide, before: Before, groups: Groups, number: str) -> Secret | None:
    kind = decide(before, groups, number)
    if kind is None or (kind != "identity" and _is_harmless(before, groups[-1], number)):
        return None
    return Secret(kind, before.start, groups[-1].end, _value(kind, number))


def _value(kind: Kind, number: str) -> str:
    match = _MOBILE.fullmatch(number) if kind == "mobile" else None
    return match[1] if match else number


def _identity(before: Before, groups: Groups, number: str) -> Kind | None:
    end = groups[-1].end
    if len(number) == 15:
        return _old_identity(before, groups, number)
    if not looks_like_identity(number) or not _stands_free(before, end):
        return None
    if len(number) == 20:  # of a disability card
        return "identity" if _DISABLED.match(number, 18) and is_identity(number[:18]) else None
    if _UNIT_BEHIND.match(before.text, end):
        return None
    if is_identity(number):
        return None if _is_credit_code(before, end, number) else "identity"
    return "odd_identity" if before.says(IDENTITY_LABEL) else None


def _old_identity(before: Before, groups: Groups, number: str) -> Kind | None:
    """15 digits have no check digit: they stand as one number, and nothing says that they are another."""
    end = groups[-1].end
    if not before.says(IDENTITY_LABEL):
        if len(groups) > 4 or _is_apart(groups) or _in_longer(before, end):
            return None
        if before.says(CARD_LABEL) or before.says_code():
            return None
    return "old_identity" if is_old_identity(number) and _stands_free(before, end) else None


def _is_credit_code(before: Before, end: int, number: str) -> bool:
    """A credit code: its check is right, and it is spoken of or an index number goes on behind it."""
    spoken = re.search(r"信用代码|机构代码|索引号", before.near) or re.match(
        r"\s*/\s*20\d\d", before.text[end : end + 9]
    )
    return bool(spoken) and is_credit_code(number)


def _card(before: Before, groups: Groups, number: str) -> Kind | None:
    end = groups[-1].end
    if "X" in number:
        return None
    if 16 <= len(number) <= 19 and passes_luhn(number) and _stands_free(before, end):
        if before.says(CARD_LABEL) or (before.is_below_card() and _is_cell(before, end)):
            return "card"
        usual = number.startswith("62") and len(number) in (16, 19) and not _is_apart(groups)
        if usual and not _in_longer(before, end) and not before.says_code():
            return "card"
    if before.says(ACCOUNT_LABEL) and not _is_apart(groups) and _stands_free(before, end):
        return "account"
    return None


def _mobile(before: Before, groups: Groups, number: str) -> Kind | None:
    if not _MOBILE.fullmatch(number) or not _stands_free(before, groups[-1].end):
        return None
    shape = _shape(groups, len(number))
    if _is_apart(groups):
        is_list = _LISTED.search(before.text, groups[0].end, groups[-1].start) is not None
        fits, may_fit = shape in _PLAIN_SHAPES and not is_list, len(shape) <= 11
    else:
        fits = may_fit = shape in _MOBILE_SHAPES or (len(shape) <= 2 and min(shape) > 1)
    if fits and not _in_longer(before, groups[-1].end) and not before.says_code():
        return "mobile"
    return "mobile" if may_fit and (before.says(TELEPHONE_LABEL) or before.is_below_telephone()) else None


def _shape(groups: Groups, size: int) -> tuple[int, ...]:
    """How many digits of a mobile each group has, without the number of the country before it."""
    shape = tuple(group.end - group.start for group in groups)
    while size > 11 and sum(shape[1:]) >= 11:
        size, shape = size - shape[0], shape[1:]
    return (shape[0] - size + 11, *shape[1:])


def _telephone(before: Before, groups: Groups, number: str) -> Kind | None:
    if "X" in number or len(groups) > 4:
        return None
    end, labelled = groups[-1].end, before.says(TELEPHONE_LABEL)
    if not labelled and (not _AREA.fullmatch(number) or _is_apart(groups)):
        return None
    if not _stands_free(before, end) or _HOTLINE.fullmatch(number):
        return None
    if not labelled and (_in_longer(before, end) or before.says_code()):
        return None
    near = before.near
    label = TELEPHONE_LABEL.sub("", near)[-8:]
    is_office = _OFFICE.search(label) or re.search(r"热线|传真", near[-6:])
    return "office_line" if is_office and not _PRIVATE.search(near) else "telephone"


_DECIDE: dict[int, Decide] = {IDENTITY: _identity, CARD: _card, MOBILE: _mobile, TELEPHONE: _telephone}


def _is_harmless(before: Before, last: Group, number: str) -> bool:
    """Whether what stands around says that a number is a sum, a case or a part of an address."""
    if number.endswith("X"):
        return False
    text, start = before.text, before.start
    address = text[max(0, start - 60) : start].rpartition(BREAK)[2]
    words, behind = plain(address), text[last.end : last.end + 12]
    return bool(
        _UNIT_BEHIND.match(behind)
        or (_DECIMAL.match(behind) and last.end - last.start > 4)
        or _MONEY_BEFORE.search(words)
        or _IN_ADDRESS.search(address)
        or (_NUMBER_BEHIND.match(behind) and _NUMBER_BEFORE.search(words))
    )


def _is_apart(groups: Groups) -> bool:
    """Whether more than a space or a dash stands between two of the groups."""
    return groups[0].breaks < groups[-1].breaks


def _stands_free(before: Before, end: int) -> bool:
    """Whether no letter or digit touches a number, but for the few that are written before one."""
    text = before.text
    is_joined = end < len(text) and (_LETTER.match(text[end]) or text[end].isdigit())
    if is_joined and not (text[end - 1] in "xXＸｘ" and _DISABLED.match(plain(text[end : end + 3]))):
        return False
    return before.is_free()


def _in_longer(before: Before, end: int) -> bool:
    """Whether dashes or points join a number to further digits or letters: 2020-330109-77."""
    return bool(_JOINED.match(before.text, before.start) or _JOINS.match(before.text, end))


def _is_cell(before: Before, end: int) -> bool:
    """Whether a number stands alone in its cell or line."""
    text, start = before.text, before.start
    ahead = text[max(0, start - 8) : start].rstrip(" '\"“")[-1:]
    behind = text[end : end + 4].lstrip(" '\"”")[:1]
    return ahead in ("", "\t", "\n", "|", BREAK, ",") and behind in ("", "\t", "\n", "\r", "|", BREAK, ",")
