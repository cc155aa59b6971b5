"""Figures in words against the value a clerk gives: no false alarm, no contradiction overlooked."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from generator.importer.words.indicators import figures
from generator.model.amounts import UNITS, contradiction, han_number
from generator.model.figure_names import is_amount_alone

FITS = """
整改率99.60% | 99.6 | %
整改率９９．６％ | 99.6 | %
22.54万条 | 225400 | 条
22.54万条 | 22.54 | 万条
罚款895.85万元 | 895.85 | 万元
罚款895.85万元 | 8958500 | 元
1.2亿元 | 12000 | 万元
罚款20.5万 | 20.5 | 万元
10余万件 | 100000 | 件
3.6万余人次 | 36000 | 人次
1,234人 | 1234 | 人
八项任务 | 8 | 项
两期 | 2 | 期
三千五百人 | 3500 | 人
3千人 | 3000 | 人
3千瓦 | 3 | 千瓦
8部门联合 | 8 | 个
同比分别减少3起、6人 | 6 | 人
同比下降13.6% | -13.6 | %
5大高危工艺 | 5 | 种
三分之二以上 | 66.7 | %
三成以上 | 30 | %
全覆盖 | 100 | %
1.2万亿元 | 1.2 | 万亿元
0.5万个百分点 | 5000 | 个百分点
一万二千人 | 12000 | 人
"""
DOES_NOT = """
整改率99.60% | 96.6 | %
整改率96.6% | 6.6 | %
22.54万条 | 22.54 | 条
22.54万条 | 2254000 | 条
1.2亿元 | 1.2 | 万元
八项任务 | 9 | 项
24支队伍 | 42 | 支
24支队伍 | 24 | 个
99.6% | 99.6 | 条
死亡17人 | 17 | 起
"""


def rows(table: str) -> list[tuple[str, Decimal, str]]:
    return [
        (text, Decimal(value), unit)
        for text, value, unit in (map(str.strip, line.split("|")) for line in table.strip().splitlines())
    ]


@pytest.mark.parametrize(("text", "value", "unit"), rows(FITS))
def test_no_false_alarm(text: str, value: Decimal, unit: str) -> None:
    assert contradiction(text, value, unit) is None
    assert contradiction(text, value, None) is None or "万" in unit


@pytest.mark.parametrize(("text", "value", "unit"), rows(DOES_NOT))
def test_contradictions(text: str, value: Decimal, unit: str) -> None:
    assert contradiction(text, value, unit) is not None


def test_part_of_a_number_is_not_the_number() -> None:
    assert contradiction("整改96家", Decimal(9), None) == "96家"
    assert contradiction("整改96家", Decimal(6), "家") == "96家"


def texts() -> list[str]:
    """Sentences with figures: the importer's cases and our own content."""
    cases = yaml.safe_load((ROOT / "tests/importer/cases/figures.yml").read_text("utf-8"))
    files = sorted((ROOT / "content").glob("*/*.yml"))
    return [*strings(cases), *(s for file in files for s in strings(yaml.safe_load(file.read_text("utf-8"))))]


def strings(tree: object) -> list[str]:
    if isinstance(tree, (dict, list)):
        return [s for value in (tree.values() if isinstance(tree, dict) else tree) for s in strings(value)]
    return [tree] if isinstance(tree, str) else []


def test_what_the_importer_makes_of_a_sentence_agrees_with_its_words() -> None:
    found = [figure for text in texts() for figure in figures(text)]
    assert len(found) > 200
    assert [f for f in found if contradiction(f.text, f.value, f.unit)] == []


@given(
    st.decimals(0, 10**7, places=2),
    st.sampled_from(["", "万", "亿", "余", "余万", "万余", "多"]),
    st.sampled_from(UNITS.split("|")),
    st.sampled_from(["", "整改", "不少于", "达到"]),
)
def test_any_figure_of_the_importer_agrees_with_its_words(
    number: Decimal, scale: str, unit: str, before: str
) -> None:
    for figure in figures(f"{before}{number:f}{scale}{unit}以上，完成。"):
        assert contradiction(figure.text, figure.value, figure.unit) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("二十一", 21),
        ("十", 10),
        ("一百零五", 105),
        ("三千五百", 3500),
        ("二〇二四", 2024),
        ("〇", 0),
        ("", 0),
    ],
)
def test_han_numbers(words: str, number: int) -> None:
    assert han_number(words) == number


@pytest.mark.parametrize(
    ("words", "unit", "alone"),
    [
        ("1 200户", "户", True),
        ("12\u00a0345公里", "公里", True),
        ("1 20户", "户", False),
        ("3500米", "公里", True),
        ("-3.5％", "%", True),
        ("新建3处", "处", False),
        ("3处5户", "处", False),
    ],
)
def test_an_amount_alone(words: str, unit: str, alone: bool) -> None:
    assert is_amount_alone(words, unit) is alone


@pytest.mark.parametrize("words", ["," * 300_000 + "x5", "1" + " 200" * 100_000 + "x5", "." * 300_000])
def test_whether_an_amount_stands_alone_is_asked_in_one_pass(words: str) -> None:
    begun = time.process_time()
    is_amount_alone(words, "x")
    assert time.process_time() - begun < 2  # going back over the row takes minutes


def test_every_figure_of_our_own_content_was_compared(real_content: Path) -> None:
    figures_there = [
        f
        for file in real_content.glob("*/*.yml")
        for f in strings_at(yaml.safe_load(file.read_text("utf-8")), "indicators")
    ]
    assert len(figures_there) > 100
    assert [
        f["text"]
        for f in figures_there
        if contradiction(str(f["text"]), Decimal(str(f["value"])), f.get("unit"))
    ] == []


def strings_at(tree: object, key: str) -> list[dict[str, str]]:
    if isinstance(tree, dict):
        return [*tree.get(key, []), *(f for value in tree.values() for f in strings_at(value, key))]
    return [f for value in tree for f in strings_at(value, key)] if isinstance(tree, list) else []
