"""A summary that is imported: links to the plans of its agency are proposed as comments, with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from support import run

from generator.build import check
from generator.importer.draft.remarks import with_remarks

PLAN = """云溪县林业局2024年工作要点
一、造林绿化
1.补植行道树。全年补植行道树500株。（责任单位：造林股）
2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）
"""
SUMMARY = """云溪县林业局2024年工作总结
一、主要工作
1.补植行道树。全年补植行道树620株。
2.办好植树节。组织两场植树活动。
"""
AGENCY = "name: {}\nshort_name: 县林业局\nunits: []\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two agencies with the same plan."""
    folder = tmp_path / "content"
    for ident, name in (("yunxi", "云溪县林业局"), ("qingshan", "青山县林业局")):
        (folder / ident).mkdir(parents=True)
        (folder / ident / "agency.yml").write_text(AGENCY.format(name), "utf-8")
        source = tmp_path / f"{ident}.txt"
        source.write_text(PLAN.replace("云溪县林业局", name), "utf-8")
        assert run("import", source, "--out", folder / ident, "--content", folder).status == 0
    (tmp_path / "总结.txt").write_text(SUMMARY, "utf-8")
    return folder


@pytest.mark.parametrize("where", ["screen", "content", "folder"])
def test_a_summary_is_held_against_the_plans_of_its_agency(content: Path, where: str) -> None:
    out = {"screen": [], "content": ["--out", content], "folder": ["--out", content / "yunxi"]}[where]
    said = run("import", content.parent / "总结.txt", "--content", content, *out)
    assert said.status == 0
    draft = said.out if where == "screen" else next((content / "yunxi").glob("*zongjie*")).read_text("utf-8")
    assert draft.count("# links: [{kind: reports, to: yunxi/2024-yaodian/01}]") == 1
    assert draft.count("# links:") == 1
    assert "可能说的是“1.补植行道树”的落实情况（云溪县林业局2024年工作要点）" in draft
    assert "认可的请去掉下一行的井号：理由是标题相同；指标同名" in draft


def test_a_comment_that_is_uncommented_is_a_link(content: Path) -> None:
    run("import", content.parent / "总结.txt", "--content", content, "--out", content)
    file = next((content / "yunxi").glob("*zongjie*"))
    file.write_text(re.sub(r"# (links: .*)", r"\1", file.read_text("utf-8")), "utf-8")
    library, problems = check(content)
    assert [p for p in problems if p.severity == "error"] == []
    linked = [(t.record.title, to.ref) for t in library.tasks for _, to in t.links]
    assert linked == [("补植行道树", "yunxi/2024-yaodian/01")]


def test_an_entry_that_reports_on_several_has_one_list_of_which_any_may_be_accepted(content: Path) -> None:
    plan = content.parent / "yunxi.txt"
    plan.write_text(PLAN.replace("按月浇水施肥", "新建温室苗圃12亩").replace("2024", "2025"), "utf-8")
    assert run("import", plan, "--out", content / "yunxi", "--content", content).status == 0
    source = content.parent / "总结.txt"
    report = "1.绿化有成效。补植行道树620株，新建温室苗圃13亩。\n"
    source.write_text(
        SUMMARY.replace("2024", "2025").replace("1.补植行道树。全年补植行道树620株。\n", report), "utf-8"
    )
    assert run("import", source, "--content", content, "--out", content).status == 0
    file = next((content / "yunxi").glob("2025*zongjie*"))
    draft = file.read_text("utf-8")
    links = re.findall(r"^ +# ([{]kind: reports, to: .*)$", draft, re.M)
    assert len(links) == 2
    assert draft.count("links:") == 1
    assert draft.count("，认可的请去掉下一行的井号：理由是指标同名：") == 2
    assert draft.count("。但标题不同，请看清是不是同一件事\n") == 2
    # whichever of the lines below a question is uncommented, as it says
    for accepted in ([], links[:1], links[1:], links):
        text = draft
        for link in accepted:
            text = text.replace(f"# {link}", link)
        file.write_text(text, "utf-8")
        library, problems = check(content)
        assert [p for p in problems if p.severity == "error"] == []
        told = [to.ref for t in library.tasks for _, to in t.links]
        assert told == [
            ref for ref in ("yunxi/2025-yaodian/01", "yunxi/2025-yaodian/02") if ref in str(accepted)
        ]
        again = run("import", source, "--content", content, "--out", content)
        assert "说的一样，没有另写" in again.said


def test_another_agency_or_none_is_no_reason_for_a_link(content: Path) -> None:
    source = content.parent / "总结.txt"
    source.write_text(SUMMARY.replace("云溪县林业局", "白石县林业局"), "utf-8")
    assert "links" not in run("import", source, "--content", content).out
    assert "links" not in run("import", source, "--content", content / "nowhere").out


def test_remarks_stand_beside_their_task_and_change_no_value() -> None:
    tasks = "".join(f"      - id: {ident}\n        title: 甲\n" for ident in ("r1", '"02"'))
    draft = f"sections:\n  - title: 一\n    tasks:\n{tasks}"
    remarked = with_remarks(draft, {"02": ["请看\n这里"]})
    assert '- id: "02"\n        # 请看 这里\n' in remarked
    assert yaml.safe_load(remarked) == yaml.safe_load(draft)


@pytest.mark.parametrize("head", ["text: |-", "text: |2-", "text: >", "note: |+"])
def test_remarks_stand_in_no_text_that_looks_like_a_task(head: str) -> None:
    look_alike = f"    {head}\n      甲\n\n      - id: 02\n      乙\n"
    draft = f"tasks:\n  - id: 01\n{look_alike}  - id: 02\n{look_alike}    title: 丙"
    remarked = with_remarks(draft, {"02": ["请看"], "01": ["也看"]})
    assert yaml.safe_load(remarked) == yaml.safe_load(draft)
    assert remarked == draft.replace("  - id: 01\n", "  - id: 01\n    # 也看\n", 1).replace(
        "\n  - id: 02\n", "\n  - id: 02\n    # 请看\n", 1
    )


def test_remarks_stand_behind_an_id_that_comes_after_a_text_in_the_same_record() -> None:
    draft = "tasks:\n  - text: |-\n      - id: 02\n    id: 01\n  # 按：|-\n  - id: 02\n    title: 丙"
    remarked = with_remarks(draft, {"02": ["请看"]})
    assert remarked == draft.replace("  - id: 02\n    title", "  - id: 02\n    # 请看\n    title")


def test_a_file_that_names_no_year_is_imported_beside_the_plans_of_its_agency(content: Path) -> None:
    """Its draft is no document before a person writes the year, and nothing is proposed for it."""
    undated = content.parent / "分工.txt"
    undated.write_text(
        "云溪县林业局工作分工\n一、造林绿化\n1.补植行道树。补植500株。\n2.管护苗圃。浇水。\n", "utf-8"
    )
    said = run("import", undated, "--content", content, "--out", content / "yunxi")
    assert said.status == 0, said.said
    draft = next(path for path in (content / "yunxi").glob("*.yml") if "分工.txt" in path.read_text("utf-8"))
    assert "# links:" not in draft.read_text("utf-8")
