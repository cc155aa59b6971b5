"""The workbook as a person sees it: what an office expects of a table that goes round."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sheet_desk import DOCUMENT, LETTER, ROWS, Desk

from generator.model.statuses import STATUS_LABEL
from generator.sheet.columns import COLUMNS, OPTIONS
from generator.sheet.workbook import SHEET


@pytest.fixture
def sheet(desk: Desk) -> Worksheet:
    found = openpyxl.load_workbook(desk.export())[SHEET]
    assert isinstance(found, Worksheet)
    return found


def test_the_rows(sheet: Worksheet) -> None:
    shown = [[sheet.cell(row, column).value or "" for column in range(2, 10)] for row in range(3, 10)]
    assert shown == [
        ["序号", "任务", "举措", "牵头单位", "责任单位", "配合单位", "完成时限", "目标"],
        ["一、供水", "", "", "", "", "", "", ""],
        [
            "1.", "更换老旧管道", "一是摸清底数。逐条登记。\n分期更换。\n先城东\n后城西",
            "业务一科", "", "业务二科", "2024年底前\n每季度", "更换管道：12公里",
        ],
        ["", "巡查", "(1)每日查", "", "一科", "", "每月", ""],
        ["", "巡查", "(2)每月通报。\n通报到科室。", "", "业务二科", "", "", ""],
        ["节水", "", "", "", "", "", "", ""],
        ["", "建节水小区", "新建5个，改造3个。", "", "", "", "", "新建节水小区：5个\n改造节水小区：3个"],
    ]  # fmt: skip


def test_a_limit_reads_as_one(desk: Desk) -> None:
    limited = (
        "更换管道12公里, name: 更换管道, value: 12, unit: 公里, kind: target, bound: min}\n"
        '          - {text: 漏损率9%以下, name: 漏损率, value: 9, unit: "%", kind: target, bound: max}'
    )
    plain = "更换管道12公里, name: 更换管道, value: 12, unit: 公里, kind: target}"
    assert plain in desk.text()
    file = desk.content / f"{DOCUMENT}.yml"
    file.write_text(desk.text().replace(plain, limited), "utf-8")
    cells = openpyxl.load_workbook(desk.export())[SHEET]
    assert cells["I5"].value == "更换管道：不少于12公里\n漏损率：不超过9%"
    assert cells["I9"].value == "新建节水小区：5个\n改造节水小区：3个"
    assert desk.take(desk.root / "表.xlsx").out.endswith("没有不同，没有改动。\n")


def test_it_prints_on_a4_with_its_header_on_each_page(sheet: Worksheet) -> None:
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "D4")
    assert str(sheet.print_area) == "'责任分解表'!$B$1:$M$9"


def test_keys_and_stamps_are_hidden_and_all_cells_are_text(sheet: Worksheet) -> None:
    hidden = {column.name for column in COLUMNS if sheet.column_dimensions[LETTER[column.name]].hidden}
    assert hidden == {"key", "hash"}
    rows = [row for name, row in ROWS.items() if "/" in name or name.isdigit()]
    formats = {sheet[f"{LETTER[column.name]}{row}"].number_format for column in COLUMNS for row in rows}
    assert formats == {"@"}  # 2026-06 is no date, 1.10 no number
    assert sheet["A3"].value == "gongkai:jia/2024-yaodian"


def test_what_may_be_chosen(desk: Desk, sheet: Worksheet) -> None:
    lists = {v.formula1: str(v.sqref) for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists == {
        f'"{",".join(STATUS_LABEL.values())}"': "K4:K9",
        f"{OPTIONS}!$A$2:$A$3": "E4:E9 F4:F9 G4:G9",
    }
    status = next(v for v in sheet.data_validations.dataValidation if str(v.sqref) == "K4:K9")
    assert (status.showErrorMessage, status.errorStyle) == (True, "warning")  # 超序时 may be written
    options = openpyxl.load_workbook(desk.export())[OPTIONS]
    assert options.sheet_state == "hidden"
    assert [options[f"A{row}"].value for row in (2, 3)] == ["业务一科", "业务二科"]


def test_the_same_content_gives_the_same_bytes_at_any_time(desk: Desk) -> None:
    first = desk.export("一.xlsx").read_bytes()
    with zipfile.ZipFile(desk.export("二.xlsx")) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert b"created" not in core
    assert b"modified" not in core
    assert (desk.root / "二.xlsx").read_bytes() == first


def test_rows_are_as_high_as_their_words_and_free_to_grow(desk: Desk, sheet: Worksheet) -> None:
    heights = [float(sheet.row_dimensions[row].height or 0) for row in (5, 6, 7)]
    assert heights[0] > heights[2] > heights[1] > 0
    with zipfile.ZipFile(desk.export()) as archive:
        rows = archive.read("xl/worksheets/sheet1.xml").decode().split("<row ")[1:]
    assert ["customHeight" in row.partition(">")[0] for row in rows] == [True] * 3 + [False] * 6


def test_words_that_look_like_formulas_are_words(desk: Desk) -> None:
    file = desk.content / "jia/2024-yaodian.yml"
    text = desk.text().replace("title: 巡查", "title: '=1+1'").replace("title: 建节水小区", 'title: "+86"')
    file.write_text(text, "utf-8")
    cells = openpyxl.load_workbook(desk.export())[SHEET]
    assert [(cells[f"C{row}"].value, cells[f"C{row}"].data_type) for row in (6, 9)] == [
        ("=1+1", "s"),
        ("+86", "s"),
    ]
    assert desk.take(desk.root / "表.xlsx").status == 0


def test_a_text_that_no_cell_can_hold_is_not_cut(desk: Desk) -> None:
    file = desk.content / "jia/2024-yaodian.yml"
    file.write_text(desk.text().replace("新建5个，改造3个。", "长" * 33_000), "utf-8")
    cells = openpyxl.load_workbook(desk.export())[SHEET]
    assert cells["D9"].value == "（文字太长，表格里放不下，请看网页）"
    assert desk.take(desk.root / "表.xlsx").out.endswith("没有不同，没有改动。\n")


def test_names_of_units_that_are_no_names_of_files(tmp_path: Path) -> None:
    units = ["甲/乙科", "con", "丙科 ", "a:b*c"]
    listed = "".join(f"  - {{id: u{i}, name: '{name}'}}\n" for i, name in enumerate(units))
    duties = "".join(f"          - {{unit: u{i}, role: lead}}\n" for i in range(len(units)))
    plan = (
        "title: 计划\nkind: plan\nperiod: 2024\ntext: full\nsource: {publisher: 甲局}\nsections:\n"
        f"  - title: 一节\n    tasks:\n      - id: 1\n        title: 甲\n        responsibility:\n{duties}"
    )
    desk = Desk(tmp_path, {"jia/agency.yml": f"name: 甲局\nunits:\n{listed}", "jia/a.yml": plan})
    folder = desk.export("各科室", "jia/a", "--by", "unit")
    assert sorted(file.name for file in folder.iterdir()) == [
        "a_b_c.xlsx", "u1.xlsx", "丙科.xlsx", "甲_乙科.xlsx",
    ]  # fmt: skip
