"""Builds beside the server, in a process of their own: one that an edit has overtaken is given up."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from generator import parallel
from generator.build import TEMPLATES, build
from generator.content.files import Reading
from generator.library.build import Library
from generator.output import staging, workfolder
from generator.output.cache import Folder
from generator.output.keeping import SHELLS, Shells
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
        return [self.content, self.config_file, self.config_file.parent / "host", TEMPLATES]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a build: so many pages, or none where an error kept the site as it was.

    `shells` is the HTML of the page shells by key; nothing where they changed under way.
    """

    pages: int | None
    problems: list[Problem] = field(default_factory=list)
    shells: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        if self.pages is None:
            return "有错误，仍显示上一次的网站。"
        return f"已生成 {self.pages} 个页面。"


class _Kept(Folder):
    """The cache of the site, which also has at hand what this build has saved."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self.saved: dict[str, Any] = {}

    def save(self, name: str, value: Any) -> None:
        self.saved[name] = value
        super().save(name, value)


def make(
    sources: Sources, today: date, reading: Reading | None = None, before: Library | None = None
) -> Made:
    """A build that makes what has changed, and always comes back with words. What serve makes is looked at,
    not published: it need not hold through a power cut.
    """
    kept = _Kept(sources.site)
    try:
        built = build(
            sources.content,
            sources.config_file,
            sources.site,
            reading=reading,
            today=today,
            durable=False,
            cache=kept,
            before=before,
            drafts=True,
            downloads=False,
        )
    except ProblemsError as error:
        return Made(None, error.problems)
    except OSError as error:
        what = f"读写出错（{system_words(error)}）"
        return Made(None, [Problem(str(error.filename or "磁盘"), 0, 0, what, "请检查磁盘空间和读写权限")])
    except Exception as error:
        return Made(None, [of_program(error)])
    shells = Shells(*kept.saved[SHELLS]).html if SHELLS in kept.saved else {}
    return Made(built.pages, built.problems, shells)


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
