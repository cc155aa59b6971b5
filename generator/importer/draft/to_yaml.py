"""The import as a record of the model, in content/'s own form, with `# 请核对：…` where a person should look.

Full text, its source and the line numbers stay in it; a comment never replaces words of the source. What the
model has no place for (fields of the head block, invented headings) is said in a comment.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.importer.blocks import Block, row_words
from generator.importer.draft.answering import responsibility
from generator.importer.draft.gathered import Doubt, asked_of, draft_doubts, gathered
from generator.importer.draft.head import disclosure, fields_beside, origin, remarks
from generator.importer.draft.likeness import said_before
from generator.importer.draft.task_records import TaskRecords, tables
from generator.importer.draft.yaml_text import (
    INVENTED,
    REVIEW,
    Lines,
    Mapping,
    Noted,
    printable,
    title_or,
    write,
)
from generator.importer.layout.annexes import attachment_name
from generator.importer.outline import identity
from generator.importer.outline.marked_tasks import said_under
from generator.importer.outline.result import Imported, Task, rows_by_place
from generator.importer.outline.section_periods import section_period
from generator.importer.outline.tree import Node, walk
from generator.importer.pause import undisturbed
from generator.importer.words.cites import cites
from generator.importer.words.numerals import mark_at
from generator.importer.words.paper_lines import read_cites
from generator.model import placeholders

_GENERATED = "由导入生成，请对照原文核对后发布；带“请核对”的地方须有人看过。"
_DRAFTED = re.compile(r"^ *- \{text: .+, value: [\d.-]", re.M)
_MIXED = "本节的任务和下级章节在原文中交错，此处先列章节、后列任务"
_NOTES = ("注：", "说明：", "备注：")  # below a table or above it: no titles
_LONGEST_TITLE = 80
_ATTACHED = re.compile(r"附\s{0,4}件\s{0,4}(?P<number>\d{0,2})")
_ASSIGNS = (
    "这张表可能分解了任务“{}”，理由：{}；如果是，请在表中各项任务写 "
    "links: [{{kind: assigns, to: 机关/文件/{}}}]"
)
_REPEATED = (
    "表中有 {} 项，正文的任务已经说了（如“{}”，正文的任务 {}），检索和统计会各算一次；"
    "是分解正文任务的，在表中各项任务写 links: [{{kind: assigns, to: 机关/文件/{}}}]，重复的只留一处"
)
# of a task whose measures have rows of their own
_SERIAL_FIRST = re.compile(r"(\d{1,4}|[一二三四五六七八九十]{1,3}) (?=\S)")


@undisturbed
def to_yaml(imported: Imported) -> str:
    """The YAML text of one document; it validates against `generator.model.records.Document`."""
    document = gathered(_Writer(imported).document())
    problems = (f"{p.what}（原文第 {p.line} 行）" if p.line else p.what for p in imported.problems)
    return write(
        Mapping(document.values, [_GENERATED, *(f"{REVIEW}{words}" for words in problems), *document.head])
    )


def marks(draft: str) -> list[str]:
    """What the draft asks a person to look at, mark by mark."""
    return asked_of(draft)


def doubts(imported: Imported) -> list[Doubt]:
    """What the draft asks beside the problems of the import, a doubt each kind."""
    return draft_doubts(_Writer(imported).document(), imported.source.name)


def drafted_figures(draft: str) -> int:
    """How many figures the draft holds."""
    return len(_DRAFTED.findall(draft))


class _Writer:
    """Writes one document; knows which nodes and which rows are tasks."""

    def __init__(self, imported: Imported) -> None:
        self.imported = imported
        self.tasks = {t.node: t for t in imported.tasks if t.node is not None}
        self.rows = rows_by_place(imported.tasks)
        self.has_tables = any(b.kind in ("row", "group") for b in imported.blocks)
        self.results = identity.result_nodes(imported.root, imported.kind)
        self.records = TaskRecords(imported)
        self.ids: dict[Node, str] = {}  # of the tasks written so far

    def document(self) -> Mapping:
        """The whole record."""
        i = self.imported
        sections = self.sections(i.period or placeholders.NO_PERIOD)
        spare = fields_beside(i)
        head = [f"原文页面另有：{'；'.join(spare)}"] if spare else []
        if not i.period:
            head.append(f"{REVIEW}原文没有写明年份，请在 kind 下面补一行 period，如 period: 2024")
        return Mapping(
            {
                "title": title_or(i.title, Noted(placeholders.NO_TITLE, f"{REVIEW}原文没有标题")),
                "kind": Noted(i.kind, "plan 工作要点；summary 总结；mixed 总结及计划；assignment 责任分解表"),
                "period": self.period(),
                "text": "abridged" if remarks(i, "abridged") else "full",
                "source": origin(i),
                "disclosure": disclosure(i),
                "notes": remarks(i, "remark"),
                "contacts": remarks(i, "contact"),
                "intro": "\n\n".join(self.paragraphs(i.root)),
                "table_title": self.table_title(sections),
                "sections": sections
                or [
                    Mapping(
                        {
                            "title": Noted(placeholders.BODY_TITLE, f"{REVIEW}{INVENTED}"),
                            "text": placeholders.NO_BODY,
                        }
                    )
                ],
            },
            head,
        )

    def table_title(self, sections: Sequence[Mapping]) -> str | None:
        """What the table of all tasks is called: not what is printed over an attached one that has but some,
        and is the title of a section."""
        titles = {section.values["title"] for section in sections if isinstance(section.values["title"], str)}
        is_of_some = bool(self.ids) and self.imported.table_title in titles
        return None if is_of_some else self.imported.table_title

    def period(self) -> str | Noted | None:
        """The period; one that only the name of the file tells is for a person to confirm."""
        i = self.imported
        is_stated = identity.period(i.title or "", i.meta, list(i.blocks), i.root) is not None
        if is_stated or not i.period:
            return i.period
        return Noted(i.period, f"{REVIEW}原文没有写明年份，取自文件名")

    def paragraphs(self, node: Node) -> list[str]:
        """The paragraphs of a node itself, tables that are not of tasks as rows of words, and so the rows of
        others that name no task."""
        said = [node.rest.strip()] if node.rest.strip() else []
        return [public for words in (*said, *self.body(node)) if (public := self.records.public(words))]

    def body(self, node: Node) -> Iterator[str]:
        """The words of the blocks of a node that are text, rows of words among them."""
        for block in node.body:
            if block.kind == "text" and block.words and block.mark in (None, "text"):
                yield block.words
            elif block.kind == "cells" and block.words:
                yield row_words(block)
            elif block.kind == "group" and not block.value:
                yield block.words
            elif block.row is not None and block.place not in self.rows:
                yield row_words(block)

    def sections(self, whole: str) -> list[Mapping]:
        """The sections of a document of the period `whole`; tasks outside any section get one whose title is
        marked as added."""
        out: list[Mapping] = []
        loose: list[Mapping] = []
        period = ""
        body = self.imported.root.body
        first = next((n for n, b in enumerate(body) if b.row is not None), len(body))
        out.extend(self.kept(body[:first]))
        out.extend(self.tables(self.imported.root, whole))
        out.extend(self.kept(body[first:]))
        for child in self.imported.root.children:
            own = section_period(child, self.imported)
            if loose and (child not in self.tasks or own.period != period):
                out.append(self.added(placeholders.BODY_TITLE, period, loose))
                loose = []
            if child not in self.tasks:
                out.append(self.section(child, whole))
                continue
            period = own.period
            tasks = [self.task(c, period or whole) for c in self.among([child])]
            tasks[0] = Mapping(tasks[0].values, [*tasks[0].head, *_review(own.doubt)])
            loose.extend(tasks)
            out.extend(self.tables_behind(child, whole))
        if loose:
            out.append(self.added(placeholders.BODY_TITLE, period, loose))
        return out

    def among(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """The tasks among nodes, each with those right under it, in the order of the source: a task holds
        none, so these stand beside it."""
        return (n for top in nodes if top in self.tasks for n in walk(top) if n in self.tasks)

    @staticmethod
    def added(title: str, period: str, tasks: list[Mapping]) -> Mapping:
        """A section whose title is not the source's."""
        return Mapping(
            {"title": Noted(title, f"{REVIEW}{INVENTED}"), "period": period or None, "tasks": tasks}
        )

    def section(self, node: Node, above: str) -> Mapping:
        """One section with all that stands under it; `above` is the period of what it stands in, and its own
        where it has none. Deadlines are read by the period."""
        apart = section_period(node, self.imported)
        period = apart.period or above
        text = self.paragraphs(node)
        number, title = self.heading(node, text)
        title = self.records.public(title) or title if isinstance(title, str) else title
        tasks = [self.task(c, period) for c in self.among(node.children)]
        own_rows = [] if tasks or isinstance(title, Noted) else self.plain_rows(node)
        tasks += [self.records.task(t, period) for t in own_rows]
        sections = [
            *(() if own_rows else self.tables(node, period)),
            *(
                s
                for c in node.children
                for s in ([self.section(c, period)] if c not in self.tasks else self.tables_behind(c, period))
            ),
        ]
        said = said_under(node)
        listed = [cite for line in said.cites for cite in read_cites(line)]
        cited = [*cites("\n".join([node.title.words, *text])), *listed]
        found, unread = said.all_figures("\n".join(text), node in self.results)
        has_kind = node.rank <= 2 and node.style != "closing"
        first, last = node.lines
        return Mapping(
            {
                "number": number,
                "title": title,
                "kind": identity.section_kind(node, self.imported.kind) if has_kind else None,
                "period": period if period != above else None,
                "text": "\n".join(text) or None,
                "table": tables([b.table for b in node.body if b.table is not None]),
                "indicators": self.records.indicators(found),
                "responsibility": responsibility(said.units, "", public=self.records.public),
                "deadlines": [due for words in said.deadlines for due in self.records.due(words, period)],
                "cites": self.records.cited(cited),
                "lines": Lines(first, last),
                "sections": sections,
                "tasks": tasks,
            },
            [
                *_review(_MIXED if sections and self.mixes(node) else ""),
                *_review(apart.doubt),
                *_review(self.announced(node) or self.repeated(node)),
                *(f"{REVIEW}{words}" for words in unread),
                *self.records.nameless(cited),
            ],
        )

    def task(self, node: Node, period: str) -> Mapping:
        """The task of an item; its id is known from then on."""
        found = self.records.task(self.tasks[node], period)
        self.ids[node] = str(found.values["id"])
        return found

    def plain_rows(self, node: Node) -> list[Task]:
        """The rows of tables that stand under a heading with no groups or parents of their own: they are
        tasks of its section."""
        rows = [self.rows[b.place] for b in node.body if b.place in self.rows]
        is_plain = not any(t.group or t.parent for t in rows) and all(b.kind != "group" for b in node.body)
        return rows if is_plain else []

    def announced(self, node: Node) -> str:
        """What to look at where one task alone names the attachment whose table this is: 见附件2."""
        name = _ATTACHED.match(node.head.words if node.head and node.style == "attachment" else "")
        if name is None or not any(b.row for b in node.body):
            return ""
        alone = sum(c.style == "attachment" for c in self.imported.root.children) == 1
        called = re.compile(rf"附件\s?{name['number']}(?!\d)")
        if not name["number"] and not alone:
            return ""
        said = [n for n in self.ids if called.search(self.tasks[n].text)]
        return self.assigned(said[0], f"正文写了“{name.group().strip()}”") if len(said) == 1 else ""

    def repeated(self, node: Node) -> str:
        """What to look at where rows of an attached table say what tasks of the text said: they count
        twice."""
        if node.style != "attachment":
            return ""
        rows = [self.rows[b.place] for b in node.body if b.place in self.rows]
        tasks = {ident: self.tasks[n] for n, ident in self.ids.items()}
        again = list(said_before(rows, tasks)) if rows and tasks else []
        if not again:
            return ""
        row, ident = again[0]
        return _REPEATED.format(len(again), row.title, ident, ident)

    def assigned(self, node: Node, reason: str) -> str:
        """The proposal to link the rows of a table with the task that announces it."""
        return _ASSIGNS.format(self.tasks[node].title, reason, self.ids[node])

    @staticmethod
    def heading(node: Node, text: list[str]) -> tuple[str | None, Any]:
        """The number and title of a section; an attachment without a title takes the first line off its
        `text`."""
        if node.style == "attachment":
            number, title = attachment_name(node.head.words if node.head else "")
            if title:
                return number, title
            if text and len(text[0]) <= _LONGEST_TITLE and not text[0].startswith(_NOTES):
                return number, text.pop(0)
            return number, Noted(placeholders.ATTACHMENT_TITLE, f"{REVIEW}{INVENTED}")
        if node.style == "closing":
            return node.number or None, Noted(placeholders.CLOSING_TITLE, f"{REVIEW}{INVENTED}")
        if not printable(node.title.words):
            return node.number or None, Noted(placeholders.BODY_TITLE, f"{REVIEW}{INVENTED}")
        return node.number or None, node.title.words

    def mixes(self, node: Node) -> bool:
        """Whether a section stands behind a task, so that the order of the record is not that of the
        source."""
        return any(a in self.tasks and b not in self.tasks for a, b in itertools.pairwise(node.children))

    @staticmethod
    def kept(blocks: Sequence[Block]) -> list[Mapping]:
        """A section for each table above all headings that is not one of tasks."""
        return [
            Mapping(
                {
                    "title": b.table.caption or Noted(placeholders.KEPT_TITLE, f"{REVIEW}{INVENTED}"),
                    "table": tables([b.table._replace(caption="")]),
                }
            )
            for b in blocks
            if b.table is not None
        ]

    def tables_behind(self, task: Node, period: str) -> list[Mapping]:
        """The tables that follow a task in the source: a task holds no tasks, so they become sections beside
        it."""
        if not self.has_tables:
            return []
        found = [section for node in walk(task) for section in self.tables(node, period)]
        for section in found:
            section.head += _review(self.assigned(task, "表紧跟在它的正文后面"))
        return found

    def tables(self, node: Node, period: str) -> list[Mapping]:
        """The rows of task tables in a node: under their task when measures share one, else under their
        group."""
        groups: list[tuple[str | None, list[tuple[str | None, list[Task]]]]] = []
        for block in node.body:
            task = self.rows.get(block.place) if block.row is not None else None
            if block.kind == "group":
                groups.append((block.value, []))
            elif task is not None:
                if not groups or groups[-1][0] != task.group:
                    groups.append((task.group, []))
                held = groups[-1][1]
                if not held or held[-1][0] != task.parent:
                    held.append((task.parent, []))
                held[-1][1].append(task)
        return [section for group, held in groups for section in self.group_sections(group, held, period)]

    def group_sections(
        self, group: str | None, held: list[tuple[str | None, list[Task]]], period: str
    ) -> list[Mapping]:
        """The rows of one group: a section of the group, and in it one for each task that several measures
        share."""
        apart = [self.table_section(parent, tasks, period) for parent, tasks in held if parent]
        if group is None:
            return [self.table_section(None, tasks, period) for parent, tasks in held if not parent] + apart
        loose = [t for parent, tasks in held if not parent for t in tasks]
        return [self.table_section(group, loose, period, apart)]

    def table_section(
        self, heading: str | None, tasks: list[Task], period: str, sections: Sequence[Mapping] = ()
    ) -> Mapping:
        """Rows under a group or a task of the table, whose number is cut off; without either, under the
        table's title."""
        number, title = None, heading or self.imported.table_title
        mark = mark_at(title, 0) if title else None
        if title and mark:
            number, title = mark.printed, title[mark.end :].strip()
        elif title and (serial := _SERIAL_FIRST.match(title)):
            number, title = serial.group(1), title[serial.end() :]
        return Mapping(
            {
                "number": number,
                "title": title_or(title, None) or Noted(placeholders.TABLE_TITLE, f"{REVIEW}{INVENTED}"),
                "sections": list(sections),
                "tasks": [self.records.task(t, period) for t in tasks],
            }
        )


def _review(words: str) -> list[str]:
    """What a person should look at, as a comment of its own; none for no words."""
    return [f"{REVIEW}{words}"] if words else []
