"""The garbage collector rests while one document is made: none of it is garbage before the end.

It would otherwise walk all the lines, blocks and nodes of a long text again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def _resting() -> Iterator[None]:
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            gc.enable()


def undisturbed(function: Callable[P, R]) -> Callable[P, R]:
    """The function, run while the collector rests."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with _resting():
            return function(*args, **kwargs)

    return run
