"""Excel: cells are read as a reader of the print sees them; what is struck out, unseen or laid over a sheet
is set aside and told; small files cost little."""

from __future__ import annotations

import io
import time
from typing import Any

import openpyxl
import pytest
from importer_files import saved, zipped
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo

from generator.importer.lines import BOXED, STRUCK, UNSEEN, Source, UnreadableError
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes, xlsx

HEAD = ["序号", "工作任务", "责任单位", "完成时限", "目标"]
SECRET = "内部掌握"


def book() -> Any:
    """A workbook with a table of one task."""
    made = openpyxl.Workbook()
    made.active.title = "分解表"
    made.active.append(HEAD)
    made.active.append([1, "修剪绿篱", "养护科", "2025年9月底", "8处"])
    return made


def parts_of(made: Any) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(saved(made))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(made: Any) -> Source:
    return read_bytes(saved(made), "a.xlsx")


def row(source: Source, number: int = 1) -> tuple[str, ...] | None:
    return source.lines[number].cells


def aside(source: Source, label: str) -> list[str]:
    return [line.text for line in source.lines if line.aside == label]


def rich(*pieces: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText([TextBlock(InlineFont(**look), words) if look else words for words, look in pieces])


STRIKE = {"strike": True}


def test_words_struck_out_in_part_of_a_cell_are_set_aside_and_told() -> None:
    made = book()
    sheet = made.active
    sheet["B2"] = rich(("修剪绿篱", {}), ("并拍照", STRIKE), ("八处", {"b": True}))
    sheet["C2"] = rich(("绿化科", STRIKE), ("养护科", {}))
    sheet["D2"] = rich(("2025年6月底", STRIKE), ("2025年9月底", {}))
    sheet["E2"].font = Font(strike=True)
    source = read(made)
    task = import_source(source).tasks[0]
    assert (task.title, [u.name for u in task.units], list(task.deadlines)) == (
        "修剪绿篱八处",
        ["养护科"],
        ["2025年9月底"],
    )
    assert aside(source, STRUCK) == ["并拍照", "绿化科", "2025年6月底", "8处"]
    assert (
        "工作表“分解表”有 4 个单元格加了删除线（B2、C2、D2、E2），已搁置，如果仍然有效，请补到草稿里"
        in source.notes
    )


def test_raised_characters_of_cells_stay_what_they_are() -> None:
    made = book()
    made.active["E2"] = rich(("新增1.2×10", {}), ("4", {"vertAlign": "superscript"}), ("亩", {}))
    made.active.append([2, rich(("削减CO", {}), ("2", {"vertAlign": "subscript"})), "养护科", None, 5])
    made.active["E3"].font = Font(vertAlign="superscript")
    source = read(made)
    assert (row(source) or ())[4] == "新增1.2×10⁴亩"
    assert row(source, 2) == ("2", "削减CO₂", "养护科", "", "⁵")
    assert not any(figure.unit == "亩" for task in import_source(source).tasks for figure in task.figures)


SOLID = {"patternType": "solid"}


@pytest.mark.parametrize(
    ("font", "fill", "code"),
    [
        (Font(color="FFFFFFFF"), None, "General"),
        (Font(color=Color(theme=0)), None, "General"),
        (Font(color=Color(theme=1, tint=1.0)), None, "General"),
        (Font(color=Color(indexed=9)), None, "General"),
        (Font(color="FFFDFDFD"), PatternFill(fgColor="FFFFFFFF", **SOLID), "General"),
        (Font(color="FF1F4E79"), PatternFill(fgColor="FF1F4E79", **SOLID), "General"),
        (Font(), PatternFill(fgColor="FF000000", **SOLID), "General"),
        (Font(sz=1), None, "General"),
        (Font(), None, ";;;"),
    ],
)
def test_cells_that_nobody_sees_are_set_aside_and_told(
    font: Font, fill: PatternFill | None, code: str
) -> None:
    made = book()
    cell = made.active["E2"]
    cell.value, cell.font, cell.number_format = SECRET, font, code
    cell.fill = fill or PatternFill()
    source = read(made)
    assert (row(source) or ())[4:] in ((), ("",))
    assert aside(source, UNSEEN) == [SECRET]
    assert any("1 个单元格的内容看不见（E2）" in note for note in source.notes)


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        (Font(color="FFFFFFFF"), PatternFill(fgColor="FF1F4E79", **SOLID)),
        (Font(color=Color(theme=0)), PatternFill(fgColor=Color(theme=4), **SOLID)),
        (Font(color="FFFFFFFF"), PatternFill(patternType="darkGrid")),
        (Font(color="FFC0C0C0"), None),
        (Font(), PatternFill(fgColor=Color(theme=0, tint=-0.25), **SOLID)),
    ],
)
def test_white_letters_on_a_dark_fill_are_seen(font: Font, fill: PatternFill | None) -> None:
    made = book()
    made.active["E2"].font, made.active["E2"].fill = font, fill or PatternFill()
    source = read(made)
    assert (row(source) or ())[4] == "8处"
    assert aside(source, UNSEEN) == []


def test_white_headings_of_a_table_with_a_style_are_seen() -> None:
    made = book()
    for cell in made.active[1]:
        cell.font = Font(color="FFFFFFFF")
    made.active.add_table(Table(displayName="t", ref="A1:E2", tableStyleInfo=TableStyleInfo(name="Dark")))
    assert row(read(made), 0) == tuple(HEAD)
    del made.active.tables["t"]
    assert aside(read(made), UNSEEN) == HEAD


def test_white_runs_of_a_cell_are_set_aside() -> None:
    made = book()
    made.active["B2"] = rich(("修剪绿篱", {}), (SECRET, {"color": Color(rgb="FFFFFFFF")}), ("八处", {}))
    source = read(made)
    assert (row(source) or ())[1] == "修剪绿篱八处"
    assert aside(source, UNSEEN) == [SECRET]


def test_a_number_of_a_format_that_is_not_known_is_told() -> None:
    made = book()
    made.active["E2"] = 12
    made.active["E2"].number_format = "[DBNum2][$-804]General"
    source = read(made)
    assert (row(source) or ())[4] == "12"
    assert any("1 个单元格的数字格式无法识别（E2）" in note for note in source.notes)


DRAWING = (
    '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:twoCellAnchor><d:sp><d:txBody>'
    "<a:p><a:r><a:t>填报说明：</a:t></a:r><a:r><a:t>逐项填写</a:t></a:r></a:p><a:p><a:r><a:t>按月报送</a:t></a:r></a:p>"
    "</d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def test_words_in_shapes_over_a_sheet_are_set_aside_and_told() -> None:
    parts = parts_of(book())
    parts["xl/drawings/drawing1.xml"] = DRAWING.encode()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = RELATIONS.format(
        f'<Relationship Id="r1" Type="{OFFICE}drawing" Target="../drawings/drawing1.xml"/>'
    ).encode()
    source = read_bytes(zipped(parts), "a.xlsx")
    assert aside(source, BOXED) == ["填报说明：逐项填写", "按月报送"]
    assert (
        "工作表“分解表”有 1 个文本框（如“填报说明：逐项填写 按月报送”），已搁置，如果是正文，请补到草稿里"
        in source.notes
    )


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("workbook.xml", "book7.xml"),
        ("xl/", "table/"),
        ("sheet1.xml", "Blatt.xml"),
        ('Target="/xl/worksheets', 'Target="worksheets'),
        ("<fonts", "<fonts knownFonts='much'"),
        ("<borders", "<borders><border><left style='wavy'/></border></borders><borders"),
        ('<color theme="1"/>', '<color rgb="rot"/>'),
        ("<sheetData>", "<sheetViews><sheetView view='odd'/></sheetViews><sheetData>"),
        ("</sheetData>", "</sheetData><hyperlinks><hyperlink ref='A1:XFD1048576'/></hyperlinks>"),
        (
            "</sheetData>",
            "</sheetData><conditionalFormatting sqref='A1'><cfRule type='odd'/></conditionalFormatting>",
        ),
        ("<dcterms:created", "<dcterms:created>gestern</dcterms:created><dcterms:created"),
        (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ],
)
def test_sound_workbooks_of_other_programs_are_opened(old: str, new: str) -> None:
    parts = {
        name.replace(old, new): data.replace(old.encode(), new.encode())
        for name, data in parts_of(book()).items()
    }
    assert any(old in f"{name}{data!r}" for name, data in parts_of(book()).items())
    source = read_bytes(zipped(parts), "a.xlsx")
    assert [line.cells for line in source.lines] == [
        tuple(HEAD),
        ("1", "修剪绿篱", "养护科", "2025年9月底", "8处"),
    ]


def test_formats_are_kept_where_the_rest_of_the_styles_is_not_understood() -> None:
    made = book()
    made.active["E2"] = 45838
    made.active["E2"].number_format = 'yyyy"年"m"月"d"日"'
    parts = parts_of(made)
    styles = parts["xl/styles.xml"].replace(b"<fills", b"<fills><fill><odd/></fill></fills><fills")
    source = read_bytes(zipped({**parts, "xl/styles.xml": styles}), "a.xlsx")
    assert (row(source) or ())[4] == "2025年6月30日"


def test_a_workbook_may_count_from_1904() -> None:
    made = book()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["E2"] = 44376
    made.active["E2"].number_format = "yyyy-m-d"
    assert (row(read(made)) or ())[4] == "2025-6-30"


def test_characters_that_xml_cannot_hold_are_read() -> None:
    made = book()
    made.active["B2"] = "修剪_x000D_\n绿篱"
    assert (row(read(made)) or ())[1] == "修剪 绿篱"


def test_many_merged_ranges_take_time_in_proportion() -> None:
    def merged(count: int) -> bytes:
        parts = parts_of(book())
        ranges = "".join(f'<mergeCell ref="A{n}:D{n + 1}"/>' for n in range(3, 2 * count, 2))
        cells = (
            f'<row r="{2 * count}"><c r="E{2 * count}" t="inlineStr"><is><t>完</t></is></c></row></sheetData>'
        )
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        sheet = sheet.replace("</sheetData>", f"{cells}<mergeCells>{ranges}</mergeCells>")
        return zipped({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})

    took: list[float] = []
    for count in (400, 4_000):
        began = time.process_time()
        source = read_bytes(merged(count), "a.xlsx")
        took.append(time.process_time() - began)
        assert len(source.lines) == 2 * count
    assert took[1] < 30 * took[0] + 1


def test_a_text_that_many_cells_share_counts_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST_CHARACTERS", 20_000)
    made = book()
    for number in range(2, 12):
        made.active.append([number, "修" * 2_100])
    with pytest.raises(UnreadableError, match="的文字超过 2 万字，没有打开"):
        read(made)
    made.active.delete_rows(5, 3)
    assert len(read(made).lines) == 9


def test_what_a_merged_range_covers_is_told_in_a_sheet_of_many() -> None:
    made = book()
    for at in range(3, 6_003):
        made.active.append([at, "甲", "乙", None, "丙"])
    parts = parts_of(made)
    ranges = "".join(f'<mergeCell ref="B{n}:C{n}"/>' for n in range(3, 6_003))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = sheet.replace("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>")
    source = read_bytes(zipped({**parts, "xl/worksheets/sheet1.xml": sheet.encode()}), "a.xlsx")
    assert row(source, 2) == ("3", "甲", "", "", "丙")
    assert "表格里有 6000 个合并单元格盖住了文字，被盖住的没有录入" in source.notes
