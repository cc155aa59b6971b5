"""Views that pages share: a page shows the same whatever was made before it."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from support import AGENCY, HEAD, ROOT, SOUND, write

from generator.build import check
from generator.build.portions import portions_of
from generator.content.config import read_config
from generator.output import render
from generator.output.render import TEMPLATES, Renderer
from generator.pages import Head, Page, PageContext, context, pages_of, plan

YEARS = (2023, 2024)


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Two agencies whose documents, units and deadlines differ in what their addresses and words do not
    say."""
    files = {
        "topics.yml": "topics:\n  - {id: t, name: 主题甲}\n",
        "policies.yml": "policies:\n  - {id: p, title: 某办法全文}\n",
    }
    for agency in ("jia", "yi"):
        files[f"{agency}/agency.yml"] = AGENCY.replace("甲局", f"{agency}局").replace(
            "业务一科", f"{agency}一处"
        )
        for year in YEARS:
            files[f"{agency}/plan-{year % 2}.yml"] = (
                HEAD.replace("一份文件", f"{agency}局{year}年要点").replace("period: 2024", f"period: {year}")
                + "sections:\n  - title: 一节\n    tasks:\n"
                + f"      - {{id: 1, title: 任务, text: '{agency}一处按某办法全文办', responsibility: "
                f"[{{unit: yi-ke, role: lead}}], "
                + "deadlines: [12月底前, 每季度], topics: [t], cites: [p]}\n"
            )
    return write(tmp_path / "content", files)


@pytest.mark.parametrize("name", ["alike", "sound", "real"])
def test_a_view_does_not_depend_on_what_was_made_before(name: str, request: pytest.FixtureRequest) -> None:
    content = {"sound": SOUND / "content", "real": ROOT / "content"}.get(name) or request.getfixturevalue(
        "alike"
    )
    library, problems = check(content)
    assert not [p for p in problems if p.severity == "error"]
    config = read_config(ROOT / "site_config.yml")
    shared = PageContext.of(library, config)
    for group in plan(shared):
        scope = shared.for_group()
        for page in group:
            assert _plain(page.view(scope)) == _plain(page.view(PageContext.of(library, config))), (
                page.address
            )


def test_pages_are_the_same_however_little_is_remembered(
    alike: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, _ = check(alike)
    config, renderer = read_config(ROOT / "site_config.yml"), Renderer(TEMPLATES)

    def bodies() -> list[str]:
        shared = PageContext.of(library, config)
        return [page.body for group in plan(shared) for page in renderer.pages(group, shared)]

    whole = bodies()
    monkeypatch.setattr(context, "_MOST_KEPT", 1)
    monkeypatch.setattr(render, "_MOST_KEPT", 1)
    assert bodies() == whole


@pytest.mark.parametrize("sizes", [[], [1], [600], [3, 249, 1, 1], [251, 2], [100, 100, 100, 1, 700, 1]])
def test_a_process_takes_about_250_pages_in_hand_and_no_group_is_cut_without_need(sizes: list[int]) -> None:
    page = Page("a.html", "a.html", Head("甲"), lambda _: None, "")
    groups = [[replace(page, address=f"{i}-{j}") for j in range(size)] for i, size in enumerate(sizes)]
    portions = portions_of(groups)
    parts = [part for portion in portions for part in portion]
    assert list(pages_of(parts)) == list(pages_of(groups))
    assert len(parts) == sum(-(-size // 250) for size in sizes)
    counts = [sum(map(len, portion)) for portion in portions]
    assert all(250 <= count < 500 for count in counts[:-1])
    assert sum(counts) == sum(sizes)


def _plain(view: Any) -> Any:
    """Views know no equality; what they hold does."""
    return asdict(view) if is_dataclass(view) and not isinstance(view, type) else view
