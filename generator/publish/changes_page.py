"""The page of `gongkai diff --format html`: what was added, removed, changed and moved, for whoever reviews
it before publication. One file that asks for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.output.policy import with_policy
from generator.output.render import TEMPLATES, render_alone
from generator.pages.wording import Run, marked, marked_lines
from generator.publish.compare import WORDS, Change, Value

_SIGN_BY_SIGN = 4_000_000  # pairs of signs that are compared one by one; longer texts line by line
_SUM = "sha256"  # tells that files differ, and a reader nothing else


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """A field on both sides."""

    field: str
    label: str
    old: list[Run]
    new: list[Run]


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """Something that has changed."""

    key: str
    name: str
    was: str
    rows: list[Row]


@dataclass(slots=True, eq=False, repr=False)
class Group:
    """All changes of a kind."""

    kind: str
    word: str
    blocks: list[Block]


@dataclass(slots=True, eq=False, repr=False)
class ChangesView:
    old: str
    new: str
    groups: list[Group]


def changes_page(changes: Sequence[Change], old: str, new: str) -> str:
    """The whole page; `old` and `new` are what the two sides are called. Pure."""
    groups = [
        Group(kind, word, [_block(one) for one in changes if one.kind == kind])
        for kind, word in WORDS.items()
    ]
    view = ChangesView(old, new, [group for group in groups if group.blocks])
    return with_policy(render_alone(TEMPLATES / "alone", "diff.html", {"v": view}))


def _block(change: Change) -> Block:
    return Block(
        change.key, change.name, change.was, [_row(one) for one in change.values if one.field != _SUM]
    )


def _row(value: Value) -> Row:
    old, new = value.old, value.new
    if not old or not new:  # all of it is new, or gone: the heading says so
        return Row(value.field, value.label, *([Run(text, False)] if text else [] for text in (old, new)))
    if len(old) * len(new) <= _SIGN_BY_SIGN:
        return Row(value.field, value.label, *marked(old, new))
    return Row(value.field, value.label, *marked_lines(old.split("\n"), new.split("\n")))
