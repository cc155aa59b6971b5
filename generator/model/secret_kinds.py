"""The kinds of secrets that a text can hold: how bad each is, and what it is called."""

from __future__ import annotations

from typing import Literal, get_args

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
    "author",
    "hidden",
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
    "author": "作者姓名",
    "hidden": "隐藏的内容",
}
