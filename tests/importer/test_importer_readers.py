"""Every format gives the same numbered lines."""

from __future__ import annotations

import pytest
from importer_files import PAGE, pdf, printed_at, ruled, titles
from pdfminer import pdftypes
from pdfplumber import page as plumber

from generator.importer.account.report import report
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import UnreadableError
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

TEXT = (
    "某某局2024年工作要点\n一、抓安全\n1.排查隐患。逐户排查。（责任科室：安监科）\n"
    "2.整改问题。限期整改。（责任科室：执法科牵头落实）\n"
)
TITLES = ["排查隐患", "整改问题"]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html"])
def test_characters_without_width_are_set_aside_in_every_file(name: str) -> None:
    rows = "序号,任务,责任单位\n1,编制\u200b规划,规\u2060划科\n2,整治环境,城管科\n"
    table = (
        "<table>"
        + "".join(f"<tr><td>{'</td><td>'.join(row.split(','))}</td></tr>" for row in rows.splitlines())
        + "</table>"
    )
    text = {"a.csv": rows, "a.html": table}.get(name, rows.replace(",", "\t"))
    imported = import_source(read_bytes(text.encode(), name))
    assert [(t.title, [u.name for u in t.units]) for t in imported.tasks] == [
        ("编制规划", ["规划科"]),
        ("整治环境", ["城管科"]),
    ]
    assert imported.coverage.aside["不可见字符"] == 2
    assert imported.source.lines[-1].text == "\u200b\u2060"


def test_rare_line_breaks_are_line_breaks_and_in_cells_spaces() -> None:
    source = read_bytes("<html><body><h2>一、抓安全\u20281.排查隐患。</h2></body></html>".encode(), "a.html")
    assert [(line.text, line.outline) for line in source.lines] == [("一、抓安全", 1), ("1.排查隐患。", None)]
    source = read_bytes("任务,单位,时限\n修路,交通局\u2028水利局,年底前\n".encode(), "a.csv")
    assert source.lines[1].cells == ("修路", "交通局 水利局", "年底前")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_plain_text(encoding: str) -> None:
    assert titles(TEXT.encode(encoding), "a.txt") == TITLES


def test_a_row_with_words_only_beyond_its_header_is_kept_as_cells() -> None:
    table = (
        "序号,任务,责任单位,完成时限,\n1,修好泵站,县水利局,6月底前,\n,,,,另行通知\n"
        "2,补种树苗,县林业局,9月底前,\n"
    ).encode()
    imported = import_source(read_bytes(table, "a.csv"))
    assert [t.title for t in imported.tasks] == ["修好泵站", "补种树苗"]
    assert "另行通知" in to_yaml(imported)


def test_a_table_of_a_pdf_without_lines_is_said_to_be_guessed() -> None:
    rows = [
        "2025年任务清单",
        "序号  任务  责任单位  完成时限",
        "1  修好泵站  县水利局  6月底前",
        "2  补种树苗  县林业局  9月底前",
    ]
    imported = import_source(read_bytes(pdf([rows]), "a.pdf"))
    assert [t.title for t in imported.tasks] == ["修好泵站", "补种树苗"]
    assert any("没有框线，2 行的各栏是按空白推断的" in p.what for p in imported.problems)


def test_a_page_is_its_article_and_the_rest_is_set_aside() -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.strip().split("\n")[1:])
    imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
    assert [t.title for t in imported.tasks] == TITLES
    assert (imported.title, imported.issuer, imported.date) == (
        "某某局2024年工作要点",
        "某某局",
        "2024-03-01",
    )
    assert {"导航", "页脚"} <= set(imported.coverage.aside)
    assert "不是正文" not in imported.root.full_text
    assert "版权所有" not in imported.root.full_text
    assert imported.coverage.unplaced == ()


def test_a_page_keeps_the_cells_of_its_table() -> None:
    table = (
        "<p>现将任务分解如下，请各科室认真落实。</p>"
        "<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
        "<tr><td>1</td><td>修建泵站</td><td rowspan='2'>工程科</td><td>6月底前</td></tr>"
        "<tr><td>2</td><td>疏浚河道</td><td>长期坚持</td></tr></table>"
    )
    tasks = import_source(
        read_bytes(
            PAGE.format(body=table).encode("gb18030").replace(b"<head>", b"<head><meta charset=gb2312>"),
            "a.htm",
        )
    ).tasks
    assert [(t.number, t.title, [u.name for u in t.units], list(t.deadlines)) for t in tasks] == [
        ("1", "修建泵站", ["工程科"], ["6月底前"]),
        ("2", "疏浚河道", ["工程科"], ["长期坚持"]),
    ]


BESIDE = [  # what stands in the page, how many characters of it a reader may see, and where they are counted
    ("<textarea>输入框里的话</textarea>", 6, "表单文字"),
    ("<select><option>选项甲</option><option>选项乙</option></select>", 6, "表单文字"),
    ("<button>提交意见</button>", 4, "表单文字"),
    ("<input type='submit' value='开始查询'>", 4, "表单文字"),
    ("<input placeholder='请输入关键词'>", 6, "表单文字"),
    ("<img src='a.png' alt='责任分工示意'>", 6, "图片说明"),
    ("<svg><title>流程</title><text>先排查</text><text>后整改</text></svg>", 8, "图中文字"),
    ("<iframe srcdoc='&lt;p&gt;内嵌的话&lt;/p&gt;'></iframe>", 4, "内嵌网页"),
    ("<noscript>请启用<b>脚本</b></noscript>", 5, "备用文字"),
    ("<object data='a.swf'>打不开动画</object>", 5, "备用文字"),
    ("<template><p>模板的话</p></template>", 4, "隐藏文字"),
    ("<del>划掉的话</del>", 4, "删除线文字"),
    ("<s>划掉的话</s>", 4, "删除线文字"),
    ("<strike>划掉的话</strike>", 4, "删除线文字"),
    ("<span style='color:red; text-decoration: underline line-through'>划掉的话</span>", 4, "删除线文字"),
    ("<ruby><rp>（</rp><rt>yún</rt><rp>）</rp></ruby>", 5, "注音"),
    ("<span hidden>看不见的话</span>", 5, "隐藏文字"),
    ("<span style='display: none'>看不见的话</span>", 5, "隐藏文字"),
    ("<dialog>弹出的话</dialog>", 4, "隐藏文字"),
]


@pytest.mark.parametrize(("markup", "count", "label"), BESIDE)
def test_words_beside_the_text_are_set_aside_and_counted(markup: str, count: int, label: str) -> None:
    plain = (
        "<p>1.排查隐患。逐户{}排查。</p><p>2.整改问题。限期整改。</p>"
        "<table><tr><th>任务</th><th>单位</th></tr><tr><td>修路{}</td><td>交通局</td></tr></table>"
    )
    for at in range(2):
        body = plain.format(*([markup, ""] if at == 0 else ["", markup]))
        imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
        assert imported.coverage.aside[label] == count
        assert "逐户排查" in imported.root.full_text.replace("\n", "")  # a dialog ends the paragraph
        assert any("修路" in line.text and "交通局" in line.text for line in imported.source.lines)
        assert ("网页里有隐藏文字，已搁置" in imported.notes) is (label == "隐藏文字")
        assert any("网页里有删除线文字 4 字，已搁置" in note for note in imported.notes) is (
            label == "删除线文字"
        )


def test_a_text_that_stands_wholly_beside_is_pointed_out() -> None:
    for markup in (f"<textarea>{TEXT}</textarea>", f"<iframe srcdoc='{TEXT}'></iframe>"):
        source = read_bytes(f"<html><body>{markup}</body></html>".encode(), "a.html")
        assert "如果其中有正文，请把正文另存为文本再导入" in source.notes[0]


def test_a_button_that_unfolds_a_section_is_its_heading_and_a_hidden_row_is_no_task() -> None:
    body = (
        "<h2><button>一、抓安全</button></h2><p>1.排查隐患。逐户排查。</p>"
        "<table><caption>责任分解表</caption><tr><th>任务</th><th>单位</th></tr>"
        "<tr><td>修路<script>var a = '脚本'</script></td><td>交通局</td></tr>"
        "<tr style='display:none'><td>架桥</td><td>水利局</td></tr></table>"
    )
    imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
    assert "一、抓安全" in imported.sections
    lines = [(line.text, line.aside) for line in imported.source.lines]
    assert ("责任分解表", None) in lines
    assert ("修路\t交通局", None) in lines
    assert [text for text, aside in lines if aside == "隐藏文字"] == ["架桥", "水利局"]


def test_a_struck_cell_is_empty_a_struck_row_is_no_task_and_a_struck_item_leaves_no_number() -> None:
    line = "style='text-decoration:line-through'"
    body = (
        "<table><tr><th>任务</th><th>单位</th><th>时限</th></tr>"
        f"<tr><td>修路</td><td {line}>财政局</td><td>年底前</td></tr>"
        f"<tr {line}><td>架桥</td><td>水利局</td><td>年底前</td></tr></table>"
        "<ol><li>清淤。逐段清理。</li><li><del>拆坝。全部拆除。</del></li></ol><p>附则另行公布。</p>"
    )
    imported = import_source(read_bytes(PAGE.format(body=body).encode(), "a.html"))
    lines = [(line.text, line.aside) for line in imported.source.lines]
    assert [text for text, aside in lines if aside == "删除线文字"] == [
        "财政局",
        "架桥",
        "水利局",
        "年底前",
        "拆坝。全部拆除。",
    ]
    assert ("修路\t\t年底前", None) in lines
    assert ("附则另行公布。", None) in lines


SHORT = [
    "争资争项。争取资金5亿元。（县发改局）",
    "项目建设。完成投资10亿元。（县住建局）",
    "招商引资。引进企业5家。（县商务局）",
]


@pytest.mark.parametrize("item", ["<li>{}</li>", "<li><p>{}</p></li>"])
@pytest.mark.parametrize("count", [2, 3])
def test_the_items_of_a_short_page_have_the_numbers_of_their_list(item: str, count: int) -> None:
    listed = "".join(map(item.format, SHORT[:count]))
    source = read_bytes(
        f"<html><body><p>云溪县2025年工作要点</p><p>一、抓项目</p><ol>{listed}</ol></body></html>".encode(),
        "a.html",
    )
    assert [line.text for line in source.lines][2:] == [
        f"{n}.{words}" for n, words in enumerate(SHORT[:count], 1)
    ]


def test_pages_inside_pages_without_end_are_read() -> None:
    page = "<p>最里面</p>"
    for _ in range(12):
        page = f"<template>{page}</template>"
    assert "最里面" in "".join(
        line.text for line in read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html").lines
    )


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), ("\t", "utf-8"), (",", "gb18030")])
def test_csv(delimiter: str, encoding: str) -> None:
    rows = [
        ["序号", "任务名称", "责任单位", "完成时限"],
        ["1", "编制规划", '"规划科、办公室"', "2024-12"],
        ["2", "整治环境", "城管科", "每季度"],
    ]
    data = "\r\n".join(delimiter.join(r) for r in rows).encode(encoding)
    tasks = import_source(read_bytes(data, "a.csv")).tasks
    assert [(t.title, [u.name for u in t.units], list(t.deadlines)) for t in tasks] == [
        ("编制规划", ["规划科", "办公室"], ["2024-12"]),
        ("整治环境", ["城管科"], ["每季度"]),
    ]


ROWS = ["序号,任务,责任单位", "1,编制规划,规划科", "2,整治环境,城管科", "3,清理河道,水利科"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (2, '2,"整治环境,城管科'),  # never closed
        (3, '3,"清理河道,水利科'),  # in the last line
        (1, '1,"编制规划,规划科\n2,"整治环境",城管科'),  # closed by the mark that opens another cell
    ],
)
def test_a_quote_that_is_not_closed_is_said_with_its_line(line: int, words: str) -> None:
    rows = [*ROWS[:line], *words.split("\n"), *ROWS[line + 1 + words.count("\n") :]]
    with pytest.raises(
        UnreadableError, match=f"a.csv 第 {line + 1} 行的引号没有成对.*请用记事本打开，补上或删去"
    ):
        read_bytes("\n".join(rows).encode(), "a.csv")


def test_quotes_that_pair_are_read() -> None:
    rows = [ROWS[0], '1,"编制""规划""\n和方案",规划科', '2,"整治"环境,城管科', '3,清理"河道",水利科']
    assert titles("\n".join(rows).encode(), "a.csv") == ['编制"规划" 和方案', "整治环境", '清理"河道"']
    source = read_bytes(
        "\n".join([ROWS[0], '1,"编制规划,规划科', *ROWS[2:], '4,清淤",水利科']).encode(), "a.csv"
    )
    assert "第 2 行到第 5 行因引号连成了一行" in source.notes[0]


def test_pdf_lines_run_on_and_page_numbers_are_set_aside() -> None:
    first = [
        "某某局2024年工作要点",
        "　　1.排查隐患。对辖区内的企业逐户排查，建立隐患台账，明确整",
        "改责任和整改时限，确保按期整改到位。（责任科室：安监科）",
        "- 1 -",
    ]
    second = ["　　2.整改问题。限期整改。（责任科室：执法科）", "- 2 -"]
    imported = import_source(read_bytes(pdf([first, second]), "a.pdf"))
    assert [t.title for t in imported.tasks] == TITLES
    assert "明确整改责任" in imported.tasks[0].text
    assert imported.coverage.aside["页码"] > 0


def test_a_page_of_a_pdf_that_is_only_a_picture_is_told() -> None:
    source = read_bytes(pdf([["1.排查隐患。"], [""], [""], ["2.整改问题。"]], pictures=[0, 1]), "a.pdf")
    assert [note for note in source.notes if "OCR" in note] == [
        "第 2 页只有图片，没有文字层，未导入，可能是扫描件，请先做文字识别（OCR）"
    ]


def test_pages_of_a_pdf_without_words_or_pictures_are_told() -> None:
    pages = [["1.排查隐患。"], [""], ["2.整改问题。"], ["- 4 -"], ["3.通报情况。"]]
    source = read_bytes(pdf(pages, drawn={1: "10 10 400 500 re f\n"}), "a.pdf")
    assert [note for note in source.notes if "没有读出文字" in note] == [
        "第 2、4 页没有读出文字，如果不是空白页（文字可能画成了图形，或数据已损坏），请对照原文补上"
    ]


def test_a_merged_cell_of_a_pdf_counts_for_its_rows_and_an_empty_one_for_none() -> None:
    rows = [
        ("序号", "工作任务", "责任单位"),
        ("1", "修建泵站", "水利局"),
        ("2", "疏浚河道", ""),
        ("3", "架设桥梁", ""),
        ("4", "清理淤泥", "城管局"),
    ]
    columns, top, height = (70, 120, 260, 400), 740, 30
    orders = "".join(
        printed_at(columns[k] + 5, top - height * n - 20, words)
        for n, row in enumerate(rows)
        for k, words in enumerate(row)
        if words
    )
    for n in range(len(rows) + 1):
        right = columns[2] if n == 2 else columns[3]  # the cell of 水利局 goes on below
        orders += f"{columns[0]} {top - height * n} m {right} {top - height * n} l S\n"
    orders += "".join(f"{x} {top} m {x} {top - height * len(rows)} l S\n" for x in columns)
    imported = import_source(read_bytes(pdf([["某某局2024年重点任务分解表"]], drawn={0: orders}), "a.pdf"))
    assert [line.merged for line in imported.source.lines if line.cells] == [(), (), (2,), (), ()]
    assert [(t.title, [u.name for u in t.units]) for t in imported.tasks] == [
        ("修建泵站", ["水利局"]),
        ("疏浚河道", ["水利局"]),
        ("架设桥梁", []),
        ("清理淤泥", ["城管局"]),
    ]


def test_a_record_of_csv_that_a_line_break_broke_in_two_is_one() -> None:
    rows = [
        "序号\t任务\t责任单位\t完成时限",
        "1\t修路\t水利局",
        "交通局\t年底前",
        "2\t架桥\t水利局",
        "3\t通水",
        "4\t通气\t财政局、水利局等部门\t长期",
    ]
    source = read_bytes("\n".join(rows).encode(), "a.tsv")
    tasks = import_source(source).tasks
    assert [(t.title, [u.name for u in t.units], t.deadlines) for t in tasks] == [
        ("修路", ["水利局", "交通局"], ("年底前",)),
        ("架桥", ["水利局"], ()),
        ("通水", [], ()),
        ("通气", ["财政局", "水利局"], ("长期",)),
    ]
    assert source.notes == ("第 1 条记录断成了两行，已合成一条",)
    assert "text: 财政局、水利局等部门" in to_yaml(import_source(source))


def test_a_damaged_page_of_a_pdf_is_told() -> None:
    pages = [[f"{n}.排查隐患。", f"逐户排查第{n}类企业。"] for n in range(1, 5)]
    source = read_bytes(pdf(pages, cut={1: 60, 2: 4}), "a.pdf")  # of the third page only the checksum
    assert [note for note in source.notes if "损坏" in note] == [
        "第 2 页的数据已损坏，只读出了一部分，或完全没有读出，请重新下载或另存一份再导入，或对照原文补上"
    ]
    assert "逐户排查第3类企业。" in [line.text for line in source.lines]


def test_a_pdf_of_many_pages_is_read_and_leaves_nothing_behind() -> None:
    before = (pdftypes.zlib, plumber.PDFPageInterpreter)
    source = read_bytes(pdf([[f"{n}.排查隐患。逐户排查。"] for n in range(1, 121)]), "a.pdf")
    assert len(source.lines) == 120
    assert (pdftypes.zlib, plumber.PDFPageInterpreter) == before


@pytest.mark.parametrize(
    "begin",
    [
        "{以下简称方案}",
        "From: 某某局",
        "MZ公司2024年计划",
        "备注: 无\n日期: 2024年",
        "<请填写标题>",
        "BM项目",
        "ID3项目",
    ],
)
def test_text_that_begins_oddly_is_text(begin: str) -> None:
    assert read_bytes(f"{begin}\n{TEXT}".encode(), "a.txt").lines[0].text == begin.partition("\n")[0]


def test_a_page_that_begins_as_xml_or_is_named_doc_is_a_page() -> None:
    page = PAGE.format(body="<p>1.排查隐患。逐户排查。</p><p>2.整改问题。限期整改。</p>")
    for data in (f'<?xml version="1.0" encoding="UTF-8"?>\n{page}', page):
        assert titles(data.encode(), "a.doc") == TITLES


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
    rows = "".join(f"{n},修路,交通局,年底前\n" for n in range(1, 10_502))
    assert (
        len(import_source(read_bytes(f"序号,工作任务,责任单位,完成时限\n{rows}".encode(), "a.csv")).tasks)
        == 10_501
    )


def test_what_the_end_of_a_page_cuts_is_not_known_to_be_merged_and_carries_a_doubt() -> None:
    header = ("任务", "举措", "责任单位")
    first = [header, ("修好泵站", "更换水泵", "水利局"), ("", "加固堤坝", ""), ("", "清理淤泥", "")]
    second = [header, ("", "平整场地", ""), ("疏浚河道", "分段清淤", "城管局"), ("", "运走垃圾", "")]
    drawn = {0: ruled(first, {(1, 0), (1, 2), (2, 0)}), 1: ruled(second, {(2, 0)})}
    imported = import_source(read_bytes(pdf([[], []], drawn=drawn), "a.pdf"))
    rows = [line.merged for line in imported.source.lines if line.cells]
    assert rows == [(), (), (0, 2), (0,), None, (), (), (0,)]
    assert [(t.parent, t.title, [u.name for u in t.units]) for t in imported.tasks] == [
        ("修好泵站", "更换水泵", ["水利局"]),
        ("修好泵站", "加固堤坝", ["水利局"]),
        ("修好泵站", "清理淤泥", []),
        ("修好泵站", "平整场地", []),
        ("疏浚河道", "分段清淤", ["城管局"]),
        ("疏浚河道", "运走垃圾", []),
    ]
    assert [t.doubts for t in imported.tasks] == [
        *[()] * 3,
        ("“任务”一栏是空白，已取上一行的内容",),
        *[()] * 2,
    ]


def test_a_cell_of_units_cut_by_the_end_of_a_page_is_taken_and_carries_a_doubt() -> None:
    header = ("任务", "举措", "责任单位")
    first = [header, ("修好泵站", "更换水泵", "水利局"), ("", "加固堤坝", "")]
    second = [("", "平整场地", ""), ("", "清理淤泥", "城管局")]
    drawn = {0: ruled(first, {(1, 0), (1, 2)}), 1: ruled(second, {(0, 0)})}
    imported = import_source(read_bytes(pdf([[], []], drawn=drawn), "a.pdf"))
    assert [(t.title, [u.name for u in t.units], len(t.doubts)) for t in imported.tasks] == [
        ("更换水泵", ["水利局"], 0),
        ("加固堤坝", ["水利局"], 0),
        ("平整场地", ["水利局"], 2),
        ("清理淤泥", ["城管局"], 0),
    ]


def test_the_report_counts_what_was_taken_from_above_by_column() -> None:
    rows = (
        "任务,责任单位,完成时限\n修好泵站,水利局,6月底前\n疏浚河道,城管局,\n架设桥梁,,长期坚持\n"
        "清理淤泥,城管局,\n植树造林,,每年"
    )
    imported = import_source(read_bytes(rows.encode(), "a.csv"))
    draft = to_yaml(imported)
    said = report(imported, draft)
    for column in ("责任单位", "完成时限"):
        taken = f"“{column}”一栏是空白，已取上一行的内容"
        assert draft.count(f"# 请核对：{taken}") == 2
        assert f"草稿中注明“{taken}”的 2 处。" in said
