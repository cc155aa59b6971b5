"""The Chinese words that pages show for the values of the model."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from generator.model import values
from generator.model.deadlines import Meaning
from generator.model.lifecycle import STATUS_WORD, UNPUBLISHED, DocumentStatus
from generator.model.records import Continuity, DocumentKind, LinkKind, Period, Role, SectionKind
from generator.model.registries import UnitKind
from generator.model.statuses import STATUS_LABEL

ROLE: dict[Role, str] = values.labels(values.ROLE)
DOCUMENT_KIND: dict[DocumentKind, str] = values.labels(values.DOCUMENT_KIND)
SECTION_KIND: dict[SectionKind, str] = values.labels(values.SECTION_KIND)
UNIT_KIND: dict[UnitKind, str] = values.labels(values.UNIT_KIND)
CONTINUITY: dict[Continuity, str] = {
    "new": "文件写明：这是新增的任务。",
    "ended": "文件写明：这项任务不再延续。",
}
DRAFT: dict[DocumentStatus, str] = {
    code: f"{STATUS_WORD[code]}，尚未公开：只在预览中看得到，生成的网站里没有" for code in UNPUBLISHED
}
REPORTED = "已公开落实情况"
UNREPORTED = "没有公开的落实情况"
# The results that a search asks for, in their order, by what stands for them in the address. `public` and
# `none` part the tasks of plans in two; what a report says without a word of status is `reported`; `entry`
# are passages of reports.
RESULT: dict[str, str] = {
    "none": UNREPORTED,
    "public": REPORTED,
    **{str(name): word for name, word in STATUS_LABEL.items()},
    "reported": "已公开，没有写明状态",
    "entry": "总结中的条目",
}
IN_REPORT: dict[str, str] = {"yes": "总结中有报告", "no": "总结中没有报告"}
LINK: dict[LinkKind, str] = {
    "reports": "报告的是这项任务",
    "assigns": "分解自",
    "continues": "延续自",
    "carries_out": "落实上级任务",
}
BACK_LINK: dict[LinkKind, str] = {
    "reports": "落实情况见",
    "assigns": "分解为",
    "continues": "后续任务",
    "carries_out": "下级落实见",
}


def day(value: date | datetime | None) -> str:
    """Arabic digits, not padded: 2024年1月5日, with the time of day where the record has one."""
    if value is None:
        return ""
    text = f"{value.year}年{value.month}月{value.day}日"
    return f"{text} {value:%H:%M}" if isinstance(value, datetime) else text


def iso(value: date | datetime | None) -> str:
    """2024-03-22, or 2024-03-22 11:15 where the record has a time of day."""
    if value is None:
        return ""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()


def meaning(value: Meaning) -> str:
    """What a deadline means, beside its words: 截至2024年12月31日 | 周期性 | 长期 | 时段."""
    if value.date is not None:
        return f"截至{day(value.date)}"
    return {"recurring": "周期性工作", "ongoing": "长期工作", "period": "未写明日期", "date": "未写明日期"}[
        value.kind
    ]


def period(value: Period) -> str:
    """2024年 | 2024年上半年 | 2024年第3季度 | 2024年5月 | 2021—2025年"""
    if "/" in value:
        return f"{value[:4]}—{value[5:]}年"
    year, _, part = value.partition("-")
    if not part:
        return f"{year}年"
    if part[0] == "H":
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年第{part[1]}季度" if part[0] == "Q" else f"{year}年{int(part)}月"


def last_day(value: Meaning) -> str:
    """What a deadline means for a reader who looks for its last day: 最后一天2024年12月31日 | 长期工作."""
    return f"最后一天{day(value.date)}" if value.date is not None else meaning(value)


def moment(value: str) -> str:
    """A time as progress gives it: a period, or a day (2024-06-30 is 2024年6月30日)."""
    return day(date.fromisoformat(value)) if value.count("-") == 2 else period(value)


def number(value: Decimal) -> str:
    """A figure with thousands separated by commas and no digit added or lost: 225,400 | 99.60"""
    return f"{value:,f}"


def unpublished(status: DocumentStatus) -> str:
    """What stands over a document that is shown before it is published; nothing over others."""
    return DRAFT.get(status, "")
