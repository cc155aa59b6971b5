"""An auditor's questions on dates and figures (design, section 8: 4, 5, 12, 13, 16),
answered from the built pages alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import support
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import open_days, squeeze

from generator.model.statuses import is_overdue

HEAD = (
    "title: {title}\nkind: {kind}\nperiod: {year}\ntext: full\n"
    "source: {{publisher: {agency}, published: {published}}}\n"
)
UNITS = "units:\n  - {id: gongcheng-gu, name: 工程股}\n  - {id: yunxing-gu, name: 运行股}\n"
LEAD, HELP = "{unit: 工程股, role: lead}", "{unit: 运行股, role: support}"


def figure(name: str, value: str, unit: str, kind: str, more: str = "") -> str:
    return (
        f"{{text: '{name}{value}{unit}', name: {name}, value: {value}, unit: '{unit}', kind: {kind}{more}}}"
    )


def plan(year: int, length: int) -> str:
    return f"""sections:
  - title: 一、工程
    tasks:
      - {{id: guandao, title: 更换老旧管道, responsibility: [{LEAD}, {HELP}], deadlines: [{year}年6月底前],
         indicators: [{figure("更换管道", str(length), "公里", "target", ", bound: min")},
           {figure("投入资金", "1.2", "亿元", "target")}]}}
      - {{id: xunjian, title: 巡检,
         responsibility: [{HELP.replace("support", "lead")}], deadlines: [每季度, {year}年底前]}}
      - {{id: peixun, title: 培训人员, responsibility: [{LEAD}], deadlines: [适时, 汛前]}}
      - {{id: banjie, title: 建好泵站,
         responsibility: [{LEAD}], deadlines: [{year}年3月15日前], status: 已完成}}
      - {{id: manle, title: 改造水表, responsibility: [{LEAD}],
         deadlines: [{year}年3月20日前],
         progress: [{{date: {year}-03, status: 推进缓慢, text: 进度慢}}]}}
      - {{id: wuqi, title: 做好服务}}
  - {{title: 二、报送, kind: requirements, deadlines: [{year}年7月5日前], text: 各股室报送。}}
"""


SUMMARY = f"""sections:
  - title: 一、完成情况
    indicators: [{figure("供水量", "300", "万吨", "actual", ", change: '+3.2%'")},
      {figure("爆管次数", "12", "次", "actual", ", change: 同比下降13.6%")}]
    tasks:
      - {{id: guandao, title: 已更换管道, text: 已更换管道9500米。,
         links: [{{kind: reports, to: shui/2025-yaodian/guandao}}],
         indicators: [{figure("累计更换管道", "9500", "米", "actual")},
           {figure("管道更换完成率", "85", "%", "actual")}]}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two agencies: one with a plan, its summary and the next plan; another with a plan of its own."""
    root = support.copy_sound(tmp_path_factory.mktemp("auditor"))
    files = {
        "shui/agency.yml": f"name: 虚县水务局\nshort_name: 水务局\n{UNITS}",
        "shui/2025-yaodian.yml": HEAD.format(
            title="2025年要点", kind="plan", year=2025, agency="虚县水务局", published="2025-02-01"
        )
        + plan(2025, 12),
        "shui/2025-zongjie.yml": HEAD.format(
            title="2025年总结", kind="summary", year=2025, agency="虚县水务局", published="2026-01-08"
        )
        + SUMMARY,
        "shui/2026-yaodian.yml": HEAD.format(
            title="2026年要点", kind="plan", year=2026, agency="虚县水务局", published="2026-02-01"
        )
        + plan(2026, 15),
        "cheng/agency.yml": f"name: 虚县城管局\n{UNITS}",
        "cheng/2026-yaodian.yml": HEAD.format(
            title="城管要点", kind="plan", year=2026, agency="虚县城管局", published="2026-02-03"
        )
        + plan(2026, 3),
    }
    support.write(root / "content", files)
    run = support.build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def follow(site: Path, page: str, link: LexborNode) -> str:
    """The address that a link on a page leads to; it must be there, with its anchor."""
    address, anchor = support.target_of(page, link.attributes["href"] or "")
    assert (site / address).is_file(), address
    if anchor:
        assert parsed(site / address).css_first(f"[id='{anchor}']") is not None
    return address


def tasks(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"]
    return found


def month_rows(site: Path) -> Iterator[tuple[str, LexborNode]]:
    """Every row of every month, as an auditor reaches it from the overview."""
    overview = parsed(site / "deadlines.html")
    for link in overview.css("a[data-month]"):
        page = follow(site, "deadlines.html", link)
        for row in parsed(site / page).css("table[data-due-rows] tbody tr"):
            yield page, row


def test_4_what_is_overdue_on_a_given_day(built: Path, browser: Any) -> None:
    """By rows and last days, without a script; the count in the browser with ?on= is the same."""
    for on in ("2025-03-16", "2025-07-01", "2026-07-01", "2024-01-01"):
        wanted = {
            task["url"]
            for task in tasks(built)
            if task["section"]["kind"] in ("plan", "requirements")
            for day in open_days(task["deadlines"])
            if is_overdue(day, task["outcome"]["status"], on)
        }
        listed = {
            follow(built, page, row.css_first("a"))
            for page, row in month_rows(built)
            if is_overdue(row.attributes["data-last-day"] or "", row.attributes.get("data-status"), on)
            and "data-section" not in row.attributes
        }
        assert listed == wanted
        page = support.new_page(browser)
        page.goto(f"{(built / 'deadlines.html').as_uri()}?on={on}")
        assert (
            page.locator("[data-due-now] li", has_text="已逾期").locator(".gk-count").inner_text()
            == f"{len(wanted)} 项"
        )
        words = page.locator("[data-due-words]").inner_text()
        assert f"按{on[:4]}年{int(on[5:7])}月{int(on[8:])}日计算" in words
        page.context.close()
    assert wanted == set(), "nothing is overdue before anything was promised"


def test_4_rows_of_a_month_are_marked_in_the_browser(built: Path, browser: Any) -> None:
    page = support.new_page(browser)
    page.goto(f"{(built / 'deadlines/2025-03.html').as_uri()}?on=2025-03-21")
    marked = page.locator("tr", has=page.locator(".gk-tag--overdue"))
    assert [squeeze(row) for row in marked.all_inner_texts()] == [
        "改造水表虚县水务局牵头工程股2025年3月20日前2025年3月20日逾期推进缓慢"
    ]
    assert page.locator("[data-due-words]").inner_text() == "按2025年3月21日计算，下表逾期 1 行。"
    page.goto((built / "deadlines/2025-03.html").as_uri())
    assert "（今天）" in page.locator("[data-due-words]").inner_text()
    page.context.close()


def test_4_without_javascript_no_count_is_said(built: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "deadlines.html").as_uri())
    now = page.locator("[data-due-now]").inner_text()
    assert "没有启用 JavaScript 时不显示" in now
    assert not any(c.isdigit() for c in now)
    context.close()


@pytest.mark.parametrize("unit", ["", "gongcheng-gu"])
def test_5_due_in_the_next_30_days_as_a_calendar(built: Path, unit: str) -> None:
    """The calendar that the page of the agency, or of the unit, links to."""
    start = date(2026, 6, 10)
    page = f"shui/units/{unit}.html" if unit else "shui/index.html"
    link = next(a for a in parsed(built / page).css("article a") if a.text() == "日历 (.ics)")
    calendar = Calendar.from_ical((built / follow(built, page, link)).read_bytes())
    found = {
        (str(event["SUMMARY"]), event["DTSTART"].dt.isoformat())
        for event in calendar.walk("VEVENT")
        if "RRULE" not in event and start <= event["DTSTART"].dt <= start + timedelta(days=30)
    }
    section = set() if unit else {("二、报送", "2026-07-05"), ("报送", "2026-07-05")}
    assert found - section == {("更换老旧管道", "2026-06-30")}
    assert bool(found & section) == (not unit), "a deadline of a section stands in the agency's calendar"
    again = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT") if "RRULE" in event]
    assert again == ([] if unit else ["巡检", "巡检"]), "every quarter, of two plans"


def cells(row: LexborNode) -> dict[str, str]:
    return {td.attributes["data-label"] or "": squeeze(td.text()) for td in row.css("td")}


def figure_rows(site: Path, address: str) -> list[dict[str, str]]:
    return [cells(row) for row in parsed(site / address).css(".gk-figure-table tbody tr")]


def test_12_all_targets_with_figures_and_sums_of_money(built: Path) -> None:
    for agency in ("shui", "cheng"):
        home = f"{agency}/index.html"
        link = next(a for a in parsed(built / home).css("article a") if a.text() == "指标")
        rows = figure_rows(built, follow(built, home, link))
        wanted = sorted(
            t["name"] for task in tasks(built) if task["agency"] == agency for t in task["targets"]
        )
        assert sorted(row["指标"] for row in rows if row["目标"] and row["出处"] != "已更换管道") == wanted
        money = [row["目标"] for row in rows if row["目标"].endswith("元")]
        assert money == ["1.2亿元"] * sum(
            t["unit"] == "亿元" for x in tasks(built) if x["agency"] == agency for t in x["targets"]
        )


def test_12_every_figure_of_a_document_stands_under_its_figures(built: Path) -> None:
    rows = figure_rows(built, "shui/2025-zongjie/index.html")
    assert [(row["指标"], row["完成"], row["同比"], row["时段"], row["出处"]) for row in rows] == [
        ("供水量", "300万吨", "+3.2%", "2025年", "一、完成情况"),
        ("爆管次数", "12次", "同比下降13.6%", "2025年", "一、完成情况"),
        ("更换管道", "9,500米", "", "2025年", "已更换管道"),
        ("管道更换完成率", "85%", "", "2025年", "已更换管道"),
    ]
    assert parsed(built / "shui/2025-zongjie/index.html").css_first("#figures") is not None


def test_13_target_against_actual_on_both_documents(built: Path) -> None:
    """79 % by the figures themselves, beside the 85 % that the summary prints:
    who compares sees that they disagree.
    """
    (planned,) = (r for r in figure_rows(built, "shui/2025-yaodian/index.html") if r["指标"] == "更换管道")
    assert (planned["目标"], planned["完成"], planned["完成比例"]) == ("≥12公里", "9,500米", "79%")
    (reported, printed) = (
        r for r in figure_rows(built, "shui/2025-zongjie/index.html") if r["出处"] == "已更换管道"
    )
    assert (reported["目标"], reported["完成"], reported["完成比例"]) == ("≥12公里", "9,500米", "79%")
    assert (printed["指标"], printed["完成"]) == ("管道更换完成率", "85%")


def test_13_the_same_figure_over_periods_and_agencies(built: Path) -> None:
    page = parsed(built / "indicators.html")
    groups = {section.css_first("h2 a").text(): section for section in page.css("article section")}
    rows = [cells(row) for row in groups["更换管道"].css("tbody tr")]
    assert sorted((r["时段"], r["目标"], r["完成"]) for r in rows) == [
        ("2025年", "≥12公里", "9,500米"),
        ("2026年", "≥15公里", ""), ("2026年", "≥3公里", ""),
    ]  # fmt: skip
    assert "管道更换完成率" not in groups, "in one document only"
    for row in groups["更换管道"].css("tbody tr"):
        follow(built, "indicators.html", row.css_first("a"))


def test_16_vague_deadlines(built: Path) -> None:
    """适时, 汛前 stand in a list of their own, and what has no deadline at all in another."""
    overview = parsed(built / "deadlines.html")
    groups = {
        section.css_first("h2").text().split(" ")[0].rstrip("0123456789"): section
        for section in overview.css(".gk-due-group")
    }
    for kind, heading in (("period", "只写明时段"), ("recurring", "周期性工作"), ("ongoing", "长期工作")):
        wanted = {
            task["url"]
            for task in tasks(built)
            if task["section"]["kind"] != "done"
            and any(d["kind"] == kind and not d["date"] for d in task["deadlines"])
        }
        found = groups[heading].css("li:not([data-section])") if heading in groups else []
        assert {follow(built, "deadlines.html", row.css_first("a")) for row in found} == wanted, heading
    (vague,) = (
        row for row in groups["只写明时段"].css("li") if "2025年" in row.text() and "水务" in row.text()
    )
    assert squeeze(vague.text()) == "培训人员适时、汛前虚县水务局2025年"
    unbound = {
        follow(built, "deadlines.html", row.css_first("a")) for row in groups["没有写明时限"].css("li")
    }
    assert unbound >= {
        f"{d}/wuqi.html" for d in ("shui/2025-yaodian", "shui/2026-yaodian", "cheng/2026-yaodian")
    }
    assert "shui/2025-zongjie/guandao.html" not in unbound, "a summary promises nothing"


def test_charts_say_in_words_what_they_draw(built: Path) -> None:
    seen = 0
    for address in (
        "indicators.html",
        "shui/indicators.html",
        "shui/2025-yaodian/index.html",
        "shui/2025-zongjie/index.html",
    ):
        page = parsed(built / address)
        for svg in page.css(".gk-chart svg"):
            seen += 1
            assert svg.attributes["role"] == "img"
            named = [page.css_first(f"[id='{i}']") for i in (svg.attributes["aria-labelledby"] or "").split()]
            assert [node.tag for node in named] == ["title", "desc"]
            assert all(node.text().strip() for node in named)
            assert len((svg.html or "").encode()) < 4_000
            described = named[1].text().split("；")
            bars = svg.css("rect")
            assert len(bars) == len(described)
            for bar, words in zip(bars, described, strict=True):
                assert float(bar.attributes["width"] or 0) >= 0
                assert words.split(" ")[-1].strip()
            section = svg.parent.parent.parent
            assert section.css_first("table") is not None, "the table stands beside the chart"
    assert seen >= 5


def test_a_chart_draws_the_share_of_the_target(built: Path) -> None:
    svg = parsed(built / "shui/2025-yaodian/index.html").css_first(".gk-chart svg")
    line = float((svg.css_first("path").attributes["d"] or "")[1:].split(" ")[0])
    bar = svg.css_first("rect").attributes
    assert (float(bar["width"] or 0)) / (line - float(bar["x"] or 0)) == pytest.approx(0.79, abs=0.01)
    assert squeeze(svg.css_first("desc").text()) == "更换管道79%"
