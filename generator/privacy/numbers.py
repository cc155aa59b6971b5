"""What a run of digits is: an identity number, a card, a telephone, or nothing personal.

The check digit, the date inside and what stands around decide: a unit behind (元), a case number, a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.secret_kinds import Kind
from generator.privacy.checksums import (
    is_credit_code,
    is_identity,
    is_old_identity,
    looks_like_identity,
    passes_luhn,
)
from generator.privacy.digits import BREAK, Group, Run, plain, runs_in
from generator.privacy.kinds import Secret

_NEAR, _FAR = 24, 1500  # characters before a number in which a label, or the heading of a column, stands
_LONGEST = 20
_IDENTITY_LABEL = re.compile(
    r"身份证|证件号|公民身份|居民证|残疾证|学籍|社会?保障?号|IDcard|身份号", re.IGNORECASE
)
_CARD_LABEL = re.compile(
    r"卡号|银行卡|一卡通|借记卡|储蓄卡|信用卡|存折|[账帐][号户]|开户|收款|打款|汇款|银行|农商行|信用社|社保卡|惠农卡|补贴卡"
)
_ACCOUNT_LABEL = re.compile(
    r"(?:银行|收款|个人|打款|存折|补贴)?[账帐](?:号|户)(?:号码)?[:为是]?$|存折号码?[:为是]?$"
)
_CODE_LABEL = re.compile(
    r"(?:信用代码|机构代码|索引号|编码|编号|代码|注册号|登记号|备案号?|文号|案号|流水号?|订单号?|合同号?|项目号|"
    r"许可证号?|证书号|网安备|批准文号|货号|序列号|识别号|公告号|专利号?|批号|字第?|[〕\]】])[^\d]{0,4}$"
)
_MONEY_BEFORE = re.compile(r"(?:[¥￥$]|人民币|金额|共计|合计|总额|投资额)[:为是]?$")
_UNIT_BEHIND = re.compile(
    r"\s*(?:(?:万|亿|千|百|余|多)*(?:元|万|亿|亩|人次?|户|吨|公里|千?米|平方|公顷|个|件|次|家|台|辆|㎡|度|千瓦|"
    r"立方|斤|公斤|股|份|条|项|名|册|美元|欧元|港元|字节|篇|例|头|只|株|kWh|kg)|[%％‰])"
)
_NUMBER_BEHIND = re.compile(r"\s*[-之]?\d{0,3}\s*号")
_NUMBER_BEFORE = re.compile(r"(?:第|字|[初终执破民刑行赔]|[〕\]】)）])\s*$")
_IN_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>，。（）]*$", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]")
_MAY_PRECEDE = re.compile(
    r"(?:(?<![a-z])(?:tel|phone|mobile|mob|vx|wx|qq|sfz|sfzh|id|no|card|g|l|m|t|v|p))$", re.IGNORECASE
)
_TELEPHONE_LABEL = re.compile(
    r"(?:电话|手机|联系方式|联系号码|联系|座机|小灵通|传真|微信|号码|热线|来电|拨打|短信|tel|phone|mobile|mob)"
    r"(?:号码?|方式|电话|手机)?[)）]?[:为是]?[(（]?$",
    re.IGNORECASE,
)
_TELEPHONE_HEADING = re.compile("电话|手机|联系方式|联系号码|号码")
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
_DECIMAL = re.compile(r"[.．]\d{1,6}(?!\d|[.．\-－—])")


def numbers_in(text: str) -> Iterator[Secret]:
    """Every personal number in a text."""
    for run in runs_in(text):
        yield from _in_run(text, run)


def _in_run(text: str, run: Run) -> Iterator[Secret]:
    """The numbers of one run, none of them inside another."""
    first = 0
    while first < len(run.groups):
        found = next(_from(text, run.groups, first), None)
        if found is None:
            first += 1
            continue
        secret, first = found
        yield secret


def _from(text: str, groups: tuple[Group, ...], first: int) -> Iterator[tuple[Secret, int]]:
    """What may begin with a group, the surest first, each with the group behind it."""
    ends: list[tuple[int, str]] = []
    digits = ""
    for n in range(first, len(groups)):
        digits += groups[n].digits
        if len(digits) > _LONGEST:
            break
        ends.append((n, digits))
    for decide in (_identity, _card, _mobile, _telephone):
        for n, number in reversed(ends):
            kind = decide(text, groups[first : n + 1], number)
            if kind is not None and (kind == "identity" or not _is_harmless(text, groups[first], groups[n])):
                yield Secret(kind, groups[first].start, groups[n].end, _value(kind, number)), n + 1


def _value(kind: Kind, number: str) -> str:
    match = _MOBILE.fullmatch(number) if kind == "mobile" else None
    return match[1] if match else number


def _identity(text: str, groups: tuple[Group, ...], number: str) -> Kind | None:
    start, end = groups[0].start, groups[-1].end
    if len(number) not in (15, 18, 20) or "X" in number[:-1] or not _stands_free(text, start, end):
        return None
    if len(number) == 20 and "1" <= number[18] <= "7" and "1" <= number[19] <= "4":  # of a disability card
        return "identity" if "X" not in number and is_identity(number[:18]) else None
    if len(number) == 18 and looks_like_identity(number):
        if _UNIT_BEHIND.match(text, end):
            return None
        if is_identity(number):
            return None if _is_credit_code(text, start, end, number) else "identity"
        return "odd_identity" if _label(_IDENTITY_LABEL, text, start) else None
    if len(number) == 15 and number.isdigit() and is_old_identity(number):
        return _old_identity(text, groups)
    return None


def _old_identity(text: str, groups: tuple[Group, ...]) -> Kind | None:
    """15 digits have no check digit: they stand as one number, and nothing says that they are another."""
    start, end = groups[0].start, groups[-1].end
    if _label(_IDENTITY_LABEL, text, start):
        return "old_identity"
    if len(groups) > 4 or any(group.apart for group in groups[1:]) or _in_longer(text, start, end):
        return None
    if _CARD_LABEL.search(_before(text, start)):
        return None
    return None if _CODE_LABEL.search(_before(text, start)) else "old_identity"


def _is_credit_code(text: str, start: int, end: int, number: str) -> bool:
    """A credit code: its check is right, and it is spoken of or an index number goes on behind it."""
    spoken = re.search(r"信用代码|机构代码|索引号", _before(text, start)) or re.match(
        r"\s*/\s*20\d\d", text[end : end + 9]
    )
    return bool(spoken) and is_credit_code(number)


def _card(text: str, groups: tuple[Group, ...], number: str) -> Kind | None:
    start, end = groups[0].start, groups[-1].end
    if len(number) < 9 or "X" in number or not _stands_free(text, start, end):
        return None
    near = _before(text, start)
    if 16 <= len(number) <= 19 and passes_luhn(number):
        labelled = _CARD_LABEL.search(near) or (
            _is_cell(text, start, end) and _heading(_CARD_LABEL, text, start)
        )
        usual = number.startswith("62") and len(number) in (16, 19) and not any(g.apart for g in groups[1:])
        if labelled or (usual and not _CODE_LABEL.search(near) and not _in_longer(text, start, end)):
            return "card"
    if 9 <= len(number) <= 20 and not any(g.apart for g in groups[1:]) and _ACCOUNT_LABEL.search(near):
        return "account"
    return None


def _mobile(text: str, groups: tuple[Group, ...], number: str) -> Kind | None:
    if not _MOBILE.fullmatch(number) or not _stands_free(text, groups[0].start, groups[-1].end):
        return None
    start = groups[0].start
    shape = tuple(len(group.digits) for group in groups)
    while len(number) > 11 and shape and sum(shape[1:]) >= 11:
        number, shape = number[shape[0] :], shape[1:]
    if len(number) > 11:
        shape = (11,) if len(shape) == 1 else (shape[0] - len(number) + 11, *shape[1:])
    labelled = _label(_TELEPHONE_LABEL, text, start) or _heading(_TELEPHONE_HEADING, text, start)
    if any(group.apart for group in groups[1:]):
        is_list = _LISTED.search(text, groups[0].end, groups[-1].start) is not None
        fits = (shape in _PLAIN_SHAPES and not is_list) or bool(labelled and len(shape) <= 11)
    else:
        fits = shape in _MOBILE_SHAPES or (len(shape) <= 2 and min(shape) > 1)
    if not fits or (_in_longer(text, start, groups[-1].end) and not labelled):
        return None
    return None if _CODE_LABEL.search(_before(text, start)) and not labelled else "mobile"


def _telephone(text: str, groups: tuple[Group, ...], number: str) -> Kind | None:
    start, end = groups[0].start, groups[-1].end
    if not 7 <= len(number) <= 12 or "X" in number or len(groups) > 4 or not _stands_free(text, start, end):
        return None
    near = _before(text, start)
    labelled = _TELEPHONE_LABEL.search(near) is not None
    if any(group.apart for group in groups[1:]) and not labelled:
        return None
    if not (
        labelled
        or (_AREA.fullmatch(number) and not _in_longer(text, start, end) and not _CODE_LABEL.search(near))
    ):
        return None
    if _HOTLINE.fullmatch(number):
        return None
    label = _TELEPHONE_LABEL.sub("", near)[-8:]
    is_office = _OFFICE.search(label) or re.search(r"热线|传真", near[-6:])
    return "office_line" if is_office and not _PRIVATE.search(near) else "telephone"


def _is_harmless(text: str, first: Group, last: Group) -> bool:
    """Whether what stands around says that a number is a sum, a case or a part of an address."""
    address = text[max(0, first.start - 60) : first.start].rpartition(BREAK)[2]
    before, behind = plain(address), text[last.end : last.end + 12]
    if last.digits == "X":
        return False
    return bool(
        _UNIT_BEHIND.match(behind)
        or (_DECIMAL.match(behind) and len(last.digits) > 4)
        or _MONEY_BEFORE.search(before)
        or _IN_ADDRESS.search(address)
        or (_NUMBER_BEHIND.match(behind) and _NUMBER_BEFORE.search(before))
    )


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches a number, but for the few that are written before one."""
    is_joined = end < len(text) and (_LETTER.match(text[end]) or text[end].isdigit())
    if is_joined and not (text[end - 1] in "xXＸｘ" and _DISABLED.match(plain(text[end : end + 3]))):
        return False
    before = text[max(0, start - 8) : start]
    if before and (before[-1].isdigit() or before[-1] in "*＊"):
        return False
    return not (before and _LETTER.match(before[-1])) or _MAY_PRECEDE.search(before) is not None


def _in_longer(text: str, start: int, end: int) -> bool:
    """Whether dashes or points join a number to further digits or letters: 2020-330109-77."""
    return bool(
        re.search(r"[0-9A-Za-z][-_./]$", text[max(0, start - 2) : start])
        or re.match(r"[-_./][0-9A-Za-z]", text[end : end + 2])
    )


def _before(text: str, start: int) -> str:
    """The words before a number, plain, up to where its text begins."""
    return plain(text[max(0, start - _NEAR) : start].rpartition(BREAK)[2])


def _label(label: re.Pattern[str], text: str, start: int) -> bool:
    return label.search(_before(text, start)) is not None


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether a number stands alone in its cell or line."""
    before, behind = (
        text[max(0, start - 8) : start].rstrip(" '\"“")[-1:],
        text[end : end + 4].lstrip(" '\"”")[:1],
    )
    return before in ("", "\t", "\n", "|", BREAK, ",") and behind in ("", "\t", "\n", "\r", "|", BREAK, ",")


def _heading(label: re.Pattern[str], text: str, start: int) -> bool:
    """Whether a label stands further above in the same text."""
    return label.search(text[max(0, start - _FAR) : start].rpartition(BREAK)[2]) is not None
