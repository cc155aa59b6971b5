"""`gongkai trace suggest`: the proposals of `library.trace` as YAML to be read and copied; nothing is
written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build import check
from generator.content.config import read_config
from generator.content.places import placed
from generator.library.trace import Proposal, suggest
from generator.problems import Finding, Problem

_PLAIN = re.compile(r"[\w][\w./ -]*")
_NONE = "没有找到可以建议的链接。"
_SOME = "共建议 {} 条，请逐条核对，认可的抄进所示文件的那项任务；本命令没有改动任何文件。"
_HAS_LINKS = "这项任务已有 links，请把下面这一条加进去"
_HAS_OTHERS = "这项任务上面已有建议，都认可的，请写进同一个 links"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the command says: the proposals as YAML text, how many there are, and the problems of content/."""

    text: str
    count: int
    problems: list[Problem]

    @property
    def summary(self) -> str:
        """One sentence for the end."""
        return _SOME.format(self.count) if self.count else _NONE


def suggest_links(content: Path, config_file: Path) -> Suggested:
    """Read content/ as it stands and propose links. Raises ProblemsError for what cannot be read at all."""
    if config_file.exists():
        read_config(config_file)  # as all commands do: a mistake in it is told
    library, problems = check(content)
    proposals = suggest(library)
    places = placed([Finding(p.task.document.file.file, p.task.path, "", "") for p in proposals], content)
    return Suggested(to_yaml(proposals, places), len(proposals), problems)


def to_yaml(proposals: Sequence[Proposal], places: Sequence[Problem]) -> str:
    """A list of proposals, the surest first; `places` are those of their tasks, in the same order."""
    seen: set[str] = set()
    items: list[str] = []
    for proposal, place in zip(proposals, places, strict=True):
        items.append(_item(proposal, place, is_again=proposal.task.ref in seen))
        seen.add(proposal.task.ref)
    return "\n".join(items)


def _item(proposal: Proposal, place: Problem, *, is_again: bool) -> str:
    task, to = proposal.task, proposal.to
    return "\n".join(
        [
            f"- task: {task.ref}  # {_words(task.heading)}",
            f"  file: {_scalar(place.file)}",
            f"  line: {place.line}",
            f"  # 理由：{'；'.join(map(_words, proposal.reasons))}",
            *([f"  # 疑点：{proposal.doubt}"] if proposal.doubt else []),
            f"  # 对方：{_words(to.heading)}（{_words(to.document.title)}）",
            *([f"  # {_HAS_LINKS}"] if task.record.links else [f"  # {_HAS_OTHERS}"] if is_again else []),
            f"  links: [{{kind: {proposal.kind}, to: {to.ref}}}]",
        ]
    )


def _words(text: str) -> str:
    """Words of a comment: on one line."""
    return " ".join(text.split())


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
