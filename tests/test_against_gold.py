"""The real content against what the five source documents hold (../shared/corpus/gold/seed-*.json).

White space and full or half width do not count. The project's conventions: the gold tasks of 临湘 are the
rows of its table, measures here; 景德镇 prints no title and no heading for its first half (its notes say so);
a newspaper in 《》 is no cited document.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from support import SHARED

from generator.library.build import Library
from generator.library.entries import Obligations, TaskEntry
from generator.model.records import Indicator, Section

GOLD = SHARED / "corpus" / "gold"
SEEDS = SHARED / "seeds"
DOCUMENTS = [
    "wuhu/2024-yaodian",
    "wenling/2024-zongjie-jihua",
    "suzhou/2020-yaodian",
    "linxiang/2024-zeren-fenjie",
    "jingdezhen/2024-zongjie-2025-dasuan",
]
NEWSPAPERS = {"景德镇日报"}

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"{GOLD} is not there: nothing to compare with")


def norm(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def gold(number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLD / f"seed-{number}.json").read_text("utf-8"))
    return found


def tasks_of(library: Library, ref: str) -> list[TaskEntry]:
    return next(d for d in library.documents if d.ref == ref).tasks


def units(obligations: Any) -> list[tuple[str, str]]:
    return [(norm(a.record.unit), a.record.role) for a in obligations.responsibilities]


WITH_TASKS = [0, 1, 2, 4]


@pytest.mark.parametrize("number", range(4))
def test_titles(library: Library, number: int) -> None:
    document = next(d for d in library.documents if d.ref == DOCUMENTS[number])
    assert norm(document.title) == norm(gold(number)["title"])


@pytest.mark.parametrize("number", range(5))
def test_headings(library: Library, number: int) -> None:
    document = next(d for d in library.documents if d.ref == DOCUMENTS[number])
    ours = [norm(s.heading) for s in document.sections]
    theirs = [norm(h) for h in gold(number)["sections"]]
    assert ours[-len(theirs) :] == theirs
    assert len(ours) == len(theirs) + (number == 4)


@pytest.mark.parametrize("number", WITH_TASKS)
def test_numbers_and_titles_of_tasks_in_order(library: Library, number: int) -> None:
    ours = [(norm(t.record.number), norm(t.record.title)) for t in tasks_of(library, DOCUMENTS[number])]
    assert ours == [(norm(t["n"]), norm(t["title"])) for t in gold(number)["tasks"]]


@pytest.mark.parametrize("number", WITH_TASKS)
def test_units_and_roles(library: Library, number: int) -> None:
    for ours, theirs in zip(tasks_of(library, DOCUMENTS[number]), gold(number)["tasks"], strict=True):
        if theirs["units"]:
            assert units(ours) == [(norm(u["name"]), u["role"]) for u in theirs["units"]], ours.ref


@pytest.mark.parametrize("number", WITH_TASKS)
def test_deadlines(library: Library, number: int) -> None:
    for ours, theirs in zip(tasks_of(library, DOCUMENTS[number]), gold(number)["tasks"], strict=True):
        printed = {norm(due.text) for due in ours.dues}
        assert {norm(d) for d in theirs["deadlines"]} <= printed, ours.ref


@pytest.mark.parametrize("number", WITH_TASKS)
def test_cited_documents(library: Library, number: int) -> None:
    for ours, theirs in zip(tasks_of(library, DOCUMENTS[number]), gold(number)["tasks"], strict=True):
        cited = {norm(title) for title, _ in ours.cites} | {norm(p.record.title) for _, p in ours.cites}
        assert {norm(c) for c in theirs["cites"]} - set(map(norm, NEWSPAPERS)) <= cited, ours.ref


def test_the_rows_of_the_table_of_linxiang(library: Library) -> None:
    rows = [(task, m) for task in tasks_of(library, DOCUMENTS[3]) for m in task.measures]
    theirs = gold(3)["tasks"]
    assert len(rows) == len(theirs) == 14
    for (task, measure), expected in zip(rows, theirs, strict=True):
        where = f"{task.ref} {measure.anchor}"
        assert norm(measure.record.number) == norm(expected["n"]), where
        assert norm(f"{task.record.row} {task.record.row_title or task.record.title}") == norm(
            expected["parent"]
        ), where
        assert units(measure.obligations) == [(norm(u["name"]), u["role"]) for u in expected["units"]], where
        assert [norm(d.text) for d in measure.obligations.dues] == [norm(d) for d in expected["deadlines"]], (
            where
        )
        assert {norm(c) for c in expected["cites"]} <= {
            norm(title) for title, _ in measure.obligations.cites
        }, where
        if measure.record.title:
            assert norm(measure.record.title) == norm(expected["title"]), where


def test_the_head_block_of_linxiang(library: Library) -> None:
    head = next(d for d in library.documents if d.ref == DOCUMENTS[3]).file.record.disclosure
    meta = gold(3)["meta"]
    ours = {
        "所属领域": head.field,
        "一级事项": head.item_level_1,
        "二级事项": head.item_level_2,
        "公开时限": head.time_limit,
        "公开方式": head.method,
        "公开依据": head.basis,
        "公开主体": head.body,
    }
    ours |= {f"公开层级{i}": level.level for i, level in enumerate(head.levels, start=1)}
    ours["公开渠道和载体"] = head.levels[0].channels
    assert {k: norm(v) for k, v in ours.items()} == {k: norm(v) for k, v in meta.items()}
    assert len(meta) == 10


def test_the_requirements_of_linxiang(library: Library) -> None:
    document = next(d for d in library.documents if d.ref == DOCUMENTS[3])
    requirements = document.sections[1].sections
    assert len(requirements) == 3
    assert [[due.text for due in s.obligations.dues] for s in requirements] == [
        [],
        ["7月29日前"],
        ["12月上旬"],
    ]
    assert {re.sub(r"\D", "", c) for c in document.file.record.contacts} == {"3720055", "3769918"}


def indicators(record: Section) -> Iterator[Indicator]:
    yield from record.indicators
    for task in record.tasks:
        yield from task.indicators
        for measure in task.measures:
            yield from measure.indicators
    for section in record.sections:
        yield from indicators(section)


def figures(text: str) -> set[str]:
    return set(re.findall(r"[\d.]+", norm(text)))


@pytest.mark.parametrize("number", range(5))
def test_figures(library: Library, number: int) -> None:
    """Each figure that the gold names stands in an indicator whose words overlap with it, or is its change on
    the year."""
    document = next(d for d in library.documents if d.ref == DOCUMENTS[number])
    ours = [i for s in document.file.record.sections for i in indicators(s)]
    for expected in (norm(i["text"]) for i in gold(number)["indicators"]):
        said = [norm(i.text) for i in ours if norm(i.text) in expected or expected in norm(i.text)]
        changes = [norm(i.change) for i in ours if i.change]
        assert figures(expected) <= {f for t in (*said, *changes) for f in figures(t)}, (expected, said)


# Facts are carried over as printed; prose is our own.


def seed(number: int) -> str:
    return norm(next(SEEDS.glob(f"00{number}_*.txt")).read_text("utf-8"))


def printed(record: Section, obligations: Obligations | None = None) -> Iterator[str]:
    """What must stand in the source word for word."""
    del obligations
    for part in (record, *record.tasks, *(m for t in record.tasks for m in t.measures)):
        yield from (d.text for d in part.deadlines)
        yield from (i.text for i in part.indicators)
        yield from (r.unit for r in part.responsibility)
        yield from part.cites
        yield from filter(None, [getattr(part, "title", None)])
    for section in record.sections:
        yield from printed(section)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS} is not there")
@pytest.mark.parametrize("number", range(5))
def test_facts_are_printed_in_the_source(library: Library, number: int) -> None:
    document = next(d for d in library.documents if d.ref == DOCUMENTS[number])
    source = seed(number)
    own = {"2024年工作情况"} if number == 4 else set()
    missing = {
        words for s in document.file.record.sections for words in printed(s) if norm(words) not in source
    } - own
    assert missing == set()


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS} is not there")
@pytest.mark.parametrize("number", range(5))
def test_no_title_is_cited_that_the_source_does_not_print(library: Library, number: int) -> None:
    """Not an alias alone: an action whose plan the source does not name is no document."""
    document = next(d for d in library.documents if d.ref == DOCUMENTS[number])
    cited = [p for t in document.tasks for _, p in t.cites]
    cited += [p for top in document.sections for s in top.walk() for _, p in s.obligations.cites]
    assert cited
    source = seed(number)
    titles = {norm(p.record.title).removeprefix("中华人民共和国") for p in cited}
    assert {title for title in titles if title not in source} == set()


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS} is not there")
@pytest.mark.parametrize("number", range(5))
def test_prose_is_our_own(library: Library, number: int) -> None:
    """No run of 25 characters of a task's or measure's text is the source's, names and cited titles apart."""
    document = next(d for d in library.documents if d.ref == DOCUMENTS[number])
    source = seed(number)
    names = sorted(
        {norm(n) for s in document.file.record.sections for n in printed(s)}, key=len, reverse=True
    )
    copied = []
    for task in document.tasks:
        for text in filter(None, [task.record.text, *(m.text for m in task.record.measures)]):
            rest = norm(text)
            for name in names:
                rest = rest.replace(name, "\n")
            copied += [
                rest[i : i + 25]
                for i in range(len(rest) - 24)
                if "\n" not in rest[i : i + 25] and rest[i : i + 25] in source
            ]
    assert copied == []
