"""What stands on a public page is disclosed actively: 依申请公开 is a slip there, or the page a mistake."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.problems import Finding


def find_closed_methods(library: Library) -> Iterator[Finding]:
    """One reminder a document whose 公开方式 does not go with its page, at it, but where a note tells readers
    of it. Of 不予公开 `personal_data` tells, as a mark.
    """
    for document in library.documents:
        record = document.file.record
        method = record.disclosure.method or ""
        if "依申请" in method and not any(method in note for note in record.notes):
            yield Finding(
                document.file.file,
                ("disclosure", "method"),
                f"公开方式写的是“{method}”，这份文件却在网站上公开",
                "请核对：应当主动公开的改写 主动公开，不该公开的撤下；原文如此又确已公开的，在 notes 里写明",
                severity="warning",
            )
