"""What open pages are told: to load anew because they are no longer what they show, and what is wrong.

Each open page asks by its address and the mark of what it shows, and is told of changes until it closes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from hashlib import sha256
from threading import Condition

from generator.problems import SEVERITY_LABEL, Problem

_ALIVE = 10.0  # seconds: so often is a page told something, that we notice when it has closed
MOST_SHOWN = 200  # problems; nobody reads more at once


def mark_of(data: bytes, generation: int) -> str:
    """Stands for what a page shows; `generation` counts changes that pages do not show in their own bytes."""
    return f"{sha256(data).hexdigest()[:16]}-{generation}"


def event(name: str, data: object) -> bytes:
    """One event as browsers read it."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def told(problems: list[Problem]) -> dict[str, object]:
    """The problems as the script shows them."""
    return {
        "problems": [
            asdict(problem) | {"label": SEVERITY_LABEL[problem.severity]} for problem in problems[:MOST_SHOWN]
        ],
        "more": max(0, len(problems) - MOST_SHOWN),
    }


class Board:
    """What is to be told, for any number of threads that wait for it."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._version = 0
        self._problems: list[Problem] = []
        self._is_closed = False
        self.generation = 0

    def post(self, problems: list[Problem], *, everywhere: bool = False) -> None:
        """Something has changed; `everywhere` where pages change without a change of their bytes."""
        with self._changed:
            self._version += 1
            self._problems = problems
            self.generation += everywhere
            self._changed.notify_all()

    def close(self) -> None:
        """Let all go who listen."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def listen(self, shown: str, showing: Callable[[], str]) -> Iterator[bytes]:
        """What to send to a page that shows `shown` and would show `showing()`."""
        seen = -1
        while True:
            with self._changed:
                if self._version == seen and not self._is_closed:
                    self._changed.wait(_ALIVE)
                if self._is_closed:
                    return
                version, problems = self._version, self._problems
            if version == seen:
                yield b": \n\n"
                continue
            seen = version
            yield event("problems", told(problems))
            if showing() != shown:
                yield event("reload", {})
