"""No draft shows a person: columns of kept tables, rosters and names in running text are withheld and told,
and nothing else is taken for a name. All names are made up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importer_files import table_file
from support import examples

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.layout.kept_persons import PERSONAL
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_bytes
from generator.importer.words.named_persons import find_named, find_possible, without_persons

FILES = ["xlsx", "docx", "html", "csv", "md", "txt"]


def drafted(imported: Imported) -> Any:
    """The draft as data; it passes the comparison with its source, and every character is accounted for."""
    tree = parse(to_yaml(imported), "a.yml")[0]
    difference = compare(tree, imported.source)
    assert difference.sound, (difference.missing, difference.added)
    cover = imported.coverage
    assert cover.unplaced == ()
    assert cover.placed + sum(cover.aside.values()) == cover.source
    return tree


def told(imported: Imported) -> list[str]:
    return [p.what for p in imported.problems if "姓名" in p.what or "名单" in p.what]


def shown(node: Any) -> str:
    """All words of a draft but those of `persons`."""
    if isinstance(node, dict):
        return " ".join(shown(value) for key, value in node.items() if key != "persons")
    return " ".join(map(shown, node)) if isinstance(node, list) else str(node)


NAMES = ("王小明", "李大强", "赵大地", "陈小红", "孙大海", "0000-1234567", "12300000000", "阿依小丽")
RIVERS = [
    ["河流", "起点", "河长", "联系电话"],
    ["青溪", "石桥", "王小明", "0000-1234567"],
    ["柳河", "东坝", "李大强", "—"],
    ["白河", "西坝", "县长 赵大地", "12300000000"],
]
KEPT = {"header": [["河流", "起点"]], "rows": [["青溪", "石桥"], ["柳河", "东坝"], ["白河", "西坝"]]}


@pytest.mark.parametrize("suffix", FILES)
def test_columns_of_persons_are_withheld_and_told(suffix: str) -> None:
    imported = import_source(read_bytes(table_file(suffix, RIVERS), f"a.{suffix}"))
    (section,) = drafted(imported)["sections"]
    assert section["table"] == KEPT
    assert told(imported) == [
        "表中“河长”一栏是姓名或联系方式，3 格没有收进表格，不会公开",
        "表中“联系电话”一栏是姓名或联系方式，2 格没有收进表格，不会公开",
    ]
    withheld = "河长王小明李大强县长赵大地联系电话0000-1234567—12300000000"
    assert imported.coverage.aside[PERSONAL] == len(withheld)


def in_task(rows: list[list[str]]) -> Imported:
    """The table below the first task of a page."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    body = (
        "<h1>青禾县水务局2025年工作要点</h1><p>一、主要任务</p><p>（一）清理渠道。任务量见下表。</p>"
        f"<table>{table}</table><p>（二）拆除设施。限期拆除。</p>"
    )
    return import_source(read_bytes(f"<html><body>{body}</body></html>".encode(), "a.html"))


def test_the_persons_of_a_table_in_a_task_are_those_of_the_task() -> None:
    first, second = drafted(in_task(RIVERS))["sections"][0]["tasks"]
    assert first["table"] == KEPT
    assert first["persons"] == ["王小明", "李大强", "县长 赵大地", "0000-1234567", "12300000000"]
    assert "persons" not in second


TABLES = {
    "a head of two rows": (
        [
            ["河流", "县级河长", "", "镇级河长", ""],
            ["", "姓名", "职务", "姓名", "职务"],
            ["青溪", "王小明", "副县长", "李大强", "镇长"],
            ["柳河", "陈小红", "副县长", "孙大海", "镇长"],
        ],
        [
            ["河流", "县级河长", "镇级河长"],
            ["", "职务", "职务"],
            ["青溪", "副县长", "镇长"],
            ["柳河", "副县长", "镇长"],
        ],
    ),
    "headings in the first column": (
        [
            ["河流", "青溪", "柳河"],
            ["起点", "石桥", "东坝"],
            ["河长", "王小明", "李大强"],
            ["电话", "0000-1234567", ""],
        ],
        [["河流", "青溪", "柳河"], ["起点", "石桥", "东坝"]],
    ),
    "persons beside units": (
        [
            ["片区", "面积", "责任单位"],
            ["东片", "3公里", "水利局（王小明）"],
            ["西片", "2公里", "财政局（李大强）"],
        ],
        [["片区", "面积", "责任单位"], ["东片", "3公里", "水利局"], ["西片", "2公里", "财政局"]],
    ),
    "labels inside cells": (
        [
            ["片区", "面积", "说明"],
            ["东片", "3公里", "常年有水。联系人：王小明"],
            ["西片", "2公里", "干涸。"],
        ],
        [["片区", "面积", "说明"], ["东片", "3公里", "常年有水。"], ["西片", "2公里", "干涸。"]],
    ),
    "a heading of its own, and names of all cells": (
        [["片区", "面积", "村支书"], ["东片", "3公里", "王小明"], ["西片", "2公里", "李大强"]],
        [["片区", "面积"], ["东片", "3公里"], ["西片", "2公里"]],
    ),
    "a rare name": (
        [["片区", "面积", "网格员"], ["东片", "3公里", "阿依小丽"], ["西片", "2公里", "阿依小丽"]],
        [["片区", "面积"], ["东片", "3公里"], ["西片", "2公里"]],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_what_is_left_of_a_table(name: str) -> None:
    rows, left = TABLES[name]
    imported = in_task(rows)
    tree = drafted(imported)
    table = tree["sections"][0]["tasks"][0]["table"]
    assert [*table["header"], *table["rows"]] == left
    assert told(imported)
    assert not [n for n in NAMES if n in shown(tree)]


ROSTERS = {
    "duty": [
        ["日期", "星期", "带班领导", "值班人员", "值班电话"],
        ["1月1日", "一", "王小明", "李大强、陈小红", "0000-1234567"],
        ["1月2日", "二", "赵大地", "孙大海", "0000-1234567"],
    ],
    "telephones": [
        ["序号", "单位", "姓名", "职务", "手机"],
        ["1", "水利局", "王小明", "局长", "12300000000"],
        ["2", "财政局", "李大强", "局长", "12300000000"],
    ],
    "seats": [
        ["小组职务", "姓名", "单位及职务"],
        ["组长", "王小明", "副县长"],
        ["成员", "李大强", "水利局局长"],
    ],
    "no head": [["组长", "王小明"], ["副组长", "李大强"], ["成员", "陈小红、赵大地"]],
}


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_is_set_aside_whole(name: str, suffix: str) -> None:
    imported = import_source(read_bytes(table_file(suffix, ROSTERS[name]), f"a.{suffix}"))
    tree = drafted(imported)
    assert not any("table" in section for section in tree["sections"])
    assert [what.endswith("是人员名单，整张表没有收进正文，不会公开") for what in told(imported)] == [True]
    assert not [n for n in NAMES if n in shown(tree)]
    assert imported.coverage.aside[PERSONAL] > 0


WHOLE = [
    [["名称", "数量", "责任人"], ["清淤", "3处", "水利局"], ["修坝", "2座", "农业农村局"]],
    [["名称", "数量", "负责人"], ["清淤", "3处", "局长"], ["修坝", "2座", "分管副局长"]],
    [["镇名", "人员", "车辆"], ["柳岸镇", "20人", "3台"], ["石泉镇", "12人", "2台"]],
    [["村名", "户数", "类型"], ["王家庄", "30", "甲"], ["李家湾", "20", "乙"], ["高楼村", "10", "丙"]],
    [["品种", "面积", "产量"], ["白菜", "30亩", "3吨"], ["马铃薯", "20亩", "4吨"], ["石榴", "10亩", "1吨"]],
    [["地点", "长度", "方向"], ["江东", "3公里", "南"], ["金山", "2公里", "北"], ["黄河路", "1公里", "南"]],
]


@pytest.mark.parametrize("rows", WHOLE, ids=lambda rows: rows[0][-1])
def test_units_posts_numbers_and_places_are_no_persons(rows: list[list[str]]) -> None:
    imported = in_task(rows)
    table = drafted(imported)["sections"][0]["tasks"][0]["table"]
    assert [*table["header"], *table["rows"]] == rows
    assert told(imported) == []


def test_names_below_a_heading_that_asks_for_nobody_are_doubted() -> None:
    rows = [["片区", "甲", "乙"], ["东片", "王小明", "3"], ["西片", "李大强", "2"], ["北片", "陈小红", "1"]]
    imported = in_task(rows)
    assert drafted(imported)["sections"][0]["tasks"][0]["table"]["rows"] == rows[1:]
    assert told(imported) == ["表中“甲”一栏的内容像是姓名，仍留在表格里"]


# a text, what is taken out of it, and what is left
FRAMES = [
    ("完成青溪（河长：王小明）清理。", ["王小明"], "完成青溪清理。"),
    ("联 系 人：李大强，电话：0000-1234567", ["李大强", "电话：0000-1234567"], ""),
    ("修渠。由王小明同志负责，6月底前完成。", ["王小明"], "修渠。6月底前完成。"),
    ("修渠，由王小明同志牵头。", ["王小明"], "修渠。"),
    ("由王小明、李大强同志牵头。", ["王小明", "李大强"], ""),
    ("由局长王小明牵头，各科室配合。", ["王小明"], "由局长牵头，各科室配合。"),
    ("由水利局（王小明）负责。", ["王小明"], "由水利局负责。"),
    (
        "成立领导小组，组长：王小明，副组长：李大强，成员：陈小红、赵大地。",
        ["王小明", "李大强", "陈小红", "赵大地"],
        "成立领导小组。",
    ),
    (
        "领导小组组长：王小明 副组长：李大强 成员：陈小红、赵大地",
        ["王小明", "李大强", "陈小红", "赵大地"],
        "",
    ),
    ("组长由县长王小明担任。", ["王小明"], "组长由县长担任。"),
    (
        "会议由局长王小明主持，副局长李大强、陈小红参加，科长赵大地汇报。",
        ["王小明", "李大强", "陈小红", "赵大地"],
        "会议由局长主持，副局长参加，科长汇报。",
    ),
    ("责任人：王小明、李大强", ["王小明", "李大强"], ""),
    ("包保领导王小明，每月一次。", ["王小明"], "包保领导，每月一次。"),
    ("组长：王小明（县长）", ["王小明（县长）"], ""),
    ("王小明  县水利局局长", ["王小明"], "县水利局局长"),
    ("联系人：县水利局王小明（办公电话 0000-1234567）", ["县水利局王小明（办公电话 0000-1234567）"], ""),
]


@pytest.mark.parametrize(("text", "names", "left"), FRAMES, ids=[text[:12] for text, *_ in FRAMES])
def test_names_in_their_frames(text: str, names: list[str], left: str) -> None:
    assert find_named(text) == names
    assert without_persons(text, frozenset(names)) == left
    assert find_possible(left) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由王小明同志负责协调资金。", "王小明"),
        ("学习王小明同志的做法。", "王小明"),
        ("责任人：阿依小丽", "阿依小丽"),
        ("青溪\t王小明\t每月", "王小明"),
        ("领导小组分工如下，王小明负责日常工作。", "王小明"),
        ("王小明任组长。", "王小明"),
        ("请联系王小明（电话另行公布）。", "王小明"),
    ],
)
def test_a_name_that_would_tear_its_sentence_is_doubted(text: str, name: str) -> None:
    assert find_named(text) == []
    assert find_possible(text) == [name]


NO_NAMES = [
    "由分管副县长负责，责任人：局长。责任领导：分管领导、各村支部书记。",
    "由县长任组长，副县长任副组长，成员：水利局、财政局、各乡镇。组长：水利局局长。",
    "以习近平同志为核心，学习雷锋同志，由分管负责同志担任，领导同志高度负责。",
    "岳阳市长江段、武汉市长江大桥、区长白山、县长江村，市长江水。",
    "高新区管委会（江苏）、文旅局（温泉）、教育局（高中）、农业农村局（黄桃）。",
    "负责人任务、联系人方式、责任人程序、主任方案、领导高效、书记江南。",
    "责任人：各村、全体党员、详见附件。联系人：办公室。成员单位：各科室。",
    "金融办牵头，管护人负责，林业局主抓，常委会督办，江北新区落实，高标准任务，石化企业负责。",
    "局长常态参与督导，主任方案汇报，书记全程陪同，局长高度重视配合检查，局长安排协调。",
    "由江西省负责，由金融办牵头，由任务单位落实，由高校承办，由黄山区主抓。",
]


@pytest.mark.parametrize("text", NO_NAMES, ids=[text[:10] for text in NO_NAMES])
def test_units_posts_and_places_in_the_same_frames_are_no_names(text: str) -> None:
    assert find_named(text) == []
    assert find_possible(text) == []


TEXT = """青禾县河长制工作方案
一、组织领导
成立领导小组，组长：王小明（县长），副组长：李大强，成员：陈小红、水利局局长孙大海。
领导小组下设办公室，办公室主任由李大强兼任。
二、主要任务
1.清理河道。完成青溪（河长：王小明）清理。由赵大地同志负责。
2.修建堤坝。由副县长李大强牵头，水利局配合。联系人：孙大海，电话：0000-1234567。
3.拆除网箱。由陈小红同志负责协调资金，6月底前完成。
"""


def test_a_text_leaves_persons_to_its_tasks_and_tells_the_rest() -> None:
    imported = import_text(TEXT)
    first, second = drafted(imported)["sections"]
    assert first["text"] == "成立领导小组。\n领导小组下设办公室，办公室主任由李大强兼任。"
    assert [(t["text"], t.get("persons")) for t in second["tasks"]] == [
        ("完成青溪清理。", ["王小明", "赵大地"]),
        ("由副县长牵头，水利局配合。", ["孙大海", "电话：0000-1234567", "李大强"]),
        ("由陈小红同志负责协调资金，6月底前完成。", None),
    ]
    assert told(imported) == [
        "这里写了 4 人的姓名或联系方式，没有收进正文，不会公开",
        "这里的“李大强”、“陈小红”可能是姓名，仍留在正文里（共 2 处，另在第 8 行）",
    ]
    assert imported.coverage.aside[PERSONAL] > 0


def test_a_post_alone_stays_with_its_task() -> None:
    rows = [
        ["工作任务", "责任单位", "负责人", "完成时限"],
        ["修渠", "水利局", "分管副局长", "6月"],
        ["清淤", "镇政府", "王小明", "9月"],
    ]
    imported = import_source(read_bytes(table_file("xlsx", rows), "a.xlsx"))
    drafted(imported)
    assert [(t.beside, t.persons) for t in imported.tasks] == [
        (("负责人：分管副局长",), ()),
        ((), ("王小明",)),
    ]


PIECES = [
    *(text for text, *_ in FRAMES),
    *NO_NAMES,
    "由王小明同志负责协调资金。",
    "清理河道3公里。",
    "（联系人：王小明）",
]


@settings(max_examples=examples(60))
@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3), min_size=2, max_size=5), st.booleans()
)
def test_whatever_stands_together_nothing_is_lost_or_told_by_halves(
    items: list[list[str]], opens: bool
) -> None:
    """Names are withheld, or a doubt says that they may be names; the draft passes its own check."""
    lines = ["青禾县2025年工作方案", *(["".join(items[0])] if opens else []), "一、主要任务"]
    lines += [f"{n}.清理河道。{'。'.join(pieces)}" for n, pieces in enumerate(items, 1)]
    imported = import_text("\n".join(lines))
    tree = drafted(imported)
    doubts = " ".join(p.what for p in imported.problems)
    left = [name for name in NAMES[:5] if name in shown(tree)]
    assert not left or "可能是姓名" in doubts
