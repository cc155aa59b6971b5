"""What a person should hear about persons: what is withheld from tables and texts, and names that stay."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importer.account.page_doubts import PageDoubt
from generator.importer.blocks import Block
from generator.importer.layout.kept_persons import PERSONAL
from generator.importer.outline.stages import TasksRead
from generator.importer.outline.tree import walk
from generator.importer.outline.withheld import public_words, withheld_ink
from generator.importer.words.named_persons import find_possible
from generator.importer.words.person_names import bare_name

_SHOWN = 4
_TABLE = "表中“{}”一栏是姓名或联系方式，{} 格没有收进表格，不会公开"
_UNSURE = "表中“{}”一栏像是姓名，{} 格没有收进表格，不会公开"
_DOUBTFUL = "表中“{}”一栏的内容像是姓名，仍留在表格里"
_CELLS = "表中 {} 处姓名或联系方式没有收进表格，不会公开"
_ROSTER = "“{}”是人员名单，整张表没有收进正文，不会公开"
_BACK = "请核对；不是个人信息，或依法应当公开的（如河长名单），请对照原文补回 table"
_MOVE = "请核对；是姓名的请从表格里删去这一栏"
_TEXT = "这里写了 {} 人的姓名或联系方式，没有收进正文，不会公开"
_BACK_TO_TEXT = "请核对；依法应当公开的，请对照原文补回"
_KEPT = "这里的“{}”可能是姓名，仍留在正文里"
_CUT = "请核对；是姓名的请从正文里删去，写到任务的 persons 一栏，不会公开"


def person_doubts(read: TasksRead, persons: frozenset[str]) -> Iterator[PageDoubt]:
    """One doubt a column of a table, and one a block of text."""
    tree = read.outline.tree
    of_tasks = {id(b) for t in read.tasks if t.node for n in walk(t.node) for b in n.own_blocks}
    held = {id(block) for node in walk(tree.root) for block in node.own_blocks}
    for block in tree.labelled.blocks:
        if block.table is not None:
            yield from _of_table(block)
        elif id(block) in held:
            yield from _of_text(block, persons, id(block) in of_tasks)


def _of_table(block: Block) -> Iterator[PageDoubt]:
    table = block.table
    for one in table.withheld if table is not None else ():
        if block.label == PERSONAL:
            yield PageDoubt(block.first, _ROSTER.format(one.heading), _BACK)
        elif not one.cells:
            yield PageDoubt(block.first, _DOUBTFUL.format(one.heading), _MOVE)
        elif not one.heading:
            yield PageDoubt(block.first, _CELLS.format(len(one.cells)), _BACK)
        else:
            words = _UNSURE if one.doubt else _TABLE
            yield PageDoubt(block.first, words.format(one.heading, len(one.cells)), _BACK)


def _of_text(block: Block, persons: frozenset[str], in_task: bool) -> Iterator[PageDoubt]:
    """What a text of no task does not say; that of a task is in its persons. And which names stay."""
    public = public_words(block, persons)
    if not in_task and withheld_ink(block, persons):
        told = {bare_name(p) or p for p in persons if p in block.text and p not in public}
        yield PageDoubt(block.first, _TEXT.format(len(told)), _BACK_TO_TEXT)
    names = [*find_possible(public), *(p for p in sorted(map(bare_name, persons)) if p and p in public)]
    if left := list(dict.fromkeys(names)):
        yield PageDoubt(block.first, _KEPT.format("、".join(left[:_SHOWN])), _CUT)
