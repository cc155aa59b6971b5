"""更新日期 of a page is the day on which its own words last changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import support
from support import HEAD

from generator.library.build import Library
from generator.library.data_day import data_day, data_time
from generator.library.last_changed import issued, of_document, of_revisions, of_task, withdrawn

PLAN = f"""{HEAD}disclosure: {{formed: 2024-02-01, published: 2024-02-05}}
revisions:
  - {{date: 2024-03-01, what: 改了引言, why: 抄错, reviewer: 办公室}}
  - {{date: 2024-02-20, what: 第（七）项完成时限由6月改为9月, why: 抄错, reviewer: 办公室}}
  - {{date: 2024-02-21, what: “治水”原作“制水”, why: 抄错, reviewer: 办公室}}
sections:
  - title: 一
    tasks:
      - {{id: 1, title: 修路}}
      - id: 2
        title: 植树
        revisions: [{{date: 2024-04-01, what: 改了时限, why: 抄错, reviewer: 办公室}}]
      - id: 3
        title: 建桥
        progress: [{{date: 2024-05-20, text: 桥墩完成}}]
      - id: 4
        title: 清淤
        progress: [{{date: 2024-Q3, text: 清了一半}}]
      - id: 5
        title: 改水
        measures: [{{text: 换管, progress: [{{date: 2024-08, status: 已完成}}]}}]
      - {{id: 6, title: 普法}}
      - {{id: 7, number: （七）, title: 护林}}
      - {{id: 8, title: 治水}}
"""
SUMMARY = f"""{HEAD.replace("kind: plan", "kind: summary").replace("一份文件", "一份总结")}
disclosure: {{published: 2025-01-10}}
sections: [{{title: 一, tasks: [{{id: 1, title: 普法, links: [{{kind: reports, to: jia/a/6}}]}}]}}]
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    files = {"jia/a.yml": PLAN, "jia/b.yml": SUMMARY}
    return support.library_of(tmp_path_factory.mktemp("site"), files)[0]


@pytest.mark.parametrize(
    ("task", "day"),
    [
        ("1", "2024-02-05"),  # what was corrected elsewhere is nothing to it
        ("2", "2024-04-01"),
        ("3", "2024-05-20"),
        ("4", "2024-07-01"),  # not the last day of the quarter, which may be still to come
        ("5", "2024-08-01"),
        ("6", "2025-01-10"),
        ("7", "2024-02-20"),
        ("8", "2024-02-21"),
    ],
)
def test_a_task_changes_by_its_own_corrections_progress_and_reports(
    library: Library, task: str, day: str
) -> None:
    assert of_task(next(t for t in library.tasks if t.ref == f"jia/a/{task}")) == day


def test_a_document_changes_with_its_tasks_and_is_issued_without_them(library: Library) -> None:
    plan = next(d for d in library.documents if d.ref == "jia/a")
    assert (of_document(plan), issued(plan)) == ("2025-01-10", "2024-03-01")


def test_a_report_counts_whatever_the_outcome_comes_from(tmp_path: Path) -> None:
    told = PLAN.replace("title: 普法}", "title: 普法, progress: [{date: 2024-06-03, text: 开了课}]}")
    library = support.library_of(tmp_path, {"jia/a.yml": told, "jia/b.yml": SUMMARY})[0]
    task = next(t for t in library.tasks if t.ref == "jia/a/6")
    assert (task.outcome.rule, of_task(task)) == ("progress", "2025-01-10")


def test_what_is_withdrawn_changed_on_that_day(tmp_path: Path) -> None:
    gone = SUMMARY.replace(
        "disclosure:", "status: 已撤回\nrevisions: [{date: 2025-03-01, what: 撤回, why: 有误}]\ndisclosure:"
    )
    library = support.library_of(tmp_path, {"jia/a.yml": PLAN, "jia/b.yml": gone})[0]
    [file] = library.content.withdrawn
    assert (withdrawn(file), of_revisions(library), data_time(library)) == ("2025-03-01",) * 3


@pytest.mark.parametrize(
    ("progress", "time", "day"),
    [
        ("2025-02-03", "2025-02-03", "2025-02-03"),
        ("2025-02", "2025-02", "2025-02-01"),  # which may be told before it is over
        ("2025-Q1", "2025-Q1", "2025-01-10"),
        ("2024-Q4", "2025-01-10", "2025-01-10"),
        ("2025", "2025-01-10", "2025-01-10"),
        ("2025-H1", "2025-01-10", "2025-01-10"),
    ],
)
def test_the_site_tells_as_far_as_its_records(tmp_path: Path, progress: str, time: str, day: str) -> None:
    told = PLAN.replace("2024-05-20", progress)
    library = support.library_of(tmp_path, {"jia/a.yml": told, "jia/b.yml": SUMMARY})[0]
    assert (data_time(library), data_day(library)) == (time, day)


def test_a_list_says_up_to_when_the_site_tells_and_a_document_its_own_day_or_none(tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path)
    done = "{id: 1, title: 修路, progress: [{date: 2025-Q4, text: 通车}]}"
    bare = f"{HEAD}sections: [{{title: 一, tasks: [{done}, {{id: 2, title: 植树}}]}}]\n"
    support.write(root / "content", {"jia/bare.yml": bare})
    support.plain(support.build(root))
    feet = {
        page: re.findall("(?:更新日期：|数据截至)[^<。]*", (root / "site" / page).read_text("utf-8"))[-1:]
        for page in ("jia/bare/1.html", "jia/bare/2.html", "deadlines.html", "units.html")
    }
    assert feet == {
        "jia/bare/1.html": ["更新日期：2025年10月1日"],
        "jia/bare/2.html": [],
        "deadlines.html": ["数据截至2025年第4季度"],
        "units.html": ["数据截至2025年第4季度"],
    }


def test_without_a_day_there_is_none(tmp_path: Path) -> None:
    bare = f"{HEAD}sections: [{{title: 一, tasks: [{{id: 1, title: 修路}}]}}]\n"
    library = support.library_of(tmp_path, {"jia/c.yml": bare})[0]
    document = next(d for d in library.documents if d.ref == "jia/c")
    assert [of_document(document), issued(document), of_task(document.tasks[0])] == ["", "", ""]
