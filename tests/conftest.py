"""Fixtures. The real content is built once a session, in a folder of its own."""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import support
from hypothesis import HealthCheck, settings
from made_once import folder_of_run, remembering
from playwright.sync_api import sync_playwright
from selectolax.lexbor import LexborHTMLParser

from generator import build as build_module
from generator.build import TEMPLATES, build, check, portions
from generator.cli import serve
from generator.cli.commands import publication
from generator.cli.commands import site as site_commands
from generator.content.config import read_config
from generator.library.build import Library
from generator.output import render
from generator.output import shells as page_shells

# Properties: the same examples every time, however slow the machine; or (make fuzz) ten times as many, others
# each time.
_CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", _CALM, derandomize=True, database=None)
settings.register_profile("fuzz", _CALM, max_examples=10 * _CALM.max_examples)
settings.load_profile("test")

# The commands of the tests run on one day, later than all days in the tests' sites.
site_commands.this_day = publication.this_day = serve.this_day = lambda: date(2027, 3, 31)

# Nu takes seconds to begin; the tests that want it say so.
os.environ["VNU_JAR"] = ""

# Files that take longest come first: one begun late keeps one of the two processes waiting at the end.
SLOW_FILES = (
    *(
        "test_clerks_walk",
        "test_incremental",
        "test_search_results",
        "test_verify",
        "test_serve",
        "test_look",
    ),
    *("test_output_stopped", "test_holds", "test_bad_pages", "test_search_trouble", "test_publish"),
    *(
        "test_search_page",
        "test_browser",
        "test_privacy",
        "test_gallery",
        "test_cli",
        "test_new",
        "test_wheel",
    ),
    *("test_importer_one_table", "test_importer_own_check", "test_importer_readers", "test_permanence"),
    *("test_serve_in_browser", "test_search_on_site", "test_search_answers", "test_open_data", "test_output"),
    *("test_importer_run", "test_importer_properties", "test_told_changes", "test_bad_input"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: number for number, name in enumerate(SLOW_FILES)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each build would compile our own templates anew, put the modules of the search into scripts and ask
    MkDocs for the shells, which is two thirds of its work where the site is tiny."""
    codes, compiled = render.compiled(TEMPLATES), render.compiled
    modules = TEMPLATES / "assets" / page_shells.SEARCH_MODULES
    made, scripts = list(portions.scripts(modules)), portions.scripts

    def known_codes(templates: Path) -> dict[str, bytes]:
        return dict(codes) if templates == TEMPLATES else compiled(templates)

    def known_scripts(directory: Path) -> Iterator[tuple[str, bytes]]:
        return iter(made) if directory == modules else scripts(directory)

    store = folder_of_run(tmp_path_factory) / "shells-made-once"
    store.mkdir(exist_ok=True)
    build_module.compiled = render.compiled = known_codes
    portions.scripts = known_scripts
    page_shells.make_shells = remembering(page_shells.make_shells, store)


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """A build switches the garbage collector off for its process; the tests go on in theirs."""
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once for all tests that need it."""
    if not support.CHROMIUM.exists():
        pytest.skip(f"没有 {support.CHROMIUM}，跳过浏览器测试：apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(support.CHROMIUM), args=CHROMIUM_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the tiny sound site: content/ and site_config.yml, not built."""
    return support.copy_sound(tmp_path / "tiny")


@pytest.fixture(scope="session")
def built_tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny sound site, built; not to be changed."""
    root = support.copy_sound(tmp_path_factory.mktemp("tiny"))
    run = support.build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


@pytest.fixture(scope="session")
def example() -> Library:
    """The worked example, joined, without anything to say against it."""
    found, problems = check(support.EXAMPLE / "content")
    assert [str(p) for p in problems] == []
    return found


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, built; not to be changed."""
    folder = tmp_path_factory.mktemp("example") / "site"
    build(support.EXAMPLE / "content", support.EXAMPLE / "site_config.yml", folder, 1)
    return folder


@pytest.fixture(scope="session")
def example_pages(example_site: Path) -> dict[str, LexborHTMLParser]:
    """Every page of the worked example, parsed."""
    return support.pages_of(example_site)


@pytest.fixture
def published(tmp_path: Path, built_tiny: Path) -> Path:
    """A copy of the tiny sound site with its site/ already there."""
    root = support.copy_sound(tmp_path / "tiny")
    shutil.copytree(built_tiny, root / "site")
    return root


@pytest.fixture(scope="session")
def shells(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """What MkDocs makes of the tiny site, made once: only the content differs in these tests."""
    root = tmp_path_factory.mktemp("shells")
    work, site = root / "work", root / "site"
    work.mkdir()
    site.mkdir()
    html = page_shells.make_shells(
        read_config(support.SOUND / "site_config.yml"),
        support.SOUND / "content" / "pages",
        TEMPLATES,
        work,
        site,
    )
    return site, html


@pytest.fixture
def quick(shells: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds take the shells from the fixture above."""
    made, html = shells

    def make_shells(
        config: object, pages: object, templates: object, work: object, site: Path
    ) -> dict[str, str]:
        del config, pages, templates, work
        shutil.copytree(made, site, dirs_exist_ok=True)
        return html

    monkeypatch.setattr(page_shells, "make_shells", make_shells)


@pytest.fixture(scope="session")
def real_content() -> Path:
    return support.ROOT / "content"


@pytest.fixture(scope="session")
def library(real_content: Path) -> Library:
    """The real content, joined, without a single problem of severity error."""
    found, problems = check(real_content)
    assert [str(p) for p in problems if p.severity == "error"] == []
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, real_content: Path) -> Path:
    """The real site, built with two processes."""
    folder = tmp_path_factory.mktemp("real") / "site"
    build(real_content, support.ROOT / "site_config.yml", folder, 2)
    return folder


@pytest.fixture(scope="session")
def site_again(tmp_path_factory: pytest.TempPathFactory, real_content: Path, site: Path) -> Path:
    """The same content built again, in one process, in another folder and another second."""
    assert site.exists()
    time.sleep(0.01)
    folder = tmp_path_factory.mktemp("again") / "deep" / "er" / "site"
    build(real_content, support.ROOT / "site_config.yml", folder, 1)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page of the real site, parsed."""
    return support.pages_of(site)
