"""Properties: any text at all goes in, the same characters come out, nothing raises, the YAML is a valid
record."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import examples, is_ever

from generator.content import yaml_reader
from generator.importer.compare.check import compare
from generator.importer.compare.own_draft import draft_faults
from generator.importer.draft.to_json import as_data, to_json
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import Source, split_lines, without_unprinted
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_text
from generator.importer.run import validate
from generator.importer.words.brackets import outer_brackets
from generator.importer.words.cites import cites

# Pieces from which texts that resemble documents are put together, in any order.
PIECES = (
    "一、",
    "二、",
    "（一）",
    "（二）",
    "(1)",
    "1.",
    "2．",
    "3、",
    "①",
    "第一章 ",
    "第一，",
    "一是",
    "——",
    "1.1 ",
    "附件",
    "附件1：",
    "\n",
    "\n\n",
    "　　",
    " ",
    "\t",
    "加强管理",
    "制定方案",
    "完成",
    "。",
    "，",
    "；",
    "：",
    "、",
    "《",
    "》",
    "〈",
    "“",
    "”",
    "（",
    "）",
    "〔2024〕",
    "3号",
    "责任单位：",
    "牵头单位",
    "市财政局",
    "应急指挥中心",
    "牵头",
    "配合",
    "负责",
    "等",
    "和",
    "各市、县〔区〕人民政府",
    "2024年底前",
    "12月",
    "每季度",
    "5.2%",
    "3万元",
    "序号",
    "工作任务",
    "完成时限",
    "长期坚持",
    "1",
    "2",
    "索引号：",
    "发布日期：2024-01-02",
    "字体：【大 中 小】",
    "当前位置：首页",
    "扫一扫",
    "总体要求",
    "存在问题",
    "2024年工作要点",
    "关于印发方案的通知",
    "某某局",
    "2024年3月1日",
    "（此件公开发布）",
    "目录",
    "<br/>",
    "\u2028",
    "\f",
    "\ufeff",
    "\u200b",
    "\ufffd",
    "\x00",
    "\ud800",
)
documents = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
any_text = st.text(max_size=400)


def accounted(text: str, imported: Imported) -> None:
    cover = imported.coverage
    assert cover.source == len(text)
    assert cover.placed + sum(cover.aside.values()) + sum(len(words) for _, words in cover.unplaced) == len(
        text
    )


@settings(max_examples=examples(250))
@given(st.one_of(any_text, documents))
def test_every_character_is_accounted_for(text: str) -> None:
    imported = import_text(text)
    accounted(text, imported)
    assert imported.coverage.unplaced == ()


@settings(max_examples=examples(150))
@given(documents)
def test_the_yaml_is_a_record_that_holds_the_text(text: str) -> None:
    imported = import_text(text)
    written = to_yaml(imported)
    validate(written)
    tree, problems = yaml_reader.parse(written, "x")
    assert problems == []
    assert compare(tree, imported.source).added == ()
    to_json(imported).encode("utf-8", "surrogatepass")


@settings(max_examples=examples(150))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["一是", "二是", "三是", "（1）", "①"]),
            st.sampled_from(
                [
                    "修路，6月底前完成。",
                    "（县水利局）",
                    "（县财政局牵头，县教育局配合）",
                    "责任单位：县应急局。",
                    "种树",
                ]
            ),
        ),
        max_size=8,
    )
)
def test_units_and_deadlines_of_measures_are_none_the_fewer(parts: list[tuple[str, str]]) -> None:
    imported = import_text(
        "某县2025年工作要点\n一、重点\n1.做好准备。"
        + "".join(map("".join, parts))
        + "\n2.抓别的。做好别的事情。\n"
    )
    for task in imported.tasks:
        units, deadlines = task.common or (task.units, task.deadlines)
        assert {u.name for u in task.units} == {
            u.name for u in (*units, *(u for m in task.measures for u in m.units))
        }
        assert set(task.deadlines) == {*deadlines, *(d for m in task.measures for d in m.deadlines)}


@given(
    st.sampled_from(["附件", "附 件", "附表", "附录"]),
    st.none() | st.integers(1, 99),
    st.integers(1990, 2099),
    st.sampled_from(["年", "—2099年", "年度"]),
)
def test_the_number_of_an_annex_is_never_cut_out_of_a_year(
    name: str, number: int | None, year: int, unit: str
) -> None:
    title = f"{year}{unit}工作要点"
    label = f"{name}{number or ''}"
    section = yaml_reader.parse(
        to_yaml(
            import_text(
                f"某某局工作要点\n一、重点\n1.修路。铺设路面。\n2.架桥。架设桥墩。\n{label}{title}\n1.植树。补种树苗。\n2.种草。撒播草籽。\n"
            )
        ),
        "x",
    )[0]["sections"][-1]
    assert (section["number"], section["title"]) == (label, title)


ITEM_TEXTS = (
    "修好道路。",
    "修好道路。（责任单位：甲局，3月底前完成）",
    "（乙局牵头）",
    "一是清理。二是修剪。（丙局）",
    "",
)
CLOSINGS = (
    "各单位要抓好落实。（责任单位：市水利局，2024年6月底前完成）",
    "上述工作由市政府督查室督办。（责任单位：市政府督查室）",
    "本要点自印发之日起执行。",
    "责任单位：市审计局",
    "完成时限：2024年11月底前",
)


@settings(max_examples=examples(150))
@given(
    st.lists(
        st.tuples(st.sampled_from(["一、", "（一）", "1."]), st.sampled_from(ITEM_TEXTS)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["清理河道\n", "清理河道。", "清理河道（丁局负责）\n"]),
    st.lists(st.sampled_from(CLOSINGS), max_size=3, unique=True),
)
def test_what_closes_a_text_belongs_to_no_task(
    items: list[tuple[str, str]], title: str, closings: list[str]
) -> None:
    """No unit, deadline or word of it; and what a task says of brackets lies inside its own text."""
    body = "\n".join(f"{number}{title}{text}" for number, text in items)
    imported = import_text("\n".join(["某市2024年工作要点", body, *closings]))
    alone = import_text(
        "\n".join(["某市2024年工作要点", body, *closings[: len(closings) - len(imported.closing)]])
    )
    assert [t._replace(node=None) for t in imported.tasks] == [t._replace(node=None) for t in alone.tasks]
    for task in imported.tasks:
        assert not any(words in task.text for words in imported.closing)
        assert all(0 <= start < end <= len(task.text) for start, end in task.brackets)
        for measure in task.measures:
            assert all(0 <= start < end <= len(measure.text) for start, end in measure.brackets)


@given(any_text)
def test_lines_joined_again_are_the_text(text: str) -> None:
    assert "".join(line.text + line.end for line in split_lines(text)) == text


@given(documents)
def test_found_values_are_words_of_the_text(text: str) -> None:
    data = as_data(import_text(text))
    printed = without_unprinted(Source(split_lines(text), "")).lines  # characters without width stand apart
    plain = "".join("".join(line.text for line in printed if line.aside is None).split())
    for task in data["tasks"]:
        assert "".join(task["title"].split()) in plain
        for unit in task["units"]:
            assert "".join(unit["name"].split()) in plain
        for deadline in task["deadlines"]:
            assert "".join(deadline.split()) in plain
        first, last = task["lines"]
        assert 1 <= first <= last <= max(1, sum(map(text.count, "\n\r\v\f\u2028\u2029")) + 1)


@given(documents)
def test_blank_lines_between_paragraphs_do_not_matter_to_the_tasks(text: str) -> None:
    text = text.replace("\u3000", "").replace(" ", "").replace("\n\n", "\n").replace("\t", "")
    spaced = text.replace("\n", "\n\n")
    assert [t.title for t in import_text(text).tasks] == [t.title for t in import_text(spaced).tasks]


@given(st.text("（）()《》〈〉abc。", max_size=200))
def test_brackets_and_quotations_are_spans_in_order(text: str) -> None:
    spans = list(outer_brackets(text))
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    assert all(c.title and "\n" not in c.title for c in cites(text))


LONG = 1 << 18  # bytes; below the number of lines behind which a text is no longer read line by line
PATHOLOGICAL = {
    "heads": "一、甲\n",
    "items": "1.甲\n",
    "lines": "甲\n",
    "decimals": "1.1 甲\n",
    "percent": "99%",
    "percents": "99%\n",
    "books": "《甲》",
    "years": "2024年\n",
    "commas": "认真落实各项工作要求，切实加强组织领导，\n",
    "related": "相关链接\n",
    "breaks": "甲<br/>",
    "gaps": "甲。　　",
    "fields": "索引号：\n",
    "attachments": "附件1\n",
    "headings": "1.甲\n2.乙\n工作要求\n",
    "table": "序号\n工作任务\n责任单位\n1\n修路\n市局、\n",
    "tasks": "1.甲。乙。（责任单位：丙局）\n",
    "cells": "1\n",
    "brackets": "（",
    "closers": "）",
    "numbers": "一、",
    "quotations": "《",
    "quotes": "“",
    "spaces": " ",
    "wide spaces": "\u3000",
    "newlines": "\n",
    "digits": "1",
    "dots": "1.",
    "label": "（责任单位：市局、",
    "units": "市局、",
    "by": "由市局牵头，",
    "dates": "2020年1月1日",
    "steps": "一是加强。",
    "prose": "认真落实各项要求，建立健全应急管理体系，全面提升防灾减灾救灾能力，到2025年建成平台10个。",
    "collective": "各市、县、",
    "paragraphs": (
        "（一）加强应急管理工作。认真落实各项要求，建立健全体系，全面提升防灾减灾救灾能力。"
        "（责任单位：市应急局、市财政局）\n"
    ),
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_texts_are_accounted_for(name: str) -> None:
    _seconds(_pathological(name, LONG // 64))


@pytest.mark.audit
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_time_is_linear(name: str) -> None:
    """Four times the text must not take much more than four times the time; a generous bound, for machines
    share cores."""
    measured: list[tuple[float, float]] = []

    def is_linear() -> bool:
        small, large = (_seconds(_pathological(name, size)) for size in (LONG // 4, LONG))
        measured.append((small, large))
        return large < 7 * small + 0.4

    assert is_ever(is_linear), f"seconds for a quarter, for all: {measured}"


# Texts that yield many sections, tasks, rows, figures or sentences to compare.
OF_MANY_RECORDS = ("heads", "items", "attachments", "table", "tasks", "percents", "commas", "paragraphs")


@pytest.mark.audit
@pytest.mark.parametrize("name", OF_MANY_RECORDS)
def test_time_of_a_comparison_is_linear(name: str) -> None:
    """As above, of `--check`, which imports the source anew and compares every section and task."""
    measured: list[tuple[float, float]] = []

    def is_linear() -> bool:
        small, large = (_seconds_of_comparison(_pathological(name, size)) for size in (LONG // 16, LONG // 4))
        measured.append((small, large))
        return large < 7 * small + 0.4

    assert is_ever(is_linear), f"seconds for a quarter, for all: {measured}"


def _pathological(name: str, size: int) -> str:
    piece = PATHOLOGICAL[name]
    whole = piece * (LONG // len(piece.encode("utf-8")))
    return whole[: len(whole) * size // LONG]


def test_a_text_of_too_many_lines_is_kept_whole_and_said_to_be_none() -> None:
    text = "1.甲\n" * 20_000 + "丙"
    imported = import_text(text)
    accounted(text, imported)
    assert imported.coverage.unplaced == ()
    assert any("不像一份文件" in p.what for p in imported.problems)


def _seconds(text: str) -> float:
    start = time.process_time()
    imported = import_text(text)
    draft_faults(to_yaml(imported), imported)
    spent = time.process_time() - start
    accounted(text, imported)
    return spent


def _seconds_of_comparison(text: str) -> float:
    imported = import_text(text)
    tree = yaml_reader.parse(to_yaml(imported), "source.txt")[0]
    start = time.process_time()
    difference = compare(tree, imported.source)
    spent = time.process_time() - start
    assert difference.same
    return spent
