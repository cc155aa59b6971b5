"""更新日期 of a page is the day on which its own words last changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from support import HEAD

from generator.library.build import Library
from generator.library.last_changed import issued, of_document, of_task

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


def test_without_a_day_there_is_none(tmp_path: Path) -> None:
    bare = f"{HEAD}sections: [{{title: 一, tasks: [{{id: 1, title: 修路}}]}}]\n"
    library = support.library_of(tmp_path, {"jia/c.yml": bare})[0]
    document = next(d for d in library.documents if d.ref == "jia/c")
    assert [of_document(document), issued(document), of_task(document.tasks[0])] == ["", "", ""]
