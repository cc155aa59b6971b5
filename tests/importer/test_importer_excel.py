"""Excel: what is shown is read, sheet after sheet; what is hidden, struck out or merged counts as shown."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from importer_files import saved, titles, zipped
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import UnreadableError
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes


def test_the_second_row_of_a_header_names_the_parts_of_the_first() -> None:
    book = openpyxl.Workbook()
    for row in (
        ("序号", "工作任务", "牵头单位", None, "责任单位", "完成时限"),
        (None, None, "单位", "领导", None, None),
        (1, "修建泵站", "水利局", "王小明", "财政局", "6月底前"),
    ):
        book.active.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2"):
        book.active.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    (task,) = import_source(read_bytes(out.getvalue(), "a.xlsx")).tasks
    assert [(u.name, u.role) for u in task.units] == [("水利局", "lead"), ("财政局", "responsible")]
    assert (task.persons, task.beside) == (("王小明",), ())


def test_excel_with_hidden_rows_and_comments() -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "孙八"
    sheet = book.active
    sheet.append(["2024年任务表"])
    sheet.append(["序号", "工作任务", "牵头单位", "配合单位", "完成时限"])
    sheet.append([1, "修建泵站", "水利局", "财政局、住建局", "2024年6月底前"])
    sheet.append([2.0, "疏浚河道", "河道所", None, "长期坚持"])
    sheet.append(["合计", None, None, None, None])
    sheet.row_dimensions[4].hidden = True
    sheet["B3"].comment = openpyxl.comments.Comment("核实", "孙八")
    out = io.BytesIO()
    book.save(out)
    imported = import_source(read_bytes(out.getvalue(), "任务.xlsx"))
    assert [
        (t.number, t.title, [(u.name, u.role) for u in t.units], list(t.deadlines)) for t in imported.tasks
    ] == [
        (
            "1",
            "修建泵站",
            [("水利局", "lead"), ("财政局", "support"), ("住建局", "support")],
            ["2024年6月底前"],
        ),
        ("2", "疏浚河道", [("河道所", "lead")], ["长期坚持"]),
    ]
    assert imported.title == "2024年任务表"
    said = "".join(p.what for p in imported.problems)
    assert "孙八" in said
    assert "隐藏的行：4" in said
    assert "批注" in said


def merged_sheet(ref: str, far: str = "") -> bytes:
    """A table of which a range is merged as Excel does it, without a cell for each of its places."""
    book = openpyxl.Workbook()
    for row in (
        ["序号", "工作任务", "完成时限", "责任单位"],
        [1, "修路", "年底前", "交通局"],
        [2, "架桥", "年底前", None],
    ):
        book.active.append(row)
    if far:
        book.active[far] = "远处"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        b"<pageMargins",
        f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells><pageMargins'.encode(),
        1,
    )
    return zipped(parts)


def test_a_merged_column_ends_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worksheet, "_clean_merge_range", without_many(Worksheet._clean_merge_range))
    for ref in ("D2:D1048576", "D2:XFD1048576"):
        tasks = import_source(read_bytes(merged_sheet(ref), "a.xlsx")).tasks
        assert [(t.title, [u.name for u in t.units]) for t in tasks] == [
            ("修路", ["交通局"]),
            ("架桥", ["交通局"]),
        ]
    with pytest.raises(UnreadableError, match="里合并的单元格过多，请用 Excel 或 WPS 取消合并"):
        read_bytes(merged_sheet("A2:XFD1048576", "XFD1048576"), "a.xlsx")
    with pytest.raises(
        UnreadableError,
        match="的工作表“Sheet”太大（1048576 行、16384 列），请用 Excel 或 WPS 删去空白的行和列",
    ):
        read_bytes(merged_sheet("A2:A3", "XFD1048576"), "a.xlsx")


def without_many(clean: Any) -> Any:
    """openpyxl's making of merged cells, which must not be asked for many."""

    def checked(sheet: Worksheet, merged: Any) -> None:
        assert merged.size["rows"] * merged.size["columns"] < 100
        clean(sheet, merged)

    return checked


def test_a_formula_counts_as_its_result_and_without_one_nothing_is_imported() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["序号", "工作任务", "责任单位", "完成时限"],
        [1, "修路", "交通局", "年底前"],
        [2, '=B2&"架桥"', "水利局", "年底前"],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableError, match="1 个公式没有算出的结果（第一个在单元格 B3）"):
        read_bytes(out.getvalue(), "a.xlsx")
    sheet = "xl/worksheets/sheet1.xml"
    for before, after, title in (
        ('<c r="B3">', '<c r="B3" t="str">', ""),
        ("<v></v>", "<v>修路架桥</v>", "修路架桥"),
    ):
        with zipfile.ZipFile(out) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        parts[sheet] = parts[sheet].replace(before.encode(), after.encode())
        out = io.BytesIO(zipped(parts))
        assert titles(out.getvalue(), "a.xlsx") == ["修路", title]


def test_headers_hidden_columns_and_charts_of_excel_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["任务", "单位", "时限", "备注"])
    sheet.column_dimensions.group("B", "C", hidden=True)
    sheet.oddHeader.center.text = '&"宋体,加粗"内部资料 第&P页'
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=1))
    book.create_chartsheet("进度图").add_chart(chart)
    book.create_sheet("底稿").sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    source = read_bytes(out.getvalue(), "a.xlsx")
    assert [line.text for line in source.lines if line.aside == "页眉页脚"] == ["内部资料 第页"]
    said = "".join(source.notes)
    for words in ("隐藏的列：B、C", "“进度图”是图表", "“底稿”是隐藏的"):
        assert words in said


def test_struck_out_cells_of_excel_are_set_aside_and_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    for row in (
        ["序号", "任务", "责任单位", "完成时限"],
        [1, "修路", "交通局", "年底前"],
        [2, "架桥", "水利局", "年底前"],
        [3, "清淤", "财政局", "6月底前"],
    ):
        sheet.append(row)
    for name in ("A3", "B3", "C3", "D3", "C4"):
        sheet[name].font = Font(strike=True)
    imported = import_source(read_bytes(saved(book), "a.xlsx"))
    assert [(t.title, [u.name for u in t.units], t.deadlines) for t in imported.tasks] == [
        ("修路", ["交通局"], ("年底前",)),
        ("清淤", [], ("6月底前",)),
    ]
    assert [line.text for line in imported.source.lines if line.aside == "删除线文字"] == [
        "2",
        "架桥",
        "水利局",
        "年底前",
        "财政局",
    ]
    assert (
        "工作表“任务”有 5 个单元格加了删除线（A3、B3、C3、D3、C4），已搁置，如果仍然有效，请补到草稿里"
        in imported.notes
    )
    assert imported.coverage.unplaced == ()


def test_each_sheet_with_a_title_is_a_section_of_its_own() -> None:
    book = openpyxl.Workbook()
    head = ["序号", "工作任务", "责任单位", "完成时限"]
    for title, tasks in (
        ("青山县2025年任务分解表", ["建设泵站", "疏浚河道"]),
        ("青山县2025年民生实事清单", ["改造旧房", "新建学校"]),
        ("", ["补种树苗"]),
    ):
        sheet = book.create_sheet(title or "其他")
        for row in ([title], head, *([n, task, "县水利局", "9月底"] for n, task in enumerate(tasks, 1))):
            sheet.append(row)
    found = import_source(read_bytes(saved(book), "a.xlsx"))
    assert [(t.group, t.title) for t in found.tasks] == [
        (None, "建设泵站"),
        (None, "疏浚河道"),
        ("青山县2025年民生实事清单", "改造旧房"),
        ("青山县2025年民生实事清单", "新建学校"),
        (None, "补种树苗"),
    ]
    assert found.title == "青山县2025年任务分解表"
    assert "title: 青山县2025年民生实事清单" in to_yaml(found)


@pytest.mark.parametrize(
    "line", ["填报单位：青山县督查室", "青山县督查室　　截至2025年9月30日", "单位：万元"]
)
def test_who_filled_a_sheet_in_may_stand_below_its_title(line: str) -> None:
    book = openpyxl.Workbook()
    for title, task in (
        ("青山县项目进展情况表（城建类）", "建设泵站"),
        ("青山县项目进展情况表（民生类）", "改造旧房"),
    ):
        sheet = book.create_sheet(title[-4:-1])
        for row in (
            [title],
            [line],
            ["序号", "项目名称", "责任单位", "完成情况"],
            [1, task, "县水利局", "已完工"],
        ):
            sheet.append(row)
    del book["Sheet"]
    found = import_source(read_bytes(saved(book), "a.xlsx"))
    assert [(t.group, t.title) for t in found.tasks] == [
        (None, "建设泵站"),
        ("青山县项目进展情况表（民生类）", "改造旧房"),
    ]
    assert found.issuer == ("青山县督查室" if "督查室" in line else None)


@pytest.mark.parametrize(
    ("place", "words", "issuer"),
    [
        ("above", ["填报单位：青山县水利局", *[""] * 4, "填报日期：2025年4月8日"], "青山县水利局"),
        ("below", ["制表：青山县水利局办公室　2025年4月8日"], None),
        ("below", ["制表单位：青山县水利局", "", "", "制表日期：2025.4.8"], "青山县水利局"),
    ],
)
def test_a_wide_table_says_who_filled_it_in_and_when(
    place: str, words: list[str], issuer: str | None
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["序号", "类别", "工作任务", "牵头科室", "配合科室", "完成时限"],
        [1, "防汛", "修订预案", "办公室", "防御科", "4月底"],
    ]
    lines = [["2025年重点工作台账"], *([words, *rows] if place == "above" else [*rows, words])]
    for row in lines:
        sheet.append(row)
    found = import_source(read_bytes(saved(book), "a.xlsx"))
    assert (found.issuer, found.date) == (issuer, "2025-04-08")
    assert [t.title for t in found.tasks] == ["修订预案"]
