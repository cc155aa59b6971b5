"""Automatic numbers of Word: what 一、 or 1. a paragraph shows although its text does not hold it.

Follows ECMA-376 part 1, 17.9: a paragraph names a list and a level, directly or by its style; each level has a
format, a start and a pattern such as `%1.%2`.
"""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"


class Numbering:
    """Counts the lists of one document in the order its paragraphs are read."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._lists: dict[str, str] = {}
        self._styles = {s.get(f"{_W}styleId"): s for s in document.styles.element.iter(f"{_W}style")}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {a.get(f"{_W}abstractNumId"): self._read(a) for a in root.iter(f"{_W}abstractNum")}
        for num in root.iter(f"{_W}num"):
            ref = num.find(f"{_W}abstractNumId")
            number = num.get(f"{_W}numId")
            if ref is not None and number is not None:
                key = ref.get(f"{_W}val")
                restarts = num.find(f"{_W}lvlOverride") is not None
                self._levels[number] = abstract.get(key, {})
                self._lists[number] = number if restarts else str(key)

    @staticmethod
    def _read(abstract: Any) -> dict[int, tuple[str, str, int]]:
        """Format, pattern and start of each level."""
        levels: dict[int, tuple[str, str, int]] = {}
        for level in abstract.iter(f"{_W}lvl"):
            def value(tag: str, default: str, level: Any = level) -> str:
                found = level.find(f"{_W}{tag}")
                return str(found.get(f"{_W}val", default)) if found is not None else default

            start = value("start", "1")
            levels[int(level.get(f"{_W}ilvl", "0"))] = (value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdecimal() else 1)
        return levels

    def of(self, paragraph: Any) -> tuple[str, int | None]:
        """The number the paragraph shows, and its outline level (0 = top) if it is a heading."""
        properties = paragraph.find(f"{_W}pPr")
        chain = [properties] if properties is not None else []
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        name = style.get(f"{_W}val") if style is not None else None
        for _ in range(8):
            record = self._styles.get(name)
            if record is None:
                break
            inner = record.find(f"{_W}pPr")
            if inner is not None:
                chain.append(inner)
            based = record.find(f"{_W}basedOn")
            name = based.get(f"{_W}val") if based is not None else None
        return self._number(chain), self._outline(chain)

    def _outline(self, chain: list[Any]) -> int | None:
        for properties in chain:
            level = properties.find(f"{_W}outlineLvl")
            if level is not None:
                value = level.get(f"{_W}val", "9")
                return int(value) if value.isdecimal() and int(value) < 9 else None
        return None

    def _number(self, chain: list[Any]) -> str:
        number = level = None
        for properties in chain:
            numbered = properties.find(f"{_W}numPr")
            if numbered is not None:
                ident, at = numbered.find(f"{_W}numId"), numbered.find(f"{_W}ilvl")
                number = number or (ident.get(f"{_W}val") if ident is not None else None)
                level = level or (at.get(f"{_W}val") if at is not None else None)
        if number is None or number == "0" or number not in self._levels:
            return ""
        return self._next(number, int(level or "0"))

    def _next(self, number: str, level: int) -> str:
        """Count the level on and write its pattern."""
        levels = self._levels[number]
        if level not in levels or level > 8:
            return ""
        counts = self._counts.setdefault(self._lists[number], [0] * 10)
        counts[level] = counts[level] + 1 if counts[level] else levels[level][2]
        for deeper in range(level + 1, 10):
            counts[deeper] = 0
        pattern = levels[level][1]
        if levels[level][0] in ("bullet", "none"):
            return ""
        for n in range(level + 1):
            shown = counts[n] or levels.get(n, ("", "", 1))[2]
            pattern = pattern.replace(f"%{n + 1}", written(shown, levels.get(n, ("decimal", "", 1))[0]))
        return pattern


def written(value: int, form: str) -> str:
    """A count in the form a list asks for: 3 as 三, ③ or 3."""
    if form.startswith(("chinese", "ideograph", "japaneseCounting", "taiwanese", "koreanCounting")):
        return _han(value)
    if form == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x245F + value)
    if form == "decimalFullWidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(value))
    if form in ("upperLetter", "lowerLetter") and 1 <= value <= 26:
        return chr((64 if form == "upperLetter" else 96) + value)
    return str(value)


def _han(value: int) -> str:
    """21 → 二十一, up to 99; larger values digit by digit."""
    if value >= 100 or value < 1:
        return "".join(_HAN[int(c)] for c in str(max(value, 0)))
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十") + (_HAN[ones] if ones else "")
