"""The build, from content/ to site/: read this file to know the whole."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator import parallel
from generator.build.checking import (
    check,
    check_all,
    check_published,
    config_problems,
    inspected_content,
    joined,
    judgement,
    problems_of_plan,
    shown,
    stumbling_blocks,
)
from generator.build.closing import closing_part
from generator.build.portions import everything, other_parts, page_parts, search_files
from generator.checks.markdown_links import MarkdownPage, markdown_pages
from generator.content import files
from generator.content.config import Config, read_config
from generator.content.files import Reading
from generator.content.known import known_files
from generator.content.markdown_pages import PAGES
from generator.content.page_files import address_of
from generator.content.sample_config import sample_config
from generator.exports.data_page import data_pages
from generator.library.build import Library
from generator.model.lifecycle import STATUS_WORD
from generator.output import shells, staging, written
from generator.output.cache import Cache
from generator.output.changes import Changes
from generator.output.clean import Clean
from generator.output.keeping import Keeping, Plan, Recalls, Shells
from generator.output.moved_files import copy_moved
from generator.output.parts import FilesByPart, Part, carry_out
from generator.output.render import TEMPLATES, Renderer, compiled, templates_of
from generator.output.shells import Shell
from generator.pages import (
    PageContext,
    PageGroup,
    pages_of,
    plan,
)
from generator.pages.facts import Facts
from generator.parallel import Job
from generator.problems import Problem, ProblemsError, has_errors

_INDEX = "index"  # a folder for it apart: what stands in the new site is looked at before all is there
_TAKEN_AT_ONCE = 100  # parts of the old site

__all__ = [
    "TEMPLATES",
    "Built",
    "build",
    "check",
    "check_all",
    "check_published",
    "inspected_content",
    "templates_of",
]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made. `problems` holds the warnings; an error would have stopped it. `changes` are those
    against the site before, where there was one, `afterwards` what to be reminded of in the end. `aside`
    counts the documents that are not simply published, by the word for what they are.
    """

    pages: int
    tasks: int
    problems: list[Problem]
    changes: Changes | None = None
    afterwards: list[Problem] = field(default_factory=list)
    aside: Mapping[str, int] = field(default_factory=dict)


class _Planned(NamedTuple):
    """What the site will hold, so many pages: `last` tells of the other files, `by_hand` are addresses."""

    context: PageContext
    groups: list[PageGroup]
    last: PageGroup
    by_hand: list[str]
    pages: int
    problems: list[Problem]


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
    cache: Cache | None = None,
    before: Library | None = None,
    codes: Job[dict[str, bytes]] | None = None,
    drafts: bool = False,
    downloads: bool = True,
) -> Built:
    """Build the site and swap it in.

    Raises ProblemsError, leaving the old site as it was. `reading` of `content` may have begun, and without
    a `cache` the `codes` of the templates may be under way. By `today` dates are checked, where it is given;
    it is in no page, for the same content gives the same bytes on any day. A site that is not `durable` may
    be lost in a power cut. With a `cache` only what has changed is read and made; the files are the same to
    the byte. A library from `before`, whose records `reading` knows, is used up. What is not published is
    left out, unless `drafts` are to be looked at. Without `downloads` there are pages, index and calendars,
    and of the data tasks.json alone.
    """
    config = read_config(config_file)
    if has_errors(wrong := config_problems(config, config_file, "build")):
        raise ProblemsError(wrong)
    with staging.Staging(site, [content, config_file, TEMPLATES], durable=durable) as new:
        say("生成页面外壳，读取内容")
        keeping = Keeping.of(cache, TEMPLATES, config) if cache else None
        # MkDocs would stumble over these
        stumbling = [p for p in stumbling_blocks(content, TEMPLATES) if p.severity == "error"]
        # wanted only when the library stands
        shells_job = parallel.start(
            lambda: (_shells(config, content / PAGES, new, keeping), markdown_pages(content)),
            inline=jobs < 2 or bool(stumbling),
            low_priority=True,
        )
        codes = codes or parallel.start(lambda: _codes(keeping), inline=jobs < 2, low_priority=True)
        reading = reading or files.read(content, jobs, partial(known_files, cache.load) if cache else None)
        library, problems = joined(content, reading, before, drafts=drafts)
        is_early = jobs > 1 and not keeping and not has_errors(problems)
        index = [_begun_index(library, new.work / _INDEX)] if is_early else []
        judge = partial(judgement, library, config, today, Clean(cache) if cache else None)
        judging = parallel.start(judge, inline=jobs < 2)
        if stumbling:
            raise ProblemsError(shown([*problems, *judging.result(), *stumbling]))
        around, texts = shells_job.result()
        planned = _plan(library, config, texts, new)
        problems = shown([*problems, *judging.result(), *planned.problems])
        if has_errors(problems):
            raise ProblemsError(problems)
        say(f"写出 {planned.pages} 个页面")
        renderer = Renderer(TEMPLATES, codes.result())
        doing, made = _fill(new, planned, renderer, around, keeping, jobs, index, downloads=downloads)
        new.known.update((file[0], file) for file in chain.from_iterable(made.values()))
        copy_moved(library.content, new.folder)
        new.taken = {file[0] for found in doing.files.values() for file in found} if doing else ()
        gone = new.publish()
        if keeping and doing and new.mark:
            new.discard()  # the end of the old site is a change of the files that it shares with the new one
            keeping.save(new.site, new.mark, reading.known, around, codes.result(), doing, made)
    left = [problem for problem in [sample_config(config, config_file.name)] if problem]
    aside = Counter(_statuses(library))
    return Built(planned.pages, len(library.tasks), [*problems, *gone], new.changes, left, aside)


def _statuses(library: Library) -> Iterator[str]:
    """The word for each document that is not simply published."""
    content = library.content
    return (STATUS_WORD[document.record.status] for document in (*content.drafts, *content.withdrawn))


def _plan(library: Library, config: Config, texts: list[MarkdownPage], new: staging.Staging) -> _Planned:
    """Every page, and what is wrong with the plan; `texts` are the hand-written ones, in `new` already."""
    context = PageContext.of(library, config)
    groups, last = plan(context), data_pages()
    pages = list(pages_of([*groups, last]))
    problems = problems_of_plan(pages, texts, set(written.files_in(new.folder)), library)
    by_hand = sorted(address_of(text.name) for text in texts if text.name != "index.md")
    return _Planned(context, groups, last, by_hand, len(pages), problems)


def _fill(
    new: staging.Staging,
    planned: _Planned,
    renderer: Renderer,
    around: Shells,
    keeping: Keeping | None,
    jobs: int,
    index: list[Job[None]],
    *,
    downloads: bool,
) -> tuple[Plan | None, FilesByPart]:
    """Make what stands in the new site, or take it over from the old one, and last what tells of the rest."""
    context, groups = planned.context, planned.groups
    stamps = {key: Shell.of(text) for key, text in around.html.items()}
    facts = Facts.of(context.library) if keeping else None
    recalls = Recalls(keeping.cache, facts.told) if keeping and facts else None
    every = [*groups, planned.last]
    portions = [
        *other_parts(context, every, recalls, planned.by_hand, TEMPLATES, downloads=downloads),
        *page_parts(context, groups, renderer, stamps, apart=keeping is not None),
    ]
    if not index:
        portions.insert(0, [Part("search", partial(search_files, context.library, recalls), everything)])
    doing = keeping.plan(chain.from_iterable(portions), facts) if keeping and facts else None
    made = _write(portions, doing, new, jobs, index)
    closing = [closing_part(context, made, renderer, stamps, downloads=downloads)]
    if keeping and facts and doing:
        doing = keeping.plan(closing, facts, doing)
    return doing, made | _write([closing], doing, new, 1, [])


def _shells(config: Config, pages: Path, new: staging.Staging, keeping: Keeping | None) -> Shells:
    """The page shells; hand-written pages and assets stand in the new site then."""

    def make() -> dict[str, str]:
        return shells.make_shells(config, pages, TEMPLATES, new.work, new.folder)

    return keeping.shells(pages, new.site, new.folder, make) if keeping else Shells(b"", make(), [])


def _codes(keeping: Keeping | None) -> dict[str, bytes]:
    make = partial(compiled, TEMPLATES)
    return keeping.codes(make) if keeping else make()


def _begun_index(library: Library, folder: Path) -> Job[None]:
    """The index, being written into `folder` while this process still plans: it takes longest, and asks for
    nothing but the library.
    """
    write = partial(written.write_all, folder)
    return parallel.start(lambda: write(search_files(library)))


def _write(
    portions: list[list[Part]], doing: Plan | None, new: staging.Staging, jobs: int, index: list[Job[None]]
) -> FilesByPart:
    """Fill the new site in `jobs` processes that share the library; one may still be at the `index`."""
    gc.freeze()
    kept, taken = (doing.files, set(doing.decision.keep)) if doing else ({}, set())
    parts = {part.name: part for portion in portions for part in portion}
    to_make = [[part.name for part in portion if part.name not in taken] for portion in portions]
    to_take = [name for name in parts if name in taken]
    work = partial(carry_out, parts, kept, new.site, new.folder)
    calls = [
        partial(work, names) for names in (*filter(None, to_make), *parallel.chunks(to_take, _TAKEN_AT_ONCE))
    ]
    done = parallel.run_all(calls, jobs, index)
    for job in index:
        job.result()
        written.move_all(new.work / _INDEX, new.folder)
    return {name: found for one in done for name, found in one.items()}
