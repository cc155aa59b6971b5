"""What a number of a text counts, and of which a person must say so; the offices are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text
from generator.importer.words.indicators import figures

TOLD_APART = "# 请核对：‘分别’后面有几个数字，请分清各是什么"


@pytest.mark.parametrize(
    ("words", "value"),
    [("审批时限压减至3个月", 3), ("岗位培训不少于2个月", 2), ("每年轮岗1个月", 1), ("缴费延期6个月", 6)],
)
def test_months_are_counted_in_months(words: str, value: int) -> None:
    assert [(f.value, f.unit) for f in figures(words)] == [(Decimal(value), "个月")]


def test_how_soon_something_is_done_is_no_figure_in_months_either() -> None:
    assert figures("收到通知后3个月内办结") == []


@pytest.mark.parametrize(
    ("words", "doubted"),
    [
        ("企业、个人的收费分别降低20%和50%", [True]),
        ("供水、排水管网分别改造12公里、8公里", [True, True]),
        ("押金分别由10万元、20万元下降至5万元、8.5万元", [True, True]),
        ("渗漏率分别下降2.5个百分点", [False]),  # one number, with a point in it
        ("由两科分别牵头，改造管网12公里、泵站3座", [False, False]),
        ("改造管网12公里、泵站3座", [False, False]),
    ],
)
def test_numbers_that_several_things_share_out_are_to_be_told_apart(words: str, doubted: list[bool]) -> None:
    assert [f.is_of_several for f in figures(words)] == doubted


def test_the_draft_says_so_beside_the_figure() -> None:
    done = import_text("云栖县水利局2026年工作要点\n一、供水\n1.降低收费。居民、企业水费分别降低5%、8%。\n")
    written = [line for line in to_yaml(done).splitlines() if "value:" in line]
    assert [(TOLD_APART in line, "请核对" in line) for line in written] == [(True, True), (False, True)]
