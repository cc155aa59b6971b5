"""The import as a record of the model, in content/'s own form, with `# 请核对：…` where a person should look.

Full text, its source and the line numbers stay in it; a comment never replaces words of the source. What the
model has no place for (fields of the head block, invented headings) is said in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from generator.importer.draft.answering import closing_words, responsibility, without_bracket
from generator.importer.draft.yaml_text import Flow, Lines, Mapping, Noted, printable, title_or, write
from generator.importer.layout.tail import attachment_name
from generator.importer.outline import identity
from generator.importer.outline.result import Imported, Measure, Task
from generator.importer.outline.section_periods import section_period
from generator.importer.outline.tree import Node, walk
from generator.importer.pause import undisturbed
from generator.importer.words.cites import Cite, cites
from generator.importer.words.dates import find_date
from generator.importer.words.full_titles import explained, full_titles, unexplained
from generator.importer.words.indicators import figures
from generator.importer.words.numerals import mark_at
from generator.model import placeholders
from generator.model.deadlines import interpret, several

LOOK = "请核对："
_DRAFTED = re.compile(r"^ *- \{text: .+, value: [\d.-]", re.M)
INVENTED = "标题为导入时所加，原文此处没有标题"
_DISCLOSURE = {
    "索引号": "index_number",
    "信息索引号": "index_number",
    "主题分类": "subject",
    "发布机构": "publisher",
    "发文机关": "publisher",
    "发文单位": "publisher",
    "制发机关": "publisher",
    "有效性": "validity",
    "效力状态": "validity",
    "公开方式": "method",
    "公开时限": "time_limit",
    "公开依据": "basis",
    "所属领域": "field",
    "一级事项": "item_level_1",
    "二级事项": "item_level_2",
    "公开主体": "body",
}
_ORDER = (
    "index_number",
    "subject",
    "publisher",
    "formed",
    "published",
    "number",
    "validity",
    "method",
    "time_limit",
    "basis",
    "field",
    "item_level_1",
    "item_level_2",
    "body",
    "levels",
)
# of a task whose measures have rows of their own
_SERIAL_FIRST = re.compile(r"(\d{1,4}|[一二三四五六七八九十]{1,3}) (?=\S)")
_STEM = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_USED = frozenset(
    {
        *_DISCLOSURE,
        "发文字号",
        "文号",
        "文件编号",
        "成文日期",
        "成文时间",
        "生成日期",
        "发文日期",
        "印发日期",
        "发布日期",
        "发布时间",
        "公开日期",
        "标题",
        "信息名称",
        "文件名称",
        "公开渠道和载体",
        "公开层级",
        "公开层级1",
        "公开层级2",
        "公开层级3",
    }
)


@undisturbed
def to_yaml(imported: Imported) -> str:
    """The YAML text of one document; it validates against `generator.model.records.Document`."""
    return write(_Writer(imported).document())


def marks(draft: str) -> list[str]:
    """What the draft asks a person to look at, mark by mark."""
    return [words.partition("\n")[0] for words in draft.split(f"# {LOOK}")[1:]]


def drafted_figures(draft: str) -> int:
    """How many figures the draft holds."""
    return len(_DRAFTED.findall(draft))


class _Writer:
    """Writes one document; holds which nodes are tasks and which ids are taken."""

    def __init__(self, imported: Imported) -> None:
        self.imported = imported
        self.tasks = {id(t.node): t for t in imported.tasks if t.node is not None}
        self.rows = {t.lines: t for t in imported.tasks if t.node is None}
        self.has_tables = any(b.kind in ("row", "group") for b in imported.blocks)
        self.own = {c.title for c in imported.cites if c.own}
        self.short = explained(imported.cites)
        self.ids: set[str] = set()
        self.stems: dict[str, int] = {}
        self.rows_named = 0
        self.stated: dict[
            tuple[str, str], list[Any]
        ] = {}  # deadlines by the words that state them and the period
        self.period = imported.period or placeholders.NO_PERIOD  # of the section that is being written
        ordinals = [t.node.ordinal for t in imported.tasks if t.node is not None]
        self.run_on = len(set(ordinals)) == len(ordinals)
        self.results = identity.result_nodes(imported.root, imported.kind)
        self.tops = {id(n): at for at, c in enumerate(imported.root.children, 1) for n in walk(c)}

    def document(self) -> Mapping:
        """The whole record."""
        i = self.imported
        head = ["由导入生成，请对照原文核对后发布；带“请核对”的地方须有人看过。"]
        head += [f"{LOOK}{p.what}（原文第 {p.line} 行）" if p.line else f"{LOOK}{p.what}" for p in i.problems]
        spare = [f"{k}：{v}" for k, v in i.meta.items() if v and k not in _USED]
        if spare:
            head.append(f"原文页面另有：{'；'.join(spare)}")
        return Mapping(
            {
                "title": title_or(i.title, Noted(placeholders.NO_TITLE, f"{LOOK}原文没有标题")),
                "kind": Noted(i.kind, "plan 工作要点；summary 总结；mixed 总结及计划；assignment 责任分解表"),
                "period": i.period or Noted(placeholders.NO_PERIOD, f"{LOOK}原文没有写明年份"),
                "text": "full",
                "source": self.origin(),
                "disclosure": self.disclosure(),
                "intro": "\n".join(self.paragraphs(i.root)),
                "table_title": i.table_title,
                "sections": self.sections()
                or [
                    Mapping(
                        {
                            "title": Noted(placeholders.BODY_TITLE, f"{LOOK}{INVENTED}"),
                            "text": placeholders.NO_BODY,
                        }
                    )
                ],
            },
            head,
        )

    def origin(self) -> Mapping:
        """Where the text comes from."""
        i = self.imported
        published = self.moment(
            i.meta.get("发布日期") or i.meta.get("发布时间") or i.meta.get("公开日期") or ""
        )
        publisher: Any = title_or(i.issuer, Noted(placeholders.NO_PUBLISHER, f"{LOOK}原文没有写明发布机关"))
        return Mapping(
            {
                "publisher": publisher,
                "published": published,
                "file": printable(i.source.name.rsplit("/", 1)[-1]) or None,
            }
        )

    @staticmethod
    def moment(words: str) -> str | None:
        """A date, with its time of day where one is printed."""
        day = find_date(words)
        if day is None:
            return None
        time = re.search(r"\b([01]?\d|2[0-3]):([0-5]\d)", words)
        return f"{day.isoformat()} {int(time.group(1)):02d}:{time.group(2)}" if time else day.isoformat()

    def disclosure(self) -> Mapping:
        """The head block."""
        i = self.imported
        values: dict[str, Any] = {}
        for label, value in i.meta.items():
            if value and label in _DISCLOSURE:
                values.setdefault(_DISCLOSURE[label], value)
        formed = find_date(i.meta.get("成文日期") or i.meta.get("生成日期") or i.meta.get("发文日期") or "")
        signed = i.date if any(b.kind == "signature" for b in i.blocks) else None
        values["formed"] = formed.isoformat() if formed else signed
        values["published"] = self.moment(
            i.meta.get("发布日期") or i.meta.get("发布时间") or i.meta.get("公开日期") or ""
        )
        values["number"] = i.doc_number
        levels = [i.meta[k] for k in ("公开层级", "公开层级1", "公开层级2", "公开层级3") if i.meta.get(k)]
        channels = i.meta.get("公开渠道和载体")
        if levels and channels:
            values["levels"] = [Mapping({"level": v, "channels": channels}) for v in levels]
        return Mapping({k: values[k] for k in _ORDER if values.get(k)})

    @staticmethod
    def paragraphs(node: Node) -> list[str]:
        """The paragraphs of a node itself, tables that are not of tasks as rows of words."""
        out = [node.rest.strip()] if node.rest.strip() else []
        for block in node.body:
            if block.kind == "text" and block.words:
                out.append(block.words)
            elif block.kind == "cells" and block.words:
                out.append("　".join(c for c in (block.cells or (block.words,)) if c))
            elif block.kind == "group" and not block.value:
                out.append(block.words)
        return out

    def sections(self) -> list[Mapping]:
        """The sections of the document; tasks outside any section get one whose title is marked as added."""
        out: list[Mapping] = []
        loose: list[Mapping] = []
        period, whole = "", self.period
        out.extend(self.tables(self.imported.root))
        for child in self.imported.root.children:
            own = section_period(child, self.imported)
            if loose and (id(child) not in self.tasks or own.period != period):
                out.append(self.added(placeholders.BODY_TITLE, period, loose))
                loose = []
            if id(child) not in self.tasks:
                out.append(self.section(child))
                continue
            period = own.period
            self.period = period or whole
            task = self.task(self.tasks[id(child)], child)
            self.period = whole
            loose.append(Mapping(task.values, [*task.head, *([f"{LOOK}{own.doubt}"] if own.doubt else [])]))
            out.extend(self.tables_behind(child))
        if loose:
            out.append(self.added(placeholders.BODY_TITLE, period, loose))
        return out

    @staticmethod
    def added(title: str, period: str, tasks: list[Mapping]) -> Mapping:
        """A section whose title is not the source's."""
        return Mapping({"title": Noted(title, f"{LOOK}{INVENTED}"), "period": period or None, "tasks": tasks})

    def section(self, node: Node) -> Mapping:
        """One section with all that stands under it; its deadlines are read by its period."""
        apart, above = section_period(node, self.imported), self.period
        self.period = apart.period or above
        title: Any = node.title.words
        number: str | None = node.number or None
        text = self.paragraphs(node)
        if node.style == "attachment":
            number, title = attachment_name(node.head.words if node.head else "")
            if not title:
                title = (
                    text.pop(0)
                    if text and len(text[0]) <= 80 and not text[0].startswith(("注：", "说明：", "备注："))
                    else Noted(placeholders.ATTACHMENT_TITLE, f"{LOOK}{INVENTED}")
                )
        elif node.style == "closing":
            title = Noted(placeholders.CLOSING_TITLE, f"{LOOK}{INVENTED}")
        elif not printable(title):
            title = Noted(placeholders.BODY_TITLE, f"{LOOK}{INVENTED}")
        sections = [
            *self.tables(node),
            *(
                s
                for c in node.children
                for s in ([self.section(c)] if id(c) not in self.tasks else self.tables_behind(c))
            ),
        ]
        tasks = [self.task(self.tasks[id(c)], c) for c in node.children if id(c) in self.tasks]
        cited = cites("\n".join([node.title.words, *text]))
        first, last = node.lines
        mixed = bool(sections and tasks) and any(
            id(a) in self.tasks and id(b) not in self.tasks
            for a, b in zip(node.children, node.children[1:], strict=False)
        )
        self.period = above
        return Mapping(
            {
                "number": number,
                "title": title,
                "kind": identity.section_kind(node, self.imported.kind)
                if node.rank <= 2 and node.style != "closing"
                else None,
                "period": apart.period if apart.period != above and apart.period else None,
                "text": "\n".join(text) or None,
                "indicators": [
                    self.indicator(f)
                    for f in figures("\n".join(text), "actual" if node in self.results else "target")
                ],
                "cites": self.cited(cited),
                "lines": Lines(first, last),
                "sections": sections,
                "tasks": tasks,
            },
            [
                *([f"{LOOK}本节的任务和下级章节在原文中交错，此处先列章节、后列任务"] if mixed else []),
                *([f"{LOOK}{apart.doubt}"] if apart.doubt else []),
                *self.nameless(cited),
            ],
        )

    def tables_behind(self, task: Node) -> list[Mapping]:
        """The tables that follow a task in the source: a task holds no tasks, so they become sections beside it."""
        return [section for node in walk(task) for section in self.tables(node)] if self.has_tables else []

    def tables(self, node: Node) -> list[Mapping]:
        """The rows of task tables in a node: under their task when measures share one, else under their group."""
        groups: list[tuple[str | None, list[tuple[str | None, list[Task]]]]] = []
        for block in node.body:
            task = self.rows.get((block.first, block.last)) if block.row is not None else None
            if block.kind == "group":
                groups.append((block.value, []))
            elif task is not None:
                if not groups or groups[-1][0] != task.group:
                    groups.append((task.group, []))
                held = groups[-1][1]
                if not held or held[-1][0] != task.parent:
                    held.append((task.parent, []))
                held[-1][1].append(task)
        return [section for group, held in groups for section in self.group_sections(group, held)]

    def group_sections(self, group: str | None, held: list[tuple[str | None, list[Task]]]) -> list[Mapping]:
        """The rows of one group: a section of the group, and in it one for each task that several measures share."""
        apart = [self.table_section(parent, tasks) for parent, tasks in held if parent]
        if group is None:
            return [self.table_section(None, tasks) for parent, tasks in held if not parent] + apart
        return [self.table_section(group, [t for parent, tasks in held if not parent for t in tasks], apart)]

    def table_section(
        self, heading: str | None, tasks: list[Task], sections: list[Mapping] | None = None
    ) -> Mapping:
        """Rows under a group or a task of the table, whose number is cut off; without either, under the table's title."""
        number, title = None, heading or self.imported.table_title
        mark = mark_at(title, 0) if title else None
        if title and mark:
            number, title = mark.printed, title[mark.end :].strip()
        elif title and (serial := _SERIAL_FIRST.match(title)):
            number, title = serial.group(1), title[serial.end() :]
        return Mapping(
            {
                "number": number,
                "title": title_or(title, None) or Noted(placeholders.TABLE_TITLE, f"{LOOK}{INVENTED}"),
                "sections": sections or [],
                "tasks": [self.task(t, None) for t in tasks],
            }
        )

    def task(self, task: Task, node: Node | None) -> Mapping:
        """One task: its facts, then its text, split into measures where it has any."""
        text, measures_text, printed = without_bracket(task)
        printed = printed or task.behind_title
        units, deadlines = task.common or (task.units, task.deadlines)
        first, last = task.lines
        return Mapping(
            {
                "id": self.ident(task),
                "number": task.number,
                "title": title_or(task.title, None) or Noted(placeholders.NO_TASK_TITLE, f"{LOOK}{INVENTED}"),
                "text": "\n".join(w for w in (text, *task.beside) if w) or None,
                "row": task.row if task.row != task.number else None,
                "responsibility": responsibility(
                    units, printed, of_cells=task.node is None and not task.brackets
                ),
                "deadlines": [due for words in deadlines for due in self.due(words)],
                "indicators": [self.indicator(f) for f in task.figures],
                "cites": self.cited(task.cites),
                "lines": Lines(first, last),
                "measures": [
                    self.measure(m, words) for m, words in zip(task.measures, measures_text, strict=True)
                ],
            },
            self.doubts(task, node),
        )

    def measure(self, measure: Measure, words: str) -> Mapping:
        """One measure; the bracket that names who answers for it alone goes with the first of them."""
        printed = closing_words(words, measure.brackets, measure.units) if measure.units else ""
        words = words.rstrip("。 ").removesuffix(printed).rstrip() if printed else words
        return Mapping(
            {
                "number": measure.number,
                "title": measure.title if printable(words) else None,
                "text": words if printable(words) else title_or(measure.title, "—"),
                "responsibility": responsibility(measure.units, printed),
                "deadlines": [due for words in measure.deadlines for due in self.due(words)],
            }
        )

    def doubts(self, task: Task, node: Node | None) -> list[str]:
        """Why a person should look at this task."""
        out = [f"{LOOK}{d}" for d in task.doubts]
        if node is not None and not node.title.own:
            out.append(f"{LOOK}原文没有单独的标题，取第一句为标题")
        if any(c.press for c in task.cites):
            out.append(f"{LOOK}《》中有报刊，未列入引用文件")
        return [*out, *self.nameless(task.cites)]

    def due(self, words: str) -> list[Any]:
        """The deadlines of a task that words state; a table says the same of many."""
        known = words, self.period
        if known not in self.stated:
            self.stated[known] = [self.deadline(part) for part in several(words, self.period) or [words]]
        return self.stated[known]

    def deadline(self, words: str) -> Any:
        """A deadline; one whose words cannot be read gets a kind that a person must confirm."""
        words = printable(" ".join(words.split()))
        if interpret(words, self.period) is not None:
            return words
        return Flow({"text": words, "kind": "period"}, f"{LOOK}读不懂这个时限，请写明种类和日期")

    def indicator(self, figure: Any) -> Flow:
        """A figure; one of which the source does not say what it counts gets a name that a person must write."""
        name = title_or(figure.name, None)
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
            "" if name else f"{LOOK}原文没有写明这个数字是什么",
        )

    def cited(self, found: Iterable[Cite]) -> list[str]:
        """The full titles that are cited documents: no newspapers, and not the document itself."""
        return [title for title in full_titles(found, self.short) if title not in self.own]

    def nameless(self, found: Iterable[Cite]) -> list[str]:
        """What to look at when the text cites a document by a word for its kind alone."""
        titles = [title for title in unexplained(found, self.short) if title not in self.own]
        return (
            [f"{LOOK}{'、'.join(f'《{title}》' for title in titles)}没有写明全称，未列入引用文件"]
            if titles
            else []
        )

    def ident(self, task: Task) -> str:
        """A short id from the number: 03 for 3., 2-3 for the third item of the second section, r5 for a row; always free."""
        ordinal = task.node.ordinal if task.node is not None else 0
        if task.node is None:
            self.rows_named += 1
            stem = f"r{task.row if task.row and task.row.isdecimal() else self.rows_named}"
        else:
            stem = f"{ordinal:02d}" if self.run_on else f"{self.tops.get(id(task.node), 0)}-{ordinal}"
        stem = stem if _STEM.fullmatch(stem) else "t"
        n = self.stems.get(stem, 0) + 1
        ident = stem if n == 1 else f"{stem}-{n}"
        while ident in self.ids:
            n += 1
            ident = f"{stem}-{n}"
        self.stems[stem] = n
        self.ids.add(ident)
        return ident
