"""What a person has still to look at in the files of content/: a remark of an import, a gap to be filled.

Looked for in the text of the files, for a remark is no part of a record. What a build reminds of once a file
is told here line by line, and stops a publication.
"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from generator.content.markdown_pages import shown_name
from generator.content.text_warnings import asked_at
from generator.problems import Problem

# a gap as the importer and people mark it; 人员待补充 is a sentence like others
_GAP = re.compile(r"[（(]待补[^（）()\n]*[）)]|(?<!\w)待补充?(?!\w)")
_HINT = "请核对、改好，再删去这句话"


def leftovers(
    content: Path, told: Container[tuple[str, int]] = (), aside: Container[Path] = ()
) -> list[Problem]:
    """One error a place; files that cannot be read are told by the check. Gaps in lines that were `told`,
    by file and number, are not told again. What stands `aside` is not published: drafts.
    """
    found: list[Problem] = []
    for path in sorted(path for ending in ("yml", "md") for path in content.rglob(f"*.{ending}")):
        text = "" if path in aside else _text(path)
        shown = shown_name(f"{content.name}/{path.relative_to(content)}")
        if path.suffix == ".yml":
            found += [_problem(shown, text, at, "这里还留着“# 请核对”的说明") for at in asked_at(text)]
        gaps = (_problem(shown, text, match.start(), "这里还写着“待补”") for match in _GAP.finditer(text))
        found += [one for one in gaps if (one.file, one.line) not in told]
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, ValueError):
        return ""


def _problem(shown: str, text: str, at: int, what: str) -> Problem:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(shown, line, column, what, _HINT, rule="leftovers")
