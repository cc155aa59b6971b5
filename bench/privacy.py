"""How much of what must not be published is found, how much is told in vain, and what looking costs:
`python -m bench.privacy`.

Every secret is invented as it is planted, with right check digits where it is a secret and wrong or other
ones where it is not; none stands in this file. Each is planted in each form and each carrier.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench import synthetic
from bench.carriers import CARRIERS
from bench.planted import FORMS, INNOCENT, SECRETS
from generator.privacy import PUBLIC, findings_in

_ROOT = Path(__file__).resolve().parent.parent
_CORPUS = _ROOT.parent / "shared" / "corpus" / "docs"
_TASKS = 10_000
_LEAST = 0.98
_SEED = 20
_DEAR = ("Word", "压缩包")  # a twentieth of a second each


class Planted(NamedTuple):
    """What was planted and whether it was found."""

    kind: str
    form: str
    carrier: str
    is_found: bool


def plant(folder: Path, seed: int = _SEED, every: int = 1) -> Iterator[Planted]:
    """Every secret in its forms as plain text, and then in each carrier. Of those that take long to make,
    only one kind of `every` so many is planted, in each carrier others.
    """
    choice = random.Random(seed)
    for kind, make in SECRETS.items():
        for form, write in FORMS.get(kind, {"照常": lambda s: s}).items():
            text = make(choice, write)
            yield Planted(kind, form, "文字", any(s.kind not in PUBLIC for s in findings_in(text)))
    for row, (carrier, look) in enumerate(CARRIERS.items()):
        for column, (kind, make) in enumerate(SECRETS.items()):
            if carrier.startswith(_DEAR) and (row + column) % every:
                continue
            text = make(choice, lambda s: s)
            yield Planted(kind, "照常", carrier, look(folder, text))


def innocent(seed: int = _SEED, rounds: int = 40) -> Iterator[tuple[str, str]]:
    """What was told although it is no secret: the kind, and what it was taken for."""
    choice = random.Random(seed)
    for kind, make in INNOCENT.items():
        for _ in range(rounds):
            yield from ((kind, s.kind) for s in findings_in(make(choice)) if s.kind not in PUBLIC)


def false_alarms() -> Iterator[tuple[str, int, int]]:
    """Per collection: its name, its characters, what is told of it."""
    collections = {
        "content/": sorted((_ROOT / "content").rglob("*.yml")),
        "corpus": sorted(_CORPUS.glob("*.txt")),
    }
    for name, paths in collections.items():
        texts = [path.read_text("utf-8") for path in paths]
        told = sum(s.kind not in PUBLIC for text in texts for s in findings_in(text))
        if texts:
            yield name, sum(map(len, texts)), told


def cost(tasks: int = _TASKS) -> tuple[float, float]:
    """CPU seconds of a cold build, and of the look at its content in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthetic.write_content(folder / "content", tasks)
        build = [sys.executable, "-m", "generator", "build", "--content", str(folder / "content")]
        build += ["--config", str(_ROOT / "site_config.yml"), "--site", str(folder / "site")]
        before = _children()
        subprocess.run(build, cwd=_ROOT, check=True, capture_output=True)
        return _children() - before, _looking(folder / "content")


def _looking(content: Path) -> float:
    from generator.build import inspected_content
    from generator.content import files
    from generator.content.load import read_content
    from generator.library.build import build_library

    library = build_library(read_content(files.read(content))[0])[0]
    before = time.process_time()
    inspected_content(library, None)
    return time.process_time() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=_TASKS, help="tasks of the build that is timed; 0: none")
    tasks = parser.parse_args(arguments).tasks
    with tempfile.TemporaryDirectory() as name:
        planted = list(plant(Path(name)))
    for title, of in (("kind", lambda p: p.kind), ("carrier", lambda p: p.carrier)):
        _print_recall(title, planted, of)
    share = sum(p.is_found for p in planted) / len(planted)
    print(f"all: {sum(p.is_found for p in planted)} of {len(planted)} ({share:.1%})")
    for missed in (p for p in planted if not p.is_found):
        print(f"  missed: {missed.kind}, {missed.form}, {missed.carrier}")
    vain = Counter(innocent())
    print(f"innocent: {len(INNOCENT)} kinds, told {sum(vain.values())}", dict(vain) or "")
    for collection, characters, told in false_alarms():
        rate = told / characters * 10_000
        print(f"{collection}: {told} told in {characters} characters, {rate:.2f} per 10,000")
    if tasks:
        build, look = cost(tasks)
        more = look / (build - look)
        print(
            f"cold build of {tasks} tasks: {build:.2f} CPU s, of which the look {look:.2f} ({more:.1%} more)"
        )
    return 0 if share >= _LEAST and not vain else 1


def _print_recall(title: str, planted: list[Planted], of: Callable[[Planted], str]) -> None:
    print(f"\n| {title} | planted | found |\n| --- | ---: | ---: |")
    for name in dict.fromkeys(map(of, planted)):
        some = [p.is_found for p in planted if of(p) == name]
        print(f"| {name} | {len(some)} | {sum(some)} |")
    print()


if __name__ == "__main__":
    sys.exit(main())
