"""Word: what is printed is read, in its order and once; what is hidden or left out is told."""

from __future__ import annotations

import io

import openpyxl
import pytest
import yaml
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from importer_files import saved, word

from generator.importer.account.report import report
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

NUMBERING = """<w:abstractNum {ns} w:abstractNumId="77">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>"""


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
    assert [(t.number, t.title) for t in imported.tasks] == [
        ("1.", "排查隐患"),
        ("2.", "整改问题"),
        ("1.", "增设窗口"),
    ]


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
    for cell, words in zip(
        table.rows[0].cells, ("序号", "重点任务", "工作措施", "责任单位", "完成时限"), strict=True
    ):
        cell.text = words
    rows = [
        (
            "1",
            "改善环境",
            "(1)清运垃圾，做到日产日清，建立保洁长效机制并严格落实检查考核。",
            "城管局",
            "每月",
        ),
        ("", "", "(2)种植树木。", "林业局", "2024年4月"),
        ("2", "发展产业", "(1)引进企业。", "招商局", "年底前"),
    ]
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    for column in (0, 1):
        table.cell(1, column).merge(table.cell(2, column))
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert [
        (t.number, t.title, t.parent, [u.name for u in t.units], list(t.deadlines)) for t in imported.tasks
    ] == [
        (
            "(1)",
            "清运垃圾，做到日产日清，建立保洁长效机制并严格落实检查考核",
            "1 改善环境",
            ["城管局"],
            ["每月"],
        ),
        ("(2)", "种植树木", "1 改善环境", ["林业局"], ["2024年4月"]),
        ("(1)", "引进企业", "2 发展产业", ["招商局"], ["年底前"]),
    ]
    assert imported.kind == "assignment"


def test_a_table_behind_the_list_of_attachments_is_the_attachment() -> None:
    document = word()
    for words in (
        "某某局2026年工作要点",
        "一、抓执法",
        "（一）规范执法。制定计划。（责任科室：法规科）",
        "二、抓准备",
        "1.修订总体预案。",
        "2.添置抢险物资。",
        "附件：重点任务责任分解表",
    ):
        document.add_paragraph(words)
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("1", "编制计划", "法规科", "2026年3月底前"),
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("2", "开展演练", "应急科", "长期坚持"),
    ):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert [t.title for t in imported.tasks] == [
        "规范执法",
        "修订总体预案",
        "添置抢险物资",
        "编制计划",
        "开展演练",
    ]
    draft = yaml.safe_load(to_yaml(imported))
    assert [(s["number"], s["title"]) for s in draft["sections"]] == [
        ("一、", "抓执法"),
        ("二、", "抓准备"),
        ("附件", "重点任务责任分解表"),
    ]
    assert "text" not in draft["sections"][2]
    assert imported.coverage.aside["表头"] == 2 * len("序号工作任务责任单位完成时限")


def test_what_word_hides_is_reported() -> None:
    document = word()
    document.core_properties.author = "王五"
    paragraph = document.add_paragraph("1.排查隐患。逐户排查。")
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="赵六"><w:r><w:t>逐项登记。</w:t></w:r></w:ins>')
    )
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="2" w:author="赵六"><w:r><w:t>删掉的话</w:t>'
            "<w:delText>删掉的话</w:delText></w:r></w:del>"
        )
    )
    hidden = document.add_paragraph("2.整改问题。限期整改。")
    hidden.runs[0].font.hidden = True
    document.add_comment(paragraph.runs, text="这里要改", author="钱七")
    imported = import_source(read_bytes(saved(document), "a.docx"))
    said = "".join(p.what for p in imported.problems)
    for word_ in ("王五", "批注", "修订", "赵六", "隐藏文字"):
        assert word_ in said
    assert "删掉的话" not in imported.root.full_text
    assert "逐项登记" in imported.root.full_text


def test_words_struck_out_in_word_are_set_aside_and_told() -> None:
    document = word()
    document.add_paragraph("某某局2024年工作要点")
    paragraph = document.add_paragraph("1.排查隐患。")
    paragraph.add_run("新建机场1座。").font.strike = True
    paragraph.add_run("逐户排查。").font.strike = False
    document.add_paragraph("").add_run("2.双划事项。新建机场2座。").font.double_strike = True
    paragraph = document.add_paragraph("3.办好")
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:ruby><w:rt><w:r><w:t>tǐ yù</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>体育</w:t></w:r></w:rubyBase></w:ruby><w:t>。全年坚持。</w:t>"
            "</w:r>"
        )
    )
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((*table.rows[0].cells, table.cell(1, 0)), ("任务", "单位", "修路"), strict=True):
        cell.text = words
    table.cell(1, 1).paragraphs[0].add_run("财政局").font.strike = True
    imported = import_source(read_bytes(saved(document), "a.docx"))
    lines = [(line.text, line.aside) for line in imported.source.lines]
    assert [text for text, aside in lines if aside == "删除线文字"] == [
        "新建机场1座。",
        "2.双划事项。新建机场2座。",
        "财政局",
    ]
    assert [text for text, aside in lines if aside == "注音"] == ["tǐ yù"]
    assert [text for text, aside in lines if aside is None and text.strip()] == [
        "某某局2024年工作要点",
        "1.排查隐患。逐户排查。",
        "3.办好体育。全年坚持。",
        "任务\t单位",
        "修路\t",
    ]
    assert "文档里有删除线文字 24 字，已搁置，如果仍然有效，请补到草稿里" in imported.notes
    assert imported.coverage.unplaced == ()


def test_what_is_no_plain_text_in_word_is_read_or_said() -> None:
    document = word()
    paragraph = document.add_paragraph("1.排查隐患。完成率")
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(parse_xml(f"<m:oMath {math}><m:r><m:t>99.6%</m:t></m:r></m:oMath>"))
    paragraph._p.append(
        parse_xml(f'<w:r {nsdecls("w")}><w:t>以上。</w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>')
    )
    paragraph._p.append(
        parse_xml(
            f'<w:moveFrom {nsdecls("w")} w:id="3" w:author="孙八"><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>'
        )
    )
    paragraph._p.append(
        parse_xml(
            f'<w:moveTo {nsdecls("w")} w:id="4" w:author="孙八"><w:r><w:t>移来的话。</w:t></w:r></w:moveTo>'
        )
    )
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "甲", "乙", "丁"
    for row, value in ((0, "restart"), (1, "continue")):
        table.cell(row, 0)._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{value}"/>')
        )
    table._tbl.tr_lst[1].tc_lst[0].p_lst[0].append(
        parse_xml(f"<w:r {nsdecls('w')}><w:t>盖住的话</w:t></w:r>")
    )
    imported = import_source(read_bytes(saved(document), "a.docx"))
    said = "".join(p.what for p in imported.problems)
    assert "完成率99.6%以上。移来的话。" in imported.root.full_text
    assert "移走的话" not in imported.root.full_text
    for words in ("1 个公式", "1 个符号字体的符号", "修订人：孙八", "1 个合并单元格盖住了文字"):
        assert words in said


def test_a_merged_cell_of_units_counts_for_all_its_rows() -> None:
    rows = (
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("1", "修建泵站", "工程科", "6月底前"),
        ("2", "疏浚河道", "", "长期坚持"),
        ("3", "植树", "", "年底前"),
    )
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
        ("序号", heading, "工作任务", "责任单位", "完成时限"),
        ("1", "粮食安全", "修建泵站", "工程科", "6月底前"),
        ("2", "", "疏浚河道", "水利科", "长期坚持"),
        ("3", "", "植树", "林业科", "年底前"),
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
    page = (
        "<table>"
        + "".join(
            "<tr>"
            + "".join(
                f"<td{' rowspan=2' if c == '粮食安全' else ''}>{c}</td>"
                for n, c in enumerate(r)
                if (r[0], n) != ("2", 1)
            )
            + "</tr>"
            for r in rows
        )
        + "</table>"
    )
    for data, name in (
        (saved(document), "a.docx"),
        (out.getvalue(), "a.xlsx"),
        (f"<html><body>{page}</body></html>".encode(), "a.html"),
    ):
        tasks = import_source(read_bytes(data, name)).tasks
        assert [t.beside for t in tasks] == [(f"{heading}：粮食安全",), (f"{heading}：粮食安全",), ()], name


def test_a_row_deleted_in_a_tracked_change_is_no_task() -> None:
    document = word()
    table = document.add_table(rows=0, cols=3)
    for row in (
        ("工作任务", "责任单位", "完成时限"),
        ("修路", "交通局", "年底前"),
        ("架桥", "水利局", "年底前"),
        ("植树", "林业局", "年底前"),
    ):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    mark = f'<w:trPr {nsdecls("w")}><w:del w:id="1" w:author="赵六"/></w:trPr>'
    table.rows[2]._tr.insert(0, parse_xml(mark))
    imported = import_source(read_bytes(saved(document), "a.docx"))
    assert [t.title for t in imported.tasks] == ["修路", "植树"]
    assert any("删除 1 处" in p.what for p in imported.problems)


def test_text_boxes_footnotes_and_all_headers_of_word_are_read_once() -> None:
    document = word()
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>框中的话</w:t><w:br/></w:r></w:p></w:txbxContent>"
    drawn = (
        f'<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>'
        f"{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    table = document.add_table(rows=2, cols=2)
    for paragraph in (
        document.add_paragraph("1.排查隐患。"),
        table.cell(0, 0).paragraphs[0],
        table.cell(1, 1).paragraphs[0],
    ):
        paragraph._p.append(parse_xml(drawn))
    section = document.sections[0]
    section.header.add_table(1, 1, 914400).cell(0, 0).text = "页眉的表"
    section.first_page_header.paragraphs[0].text, section.even_page_footer.paragraphs[0].text = (
        "首页页眉",
        "偶数页页脚",
    )
    notes = Part(
        PackURI("/word/footnotes.xml"),
        "application/xml",
        (
            f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>脚注的话</w:t></w:r></w:p>"
            "</w:footnote></w:footnotes>"
        ).encode(),
    )
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    source = read_bytes(saved(document), "a.docx")
    # apart from what they stand beside
    assert [line.text.strip() for line in source.lines if "框中的话" in line.text] == [
        "框中的话",
        "框中的话",
        "框中的话",
    ]
    assert [line.text for line in source.lines if line.aside == "页眉页脚"] == [
        "页眉的表",
        "首页页眉",
        "偶数页页脚",
    ]
    assert [line.text for line in source.lines if line.aside == "脚注"] == ["脚注的话"]
    assert "1 段脚注或尾注" in source.notes[-1]


def test_a_doubt_about_a_line_of_word_says_how_the_line_begins() -> None:
    document = word()
    for text in (
        "某某局2024年工作要点",
        "1.排查隐患。逐户排查，建立台账。",
        "2.整改问题。联系电话：（0000）123456。",
        "附件：任务分解表",
    ):
        document.add_paragraph(text)
    imported = import_source(read_bytes(saved(document), "a.docx"))
    told = report(imported, to_yaml(imported))
    assert "第 3 行“2.整改问题。联系电话：…”：这里像有个人信息：电话号码“00******”。" in told
    assert "第 4 行“附件：任务分解表”：附件“任务分解表”没有随文导入" in told
