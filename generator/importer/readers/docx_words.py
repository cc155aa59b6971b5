"""The words of a Word document as it would be printed with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = (f"{W}t", f"{M}t")
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box once more, for old programs
_BOX = f"{W}txbxContent"
_LEFT_OUT = (f"{W}del", f"{W}moveFrom", _FALLBACK, _BOX)


class Words:
    """Reads paragraphs below `root`; looks once which kinds of text it has, for most have only one."""

    def __init__(self, root: Any) -> None:
        self._printed = [f"{W}t", *(tag for tag in (f"{M}t", *_BREAKS) if _has(root, tag))]
        self._left_out = frozenset(tag for tag in _LEFT_OUT if _has(root, tag))

    def of(self, paragraph: Any) -> str:
        """The text of a paragraph, without that of its text boxes."""
        parts: list[str] = []
        for node in paragraph.iter(*self._printed):
            if self._left_out and self._is_left_out(node, paragraph):
                continue
            if node.tag in _TEXT:
                parts.append(node.text or "")
            elif node.get(f"{W}type") not in ("page", "column") and node.getparent().tag == f"{W}r":
                parts.append(_BREAKS[node.tag])
        return "".join(parts)

    def paragraphs(self, holder: Any) -> Iterator[Any]:
        """All paragraphs in a cell, a header, a footnote or the text boxes of a paragraph; those in a box after the one that holds it."""
        for paragraph in holder.iterdescendants(f"{W}p"):
            if _FALLBACK not in self._left_out or next(paragraph.iterancestors(_FALLBACK), None) is None:
                yield paragraph

    def boxed(self, paragraph: Any) -> Iterator[Any]:
        """The paragraphs in the text boxes of a paragraph."""
        return self.paragraphs(paragraph) if _BOX in self._left_out else iter(())

    def _is_left_out(self, node: Any, paragraph: Any) -> bool:
        above = node.getparent()
        while above is not paragraph:
            if above.tag in self._left_out:
                return True
            above = above.getparent()
        return False


def _has(root: Any, tag: str) -> bool:
    return next(root.iter(tag), None) is not None
