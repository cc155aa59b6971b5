"""A process of its own where no new interpreter is wanted: a fork of this one, which has all its modules."""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from support import PATIENCE, Run


@dataclass(frozen=True)
class Child:
    """A process at work; what it says goes to files in the folder `said`."""

    process: BaseProcess
    said: Path

    def ended(self) -> Run:
        """How it ended: its exit status, or minus the number of the signal that killed it."""
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "it does not end"
        out, err = ((self.said / name).read_text("utf-8") for name in ("out", "err"))
        return Run(self.process.exitcode, out, err)


def begun(work: Callable[[], int | None], said: Path) -> Child:
    """Start a child that exits with what `work` gives; `said` is a folder that is made for it."""
    said.mkdir(parents=True)

    def in_child() -> None:
        sys.stdout, sys.stderr = (_led_to(said / name, handle) for handle, name in ((1, "out"), (2, "err")))
        status = work()
        sys.stdout.flush()
        sys.exit(status)

    process = multiprocessing.get_context("fork").Process(target=in_child)
    process.start()
    return Child(process, said)


def _led_to(file: Path, handle: int) -> io.TextIOWrapper:
    """What is written to `handle` goes to the file, at once; the same as text."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(opened, handle)
    os.close(opened)
    return open(handle, "w", encoding="utf-8", buffering=1, closefd=False)


def forked(work: Callable[[], int | None], said: Path) -> Run:
    """Run `work` in a child and wait for its end."""
    return begun(work, said).ended()
