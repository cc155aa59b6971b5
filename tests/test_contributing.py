"""The examples of CONTRIBUTING.md are what they say: each is made and does what its case tells."""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import AGENCY, ROOT, SOUND, read_cases, write

from generator.build import TEMPLATES, check
from generator.checks.registry import Check, check_library
from generator.content import places
from generator.content.config import read_config
from generator.exports.rows import LinkRow
from generator.importer.layout import order
from generator.importer.pipeline import import_text
from generator.library.build import Library
from generator.model import routes
from generator.output.render import Renderer
from generator.pages import PageContext

Module = Callable[[str], Any]
_FENCED = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def example(path: str) -> str:
    """The text that stands in a fence under the path of the file that it would be."""
    return dict(_FENCED.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")))[path]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Module:
    """Makes a module of an example, as if its file were there."""

    def made(path: str) -> Any:
        found = types.ModuleType(path.removesuffix(".py").replace("/", "."))
        monkeypatch.setitem(sys.modules, found.__name__, found)
        exec(compile(example(path), path, "exec", dont_inherit=True), found.__dict__)
        return found

    return made


@pytest.fixture
def sound() -> Library:
    return check(SOUND / "content")[0]


def test_the_check_finds_what_its_cases_say(tmp_path: Path, module: Module) -> None:
    find = module("generator/checks/long_titles.py").find_long_titles
    cases = tmp_path / "long_titles.txt"
    cases.write_text(example("tests/checks/cases/long_titles.txt"), "utf-8")
    found = read_cases(cases)
    assert len(found) == 2
    for i, case in enumerate(found):
        content = write(tmp_path / str(i) / "content", {"jia/agency.yml": AGENCY} | case.files)
        library, problems = check(content)
        assert problems == []
        findings = check_library(library, [Check("long_titles", find)])
        assert [str(p) for p in places.placed(findings, content)] == case.says


def test_the_rule_does_what_its_case_says(monkeypatch: pytest.MonkeyPatch, module: Module) -> None:
    (case,) = yaml.safe_load(example("tests/importer/cases/layout.yml"))
    rule = order.OfBlock(module("generator/importer/layout/editor_notes.py").set_aside_note)

    def asides() -> list[str]:
        return [b.label for b in import_text(case["text"]).blocks if b.kind == "aside"]

    assert asides() == []
    rules = order.rules
    monkeypatch.setattr(
        "generator.importer.pipeline.rules", lambda title: (*rules(title)[:3], rule, *rules(title)[3:])
    )
    imported = import_text(case["text"])
    assert asides() == case["aside"]
    assert (imported.title, [task.title for task in imported.tasks]) == (case["title"], case["tasks"])


def test_the_export_writes_every_link(sound: Library, module: Module) -> None:
    links = module("generator/exports/links.py")
    lines = links.links_csv(sound).decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == list(LinkRow._fields)
    assert "jia/2024-zongjie/1,reports,jia/2024-yaodian/1" in lines
    assert len(lines) == 1 + sum(len(task.links) for task in sound.tasks)


def test_the_page_shows_its_view(
    sound: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Module
) -> None:
    monkeypatch.setattr(routes, "NUMBERS", "numbers.html", raising=False)
    view = module("generator/pages/numbers.py").view
    folder = tmp_path / "pages"
    folder.mkdir()
    for path in (TEMPLATES / "pages").rglob("*.html"):
        copied = folder / path.relative_to(TEMPLATES / "pages")
        copied.parent.mkdir(exist_ok=True)
        copied.write_text(path.read_text("utf-8"), "utf-8")
    (folder / "numbers.html").write_text(example("templates/pages/numbers.html"), "utf-8")
    context = PageContext.of(sound, read_config(SOUND / "site_config.yml"))
    html = Renderer(tmp_path).body("numbers.html", view(context))
    assert (
        '<li>甲粮〔2024〕1号 <a href="jia/2024-yaodian/index.html">甲县粮食局2024年工作要点</a></li>' in html
    )
