"""Time a new process after one edited word beside a build from scratch: `python -m bench.incremental`.

With PEERS=1 Hugo too, after the same edit. Of gongkai also the first build that keeps what the next one
needs, beside one that keeps nothing. CPU seconds are compared: other work on the machine hardly changes them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from bench import build, synthetic
from bench.contender import Contender, Timing, time_build
from generator.output.cache import Folder

_DOCUMENT = "content/agency-01/plan-001.yml"
_WORDS = ("监督", "检查")  # the one takes the place of the other, and the other way round


@dataclass(frozen=True, slots=True)
class Kind:
    """A build, and what happens before it."""

    name: str
    contender: Contender
    edit: Callable[[], None] = lambda: None


def edit_of(path: Path) -> Callable[[], None]:
    """Another word in the first place where one of the two stands, at each call."""
    turns = cycle((_WORDS, _WORDS[::-1]))

    def edit() -> None:
        old, new = next(turns)
        text = path.read_text("utf-8")
        if old not in text:
            raise ValueError(f"{path}: no {old} to edit")
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def kinds(folder: Path, tasks: int, jobs: int, peers: bool) -> list[Kind]:
    """All that are compared, each ready for its edits; the first is what the others are measured by."""
    synthetic.write_content(folder / "content", tasks)
    cold, site = build.gongkai(folder, jobs), folder / "kept"
    first = _into(cold, site)
    found = [
        Kind("cold", cold),
        Kind("first, with a cache", first),
        Kind("one word edited", replace(first, fresh=[]), edit_of(folder / _DOCUMENT)),
    ]
    return [*found, *(_hugo(folder) if peers else [])]


def _into(contender: Contender, site: Path) -> Contender:
    command = [str(site) if part == str(contender.site) else part for part in contender.command]
    command.append("--incremental")
    return replace(contender, command=command, site=site, fresh=[site, Folder(site).path])


def _hugo(folder: Path) -> list[Kind]:
    from bench.peers import hugo, pages

    shell = pages.task_shell(folder / "content", build.CONFIG)
    cold = hugo.from_data(folder / "hugo", pages.task_pages(folder / "content", build.CONFIG), shell)
    page = min((folder / "hugo" / "content").rglob("*.md"))
    warm = replace(cold, fresh=[], command=[part for part in cold.command if part != "--ignoreCache"])
    return [Kind("Hugo, cold", cold), Kind("Hugo, one word edited", warm, edit_of(page))]


def run(folder: Path, tasks: int, rounds: int, jobs: int, peers: bool) -> dict[str, list[Timing]]:
    """Everything in turn, so that noise hits all alike; before that once uncounted."""
    found: dict[str, list[Timing]] = {}
    compared = kinds(folder, tasks, jobs, peers)
    for number in range(rounds + 1):
        for kind in compared:
            kind.edit()
            timing = time_build(kind.contender)
            if number:
                found.setdefault(kind.name, []).append(timing)
                print(f"{tasks} tasks, round {number}: {kind.name} {timing.cpu:.2f} CPU s", file=sys.stderr)
    return found


def table(tasks: int, found: dict[str, list[Timing]]) -> str:
    """Medians; the ratio is that of CPU seconds in each round to those of gongkai's cold build."""
    base = found["cold"]
    lines = ["| tasks | build | CPU s | wall s | CPU / cold |", "| ---: | --- | ---: | ---: | ---: |"]
    for name, timings in found.items():
        cpu, wall = (statistics.median(getattr(t, what) for t in timings) for what in ("cpu", "wall"))
        ratio = statistics.median(t.cpu / cold.cpu for t, cold in zip(timings, base, strict=True))
        lines.append(f"| {tasks:,} | {name} | {cpu:.2f} | {wall:.2f} | {ratio:.2f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.incremental", description=__doc__)
    parser.add_argument("--tasks", type=int, action="append", metavar="N", help="may be repeated (10000)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=build.default_folder())
    parser.add_argument("--peers", action="store_true", default=os.environ.get("PEERS") == "1")
    chosen = parser.parse_args(arguments)
    for tasks in chosen.tasks or (10_000,):
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=chosen.folder) as scratch:
            found = run(Path(scratch), tasks, chosen.rounds, chosen.jobs, chosen.peers)
        print(table(tasks, found))


if __name__ == "__main__":
    main()
