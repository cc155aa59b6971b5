"""An auditor asks what cites a policy and what a plan dropped (design, section 8, questions 15 and 20)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import support
import yaml
from selectolax.lexbor import LexborHTMLParser

Pages = dict[str, LexborHTMLParser]
Tasks = list[dict[str, Any]]


@pytest.fixture(scope="module")
def tasks(example_site: Path) -> Tasks:
    found: Tasks = json.loads((example_site / "data" / "tasks.json").read_text("utf-8"))["tasks"]
    return found


def linked(page: LexborHTMLParser, address: str, selector: str) -> set[str]:
    """The pages that the links of a part of a page lead to, as addresses from the root of the site."""
    found = (node.attributes.get("href") or "" for node in page.css(f"{selector} a"))
    return {support.target_of(address, href)[0] for href in found}


def test_15_what_cites_one_policy_under_any_of_its_names(example_pages: Pages, tasks: Tasks) -> None:
    text = (support.EXAMPLE / "content" / "policies.yml").read_text("utf-8")
    registry = yaml.safe_load(text)["policies"]
    names_used = 0
    for policy in registry:
        names = {policy["title"], *policy.get("aliases", [])}
        citing = {task["url"] for task in tasks if names & set(task["cites"])}
        names_used += len({name for task in tasks for name in task["cites"]} & names) > 1
        address = f"policies/{policy['id']}.html"
        assert linked(example_pages[address], address, ".gk-table td") & {t["url"] for t in tasks} == citing
    assert names_used, "no policy of the example is cited under two names"


def test_20_what_this_years_plan_dropped_of_last_years(example_pages: Pages, tasks: Tasks) -> None:
    address = "shuiwu/2026-yaodian/compare.html"
    page = example_pages[address]
    urls = {task["id"]: task["url"] for task in tasks}
    now = [task for task in tasks if task["document"] == "2026-yaodian" and task["agency"] == "shuiwu"]
    before = {task["url"] for task in tasks if task["document"] == "2025-yaodian"}
    continued = {
        urls[link["to"]] for task in now for link in task["links"] if link["kind"] == "continues"
    } & before
    assert continued
    assert linked(page, address, ".gk-pair .gk-meta-line") == continued
    left = linked(page, address, "section[aria-labelledby^='left-']") & before
    assert left == {url for url in before if url in _plans(tasks)} - continued
    unlinked = linked(page, address, "section[aria-labelledby='unlinked']")
    assert unlinked == {
        task["url"]
        for task in now
        if task["url"] in _plans(tasks) and not any(link["kind"] == "continues" for link in task["links"])
    }


def _plans(tasks: Tasks) -> set[str]:
    return {task["url"] for task in tasks if task["section"]["kind"] in ("plan", "requirements")}
