"""Every format gives the same numbered lines; every bad file gives a Chinese sentence that says what it is."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from importer_files import PAGE, drawn_pdf, pdf, zipped
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet
from pdfminer import pdftypes
from pdfplumber import page as plumber

from generator.importer.core import import_source
from generator.importer.lines import UnreadableError
from generator.importer.readers import read_bytes, read_file
from generator.importer.to_yaml import to_yaml

TEXT = "某某局2024年工作要点\n一、抓安全\n1.排查隐患。逐户排查。（责任科室：安监科）\n2.整改问题。限期整改。（责任科室：执法科牵头落实）\n"
TITLES = ["排查隐患", "整改问题"]


def titles(data: bytes, name: str) -> list[str]:
    return [t.title for t in import_source(read_bytes(data, name)).tasks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_plain_text(encoding: str) -> None:
    assert titles(TEXT.encode(encoding), "a.txt") == TITLES


def test_a_page_is_its_article_and_the_rest_is_set_aside() -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.strip().split("\n")[1:])
    imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
    assert [t.title for t in imported.tasks] == TITLES
    assert (imported.title, imported.issuer, imported.date) == ("某某局2024年工作要点", "某某局", "2024-03-01")
    assert {"导航", "页脚"} <= set(imported.coverage.aside)
    assert "不是正文" not in imported.root.full_text
    assert "版权所有" not in imported.root.full_text
    assert imported.coverage.unplaced == ()


def test_a_page_keeps_the_cells_of_its_table() -> None:
    table = (
        "<p>现将任务分解如下，请各科室认真落实。</p><table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
        "<tr><td>1</td><td>修建泵站</td><td rowspan='2'>工程科</td><td>6月底前</td></tr><tr><td>2</td><td>疏浚河道</td><td>长期坚持</td></tr></table>"
    )
    tasks = import_source(read_bytes(PAGE.format(body=table).encode("gb18030").replace(b"<head>", b"<head><meta charset=gb2312>"), "a.htm")).tasks
    assert [(t.number, t.title, [u.name for u in t.units], list(t.deadlines)) for t in tasks] == [
        ("1", "修建泵站", ["工程科"], ["6月底前"]), ("2", "疏浚河道", ["工程科"], ["长期坚持"]),
    ]


BESIDE = [  # what stands in the page, how many characters of it a reader may see, and where they are counted
    ("<textarea>输入框里的话</textarea>", 6, "表单文字"), ("<select><option>选项甲</option><option>选项乙</option></select>", 6, "表单文字"),
    ("<button>提交意见</button>", 4, "表单文字"), ("<input type='submit' value='开始查询'>", 4, "表单文字"), ("<input placeholder='请输入关键词'>", 6, "表单文字"),
    ("<img src='a.png' alt='责任分工示意'>", 6, "图片说明"), ("<svg><title>流程</title><text>先排查</text><text>后整改</text></svg>", 8, "图中文字"),
    ("<iframe srcdoc='&lt;p&gt;内嵌的话&lt;/p&gt;'></iframe>", 4, "内嵌网页"), ("<noscript>请启用<b>脚本</b></noscript>", 5, "备用文字"),
    ("<object data='a.swf'>打不开动画</object>", 5, "备用文字"), ("<template><p>模板的话</p></template>", 4, "隐藏文字"),
    ("<span hidden>看不见的话</span>", 5, "隐藏文字"), ("<span style='display: none'>看不见的话</span>", 5, "隐藏文字"), ("<dialog>弹出的话</dialog>", 4, "隐藏文字"),
]


@pytest.mark.parametrize(("markup", "count", "label"), BESIDE)
def test_words_beside_the_text_are_set_aside_and_counted(markup: str, count: int, label: str) -> None:
    plain = "<p>1.排查隐患。逐户{}排查。</p><p>2.整改问题。限期整改。</p><table><tr><th>任务</th><th>单位</th></tr><tr><td>修路{}</td><td>交通局</td></tr></table>"
    for at in range(2):
        body = plain.format(*([markup, ""] if at == 0 else ["", markup]))
        imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
        assert imported.coverage.aside[label] == count
        assert "逐户排查" in imported.root.full_text.replace("\n", "")  # a dialog ends the paragraph
        assert any("修路" in line.text and "交通局" in line.text for line in imported.source.lines)
        assert ("网页里有隐藏文字，已搁置" in imported.notes) is (label == "隐藏文字")


def test_a_text_that_stands_wholly_beside_is_pointed_out() -> None:
    for markup in (f"<textarea>{TEXT}</textarea>", f"<iframe srcdoc='{TEXT}'></iframe>"):
        source = read_bytes(f"<html><body>{markup}</body></html>".encode(), "a.html")
        assert "如果其中有正文，请把正文另存为文本再导入" in source.notes[0]


def test_a_button_that_unfolds_a_section_is_its_heading_and_a_hidden_row_is_no_task() -> None:
    body = ("<h2><button>一、抓安全</button></h2><p>1.排查隐患。逐户排查。</p><table><caption>责任分解表</caption><tr><th>任务</th><th>单位</th></tr>"
            "<tr><td>修路<script>var a = '脚本'</script></td><td>交通局</td></tr><tr style='display:none'><td>架桥</td><td>水利局</td></tr></table>")
    imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
    assert "一、抓安全" in imported.sections
    lines = [(line.text, line.aside) for line in imported.source.lines]
    assert ("责任分解表", None) in lines
    assert ("修路\t交通局", None) in lines
    assert [text for text, aside in lines if aside == "隐藏文字"] == ["架桥", "水利局"]


def test_pages_inside_pages_without_end_are_read() -> None:
    page = "<p>最里面</p>"
    for _ in range(12):
        page = f"<template>{page}</template>"
    assert "最里面" in "".join(line.text for line in read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html").lines)


def word() -> Any:
    return docx.Document()


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>"""


def test_word_shows_its_automatic_numbers() -> None:
    document = word()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def add(text: str, level: int | None = None) -> None:
        paragraph = document.add_paragraph(text)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )

    add("某某局2024年工作要点")
    add("抓安全", 0)
    add("排查隐患。逐户排查。（责任科室：安监科）", 1)
    add("整改问题。限期整改。（责任科室：执法科）", 1)
    add("抓服务", 0)
    add("增设窗口。新增两个。", 1)
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert imported.sections == ("一、抓安全", "二、抓服务")
    assert [(t.number, t.title) for t in imported.tasks] == [("1.", "排查隐患"), ("2.", "整改问题"), ("1.", "增设窗口")]


def test_word_headings_nest_by_their_style() -> None:
    document = word()
    document.add_heading("某某局2024年工作总结", 0)
    for heading in ("夯实基础", "提升能力"):
        document.add_heading(heading, 1)
        document.add_heading(f"{heading}的第一件事", 2)
        document.add_paragraph("按照要求逐项落实，取得了明显成效，群众满意度进一步提高。")
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert (imported.title, imported.kind) == ("某某局2024年工作总结", "summary")
    assert imported.sections == ("夯实基础", "提升能力")
    assert [t.title for t in imported.tasks] == ["夯实基础的第一件事", "提升能力的第一件事"]


def test_word_tables_with_merged_cells() -> None:
    document = word()
    document.add_paragraph("2024年重点任务责任分解表")
    table = document.add_table(rows=1, cols=5)
    for cell, words in zip(table.rows[0].cells, ("序号", "重点任务", "工作措施", "责任单位", "完成时限"), strict=True):
        cell.text = words
    rows = [("1", "改善环境", "(1)清运垃圾，做到日产日清，建立保洁长效机制并严格落实检查考核。", "城管局", "每月"),
            ("", "", "(2)种植树木。", "林业局", "2024年4月"), ("2", "发展产业", "(1)引进企业。", "招商局", "年底前")]
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    for column in (0, 1):
        table.cell(1, column).merge(table.cell(2, column))
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert [(t.number, t.title, t.parent, [u.name for u in t.units], list(t.deadlines)) for t in imported.tasks] == [
        ("(1)", "清运垃圾，做到日产日清，建立保洁长效机制并严格落实检查考核", "1 改善环境", ["城管局"], ["每月"]),
        ("(2)", "种植树木", "1 改善环境", ["林业局"], ["2024年4月"]),
        ("(1)", "引进企业", "2 发展产业", ["招商局"], ["年底前"]),
    ]
    assert imported.kind == "assignment"


def test_a_table_behind_the_list_of_attachments_is_the_attachment() -> None:
    document = word()
    for words in ("某某局2026年工作要点", "一、抓执法", "（一）规范执法。制定计划。（责任科室：法规科）", "二、抓准备", "1.修订总体预案。", "2.添置抢险物资。",
                  "附件：重点任务责任分解表"):
        document.add_paragraph(words)
    table = document.add_table(rows=0, cols=4)
    for row in (("序号", "工作任务", "责任单位", "完成时限"), ("1", "编制计划", "法规科", "2026年3月底前"), ("序号", "工作任务", "责任单位", "完成时限"), ("2", "开展演练", "应急科", "长期坚持")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert [t.title for t in imported.tasks] == ["规范执法", "修订总体预案", "添置抢险物资", "编制计划", "开展演练"]
    draft = yaml.safe_load(to_yaml(imported))
    assert [(s["number"], s["title"]) for s in draft["sections"]] == [("一、", "抓执法"), ("二、", "抓准备"), ("附件", "重点任务责任分解表")]
    assert "text" not in draft["sections"][2]
    assert imported.coverage.aside["表头"] == 2 * len("序号工作任务责任单位完成时限")


def test_what_word_hides_is_reported() -> None:
    document = word()
    document.core_properties.author = "王五"
    paragraph = document.add_paragraph("1.排查隐患。逐户排查。")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="赵六"><w:r><w:t>逐项登记。</w:t></w:r></w:ins>'))
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="赵六"><w:r><w:t>删掉的话</w:t><w:delText>删掉的话</w:delText></w:r></w:del>'))
    hidden = document.add_paragraph("2.整改问题。限期整改。")
    hidden.runs[0].font.hidden = True
    document.add_comment(paragraph.runs, text="这里要改", author="钱七")
    imported = import_source(read_bytes(saved(document), "a.docx"))
    said = "".join(p.what for p in imported.problems)
    for word_ in ("王五", "批注", "修订", "赵六", "隐藏文字"):
        assert word_ in said
    assert "删掉的话" not in imported.root.full_text
    assert "逐项登记" in imported.root.full_text


def test_what_is_no_plain_text_in_word_is_read_or_said() -> None:
    document = word()
    paragraph = document.add_paragraph("1.排查隐患。完成率")
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(parse_xml(f"<m:oMath {math}><m:r><m:t>99.6%</m:t></m:r></m:oMath>"))
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:t>以上。</w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'))
    paragraph._p.append(parse_xml(f'<w:moveFrom {nsdecls("w")} w:id="3" w:author="孙八"><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>'))
    paragraph._p.append(parse_xml(f'<w:moveTo {nsdecls("w")} w:id="4" w:author="孙八"><w:r><w:t>移来的话。</w:t></w:r></w:moveTo>'))
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "甲", "乙", "丁"
    for row, value in ((0, "restart"), (1, "continue")):
        table.cell(row, 0)._tc.get_or_add_tcPr().append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{value}"/>'))
    table._tbl.tr_lst[1].tc_lst[0].p_lst[0].append(parse_xml(f'<w:r {nsdecls("w")}><w:t>盖住的话</w:t></w:r>'))
    imported = import_source(read_bytes(saved(document), "a.docx"))
    said = "".join(p.what for p in imported.problems)
    assert "完成率99.6%以上。移来的话。" in imported.root.full_text
    assert "移走的话" not in imported.root.full_text
    for words in ("1 个公式", "1 个符号字体的符号", "修订人：孙八", "1 个合并单元格盖住了文字"):
        assert words in said


def test_a_merged_cell_of_units_counts_for_all_its_rows() -> None:
    rows = (("序号", "工作任务", "责任单位", "完成时限"), ("1", "修建泵站", "工程科", "6月底前"), ("2", "疏浚河道", "", "长期坚持"), ("3", "植树", "", "年底前"))
    document = word()
    table = document.add_table(rows=0, cols=4)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    book.active.merge_cells("C2:C3")
    out = io.BytesIO()
    book.save(out)
    for data, name in ((saved(document), "a.docx"), (out.getvalue(), "a.xlsx")):
        tasks = import_source(read_bytes(data, name)).tasks
        assert [[u.name for u in t.units] for t in tasks] == [["工程科"], ["工程科"], []]


@pytest.mark.parametrize("heading", ["类别", "板块名"])
def test_a_merged_cell_of_any_other_column_goes_with_all_its_rows(heading: str) -> None:
    rows = (
        ("序号", heading, "工作任务", "责任单位", "完成时限"), ("1", "粮食安全", "修建泵站", "工程科", "6月底前"),
        ("2", "", "疏浚河道", "水利科", "长期坚持"), ("3", "", "植树", "林业科", "年底前"),
    )
    document = word()
    table = document.add_table(rows=0, cols=5)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    book.active.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    page = "<table>" + "".join("<tr>" + "".join(f"<td{' rowspan=2' if c == '粮食安全' else ''}>{c}</td>" for n, c in enumerate(r) if (r[0], n) != ("2", 1)) + "</tr>" for r in rows) + "</table>"
    for data, name in ((saved(document), "a.docx"), (out.getvalue(), "a.xlsx"), (f"<html><body>{page}</body></html>".encode(), "a.html")):
        tasks = import_source(read_bytes(data, name)).tasks
        assert [t.beside for t in tasks] == [(f"{heading}：粮食安全",), (f"{heading}：粮食安全",), ()], name


def test_a_row_deleted_in_a_tracked_change_is_no_task() -> None:
    document = word()
    table = document.add_table(rows=0, cols=3)
    for row in (("工作任务", "责任单位", "完成时限"), ("修路", "交通局", "年底前"), ("架桥", "水利局", "年底前"), ("植树", "林业局", "年底前")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    mark = f'<w:trPr {nsdecls("w")}><w:del w:id="1" w:author="赵六"/></w:trPr>'
    table.rows[2]._tr.insert(0, parse_xml(mark))
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert [t.title for t in imported.tasks] == ["修路", "植树"]
    assert any("删除 1 处" in p.what for p in imported.problems)


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
    assert [(t.number, t.title, [(u.name, u.role) for u in t.units], list(t.deadlines)) for t in imported.tasks] == [
        ("1", "修建泵站", [("水利局", "lead"), ("财政局", "support"), ("住建局", "support")], ["2024年6月底前"]),
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
    for row in (["序号", "工作任务", "完成时限", "责任单位"], [1, "修路", "年底前", "交通局"], [2, "架桥", "年底前", None]):
        book.active.append(row)
    if far:
        book.active[far] = "远处"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<pageMargins", f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells><pageMargins'.encode(), 1)
    return zipped(parts)


def test_a_merged_column_ends_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worksheet, "_clean_merge_range", without_many(Worksheet._clean_merge_range))
    for ref in ("D2:D1048576", "D2:XFD1048576"):
        tasks = import_source(read_bytes(merged_sheet(ref), "a.xlsx")).tasks
        assert [(t.title, [u.name for u in t.units]) for t in tasks] == [("修路", ["交通局"]), ("架桥", ["交通局"])]
    with pytest.raises(UnreadableError, match="里合并的单元格过多，请用 Excel 或 WPS 取消合并"):
        read_bytes(merged_sheet("A2:XFD1048576", "XFD1048576"), "a.xlsx")
    with pytest.raises(UnreadableError, match="的工作表“Sheet”太大（1048576 行、16384 列），请用 Excel 或 WPS 删去空白的行和列"):
        read_bytes(merged_sheet("A2:A3", "XFD1048576"), "a.xlsx")


def without_many(clean: Any) -> Any:
    """openpyxl's making of merged cells, which must not be asked for many."""

    def checked(sheet: Worksheet, merged: Any) -> None:
        assert merged.size["rows"] * merged.size["columns"] < 100
        clean(sheet, merged)

    return checked


def test_a_formula_counts_as_its_result_and_without_one_nothing_is_imported() -> None:
    book = openpyxl.Workbook()
    for row in (["序号", "工作任务", "责任单位", "完成时限"], [1, "修路", "交通局", "年底前"], [2, '=B2&"架桥"', "水利局", "年底前"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableError, match="1 个公式没有算出的结果（第一个在单元格 B3）"):
        read_bytes(out.getvalue(), "a.xlsx")
    sheet = "xl/worksheets/sheet1.xml"
    for before, after, title in (('<c r="B3">', '<c r="B3" t="str">', ""), ("<v></v>", "<v>修路架桥</v>", "修路架桥")):
        with zipfile.ZipFile(out) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        parts[sheet] = parts[sheet].replace(before.encode(), after.encode())
        out = io.BytesIO(zipped(parts))
        assert titles(out.getvalue(), "a.xlsx") == ["修路", title]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), ("\t", "utf-8"), (",", "gb18030")])
def test_csv(delimiter: str, encoding: str) -> None:
    rows = [["序号", "任务名称", "责任单位", "完成时限"], ["1", "编制规划", '"规划科、办公室"', "2024-12"], ["2", "整治环境", "城管科", "每季度"]]
    data = "\r\n".join(delimiter.join(r) for r in rows).encode(encoding)
    tasks = import_source(read_bytes(data, "a.csv")).tasks
    assert [(t.title, [u.name for u in t.units], list(t.deadlines)) for t in tasks] == [
        ("编制规划", ["规划科", "办公室"], ["2024-12"]), ("整治环境", ["城管科"], ["每季度"]),
    ]


ROWS = ["序号,任务,责任单位", "1,编制规划,规划科", "2,整治环境,城管科", "3,清理河道,水利科"]


@pytest.mark.parametrize(("line", "words"), [
    (2, '2,"整治环境,城管科'),  # never closed
    (3, '3,"清理河道,水利科'),  # in the last line
    (1, '1,"编制规划,规划科\n2,"整治环境",城管科'),  # closed by the mark that opens another cell
])
def test_a_quote_that_is_not_closed_is_said_with_its_line(line: int, words: str) -> None:
    rows = [*ROWS[:line], *words.split("\n"), *ROWS[line + 1 + words.count("\n") :]]
    with pytest.raises(UnreadableError, match=f"a.csv 第 {line + 1} 行的引号没有成对.*请用记事本打开，补上或删去"):
        read_bytes("\n".join(rows).encode(), "a.csv")


def test_quotes_that_pair_are_read() -> None:
    rows = [ROWS[0], '1,"编制""规划""\n和方案",规划科', '2,"整治"环境,城管科', '3,清理"河道",水利科']
    assert titles("\n".join(rows).encode(), "a.csv") == ['编制"规划" 和方案', "整治环境", '清理"河道"']
    source = read_bytes("\n".join([ROWS[0], '1,"编制规划,规划科', *ROWS[2:], '4,清淤",水利科']).encode(), "a.csv")
    assert "第 2 行到第 5 行因引号连成了一行" in source.notes[0]


def test_pdf_lines_run_on_and_page_numbers_are_set_aside() -> None:
    first = ["某某局2024年工作要点", "　　1.排查隐患。对辖区内的企业逐户排查，建立隐患台账，明确整", "改责任和整改时限，确保按期整改到位。（责任科室：安监科）", "- 1 -"]
    second = ["　　2.整改问题。限期整改。（责任科室：执法科）", "- 2 -"]
    imported = import_source(read_bytes(pdf([first, second]), "a.pdf"))
    assert [t.title for t in imported.tasks] == TITLES
    assert "明确整改责任" in imported.tasks[0].text
    assert imported.coverage.aside["页码"] > 0


def test_a_page_of_a_pdf_that_is_only_a_picture_is_told() -> None:
    source = read_bytes(pdf([["1.排查隐患。"], [""], [""], ["2.整改问题。"]], pictures=[0, 1]), "a.pdf")
    assert [note for note in source.notes if "OCR" in note] == ["第 2 页只有图片，没有文字层，未导入，可能是扫描件，请先做文字识别（OCR）"]


def test_text_boxes_footnotes_and_all_headers_of_word_are_read_once() -> None:
    document = word()
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>框中的话</w:t><w:br/></w:r></w:p></w:txbxContent>"
    drawn = f'<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
    table = document.add_table(rows=2, cols=2)
    for paragraph in (document.add_paragraph("1.排查隐患。"), table.cell(0, 0).paragraphs[0], table.cell(1, 1).paragraphs[0]):
        paragraph._p.append(parse_xml(drawn))
    section = document.sections[0]
    section.header.add_table(1, 1, 914400).cell(0, 0).text = "页眉的表"
    section.first_page_header.paragraphs[0].text, section.even_page_footer.paragraphs[0].text = "首页页眉", "偶数页页脚"
    notes = Part(PackURI("/word/footnotes.xml"), "application/xml", f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p></w:footnote></w:footnotes>".encode())
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    source = read_bytes(saved(document), "a.docx")
    assert "".join(line.text for line in source.lines).count("框中的话") == 3
    assert [line.text for line in source.lines if line.aside == "页眉页脚"] == ["页眉的表", "首页页眉", "偶数页页脚"]
    assert [line.text for line in source.lines if line.aside == "脚注"] == ["脚注的话"]
    assert "1 段脚注或尾注" in source.notes[-1]


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


def test_a_pdf_of_many_pages_is_read_and_leaves_nothing_behind() -> None:
    before = (pdftypes.zlib, plumber.PDFPageInterpreter)
    source = read_bytes(pdf([[f"{n}.排查隐患。逐户排查。"] for n in range(1, 121)]), "a.pdf")
    assert len(source.lines) == 120
    assert (pdftypes.zlib, plumber.PDFPageInterpreter) == before


GARBLED = "某某市应急管理局2024年工作要点，加强安全监管，排查隐患，整改问题，制定方案。" * 5
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
WORD_2003 = '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:t>文字</w:t>'.encode()
BOMB = zipped({"word/document.xml": b"\x00" * (40 << 20)})
UNREADABLE = {
    "password.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old.doc": (OLE, "旧版"),
    "renamed.docx": (OLE + "WordDocument".encode("utf-16-le"), "只是改了扩展名"),
    "damaged.docx": (zipped({"word/document.xml": b"<w:document"})[:-30], "损坏"),
    "hollow.docx": (zipped({"other.xml": b""}), "损坏"),
    "not-a-zip.docx": ("文字".encode(), "损坏"),
    "broken-inside.docx": (zipped({"word/document.xml": b"<w:doc", "[Content_Types].xml": b"<Types/>"}), "损坏"),
    "broken.xlsx": (zipped({"xl/workbook.xml": b"<x"}), "损坏"),
    "bomb.docx": (BOMB, "异常庞大"),
    "archive.zip": (zipped({"a.txt": b"1"}), "压缩包"),
    "scan.pdf": (pdf([[""], [""]]), "扫描件"),
    "locked.pdf": (pdf([["文字"]], encrypted=True), "密码"),
    "damaged.pdf": (b"%PDF-1.4\n" + b"\x80" * 200, "损坏"),
    "flate.pdf": (drawn_pdf(zlib.compress(b" " * (160 << 20)), "/Filter /FlateDecode"), "解压后的内容超过 150 MB"),
    "twice.pdf": (drawn_pdf(zlib.compress(zlib.compress(b" " * (160 << 20))), "/Filter [/FlateDecode /FlateDecode]"), "解压后的内容超过 150 MB"),
    "lines.pdf": (drawn_pdf(b"0 0 m 9 9 l S " * 31_000), "第 1 页的线条或绘图指令过多"),
    "forms.pdf": (drawn_pdf(b"/F0 Do " * 100, forms=[b"/F1 Do " * 100, b"/F2 Do " * 100, b" " * 50_000]), "第 1 页的线条或绘图指令过多"),
    "photo.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "图片"),
    "binary.txt": (bytes(range(256)) * 20, "不是文字文件"),
    "deep.html": (b"<ul><li>x" * 80_000, "一层套一层"),
    "prose.txt": (rb"{\rtf1\ansi \'ce\'c4}", "RTF 文档（写字板格式），只是改了扩展名，请用 Word 或 WPS 打开，另存为 .docx"),
    "own.rtf": (rb"{\rtf1\ansi \'ce\'c4}", "RTF 文档（写字板格式），请用"),
    "rich.docx": (rb"{\rtf1\ansi \'ce\'c4}", "RTF 文档"),
    "page.doc": (b"From: <Saved>\r\nSubject: =?utf-8?B?YQ==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n--x\r\n", "网页归档或邮件（MHT），只是改了扩展名"),
    "page.mht": (b"Content-Type: multipart/related; boundary=x\n\n--x\n", "网页归档或邮件（MHT），请用"),
    "word2003.doc": (WORD_2003, "Word 2003 XML 文档，只是改了扩展名，请用 Word 或 WPS 打开，另存为 .docx"),
    "word2003.html": (WORD_2003, "Word 2003 XML 文档"),
    "word2003-16.txt": (WORD_2003.decode().encode("utf-16"), "Word 2003 XML 文档"),
    "excel2003.xls": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "另存为 .xlsx"),
    "feed.xml": ('<?xml version="1.0"?><rss>文字</rss>'.encode(), "XML 数据文件"),
    "drawing.svg": ('<svg xmlns="http://www.w3.org/2000/svg"><text>文字</text></svg>'.encode(), "图片"),
    "open.odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument 文档（.odt），请用 Word 或 WPS 打开，另存为 .docx"),
    "apple.pages": (zipped({"Index/Document.iwa": b""}), "请用原来的软件导出为 .docx"),
    "slides.pptx": (zipped({"ppt/presentation.xml": b""}), "演示文稿"),
    "layout.ofd": (zipped({"OFD.xml": b""}), "OFD 版式文件"),
    "text.wps": (OLE + "WordDocument\0".encode("utf-16-le"), "旧版 Word 或 WPS 文字（.doc 或 .wps），请用 Word 或 WPS 打开，另存为 .docx"),
    "table.et": (OLE + "WordDocument\0Workbook\0".encode("utf-16-le"), "旧版 Excel 或 WPS 表格（.xls 或 .et），请用 Excel 或 WPS 打开，另存为 .xlsx"),
    "none.zip": (b"PK\x05\x06" + b"\x00" * 18, "压缩包，请先解压"),
    "packed.rar": (b"Rar!\x1a\x07\x01\x00", "压缩包，请先解压"),
    "packed.7z": (b"7z\xbc\xaf\x27\x1c", "压缩包，请先解压"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片，请先做文字识别"),
    "photo.tif": (b"II*\x00\x08\x00", "图片，请先做文字识别"),
    "garbled.txt": (GARBLED.encode("utf-8").decode("gb18030", "ignore").encode("utf-8"), "乱码"),
    "latin.txt": (GARBLED.encode("utf-8").decode("latin-1").encode("utf-8"), "乱码"),
    "gbk-as-latin.txt": (GARBLED.encode("gb18030").decode("latin-1").encode("utf-8"), "乱码"),
    "gbk-as-big5.txt": (GARBLED.encode("gb18030").decode("big5", "ignore").encode("utf-8"), "乱码"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_bad_file_is_named_in_a_sentence(name: str) -> None:
    data, word_ = UNREADABLE[name]
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert word_ in message
    assert name in message
    assert message.endswith("。")


@pytest.mark.parametrize("begin", ["{以下简称方案}", "From: 某某局", "MZ公司2024年计划", "备注: 无\n日期: 2024年", "<请填写标题>", "BM项目", "ID3项目"])
def test_text_that_begins_oddly_is_text(begin: str) -> None:
    assert read_bytes(f"{begin}\n{TEXT}".encode(), "a.txt").lines[0].text == begin.partition("\n")[0]


def test_a_page_that_begins_as_xml_or_is_named_doc_is_a_page() -> None:
    page = PAGE.format(body="<p>1.排查隐患。逐户排查。</p><p>2.整改问题。限期整改。</p>")
    for data in (f'<?xml version="1.0" encoding="UTF-8"?>\n{page}', page):
        assert titles(data.encode(), "a.doc") == TITLES


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(51 << 20)
    with pytest.raises(UnreadableError, match="超过 50 MB"):
        read_file(large)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="没有这个文件"):
        read_file(tmp_path / "没有.txt")


def test_an_empty_file_is_an_import_without_tasks() -> None:
    imported = import_source(read_bytes(b"", "empty.txt"))
    assert imported.tasks == ()
    assert "空" in imported.problems[0].what


def test_too_many_paragraphs_of_any_file_are_kept_as_one_piece_and_said_to_be_none() -> None:
    source = read_bytes(b"<body>" + "<p>1.甲</p>".encode() * 20_000, "a.html")
    imported = import_source(source)
    assert len(source.lines) == 10_001
    assert "".join(line.text for line in source.lines).count("甲") == 20_000
    assert imported.coverage.unplaced == ()
    assert any("不像一份文件" in p.what for p in imported.problems)


def test_a_table_may_have_more_rows_than_a_text_has_paragraphs() -> None:
    rows = "".join(f"{n},修路,交通局,年底前\n" for n in range(1, 15_001))
    assert len(import_source(read_bytes(f"序号,工作任务,责任单位,完成时限\n{rows}".encode(), "a.csv")).tasks) == 15_000
