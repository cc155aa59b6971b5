"""The checks over the library, one a file, in one list: this file tells which there are.

A new check is a file that opens with the sentence which it enforces, a line in CHECKS, and a file of cases in
tests/checks/cases. Names that lead nowhere are not among them: the library finds these itself as it joins the
records. Links in hand-written pages (`markdown_links`) are looked at apart, because they lead to the
addresses of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.checks import (
    anchors,
    chains,
    collectives,
    dates,
    duplicates,
    empty_documents,
    figures,
    placeholders_left,
    repeated_units,
    reserved_ids,
    unused_units,
)
from generator.library.build import Library
from generator.problems import Finding, of_rule


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence that content/ must live up to.

    `name` is that of its module and the `rule` of its findings. `find` is pure. A check that is not
    `in_build` is made by `gongkai check` alone.
    """

    name: str
    find: Callable[[Library], Iterator[Finding]]
    in_build: bool = True


CHECKS = (
    Check("chains", chains.find_loops),
    Check("collectives", collectives.find_circular_collectives),
    Check("dates", dates.find_early_publication),
    Check("anchors", anchors.find_repeated_anchors),
    Check("figures", figures.find_contradicting_figures),
    Check("repeated_units", repeated_units.find_repeated_units),
    Check("empty_documents", empty_documents.find_empty_documents),
    Check("duplicates", duplicates.find_duplicates),
    Check("placeholders_left", placeholders_left.find_placeholders),
    Check("reserved_ids", reserved_ids.find_reserved_ids),
    Check("unused_units", unused_units.find_unused_units, in_build=False),
)
IN_BUILD = tuple(check for check in CHECKS if check.in_build)
NOT_IN_BUILD = tuple(check for check in CHECKS if not check.in_build)


def check_library(library: Library, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """All that these checks find, each finding with the name of its check. Pure."""
    return [finding for check in checks for finding in of_rule(check.name, check.find(library))]
