"""What is published was reviewed before (条例第十七条): an office keeps a record of it.

Told where it matters, by `gongkai publish`; by `gongkai check` where the office asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.review_records import SAMPLE, keeps_records
from generator.library.build import Library
from generator.problems import Finding


def find_unreviewed(library: Library) -> Iterator[Finding]:
    """One reminder an agency that keeps no record at all, at its first document."""
    for agency in library.agencies:
        if agency.documents and not keeps_records(agency):
            yield Finding(
                agency.documents[0].file.file,
                ("review",),
                f"{agency.name}的 {len(agency.documents)} 份文件都没有公开前的审查记录",
                f"请在文件的 review 下每个环节写一项，如 {SAMPLE}；"
                "本单位的环节写在 agency.yml 的 review.steps",
                severity="warning",
                at_key=True,
            )
