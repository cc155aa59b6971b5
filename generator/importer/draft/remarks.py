"""Comments put into the text of a draft beside its tasks, where others than the importer have something to
say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_TASK = re.compile(r"^( *)- id: (.+)$")


def with_remarks(draft: str, remarks: Mapping[str, Sequence[str]]) -> str:
    """The draft with comments behind the line of the id of each task, so that one that is YAML can be
    uncommented where it stands."""
    if not remarks:
        return draft
    out: list[str] = []
    for line in draft.split("\n"):
        out.append(line)
        if task := _TASK.match(line):
            pad = task.group(1) + "  "
            out += [f"{pad}# {' '.join(words.split())}" for words in remarks.get(_bare(task.group(2)), ())]
    return "\n".join(out)


def _bare(ident: str) -> str:
    return ident.strip("\"'")
