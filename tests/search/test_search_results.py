"""search.html in Chromium: exactly the right tasks, facets and their counts, the order, the address."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from search_harness import (
    CHROMIUM,
    NASTY,
    SearchRecord,
    Site,
    answers,
    contained,
    found,
    hits_in_order,
    is_late,
    look,
    normalise,
    query,
    settled,
    total_of,
)
from support import new_page

TODAY = date(2022, 7, 1)  # some deadlines of the records are over, others are not

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，浏览器测试跳过")


def _samples(records: list[SearchRecord], many: int) -> list[str]:
    """Random pieces of one to eight characters, as they stand in the texts."""
    random_ = random.Random(7)
    pieces: set[str] = set()
    while len(pieces) < many:
        record = random_.choice(records)
        field = random_.choice((record.title_text, record.unit_text, record.body_text, record.body_text))
        length = random_.randrange(1, 9)
        start = random_.randrange(max(1, len(field) - length + 1))
        if normalise(field[start : start + length]):
            pieces.add(field[start : start + length])
    return sorted(pieces)


def test_random_pieces_find_exactly_what_holds_them(
    page: Any, site: Site, records: list[SearchRecord]
) -> None:
    page.goto(site.address + "search.html")
    settled(page)
    search = """async (texts) => {
      const answers = [];
      for (const text of texts) {
        history.pushState(null, "", "?q=" + encodeURIComponent('"' + text.replaceAll('"', '""') + '"'));
        window.dispatchEvent(new PopStateEvent("popstate"));
        const list = document.querySelector("[data-search-hits]");
        do await new Promise((go) => setTimeout(go, 1)); while (list.getAttribute("aria-busy") === "true");
        const links = [...document.querySelectorAll("[data-search-hit]")];
        const hits = links.map((a) => a.getAttribute("href").split("?")[0]);
        answers.push([Number(document.querySelector("[data-search-total]").textContent), hits]);
      }
      return answers;
    }"""
    texts = [
        *_samples(records, 120),
        NASTY.title_text,
        "99.60%",
        "iso 9001",
        "应急管理",
        ".*+?^${}",
        "𠮷",
        "<b>",
        '"引号"',
        "strasse",
        "οδοσ",
    ]
    for text, (total, hits) in zip(texts, page.evaluate(search, texts), strict=True):
        wanted = contained(records, text)
        assert total == len(wanted), text
        assert set(hits) <= wanted, text
        assert len(hits) == min(10, total), text


@pytest.mark.parametrize("disk", [False, True])
def test_all_pages_of_a_result_together(
    page: Any, site: Site, folder: Path, records: list[SearchRecord], disk: bool
) -> None:
    base = folder.as_uri() + "/" if disk else site.address
    for text in ("应急管理", "演练", "科"):
        page.goto(base + query(text))
        assert found(page) == (len(wanted := contained(records, text)), wanted)


def test_words_phrases_and_exclusions(page: Any, site: Site, records: list[SearchRecord]) -> None:
    def total(q: str) -> int:
        page.goto(site.address + "search.html?q=" + quote(q))
        return total_of(page)

    drill, expert, report = (contained(records, word) for word in ("演练", "专家", "通报"))
    assert total("演练 专家") == len(drill & expert)
    assert total("　演练\t专家 -通报 ") == len((drill & expert) - report)
    assert total("演练 -专家 -通报") == len(drill - expert - report)
    assert total('"ISO 9001"') == len(contained(records, "ISO 9001")) > 0
    assert total("-13.6%") == len(contained(records, "-13.6%")) == 1, "a lone minus is a character"
    assert total('"没有配对') == len(contained(records, '"没有配对')) == 0
    assert total('"""引号"""') == 1
    assert total("") == len(records)


def test_synonyms_widen_only_when_asked(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html?q=危化品")
    assert total_of(page) == len(contained(records, "危化品"))
    assert "“危险化学品”" in page.inner_text("[data-search-message]")
    page.click("text=同时检索同义词 >> nth=-1")
    page.wait_for_url("**syn=1**")
    assert total_of(page) == len(contained(records, "危化品") | contained(records, "危险化学品"))
    assert "已扩大检索范围" in page.inner_text("[data-search-message]")
    assert "含“危化品”或“危险化学品”" in page.inner_text("main")  # the total is of both


def test_each_unit_with_each_role(page: Any, site: Site, records: list[SearchRecord]) -> None:
    pairs = sorted(
        {(ref or f"{r.agency}/{name}", role) for r in records for ref, name, role in r.responsibility}
    )
    page.goto(site.address + "search.html")
    settled(page)
    for ref, role in pairs:
        look(page, f"search.html?unit={quote(ref, safe='')}&role={role}")
        wanted = {
            r.url
            for r in records
            for unit, name, as_ in r.responsibility
            if (unit or f"{r.agency}/{name}", as_) == (ref, role)
        }
        assert found(page) == (len(wanted), wanted), (ref, role)


def test_a_unit_by_name_means_all_of_that_name(page: Any, site: Site, records: list[SearchRecord]) -> None:
    page.goto(site.address + "search.html?unit=" + quote("办公室"))
    assert total_of(page) == sum(any(name == "办公室" for _, name, _ in r.responsibility) for r in records)
    page.goto(site.address + "search.html?unit=" + quote("没有这个科"))
    assert "没有找到" in settled(page)
    assert total_of(page) == 0


@pytest.fixture(scope="module")
def standing(browser: Any, folder: Path, records: list[SearchRecord]) -> Iterator[Any]:
    """search.html, loaded once, on the day of the tests."""
    assert records
    server, context = Site(folder), browser.new_context(viewport={"width": 1280, "height": 900})
    opened, errors = new_page(context), list[str]()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.clock.set_fixed_time(datetime.combine(TODAY, time(12)))
    opened.goto(server.address + "search.html")
    settled(opened)
    yield opened
    context.close()
    server.close()
    assert errors == []


FACETS = pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("year=2024", lambda r: 2024 in r.years),
        ("year=2023&year=2024", lambda r: {2023, 2024} & set(r.years)),
        ("agency=agency-001", lambda r: r.agency == "agency-001"),
        ("kind=summary", lambda r: r.kind == "summary"),
        ("topic=topic-03", lambda r: any(t == "topic-03" for t, _ in r.topics)),
        ("topic=" + quote("执法监督"), lambda r: any(name == "执法监督" for _, name in r.topics)),
        ("due=ongoing", lambda r: any(kind == "ongoing" for _, kind, _ in r.deadlines)),
        (
            "due=2019-03..2020-06",
            lambda r: any("2019-03" <= day[:7] <= "2020-06" for _, _, day in r.deadlines if day),
        ),
        ("due=2024-12..2024-12", lambda r: any(day.startswith("2024-12") for _, _, day in r.deadlines)),
        ("due=2020-01..", lambda r: any(day >= "2020-01" for _, _, day in r.deadlines)),
        (
            "due=overdue",
            lambda r: any(is_late(r, day, TODAY.isoformat()) for _, _, day in r.deadlines),
        ),
        (
            "due=overdue&on=2024-03-15",
            lambda r: any(is_late(r, day, "2024-03-15") for _, _, day in r.deadlines),
        ),
        (
            "due=overdue&on=2024-02-30",  # no day: the reader's own
            lambda r: any(is_late(r, day, TODAY.isoformat()) for _, _, day in r.deadlines),
        ),
        ("status=none", lambda r: r.is_plan and r.status == ""),
        ("status=public", lambda r: r.is_plan and r.status != ""),
        ("status=reported", lambda r: r.is_plan and r.status == "reported"),
        ("status=done&year=2018", lambda r: r.is_plan and r.status == "done" and r.years == (2018,)),
        (
            "status=delayed&status=dropped&due=..2024-12",
            lambda r: (
                r.is_plan
                and r.status in ("delayed", "dropped")
                and any(day and day < "2025" for _, _, day in r.deadlines)
            ),
        ),
        ("status=entry", lambda r: not r.is_plan),
        ("status=entry-delayed", lambda r: not r.is_plan and r.status == "delayed"),
        ("report=yes", lambda r: r.is_plan and r.in_report),
        ("report=no", lambda r: r.is_plan and not r.in_report),
        ("report=no&status=none&report=yes", lambda r: r.is_plan and r.status == ""),
        ("region=" + quote("示例省第1市"), lambda r: r.region == "示例省第1市"),
        ("region=" + quote("示例省"), lambda r: r.region != ""),
        ("region=" + quote("第1市"), lambda _: False),
        ("document=agency-001/2020-03", lambda r: (r.agency, r.document) == ("agency-001", "2020-03")),
        (
            "document=agency-001/2020-03&document=nasty/doc&q=" + quote("应急"),
            lambda r: (
                (r.agency, r.document) in (("agency-001", "2020-03"), ("nasty", "doc"))
                and "应急" in r.title_text + "\0" + r.unit_text + "\0" + r.body_text
            ),
        ),
        (
            "document=" + quote("第1市应急管理局2018年工作要点"),
            lambda r: r.document_title == "第1市应急管理局2018年工作要点",
        ),
        ("document=agency-001/none", lambda _: False),
        ("unit=none", lambda r: not r.responsibility),
        (
            "unit=none&due=none&unit=" + quote("办公室"),
            lambda r: any(
                not dues and (unit == "none" or (unit, "办公室") in {u[:2] for u in r.responsibility})
                for unit, _, dues in answers(r)
            ),
        ),
        ("unit=none&role=lead", lambda _: False),
        ("due=nonsense", lambda _: False),
        (
            "q=" + quote("演练") + "&role=support",
            lambda r: (
                "演练" in r.title_text + "\0" + r.body_text
                and any(role == "support" for *_, role in r.responsibility)
            ),
        ),
    ],
)


@FACETS
def test_facets(standing: Any, records: list[SearchRecord], address: str, holds: Any) -> None:
    look(standing, "search.html?" + address)
    wanted = {r.url for r in records if holds(r)}
    assert found(standing) == (len(wanted), wanted)


@pytest.mark.audit
@FACETS
def test_facets_of_a_page_that_is_loaded_with_them(
    page: Any, site: Site, records: list[SearchRecord], address: str, holds: Any
) -> None:
    page.clock.set_fixed_time(datetime.combine(TODAY, time(12)))
    page.goto(site.address + "search.html?" + address)
    wanted = {r.url for r in records if holds(r)}
    assert found(page) == (len(wanted), wanted)


def test_each_count_is_what_a_click_shows(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("应急") + "&role=lead&year=2018")
    before = total_of(page)
    boxes = page.evaluate(
        "[...document.querySelectorAll('[data-search-facets] label')].map((l) => "
        "[l.querySelector('input').name, l.querySelector('input').value, "
        "l.querySelector('.gks-count').textContent, l.querySelector('input').checked])"
    )
    assert {name for name, *_ in boxes} == {
        "unit",
        "role",
        "due",
        "agency",
        "year",
        "kind",
        "topic",
        "status",
        "report",
        "region",
    }
    for name, value, count, checked in random.Random(3).sample(boxes, 25):
        if checked:
            continue
        others = [] if name in ("role", "year") else [(name, value)]
        role = [("role", value)] if name == "role" else [("role", "lead")]
        year = [("year", value)] if name == "year" else [("year", "2018")]
        look(
            page,
            "search.html?q="
            + quote("应急")
            + "".join(f"&{n}={quote(v, safe='')}" for n, v in [*others, *role, *year]),
        )
        assert total_of(page) == int(count), (name, value)
    assert before > 0


def test_ranking_and_sorting(page: Any, site: Site, records: list[SearchRecord]) -> None:
    by_url = {r.url: r for r in records}

    def shown(address: str) -> list[SearchRecord]:
        page.goto(site.address + "search.html?" + address)
        return [by_url[url] for url in hits_in_order(page)[1]]

    hits = shown("q=" + quote("救援"))
    tier = [0 if "救援" in r.title_text else 1 if "救援" in r.unit_text else 2 for r in hits]
    assert tier == sorted(tier)
    assert set(tier) == {0, 1, 2}
    for wanted in set(tier):
        years = [max(r.years) for r, t in zip(hits, tier, strict=True) if t == wanted]
        assert years == sorted(years, reverse=True)
    order = [r.order for r in shown("q=" + quote("救援") + "&sort=document")]
    assert order == sorted(order)
    days = [
        min((d for *_, d in r.deadlines if d), default="9") for r in shown("q=" + quote("救援") + "&sort=due")
    ]
    assert days == sorted(days)


def test_the_address_is_the_state(page: Any, site: Site) -> None:
    page.goto(site.address + "search.html?q=" + quote("应急"))
    first = total_of(page)
    page.check("fieldset[data-search-facet=role] input[value=support]")
    page.wait_for_url("**role=support**")
    second = total_of(page)
    assert second < first
    assert page.evaluate("document.activeElement.value") == "support", "the focus stays where the reader is"
    address = page.url
    page.go_back()
    assert total_of(page) == first
    page.goto(address)
    assert total_of(page) == second
    assert page.is_checked("fieldset[data-search-facet=role] input[value=support]")
    page.select_option("select[name=sort]", "due")
    page.wait_for_url("**sort=due**")
