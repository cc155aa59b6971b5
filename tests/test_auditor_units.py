"""An auditor's questions about units (design, section 8), answered from the built pages alone.

The reader below knows the home page and the words on pages; it goes from page to page by their links,
as a person does. What it finds is held against data/tasks.json, which is made another way.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import support
import yaml
from golden import ADDED
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import HEAD, squeeze, target_of

from generator.model.statuses import is_overdue
from generator.pages.rows import LONG, NEWEST
from tests.search.search_harness import hits_in_order

ROLE = {"牵头": "lead", "责任": "responsible", "配合": "support"}
DAYS = ("2024-01-01", "2024-07-01", "2024-12-31", "2025-01-01", "2026-07-01", "2030-01-01")
Task = dict[str, Any]
Shown = tuple[str, str, tuple[str, ...], str, str]
"""Of a row: where it leads, role, last days, class of the result, year"""


@dataclass(frozen=True)
class Row:
    """A row of a unit's or a topic's table, as it is read."""

    href: str
    role: str
    days: tuple[str, ...]
    status: str
    year: str
    last_day: str
    units: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> Shown:
        return self.href, self.role, self.days, self.status, self.year


class Reader:
    """Reads a site by its links, from the home page on."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.read: dict[str, LexborHTMLParser] = {}

    def page(self, address: str) -> LexborHTMLParser:
        if address not in self.read:
            self.read[address] = LexborHTMLParser((self.site / address).read_text("utf-8"))
        return self.read[address]

    def link(self, address: str, node: LexborNode) -> str:
        path, anchor = target_of(address, node.attributes["href"] or "")
        return f"{path}#{anchor}" if anchor else path

    def links(self, address: str, selector: str) -> dict[str, str]:
        """Words and targets of the links there."""
        return {self.link(address, n): n.text().strip() for n in self.page(address).css(f"{selector} a")}

    @cached_property
    def agencies(self) -> list[str]:
        return list(self.links("index.html", "[aria-labelledby=agencies]"))

    def units(self, agency: str) -> list[str]:
        return [a for a in self.links(agency, ".gk-load tbody") if "/units/" in a]

    @cached_property
    def all_units(self) -> list[str]:
        """By the list of units of the navigation."""
        return list(self.links("units.html", ".gk-load tbody"))

    def load(self, address: str) -> dict[str, dict[str, int]]:
        """The table of numbers of a page: by the words of a row, then by the head of a column;
        0 where one is left out.
        """
        found: dict[str, dict[str, int]] = {}
        for table in self.page(address).css(".gk-load"):
            heads = [n.text().strip() for n in table.css("thead th")[1:]]
            for row in table.css("tbody tr, tfoot tr"):
                name = row.css_first("th a") or row.css_first("th")
                cells = (int(c.text()) for c in row.css("td"))
                found[name.text().strip()] = Counter(dict(zip(heads, cells, strict=True)))
        return found

    def rows(self, unit: str, heading: str) -> list[Row]:
        """The rows below a heading of a unit, on its page or on those of its years, if it has any."""
        parts = [a for a in self.links(unit, ".gk-note") if a.startswith(unit.removesuffix(".html") + "/")]
        return [row for address in parts or [unit] for row in self._rows(address, heading)]

    def _rows(self, address: str, heading: str) -> Iterator[Row]:
        head = self.page(address).css_first(f"#{heading}")
        if head is None:
            return
        node = head.next
        while node is not None and node.tag != "h2":
            if "gk-scroll" in (node.attributes.get("class") or ""):
                yield from (self._row(address, tr) for tr in node.css("tbody tr"))
            node = node.next

    def _row(self, address: str, tr: LexborNode) -> Row:
        role, tag = tr.css_first("[data-label=角色]"), tr.css_first("[data-label=结果] .gk-tag")
        classes = (tag.attributes["class"] or "").split() if tag else []
        titles = [n.attributes["title"] or "" for n in tr.css(".gk-due")]
        days = [re.fullmatch(r"截至(\d+)年(\d+)月(\d+)日", title) for title in titles]
        units = [
            (group.css_first(".gk-tag").text(), self.link(address, unit))
            for group in tr.css(".gk-cell-role")
            for unit in group.css("a.gk-unit")
        ]
        return Row(
            self.link(address, tr.css_first("[data-label=任务] a")),
            ROLE[role.text().strip()] if role else "",
            tuple(sorted(f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}" for m in days if m)),
            next((c.removeprefix("gk-tag--") for c in classes if c.startswith("gk-tag--")), ""),
            tr.css_first("[data-label=年度]").text().strip(),
            tr.attributes.get("data-last-day") or "",
            tuple(units),
        )


@dataclass(frozen=True)
class Case:
    reader: Reader
    data: dict[str, Any]
    content: Path

    @property
    def tasks(self) -> list[Task]:
        found: list[Task] = self.data["tasks"]
        return found


def is_plan(task: Task) -> bool:
    return task["section"]["kind"] in ("plan", "requirements")


def unit_url(ref: str) -> str:
    agency, unit = ref.split("/")
    return f"{agency}/units/{unit}.html"


def code(task: Task) -> str:
    outcome = task["outcome"]
    return outcome["status"] or ("none" if outcome["rule"] == "none" else "reported")


Days = Callable[[list[dict[str, Any]]], tuple[str, ...]]


def days_of(deadlines: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted(d["date"] for d in deadlines if d["date"]))


def unmet(deadlines: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted(support.open_days(deadlines)))


def duties(tasks: list[Task], unit: str, days: Days = days_of) -> list[tuple[Task, str, tuple[str, ...]]]:
    """Task, role and last days of what tasks ask of the unit whose page is `unit`."""
    return [
        (task, r["role"], days(r.get("deadlines", task["deadlines"])))
        for task in tasks
        for r in task["responsibility"]
        if unit_url(r["unit"]) == unit
    ]


def shown(asked: list[tuple[Task, str, tuple[str, ...]]]) -> list[Shown]:
    return sorted((t["url"], role, days, code(t), t["period"][:4]) for t, role, days in asked)


def sections(case: Case, unit: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return sorted(
        (f"{s['agency']}/{s['document']}/index.html#{s['anchor']}", r["role"], days_of(s["deadlines"]))
        for s in case.data["sections"]
        for r in s["responsibility"]
        if unit_url(r["unit"]) == unit
    )


def long_content(root: Path) -> None:
    """A unit and a topic with more rows than a page holds: two years of plans of each of two agencies."""
    support.copy_sound(root)
    files: dict[str, str | bytes] = {}
    for agency in ("changcheng", "changjiang"):
        files[f"{agency}/agency.yml"] = (
            f"name: {agency}局\nunits:\n"
            "  - {id: yi-ke, name: 业务一科}\n  - {id: er-ke, name: 业务二科}\n"
            "  - {id: ge-ke, name: 各科, kind: collective, members: [业务一科]}\n"
        )
        for year in (2023, 2024):
            tasks = "".join(
                f"      - {{id: {i}, title: 第{i}项任务, topics: [道路], deadlines: [{i % 12 + 1}月底前], "
                f"responsibility: [{{unit: 业务一科, role: {'support' if i % 3 else 'lead'}}}"
                + (", {unit: 各科, role: responsible}" if i % 20 == 0 else "")
                + (", {unit: 业务二科, role: support}" if i % 50 == 0 else "")
                + f"]{', status: done' if i % 7 == 0 else ''}}}\n"
                for i in range(1, LONG // 2 + 11)
            )
            files[f"{agency}/{year}-plan.yml"] = (
                HEAD.replace("2024", str(year)) + "sections:\n  - title: 一节\n    tasks:\n" + tasks
            )
    support.write(root / "content", files)


@pytest.fixture(scope="module", params=["sound", "golden", "example", "long"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    root = tmp_path_factory.mktemp("auditor")
    match request.param:
        case "example":
            shutil.copytree(support.EXAMPLE, root, dirs_exist_ok=True)
        case "long":
            long_content(root)
        case name:
            support.copy_sound(root)
            if name == "golden":
                shutil.copytree(ADDED, root, dirs_exist_ok=True)
    done = support.build(root, "--jobs", 1)
    assert done.status == 0, done.said
    data = json.loads((root / "site/data/tasks.json").read_text("utf-8"))
    return Case(Reader(root / "site"), data, root / "content")


def test_every_unit_is_reached_and_its_rows_are_those_of_the_data(case: Case) -> None:
    """Promises, entries of summaries and whole sections, each in a table of its own."""
    reader = case.reader
    assert reader.all_units == [unit for agency in reader.agencies for unit in reader.units(agency)]
    assert {unit_url(r["unit"]) for t in case.tasks for r in t["responsibility"]} <= set(reader.all_units)
    for unit in reader.all_units:
        asked = duties(case.tasks, unit)
        assert sorted(row.shown for row in reader.rows(unit, "duties")) == shown(
            [duty for duty in asked if is_plan(duty[0])]
        ), unit
        assert sorted(row.shown for row in reader.rows(unit, "entries")) == shown(
            [duty for duty in asked if not is_plan(duty[0])]
        ), unit
        found = sorted((row.href, row.role, row.days) for row in reader.rows(unit, "sections"))
        assert found == sections(case, unit), unit


def test_1_what_a_unit_leads_or_answers_for_due_in_a_quarter(case: Case) -> None:
    quarters = [(f"{y}-{m:02}", f"{y}-{m + 2:02}") for y in (2023, 2024, 2025, 2026) for m in (1, 4, 7, 10)]
    answered = 0
    for unit in case.reader.all_units:
        rows = case.reader.rows(unit, "duties")
        for first, last in quarters:
            found = {
                row.href
                for row in rows
                if row.role != "support" and any(first <= d[:7] <= last for d in row.days)
            }
            assert found == {
                task["url"]
                for task, role, days in duties(case.tasks, unit)
                if is_plan(task) and role != "support" and any(first <= d[:7] <= last for d in days)
            }
            answered += len(found)
    assert answered


def test_2_tasks_without_a_responsible_unit(case: Case) -> None:
    """Those that the matrix of a document marks,
    and all of a document that has none because it names no unit.
    """
    reader, found = case.reader, set()
    for agency in reader.agencies:
        for document in reader.links(agency, "#documents + .gk-scroll [data-label=文件]"):
            matrix = next(
                (a for a, w in reader.links(document, ".gk-headline").items() if w == "责任矩阵"), ""
            )
            if not matrix:
                found |= set(reader.links(document, ".gk-task-head"))
                continue
            for row in reader.page(matrix).css(".gk-matrix tbody tr"):
                if "未写明责任单位" in row.text():
                    assert not any(cell.text().strip() for cell in row.css("td"))
                    found.add(reader.link(matrix, row.css_first("th a")))
    assert found == {task["url"] for task in case.tasks if not task["responsibility"]}


def test_the_cells_of_a_matrix_are_the_roles_of_the_data(case: Case) -> None:
    """Of every document, and of every year of an agency what was promised for it."""
    reader, matrices = case.reader, 0
    for agency in reader.agencies:
        years = {w[:4]: a for a, w in reader.links(agency, "#units ~ p").items() if "matrix-" in a}
        ident = agency.partition("/")[0]
        promised = [task for task in case.tasks if task["agency"] == ident and is_plan(task)]
        expected = {t["period"][:4] for t in promised if t["responsibility"]}
        assert expected <= set(years)
        for year, address in years.items():
            of_year = [task for task in promised if task["period"][:4] == year]
            if len(of_year) <= LONG:
                assert_cells(reader, address, of_year)
            else:
                pages = [a for a in reader.links(address, ".gk-matrix tbody") if a.endswith("matrix.html")]
                assert len(pages) == len({task["document"] for task in of_year})
            matrices += 1
    assert matrices


def assert_cells(reader: Reader, address: str, tasks: list[Task]) -> None:
    page = reader.page(address)
    units = [reader.link(address, n) for n in page.css(".gk-matrix thead a")]
    found = set()
    for row in page.css(".gk-matrix tbody tr:has(th[scope=row])"):
        href = reader.link(address, row.css_first("th a"))
        for unit, cell in zip(units, row.css("td"), strict=True):
            found |= {(href, unit, ROLE[w]) for w in cell.text().strip().split("、") if w and "#" not in href}
    assert found == {(t["url"], unit_url(r["unit"]), r["role"]) for t in tasks for r in t["responsibility"]}


def test_7_totals_by_unit_with_overdue_and_reported(case: Case) -> None:
    reader = case.reader
    for agency in reader.agencies:
        table = reader.load(agency)
        for unit, name in reader.links(agency, ".gk-load tbody").items():
            asked = [duty for duty in duties(case.tasks, unit) if is_plan(duty[0])]
            tasks = {task["id"]: task for task, _, _ in asked}
            roles = Counter(role for _, role, _ in asked)
            without = sum(code(task) == "none" for task in tasks.values())
            numbers = table[name]
            assert {k: numbers[k] for k in numbers if numbers[k]} == {
                k: n
                for k, n in {
                    "任务": len(tasks),
                    **{word: roles[role] for word, role in ROLE.items()},
                    "已公开落实情况": len(tasks) - without,
                    "没有公开的落实情况": without,
                }.items()
                if n
            }, unit
            for on in DAYS:
                overdue = {
                    row.href
                    for row in reader.rows(unit, "duties")
                    if is_overdue(row.last_day, as_class(row.status), on)
                }
                assert overdue == {
                    task["url"]
                    for task, _, days in duties(case.tasks, unit, unmet)
                    if is_plan(task) and days and is_overdue(days[0], task["outcome"]["status"], on)
                }, (unit, on)


def open_days(case: Case, unit: str) -> list[tuple[str, str]]:
    """By the data, in order: the days promised by the unit of what no public record calls settled, and the
    tasks.
    """
    return sorted(
        {
            (day, task["url"])
            for task, _, days in duties(case.tasks, unit, unmet)
            if is_plan(task)
            for day in days
            if is_overdue(day, task["outcome"]["status"], "9999-12-31")
        }
    )


def test_the_open_deadlines_of_a_unit_are_those_of_all_years(case: Case) -> None:
    """The number, the numbers of its years, and rows that are either all or said to be the earliest."""
    for unit in case.reader.all_units:
        wanted, page = open_days(case, unit), case.reader.page(unit)
        if not wanted:
            assert page.css_first("#next") is None
            continue
        words = squeeze(page.css_first("#next + p").text())
        shown = [
            (row.attributes["data-last-day"], case.reader.link(unit, row.css_first("a")))
            for row in page.css(".gk-milestones li")
        ]
        assert f"共{len(wanted)}个" in words, unit
        assert [day for day, _ in shown] == [day for day, _ in wanted[: len(shown)]], unit
        assert shown
        assert set(shown) <= set(wanted)
        assert (f"这里列最早的{len(shown)}个" in words) == (len(shown) < len(wanted)), unit
        assert bool(page.css("#next + p a")) == (len(shown) < len(wanted)), unit
        years = Counter(int(day[:4]) for day, _ in wanted)
        found = {int(year): int(number) for year, number in re.findall(r"(\d+)年(\d+)个", words)}
        assert found == (years if len(years) > 1 else {}), unit


def test_the_search_has_all_open_deadlines_of_a_unit(case: Case, browser: Any) -> None:
    """Where the page of the unit lists but the earliest, it leads to the tasks of all."""
    page = support.new_page(browser)
    with support.serving(case.reader.site) as address:
        for unit in case.reader.all_units:
            if (link := case.reader.page(unit).css_first("#next + p a")) is None:
                continue
            page.goto(f"{address}/{unit}")
            page.goto(page.evaluate("href => new URL(href, location).href", link.attributes["href"]))
            page.wait_for_selector("[data-search-total]", state="attached")
            _, hits = hits_in_order(page)
            assert sorted(hits) == sorted({url for _, url in open_days(case, unit)}), unit
    page.context.close()


def as_class(status: str) -> Any:
    return None if status in ("none", "reported") else status


def test_a_task_of_several_units_is_counted_once_in_the_total(case: Case) -> None:
    for agency in case.reader.agencies:
        ident = agency.partition("/")[0]
        charged = [t for t in case.tasks if t["agency"] == ident and is_plan(t) and t["responsibility"]]
        table = case.reader.load(agency)
        if "合计" in table:
            assert table["合计"]["任务"] == len(charged)
            assert table["合计"]["没有公开的落实情况"] == sum(code(t) == "none" for t in charged)


def test_the_years_of_a_unit_add_up(case: Case) -> None:
    for unit in case.reader.all_units:
        asked = [duty for duty in duties(case.tasks, unit) if is_plan(duty[0])]
        table = case.reader.load(unit)
        years = {t["period"][:4] for t, _, _ in asked}
        assert set(table) - {"合计"} == {f"{year}年" for year in years}
        for year in years:
            tasks = {t["id"]: t for t, _, _ in asked if t["period"][:4] == year}
            codes = Counter(map(code, tasks.values()))
            assert table[f"{year}年"]["任务"] == len(tasks)
            assert table[f"{year}年"]["已完成"] == codes["done"]
            assert table[f"{year}年"]["没有公开的落实情况"] == codes["none"]


def test_8_which_units_share_tasks(case: Case) -> None:
    for unit in case.reader.all_units:
        page = case.reader.page(unit)
        found = {
            case.reader.link(unit, li.css_first("a")): squeeze(li.css_first(".gk-count").text())
            for li in page.css(".gk-partners li")
        }
        promised = {task["id"]: task for task, _, _ in duties(case.tasks, unit) if is_plan(task)}
        partners: Counter[str] = Counter()
        for task in promised.values():
            partners.update({unit_url(r["unit"]) for r in task["responsibility"]} - {unit})
        assert found == {partner: f"{n}项" for partner, n in partners.items()}, unit


def test_9_what_a_unit_only_supports(case: Case) -> None:
    answered = 0
    for unit in case.reader.all_units:
        rows = case.reader.rows(unit, "duties")
        only = {r.href for r in rows if r.role == "support"} - {r.href for r in rows if r.role != "support"}
        asked = [(t["url"], role) for t, role, _ in duties(case.tasks, unit) if is_plan(t)]
        assert only == {u for u, r in asked if r == "support"} - {u for u, r in asked if r != "support"}
        answered += len(only)
    assert answered


def test_10_agencies_on_a_topic_side_by_side(case: Case) -> None:
    """Each row with units, deadline and result, on the page of the topic or on those of its agencies."""
    reader = case.reader
    for topic, name in reader.links("topics/index.html", ".gk-index").items():
        apart = [a for a in reader.links(topic, ".gk-load tbody") if "#" not in a]
        found = [row for address in apart or [topic] for row in topic_rows(reader, address)]
        tasks = [task for task in case.tasks if name in task["topics"]]
        assert sorted((r.href, r.days, r.status, r.year, tuple(sorted(r.units))) for r in found) == sorted(
            (
                t["url"],
                days_of(t["deadlines"]),
                code(t),
                t["period"][:4],
                tuple(sorted((word(r["role"]), unit_url(r["unit"])) for r in t["responsibility"])),
            )
            for t in tasks
        ), name
        table = reader.load(topic)
        by_agency = Counter(t["agency"] for t in tasks if is_plan(t))
        assert sum(row["任务"] for key, row in table.items() if key != "合计") == by_agency.total()


def word(role: str) -> str:
    return next(w for w, r in ROLE.items() if r == role)


def topic_rows(reader: Reader, address: str) -> list[Row]:
    return [reader._row(address, tr) for tr in reader.page(address).css(".gk-cards tbody tr")]


def test_21_what_a_member_owes_through_collective_names(case: Case) -> None:
    answered = 0
    for unit, collectives in membership(case.content).items():
        found = sorted((r.href, r.role, r.days) for r in case.reader.rows(unit, "collective"))
        asked = [duty for name in collectives for duty in duties(case.tasks, name)]
        assert found == sorted(
            [(t["url"], role, days) for t, role, days in asked]
            + [charge for name in collectives for charge in sections(case, name)]
        ), unit
        answered += len(found)
    assert answered


def membership(content: Path) -> dict[str, list[str]]:
    """The pages of all units, with those of the collective names that hold them,
    read from the files themselves.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(content.glob("*/agency.yml")):
        units = yaml.safe_load(file.read_text("utf-8")).get("units", [])
        by_name = {
            name: unit_url(f"{file.parent.name}/{u['id']}")
            for u in units
            for name in (u["id"], u["name"], *u.get("aliases", []))
        }
        for u in units:
            found.setdefault(by_name[u["id"]], [])
            for member in u.get("members", []):
                found.setdefault(by_name[member], []).append(by_name[u["id"]])
    return found


def test_a_long_list_is_split_and_its_first_page_holds_the_newest(tmp_path: Path) -> None:
    long_content(tmp_path)
    assert support.build(tmp_path, "--jobs", 1).status == 0
    reader = Reader(tmp_path / "site")
    for address in ("changjiang/units/yi-ke.html", "topics/daolu.html"):
        rows = reader.page(address).css(".gk-cards tbody tr")
        assert len(rows) == NEWEST
        assert {row.css_first("[data-label=年度]").text() for row in rows} == {"2024"}
    assert sorted(p.name for p in (tmp_path / "site/changjiang/units/yi-ke").iterdir()) == [
        "2023.html",
        "2024.html",
    ]
    assert not (tmp_path / "site/changjiang/units/er-ke").exists()
    assert {"changcheng.html", "changjiang.html"} <= {
        p.name for p in (tmp_path / "site/topics/daolu").iterdir()
    }
    assert not (tmp_path / "site/topics/liangshi").exists()
    lists = [p for p in (tmp_path / "site").rglob("*.html") if p.parent.parent.name != "changjiang"]
    documents = {"index.html", "matrix.html"}
    assert max(p.stat().st_size for p in lists if p.name not in documents) < 300_000
