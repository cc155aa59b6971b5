"""An office that keeps records of its reviews (条例第十七条) has one of each document, with all its steps."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry
from generator.problems import Finding

SAMPLE = "{step: 终审, by: 局办公室, date: 2024-03-18, conclusion: 同意主动公开}"


def find_missing_reviews(library: Library) -> Iterator[Finding]:
    """One reminder a document that lacks the record or a step of it, a step that its office does not have,
    and a step that is to be shown and is none.
    """
    for agency in library.agencies:
        yield from _of_agency(agency)
        for document in agency.documents if keeps_records(agency) else ():
            yield from _of_document(document)


def keeps_records(agency: AgencyEntry) -> bool:
    """Whether it names its steps, or some document has a record."""
    return bool(agency.file.record.review.steps) or any(d.file.record.review for d in agency.documents)


def _of_agency(agency: AgencyEntry) -> Iterator[Finding]:
    rule = agency.file.record.review
    for i, step in enumerate(rule.public):
        if rule.steps and step not in rule.steps:
            yield Finding(
                agency.file.file,
                ("review", "public", i),
                f"要显示的审查环节“{step}”不在 steps 里",
                f"steps 里有：{'、'.join(rule.steps)}；请核对",
                severity="warning",
            )


def _of_document(document: DocumentEntry) -> Iterator[Finding]:
    record, steps = document.file.record, document.agency.file.record.review.steps
    if not record.review:
        what = "这份文件没有公开前的审查记录"
        hint = f"请在 review 下每个环节写一项，如 {SAMPLE}；以前公开、没有留下记录的，可不理会"
        yield Finding(document.file.file, ("review",), what, hint, severity="warning", at_key=True)
        return
    done = {review.step for review in record.review}
    if missing := [step for step in steps if step not in done]:
        yield Finding(
            document.file.file,
            ("review",),
            f"审查记录缺少{'、'.join(missing)}",
            "请补上这些环节；不再有的环节，请从 agency.yml 的 review.steps 中删去",
            severity="warning",
            at_key=True,
        )
    for i, review in enumerate(record.review):
        if steps and review.step not in steps:
            yield Finding(
                document.file.file,
                ("review", i, "step"),
                f"本机关没有审查环节“{review.step}”",
                f"agency.yml 的 review.steps 里有：{'、'.join(steps)}；请核对",
                severity="warning",
            )
