"""The checks over the library, one a file, in one list: this file tells which there are.

A new check is a file that opens with the sentence which it enforces, a line in CHECKS, and a file of cases in
tests/checks/cases. Names that lead nowhere are not among them: the library finds these itself as it joins the
records. Links in hand-written pages (`markdown_links`) are looked at apart, because they lead to the
addresses of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.checks import (
    anchors,
    chains,
    collectives,
    continuity,
    dates,
    disclosure_method,
    duplicates,
    empty_documents,
    figure_texts,
    figure_units,
    figures,
    future_dates,
    index_numbers,
    negative_figures,
    percentages,
    personal_tables,
    placeholders_left,
    policy_dates,
    policy_validity,
    progress_dates,
    progress_targets,
    publication_delay,
    repealed_policies,
    repeated_units,
    report_sources,
    required_fields,
    reserved_ids,
    review_dates,
    review_records,
    section_periods,
    status_words,
    statuses_in_time,
    statuses_on_a_day,
    title_years,
    unreviewed_documents,
    unused_units,
)
from generator.library.build import Library
from generator.problems import Finding, of_rule


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence that content/ must live up to.

    `name` is that of its module and the `rule` of its findings. `find` is pure. A check that is not
    `in_build` is made by `gongkai check` alone, one that is `at_publication` by `gongkai publish` alone.
    """

    name: str
    find: Callable[[Library], Iterator[Finding]]
    in_build: bool = True
    at_publication: bool = False


@dataclass(frozen=True, slots=True)
class DayCheck:
    """A sentence that depends on the day. Pure as well: the day is given, and without one nothing is looked
    at.
    """

    name: str
    find: Callable[[Library, date], Iterator[Finding]]
    in_build: bool = True
    at_publication: bool = False


CHECKS: tuple[Check | DayCheck, ...] = (
    Check("chains", chains.find_loops),
    Check("collectives", collectives.find_circular_collectives),
    Check("continuity", continuity.find_broken_continuity),
    Check("report_sources", report_sources.find_silent_reports),
    Check("dates", dates.find_early_publication),
    Check("index_numbers", index_numbers.find_odd_index_numbers),
    Check("review_dates", review_dates.find_untimely_reviews),
    Check("anchors", anchors.find_repeated_anchors),
    Check("title_years", title_years.find_other_years),
    DayCheck("future_dates", future_dates.find_future_dates),
    Check("progress_dates", progress_dates.find_impossible_progress),
    Check("section_periods", section_periods.find_strange_periods),
    Check("status_words", status_words.find_contradicting_words),
    Check("statuses_on_a_day", statuses_on_a_day.find_differing_statuses),
    Check("statuses_in_time", statuses_in_time.find_turned_statuses),
    Check("progress_targets", progress_targets.find_targets_in_progress),
    Check("figure_units", figure_units.find_unmatched_units),
    Check("negative_figures", negative_figures.find_negative_figures),
    Check("figure_texts", figure_texts.find_unprinted_figures),
    Check("percentages", percentages.find_great_percentages),
    Check("figures", figures.find_contradicting_figures),
    Check("repeated_units", repeated_units.find_repeated_units),
    Check("empty_documents", empty_documents.find_empty_documents),
    Check("personal_tables", personal_tables.find_personal_tables),
    Check("duplicates", duplicates.find_duplicates),
    Check("placeholders_left", placeholders_left.find_placeholders),
    Check("reserved_ids", reserved_ids.find_reserved_ids),
    Check("policy_validity", policy_validity.find_odd_validity),
    DayCheck("policy_dates", policy_dates.find_untimely_ends),
    Check("repealed_policies", repealed_policies.find_repealed_citations),
    Check("required_fields", required_fields.find_missing_fields, in_build=False, at_publication=True),
    Check("unreviewed_documents", unreviewed_documents.find_unreviewed, in_build=False, at_publication=True),
    Check("disclosure_method", disclosure_method.find_closed_methods, in_build=False),
    Check("publication_delay", publication_delay.find_late_publication, in_build=False),
    Check("review_records", review_records.find_missing_reviews, in_build=False),
    Check("unused_units", unused_units.find_unused_units, in_build=False),
)
IN_BUILD = tuple(check for check in CHECKS if check.in_build)
NOT_IN_BUILD = tuple(check for check in CHECKS if not (check.in_build or check.at_publication))
AT_PUBLICATION = tuple(check for check in CHECKS if check.at_publication)


def check_library(
    library: Library, checks: Iterable[Check | DayCheck] = CHECKS, today: date | None = None
) -> list[Finding]:
    """All that these checks find, each finding with the name of its check. Pure.

    Without `today` nothing is held against the day: the same content then gives the same findings for ever.
    """
    return [finding for check in checks for finding in of_rule(check.name, _found(check, library, today))]


def _found(check: Check | DayCheck, library: Library, today: date | None) -> Iterable[Finding]:
    if isinstance(check, DayCheck):
        return check.find(library, today) if today else ()
    return check.find(library)
