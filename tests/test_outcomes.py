"""What came of a task: which rule speaks, and where target and actual meet."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import support

from generator.build import check
from generator.library.entries import TaskEntry
from generator.library.targets import base_unit, name_of_figure
from generator.model.periods import bounds
from generator.model.statuses import STATUS_WORDS, class_of, is_overdue

HEAD = "kind: {kind}\nperiod: 2026\ntext: full\nsource: {{publisher: 甲局}}\ntitle: {title}\n"


def tasks_of(tmp_path: Path, plan: str, summary: str = "") -> dict[str, TaskEntry]:
    """The tasks of a plan `jia/p` and, where given, of a summary `jia/s`, by id."""
    content = tmp_path / "content"
    files = {
        "jia/agency.yml": "name: 甲局\nunits: []\n",
        "jia/p.yml": HEAD.format(kind="plan", title="要点")
        + f"sections:\n  - title: 一\n    tasks:\n      - {plan}\n",
    }
    if summary:
        files["jia/s.yml"] = (
            HEAD.format(kind="summary", title="总结") + f"sections:\n  - title: 一\n    tasks:\n{summary}"
        )
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, "utf-8")
    library, problems = check(content)
    assert [str(p) for p in problems if p.severity == "error"] == []
    return {task.ref: task for task in library.tasks}


def outcome(task: TaskEntry) -> tuple[Any, ...]:
    o = task.outcome
    return o.status, o.words, o.text, o.date, o.rule, [source.ref for source in o.sources]


REPORT = "      - {id: r, title: 已办, text: 办好了, links: [{kind: reports, to: jia/p/a}]%s}\n"


def test_the_latest_progress_counts_by_its_last_day(tmp_path: Path) -> None:
    plan = (
        "{id: a, title: 甲, status: 已完成, progress: [{date: 2026-Q2, status: 欠进度, text: 落后},"
        " {date: 2026-06-30, status: 正常推进, text: 赶上}, {date: 2026-05, status: 未启动}]}"
    )
    task = tasks_of(tmp_path, plan)["jia/p/a"]
    assert outcome(task) == ("ongoing", "正常推进", "赶上", "2026-06-30", "progress", [])


def test_progress_without_a_word_is_reported_without_a_status(tmp_path: Path) -> None:
    task = tasks_of(tmp_path, "{id: a, title: 甲, progress: [{date: 2026, text: 已检查64家次}]}")["jia/p/a"]
    assert outcome(task) == (None, "", "已检查64家次", "2026", "progress", [])
    assert task.outcome.code == "reported"


def test_its_own_status_comes_before_what_others_report(tmp_path: Path) -> None:
    tasks = tasks_of(
        tmp_path,
        "{id: a, title: 甲, status: {class: delayed, words: 滞后于序时}}",
        REPORT % ", status: 已完成",
    )
    assert outcome(tasks["jia/p/a"]) == ("delayed", "滞后于序时", "", "", "status", [])


def test_a_passage_speaks_through_its_own_status(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, "{id: a, title: 甲}", REPORT % ", status: 提前完成")
    assert outcome(tasks["jia/p/a"]) == ("ahead", "提前完成", "办好了", "2026", "report", ["jia/s/r"])


def test_prose_is_never_read_for_a_status(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, "{id: a, title: 甲}", REPORT % "")
    assert outcome(tasks["jia/p/a"]) == (None, "", "办好了", "2026", "report", ["jia/s/r"])
    assert outcome(tasks["jia/s/r"]) == (None, "", "办好了", "2026", "entry", ["jia/s/r"])


def test_nothing_published_is_said_as_such(tmp_path: Path) -> None:
    task = tasks_of(tmp_path, "{id: a, title: 甲}")["jia/p/a"]
    assert outcome(task) == (None, "", "", "", "none", [])
    assert not task.outcome.is_public


@pytest.mark.parametrize(
    ("second", "wanted"),
    [("已完成", ("done", "已完成", "2项举措完成2项")), ("推进缓慢", (None, "", "2项举措完成1项"))],
)
def test_measures_make_a_task_done_only_all_together(
    tmp_path: Path, second: str, wanted: tuple[Any, ...]
) -> None:
    plan = (
        "{id: a, title: 甲, measures: [{text: 一, progress: [{date: 2026-03, status: 已完成}]},"
        f" {{text: 二, progress: [{{date: 2026-05, status: {second}}}]}}]}}"
    )
    assert outcome(tasks_of(tmp_path, plan)["jia/p/a"])[:3] == wanted


def test_target_beside_actual(tmp_path: Path) -> None:
    plan = (
        "{id: a, title: 甲, indicators: ["
        "{text: 更换老旧管道12公里, name: 更换老旧管道, value: 12, unit: 公里, kind: target},"
        " {text: 投入1.2亿元, name: 投入, value: 1.2, unit: 亿元, kind: target},"
        " {text: 整改率98%, name: 整改率, value: 98, unit: '%', kind: target},"
        " {text: 事故不超过3起, name: 事故, value: 3, unit: 起, kind: target, bound: max}]}"
    )
    report = REPORT % (
        ", indicators: ["
        "{text: 已更换老旧管道9.5公里, name: 已更换老旧管道, value: 9500, unit: 米, kind: actual},"
        " {text: 投入18000万元, name: 累计投入, value: 18000, unit: 万元, kind: actual},"
        " {text: 整改率99.6%, name: 整改率, value: 99.60, unit: '%', kind: actual},"
        " {text: 事故1起, name: 事故, value: 1, unit: 起, kind: actual}]"
    )
    targets = tasks_of(tmp_path, plan, report)["jia/p/a"].targets
    said = [
        (t.target.value, t.actual.value if t.actual else None, t.ratio, t.task.ref if t.task else "")
        for t in targets
    ]
    assert said == [
        (Decimal("12"), Decimal("9500"), Decimal("0.79"), "jia/s/r"),
        (Decimal("1.2"), Decimal("18000"), Decimal("1.50"), "jia/s/r"),
        (Decimal("98"), Decimal("99.60"), None, "jia/s/r"),
        (Decimal("3"), Decimal("1"), None, "jia/s/r"),
    ]


@pytest.mark.parametrize(
    ("actual", "ratio"),
    [("846", "0.99"), ("849.99", "0.99"), ("850", "1.00"), ("850.1", "1.00"), ("844", "0.99"), ("3", "0.00")],
)
def test_only_what_is_reached_is_a_hundred_percent(tmp_path: Path, actual: str, ratio: str) -> None:
    plan = (
        "{id: a, title: 甲, indicators: ["
        "{text: 投入850万元, name: 投入, value: 850, unit: 万元, kind: target}],"
        f" progress: [{{date: 2026-Q3, indicators: [{{text: 投入{actual}万元, name: 投入, value: {actual},"
        " unit: 万元, kind: actual}]}]}"
    )
    (target,) = tasks_of(tmp_path, plan)["jia/p/a"].targets
    assert target.ratio == Decimal(ratio)


def test_of_several_actuals_the_latest_counts_and_none_are_added(tmp_path: Path) -> None:
    plan = (
        "{id: a, title: 甲, indicators: [{text: 培训100人, name: 培训, value: 100, unit: 人, kind: target}],"
        " progress: [{date: 2026-Q3, "
        "indicators: [{text: 70人, name: 累计培训, value: 70, unit: 人, kind: actual}]},"
        " {date: 2026-Q1, indicators: [{text: 30人, name: 培训, value: 30, unit: 人, kind: actual}]}]}"
    )
    (target,) = tasks_of(tmp_path, plan)["jia/p/a"].targets
    assert (target.actual and target.actual.value, target.ratio, target.date) == (
        70,
        Decimal("0.70"),
        "2026-Q3",
    )


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("管道更换", "累计完成管道更换数", True), ("培训", "新增培训", True), ("《方案》", "方案", True),
        ("培训人数", "培训企业", False), ("完成", "全年完成", True), ("检查企业", "检查企业隐患", False),
    ],
)  # fmt: skip
def test_names_of_figures_meet_by_a_written_list_never_by_likeness(one: str, other: str, meet: bool) -> None:
    assert (name_of_figure(one) == name_of_figure(other)) is meet


def test_units_fold_to_one_base() -> None:
    assert base_unit("亿元") == ("元", Decimal(10**8))
    assert base_unit("万千瓦") == ("千瓦", Decimal(10**4))
    assert base_unit("千米") == base_unit("公里") == ("米", Decimal(1000))
    assert base_unit("％") == ("%", Decimal(1))
    assert base_unit(None) == ("", Decimal(1))


def test_each_word_of_progress_is_of_one_class() -> None:
    words = [word for group in STATUS_WORDS.values() for word in group]
    assert len(words) == len(set(words))
    assert all(class_of(word) == name for name, group in STATUS_WORDS.items() for word in group)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-06-30", "2026-06-30", "2026-06-30"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
    ],
)
def test_bounds_of_periods(period: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in bounds(period)] == [first, last]


@pytest.mark.parametrize("case", json.loads((support.DATA / "overdue.json").read_text("utf-8")), ids=str)
def test_overdue(case: dict[str, Any]) -> None:
    assert is_overdue(case["last_day"], case["status"], case["on"]) is case["overdue"]
