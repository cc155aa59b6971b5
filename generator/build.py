"""The build, from content/ to site/: read this file to know the whole."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from generator import parallel
from generator.checks.markdown_links import MarkdownPage, dead_links, markdown_pages
from generator.checks.registry import IN_BUILD, NOT_IN_BUILD, check_library
from generator.content import files, places
from generator.content.config import read_config
from generator.content.files import Reading
from generator.content.load import read_content
from generator.content.markdown_pages import PAGES, page_problems
from generator.exports import addresses as export_addresses
from generator.exports import all_exports
from generator.library.build import Library, build_library
from generator.output import shells, staging, written
from generator.output.render import Renderer, compiled
from generator.output.scripts import scripts
from generator.output.shells import Shell
from generator.pages import (
    Page,
    PageContext,
    PageGroup,
    clash_problems,
    collisions,
    dangling_redirects,
    pages_of,
    plan,
)
from generator.problems import Problem, ProblemsError, has_errors, in_order, of_rule

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


def check(
    content: Path, reading: Reading | None = None, today: date | None = None
) -> tuple[Library, list[Problem]]:
    """Read and join everything under `content`; all problems of all files, in order.

    `reading` of it may have begun. Dates are held against `today` only where it is given.
    """
    records, problems = read_content(reading or files.read(content))
    library, findings = build_library(records)
    problems += places.placed(
        [*of_rule("names", findings), *check_library(library, IN_BUILD, today)], content
    )
    return library, in_order(problems)


def check_all(content: Path, config_file: Path, today: date | None = None) -> list[Problem]:
    """Everything that would stop a build, and its warnings, without building.

    A missing configuration is left to `build`; `today` as for `check`.
    """
    library, problems = check(content, today=today)
    problems += places.placed(check_library(library, NOT_IN_BUILD, today), content)
    stumbling = _page_problems(content) if (content / PAGES).is_dir() else []
    problems += stumbling
    if config_file.exists():
        try:
            pages = list(pages_of(plan(PageContext.of(library, read_config(config_file)))))
            problems += _problems_of_plan(
                pages,
                [] if stumbling else markdown_pages(content),
                shells.addresses(content / PAGES, TEMPLATES),
                library,
            )
        except ProblemsError as error:
            problems += error.problems
    return in_order(problems)


def build(
    content: Path,
    config_file: Path,
    site: Path,
    jobs: int = 2,
    say: Callable[[str], None] = lambda _: None,
    reading: Reading | None = None,
    today: date | None = None,
    *,
    durable: bool = True,
) -> Built:
    """Build the site and swap it in.

    Raises ProblemsError, leaving the old site as it was. `reading` of `content` may have begun. By `today`
    dates are checked, where it is given; it is in no page, for the same content gives the same bytes on any
    day. A site that is not `durable` may be lost in a power cut.
    """
    config = read_config(config_file)
    with staging.Staging(site, [content, config_file, TEMPLATES], durable=durable) as new:
        say("生成页面外壳，读取内容")
        stumbling = _page_problems(content)  # MkDocs would stumble over these
        # wanted only when the library stands
        shells_job = parallel.start(
            lambda: (
                shells.make_shells(config, content / PAGES, TEMPLATES, new.work, new.folder),
                markdown_pages(content),
            ),
            inline=jobs < 2 or bool(stumbling),
            low_priority=True,
        )
        codes_job = parallel.start(lambda: compiled(TEMPLATES), inline=jobs < 2, low_priority=True)
        library, problems = check(content, reading or files.read(content, jobs), today)
        if stumbling:
            raise ProblemsError([*problems, *stumbling])
        context = PageContext.of(library, config)
        groups = plan(context)
        pages = list(pages_of(groups))
        html, texts = shells_job.result()
        problems = in_order(
            [*problems, *_problems_of_plan(pages, texts, set(written.files_in(new.folder)), library)]
        )
        if has_errors(problems):
            raise ProblemsError(problems)
        say(f"写出 {len(pages)} 个页面")
        _write(
            context,
            groups,
            Renderer(TEMPLATES, codes_job.result()),
            {key: Shell.of(text) for key, text in html.items()},
            new.folder,
            jobs,
        )
        gone = new.publish()
    return Built(len(pages), len(library.tasks), [*problems, *gone])


def _page_problems(content: Path) -> list[Problem]:
    """What keeps the hand-written pages from MkDocs."""
    return of_rule("pages", [*page_problems(content), *shells.displaced(content, TEMPLATES)])


def _problems_of_plan(
    pages: list[Page], texts: list[MarkdownPage], made: set[str], library: Library
) -> list[Problem]:
    """What only the plan of pages shows: two sources that claim one address, links that lead nowhere.

    `made` are the files that are there besides the planned pages: hand-written pages and the theme's own.
    """
    root = library.content.root
    taken = {name for name in made if name.endswith(".html")}
    addresses = made | {page.address for page in pages} | export_addresses(library)
    return [
        *of_rule("addresses", clash_problems(collisions(pages, taken, root), root)),
        *of_rule("addresses", places.placed(dangling_redirects(pages, taken, library), root)),
        *(problem for text in texts for problem in dead_links(text, addresses)),
    ]


def _write(
    context: PageContext,
    groups: list[PageGroup],
    renderer: Renderer,
    stamps: dict[str, Shell],
    folder: Path,
    jobs: int,
) -> None:
    """Render and write everything, in `jobs` processes that share the library."""
    gc.freeze()
    parallel.run_all(
        [
            # What takes longest comes first: the search, then the long tables, planned behind the documents.
            lambda: written.write_all(folder, _search_files(context.library)),
            lambda: written.write_all(folder, all_exports(context, pages_of(groups))),
            *(
                partial(_write_pages, portion, context, stamps, renderer, folder)
                for portion in reversed(_portions(groups))
            ),
        ],
        jobs,
    )


def _portions(groups: Iterable[PageGroup]) -> list[list[PageGroup]]:
    """Groups put together to about `_PAGES_AT_ONCE` pages; one that has more is cut."""
    portions: list[list[PageGroup]] = [[]]
    room = _PAGES_AT_ONCE
    for group in groups:
        for part in parallel.chunks(group, _PAGES_AT_ONCE):
            if room <= 0:
                portions.append([])
                room = _PAGES_AT_ONCE
            portions[-1].append(part)
            room -= len(part)
    return portions


def _write_pages(
    groups: list[PageGroup],
    context: PageContext,
    stamps: dict[str, Shell],
    renderer: Renderer,
    folder: Path,
) -> None:
    written.write_all(folder, _rendered(groups, context, renderer, stamps))


def _search_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """The index and the scripts of the browser. Numpy is loaded here, in the one process that needs it."""
    from generator.search.from_library import search_files

    yield from search_files(library)
    for name, script in scripts(TEMPLATES / "assets" / shells.SEARCH_MODULES):
        yield f"assets/search/{name}", script


def _rendered(
    groups: Iterable[PageGroup], context: PageContext, renderer: Renderer, stamps: dict[str, Shell]
) -> Iterator[tuple[str, bytes]]:
    for group in groups:
        for done in renderer.pages(group, context):
            page = done.page
            shell = stamps[page.shell_key]
            yield (
                page.address,
                shell.stamp(title=page.head.title, head=done.head, toc=done.toc, body=done.body),
            )
