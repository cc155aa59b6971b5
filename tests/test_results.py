"""What came of a task, as readers see it:
the same words on its page, on results.html and in data/tasks.json.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import golden
import pytest
import support
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import squeeze, target_of
from test_outcomes import tasks_of

from generator.pages.outcome_views import targets_shown

Pages = dict[str, LexborHTMLParser]
SITES = ("golden", "example")
# One target beside its actual, as sentences of the pages have it.
_TARGET = re.compile(
    r"目标 (?:[≥≤] )?([\d,.]+) ?(\S*) · "
    r"(?:完成 (?:[≥≤] )?([\d,.]+) ?(\S*)(?: · (\d+) %)?|没有对得上的完成数字)"
)
_SEASONS = {
    "H1": "上半年",
    "H2": "下半年",
    "Q1": "第1季度",
    "Q2": "第2季度",
    "Q3": "第3季度",
    "Q4": "第4季度",
}


@dataclass(frozen=True)
class Built:
    pages: Pages
    tasks: list[dict[str, Any]]


@pytest.fixture(scope="module", params=SITES)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, example_site: Path
) -> Built:
    """The sound site with what is added to it for every kind of page,
    and the worked example of three years.
    """
    return _read(example_site if request.param == "example" else _golden_site(tmp_path_factory))


def _golden_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = support.copy_sound(tmp_path_factory.mktemp("results") / "golden")
    shutil.copytree(golden.ADDED, root, dirs_exist_ok=True)
    run = support.build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


def _read(site: Path) -> Built:
    tasks = json.loads((site / "data" / "tasks.json").read_text("utf-8"))["tasks"]
    return Built(support.pages_of(site), tasks)


def said(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def summary_row(page: LexborHTMLParser, label: str) -> LexborNode:
    [row] = [row for row in page.css(".gk-summary dl > div") if said(row.css_first("dt")) == label]
    return row


def when(date: str) -> str:
    """A time as a page has it, made anew from the data."""
    year, *rest = date.split("-")
    if not rest:
        return f"{year}年"
    if rest[0] in _SEASONS:
        return f"{year}年{_SEASONS[rest[0]]}"
    return f"{year}年" + "".join(f"{int(n)}{word}" for n, word in zip(rest, "月日", strict=False))


def code_of(outcome: dict[str, Any]) -> str:
    return outcome["status"] or ("reported" if outcome["text"] or outcome["from"] else "none")


def figures(node: LexborNode) -> list[tuple[str, float, str, float | None, float | None]]:
    """Name, target, unit, actual and ratio of each target that a node shows."""
    found = []
    for item in node.css(".gk-targets li"):
        name, _, words = said(item).partition("：")
        match = _TARGET.match(words)
        assert match, words
        target, unit, actual, _, percent = match.groups()
        found.append(
            (
                name,
                float(target.replace(",", "")),
                unit,
                float(actual.replace(",", "")) if actual else None,
                int(percent) / 100 if percent else None,
            )
        )
    return found


def targets(task: dict[str, Any]) -> list[tuple[str, float, str, float | None, float | None]]:
    return [(t["name"], t["target"], t["unit"] or "", t["actual"], t["ratio"]) for t in task["targets"]]


def test_the_data_and_the_page_of_each_task_say_the_same(built: Built) -> None:
    address = {task["id"]: task["url"] for task in built.tasks}
    for task in built.tasks:
        page, outcome = built.pages[task["url"]], task["outcome"]
        result = summary_row(page, "结果")
        tag = result.css_first(".gk-status")
        assert tag is not None
        assert f"gk-tag--{code_of(outcome)}" in (tag.attributes["class"] or ""), task["id"]
        assert bool(outcome["rule"] != "none") == ("没有公开的落实情况" not in said(tag)), task["id"]
        assert squeeze(outcome["text"]) in squeeze(page.body.text()), task["id"]
        assert ("依据：" in said(result)) == (outcome["rule"] != "none"), task["id"]
        if outcome["rule"] in ("progress", "report") and outcome["date"]:
            assert when(outcome["date"]) in said(page.css_first("[aria-labelledby=result]")), task["id"]
        links = {
            target_of(task["url"], a.attributes["href"] or "")[0]
            for a in page.css("[aria-labelledby=result] a")
        }
        assert {address[ref] for ref in outcome["from"] if ref != task["id"]} <= links, task["id"]
        assert figures(result)[: len(task["targets"])] == targets(task), task["id"]


def test_results_html_says_it_of_every_promise(built: Built) -> None:
    promises = [task for task in built.tasks if task["section"]["kind"] in ("plan", "requirements")]
    rows = {}
    for address, page in built.pages.items():
        for row in page.css("#tasks ~ .gk-scroll tbody tr") if address.endswith("results.html") else ():
            link = row.css_first("td a")
            assert link is not None
            rows[target_of(address, link.attributes["href"] or "")[0]] = row
    for task in promises:
        row = rows.pop(task["url"])
        tag = row.css_first(".gk-status")
        assert tag is not None
        assert f"gk-tag--{code_of(task['outcome'])}" in (tag.attributes["class"] or "")
        assert said(tag) == said(built.pages[task["url"]].css_first(".gk-summary .gk-status"))
        assert figures(row) == targets(task)
        due = said(row.css_first("[data-label=完成时限]"))
        assert due == ("、".join(d["text"] for d in task["deadlines"]) or "未写明"), task["id"]
    # Entries of a summary stand in a table of their own, below.
    entries = {task["url"] for task in built.tasks if task["section"]["kind"] == "done"}
    assert set(rows) <= entries


def test_the_line_of_a_document_counts_promises_alone(built: Built) -> None:
    documents = {(t["agency"], t["document"]) for t in built.tasks}
    for agency, document in documents:
        page = built.pages[f"{agency}/{document}/index.html"]
        mine = [t for t in built.tasks if (t["agency"], t["document"]) == (agency, document)]
        plan = [t for t in mine if t["section"]["kind"] in ("plan", "requirements")]
        entries = [t for t in mine if t["section"]["kind"] == "done"]
        line = said(page.css_first(".gk-results"))
        counts = [int(n) for n in re.findall(r"(\d+) 项(?=[，。])", line.partition("计划任务")[2])]
        if plan:
            assert counts[0] == len(plan) == sum(counts[1:]), document
        unreported = sum(code_of(t["outcome"]) == "none" for t in plan)
        assert (f"没有公开的落实情况{unreported}项" in squeeze(line)) == (unreported > 0)
        assert (f"报告完成情况 {len(entries)} 条" in line) == bool(entries)
        assert "数据截至" in line
        silent = built.pages[f"{agency}/{document}/results.html"].css("#silent ~ .gk-index a")
        assert len([a for a in silent if "/" not in (a.attributes["href"] or "")]) >= unreported


# The particulars, on the worked example


def station(page: LexborHTMLParser, label: str) -> LexborNode:
    [found] = [s for s in page.css(".gk-thread > li") if said(s.css_first(".gk-station")) == label]
    return found


def test_the_answer_stands_right_under_the_title(example_pages: Pages) -> None:
    page = example_pages["shuiwu/2024-yaodian/01.html"]
    title = page.css_first("h1")
    assert title is not None
    after = title.next
    while after is not None and after.tag == "-text":
        after = after.next
    assert after is not None
    assert after.attributes["class"] == "gk-summary"
    assert [said(dt) for dt in page.css(".gk-summary dt")] == ["谁", "何时", "结果"]
    assert "供水管理股" in said(summary_row(page, "谁"))
    assert said(summary_row(page, "何时").css_first("dd")) == "2024年底前最后一天2024年12月31日"
    assert "依据：2024年12月20日的进展记录" in said(summary_row(page, "结果"))
    assert "目标 12公里 · 完成 12.6公里 · 105 %" in said(summary_row(page, "结果"))


def test_the_thread_has_its_stations_in_order(example_pages: Pages) -> None:
    page = example_pages["shuiwu/2024-yaodian/01.html"]
    assert [said(s) for s in page.css(".gk-station")] == ["计划", "分解", "进展", "总结"]
    dates = [said(node) for node in station(page, "进展").css(".gk-when")]
    assert dates == ["2024年第1季度", "2024年第2季度", "2024年第3季度", "2024年12月20日"]
    assert station(page, "分解").css_first("a").attributes["href"] == "../2024-fenjie/01.html"  # type: ignore[union-attr]
    assert "../2024-zongjie/" in (station(page, "总结").css_first("a").attributes["href"] or "")  # type: ignore[union-attr]


def test_what_is_missing_is_said(example_pages: Pages) -> None:
    page = example_pages["shuiwu/2025-yaodian/07.html"]
    assert [said(node) for node in page.css(".gk-thread > li > .gk-none")] == [
        "没有公开的分解。",
        "没有公开的进展。",
        "没有公开的总结报告本项任务。",
    ]
    assert said(summary_row(page, "结果").css_first("dd")) == "没有公开的落实情况"


def test_the_target_stands_beside_the_actual_on_both_pages(example_pages: Pages) -> None:
    of_passage = figures(summary_row(example_pages["shuiwu/2024-zongjie/1-1.html"], "结果"))
    assert ("更换老旧管网", 12.0, "公里", 12.6, 1.05) in of_passage
    of_task = figures(summary_row(example_pages["shuiwu/2024-yaodian/01.html"], "结果"))
    assert ("更换老旧管网", 12.0, "公里", 12.6, 1.05) in of_task


def test_measures_are_counted_beside_the_result(example_pages: Pages) -> None:
    result = summary_row(example_pages["shuiwu/2024-yaodian/06.html"], "结果")
    assert "3 项举措完成 2 项" in said(result)
    row = [
        r
        for r in example_pages["shuiwu/2024-yaodian/results.html"].css("tbody tr")
        if "3 项举措完成 2 项" in said(r)
    ]
    assert len(row) == 1


def test_a_summary_lists_what_no_plan_promised(example_pages: Pages) -> None:
    page = example_pages["shuiwu/2024-zongjie/results.html"]
    assert [said(a) for a in page.css("#unlinked ~ .gk-index a")] == ["（七）抗旱保供及时有力"]
    assert "报告完成情况 7 条，其中 6 条写明对应的任务" in said(page.css_first(".gk-results"))
    assert "计划任务" not in said(page.css_first(".gk-results"))


def test_compare_marks_what_is_changed_within_the_sentence(example_pages: Pages) -> None:
    page = example_pages["shuiwu/2025-yaodian/compare.html"]
    assert len(page.css(".gk-pair")) == 6
    due = next(row for row in page.css(".gk-pair tbody tr") if said(row.css_first("th")) == "完成时限")
    old, new = due.css("td")
    assert [squeeze(n.text()) for n in old.css("del")] == ["（删去）2024（删去完）"]
    assert [squeeze(n.text()) for n in new.css("ins")] == ["（新写）2025（新写完）"]
    assert squeeze(new.text()) == "（新写）2025（新写完）年底前"


def test_compare_lists_tasks_without_a_link_as_such(example_pages: Pages) -> None:
    page = example_pages["shuiwu/2025-yaodian/compare.html"]
    [mine] = page.css("[aria-labelledby=unlinked] li")
    assert (
        said(mine) == "7.整治城区积水点 本年新增的任务。"
        or squeeze(mine.text()) == "7.整治城区积水点本年新增的任务。"
    )
    left = page.css("[aria-labelledby=left-1] li")
    assert len(left) == 7
    assert [said(n.css_first(".gk-status")) for n in left if n.css_first(".gk-status")] == ["不再实施"]
    heads = [said(h) for h in page.css("h2")]
    assert not [h for h in heads if "新增" in h or "未延续" in h]


def test_there_is_no_comparison_without_a_link(example_pages: Pages) -> None:
    assert "shuiwu/2024-yaodian/compare.html" not in example_pages
    assert not example_pages["shuiwu/2024-yaodian/index.html"].css('a[href="compare.html"]')
    assert example_pages["shuiwu/2025-yaodian/index.html"].css('a[href="compare.html"]')


# Figures that disagree


PARTS = """id: a
        title: 甲
        indicators: [{text: 更换12公里, name: 更换管道, value: 12, unit: 公里, kind: target}]
        measures:
          - {text: 城东,
             indicators: [{text: 更换%s公里, name: 更换管道, value: %s, unit: 公里, kind: target}]}
          - {text: 城西,
             indicators: [{text: 更换6000米, name: 更换管道, value: 6000, unit: 米, kind: target}]}"""


@pytest.mark.parametrize(
    ("part", "note"),
    [
        ("5", "各项举措的目标合计11公里，与此不一致，都照原文列出"),
        ("6", ""),
        ("12", ""),  # a stage of the whole, not a part
    ],
)
def test_a_sum_that_disagrees_with_its_parts_is_noted(tmp_path: Path, part: str, note: str) -> None:
    task = tasks_of(tmp_path, PARTS % (part, part))["jia/p/a"]
    whole, east, west = targets_shown(task)
    assert [whole.target, whole.note] == ["12公里", note]
    assert [east.note, west.note] == ["", ""]


SHARE = (
    "{id: a, title: 甲, indicators: ["
    "{text: 更换12公里, name: 更换管道, value: 12, unit: 公里, kind: target}],"
    " progress: [{date: 2026-Q2, text: 有进展, indicators: ["
    "{text: 更换9.5公里, name: 更换管道, value: 9.5, unit: 公里, kind: actual},"
    " {text: 完成率%s%%, name: 更换管道完成率, value: %s, unit: '%%', kind: actual}]}]}"
)


@pytest.mark.parametrize(("share", "is_noted"), [("79", False), ("79.2", False), ("85", True)])
def test_a_share_that_disagrees_is_noted(tmp_path: Path, share: str, is_noted: bool) -> None:
    [view] = targets_shown(tasks_of(tmp_path, SHARE % (share, share))["jia/p/a"])
    assert (view.target, view.actual, view.ratio) == ("12公里", "9.5公里", "79 %")
    assert (f"原文另写“完成率{share}%”" in view.note) == is_noted
