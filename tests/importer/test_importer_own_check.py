"""A draft that nobody touched says what its source says: `import --check` finds no error in it, facts
included, whatever stands in the cells of a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importer_files import saved, sheet_of, table_file
from support import ROOT, examples

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import Source, UnreadableError, has_words
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import SUFFIXES, read_bytes, read_file

SHARED = ROOT.parent / "shared"
KEPT = Path(__file__).parents[1] / "data" / "golden" / "import"
HEADS = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["序号", "重点工作", "牵头部门", "配合部门", "时间安排", "备注"],
    ["项目", "内容", "责任科室", "完成情况"],
    ["编号", "项目名称", "总投资（万元）", "年度计划", "责任单位"],
    ["一级指标", "二级指标", "工作内容", "责任单位", "进展情况", "存在问题"],
    ["序号", "工作\n任务", "责任\n单位", "完成 时限"],
    ["序号", "事项", "任务目标", "具体措施", "责任领导", "时限"],
    ["责任分工", "措施", "任务"],
]
CELLS = [
    *("", "", "1", "1.10", "2.0", "01", "10", "1.1.1", "½", "m²", "2×10⁵", "-3.5%", "1-2", "1—1", "-", "—"),
    *("5.2（周四）", "6月底前", "2024年3月1日前、6月底前", "2024-05-01", "2024.3.1-2024.6.30", "12:30"),
    *("长期", "县林业局", "县林业局、县水务局", "综合科（牵头）、人事科", "发 改 局"),
    *("甲局\n（牵头）\n乙局", "办公室：周明", "责任单位：县林业局"),
    *("牵头单位：县水务局；配合单位：县林业局", "各乡镇", "县发改局局长", "李四", "1.修订预案；2.组织演练"),
    *("1、修订预案。\n2、组织演练。\n3、总结。", "（一）建库\n（二）入库30个", "①清点；②登记"),
    *("新建便利店12家", "完成率达到98.5%以上", "由82%提高到90%", "50 000", "1,234.50万元", "1 200万元"),
    *(">12", "已完成", "正在推进", "基本完成80%", "同上", "/", "无", "合计", "注：略", "一、总体要求"),
    *("【重点】", "第一行\n\n第三行", "推进（甲局牵头，乙局配合）", "推进城乡融合，" * 20, "a: b", "# 号"),
    *("'引'", '"引"', "null", "true", "{x}", "[1]", "：", "、", "http://a.example/b?c=1#d", "《方案》"),
    *("根据《条例》（国发〔2020〕1号）办理", "1.10项目", "5.20活动", "２", "　缩进　"),
]  # fmt: skip
TITLES = ["", "云溪县2024年重点工作任务分解表"]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A table of tasks with odd cells: a title or none, the header in any order, rows, repeated ones."""
    head = draw(st.sampled_from(HEADS).flatmap(st.permutations))
    row = st.lists(st.sampled_from(CELLS), min_size=len(head), max_size=len(head))
    rows = [list(r) for r in draw(st.lists(row, min_size=1, max_size=6))]
    if draw(st.booleans()):
        rows.append(rows[-1])
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), [draw(st.sampled_from(CELLS)), *[""] * (len(head) - 1)])
    title = draw(st.sampled_from(TITLES))
    return [*([[title, *[""] * (len(head) - 1)]] if title else []), list(head), *rows]


def as_typed(words: str) -> object:
    """A cell as Excel keeps what a clerk types: a number, a day, or words."""
    if words == "2024-05-01":
        return datetime.date(2024, 5, 1)
    try:
        return float(words) if "." in words else int(words)
    except ValueError:
        return words or None


def errors(source: Source) -> list[str]:
    """What `--check` calls wrong in the draft of a source."""
    found = compare(parse(to_yaml(import_source(source)), source.name)[0], source)
    told = [f.what for f in found.facts if f.severity == "error"]
    return [*(words for _, words in found.missing), *(words for _, words in found.added), *told]


@settings(max_examples=examples(60))
@given(tables(), st.sampled_from(["xlsx", "docx", "html", "csv", "txt", "md"]), st.booleans())
def test_the_draft_of_any_table_passes_its_own_check(
    rows: Sequence[Sequence[str]], suffix: str, is_merged: bool
) -> None:
    merged = ["A3:A4"] if is_merged and len(rows) > 3 and suffix in ("xlsx", "docx", "html") else []
    source = read_bytes(table_file(suffix, rows, merged), f"a.{suffix}")
    assert not has_words(source.lines) or errors(source) == []


@settings(max_examples=examples(40))
@given(tables())
def test_the_draft_of_any_sheet_of_numbers_passes_its_own_check(rows: Sequence[Sequence[str]]) -> None:
    source = read_bytes(saved(sheet_of([[as_typed(cell) for cell in row] for row in rows])), "a.xlsx")
    assert not has_words(source.lines) or errors(source) == []


HEAD = "序号\t工作任务\t责任单位\t总投资（万元）\n1\t修建灌渠\t县水务局\t5\n"


@pytest.mark.parametrize(
    "row",
    [
        "2\t补植\t县林业局\t½",
        "2\t补植\t县林业局\t1-2",
        "40\t-3.5%\t县林业局\t12",
        "2\t-3.5%\t40\t-3.5%",
        "3\t县林业局\t县水务局\t3",
        "2\t\t\t1200",
        "合计\t\t\t12.50",
    ],
)
def test_what_a_cell_holds_is_no_fault_of_the_draft(row: str) -> None:
    assert errors(import_text(HEAD + row, "a.txt").source) == []


def test_a_row_without_a_task_is_kept_in_words_and_told() -> None:
    imported = import_text(HEAD + "2\t\t—\t1200\n3\t补植\t县林业局\t8", "a.txt")
    assert [t.title for t in imported.tasks] == ["修建灌渠", "补植"]
    assert "intro: 2　—　1200" in to_yaml(imported)
    told = [p for p in imported.problems if "没有写任务" in p.what]
    assert [(p.line, p.what) for p in told] == [(3, "表里这一行没有写任务，原样放在正文里")]


def test_a_number_is_no_unit_of_the_next_cell() -> None:
    imported = import_text(
        HEAD.replace("修建灌渠", "3").replace("总投资（万元）", "措施") + "县里\t", "a.txt"
    )
    assert [f for t in imported.tasks for f in t.figures if "\n" in f.text] == []


def known_files() -> list[Path]:
    folders = [SHARED / "corpus" / "docs", SHARED / "cases" / "import", SHARED / "cases" / "bugs"]
    return [p for f in folders for p in sorted(f.rglob("*")) if p.is_file() and p.suffix.lower() in SUFFIXES]


@pytest.mark.parametrize(
    "path", sorted(p for p in KEPT.glob("*") if p.suffix in SUFFIXES), ids=lambda p: p.name
)
def test_the_draft_of_a_kept_text_passes_its_own_check(path: Path) -> None:
    assert errors(read_file(path)) == []


def test_the_drafts_of_all_known_files_pass_their_own_check() -> None:
    """Files beside the checkout, in one test: they are there or not, all together."""
    paths = known_files()
    if not paths:
        pytest.skip("no ../shared beside this checkout: its files are not compared")
    wrong: dict[str, list[str]] = {}
    for path in paths:
        try:
            source = read_file(path)
        except UnreadableError:
            continue  # refused in words, no draft
        if has_words(source.lines) and (found := errors(source)):
            wrong[path.name] = found[:3]
    assert wrong == {}
