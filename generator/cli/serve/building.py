"""Builds beside the server, in a process of their own: one that an edit has overtaken is given up."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from generator import parallel
from generator.build import TEMPLATES, build
from generator.content.config import read_config
from generator.content.files import Reading
from generator.content.markdown_pages import PAGES
from generator.output import shells, staging, workfolder
from generator.output.shells import Shell
from generator.parallel import Job
from generator.problems import Problem, ProblemsError, system_words

T = TypeVar("T")
_TRIES, _MOMENT = 40, 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Sources:
    """What a site is made from, and where it goes."""

    content: Path
    config_file: Path
    site: Path

    @property
    def watched(self) -> list[Path]:
        return [self.content, self.config_file, TEMPLATES]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a build: so many pages, or none where an error kept the site as it was."""

    pages: int | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def words(self) -> str:
        if self.pages is None:
            return "有错误，仍显示上一次的网站。"
        return f"已生成 {self.pages} 个页面。"


def make(sources: Sources, today: date, reading: Reading | None = None) -> Made:
    """A build that always comes back with words. What serve makes is looked at, not published: it need not
    hold through a power cut.
    """
    try:
        built = build(
            sources.content,
            sources.config_file,
            sources.site,
            reading=reading,
            today=today,
            durable=False,
            drafts=True,
        )
    except ProblemsError as error:
        return Made(None, error.problems)
    except OSError as error:
        what = f"读写出错（{system_words(error)}）"
        return Made(None, [Problem(str(error.filename or "磁盘"), 0, 0, what, "请检查磁盘空间和读写权限")])
    except Exception as error:
        return Made(None, [of_program(error)])
    return Made(built.pages, built.problems)


def of_program(error: Exception) -> Problem:
    """What is no clerk's mistake: told in a sentence, so that the server goes on."""
    what = f"程序内部出错（{type(error).__name__}: {error}）"
    return Problem("gongkai serve", 0, 0, what, "请把这句话和刚才的改动告诉维护这个程序的人")


def in_child(call: Callable[[], T]) -> Job[T]:
    """Make the call in a process that leaves nothing behind when it is asked to end."""

    def undisturbed() -> T:
        signal.signal(signal.SIGTERM, _give_up)
        return call()

    return parallel.start(undisturbed, low_priority=True)


def _give_up(*_: object) -> None:
    if staging.interrupted() != "published":
        os._exit(1)


def clean_up(site: Path) -> None:
    """Remove what a build left that was ended before it could do so itself: whoever held it dies with it, a
    moment later.
    """
    for _ in range(_TRIES):
        workfolder.sweep(site.absolute())
        if not any(workfolder.is_work_folder(path.name, site) for path in site.absolute().parent.iterdir()):
            return
        time.sleep(_MOMENT)


def make_shells(sources: Sources, folder: Path) -> dict[str, Shell]:
    """The shells of all pages by MkDocs, as in a build, made in a scratch `folder`; none where it cannot."""
    work, site = (Path(mkdtemp(dir=folder)) for _ in range(2))
    try:
        config = read_config(sources.config_file)
        html = shells.make_shells(config, sources.content / PAGES, TEMPLATES, work, site)
    except (ProblemsError, OSError):  # the build says why
        return {}
    return {key: Shell.of(text) for key, text in html.items()}
