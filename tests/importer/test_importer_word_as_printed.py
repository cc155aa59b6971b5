"""Word: what a reader of the print sees is read (tracked changes accepted, form fields, raised characters),
and what nobody sees is set aside and told."""

from __future__ import annotations

import io
import zipfile

import pytest
from importer_files import zipped

from generator.importer.lines import UNFILLED, UNSEEN, Source
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
LIST = (
    f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
HEAD = (
    "<w:p><w:r><w:t>示例县园林局2025年工作要点</w:t></w:r></w:p><w:p><w:r><w:t>一、抓好绿化</w:t></w:r></w:p>"
)


def package(body: str, styles: str = "") -> dict[str, str]:
    """The parts of a Word document with one list."""
    parts = (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    return {
        "[Content_Types].xml": TYPES.format(
            "".join(
                f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}{kind}+xml"/>'
                for name, kind in parts
            )
        ),
        "_rels/.rels": RELATIONS.format(
            f'<Relationship Id="r1" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": RELATIONS.format(
            "".join(
                f'<Relationship Id="{name}" Type="{OFFICE}{name}" Target="{name}.xml"/>'
                for name in ("styles", "numbering")
            )
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{HEAD}{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        "word/numbering.xml": LIST,
    }


def document(body: str, styles: str = "") -> bytes:
    return zipped({name: text.encode() for name, text in package(body, styles).items()})


def read(body: str, styles: str = "") -> Source:
    return read_bytes(document(body, styles), "a.docx")


def lines(body: str, styles: str = "") -> list[str]:
    """The lines behind the head that are not set aside."""
    return [line.text for line in read(body, styles).lines[2:] if line.aside is None]


def aside(body: str, label: str, styles: str = "") -> list[str]:
    return [line.text for line in read(body, styles).lines if line.aside == label]


def imported(body: str) -> Imported:
    return import_source(read(body))


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(content: str, mark: str = "") -> str:
    """A paragraph of the list."""
    change = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}{change}</w:pPr>{content}</w:p>"


def struck_off(words: str, how: str = "del") -> str:
    text = "delText" if how == "del" else "t"
    return f'<w:{how} w:id="1" w:author="甲"><w:r><w:{text}>{words}</w:{text}></w:r></w:{how}>'


DELETED, MOVED = '<w:del w:id="2" w:author="甲"/>', '<w:moveFrom w:id="2" w:author="甲"/>'


@pytest.mark.parametrize(("how", "mark"), [("del", DELETED), ("moveFrom", MOVED)])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_item_that_a_change_takes_away_takes_its_number_along(how: str, mark: str, place: int) -> None:
    items = [item(run(words)) for words in ("栽种行道树。", "修剪绿篱。")]
    items.insert(place, item(struck_off("铺设草坪。", how), mark))
    assert lines("".join(items)) == ["1.栽种行道树。", "2.修剪绿篱。"]


def test_all_items_may_be_taken_away_and_a_cell_may_hold_some() -> None:
    gone = item(struck_off("甲。"), DELETED)
    cell = f"<w:tc>{gone}{item(run('栽树'))}</w:tc><w:tc>{item(run('浇水'))}{gone}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    assert lines(gone + gone + table + gone) == ["1.栽树\t2.浇水"]


def test_words_before_a_deleted_mark_go_on_in_the_next_paragraph() -> None:
    bookmark = '<w:bookmarkStart w:id="9" w:name="b"/>'
    body = (
        item(run("栽种行道树") + struck_off("。"), DELETED)
        + bookmark
        + item(run("三百棵。"))
        + item(run("浇水。"))
    )
    assert lines(body) == ["1.栽种行道树三百棵。", "2.浇水。"]


def test_an_empty_item_takes_a_number_as_in_print_and_has_no_words() -> None:
    found = imported(
        item(run("栽种行道树。（责任单位：绿化科）"))
        + item("")
        + item(struck_off("铺设草坪。"))  # the mark stays
        + item(run("修剪绿篱。（责任单位：养护科）"))
    )
    assert [(t.number, t.title, [u.name for u in t.units]) for t in found.tasks] == [
        ("1.", "栽种行道树", ["绿化科"]),
        ("4.", "修剪绿篱", ["养护科"]),
    ]
    assert "2." not in found.root.full_text


def test_an_inserted_or_moved_item_counts_where_it_stands() -> None:
    new = '<w:ins w:id="3" w:author="甲"/>'
    body = item('<w:ins w:id="4" w:author="甲"><w:r><w:t>浇水。</w:t></w:r></w:ins>', new)
    assert lines(item(run("栽树。")) + body) == ["1.栽树。", "2.浇水。"]


def old_field(data: str, result: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText>FORM</w:instrText></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


CHOICE = '<w:ddList>{}<w:listEntry w:val="绿化科"/><w:listEntry w:val="养护科"/></w:ddList>'


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (old_field('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "☒"),
        (old_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "☐"),
        (old_field("<w:checkBox><w:checked/></w:checkBox>"), "☒"),
        (old_field("<w:checkBox/>"), "☐"),
        (old_field(CHOICE.format('<w:result w:val="1"/>')), "养护科"),
        (old_field(CHOICE.format('<w:default w:val="1"/>')), "养护科"),
        (old_field(CHOICE.format("")), "绿化科"),
        (old_field(CHOICE.format('<w:result w:val="7"/>')), ""),
        (old_field(CHOICE.format('<w:result w:val="1"/>'), run("养护科")), "养护科"),
        (old_field("<w:textInput/>", run("园艺科")), "园艺科"),
        (control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', run("☒")), "☒"),
        (
            control(
                '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>',
                '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            ),
            "☒",
        ),
        (
            control(
                '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>',
                '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
            ),
            "☐",
        ),
        (control('<w:dropDownList><w:listItem w:value="1"/></w:dropDownList>', run("养护科")), "养护科"),
        (control("<w:date/>", run("2025年3月1日")), "2025年3月1日"),
    ],
)
def test_a_form_field_shows_what_was_ticked_or_chosen(field: str, shown: str) -> None:
    source = read(f"<w:p>{run('1.栽树。')}{field}{run('完。')}</w:p>")
    assert source.lines[2].text == f"1.栽树。{shown}完。"
    assert not any("符号" in note for note in source.notes)


def test_an_unfilled_control_is_set_aside_and_told() -> None:
    body = f"<w:p>{run('1.栽树。')}{control('<w:showingPlcHdr/>', run('单击此处输入文字。'))}</w:p>"
    assert lines(body) == ["1.栽树。"]
    assert aside(body, UNFILLED) == ["单击此处输入文字。"]
    assert any("没有填写" in note for note in read(body).notes)
    assert lines(f"<w:p>{control('<w:showingPlcHdr/>', run('绿化科牵头'))}</w:p>") == ["绿化科牵头"]


UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (run("1200m") + run("2", UP), "1200m²"),
        (run("10") + run("5", UP) + run("元"), "10⁵元"),
        (run("10") + run("-", UP) + run("3", UP), "10⁻³"),
        (run("CO") + run("2", DOWN), "CO₂"),
        (run("元") + run("[", UP) + run("1", UP) + run("]", UP), "元[1]"),
        (run("甲注1", UP), "甲注1"),
        (run("第") + run("2", '<w:vertAlign w:val="baseline"/>') + run("处"), "第2处"),
        (run("5", '<w:rStyle w:val="Up"/>'), "⁵"),
        (run("5", f'<w:rStyle w:val="Up"/>{DOWN}'), "₅"),
        (
            "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup>"
            "</m:oMath>",
            "10⁴",
        ),
        (
            "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>年</m:t></m:r></m:sup></m:sSup>"
            "</m:oMath>",
            "10^年",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
            "</m:oMath>",
            "1/2",
        ),
    ],
)
def test_raised_and_lowered_characters_stay_what_they_are(content: str, shown: str) -> None:
    style = f'<w:style w:type="character" w:styleId="Up"><w:rPr>{UP}</w:rPr></w:style>'
    assert lines(f"<w:p>{content}</w:p>", style) == [shown]


def test_a_power_of_ten_is_no_figure_of_its_digits() -> None:
    found = imported(
        f"<w:p>{run('1.扩建公园。新增面积1.2×10')}{run('4', UP)}{run('亩，投入10')}{run('5', UP)}"
        f"{run('元，栽树30棵')}{run('1', UP)}{run('。（责任单位：绿化科）')}</w:p>"
    )
    assert found.tasks[0].text.startswith("新增面积1.2×10⁴亩，投入10⁵元，栽树30棵¹。")
    assert [(str(f.value), f.unit, f.text) for f in found.tasks[0].figures] == [("30", "棵", "栽树30棵")]


def look(name: str, value: str) -> str:
    return f'<w:{name} w:val="{value}"/>'


def fill(colour: str) -> str:
    return f'<w:shd w:val="clear" w:fill="{colour}"/>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


WHITE, BLUE, FAINT = look("color", "FFFFFF"), fill("1F4E79"), look("pStyle", "Faint")
STYLES = (
    f'<w:style w:type="paragraph" w:styleId="Base"><w:rPr>{WHITE}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Faint"><w:basedOn w:val="Base"/></w:style>'
    f'<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr>{BLUE}</w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def cell(content: str, ground: str = "", style: str = "") -> str:
    """A table of one cell."""
    named = f'<w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>' if style else ""
    return f"<w:tbl>{named}<w:tr><w:tc><w:tcPr>{ground}</w:tcPr><w:p>{content}</w:p></w:tc></w:tr></w:tbl>"


def shape(content: str, ground: str = "", place: str = "") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:anchor>{place}<wp:extent cx="900000" cy="900000"/><a:graphic>'
        f"<wps:wsp><wps:spPr>{ground}</wps:spPr><wps:txbx><w:txbxContent><w:p>{content}</w:p></w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def at(axis: str, offset: int, origin: str = "page") -> str:
    place = f"<wp:posOffset>{offset}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="{origin}">{place}</wp:position{axis}>'


SECRET = "内部掌握"


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run(SECRET, WHITE)),
        paragraph(run(SECRET, look("color", "FCFCFC"))),
        paragraph(run(SECRET, '<w:color w:themeColor="background1"/>')),
        paragraph(run(SECRET, look("sz", "2"))),
        paragraph(run(SECRET, look("sz", "0"))),
        paragraph(run(SECRET), FAINT),
        paragraph(run(SECRET, look("color", "000000") + look("highlight", "black"))),
        paragraph(run(SECRET, look("color", "000000") + fill("000000"))),
        cell(run(SECRET, WHITE)),
        cell(run(SECRET, WHITE), fill("FFFFFF"), "Dark"),
        shape(run(SECRET, WHITE)),
        shape(run(SECRET), place=at("H", -5_000_000)),
        shape(run(SECRET), place=at("V", 20_000_000, "paragraph")),
    ],
)
def test_words_that_nobody_sees_are_set_aside_and_told(body: str) -> None:
    body = f"<w:p>{run('1.栽树。（责任单位：绿化科）')}</w:p>{body}"
    assert not any(SECRET in line for line in lines(body, STYLES))
    assert aside(body, UNSEEN, STYLES) == [SECRET]
    assert "文档里有看不见的文字 4 字（与底色相近、字号极小或在页面以外），已搁置" in read(body, STYLES).notes


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run(SECRET, WHITE + BLUE)),
        paragraph(run(SECRET, WHITE + look("highlight", "darkBlue"))),
        paragraph(run(SECRET, WHITE), BLUE),
        paragraph(run(SECRET, look("color", "C0C0C0"))),
        paragraph(run(SECRET, look("color", "FFFF00"))),
        paragraph(run(SECRET, look("color", "auto") + look("highlight", "black"))),
        paragraph(run(SECRET, look("sz", "10"))),
        paragraph(run(SECRET, look("color", "FF0000")), FAINT),
        cell(run(SECRET, WHITE), BLUE),
        cell(run(SECRET, WHITE), style="Dark"),
        shape(run(SECRET, WHITE), '<a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill>'),
        shape(run(SECRET, WHITE), "<a:gradFill/>"),
        shape(run(SECRET), place=at("H", 900_000)),
        shape(run(SECRET), place=at("H", -200_000, "column") + at("V", -300_000, "paragraph")),
    ],
)
def test_white_letters_on_a_dark_ground_are_seen(body: str) -> None:
    assert any(SECRET in line for line in lines(body, STYLES))
    assert aside(body, UNSEEN, STYLES) == []


def test_pictures_that_hold_words_are_told() -> None:
    body = (
        '<w:p><w:r><w:pict><v:shape><v:textpath string="重点任务挂图"/></v:shape></w:pict></w:r>'
        '<w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
        "</w:drawing></w:r></w:p>"
    )
    notes = read(body).notes
    assert "文档里的艺术字“重点任务挂图”没有录入" in notes
    assert "文档里有 1 个 SmartArt 图示，其中的文字没有录入" in notes


def renamed(parts: dict[str, str], changes: dict[str, str]) -> bytes:
    """The parts with words of their names and of their texts changed."""

    def changed(text: str) -> str:
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    return zipped({changed(name): changed(text).encode() for name, text in parts.items()})


@pytest.mark.parametrize(
    "changes",
    [
        {"document.xml": "document2.xml"},
        {'Target="word/document.xml"': 'Target="/word/document.xml"'},
        {"word/": "text/"},
        {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
                "http://purl.oclc.org/ooxml/wordprocessingml/main"
            ),
            OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        },
        {"</Relationships>": f'<Relationship Id="r9" Type="{OFFICE}image" Target="NULL"/></Relationships>'},
        {'<Default Extension="xml" ContentType="application/xml"/>': ""},
        {'Target="styles.xml"': 'Target="Styles.XML"'},
    ],
)
def test_sound_files_of_other_programs_are_opened(changes: dict[str, str]) -> None:
    data = renamed(package(item(run("栽树。")) + item(run("浇水。"))), changes)
    assert [line.text for line in read_bytes(data, "a.docx").lines][2:] == ["1.栽树。", "2.浇水。"]


def test_names_with_backslashes_are_names_of_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in package(item(run("栽树。"))).items():
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("/", "\\")
            archive.writestr(info, text)
    assert [line.text for line in read_bytes(out.getvalue(), "a.docx").lines][2:] == ["1.栽树。"]
