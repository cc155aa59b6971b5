"""Doubts of one kind are said once, with a count and the first place, and each place can be found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from importer_command import Ears

from generator.importer.account.report import report
from generator.importer.draft.gathered import joined, kind_of
from generator.importer.draft.to_yaml import marks, to_yaml
from generator.importer.pipeline import import_text
from generator.importer.run import run_import

PLACES = 36
ROWS = "\n".join(f"{n}\t整治第{n}村\t县水务局\t择机{n}" for n in range(1, PLACES + 1))
TABLE = f"云溪县2024年重点工作任务分解表\n序号\t工作任务\t责任单位\t完成时限\n{ROWS}\n"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“甲”不像单位名称", "“乙”不像单位名称", True),
        ("《条例》没有写明全称", "《办法》、《意见》没有写明全称", True),
        ("这里像有个人信息：“甲”", "这里像有个人信息：“乙：丙”", True),
        ("责任单位旁边的“负责：甲”没有读懂", "责任单位旁边的“1”没有读懂", True),
        ("“责任人”是个人，没有登记", "“牵头领导”是个人，没有登记", False),
        ("“责任单位”一栏是空白", "“完成时限”一栏是空白", False),
        ("原文没有写明年份", "原文没有写明发布机关", False),
    ],
)
def test_doubts_of_one_kind_differ_only_in_what_they_name(one: str, other: str, same: bool) -> None:
    assert (kind_of(one) == kind_of(other)) == same


def test_several_doubts_name_the_first_few_things() -> None:
    assert joined(["“甲”不像", "“甲”不像"]) == "“甲”不像"
    assert joined(f"“{c}”不像" for c in "甲乙丙") == "“甲”、“乙”、“丙”不像"
    assert joined(f"“{c}”不像" for c in "甲乙丙丁戊己") == "“甲”、“乙”、“丙”、“丁”等不像"


def test_a_column_of_many_rows_asks_once_and_marks_each_place() -> None:
    imported = import_text(TABLE, "分解表.txt")
    draft = to_yaml(imported)
    said = report(imported, draft)
    assert draft.count("读不懂这个时限，请写明种类和日期") == 1
    assert said.count("读不懂这个时限，请写明种类和日期") == 1
    head = [line for line in draft.splitlines() if line.startswith("# 请核对①")]
    assert len(head) == 1
    assert f"共 {PLACES} 处" in head[0]
    assert draft.count("# 请核对①") == PLACES + 1
    assert marks(draft).count("读不懂这个时限，请写明种类和日期") == PLACES
    assert f"需要核对 {len(marks(draft))} 处，分 {len(set(marks(draft)))} 类" in said
    assert len(yaml.safe_load(draft)["sections"][0]["tasks"]) == PLACES


def test_json_has_a_doubt_once_with_its_count_and_the_line_of_the_first(tmp_path: Path) -> None:
    source, said = tmp_path / "分解表.txt", Ears()
    source.write_text(TABLE, encoding="utf-8")
    assert run_import([source], "json", say=said) == 0
    problems = json.loads(said.all)["problems"]
    assert len({kind_of(p["what"]) for p in problems}) == len(problems)
    assert [(p["line"], p["count"]) for p in problems if "读不懂这个时限" in p["what"]] == [(3, PLACES)]


def test_doubts_of_the_source_are_one_a_kind_with_their_lines() -> None:
    text = "某某局2024年工作要点\n" + "".join(
        f"{n}.整改第{n}处。电话：0791-1234{n:03d}。\n" for n in (1, 2, 4, 5)
    )
    found = [p for p in import_text(text).problems if "个人信息" in p.what]
    assert [p.line for p in found] == [2]
    assert "共 4 处，另在第 3、4、5 行" in found[0].what


def test_two_places_are_asked_about_where_they_stand() -> None:
    rows = "\n".join(ROWS.splitlines()[:2])
    draft = to_yaml(import_text(TABLE.replace(ROWS, rows), "分解表.txt"))
    assert draft.count("# 请核对：读不懂这个时限") == 2
    assert "①" not in draft
