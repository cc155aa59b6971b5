"""The words of a Word document as it would be printed with all changes accepted;
those struck out and readings apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.importer.lines import READING, STRUCK
from generator.importer.words.numerals import opens_item

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = (f"{W}t", f"{M}t")
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# a text box once more, for old programs
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_STRIKES = (f"{W}strike", f"{W}dstrike")
_OFF = ("0", "false", "off")
_LEFT_OUT = (f"{W}del", f"{W}moveFrom", _FALLBACK, _BOX)


class Words:
    """Reads paragraphs below `root`; looks once which kinds of text it has, for most have only one."""

    def __init__(self, root: Any) -> None:
        self._printed = [f"{W}t", *(tag for tag in (f"{M}t", *_BREAKS) if _has(root, tag))]
        self._left_out = frozenset(tag for tag in _LEFT_OUT if _has(root, tag))
        self._apart: dict[Any, str] = dict.fromkeys(root.iter(f"{W}rt"), READING)
        self._apart |= dict.fromkeys(
            (mark.getparent().getparent() for mark in root.iter(*_STRIKES) if _is_on(mark)), STRUCK
        )

    def of(self, paragraph: Any) -> str:
        """The text of a paragraph, without that of its text boxes and what is set apart."""
        return self._words(paragraph, None)

    def apart(self, paragraph: Any) -> list[tuple[str, str]]:
        """What is struck out or a reading in a paragraph, each with its label for the report."""
        labels = dict.fromkeys(self._apart.values())
        return [(label, words) for label in labels if (words := self._words(paragraph, label)).strip()]

    def _words(self, paragraph: Any, label: str | None) -> str:
        """The words of a paragraph that have this label."""
        parts: list[str] = []
        for node in paragraph.iter(*self._printed):
            if self._left_out and self._is_left_out(node, paragraph):
                continue
            if self._apart and self._label(node, paragraph) != label:
                continue
            if node.tag in _TEXT:
                text = node.text or ""
                if parts and opens_item(parts[-1], text) and _is_bold(node):
                    parts.append("\n")
                parts.append(text)
            elif node.get(f"{W}type") not in ("page", "column") and node.getparent().tag == f"{W}r":
                parts.append(_BREAKS[node.tag])
        return "".join(parts)

    def paragraphs(self, holder: Any) -> Iterator[Any]:
        """All paragraphs in a cell, a header, a footnote or the text boxes of a paragraph;
        those in a box after the one that holds it."""
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

    def _label(self, node: Any, paragraph: Any) -> str | None:
        """Under what a text is set apart."""
        above = node.getparent()
        while above is not paragraph:
            if above in self._apart:
                return self._apart[above]
            above = above.getparent()
        return None


def _is_on(mark: Any) -> bool:
    """Whether a mark stands on a piece of text, and is not switched off."""
    return mark.getparent().getparent().tag == f"{W}r" and mark.get(f"{W}val") not in _OFF


def _is_bold(text: Any) -> bool:
    """Whether a text stands in a bold run."""
    return any(mark.get(f"{W}val") not in _OFF for mark in text.getparent().iterfind(f"{W}rPr/{W}b"))


def _has(root: Any, tag: str) -> bool:
    return next(root.iter(tag), None) is not None
