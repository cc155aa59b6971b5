"""The results as a Markdown table and as JSON, with the machine and the versions they were made with."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from bench.result import Result

_MB = 1_000_000
_PACKAGES = ("mkdocs", "mkdocs-material", "hugo", "jinja2", "pydantic", "pyyaml")


def table(results: Sequence[Result], folder: Path) -> str:
    """`gongkai / it` under 1 means that gongkai was faster; `synced` counts until all is on the disk."""
    lines = [
        "| tasks | generator | wall s, median | min to max | gongkai / it | synced s | gongkai / it, synced "
        "| CPU s | files | pages | MB of HTML | KB a task page | peak MB, all processes | peak MB, largest |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for r in results:
        walls = [timing.wall for timing in r.timings]
        ours = _gongkai(results, r.tasks)
        lines.append(
            f"| {r.tasks:,} | {r.name} | {r.wall:.2f} | {min(walls):.2f} to {max(walls):.2f} | "
            f"{ours.wall / r.wall:.2f} | {r.synced:.2f} | {ours.synced / r.synced:.2f} | {r.cpu:.1f} "
            f"| {r.size.files:,} | {r.size.pages:,} | {r.size.bytes / _MB:.0f} "
            f"| {r.size.task_bytes / 1000:.1f} | {r.memory.tree:.0f} | {r.memory.largest:.0f} |"
        )
    found = machine(folder)
    versions = ", ".join(f"{name} {version}" for name, version in found.versions.items())
    return "\n".join(
        [
            *lines,
            "",
            f"{found.cores} cores, {found.system}, Python {found.python}, built in {found.folder}, "
            f"load of the last 5 minutes {found.load}; {versions}.",
        ]
    )


def as_json(results: Sequence[Result], folder: Path) -> str:
    rows = [
        {
            "tasks": r.tasks,
            "generator": r.name,
            "wall_seconds": [timing.wall for timing in r.timings],
            "synced_seconds": [timing.synced for timing in r.timings],
            "cpu_seconds": [timing.cpu for timing in r.timings],
            "wall_median": r.wall,
            "cpu_median": r.cpu,
            "gongkai_ratio": _gongkai(results, r.tasks).wall / r.wall,
            "files": r.size.files,
            "pages": r.size.pages,
            "html_bytes": r.size.bytes,
            "task_page_bytes": r.size.task_bytes,
            "peak_tree_pss_mib": r.memory.tree,
            "peak_largest_rss_mib": r.memory.largest,
        }
        for r in results
    ]
    return (
        json.dumps({"machine": asdict(machine(folder)), "results": rows}, ensure_ascii=False, indent=1) + "\n"
    )


@dataclass(frozen=True, slots=True)
class Machine:
    """`load` is the average of the last five minutes."""

    cores: int
    system: str
    python: str
    folder: str
    load: float
    versions: dict[str, str]


def machine(folder: Path) -> Machine:
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return Machine(
        len(os.sched_getaffinity(0)),
        f"{platform.system()} {platform.machine()}",
        platform.python_version(),
        str(folder),
        round(os.getloadavg()[1], 1),
        versions,
    )


def _gongkai(results: Sequence[Result], tasks: int) -> Result:
    return next(r for r in results if r.name == "gongkai" and r.tasks == tasks)
