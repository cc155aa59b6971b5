"""Comments put into the text of a draft beside its tasks, where others than the importer have something to
say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_TASK = re.compile(r"^( *)- id: (.+)$")
_BLOCK = re.compile(r"^(?P<pad> *(?:- )*)[^\s#\"'][^:]*: [|>][-+\d]*$")  # below it a text of several lines


class Choice(NamedTuple):
    """A list of which any entries may be accepted, each by uncommenting its line alone. It is empty until
    one is: its head and its end are no comments, so that nobody has to know that they belong to an entry."""

    key: str
    entries: Sequence[tuple[str, str]]
    """What is asked, and the entry in one line of YAML"""


Remark = str | Choice


def with_remarks(draft: str, remarks: Mapping[str, Sequence[Remark]]) -> str:
    """The draft with comments behind the line of the id of each task, so that one that is YAML can be
    uncommented where it stands. A text of several lines may have lines that look like that of an id."""
    if not remarks:
        return draft
    out: list[str] = []
    left = dict(remarks)
    text_beyond: int | None = None  # inside a text: the indentation that its lines go beyond
    for line in draft.split("\n"):
        out.append(line)
        if text_beyond is not None and (not line.strip() or _indent(line) > text_beyond):
            continue
        block = _BLOCK.match(line)
        text_beyond = len(block["pad"]) if block else None
        if task := _TASK.match(line):
            pad = task.group(1) + "  "
            found = left.pop(_bare(task.group(2)), ())
            out += [pad + words for remark in found for words in _written(remark)]
    return "\n".join(out)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _written(remark: Remark) -> Iterator[str]:
    if isinstance(remark, str):
        yield _comment(remark)
        return
    yield f"{remark.key}: ["
    for question, entry in remark.entries:
        yield f"  {_comment(question)}"
        yield f"  {_comment(entry)},"
    yield "  ]"


def _comment(words: str) -> str:
    return f"# {' '.join(words.split())}"


def _bare(ident: str) -> str:
    return ident.strip("\"'")
