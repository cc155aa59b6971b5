"""Deadlines: each task in the page of every month in which it has a date,
and once in each group without dates.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import support
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import HEAD, build, copy_sound, squeeze, target_of, write

Groups = dict[str, list[str]]
KINDS = {"date": "日期未写明", "period": "只写明时段", "recurring": "周期性工作", "ongoing": "长期工作"}
UNBOUND = "没有写明时限"


def page_of(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address).read_text("utf-8"))


def without_dates(site: Path) -> dict[str, LexborNode]:
    """The groups of the overview by their heading, without its count;
    no list here is so long that it is cut.
    """
    found = {}
    for section in page_of(site, "deadlines.html").css(".gk-due-group"):
        heading = section.css_first("h2")
        count = heading.css_first(".gk-count").text()
        tasks, sections = len(section.css("li:not([data-section])")), len(section.css("li[data-section]"))
        assert count == "，".join([f"{tasks} 项"] * bool(tasks) + [f"{sections} 个章节"] * bool(sections))
        found[heading.text().removesuffix(count).strip()] = section
    return found


def months(site: Path) -> dict[str, str]:
    """The page of each month by its heading, as the overview links to it."""
    found = {}
    for link in page_of(site, "deadlines.html").css("a[data-month]"):
        month, count = link.attributes["data-month"] or "", link.css_first(".gk-count").text()
        href = link.attributes["href"] or ""
        assert href == f"deadlines/{month}.html"
        rows = tasks_of(site, href)
        assert link.attributes["data-tasks"] == count == str(len(set(rows))), month
        found[f"{month[:4]}年{int(month[5:])}月"] = href
    assert {str(p.relative_to(site)) for p in site.glob("deadlines/*.html")} == set(found.values())
    return found


def tasks_of(site: Path, month_page: str) -> list[str]:
    """The addresses of the tasks on the page of a month, a row each."""
    rows = page_of(site, month_page).css("tbody tr[data-status]")
    return [target_of(month_page, row.css_first("a").attributes["href"] or "")[0] for row in rows]


def groups(site: Path) -> Groups:
    """Addresses of tasks by month, and by kind without a date."""
    found = {heading: list(dict.fromkeys(tasks_of(site, page))) for heading, page in months(site).items()}
    for heading, section in without_dates(site).items():
        urls = [a.attributes["href"] or "" for a in section.css("li:not([data-section]) a")]
        if heading != UNBOUND and urls:
            found[heading] = urls
    return found


def promises(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the entries of summaries and problems, which promise nothing."""
    return [task for task in tasks if task["section"]["kind"] in ("plan", "requirements")]


def expected(tasks: list[dict[str, Any]]) -> Groups:
    """From the open data: addresses by month or kind."""
    groups: Groups = {}
    for task in promises(tasks):
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
      - {{id: 4, title: 丁, deadlines: [长期坚持, 汛前, {{text: 坚持到七月, kind: ongoing, date: 2031-07-10}},
          {{text: 长期抓好, kind: ongoing}}]}}
  - title: 存在的问题
    kind: problems
    tasks:
      - {{id: 5, title: 戊, deadlines: [2031年5月底前]}}
""",
        },
    )
    run = build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(support.EXAMPLE, root, dirs_exist_ok=True)
    run = build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


@pytest.mark.parametrize("name", ["small", "site", "example"])
def test_every_task_stands_in_every_group_it_belongs_to(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name)
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    wanted = expected(tasks)
    assert {heading: sorted(urls) for heading, urls in groups(site).items()} == {
        heading: sorted(urls) for heading, urls in wanted.items()
    }


def adds_up(site: Path, words: str) -> tuple[int, int]:
    """Tasks with a date and without, as a reader counts them on the pages; what is said of both must fit."""
    listed = groups(site)
    apart = [url for heading, urls in listed.items() if heading in KINDS.values() for url in urls]
    by_month = {url for heading, urls in listed.items() if heading not in KINDS.values() for url in urls}
    both = by_month & set(apart)
    assert (f"其中{len(both)}项的时限里也有只写时段、周期性或长期的，同时列在日期之后" in words) == bool(both)
    if apart:
        assert f"共{len(set(apart))}项任务" in words
        assert (f"、{len(apart)}项次" in words) == (len(set(apart)) < len(apart))
    return len(by_month), len(set(apart) - both)


@pytest.mark.parametrize("name", ["small", "site", "example"])
def test_home_and_this_page_count_the_same(name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(name)
    tasks = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    dated = sum(any(d["date"] for d in task["deadlines"]) for task in promises(tasks))
    undated = sum(bool(task["deadlines"]) for task in promises(tasks)) - dated
    unbound = [task["url"] for task in promises(tasks) if not task["deadlines"]]
    home = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    assert f"有明确时限的任务{dated}" in [squeeze(div.text()) for div in home.css(".gk-counts div")]
    words = squeeze(LexborHTMLParser((site / "deadlines.html").read_text("utf-8")).body.text())
    assert f"有明确时限的任务{dated}项" in words
    assert f"长期的任务{undated}项" in words
    assert adds_up(site, words) == (dated, undated)
    assert f"另有{len(unbound)}项任务，原文没有写明时限" in words
    listed = [a.attributes["href"] for a in without_dates(site)[UNBOUND].css("li a")]
    assert sorted(map(str, listed)) == sorted(unbound)


def test_a_row_shows_its_last_day_its_words_and_whom_they_bind(small: Path) -> None:
    june = page_of(small, "deadlines/2031-06.html")
    rows = [
        (row.attributes["data-last-day"], *(squeeze(cell.text()) for cell in row.css("td")))
        for row in june.css("tbody tr")
    ]
    none = "没有公开的落实情况"
    assert rows == [
        ("2031-06-10", "乙丙局", "牵头业务一科", "坚持到六月", "2031年6月10日", none),
        ("2031-06-15", "甲丙局", "配合业务二科", "2031年6月15日前", "2031年6月15日", none),
        ("2031-06-20", "甲丙局", "牵头业务一科", "2031年6月20日前", "2031年6月20日", none),
        ("2031-06-30", "甲丙局", "牵头业务一科", "2031年6月底前", "2031年6月30日", none),
    ]
    assert {row.attributes["data-status"] for row in june.css("tbody tr")} == {"none"}
    undated = without_dates(small)
    assert "甲长期坚持（业务一科）丙局2024年" in [
        squeeze(row.text()) for row in undated["长期工作"].css("li")
    ]
    assert "甲每两年（未写明单位）丙局2024年" in [
        squeeze(row.text()) for row in undated["周期性工作"].css("li")
    ]
    assert (
        june.css_first("article p a").attributes["href"]
        == "../search.html?due=2031-06..2031-06&report=no&report=yes"
    )
    links = {
        heading: link.attributes["href"]
        for heading, section in undated.items()
        if (link := section.css_first("h2 a"))
    }
    assert links["长期工作"] == "search.html?due=ongoing&report=no&report=yes"
    assert links["周期性工作"] == "search.html?due=recurring&report=no&report=yes"


def test_every_year_and_every_group_without_a_date_can_be_jumped_to(small: Path, site: Path) -> None:
    for built in (small, site):
        page = page_of(built, "deadlines.html")
        wanted = dict.fromkeys(heading[:5] for heading in months(built)) | dict.fromkeys(without_dates(built))
        jumps = {a.text(): a.attributes["href"] or "" for a in page.css(".gk-jumps a")}
        assert list(jumps) == list(wanted)
        for name, href in jumps.items():
            assert page.css_first(href).text().startswith(name)


def test_each_month_leads_to_the_one_before_and_behind(small: Path) -> None:
    found = [page_of(small, address) for address in sorted(months(small).values())]
    titles = [page.css_first("h1").text() for page in found]
    for at, page in enumerate(found):
        beside = {a.attributes["rel"]: a.text() for a in page.css(".gk-neighbours a")}
        assert beside.get("prev", "").endswith(titles[at - 1] if at else "")
        assert beside.get("next", "").endswith(titles[at + 1] if at + 1 < len(titles) else "")


def test_what_is_overdue_is_in_no_built_byte_and_said_in_words(small: Path, site: Path) -> None:
    for built in (small, site):
        for page in (page_of(built, "deadlines.html"), *(page_of(built, p) for p in months(built).values())):
            assert page.css(".gk-tag--overdue") == []
            assert "没有启用JavaScript" in squeeze(page.css_first("[data-due-words]").text())


def test_what_is_overdue_is_the_same_by_months_and_in_all(small: Path, site: Path, browser: Any) -> None:
    """Tasks, each once, whichever of its deadlines have passed; and no section."""
    page = support.new_page(browser)
    for built in (small, site):
        late: set[str] = set()
        for address in months(built).values():
            page.goto(f"{(built / address).as_uri()}?on=2031-07-01")
            rows = page.locator("tr", has=page.locator(".gk-tag--overdue")).locator("a").all()
            found = [target_of(address, row.get_attribute("href"))[0] for row in rows]
            tasks = "" if len(set(found)) == len(found) else f"，是 {len(set(found))} 项任务"
            words = page.locator("[data-due-words]").inner_text()
            assert words == f"按2031年7月1日计算，下表逾期 {len(found)} 行{tasks}。"
            late.update(found)
        page.goto(f"{(built / 'deadlines.html').as_uri()}?on=2031-07-01")
        count = page.locator("[data-due-now] li", has_text="已逾期").locator(".gk-count").inner_text()
        assert count == f"{len(late)} 项"
    page.goto(f"{(small / 'deadlines/2031-06.html').as_uri()}?on=2031-07-01")
    assert page.locator("[data-due-words]").inner_text().endswith("下表逾期 4 行，是 2 项任务。")
    page.context.close()


def many(tmp_path: Path, tasks: int) -> Path:
    """A site with so many tasks due in one month,
    and with as many ongoing, recurring and without a deadline.
    """
    root = copy_sound(tmp_path)
    kinds = ("2031年6月底前", "长期坚持", "每两年", "")
    long = "深入开展安全生产治本攻坚三年行动排查整治重点行业领域重大事故隐患"
    rows = [
        f"      - {{id: {i}-{k}, title: {long}{i}, deadlines: [{words}], "
        "responsibility: [{unit: 业务一科, role: lead}]}\n"
        for i in range(tasks)
        for k, words in enumerate(kinds)
    ]
    write(
        root / "content",
        {
            "bing/agency.yml": "name: 丙局\nunits:\n  - {id: yi-ke, name: 业务一科}\n",
            "bing/a.yml": HEAD.replace("甲局", "丙局")
            + "sections:\n  - title: 一节\n    tasks:\n"
            + "".join(rows),
        },
    )
    run = build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


def test_no_page_grows_with_the_site(tmp_path: Path) -> None:
    site = many(tmp_path, 400)
    assert max(p.stat().st_size for p in (site / "deadlines.html", *site.glob("deadlines/*.html"))) < 300_000
    month = page_of(site, "deadlines/2031-06.html")
    assert len(month.css("tbody tr")) == 300
    assert "任务400项" in squeeze(month.css_first("article").text())
    for section in page_of(site, "deadlines.html").css(".gk-due-group"):
        if section.css_first("h2").text().startswith(("长期工作", "周期性工作", UNBOUND)):
            shown = len(section.css("li"))
            assert f"这里列出最近的{shown}项" in squeeze(section.text())
            assert int(section.css_first(".gk-count").text().removesuffix(" 项")) >= 400 > shown
            assert section.css_first("p a").attributes["href"].startswith("search.html?due=")
