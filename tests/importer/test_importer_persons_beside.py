"""A person beside a unit, in a cell or behind a label, is kept in persons and nowhere else."""

from __future__ import annotations

import pytest
import yaml

from generator.importer.compare.own_draft import draft_faults
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_bytes


def in_a_cell(heading: str, cell: str) -> Imported:
    page = (
        f"<p>云溪县林业局2025年重点任务分解表</p><table><tr><td>序号<td>工作任务<td>{heading}<td>完成时限</tr>"
        f"<tr><td>1<td>补栽行道树<td>{cell}<td>6月底前</tr>"
        "<tr><td>2<td>管护苗圃<td>种苗站<td>每月</tr></table>"
    )
    return import_source(read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html"))


def public(imported: Imported) -> str:
    """The words of the draft without those of `persons` and without remarks."""
    record = yaml.safe_load(to_yaml(imported))
    tasks = record["sections"][0]["tasks"]
    return str([{key: value for key, value in task.items() if key != "persons"} for task in tasks])


@pytest.mark.parametrize("heading", ["责任单位", "责任单位及责任人"])
@pytest.mark.parametrize(
    ("cell", "units", "persons"),
    [
        ("造林科：孙晓红", ["造林科"], ["孙晓红"]),
        ("造林科：孙晓红、李大强", ["造林科"], ["孙晓红", "李大强"]),
        ("造林科 孙晓红", ["造林科"], ["孙晓红"]),
        ("造林科<br>孙晓红", ["造林科"], ["孙晓红"]),
        ("造林科：司马晓红；防火办：欧阳强", ["造林科", "防火办"], ["司马晓红", "欧阳强"]),
        ("造林科、防火办", ["造林科", "防火办"], []),
    ],
)
def test_in_a_cell(heading: str, cell: str, units: list[str], persons: list[str]) -> None:
    imported = in_a_cell(heading, cell)
    assert [u.name for u in imported.tasks[0].units] == units
    assert list(imported.tasks[0].persons) == persons
    assert not any(person in public(imported) for person in persons)
    assert draft_faults(to_yaml(imported), imported) == ()


@pytest.mark.parametrize("cell", ["造林科/孙晓红", "造林科 上官燕"])
def test_the_words_kept_of_a_cell_that_asks_for_both_name_no_person(cell: str) -> None:
    imported = in_a_cell("责任单位及责任人", cell)
    assert [u.name for u in imported.tasks[0].units] == ["造林科"]
    assert imported.tasks[0].persons[0] not in public(imported)
    assert draft_faults(to_yaml(imported), imported) == ()


@pytest.mark.parametrize(
    ("words", "units", "persons"),
    [
        ("责任单位：造林科 孙晓红", ["造林科"], ["孙晓红"]),
        ("责任单位：造林科 孙晓红，防火办 李大强", ["造林科", "防火办"], ["孙晓红", "李大强"]),
        ("责任单位：造林科 防火办", ["造林科", "防火办"], []),
        ("责任单位：造林科 罗湖", ["造林科", "罗湖"], []),  # a place as well as a name
    ],
)
def test_behind_a_label(words: str, units: list[str], persons: list[str]) -> None:
    imported = import_text(
        f"云溪县林业局2025年工作要点\n一、造林绿化\n1.补栽行道树。（{words}）\n2.管护苗圃。\n"
    )
    assert [u.name for u in imported.tasks[0].units] == units
    assert list(imported.tasks[0].persons) == persons
    assert not any(person in public(imported) for person in persons)
    assert draft_faults(to_yaml(imported), imported) == ()


def test_a_line_broken_inside_a_cell_of_markdown_is_broken() -> None:
    table = (
        "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
        "| 1 | 补栽行道树 | 造林科<br>防火办 | 6月底前 |\n| 2 | 管护苗圃 | 种苗站<br/>孙晓红 | 每月 |\n"
    )
    imported = import_source(read_bytes(table.encode(), "a.md"))
    assert [[u.name for u in t.units] for t in imported.tasks] == [["造林科", "防火办"], ["种苗站"]]
    assert imported.tasks[1].persons == ("孙晓红",)
    assert draft_faults(to_yaml(imported), imported) == ()


@pytest.mark.parametrize("heading", ["联系电话", "手机", "责任人及联系电话"])
def test_how_to_call_a_person_is_kept_with_the_persons(heading: str) -> None:
    """Numbers that nobody has: they would stand on a public page else."""
    page = (
        f"<p>云溪县林业局2025年重点任务分解表</p><table><tr><td>序号<td>工作任务<td>责任单位<td>{heading}</tr>"
        "<tr><td>1<td>补栽行道树<td>造林科<td>0000-1234567</tr>"
        "<tr><td>2<td>管护苗圃<td>种苗站<td>12300000000</tr></table>"
    )
    imported = import_source(read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html"))
    assert [t.persons for t in imported.tasks] == [("0000-1234567",), ("12300000000",)]
    assert "1234567" not in public(imported)
    assert "12300000000" not in public(imported)
    assert draft_faults(to_yaml(imported), imported) == ()
