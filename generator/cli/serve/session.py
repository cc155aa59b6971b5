"""From an edit to the page: what changed goes into memory, open pages hear of it, a build follows.

One thread does all of this, one thing after the other; others only wait for changes, for builds and for
clients, and put what they hear into its queue.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TypeVar

from generator.build import TEMPLATES
from generator.cli.serve.building import Made, Sources, clean_up, in_child, make, make_shells, of_program
from generator.cli.serve.memory import Memory
from generator.cli.serve.server import Shown
from generator.cli.serve.watching import changes
from generator.output.shells import Shell
from generator.parallel import Job
from generator.problems import Problem, has_errors

Say = Callable[[str], None]
_PATIENCE = 10  # seconds that a build may take to give up
T = TypeVar("T")

# what is seen as soon as the content is read; all else is found by the build
_SEEN_AT_ONCE = frozenset({"files", "yaml", "pages", "fields", "names", "config", "templates"})


@dataclass(frozen=True, slots=True)
class Changed:
    """Sources have changed."""

    paths: set[str]


@dataclass(frozen=True, slots=True)
class Built:
    """The build that followed the edit of this number has ended; without `made`, it was cut off."""

    edit: int
    made: Made | None


@dataclass(frozen=True, slots=True)
class Shelled:
    """The shells are made, of the sources as they were after so many changes that show on every page."""

    generation: int
    shells: dict[str, Shell]


class Session:
    """What `serve` does between its start and its end. `today` is asked for each build anew."""

    def __init__(
        self, sources: Sources, shown: Shown, scratch: Path, today: Callable[[], date], say: Say
    ) -> None:
        self._sources, self._shown, self._scratch = sources, shown, scratch
        self._today, self._say = today, say
        self._memory = Memory(sources.content, sources.config_file, TEMPLATES)
        self._queue: SimpleQueue[Changed | Built | Shelled | None] = SimpleQueue()
        self._stop = Event()
        self._edit = self._generation = 0
        self._build: Job[Made] | None = None
        self._shells: Job[dict[str, Shell]] | None = None
        self._waiting: list[Thread] = []  # for what a child makes
        self._problems: list[Problem] = []
        self._is_everywhere = False  # whether a change since the last build shows on every page

    def watch(self) -> None:
        """Begin to watch; returns when no change will be missed."""
        begun = Event()
        Thread(target=self._listen, args=(begun,), daemon=True).start()
        begun.wait()

    def run(self) -> None:
        """Until interrupted, or closed by another thread."""
        if not self._memory.is_read:
            self._read(set())
        while (message := self._queue.get()) is not None:
            match message:
                case Changed(paths):
                    self._follow(self._with_later(paths))
                case Built(edit, made):
                    self._finish(edit, made)
                case Shelled(generation, shells):
                    self._shells = None
                    if generation == self._generation:
                        self._memory.shells = shells

    def close(self) -> None:
        """End what is under way; what a build has written aside goes with it."""
        self._stop.set()
        self._queue.put(None)
        for job in (self._build, self._shells):
            if job is not None:
                job.end()
        for thread in self._waiting:
            thread.join(_PATIENCE)
        clean_up(self._sources.site)

    def _listen(self, begun: Event) -> None:
        for paths in changes(self._sources.watched, self._stop, begun):
            self._queue.put(Changed(paths))

    def _with_later(self, paths: set[str]) -> set[str]:
        """These changes and those that came since."""
        others: list[Built | Shelled | None] = []
        while not self._queue.empty():
            message = self._queue.get()
            if isinstance(message, Changed):
                paths = paths | message.paths
            else:
                others.append(message)
        for other in others:
            self._queue.put(other)
        return paths

    def _follow(self, paths: set[str]) -> None:
        """What can be shown at once is shown at once; a build, in the place of the last, tells the rest."""
        self._edit += 1
        if self._build is not None:
            self._build.end()
        if any(map(self._memory.is_everywhere, paths)):
            self._is_everywhere = True
            self._generation += 1
            self._memory.shells = {}
        seen = self._read(paths)
        self._shown.edition = self._memory.edition
        later = [problem for problem in self._problems if problem.rule not in _SEEN_AT_ONCE]
        self._shown.board.post([*seen, *later])
        job = self._build = in_child(partial(make, self._sources, self._today(), self._memory.reading()))
        edit = self._edit
        self._wait(lambda: Built(edit, result_of(job)))

    def _finish(self, edit: int, made: Made | None) -> None:
        if edit != self._edit:
            return
        self._build = None
        made = made or Made(None, [_cut_off()])
        for sentence in sentences(made, self._problems):
            self._say(sentence)
        self.take(made)
        gc.collect()  # libraries are rings; nobody waits for anything now

    def take(self, made: Made) -> None:
        """What came of a build: from here on the site on the disk is shown, be it new or the old one."""
        self._problems = made.problems
        self._shown.edition = None
        is_new = made.pages is not None
        self._shown.board.post(made.problems, everywhere=is_new and self._is_everywhere)
        self._is_everywhere = self._is_everywhere and not is_new
        if not self._memory.shells and self._shells is None:
            generation = self._generation
            job = self._shells = in_child(partial(make_shells, self._sources, self._scratch))
            self._wait(lambda: Shelled(generation, result_of(job) or {}))

    def _read(self, paths: set[str]) -> list[Problem]:
        try:
            return self._memory.refresh(paths)
        except Exception as error:  # a fault of the program must not end the server
            return [of_program(error)]

    def _wait(self, result: Callable[[], Built | Shelled]) -> None:
        thread = Thread(target=lambda: self._queue.put(result()), daemon=True)
        thread.start()
        self._waiting = [*(other for other in self._waiting if other.is_alive()), thread]


def result_of(job: Job[T]) -> T | None:
    """None where the child was ended."""
    try:
        return job.result()
    except ChildProcessError:
        return None


def sentences(made: Made, before: Iterable[Problem]) -> list[str]:
    """What the terminal is told of a build: all problems where it failed, else those that are new. Pure."""
    known = set() if has_errors(made.problems) else set(before)
    return [*(str(problem) for problem in made.problems if problem not in known), made.words]


def _cut_off() -> Problem:
    return Problem("gongkai serve", 0, 0, "生成被系统中止（可能是内存不足）", "请关掉别的程序，再保存一次")
