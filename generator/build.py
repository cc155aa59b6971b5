"""The build, from content/ to site/: read this file to know the whole."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import mkdocs_host, output, parallel, source, trees
from generator.checks import check_library, unused_units
from generator.config import read_config
from generator.content import read_content
from generator.exports import ADDRESSES, all_exports
from generator.library import Library, build_library
from generator.mkdocs_host import Shell
from generator.pages import Page, Site, clash_problems, collisions, lost_ways, plan
from generator.pages.handwritten import Written, dead_links, written
from generator.problems import Problem, ProblemsError, has_errors, in_order
from generator.render import Renderer, compiled
from generator.trees import Reading
from generator.unfinished import unfinished
from generator.written_pages import PAGES, page_problems

_PAGES_AT_ONCE = 250  # what a process takes in hand: few enough that none waits long for another in the end


def templates_of(package: Path) -> Path:
    """Where the templates lie: inside the package where a wheel brought it, beside it in a checkout."""
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"


TEMPLATES = templates_of(Path(__file__).resolve().parent)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made. `problems` holds the warnings; an error would have stopped it."""

    pages: int
    tasks: int
    problems: list[Problem]


def check(content: Path, reading: Reading | None = None) -> tuple[Library, list[Problem]]:
    """Read and join everything under `content`; all problems of all files, in order. `reading` of it may have begun."""
    records, problems = read_content(reading or trees.read(content))
    library, findings = build_library(records)
    problems += source.placed([*findings, *check_library(library), *unfinished(library)], content)
    return library, in_order(problems)


def check_all(content: Path, config_file: Path) -> list[Problem]:
    """Everything that would stop a build, and its warnings, without building. A missing configuration is left to `build`."""
    library, problems = check(content)
    problems += source.placed(unused_units(library), content)  # often right, so a build does not repeat it each time
    stumbling = _page_problems(content) if (content / PAGES).is_dir() else []
    problems += stumbling
    if config_file.exists():
        try:
            pages = plan(Site.of(library, read_config(config_file)))
            problems += _problems_of_plan(pages, [] if stumbling else written(content), mkdocs_host.addresses(content / PAGES, TEMPLATES), library)
        except ProblemsError as error:
            problems += error.problems
    return in_order(problems)


def build(content: Path, config_file: Path, site: Path, jobs: int = 2,
          say: Callable[[str], None] = lambda _: None, reading: Reading | None = None) -> Built:
    """Build the site and swap it in. Raises ProblemsError, leaving the old site as it was. `reading` of `content` may have begun."""
    config = read_config(config_file)
    with output.Staging(site, [content, config_file, TEMPLATES]) as staging:
        say("生成页面外壳，读取内容")
        stumbling = _page_problems(content)  # MkDocs would stumble over these
        shells_job = parallel.start(
            lambda: (mkdocs_host.make_shells(config, content / PAGES, TEMPLATES, staging.work, staging.folder), written(content)),
            inline=jobs < 2 or bool(stumbling), patient=True)  # wanted only when the library stands
        codes_job = parallel.start(lambda: compiled(TEMPLATES), inline=jobs < 2, patient=True)
        library, problems = check(content, reading or trees.read(content, jobs))
        if stumbling:
            raise ProblemsError([*problems, *stumbling])
        view = Site.of(library, config)
        pages = plan(view)
        html, texts = shells_job.result()
        problems = in_order([*problems, *_problems_of_plan(pages, texts, set(output.files_in(staging.folder)), library)])
        if has_errors(problems):
            raise ProblemsError(problems)
        say(f"写出 {len(pages)} 个页面")
        _write(view, pages, Renderer(TEMPLATES, codes_job.result()), {key: Shell.of(text) for key, text in html.items()}, staging.folder, jobs)
        gone = staging.publish()
    return Built(len(pages), len(library.tasks), [*problems, *gone])


def _page_problems(content: Path) -> list[Problem]:
    """What keeps the hand-written pages from MkDocs."""
    return [*page_problems(content), *mkdocs_host.displaced(content, TEMPLATES)]


def _problems_of_plan(pages: list[Page], texts: list[Written], made: set[str], library: Library) -> list[Problem]:
    """What only the plan of pages shows: two sources that claim one address, links that lead nowhere.

    `made` are the files that are there besides the planned pages: hand-written pages and the theme's own.
    """
    root = library.content.root
    taken = {name for name in made if name.endswith(".html")}
    addresses = made | {page.address for page in pages} | set(ADDRESSES)
    return [
        *clash_problems(collisions(pages, taken, library), root),
        *source.placed(lost_ways(pages, taken, library), root),
        *(problem for text in texts for problem in dead_links(text, addresses)),
    ]


def _write(site: Site, pages: list[Page], renderer: Renderer, shells: dict[str, Shell], folder: Path, jobs: int) -> None:
    """Render and write everything, in `jobs` processes that share the library."""
    gc.freeze()
    parallel.each([
        # What takes longest comes first: the search, then the long tables, which stand behind the documents.
        lambda: output.write_all(folder, _search_files(site.library)),
        lambda: output.write_all(folder, all_exports(site, pages)),
        *(partial(_write_pages, part, site, shells, renderer, folder) for part in reversed(parallel.shares(pages, _PAGES_AT_ONCE))),
    ], jobs)


def _write_pages(pages: list[Page], site: Site, shells: dict[str, Shell], renderer: Renderer, folder: Path) -> None:
    output.write_all(folder, _rendered(pages, site, renderer, shells))


def _search_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Numpy is loaded here, in the one process that needs it."""
    from generator.search.from_library import search_files

    return search_files(library, TEMPLATES / "assets" / mkdocs_host.SEARCH_MODULES)


def _rendered(pages: list[Page], site: Site, renderer: Renderer, shells: dict[str, Shell]) -> Iterator[tuple[str, bytes]]:
    for page in pages:
        view = page.view()
        yield page.address, shells[page.shell_key].stamp(
            title=page.head.title,
            head=renderer.head(page.head),
            toc=renderer.toc(page.template, view),
            body=renderer.body(page.template, view),
        )
        if page.template == "document.html":  # it comes behind its tasks; nothing that follows shares their text
            site.forget_document()
            renderer.forget("what.html")
