"""Which documents a draft cites: by their titles, never itself, and not by a mere word for a kind."""

from __future__ import annotations

import pytest
import yaml

from generator.content.yaml_reader import parse
from generator.importer.account.report import report
from generator.importer.compare.check import compare
from generator.importer.draft.proposals import Known, new_policies
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text


def test_the_document_itself_is_no_cited_document() -> None:
    imported = import_text(
        "关于印发《某某局2024年任务分解表》的通知\n一、抓安全\n"
        "（一）抓好落实。对照《某某局2024年任务分解表》和《安全生产法》逐项落实。\n"
    )
    assert [p.title for p in new_policies([imported], Known())] == ["安全生产法"]
    draft = to_yaml(imported)
    assert yaml.safe_load(draft)["sections"][0]["tasks"][0]["cites"] == ["安全生产法"]
    assert "引用文件 1 件" in report(imported, draft)


def _cited(body: str) -> tuple[list[str], dict[str, list[str]], str]:
    """What the first task of a plan cites, which policies are to be registered with which aliases, and the
    draft."""
    imported = import_text(
        f"某某局2025年工作要点\n一、抓安全\n1.贯彻法规。{body}（办公室）\n2.编制预案。完成编制。\n",
        "要点.txt",
    )
    draft = to_yaml(imported)
    assert compare(parse(draft, "a.yml")[0], imported.source).same
    task = yaml.safe_load(draft)["sections"][0]["tasks"][0]
    return task.get("cites", []), {p.title: p.aliases for p in new_policies([imported], Known())}, draft


@pytest.mark.parametrize(
    ("body", "titles", "registered"),
    [
        (
            "贯彻《某某省安全条例》（以下简称《条例》），按《条例》落实。",
            ["某某省安全条例"],
            {"某某省安全条例": []},
        ),
        (
            "执行《某某省规划实施方案》（以下简称《实施方案》）。",
            ["某某省规划实施方案"],
            {"某某省规划实施方案": []},
        ),
        (
            "执行《某某省安全治理规划》（以下简称《治理规划》），按《治理规划》落实。",
            ["某某省安全治理规划"],
            {"某某省安全治理规划": ["治理规划"]},
        ),
        (
            "执行《甲法》（以下简称《安全法》）、《乙法》（以下简称《安全法》），按《安全法》落实。",
            ["甲法", "安全法", "乙法"],
            {"甲法": [], "乙法": [], "安全法": []},
        ),
        (
            "落实《某某省安全条例》。贯彻《某某省安全条例》（以下简称《条例》），按《条例》落实。",
            ["某某省安全条例"],
            {"某某省安全条例": []},
        ),
        (
            "执行《甲法》（以下简称《乙法》）、《乙法》（以下简称《甲法》）。",
            ["甲法", "乙法"],
            {"甲法": [], "乙法": []},
        ),
    ],
)
def test_a_document_called_by_a_short_title_is_cited_by_its_full_one(
    body: str, titles: list[str], registered: dict[str, list[str]]
) -> None:
    assert _cited(body)[:2] == (titles, registered)


@pytest.mark.parametrize(
    "title", ["条例", "办法（试行）", "实施方案", "若干措施", "三年行动计划", "规划纲要", "实施意见"]
)
def test_a_mere_word_for_a_kind_of_document_is_asked_about(title: str) -> None:
    cited, registered, draft = _cited(f"落实《{title}》要求，执行《安全生产法》。")
    assert (cited, registered) == (["安全生产法"], {"安全生产法": []})
    assert f"# 请核对：《{title}》没有写明全称，未列入引用文件" in draft
    assert f"落实《{title}》要求" in draft


def test_a_section_that_cites_a_mere_word_is_asked_about() -> None:
    draft = to_yaml(
        import_text(
            "某某局2025年工作要点\n一、抓安全\n落实《条例》。\n1.排查隐患。逐户排查。\n"
            "2.整改问题。限期整改。\n"
        )
    )
    assert draft.count("# 请核对：《条例》没有写明全称") == 1
    assert "cites" not in draft
