"""One table is one value, whatever file it comes from: the same rows as Word, Excel, CSV, a page, Markdown, a
printed PDF or a text of one cell a line give the same tasks, units, deadlines, persons and results."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importer_files import table_file
from support import examples

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported, Task
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FILES = ("html", "docx", "xlsx", "csv", "md", "txt")


class Sheet(NamedTuple):
    """A table with the cells that are merged, and what it says: number, title, units, deadlines, parent."""

    rows: list[list[str]]
    merged: tuple[str, ...]
    says: list[tuple[Any, ...]]


PLAIN = Sheet(
    [
        ["工作内容", "牵头部门", "协同部门", "时间"],
        ["清点旧报刊", "采编部", "后勤部", "3月底前"],
        ["布置读书日展板", "活动部", "各分馆", "4月20日"],
    ],
    (),
    [
        (None, "清点旧报刊", ["lead 采编部", "support 后勤部"], ["3月底前"], None),
        (None, "布置读书日展板", ["lead 活动部", "support 各分馆"], ["4月20日"], None),
    ],
)
TWO_LEVELS = Sheet(
    [
        ["序号", "项目", "子项目名称", "", "具体措施", "完成期限", "责任科室/中心", "配合科室", "分管领导"],
        [
            "1",
            "书目建设",
            "1-1",
            "补齐地方文献",
            "征集旧志。",
            "5月底前",
            "采编科 技术科",
            "宣教科",
            "林秋实",
        ],
        ["", "", "1-2", "更新检索系统", "完成数据迁移。", "全年", "技术科", "采编科", "何  平"],
        ["2", "阅读推广", "2-1", "办好读书月", "组织十场讲座。", "6月底前", "活动中心", "宣教科", "苏 晴"],
    ],
    ("C1:D1", "A2:A3", "B2:B3"),
    [
        (
            "1-1",
            "补齐地方文献",
            ["responsible 采编科", "responsible 技术科", "support 宣教科"],
            ["5月底前"],
            "1 书目建设",
        ),
        ("1-2", "更新检索系统", ["responsible 技术科", "support 采编科"], ["全年"], "1 书目建设"),
        ("2-1", "办好读书月", ["responsible 活动中心", "support 宣教科"], ["6月底前"], "2 阅读推广"),
    ],
)
TWO_HEADS = Sheet(
    [
        ["序号", "重点任务", "责任分工", "", "完成时限"],
        ["", "", "牵头", "配合", ""],
        ["1", "改造泵站", "水利局", "财政局", "9月底前"],
        ["2", "整治河道", "住建局", "水利局", "12月底前"],
    ],
    ("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    [
        ("1", "改造泵站", ["lead 水利局", "support 财政局"], ["9月底前"], None),
        ("2", "整治河道", ["lead 住建局", "support 水利局"], ["12月底前"], None),
    ],
)
DAYS = Sheet(
    [
        ["日期", "星期", "内容", "负责年级组", "负责人"],
        ["9月1日", "一", "布置教室", "七年级组", "王小明"],
        ["9月5日", "五", "核对学籍；发放教材", "八年级组", "李  红"],
        ["9月9日", "二", "1.检查宿舍；2.登记设备", "九年级组", "赵大地"],
    ],
    (),
    [
        (None, "布置教室", ["responsible 七年级组"], ["9月1日"], None),
        (None, "核对学籍；发放教材", ["responsible 八年级组"], ["9月5日"], None),
        (None, "1.检查宿舍；2.登记设备", ["responsible 九年级组"], ["9月9日"], None),
    ],
)
MEASURES = Sheet(
    [
        ["序号", "主要任务", "工作举措", "责任股室", "时限"],
        ["1", "优化服务", "推行一窗受理。", "审批股", "3月底前"],
        ["", "", "压缩办理时间。", "法规股", "6月底前"],
        ["2", "规范执法", "公开执法清单。", "执法股", "9月底前"],
    ],
    ("A2:A3", "B2:B3"),
    [
        (None, "推行一窗受理", ["responsible 审批股"], ["3月底前"], "1 优化服务"),
        (None, "压缩办理时间", ["responsible 法规股"], ["6月底前"], "1 优化服务"),
        (None, "公开执法清单", ["responsible 执法股"], ["9月底前"], "2 规范执法"),
    ],
)
SHEETS = {"plain": PLAIN, "two-levels": TWO_LEVELS, "heads": TWO_HEADS, "days": DAYS, "measures": MEASURES}
PERSONS = {"two-levels": [("林秋实",), ("何平",), ("苏晴",)], "days": [("王小明",), ("李红",), ("赵大地",)]}


def said(task: Task) -> tuple[Any, ...]:
    units = [f"{u.role} {u.name}" for u in task.units]
    return task.number, task.title, units, list(task.deadlines), task.parent


def read(data: bytes, suffix: str) -> Imported:
    """The import of a file; its own draft must pass the comparison with it."""
    imported = import_source(read_bytes(data, f"2025年工作安排.{suffix}"))
    difference = compare(parse(to_yaml(imported), "a.yml")[0], imported.source)
    assert difference.sound, (difference.missing, difference.added, [f.what for f in difference.facts])
    assert imported.coverage.unplaced == ()
    return imported


def printed(page: bytes, folder: Path) -> bytes:
    """A page as Chromium prints it, the cells of its tables with lines around them."""
    source, target = folder / "a.html", folder / "a.pdf"
    style = b"<meta charset=utf-8><style>td{border:1px solid}table{border-collapse:collapse}</style>"
    source.write_bytes(page.replace(b"<body>", b"<head>" + style + b"</head><body>"))
    order = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*order, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120
    )
    return target.read_bytes()


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("name", SHEETS)
def test_every_file_says_the_same(name: str, suffix: str) -> None:
    sheet = SHEETS[name]
    imported = read(table_file(suffix, sheet.rows, sheet.merged), suffix)
    assert [said(t) for t in imported.tasks] == sheet.says
    if name in PERSONS:
        assert [t.persons for t in imported.tasks] == PERSONS[name]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("name", ["plain", "two-levels", "days", "measures"])
def test_one_cell_a_line_says_the_same(name: str, between: str) -> None:
    sheet = SHEETS[name]
    cells = [cell for row in sheet.rows for cell in row if cell]
    assert [said(t) for t in read(between.join(cells).encode(), "txt").tasks] == sheet.says


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium prints the tables, and is not there")
@pytest.mark.parametrize("name", SHEETS)
def test_a_printed_table_says_the_same(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    pdf = printed(table_file("html", sheet.rows, sheet.merged), tmp_path)
    assert [said(t) for t in read(pdf, "pdf").tasks] == sheet.says


COLUMNS = {
    "task": (["工作任务", "重点工作", "事项", "项目名称"], ["修缮泵房", "清理水渠", "更换水表", "登记用户"]),
    "unit": (["责任单位", "牵头科室", "负责处室", "承办部室", "责任年段"], ["供水科", "工程科", "办公室"]),
    "support": (["配合单位", "协同部门", "协办股室"], ["财务科", "人事科", ""]),
    "due": (["完成时限", "时间要求", "日期", "月份"], ["6月底前", "9月底前", "12月"]),
    "person": (["负责人", "责任领导", "联系人"], ["王小明", "李红", ""]),
    "done": (["完成情况", "进展情况", "落实情况"], ["已完成", "正在推进", "", "—"]),
    "note": (["备注", "说明"], ["续建", ""]),
}


@st.composite
def sheets(draw: st.DrawFn) -> list[list[str]]:
    """Any table of tasks: its columns in any order behind the numbers, and two to four rows."""
    kinds = ["task", "unit", "due", *draw(st.lists(st.sampled_from(["support", "person", "done", "note"])))]
    kinds = draw(st.permutations(list(dict.fromkeys(kinds))))
    header = ["序号", *(draw(st.sampled_from(COLUMNS[kind][0])) for kind in kinds)]
    titles = draw(st.permutations(COLUMNS["task"][1]))
    rows = [
        [
            str(n),
            *(titles[n - 1] if kind == "task" else draw(st.sampled_from(COLUMNS[kind][1])) for kind in kinds),
        ]
        for n in range(1, draw(st.integers(2, 4)) + 1)
    ]
    return [header, *rows]


def everything(imported: Imported) -> Sequence[Any]:
    return [
        (*said(t), t.text, t.persons, t.beside, [(p.date, p.status, p.text) for p in t.progress])
        for t in imported.tasks
    ]


@settings(max_examples=examples(20))
@given(rows=sheets())
def test_any_table_says_the_same_in_every_file(rows: list[list[str]]) -> None:
    found = {suffix: everything(read(table_file(suffix, rows), suffix)) for suffix in FILES}
    assert [t[1] for t in found["html"]] == [r[1 + rows[0][1:].index(_named("task", rows))] for r in rows[1:]]
    assert all(found[suffix] == found["html"] for suffix in FILES), found


def _named(kind: str, rows: list[list[str]]) -> str:
    return next(name for name in rows[0] if name in COLUMNS[kind][0])
