"""Sections of another year than their document, and the deadlines in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text
from generator.importer.run import validate

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "section_periods.yml").read_text(encoding="utf-8"))


def draft(title: str, heading: str, signed: str = "") -> str:
    """The draft of a report whose second section is the plan; read by the model, and the same as its
    source."""
    text = (
        f"{title}\n一、主要工作完成情况\n（一）抓安全。完成排查50处。\n（二）抓服务。公开信息30条。\n"
        f"{heading}\n（一）排查隐患。6月底前完成整改。\n（二）编制预案。明确职责分工。\n"
        + (f"某某局\n{signed}\n" if signed else "")
    )
    imported = import_text(text, "a.txt")
    written = to_yaml(imported)
    validate(written)
    assert compare(parse(written, "a.yml")[0], imported.source).same
    return written


@pytest.mark.parametrize("case", CASES, ids=[f"{c['title']}-{c['heading']}" for c in CASES])
def test_the_plan_section_has_the_period_of_its_heading_or_of_the_title(case: dict[str, Any]) -> None:
    written = draft(case["title"], case["heading"], case.get("signed", ""))
    sections = parse(written, "a.yml")[0]["sections"]
    assert [s.get("period") for s in sections] == [None, case.get("period")]
    assert ("哪一年的计划" in written) is ("doubt" in case)
    assert case.get("doubt", "") in written


def test_the_plan_may_be_named_first() -> None:
    text = (
        "某某局2026年工作计划和2025年工作总结\n一、工作计划\n（一）排查隐患。6月底前完成。\n"
        "二、工作总结\n（一）抓安全。完成排查50处。\n"
    )
    assert [s.get("period") for s in parse(to_yaml(import_text(text)), "a.yml")[0]["sections"]] == [
        None,
        "2025",
    ]


def test_a_deadline_is_read_by_the_period_of_its_section() -> None:
    text = draft("某某局2025年工作总结和2026年工作计划", "二、2026年工作计划")
    plan = validate(text).sections[1]
    assert (plan.period, [d.text for d in plan.tasks[0].deadlines]) == ("2026", ["6月底前"])


def test_a_section_that_is_a_task_itself_gets_its_period_too() -> None:
    text = (
        "某某局2025年工作总结\n一、安全工作情况\n完成排查50处，整改到位。\n二、服务工作情况\n"
        "公开信息30条，群众满意。\n"
        "三、执法工作情况\n检查企业20家，立案3起。\n四、2026年工作打算\n排查隐患，6月底前完成整改。\n"
    )
    sections = parse(to_yaml(import_text(text)), "a.yml")[0]["sections"]
    assert [(s.get("period"), [t["title"] for t in s.get("tasks", [])]) for s in sections][-1] == (
        "2026",
        ["2026年工作打算"],
    )
