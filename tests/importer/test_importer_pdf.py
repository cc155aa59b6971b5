"""PDFs as a reader sees them: base lines, bold by printing twice, heads, stamps, unseen words, tables."""

from __future__ import annotations

import time
import zlib

import pytest
from importer_files import drawn_pdf, pdf, printed_at, ruled

from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import Source, UnreadableError
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

TITLE = "某某县水利局2025年工作要点"
PICTURE = "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI"
SCAN = f"q 595 0 0 842 0 0 cm {PICTURE} Q\n"


def at(x: float, y: float, words: str, size: float = 12, before: str = "", matrix: str = "1 0 0 1") -> str:
    """The orders that print words at a place of a page, in a size, with orders before them."""
    shown = words.encode("utf-16-be").hex()
    return f"q BT {before} /F1 {size} Tf {matrix} {x} {y} Tm <{shown}> Tj ET Q\n"


def read(*pages: str, entries: str = "") -> Source:
    """What is read from pages of drawing orders."""
    return read_bytes(pdf([[] for _ in pages], drawn=dict(enumerate(pages)), entries=entries), "a.pdf")


def texts(source: Source, aside: str | None = None) -> list[str]:
    """The lines of the text, or of what is set apart under a name."""
    return [line.text for line in source.lines if line.aside == aside]


def body(*lines: str) -> str:
    """A page: a title and lines below it."""
    return at(120, 760, TITLE, 20) + "".join(at(72, 700 - 30 * n, words, 14) for n, words in enumerate(lines))


def test_letters_on_one_base_line_are_one_line_whatever_their_size() -> None:
    page = (
        at(72, 700, "购书", 12) + at(96, 700, "12", 20) + at(136, 700, "册，对标", 12) + at(184, 700, "50", 7)
    )
    assert texts(read(page + at(198, 700.4, "条", 12))) == ["购书12册，对标50条"]


@pytest.mark.parametrize("rise", [4, 6, 9])
def test_raised_letters_are_raised_in_the_text_and_no_figures(rise: int) -> None:
    page = (
        at(72, 670, "1.改造管网。投入10", 14)
        + at(226, 670 + rise, "5", 8)
        + at(234, 670, "元，改造1200m", 14)
        + at(360, 670 + rise, "2", 8)
        + at(368, 670, "。", 14)
    )
    source = read(at(120, 760, TITLE, 20) + page + at(72, 640, "2.检修水闸。检修8座。", 14))
    assert texts(source)[1] == "1.改造管网。投入10⁵元，改造1200m²。"
    assert "105" not in to_yaml(import_source(source))


def test_a_raised_mark_of_a_note_and_a_lowered_digit_are_told_from_the_line() -> None:
    page = (
        at(72, 670, "减排CO", 14) + at(128, 667, "2", 8) + at(136, 670, "500吨", 14) + at(192, 676, "[1]", 7)
    )
    assert texts(read(page)) == ["减排CO₂500吨[¹]"]


def test_a_small_line_above_another_stays_a_line() -> None:
    assert texts(read(at(72, 700, "抄送：县政府", 8) + at(72, 690, "印发机关", 12))) == [
        "抄送：县政府",
        "印发机关",
    ]


@pytest.mark.parametrize("low", [0, 1, 4, 8])
def test_small_words_printed_over_a_line_tear_it_nowhere(low: int) -> None:
    page = at(72, 670, "1.检修水闸。检修88座，人人有责，逐座登记。", 14) + at(
        86, 670 + low, "内部资料注意保存", 9
    )
    found = texts(read(at(120, 760, TITLE, 20) + page))
    assert sorted(found[1:]) == ["1.检修水闸。检修88座，人人有责，逐座登记。", "内部资料注意保存"]


@pytest.mark.parametrize("low", [0, 6, 14])
def test_a_small_head_that_stands_too_low_is_set_aside(low: int) -> None:
    pages = [
        [f"{n}.{k}巡查第{k}段堤防，逐段登记隐患。" for k in range(4)]
        + ["各单位要压实责任，并于月底前", "报告结果。"]
        for n in (1, 2, 3)
    ]
    drawn = [
        at(120, 760, TITLE, 20) * (n == 0)
        + "".join(at(72, 290 - 30 * k, line, 14) for k, line in enumerate(lines))
        + at(72, 140 + low, "某某县水利局办公室编印", 9)
        for n, lines in enumerate(pages)
    ]
    source = read(*drawn)
    assert texts(source, "页眉页脚") == ["某某县水利局办公室编印"] * 3
    assert "编印" not in to_yaml(import_source(source))


@pytest.mark.parametrize("times", [2, 3, 4])
@pytest.mark.parametrize("is_by_letter", [True, False])
def test_what_is_printed_twice_counts_once(times: int, is_by_letter: bool) -> None:
    words = "1.检修水闸。检修88座，人人有责。"
    pieces = [(72 + 14 * n, c) for n, c in enumerate(words)] if is_by_letter else [(72, words)]
    page = "".join(at(x + 0.35 * k, 670, piece, 14) for x, piece in pieces for k in range(times))
    source = read(at(120, 760, TITLE, 20) + page)
    assert texts(source) == [TITLE, words]
    assert f"有 {len(words) * (times - 1)} 个字在同一处重复打印" in source.notes[0]


@pytest.mark.parametrize("head", [TITLE, "某某县水利局文件", "某某县水利局　第{}页", "— {} —　内部资料"])
def test_a_running_head_is_set_aside_and_the_sentence_goes_on(head: str) -> None:
    pages = [
        ["1.巡查堤防。6月底前完成巡查，并"],
        ["建立台账。（责任单位：河道科）", "2.检修第1座水闸，"],
        ["逐座登记。", "3.清淤。清理3处。"],
    ]
    drawn = [
        (at(120, 760, TITLE, 20) if n == 0 else "")
        + at(200, 810, head.format(n + 1), 9)
        + "".join(at(72, 700 - 30 * k, line, 14) for k, line in enumerate(lines))
        for n, lines in enumerate(pages)
    ]
    source = read(*drawn)
    assert len(texts(source, "页眉页脚")) == 3
    imported = import_source(source)
    assert imported.title == TITLE
    assert [t.title for t in imported.tasks] == ["巡查堤防", "检修第1座水闸，逐座登记", "清淤"]
    assert "6月底前完成巡查，并建立台账。" in to_yaml(imported)
    assert imported.coverage.unplaced == ()


def test_heads_of_odd_and_even_pages_are_set_aside_and_sentences_at_one_height_are_not() -> None:
    pages = [
        at(72, 810, ("某某县文件", "工作要点汇编")[n % 2], 9)
        + at(72, 780, "（责任单位：河道科）", 14)
        + at(72, 750, f"{n}.第{n}项。", 14)
        + at(290, 30, f"- {n} -", 10)
        for n in range(1, 7)
    ]
    source = read(*pages)
    assert len(texts(source, "页眉页脚")) == len(texts(source, "页码")) == 6
    assert texts(source).count("（责任单位：河道科）") == 6


def test_a_title_that_stands_nowhere_but_in_the_head_is_kept_once() -> None:
    pages = [at(150, 790, TITLE, 14) + at(72, 700, f"{n}.检修第{n}座水闸。", 14) for n in (1, 2, 3)]
    assert texts(read(*pages))[0] == TITLE


@pytest.mark.parametrize(
    "stamp",
    [
        at(150, 300, "内部资料", 60, ".9 g", ".87 .5 -.5 .87"),
        at(150, 640, "内部资料", 60, ".85 g"),
        "".join(at(80, y, "内部资料", 12, ".85 g") for y in (100, 200, 300, 400)),
    ],
    ids=["slanted", "pale and large", "pale and often"],
)
def test_a_stamp_is_set_aside_and_counted(stamp: str) -> None:
    source = read(stamp + body("1.巡查堤防。", "2.检修水闸。检修8座。"))
    assert texts(source) == [TITLE, "1.巡查堤防。", "2.检修水闸。检修8座。"]
    assert set(texts(source, "水印")) == {"内部资料"}
    assert import_source(source).coverage.aside["水印"] >= 4


SECRET = "3.秘密事项。"
UNSEEN = {
    "mode 3": at(72, 600, SECRET, 14, "3 Tr"),
    "white": at(72, 600, SECRET, 14, "1 g"),
    "nearly white": at(72, 600, SECRET, 14, ".98 .98 .97 rg"),
    "white in CMYK": at(72, 600, SECRET, 14, "0 0 0 0 k"),
    "white outline": at(72, 600, SECRET, 14, "1 Tr 1 G"),
    "below the page": at(72, -50, SECRET, 14),
    "beside the page": at(700, 600, SECRET, 14),
    "outside what is shown": at(72, 12, SECRET, 14),
    "one point": at(72, 600, SECRET, 1),
    "one point by its matrix": at(72, 600, SECRET, 10, "", ".1 0 0 .1"),
    "under a black bar": at(72, 600, SECRET, 14) + "q 0 g 70 590 200 25 re f Q\n",
    "under a white bar": at(72, 600, SECRET, 14) + "q 1 g 70 590 200 25 re f Q\n",
    "under a bar drawn as a path": at(72, 600, SECRET, 14) + "q 70 590 m 270 590 l 270 615 l 70 615 l f* Q\n",
    "under a picture": at(72, 600, SECRET, 14) + f"q 200 0 0 25 70 590 cm {PICTURE} Q\n",
    "in the colour of a bar": "q 0 0 1 rg 70 590 200 25 re f Q\n" + at(72, 600, SECRET, 14, "0 0 1 rg"),
    "clipped away": "q 0 0 20 20 re W n " + at(72, 600, SECRET, 14) + "Q\n",
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_words_that_nobody_sees_are_told_and_not_imported(kind: str) -> None:
    page = body("1.巡查堤防。6月底前完成。（责任单位：河道科）", "2.检修水闸。检修8座。")
    source = read(page + UNSEEN[kind], entries="/CropBox [20 30 595 842]")
    assert texts(source, "看不见的文字") == [SECRET]
    imported = import_source(source)
    assert [t.title for t in imported.tasks] == ["巡查堤防", "检修水闸"]
    assert "秘密" not in to_yaml(imported)
    assert [p.hint for p in imported.problems if "看不见的文字" in p.what] == ["公开前请确认"]


SEEN = {
    "white on a dark bar": "q .1 .2 .5 rg 70 590 200 25 re f Q\n" + at(72, 600, SECRET, 14, "1 g"),
    "white on a picture": f"q 200 0 0 25 70 590 cm {PICTURE} Q\n" + at(72, 600, SECRET, 14, "1 g"),
    "on a bar": "q 1 1 0 rg 70 590 200 25 re f Q\n" + at(72, 600, SECRET, 14),
    "in a frame": at(72, 600, SECRET, 14) + "q 70 590 200 25 re S Q\n",
    "in a frame of two boxes": at(72, 600, SECRET, 14) + "q 60 580 220 45 re 70 590 200 25 re f* Q\n",
    "struck by a thin line": at(72, 600, SECRET, 14) + "q 72 604 90 1 re f Q\n",
    "covered and printed again": at(72, 600, SECRET, 14)
    + "q 1 g 70 590 200 25 re f Q\n"
    + at(72, 600, SECRET, 14),
    "under a bar that is clipped": at(72, 600, SECRET, 14) + "q 0 0 9 9 re W n 0 0 595 842 re f Q\n",
}


@pytest.mark.parametrize("kind", SEEN)
def test_words_that_are_seen_are_imported(kind: str) -> None:
    source = read(body("1.巡查堤防。", "2.检修水闸。") + SEEN[kind])
    assert SECRET in texts(source)
    assert texts(source, "看不见的文字") == []


@pytest.mark.parametrize("order", ["over", "under"])
def test_the_text_of_a_scan_is_imported_and_said_to_be_recognised(order: str) -> None:
    words = ["某某县水利局2025年工作要点", "1.巡查堤防。（责任单位：河道科）", "2.检修水闸。"]
    if order == "over":
        page = SCAN + "".join(at(72, 760 - 40 * n, w, 14, "3 Tr") for n, w in enumerate(words))
    else:
        page = "".join(at(72, 760 - 40 * n, w, 14) for n, w in enumerate(words)) + SCAN
    source = read(page, page)
    assert texts(source)[:3] == words
    assert "第 1、2 页是扫描的图片，文字是文字识别（OCR）得来的" in source.notes[0]
    assert "请逐句对照原件核对" in source.notes[0]


def test_a_bar_over_a_scan_hides_what_was_recognised_below_it() -> None:
    page = SCAN + at(72, 700, "1.巡查堤防。", 14, "3 Tr") + at(72, 600, SECRET, 14, "3 Tr")
    source = read(page + "q 0 g 60 590 300 30 re f Q\n")
    assert (texts(source), texts(source, "看不见的文字")) == (["1.巡查堤防。"], [SECRET])


HEADER = ("序号", "工作任务", "责任单位", "完成时限")


def table_rows(first: int, last: int) -> list[tuple[str, ...]]:
    """Rows of a table of tasks."""
    return [(str(n), f"修建泵站{n}", "水利局", "6月底前") for n in range(first, last + 1)]


@pytest.mark.parametrize("header", [[], [HEADER]], ids=["header once", "header again"])
def test_a_table_over_pages_is_one_and_a_row_cut_in_two_is_one(header: list[tuple[str, ...]]) -> None:
    first = ruled([HEADER, *table_rows(1, 5), ("6", "整治农村", "农业农", "9月底")])
    second = ruled([*header, ("", "饮水工程", "村局", "前"), *table_rows(7, 12)])
    imported = import_source(read(first + at(290, 30, "- 1 -", 10), second + at(290, 30, "- 2 -", 10)))
    assert [t.number for t in imported.tasks] == [str(n) for n in range(1, 13)]
    cut = imported.tasks[5]
    assert (cut.title, [u.name for u in cut.units], cut.deadlines) == (
        "整治农村饮水工程",
        ["农业农村局"],
        ("9月底前",),
    )


def test_what_a_later_page_prints_again_of_a_table_is_told() -> None:
    heads = [("序号", "工作任务", "责任", ""), ("", "", "牵头单位", "完成时限")]
    first, second = ruled([*heads, *table_rows(1, 4)]), ruled([*heads, *table_rows(5, 8)])
    source = read(first, at(250, 780, "重点任务分解表（续）") + second)
    assert len([line for line in source.lines if line.cells]) == 10
    assert texts(source, "表头") == ["重点任务分解表（续）", *("\t".join(head) for head in heads)]


@pytest.mark.parametrize("way", ["turned page", "turned words"])
def test_a_table_across_the_page_is_read_as_it_stands(way: str) -> None:
    orders = ruled([HEADER, *table_rows(1, 6)])
    if way == "turned page":
        # the page is shown a quarter to the right, so it is drawn a quarter to the left
        source = read("q 0 1 -1 0 842 0 cm " + orders + "Q", entries="/MediaBox [0 0 842 842] /Rotate 90")
    else:
        source = read("q 0 1 -1 0 842 0 cm " + orders + "Q", entries="/MediaBox [0 0 900 842]")
    assert [line.cells for line in source.lines if line.cells] == [HEADER, *table_rows(1, 6)]


COLUMNS = (72, 110, 300, 430)


def columns(rows: list[tuple[str, ...]], top: int = 740) -> str:
    """Rows of words in columns, with no rules."""
    return "".join(
        at(x, top - 24 * n, words)
        for n, row in enumerate(rows)
        for x, words in zip(COLUMNS, row, strict=True)
        if words
    )


@pytest.mark.parametrize("rules", ["none", "between rows", "three"])
def test_a_table_whose_columns_no_rule_draws_is_read_by_its_gaps_and_told(rules: str) -> None:
    rows = [HEADER, *table_rows(1, 6)]
    heights = {"none": [], "between rows": [756 - 24 * n for n in range(8)], "three": [756, 732, 588]}[rules]
    lines = "".join(f"70 {y} m 520 {y} l S\n" for y in heights)
    source = read(at(150, 800, "某某县2025年重点任务分解表", 20) + columns(rows) + lines)
    assert [line.cells for line in source.lines if line.cells] == rows
    assert any("各栏是按空白推断的" in note for note in source.notes)


def test_paragraphs_of_prose_are_no_table() -> None:
    prose = ["对辖区内的企业逐户排查，建立隐患台账，明确整改", "责任和整改时限，确保按期整改到位。" * 2] * 6
    source = read("".join(at(72, 740 - 24 * n, line) for n, line in enumerate(prose)))
    assert not any(line.cells for line in source.lines)


def test_a_cell_of_several_lines_is_one_and_its_points_stay_apart() -> None:
    orders = ruled([HEADER[:2], ("1", "")], ())
    cell = at(185, 698, "制定方案；", 10) + at(185, 684, "（2）组织", 10)
    source = read(orders + cell)
    assert [line.cells for line in source.lines if line.cells][1] == ("1", "制定方案； （2）组织")


def outlined(letters: int) -> str:
    """A page of letters that are drawn as curves."""
    return "".join(
        f"{72 + 14 * (n % 32)} {760 - 20 * (n // 32)} m 1 2 3 4 5 6 c 2 3 4 5 6 7 c h f\n"
        for n in range(letters)
    )


def test_letters_drawn_as_curves_are_called_that() -> None:
    with pytest.raises(UnreadableError, match="共 2 页，文字不是字符，而是画成了图形（转曲）"):
        read(outlined(1300), outlined(1300))
    with pytest.raises(UnreadableError, match="共 1 页，文字不是字符，而是画成了图形"):
        read(outlined(20_000))
    with pytest.raises(UnreadableError, match="第 1 页的文字不是字符，而是画成了图形"):
        read(outlined(60_000))
    source = read(body("1.巡查堤防。"), outlined(1300))
    assert [n for n in source.notes if "转曲" in n] == [
        "第 2 页的文字不是字符，而是画成了图形（转曲），未导入，请改用 Word 原稿，或先做文字识别（OCR）"
    ]


def test_letters_drawn_in_large_units_are_no_unseen_ones() -> None:
    font = (
        b"/Font << /F1 << /Type /Font /Subtype /Type3 /FontBBox [0 -10 40 40] /FontMatrix [1 0 0 1 0 0] "
        b"/FirstChar 65 /LastChar 67 /Widths [30 30 30] /Encoding << /Differences [65 /A /B /C] >> >> >>"
    )
    data = drawn_pdf(b"BT /F1 0.24 Tf 10 50 Td (ABC) Tj ET").replace(b"/XObject <<  >>", font, 1)
    assert texts(read_bytes(data, "a.pdf")) == ["ABC"]


@pytest.mark.parametrize("is_off", [True, False])
@pytest.mark.parametrize("how", ["words", "form"])
def test_a_layer_that_is_switched_off_is_not_imported(is_off: bool, how: str) -> None:
    font = (
        b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /Properties << /L 6 0 R >>"
    )
    words = b"BT /F1 9 Tf 10 30 Td (SECRET) Tj ET"
    seen = b"BT /F1 9 Tf 10 60 Td (SEEN) Tj ET "
    data = drawn_pdf(
        seen + (b"/OC /L BDC " + words + b" EMC" if how == "words" else b"/F0 Do"), forms=[words, b""]
    )
    data = data.replace(b"/XObject <<", font + b" /XObject <<")
    data = data.replace(b"/Subtype /Form", b"/Subtype /Form /OC 6 0 R", 1)
    layers = b"/OCProperties << /D << /OFF [%s] >> >>" % (b"6 0 R" if is_off else b"")
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog " + layers, 1)
    source = read_bytes(data, "a.pdf")
    assert (texts(source), texts(source, "看不见的文字")) == (
        (["SEEN"], ["SECRET"]) if is_off else (["SEEN", "SECRET"], [])
    )


def test_the_radical_of_households_is_the_character_that_is_printed() -> None:
    assert texts(read_bytes("走访贫困\u2f3e12\u2f3e".encode(), "a.txt")) == ["走访贫困户12户"]


def test_small_files_of_very_many_letters_cost_little() -> None:
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    content = zlib.compress(b"BT /F1 9 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 40_000)
    data = drawn_pdf(content, "/Filter /FlateDecode").replace(b"/XObject <<  >>", font.encode(), 1)
    start = time.process_time()
    with pytest.raises(UnreadableError, match="第 1 页的文字多得不合常理"):
        read_bytes(data, "a.pdf")
    assert time.process_time() - start < 5


def test_a_grid_of_very_many_lines_costs_little() -> None:
    lines = "".join(f"{4 * n} 0 m {4 * n} 9000 l S 0 {4 * n} m 9000 {4 * n} l S\n" for n in range(1_500))
    start = time.process_time()
    with pytest.raises(UnreadableError, match="表格线多得不合常理"):
        read(lines + printed_at(72, 700, "文字"))
    assert time.process_time() - start < 10


def test_time_grows_with_the_pages() -> None:
    def seconds(pages: int) -> float:
        data = pdf([[f"{n}.排查隐患。逐户排查，建立台账。"] * 30 for n in range(pages)])
        start = time.process_time()
        read_bytes(data, "a.pdf")
        return time.process_time() - start

    seconds(2)
    assert seconds(24) < 8 * max(seconds(6), 0.05)
