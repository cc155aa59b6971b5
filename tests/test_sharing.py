"""What search engines, chats and readers get of a page besides its text: head, trail, foot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import support
from selectolax.lexbor import LexborHTMLParser

SITE = "https://test.example/zwgk/"
Pages = dict[str, LexborHTMLParser]


@pytest.fixture(scope="module")
def tiny(built_tiny: Path) -> Pages:
    return support.pages_of(built_tiny)


def named(page: LexborHTMLParser, selector: str) -> str:
    [node] = page.css(selector)
    return node.attributes["content"] or node.attributes.get("href") or ""


def trail(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """The breadcrumbs; a page of an agency, a document or data says besides what it is of."""
    said = [json.loads(script.text()) for script in page.css('script[type="application/ld+json"]')]
    [items] = [one["itemListElement"] for one in said if one["@type"] == "BreadcrumbList"]
    return list(items)


def test_every_page_says_what_it_is_and_where(tiny: Pages) -> None:
    described = {}
    for address, page in tiny.items():
        if address == "404.html":
            continue
        [canonical] = page.css('link[rel="canonical"]')
        whole = canonical.attributes["href"]
        assert whole == SITE + address
        assert named(page, 'meta[property="og:url"]') == whole
        title = named(page, 'meta[property="og:title"]')
        assert title
        assert title in (page.css_first("title").text() or "")
        about = named(page, 'meta[name="description"]')
        assert 0 < len(about) <= 150
        described[address] = about
    tasks = [
        words for address, words in described.items() if address.count("/") == 2 and "index" not in address
    ]
    assert len(set(described.values())) == len(described), "pages that describe themselves alike"
    assert tasks


def test_the_description_of_a_task_answers_who_when_and_with_what_result(tiny: Pages) -> None:
    about = named(tiny["jia/2024-yaodian/1.html"], 'meta[name="description"]')
    page = tiny["jia/2024-yaodian/1.html"]
    for unit in page.css(".gk-summary .gk-unit"):
        assert unit.text() in about
    for due in page.css(".gk-summary .gk-dues strong"):
        assert due.text() in about
    assert page.css_first(".gk-summary .gk-status").text() in about


def test_the_trail_is_that_of_the_page_and_leads_to_pages(tiny: Pages) -> None:
    checked = 0
    for address, page in tiny.items():
        crumbs = page.css("article > .gk-crumbs a")
        if not page.css('script[type="application/ld+json"]'):
            continue
        items = trail(page)
        assert [i["position"] for i in items] == list(range(1, len(items) + 1))
        assert [i["name"] for i in items[:-1]] == [a.text() for a in crumbs]
        assert items[-1]["item"] == SITE + address
        for item in items:
            assert item["item"].startswith(SITE)
            assert item["item"].removeprefix(SITE).partition("#")[0] in tiny
        checked += 1
    assert checked > 20


def test_every_data_page_says_its_date_and_its_address(tiny: Pages) -> None:
    for address, page in tiny.items():
        if address in ("404.html", "guide.html", "rules.html"):
            continue
        foot = page.css_first(".gk-about")
        assert foot is not None, address
        if "/2024-" not in address:
            assert ("数据截至20" in foot.text()) is not page.css_first("h1").text().startswith("页面已"), (
                address
            )
        elif not page.css_first("h1").text().startswith("页面已"):
            assert ("更新日期：20" in foot.text()) is address.startswith("jia/"), address
        assert foot.css_first(".gk-address").text() == SITE + address


@pytest.mark.parametrize("place", ["jiucuo@test.example", "https://test.example/jiucuo?from=1"])
def test_a_mistake_is_told_with_the_address_of_the_page(tmp_path: Path, place: str) -> None:
    root = support.copy_sound(tmp_path)
    config = root / "site_config.yml"
    text = config.read_text("utf-8")
    assert text.endswith("测试主办单位\n")  # the footer is its last part
    config.write_text(f"{text}  correction: {place}\n", "utf-8")
    assert support.build(root, "--jobs", 1).status == 0
    pages = support.pages_of(root / "site")
    for address in ("jia/2024-yaodian/1.html", "index.html", "guide.html"):
        [link] = pages[address].css(".gk-correct a")
        href = link.attributes["href"] or ""
        if "@" in place:
            assert href.startswith(f"mailto:{place}?subject=")
            assert unquote(href).endswith(f"&body=页面地址：{SITE}{address}")
        else:
            assert parse_qs(urlsplit(href).query) == {"from": ["1"], "url": [SITE + address]}


def test_without_such_a_place_nothing_is_offered(tiny: Pages) -> None:
    assert not any(page.css(".gk-correct") for page in tiny.values())


@pytest.mark.parametrize("place", ["javascript://x", "电话", "a b@test.example", "x@test.example?cc=y"])
def test_no_other_place_is_taken(tmp_path: Path, place: str) -> None:
    root = support.copy_sound(tmp_path)
    config = root / "site_config.yml"
    config.write_text(f"{config.read_text('utf-8')}  correction: '{place}'\n", "utf-8")
    run = support.build(root, "--jobs", 1)
    assert run.status == 1
    assert f"“{place}”不是邮箱，也不是网址" in run.said
