"""One difference between a finished YAML and its source, and where the words of the source stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from generator.importer.compare.facts import TaskFacts, ink
from generator.importer.outline.result import Imported
from generator.problems import RecordPath, Severity

LOOK = "与自动识别的不同，请对照原文核对"
NO_WORDS = "“{}”的字样在原文里没有，请对照原文改正"
_ELSEWHERE = "“{}”的字样在这项任务的原文里没有，只在别的任务里有，请对照原文改正"
SHOWN = 30  # characters of a title


@dataclass(frozen=True, slots=True)
class FactDifference:
    """One fact that the YAML and the fresh import state differently; `covers` are the places of the words in
    question."""

    place: RecordPath
    what: str
    hint: str
    severity: Severity = "warning"
    covers: tuple[RecordPath, ...] = ()


class Words:
    """Where words stand in the source: in a task's own lines or in lines of no task, in those of other
    tasks, or nowhere."""

    def __init__(self, imported: Imported) -> None:
        self.lines = {line.number: line.text for line in imported.source.lines}
        self.rows = {t.lines for t in imported.tasks if t.node is None}
        of_tasks = {n for t in imported.tasks for n in range(t.lines[0], t.lines[1] + 1)}
        self.whole = self.text(self.lines)
        self.ink = ink(self.whole)
        self.common = self.text(n for n in self.lines if n not in of_tasks)
        self._common_ink = frozenset(ink(self.common))

    def text(self, numbers: Iterable[int]) -> str:
        """The lines as one text without blanks."""
        return _plain("\n".join(self.lines.get(n, "") for n in numbers))

    def characters(self, lines: tuple[int, int]) -> frozenset[str]:
        """What is written in a task's own lines and in lines of no task, by their ink."""
        return self._common_ink | frozenset(ink(self.text(range(lines[0], lines[1] + 1))))

    def missing(self, words: str, lines: tuple[int, int] | None) -> str:
        """The hint for words that are not where they should be; empty when they are. A row of a table may
        share merged cells."""
        if not stands_in(words, self.whole):
            return NO_WORDS.format(words)
        if (
            lines is None
            or lines in self.rows
            or stands_in(words, self.common)
            or stands_in(words, self.text(range(lines[0], lines[1] + 1)))
        ):
            return ""
        return _ELSEWHERE.format(words)


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in a text of `_plain`, not as part of a longer number (1月 in 11月)."""
    words = _plain(words)
    before = r"(?<!\d)" if words[:1].isdigit() else ""
    after = r"(?!\d)" if words[-1:].isdigit() else ""
    return re.search(before + re.escape(words) + after, text) is not None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def named(task: TaskFacts) -> str:
    """How a task or a section is called in a sentence."""
    return f"{'任务' if task.ident else '章节'}“{task.title[:SHOWN] or task.ident}”"
