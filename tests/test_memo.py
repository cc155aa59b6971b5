"""Views that pages share: a page shows the same whatever was made before it."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from support import AGENCY, HEAD, ROOT, SOUND, write

from generator.build import check
from generator.content.config import read_config
from generator.pages import PageContext, plan

YEARS = (2023, 2024)


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Two agencies whose documents, units and deadlines differ in what their addresses and words do not say."""
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
                + f"      - {{id: 1, title: 任务, text: '{agency}一处按某办法全文办', responsibility: [{{unit: yi-ke, role: lead}}], "
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
    for page in plan(shared):
        fresh = next(p for p in plan(PageContext.of(library, config)) if p.address == page.address)
        assert _plain(page.view()) == _plain(fresh.view()), page.address


def _plain(view: Any) -> Any:
    """Views know no equality; what they hold does."""
    return asdict(view) if is_dataclass(view) and not isinstance(view, type) else view
