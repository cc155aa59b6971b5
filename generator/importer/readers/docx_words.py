"""The words of a Word document as it would be printed with all changes accepted; those struck out, those that
nobody sees, unfilled fields and readings apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.importer.lines import READING, STRUCK, UNFILLED, UNSEEN
from generator.importer.readers.docx_fields import prompts, shown_fields
from generator.importer.readers.docx_looks import Looks
from generator.importer.readers.docx_tags import MC, M, W
from generator.importer.readers.raised import Rise, joined, powers
from generator.importer.words.numerals import opens_item

_TEXT = (f"{W}t", f"{M}t")
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# a text box once more, for old programs
_FALLBACK = f"{MC}Fallback"
_BOX = f"{W}txbxContent"
_STRIKES = (f"{W}strike", f"{W}dstrike")
_OFF = ("0", "false", "off")
_LEFT_OUT = (f"{W}del", f"{W}moveFrom", _FALLBACK, _BOX)


class Words:
    """Reads paragraphs below `root`; looks once which kinds of text it has, for most have only one."""

    def __init__(self, root: Any, looks: Looks) -> None:
        self._left_out = frozenset(tag for tag in _LEFT_OUT if _has(root, tag))
        self._fields = shown_fields(root)
        fields = {node.tag for node in self._fields}
        self._printed = [f"{W}t", *(tag for tag in (f"{M}t", *_BREAKS) if _has(root, tag)), *fields]
        self._raised = looks.raised(root) | _parts_of_formulas(root)
        self._below_bars = {t for d in root.iter(f"{M}den") for t in list(d.iter(f"{M}t"))[:1]}
        self._apart: dict[Any, str] = dict.fromkeys(root.iter(f"{W}rt"), READING)
        self._apart |= dict.fromkeys(prompts(root), UNFILLED)
        self._apart |= dict.fromkeys(looks.unseen(root), UNSEEN)
        self._apart |= dict.fromkeys(
            (mark.getparent().getparent() for mark in root.iter(*_STRIKES) if _is_on(mark)), STRUCK
        )

    def of(self, paragraph: Any) -> str:
        """The text of a paragraph, without that of its text boxes and what is set apart."""
        return self._words(paragraph, None)

    def apart(self, paragraph: Any) -> list[tuple[str, str]]:
        """What is set apart in a paragraph (struck out, not to be seen, a reading), each with its label for
        the report."""
        labels = dict.fromkeys(self._apart.values())
        return [(label, words) for label in labels if (words := self._words(paragraph, label)).strip()]

    def _words(self, paragraph: Any, label: str | None) -> str:
        """The words of a paragraph that have this label."""
        parts: list[tuple[str, Rise]] = []
        for node in paragraph.iter(*self._printed):
            if self._left_out and self._is_left_out(node, paragraph):
                continue
            if self._apart and self._label(node, paragraph) != label:
                continue
            if node in self._fields:
                parts.append((self._fields[node], ""))
            elif node.tag in _TEXT:
                text = node.text or ""
                if parts and opens_item(parts[-1][0], text) and _is_bold(node):
                    parts.append(("\n", ""))
                parts.append(self._shown(node, text))
            elif (
                node.tag in _BREAKS
                and node.get(f"{W}type") not in ("page", "column")
                and node.getparent().tag == f"{W}r"
            ):
                parts.append((_BREAKS[node.tag], ""))
        return joined(parts) if self._raised else "".join(words for words, _ in parts)

    def _shown(self, node: Any, text: str) -> tuple[str, Rise]:
        """A text and how it is raised; a formula is written out."""
        rise = self._raised.get(node.getparent(), "") if self._raised else ""
        if node.tag == f"{M}t":
            return f"{'/' if node in self._below_bars else ''}{powers(text, rise)}", ""
        return text, rise

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


def _parts_of_formulas(root: Any) -> dict[Any, Rise]:
    """The runs of formulas that are raised or lowered."""
    raised: dict[Any, Rise] = dict.fromkeys(
        (r for s in root.iter(f"{M}sup") for r in s.iter(f"{M}r")), "superscript"
    )
    return raised | dict.fromkeys((r for s in root.iter(f"{M}sub") for r in s.iter(f"{M}r")), "subscript")


def _is_on(mark: Any) -> bool:
    """Whether a mark stands on a piece of text, and is not switched off."""
    return mark.getparent().getparent().tag == f"{W}r" and mark.get(f"{W}val") not in _OFF


def _is_bold(text: Any) -> bool:
    """Whether a text stands in a bold run."""
    return any(mark.get(f"{W}val") not in _OFF for mark in text.getparent().iterfind(f"{W}rPr/{W}b"))


def _has(root: Any, tag: str) -> bool:
    return next(root.iter(tag), None) is not None
