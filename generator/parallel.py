"""Run a function in a forked child and collect its result: how the build uses a second core.

Fork, because the child then shares the whole library in memory without copying or pickling it on the way in;
only the result travels back, pickled through a pipe.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Job(Generic[T]):
    """A call under way. `result()` waits for it and returns its value or raises its exception."""

    def __init__(self, call: Callable[[], T], *, inline: bool) -> None:
        self._call = call
        self._pid = 0
        if inline or not hasattr(os, "fork"):
            return
        sys.stdout.flush()
        sys.stderr.flush()
        self._read, write = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._read)
            _run_child(call, write)
        os.close(write)

    def result(self) -> T:
        """Raises what the call raised, or ChildProcessError when the child was killed."""
        if not self._pid:
            return self._call()
        with os.fdopen(self._read, "rb") as pipe:
            data = pipe.read()
        os.waitpid(self._pid, 0)
        if not data:
            raise ChildProcessError("一个生成进程被系统中止（可能是内存不足），请加上 --jobs 1 再试")
        value: Any = pickle.loads(data)
        if isinstance(value, _Failure):
            raise value.error
        return value  # type: ignore[no-any-return]


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _failure(error: BaseException) -> bytes:
    """The exception as it travels; one that cannot goes as its words."""
    try:
        data = pickle.dumps(_Failure(error))
        pickle.loads(data)
    except Exception:
        data = pickle.dumps(_Failure(RuntimeError(f"{type(error).__name__}: {error}")))
    return data


def _run_child(call: Callable[[], Any], write: int) -> None:
    """Never returns: the child must not run the parent's clean-up."""
    try:
        try:
            data = pickle.dumps(call(), protocol=5)
        except BaseException as error:
            data = _failure(error)
        with os.fdopen(write, "wb") as pipe:
            pipe.write(data)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def start(call: Callable[[], T], *, inline: bool = False) -> Job[T]:
    """Start `call` in a child process; with `inline`, run it only when its result is asked for."""
    return Job(call, inline=inline)


def shares(items: list[T], weights: list[int], count: int) -> list[list[T]]:
    """Split `items` into at most `count` runs of about equal weight, keeping their order."""
    if count <= 1 or len(items) <= 1:
        return [items] if items else []
    parts: list[list[T]] = [[] for _ in range(count)]
    total, running = sum(weights) or 1, 0
    for item, weight in zip(items, weights, strict=True):
        parts[min(count - 1, running * count // total)].append(item)
        running += weight
    return [part for part in parts if part]
