"""What was formed is published within 20 working days (条例第二十六条), holidays and make-up days counted.

It cannot be mended afterwards, so a build does not repeat it each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.library.build import Library
from generator.model.holidays import NOTICES
from generator.model.workdays import UnknownYearError, last_day, working_days
from generator.problems import Finding

_MOST = 20


def find_late_publication(library: Library) -> Iterator[Finding]:
    """One reminder a document that was published later, or of which nobody can tell yet; at the date of its
    publication.
    """
    for document in library.documents:
        record = document.file.record
        formed, published = record.disclosure.formed, record.published_on
        # So few days cannot hold more working days, whatever the holidays.
        if not (formed and published) or (published - formed).days <= _MOST:
            continue
        if said := _said(formed, published):
            path = ("disclosure" if record.disclosure.published else "source", "published")
            yield Finding(document.file.file, path, *said, severity="warning")


def _said(formed: date, published: date) -> tuple[str, str] | None:
    try:
        count = working_days(formed, published)
        if count <= _MOST:
            return None
        last = last_day(formed, _MOST)
    except UnknownYearError as error:
        return _unknown(formed, published, error)
    return (
        f"发布日期 {published} 是成文日期 {formed} 之后第 {count} 个工作日，"
        f"超过了 {_MOST} 个工作日（最迟 {last}）",
        "请核对两个日期；没有错的，可不理会，以后请按时公开",
    )


def _unknown(formed: date, published: date, error: UnknownYearError) -> tuple[str, str]:
    span = f"成文日期 {formed} 到发布日期 {published} 有几个工作日还算不出"
    if error.is_to_come:
        return (
            f"{span}：{error.year} 年的节假日安排通知还没有公布，或者没有收进程序",
            f"通知公布后请更新程序；在那以前请自己数，不超过 {_MOST} 个工作日的可不理会",
        )
    return (
        f"{span}：程序里只有 {min(NOTICES)} 年起的节假日安排",
        f"请自己数，不超过 {_MOST} 个工作日的可不理会",
    )
