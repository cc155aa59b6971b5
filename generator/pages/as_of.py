"""The day up to which the records tell: every count says it, because none is made against the clock."""

from __future__ import annotations

from generator.library.data_day import data_day
from generator.pages.context import PageContext, shared


@shared
def data_until(context: PageContext) -> str:
    """The latest date that the records give, as 2024年3月22日, or "" where none gives one."""
    return in_words(data_day(context.library.documents))


def site_until(context: PageContext) -> str:
    """The same as it stands beside the counts of one document: 本站数据截至2025年1月6日, or ""."""
    day = data_until(context)
    return f"本站数据截至{day}" if day else ""


def in_words(iso: str) -> str:
    """2024-03-22 as 2024年3月22日; nothing stays nothing."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
