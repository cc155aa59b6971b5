"""Whether a cited document still holds is said on its page and beside every place that cites it."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import support
from selectolax.lexbor import LexborHTMLParser
from support import HEAD

from generator.build import check
from generator.exports.questions import QUESTIONS
from generator.search.from_library import suggestions

Pages = dict[str, LexborHTMLParser]

POLICIES = """policies:
  - {id: jiu, title: 甲县旧办法, validity: 废止, ended: 2025-07-01, replaced_by: [甲县新办法, 丙细则]}
  - {id: xin, title: 甲县新办法, number: 甲政〔2025〕2号, validity: 有效}
  - {id: bing, title: 丙细则, aliases: [丙县实施细则], validity: 已修改, ended: 2026-01-01}
  - {id: ding, title: 丁县管理条例}
"""
PLAN = (
    HEAD
    + """disclosure: {formed: 2026-01-05, published: 2026-02-10}
sections:
  - title: 一节
    text: 落实甲县旧办法和甲县新办法。
    cites: [甲县旧办法, 甲县新办法]
    tasks:
      - {id: 1, title: 甲, text: 按甲县旧办法和丁县管理条例办理。, cites: [甲县旧办法, 丙细则, 丁县管理条例]}
"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = support.copy_sound(tmp_path_factory.mktemp("validity"))
    jia = root / "content" / "jia"
    for path in (
        *jia.glob("2*.yml"),
        *(root / "content" / "yi").glob("2*.yml"),
        root / "content" / "moved.yml",
    ):
        path.unlink()
    (jia / "2026-jihua.yml").write_text(PLAN, "utf-8")
    (root / "content" / "policies.yml").write_text(POLICIES, "utf-8")
    built = support.build(root)
    assert built.status == 0, built.said
    return root


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return support.pages_of(site / "site")


def marks(page: LexborHTMLParser, selector: str) -> dict[str, str]:
    """What stands in each item that cites, with the mark behind its link."""
    found = {}
    for link in page.css(f"{selector} a"):
        beside = link.next
        mark = beside.text() if beside and "gk-void" in (beside.attributes.get("class") or "") else ""
        found[link.text()] = mark
    return found


def test_its_own_page_says_so_first_and_leads_to_what_replaces_it(pages: Pages) -> None:
    page = pages["policies/jiu.html"]
    first = page.css_first("h1 + p")
    assert first is not None
    assert first.text().startswith("《甲县旧办法》已废止，自2025年7月1日起不再有效。")
    facts = {row.css_first("dt").text(): row.css_first("dd") for row in page.css(".gk-facts > div")}
    assert facts["有效性"].text() == "已废止"
    assert facts["废止日期"].text() == "2025年7月1日"
    assert [a.attributes["href"] for a in facts["代替它的"].css("a")] == ["xin.html", "bing.html"]
    assert "丙细则》已修改" in facts["代替它的"].text().replace("\n", "")


def test_what_holds_says_only_that(pages: Pages) -> None:
    page = pages["policies/xin.html"]
    assert page.css(".gk-void, .gk-ended") == page.css(".gk-facts .gk-void")
    facts = {row.css_first("dt").text(): row.css_first("dd").text() for row in page.css(".gk-facts > div")}
    assert facts["有效性"] == "有效"
    assert "《甲县旧办法》已废止" in facts["它代替的"].replace("\n", "")
    assert "有效性" not in pages["policies/ding.html"].text()


def test_every_place_that_cites_it_has_the_word(pages: Pages) -> None:
    task = marks(pages["jia/2026-jihua/1.html"], "[aria-labelledby=cites] li")
    assert task == {"《甲县旧办法》": "已废止", "《丙细则》": "已修改", "《丁县管理条例》": ""}
    section = marks(pages["jia/2026-jihua/index.html"], ".gk-cites")
    assert section == {"《甲县旧办法》": "已废止", "《甲县新办法》": ""}
    listed = marks(pages["policies/index.html"], ".gk-index")
    assert listed == {
        "《甲县旧办法》": "已废止",
        "《甲县新办法》": "",
        "《丙细则》": "已修改",
        "《丁县管理条例》": "",
    }


@pytest.mark.parametrize("address", ["jia/2026-jihua/1.html", "jia/2026-jihua/index.html"])
def test_running_text_is_marked_and_stays_as_it_is(pages: Pages, address: str) -> None:
    page = pages[address]
    words = page.css_first("p:has(> a[data-validity])")
    assert words is not None
    assert {a.text(): a.attributes["data-validity"] for a in page.css("p > a[data-validity]")} == {
        "甲县旧办法": "已废止"
    }
    texts = [p.text() for p in page.css("p:has(> a[data-validity])")]
    assert {"按甲县旧办法和丁县管理条例办理。", "落实甲县旧办法和甲县新办法。"} >= set(texts)


def test_the_search_box_tells_it_too(site: Path) -> None:
    library, _ = check(site / "content")
    told = {one.name: one.detail for one in suggestions(library) if one.kind == "policy"}
    assert told == {
        "甲县旧办法": "已废止",
        "甲县新办法": "甲政〔2025〕2号",
        "丙细则": "已修改",
        "丁县管理条例": "",
    }


def test_the_data_keep_what_is_cited_as_it_is_printed(site: Path) -> None:
    [task] = json.loads((site / "site" / "data" / "tasks.json").read_text("utf-8"))["tasks"]
    assert task["cites"] == ["甲县旧办法", "丙细则", "丁县管理条例"]


def rows(site: Path, table: str) -> list[dict[str, str]]:
    text = (site / "site" / "data" / f"{table}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_the_table_of_cited_documents_says_how_each_ended(site: Path) -> None:
    told = [
        (row["id"], row["validity"], row["validity_name"], row["ended"], row["replaced_by"])
        for row in rows(site, "policies")
    ]
    assert told == [
        ("jiu", "repealed", "已废止", "2025-07-01", "xin；bing"),
        ("xin", "valid", "有效", "", ""),
        ("bing", "amended", "已修改", "2026-01-01", ""),
        ("ding", "", "", "", ""),
    ]
    assert [row["working_days"] for row in rows(site, "documents")] == ["26"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("已经废止", [("甲县旧办法", "一节"), ("甲县旧办法", "甲")]),
        ("20 个工作日", [("一份文件", 26)]),
    ],
)
def test_an_auditor_asks_the_database(site: Path, words: str, found: list[tuple[object, ...]]) -> None:
    [question] = [one for one in QUESTIONS if words in one.title]
    with closing(sqlite3.connect(site / "site" / "data" / "disclosure.sqlite")) as database:
        database.row_factory = sqlite3.Row
        told = [dict(row) for row in database.execute(question.sql)]
    columns = ("policy", "title") if "policy" in told[0] else ("title", "working_days")
    assert sorted(tuple(row[name] for name in columns) for row in told) == sorted(found)


def test_what_replaces_it_must_be_registered(tmp_path: Path) -> None:
    text = "policies: [{id: a, title: 甲办法, validity: 废止, ended: 2024-05-01, replaced_by: 乙办法}]\n"
    _, problems = support.library_of(tmp_path, {"policies.yml": text})
    assert problems == [
        "content/policies.yml:1:78: 错误：没有登记的引用文件“乙办法”。"
        "是不是“甲办法”？否则请先在 policies.yml 中登记。"
    ]


def test_other_words_for_it_are_told(tmp_path: Path) -> None:
    text = "policies: [{id: a, title: 甲办法, validity: 作废, 废止日期: 2024-05-01}]\n"
    _, problems = support.library_of(tmp_path, {"policies.yml": text})
    assert problems == [
        "content/policies.yml:1:42: 错误：“validity”不能写“作废”。可写：valid 有效；pending 尚未生效；"
        "amended 已修改；expired 已失效；repealed 已废止。",
        "content/policies.yml:1:46: 错误：不认识“废止日期”。是不是想写 ended。",
    ]
