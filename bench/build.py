"""Time gongkai's cold build, and with PEERS=1 Hugo and MkDocs on the same task pages:
`python -m bench.build`.

See bench/README.md for what is measured.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import report, sites, synthetic
from bench.contender import Contender, Timing, memory_of_build, time_build
from bench.result import Result
from generator.output.cache import Folder

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "site_config.yml"
_ROOM = 4 * 2**30


def run(folder: Path, tasks: int, rounds: int, peers: bool, jobs: int) -> list[Result]:
    """Build this many tasks with every contender in turn,
    `rounds` times over, so that noise hits all alike.
    """
    synthetic.write_content(folder / "content", tasks)
    ours = gongkai(folder, jobs)
    contenders = [ours, *(_peers(folder) if peers else [])]
    timings: dict[str, list[Timing]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        for contender in contenders:
            timing = time_build(contender)
            timings[contender.name].append(timing)
            print(
                f"{tasks} tasks, round {number + 1}: {contender.name} {timing.wall:.2f} s",
                file=sys.stderr,
                flush=True,
            )
    memory = {contender.name: memory_of_build(contender) for contender in contenders}
    addresses = _addresses(ours.site)
    for contender in contenders:
        sites.compare(ours.site, contender.site, addresses)
    return [
        Result(tasks, c.name, timings[c.name], memory[c.name], sites.size_of(c.site, addresses))
        for c in contenders
    ]


def gongkai(folder: Path, jobs: int) -> Contender:
    """A build of the content in `folder`."""
    compileall.compile_dir(ROOT / "generator", quiet=1)  # as pip does for every package it installs
    site = folder / "site"
    return Contender(
        name="gongkai",
        command=[
            sys.executable,
            "-m",
            "generator",
            "build",
            "--content",
            str(folder / "content"),
            "--config",
            str(CONFIG),
            "--site",
            str(site),
            "--jobs",
            str(jobs),
            "--no-incremental",  # as Hugo has --ignoreCache
        ],
        site=site,
        fresh=[site, Folder(site).path],
        environment={"PYTHONPATH": str(ROOT)},
    )


def _peers(folder: Path) -> list[Contender]:
    """Imported here: without PEERS=1 nothing of theirs is needed."""
    from bench.peers import hugo, mkdocs, pages
    from generator.content.config import read_config
    from generator.content.markdown_pages import PAGES

    content = folder / "content"
    shell = pages.task_shell(content, CONFIG)
    tasks = list(pages.task_pages(content, CONFIG))
    from_data = hugo.from_data(folder / "hugo", tasks, shell)
    return [
        from_data,
        hugo.with_pagefind(from_data),
        hugo.ready_made(folder / "hugo-ready", tasks, shell),
        mkdocs.prepare(folder / "mkdocs", tasks, read_config(CONFIG), content / PAGES),
    ]


def _addresses(site: Path) -> list[str]:
    """The task pages, by the layout of synthetic content: agency-NN/plan-NNN/NN.html."""
    return sorted(str(path.relative_to(site)) for path in site.glob("agency-*/plan-*/[0-9]*.html"))


def default_folder() -> Path:
    """Memory rather than a disk, where there is room: the generators are compared, not the disk."""
    shared = Path("/dev/shm")
    return (
        shared if shared.is_dir() and shutil.disk_usage(shared).free > _ROOM else Path(tempfile.gettempdir())
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__)
    parser.add_argument(
        "--tasks",
        type=int,
        action="append",
        metavar="N",
        help="number of tasks; may be repeated (1000 and 10000)",
    )
    parser.add_argument("--rounds", type=int, default=3, help="timed runs of each contender (3)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that gongkai uses (2)")
    parser.add_argument(
        "--folder", type=Path, default=default_folder(), help="where to build (/dev/shm if there is room)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument(
        "--peers",
        action="store_true",
        default=os.environ.get("PEERS") == "1",
        help="also run Hugo and MkDocs, as PEERS=1 does",
    )
    chosen = parser.parse_args(arguments)
    results: list[Result] = []
    for tasks in chosen.tasks or (1000, 10000):
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=chosen.folder) as scratch:
            results += run(Path(scratch), tasks, chosen.rounds, chosen.peers, chosen.jobs)
    print(report.table(results, chosen.folder))
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(report.as_json(results, chosen.folder), "utf-8")


if __name__ == "__main__":
    main()
