"""Unit, role and deadline are one condition: answers and counts against the records, read without the
index."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from search_harness import (
    CHROMIUM,
    NASTY,
    Deadlines,
    SearchRecord,
    Site,
    answers,
    divided,
    exported,
    is_late,
    settled,
    synthetic_records,
)

from generator.search.facets import Units
from generator.search.texts import text_shards

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，浏览器测试跳过")

TODAY = "2021-06-30"
FACETS = (
    "agency", "region", "document", "unit", "role", "year", "kind", "topic", "due", "status", "report",
)  # fmt: skip
JOINT = ("unit", "role", "due")
Chosen = dict[str, list[str]]

_ASK = """async ([states, today]) => {
  const engine = await gongkaiSearch(new URL("search/", location.href).href);
  const answers = [];
  for (const facets of states) {
    const state = { q: "", facets, sort: "due", synonyms: false, page: 1 };
    const { tasks, counts } = await engine.search(state, today);
    const plain = Object.entries(counts).map(([facet, found]) => [facet, Object.fromEntries(found)]);
    answers.push([[...tasks], Object.fromEntries(plain)]);
  }
  return answers;
}"""


def values(record: SearchRecord, dues: Deadlines, ranges: list[str]) -> set[str]:
    """What the address may call these deadlines."""
    months = {day[:7] for *_, day in dues if day}
    late = any(is_late(record, day, TODAY) for *_, day in dues)
    held = {
        r
        for r in ranges
        if ".." in r and any((r.split("..")[0] or "0") <= m <= (r.split("..")[1] or "9") for m in months)
    }
    return {f"{m}..{m}" for m in months} | held | _kinds(dues) | ({"overdue"} if late else set())


def _kinds(dues: Deadlines) -> set[str]:
    """Work without a date by its kind; ongoing work also with one; none where nothing is said."""
    return {
        kind for _, kind, day in dues if kind == "ongoing" or (kind in ("recurring", "period") and not day)
    } or (set() if dues else {"none"})


def binding(record: SearchRecord, chosen: Chosen) -> list[Deadlines]:
    """The deadlines that count: of the whole task, or of each chosen unit in a chosen role."""
    if not chosen["unit"] and not chosen["role"]:
        return [record.deadlines]
    return [
        dues
        for unit, role, dues in answers(record)
        if (not chosen["unit"] or unit in chosen["unit"]) and (not chosen["role"] or role in chosen["role"])
    ]


def holds(record: SearchRecord, chosen: Chosen) -> bool:
    if chosen["agency"] and record.agency not in chosen["agency"]:
        return False
    return any(
        not chosen["due"] or values(record, dues, chosen["due"]) & set(chosen["due"])
        for dues in binding(record, chosen)
    )


def expected_counts(records: list[SearchRecord], chosen: Chosen, facet: str) -> dict[str, int]:
    """How many tasks each value would show in place of what is chosen of its facet."""
    found: Counter[str] = Counter()
    without = chosen | {facet: []}
    for record in records:
        names = _names(facet, record, chosen)
        found.update(name for name in names if holds(record, without | {facet: [name]}))
    return dict(found)


def expected_entries(records: list[SearchRecord], chosen: Chosen, facet: str) -> int:
    """How many of the tasks that `none` would show in this facet stand in summaries."""
    return sum(not record.is_plan and holds(record, chosen | {facet: ["none"]}) for record in records)


def _names(facet: str, record: SearchRecord, chosen: Chosen) -> set[str]:
    if facet == "due":
        dues = [record.deadlines, *(dues for *_, dues in answers(record))]
        return {value for found in dues for value in values(record, found, chosen["due"])}
    return {value for unit, role, _ in answers(record) if (value := {"unit": unit, "role": role}[facet])}


def states(records: list[SearchRecord], many: int) -> list[Chosen]:
    random_ = random.Random(21)
    units = sorted({unit for r in records for unit, *_ in answers(r)})
    dues = [
        "ongoing",
        "recurring",
        "period",
        "none",
        "overdue",
        "2024-03..2024-03",
        "2019-01..2021-12",
        "2021-12..",
        "..2019-12",
        "2021-12..2021-12",
    ]
    found: list[Chosen] = []
    while len(found) < many:
        chosen: Chosen = {facet: [] for facet in FACETS}
        chosen["unit"] = random_.sample(units, random_.choice((0, 1, 1, 2)))
        chosen["role"] = random_.sample(["lead", "responsible", "support"], random_.choice((0, 0, 1, 2)))
        chosen["due"] = random_.sample(dues, random_.choice((0, 1, 1, 2)))
        chosen["agency"] = random_.sample(sorted({r.agency for r in records}), random_.choice((0, 0, 0, 1)))
        found.append(chosen)
    return found


def first_day(record: SearchRecord, chosen: Chosen) -> str:
    """What 完成时限 sorts by: the first date that counts; behind all dates other deadlines, then none."""
    dues = binding(record, chosen)
    return min(
        [day for found in dues for *_, day in found if day], default="9999-1" if any(dues) else "9999-2"
    )


def test_answers_and_counts_keep_unit_role_and_deadline_together(
    page: Any, site: Site, records: list[SearchRecord]
) -> None:
    page.goto(site.address + "search.html")
    settled(page)
    page.add_script_tag(url=site.address + "assets/search/engine.js")
    asked = states(records, 150)
    apart, entries = 0, Counter[str]()
    for chosen, (tasks, counts) in zip(asked, page.evaluate(_ASK, [asked, TODAY]), strict=True):
        wanted = [i for i, record in enumerate(records) if holds(record, chosen)]
        assert sorted(tasks) == wanted, chosen
        days = [first_day(records[task], chosen) for task in tasks]
        assert days == sorted(days), chosen
        for facet in JOINT:
            shown = {value: count for value, count in counts[facet].items() if count}
            assert shown == expected_counts(records, chosen, facet), (chosen, facet)
        for facet in ("unit", "due"):
            of_summaries = counts["entries"].get(facet, 0)
            assert of_summaries == expected_entries(records, chosen, facet), (chosen, facet)
            entries[facet] += of_summaries
        loose = [
            r
            for r in records
            if holds(r, chosen | {"due": []}) and holds(r, chosen | {"unit": [], "role": []})
        ]
        apart += len(loose) - len(wanted)
    assert apart > 50, "the records must tell the joint condition from two single ones"
    assert entries["due"] > 50, "summaries must have entries without a deadline"


def test_hits_and_export_name_the_deadlines_of_single_units(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?agency=nasty")
    settled(page)
    assert "其中法规股（牵头）：没有写明；法规股（配合）：长期坚持" in page.inner_text("[data-search-hits]")
    assert "外来单位（责任）：" not in page.inner_text("[data-search-hits]")
    with page.expect_download() as download:
        page.click("text=导出 CSV")
    text = download.value.path().read_text("utf-8-sig")
    assert '"完成时限","各单位的时限",' in text
    assert '"法规股（牵头）：没有写明；法规股（配合）：长期坚持"' in text


_OWN = """([due, own, printed]) => ownDeadlines({ units: [[0, "a", "甲科"]], unit: [0], role: [0],
  unitStart: [0, 1], due: [due, own], deadline: [0], unitDeadline: [1] }, 0, printed)[0]"""


@pytest.mark.parametrize(
    ("deadlines", "own", "said"),
    [
        ((("年底前", "date", "2024-12-31"), ("长期坚持", "ongoing", "")), (1,), "长期坚持"),
        ((("年底前", "date", "2024-12-31"), ("长期坚持", "ongoing", "")), (0, 1), "年底前、长期坚持"),
        # Words and days do not answer to each other: the days themselves are said.
        ((("按期", "date", "2024-06-30"), ("按期", "date", "2024-12-31")), (1,), "截至2024-12-31"),
        (
            (
                ("按期", "date", "2024-06-30"),
                ("按期", "date", "2024-12-31"),
                ("上半年", "date", "2024-06-30"),
            ),
            (1,),
            "截至2024-12-31",
        ),
    ],
)
def test_own_deadlines_are_said_as_printed(
    page: Any, deadlines: tuple[tuple[str, str, str], ...], own: tuple[int, ...], said: str
) -> None:
    record = replace(NASTY, deadlines=deadlines, own_deadlines=((), (), ()))
    printed = next(text_shards([record])).decode("utf-8-sig").split("\x1e")[1].split("\x1f")[7:]
    page.add_script_tag(content=exported("labels.js:ownDeadlines"))
    days = list(dict.fromkeys(deadline[1:] for deadline in deadlines))
    assert page.evaluate(_OWN, [days, [days[i] for i in own], printed]) == f"甲科（牵头）：{said}"


def test_units_with_all_deadlines_take_no_room() -> None:
    records = list(synthetic_records(40))
    units = Units(records, {record.agency: 0 for record in records})
    assert not [own for record in records for own in units.own_days(record)]
    some = list(divided(records))
    units = Units(some, {record.agency: 0 for record in some})
    assert 5 < sum(bool(list(units.own_days(record))) for record in some) < 20
