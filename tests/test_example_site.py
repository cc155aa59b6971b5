"""The worked example (tests/data/sites/example):
three years of an invented county, from promise to result.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.model.statuses import STATUS_LABEL

Pages = dict[str, LexborHTMLParser]

# class, words, date, rule and the passages that it comes from, of each task that promises
OUTCOMES = {
    "shuiwu/2024-yaodian/01": ("done", "已完成", "2024-12-20", "progress"),
    "shuiwu/2024-yaodian/02": ("done", "已完成", "2024", "report", "2024-zongjie/1-2"),
    "shuiwu/2024-yaodian/03": ("delayed", "未降到目标以内", "2024", "report", "2024-zongjie/1-3"),
    "shuiwu/2024-yaodian/04": ("done", "已完成", "", "status"),
    "shuiwu/2024-yaodian/05": ("recurring", "常态化开展", "2024-Q4", "progress"),
    "shuiwu/2024-yaodian/06": (None, "", "2024-06-28", "progress"),
    "shuiwu/2024-yaodian/07": (None, "", "2024", "report", "2024-zongjie/1-5"),
    "shuiwu/2024-yaodian/08": ("ahead", "超额完成", "2024", "report", "2024-zongjie/1-6"),
    "shuiwu/2024-yaodian/09": ("dropped", "不再实施", "2024-05-30", "progress"),
    "shuiwu/2024-yaodian/10": ("changed", "任务调整", "2024-09", "progress"),
    "shuiwu/2024-yaodian/11": ("not_started", "未启动", "2024-Q4", "progress"),
    "shuiwu/2024-yaodian/12": (None, "", "", "none"),
    "shuiwu/2024-yaodian/13": (None, "", "", "none"),
    "shuiwu/2024-fenjie/01": (None, "", "", "none"),
    "shuiwu/2024-fenjie/02": (None, "", "", "none"),
    "shuiwu/2024-fenjie/03": ("done", "已完成", "2024-05-28", "progress"),
    "shuiwu/2024-fenjie/04": (None, "", "", "none"),
    "shuiwu/2025-yaodian/01": ("delayed", "未全部完成", "2025", "report", "2025-zongjie/1", "2025-bannian/1"),
    "shuiwu/2025-yaodian/02": ("done", "达标", "2025", "report", "2025-zongjie/2"),
    "shuiwu/2025-yaodian/03": ("done", "已完成", "2025", "report", "2025-zongjie/3", "2025-bannian/2"),
    "shuiwu/2025-yaodian/04": ("done", "已完成", "2025-H1", "progress", "2025-bannian/3"),
    "shuiwu/2025-yaodian/05": ("done", "已完成", "2025", "report", "2025-zongjie/4"),
    "shuiwu/2025-yaodian/06": (None, "", "", "none"),
    "shuiwu/2025-yaodian/07": (None, "", "", "none"),
    "shuiwu/2026-yaodian/01": ("delayed", "欠进度", "2026-Q1", "progress"),
    "shuiwu/2026-yaodian/02": (None, "", "2026-Q1", "progress"),
    "shuiwu/2026-yaodian/03": ("ahead", "提前完成", "2026-03-31", "progress"),
    "shuiwu/2026-yaodian/04": (None, "", "", "none"),
    "shuiwu/2026-yaodian/05": ("ongoing", "正常推进", "2026-Q1", "progress"),
    "chengguan/2025-zongjie-2026-jihua/2-1": (None, "", "", "none"),
    "chengguan/2025-zongjie-2026-jihua/2-2": (None, "", "", "none"),
    "xianfu/2024-zhongdian/01": (None, "", "", "none"),
    "xianfu/2024-zhongdian/02": (None, "", "", "none"),
}

# target, actual, ratio, and the task on whose page the actual stands
TARGETS = {
    ("shuiwu/2024-yaodian/01", "更换老旧管网"): "12 12.6 1.05 shuiwu/2024-zongjie/1-1",
    ("shuiwu/2024-yaodian/01", "投入资金"): "1800 1710 0.95 shuiwu/2024-zongjie/1-1",
    ("shuiwu/2024-yaodian/02", "农村自来水普及率"): "96 96.4 None shuiwu/2024-zongjie/1-2",
    ("shuiwu/2024-yaodian/03", "公共供水管网漏损率"): "9 9.6 None shuiwu/2024-zongjie/1-3",
    ("shuiwu/2024-yaodian/04", "修复上年水毁堤防"): "3.5 3500 1.00 shuiwu/2024-zongjie/1-4",
    ("shuiwu/2024-yaodian/07", "供水突发事件"): "3 1 None shuiwu/2024-zongjie/1-5",
    ("shuiwu/2024-yaodian/08", "清理河道垃圾"): "22000 28600 1.30 shuiwu/2024-zongjie/1-6",
    ("shuiwu/2024-yaodian/10", "治理水土流失面积"): "8",
    ("shuiwu/2024-yaodian/11", "除险加固水库"): "2",
    ("shuiwu/2025-yaodian/01", "更换老旧管网"): "15 13.5 0.90 shuiwu/2025-zongjie/1",
    ("shuiwu/2025-yaodian/01", "投入资金"): "0.22 1980 0.90 shuiwu/2025-zongjie/1",
    ("shuiwu/2025-yaodian/02", "公共供水管网漏损率"): "8.5 8.3 None shuiwu/2025-zongjie/2",
    ("shuiwu/2025-yaodian/03", "除险加固水库"): "2",
    ("shuiwu/2025-yaodian/04", "县级演练"): "2 2 1.00 shuiwu/2025-bannian/3",
    ("shuiwu/2025-yaodian/05", "清理河道垃圾"): "25000 25000 1.00 shuiwu/2025-zongjie/4",
    ("shuiwu/2025-yaodian/06", "治理水土流失面积"): "8",
    ("shuiwu/2026-yaodian/01", "更换老旧管网"): "4 0.6 0.15 shuiwu/2026-yaodian/01",
    ("shuiwu/2026-yaodian/02", "更换智能水表"): "24000",
    ("shuiwu/2026-yaodian/03", "除险加固水库"): "2",
    ("shuiwu/2026-yaodian/05", "清理河道垃圾"): "26000 5500 0.21 shuiwu/2026-yaodian/05",
    ("chengguan/2025-zongjie-2026-jihua/2-1", "整治积水点"): "8",
    ("chengguan/2025-zongjie-2026-jihua/2-1", "清淤排水管网"): "40",
}


def task(library: Library, ref: str) -> TaskEntry:
    return next(t for t in library.tasks if t.ref == ref)


# Outcomes


def test_each_promise_has_the_outcome_that_its_rule_gives(example: Library) -> None:
    said = {}
    for t in filter(lambda t: t.is_plan, example.tasks):
        o = t.outcome
        said[t.ref] = (o.status, o.words, o.date, o.rule, *(s.ref.partition("/")[2] for s in o.sources))
    assert said == OUTCOMES


def test_every_class_of_status_and_every_rule_is_there(example: Library) -> None:
    assert {t.outcome.status for t in example.tasks} == {*STATUS_LABEL, None}
    assert {t.outcome.rule for t in example.tasks} == {"progress", "status", "report", "entry", "none"}


def test_measures_are_counted_beside_the_outcome(example: Library) -> None:
    drill = task(example, "shuiwu/2024-yaodian/06").outcome
    assert (drill.measures_done, drill.measures, drill.text) == (2, 3, "3项举措完成2项")


def test_what_no_plan_promised_speaks_for_itself(example: Library) -> None:
    water = task(example, "shuiwu/2024-zongjie/1-7")
    assert (water.outcome.rule, water.is_plan, water.links) == ("entry", False, [])


# Figures


def test_targets_meet_the_figures_of_reports(example: Library) -> None:
    said = {}
    for t in example.tasks:
        for g in t.targets:
            actual = (g.actual.value, g.ratio, g.task.ref) if g.actual and g.task else ()
            said[t.ref, g.target.name] = " ".join(map(str, (g.target.value, *actual)))
    assert said == TARGETS


def test_the_data_say_the_same(example_site: Path) -> None:
    tasks = json.loads((example_site / "data" / "tasks.json").read_text("utf-8"))["tasks"]
    promises = {t["id"]: t["outcome"] for t in tasks if t["id"] in OUTCOMES}
    said = {
        ref: (o["status"], o["date"] or "", o["rule"], *(f.partition("/")[2] for f in o["from"]))
        for ref, o in promises.items()
    }
    assert said == {ref: (o[0], *o[2:]) for ref, o in OUTCOMES.items()}
    ratios = {(t["id"], g["name"]): g["ratio"] for t in tasks for g in t["targets"]}
    assert {key: str(ratio) for key, ratio in ratios.items()} == {
        key: str(float(words.split()[2])) if words.count(" ") > 1 and "None" not in words else "None"
        for key, words in TARGETS.items()
    }


# Links, units, deadlines


def test_every_kind_of_link_is_there(example: Library) -> None:
    kinds = Counter(kind for t in example.tasks for kind, _ in t.links)
    assert kinds == {"reports": 13, "continues": 10, "assigns": 4, "carries_out": 1}
    higher = task(example, "xianfu/2024-zhongdian/01")
    assert [(kind, t.ref) for kind, t in higher.back_links] == [("carries_out", "shuiwu/2024-yaodian/01")]


def test_every_kind_of_unit_and_of_deadline_is_there(example: Library) -> None:
    units = {r.unit.record.kind for t in example.tasks for r in t.responsibilities}
    assert units == {"internal", "subordinate", "collective", "external"}
    assert {r.record.role for t in example.tasks for r in t.responsibilities} == {
        "lead",
        "responsible",
        "support",
    }
    dues = {due.meaning.kind for t in example.tasks for due in t.dues}
    assert dues == {"date", "recurring", "ongoing", "period"}
    assert [t.ref for t in example.tasks if t.is_plan and not t.dues] == [
        "shuiwu/2024-yaodian/07",
        "shuiwu/2024-yaodian/13",
    ]


def test_two_agencies_share_a_topic(example: Library) -> None:
    agencies = {topic.record.id: {t.document.file.agency for t in topic.tasks} for topic in example.topics}
    assert agencies["neilao"] == {"shuiwu", "chengguan"}
    assert agencies["gongshui"] == agencies["fangxun"] == {"shuiwu", "chengguan", "xianfu"}


# Pages

KINDS_OF_PAGES = [
    "index.html",
    "guide.html",
    "rules.html",
    "units.html",
    "deadlines.html",
    "search.html",
    "404.html",
    "policies/index.html",
    "policies/shuiku-fangan.html",
    "topics/index.html",
    "topics/neilao.html",
    "shuiwu/index.html",
    "shuiwu/units/ge-gushi.html",
    "shuiwu/2024-yaodian/index.html",
    "shuiwu/2024-fenjie/index.html",
    "shuiwu/2024-zongjie/index.html",
    "xianfu/2024-zhongdian/index.html",
    "shuiwu/2025-yaodian/12.html",
    "shuiwu/2023-yaodian/index.html",
]


def test_every_kind_of_page_is_there(example: Library, example_pages: Pages) -> None:
    assert set(KINDS_OF_PAGES) <= set(example_pages)
    for entry in (*example.tasks, *example.documents, *example.agencies, *example.policies, *example.topics):
        assert entry.url in example_pages
    assert all(unit.url in example_pages for agency in example.agencies for unit in agency.units)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "shuiwu/2024-yaodian/01.html",
            ["改造老旧供水管网", "供水管理股", "2024年底前", "更换老旧管网12公里"],
        ),
        ("shuiwu/2024-yaodian/12.html", ["没有公开的落实情况"]),
        ("shuiwu/2024-yaodian/index.html", ["第四季度开展1次督查", "各股室"]),
        ("shuiwu/2024-zongjie/1-7.html", ["为4个村应急送水600吨"]),
    ],
)
def test_pages_say_what_the_records_say(example_pages: Pages, address: str, words: list[str]) -> None:
    body = example_pages[address].body
    assert body is not None
    text = "".join(body.text().split())
    assert [w for w in words if w not in text] == []


@pytest.mark.parametrize(
    ("address", "facts"),
    [
        (
            "shuiwu/2024-yaodian/index.html",
            [
                "发布机构：云泽县水务局",
                "文号：云水〔2024〕3号",
                "成文日期：2024年2月18日",
                "发布日期：2024年2月21日",
            ],
        ),
        (  # without a number of its own
            "shuiwu/2024-zongjie/index.html",
            ["发布机构：云泽县水务局", "成文日期：2025年1月6日", "发布日期：2025年1月10日"],
        ),
        (  # only its source says when
            "xianfu/2024-zhongdian/index.html",
            ["发布机构：云泽县人民政府", "发布日期：2024年1月31日"],
        ),
    ],
)
def test_a_document_opens_with_who_what_number_and_when(
    example_pages: Pages, address: str, facts: list[str]
) -> None:
    page = example_pages[address]
    line = ["".join(part.text().split()) for part in page.css(".gk-headline > span")]
    assert [part for part in line if "：" in part] == facts
    labels = [fact.partition("：")[0] for fact in facts]
    assert [dt.text() for dt in page.css(".gk-facts-box dt") if dt.text() in labels] == []  # said once
