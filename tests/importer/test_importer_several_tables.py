"""Several tables in one sheet, CSV file, page or Markdown text: each is read as what it is, and what stands
between them is text; tables beside each other are two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from importer_files import table_file

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

SHEETS = ("csv", "xlsx")
ALL = (*SHEETS, "docx", "html", "md")
TASKS = ["序号", "工作任务", "责任单位", "完成时限"]
FIRST = [["1", "疏通沟渠", "水务局", "5月底前"], ["2", "加固山塘", "应急局", "8月底前"]]
SECOND = [["1", "栽种乔木", "林场", "3月底前"], ["2", "管护苗圃", "林场", "11月底前"]]
FIGURES = [["指标", "单位", "去年", "今年"], ["灌溉面积", "万亩", "2.1", "2.6"], ["成活率", "%", "88", "93"]]
ITEMS = [
    ["一、疏通沟渠。年内清淤9公里。（责任单位：水务局）"],
    ["二、加固山塘。整治山塘4座。（责任单位：应急局）"],
]
TITLE = ["石桥县2025年农村工作安排"]
OTHER = ["编号", "项目名称", "建设内容", "牵头单位", "配合单位", "时间"]
PARK = ["1", "西门公园", "新建步道2公里", "园林局", "财政局", "10月底前"]
MONEY = [["科目", "金额"], ["人员", "30"], ["设备", "40"]]


def read(rows: Sequence[Sequence[str]], suffix: str) -> Imported:
    """The import of one table of these rows; its own draft must pass the comparison with it."""
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    imported = import_source(read_bytes(table_file(suffix, full), f"2025年安排.{suffix}"))
    difference = compare(parse(to_yaml(imported), "a.yml")[0], imported.source)
    assert difference.sound, (difference.missing, difference.added, [f.what for f in difference.facts])
    assert imported.coverage.unplaced == ()
    return imported


def said(imported: Imported) -> list[str]:
    """The tasks and kept tables in their order, a task by its title, unit and time, a table by its size."""
    tasks = [
        f"{t.title} {'、'.join(u.name for u in t.units)} {'、'.join(t.deadlines)}" for t in imported.tasks
    ]
    kept = [b.table for b in imported.blocks if b.table is not None]
    return [*tasks, *(f"{'、'.join(t.header[0])} {len(t.rows)}" for t in kept)]


def of(rows: Sequence[Sequence[str]]) -> list[str]:
    """What these rows of a table of tasks say."""
    return [f"{task} {unit} {time}" for _, task, unit, time in rows]


KEPT = "指标、单位、去年、今年 2"
BELOW = {
    "annexes": ([TITLE, [], ["附件1 指标表"], *FIGURES, [], ["附件2 分工表"], TASKS, *FIRST], of(FIRST)),
    "annexes-close": ([TITLE, ["附件1 指标表"], *FIGURES, ["附件2 分工表"], TASKS, *FIRST], of(FIRST)),
    "header-alone": ([TITLE, *FIGURES, TASKS, *FIRST], of(FIRST)),
    "items": (
        [TITLE, ["指标表"], *FIGURES, *ITEMS],
        ["疏通沟渠 水务局 年内", "加固山塘 应急局 "],
    ),
    "kept-below": ([TITLE, TASKS, *FIRST, [], ["指标表"], *FIGURES], of(FIRST)),
    "kept-close": ([TITLE, TASKS, *FIRST, ["附件2 指标表"], *FIGURES], of(FIRST)),
    "kept-alone": ([TITLE, TASKS, *FIRST, [], *FIGURES], of(FIRST)),
}


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("name", BELOW)
def test_a_table_of_tasks_and_one_that_is_kept_do_not_swallow_each_other(name: str, suffix: str) -> None:
    rows, tasks = BELOW[name]
    assert said(read(rows, suffix)) == [*tasks, KEPT]


@pytest.mark.parametrize("suffix", SHEETS)
def test_annexes_are_sections_of_their_own(suffix: str) -> None:
    imported = read([TITLE, ["附件1 指标表"], *FIGURES, [], ["附件2 分工表"], TASKS, *FIRST], suffix)
    record = parse(to_yaml(imported), "a.yml")[0]
    sections = [
        (s["number"], s["title"], bool(s.get("table")), len(s.get("tasks", []))) for s in record["sections"]
    ]
    assert sections == [("附件1", "指标表", True, 0), ("附件2", "分工表", False, 2)]


@pytest.mark.parametrize("suffix", ALL)
def test_two_tables_of_tasks_may_have_other_columns(suffix: str) -> None:
    rows = [TITLE, TASKS, *FIRST, [], ["公园建设表"], OTHER, PARK]
    assert said(read(rows, suffix)) == [*of(FIRST), "西门公园 园林局、财政局 10月底前"]


@pytest.mark.parametrize("suffix", ALL)
def test_a_header_printed_again_goes_on_and_one_below_a_title_begins_anew(suffix: str) -> None:
    again = read([TITLE, TASKS, FIRST[0], [], TASKS, FIRST[1]], suffix)
    assert said(again) == of(FIRST)
    assert {t.group for t in again.tasks} == {None}
    anew = read([TITLE, TASKS, *FIRST, [], ["造林任务表"], TASKS, *SECOND], suffix)
    assert said(anew) == of([*FIRST, *SECOND])
    assert [t.group for t in anew.tasks] == [None, None, "造林任务表", "造林任务表"]


@pytest.mark.parametrize("suffix", SHEETS)
def test_a_kept_table_has_its_own_columns_and_title(suffix: str) -> None:
    imported = read([TITLE, TASKS, *FIRST, ["合计", "2项"], [], ["经费表"], *MONEY], suffix)
    tables = [b.table for b in imported.blocks if b.table is not None]
    assert [(t.caption, t.header, len(t.rows)) for t in tables] == [("经费表", (("科目", "金额"),), 2)]
    assert said(imported)[:2] == of(FIRST)


@pytest.mark.parametrize("suffix", ALL)
def test_groups_and_parts_of_one_table_stay_in_it(suffix: str) -> None:
    grouped = read([TITLE, TASKS, ["一、水利"], *FIRST, ["二、林业"], *SECOND], suffix)
    assert [t.group for t in grouped.tasks] == ["一、水利"] * 2 + ["二、林业"] * 2
    parts = [FIGURES[0], ["一、种植"], FIGURES[1], ["二、造林"], FIGURES[2]]
    kept = read([TITLE, *parts], suffix)
    assert said(kept) == ["指标、单位、去年、今年 4"]


@pytest.mark.parametrize("suffix", ALL)
def test_tables_beside_each_other_are_two(suffix: str) -> None:
    right = [["3", *SECOND[0][1:]], ["4", *SECOND[1][1:]]]
    rows = [[*a, "", *b] for a, b in zip([TASKS, *FIRST], [TASKS, *right], strict=True)]
    imported = read([TITLE, *rows], suffix)
    assert said(imported) == of([*FIRST, *SECOND])
    assert [t.number for t in imported.tasks] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("suffix", SHEETS)
def test_what_else_stands_beside_a_table_is_told(suffix: str) -> None:
    beside = [["库室", "面积"], ["东库", "40"], ["西库", "55"]]
    rows = [[*a, "", *b] for a, b in zip([TASKS, *FIRST], beside, strict=True)]
    imported = read([TITLE, *rows], suffix)
    assert said(imported) == of(FIRST)
    assert any("库室、面积" in p.what and "另一张表" in p.what for p in imported.problems)


def test_a_text_with_commas_under_the_name_of_a_table_is_read_as_a_text() -> None:
    words = (
        "石桥县2025年农村工作要点\n为做好全年工作,特制定本要点。\n"
        '一、疏通沟渠。清淤9公里,修复闸门2座,推行"一渠一长。（责任单位：水务局）\n'
        "二、加固山塘。整治山塘4座,年底前完工。（责任单位：应急局）\n"
    )
    imported = import_source(read_bytes(words.encode(), "要点.csv"))
    assert [t.title for t in imported.tasks] == ["疏通沟渠", "加固山塘"]
    assert imported.title == "石桥县2025年农村工作要点"
    assert any("按文字逐行读入" in p.what for p in imported.problems)
    table = "工作任务,责任单位,说明\n疏通沟渠。,水务局,清淤9公里。\n加固山塘。,应急局,整治4座。\n"
    assert len(import_source(read_bytes(table.encode(), "表.csv")).tasks) == 2


def test_the_id_of_a_task_does_not_look_like_the_number_of_another() -> None:
    words = "某县2025年要点\n" + "".join(
        f"{top}、{'甲乙'[n]}类工作\n（一）第一组\n1.疏通沟渠。清淤。（责任单位：水务局）\n"
        "（二）第二组\n1.加固山塘。整治。（责任单位：应急局）\n"
        for n, top in enumerate("一二")
    )
    record = parse(to_yaml(import_source(read_bytes(words.encode(), "a.txt"))), "a.yml")[0]
    ids = [t["id"] for top in record["sections"] for part in top["sections"] for t in part["tasks"]]
    assert ids == ["1-1", "1-1b", "2-1", "2-1b"]
