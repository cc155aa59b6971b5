"""Tables that are not of tasks are kept whole, each with its task or section, and compared row by row;
several tables of tasks are sections of their own."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
from importer_files import saved, table_file

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import marks, to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_bytes

AMOUNTS = [["镇名", "长度"], ["柳岸镇", "14公里"], ["石泉镇", "8公里"]]
GRID = {"header": [["镇名", "长度"]], "rows": [["柳岸镇", "14公里"], ["石泉镇", "8公里"]]}


def page(body: str) -> Imported:
    title = "<h1>青禾县水务局2025年工作要点</h1><p>青禾县水务局</p><p>2025年3月5日</p>"
    source = f"<html><head><title>要点</title></head><body>{title}{body}</body></html>"
    return import_source(read_bytes(source.encode(), "a.html"))


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def drafted(imported: Imported) -> Any:
    """The draft as data; it passes the comparison with its source."""
    tree = parse(to_yaml(imported), "a.yml")[0]
    difference = compare(tree, imported.source)
    assert difference.sound, (difference.missing, difference.added)
    assert imported.coverage.unplaced == ()
    return tree


def inside_task(rows: str) -> str:
    return f"<p>一、主要任务</p><p>（一）清理渠道。任务量见下表。</p>{rows}<p>（二）拆除设施。限期拆除。</p>"


LINES = [
    "青禾县水务局2025年工作要点",
    "一、主要任务",
    "（一）清理渠道。任务量见下表。",
    "",
    "（二）拆除设施。限期拆除。",
]


def test_a_table_behind_a_task_is_a_table_of_that_task() -> None:
    (section,) = drafted(page(inside_task(table(*AMOUNTS))))["sections"]
    assert [(t["title"], t.get("table")) for t in section["tasks"]] == [
        ("清理渠道", GRID),
        ("拆除设施", None),
    ]


@pytest.mark.parametrize(
    "rows",
    ["\n".join("\t".join(row) for row in AMOUNTS), "| 镇名 | 长度 |\n| --- | --- |\n| 柳岸镇 | 14公里 |"],
)
def test_a_table_of_a_text_is_kept_too(rows: str) -> None:
    imported = import_text("\n".join([*LINES[:3], rows, *LINES[4:]]))
    first, second = drafted(imported)["sections"][0]["tasks"]
    assert first["table"]["header"] == [["镇名", "长度"]]
    assert first["table"]["rows"][0] == ["柳岸镇", "14公里"]
    assert (first["text"], second["title"]) == ("任务量见下表。", "拆除设施")


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "csv", "md", "txt"])
def test_a_file_that_is_one_such_table_is_a_section_with_it(suffix: str) -> None:
    rows = [*AMOUNTS, ["山口镇", "约5公里"]]
    (section,) = drafted(import_source(read_bytes(table_file(suffix, rows), f"a.{suffix}")))["sections"]
    assert section["table"] == {"header": [rows[0]], "rows": rows[1:]}
    assert "tasks" not in section


def test_a_head_of_two_rows_and_merged_cells_become_a_grid() -> None:
    rows = (
        "<p>表1 各镇渠道</p><table><tr><td rowspan=2>镇名</td><td colspan=2>长度</td></tr>"
        "<tr><td>干渠</td><td>支渠</td></tr><tr><td rowspan=2>柳岸镇</td><td>14公里</td><td>3公里</td></tr>"
        "<tr><td>8公里</td><td></td></tr></table>"
    )
    (section,) = drafted(page(inside_task(rows)))["sections"]
    assert section["tasks"][0]["table"] == {
        "caption": "表1 各镇渠道",
        "header": [["镇名", "长度", "长度"], ["镇名", "干渠", "支渠"]],
        "rows": [["柳岸镇", "14公里", "3公里"], ["柳岸镇", "8公里", ""]],
    }


def test_a_section_keeps_its_tables_and_the_note_below() -> None:
    further = table(["类", "数"], ["甲", "2"])
    body = f"<p>一、经费</p><p>安排如下。</p>{table(*AMOUNTS)}<p>注：以预算为准。</p>{further}"
    (section,) = drafted(page(body))["sections"]
    assert section["text"] == "安排如下。\n注：以预算为准。"
    assert [t["header"] for t in section["table"]] == [[["镇名", "长度"]], [["类", "数"]]]


@pytest.mark.parametrize(
    ("wrong", "is_sound"),
    [
        (("14公里", "41公里"), False),
        (("[柳岸镇, 14公里]", "[柳岸镇, 8公里]"), False),
        (("[镇名, 长度]", "[长度, 镇名]"), False),
        (("          rows:\n", "          rows:\n            - [石泉镇, 14公里]\n"), False),
        (("            - [石泉镇, 8公里]\n", ""), False),
        (("[柳岸镇, 14公里]", "[柳岸镇, 14 公里]"), True),
    ],
)
def test_the_check_compares_the_rows_of_kept_tables(wrong: tuple[str, str], is_sound: bool) -> None:
    imported = page(inside_task(table(*AMOUNTS)))
    draft = to_yaml(imported)
    assert wrong[0] in draft
    assert compare(parse(draft.replace(*wrong), "a.yml")[0], imported.source).sound == is_sound


FLAT = (
    "青禾县商业实施方案\n一、主要目标\n（一）具体指标\n{}\n"
    "二、重点任务\n（一）畅通物流。开通班车。\n（二）规范市场。每季检查。\n"
)


@pytest.mark.parametrize("least", [">12", "＞12", "≥30", "<5", "＜5%", "> 8"])
@pytest.mark.parametrize("note", [["约束", "预期"], ["约束", ""]])
def test_a_flattened_table_ends_where_the_next_heading_stands(least: str, note: list[str]) -> None:
    cells = ["序号", "指标名称", "单位", "2025年", "备注"]
    cells += ["1", "便利店", "家", least, note[0], "2", "改造集市", "个", least, *note[1:]]
    tree = drafted(import_text(FLAT.format("\n".join(c for c in cells if c))))
    first, second = tree["sections"]
    assert (second["title"], [t["title"] for t in second["tasks"]]) == ("重点任务", ["畅通物流", "规范市场"])
    kept = first["sections"][0]["table"]
    assert kept["header"] == [cells[:5]]
    assert kept["rows"] == [["1", "便利店", "家", least, "约束"], ["2", "改造集市", "个", least, note[1]]]


WORKS = table(["序号", "工作任务", "责任科室", "完成时限"], ["1", "修缮泵房", "工程科", "6月底前"])
DEEDS = table(["序号", "实事项目", "牵头单位", "时间要求"], ["1", "更换水表", "供水科", "8月底前"])


def test_annexes_are_sections_with_their_titles() -> None:
    body = f"<p>附件1</p><p>重点任务清单</p>{WORKS}<p>附件2</p><p>民生实事清单</p>{DEEDS}"
    body += f"<p>附件3</p><p>各镇长度一览表</p>{table(*AMOUNTS)}"
    sections = drafted(page(body))["sections"]
    assert [(s["number"], s["title"], [t["title"] for t in s.get("tasks", [])]) for s in sections] == [
        ("附件1", "重点任务清单", ["修缮泵房"]),
        ("附件2", "民生实事清单", ["更换水表"]),
        ("附件3", "各镇长度一览表", []),
    ]
    assert sections[2]["table"] == GRID


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "html", "docx"])
def test_two_tables_below_each_other_are_two(suffix: str) -> None:
    rows = [
        ["序号", "工作任务", "责任科室", "完成时限"],
        ["1", "修缮泵房", "工程科", "6月底前"],
        ["民生实事一览", "", "", ""],
        ["序号", "实事项目", "时间要求", "牵头单位"],
        ["1", "更换水表", "8月底前", "供水科"],
    ]
    imported = import_source(read_bytes(table_file(suffix, rows, ["A3:D3"]), f"a.{suffix}"))
    first, second = drafted(imported)["sections"]
    assert second["title"] == "民生实事一览"
    assert [t["title"] for t in (*first["tasks"], *second["tasks"])] == ["修缮泵房", "更换水表"]
    assert [u.name for t in imported.tasks for u in t.units] == ["工程科", "供水科"]


def test_the_sheets_of_a_workbook_are_sections_with_their_titles() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in {
        "任务": [["青禾县2025年重点任务表"], ["序号", "工作任务", "责任科室"], ["1", "修缮泵房", "工程科"]],
        "经费": [["经费安排表"], ["项目", "金额", "备注"], ["泵房", "12", ""], ["水渠", "9", "续建"]],
        "实事": [
            ["民生实事一览"],
            ["序号", "项目", "牵头科室"],
            ["1", "更换水表", "供水科"],
            ["合计", "", ""],
        ],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    sections = drafted(import_source(read_bytes(saved(book), "a.xlsx")))["sections"]
    assert [(s["title"], [t["title"] for t in s.get("tasks", [])]) for s in sections] == [
        ("任务表", ["修缮泵房"]),
        ("民生实事一览", ["更换水表"]),
        ("经费安排表", []),
    ]
    assert sections[2]["table"]["rows"] == [["泵房", "12", ""], ["水渠", "9", "续建"]]


def test_a_total_between_rows_is_no_title() -> None:
    rows = [
        ["序号", "任务", "责任科室"],
        ["1", "修缮泵房", "工程科"],
        ["合计", "", ""],
        ["2", "清理水渠", "河道科"],
    ]
    (section,) = drafted(import_source(read_bytes(table_file("xlsx", rows), "a.xlsx")))["sections"]
    assert [t["title"] for t in section["tasks"]] == ["修缮泵房", "清理水渠"]


def test_a_table_under_a_task_is_proposed_as_what_it_assigns() -> None:
    draft = to_yaml(page(inside_task(WORKS)))
    assert "links: [{kind: assigns, to: 机关/文件/01}]" in draft
    assert any("这张表可能分解了任务“清理渠道”，理由：表紧跟在它的正文后面" in m for m in marks(draft))


def test_an_attachment_that_one_task_names_is_proposed_as_what_it_assigns() -> None:
    body = "<p>一、主要任务</p><p>（一）清理渠道。分工见附件2。</p><p>（二）拆除设施。限期拆除。</p>"
    body += f"<p>附件1</p><p>经费表</p>{table(*AMOUNTS)}<p>附件2</p><p>任务清单</p>{WORKS}"
    found = [m for m in marks(to_yaml(page(body))) if "assigns" in m]
    assert len(found) == 1
    assert "任务“清理渠道”，理由：正文写了“附件2”" in found[0]


@pytest.mark.parametrize(
    ("name", "period"), [("重点任务（2025）.csv", "2025"), ("2025年台账.csv", "2025"), ("a20251.csv", "")]
)
def test_a_table_without_a_title_takes_its_year_from_the_name_of_the_file(name: str, period: str) -> None:
    rows = [["序号", "工作任务", "责任科室"], ["1", "修缮泵房", "工程科"]]
    draft = to_yaml(import_source(read_bytes(table_file("csv", rows), name)))
    assert ("年份，取自文件名" in draft) == bool(period)
    assert f"period: {period}" in draft


FLAT_TASKS = ["序号", "工作内容", "负责部室", "配合部室", "完成时间", "备注"]


@pytest.mark.parametrize("notes", [("续建", "新建"), ("", "新建"), ("续建", ""), ("", "")])
@pytest.mark.parametrize("group", ["", "（一）阅览", "一、阅览"])
def test_a_flattened_table_of_tasks_ends_at_the_next_heading(notes: tuple[str, str], group: str) -> None:
    cells = [*FLAT_TASKS, group, "1", "清点旧报", "采编部", "后勤部", "3月底", notes[0]]
    cells += ["2", "布置展板", "活动部", "各分馆", "4月底", notes[1]]
    behind = "二、工作要求\n（一）加强协同。各部室互相配合。\n（二）按时报送。每月报送进度。\n"
    words = "\n".join(cell for cell in cells if cell)
    imported = import_text(f"青禾县图书馆2025年工作安排\n一、工作安排\n{words}\n{behind}")
    tree = drafted(imported)
    assert [s["title"] for s in tree["sections"]] == ["工作安排", "工作要求"]
    assert [(t.title, t.deadlines) for t in imported.tasks if t.node is None] == [
        ("清点旧报", ("3月底",)),
        ("布置展板", ("4月底",)),
    ]


def test_a_form_is_no_table_of_tasks() -> None:
    rows = [["项目名称", "修缮泵房", "责任单位", "水务局"], ["完成时限", "6月底", "联系人", "王小明"]]
    imported = import_source(
        read_bytes(table_file("html", [*rows, ["工作内容", "换泵。", "", ""]]), "a.html")
    )
    assert not imported.tasks
    (section,) = drafted(imported)["sections"]
    assert section["table"]["rows"][0] == ["完成时限", "6月底", "联系人", ""]  # who is kept apart
