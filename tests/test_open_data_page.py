"""The page of the data and the buttons that lead to it: they offer what is there, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import AGENCY, HEAD, SOUND, build, data_files, library_of, run, target_of, write

from generator.build.checking import joined
from generator.content.config import Licence, read_config
from generator.content.files import read
from generator.exports import addresses, catalogue
from generator.exports.columns import TABLES
from generator.exports.data_page import data_pages, view
from generator.exports.questions import QUESTIONS
from generator.library.build import Library
from generator.model import routes
from generator.pages import PageContext, reads
from generator.pages.facts import Facts
from generator.pages.linked_data import json_ld


@pytest.fixture(scope="module")
def page(example_site: Path) -> LexborHTMLParser:
    return LexborHTMLParser((example_site / "data/index.html").read_text("utf-8"))


def leads(link: Any) -> str:
    """Where a link of the page of the data leads."""
    return target_of("data/index.html", link.attributes["href"] or "")[0]


# The page


def test_it_offers_every_file_of_the_data_with_its_size(example_site: Path, page: LexborHTMLParser) -> None:
    offered = {}
    for link in page.css("article .gk-files a"):
        size = link.parent.css_first(".gk-meta") if link.parent else None
        offered[target_of("data/index.html", link.attributes["href"] or "")[0]] = size.text() if size else ""
    linked = {
        target_of("data/index.html", a.attributes["href"] or "")[0] for a in page.css("article a[href]")
    }
    assert data_files(example_site) <= linked
    assert catalogue.undescribed(data_files(example_site)) == []
    assert {"shuiwu/disclosure.xlsx", "shuiwu/tasks.json", "shuiwu/feed.xml", "feed.xml"} <= set(offered)
    for address, size in offered.items():
        assert size == catalogue.size_in_words((example_site / address).stat().st_size), address


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 字节"),
        (999, "999 字节"),
        (1000, "1 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (21_345_678, "21.3 MB"),
    ],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert catalogue.size_in_words(size) == words


def test_it_explains_every_field_of_every_table(example_site: Path, page: LexborHTMLParser) -> None:
    told = {
        details.css_first("summary code").text(): [th.text() for th in details.css("tbody th")]  # type: ignore[union-attr]
        for details in page.css("details.gk-fields")
    }
    assert told == {table.name: list(table.names) for table in TABLES}
    for table in TABLES:
        head = (example_site / f"data/{table.name}.csv").read_bytes().decode("utf-8-sig").partition("\r\n")[0]
        assert head.split(",") == told[table.name]


def test_it_shows_the_questions_and_where_the_data_ends(page: LexborHTMLParser) -> None:
    assert [pre.text() for pre in page.css("pre.gk-sql")] == [question.sql for question in QUESTIONS]
    assert "数据截至2026年3月31日" in page.css_first("article").text()  # type: ignore[union-attr]


def test_a_site_that_is_only_looked_at_offers_nothing(tmp_path: Path) -> None:
    library, _ = library_of(tmp_path, {})
    shown = view(PageContext.of(library, read_config(SOUND / "site_config.yml")), {})
    assert (shown.whole, shown.tables, shown.agencies, shown.catalogue) == ([], [], [], None)
    assert data_pages()[0].address == routes.DATA


def test_what_is_promised_beside_the_pages_is_known_to_whoever_checks_links(example: Library) -> None:
    assert {routes.WORKBOOK, routes.DEADLINES_CSV, routes.CATALOGUE, routes.FEED} <= addresses(example)


# The licence


@pytest.mark.usefixtures("quick")
def test_the_licence_is_said(sound: Path) -> None:
    config = sound / "site_config.yml"
    text = config.read_text("utf-8") + "data_licence: {name: 许可, url: 'https://test.example/xuke'}\n"
    config.write_text(text, "utf-8")
    assert build(sound, "--jobs", 1).status == 0
    made = LexborHTMLParser((sound / "site/data/index.html").read_text("utf-8"))
    (link,) = made.css("a[rel~=license]")
    assert (link.text(), link.attributes["href"]) == ("许可", "https://test.example/xuke")


def test_a_licence_by_its_name_alone_and_none(sound: Path, page: LexborHTMLParser) -> None:
    assert "使用许可：没有规定，请向主办单位询问。" in page.css_first("article").text()  # type: ignore[union-attr]
    config = sound / "site_config.yml"
    config.write_text(config.read_text("utf-8") + "data_licence: 云泽县数据开放许可\n", "utf-8")
    assert read_config(config).data_licence == Licence(name="云泽县数据开放许可")
    library, _ = library_of(sound / "other", {})
    shown = view(PageContext.of(library, read_config(config)), {}).licence
    assert shown is not None
    assert (shown.text, shown.href) == ("云泽县数据开放许可", "")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("data_licence: {url: 'https://a.example/'}", "缺少“name”"),
        ("data_licence: {name: 许可, url: www.a.cn}", "“www.a.cn”不是网址"),
        ("data_licence: [许可]", "data_licence"),
        ("data_licence: {nam: 许可}", "不认识“nam”"),
    ],
)
def test_a_licence_that_will_not_do_is_told(sound: Path, written: str, says: str) -> None:
    config = sound / "site_config.yml"
    config.write_text(config.read_text("utf-8") + written + "\n", "utf-8")
    done = build(sound)
    assert done.status == 1
    assert says in done.err
    assert "Traceback" not in done.said


# schema.org


def things(site: Path, address: str) -> list[Any]:
    page = LexborHTMLParser((site / address).read_text("utf-8"))
    return [json.loads(one.text()) for one in page.css('script[type="application/ld+json"]')]


def test_pages_say_what_they_are_of(example_site: Path) -> None:
    assert things(example_site, "shuiwu/index.html")[0] == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "云泽县水务局",
        "url": "https://example.test/zwgk/shuiwu/index.html",
        "alternateName": ["云泽水务局", "云泽县水利局"],
        "areaServed": "虚构省云泽县",
    }
    report = things(example_site, "shuiwu/2026-yaodian/index.html")[0]
    assert report["@type"] == "Report"
    assert report["reportNumber"] == "云水〔2026〕2号"
    assert report["datePublished"] == "2026-02-26"
    assert report["temporalCoverage"] == "2026-01-01/2026-12-31"
    (dataset,) = (one for one in things(example_site, "data/index.html") if one["@type"] == "Dataset")
    assert {one["contentUrl"] for one in dataset["distribution"]} >= {
        "https://example.test/zwgk/data/disclosure.xlsx"
    }
    assert [one["@type"] for one in things(example_site, "shuiwu/2026-yaodian/01.html")] == ["BreadcrumbList"]


def test_no_word_ends_the_script() -> None:
    made = json_ld({"@type": "Report", "name": "</script><b>&"})
    assert "<" not in made
    assert json.loads(made)["name"] == "</script><b>&"


# Buttons

OF_AGENCY = ["shuiwu/disclosure.xlsx", "shuiwu/tasks.json", "shuiwu/calendar.ics", "shuiwu/feed.xml"]
UNIT = "shuiwu/units/gongshui-gu"


@pytest.mark.parametrize(
    ("page_", "wanted"),
    [
        ("shuiwu/index.html", [*OF_AGENCY, "search.html"]),
        ("shuiwu/2026-yaodian/index.html", [*OF_AGENCY, "search.html"]),
        ("shuiwu/units/gongshui-gu.html", [f"{UNIT}.ics", f"{UNIT}.xml", "search.html"]),
        ("topics/gongshui.html", ["search.html", "data/index.html"]),
        ("policies/qinghe-xingdong.html", ["policies/qinghe-xingdong.xml", "data/index.html"]),
        ("deadlines.html", ["data/deadlines.csv", "data/disclosure.xlsx", OF_AGENCY[2], "data/index.html"]),
    ],
)
def test_what_can_be_taken_away_stands_where_people_look(
    example_site: Path, page_: str, wanted: list[str]
) -> None:
    page = LexborHTMLParser((example_site / page_).read_text("utf-8"))
    assert len(page.css(".gk-downloads")) == 1
    found = {target_of(page_, a.attributes["href"] or "")[0] for a in page.css(".gk-downloads a")}
    assert set(wanted) <= found
    assert [address for address in found if not (example_site / address).is_file()] == []


@pytest.mark.usefixtures("quick")
def test_an_agency_without_anything_dated_has_no_dead_link(sound: Path) -> None:
    shutil.rmtree(sound / "content/jia")
    (sound / "content/moved.yml").unlink(missing_ok=True)
    assert build(sound, "--jobs", 1).status == 0
    said = run("verify", sound / "site")
    assert said.status == 0, said.said
    assert not (sound / "site/feed.xml").exists()
    assert "atom+xml" not in (sound / "site/index.html").read_text("utf-8")


def test_a_document_is_made_again_where_its_agency_has_a_calendar_no_more(tmp_path: Path) -> None:
    task = "sections: [{title: 一, tasks: [{id: 1, title: 甲, deadlines: [2024年6月底前]}]}]\n"
    content = write(tmp_path, {"jia/agency.yml": AGENCY, "jia/a.yml": HEAD + "sections: [{title: 一}]\n"})

    def facts() -> list[bytes]:
        library, _ = joined(content, read(content, 1, dict))
        document = next(document for document in library.documents if document.id == "a")
        context = PageContext.of(library, read_config(SOUND / "site_config.yml"))
        return list(reads.document(context, Facts.of(library), document))

    write(content, {"jia/b.yml": HEAD + task})
    with_calendar = facts()
    write(content, {"jia/b.yml": HEAD + task.replace("2024年6月底前", "长期坚持")})
    assert facts() != with_calendar
