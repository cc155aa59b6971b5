"""Examples as data: a Chinese snippet beside the structure expected of it, one file of small cases per
rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from importer_files import table_file

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_bytes
from generator.importer.words.cites import cites
from generator.importer.words.deadlines import deadlines
from generator.importer.words.indicators import figures

CASES = Path(__file__).parent / "cases"
ROLES = ["lead", "responsible", "support"]


def cases(name: str) -> list[Any]:
    items = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        pytest.param(item, id=str(item.get("name") or item.get("text") or item["line"])[:30])
        for item in items
    ]


def units(imported: Imported, n: int = 0) -> list[str]:
    return [f"{u.name}/{u.role}" for u in imported.tasks[n].units]


@pytest.mark.parametrize("case", cases("units"))
def test_units(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    assert units(imported) == case["units"]
    if "second" in case:
        assert units(imported, 1) == case["second"]
    if "title" in case:
        assert imported.tasks[0].title == case["title"]
    if "deadlines" in case:
        assert list(imported.tasks[0].deadlines) == case["deadlines"]
    if "doubt" in case:
        assert any(case["doubt"] in d for d in imported.tasks[0].doubts)
    if "body" in case:
        tree = parse(to_yaml(imported), "a.yml")[0]
        assert [t.get("text") for s in tree["sections"] for t in s["tasks"]] == case["body"]
        assert compare(tree, imported.source).sound


@pytest.mark.parametrize("case", cases("deadlines"))
def test_deadlines(case: dict[str, Any]) -> None:
    assert deadlines(case["text"]) == case["due"]


@pytest.mark.parametrize("case", cases("titles"))
def test_titles(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    if "all" in case:
        assert [t.title for t in imported.tasks] == case["all"]
    else:
        assert (imported.tasks[0].number, imported.tasks[0].title) == (str(case["number"]), case["title"])


@pytest.mark.parametrize("case", cases("layout"))
def test_layout(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    assert not imported.coverage.unplaced
    assert [t.title for t in imported.tasks] == case["tasks"]
    for key in ("title", "issuer", "date", "doc_number", "kind"):
        if key in case:
            assert getattr(imported, key) == case[key], key
    if "sections" in case:
        assert list(imported.sections) == case["sections"]
    for label in case.get("aside", []):
        assert label in imported.coverage.aside
    if case.get("no_deadlines"):
        assert [t.deadlines for t in imported.tasks] == [()] * len(imported.tasks)
        assert imported.closing
    if "no_problem" in case:
        assert not any(case["no_problem"] in p.what for p in imported.problems)
    if "problem" in case:
        assert any(case["problem"] in p.what for p in imported.problems)


@pytest.mark.parametrize("case", cases("metadata"))
def test_metadata(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    assert {k: imported.meta.get(k) for k in case.get("meta", {})} == case.get("meta", {})
    for key in ("title", "issuer", "date", "doc_number"):
        if key in case:
            assert getattr(imported, key) == case[key], key


def of_table(imported: Imported, case: dict[str, Any]) -> None:
    """Assert that the tasks of a table are those of the case."""
    found = [
        "|".join(
            [
                t.number or "null",
                t.title,
                " ".join(f"{u.name}/{u.role}" for u in t.units),
                "、".join(t.deadlines),
            ]
        )
        for t in imported.tasks
    ]
    assert found == case["tasks"]
    for key in ("group", "parent"):
        if f"{key}s" in case:
            assert [getattr(t, key) for t in imported.tasks] == case[f"{key}s"]
    if "beside" in case:
        assert [w for t in imported.tasks for w in t.beside] == case["beside"]
    if "doubts" in case:
        assert [d for t in imported.tasks for d in t.doubts] == case["doubts"]


@pytest.mark.parametrize("case", [p for p in cases("tables") if "text" in p.values[0]])
def test_tables(case: dict[str, Any]) -> None:
    of_table(import_text(case["text"]), case)


@pytest.mark.parametrize(
    ("case", "suffix"),
    [
        pytest.param(case, suffix, id=f"{suffix} {case['name']}")
        for case in (p.values[0] for p in cases("tables"))
        for suffix in case.get("formats", ())
    ],
)
def test_tables_of_files(case: dict[str, Any], suffix: str) -> None:
    data = table_file(suffix, case["rows"], case.get("merged", ()))
    imported = import_source(read_bytes(data, f"表.{suffix}"))
    of_table(imported, case)
    assert imported.coverage.unplaced == ()
    draft = to_yaml(imported)
    said = [words for row in case["rows"][1:] for words in row if row != case["rows"][0]]
    assert [words for words in said if words not in draft] == []
    assert compare(parse(draft, "a.yml")[0], imported.source).sound


@pytest.mark.parametrize("case", cases("closing"))
def test_closing_belongs_to_no_task(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    found = [
        f"{t.title}|{'、'.join(u.name for u in t.units)}|{'、'.join(t.deadlines)}|{t.text}"
        for t in imported.tasks
    ]
    assert found == case["tasks"]
    assert list(imported.closing) == case["closing"]
    assert compare(parse(to_yaml(imported), "a.yml")[0], imported.source).sound


@pytest.mark.parametrize("case", cases("documents"))
def test_whole_documents(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    found = [
        f"{t.number or ''}|{t.title}|"
        f"{' '.join(f'{u.name}/{u.role}' for u in sorted(t.units, key=lambda u: ROLES.index(u.role)))}|"
        f"{'；'.join(sorted(t.deadlines))}|{'；'.join(c.title for c in t.cites)}"
        for t in imported.tasks
    ]
    wanted = [task.split("|") for task in case["tasks"]]
    assert found == [
        "|".join([n, title, names, "；".join(sorted(due.split("；"))), *cited])
        for n, title, names, due, *cited in wanted
    ]
    for key in ("title", "issuer", "date", "doc_number"):
        if key in case:
            assert getattr(imported, key) == case[key], key
    assert imported.coverage.unplaced == ()
    assert compare(parse(to_yaml(imported), "a.yml")[0], imported.source).sound


@pytest.mark.parametrize("case", cases("annexes"))
def test_annexes(case: dict[str, Any]) -> None:
    body = "一、抓安全\n1.排查隐患。逐户排查。\n2.整改问题。限期整改。\n某某局\n2024年3月1日\n"
    imported = import_text(
        f"某某局2024年工作要点\n{body}{case['line']}\n1.修缮校舍。更换门窗。\n2.修建泵站。疏浚河道。\n"
    )
    _, *behind = parse(to_yaml(imported), "a.yml")[0]["sections"]
    assert [(s["number"], s["title"]) for s in behind if s.get("number")] == (
        [(case["number"], case["title"])] if "number" in case else []
    )


@pytest.mark.parametrize("case", cases("cites"))
def test_cites(case: dict[str, Any]) -> None:
    found = cites(case["text"])
    assert [c.title for c in found] == case["titles"]
    if "numbers" in case:
        assert [c.number for c in found] == case["numbers"]
    if "aliases" in case:
        assert [c.alias for c in found] == case["aliases"]
    assert any(c.press for c in found) == case.get("press", False)


@pytest.mark.parametrize("case", cases("figures"))
def test_figures(case: dict[str, Any]) -> None:
    found = figures(case["text"])
    if "change" in case:
        assert [f.change for f in found] == case["change"]
    if "names" in case:
        assert [f.name for f in found] == case["names"]
    if "rhythms" in case:
        assert [f.is_rhythm for f in found] == case["rhythms"]
    if "kinds" in case:
        assert [f.kind for f in found] == case["kinds"]
    if "figures" in case:
        assert [[f.text, str(f.value), f.unit, f.bound] for f in found] == case["figures"]


@pytest.mark.parametrize("case", cases("negative"))
def test_no_task_is_invented(case: dict[str, Any]) -> None:
    imported = import_text(case["text"])
    assert imported.tasks == ()
    assert any(case["reason"] in p.what for p in imported.problems)
