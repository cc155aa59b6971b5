"""From an edit to the page: what changed goes into memory, open pages hear of it, a build follows.

One thread does all of this, one thing after the other; others only wait for changes, for builds and for
clients, and put what they hear into its queue.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

from generator.build import TEMPLATES
from generator.cli.serve.answers import HOME
from generator.cli.serve.building import Made, Sources, clean_up, in_child, make, of_program
from generator.cli.serve.contents import Contents
from generator.cli.serve.memory import Memory
from generator.cli.serve.server import Shown
from generator.cli.serve.watching import changes
from generator.content.known import known_files
from generator.output.cache import Folder
from generator.output.shells import Shell
from generator.parallel import Job
from generator.problems import Problem, has_errors

Say = Callable[[str], None]
_PATIENCE = 10  # seconds that a build may take to give up
_IDLE = 10  # seconds without an edit; then nobody minds a second in which nothing else is done
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


class Session:
    """What `serve` does between its start and its end. `today` is asked for each build anew."""

    def __init__(self, sources: Sources, shown: Shown, today: Callable[[], date], say: Say) -> None:
        self._sources, self._shown = sources, shown
        self._today, self._say = today, say
        self._memory = Memory(
            sources.content, sources.config_file, TEMPLATES, partial(known_files, Folder(sources.site).load)
        )
        self._queue: SimpleQueue[Changed | Built | None] = SimpleQueue()
        self._stop = Event()
        self._edit = 0
        self._build: Job[Made] | None = None
        self._waiting: list[Thread] = []  # for what a child makes
        self._problems: list[Problem] = []
        self._is_built = False  # whether the last build made a site
        self._is_everywhere = False  # whether a change since that shows on every page
        self._has_garbage = False

    def watch(self) -> None:
        """Begin to watch; returns when no change will be missed."""
        begun = Event()
        Thread(target=self._listen, args=(begun,), daemon=True).start()
        begun.wait()
        self._contents = Contents(self._sources.watched)

    def begin(self) -> None:
        """Read everything and build the site, and wait for that."""
        self._read(set())
        self._finish(self._edit, result_of(self._start()))

    def run(self) -> None:
        """Until interrupted, or closed by another thread."""
        while (message := self._next()) is not None:
            match message:
                case Changed(paths):
                    self._follow(self._contents.changed(self._with_later(paths)))
                case Built(edit, made):
                    self._finish(edit, made)

    def close(self) -> None:
        """End what is under way; what a build has written aside goes with it."""
        self._stop.set()
        self._queue.put(None)
        if self._build is not None:
            self._build.end()
        for thread in self._waiting:
            thread.join(_PATIENCE)
        clean_up(self._sources.site)

    def _next(self) -> Changed | Built | None:
        """The next message. Libraries are rings: where no edit comes, those of the past are swept out."""
        try:
            return self._queue.get(timeout=_IDLE if self._has_garbage and self._build is None else None)
        except Empty:
            gc.unfreeze()
            gc.collect()
            self._has_garbage = False
            return self._queue.get()

    def _listen(self, begun: Event) -> None:
        for paths in changes(self._sources.watched, self._stop, begun):
            self._queue.put(Changed(paths))

    def _with_later(self, paths: set[str]) -> set[str]:
        """These changes and those that came since."""
        others: list[Built | None] = []
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
        if not paths and self._is_current:
            return
        self._edit += 1
        if self._build is not None:
            self._build.end()
        if any(map(self._memory.is_everywhere, paths)):
            self._is_everywhere = True
            self._memory.shells = {}
        seen = self._read(paths)
        self._shown.edition = self._memory.edition
        later = [problem for problem in self._problems if problem.rule not in _SEEN_AT_ONCE]
        self._shown.board.post([*seen, *later])
        edit, job = self._edit, self._start()
        self._wait(lambda: Built(edit, result_of(job)))

    @property
    def _is_current(self) -> bool:
        """Whether the site is what the sources say: then a save that changes nothing is no work. It is while
        a build is under way, or after one that failed: something may have lain there for a moment.
        """
        return self._build is None and self._is_built and (self._sources.site / HOME).is_file()

    def _start(self) -> Job[Made]:
        """Begin to build what is in memory."""
        memory = self._memory
        call = partial(make, self._sources, self._today(), memory.reading(), memory.library)
        with memory.edition.still() if memory.edition else nullcontext():
            self._build = in_child(call)
        return self._build

    def _finish(self, edit: int, made: Made | None) -> None:
        if edit != self._edit:
            return
        self._build = None
        made = made or Made(None, [_cut_off()])
        for sentence in sentences(made, self._problems):
            self._say(sentence)
        self._take(made)
        gc.freeze()  # what there is now is hardly garbage before the next edit
        self._has_garbage = True

    def _take(self, made: Made) -> None:
        """What came of a build: from here on the site on the disk is shown, be it new or the old one."""
        self._problems = made.problems
        self._shown.edition = None
        self._is_built = made.pages is not None
        self._shown.board.post(made.problems, everywhere=self._is_built and self._is_everywhere)
        if self._is_built:
            self._is_everywhere = False
            self._memory.shells = {key: Shell.of(html) for key, html in made.shells.items()}

    def _read(self, paths: set[str]) -> list[Problem]:
        try:
            return self._memory.refresh(paths)
        except Exception as error:  # a fault of the program must not end the server
            return [of_program(error)]

    def _wait(self, result: Callable[[], Built]) -> None:
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
