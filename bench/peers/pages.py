"""The task pages as the peers get them: the very data
that gongkai's task template shows, and the theme's shell.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build import TEMPLATES, check
from generator.content.config import read_config
from generator.content.markdown_pages import PAGES
from generator.output import shells
from generator.output.render import Renderer
from generator.output.shells import Shell
from generator.pages import Head, PageContext, pages_of, plan

TASK = "task.html"  # their template


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`data` is the view of TASK as plain data, `body` the fragment that gongkai makes of it."""

    address: str
    head: Head
    data: dict[str, Any]
    body: str


def task_pages(content: Path, config_file: Path) -> Iterator[TaskPage]:
    """Every task page of `content`, in document order."""
    library, _ = check(content)
    renderer = Renderer(TEMPLATES)
    tasks = {task.url for task in library.tasks}
    context = PageContext.of(library, read_config(config_file))
    for page in pages_of(plan(context)):
        if page.address in tasks:
            view = page.view(context)
            yield TaskPage(
                page.address, page.head, dataclasses.asdict(view), renderer.body(page.template, view)
            )


def task_shell(content: Path, config_file: Path) -> Shell:
    """The shell of the theme that task pages are stamped into."""
    with tempfile.TemporaryDirectory() as scratch:
        work, site = Path(scratch, "work"), Path(scratch, "site")
        work.mkdir()
        site.mkdir()
        made = shells.make_shells(read_config(config_file), content / PAGES, TEMPLATES, work, site)
    return Shell.of(made["depth-2"])
