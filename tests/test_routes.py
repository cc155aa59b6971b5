"""Addresses are a promise: these never change. Links between them are relative and lead where they should."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import routes


def test_the_addresses_of_the_design() -> None:
    assert routes.HOME == "index.html"
    assert routes.agency("wuhu") == "wuhu/index.html"
    assert routes.document("wuhu", "2024-yaodian") == "wuhu/2024-yaodian/index.html"
    assert routes.task("wuhu", "2024-yaodian", "02") == "wuhu/2024-yaodian/02.html"
    assert routes.unit("wuhu", "renjiao-ke") == "wuhu/units/renjiao-ke.html"
    assert routes.policy("a") == "policies/a.html"
    assert routes.topic("zhifa") == "topics/zhifa.html"
    assert routes.DEADLINES == "deadlines.html"
    assert routes.TASKS_JSON == "data/tasks.json"


def test_no_id_takes_the_place_of_a_page_of_the_sites_own() -> None:
    """What stands first in an address at the root, and what the design adds beside a document and a task."""
    at_root = (routes.HOME, routes.UNITS, routes.DEADLINES, routes.SEARCH, routes.POLICIES, routes.TOPICS)
    used = {address.partition("/")[0].removesuffix(".html") for address in (*at_root, routes.TASKS_JSON)}
    assert used <= routes.RESERVED_AGENCIES
    assert {"index", "units", "feed", "calendar", "indicators", "tasks"} <= routes.RESERVED_DOCUMENTS
    assert {"index", "results", "matrix", "compare"} <= routes.RESERVED_TASKS


def test_lists_follow_from_other_pages_and_are_no_promise() -> None:
    lists = [
        routes.deadlines_month("2024-12"),
        routes.matrix("wuhu", "2024-yaodian"),
        routes.matrix_of_year("wuhu", "2024"),
        routes.results("wuhu", "2024-yaodian"),
        routes.compare("wuhu", "2024-yaodian"),
        routes.agency_indicators("wuhu"),
        routes.unit_year("wuhu", "renjiao-ke", "2024"),
        routes.topic_agency("zhifa", "wuhu"),
    ]
    assert [address for address in lists if not routes.follows(address)] == []
    kept = [
        *(routes.HOME, routes.DEADLINES, routes.INDICATORS, routes.POLICIES, routes.TOPICS),
        *(
            routes.agency("wuhu"),
            routes.document("wuhu", "matrix-2024"),
            routes.task("wuhu", "2024", "results-2"),
        ),
        *(routes.unit("wuhu", "a"), routes.policy("a"), routes.topic("a"), "files/matrix.html", "guide.html"),
    ]
    assert [address for address in kept if routes.follows(address)] == []


@pytest.mark.parametrize(
    ("to", "base", "link"),
    [
        ("index.html", "index.html", "index.html"),
        ("index.html", "wuhu/2024/02.html", "../../index.html"),
        ("wuhu/2024/03.html", "wuhu/2024/02.html", "03.html"),
        ("wuhu/2024/index.html#t-02", "wuhu/2024/02.html", "index.html#t-02"),
        ("wuhu/units/a.html", "wuhu/2024/02.html", "../units/a.html"),
        ("topics/a.html", "wuhu/2024/02.html", "../../topics/a.html"),
        ("wuhu/2024/02.html", "topics/a.html", "../wuhu/2024/02.html"),
        ("wuhu/2024/02.html", "index.html", "wuhu/2024/02.html"),
        ("a/b.html", "ab/c.html", "../a/b.html"),
    ],
)
def test_relative(to: str, base: str, link: str) -> None:
    assert routes.relative(to, base) == link


_address = st.lists(st.from_regex(r"[a-z0-9-]{1,3}", fullmatch=True), min_size=1, max_size=4).map(
    lambda parts: "/".join(parts) + ".html"
)


@given(_address, _address)
def test_a_relative_link_leads_back(to: str, base: str) -> None:
    assert posixpath.normpath(posixpath.join(posixpath.dirname(base), routes.relative(to, base))) == to


@pytest.mark.parametrize(("address", "depth"), [("index.html", 0), ("a/b.html", 1), ("a/b/c.html", 2)])
def test_depth(address: str, depth: int) -> None:
    assert routes.depth(address) == depth
