"""A document says what a catalogue needs of its kind (条例第十二条, and the head blocks of portals).

What the source does not print cannot be filled in. So it is told where it matters, by `gongkai publish`; by
`gongkai check` where the office asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model.records import DocumentKind
from generator.problems import Finding

# 索引, 生成日期 are of the law; PubDate and ContentSource of every page come from the other two.
_OF_ALL = {"index_number": "索引号", "publisher": "发布机构", "formed": "成文日期", "published": "发布日期"}
# Duties are handed out by a notice, and a notice has a number.
_BESIDES: dict[DocumentKind, dict[str, str]] = {"assignment": {"number": "文号"}}


def find_missing_fields(library: Library) -> Iterator[Finding]:
    """One reminder a document, with all that it lacks."""
    for document in library.documents:
        if missing := list(_missing(document)):
            names = "、".join(f"{label}（{field}）" for field, label in missing)
            yield Finding(
                document.file.file,
                ("disclosure",),
                f"公开信息缺少{names}",
                "请在 disclosure 下补上；原文没有的，可不理会",
                severity="warning",
                at_key=True,
            )


def _missing(document: DocumentEntry) -> Iterator[tuple[str, str]]:
    record = document.file.record
    for field, label in (_OF_ALL | _BESIDES.get(record.kind, {})).items():
        is_elsewhere = field == "published" and record.source.published
        if not getattr(record.disclosure, field) and not is_elsewhere:
            yield field, label
