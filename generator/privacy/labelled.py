"""Secrets that a label or a sign gives away: mail, passports, QQ, WeChat, plates, badges.

A cheap look for the sign comes first; only what stands near one is brought to plain characters and read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.secret_kinds import Kind
from generator.privacy.anchors import Anchor, anchors
from generator.privacy.digits import BREAK
from generator.privacy.kinds import Secret

_BACK, _AHEAD, _COLUMN = 48, 72, 1500  # characters around a sign that are read; below one that heads a column
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGNS = [
    "@",
    "＠",
    "﹫",
    "QQ",
    "qq",
    "Qq",
    "ＱＱ",
    "ｑｑ",
    "wx",
    "WX",
    "Wx",
    "ＷＸ",
    "ｗｘ",
    "vx",
    "VX",
    "Vx",
]
_SIGNS += [
    "ＶＸ",
    "ｖｘ",
    "echat",
    "照",
    "行证",
    "胞证",
    "乡证",
    "官证",
    "法证",
    "作证",
    "扣扣",
    "企鹅号",
    "微信",
]
_SIGNS += ["警号", "工号", "WJ"]
_SIGNS += ["行 证", "微 信", "警 号", "工 号", "Q Q"]
_PLATE = re.compile(
    rf"[A-HJ-NP-Za-hj-np-zＡ-Ｚａ-ｚ](?:(?<=[{_PROVINCE}].)|(?<=[{_PROVINCE}]\s.))(?=[ ·•・.\-—\w])"
)
_HEADING = re.compile(r"[\t\r\n|,，\x1e]|$")


class _Form(NamedTuple):
    kind: Kind
    pattern: re.Pattern[str]


_TO = r"(?:号码?|账号|帐号)?\s*[:：为是]?\s*[(（]?\s*"
_FORMS = (
    _Form(
        "mail",
        re.compile(
            r"(?<![\w.+-])(?P<v>[\w.+-]{1,64}\s?@\s?[A-Za-z0-9-]{1,63}(?:\s?\.\s?[A-Za-z0-9-]{2,63}){1,4})",
            re.ASCII,
        ),
    ),
    _Form(
        "passport",
        re.compile(
            rf"(?:护\s*照|(?:通\s*行|台\s*胞|回\s*乡)\s*证)(?:证件)?{_TO}(?P<v>[A-Z]{{0,2}}[\s-]?\d(?:[\s-]?\d){{6,8}})(?![\dA-Z])",
            re.IGNORECASE,
        ),
    ),
    _Form(
        "qq",
        re.compile(
            rf"(?:QQ|扣\s*扣|企\s*鹅\s*号)(?!群|邮箱){_TO}(?P<v>[1-9](?:[\s-]?\d){{4,10}})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    _Form(
        "wechat",
        re.compile(
            rf"(?:微\s*信(?!公众|小程序|群|平台|支付)|WeChat|(?<![A-Za-z])[WV]X(?!id)){_TO}(?P<v>[A-Za-z][\w-]{{5,19}})(?![\w.])",
            re.IGNORECASE | re.ASCII,
        ),
    ),
    _Form("wechat", re.compile(r"(?<![A-Za-z])(?P<v>wxid_[a-z0-9]{6,20})", re.IGNORECASE)),
    _Form(
        "badge",
        re.compile(
            rf"(?:警\s*号|警\s*官\s*证|执\s*法\s*证(?:件)?|工\s*作\s*证|工\s*号){_TO}"
            rf"(?P<v>[{_PROVINCE}]?[A-Z]{{0,4}}[\s-]?\d(?:[\s-]?\d){{3,14}})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    _Form("plate", re.compile(rf"(?P<v>WJ\s?[{_PROVINCE}]\s?\d{{4,5}}[A-Z]?)(?!\d)")),
    _Form(
        "plate",
        re.compile(
            rf"(?P<v>[{_PROVINCE}]\s?[A-HJ-NP-Z]\s?[·•・.\-—]?\s?"
            r"(?=[A-HJ-NP-Z]{0,2}\s?\d|\d)(?:[A-HJ-NP-Z0-9]\s?){4,5}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9-])",
            re.IGNORECASE,
        ),
    ),
)
# in a column with such a heading, alone in a cell
_COLUMNS = (
    _Form("passport", re.compile(r"(?P<v>[A-Z][A-Z]?\d{7,8})", re.IGNORECASE)),
    _Form("qq", re.compile(r"(?P<v>[1-9]\d{4,10})")),
    _Form("wechat", re.compile(r"(?P<v>[A-Za-z][\w-]{5,19})", re.ASCII)),
    _Form("badge", re.compile(r"(?P<v>[A-Z]{0,4}\d{4,15})", re.IGNORECASE)),
)
_HEADS: dict[Kind, re.Pattern[str]] = {
    "passport": re.compile("护?照|行证"),
    "qq": re.compile("QQ|扣扣", re.IGNORECASE),
    "wechat": re.compile("微信(?!公众|小程序|群)|WeChat", re.IGNORECASE),
    "badge": re.compile("警号|法证|工号"),
}
_DIGITS = re.compile(r"\d")
_OF_OFFICE = re.compile(r"(?:\.gov\.cn|@gov\.cn|@example\.(?:com|org|net))$", re.IGNORECASE)
_NO_NAME = re.compile(r"https?|www|index|pages?|assets?", re.IGNORECASE)
_ROAD = re.compile(r"[A-Z]\d{1,4}$", re.IGNORECASE)


def labelled_in(text: str) -> Iterator[Secret]:
    """Every secret that a label or a sign gives away, each once."""
    told: set[tuple[str, int]] = set()
    read_up_to = 0
    plates = (Anchor(m.start(), m.end(), "") for m in _PLATE.finditer(text))
    for sign in sorted((*anchors(text, _SIGNS), *plates)):
        if sign.start < read_up_to:
            continue
        start, end = _bounds(text, sign.start, sign.end)
        read_up_to = max(sign.end, end - _BACK)
        for secret in (*_near(text, start, end), *_below(text, sign)):
            if (secret.kind, secret.start) not in told:
                told.add((secret.kind, secret.start))
                yield secret


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the text around a sign, inside its own text."""
    first = text.rfind(BREAK, max(0, start - _BACK), start) + 1 or max(0, start - _BACK)
    last = text.find(BREAK, end, end + _AHEAD)
    return first, last if last >= 0 else min(len(text), end + _AHEAD)


def _near(text: str, start: int, end: int) -> Iterator[Secret]:
    words, places = in_plain(text[start:end])
    for form in _FORMS:
        for match in form.pattern.finditer(words):
            value = (
                re.sub(r"[\s·•・\-—]", "", match["v"])
                if form.kind != "mail"
                else re.sub(r"\s", "", match["v"])
            )
            if _is_meant(form.kind, value):
                first, last = start + places[match.start("v")], start + places[match.end("v") - 1] + 1
                yield Secret(form.kind, first, last, value)


def _below(text: str, sign: Anchor) -> Iterator[Secret]:
    """What stands alone in cells under a heading that asks for it."""
    kind = next((kind for kind, head in _HEADS.items() if head.match(text, sign.start)), None)
    if kind is None or (
        not _HEADING.match(text, min(len(text), sign.end + 2)) and not _ends_cell(text, sign.end)
    ):
        return
    pattern = next(form.pattern for form in _COLUMNS if form.kind == kind)
    start = sign.end
    for cell in re.finditer(r"[^\t\r\n|,，\x1e]+", text[start : start + _COLUMN].partition(BREAK)[0]):
        words = unicodedata.normalize("NFKC", cell.group()).strip()
        if pattern.fullmatch(words) and _is_meant(kind, words):
            yield Secret(kind, start + cell.start(), start + cell.end(), words)


def _ends_cell(text: str, end: int) -> bool:
    """Whether a cell ends a few characters behind a label: 护照号码, 微信号."""
    return re.match(r"[^\t\r\n|,，。；\x1e]{0,3}[\t\r\n|]", text[end : end + 6]) is not None


def _is_meant(kind: Kind, value: str) -> bool:
    if kind == "mail":
        return _OF_OFFICE.search(value) is None
    if kind == "wechat":
        return _DIGITS.search(value) is not None or "_" in value or _is_word(value)
    return True


def _is_word(value: str) -> bool:
    """A name in letters alone is a WeChat name where no address or English word is likely."""
    return value.isalpha() and value.islower() and _NO_NAME.match(value) is None


def in_plain(words: str) -> tuple[str, Sequence[int]]:
    """The words in plain characters (NFKC) without signs that are not seen, and where each comes from."""
    if words.isascii():
        return words, range(len(words))
    out: list[str] = []
    places: list[int] = []
    for n, character in enumerate(words):
        if _UNSEEN.match(character):
            continue
        for one in unicodedata.normalize("NFKC", character):
            out.append(one)
            places.append(n)
    return "".join(out), places
