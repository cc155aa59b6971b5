"""An auditor's questions by search (design, section 8: 2, 3, 4, 6, 17),
on a built site of an invented agency.

Each answer is compared with what the documents say, written down here by hand, and over the whole site with
data/tasks.json.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import support
from open_data import of_csv
from search_harness import hits_in_order, look

from generator.model.statuses import is_overdue
from generator.pages.as_of import in_words

_FILES = {
    "bing/agency.yml": """\
name: 丙县应急管理局
region: 虚构省丁市丙县
units:
  - {id: fagui, name: 法规科}
  - {id: jiandu, name: 监督科}
""",
    "bing/2026-yaodian.yml": """\
title: 丙县应急管理局2026年工作要点
kind: plan
period: 2026
text: full
source: {publisher: 丙县应急管理局, published: 2026-02-10}
sections:
  - title: 重点任务
    tasks:
      - {id: wu-jieguo, number: 1., title: 修订预案,
         responsibility: [{unit: 法规科, role: lead}], deadlines: [3月底前]}
      - id: tuihou
        number: 2.
        title: 更换管道
        deadlines: [6月底前]
        progress: [{date: 2026-06, status: 欠进度, text: 已更换一半}]
      - id: wancheng
        number: 3.
        title: 开展演练
        responsibility: [{unit: 监督科, role: lead}, {unit: 法规科, role: support}]
        deadlines: [3月底前]
        progress: [{date: 2026-03, status: 已完成, text: 已演练2次}]
      - {id: baogao, number: 4., title: 汇编制度}
      - {id: quxiao, number: 5., title: 新建平台,
         responsibility: [{unit: 法规科, role: lead}], deadlines: [6月底前], status: 已取消}
      - {id: changqi, number: 6., title: 值班值守,
         responsibility: [{unit: 监督科, role: lead}], deadlines: [长期坚持]}
      - id: liang-bu
        number: 7.
        title: 排查隐患
        measures:
          - {text: 列出清单。, responsibility: [{unit: 法规科, role: lead}], deadlines: [3月底前]}
          - {text: 完成整改。, responsibility: [{unit: 监督科, role: lead}], deadlines: [12月底前]}
""",
    "bing/2026-zongjie.yml": """\
title: 丙县应急管理局2026年工作总结
kind: summary
period: 2026
text: full
source: {publisher: 丙县应急管理局, published: 2026-12-30}
sections:
  - title: 完成情况
    tasks:
      - {id: r1, title: 制度建设, text: 汇编制度12项。,
         links: [{kind: reports, to: bing/2026-yaodian/baogao}]}
      - {id: r2, title: 演练, text: 演练2次。, links: [{kind: reports, to: bing/2026-yaodian/wancheng}]}
      - {id: r3, title: 培训, text: 培训未按计划开展。, status: 推进缓慢, deadlines: [3月底前]}
""",
}
PLAN = {
    f"bing/2026-yaodian/{id_}"
    for id_ in ["wu-jieguo", "tuihou", "wancheng", "baogao", "quxiao", "changqi", "liang-bu"]
}


def plan(*ids: str) -> set[str]:
    return {f"bing/2026-yaodian/{id_}" for id_ in ids}


def summary(*ids: str) -> set[str]:
    return {f"bing/2026-zongjie/{id_}" for id_ in ids}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = support.copy_sound(tmp_path_factory.mktemp("auditor"))
    support.write(root / "content", _FILES)
    built = support.build(root)
    assert built.status == 0, built.said
    return root / "site"


@pytest.fixture(scope="module")
def tasks(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    return found


@pytest.fixture(scope="module")
def search(site: Path, browser: Any) -> Iterator[Any]:
    page = support.new_page(browser, viewport={"width": 1280, "height": 900})
    with support.serving(site) as address:
        page.base = address + "/"
        page.goto(f"{page.base}search.html")
        page.wait_for_selector("[data-search-total]", state="attached")
        yield page
    page.close()


def ask(page: Any, *conditions: tuple[str, str]) -> set[str]:
    """The ids of all tasks that a search with these conditions lists."""
    look(page, f"search.html?{urlencode(conditions)}")
    total, shown = hits_in_order(page)
    assert len(set(shown)) == len(shown) == total
    return {address.removesuffix(".html") for address in shown}


def of_plan(task: dict[str, Any]) -> bool:
    return task["section"]["kind"] in ("plan", "requirements")


def ids(tasks: list[dict[str, Any]], holds: Callable[[dict[str, Any]], bool]) -> set[str]:
    return {task["id"] for task in tasks if holds(task)}


HERE = ("agency", "bing")


def test_2_tasks_without_a_responsible_unit(search: Any, tasks: list[dict[str, Any]]) -> None:
    assert ask(search, ("unit", "none"), HERE) == plan("tuihou", "baogao") | summary("r1", "r2", "r3")
    of_plans = (("status", "none"), ("status", "public"))
    assert ask(search, ("unit", "none"), HERE, *of_plans) == plan("tuihou", "baogao")
    assert ask(search, ("unit", "none")) == ids(tasks, lambda t: not t["responsibility"])


def test_2_the_facets_say_how_many_promise_nothing(search: Any, tasks: list[dict[str, Any]]) -> None:
    """What an entry of a summary lacks, nobody left open; `report` asks for the tasks of plans alone."""
    look(search, f"search.html?{urlencode([HERE])}")
    said = {facet: _label_of_none(search, facet) for facet in ("unit", "due")}
    assert said == {
        "unit": "没有责任单位（其中总结、问题中的条目 3 条） 5",
        "due": "没有写明时限（其中总结、问题中的条目 2 条） 3",
    }
    look(search, f"search.html?{urlencode([HERE, ('due', '2026-03..2026-03')])}")
    assert _label_of_none(search, "unit") == "没有责任单位（其中总结、问题中的条目 1 条） 1"
    look(search, f"search.html?{urlencode([HERE, ('unit', 'none'), ('unit', '法规科')])}")
    assert _label_of_none(search, "due") == "没有写明时限（其中总结、问题中的条目 2 条） 3"
    of_plans = (("report", "no"), ("report", "yes"))
    assert ask(search, ("unit", "none"), *of_plans, HERE) == plan("tuihou", "baogao")
    assert _label_of_none(search, "unit") == "没有责任单位 2"
    assert ask(search, ("due", "none"), *of_plans, HERE) == plan("baogao")
    without = ids(tasks, lambda t: of_plan(t) and not t["responsibility"])
    assert ask(search, ("unit", "none"), *of_plans) == without


def _label_of_none(page: Any, facet: str) -> str:
    label = page.locator(f"[data-search-facet={facet}] label:has([value=none])")
    return " ".join(label.inner_text().split())


def test_3_tasks_of_plans_without_a_published_result(search: Any, tasks: list[dict[str, Any]]) -> None:
    assert ask(search, ("status", "none"), HERE) == plan("wu-jieguo", "changqi", "liang-bu")
    everywhere = ids(tasks, lambda t: of_plan(t) and t["outcome"]["rule"] == "none")
    assert ask(search, ("status", "none")) == everywhere
    assert ask(search, ("status", "public"), HERE) == PLAN - plan("wu-jieguo", "changqi", "liang-bu")
    assert ask(search, ("status", "entry"), HERE) == summary("r1", "r2", "r3")


@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2026-03-31", ()),
        ("2026-04-01", ("wu-jieguo", "liang-bu")),
        ("2026-06-30", ("wu-jieguo", "liang-bu")),
        ("2026-07-01", ("wu-jieguo", "liang-bu", "tuihou")),
    ],
)
def test_4_overdue_on_a_day(
    search: Any, tasks: list[dict[str, Any]], day: str, late: tuple[str, ...]
) -> None:
    assert ask(search, ("due", "overdue"), ("on", day), HERE) == plan(*late)
    assert f"数据截至2026年12月30日。逾期按{in_words(day)}计算。" in search.inner_text(
        "[data-search-summary]"
    )
    assert search.locator(".gk-tag--overdue").count() == len(late)
    everywhere = ids(
        tasks,
        lambda t: (
            of_plan(t)
            and any(is_overdue(d, t["outcome"]["status"], day) for d in support.open_days(t["deadlines"]))
        ),
    )
    assert ask(search, ("due", "overdue"), ("on", day)) == everywhere


def test_4_overdue_of_one_unit_goes_by_its_own_deadlines(search: Any) -> None:
    late = (("due", "overdue"), HERE)
    assert ask(search, *late, ("unit", "法规科"), ("on", "2026-07-01")) == plan("wu-jieguo", "liang-bu")
    assert ask(search, *late, ("unit", "监督科"), ("on", "2026-07-01")) == set()
    assert ask(search, *late, ("unit", "监督科"), ("on", "2027-01-01")) == plan("liang-bu")
    assert ask(search, *late, ("unit", "none"), ("on", "2027-01-01")) == plan("tuihou")


def test_6_what_a_summary_reports_of_a_plan_and_what_not(search: Any, tasks: list[dict[str, Any]]) -> None:
    document = ("document", "bing/2026-yaodian")
    assert ask(search, document, ("report", "yes")) == plan("baogao", "wancheng")
    assert ask(search, document, ("report", "no")) == PLAN - plan("baogao", "wancheng")
    assert ask(search, ("document", "丙县应急管理局2026年工作要点")) == PLAN
    reported = {link["to"] for t in tasks for link in t["links"] if link["kind"] == "reports"}
    assert ask(search, ("report", "yes")) == reported
    assert ask(search, ("report", "no")) == ids(tasks, of_plan) - reported


def test_17_delayed_and_dropped(search: Any, tasks: list[dict[str, Any]]) -> None:
    slow = (("status", "delayed"), ("status", "dropped"))
    assert ask(search, *slow, ("region", "虚构省丁市丙县")) == plan("tuihou", "quxiao")
    assert ask(search, *slow) == ids(
        tasks, lambda t: of_plan(t) and t["outcome"]["status"] in ("delayed", "dropped")
    )
    assert ask(search, ("status", "entry-delayed")) == summary("r3")


def test_regions_lie_in_regions(search: Any, tasks: list[dict[str, Any]]) -> None:
    assert ask(search, ("region", "虚构省")) == ids(tasks, lambda t: t["agency"] in ("jia", "bing"))
    assert ask(search, ("region", "虚构省丁市")) == ids(tasks, lambda t: t["agency"] == "bing")
    assert ask(search, ("region", "丁市")) == set()


def test_hits_and_the_export_say_status_region_and_document(search: Any, tasks: list[dict[str, Any]]) -> None:
    look(search, f"search.html?{urlencode([HERE, ('on', '2026-04-01')])}")
    said = {
        hit.locator("a").get_attribute("href").partition("?")[0]: hit.locator(".gks-facts")
        .inner_text()
        .split("\n")
        for hit in search.locator(".gks-hit").all()
    }
    assert len(said) == 10
    place = "丙县应急管理局 · 虚构省丁市丙县 · 丙县应急管理局2026年工作要点"
    first = " ".join(said["bing/2026-yaodian/wu-jieguo.html"])
    assert first.startswith("没有公开的落实情况")
    assert "逾期" in first
    assert place in first
    assert "推进缓慢" in said["bing/2026-yaodian/tuihou.html"][0]
    assert "总结中的条目：推进缓慢" in said["bing/2026-zongjie/r3.html"][0]
    assert "逾期" not in " ".join(said["bing/2026-zongjie/r3.html"])
    with search.expect_download() as download:
        search.click("text=导出 CSV")
    assert download.value.suggested_filename == "检索结果-2026-04-01.csv"
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = {row["任务编号"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == ids(tasks, lambda t: t["agency"] == "bing")
    for task in tasks:
        if row := rows.get(task["id"]):
            assert (row["序号"], row["任务"], row["文件"]) == (
                task["number"] or "",
                task["title"],
                task["document_title"],
            )
            assert row["地区"] == "虚构省丁市丙县"
    words = {
        id_.rpartition("/")[2]: (row["落实情况"], row["2026-04-01是否逾期"]) for id_, row in rows.items()
    }
    assert words == {
        "wu-jieguo": ("没有公开的落实情况", "是"),
        "tuihou": ("推进缓慢", "否"),
        "wancheng": ("已完成", "否"),
        "baogao": ("已公开落实情况", "否"),
        "quxiao": ("已取消", "否"),
        "changqi": ("没有公开的落实情况", "否"),
        "liang-bu": ("没有公开的落实情况", "是"),
        "r1": ("总结中的条目", "否"),
        "r2": ("总结中的条目", "否"),
        "r3": ("总结中的条目：推进缓慢", "否"),
    }


def test_search_lists_for_each_unit_and_role_what_the_tables_say(search: Any, site: Path) -> None:
    rows = of_csv(site / "data")
    duties: dict[tuple[str, str], set[str]] = {}
    for row in rows["responsibilities"]:
        if row["task"]:
            duties.setdefault((row["unit"], row["role"]), set()).add(row["task"])
    assert len(duties) > 5
    for (unit, role), expected in duties.items():
        assert ask(search, ("unit", unit), ("role", role)) == expected
    for row in rows["documents"]:
        expected = {task["id"] for task in rows["tasks"] if task["document"] == row["id"]}
        assert ask(search, ("document", row["id"])) == expected
