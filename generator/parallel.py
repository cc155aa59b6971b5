"""Run a function in a forked child and collect its result: how the build uses a second core.

Fork, because the child then shares the whole library in memory without copying or pickling it on the way in;
only the result travels back, pickled through a pipe.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from select import select
from threading import Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_NUMBER = 4  # bytes of the number of a call
_PIPE = 65536  # bytes that a pipe holds
_PR_SET_PDEATHSIG = 1
_PATIENCE = 5  # by so much is a child nicer

_running: set[int] = set()  # children whose end nobody has waited for yet


class Stream(Generic[T]):
    """Items that a child makes one after the other,
    to be iterated over once; it does not wait for whoever takes them.
    """

    def __init__(self, items: Callable[[], Iterable[T]], *, inline: bool, low_priority: bool) -> None:
        self._items = items
        self._pid = 0
        if inline or not hasattr(os, "fork"):
            return
        sys.stdout.flush()
        sys.stderr.flush()
        read, write = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            _end_with(parent)
            os.nice(_PATIENCE if low_priority else 0)
            os.close(read)
            _run_child(items, write)
        _running.add(self._pid)
        os.close(write)
        self._pipe = os.fdopen(read, "rb")

    def __iter__(self) -> Iterator[T]:
        """Raises what the child raised, or ChildProcessError when it was killed."""
        if not self._pid:
            yield from self._items()
            return
        with self._pipe:
            while not isinstance(item := self._next(), _End):
                yield item
        os.waitpid(self._pid, 0)
        _running.discard(self._pid)
        if item.error:
            raise item.error

    def wait(self) -> None:
        """Return when the first item can be had; any process may ask that has the pipe."""
        if self._pid:
            select([self._pipe], [], [])

    def end(self) -> None:
        """Ask the child to end, if there is one still at work."""
        if self._pid in _running:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGTERM)

    def _next(self) -> Any:
        try:
            return pickle.load(self._pipe)
        except (EOFError, pickle.UnpicklingError):
            return _End(ChildProcessError("一个生成进程被系统中止（可能是内存不足），请加上 --jobs 1 再试"))


class Job(Generic[T]):
    """A call under way. `result()` waits for it and returns its value or raises its exception; a value may be
    asked for again.
    """

    def __init__(self, call: Callable[[], T], *, inline: bool, low_priority: bool) -> None:
        self._value: list[T] = []
        self._stream = Stream(lambda: (call() for _ in range(1)), inline=inline, low_priority=low_priority)

    def result(self) -> T:
        """Raises what the call raised, or ChildProcessError when the child was killed."""
        if not self._value:
            self._value = list(self._stream)
        (value,) = self._value
        return value

    def wait(self) -> None:
        """Return when no child is at work on it, any more or at all."""
        if not self._value:
            self._stream.wait()

    def end(self) -> None:
        """Ask the child to end; `result()` then raises ChildProcessError, unless it was done before."""
        self._stream.end()


def stop() -> None:
    """End every child that is still at work, so that nobody writes any more."""
    while _running:
        pid = _running.pop()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _end_with(parent: int) -> None:
    """In a child: die when the parent does, however it dies; leave Ctrl+C,
    which a terminal sends to all, to the parent.
    """
    _running.clear()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError, AttributeError):  # Linux only
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


class _End:
    """What a child sends last."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def _failure(error: BaseException) -> bytes:
    """The exception as it travels; one that cannot goes as its words."""
    try:
        data = pickle.dumps(_End(error))
        pickle.loads(data)
    except Exception:
        data = pickle.dumps(_End(RuntimeError(f"{type(error).__name__}: {error}")))
    return data


def _run_child(items: Callable[[], Iterable[Any]], write: int) -> None:
    """Never returns: the child must not run the parent's clean-up."""
    try:
        made: SimpleQueue[bytes | None] = SimpleQueue()
        writer = Thread(target=_write_all, args=(made, write))
        writer.start()
        try:
            for item in items():
                made.put(pickle.dumps(item, protocol=5))
            made.put(pickle.dumps(_End()))
        except BaseException as error:
            made.put(_failure(error))
        made.put(None)
        writer.join()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def _write_all(made: SimpleQueue[bytes | None], write: int) -> None:
    """A thread of its own, because a pipe holds little and whoever reads may have other work first."""
    with suppress(BrokenPipeError), os.fdopen(write, "wb") as pipe:  # nobody wants it any more
        while (data := made.get()) is not None:
            pipe.write(data)
            pipe.flush()


def start(call: Callable[[], T], *, inline: bool = False, low_priority: bool = False) -> Job[T]:
    """Start `call` in a child process; with `inline`, run it only when its result is asked for.

    A `low_priority` child leaves the processors to those whose result is wanted sooner.
    """
    return Job(call, inline=inline, low_priority=low_priority)


def iter_in_child(items: Callable[[], Iterable[T]]) -> Stream[T]:
    """Start to make the items in a child process."""
    return Stream(items, inline=False, low_priority=False)


def run_all(calls: Sequence[Callable[[], T]], jobs: int, beside: Sequence[Job[Any]] = ()) -> list[T]:
    """Make all the calls, in `jobs` processes of which this one is the first; whoever is free takes the next.
    What they return is in no order. Calls still under way `beside` these count among the processes: one of
    the others begins when such a call is done.

    Raises what the first call that failed raised, when all processes are done with what they had in hand.
    """
    read, write = os.pipe()
    os.write(write, b"".join(number.to_bytes(_NUMBER) for number in range(len(calls))))
    os.close(write)

    def work(first: Sequence[Job[Any]]) -> list[T]:
        for job in first:
            job.wait()
        made: list[T] = []
        try:
            while number := os.read(read, _NUMBER):
                made.append(calls[int.from_bytes(number)]())
            return made
        except BaseException:
            while os.read(read, _PIPE):  # nobody takes another call
                pass
            raise

    others = range(min(jobs, len(calls)) - 1)
    children = [start(partial(work, beside[i : i + 1])) for i in others]
    here = start(partial(work, ()), inline=True)
    failures = [error for error in map(_failure_of, (here, *children)) if error]
    os.close(read)
    if failures:
        raise failures[0]
    return [one for job in (here, *children) for one in job.result()]


def _failure_of(job: Job[list[T]]) -> BaseException | None:
    try:
        job.result()
    except BaseException as error:
        return error
    return None


def chunks(items: list[T], size: int) -> list[list[T]]:
    """Cut `items` into runs of `size`; the last may be shorter."""
    return [items[i : i + size] for i in range(0, len(items), size)]
