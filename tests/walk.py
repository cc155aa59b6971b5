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

from generator import build as module
from generator.content.known import CONTENT
from generator.output.cache import Cache, Folder, Memory
from generator.output.keeping import PARTS
from generator.problems import Problem, ProblemsError

Tree = dict[str, Any]
Edit = Callable[["Walk"], object]

_WORDS = "整治燃气管道老旧小区水库除险加固隐患排查应急演练物资储备防汛抗旱森林防火安全生产培训宣传执法检查"
_ROLES = ("lead", "responsible", "support")
_DEADLINES = ("12月底前", "6月底前", "每季度", "长期坚持", "2024年9月30日前", "汛期前", "每月")
_STATUSES = ("done", "in_progress", "behind", "ahead")
_PERIODS = ("2022", "2023", "2024", "2024-H1", "2023-Q3", "2021/2025")
_LINKS = ("reports", "assigns", "continues", "carries_out")


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
        return self.files[self.pick(self.documents()) or add_document(self)]

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


def sections_of(document: Tree) -> Iterator[Tree]:
    """Every section, those of sections too."""
    ahead = list(document["sections"])
    while ahead:
        section = ahead.pop(0)
        yield section
        ahead += section.get("sections", [])


# Edits: what a clerk, a web master or a programmer does. Each may also spoil something.


def add_agency(walk: Walk, name: str = "") -> None:
    name = name or f"a{walk.random.randint(1, 99)}"
    units = [{"id": f"u{i}", "name": f"{part}业务处室{name}"} for i, part in enumerate("一二三")]
    walk.files.setdefault(f"{name}/agency.yml", {"name": f"{name}县应急管理局", "units": units})


def remove_agency(walk: Walk) -> None:
    if len(walk.agencies()) > 2:
        gone = walk.pick(walk.agencies())
        walk.files = {name: tree for name, tree in walk.files.items() if not name.startswith(f"{gone}/")}


def edit_agency(walk: Walk) -> None:
    tree = walk.files[f"{walk.pick(walk.agencies())}/agency.yml"]
    unit = walk.pick(tree["units"])
    walk.pick(
        (
            lambda: tree.update(name=f"{walk.words()}局"),
            lambda: tree.update(short_name=walk.words(3)),
            lambda: tree.update(region=walk.words()),
            lambda: _rename(unit, "name", f"{walk.words()}科室"),
            lambda: unit.update(name=f"{walk.words()}科室"),
            lambda: unit.setdefault("aliases", []).append(f"{walk.words()}老名称"),
            lambda: unit.update(kind=walk.pick(("internal", "subordinate", "collective", "external"))),
            lambda: unit.update(kind="collective", members=[walk.pick(tree["units"])["name"]]),
            lambda: tree["units"].append(
                {"id": f"u{walk.random.randint(10, 99)}", "name": walk.words() + "站"}
            ),
            lambda: tree["units"].reverse(),
        )
    )()


def add_document(walk: Walk) -> Tree:
    agency, number = walk.pick(walk.agencies()), walk.random.randint(1, 30)
    kind = walk.pick(("plan", "plan", "summary", "mixed", "assignment"))
    tree: Tree = {
        "title": f"{walk.words()}{'总结' if kind == 'summary' else '要点'}",
        "kind": kind,
        "period": walk.pick(_PERIODS),
        "text": walk.pick(("full", "abridged")),
        "source": {"publisher": walk.words(), "published": f"2024-0{walk.random.randint(1, 9)}-12"},
        "sections": [{"title": walk.words(), "tasks": []}],
    }
    walk.files[f"{agency}/d{number}.yml"] = tree
    for _ in range(walk.random.randint(1, 4)):
        add_task(walk, f"{agency}/d{number}.yml")
    return tree


def remove_document(walk: Walk) -> None:
    if len(walk.documents()) > 3:
        del walk.files[walk.pick(walk.documents())]


def rename_document(walk: Walk) -> None:
    if name := walk.pick(walk.documents()):
        walk.files[f"{name.partition('/')[0]}/d{walk.random.randint(31, 60)}.yml"] = walk.files.pop(name)


def edit_document(walk: Walk) -> None:
    tree = walk.document()
    section = walk.pick(list(sections_of(tree)))
    walk.pick(
        (
            lambda: tree.update(title=walk.words() + "方案"),
            lambda: tree.update(kind=walk.pick(("plan", "summary", "mixed", "assignment"))),
            lambda: tree.update(period=walk.pick(_PERIODS)),
            lambda: tree.update(intro=walk.words() + walk.pick(_names(walk)) + walk.words()),
            lambda: tree.update(disclosure={"number": f"甲〔2024〕{walk.random.randint(1, 99)}号"}),
            lambda: tree["source"].update(
                published=f"202{walk.random.randint(1, 5)}-03-2{walk.random.randint(0, 9)}"
            ),
            lambda: tree.update(notes=[walk.words()]),
            lambda: tree["sections"].append(
                {"title": walk.words(), "kind": walk.pick(("plan", "done", "problems"))}
            ),
            lambda: section.update(title=walk.words()),
            lambda: section.update(text=walk.words() + walk.pick(_names(walk))),
            lambda: section.update(period=walk.pick(("2023", "2024"))),
            lambda: section.update(deadlines=[walk.pick(_DEADLINES)]),
            lambda: section.update(indicators=[_figure(walk)]),
            lambda: section.update(cites=[_policy(walk)]),
            lambda: section.setdefault("sections", []).append({"title": walk.words()}),
            lambda: tree["sections"].reverse(),
        )
    )()


def charge_section(walk: Walk) -> None:
    name = walk.pick(walk.documents())
    if name:
        section = walk.pick(list(sections_of(walk.files[name])))
        section["responsibility"] = [_charge(walk, name)]


def add_task(walk: Walk, name: str = "") -> Tree:
    name = name or walk.pick(walk.documents())
    section = walk.pick(list(sections_of(walk.files[name])))
    task: Tree = {"id": f"k{walk.random.randint(1, 500)}", "title": walk.words()}
    section.setdefault("tasks", []).append(task)
    for edit in walk.random.sample((charge, due, text_of_task, topic_of_task, figure_of_task), 3):
        edit(walk, task, name)
    return task


def remove_task(walk: Walk) -> None:
    section = walk.pick(list(sections_of(walk.document())))
    if section.get("tasks"):
        section["tasks"].pop(walk.random.randrange(len(section["tasks"])))


def move_task(walk: Walk) -> None:
    walk.random.shuffle(walk.pick(list(sections_of(walk.document()))).get("tasks", []))


def charge(walk: Walk, task: Tree, name: str) -> None:
    task["responsibility"] = [_charge(walk, name) for _ in range(walk.random.randint(1, 2))]


def due(walk: Walk, task: Tree, _: str) -> None:
    task["deadlines"] = walk.random.sample(_DEADLINES, walk.random.randint(1, 2))


def text_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["text"] = f"{walk.words()}{walk.pick(_names(walk))}，{walk.words()}。"


def topic_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["topics"] = [walk.pick(walk.files["topics.yml"]["topics"])["name"]]


def figure_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["indicators"] = [_figure(walk)]


def cite(walk: Walk, task: Tree, _: str) -> None:
    task["cites"] = [_policy(walk)]


def measure_of_task(walk: Walk, task: Tree, name: str) -> None:
    measure: Tree = {"text": walk.words() + walk.pick(_names(walk))}
    if walk.random.random() < 0.5:
        measure |= {"responsibility": [_charge(walk, name)], "deadlines": [walk.pick(_DEADLINES)]}
    if walk.random.random() < 0.3:
        measure["progress"] = [_progress(walk)]
    task.setdefault("measures", []).append(measure)


def result_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["status"] = {"class": walk.pick(_STATUSES), "words": walk.words(3)}


def progress_of_task(walk: Walk, task: Tree, _: str) -> None:
    task.setdefault("progress", []).append(_progress(walk))


def words_of_task(walk: Walk, task: Tree, _: str) -> None:
    task[walk.pick(("title", "note", "number", "row", "row_title"))] = walk.words()


def continuity_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["continuity"] = walk.pick(("new", "ended"))


def bare_task(walk: Walk, task: Tree, _: str) -> None:
    for key in set(task) - {"id", "title"}:
        if walk.random.random() < 0.5:
            del task[key]


def link_task(walk: Walk, task: Tree, _: str) -> None:
    to, _ = walk.pick(walk.tasks())
    task.setdefault("links", []).append({"kind": walk.pick(_LINKS), "to": to})


_OF_A_TASK: tuple[Callable[[Walk, Tree, str], None], ...] = (
    *(charge, due, text_of_task, topic_of_task, figure_of_task, cite, measure_of_task, result_of_task),
    *(progress_of_task, words_of_task, words_of_task, continuity_of_task, bare_task),
    *(link_task, link_task, link_task),
)


def edit_task(walk: Walk) -> None:
    if found := walk.pick(walk.tasks()):
        walk.pick(_OF_A_TASK)(walk, found[1], f"{found[0].rpartition('/')[0]}.yml")


def edit_topics(walk: Walk) -> None:
    topics = walk.files["topics.yml"]["topics"]
    one = walk.pick(topics)
    walk.pick(
        (
            lambda: _rename(one, "name", f"主题{walk.words()}"),
            lambda: one.update(description=walk.words()),
            lambda: topics.append({"id": f"t{walk.random.randint(9, 99)}", "name": f"主题{walk.words()}"}),
            lambda: topics.reverse(),
            lambda: topics.remove(one) if len(topics) > 2 else None,
        )
    )()


def edit_policies(walk: Walk) -> None:
    policies = walk.files["policies.yml"]["policies"]
    one = walk.pick(policies)
    walk.pick(
        (
            lambda: _rename(one, "title", f"{walk.words()}管理规定"),
            lambda: one.update(issuer=walk.words(), number=f"乙〔2020〕{walk.random.randint(1, 9)}号"),
            lambda: one.update(kind=walk.pick(("document", "name"))),
            lambda: _end(walk, one),
            lambda: policies.append({"id": f"p{walk.random.randint(9, 99)}", "title": f"{walk.words()}办法"}),
            lambda: policies.reverse(),
            lambda: _remove_policy(policies, one),
        )
    )()


def _remove_policy(policies: list[Tree], one: Tree) -> None:
    if len(policies) > 2:
        policies.remove(one)
        for other in policies:
            other["replaced_by"] = [ref for ref in other.get("replaced_by", ()) if ref != one["id"]]


def edit_others(walk: Walk) -> None:
    walk.pick(
        (
            lambda: walk.files["synonyms.yml"].update(synonyms=[[walk.words(3), walk.words(4)]]),
            lambda: walk.files["moved.yml"]["moved"].append(
                {
                    "address": f"old/p{walk.random.randint(1, 99)}.html",
                    "to": "index.html",
                    "reason": walk.words(),
                }
            ),
            lambda: walk.files["moved.yml"].update(moved=[{"address": "old/one.html", "reason": "已撤下"}]),
            lambda: walk.document().update(status=walk.pick(("草稿", "已撤回", "published"))),
            lambda: walk.document().pop("status", None),
            lambda: walk.document().update(revisions=[{"date": "2024-05-10", "what": walk.words()}]),
            lambda: walk.task().update(revisions=[{"date": "2024-06-10", "what": walk.words()}]),
        )
    )()


def edit_config(walk: Walk) -> None:
    settings = walk.settings
    walk.pick(
        (
            lambda: settings["footer"].update(contact=walk.words()),
            lambda: settings.update(site_name=walk.words()),
            lambda: settings.update(site_url=f"https://{walk.random.randint(1, 9)}.test.example/"),
            lambda: settings.update(color=walk.pick(("#1f5a99", "#7a1f1f"))),
        )
    )()


def edit_pages(walk: Walk) -> None:
    walk.pick(
        (
            lambda: walk.pages.update({"about.md": f"# {walk.words()}\n\n{walk.words()}\n"}),
            lambda: walk.pages.update({"about.md": f"# 关于\n\n{walk.words()}\n"}),
            lambda: walk.pages.update({f"m{walk.random.randint(1, 3)}.md": f"# {walk.words()}\n"}),
            lambda: walk.pages.pop("m1.md", None),
            lambda: walk.pages.update({"images/a.txt": walk.words()}),
        )
    )()


def edit_template(walk: Walk) -> None:
    name = walk.pick(
        ("pages/task.html", "pages/parts.html", "pages/unit.html", "assets/gongkai.css", "theme/main.html")
    )
    path = walk.templates / name
    mark = "/* 样式 */" if name.endswith(".css") else "{# 说明 #}"
    text = path.read_text("utf-8")
    if name.startswith("pages/") and name != "pages/parts.html":
        mark = f"<p>{walk.words()}</p>"
    path.write_text(
        (ROOT / "templates" / name).read_text("utf-8") if mark in text else f"{text}\n{mark}\n", "utf-8"
    )


def spoil_site(walk: Walk) -> None:
    """A web master's hand in the published site: on the spot, with the old time, gone, or a link."""
    site = walk.root / "site"
    files = sorted(
        p for p in site.rglob("*") if p.is_file() and p.name != "files.txt" and p.name != "tasks.json"
    )
    if not files:
        return
    path = walk.pick(files)
    about = path.stat()

    def on_the_spot() -> None:
        with path.open("r+b") as file:
            file.write("改".encode())
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    def by_a_link() -> None:
        aside = walk.root / f"aside-{walk.random.randint(1, 10**9)}"
        path.rename(aside)
        path.symlink_to(aside)

    walk.pick((on_the_spot, path.unlink, by_a_link))()


def spoil_cache(walk: Walk) -> None:
    folder = Folder(walk.root / "site").path
    path = folder / walk.pick(("content", "parts", "rows", "search", "shells", "templates"))
    if not path.exists():
        return
    data = path.read_bytes()
    spoilt = (data[: len(data) // 2], b"", b"gongkai", data[:-1] + bytes([data[-1] ^ 1]), data + b"x")
    walk.pick(
        (*(lambda s=s: path.write_bytes(s) for s in spoilt), path.unlink, lambda: shutil.rmtree(folder))
    )()


EDITS: tuple[Edit, ...] = (
    *[edit_task] * 14,
    *[edit_document] * 4,
    *(charge_section, add_task, add_task, remove_task, move_task),
    *(add_document, remove_document, rename_document),
    *(edit_agency, edit_agency, edit_agency, add_agency, remove_agency),
    *(edit_topics, edit_topics, edit_policies, edit_policies, edit_others),
    *(edit_config, edit_pages, edit_template, spoil_site, spoil_cache),
)


def _rename(record: Tree, field: str, name: str) -> None:
    """Under a new name, and still known by the old one."""
    record.setdefault("aliases", []).append(record[field])
    record[field] = name


def _end(walk: Walk, policy: Tree) -> None:
    """It is repealed, or amended, or holds again, and others may replace it."""
    for field in ("validity", "ended", "replaced_by"):
        policy.pop(field, None)
    policy["validity"] = validity = walk.pick(("有效", "已修改", "已失效", "废止"))
    if validity != "有效":
        policy["ended"] = f"2020-05-{walk.random.randint(10, 28)}"
        later = [p["id"] for p in walk.files["policies.yml"]["policies"] if "validity" not in p]
        if later:
            policy["replaced_by"] = [walk.pick(later)]


def _names(walk: Walk) -> list[str]:
    """Names that running text makes links of."""
    policies = [policy["title"] for policy in walk.files["policies.yml"]["policies"]]
    return [*policies, *(name for agency in walk.agencies() for name in walk.unit_names(agency))]


def _policy(walk: Walk) -> str:
    return str(walk.pick(walk.files["policies.yml"]["policies"])["title"])


def _charge(walk: Walk, name: str) -> Tree:
    return {"unit": walk.pick(walk.unit_names(name.partition("/")[0])), "role": walk.pick(_ROLES)}


def _figure(walk: Walk) -> Tree:
    value = walk.random.randint(1, 500)
    unit, kind = walk.pick(("公里", "座", "%")), walk.pick(("target", "actual"))
    return {
        "text": f"改造管道{value}{unit}",
        "name": "改造管道",
        "value": str(value),
        "unit": unit,
        "kind": kind,
    }


def _progress(walk: Walk) -> Tree:
    found: Tree = {"date": f"2024-0{walk.random.randint(1, 9)}", "text": walk.words()}
    if walk.random.random() < 0.5:
        found["status"] = {"class": walk.pick(_STATUSES), "words": walk.words(3)}
    if walk.random.random() < 0.3:
        found["indicators"] = [_figure(walk) | {"kind": "actual"}]
    if walk.random.random() < 0.3 and (other := walk.pick(walk.tasks())):
        found["source"] = {"task": other[0]}
    return found


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
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        done = walk_on(given.seed, given.steps, Path(folder), print if given.verbose else lambda _: None)
    print(f"seed {given.seed}: {given.steps} steps, {done} sites, {time.monotonic() - begun:.0f} s")
