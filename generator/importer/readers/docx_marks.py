"""What the styles of a Word file say of its paragraphs and tables, where it was handed out by `export`."""

from __future__ import annotations

from typing import Any

from generator.importer.readers.docx_tags import W
from generator.model.paper_marks import MARK_OF_STYLE, Mark

_SURE: frozenset[Mark] = frozenset(("task", "text", "answer"))  # no other file has styles for all of them


class StyleMarks:
    """The marks that the styles of one document give; `styles` is the root of its part styles, or None."""

    def __init__(self, styles: Any) -> None:
        self._marks: dict[str | None, Mark] = {}
        for style in styles.iter(f"{W}style") if styles is not None else ():
            name = style.find(f"{W}name")
            if name is not None and (mark := MARK_OF_STYLE.get(name.get(f"{W}val", ""))):
                self._marks[style.get(f"{W}styleId")] = mark
        # 附注 or 表题 alone are styles of other offices, too
        if not _SURE.issubset(self._marks.values()):
            self._marks = {}

    def of_paragraph(self, paragraph: Any, outline: int | None) -> Mark | None:
        """What a paragraph of this outline level is: other headings than tasks are those of sections."""
        if not self._marks:
            return None
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        mark = self._marks.get(style.get(f"{W}val")) if style is not None else None
        return mark or ("section" if outline is not None else None)

    def of_table(self, table: Any) -> Mark | None:
        """What a table is."""
        style = table.find(f"{W}tblPr/{W}tblStyle") if self._marks else None
        return self._marks.get(style.get(f"{W}val")) if style is not None else None


def is_head(row: Any) -> bool:
    """Whether a row of a table heads it, so that Word repeats it."""
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")
