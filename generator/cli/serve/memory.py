"""The content in memory: only changed files are read again, and a page is made when somebody asks for it.

What is asked for while a build is under way is answered from here, by the same plan, templates and shells as
in the build, so that the bytes are those that the build is about to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from generator.content import files, places
from generator.content.config import read_config
from generator.content.files import KnownFiles, Parsed, Reading
from generator.content.known import Known
from generator.content.load import read_content
from generator.content.markdown_pages import PAGES
from generator.exports.data_page import data_pages
from generator.library.build import Library, build_library
from generator.output.render import Renderer
from generator.output.shells import Shell
from generator.pages import Page, PageContext, document_pages, pages_of, plan
from generator.problems import Problem, ProblemsError, has_errors, in_order, of_rule


class Edition:
    """The pages of one state of the content, each made once, by whichever thread asks first."""

    def __init__(self, context: PageContext, renderer: Renderer, shells: Mapping[str, Shell]) -> None:
        self._context = context
        self._renderer = renderer
        self._shells = shells
        self._lock = Lock()
        self._is_over = False
        self._made: dict[str, bytes] = {}
        self._planned: dict[str, Page] | None = None
        self._documents = {entry.url: entry for entry in context.library.documents}

    def page(self, address: str) -> bytes | None:
        """The finished page, or None where the plan has none of this address, and as soon as another edition
        is made from the same library. Raises ProblemsError.
        """
        with self._lock:
            if self._is_over:
                return None
            if address not in self._made and (page := self._find(address)):
                (done,) = self._renderer.pages([page], self._context)
                self._made[address] = self._shells[page.shell_key].stamp(
                    title=page.head.title, head=done.head, body=done.body
                )
            return self._made.get(address)

    @contextmanager
    def still(self) -> Iterator[None]:
        """While no page is being made. A process that is forked then finds no lock held by a thread that it
        does not have, and would wait for it for ever: Python's own for a module in the middle of its import.
        """
        with self._lock:
            yield

    def end(self) -> None:
        """From here on, the library is another's."""
        with self._lock:
            self._is_over = True

    def _find(self, address: str) -> Page | None:
        """Those of a document are planned apart: the plan of the whole site takes longer than a blink."""
        document = self._documents.get(f"{address.rpartition('/')[0]}/index.html")
        if document:
            of_document = document_pages(self._context, document)
            return next((page for page in of_document if page.address == address), None)
        if self._planned is None:
            planned = [*plan(self._context), data_pages()]
            self._planned = {page.address: page for page in pages_of(planned)}
        return self._planned.get(address)


class Memory:
    """What `serve` knows of content/, the configuration and the templates between two edits.

    `known` is what a build kept of the files, read where one of them says the same.
    """

    def __init__(
        self, content: Path, config_file: Path, templates: Path, known: KnownFiles = dict[str, Known]
    ) -> None:
        self.content, self.config_file, self.templates = content, config_file, templates
        self.shells: dict[str, Shell] = {}  # of every page; none until they are made
        self.edition: Edition | None = None
        self.library: Library | None = None  # as of the last refresh; the next one uses it up
        self._before = known
        self._known: dict[str, Known] = {}
        self._trees: dict[str, Parsed] = {}
        self._records: dict[str, tuple[places.Tree, Any]] = {}
        self._renderer: Renderer | None = None
        self._listed = Reading(content, [], [], [])
        self._is_read = False
        self._owed: set[str] = set()  # what changed and is not read yet

    def refresh(self, changed: set[str]) -> list[Problem]:
        """Read what changed, and make a new edition of it; what is wrong with it can be seen at once.

        With an error there is no edition. `changed` are paths as `watching` tells them.
        """
        if self.edition:
            self.edition.end()
        self.edition, self._is_read = None, False
        self._owed |= changed
        self._read_again(self._owed)
        if any(Path(path).is_relative_to(self.templates) for path in changed):
            self._renderer = None
        self.library, problems = self._joined()
        self._is_read, self._owed = True, set()
        try:
            renderer = self._renderer = self._renderer or Renderer(self.templates)
            config = read_config(self.config_file)
        except ProblemsError as error:
            return in_order([*problems, *error.problems])
        if self.shells and not has_errors(problems):
            self.edition = Edition(PageContext.of(self.library, config), renderer, self.shells)
        return problems

    def is_everywhere(self, path: str) -> bool:
        """Whether a path shows on every page: the configuration, a hand-written page, a template."""
        pages = self.content / PAGES
        return not Path(path).is_relative_to(self.content) or Path(path).is_relative_to(pages)

    def reading(self) -> Reading | None:
        """The content as last read, for a build that need not read it again; None where that failed."""
        return self._reading() if self._is_read else None

    def _reading(self) -> Reading:
        listed = self._listed
        return Reading(
            self.content,
            listed.files,
            [self._trees[file] for file in listed.files],
            listed.problems,
            known={file: self._known[file] for file in listed.files if self._known[file].key},
            made=self._records,
        )

    def _read_again(self, changed: set[str]) -> None:
        """The tree of a file that says what it said stays the same object, and so does its record."""
        listed = files.read(self.content)
        before = self._known or self._before()
        known: dict[str, Known] = {}
        trees: dict[str, Parsed] = {}
        for file in listed.files:
            old, tree = before.get(file), self._trees.get(file)
            if old is None or tree is None or str(self.content / file) in changed:
                found = files.read_known(self.content, file, old)
                tree = _parsed(found, tree) if tree is None or found is not old else tree
            else:
                found = old
            known[file], trees[file] = found, tree
        self._listed, self._known, self._trees = listed, known, trees
        self._records = {file: made for file, made in self._records.items() if file in trees}

    def _joined(self) -> tuple[Library, list[Problem]]:
        before, self.library = self.library, None  # gone, should the joining fail
        records, problems = read_content(self._reading(), drafts=True)
        library, findings = build_library(records, before)
        return library, in_order([*problems, *places.placed(of_rule("names", findings), self.content)])


def _parsed(known: Known, before: Parsed | None) -> Parsed:
    """What stands in a file, with the tree from before if that is equal."""
    tree, told = known.parsed()
    return (before[0], told) if before and before[0] == tree else (tree, told)
