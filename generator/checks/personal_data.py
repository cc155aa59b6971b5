"""Nothing is published that must not be: personal numbers, private facts of named persons, marks of secrecy.

A waiver may say why something is published all the same. This is not in the list of checks over the library,
because it also reads the hand-written pages and the files beside them. The texts of a record are looked at as
one; where they stand is looked up only for what was found.
"""

from __future__ import annotations

import html
import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from pathlib import Path

from generator.checks.waivers import Waived, waived
from generator.content import places
from generator.content.markdown_pages import PAGES, read_pages, shown_name
from generator.importer.lines import UnreadableError
from generator.inspection.secrets import secrets_of_file
from generator.inspection.sentences import RULE, problem_of, said_of, unread
from generator.library.build import Library
from generator.library.every_text import paths_of, texts_of
from generator.model.record import Record
from generator.model.registries import Synonyms
from generator.model.secret_kinds import PUBLIC
from generator.privacy import Secret, findings_in
from generator.privacy.allowed import is_allowed, public_values
from generator.privacy.digits import BREAK
from generator.problems import Finding, Problem, RecordPath

_SHOWN = 3  # of one kind in one attachment are told each by itself
_CONTACTS = "contacts"
# what stands between the characters of a page and is not shown
_MARKUP = re.compile(r"</?(?:br|span|b|strong|em|i|mark|wbr|sup|sub|u|t[dhr])\b[^<>]*>|(?<!\*)\*{1,3}(?!\*)")


@dataclass(frozen=True, slots=True)
class Found:
    """A secret of content/: the file as messages relative to content/ name it, and where it stands there.

    `path` in a record, or `line` and `column` of a page, or `where` in an attachment; `words` as written.
    """

    file: str
    secret: Secret
    words: str = ""
    path: RecordPath | None = None
    line: int = 0
    column: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found, which values may be published all the same, and the files of records with nothing."""

    problems: list[Problem]
    allowed: frozenset[str]
    clean: frozenset[str]


def inspect(
    library: Library, contacts: Iterable[str] = (), clean: Collection[str] = (), today: date | None = None
) -> Inspected:
    """All personal data of content/, records, pages and attachments. `contacts` are published elsewhere (the
    foot of the pages); files of records known to be `clean` are not looked at. Waivers end only by `today`.
    """
    root = library.content.root
    found: list[Found] = []
    still_clean = set(clean)
    for file, path, record in _records(library):
        if file not in still_clean:
            of_file = list(_in_record(file, path, record))
            found += of_file
            if not of_file and path == ():
                still_clean.add(file)
    unreadable: list[Problem] = []
    found += _in_pages(root)
    found += _in_attachments(root, unreadable)
    ways = (way for document in library.documents for way in document.file.record.contacts)
    public = public_values([*ways, *contacts])
    told = [one for one in found if not _is_public(one, public)]
    after = waived(library, [(one.file, one.path, one.secret) for one in told], today)
    problems = [*unreadable, *_problems(told, after, root)]
    problems += places.placed([replace(finding, rule=RULE) for finding in after.findings], root)
    covered = {one.secret.value for n, one in enumerate(told) if n in after.covered}
    return Inspected(problems, public | covered, frozenset(still_clean))


def _records(library: Library) -> Iterator[tuple[str, RecordPath, Record]]:
    """Every record with the file in which it stands, and where."""
    content = library.content
    yield from ((agency.file, (), agency.record) for agency in content.agencies)
    yield from ((document.file, (), document.record) for document in content.documents)
    registries: Mapping[str, Iterable[Record]] = {
        "policies": content.policies,
        "topics": content.topics,
        "moved": content.moved,
    }
    for n, words in enumerate(content.synonyms):
        yield "synonyms.yml", ("synonyms", n), Synonyms(synonyms=[words])
    for name, records in registries.items():
        yield from ((f"{name}.yml", (name, n), record) for n, record in enumerate(records))


def _in_record(file: str, path: RecordPath, record: Record) -> Iterator[Found]:
    texts = texts_of(record)
    whole = BREAK.join(texts)
    secrets = findings_in(whole)
    if not secrets:
        return
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    paths = list(paths_of(record, path))
    for secret in secrets:
        at = paths[bisect_right(starts, secret.start) - 1]
        if secret.is_hard or _CONTACTS not in at:
            yield Found(file, secret, whole[secret.start : secret.end], path=at)


def _in_pages(root: Path) -> Iterator[Found]:
    for name, text in read_pages(root)[0].items():
        plain = _MARKUP.sub(lambda match: " " * len(match.group()), text)  # as long, so that places stay
        told = set()
        for secret in (*findings_in(text), *(findings_in(plain) if plain != text else ())):
            if (secret.kind, secret.value) not in told:
                told.add((secret.kind, secret.value))
                line = text.count("\n", 0, secret.start) + 1
                column = secret.start - text.rfind("\n", 0, secret.start)
                yield Found(f"{PAGES}/{name}", secret, line=line, column=column)
        if "&#" in text:
            written = findings_in(html.unescape(text))
            yield from (Found(f"{PAGES}/{name}", one) for one in written if (one.kind, one.value) not in told)


def _in_attachments(root: Path, unreadable: list[Problem]) -> Iterator[Found]:
    """In every file beside the hand-written pages, which goes out as it is."""
    for path in _attachments(root / PAGES):
        file = shown_name(path.relative_to(root).as_posix())
        try:
            found = secrets_of_file(path.name, path.read_bytes())
        except (UnreadableError, OSError):
            unreadable.append(unread(f"{root.name}/{file}"))
            continue
        yield from (Found(file, one.secret, where=one.what) for one in found)


def _attachments(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix != ".md" and not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def _is_public(found: Found, public: Collection[str]) -> bool:
    return found.secret.kind in PUBLIC or is_allowed(found.secret, public)


def _problems(told: list[Found], after: Waived, root: Path) -> Iterator[Problem]:
    """Each with its place; of what a waiver covers an error becomes a reminder, and a reminder nothing."""
    in_records = [(n, one) for n, one in enumerate(told) if one.path is not None]
    findings = [_finding(one) for _, one in in_records]
    placed = dict(zip((n for n, _ in in_records), places.placed(findings, root), strict=True))
    placed = {n: _closer(problem, told[n].words, root) for n, problem in placed.items()}
    for n, one in enumerate(told):
        problem = placed.get(n) or problem_of(
            f"{root.name}/{one.file}", one.where, one.secret, 1, one.line, one.column
        )
        if n not in after.covered:
            yield problem
        elif one.secret.is_hard:
            hint = "已在 content/waivers.yml 登记，请确认仍可公开"
            yield replace(problem, severity="warning", hint=hint)


def _finding(found: Found) -> Finding:
    what, hint, severity = said_of(found.secret)
    return Finding(found.file, found.path or (), what, hint, severity=severity, rule=RULE)


def _closer(problem: Problem, words: str, root: Path) -> Problem:
    """The line and column of the secret itself, where its text takes several lines of the file."""
    first = words.split("\n")[0].split("\t")[0].strip()
    if not problem.line or not first:
        return problem
    try:
        lines = (root.parent / problem.file).read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return problem
    for number in range(problem.line, len(lines) + 1):
        start = problem.column - 1 if number == problem.line else 0
        column = lines[number - 1].find(first, start)
        if column >= 0:
            return replace(problem, line=number, column=column + 1)
    return problem
