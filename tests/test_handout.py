"""A document that is handed out as Word or HTML says what the document says, and comes back as it went."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from handed_out import FORMS, again, entry_of, of_document
from selectolax.lexbor import LexborHTMLParser
from support import AGENCY, DATA, HEAD, ROOT, Run, run, write

from generator.handout.lay_out import paper
from generator.handout.page import to_page
from generator.handout.word import to_word
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes
from generator.importer.words.paper_lines import read_cites, read_figures
from generator.library.entries import DocumentEntry
from generator.model.records import Section, Task

PLACES = [ROOT / "content", *(DATA / "sites" / name / "content" for name in ("sound", "example"))]
DOCUMENTS = [
    (content, f"{file.parent.name}/{file.stem}")
    for content in PLACES
    for file in sorted(content.glob("*/*.yml"))
    if file.stem != "agency" and file.parent.name != "pages"
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("content", "ref"), DOCUMENTS, ids=[ref for _, ref in DOCUMENTS])
def test_a_document_comes_back(content: Path, ref: str, form: str) -> None:
    entry = entry_of(content, ref)
    back = again(FORMS[form](paper(entry)), form)
    assert of_document(back) == of_document(entry.file.record)
    came = {name for owner in owners(back.sections) for name in owner.cites}
    went = {policy.record.title for task in entry.tasks for _, policy in task.cites}
    assert went <= came


def owners(sections: list[Section]) -> Iterator[Section | Task]:
    for section in sections:
        yield section
        yield from section.tasks
        yield from owners(section.sections)


@pytest.mark.parametrize(
    ("line", "found", "unread"),
    [
        (
            "指标：漏损率降到8.5%以内（同比-1.2个百分点）；更换12公里。",
            [("8.5", "%", "-1.2个百分点"), ("12", "公里", None)],
            [],
        ),
        ("指标：八项任务；更换12公里。", [("12", "公里", None)], ["八项任务"]),
    ],
)
def test_a_line_of_figures_says_which_it_cannot_read(
    line: str, found: list[tuple[str, str, str | None]], unread: list[str]
) -> None:
    figures, left = read_figures(line, "target")
    assert [(f"{figure.value.normalize():f}", figure.unit, figure.change) for figure in figures] == found
    assert left == unread


def test_a_line_of_documents_has_names_without_quotation_marks_too() -> None:
    cited = read_cites("引用文件：《关于印发〈甲、乙〉的通知》、安全生产治本攻坚三年行动。")
    assert [cite.title for cite in cited] == ["关于印发〈甲、乙〉的通知", "安全生产治本攻坚三年行动"]


# The Word file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What Word refuses to open otherwise: the order of the schema (ECMA-376 part 1, annex A).
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr snapToGrid spacing ind jc outlineLvl",
    "rPr": "rFonts b bCs spacing kern sz szCs lang",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference pgSz pgMar docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl compat themeFontLang",
    "font": "altName charset family pitch",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "p": "pPr r",
    "r": "rPr fldChar instrText t",
}


@pytest.fixture(scope="module")
def assigned() -> DocumentEntry:
    return entry_of(ROOT / "content", "linxiang/2024-zeren-fenjie")


@pytest.fixture(scope="module")
def word(assigned: DocumentEntry) -> bytes:
    return to_word(paper(assigned))


def parts_of(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_elements_stand_in_the_order_of_the_schema(word: bytes) -> None:
    for name, data in parts_of(word).items():
        for element in ElementTree.fromstring(data).iter():
            tag = element.tag.removeprefix(W)
            order = ORDERS.get(tag, "").split()
            held = [child.tag.removeprefix(W) for child in element]
            if order:
                assert held == sorted(held, key=order.index), f"{name}: {tag} {held}"


def test_every_part_has_a_type_and_every_relation_a_part(word: bytes) -> None:
    parts = parts_of(word)
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {str(one.get("PartName"))[1:] for one in types if one.get("PartName")}
    assert named == {name for name in parts if not name.endswith(".rels")} - {"[Content_Types].xml"}
    relations = ElementTree.fromstring(parts["word/_rels/document.xml.rels"])
    assert {f"word/{one.get('Target')}" for one in relations} <= set(parts)
    asked = set(re.findall(r'r:id="(\w+)"', parts["word/document.xml"].decode()))
    assert asked <= {one.get("Id") for one in relations}


def test_the_page_is_that_of_the_standard(word: bytes) -> None:
    document = docx.Document(io.BytesIO(word))
    page = document.sections[0]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
    assert page.page_width
    assert page.page_height
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    grid = page._sectPr.find(f"{W}docGrid")
    line, sign = int(grid.get(f"{W}linePitch")) / 20, 16 + int(grid.get(f"{W}charSpace")) / 4096
    assert 28 <= line <= 29
    room = ((297 - 37 - 35) / 25.4 * 72, (210 - 28 - 26) / 25.4 * 72)  # points
    assert (int(room[0] / line), int(room[1] / sign)) == (22, 28)
    # and so it comes without the grid
    normal = document.styles["Normal"].element
    closer = int(normal.find(f"{W}rPr/{W}spacing").get(f"{W}val")) / 20
    assert (
        int(room[0] / (int(normal.find(f"{W}pPr/{W}spacing").get(f"{W}line")) / 20)),
        int(room[1] / (16 + closer)),
    ) == (22, 28)
    assert document.settings.odd_and_even_pages_header_footer
    feet = [("right", page.footer), ("left", page.even_page_footer)]
    for side, foot in feet:
        paragraph = foot.paragraphs[0]
        assert paragraph._p.find(f"{W}pPr/{W}jc").get(f"{W}val") == side
        assert paragraph.text == "— 1 —"
        assert paragraph.style is not None
        assert paragraph.style.font.size == Pt(14)


def test_letters_are_those_of_the_standard(word: bytes) -> None:
    styles = docx.Document(io.BytesIO(word)).styles
    look = {
        style.name: (east_asian(style), size_of(style))
        for style in styles
        if style.type == WD_STYLE_TYPE.PARAGRAPH
    }
    assert None not in {letters for letters, _ in look.values()}
    assert look["Title"] == ("方正小标宋简体", 22)
    assert [look[f"Heading {level}"] for level in (1, 2, 3)] == [("黑体", 16), ("楷体", 16), ("仿宋", 16)]
    assert [look[f"任务 {level}"] for level in (1, 2, 3)] == [("黑体", 16), ("楷体", 16), ("仿宋", 16)]
    assert look["公文正文"] == ("仿宋", 16)
    indent = styles["公文正文"].element.find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"
    spacing = styles["Normal"].element.find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}lineRule"), 560 <= int(spacing.get(f"{W}line")) <= 580) == ("exact", True)


def east_asian(style: Any) -> str | None:
    """The East-Asian letters of a style: its own, or those that it is based on."""
    while style is not None:
        fonts = style.element.find(f"{W}rPr/{W}rFonts")
        if fonts is not None:
            return str(fonts.get(f"{W}eastAsia"))
        if style.base_style is None:
            default = style.element.getparent().find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
            return str(default.get(f"{W}eastAsia"))
        style = style.base_style
    return None


def size_of(style: Any) -> float:
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    return 16


def test_the_table_has_merged_cells_and_a_head_on_every_page(word: bytes, assigned: DocumentEntry) -> None:
    table = docx.Document(io.BytesIO(word)).tables[-1]
    head = table.rows[0]
    assert [cell.text for cell in head.cells] == ["序号", "任务", "举措", "责任单位", "完成时限"]
    assert head._tr.find(f"{W}trPr/{W}tblHeader") is not None
    first = assigned.tasks[0]
    cells = [table.cell(row, 1) for row in range(1, 1 + len(first.measures))]
    assert len({cell._tc for cell in cells}) == 1
    assert cells[0].text == first.record.title
    assert "非煤矿山股" in table.cell(1, 3).text
    assert table.cell(1, 4).text == "长期坚持"


def test_the_same_document_gives_the_same_bytes(word: bytes) -> None:
    again = to_word(paper(entry_of(ROOT / "content", "linxiang/2024-zeren-fenjie")))
    assert again == word
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(word)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.title, properties.language) == (
        docx.Document(io.BytesIO(word)).core_properties.title,
        "zh-CN",
    )


# The page


def test_the_page_asks_nobody_for_anything(assigned: DocumentEntry) -> None:
    page = to_page(paper(assigned)).decode()
    tree = LexborHTMLParser(page)
    assert not tree.css("script, link, img, iframe, [src], [href]")
    assert "url(" not in page
    assert "@import" not in page
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert tree.css_first("html").attributes["lang"] == "zh-CN"
    assert tree.css_first("title").text() == tree.css_first("h1").text() == assigned.title
    assert tree.css_first("[data-gk=abridged]").text().startswith("（摘编")


def test_the_headings_of_the_page_leave_out_no_level(assigned: DocumentEntry) -> None:
    levels = [
        int(node.tag[1]) for node in LexborHTMLParser(to_page(paper(assigned))).css("h1, h2, h3, h4, h5, h6")
    ]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


# What a clerk may have written

ODD = """title: 甲局2024年工作要点<b>&"‘𠮷’"
kind: plan
period: 2024
text: full
status: 草稿
source: {publisher: 甲局}
sections:
  - title: 一节
    tasks:
      - {id: 1, title: 𠮷家湾堤防 <加固> & 除险, persons: [王小明], text: "第一行\\t有制表符"}
      - {id: 2, title: 什么也没有的任务}
      - id: 3
        title: 有举措
        measures: [{text: 清淤, persons: [李大壮]}]
        responsibility: [{unit: 一科, role: lead}]
"""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": ODD})
    return tmp_path


def export(folder: Path, *arguments: object) -> Run:
    config = folder / "site_config.yml"
    return run("export", "jia/a", "--content", folder / "content", "--config", config, *arguments)


def test_odd_signs_come_back_and_persons_never_go_out(odd: Path) -> None:
    entry = entry_of(odd / "content", "jia/a")
    for form, make in FORMS.items():
        data = make(paper(entry))
        said = data.decode() if form == "html" else parts_of(data)["word/document.xml"].decode()
        assert "王小明" not in said
        assert "李大壮" not in said
        back = again(data, form)
        assert back.title == entry.title
        assert [task.title for task in back.sections[0].tasks] == [task.record.title for task in entry.tasks]


def test_a_draft_bears_its_stamp_on_every_page(odd: Path) -> None:
    done = export(odd, "--docx", odd / "a.docx", "--html", odd / "a.html")
    assert done.status == 0
    assert "每页印有“草稿，尚未公开”" in done.out
    page = docx.Document(str(odd / "a.docx")).sections[0]
    stamps = {page.header.paragraphs[0].text, page.even_page_header.paragraphs[0].text}
    assert stamps == {"草稿，尚未公开"}
    assert "草稿，尚未公开" in (odd / "a.html").read_text("utf-8")
    assert (
        again((odd / "a.html").read_bytes(), "html").title
        == again((odd / "a.docx").read_bytes(), "docx").title
    )


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("", "这是一个目录"),
        ("要点.doc", "文件名没有以 .docx 结尾"),
        ("旧.docx", "已有这个文件，内容不同"),
        ("旧.docx/要点.docx", "写不进去"),
    ],
)
def test_a_place_that_cannot_be_written_is_told(odd: Path, target: str, says: str) -> None:
    (odd / "旧.docx").write_bytes(b"old")
    done = export(odd, "--docx", odd / target)
    assert done.status == 1
    assert says in done.err
    assert (odd / "旧.docx").read_bytes() == b"old"


def test_a_file_is_replaced_when_asked_for_and_left_when_nothing_is_new(odd: Path) -> None:
    file = odd / "旧.docx"
    file.write_bytes(b"old")
    assert export(odd, "--docx", file, "--replace").status == 0
    assert file.read_bytes()[:2] == b"PK"
    assert "没有变化" in export(odd, "--docx", file).out
    assert sorted(path.name for path in odd.iterdir()) == ["content", "旧.docx"]


def test_a_withdrawn_document_is_not_handed_out(odd: Path) -> None:
    revised = ODD.replace("草稿", "已撤回") + "revisions: [{date: 2024-06-03, what: 撤回}]\n"
    write(odd / "content", {"jia/a.yml": revised})
    done = export(odd, "--docx", odd / "a.docx")
    assert done.status == 1
    assert "已撤回" in done.err
    assert not (odd / "a.docx").exists()


def test_a_long_table_is_whole(tmp_path: Path) -> None:
    rows = [[str(n), f"第{n}段", ""] for n in range(500)]
    table = {"caption": "附表", "header": [["序号", "路段", "备注"]], "rows": rows}
    body = {"sections": [{"title": "一节", "tasks": [{"id": "1", "title": "修路", "table": table}]}]}
    write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": HEAD + json.dumps(body)[1:-1]})
    entry = entry_of(tmp_path / "content", "jia/a")
    text = parts_of(to_word(paper(entry)))["word/document.xml"].decode()
    assert text.count("<w:tr>") == 501
    assert to_page(paper(entry)).decode().count("<tr>") == 501


# Edited in Word and imported


def edited(odd: Path, edit: Callable[[Any], None]) -> Imported:
    export(odd, "--docx", odd / "a.docx")
    document = docx.Document(str(odd / "a.docx"))
    edit(document)
    document.save(str(odd / "b.docx"))
    return import_source(read_bytes((odd / "b.docx").read_bytes(), "b.docx"))


def paragraph(document: Any, words: str) -> Any:
    return next(p for p in document.paragraphs if words in p.text)


def test_a_task_added_in_its_style_is_one(odd: Path) -> None:
    def edit(document: Any) -> None:
        above = paragraph(document, "有举措")
        above.insert_paragraph_before("4.新增的任务", style=above.style)
        above.insert_paragraph_before(
            "（牵头单位：业务一科；完成时限：2024年底前；每季度）", style="责任和时限"
        )

    found = edited(odd, edit)
    assert [task.title for task in found.tasks][2:] == ["新增的任务", "有举措"]
    added = found.tasks[2]
    assert [(unit.name, unit.role) for unit in added.units] == [("业务一科", "lead")]
    assert added.deadlines == ("2024年底前", "每季度")


def test_who_answers_is_read_in_the_words_of_a_clerk_too(odd: Path) -> None:
    def edit(document: Any) -> None:
        paragraph(document, "牵头单位：一科").text = "责任科室：业务二科牵头，业务一科配合"

    units = edited(odd, edit).tasks[2].units
    assert [(unit.name, unit.role) for unit in units] == [("业务二科", "lead"), ("业务一科", "support")]


def test_a_paragraph_of_another_style_is_told_and_nothing_is_lost(odd: Path) -> None:
    def edit(document: Any) -> None:
        paragraph(document, "什么也没有的任务").insert_paragraph_before("随手加的一段话。", style="Normal")

    found = edited(odd, edit)
    assert any("不是导出时的样式" in problem.what for problem in found.problems)
    assert found.coverage.unplaced == ()
    assert "随手加的一段话。" in to_yaml(found)
    assert [task.title for task in found.tasks].count("有举措") == 1  # once, though the table has it again


def test_units_of_a_section_are_registered_too(tmp_path: Path, assigned: DocumentEntry, word: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(word)
    done = run("import", tmp_path / "a.docx", "--out", tmp_path / "content")
    assert done.status == 0
    assert "不在任何一项任务里" not in done.out
    registered = next(tmp_path.rglob("agency.yml")).read_text("utf-8")
    named = {
        r.record.unit for top in assigned.sections for s in top.walk() for r in s.obligations.responsibilities
    }
    assert "各股室" in named
    assert all(f"name: {unit}\n" in registered for unit in named)


def test_a_paragraph_behind_the_text_stays_with_it(odd: Path) -> None:
    def edit(document: Any) -> None:
        paragraph(document, "文件类型").insert_paragraph_before("最后加的一段话。", style="Normal")

    found = edited(odd, edit)
    assert "最后加的一段话。" in to_yaml(found)
    assert [task.title for task in found.tasks][-1] == "有举措"


def test_a_name_that_is_not_there_is_told_with_the_nearest_first(tmp_path: Path) -> None:
    place = ("--content", ROOT / "content", "--config", ROOT / "site_config.yml")
    done = run("export", "wuhu/2024-yaodin", "--docx", tmp_path / "a.docx", *place)
    assert done.status == 1
    assert "没有“wuhu/2024-yaodin”这份文件。请写成 机关/文件，现有 wuhu/2024-yaodian、" in done.err
