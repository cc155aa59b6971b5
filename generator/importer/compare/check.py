"""Compare a finished YAML with its source: which sentences of the source it lacks, which of its own the
source lacks, and which facts (units with roles, deadlines, figures, cites, title, kind, issuer, dates,
number, periods) a fresh import reads otherwise.

Sentences are compared by their letters, digits and characters alone, so that numbering in a field of its own,
punctuation and line breaks do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.content.places import placed
from generator.content.yaml_reader import parse_written
from generator.importer.blocks import Block, Row, Table
from generator.importer.compare.differences import FactDifference
from generator.importer.compare.fact_check import compare_facts
from generator.importer.compare.facts import ink
from generator.importer.compare.held import SENTENCE_ENDS, Held, Runs, pieces
from generator.importer.compare.later_progress import without_later
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.layout.columns import column
from generator.importer.lines import Source
from generator.importer.outline.marked_tasks import must_have
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.words.cites import cites
from generator.importer.words.deadlines import deadlines
from generator.importer.words.named_persons import without_persons
from generator.importer.words.names import is_nothing, is_surely_unit
from generator.importer.words.responsibility_bracket import split_unit_first
from generator.importer.words.responsibility_clause import strip_roles
from generator.importer.words.unit_cells import cell_names, named_persons, names_posts, persons_beside
from generator.importer.words.vocabulary import HAN, LABEL_ROLES, LABEL_UNITS, alt
from generator.model.placeholders import INVENTED
from generator.problems import Finding, Problem, RecordPath, Severity

_SHOWN = 30
_WORDS = frozenset(
    [
        *("title", "text", "intro", "number", "unit", "table_title", "row_title", "notes", "contacts"),
        *("persons", "caption", "header", "rows"),
    ]
)
_SENTENCE_END = re.compile(r"[。！？；;\n]")
# 修路，责任单位：…, whose label stands apart from the title; 6月底）一是…, whose measure does
_BEFORE_LABEL = re.compile(
    rf"(?<![，,\s—\[])[，,\s—\[]++(?={alt(LABEL_ROLES)}{alt(LABEL_UNITS)}$)|(?<=[，,）)])(?={HAN}{{1,2}}[是要])"
)
_BODY = frozenset({"text", "heading", "row", "cells", "table", "title", "attachment", "group"})
_SHORTEST = 2
_REGISTERS = {
    "units": "机关和责任单位的登记表",
    "policies": "引用文件登记表",
    "topics": "主题登记表",
    "synonyms": "同义词表",
    "lexicon": "错字表",
    "moved": "迁移登记表",
}
_NEEDED = {"title": "文件标题", "sections": "章节"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: sentences of the source (with line) not in the YAML, and words of the YAML not in the
    source. `later`: how many entries of progress came after the source and were not compared."""

    missing: tuple[tuple[int, str], ...]
    added: tuple[tuple[RecordPath, str], ...]
    abridged: bool
    facts: tuple[FactDifference, ...] = ()
    later: int = 0

    @property
    def sound(self) -> bool:
        """Nothing is missing (of a full text), nothing was added, and no fact is stated in words that the
        source lacks."""
        return (
            not self.added
            and (self.abridged or not self.missing)
            and all(f.severity != "error" for f in self.facts)
        )

    @property
    def same(self) -> bool:
        """Nothing differs at all, not even what a clerk may have mended."""
        return not (self.added or self.missing or self.facts)


def what_else(tree: Any) -> tuple[str, str] | None:
    """What a YAML is when it is no document, and what to do; None for a document."""
    mend = "请写出要核对的那份文件的 YAML，再写原文"
    if tree is None or tree == "":
        return "文件是空的", mend
    if isinstance(tree, list):
        return "这是一份清单，不是一份文件", mend
    if not isinstance(tree, dict):
        return "这里只有一段文字，不是一份文件", mend
    register = next((what for key, what in _REGISTERS.items() if key in tree), None)
    if register and "sections" not in tree:
        return f"这是{register}，不是一份文件", mend
    missing = [f"{key}（{what}）" for key, what in _NEEDED.items() if not tree.get(key)]
    return (
        (f"这不是一份文件，缺少 {'、'.join(missing)}", "请先用 gongkai check 检查，补全后再核对")
        if missing
        else None
    )


def compare(
    tree: Any, source: Source, policies: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> Difference:
    """Compare the plain data of a YAML document with a source. `policies`: each name of a cited document ->
    all its names."""
    imported = import_source(source)
    fresh = parse_written(to_yaml(imported), source.name)[0]
    tree, later = without_later(tree, fresh)
    found = _compare_words(tree, imported, compare_facts(tree, fresh, imported, policies))
    return replace(found, later=later)


def compare_draft(draft: str, imported: Imported) -> Difference:
    """Compare the words of an import's draft, as nobody touched it, with the source that it was made from.
    Its facts are those of the import."""
    return _compare_words(parse_written(draft, imported.source.name)[0], imported, ())


def _compare_words(tree: Any, imported: Imported, facts: Sequence[FactDifference]) -> Difference:
    """What the words of a document and of its source differ in, beside the facts that differ."""
    fields = list(_fields(tree))
    ours = ink(" ".join(words for place, words in fields if "indicators" not in place))
    ours += ink(" ".join(_values(tree)))
    held = Held(pieces(_values(tree)), ours)
    missing = tuple((line, s) for line, s in _sentences(imported) if ink(s) not in held)
    abridged = isinstance(tree, dict) and tree.get("text") == "abridged"
    told = {place for fact in facts if fact.severity == "error" for place in fact.covers}
    added = tuple(a for a in _added(tree, fields, imported) if a[0] not in told)
    return Difference(missing, added, abridged, tuple(facts))


def _added(
    tree: Any, fields: Sequence[tuple[RecordPath, str]], imported: Imported
) -> Iterator[tuple[RecordPath, str]]:
    """The sentences of a document that its source does not have, each with its place."""
    source = imported.source
    # cells whose lines stand between those of others, and their headings
    beside = (w for b in imported.blocks if b.row for w in _labelled(b.row))
    printed = [b.text for b in imported.blocks if b.kind != "aside"]
    persons = imported.persons
    public = (without_persons(text, persons) for text in printed) if persons else ()
    grids = ("".join(cells) for b in imported.blocks if b.table for cells in _grid(b.table))
    theirs = [*printed, *beside, *public, *grids]
    parts = pieces(theirs)
    held = Held(parts, ink(" ".join(theirs)) + "\n" + ink(" ".join(line.text for line in source.lines)))
    runs = Runs(pieces(line.text for line in source.lines), "\n".join(line.text for line in source.lines))
    invented = {ink(words) for words in INVENTED}

    @cache  # a text may say the same thousands of times, and each look goes through all of it
    def is_foreign(sentence: str) -> bool:
        return ink(sentence) not in held or runs.only_part(sentence)

    for place, words in (*fields, *_table_rows(tree)):
        if place[:1] in (("notes",), ("source",)) or _is_from_elsewhere(tree, place):
            continue
        for sentence in [*SENTENCE_ENDS.split(words), *_duties(words)]:
            found = ink(sentence)
            if len(found) >= _SHORTEST and found not in invented and is_foreign(sentence):
                yield place, sentence


def _is_from_elsewhere(tree: Any, place: RecordPath) -> bool:
    """Whether words belong to an entry of progress that names where else it was published."""
    if "progress" not in place:
        return False
    entry = tree
    for step in place[: place.index("progress") + 2]:
        entry = entry[step]
    return isinstance(entry, dict) and bool(entry.get("source"))


def _labelled(row: Row) -> Iterator[str]:
    """The cells of a row behind the headings of their columns, as a draft states them in the text of a
    task, and its task behind its number, as a section is called of which the row is a part."""
    yield f"{row.serial or ''} {row.task}"
    posts = (cell for cell in row.persons if names_posts(*cell))
    beside = (*row.units, *row.other, *row.progress, *posts)
    yield from (f"{heading}：{cell}" for heading, cell in beside)
    yield from (f"时限：{cell}" for cell in row.deadlines)


def _duties(words: str) -> Iterator[str]:
    """Lines that give an office its duty (县民政局：负责…), whole: their parts alone would still stand in
    the source when exchanged. What a column is called (责任单位) is no office."""
    if "：" in words:
        yield from (
            s
            for s in _SENTENCE_END.split(words)
            if is_surely_unit(s.partition("：")[0].strip())
            and s.partition("：")[2]
            and column(s.partition("：")[0]).kind == "unknown"
        )


def _sentences(imported: Imported) -> Iterator[tuple[int, str]]:
    """The sentences of the body, each with its line."""
    persons = imported.persons  # who stand apart from the words they are named in
    for block in imported.blocks:
        if block.kind not in _BODY:
            continue
        words = without_persons(_body(block), persons)
        for sentence in (s for part in SENTENCE_ENDS.split(words) for s in _BEFORE_LABEL.split(part)):
            if len(ink(sentence)) >= _SHORTEST:
                yield block.first, sentence.strip()


def _body(block: Block) -> str:
    """The words of a block that a document must have. A number before a unit (4.县财政局：落实…) stands
    apart from it there, as a field of its own that is compared as a fact."""
    if block.mark is not None and block.table is None:
        return must_have(block)
    if block.row is not None:
        return "\n".join(_of_row(block.row))
    if block.kind == "group":
        return block.value
    if block.table is not None:
        return "\n".join([block.table.caption, *("\n".join(cells) for cells in _grid(block.table))])
    behind = block.words[len(block.number) :] if block.number else ""
    return behind if behind and split_unit_first(behind.lstrip())[0] else block.text


def _grid(table: Table) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, its header first."""
    return (*table.header, *(row.cells for row in table.rows))


def _of_row(row: Row) -> Iterator[str]:
    """What a row says: its texts, the names in its cells of units, its deadlines one by one; `facts`
    compares roles."""
    yield from (row.task, row.part, row.content, *(words for _, words in row.other))
    yield from (words for _, words in row.progress if not is_nothing(words.strip()))
    for heading, words in row.persons:
        yield from named_persons(heading, words)
    for _, words in (*row.units, *row.persons):
        yield from persons_beside(words)
        yield from cell_names(words) or [strip_roles(words)]
    for words in row.deadlines:
        yield from deadlines(words) or [words]


def _fields(tree: Any) -> Iterator[tuple[RecordPath, str]]:
    """Every field that holds words of the source, depth first, in the order of the record."""
    stack: list[tuple[RecordPath, str, Any]] = [((), "", tree)]
    while stack:
        where, key, node = stack.pop()
        if isinstance(node, dict):
            stack.extend(((*where, str(k)), str(k), v) for k, v in reversed(list(node.items())))
        elif isinstance(node, list):
            stack.extend(((*where, n), key, v) for n, v in reversed(list(enumerate(node))))
        elif key in _WORDS and where != ("text",) and isinstance(node, str):
            yield where, node


def _table_rows(tree: Any) -> Iterator[tuple[RecordPath, str]]:
    """The rows of kept tables whole: their cells alone would still stand in the source when exchanged."""
    stack: list[tuple[RecordPath, Any]] = [((), tree)]
    while stack:
        where, node = stack.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "table":
                    yield from _rows_of((*where, key), value)
                else:
                    stack.append(((*where, str(key)), value))
        elif isinstance(node, list):
            stack.extend(((*where, n), value) for n, value in enumerate(node))


def _rows_of(place: RecordPath, value: Any) -> Iterator[tuple[RecordPath, str]]:
    """The rows of one kept table, or of several."""
    for n, table in enumerate(value if isinstance(value, list) else [value]):
        where = (*place, n) if isinstance(value, list) else place
        for key in ("header", "rows"):
            rows = table.get(key) if isinstance(table, dict) else None
            for k, cells in enumerate(rows if isinstance(rows, list) else []):
                if isinstance(cells, list) and len(cells) > 1:
                    yield (*where, key, k), "".join(ink(str(cell)) for cell in cells if cell is not None)


def _values(tree: Any) -> Iterator[str]:
    """All strings in order, for words that stand in facts (deadlines, disclosure); those of figures repeat
    the text."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(reversed([value for key, value in node.items() if key != "indicators"]))
        elif isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, str):
            yield node


def report_difference(difference: Difference, file: Path, original: Path) -> str:
    """The comparison in Chinese: each sentence with its place, as all commands say it, and how many there
    are."""
    later = f"另有 {difference.later} 条进展晚于原文，没有比对。" if difference.later else ""
    if difference.same:
        return (
            f"{file}：与原文一致，没有缺漏，也没有多出的内容，"
            f"责任单位、完成时限、指标、引用文件、类型、文号、日期也与原文读出的相同。{later}"
        )
    severity: Severity = "warning" if difference.abridged else "error"
    missing = [
        Problem(
            str(original),
            line,
            1,
            f"原文的“{words[:60]}”，文件里没有",
            "请补上；有意不收的，请核对",
            severity=severity,
        )
        for line, words in difference.missing[:_SHOWN]
    ]
    found = placed(
        [
            Finding(file.name, place, f"“{words[:60]}”在原文里没有", "请对照原文改正")
            for place, words in difference.added[:_SHOWN]
        ],
        file.parent,
    )
    found += placed(
        [
            Finding(file.name, fact.place, fact.what, fact.hint, fact.severity)
            for fact in difference.facts[:_SHOWN]
        ],
        file.parent,
    )
    added = [replace(problem, file=str(file)) for problem in found]
    note = "（摘编，只供参考）" if difference.abridged else ""
    counts = [
        f"原文有、文件里没有的 {len(difference.missing)} 句{note}",
        f"文件里有、原文没有的 {len(difference.added)} 处",
    ]
    if difference.facts:
        counts.append(f"单位、时限等与原文读出的不同或没有比对的 {len(difference.facts)} 处")
    most = max(map(len, (difference.missing, difference.added, difference.facts)))
    total = "，".join(counts) + (f"；各列出前 {_SHOWN} 条。" if most > _SHOWN else "。") + later
    advice = (
        ["没有发现错误，但有上面的提醒，不能算核对一致；请逐条对照原文。"]
        if difference.sound and difference.facts
        else []
    )
    return "\n".join([*map(str, missing), *map(str, added), total, *advice])


def cited_titles(text: str) -> list[str]:
    """Titles cited in a text, for comparing lists of cited documents."""
    return [c.title for c in cites(text)]
