"""A table shows no names of persons and no telephone numbers of theirs, unless the law has them published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.walks import all_answerables
from generator.library.build import Library
from generator.model.records import Section, Table, Task
from generator.problems import Finding, RecordPath

_HINT = "请删去这些姓名和电话，要留作内部查对的写到任务的 persons；依法应当公开的（如河长名单），可不理会"


def find_personal_tables(library: Library) -> Iterator[Finding]:
    """One reminder a column, or a table that is a list of persons, at the table."""
    for document in library.documents:
        for record, path in all_answerables(document):
            if isinstance(record, Section | Task) and record.tables:
                for place, what in _told(record.tables, (*path, "table")):
                    yield Finding(document.file.file, place, what, _HINT, at_key=True, severity="warning")


def _told(tables: Sequence[Table], path: RecordPath) -> Iterator[tuple[RecordPath, str]]:
    """What the tables of one record say of persons, each with its place."""
    from generator.importer import blocks  # its words: only a site with tables needs them
    from generator.importer.layout.kept_persons import public_table

    for n, table in enumerate(tables):
        rows = tuple(blocks.TableRow(tuple(cells)) for cells in table.rows)
        header = tuple(map(tuple, table.header))
        shown, is_roster = public_table(blocks.Table(table.caption or "", header, rows))
        name = f"表格“{table.caption}”" if table.caption else "表格"
        place = (*path, n) if len(tables) > 1 else path
        for one in shown.withheld:
            if is_roster:
                yield place, f"{name}是人员名单"
            elif one.heading:
                yield place, f"{name}的“{one.heading}”一栏像是姓名或联系方式"
            else:
                yield place, f"{name}里有 {len(one.cells)} 处姓名或联系方式"
