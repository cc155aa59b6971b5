"""Columns of progress become progress of their tasks: words as printed, a status only where the words say it,
the time and what is not sure for a person to confirm; and the pages made of it say what came of the work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import support
from importer_command import Ears
from importer_files import table_file
from selectolax.lexbor import LexborHTMLParser

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare, report_difference
from generator.importer.draft.to_json import as_data
from generator.importer.draft.to_yaml import marks, to_yaml
from generator.importer.outline.progress import Reported, report_time, row_progress
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_bytes
from generator.importer.run import run_import
from generator.pages.labels import UNREPORTED

HEADER = ["序号", "工作任务", "责任单位", "完成时限", "进展情况", "完成情况"]
ROWS = [
    ["1", "改造老旧供水管网12公里", "水务局", "10月底前", "已完成9.5公里，正在回填。", "正常推进"],
    ["2", "改造危房26户", "住建局", "9月底前", "已改造危房26户。", "已完成"],
    ["3", "巡查森林防火", "林业局", "每月", "1至6月开展12次。", ""],
    ["4", "整治河道", "水利局", "12月底前", "已完成，共整治河道3条", ""],
    ["5", "修建公路", "交通局", "12月底前", "推进中", "未完成"],
    ["6", "栽种树木", "林业局", "12月底前", "", "—"],
]
WHEN = Reported("2025", "文件的时期")
LEDGER = "石桥镇2025年重点工作台账\n{line}序号\t工作任务\t责任单位\t{heading}\n1\t修路\t交通站\t{cell}\n"


def ledger(cell: str, heading: str = "完成情况", line: str = "") -> Imported:
    return import_text(LEDGER.format(cell=cell, heading=heading, line=line))


def tasks_in(imported: Imported) -> list[dict[str, Any]]:
    """The tasks of the draft, which must be sound."""
    tree = parse(to_yaml(imported), "a.yml")[0]
    assert imported.coverage.unplaced == ()
    assert compare(tree, imported.source).same
    return [task for section in tree["sections"] for task in section["tasks"]]


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "csv", "txt", "md"])
def test_what_stands_in_the_columns_is_progress(suffix: str) -> None:
    imported = import_source(read_bytes(table_file(suffix, [HEADER, *ROWS]), f"2025年任务表.{suffix}"))
    tasks = tasks_in(imported)
    assert [[(p.get("status"), p.get("text")) for p in t.get("progress", [])] for t in tasks] == [
        [("正常推进", "已完成9.5公里，正在回填。")],
        [("已完成", "已改造危房26户。")],
        [(None, "1至6月开展12次。")],
        [("已完成", "已完成，共整治河道3条")],
        [(None, "进展情况：推进中\n完成情况：未完成")],
        [],
    ]
    assert [t.get("text") for t in tasks] == [None] * 6  # — is an empty cell, and no text
    assert [
        (i["name"], i["value"], i["unit"], i["kind"])
        for t in tasks
        for p in t.get("progress", [])
        for i in p.get("indicators", [])
    ] == [
        ("改造老旧供水管网", "9.5", "公里", "actual"),
        ("改造危房", "26", "户", "actual"),
        ("共整治河道", "3", "条", "actual"),
    ]


def test_the_json_has_the_progress_of_every_task() -> None:
    rows = "\n".join("\t".join(row) for row in [HEADER, *ROWS])
    found = as_data(import_text(f"石桥镇2025年重点工作台账\n{rows}\n"))["tasks"]
    assert [t["progress"] for t in found[1:3]] == [
        [{"status": "已完成", "text": "已改造危房26户。", "date": "2025"}],
        [{"status": None, "text": "1至6月开展12次。", "date": "2025"}],
    ]
    assert found[5]["progress"] == []
    assert "危房26户。" not in found[1]["text"]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("已完成", "已完成"),
        ("已完成。", "已完成"),
        ("已完成，共改造3处", "已完成"),
        ("推进缓慢（受汛期影响）", "推进缓慢"),
        ("未启动", "未启动"),
        ("常态化开展", "常态化开展"),
        # these words are no status, or take it back, or say two things
        ("已完成招标", None),
        ("已完成90%", None),
        ("已完成，其余正在推进", None),
        ("已完成，二期尚未启动", None),
        ("已完成；推进中", None),
        ("计划年底已完成", None),
        ("√", None),
        ("同上", None),
    ],
)
def test_a_status_is_read_only_where_the_words_say_it(cell: str, status: str | None) -> None:
    imported = ledger(cell)
    (task,) = tasks_in(imported)
    (entry,) = task["progress"]
    assert entry.get("status") == status
    assert entry.get("text", status or "") in (cell, cell.rstrip("。"))
    assert any("没有写明落实状态" in m for m in marks(to_yaml(imported))) == (status is None)


@pytest.mark.parametrize(
    ("heading", "line", "date", "source"),
    [
        ("完成情况", "", "2025", "文件的时期"),
        ("上半年完成情况", "", "2025-H1", "栏目名称"),
        ("第一季度进展情况", "", "2025-Q1", "栏目名称"),
        ("2024年完成情况", "", "2024", "栏目名称"),
        ("工作进度（截至6月底）", "", "2025-06", "栏目名称"),
        ("落实情况", "（截至2025年9月30日）\n", "2025-09-30", "表前写明的截止时间"),
        ("进展情况", "填报日期：2025年7月3日\n", "2025-07-03", "填报日期"),
    ],
)
def test_the_time_is_that_of_which_the_document_reports(
    heading: str, line: str, date: str, source: str
) -> None:
    imported = ledger("已完成", heading, line)
    (task,) = tasks_in(imported)
    assert task["progress"] == [{"date": date, "status": "已完成"}]
    assert f"进展的时间按{source}写，请看是何时的进展" in marks(to_yaml(imported))


def test_a_time_that_is_not_there_is_passed_over() -> None:
    assert report_time(["截至13月底"], {}, "2025-H1") == Reported("2025-H1", "文件的时期")
    assert report_time(["截至2月30日"], {"填报日期": "2025-02-30"}, None) == Reported("", "文件的时期")
    assert report_time([], {}, "2021/2025") == Reported("2025", "文件的时期")


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("某局2026年重点工作任务第三季度进展表", "2026-Q3"),
        ("某局2026年上半年重点工作进展", "2026-H1"),
        ("某局2026年重点工作9月份进展表", "2026-09"),
        ("某局2026年重点工作进展表", "2026"),
    ],
)
def test_a_title_says_of_which_part_of_the_year_its_table_tells(title: str, date: str) -> None:
    assert report_time([title], {}, "2026").date == date


def test_columns_of_several_times_are_entries_of_their_own() -> None:
    found = row_progress([("一季度进展情况", "推进缓慢"), ("上半年进展情况", "已完成")], (), WHEN)
    assert [(p.date, p.status, p.text) for p in found] == [
        ("2025-Q1", "推进缓慢", ""),
        ("2025-H1", "已完成", ""),
    ]


def test_a_cell_of_progress_that_tells_a_time_to_come_is_none() -> None:
    (task,) = tasks_in(ledger("2025年10月底前", "工作进度"))
    assert (task.get("progress"), task["text"]) == (None, "工作进度：2025年10月底前")


@pytest.mark.parametrize(
    ("wrong", "said", "is_error"),
    [
        (("status: 已完成", "status: 推进缓慢"), "的落实状态：文件写“推进缓慢”", True),
        (("status: 已完成", "status: delayed"), "的落实状态：文件写“delayed”", False),
        (("status: 已完成", "status: done"), "", False),
        (("date: 2025", "date: 2024"), "的进展的时间：文件写“2024”", False),
        (("status: 已完成", "note: 好"), "的进展：文件没有写，原文读出“已完成”", False),
        (("text: 已完成，共改造3处", "text: 已完成，共改造5处"), "", True),
    ],
)
def test_the_check_knows_progress(wrong: tuple[str, str], said: str, is_error: bool) -> None:
    imported = ledger("已完成，共改造3处")
    draft = to_yaml(imported)
    assert wrong[0] in draft
    difference = compare(parse(draft.replace(*wrong), "a.yml")[0], imported.source)
    assert any(said in fact.what for fact in difference.facts) == bool(said)
    assert (not difference.sound) == is_error


def test_the_check_leaves_progress_from_elsewhere_alone() -> None:
    imported = ledger("已完成")
    entry = "          - {date: 2026-01, status: 已调整, text: 别处登的话, source: {title: 通报}}\n"
    draft = to_yaml(imported).replace("        progress:\n", f"        progress:\n{entry}")
    assert entry in draft
    assert compare(parse(draft, "a.yml")[0], imported.source).sound


PLAN = """石桥镇2025年工作要点
一、保障供水
1.改造管网。年内改造老旧管网12公里。（责任单位：水务站）
2.修建水窖。年内修建水窖30口。（责任单位：农业站）
"""
REPORT = """石桥镇2025年工作总结
一、保障供水
1.改造管网。改造老旧管网12公里。
2.修建水窖。修建水窖30口。
"""
# as the workbook of the units writes it: without a source
LATER = """        progress:
          - date: 2025-06-30
            status: 已完成
            text: 提前完成，共改造13公里。
            indicators:
              - {text: 13公里, name: 改造老旧管网, value: 13, unit: 公里, kind: actual}
"""


def test_progress_of_a_plan_is_later_than_its_original() -> None:
    imported = import_text(PLAN)
    draft = to_yaml(imported)
    title = "        title: 改造管网\n"
    assert draft.count(title) == 1
    difference = compare(parse(draft.replace(title, title + LATER), "a.yml")[0], imported.source)
    assert (difference.same, difference.later) == (True, 1)
    said = report_difference(difference, Path("a.yml"), Path("要点.txt"))
    assert said.endswith("另有 1 条进展晚于原文，没有比对。")
    # what the plan itself says is compared as ever
    wrong = draft.replace(title, title + LATER).replace("年内改造老旧管网12公里", "年内改造老旧管网13公里")
    assert not compare(parse(wrong, "a.yml")[0], imported.source).sound


MORE = """          - date: 2025-11
            status: 已完成
            text: 全线贯通，验收合格
"""


@pytest.mark.parametrize("above", [False, True], ids=["below", "above"])
@pytest.mark.parametrize(
    ("mended", "errors"),
    [
        ({}, 0),
        # the handbook asks for where it stands, and when it was
        ({"text: 已改造5公里\n": "text: 已改造5公里\n            source: {title: 台账}\n"}, 0),
        (
            {
                "date: 2025\n": "date: 2025-06\n",
                "text: 已改造5公里\n": "text: 已改造5公里\n            source: {title: 台账}\n",
            },
            0,
        ),
        ({"text: 已改造5公里": "text: 已改造6公里"}, 1),
    ],
    ids=["as printed", "sourced", "sourced and dated", "mistyped"],
)
def test_progress_later_than_that_of_its_row(mended: dict[str, str], errors: int, above: bool) -> None:
    imported = ledger("已改造5公里")
    draft = to_yaml(imported)
    entry = draft[draft.index("          - date: 2025\n") :]
    entry = entry[: entry.index("text: 已改造5公里\n") + len("text: 已改造5公里\n")]
    changed = entry
    for old, new in mended.items():
        assert old in changed
        changed = changed.replace(old, new)
    written = draft.replace(entry, MORE + changed if above else changed + MORE)
    difference = compare(parse(written, "a.yml")[0], imported.source)
    assert difference.later == 1
    assert difference.sound == (errors == 0)
    assert "全线贯通" not in report_difference(difference, Path("a.yml"), Path("台账.txt"))


def test_progress_from_elsewhere_leaves_no_room_for_a_mistyped_entry() -> None:
    imported = ledger("已改造5公里")
    elsewhere = "          - {date: 2026-01, text: 别处登的话, source: {title: 通报}}\n"
    draft = to_yaml(imported).replace("        progress:\n", f"        progress:\n{elsewhere}")
    difference = compare(parse(draft.replace("已改造5公里", "已改造6公里"), "a.yml")[0], imported.source)
    assert (difference.sound, difference.later) == (False, 0)


@pytest.mark.parametrize("kind", ["kind: summary", "kind: 工作总结"])
def test_progress_of_a_summary_is_of_its_own_words(kind: str) -> None:
    imported = import_text(REPORT)
    draft = to_yaml(imported).replace("kind: summary", kind)
    title = "        title: 改造管网\n"
    assert draft.count(title) == 1
    difference = compare(parse(draft.replace(title, title + LATER), "a.yml")[0], imported.source)
    assert (difference.sound, difference.later) == (False, 0)
    assert any("落实状态：文件写“已完成”" in fact.what for fact in difference.facts)


def test_a_mixed_text_is_both() -> None:
    """The part that reports is held against its original, progress of the plan behind it is not."""
    imported = import_text(
        REPORT.replace("工作总结", "工作总结和2026年工作计划").replace("保障供水", "2025年工作完成情况")
        + "二、2026年工作计划\n1.改造泵站。改造泵站2座。\n2.清淤沟渠。清淤沟渠3公里。\n"
    )
    draft = to_yaml(imported)
    assert "kind: mixed" in draft
    for title, is_later in (("改造管网", False), ("改造泵站", True)):
        line = f"        title: {title}\n"
        assert draft.count(line) == 1
        difference = compare(parse(draft.replace(line, line + LATER), "a.yml")[0], imported.source)
        assert (difference.sound, difference.later) == (is_later, int(is_later))


@pytest.mark.parametrize(("status", "is_sound"), [("已完成", True), ("推进缓慢", False)])
def test_what_a_ledger_prints_is_compared_and_what_came_later_is_not(status: str, is_sound: bool) -> None:
    imported = ledger("已完成，共改造3处")
    later = "          - {date: 2026-01, status: 已调整, text: 后来又改造了2处。}\n"
    draft = to_yaml(imported).replace("status: 已完成", f"status: {status}")
    assert draft.endswith("已完成，共改造3处\n")
    difference = compare(parse(draft + later, "a.yml")[0], imported.source)
    assert (difference.sound, difference.later) == (is_sound, 1)


def test_a_workbook_of_progress_becomes_pages_that_say_what_came_of_it(tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path)
    content = root / "content"
    book = tmp_path / "石桥县水务局2025年重点任务进展表.xlsx"
    head = [[book.stem, *[""] * 5], ["填报日期：2025-07-03", *[""] * 5]]
    book.write_bytes(table_file("xlsx", [*head, HEADER, *ROWS]))
    heard = Ears()
    assert run_import([book], out=content, content=content, say=heard) == 0, heard.all
    done = support.build(root)
    assert done.status == 0, done.said
    tasks = json.loads((root / "site/data/tasks.json").read_text("utf-8"))["tasks"]
    own = [t for t in tasks if t["document_title"] == book.stem]
    assert [(t["outcome"]["status"], t["outcome"]["rule"], t["outcome"]["date"]) for t in own] == [
        ("ongoing", "progress", "2025-07-03"),
        ("done", "progress", "2025-07-03"),
        (None, "progress", "2025-07-03"),
        ("done", "progress", "2025-07-03"),
        (None, "progress", "2025-07-03"),
        (None, "none", None),
    ]
    (target,) = own[0]["targets"]
    assert (target["name"], target["target"], target["actual"], target["ratio"]) == (
        "改造老旧供水管网",
        12,
        9.5,
        0.79,
    )
    for task, words in zip(
        own, ["正常推进", "已完成", "已公开", "已完成", "已公开", UNREPORTED], strict=True
    ):
        page = LexborHTMLParser((root / "site" / task["url"]).read_text("utf-8"))
        said = page.css_first("main").text()
        assert words in said
        assert (UNREPORTED in said) == (words == UNREPORTED), task["url"]
