"""A deadline of a measure that its own progress calls done is met: nothing is 逾期 by it, on any page, in the
search and in the data; the task itself waits for the rest.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import support
from support import HEAD

from generator.exports.questions import QUESTIONS

MEASURES = """
          - {text: 修订方案, deadlines: [3月底前], responsibility: [{unit: 业务一科, role: lead}],
             progress: [{date: 2024-03-12, status: 已完成}]}
          - {text: 组织演练, deadlines: [9月底前], responsibility: [{unit: 业务二科, role: lead}],
             progress: [{date: 2024-04, status: 正常推进}]}"""
PLAN = f"""{HEAD}sections:
  - title: 一
    tasks:
      - id: 1
        title: 演练
        measures:{MEASURES}
      - id: 2
        title: 时限与举措相同
        deadlines: [3月底前]
        measures:{MEASURES}
      - id: 3
        title: 后来又没有完成
        measures:
          - text: 修订方案
            deadlines: [3月底前]
            progress: [{{date: 2024-03-12, status: 已完成}}, {{date: 2024-04-12, status: 推进缓慢}}]
"""
AGENCY = "name: 丁局\nunits: [{id: yi, name: 业务一科}, {id: er, name: 业务二科}]\n"
MARCH, SEPTEMBER = "2024-04-01", "2024-10-01"
"""A day after each of the deadlines"""
WANTED = {MARCH: {"2", "3"}, SEPTEMBER: {"1", "2", "3"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = support.copy_sound(tmp_path_factory.mktemp("met"))
    support.write(root / "content", {"ding/agency.yml": AGENCY, "ding/p.yml": PLAN})
    support.plain(support.build(root))
    return root / "site"


def of_plan(ids: Any) -> set[str]:
    """The tasks of the plan among addresses or ids."""
    found = (str(one).removesuffix(".html").rpartition("ding/p/") for one in ids)
    return {task for _, middle, task in found if middle}


def test_the_data_say_which_are_met(site: Path) -> None:
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    met = {
        task["id"].rpartition("/")[2]: [due["date"] for due in task["deadlines"] if due.get("is_met")]
        for task in tasks
        if task["document"] == "p"
    }
    assert met == {"1": ["2024-03-31"], "2": [], "3": []}


@pytest.mark.parametrize("on", WANTED)
def test_the_question_of_the_database_leaves_them_out(site: Path, on: str) -> None:
    [question] = [q for q in QUESTIONS if "已逾期" in q.title]
    with sqlite3.connect(site / "data/disclosure.sqlite") as database:
        database.row_factory = sqlite3.Row
        rows = database.execute(question.sql.replace("2024-09-30", on)).fetchall()
    assert of_plan(row["url"] for row in rows) == WANTED[on]


@pytest.mark.parametrize("on", WANTED)
def test_pages_and_search_leave_them_out(site: Path, on: str, browser: Any) -> None:
    page = support.new_page(browser)

    def opened(address: str, query: str = "") -> Any:
        page.goto(f"{(site / address).as_uri()}?on={on}{query}")
        return page

    late = {
        task
        for task in "123"
        if opened(f"ding/p/{task}.html").locator(".gk-summary .gk-tag--overdue").count()
    }
    assert late == WANTED[on]
    opened("search.html", "&due=overdue&agency=ding").locator("[data-search-total]").wait_for()
    hits = page.locator("a[data-search-hit]").evaluate_all("all => all.map(a => a.href)")
    assert of_plan(hits) == WANTED[on]
    total = opened("search.html", "&due=overdue").locator("[data-search-total]").text_content()
    now = opened("deadlines.html").locator("[data-due-now] li", has_text="已逾期").locator(".gk-count")
    assert now.inner_text() == f"{total} 项"
    page.context.close()


def test_a_unit_page_lists_what_is_open(site: Path) -> None:
    listed = {
        unit: [
            (li.attributes["data-last-day"], of_plan([f"ding/p/{li.css_first('a').attributes['href'][-6]}"]))
            for li in page.css(".gk-milestones li")
        ]
        for unit, page in support.pages_of(site / "ding/units").items()
    }
    assert listed == {
        "yi.html": [("2024-03-31", {"2"})],
        "er.html": [("2024-09-30", {"1"}), ("2024-09-30", {"2"})],
    }
