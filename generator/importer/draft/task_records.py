"""One task of a draft: its facts with the words that state them, its measures, and why a person should look
at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import Any

from generator.importer.blocks import Table
from generator.importer.draft.answering import closing_words, responsibility, without_bracket
from generator.importer.draft.yaml_text import (
    INVENTED,
    REVIEW,
    Flow,
    Lines,
    Mapping,
    Noted,
    printable,
    title_or,
)
from generator.importer.outline.result import Imported, Measure, Progress, Step, Task
from generator.importer.outline.tree import walk
from generator.importer.words.cites import Cite
from generator.importer.words.full_titles import find_explained, find_unexplained, full_titles
from generator.importer.words.indicators import Figure
from generator.importer.words.named_persons import without_persons
from generator.model import placeholders
from generator.model.column_days import in_column
from generator.model.deadlines import interpret, several

_STEM = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class TaskRecords:
    """Writes the tasks of one document; knows which ids are taken and which documents it explains."""

    def __init__(self, imported: Imported) -> None:
        self.own = {c.title for c in imported.cites if c.own}
        self.short = find_explained(imported.cites)
        # of the whole document: a name that is withheld in one task is withheld in all
        self.persons = imported.persons
        self.ids: set[str] = set()
        self.stems: dict[str, int] = {}
        self.rows_named = 0
        # deadlines by the words that state them and the period: a table says the same of many tasks
        self.stated: dict[tuple[str, str], list[Any]] = {}
        ordinals = [t.node.ordinal for t in imported.tasks if t.node is not None]
        self.run_on = len(set(ordinals)) == len(ordinals)
        self.tops = {n: at for at, c in enumerate(imported.root.children, 1) for n in walk(c)}

    def task(self, task: Task, period: str) -> Mapping:
        """One task: its facts, then its text, split into measures where it has any; `period` is that of its
        section."""
        text, measures_text, printed = without_bracket(task)
        printed = printed or task.behind_title
        units, deadlines = task.common or (task.units, task.deadlines)
        first, last = task.lines
        return Mapping(
            {
                "id": self.ident(task),
                "number": task.number,
                "title": title_or(self.public(task.title), None)
                or Noted(placeholders.NO_TASK_TITLE, f"{REVIEW}{INVENTED}"),
                "text": "\n".join(w for w in map(self.public, (text, *task.beside)) if w) or None,
                "table": tables(task.tables),
                "row": task.row if task.row != task.number else None,
                "responsibility": responsibility(
                    units, printed, of_cells=task.node is None and not task.brackets, public=self.public
                ),
                "deadlines": [due for words in deadlines for due in self.due(words, period)],
                "indicators": self.indicators(task.figures),
                "cites": self.cited(task.cites),
                "lines": Lines(first, last),
                "persons": self._withheld(task.persons, f"{task.title}\n{text}\n{printed}"),
                "note": self.public(task.note) or None,
                "progress": [self.progress(p) for p in task.progress],
                "measures": [
                    self.measure(m, words, period)
                    for m, words in zip(task.measures, measures_text, strict=True)
                ],
            },
            self.warnings(task),
        )

    def measure(self, measure: Measure, words: str, period: str) -> Mapping:
        """One measure; the bracket that names who answers for it alone goes with the first of them."""
        printed = closing_words(words, measure.brackets, measure.units) if measure.units else ""
        words = words.rstrip("。 ").removesuffix(printed).rstrip() if printed else words
        persons = self._withheld(measure.persons, f"{words}\n{printed}")
        words = self.public(words)
        return Mapping(
            {
                "number": measure.number,
                "title": self.public(measure.title or "") or None if printable(words) else None,
                "text": words if printable(words) else title_or(self.public(measure.title or ""), "—"),
                "responsibility": responsibility(measure.units, printed, public=self.public),
                "deadlines": [due for words in measure.deadlines for due in self.due(words, period)],
                "persons": persons,
                "steps": self.steps(measure.steps),
            }
        )

    def steps(self, steps: Iterable[Step]) -> list[Mapping]:
        """The steps inside a measure, at any depth."""
        return [
            Mapping({"number": s.number, "text": self.public(s.text) or "—", "steps": self.steps(s.steps)})
            for s in steps
        ]

    def progress(self, progress: Progress) -> Mapping:
        """What a table says of the progress of a task; a person must confirm its time and a missing
        status."""
        return Mapping(
            {
                "date": progress.date or Noted(placeholders.NO_PERIOD, f"{REVIEW}原文没有写明年份"),
                "status": progress.status,
                "text": self.public(progress.text) or None,
                "indicators": self.indicators(progress.figures),
            },
            [f"{REVIEW}{d}" for d in progress.doubts],
        )

    def indicators(self, figures: Iterable[Figure]) -> list[Flow]:
        """The figures but those that say how often (每季度演练1次), which nobody adds up to in a year, and
        those whose words are about a person: how to call one is no amount."""
        return [
            indicator(f)
            for f in figures
            if not f.is_rhythm and not any(p in f.text or p in (f.name or "") for p in self.persons)
        ]

    def _withheld(self, own: Sequence[str], words: str) -> list[str]:
        """The persons of a task or measure, with whoever else is taken out of its words."""
        if self.public(words) == words:
            return list(own)
        others = [p for p in self.persons if p in words and p not in without_persons(words, {p})]
        return [*own, *(p for p in sorted(others, key=words.index) if p not in own)]

    def public(self, words: str) -> str:
        """The words without the persons that are withheld."""
        return without_persons(words, self.persons)

    def warnings(self, task: Task) -> list[str]:
        """Why a person should look at this task."""
        out = [f"{REVIEW}{d}" for d in task.doubts]
        if task.node is not None and not task.node.title.own:
            out.append(f"{REVIEW}原文没有单独的标题，取第一句为标题")
        if any(c.press for c in task.cites):
            out.append(f"{REVIEW}《》中有报刊，未列入引用文件")
        return [*out, *self.nameless(task.cites)]

    def due(self, words: str, period: str) -> list[Any]:
        """The deadlines that words state for a task."""
        known = words, period
        if known not in self.stated:
            self.stated[known] = [_deadline(part, period) for part in several(words, period) or [words]]
        return self.stated[known]

    def cited(self, found: Iterable[Cite]) -> list[str]:
        """The full titles that are cited documents: no newspapers, and not the document itself."""
        return [title for title in full_titles(found, self.short) if title not in self.own]

    def nameless(self, found: Iterable[Cite]) -> list[str]:
        """What to look at when the text cites a document by a word for its kind alone."""
        titles = [title for title in find_unexplained(found, self.short) if title not in self.own]
        return (
            [f"{REVIEW}{'、'.join(f'《{title}》' for title in titles)}没有写明全称，未列入引用文件"]
            if titles
            else []
        )

    def ident(self, task: Task) -> str:
        """A short id from the number: 03 for 3., 2-3 for the third item of the second section, r5 for a row;
        always free. A further 2-3 is 2-3b: 2-3-2 would look like the number of another item."""
        ordinal = task.node.ordinal if task.node is not None else 0
        if task.node is None:
            self.rows_named += 1
            stem = f"r{task.row if task.row and task.row.isdecimal() else self.rows_named}"
        else:
            stem = f"{ordinal:02d}" if self.run_on else f"{self.tops.get(task.node, 0)}-{ordinal}"
        stem = stem if _STEM.fullmatch(stem) else "t"
        n = self.stems.get(stem, 0) + 1
        ident = _nth(stem, n)
        while ident in self.ids:
            n += 1
            ident = _nth(stem, n)
        self.stems[stem] = n
        self.ids.add(ident)
        return ident


def _nth(stem: str, n: int) -> str:
    """The id for the n-th task of the same stem."""
    if n == 1:
        return stem
    is_path = stem[0].isdigit() and n <= len(ascii_lowercase)
    return f"{stem}{ascii_lowercase[n - 1]}" if is_path else f"{stem}-{n}"


def indicator(figure: Figure) -> Flow:
    """A figure; one of which the source does not say what it counts gets a name that a person must write."""
    name = title_or(figure.name, None)
    doubt = (
        "原文没有写明这个数字是什么"
        if not name
        else "‘分别’后面有几个数字，请分清各是什么"
        if figure.is_of_several
        else ""
    )
    return Flow(
        {
            "text": " ".join(figure.text.split()),
            "name": name or placeholders.NO_FIGURE_NAME,
            "value": f"{figure.value.normalize():f}",
            "unit": figure.unit,
            "kind": figure.kind,
            "bound": figure.bound,
            "change": figure.change,
        },
        f"{REVIEW}{doubt}" if doubt else "",
    )


def tables(found: Sequence[Table]) -> Mapping | list[Mapping]:
    """The tables that are not of tasks, as `table:` has them: one mapping, or a list of several."""
    written = [
        Mapping(
            {
                "caption": table.caption,
                "header": _written(table.header),
                # one with a head alone would have no line for its rows
                "rows": _written(row.cells for row in table.rows) or [("",) * len(table.header[0])],
            }
        )
        for table in found
    ]
    return written[0] if len(written) == 1 else written


def _written(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(rows_cells) for rows_cells in rows]


def _deadline(words: str, period: str) -> Any:
    """A deadline; one whose words cannot be read gets a kind that a person must confirm."""
    words = printable(" ".join(words.split()))
    if interpret(words, period) is not None:
        return words
    meaning = in_column(words, period)
    if meaning is None:
        return Flow({"text": words, "kind": "period"}, f"{REVIEW}读不懂这个时限，请写明种类和日期")
    if meaning.date is None:
        return Flow({"text": words, "kind": meaning.kind})
    if period == placeholders.NO_PERIOD:
        return Flow({"text": words, "kind": "period"}, f"{REVIEW}原文没有写明年份，请写明种类和日期")
    return Flow({"text": words, "kind": meaning.kind, "date": meaning.date.isoformat()})
