"""One command that builds a site: run it from scratch and take its time, or its memory."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

_SAMPLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Contender:
    """`fresh` are the files and folders removed before each run: the old site and every cache."""

    name: str
    command: list[str]
    site: Path
    fresh: list[Path]
    version: str = ""
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds by the clock until the command ends, until all it wrote is on the disk too, and of all cores
    together: other work on the machine hardly changes these.
    """

    wall: float
    synced: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks in MB: of the whole process tree, shared pages counted once (PSS),
    and of its largest process (RSS).
    """

    tree: float
    largest: float


def time_build(contender: Contender) -> Timing:
    """Time one cold build. Raises RuntimeError with what it said when it fails."""
    _remove(contender.fresh)
    cpu = _cpu_of_children()
    started = time.perf_counter()
    _finish(_start(contender), contender)
    wall, cpu = time.perf_counter() - started, _cpu_of_children() - cpu
    os.sync()
    return Timing(wall, time.perf_counter() - started, cpu)


def memory_of_build(contender: Contender) -> Memory:
    """The peaks of one cold build. Sampling slows the build down, so this run is not timed."""
    _remove(contender.fresh)
    process = _start(contender)
    peak_pss = peak_rss = 0
    while process.poll() is None:
        sizes = [_rollup(pid) for pid in _tree(process.pid)]
        peak_pss = max(peak_pss, sum(pss for pss, _ in sizes))
        peak_rss = max([peak_rss, *(rss for _, rss in sizes)])
        time.sleep(_SAMPLE_SECONDS)
    _finish(process, contender)
    return Memory(peak_pss / 1024, peak_rss / 1024)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    os.sync()  # nobody pays for what the run before left unwritten


def _cpu_of_children() -> float:
    """Seconds used so far by all processes that this one, or its children, have waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _start(contender: Contender) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        contender.command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **contender.environment},
    )


def _finish(process: subprocess.Popen[bytes], contender: Contender) -> None:
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(
            f"{contender.name} failed: {' '.join(contender.command)}\n{errors.decode(errors='replace')}"
        )


def _tree(root: int) -> list[int]:
    """The process and all its descendants, from the parent of every process."""
    children: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            children.setdefault(_parent(entry.name), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _parent(pid: str) -> int:
    try:
        return int(Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended meanwhile
        return 0


def _rollup(pid: int) -> tuple[int, int]:
    """PSS and RSS in KB."""
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {key: int(value.split()[0]) for key, _, value in (line.partition(":") for line in lines[1:])}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)
