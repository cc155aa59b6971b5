"""What Lighthouse says of a page as a phone gets it, and the table of several pages.

`python -m bench.lighthouse` builds the real site, serves it compressed and prints the table; `make audit`
does the same and holds the aims. The scores depend on the machine; bytes and requests do not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build import build
from tests.search.search_harness import ROOT, Site
from tests.support import CHROMIUM

PROGRAM = ROOT / "bench" / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
PARTS = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "home": "index.html",
    "document": "wuhu/2024-yaodian/index.html",
    "task": "linxiang/2024-zeren-fenjie/7.html",
    "unit": "linxiang/units/yingji-zhihui-zhongxin.html",
    "search": "search.html?q=应急",
}
LEAST_SCORE = 95
LATEST_PAINT = 1.8
MOST_SHIFT = 0.05
MOST_TRANSFER = 150.0

_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic"
_HEAD = (
    "| page | performance | accessibility | best practices | SEO | first contentful paint, s | layout shift |"
    " transfer, KB | requests |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores of 0 to 100 in the order of PARTS; seconds; layout shift, which has no unit; KB of 1,000 bytes
    as sent, heads included; and what Lighthouse found wanting (ids of audits that count and are below 0.9).
    """

    scores: tuple[int, ...]
    paint: float
    shift: float
    transfer: float
    requests: int
    wanting: tuple[str, ...]


def look(address: str) -> Figures:
    """Run Lighthouse on one page as it is set up by itself: a phone, slow 4G, a processor four times slower.

    Raises RuntimeError with what it said when it comes to no result.
    """
    order = [str(shutil.which("node")), str(PROGRAM), address, "--quiet", "--output=json"]
    run = subprocess.run(
        [*order, f"--chrome-flags={_FLAGS}"],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": str(_browser())},
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
    return figures_of(json.loads(run.stdout))


def figures_of(report: Mapping[str, Any]) -> Figures:
    """What counts in a report of Lighthouse. Raises RuntimeError where it says that it could not look."""
    if report.get("runtimeError"):
        raise RuntimeError(report["runtimeError"]["message"])
    audits, parts = report["audits"], report["categories"]
    asked = audits["network-requests"]["details"]["items"]
    counted = [ref["id"] for name in PARTS for ref in parts[name]["auditRefs"] if ref["weight"]]
    return Figures(
        scores=tuple(round(100 * (parts[name]["score"] or 0)) for name in PARTS),
        paint=audits["first-contentful-paint"]["numericValue"] / 1000,
        shift=audits["cumulative-layout-shift"]["numericValue"],
        transfer=sum(item["transferSize"] for item in asked) / 1000,
        requests=len(asked),
        wanting=tuple(
            name for name in counted if (score := audits[name]["score"]) is not None and score < 0.9
        ),
    )


def table(pages: Mapping[str, Figures]) -> str:
    """The figures of pages by their names, as Markdown."""
    return _HEAD + "".join(
        f"| {name} | {' | '.join(map(str, f.scores))} | {f.paint:.1f} | {f.shift:.3f} | {f.transfer:.0f} |"
        f" {f.requests} |\n"
        for name, f in pages.items()
    )


def short_of_aims(pages: Mapping[str, Figures]) -> list[str]:
    """A line for each aim that a page does not reach."""
    found = []
    for name, f in pages.items():
        found += [
            f"{name}: {part} {score} < {LEAST_SCORE} ({', '.join(f.wanting)})"
            for part, score in zip(PARTS, f.scores, strict=True)
            if score < LEAST_SCORE
        ]
        limits = (("paint", f.paint, LATEST_PAINT), ("shift", f.shift, MOST_SHIFT))
        found += [f"{name}: {what} {is_:.3f} > {most}" for what, is_, most in limits if is_ > most]
        if f.transfer > MOST_TRANSFER:
            found.append(f"{name}: {f.transfer:.0f} KB > {MOST_TRANSFER:.0f}")
    return found


def look_at_all(folder: Path) -> dict[str, Figures]:
    """Every kind of page of PAGES, of the real site built in `folder`, over a server that compresses."""
    served = Site(folder, gzip=True)
    try:
        return {name: look(served.address + page) for name, page in PAGES.items()}
    finally:
        served.close()


def _browser() -> Path:
    """Chromium with all its parts where it is there: Lighthouse looks into more of them than our tests do."""
    whole = CHROMIUM.with_name("chromium")
    return whole if whole.exists() else CHROMIUM


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "content", ROOT / "site_config.yml", Path(folder) / "site", 2)
        pages = look_at_all(Path(folder) / "site")
    print(table(pages))
    print(*short_of_aims(pages), sep="\n")


if __name__ == "__main__":
    main()
