"""What Lighthouse says of each kind of page, and how smoothly a long document moves: for `make audit`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import support
from support import ROOT, needed

from bench import lighthouse, synthetic
from generator.build import build

LONGEST_TASK = 100  # ms
REPORT = {
    "categories": {
        "performance": {"score": 0.944, "auditRefs": [{"id": "first-contentful-paint", "weight": 10}]},
        "accessibility": {
            "score": 0.96,
            "auditRefs": [
                {"id": "label", "weight": 7},
                {"id": "hint", "weight": 0},
                {"id": "none", "weight": 1},
            ],
        },
        "best-practices": {"score": 1, "auditRefs": []},
        "seo": {"score": None, "auditRefs": []},
    },
    "audits": {
        "first-contentful-paint": {"score": 0.8, "numericValue": 1850.4},
        "cumulative-layout-shift": {"score": 1, "numericValue": 0.06},
        "label": {"score": 0},
        "hint": {"score": 0},
        "none": {"score": None},
        "network-requests": {"details": {"items": [{"transferSize": 150_000}, {"transferSize": 1_000}]}},
    },
}
_WATCH = """() => new Promise((done) => {
  const long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "longtask" });
  const bottom = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
  const step = () => {
    if (bottom()) return setTimeout(() => done([long, scrollY]), 200);
    scrollBy({ top: innerHeight / 2, behavior: "instant" });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def test_figures_are_what_counts_in_a_report() -> None:
    found = lighthouse.figures_of(REPORT)
    assert found == lighthouse.Figures(
        scores=(94, 96, 100, 0),
        paint=1.8504,
        shift=0.06,
        transfer=151.0,
        requests=2,
        wanting=("first-contentful-paint", "label"),
    )
    row = lighthouse.table({"task": found}).splitlines()[-1]
    assert row == "| task | 94 | 96 | 100 | 0 | 1.9 | 0.060 | 151 | 2 |"


def test_each_aim_that_is_missed_is_told() -> None:
    good = lighthouse.Figures((95, 100, 100, 100), 1.8, 0.05, 150.0, 10, ())
    assert lighthouse.short_of_aims({"task": good}) == []
    bad = lighthouse.figures_of(REPORT)
    assert lighthouse.short_of_aims({"home": good, "task": bad}) == [
        "task: performance 94 < 95 (first-contentful-paint, label)",
        "task: seo 0 < 95 (first-contentful-paint, label)",
        "task: paint 1.850 > 1.8",
        "task: shift 0.060 > 0.05",
        "task: 151 KB > 150",
    ]


def test_a_page_that_could_not_be_looked_at_is_no_result() -> None:
    with pytest.raises(RuntimeError, match="no first paint"):
        lighthouse.figures_of({"runtimeError": {"message": "no first paint"}})


@pytest.mark.audit
@pytest.mark.machine
def test_lighthouse_is_content(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints the table and keeps it in build/lighthouse.md."""
    needed(lighthouse.PROGRAM.exists(), "没有 Lighthouse：先运行 npm install --prefix bench/node")
    pages = lighthouse.look_at_all(site)
    table = lighthouse.table(pages)
    with capsys.disabled():
        print("\n" + table)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "lighthouse.md").write_text(table, "utf-8")
    assert lighthouse.short_of_aims(pages) == []


@pytest.mark.audit
@pytest.mark.machine
@pytest.mark.parametrize("width", [390, 1280])
def test_a_document_of_300_tasks_moves_without_a_long_pause(browser: Any, tmp_path: Path, width: int) -> None:
    synthetic.write_content(tmp_path / "content", 300, in_document=300)
    build(tmp_path / "content", ROOT / "site_config.yml", tmp_path / "site", 1)
    with support.serving(tmp_path / "site") as served:

        def moves() -> bool:
            page = support.new_page(browser, viewport={"width": width, "height": 800})
            page.goto(f"{served}/agency-01/plan-001/index.html", wait_until="load")
            # what is not laid out yet is no inner text
            assert (page.locator("article").text_content() or "").count("牵头") >= 300
            long, reached = page.evaluate(_WATCH)
            page.close()
            assert reached > 10_000
            print(width, reached, long)
            return all(task <= LONGEST_TASK for task in long)

        assert support.is_ever(moves)
