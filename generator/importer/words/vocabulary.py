"""The words that rules look for, each list once: offices, roles, labels, documents, numerals, brackets.

Patterns are made from these tuples by `alt`, `han` and `bracketed`; a word added here is known to every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def alt(*lists: Iterable[str]) -> str:
    """A group of a pattern that matches the longest of the words that fit: `(?:人民政府|政府|局)`."""
    words = {word for words in lists for word in words}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


# Numerals and brackets

HAN_DIGITS = "一二三四五六七八九"
HAN_NUMERALS = f"{HAN_DIGITS}十"
HAN = f"[{HAN_NUMERALS}]"  # one character of a number in Chinese
FINANCIAL_NUMERALS = "壹贰叁肆伍陆柒捌玖拾"  # stand for those of HAN_NUMERALS, one by one
HAN_ZEROS = "〇零○Ｏ"  # as keyboards print it
HAN_YEAR = f"[{HAN_DIGITS}{HAN_ZEROS}]{{4}}"  # 二〇二四
CIRCLED = "[\u2460-\u2473]"  # ① to ⑳

OPEN, CLOSE = "[（(]", "[）)]"
NO_BRACKET = "[^（）()]"


def han(least: int, most: int) -> str:
    """A pattern for a number in Chinese of so many characters: 十二 has two."""
    return f"{HAN}{{{least},{most}}}"


def bracketed(least: int, most: int) -> str:
    """A pattern for a round bracket around so many characters and no further bracket."""
    return f"{OPEN}{NO_BRACKET}{{{least},{most}}}{CLOSE}"


# Who issues, signs and answers: the words by which the name of a body ends

GOVERNMENT = ("人民政府", "政府", "政府办公室", "管委会", "街道办事处", "办事处", "街道", "镇", "乡")
DEPARTMENTS = (
    *(
        "委员会",
        "委",
        "厅",
        "部",
        "局",
        "总局",
        "分局",
        "司",
        "办公厅",
        "办公室",
        "编办",
        "海关",
        "法院",
        "检察院",
    ),
    *("总署", "审计署", "出版署", "行署", "公署", "专署"),  # 署 alone ends 部署, too
)
PARTY = ("党委", "党组", "工委", "党工委", "党支部")
# bodies of several bodies, made for a purpose
COLLECTIVES = ("领导小组", "工作小组", "协调小组", "工作组", "专班", "指挥部", "联席会议")
FORCES = ("总队", "支队", "大队")
INSTITUTIONS = ("中心", "研究院", "计量院", "医院", "大学", "学院", "学校", "中学", "小学", "幼儿园")
FIRMS = ("公司", "集团", "银行", "分行", "支行", "联社", "总社")
ASSOCIATIONS = ("协会", "联合会")
# 教育局办公室, 宣传科: inside another body
DIVISIONS = ("科室", "处室", "股室", "科", "处", "股", "室", "站")
AREAS = ("开发区", "新区")

OFFICES = (
    *GOVERNMENT,
    *DEPARTMENTS,
    *PARTY,
    *COLLECTIVES,
    *FORCES,
    *INSTITUTIONS,
    *FIRMS,
    *ASSOCIATIONS,
)

# What they do, and the labels that say so: 牵头单位, 责任科室, 配合部门

LEAD = ("牵头", "主办", "主责", "第一责任")
SUPPORT = ("配合", "协同", "协助", "协办", "参与", "参加")
ANSWER = ("责任", "负责", "承办", "落实", "指导", "实施", "督办", "督导", "分管", "包抓", "联系", "完成")
# those that stand before a word for units even where no colon follows
LABEL_ROLES = ("牵头", "主办", "责任", "承办", "落实", "配合", "协办", "协同", "参与")
LABEL_UNITS = ("单位", "部门", "科室", "股室", "处室", "站所", "站办", "办所", "专班")
LABEL_BODIES = ("机构", "主体", "同志", "地区", "地方", "机关", "部委", "科", "股", "处", "中心")
THIS_WORK = "(?:(?:此|该|本|这|上述|以上)(?:项|些)?(?:工作|任务|措施|事项|行动|项目)?)"  # 该项工作由…牵头
LEADERS = "[县市区镇乡局]?领导"  # 责任领导, 分管县领导

TIMES = ("时限", "期限", "时间", "时间节点", "进度安排", "时间要求")
TIMED = ("完成", "办结", "整改", "落实", "任务", "工作", "办理", "责任")  # what stands before them

# Documents

RULEBOOKS = ("条例", "办法", "规定", "细则", "规则", "准则", "规范", "规程", "标准", "制度", "章程")
DOCUMENT_KINDS = (
    *RULEBOOKS,
    *("意见", "通知", "方案", "规划", "纲要", "决定", "措施", "要点", "计划", "预案", "通告", "公告", "通报"),
    *("决议", "报告", "指南", "清单", "批复", "函"),
)
