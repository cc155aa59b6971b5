"""Random edits of random cells, on a document in a random layout: these values change, and no other byte."""

from __future__ import annotations

import copy
import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support import AGENCY, examples, write
from yaml_layouts import Layout

from generator.content import files, yaml_reader
from generator.content.load import read_content
from generator.library.build import build_library
from generator.model.records import ROLES
from generator.model.values import ROLE
from generator.problems import RecordPath
from generator.sheet.applying import applied
from generator.sheet.book import FilledRow, FilledSheet, Place
from generator.sheet.changes import Around
from generator.sheet.columns import FILLED, PRINTED, Scope
from generator.sheet.rows import Row, normal, rows_of
from generator.sheet.taking import take

TIMES = ["2024年底前", "每季度", "长期坚持", "2024年6月底前", "每月", "2024年第三季度"]
LETTERS = {name: name for name in ("key", *PRINTED, *FILLED, "hash")}


def document(draw: Layout) -> dict[str, Any]:
    """A sound document: two sections, some tasks, of which some measures have units of their own."""
    random_, words = draw.random, draw.words
    numbers = iter(range(1, 100))

    def some(make: Any, most: int, least: int = 0) -> list[Any]:
        return [make() for _ in range(random_.randint(least, most))]

    def duties() -> list[dict[str, str]]:
        names = random_.sample(["业务一科", "业务二科"], random_.randint(0, 2))
        return [{"unit": name, "role": random_.choice([*ROLES, "牵头"])} | note() for name in names]

    def note() -> dict[str, str]:
        return {"text": words()} if random_.random() < 0.3 else {}

    def own() -> dict[str, Any]:
        progress = {"progress": [{"date": "2024-03", "text": words()}]} if random_.random() < 0.3 else {}
        return {"responsibility": duties(), "deadlines": random_.sample(TIMES, 2)} | progress

    def measure() -> dict[str, Any]:
        title = {"title": f"题{next(numbers)}"} if random_.random() < 0.5 else {}
        return {"number": f"({next(numbers)})", **title, "text": words()} | (
            own() if random_.random() < 0.4 else {}
        )

    def task() -> dict[str, Any]:
        parts = {"title": words().replace("\n", " "), "text": words(), "measures": some(measure, 3)} | own()
        names = list(parts)
        random_.shuffle(names)
        kept = [name for name in names if name == "title" or random_.random() < 0.8]
        return {"id": f"t{next(numbers)}"} | {name: parts[name] for name in kept}

    head = {"title": words().replace("\n", " "), "kind": "plan", "period": "2024", "text": "full"}
    sections = [{"title": f"节{next(numbers)}", "tasks": some(task, 3, 1)} for _ in range(2)]
    return head | {"source": {"publisher": words().replace("\n", " ")}, "sections": sections}


def edit(row: Row, draw: Layout, tree: Any) -> dict[str, str]:
    """Other words for some cells of a row, and what they mean in `tree`."""
    words: dict[str, str] = {}
    random_ = draw.random
    at = tree
    for step in row.path:
        at = at[step]
    if random_.random() < 0.3:
        chosen = random_.sample(TIMES, random_.randint(0, 3))
        words["deadlines"] = "\n".join(chosen)
        if chosen or at.get("deadlines"):
            at["deadlines"] = chosen
    if random_.random() < 0.3 and row.pieces:
        i = random_.randrange(len(row.pieces))
        piece = row.pieces[i]
        text = " ".join(draw.words().split()) + "改"
        if "\n" not in piece.text or len(row.pieces) == 1:
            words["measures"] = "\n".join(
                one.number + (f"{one.title}。" if one.title else "") + text if one is piece else one.words
                for one in row.pieces
            )
            into = tree
            for step in piece.path:
                into = into[step]
            into["text"] = text
    if random_.random() < 0.4:
        words |= {"text": draw.words() + "。", "date": "2024年6月", "status": "已完成"}
        entry = {"date": "2024-06", "status": "已完成", "text": normal(words["text"])}
        at["progress"] = [*at.get("progress", []), entry]
    return words


def edit_units(draw: Layout) -> dict[str, str]:
    """Other units in each role; what they come to in the list is told by `check_units`."""
    if draw.random.random() < 0.7:
        return {}
    names = draw.random.sample(["业务一科", "业务二科", "一科"], draw.random.randint(0, 2))
    roles = [draw.random.choice(ROLES) for _ in names]
    mark = draw.random.choice(["\n", "、", "，"])
    return {role: mark.join(n for n, r in zip(names, roles, strict=True) if r == role) for role in ROLES}


def check_units(row: Row, cells: dict[str, str], new: list[Any]) -> None:
    """Each unit in its role; one that stays keeps its words, another has none."""
    for role in ROLES:
        in_role = [one for one in new if one["role"] in ROLE[role] or one["role"] == role]
        assert [one["unit"] for one in in_role] == [n for n in re.split("[、，\n]", cells.get(role, "")) if n]
    known = [(duty.unit, duty.words) for duty in row.duties]
    assert all((one["unit"], one["text"]) in known for one in new if "text" in one)
    assert all(set(one) <= {"unit", "role", "text"} for one in new)


def at_path(tree: Any, path: RecordPath) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def read(text: str) -> tuple[Any, list[Row], Around]:
    """A document as a tree, its rows, and what they are read against."""
    tree, _ = yaml_reader.parse(text.removeprefix("\ufeff"), "x")
    with tempfile.TemporaryDirectory() as folder:
        content = write(Path(folder) / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": text})
        library, findings = build_library(read_content(files.read(content))[0])
    assert [one for one in findings if one.severity == "error"] == []
    rows = [row for row in rows_of(library.documents[0]) if isinstance(row, Row)]
    return tree, rows, Around(tree, "jia/a.yml", library.units["jia"])


def made(seed: int) -> set[str]:
    """The kinds of the changes that were made, after everything was held against what was meant."""
    draw = Layout(seed)
    text = draw.text(document(draw))
    tree, rows, around = read(text)
    meant, filled = copy.deepcopy(tree), []
    edits = [(row, edit(row, draw, meant), edit_units(draw)) for row in rows]
    for n, (row, words, units) in enumerate(edits, start=4):
        cells = row.cells | {"key": row.key, "hash": row.stamp.words} | words | units
        shown = {name: normal(words.replace("\n", draw.newline)) for name, words in cells.items() if words}
        filled.append(FilledRow(Place("表.xlsx", "表", n), shown, set(), LETTERS))
    draw.random.shuffle(filled)  # sorted in some way
    sheet = FilledSheet(Place("表.xlsx", "表"), Scope("jia/a", ""), filled)
    taken = take([sheet], rows, around)
    assert [str(p) for p in taken.problems if p.severity == "error"] == []
    new, problems, wrong = applied(text, taken.wanted, "jia/a.yml")
    assert (problems, wrong) == ([], [])
    result = yaml_reader.parse(new.removeprefix("\ufeff"), "x")[0]
    for row, _, units in edits:
        if units:
            check_units(row, units, at_path(result, row.path).get("responsibility", []))
            at_path(result, row.path).pop("responsibility", None)
            at_path(meant, row.path).pop("responsibility", None)
    assert result == meant
    if not taken.wanted:
        assert new == text
    return {one.change.what for one in taken.wanted}


@settings(max_examples=examples(25))
@given(st.integers(0, 2**32))
def test_edits_of_cells_are_edits_of_values(seed: int) -> None:
    made(seed)


NAMES = ("key", *PRINTED, *FILLED, "hash")


@settings(max_examples=examples(25))
@given(st.integers(0, 2**32))
def test_whatever_stands_in_a_cell_no_other_value_changes(seed: int) -> None:
    """Garbage in any cell, hidden ones too: what is not refused changes what it names, nothing else."""
    draw = Layout(seed)
    text = draw.text(document(draw))
    tree, rows, around = read(text)
    cells = [row.cells | {"key": row.key, "hash": row.stamp.words} for row in rows]
    for one in draw.random.choices(cells, k=4):
        other = draw.random.choice(cells)
        name = draw.random.choice(NAMES)
        one[name] = draw.random.choice([draw.words(), other.get(name, ""), *TIMES, "已完成", "2024-06", ""])
    filled = [
        FilledRow(
            Place("表.xlsx", "表", n), {k: normal(w) for k, w in one.items() if normal(w)}, set(), LETTERS
        )
        for n, one in enumerate(cells, start=4)
    ]
    taken = take([FilledSheet(Place("表.xlsx", "表"), Scope("jia/a", ""), filled)], rows, around)
    new, problems, wrong = applied(text, taken.wanted, "jia/a.yml")
    assert (problems, wrong) == ([], [])
    result = yaml_reader.parse(new.removeprefix("\ufeff"), "x")[0]
    for one in taken.wanted:
        into, before = at_path(result, one.change.slot[:-1]), at_path(tree, one.change.slot[:-1])
        if one.change.slot[-1] in before:
            into[one.change.slot[-1]] = before[one.change.slot[-1]]
        else:
            del into[one.change.slot[-1]]
    assert result == tree


def test_there_are_edits_of_each_kind() -> None:
    """Else the property would hold of nothing."""
    assert set().union(*map(made, range(6))) == {"进展", "举措", "完成时限", "责任单位"}
