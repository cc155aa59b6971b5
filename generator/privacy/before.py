"""The words before a number: its label right before it, and the heading of its column further above.

Both are looked for when first asked for, and once: most digits of a text are asked for neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from generator.privacy.anchors import anchors
from generator.privacy.digits import BREAK, Run, plain

NEAR, FAR = 24, 1500  # characters before a number in which a label, or the heading of a column, stands
_OF_CARDS = (
    *(
        "卡号",
        "银行卡",
        "一卡通",
        "借记卡",
        "储蓄卡",
        "信用卡",
        "存折",
        "账号",
        "账户",
        "帐号",
        "帐户",
        "开户",
        "收款",
    ),
    *("打款", "汇款", "银行", "农商行", "信用社", "社保卡", "惠农卡", "补贴卡"),
)
_OF_TELEPHONES = ("电话", "手机", "联系方式", "联系号码", "号码")
IDENTITY_LABEL = re.compile(
    r"身份证|证件号|公民身份|居民证|残疾证|学籍|社会?保障?号|IDcard|身份号", re.IGNORECASE
)
CARD_LABEL = re.compile("|".join(_OF_CARDS))
ACCOUNT_LABEL = re.compile(
    r"(?:银行|收款|个人|打款|存折|补贴)?[账帐](?:号|户)(?:号码)?[:为是]?$|存折号码?[:为是]?$"
)
_CODE_LABEL = re.compile(
    r"(?:信用代码|机构代码|索引号|编码|编号|代码|注册号|登记号|备案号?|文号|案号|流水号?|订单号?|合同号?|项目号|"
    r"许可证号?|证书号|网安备|批准文号|货号|序列号|识别号|公告号|专利号?|批号|字第?|[〕\]】])[^\d]{0,4}$"
)
TELEPHONE_LABEL = re.compile(
    r"(?:电话|手机|联系方式|联系号码|联系|座机|小灵通|传真|微信|号码|热线|来电|拨打|短信|tel|phone|mobile|mob)"
    r"(?:号码?|方式|电话|手机)?[)）]?[:为是]?[(（]?$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-z]")
_MAY_PRECEDE = re.compile(
    r"(?:(?<![a-z])(?:tel|phone|mobile|mob|vx|wx|qq|sfz|sfzh|id|no|card|g|l|m|t|v|p))$", re.IGNORECASE
)


class Headings:
    """Where the words stand in a text that may head a column of numbers."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def of_cards(self) -> list[int]:
        return [anchor.start for anchor in anchors(self.text, _OF_CARDS)]

    @cached_property
    def of_telephones(self) -> list[int]:
        return [anchor.start for anchor in anchors(self.text, _OF_TELEPHONES)]


class Before:
    """What stands before a number that begins at the character `start` of a text."""

    def __init__(self, headings: Headings, run: Run, start: int) -> None:
        self.text, self.start = headings.text, start
        self._headings, self._first = headings, run.groups[0].start

    @cached_property
    def near(self) -> str:
        """The words right before, plain, up to where the text begins."""
        return plain(self.text[max(0, self.start - NEAR) : self.start].rpartition(BREAK)[2])

    def says(self, label: re.Pattern[str]) -> bool:
        """Whether the words right before hold a label; none stands inside a run of digits."""
        return self.start - self._first < NEAR and label.search(self.near) is not None

    def says_code(self) -> bool:
        """Whether a label right before, or the bracket of a document number, says that it is no number of a
        person."""
        return _CODE_LABEL.search(self.near) is not None

    def is_below_card(self) -> bool:
        return self._is_below(self._headings.of_cards)

    def is_below_telephone(self) -> bool:
        return self._is_below(self._headings.of_telephones)

    def _is_below(self, headings: list[int]) -> bool:
        above = bisect_left(headings, self.start) - 1
        return (
            above >= 0
            and headings[above] >= self.start - FAR
            and self.text.find(BREAK, headings[above], self.start) < 0
        )

    def is_free(self) -> bool:
        """Whether no letter or digit stands right before, but for the few that may be written there."""
        before = self.text[max(0, self.start - 8) : self.start]
        if before and (before[-1].isdigit() or before[-1] in "*＊"):
            return False
        return not (before and _LETTER.match(before[-1])) or _MAY_PRECEDE.search(before) is not None
