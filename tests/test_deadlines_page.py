"""deadlines.html: each task in every month in which it has a date, and once in each group without dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import HEAD, build, copy_sound, squeeze, write

Groups = dict[str, list[str]]
KINDS = {"date": "日期未写明", "period": "只写明时段", "recurring": "周期性工作", "ongoing": "长期工作"}


def sections(site: Path) -> dict[str, LexborNode]:
    """The groups of the page by their heading, without its count."""
    page = LexborHTMLParser((site / "deadlines.html").read_text("utf-8"))
    found = {}
    for section in page.css(".gk-due-group"):
        heading = section.css_first("h2")
        count = heading.css_first(".gk-count").text()
        assert count == f"{len(section.css('li'))} 项"
        found[heading.text().removesuffix(count).strip()] = section
    return found


def expected(tasks: list[dict[str, Any]]) -> Groups:
    """From the open data: addresses by month or kind."""
    groups: Groups = {}
    for task in tasks:
        names = [
            f"{d['date'][:4]}年{int(d['date'][5:7])}月" if d["date"] else KINDS[d["kind"]]
            for d in task["deadlines"]
        ]
        names += [KINDS["ongoing"] for d in task["deadlines"] if d["kind"] == "ongoing"]
        for name in dict.fromkeys(names):
            groups.setdefault(name, []).append(task["url"])
    return groups


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A task with five deadlines that bind different units, and one that is ongoing until a day."""
    root = copy_sound(tmp_path_factory.mktemp("dues"))
    one, two = "{unit: 业务一科, role: lead}", "{unit: 业务二科, role: support}"
    write(
        root / "content",
        {
            "bing/agency.yml": "name: 丙局\nunits:\n  - {id: yi-ke, name: 业务一科}\n"
            "  - {id: er-ke, name: 业务二科}\n",
            "bing/a.yml": HEAD.replace("甲局", "丙局")
            + f"""sections:
  - title: 一节
    tasks:
      - {{id: 1, title: 甲, deadlines: [每两年], measures: [
          {{text: 一步, responsibility: [{one}], deadlines: [长期坚持, 2031年6月底前, 2031年6月20日前]}},
          {{text: 二步, responsibility: [{two}], deadlines: [2031年6月15日前]}}]}}
      - {{id: 2, title: 乙, responsibility: [{one}],
          deadlines: [{{text: 坚持到六月, kind: ongoing, date: 2031-06-10}}]}}
      - {{id: 3, title: 丙}}
""",
        },
    )
    run = build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


@pytest.mark.parametrize("name", ["small", "site"])
def test_every_task_stands_in_every_group_it_belongs_to(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name)
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    found = {
        heading: [a.attributes["href"] or "" for a in section.css("li a")]
        for heading, section in sections(site).items()
    }
    wanted = expected(tasks)
    assert {heading: sorted(urls) for heading, urls in found.items()} == {
        heading: sorted(urls) for heading, urls in wanted.items()
    }


@pytest.mark.parametrize("name", ["small", "site"])
def test_home_and_this_page_count_the_same(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name)
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    dated = sum(any(d["date"] for d in task["deadlines"]) for task in tasks)
    undated = sum(bool(task["deadlines"]) for task in tasks) - dated
    home = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    assert f"有明确时限的任务{dated}" in [squeeze(div.text()) for div in home.css(".gk-counts div")]
    words = squeeze(LexborHTMLParser((site / "deadlines.html").read_text("utf-8")).body.text())
    assert f"有明确时限的任务{dated}项" in words
    assert f"长期的任务{undated}项" in words
    assert f"另有{len(tasks) - dated - undated}项任务，原文没有写明时限" in words


def test_a_row_shows_the_deadlines_of_its_month_and_whom_they_bind(small: Path) -> None:
    groups = sections(small)
    june = [squeeze(row.text()) for row in groups["2031年6月"].css("li")]
    assert june == [
        "乙坚持到六月丙局2024年",
        "甲2031年6月底前（业务一科）、2031年6月20日前（业务一科）、2031年6月15日前（业务二科）丙局2024年",
    ]
    assert "甲长期坚持（业务一科）丙局2024年" in [squeeze(row.text()) for row in groups["长期工作"].css("li")]
    assert "甲每两年（未写明单位）丙局2024年" in [
        squeeze(row.text()) for row in groups["周期性工作"].css("li")
    ]
    links = {
        heading: link.attributes["href"]
        for heading, section in groups.items()
        if (link := section.css_first("h2 a"))
    }
    assert links["2031年6月"] == "search.html?due=2031-06..2031-06"
    assert links["长期工作"] == "search.html?due=ongoing"
    assert links["周期性工作"] == "search.html?due=recurring"


def test_every_year_and_every_group_without_a_date_can_be_jumped_to(small: Path, site: Path) -> None:
    for built in (small, site):
        page = LexborHTMLParser((built / "deadlines.html").read_text("utf-8"))
        first: dict[str, str] = {}
        for heading in page.css(".gk-due-group h2"):
            words = heading.text()
            name = (
                words[:5]
                if words[:4].isdigit()
                else next(kind for kind in KINDS.values() if words.startswith(kind))
            )
            first.setdefault(name, f"#{heading.attributes['id']}")
        assert {a.text(): a.attributes["href"] for a in page.css(".gk-jumps a")} == first
