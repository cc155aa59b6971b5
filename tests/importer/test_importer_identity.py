"""What a document is, and what its words mean there: kind, period, issuer, results instead of deadlines,
limits."""

from __future__ import annotations

import pytest

from generator.importer.account.report import report
from generator.importer.pipeline import import_text

ITEMS = "\n1.修建泵站。新建三座。\n2.疏浚河道。分段疏浚。\n"


@pytest.mark.parametrize(
    ("title", "kind", "period"),
    [
        ("某某市水利局2024年工作要点", "plan", "2024"),
        ("某某市水利局2023年度工作总结", "summary", "2023"),
        ("某某市水利局2024年上半年工作总结及下半年工作计划", "mixed", "2024"),
        ("某某市水利局2023年工作总结和2024年工作打算", "mixed", "2023"),
        ("某某市水利局2024年第一季度工作总结", "summary", "2024-Q1"),
        ("某某市水利局2024年重点任务责任分解表", "assignment", "2024"),
        ("某某市“十四五”水利发展规划", "plan", "2021/2025"),
        ("某某市节水行动方案（2021—2023年）", "plan", "2021/2023"),
    ],
)
def test_kind_and_period_are_read_from_the_title(title: str, kind: str, period: str) -> None:
    imported = import_text(title + ITEMS)
    assert (imported.title, imported.kind, imported.period) == (title, kind, period)


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("青山县人民法院2024年工作要点", "青山县人民法院"),
        ("东港海关关于印发《2024年工作要点》的通知", "东港海关"),
        ("青山县河长制工作领导小组2024年工作要点", "青山县河长制工作领导小组"),
        ("青山县安全生产专班2024年工作计划", "青山县安全生产专班"),
    ],
)
def test_every_kind_of_office_can_issue(title: str, issuer: str) -> None:
    assert import_text(title + ITEMS).issuer == issuer


@pytest.mark.parametrize("office", ["青山县人民法院", "东港海关", "青山县防汛工作专班"])
def test_a_heading_that_is_an_office_answers_for_what_stands_below(office: str) -> None:
    imported = import_text(
        f"青山县2024年重点工作\n一、{office}\n1.修建泵站。新建三座。\n2.疏浚河道。分段疏浚。\n"
        "二、县水利局\n1.清理水塘。逐口清理。\n2.加固堤坝。分段加固。\n"
    )
    assert [[u.name for u in t.units] for t in imported.tasks] == [[office]] * 2 + [["县水利局"]] * 2


def test_times_in_a_summary_are_results_and_its_figures_are_actual() -> None:
    imported = import_text(
        "某某局2023年工作总结\n一、主要工作\n1.修建泵站。6月底前建成泵站3座。\n"
        "2.疏浚河道。12月底完成疏浚20公里。\n"
    )
    assert [t.deadlines for t in imported.tasks] == [(), ()]
    assert {f.kind for t in imported.tasks for f in t.figures} == {"actual"}


def test_the_same_words_in_a_plan_are_deadlines_and_targets() -> None:
    imported = import_text(
        "某某局2023年工作要点\n一、主要工作\n1.修建泵站。6月底前建成泵站3座。\n"
        "2.疏浚河道。12月底完成疏浚20公里。\n"
    )
    assert [t.deadlines for t in imported.tasks] == [("6月底前",), ("12月底",)]
    assert {f.kind for t in imported.tasks for f in t.figures} == {"target"}


def test_a_notice_that_lost_its_title_is_named_by_what_it_sends_out_and_this_is_said() -> None:
    imported = import_text(
        "各科室：\n《关于抓好防汛工作的若干措施》已经局长办公会同意，现印发给你们，请认真落实。\n"
        "某某局\n2024年5月1日\n一、抓排查\n1.排查隐患。逐户排查。\n"
    )
    assert imported.title == "关于抓好防汛工作的若干措施"
    assert any("暂用文中说要印发的“关于抓好防汛工作的若干措施”" in p.what for p in imported.problems)


def test_newspapers_and_the_document_itself_are_listed_and_marked() -> None:
    text = (
        "某某局关于印发《2024年节水要点》的通知\n各科室：\n《2024年节水要点》已经同意，现印发给你们。\n"
        "1.开展宣传。在《某某日报》刊登公告。\n2.严格执法。落实《水法》。\n"
    )
    imported = import_text(text)
    marks = {c.title: (c.press, c.own) for c in imported.cites}
    assert marks == {"2024年节水要点": (False, True), "某某日报": (True, False), "水法": (False, False)}
    assert "《》中指本文件自己：2024年节水要点" in report(imported, "")


def test_what_is_not_looked_at_is_said() -> None:
    imported = import_text("某某局2024年工作要点\n1.修路。" + "修路3条，" * 21_000 + "\n2.架桥。架两座。\n")
    said = "".join(p.what for p in imported.problems)
    assert "数字超过" in said
    assert "可能没有全部识别" in said
    assert imported.coverage.unplaced == ()


def test_a_usual_text_raises_no_such_doubt() -> None:
    assert import_text("某某局2024年工作要点" + ITEMS).problems == ()


def test_units_named_outside_all_tasks_are_told() -> None:
    table = "| 序号 | 任务 | 完成时间 |\n| 1 | 修渠 | 11月 |\n| 2 | 植树 | 8月 |\n"
    imported = import_text(f"2025年重点工作清单\n责任单位：县农业农村局\n{table}")
    assert any("“县农业农村局”，但不在任何一项任务里" in p.what and p.line == 2 for p in imported.problems)
    assert not any(
        "不在任何一项任务里" in p.what for p in import_text(f"2025年重点工作清单\n{table}").problems
    )
