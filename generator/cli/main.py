"""Where `gongkai` begins: it listens to Ctrl+C before it loads what takes time."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress


def program() -> None:
    """The command `gongkai`: `main`, and away at once.

    Python would give back what a big build holds piece by piece.
    """
    _open_streams()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's others, which nothing here asks for, spin
    main()
    with suppress(OSError):  # nobody reads it any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)


def _open_streams() -> None:
    """Where a stream is closed, open it to nothing: the next file opened would else take its number, and what
    is said would be written into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", closefd=False))


def main(arguments: list[str] | None = None) -> None:
    """Run a command. Exit status 0 fine, 1 problems of severity error, 2 wrong usage."""
    with suppress(ValueError):  # in a thread
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
    from generator.cli.commands.run import run

    run(arguments)


def _leave(*_: object) -> None:
    """Nothing is under way that would have to be undone;
    an exception might land where Python passes it over.
    """
    os.write(2, "已中止。\n".encode(sys.stderr.encoding or "utf-8", "replace"))
    os._exit(1)
