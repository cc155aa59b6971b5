"""The build, from content/ to site/: read this file to know the whole."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator import parallel
from generator.checks.markdown_links import MarkdownPage, dead_links, markdown_pages
from generator.checks.personal_data import Inspected, inspect
from generator.checks.registry import IN_BUILD, NOT_IN_BUILD, check_library
from generator.content import files, places
from generator.content.config import Config, read_config
from generator.content.files import Reading
from generator.content.known import digest, known_files
from generator.content.load import read_content, with_drafts
from generator.content.markdown_pages import PAGES, page_problems
from generator.content.page_files import address_of
from generator.content.sample_config import sample_config
from generator.exports import addresses as export_addresses
from generator.exports import calendars, fixed_exports
from generator.exports.promises import broken_promises
from generator.exports.tasks import rows_of_document
from generator.inspection.sentences import problem_of
from generator.inspection.site import scan_site
from generator.library.build import Library, build_library
from generator.library.entries import AgencyEntry, DocumentEntry
from generator.library.every_text import texts_of
from generator.library.registry import told_once
from generator.model.lifecycle import STATUS_WORD
from generator.output import shells, staging, written
from generator.output.cache import Cache
from generator.output.changes import Changes
from generator.output.clean import Clean
from generator.output.keeping import Keeping, Plan, Recalls, Shells
from generator.output.moved_files import copy_moved
from generator.output.parts import FilesByPart, Part, carry_out
from generator.output.render import TEMPLATES as TEMPLATES
from generator.output.render import Renderer, compiled
from generator.output.render import templates_of as templates_of
from generator.output.scripts import scripts
from generator.output.shells import Shell
from generator.pages import (
    Page,
    PageContext,
    PageGroup,
    alike,
    clash_problems,
    collisions,
    dangling_redirects,
    pages_of,
    plan,
)
from generator.pages.facts import Facts
from generator.pages.reads import reads
from generator.parallel import Job
from generator.privacy import findings_in, without_secrets
from generator.problems import Problem, ProblemsError, has_errors, in_order, of_rule

_PAGES_AT_ONCE = 250  # what a process takes in hand: few enough that none waits long for another in the end
_INDEX = "index"  # a folder for it apart: what stands in the new site is looked at before all is there
_TAKEN_AT_ONCE = 100  # parts of the old site


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


def check(
    content: Path,
    reading: Reading | None = None,
    today: date | None = None,
    config: Config | None = None,
    clean: Clean | None = None,
    before: Library | None = None,
    begin: Callable[[Library], object] | None = None,
    *,
    drafts: bool = False,
) -> tuple[Library, list[Problem]]:
    """Read and join everything under `content`; all problems of all files, in order.

    `reading` of it may have begun. Dates are held against `today` only where it is given. What `config` says
    of how to reach the office is no secret. `clean` knows files from before. A library from `before` is used
    up. A library with nothing wrong so far is handed to `begin` before the checks. Documents that are not
    published are left out, unless `drafts` are to be shown.
    """
    records, problems = read_content(reading or files.read(content), drafts=drafts)
    library, findings = build_library(records, before)
    if begin and not (findings or has_errors(problems)):
        begin(library)
    problems += places.placed(
        [*of_rule("names", told_once(findings)), *check_library(library, IN_BUILD, today)], content
    )
    inspected = inspected_content(library, config, today, clean)
    return library, in_order(shown_problem(problem) for problem in (*problems, *inspected.problems))


def inspected_content(
    library: Library, config: Config | None, today: date | None = None, clean: Clean | None = None
) -> Inspected:
    """What must not be published of the content, and which values may be although they look private."""
    contacts = [text for text in (config.footer.contact, config.footer.note) if text] if config else []
    known = clean.known(library.content.known) if clean else ()
    inspected = inspect(library, contacts, known, today)
    if clean:
        clean.save(library.content.known, inspected.clean)
    return replace(inspected, problems=[*inspected.problems, *(_of_config(config) if config else ())])


def _of_config(config: Config) -> Iterator[Problem]:
    """What no page may show, least of all every page. How the office is reached is meant to be public."""
    for text in texts_of(config):
        for secret in findings_in(text):
            if secret.is_hard:
                yield problem_of("site_config.yml", "", secret, 1)


def shown_problem(problem: Problem) -> Problem:
    """The problem without the numbers of persons that its words quote."""
    what, hint = without_secrets(problem.what), without_secrets(problem.hint)
    return problem if (what, hint) == (problem.what, problem.hint) else replace(problem, what=what, hint=hint)


def check_all(content: Path, config_file: Path, today: date | None = None) -> list[Problem]:
    """Everything that would stop a build, and its warnings, without building.

    A missing configuration is left to `build`; `today` as for `check`.
    """
    config = _config_or_none(config_file)
    library, problems = check(content, today=today, config=config)
    whole, of_drafts = _with_drafts(library, today)
    problems += of_drafts + places.placed(check_library(whole, NOT_IN_BUILD, today), content)
    stumbling = _page_problems(content) if (content / PAGES).is_dir() else []
    problems += stumbling
    if config_file.exists():
        try:
            pages = list(pages_of(plan(PageContext.of(library, read_config(config_file)))))
            problems += _problems_of_plan(
                pages,
                [] if has_errors(stumbling) else markdown_pages(content),
                shells.addresses(content / PAGES, TEMPLATES),
                library,
            )
        except ProblemsError as error:
            problems += error.problems
    return in_order(map(shown_problem, problems))


def check_published(
    content: Path, config_file: Path, site: Path, today: date | None = None, jobs: int = 2
) -> list[Problem]:
    """What in the finished `site` must not be public, by today's rules; waivers and contacts of `content`
    hold there too.
    """
    if not site.is_dir():
        return [Problem(str(site), 0, 0, "没有这个网站目录", "请用 --site 指明已经生成的网站", rule="site")]
    library = build_library(read_content(files.read(content))[0])[0]
    allowed = inspected_content(library, _config_or_none(config_file), today).allowed
    return scan_site(site, allowed, jobs)


def _config_or_none(file: Path) -> Config | None:
    """The configuration, if it is there and sound; what is wrong with it is told elsewhere."""
    try:
        return read_config(file) if file.exists() else None
    except ProblemsError:
        return None


def _with_drafts(library: Library, today: date | None) -> tuple[Library, list[Problem]]:
    """The library as it will be once its drafts are published, and what is wrong with these; mildly, for it
    does not stop a build.
    """
    drafts = {document.file for document in library.content.drafts}
    if not drafts:
        return library, []
    whole, findings = build_library(with_drafts(library.content))
    found = [*of_rule("names", findings), *check_library(whole, IN_BUILD, today)]
    mild = [replace(one, severity="warning") for one in found if one.file in drafts]
    return whole, places.placed(mild, library.content.root)


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
) -> Built:
    """Build the site and swap it in.

    Raises ProblemsError, leaving the old site as it was. `reading` of `content` may have begun, and without
    a `cache` the `codes` of the templates may be under way. By `today`
    dates are checked, where it is given; it is in no page, for the same content gives the same bytes on any
    day. A site that is not `durable` may be lost in a power cut. With a `cache` only what has changed is
    read and made; the files are the same to the byte. A library from `before`, whose records `reading` knows,
    is used up. What is not published is left out, unless `drafts` are to be looked at.
    """
    config = read_config(config_file)
    with staging.Staging(site, [content, config_file, TEMPLATES], durable=durable) as new:
        say("生成页面外壳，读取内容")
        keeping = Keeping.of(cache, TEMPLATES, config) if cache else None
        stumbling = [
            p for p in _page_problems(content) if p.severity == "error"
        ]  # MkDocs would stumble over these
        # wanted only when the library stands
        shells_job = parallel.start(
            lambda: (_shells(config, content / PAGES, new, keeping), markdown_pages(content)),
            inline=jobs < 2 or bool(stumbling),
            low_priority=True,
        )
        codes = codes or parallel.start(lambda: _codes(keeping), inline=jobs < 2, low_priority=True)
        reading = reading or files.read(content, jobs, partial(known_files, cache.load) if cache else None)
        index: list[Job[None]] = []
        begin = partial(_begin_index, index, new.work / _INDEX) if jobs > 1 and not keeping else None
        clean = Clean(cache) if cache else None
        library, problems = check(content, reading, today, config, clean, before, begin, drafts=drafts)
        if stumbling:
            raise ProblemsError([*problems, *stumbling])
        context = PageContext.of(library, config)
        groups = plan(context)
        pages = list(pages_of(groups))
        around, texts = shells_job.result()
        of_plan = _problems_of_plan(pages, texts, set(written.files_in(new.folder)), library)
        problems = in_order([*problems, *map(shown_problem, of_plan)])
        if has_errors(problems):
            raise ProblemsError(problems)
        say(f"写出 {len(pages)} 个页面")
        renderer = Renderer(TEMPLATES, codes.result())
        stamps = {key: Shell.of(text) for key, text in around.html.items()}
        facts = Facts.of(library) if keeping else None
        recalls = Recalls(cache, facts.told) if cache and facts else None
        by_hand = sorted(address_of(text.name) for text in texts if text.name != "index.md")
        portions = [
            *_other_parts(context, groups, recalls, by_hand),
            *_page_parts(context, groups, renderer, stamps),
        ]
        if not index:
            portions.insert(0, [Part("search", partial(_search_files, library, recalls), _all)])
        doing = keeping.plan(chain.from_iterable(portions), facts) if keeping and facts else None
        made = _write(portions, doing, new, jobs, index)
        new.digests.update((one[0], one[1]) for one in chain.from_iterable(made.values()))
        copy_moved(library.content, new.folder)
        new.taken = {file[0] for found in doing.files.values() for file in found} if doing else ()
        gone = new.publish()
        if keeping and doing:
            new.discard()  # the end of the old site is a change of the files that it shares with the new one
            keeping.save(new.site, reading.known, around, codes.result(), doing, made)
    left = [problem for problem in [sample_config(config, config_file.name)] if problem]
    aside = Counter(_statuses(library))
    return Built(len(pages), len(library.tasks), [*problems, *gone], new.changes, left, aside)


def _statuses(library: Library) -> Iterator[str]:
    """The word for each document that is not simply published."""
    content = library.content
    return (STATUS_WORD[document.record.status] for document in (*content.drafts, *content.withdrawn))


def _shells(config: Config, pages: Path, new: staging.Staging, keeping: Keeping | None) -> Shells:
    """The page shells; hand-written pages and assets stand in the new site then."""

    def make() -> dict[str, str]:
        return shells.make_shells(config, pages, TEMPLATES, new.work, new.folder)

    return keeping.shells(pages, new.site, new.folder, make) if keeping else Shells(b"", make(), [])


def _codes(keeping: Keeping | None) -> dict[str, bytes]:
    make = partial(compiled, TEMPLATES)
    return keeping.codes(make) if keeping else make()


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
    files = made | export_addresses(library)
    addresses = files | {page.address for page in pages}
    return [
        *of_rule("addresses", clash_problems(collisions(pages, taken, root), root)),
        *of_rule("addresses", places.placed(dangling_redirects(pages, taken, library, files), root)),
        *of_rule("permanence", broken_promises(library, addresses)),
        *of_rule("addresses", alike(pages, {address_of(text.name): text.file for text in texts})),
        *(problem for text in texts for problem in dead_links(text, addresses)),
    ]


def _begin_index(under_way: list[Job[None]], folder: Path, library: Library) -> None:
    """Begin to write the index into `folder`, while this process still checks and plans: it takes longest,
    and asks for nothing but the library.
    """
    write = partial(written.write_all, folder)
    under_way.append(parallel.start(lambda: write(_search_files(library))))


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


def _other_parts(
    context: PageContext, groups: list[PageGroup], recalls: Recalls | None, by_hand: list[str]
) -> Iterator[list[Part]]:
    """What is neither page nor index, first that which takes longest."""
    library, config = context.library, context.config
    exports = partial(_exports, context, groups, recalls, by_hand)
    yield [Part("exports", exports, partial(_all_and, by_hand))]
    yield [Part("scripts", _scripts, lambda _: ())]
    known = calendars.published(library)
    yield [
        Part(
            f"calendars {agency.id}",
            partial(calendars.of_agency, agency, config, known),
            partial(_of, agency, known),
        )
        for agency in library.agencies
    ]


def _exports(
    context: PageContext, groups: list[PageGroup], recalls: Recalls | None, by_hand: list[str]
) -> Iterator[tuple[str, str | bytes]]:
    if recalls is None:
        yield from fixed_exports(context, pages_of(groups), written=by_hand)
        return
    recall = recalls.of("rows")

    def rows(document: DocumentEntry) -> tuple[bytes, bytes]:
        return recall(recalls.told(document), partial(rows_of_document, document))

    yield from fixed_exports(context, pages_of(groups), rows, by_hand)
    recall.save()


def _all(facts: Facts) -> Iterator[bytes]:
    yield facts.everything


def _all_and(by_hand: list[str], facts: Facts) -> Iterator[bytes]:
    yield facts.everything
    yield from map(str.encode, by_hand)


def _of(agency: AgencyEntry, calendars: Iterable[str], facts: Facts) -> Iterator[bytes]:
    yield from facts.documents(agency)
    yield "\n".join(sorted(calendars)).encode()


def _page_parts(
    context: PageContext, groups: list[PageGroup], renderer: Renderer, stamps: dict[str, Shell]
) -> Iterator[list[Part]]:
    """The pages; the long tables, planned behind the documents, come first."""
    around = {key: digest(*shell.parts) for key, shell in stamps.items()}
    for portion in reversed(_portions(groups)):
        yield [
            Part(
                group[0].address,
                partial(_rendered, [group], context, renderer, stamps),
                partial(reads, group, context, shells=around),
            )
            for group in portion
            if group
        ]


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


def _search_files(library: Library, recalls: Recalls | None = None) -> Iterator[tuple[str, bytes]]:
    """The index. Numpy is loaded here, in the one process that needs it."""
    from generator.search.from_library import search_files

    if recalls is None:
        yield from search_files(library)
        return
    recall = recalls.of("search")
    yield from search_files(library, recalls.told, recall, anew=recall.is_empty)
    recall.save()


def _scripts() -> Iterator[tuple[str, bytes]]:
    """The scripts of the browser."""
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
                shell.stamp(title=page.head.title, head=done.head, body=done.body),
            )
