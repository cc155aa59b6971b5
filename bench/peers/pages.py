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
from generator.pages import PageContext, pages_of, plan
from generator.pages.sharing import foot_view, head_view

HEAD, TASK, FOOT = "head.html", "task.html", "foot.html"  # their templates


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`head`, `data` and `foot` are the views of HEAD, TASK and FOOT as plain data; `head_html` and `body`
    are what gongkai makes of them.
    """

    address: str
    title: str
    head: dict[str, Any]
    data: dict[str, Any]
    foot: dict[str, Any]
    head_html: str
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
            head, foot = head_view(context, page, view), foot_view(context, page)
            yield TaskPage(
                page.address,
                page.head.title,
                dataclasses.asdict(head),
                dataclasses.asdict(view),
                dataclasses.asdict(foot),
                head_html=renderer.body(HEAD, head),
                body=renderer.body(page.template, view) + renderer.body(FOOT, foot),
            )


def task_shell(content: Path, config_file: Path) -> Shell:
    """The shell of the theme that task pages are stamped into."""
    with tempfile.TemporaryDirectory() as scratch:
        work, site = Path(scratch, "work"), Path(scratch, "site")
        work.mkdir()
        site.mkdir()
        made = shells.make_shells(read_config(config_file), content / PAGES, TEMPLATES, work, site)
    return Shell.of(made["depth-2"])
