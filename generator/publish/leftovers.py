"""What a person has still to look at in the files of content/: a remark of an import, a gap to be filled.

Looked for in the text of the files, for a remark is no part of a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.content.config import Config
from generator.content.markdown_pages import shown_name
from generator.problems import Problem

_LEFT = re.compile(r"#[^\n]*?请核对|[（(]?待补")
_WORDS = {True: "这里还留着“# 请核对”的说明", False: "这里还写着“待补”"}
_HINT = "请核对、改好，再删去这句话"


def leftovers(content: Path) -> list[Problem]:
    """One error a line; files that cannot be read are told by the check."""
    files = sorted(path for ending in ("yml", "md") for path in content.rglob(f"*.{ending}"))
    return [problem for path in files if path.is_file() for problem in _of_file(content, path)]


def sample_configuration(config: Config, file: Path) -> list[Problem]:
    """One error where the configuration is still the one that came with the program."""
    if config.has_own_address:
        return []
    hint = "请写网站发布后的网址，并核对站名、标识码和页脚"
    what = f"网址还是样板的 {config.site_url}"
    return [Problem(str(file), 0, 0, what, hint, "site_url", rule="config")]


def _of_file(content: Path, path: Path) -> Iterator[Problem]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return
    shown = shown_name(f"{content.name}/{path.relative_to(content)}")
    for number, line in enumerate(lines, start=1):
        if found := _LEFT.search(line):
            what = _WORDS["请核对" in found[0]]
            yield Problem(shown, number, found.start() + 1, what, _HINT, rule="leftovers")
