"""The two functions of markupsafe that pages call a million times, without what it does around them for safety's sake."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup
from markupsafe._speedups import _escape_inner

# Markup(…) for a str that is HTML already, without the look for `__html__`.
html: Callable[[str], Markup] = partial(str.__new__, Markup)

# escape(…) for a plain str, giving a plain str: a `Markup` would only be made to be joined at once.
escaped: Callable[[str], str] = _escape_inner
