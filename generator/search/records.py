"""What the search index is made from: the interface between the library and the search.

The library hands over one `SearchRecord` a task, in document order, and the names that the search box
suggests. Nothing here knows how the index is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

SuggestionKind = Literal["agency", "unit", "document", "policy", "topic"]

V = TypeVar("V", bound=object)

# Words that mean the same, e.g. ("法规股", "法制股"); searched together only when the reader asks for it.
SynonymGroup = Sequence[str]


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One task: the texts that its page shows, and the facts that facets filter by.

    `title_text`, `unit_text` and `body_text` are the exact texts inside the page's elements marked
    `data-search-field="title|unit|body"`, blocks joined by a line break. A search matches in these, nowhere
    else.
    """

    url: str
    title: str
    number: str
    agency: str
    agency_name: str
    document: str
    document_title: str
    kind: str
    years: tuple[int, ...]
    title_text: str
    unit_text: str
    body_text: str
    responsibility: tuple[tuple[str, str, str], ...] = ()
    """(unit_ref 'agency/unit', unit_name, one of generator.model.ROLES)"""
    deadlines: tuple[tuple[str, str, str], ...] = ()
    """(text as printed, kind, ISO date of the last day or '')"""
    own_deadlines: tuple[tuple[tuple[str, str, str], ...], ...] = ()
    """Those that bind each entry of `responsibility`, in its order; empty where all deadlines bind all units
    """
    met: frozenset[str] = frozenset()
    """The days (ISO) by which all that was promised is recorded as done, measure by measure"""
    topics: tuple[tuple[str, str], ...] = ()
    """(id, name)"""
    status: str = ""
    """'' = 没有公开的落实情况, or a class of model.statuses, or reported: a report gives no word of
    status
    """
    region: str = ""
    """Where the agency is, as it says itself: 湖南省岳阳市临湘市"""
    is_plan: bool = True
    """A promise; entries of a summary report, and are never counted among plans."""
    in_report: bool = False
    """A passage of a summary reports on it."""
    order: int = 0
    """The position in document order."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that the search box offers while the reader types, with the page it leads to."""

    kind: SuggestionKind
    name: str
    url: str
    aliases: tuple[str, ...] = ()
    detail: str = ""
    """What tells two equal names apart: the region of an agency, the agency of a unit,
    the number (文号) of a policy and whether it is repealed, number or agency of a document.
    """


class Stretches(Protocol):
    """What is made of the texts of neighbouring tasks, a stretch at a time, may be known from before."""

    def __call__(self, name: str, size: int, make: Callable[[Sequence[SearchRecord]], V]) -> list[V]:
        """What `make` makes of each stretch of `size` tasks, a plain value; of no task, that of none.

        It must depend on `name`, `size` and the records of the stretch alone, but for their `order`.
        """


def made_anew(records: Sequence[SearchRecord]) -> Stretches:
    """Stretches of which nothing is known."""

    def each(name: str, size: int, make: Callable[[Sequence[SearchRecord]], V]) -> list[V]:
        del name  # nothing is looked up by it
        return [make(records[start : start + size]) for start in range(0, len(records) or 1, size)]

    return each
