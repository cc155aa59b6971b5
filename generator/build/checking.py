"""What is wrong with content/, before a build and without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.checks.markdown_links import MarkdownPage, dead_links, markdown_pages
from generator.checks.meta_tags import missing_tags
from generator.checks.personal_data import Inspected, inspect
from generator.checks.registry import META_TAGS, check_library
from generator.checks.settings import Settings, Stage, chosen, is_told, judged, wrong_settings
from generator.content import files, places
from generator.content.config import Config, read_config
from generator.content.files import Reading
from generator.content.load import read_content, with_drafts
from generator.content.markdown_pages import PAGES, page_problems
from generator.content.page_files import address_of
from generator.exports import addresses as export_addresses
from generator.exports.data_page import data_pages
from generator.exports.promises import broken_promises
from generator.inspection.sentences import problem_of
from generator.inspection.site import scan_site
from generator.library.build import Library, build_library
from generator.library.every_text import texts_of
from generator.library.registry import told_once
from generator.output import shells
from generator.output.clean import Clean
from generator.output.render import TEMPLATES
from generator.output.render import templates_of as templates_of
from generator.pages import (
    Page,
    PageContext,
    alike,
    clash_problems,
    collisions,
    dangling_redirects,
    pages_of,
    plan,
)
from generator.privacy import findings_in, without_secrets
from generator.problems import Finding, Problem, ProblemsError, has_errors, in_order, of_rule


def check(
    content: Path, today: date | None = None, config: Config | None = None
) -> tuple[Library, list[Problem]]:
    """Read and join everything under `content`; all problems of all files, in order.

    Dates are held against `today` only where it is given. What `config` says of how to reach the office is no
    secret. Documents that are not published are left out.
    """
    library, problems = joined(content)
    return library, shown([*problems, *judgement(library, config, today)])


def joined(
    content: Path, reading: Reading | None = None, before: Library | None = None, *, drafts: bool = False
) -> tuple[Library, list[Problem]]:
    """Everything under `content` read and joined; what cannot be read, and names that lead nowhere.

    `reading` of it may have begun. A library from `before` is used up. Documents that are not published are
    left out, unless `drafts` are to be shown.
    """
    records, problems = read_content(reading or files.read(content), drafts=drafts)
    library, findings = build_library(records, before)
    return library, problems + places.placed(of_rule("names", told_once(findings)), content, records.rests)


def judgement(
    library: Library, config: Config | None, today: date | None = None, clean: Clean | None = None
) -> list[Problem]:
    """What the checks of a build find in a library, and what must not be published of it. `clean` knows files
    from before.
    """
    content = library.content
    found = places.placed(checked(library, _settings(config), today), content.root, content.rests)
    return [*found, *inspected_content(library, config, today, clean).problems]


def shown(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in order, as they are told."""
    return in_order(map(shown_problem, problems))


def checked(
    library: Library, settings: Settings, today: date | None, stage: Stage = "build"
) -> list[Finding]:
    """What the checks of one stage find, as severe as the office has it."""
    return judged(check_library(library, chosen(settings, stage), today), settings)


def config_problems(config: Config, file: Path, *stages: Stage) -> list[Problem]:
    """What is wrong with what a sound configuration says of the checks, and what it lacks at these stages."""
    is_asked = any(is_told(META_TAGS, config.checks, stage) for stage in stages)
    tags = missing_tags(config, file.name) if is_asked else ()
    found = [*wrong_settings(config.checks, file.name), *judged(tags, config.checks)]
    return [replace(problem, file=file.name) for problem in places.placed(found, file.parent)]


def _settings(config: Config | None) -> Settings:
    return config.checks if config else {}


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


def check_all(
    content: Path, config_file: Path, today: date | None = None, *, publishing: bool = False
) -> list[Problem]:
    """Everything that would stop a build, and its warnings, without building; with `publishing` what only a
    publication is reminded of, too.

    A missing configuration is left to `build`; `today` as for `check`.
    """
    config = _config_or_none(config_file)
    library, problems = check(content, today, config)
    settings = _settings(config)
    whole, of_drafts = _with_drafts(library, settings, today)
    besides = checked(whole, settings, today, "check")
    problems += of_drafts + places.placed(besides, content)
    stages: tuple[Stage, ...] = ("build", "check", "publish") if publishing else ("build", "check")
    if publishing:
        problems += places.placed(checked(library, settings, today, "publish"), content)
    problems += config_problems(config, config_file, *stages) if config else []
    stumbling = stumbling_blocks(content, TEMPLATES) if _is_of_site(content, config_file) else []
    problems += stumbling
    if config_file.exists():
        try:
            planned = plan(PageContext.of(library, read_config(config_file)))
            pages = list(pages_of([*planned, data_pages()]))
            problems += problems_of_plan(
                pages,
                [] if has_errors(stumbling) else markdown_pages(content),
                shells.addresses(content / PAGES, TEMPLATES),
                library,
            )
        except ProblemsError as error:
            problems += error.problems
    return shown(problems)


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


def _is_of_site(content: Path, config_file: Path) -> bool:
    """Whether this is what a site is built from, which needs pages, and not records by themselves."""
    beside = config_file.exists() and config_file.resolve().parent == content.resolve().parent
    return content.is_dir() and (beside or (content / PAGES).is_dir())


def _config_or_none(file: Path) -> Config | None:
    """The configuration, if it is there and sound; what is wrong with it is told elsewhere."""
    try:
        return read_config(file) if file.exists() else None
    except ProblemsError:
        return None


def _with_drafts(library: Library, settings: Settings, today: date | None) -> tuple[Library, list[Problem]]:
    """The library as it will be once its drafts are published, and what is wrong with these; mildly, for it
    does not stop a build.
    """
    drafts = {document.file for document in library.content.drafts}
    if not drafts:
        return library, []
    whole, findings = build_library(with_drafts(library.content))
    found = [*of_rule("names", findings), *checked(whole, settings, today)]
    mild = [replace(one, severity="warning") for one in found if one.file in drafts]
    return whole, places.placed(mild, library.content.root)


def stumbling_blocks(content: Path, templates: Path) -> list[Problem]:
    """What keeps the hand-written pages from MkDocs."""
    return of_rule("pages", [*page_problems(content), *shells.displaced(content, templates)])


def problems_of_plan(
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
