"""What a YAML text should be asked about although it can be read:
comments of an import, characters that look like others.
"""

from __future__ import annotations

import re

from generator.model.radicals import plain, radicals_in
from generator.problems import Problem

# `# 请核对①：…` at the top only says what the marks `# 请核对①` below ask
_ASKED = re.compile(r"(?:^|(?<=\s))#(?! 由导入生成| 请核对[①-⑳]：)[^\n]*请核对", re.M)
_COMMENT = re.compile(r"(?:^|\s)#")


def reminders(text: str, shown: str) -> list[Problem]:
    """All reminders of a file; `shown` is its name in messages.

    One of a kind is enough, at its first place.
    """
    return [*_unchecked(text, shown), *_radicals(text, shown)]


def asked_at(text: str) -> list[int]:
    """Where the comments stand in which an import asked for a look, as offsets."""
    return [match.start() for match in _ASKED.finditer(text)] if "请核对" in text else []


def _unchecked(text: str, shown: str) -> list[Problem]:
    """All of them in one reminder, at the first."""
    found = asked_at(text)
    return (
        [
            _at(
                text,
                found[0],
                shown,
                f"还有 {len(found)} 处注明“请核对”，这是第一处",
                "请对照原文看过，改好后删去“#”后面的说明",
            )
        ]
        if found
        else []
    )


def _radicals(text: str, shown: str) -> list[Problem]:
    """Characters copied from a PDF, which a search or a name of the registry may not match."""
    found = [match for match in radicals_in(text) if not _in_comment(text, match.start())]
    if not found:
        return []
    wrong = found[0].group()
    what = (
        f"有 {len(found)} 个字用了部首的编码，多半从 PDF 复制而来，看上去一样，"
        f"检索和登记的名称却可能对不上，第一个是“{wrong}”"
    )
    return [_at(text, found[0].start(), shown, what, f"请重新输入“{plain(wrong)}”，其他的也这样改")]


def _in_comment(text: str, at: int) -> bool:
    """Whether a place stands behind # on its line: an import names there what it has replaced."""
    return _COMMENT.search(text[text.rfind("\n", 0, at) + 1 : at]) is not None


def _at(text: str, at: int, shown: str, what: str, hint: str) -> Problem:
    return Problem(
        shown, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), what, hint, severity="warning"
    )
