"""A walk through sites: content, registries, configuration and templates edited at random, step by step.

`python tests/walk.py --steps 2000 --seed 7` compares after each step every file, and all that is said, with a
build that keeps nothing. The same seed walks the same way.
"""

from __future__ import annotations

import argparse
import copy
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from support import ROOT, differing
from walk_around import (
    add_agency,
    edit_agency,
    edit_config,
    edit_others,
    edit_pages,
    edit_policies,
    edit_template,
    edit_topics,
    remove_agency,
    spoil_cache,
    spoil_site,
)
from walk_documents import (
    add_document,
    add_task,
    charge_section,
    edit_document,
    edit_task,
    move_task,
    remove_document,
    remove_task,
    rename_document,
    sections_of,
)

from generator import build as module
from generator.content.known import CONTENT
from generator.output.cache import Cache, Folder, Memory
from generator.output.keeping import PARTS
from generator.problems import Problem, ProblemsError

Tree = dict[str, Any]
Edit = Callable[["Walk"], object]

_WORDS = "整治燃气管道老旧小区水库除险加固隐患排查应急演练物资储备防汛抗旱森林防火安全生产培训宣传执法检查"


class Walk:
    """A site as trees, by the names of its files; `random` alone says what happens to it."""

    def __init__(self, seed: int, root: Path) -> None:
        self.random = random.Random(seed)
        self.root, self.content, self.config = root, root / "content", root / "site_config.yml"
        self.templates = root / "templates"
        shutil.copytree(ROOT / "templates", self.templates)
        self.files: dict[str, Tree] = {
            "topics.yml": {
                "topics": [{"id": f"t{i}", "name": f"主题{name}"} for i, name in enumerate("甲乙丙")]
            },
            "policies.yml": {
                "policies": [{"id": f"p{i}", "title": f"{name}项工作办法"} for i, name in enumerate("一二三")]
            },
            "synonyms.yml": {"synonyms": [["燃气", "煤气"]]},
            "moved.yml": {"moved": [{"address": "old/page.html", "reason": "已撤下"}]},
        }
        self.pages = {f"{name}.md": f"# {name}\n\n说明。\n" for name in ("index", "about", "guide", "rules")}
        self.settings: Tree = yaml.safe_load(
            (ROOT / "tests/data/sites/sound/site_config.yml").read_text("utf-8")
        )
        for name in ("jia", "yi"):
            add_agency(self, name)
        for _ in range(5):
            add_document(self)

    # What there is

    def pick(self, found: Any) -> Any:
        return self.random.choice(list(found)) if found else None

    def words(self, most: int = 8) -> str:
        return "".join(self.random.choices(_WORDS, k=self.random.randint(2, most)))

    def agencies(self) -> list[str]:
        return sorted(name.partition("/")[0] for name in self.files if name.endswith("/agency.yml"))

    def documents(self) -> list[str]:
        return sorted(n for n in self.files if "/" in n and not n.endswith("/agency.yml"))

    def document(self) -> Tree:
        name = self.pick(self.documents())
        return self.files[name] if name else add_document(self)

    def tasks(self) -> list[tuple[str, Tree]]:
        """All tasks with their addresses."""
        return [
            (f"{name.removesuffix('.yml')}/{task['id']}", task)
            for name in self.documents()
            for section in sections_of(self.files[name])
            for task in section.get("tasks", [])
        ]

    def task(self) -> Tree:
        return (self.pick(self.tasks()) or ("", add_task(self)))[1]

    def unit_names(self, agency: str) -> list[str]:
        units = self.files[f"{agency}/agency.yml"]["units"]
        return [name for unit in units for name in (unit["name"], *unit.get("aliases", []))]

    def state(self) -> tuple[dict[str, Tree], Tree, dict[str, str]]:
        """All of it but the templates, to come back to."""
        return copy.deepcopy((self.files, self.settings, self.pages))

    # How it is written

    def write(self) -> None:
        """Put everything on the disk; what has not changed keeps its time, what has may get an old one."""
        wanted = {
            f"content/{n}": yaml.safe_dump(t, allow_unicode=True, sort_keys=False)
            for n, t in self.files.items()
        }
        wanted |= {f"content/pages/{name}": text for name, text in self.pages.items()}
        wanted["site_config.yml"] = yaml.safe_dump(self.settings, allow_unicode=True, sort_keys=False)
        for path in (p for p in self.content.rglob("*") if p.is_file()):
            if str(path.relative_to(self.root)) not in wanted:
                path.unlink()
        for folder in sorted(self.content.glob("*/"), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        for name, text in wanted.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")
                if self.random.random() < 0.3:
                    os.utime(path, (1, 1))


# What a clerk, a web master or a programmer does, as often as each comes.
EDITS: tuple[Edit, ...] = (
    *[edit_task] * 14,
    *[edit_document] * 4,
    *(charge_section, add_task, add_task, remove_task, move_task),
    *(add_document, remove_document, rename_document),
    *(edit_agency, edit_agency, edit_agency, add_agency, remove_agency),
    *(edit_topics, edit_topics, edit_policies, edit_policies, edit_others),
    *(edit_config, edit_pages, edit_template, spoil_site, spoil_cache),
)


# The comparison


class _Reference:
    """A cache for the other build: page shells and templates alone, unless everything is to be made."""

    def __init__(self) -> None:
        self.kept, self.is_cold = Memory(), False

    def load(self, name: str) -> Any:
        return None if self.is_cold or name in (CONTENT, PARTS) else self.kept.load(name)

    def save(self, name: str, value: Any) -> None:
        self.kept.save(name, value)


@contextmanager
def _with_templates(folder: Path) -> Iterator[None]:
    before = module.TEMPLATES
    module.TEMPLATES = folder
    try:
        yield
    finally:
        module.TEMPLATES = before


def _said(walk: Walk, site: Path, cache: Cache | None) -> list[Problem] | tuple[int, int, list[Problem]]:
    """What a build says: its problems, with its numbers where it made a site."""
    try:
        built = module.build(walk.content, walk.config, site, 1, durable=False, cache=cache)
    except ProblemsError as error:
        return error.problems
    # which pages are gone is said by the path of the site
    return built.pages, built.tasks, [p for p in built.problems if p.file != str(site)]


def walk_on(seed: int, steps: int, root: Path, tell: Callable[[str], None] = lambda _: None) -> int:
    """So many edits, each compared; the number of those after which a site could be built.

    Raises AssertionError with the seed, the step and the files that differ.
    """
    walk, reference, sound = Walk(seed, root), _Reference(), 0
    good = walk.state()
    warm, cold = root / "site", root / "cold"
    cache: Cache = Folder(warm)
    with _with_templates(walk.templates):
        for step in range(steps):
            edits = (
                [] if step == 0 else [walk.pick(EDITS) for _ in range(walk.random.choice((1, 1, 1, 2, 3)))]
            )
            for edit in edits:
                edit(walk)
            walk.write()
            reference.is_cold = step % 25 == 0
            if reference.is_cold:
                shutil.rmtree(cold, ignore_errors=True)
            told, expected = (
                _said(walk, warm, cache),
                _said(walk, cold, None if reference.is_cold else reference),
            )
            where = f"seed {seed}, step {step}: {[edit.__name__ for edit in edits]}"
            assert told == expected, f"{where}: {told} instead of {expected}"
            tell(f"{where} {'built' if isinstance(told, tuple) else 'refused'}")
            if isinstance(told, tuple):
                sound, good = sound + 1, walk.state()
                assert not (found := differing(warm, cold)), f"{where}: {found}"
            elif walk.random.random() < 0.6:  # else it is mended, or made worse, by what comes next
                walk.files, walk.settings, walk.pages = copy.deepcopy(good)
    return sound


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    begun = time.monotonic()
    print(f"seed {given.seed}", flush=True)  # whatever ends it, it can be walked again
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        done = walk_on(given.seed, given.steps, Path(folder), print if given.verbose else lambda _: None)
    print(f"{given.steps} steps, {done} sites, {time.monotonic() - begun:.0f} s")
