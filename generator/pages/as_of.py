"""The day up to which the records tell: every count says it, because none is made against the clock."""

from __future__ import annotations

from generator.library.data_day import data_day
from generator.pages.context import PageContext, shared


@shared
def data_until(context: PageContext) -> str:
    """The latest date that the records give, as 2024年3月22日, or "" where none gives one."""
    return in_words(data_day(context.library.documents))


def in_words(iso: str) -> str:
    """2024-03-22 as 2024年3月22日; nothing stays nothing."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
