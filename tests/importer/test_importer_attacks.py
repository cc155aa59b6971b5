"""What an attack found: files that filled the memory, were killed by the parser, or lost words without a
sound."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from importer_files import pdf

from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import UnreadableError
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import docx as docx_reader
from generator.importer.readers import read_bytes, xlsx
from generator.importer.readers.numbering import written
from generator.importer.run import validate

HEAD = ("序号", "重点任务", "责任单位", "完成时限")
ROWS = [
    ("1", "修建泵站", "工程科", "长期坚持"),
    ("2", "疏浚河道", "水利科", "每月"),
    ("3", "补种树木", "园林科", "每年"),
]


def imported(data: bytes | str, name: str) -> Imported:
    return import_source(read_bytes(data.encode() if isinstance(data, str) else data, name))


def table_document() -> docx.document.Document:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for row in (HEAD, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return document


def saved(file: docx.document.Document | openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("tag", ["template", "main", "aside", "fieldset"])
def test_elements_nested_without_end_are_refused_before_they_are_parsed(tag: str) -> None:
    with pytest.raises(UnreadableError, match="一层套一层"):
        read_bytes(f"<html><body>{f'<{tag}>' * 3000}甲。".encode(), "a.html")


def test_markup_inside_a_script_nests_nothing() -> None:
    page = (
        f"<html><body><script>var a='{'<div>' * 3000}'</script><p>一、甲</p><p>1.修建泵站。逐座修建。</p>"
        "<p>2.疏浚河道。</p></body></html>"
    )
    assert [t.title for t in imported(page, "a.html").tasks] == ["修建泵站", "疏浚河道"]


def test_more_paragraphs_or_cells_than_a_document_has_are_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docx_reader, "_MOST_PARAGRAPHS", 10)
    monkeypatch.setattr(xlsx, "_MOST_STORED", 10)
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    for data, name, unit in ((saved(table_document()), "a.docx", "段"), (saved(book), "a.xlsx", "格")):
        with pytest.raises(UnreadableError, match=f"万{unit}"):
            read_bytes(data, name)


def html_table(*units: str) -> str:
    rows = "".join(
        f"<tr><td>{n}</td><td>{task}</td>{cell}<td>{due}</td></tr>"
        for (n, task, _, due), cell in zip(ROWS, units, strict=True)
    )
    return (
        f"<html><body><table><tr>{''.join(f'<th>{name}</th>' for name in HEAD)}</tr>{rows}</table>"
        "</body></html>"
    )


def test_a_hidden_cell_takes_no_place_in_its_row() -> None:
    found = imported(
        html_table(
            '<td style="display:none">隐藏科</td><td>工程科</td>', "<td>水利科</td>", "<td>园林科</td>"
        ),
        "a.html",
    )
    assert [[u.name for u in t.units] for t in found.tasks] == [["工程科"], ["水利科"], ["园林科"]]
    assert found.tasks[0].deadlines == ("长期坚持",)
    assert found.coverage.aside["隐藏文字"] >= 3


def test_lines_of_a_cell_are_parted() -> None:
    found = imported(
        html_table(
            "<td><p>工程科</p><p>财务科</p></td>", "<td>水利科<br>财务科</td>", "<td>园林<b>科</b></td>"
        ),
        "a.html",
    )
    assert [[u.name for u in t.units] for t in found.tasks] == [
        ["工程科", "财务科"],
        ["水利科", "财务科"],
        ["园林科"],
    ]


@pytest.mark.parametrize("control", ["<w:sdt {ns}><w:sdtContent/></w:sdt>", "<w:customXml {ns}/>"])
def test_rows_in_a_content_control_are_rows(control: str) -> None:
    document = table_document()
    row = document.tables[0].rows[2]._tr
    holder = parse_xml(control.format(ns=nsdecls("w")))
    row.addprevious(holder)
    inner = holder.find(qn("w:sdtContent"))
    (holder if inner is None else inner).append(row)
    assert [t.title for t in imported(saved(document), "a.docx").tasks] == [
        "修建泵站",
        "疏浚河道",
        "补种树木",
    ]


def test_a_list_may_begin_with_a_number_of_its_own() -> None:
    document = docx.Document()
    numbers = document.part.numbering_part.element
    numbers.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        ),
    )
    numbers.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    for words in ("修建泵站。", "疏浚河道。"):
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    assert [line.text for line in read_bytes(saved(document), "a.docx").lines if line.text] == [
        "五、修建泵站。",
        "六、疏浚河道。",
    ]


def shown_numbers(abstract: str, levels: str) -> list[str]:
    """What paragraphs in these levels of list 77 begin with; `abstract` defines list 77, and what it takes
    from elsewhere."""
    document = docx.Document()
    numbers = document.part.numbering_part.element
    for n, definition in enumerate(parse_xml(f"<w:all {nsdecls('w')}>{abstract}</w:all>")):
        numbers.insert(n, definition)
    numbers.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level in levels:
        properties = document.add_paragraph("甲")._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    return [line.text.removesuffix("甲") for line in read_bytes(saved(document), "a.docx").lines if line.text]


def level(number: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ("", ["一、", "1.", "2.", "二、", "1."]),
        ('<w:lvlRestart w:val="0"/>', ["一、", "1.", "2.", "二、", "3."]),
    ],
)
def test_items_of_a_list_may_run_on_across_sections(more: str, shown: list[str]) -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", more)
    assert shown_numbers(f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>', "01101") == shown


def test_a_level_may_restart_below_a_higher_one_only() -> None:
    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')
    )
    assert shown_numbers(f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>', "0121202") == [
        "一、",
        "（一）",
        "1.",
        "（二）",
        "2.",
        "二、",
        "1.",
    ]


def test_a_legal_level_shows_all_numbers_as_digits() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "%1.%2", "<w:isLgl/>")
    assert shown_numbers(f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>', "001") == [
        "第一章",
        "第二章",
        "2.1",
    ]


def test_a_list_may_take_its_levels_from_a_list_style() -> None:
    held = (
        '<w:abstractNum w:abstractNumId="78"><w:styleLink w:val="公文"/>'
        f"{level(0, 'chineseCounting', '%1、')}</w:abstractNum>"
    )
    assert shown_numbers(
        f'{held}<w:abstractNum w:abstractNumId="77"><w:numStyleLink w:val="公文"/></w:abstractNum>', "00"
    ) == ["一、", "二、"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (3, "decimalEnclosedCircleChinese", "③"),
        (2, "decimalEnclosedParen", "⑵"),
        (12, "decimalEnclosedFullstop", "⒓"),
        (4, "upperRoman", "IV"),
        (1, "decimalZero", "01"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (21, "chineseCounting", "二十一"),
    ],
)
def test_forms_of_numbers(value: int, form: str, shown: str) -> None:
    assert written(value, form) == shown


def test_another_part_inside_a_word_document_is_told() -> None:
    document = table_document()
    document.element.body.insert(0, parse_xml(f"<w:altChunk {nsdecls('w')}/>"))
    assert any("嵌入了另一份文件" in note for note in read_bytes(saved(document), "a.docx").notes)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (b"ms-word.document.macroEnabled.main+xml", "带宏的"),
        (b"openxmlformats-officedocument.wordprocessingml.template.main+xml", "模板"),
    ],
)
def test_other_files_of_word_are_named(kind: bytes, words: str) -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(table_document()))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(
                part,
                old.read(part).replace(
                    b"openxmlformats-officedocument.wordprocessingml.document.main+xml", kind
                ),
            )
    with pytest.raises(UnreadableError, match=words):
        read_bytes(out.getvalue(), "a.docx")


def test_a_pdf_without_characters_is_told() -> None:
    with pytest.raises(UnreadableError, match="没有可用的编码"):
        read_bytes(pdf([["(cid:26576)(cid:26577)(cid:26578)"]]), "a.pdf")


def article(body: str) -> list[str]:
    """The lines of a page with this between its two paragraphs."""
    paragraph = "<p>为做好今年各项工作，结合我县实际，制定本工作要点，请认真抓好落实。</p>"
    return [
        line.text
        for line in read_bytes(
            f"<div class=content>{paragraph}{body}{paragraph}</div>".encode(), "a.html"
        ).lines
    ][1:-1]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            "<ol><li>排查隐患。<li><p>整改问题。</ol><ol><li>复查。</ol>",
            ["1.排查隐患。", "2.整改问题。", "1.复查。"],
        ),
        ("<ol type=a start=3><li>甲<ol><li>乙</ol><li value=9>丙</ol>", ["c.甲", "1.乙", "i.丙"]),
        ("<ol><li>1.排查隐患。<li>（二）整改问题。</ol>", ["1.排查隐患。", "（二）整改问题。"]),
        ("<ol style='list-style: none'><li>甲</ol><ul><li>乙</ul><ol><li></ol><p>丙", ["甲", "乙", "丙"]),
    ],
)
def test_lists_of_a_page_show_their_numbers(body: str, lines: list[str]) -> None:
    assert article(body) == lines


def test_a_page_of_utf8_may_declare_an_old_encoding() -> None:
    page = '<meta charset="gb2312"><p>某某县2024年工作要点</p>'
    assert [read_bytes(page.encode(encoding), "a.html").lines[0].text for encoding in ("utf-8", "gbk")] == [
        "某某县2024年工作要点"
    ] * 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_and_told(encoding: str) -> None:
    source = read_bytes("某某县2024年工作要点\r\n1.排查隐患。".encode(encoding), "a.txt")
    assert ([line.text for line in source.lines], source.notes) == (
        ["某某县2024年工作要点", "1.排查隐患。"],
        ("文件没有写明编码，按 UTF-16 读取，请核对",),
    )


@pytest.mark.parametrize("tag", ["<pre>", '<div style="white-space: pre-wrap">'])
def test_lines_count_where_a_page_keeps_them(tag: str) -> None:
    page = (
        f"<html><body>{tag}一、防汛\n1.修建泵站。逐座修建。（责任单位：工程科）\n"
        "2.疏浚河道。（责任单位：水利科）\n</body></html>"
    )
    assert [(t.title, [u.name for u in t.units]) for t in imported(page, "a.html").tasks] == [
        ("修建泵站", ["工程科"]),
        ("疏浚河道", ["水利科"]),
    ]


@pytest.mark.parametrize(
    "text", ["锟斤拷" * 40 + "2024", "????2024??????????\n??????????????", "烫烫烫烫烫烫烫烫屯屯屯屯"]
)
def test_what_is_left_of_a_wrong_encoding_is_told(text: str) -> None:
    with pytest.raises(UnreadableError, match="乱码"):
        read_bytes(text.encode(), "a.txt")


def test_pictures_of_a_word_document_are_told() -> None:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dot = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )
    scanned, mixed = docx.Document(), table_document()
    for document in (scanned, mixed):
        document.add_picture(io.BytesIO(dot))
    with pytest.raises(UnreadableError, match="只有 1 张图片"):
        read_bytes(saved(scanned), "a.docx")
    assert "文档里有 1 张图片，图片里的文字没有录入" in read_bytes(saved(mixed), "a.docx").notes


def test_a_merged_cell_ends_with_its_part_of_the_table_and_may_go_to_its_end() -> None:
    def page(span: str, parted: str) -> str:
        rows = [
            f"<tr><td>1</td><td>修建泵站</td><td rowspan={span}>工程科</td><td>每年</td></tr>",
            "<tr><td>2</td><td>疏浚河道</td><td>每月</td></tr>",
            "<tr><td>3</td><td>补种树木</td><td>园林科</td><td>每周</td></tr>",
        ]
        head = "".join(f"<th>{name}</th>" for name in HEAD)
        return (
            f"<html><body><table><thead><tr>{head}</tr></thead><tbody>"
            f"{rows[0]}{rows[1]}{parted}{rows[2]}</tbody></table></body></html>"
        )

    for span in ("0", "3"):
        found = imported(page(span, "</tbody><tbody>"), "a.html").tasks
        assert [(t.title, [u.name for u in t.units], t.deadlines) for t in found] == [
            ("修建泵站", ["工程科"], ("每年",)),
            ("疏浚河道", ["工程科"], ("每月",)),
            ("补种树木", ["园林科"], ("每周",)),
        ]


def test_a_row_of_word_may_begin_behind_the_first_column() -> None:
    document = table_document()
    row = document.tables[0].rows[2]._tr
    row.remove(row.tc_lst[0])
    row.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="1"/></w:trPr>'))
    assert [(t.title, [u.name for u in t.units]) for t in imported(saved(document), "a.docx").tasks][1] == (
        "疏浚河道",
        ["水利科"],
    )


def test_group_rows_totals_and_rows_of_no_task_keep_their_words() -> None:
    rows = [
        "序号,重点任务,具体内容,责任单位,备注",
        "一、教育类,,,,",
        "1,新建学校,新建小学2所,县教育局,",
        ",,改造食堂12个,县教育局,",
        "二、医疗类,,,,",
        "2,提升医院,改造病房5间,县卫健委,",
        "3,,,,取消",
        "合计,,共3项,,",
    ]
    found = imported("\n".join(rows).encode(), "a.csv")
    draft = to_yaml(found)
    assert [t.title for t in found.tasks] == ["新建小学2所", "改造食堂12个", "改造病房5间"]
    for words in ("教育类", "新建学校", "医疗类", "提升医院", "取消", "共3项"):
        assert draft.count(words) == 1, draft
    validate(draft)


def test_an_empty_cell_is_empty_where_the_table_shows_which_are_merged() -> None:
    page = (
        "<table><tr><th>序号<th>任务<th>具体内容<th>牵头单位<th>配合单位<th>时限<tr><td rowspan=2>"
        "1<td rowspan=2>扩大参保<td>核对名单<td>社保中心<td>养老股<td>9月底"
        "<tr><td>开通系统<td>信息中心<td><td></table>"
    ).encode()
    assert [([u.name for u in t.units], t.deadlines) for t in imported(page, "a.html").tasks] == [
        (["社保中心", "养老股"], ("9月底",)),
        (["信息中心"], ()),
    ]


def test_cells_that_a_merge_of_excel_covers_are_told() -> None:
    book = openpyxl.Workbook()
    for row in (["序号", "任务", "单位"], [1, "修路", "甲局"], [2, "架桥", "乙局"]):
        book.active.append(row)
    book.active.merged_cells.add("B2:B3")  # as a program writes it that leaves the covered cell as it was
    out = io.BytesIO()
    book.save(out)
    assert "表格里有 1 个合并单元格盖住了文字，被盖住的没有录入" in read_bytes(out.getvalue(), "a.xlsx").notes
    book.active["B3"].value = None
    out = io.BytesIO()
    book.save(out)
    assert not any("盖住" in note for note in read_bytes(out.getvalue(), "a.xlsx").notes)


def test_a_header_of_two_rows_and_groups_numbered_in_chinese() -> None:
    rows = [
        "序号,任务,责任单位,,时限",
        ",,牵头,配合,",
        "一,经济发展,,,",
        "1,招引项目,县商务局,县发改局,全年",
        "二,社会事业,,,",
        "2,新建学校,县教育局,县财政局,年底前",
    ]
    found = imported("\n".join(rows).encode(), "a.csv")
    assert [(t.title, [(u.name, u.role) for u in t.units]) for t in found.tasks] == [
        ("招引项目", [("县商务局", "lead"), ("县发改局", "support")]),
        ("新建学校", [("县教育局", "lead"), ("县财政局", "support")]),
    ]
    assert "- number: 一\n    title: 经济发展\n" in to_yaml(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("某縣2024年工作要點\n1.修建泵站。（責任單位：縣水務局，2024年6月底前完成）\n", True),
        ("某县2024年工作要点\n1.修建泵站。（责任单位：县水务局，2024年6月底前完成；聯繫人見附表）\n", False),
    ],
)
def test_a_text_in_traditional_characters_is_told(text: str, told: bool) -> None:
    assert any("繁体" in d.what for d in imported(text, "a.txt").problems) is told


def test_a_table_in_a_cell_leaves_the_rows_around_it_rows() -> None:
    inner = "<table><tr><td>主泵站</td><td>2座</td></tr></table>"
    rows = (
        "<tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"
        f"<tr><td>1</td><td>建设泵站{inner}</td><td>县水利局</td></tr>"
        "<tr><td>2</td><td>疏浚河道</td><td>县城管局</td></tr>"
    )
    page = (
        f"<html><body><table width='100%'><tr><td><p>某县2025年任务分解表</p><table>{rows}</table>"
        "</td></tr></table></body></html>"
    )
    assert [(t.title, [u.name for u in t.units]) for t in imported(page, "a.html").tasks] == [
        ("建设泵站 主泵站 2座", ["县水利局"]),
        ("疏浚河道", ["县城管局"]),
    ]


def test_bold_numbers_inside_a_paragraph_begin_items() -> None:
    parts = [
        ("一、抓防汛。", True),
        ("坚持人民至上。", False),
        ("1、压实责任。", True),
        ("4月底前完成排查。（防汛办）", False),
        ("2、备足物资。", True),
        ("储备编织袋5万条。（物资站）", False),
    ]
    page = "<p>" + "".join(f"<b>{words}</b>" if bold else words for words, bold in parts) + "</p>"
    document = docx.Document()
    for text in ("某局2025年工作要点", ""):
        paragraph = document.add_paragraph(text)
    for words, bold in parts:
        paragraph.add_run(words).bold = bold
    for found in (
        imported(f"<html><body><h1>某局2025年工作要点</h1>{page}</body></html>", "a.html"),
        imported(saved(document), "a.docx"),
    ):
        assert [(t.number, t.title, [u.name for u in t.units]) for t in found.tasks] == [
            ("1、", "压实责任", ["防汛办"]),
            ("2、", "备足物资", ["物资站"]),
        ]


def test_radicals_of_a_pdf_are_plain_characters() -> None:
    text = "⻘⼭县2025年⼯作要点\n1.修建泵站。9⽉底前完成。（责任单位：县⽔利局、县⺠政局）\n"
    found = imported(text, "a.txt")
    assert found.title == "青山县2025年工作要点"
    assert [(t.deadlines, [u.name for u in t.units]) for t in found.tasks] == [
        (("9月底前",), ["县水利局", "县民政局"])
    ]
    assert any("6 个字用了部首的编码（如“⻘”" in p.what for p in found.problems)
    assert found.coverage.source == len(text)
