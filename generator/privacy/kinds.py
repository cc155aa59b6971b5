"""What kinds of secrets there are, how bad each is, and what is said of one: never the secret itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Kind = Literal[
    "identity",
    "old_identity",
    "odd_identity",
    "card",
    "account",
    "mark",
    "mobile",
    "telephone",
    "office_line",
    "passport",
    "mail",
    "qq",
    "wechat",
    "plate",
    "badge",
    "address",
    "birth",
    "contact",
    "health",
    "poverty",
    "disability",
    "minor",
    "religion",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Errors always; a waiver alone lowers one.
HARD: frozenset[Kind] = frozenset({"identity", "old_identity", "card", "mark"})
# Told only where a text comes in: what an office answers under is public.
PUBLIC: frozenset[Kind] = frozenset({"office_line"})
LABEL: dict[Kind, str] = {
    "identity": "身份证号码",
    "old_identity": "15 位身份证号码",
    "odd_identity": "身份证号码（校验位不符，可能抄错）",
    "card": "银行卡号",
    "account": "银行账号",
    "mark": "涉密或内部标志",
    "mobile": "手机号码",
    "telephone": "电话号码",
    "office_line": "办公电话",
    "passport": "护照或通行证号码",
    "mail": "电子邮箱",
    "qq": "QQ 号",
    "wechat": "微信号",
    "plate": "车牌号",
    "badge": "警号或证件号",
    "address": "住址",
    "birth": "姓名和出生日期",
    "contact": "联系人姓名",
    "health": "姓名和健康状况",
    "poverty": "姓名和困难情况",
    "disability": "姓名和残疾情况",
    "minor": "未成年人姓名",
    "religion": "姓名和宗教信仰",
}
_SHOWN: dict[Kind, int] = {"mark": 12, "mail": 1, "passport": 1, "wechat": 1}
_NAMED: frozenset[Kind] = frozenset(
    {"contact", "health", "poverty", "disability", "minor", "religion", "birth"}
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in a text: text[start:end], separators and all.

    `value` is the same without what was put between: by it allowlists and waivers know a secret again. It is
    kept in memory alone. `masked` may be shown.
    """

    kind: Kind
    start: int
    end: int
    value: str

    @property
    def masked(self) -> str:
        """At most the first two characters of the secret, of a mark of secrecy the mark."""
        shown = 1 if self.kind in _NAMED else _SHOWN.get(self.kind, 2)
        words = self.value[:shown]
        return words if self.kind == "mark" else f"{words}{'*' * 6}"

    @property
    def is_hard(self) -> bool:
        return self.kind in HARD

    def __repr__(self) -> str:
        """Without the secret: a failing test or a log must not print it either."""
        return f"Secret({self.kind}, {self.start}, {self.end}, {self.masked})"


class Span(NamedTuple):
    """A part of a text from `start` up to `end`, and what it says once brought to plain characters."""

    start: int
    end: int
    value: str
