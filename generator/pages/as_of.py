"""The time up to which the records tell: every count says it, because none is made against the clock."""

from __future__ import annotations

from generator.library.data_day import data_time
from generator.pages import labels
from generator.pages.context import PageContext, shared


@shared
def data_until(context: PageContext) -> str:
    """The latest time that the records give, as 2024年3月22日 or 2024年3月, or "" where none gives one."""
    return in_words(data_time(context.library))


def site_until(context: PageContext) -> str:
    """The same as it stands beside the counts of one document: 本站数据截至2025年1月6日, or ""."""
    day = data_until(context)
    return f"本站数据截至{day}" if day else ""


def in_words(time: str) -> str:
    """2024-03-22 as 2024年3月22日, 2024-Q1 as 2024年第1季度; nothing stays nothing."""
    return labels.moment(time) if time else ""
