"""The site made from the real content: open data as in the contract, links that resolve, pages that are well
made."""

from __future__ import annotations

import collections
import datetime
import itertools
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import support
from selectolax.lexbor import LexborHTMLParser
from support import is_elsewhere, references, squeeze, target_of

from generator.content.config import read_config
from generator.library.build import Library
from generator.library.texts import task_text

Pages = dict[str, LexborHTMLParser]


@pytest.fixture(scope="module")
def data(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data/tasks.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def by_document(data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for task in data["tasks"]:
        found.setdefault(f"{task['agency']}/{task['document']}", []).append(task)
    return found


# data/tasks.json


@pytest.mark.parametrize(
    ("document", "tasks", "mentions", "measures"),
    [
        ("wuhu/2024-yaodian", 20, 22, None),
        ("suzhou/2020-yaodian", 30, 0, None),
        ("linxiang/2024-zeren-fenjie", 8, None, 14),
        ("wenling/2024-zongjie-jihua", 15, None, None),
        ("jingdezhen/2024-zongjie-2025-dasuan", 9, 0, None),
    ],
)
def test_the_counts_of_the_issue(
    by_document: dict[str, list[dict[str, Any]]],
    document: str,
    tasks: int,
    mentions: int | None,
    measures: int | None,
) -> None:
    found = by_document[document]
    assert len(found) == tasks
    if mentions is not None:
        assert sum(len(t["responsibility"]) for t in found) == mentions
    if measures is not None:
        assert sum(len(t["measures"]) for t in found) == measures


def test_wuhu_is_numbered_straight_through(by_document: dict[str, list[dict[str, Any]]]) -> None:
    assert [t["number"] for t in by_document["wuhu/2024-yaodian"]] == [f"{i}." for i in range(1, 21)]
    two = [t["number"] for t in by_document["wuhu/2024-yaodian"] if len(t["responsibility"]) == 2]
    assert two == ["7.", "18."]
    assert {r["role"] for t in by_document["wuhu/2024-yaodian"] for r in t["responsibility"]} == {"lead"}


def test_suzhou_starts_again_in_every_section(by_document: dict[str, list[dict[str, Any]]]) -> None:
    assert [t["number"] for t in by_document["suzhou/2020-yaodian"]].count("1.") == 7


KEYS = {
    "id": str,
    "url": str,
    "agency": str,
    "document": str,
    "document_title": str,
    "kind": str,
    "period": str,
    "number": (str, type(None)),
    "title": str,
    "text": str,
    "responsibility": list,
    "deadlines": list,
    "indicators": list,
    "cites": list,
    "topics": list,
    "status": (str, type(None)),
    "links": list,
}


def test_keys_and_types_of_the_contract(data: dict[str, Any], site: Path) -> None:
    assert list(data)[:2] == ["generated_from", "tasks"]
    ids = [t["id"] for t in data["tasks"]]
    assert len(ids) == len(set(ids)) == 82
    for task in data["tasks"]:
        where = task["id"]
        for key, kind in KEYS.items():
            assert isinstance(task[key], kind), (where, key)
        assert (
            where
            == f"{task['agency']}/{task['document']}/{task['url'].rpartition('/')[2].removesuffix('.html')}"
        )
        assert (site / task["url"]).is_file(), where
        assert task["kind"] in ("plan", "summary", "mixed", "assignment")
        for r in task["responsibility"]:
            assert set(r) - {"deadlines"} == {"unit", "name", "role"}
            assert r["role"] in ("lead", "responsible", "support")
            agency, unit = r["unit"].split("/")
            assert (site / agency / "units" / f"{unit}.html").is_file(), where
        for d in task["deadlines"]:
            assert set(d) == {"text", "kind", "date"}
            assert d["kind"] in ("date", "recurring", "ongoing", "period")
            assert d["date"] is None or datetime.date.fromisoformat(d["date"])
            assert d["kind"] != "date" or d["date"]
        for i in task["indicators"]:
            assert {"text", "name", "value", "unit", "kind"} <= set(i)
            assert type(i["value"]) in (int, float)
            assert i["kind"] in ("target", "actual")
        assert all(isinstance(c, str) for c in task["cites"] + task["topics"])
        for link in task["links"]:
            assert set(link) == {"kind", "to"}
            assert link["to"] in ids


def test_document_order(data: dict[str, Any], library: Library) -> None:
    assert [t["id"] for t in data["tasks"]] == [t.ref for t in library.tasks]


@pytest.mark.parametrize(
    ("document", "figures"),
    [
        ("wuhu/2024-yaodian", [24]),
        ("wenling/2024-zongjie-jihua", [225400, 99.6, 242, 895.85]),
        ("suzhou/2020-yaodian", [80, 5, 75, 100]),
        ("jingdezhen/2024-zongjie-2025-dasuan", []),
    ],
)
def test_figures_of_the_issue(library: Library, document: str, figures: list[float]) -> None:
    record = next(d for d in library.documents if d.ref == document)
    values = {float(i.value) for s in record.sections for x in s.walk() for i in x.record.indicators}
    values |= {
        float(i.value)
        for t in record.tasks
        for i in (*t.record.indicators, *(i for m in t.record.measures for i in m.indicators))
    }
    assert set(figures) <= values


def test_changes_on_the_year_are_carried(library: Library) -> None:
    document = next(d for d in library.documents if d.agency.id == "jingdezhen")
    changes = {
        (str(i.value), i.unit, i.change) for s in document.sections for i in s.record.indicators if i.change
    }
    assert {("19", "起", "-13.6%"), ("17", "人", "-26.1%")} <= changes


# Links


def test_every_link_and_anchor_inside_the_site_resolves(site: Path, pages: Pages) -> None:
    anchors = {
        address: {n.attributes.get("id") for n in page.css("[id]")}
        | {n.attributes.get("name") for n in page.css("a[name]")}
        for address, page in pages.items()
    }
    broken, checked = [], 0
    for address, page in pages.items():
        for node, reference in references(page):
            if is_elsewhere(reference):
                continue
            assert not reference.startswith("/"), f"{address}: {reference} would leave /some/path/"
            target, anchor = target_of(address, reference)
            checked += 1
            if (
                not (site / target).is_file()
                or target.startswith("..")
                or (anchor and not anchor.startswith(":~:") and anchor not in anchors.get(target, {anchor}))
            ):
                broken.append((address, node.tag, reference))
    assert broken == []
    assert checked > 5000


def test_nothing_is_asked_of_another_host(site: Path, pages: Pages) -> None:
    outside = []
    for address, page in pages.items():
        for node, reference in references(page):
            parts = urlsplit(reference)
            if not is_elsewhere(reference) or parts.scheme in ("mailto", "tel"):
                continue
            rel = (node.attributes.get("rel") or "").split()
            if (node.tag, *rel) in (("a", "external"), ("form", "external"), ("link", "canonical")):
                continue  # followed by a reader, not by the page
            outside.append((address, node.tag, reference))
    assert outside == []
    for path in (*site.rglob("*.css"), *site.rglob("*.js")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8", errors="replace"), flags=re.DOTALL)
        assert not re.search(r"@import\s+[\"'(]*(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//", text), path
        assert not re.search(r"(?:fetch|importScripts|import)\(\s*[\"'`]https?://", text), path


def test_files_that_stylesheets_and_scripts_ask_for_are_there(site: Path) -> None:
    for path in site.rglob("*.css"):
        for url in re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text("utf-8")):
            if not url.startswith(("data:", "#")):
                assert (path.parent / url.partition("#")[0].partition("?")[0]).is_file(), (path.name, url)


def test_the_sitemap_names_pages_that_are_there(site: Path, pages: Pages) -> None:
    root = read_config(support.ROOT / "site_config.yml").site_url.rstrip("/") + "/"
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = [url.findtext(f"{name}loc") or "" for url in ElementTree.parse(site / "sitemap.xml").getroot()]
    assert len(entries) == len(set(entries))
    assert all(e.startswith(root) for e in entries)
    assert {e.removeprefix(root) for e in entries} <= set(pages)
    hand_written = {
        str(p.relative_to(support.ROOT / "content/pages")).replace(".md", ".html")
        for p in (support.ROOT / "content/pages").rglob("*.md")
    }
    assert set(pages) - {e.removeprefix(root) for e in entries} <= hand_written | {"404.html"}


def test_the_addresses_of_the_design_are_there(pages: Pages) -> None:
    for address in (
        "index.html",
        "wuhu/index.html",
        "wuhu/2024-yaodian/index.html",
        "wuhu/2024-yaodian/02.html",
        "wuhu/units/renjiao-ke.html",
        "policies/index.html",
        "topics/index.html",
        "deadlines.html",
        "units.html",
        "404.html",
        "guide.html",
        "rules.html",
    ):
        assert address in pages


# Pages


def test_ids_are_unique_on_a_page(pages: Pages) -> None:
    for address, page in pages.items():
        counts = collections.Counter(n.attributes["id"] for n in page.css("[id]"))
        assert [i for i, n in counts.items() if n > 1] == [], address


def test_one_h1_a_page_and_no_level_is_skipped(pages: Pages) -> None:
    for address, page in pages.items():
        if address == "404.html":
            continue
        headings = [
            int(n.tag[1])
            for n in page.css("article h1, article h2, article h3, article h4, article h5, article h6")
        ]
        assert headings.count(1) == 1, address
        assert len(page.css("h1")) == 1, address
        assert headings[0] == 1, address
        assert all(b <= a + 1 for a, b in itertools.pairwise(headings)), (address, headings)
        assert len(page.css("h7")) == 0, address


def test_titles_meta_tags_and_language(pages: Pages) -> None:
    config = read_config(support.ROOT / "site_config.yml")
    titles = collections.Counter()
    for address, page in pages.items():
        assert (page.css_first("html").attributes.get("lang") or "").startswith("zh"), address
        assert page.css_first("meta[charset]") is not None, address
        assert page.css_first("meta[name=viewport]") is not None, address
        title = (page.css_first("title").text() or "").strip()
        assert title, address
        assert config.site_name in title, address
        if address != "404.html":
            titles[title] += 1
        meta = {n.attributes["name"]: n.attributes.get("content") for n in page.css("meta[name]")}
        for name, value in {
            "SiteName": config.site_name,
            "ColumnName": config.column.name,
            "ColumnType": config.column.type,
        }.items():
            assert meta.get(name) == value, (address, name)
        assert len(page.css("meta[name=SiteName]")) == 1, address


def test_article_tags_of_content_pages(pages: Pages, library: Library) -> None:
    for task in library.tasks:
        meta = {n.attributes["name"]: n.attributes.get("content") for n in pages[task.url].css("meta[name]")}
        record = task.document.file.record
        assert meta["ArticleTitle"] == task.record.title
        assert meta["ContentSource"] == record.source.publisher
        assert bool(meta.get("PubDate")) == bool(record.disclosure.published or record.source.published), (
            task.ref
        )
    assert {
        n.attributes["content"] for n in pages["wuhu/2024-yaodian/index.html"].css("meta[name=PubDate]")
    } == {"2024-03-22 11:15"}


def test_no_mark_of_the_making_is_left(site: Path, pages: Pages) -> None:
    for address in pages:
        text = (site / address).read_text("utf-8")
        assert "gongkai-stamp" not in text, address
        assert not re.search(r"\{\{|\{%|>None<|Undefined|object at 0x", text), address
    assert not list(site.rglob("shell*"))
    assert not list(site.rglob("*.md"))


def test_tables_have_heads_and_rows_of_equal_length(pages: Pages) -> None:
    for address, page in pages.items():
        for table in page.css("article table"):
            widths = [
                sum(int(c.attributes.get("colspan") or 1) for c in row.css("td, th"))
                for row in table.css("tr")
            ]
            hanging = [0] * len(widths)
            for i, row in enumerate(table.css("tr")):
                for cell in row.css("[rowspan]"):
                    for j in range(i + 1, i + int(cell.attributes["rowspan"] or 1)):
                        hanging[j] += 1
            assert len({w + h for w, h in zip(widths, hanging, strict=True)}) == 1, address
            assert table.css("thead th"), address


def test_the_table_of_linxiang_is_merged_as_printed(pages: Pages) -> None:
    table = pages["linxiang/2024-zeren-fenjie/index.html"].css_first(".gk-duty-table")
    assert [(n.text() or "").strip() for n in table.css("thead th")] == [
        "序号",
        "任务",
        "举措",
        "责任单位",
        "完成时限",
    ]
    assert len(table.css("tbody tr")) == 14
    assert [n.attributes.get("rowspan") for n in table.css("tbody th[scope=rowgroup]")] == [
        "3",
        "2",
        "2",
        "2",
        "1",
        "1",
        "1",
        "2",
    ]


def test_every_clause_has_an_anchor(pages: Pages, library: Library) -> None:
    for document in library.documents:
        ids = {n.attributes["id"] for n in pages[document.url].css("[id]")}
        assert {s.anchor for top in document.sections for s in top.walk()} <= ids, document.ref
        assert {t.anchor for t in document.tasks} <= ids, document.ref
        assert {m.anchor for t in document.tasks for m in t.measures} <= ids, document.ref


def test_abridged_documents_say_so_on_every_page(pages: Pages, library: Library) -> None:
    for document in library.documents:
        for address in (document.url, *(t.url for t in document.tasks)):
            assert "摘编，以原文为准" in (pages[address].body.text() or ""), address


def test_the_source_is_linked_on_the_task_pages_as_on_the_document(built_tiny: Path) -> None:
    pages = support.pages_of(built_tiny)
    notices = {
        address: pages[address].css_first(".gk-source")
        for address in pages
        if address.startswith("jia/2024-zongjie/")
    }
    assert len(notices) > 1
    assert {notice.html for notice in notices.values() if notice} == {
        notices["jia/2024-zongjie/index.html"].html
    }
    assert (
        notices["jia/2024-zongjie/index.html"].css_first("a").attributes["href"]
        == "https://test.example/zongjie.html"
    )


def test_a_title_of_ours_is_not_given_as_the_source_s(pages: Pages, library: Library) -> None:
    document = next(d for d in library.documents if d.id == "2024-zongjie-2025-dasuan")
    for address in (document.url, *(t.url for t in document.tasks)):
        notice = pages[address].css_first(".gk-source")
        assert notice is not None
        assert notice.text().endswith("来源：景德镇市应急管理局。原文没有标题。"), address


def test_suzhou_says_that_the_source_breaks_off_and_who_issued_it(pages: Pages) -> None:
    text = pages["suzhou/2020-yaodian/index.html"].body.text() or ""
    assert "中途断开" in text
    assert "XX市应急管理局" in text
    assert "苏州市应急管理局" in text


def test_the_words_of_a_task_are_those_that_search_finds(pages: Pages, library: Library) -> None:
    """What stands in the regions marked data-search-field is exactly generator.library.texts.task_text, white
    space aside."""
    for task in library.tasks:
        said: dict[str, list[str]] = {"title": [], "unit": [], "body": []}
        for region in pages[task.url].css("[data-search-field]"):
            inner = region.css("[data-search-field]")
            assert len(inner) == 1, f"{task.ref}: a region inside a region"
            said[region.attributes["data-search-field"] or ""].append(region.text(deep=True) or "")
        words = task_text(task)
        assert squeeze("".join(said["title"])) == squeeze(words.title), task.ref
        assert squeeze("".join(said["unit"])) == squeeze(words.units), task.ref
        assert squeeze("".join(said["body"])) == squeeze(words.body), task.ref


def test_units_roles_and_deadlines_stand_on_the_task_page(pages: Pages, library: Library) -> None:
    for task in library.tasks:
        page = pages[task.url]
        links = {target_of(task.url, n.attributes["href"] or "")[0] for n in page.css("article a[href]")}
        assert {a.unit.url for a in task.responsibilities} <= links, task.ref
        assert {p.url for _, p in task.cites} <= links, task.ref
        assert {t.url for t in task.topics} <= links, task.ref
        assert {t.url for t in (task.previous, task.next) if t} <= links, task.ref
        text = page.body.text() or ""
        assert all(due.text in text for due in task.dues), task.ref
        assert task.document.url in links, task.ref


def test_unit_pages_list_everything_the_unit_answers_for(pages: Pages, library: Library) -> None:
    for agency in library.agencies:
        for unit in agency.units:
            links = {
                target_of(unit.url, n.attributes["href"] or "")[0]
                for n in pages[unit.url].css("tbody a[href]")
            }
            assert {assignment.task.url for assignment in unit.assignments} <= links, unit.ref


def test_policy_and_topic_pages_list_what_points_at_them(pages: Pages, library: Library) -> None:
    for entry in (*library.policies, *library.topics):
        links = {
            target_of(entry.url, n.attributes["href"] or "")[0]
            for n in pages[entry.url].css("article a[href]")
        }
        assert {t.url for t in entry.tasks} <= links, entry.url


def test_external_links_are_marked(pages: Pages) -> None:
    for address, page in pages.items():
        for node in page.css("a[href^=http]"):
            assert "external" in (node.attributes.get("rel") or ""), (address, node.attributes["href"])


# The same content, the same bytes


def test_two_builds_give_the_same_bytes_with_one_process_and_with_two(site: Path, site_again: Path) -> None:
    assert support.differing(site, site_again) == []


def test_no_date_of_today_and_no_path_of_this_machine(site: Path, pages: Pages) -> None:
    today = datetime.date.today().isoformat()
    is_a_deadline = today in (site / "data" / "tasks.json").read_text("utf-8") or any(
        today in path.read_text("utf-8") for path in (support.ROOT / "content").rglob("*.yml")
    )
    for address in pages:
        text = (site / address).read_text("utf-8")
        assert is_a_deadline or today not in text, address
        assert str(support.ROOT) not in text, address
        assert str(site) not in text, address


def test_a_date_of_formation_is_not_called_one_of_publication(site: Path) -> None:
    """国办秘函〔2019〕19号: a forged date of publication is a veto item."""
    rows = LexborHTMLParser((site / "index.html").read_text("utf-8")).css("td[data-label='发布日期']")
    shown = {row.parent.css_first("a").text()[:2]: row.text() for row in rows if row.parent}
    assert shown["临湘"] == "2024年8月1日成文"
    assert shown["芜湖"] == "2024年3月22日"
    assert shown["景德"] == "原文未载"
