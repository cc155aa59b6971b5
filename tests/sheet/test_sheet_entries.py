"""What people write for a day and for a figure, and what it means."""

from __future__ import annotations

import pytest
from sheet_desk import Desk, fill

from generator.sheet.entries import day_of

DAYS = {
    "2026-06-30": "2026-06-30",
    "2026/6/3": "2026-06-03",
    "2026.6.3": "2026-06-03",
    "2026年6月3日": "2026-06-03",
    "２０２６年６月３日": "2026-06-03",
    "2026 年 6 月": "2026-06",
    "2026-6": "2026-06",
    "2026年6月底": "2026-06",
    "2026-Q2": "2026-Q2",
    "2026年第二季度": "2026-Q2",
    "2026年二季度": "2026-Q2",
    "2026年4季度": "2026-Q4",
    "2026年上半年": "2026-H1",
    "2026下半年": "2026-H2",
    "2026-H1": "2026-H1",
    "2026": "2026",
    "2026年底": "2026",
    "6月30日": "",
    "2026-13": "",
    "2026-06-31": "",
    "上半年": "",
    "2026年第五季度": "",
    "2026年6月至7月": "",
    "本月": "",
    "26-6-3": "",
}


@pytest.mark.parametrize("words", DAYS)
def test_day(words: str) -> None:
    assert day_of(words) == DAYS[words]


FIGURES = {
    "6.5": "{text: 6.5公里, name: 更换管道, value: 6.5, unit: 公里, kind: actual}",
    "6.5公里": "{text: 6.5公里, name: 更换管道, value: 6.5, unit: 公里, kind: actual}",
    "6500米": "{text: 6500米, name: 更换管道, value: 6500, unit: 米, kind: actual}",
    "1,200 公里": '{text: "1,200公里", name: 更换管道, value: 1200, unit: 公里, kind: actual}',
    "0.12万公里": "{text: 0.12万公里, name: 更换管道, value: 1200, unit: 公里, kind: actual}",
    "更换管道数：7": "{text: 7公里, name: 更换管道, value: 7, unit: 公里, kind: actual}",
}


@pytest.mark.parametrize("words", FIGURES)
def test_figure(desk: Desk, words: str) -> None:
    assert desk.take(fill(desk.export(), {"figures 01": words, "date 01": "2024"})).status == 0
    assert f"- {FIGURES[words]}\n" in desk.text()
    assert desk.run("check").status == 0


REFUSED = ["约6公里", "6公里多", "6万", "阀门：6", "6户", "６．５．１", "6-7"]


@pytest.mark.parametrize("words", REFUSED)
def test_a_figure_that_leaves_a_doubt_is_asked_about(desk: Desk, words: str) -> None:
    before = desk.text()
    done = desk.take(fill(desk.export(), {"figures 01": words, "date 01": "2024"}))
    assert (done.status, done.err.count("第 5 行 L 列（完成数）")) == (1, 1)
    assert desk.text() == before
