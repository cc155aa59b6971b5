"""What stands in a column is known by one vocabulary of headings; results and persons are never invented."""

from __future__ import annotations

from typing import Any

import pytest
from importer_files import table_file

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import marks, to_yaml
from generator.importer.layout.columns import column, settle
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes


def ledger(*columns: tuple[str, str]) -> Imported:
    """A table of one task with further columns."""
    header = ["序号", "工作任务", "责任科室", *(heading for heading, _ in columns)]
    row = ["1", "修缮泵房", "工程科", *(words for _, words in columns)]
    data = table_file("xlsx", [["青禾县水务局2025年工作台账", *[""] * (len(row) - 1)], header, row])
    return import_source(read_bytes(data, "a.xlsx"))


def task_of(imported: Imported) -> dict[str, Any]:
    tree = parse(to_yaml(imported), "a.yml")[0]
    assert compare(tree, imported.source).sound
    ((task,),) = (section["tasks"] for section in tree["sections"])
    found: dict[str, Any] = task
    return found


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("task", "事项 项目 工作任务 重点工作 项目名称 主要任务 工作事项"),
        ("content", "内容 工作内容 具体措施 任务落实及措施 工作要求"),
        ("part", "子项目名称 子任务 子项"),
        ("unit", "责任单位 负责科室 牵头处室 配合部门 协同部室 指导股室 责任年段 负责年级组"),
        ("unit", "负责部室/分馆 责任科室/中心 牵头单位、配合单位 责任单位/责任人 承办科（室）"),
        ("persons", "负责人 责任人 分管领导 负责领导 联系人 牵头校领导 联系电话 责任人及电话 带班领导"),
        ("deadline", "时限 完成时限 时间 日期 星期 月份 周次 完成期限 时间节点"),
        (
            "progress",
            "完成情况 进展情况 落实情况 工作进度 工程进度 上半年完成情况 整改进展 是否完成 实际完成时间",
        ),
        ("other", "备注 说明 地点"),
        ("unknown", "镇名 长度 金额 企业 负债率"),
    ],
)
def test_headings_say_what_a_column_holds(kind: str, headings: str) -> None:
    assert {heading: column(heading).kind for heading in headings.split()} == dict.fromkeys(
        headings.split(), kind
    )


def test_the_columns_beside_it_say_what_a_time_is() -> None:
    def kinds(*headings: str) -> list[str]:
        return [one.kind for one in settle([column(heading) for heading in headings])]

    assert kinds("任务", "完成时限", "完成时间") == ["task", "deadline", "progress"]
    assert kinds("任务", "单位", "完成时间")[2] == "deadline"
    assert kinds("任务", "日期", "星期") == ["task", "deadline", "other"]
    assert kinds("任务", "责任科室", "星期")[2] == "deadline"
    assert kinds("任务", "进展情况", "存在问题") == ["task", "progress", "progress"]
    assert kinds("存在问题", "整改措施", "责任科室") == ["other", "content", "unit"]


@pytest.mark.parametrize("empty", ["/", "—", "无", "-", ""])
@pytest.mark.parametrize("heading", ["完成情况", "落实情况", "是否完成", "完成时间"])
def test_a_cell_that_says_it_is_empty_is_no_result_and_no_text(heading: str, empty: str) -> None:
    task = task_of(ledger(("完成时限", "9月底前"), (heading, empty)))
    assert (task["title"], task["deadlines"]) == ("修缮泵房", ["9月底前"])
    assert "progress" not in task
    assert "text" not in task


@pytest.mark.parametrize("tick", ["是", "√", "否", "×"])
@pytest.mark.parametrize("heading", ["是否完成", "完成情况"])
def test_a_tick_is_asked_about_and_means_nothing_by_itself(heading: str, tick: str) -> None:
    imported = ledger((heading, tick))
    (entry,) = task_of(imported)["progress"]
    assert "status" not in entry
    assert entry["text"] in (tick, f"{heading}：{tick}")
    assert any(f"“{heading}”一栏只写了“{tick}”" in mark for mark in marks(to_yaml(imported)))
    assert imported.tasks[0].title == "修缮泵房"


def test_results_stand_in_one_entry_as_printed() -> None:
    columns = (
        ("完成时限", "9月底前"),
        ("完成时间", "8月20日"),
        ("进展情况", "已完成"),
        ("存在问题", "资金不足"),
    )
    (entry,) = task_of(ledger(*columns))["progress"]
    assert (entry["status"], entry["text"]) == ("已完成", "完成时间：8月20日\n存在问题：资金不足")


@pytest.mark.parametrize(
    ("cell", "persons", "units"),
    [
        ("林秋实 何  平", ["林秋实", "何平"], []),
        ("张　三、李四光", ["张三", "李四光"], []),
        ("副局长王小明", ["副局长王小明"], []),
        ("供水科", [], ["供水科"]),
        ("供水科、王小明", ["王小明"], ["供水科"]),
        ("/", [], []),
    ],
)
def test_persons_are_a_field_of_their_own_and_no_units(
    cell: str, persons: list[str], units: list[str]
) -> None:
    imported = ledger(("负责人", cell))
    task = task_of(imported)
    assert task.get("persons", []) == persons
    assert [u.name for u in imported.tasks[0].units] == ["工程科", *units]
    assert not any(name in task.get("text", "") for name in persons)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("采编部 技术部", ["采编部", "技术部"]),
        ("工  会", ["工会"]),
        ("后勤部及各分馆", ["后勤部", "各分馆"]),
        ("工  会　活动部", ["工会", "活动部"]),
    ],
)
@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "csv"])
def test_units_are_parted_by_blanks_and_a_spaced_name_is_one(
    cell: str, units: list[str], suffix: str
) -> None:
    rows = [["序号", "任务", "负责部室"], ["1", "修缮书库", cell]]
    (task,) = import_source(read_bytes(table_file(suffix, rows), f"a.{suffix}")).tasks
    assert [u.name for u in task.units] == units


@pytest.mark.parametrize(
    ("cell", "number", "title", "text"),
    [
        ("1.核对台账；2.发放手册", None, "1.核对台账；2.发放手册", ""),
        ("检修电梯；演练消防", None, "检修电梯；演练消防", ""),
        ("1.核对台账", "1.", "核对台账", ""),
    ],
)
def test_several_works_in_a_cell_stay_whole(cell: str, number: str | None, title: str, text: str) -> None:
    rows = [["日期", "事项", "负责部室"], ["9月1日", cell, "借阅部"], ["9月2日", "清点图书", "借阅部"]]
    first = import_source(read_bytes(table_file("html", rows), "a.html")).tasks[0]
    assert (first.number, first.title, first.text) == (number, title, text)


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx"])
def test_two_columns_are_enough_where_one_says_who(suffix: str) -> None:
    rows = [["工作任务", "责任科室"], ["修缮泵房", "工程科"], ["更换水表", "供水科"]]
    tasks = import_source(read_bytes(table_file(suffix, rows), f"a.{suffix}")).tasks
    assert [(t.title, [u.name for u in t.units]) for t in tasks] == [
        ("修缮泵房", ["工程科"]),
        ("更换水表", ["供水科"]),
    ]


@pytest.mark.parametrize("heading", ["地点", "主讲人"])
def test_a_timetable_of_one_day_has_no_tasks(heading: str) -> None:
    rows = [["时间", "内容", heading], ["9:00", "防汛知识", "甲"], ["10：00", "抢险演练", "乙"]]
    imported = import_source(read_bytes(table_file("html", rows), "a.html"))
    assert not imported.tasks
    (section,) = parse(to_yaml(imported), "a.yml")[0]["sections"]
    assert section["table"] == {"header": [rows[0]], "rows": rows[1:]}


@pytest.mark.parametrize(
    ("heading", "cell", "persons"),
    [
        ("责任单位/责任人", "供水科 王小明", ["王小明"]),
        ("责任单位及责任人", "供水科、副局长王小明", ["副局长王小明"]),
        ("牵头科室", "供水科（王小明）", ["王小明"]),
        ("牵头科室", "供水科", []),
    ],
)
def test_persons_beside_units_are_no_text(heading: str, cell: str, persons: list[str]) -> None:
    imported = ledger((heading, cell))
    task = task_of(imported)
    assert task.get("persons", []) == persons
    assert [u.name for u in imported.tasks[0].units] == ["工程科", "供水科"]
    assert "text" not in task


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (["子项目名称"], ["1—1 补齐文献", "1—2更新系统"]),
        (["子项目序号", "子项目名称"], ["1—1", "补齐文献", "1—2", "更新系统"]),
        (["子项目名称", ""], ["1—1", "补齐文献", "1—2", "更新系统"]),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html"])
def test_parts_of_a_project_carry_their_numbers(head: list[str], cells: list[str], suffix: str) -> None:
    half = len(head)
    rows = [
        ["序号", "项目名称", *head, "责任科室", "时限"],
        ["1", "书目建设", *cells[:half], "采编科", "5月底"],
        ["", "", *cells[half:], "技术科", "6月底"],
        ["2", "馆舍修缮", *[""] * half, "后勤科", "7月底"],
    ]
    imported = import_source(read_bytes(table_file(suffix, rows, ["A2:A3", "B2:B3"]), f"a.{suffix}"))
    assert [(t.number, t.title, t.parent) for t in imported.tasks] == [
        ("1—1", "补齐文献", "1 书目建设"),
        ("1—2", "更新系统", "1 书目建设"),
        ("2", "馆舍修缮", None),
    ]
    assert not any(t.doubts for t in imported.tasks)


def test_the_number_of_a_content_stays_before_it() -> None:
    rows = [
        ["序号", "重点项目", "建设内容", "", "责任单位"],
        ["1", "泵站改造", "（1）", "更换水泵。", "水务局"],
        ["2", "水渠整治", "（1）", "清淤。", "水务局"],
    ]
    imported = import_source(read_bytes(table_file("html", rows, ["C1:D1"]), "a.html"))
    assert [(t.number, t.title, [m.number for m in t.measures], t.text) for t in imported.tasks] == [
        ("1", "泵站改造", [], "（1）更换水泵。"),
        ("2", "水渠整治", [], "（1）清淤。"),
    ]
