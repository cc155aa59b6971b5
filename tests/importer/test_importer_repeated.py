"""An attached table that says again what the text said is asked about, and its title is not put over all."""

from __future__ import annotations

from typing import Any

import pytest

from generator.content.yaml_reader import parse
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text

TEXT = """云溪县水利局2027年工作要点
一、保障供水
1.更换老旧管网。年内更换老旧管网15公里。（责任单位：供水股）
2.检查水厂。对全县26家水厂开展检查。（责任单位：水政股）
二、防汛
1.备足物资。汛前补充沙袋5000条。（责任单位：防汛股）
附件
2027年重点任务分解表
序号 | 工作任务 | 责任单位 | 完成时限
{}"""
ASKED = "正文的任务已经说了"


def draft(rows: str) -> tuple[str, Any]:
    text = to_yaml(import_text(TEXT.format(rows)))
    return text, parse(text, "")[0]


def test_rows_that_repeat_tasks_are_counted_and_the_first_is_named() -> None:
    text, _ = draft(
        "1 | 更换老旧管网15公里 | 供水股 | 2027年11月底前\n"
        "2 | 对全县26家水厂开展检查 | 水政股 | 2027年9月底前\n"
        "3 | 建设智慧平台 | 信息中心 | 2027年12月底前\n"
    )
    (asked,) = [line for line in text.splitlines() if ASKED in line]
    assert "表中有 2 项" in asked
    assert "如“更换老旧管网15公里”，正文的任务 1-1" in asked


@pytest.mark.parametrize("row", ["建设智慧平台", "更换水表", "更换"])
def test_rows_of_their_own_are_not_asked_about(row: str) -> None:
    assert (
        ASKED
        not in draft(f"1 | {row} | 信息中心 | 2027年12月底前\n2 | 组织演练 | 防汛股 | 2027年8月底前\n")[0]
    )


def test_the_title_of_the_table_stands_over_its_own_rows_alone() -> None:
    _, tree = draft("1 | 建设智慧平台 | 信息中心 | 2027年12月底前\n2 | 组织演练 | 防汛股 | 2027年8月底前\n")
    assert "table_title" not in tree
    assert tree["sections"][-1]["title"] == "2027年重点任务分解表"


def test_a_table_of_all_tasks_keeps_its_title() -> None:
    head, _, rest = TEXT.partition("一、")
    only = head + "2027年重点任务分解表\n" + rest.partition("2027年重点任务分解表\n")[2]
    rows = "1 | 建设智慧平台 | 信息中心 | 2027年12月底前\n2 | 组织演练 | 防汛股 | 2027年8月底前\n"
    tree = parse(to_yaml(import_text(only.format(rows))), "")[0]
    assert tree["table_title"] == "2027年重点任务分解表"
