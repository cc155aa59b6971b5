"""Small kinds of mistakes that files of offices showed, each with its siblings; the offices are invented."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from importer_files import pdf, ruled, saved, table_file, word
from support import run

from generator.content.yaml_reader import parse
from generator.importer.account.report import report
from generator.importer.compare.check import compare
from generator.importer.draft.gathered import asked_of
from generator.importer.draft.proposals import Known, UnitEntry, new_units, told_kinds
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.draft.unit_kinds import kind_of_unit
from generator.importer.lines import UnreadableError
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_bytes
from generator.importer.words.paper_lines import read_figures
from generator.model.deadlines import Meaning, interpret

HEAD = ["序号", "工作任务", "责任科室", "完成时限"]


def two_lines(*names: tuple[str, str]) -> bytes:
    """A PDF of a table of tasks whose unit cells have two lines each."""
    rows, open_below = [HEAD], set[tuple[int, int]]()
    for n, (above, below) in enumerate(names, 1):
        open_below |= {(len(rows), k) for k in range(4)}
        rows += [[str(n), f"修缮第{n}段堤防", above, "2026年6月底前"], ["", "", below, ""]]
    return pdf([["云栖县水利局2026年重点任务分解表"]], drawn={0: ruled(rows, open_below)})


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (("工程科", "河道科"), ["工程科", "河道科"]),
        (("综合协调", "科"), ["综合协调科"]),
        (("办公室、综合", "协调科"), ["办公室", "综合协调科"]),
        (("县水文站", "县财政局"), ["县水文站", "县财政局"]),
        (("办公室、工程", "科"), ["办公室", "工程科"]),
        (("云栖县水利局", "河道管理站"), ["云栖县水利局", "河道管理站"]),
        (("云栖县水利工程局", "河道管理站"), ["云栖县水利工程局河道管理站"]),  # the first line fills the cell
    ],
)
def test_names_on_two_lines_of_a_printed_cell_are_two_units(lines: tuple[str, str], units: list[str]) -> None:
    done = import_source(read_bytes(two_lines(lines, ("工程科", "")), "表.pdf"))
    assert [u.name for u in done.tasks[0].units] == units
    assert [u.name for u in done.tasks[1].units] == ["工程科"]


@pytest.mark.parametrize(
    ("issuer", "name", "kind"),
    [
        ("云栖县住房和城乡建设局", "云栖县住房和城乡建设局", "internal"),
        ("云栖县住房和城乡建设局", "县住建局", "internal"),
        ("云栖县住房和城乡建设局", "局机关", "internal"),
        ("云栖县住房和城乡建设局", "云栖县住房和城乡建设局办公室", "internal"),
        ("云栖县住房和城乡建设局", "云栖县住建局质监站", "subordinate"),
        ("云栖县住房和城乡建设局", "云栖县燃气安全办", "subordinate"),
        ("云栖县住房和城乡建设局", "云栖县河长办", "external"),
        ("云栖县住房和城乡建设局", "云栖县财政局", "external"),
        ("云栖县住房和城乡建设局", "云栖县疾控中心", "external"),
        ("云栖县住房和城乡建设局", "松岭县住建局", "external"),
        ("云栖县住房和城乡建设局", "省住建厅", "external"),
        ("云栖县人民政府", "县政府", "internal"),
        ("云栖县人民政府", "县水文站", "external"),
        ("", "县财政局", "external"),
        ("云栖县水务局", "财政局", "external"),
        ("云栖县水务局", "党组", "internal"),
        ("云栖县水务局", "县自来水公司", "external"),
        ("云栖县水务局", "城关镇", "external"),
        # what may sit in the agency or beside it is not guessed
        ("云栖县水务局", "防汛办", None),
        ("云栖县水务局", "河长办", None),
        ("云栖县水务局", "党委", None),
        ("某部办公厅", "规划司", None),
        ("云栖县水务局", "水利勘测设计院", None),
        ("石桥镇", "农业农村办", None),
        ("", "防汛办", None),
    ],
)
def test_the_agency_and_its_own_bodies_are_not_external(issuer: str, name: str, kind: str | None) -> None:
    assert kind_of_unit(name, issuer) == kind


def test_an_agency_yml_proposes_the_agency_as_its_own() -> None:
    done = import_text(
        "云栖县水利局2026年工作要点\n一、抓安全\n"
        "1.排查隐患。逐处登记。（责任单位：云栖县水利局、云栖县防洪排涝办、县财政局）\n2.编制预案。按时完成。\n"
    )
    assert [(u.name, u.kind) for u in new_units([done], Known())] == [
        ("云栖县水利局", "internal"),
        ("云栖县防洪排涝办", "subordinate"),
        ("县财政局", "external"),
    ]


def test_a_unit_of_which_the_name_does_not_say_whose_it_is_is_asked_about(tmp_path: Path) -> None:
    source = tmp_path / "要点.txt"
    source.write_text(
        "云栖县水务局2026年工作要点\n一、抓安全\n1.排查隐患。逐处登记。（牵头单位：防汛办；责任单位：县财政局）\n"
        "2.编制预案。按时完成。（责任单位：办公室）\n",
        "utf-8",
    )
    for out in ([], ["--out", tmp_path / "content"]):
        heard = run("import", source, *out)
        assert "请核对：“县财政局”按名称登记为外部单位（kind: external），是不是？\n" in heard.err
        assert "请核对：“防汛办”看不出是不是本机关的，没有写 kind，当作内设机构。\n" in heard.err
    (file,) = (tmp_path / "content").rglob("agency.yml")
    asked = [before for before, line in pairwise(file.read_text("utf-8").split("\n")) if "- id:" in line]
    assert [n for n, line in enumerate(asked) if "请核对：名称看不出是不是本机关的" in line] == [0]
    agency, problems = parse(file.read_text("utf-8"), "agency.yml")
    assert problems == []
    assert [(unit["name"], unit.get("kind")) for unit in agency["units"]] == [
        ("防汛办", None),
        ("县财政局", "external"),
        ("办公室", None),
    ]
    (said,) = told_kinds([UnitEntry(f"u{n}", f"单位{n}", "external") for n in range(12)])
    assert said.endswith("、“单位9”等 12 个单位按名称登记为外部单位（kind: external），是不是？")


RHYTHM = "每季度开展一次应急演练，每年召开例会4次。"


@pytest.mark.parametrize(
    "text",
    [
        f"云栖县水务局2026年工作要点\n一、抓安全\n1.完善预案。{RHYTHM}\n2.排查隐患。逐处登记。\n",
        "云栖县水务局2026年重点任务分解表\n序号\t工作任务\t工作内容\t责任科室\n"
        f"1\t完善预案\t{RHYTHM}\t办公室\n2\t排查隐患\t逐处登记。\t工程科\n",
        f"云栖县水务局2026年工作总结\n一、抓安全\n1.完善预案。{RHYTHM}\n2.排查隐患。逐处登记。\n",
    ],
)
def test_how_often_something_happens_is_no_amount_of_the_year(text: str) -> None:
    """Four exercises held against one a quarter would be 400 %."""
    imported = import_text(text)
    draft = to_yaml(imported)
    tree = parse(draft, "a.yml")[0]
    tasks = [task for section in tree["sections"] for task in section["tasks"]]
    assert [[(i["name"], i["value"]) for i in task.get("indicators", [])] for task in tasks] == [
        [("召开例会", "4")],
        [],
    ]
    assert compare(tree, imported.source).same
    told = report(imported, draft)
    assert "没有写成指标的频次 1 处（" in told
    assert f"：每季度开展一次应急演练（第 {imported.tasks[0].lines[0]} 行起）" in told
    stated = draft.replace(
        "        indicators:\n",
        "        indicators:\n"
        "          - {text: 每季度开展一次应急演练, name: 应急演练, value: 1, unit: 次, kind: target}\n",
    )
    assert stated != draft
    assert compare(parse(stated, "a.yml")[0], imported.source).sound  # who wants it may write it


def test_a_line_of_figures_holds_what_somebody_has_called_one() -> None:
    found, unread = read_figures("指标：每季度开展演练1次；漏损率8.5%。", "target")
    assert ([(f.text, f.is_rhythm) for f in found], unread) == (
        [("每季度开展演练1次", False), ("漏损率8.5%", False)],
        [],
    )


PROJECTS = """云栖县2026年重点项目建设工作方案
一、工作安排
（一）加快重点项目建设
1.城北水厂扩建工程（续建）
2.文体中心建设工程（新增）
3.环城公路建设工程（市级重点）
（二）推进水利建设。重点实施以下工程：
（1）清溪河疏浚（新增），疏浚12公里；
（2）小水库加固（续建项目），加固3座。
"""


def test_items_that_each_have_a_bracket_of_their_kind_are_tasks() -> None:
    assert [t.title for t in import_text(PROJECTS).tasks] == [
        "城北水厂扩建工程（续建）",
        "文体中心建设工程（新增）",
        "环城公路建设工程（市级重点）",
        "清溪河疏浚（新增），疏浚12公里",
        "小水库加固（续建项目），加固3座",
    ]


def test_items_of_which_only_some_have_such_a_bracket_are_measures() -> None:
    done = import_text(PROJECTS.replace("（新增）", "").replace("（续建项目）", ""))
    assert [t.title for t in done.tasks] == ["加快重点项目建设", "推进水利建设"]
    assert [len(t.measures) for t in done.tasks] == [3, 2]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("会议召开后一周内完成排查。", ["会议召开后一周内"]),
        ("各单位于会后三日内报送方案。", ["会后三日内"]),
        ("通知印发后10日内报送方案。", ["通知印发后10日内"]),
        ("自本要点印发之日起30日内建立台账。", ["自本要点印发之日起30日内"]),
        ("自公布之日起两周内修订。", ["自公布之日起两周内"]),
        ("汛期结束后1个月内修复水毁工程。", ["汛期结束后1个月内"]),
        ("收到投诉后一周内答复。", []),  # how soon an office answers
        ("受理后20个工作日内办结。", []),
        ("走向社会后三日内登记。", []),
        ("方案印发后3年内有效。", []),
    ],
)
def test_times_counted_from_an_event_are_deadlines_as_printed(words: str, found: list[str]) -> None:
    done = import_text(
        f"云栖县水利局2026年工作要点\n一、抓安全\n1.排查隐患。{words}\n2.编制预案。按时编制。\n"
    )
    assert list(done.tasks[0].deadlines) == found
    assert all(interpret(due, "2026") == Meaning("period") for due in found)
    assert not done.tasks[0].figures


@pytest.mark.parametrize(
    "words", ["会后一周内", "印发后10日内", "印发之日起30日内", "验收后两个星期内", "一周内"]
)
def test_such_times_in_a_cell_are_deadlines_of_a_stretch(words: str) -> None:
    rows = [HEAD, ["1", "疏浚河道", "工程科", words], ["2", "修订预案", "办公室", "2026年6月底前"]]
    done = import_source(read_bytes(table_file("xlsx", rows), "表.xlsx"))
    assert [t.deadlines for t in done.tasks] == [(words,), ("2026年6月底前",)]
    assert interpret(words, "2026") == Meaning("period")
    assert "读不懂" not in to_yaml(done)


def test_status_words_that_are_none_are_one_doubt_of_their_column() -> None:
    said = ["推得还行", "已有眉目", "在弄", "已完成", "良好"]
    rows = [[*HEAD, "完成情况"]]
    rows += [
        [str(n), f"修缮第{n}段堤防", "工程科", "2026年6月底前", words] for n, words in enumerate(said, 1)
    ]
    draft = to_yaml(import_source(read_bytes(table_file("xlsx", rows), "2026年6月进展.xlsx")))
    asked = [words for words in asked_of(draft) if "落实状态的词" in words]
    assert len(asked) == 1
    assert asked[0].startswith("“完成情况”一栏没有写明落实状态的词")
    assert asked[0].endswith("（共 4 行，原文第 2、3、4、6 行）")
    assert sum("进展的时间" in words for words in asked_of(draft)) == 1
    assert draft.count("status: 已完成") == 1


INNER = [["河段", "公里"], ["清溪", "12"], ["白沙", "8"]]
OUTER = [HEAD, ["1", "疏浚河道", "工程科", "2026年6月底前"], ["2", "修订预案", "办公室", "2026年9月底前"]]


def filled(holder: Any, rows: Sequence[Sequence[str]]) -> Any:
    """A table of these cells in a Word document or one of its cells."""
    table = holder.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    return table


def nested_in_word() -> bytes:
    """A table in a cell of a table."""
    document = word()
    document.add_paragraph("云栖县水利局2026年重点任务分解表")
    filled(filled(document, OUTER).cell(1, 1), INNER)
    return saved(document)


def nested_in_page() -> bytes:
    """The same as a page."""

    def table(rows: Sequence[Sequence[str]], inner: str = "") -> str:
        cells = ["".join(f"<td>{c}{inner if c == '疏浚河道' else ''}</td>" for c in row) for row in rows]
        return f"<table>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>"

    return (
        f"<html><body><h1>云栖县水利局2026年重点任务分解表</h1>{table(OUTER, table(INNER))}</body>".encode()
    )


@pytest.mark.parametrize(("data", "name"), [(nested_in_word(), "表.docx"), (nested_in_page(), "表.html")])
def test_a_table_in_a_cell_is_a_table_of_its_own_and_no_title(data: bytes, name: str) -> None:
    done = import_source(read_bytes(data, name))
    assert [(t.title, t.text) for t in done.tasks] == [("疏浚河道", ""), ("修订预案", "")]
    kept = [b.table for b in done.blocks if b.table is not None]
    assert [(t.header, [r.cells for r in t.rows]) for t in kept] == [
        ((("河段", "公里"),), [("清溪", "12"), ("白沙", "8")])
    ]
    assert any("有 1 张表套在别的表的格子里" in note for note in done.notes)
    assert not done.coverage.unplaced


def test_a_frame_of_one_cell_around_tables_and_text_keeps_their_order() -> None:
    document = word()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "云栖县水利局2026年重点任务分解表"
    filled(cell, OUTER)
    cell.add_paragraph("备注：以上任务按月报送。")
    source = read_bytes(saved(document), "表.docx")
    words = [line.text for line in source.lines if line.text.strip()]
    assert (words[0][:4], words[-1]) == ("云栖县水", "备注：以上任务按月报送。")
    assert [t.title for t in import_source(source).tasks] == ["疏浚河道", "修订预案"]
    assert not source.notes


def test_a_document_nested_too_deep_is_not_called_damaged() -> None:
    document = word()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _ in range(150):
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    with pytest.raises(UnreadableError, match=r"套得太深.*请把里层的表格") as refused:
        read_bytes(saved(document), "表.docx")
    assert "已损坏" not in str(refused.value)


@pytest.mark.parametrize("name", ["表.csv", "表.html", "表.txt", "表.md"])
def test_empty_bytes_in_a_text_are_told_and_left_out(name: str) -> None:
    words = "<p>云栖县水利局2026年工作要点</p>\n<p>1.疏浚河道\x00。疏浚二十公里。</p>\n"
    source = read_bytes(words.encode(), name)
    assert "第 2 行有 1 个看不见的空字节" in source.notes[0]
    assert "疏浚河道。疏浚" in "".join(line.text for line in source.lines)
    late = read_bytes(("说明。\n" * 5000 + words).encode(), name)
    assert "第 5002 行有 1 个看不见的空字节" in late.notes[0]


def test_a_file_of_many_empty_bytes_is_no_text() -> None:
    with pytest.raises(UnreadableError, match=r"里有 900 个空字节.*请用原来的软件打开"):
        read_bytes("疏浚河道".encode() + b"\x00" * 900, "表.csv")


def annexes(
    opening: Sequence[Sequence[str]], second: str = "附件2 云栖县水利局2026年实事分解表"
) -> list[list[str]]:
    """Rows of a file of two annexes, each a table of tasks."""
    first = [[*cells, "", "", ""] for cells in opening]
    return [*first, *OUTER, [second, "", "", ""], HEAD, ["1", "安装护栏", "工程科", "2026年6月底前"]]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "txt", "docx"])
@pytest.mark.parametrize(
    "opening",
    [[["附件1 云栖县水利局2026年重点任务分解表"]], [["附件1"], ["云栖县水利局2026年重点任务分解表"]]],
)
def test_a_file_that_begins_with_an_annex_has_no_title_of_its_own(
    suffix: str, opening: list[list[str]]
) -> None:
    done = import_source(read_bytes(table_file(suffix, annexes(opening)), f"附件.{suffix}"))
    assert done.title is None
    assert (done.issuer, done.period) == ("云栖县水利局", "2026")
    tree, problems = parse(to_yaml(done), "稿.yml")
    assert not problems
    assert tree is not None
    assert [(s.get("number"), s["title"], [t["title"] for t in s["tasks"]]) for s in tree["sections"]] == [
        ("附件1", "云栖县水利局2026年重点任务分解表", ["疏浚河道", "修订预案"]),
        ("附件2", "云栖县水利局2026年实事分解表", ["安装护栏"]),
    ]
    assert any("文件从附件开始" in p.what for p in done.problems)


def test_a_file_of_one_annex_has_its_title() -> None:
    words = "附件1\n云栖县水利局2026年工作要点\n一、抓安全\n1.排查隐患。逐处登记。\n2.编制预案。按时完成。\n"
    assert import_text(words).title == "云栖县水利局2026年工作要点"


TWO_ROWS = """云栖县水利局2026年重点任务分解表
序号  工作任务      责任单位              完成时限
                    {0}  {1}
1     疏浚河道      工程科    办公室      2026年6月底前
2     修订预案      办公室                2026年9月底前
3     巡查堤防                河道科      2026年9月底前
"""


@pytest.mark.parametrize("parts", [("牵头    ", "配合"), ("牵头科室", "配合科室")])
@pytest.mark.parametrize("blank", [" ", "\t"])
def test_a_text_table_with_a_header_of_two_rows_is_one(parts: tuple[str, str], blank: str) -> None:
    words = TWO_ROWS.format(*parts)
    if blank == "\t":
        rows = [["序号", "工作任务", "责任单位", "", "完成时限"], ["", "", parts[0].strip(), parts[1], ""]]
        rows += [["1", "疏浚河道", "工程科", "办公室", "2026年6月底前"]]
        rows += [
            ["2", "修订预案", "办公室", "", "2026年9月底前"],
            ["3", "巡查堤防", "", "河道科", "2026年9月底前"],
        ]
        words = f"云栖县水利局2026年重点任务分解表\n{table_file('txt', rows).decode()}\n"
    done = import_text(words)
    assert [(t.title, [(u.name, u.role) for u in t.units], t.deadlines) for t in done.tasks] == [
        ("疏浚河道", [("工程科", "lead"), ("办公室", "support")], ("2026年6月底前",)),
        ("修订预案", [("办公室", "lead")], ("2026年9月底前",)),
        ("巡查堤防", [("河道科", "support")], ("2026年9月底前",)),
    ]
    assert not done.intro


def test_a_cell_that_goes_on_below_stays_in_its_column() -> None:
    words = TWO_ROWS.format("牵头    ", "配合").replace(
        "办公室      2026年6月底前\n", "办公室      2026年6月\n{}底前\n", 1
    )
    done = import_text(words.replace("{}", f"{' ' * 6}及支流{' ' * 30}"))
    assert [(t.title, t.deadlines) for t in done.tasks] == [
        ("疏浚河道及支流", ("2026年6月底前",)),
        ("修订预案", ("2026年9月底前",)),
        ("巡查堤防", ("2026年9月底前",)),
    ]
