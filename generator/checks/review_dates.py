"""A review takes its steps in their order, and is over before what it is about is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model.lifecycle import Review
from generator.problems import Finding

_Dated = tuple[int, Review]


def find_untimely_reviews(library: Library) -> Iterator[Finding]:
    """One reminder a step that is dated before the one ahead of it, or after the publication; at its date."""
    for document in library.documents:
        if reviews := list(enumerate(document.file.record.review)):
            yield from _out_of_order(document, reviews)
            yield from _too_late(document, reviews)


def _out_of_order(document: DocumentEntry, reviews: list[_Dated]) -> Iterator[Finding]:
    steps = document.agency.file.record.review.steps
    in_turn = sorted(
        (one for one in reviews if one[1].step in steps), key=lambda one: steps.index(one[1].step)
    )
    for (_, before), (i, after) in pairwise(in_turn if steps else reviews):
        if after.date < before.date:
            what = f"{after.step}的日期 {after.date} 早于{before.step}的日期 {before.date}"
            yield _at(
                document, i, what, "请核对两个日期；环节的先后不是这样的，请改 agency.yml 的 review.steps"
            )


def _too_late(document: DocumentEntry, reviews: list[_Dated]) -> Iterator[Finding]:
    """Against the publication on this site; the source may have been published by others."""
    published = document.file.record.disclosure.published
    day = published.date() if isinstance(published, datetime) else published
    for i, review in reviews:
        if day and review.date > day:
            what = f"{review.step}的日期 {review.date} 晚于发布日期 {day}"
            yield _at(document, i, what, "请核对两个日期：审查在先，发布在后")


def _at(document: DocumentEntry, i: int, what: str, hint: str) -> Finding:
    return Finding(document.file.file, ("review", i, "date"), what, hint, severity="warning")
