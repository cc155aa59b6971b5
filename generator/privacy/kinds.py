"""A secret that was found, and what may be shown of it: never the secret itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.model.secret_kinds import HARD, Kind

_SHOWN: dict[Kind, int] = {"mark": 12, "hidden": 12, "mail": 1, "passport": 1, "wechat": 1}
_NAMED: frozenset[Kind] = frozenset(
    {"contact", "health", "poverty", "disability", "minor", "religion", "birth", "author"}
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in a text: text[start:end], separators and all.

    `value` is the same without what was put between: by it allowlists and waivers know a secret again. It is
    kept in memory alone. `masked` may be shown.
    """

    kind: Kind
    start: int
    end: int
    value: str

    @property
    def masked(self) -> str:
        """At most the first two characters of the secret, of a mark of secrecy the mark."""
        shown = 1 if self.kind in _NAMED else _SHOWN.get(self.kind, 2)
        words = self.value[:shown]
        return words if self.kind in ("mark", "hidden") else f"{words}{'*' * 6}"

    @property
    def is_hard(self) -> bool:
        return self.kind in HARD

    def __repr__(self) -> str:
        """Without the secret: a failing test or a log must not print it either."""
        return f"Secret({self.kind}, {self.start}, {self.end}, {self.masked})"


class Span(NamedTuple):
    """A part of a text from `start` up to `end`, and what it says once brought to plain characters."""

    start: int
    end: int
    value: str
