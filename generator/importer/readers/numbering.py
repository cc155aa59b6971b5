"""Automatic numbers of Word: what 一、 or 1. a paragraph shows although its text does not hold it.

Follows ECMA-376 part 1, 17.9: a paragraph names a list and a level, directly or by its style; each level has
a format, a start and a pattern such as `%1.%2`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.importer.words.vocabulary import FINANCIAL_NUMERALS, HAN_DIGITS, HAN_NUMERALS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = f"〇{HAN_DIGITS}"
_LEGAL = str.maketrans(f"〇{HAN_NUMERALS}", f"零{FINANCIAL_NUMERALS}")
_SIGNS = {  # the sign for 1, and up to where the signs go
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
    "upperLetter": (0x41, 26),
    "lowerLetter": (0x61, 26),
}


class _Level(NamedTuple):
    """A level of a list (17.9.6): `restart` levels stand above it that begin it anew,
    `legal` shows all numbers as 1, 2, 3."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int = 9
    legal: bool = False


class Numbering:
    """Counts the lists of one document in the order its paragraphs are read."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int]] = {}
        self._lists: dict[str, str] = {}
        self._asked: dict[
            str | None, tuple[str | None, str | None, str | None]
        ] = {}  # list, level, outline level of a style
        self._styles = {s.get(f"{_W}styleId"): s for s in document.styles.element.iter(f"{_W}style")}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {a.get(f"{_W}abstractNumId"): self._read(a) for a in root.iter(f"{_W}abstractNum")}
        linked = self._linked(root)
        for num in root.iter(f"{_W}num"):
            ref = num.find(f"{_W}abstractNumId")
            number = num.get(f"{_W}numId")
            if ref is not None and number is not None:
                key = ref.get(f"{_W}val")
                key = linked.get(key, key)
                restarts = num.find(f"{_W}lvlOverride") is not None
                self._levels[number] = {
                    **abstract.get(key, {}),
                    **self._overridden(num, abstract.get(key, {})),
                }
                self._lists[number] = number if restarts else str(key)

    def _linked(self, root: Any) -> dict[str | None, str | None]:
        """The lists that have no levels of their own but take those of a list style (17.9.21),
        each with the list that has them."""
        of_style = {
            a.find(f"{_W}styleLink").get(f"{_W}val"): a.get(f"{_W}abstractNumId")
            for a in root.iter(f"{_W}abstractNum")
            if a.find(f"{_W}styleLink") is not None
        }
        links = (
            (a.get(f"{_W}abstractNumId"), a.find(f"{_W}numStyleLink")) for a in root.iter(f"{_W}abstractNum")
        )
        return {
            key: of_style[link.get(f"{_W}val")]
            for key, link in links
            if link is not None and link.get(f"{_W}val") in of_style
        }

    @classmethod
    def _overridden(cls, num: Any, levels: dict[int, _Level]) -> dict[int, _Level]:
        """The levels for which a list has a form or a start of its own (17.9.8, 17.9.27)."""
        own = cls._read(num)
        for override in num.iter(f"{_W}lvlOverride"):
            level, start = int(override.get(f"{_W}ilvl", "0")), override.find(f"{_W}startOverride")
            form = own.get(level) or levels.get(level)
            if start is not None and form is not None and start.get(f"{_W}val", "").isdecimal():
                own[level] = form._replace(start=int(start.get(f"{_W}val")))
        return own

    @staticmethod
    def _read(abstract: Any) -> dict[int, _Level]:
        """What each level looks like."""
        levels: dict[int, _Level] = {}
        for level in abstract.iter(f"{_W}lvl"):

            def value(tag: str, default: str, level: Any = level) -> str:
                found = level.find(f"{_W}{tag}")
                return str(found.get(f"{_W}val", default)) if found is not None else default

            start, restart = value("start", "1"), value("lvlRestart", "")
            levels[int(level.get(f"{_W}ilvl", "0"))] = _Level(
                value("numFmt", "decimal"),
                value("lvlText", ""),
                int(start) if start.isdecimal() else 1,
                int(restart) if restart.isdecimal() else 9,
                level.find(f"{_W}isLgl") is not None and value("isLgl", "1") not in ("0", "false"),
            )
        return levels

    def of(self, paragraph: Any) -> tuple[str, int | None]:
        """The number the paragraph shows, and its outline level (0 = top) if it is a heading."""
        properties = paragraph.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        name = style.get(f"{_W}val") if style is not None else None
        if name not in self._asked:
            self._asked[name] = self._facts(self._chain(name))
        number, level, outline = self._asked[name]
        if properties is not None and len(properties) > (style is not None):
            own_number, own_level, own_outline = self._facts([properties])
            number, level, outline = (
                own_number or number,
                own_level or level,
                outline if own_outline is None else own_outline,
            )
        return self._shown(number, level), int(outline) if outline and outline.isdecimal() and int(
            outline
        ) < 9 else None

    def _chain(self, name: str | None) -> list[Any]:
        """The properties of a style and of those it is based on."""
        chain: list[Any] = []
        for _ in range(8):
            record = self._styles.get(name)
            if record is None:
                break
            inner = record.find(f"{_W}pPr")
            if inner is not None:
                chain.append(inner)
            based = record.find(f"{_W}basedOn")
            name = based.get(f"{_W}val") if based is not None else None
        return chain

    @staticmethod
    def _facts(chain: list[Any]) -> tuple[str | None, str | None, str | None]:
        """List, level in it and outline level that the properties name, the first of them first."""
        number = level = outline = None
        for properties in chain:
            at = properties.find(f"{_W}outlineLvl")
            if outline is None and at is not None:
                outline = at.get(f"{_W}val", "9")
            numbered = properties.find(f"{_W}numPr")
            if numbered is not None:
                ident, depth = numbered.find(f"{_W}numId"), numbered.find(f"{_W}ilvl")
                number = number or (ident.get(f"{_W}val") if ident is not None else None)
                level = level or (depth.get(f"{_W}val") if depth is not None else None)
        return number, level, outline

    def _shown(self, number: str | None, level: str | None) -> str:
        """The number of the next item of a list."""
        if number is None or number == "0" or number not in self._levels:
            return ""
        return self._next(number, int(level or "0"))

    def _next(self, number: str, level: int) -> str:
        """Count the level on and write its pattern."""
        levels = self._levels[number]
        if level not in levels or level > 8:
            return ""
        own = levels[level]
        counts = self._counts.setdefault(self._lists[number], [0] * 10)
        counts[level] = counts[level] + 1 if counts[level] else own.start
        for deeper in range(level + 1, 10):
            if level < levels.get(deeper, _Level()).restart:
                counts[deeper] = 0
        if own.form in ("bullet", "none"):
            return ""
        pattern = own.pattern
        for n in range(level + 1):
            above = levels.get(n, _Level())
            pattern = pattern.replace(
                f"%{n + 1}", written(counts[n] or above.start, "decimal" if own.legal else above.form)
            )
        return pattern


def written(value: int, form: str) -> str:
    """A count in the form a list asks for (17.18.59): 3 as 三, ③ or 3."""
    if form in _SIGNS and 1 <= value <= _SIGNS[form][1]:
        return chr(_SIGNS[form][0] + value - 1)
    if form in ("ideographTraditional", "ideographZodiac"):
        signs = "甲乙丙丁戊己庚辛壬癸" if form == "ideographTraditional" else "子丑寅卯辰巳午未申酉戌亥"
        return signs[value - 1] if 1 <= value <= len(signs) else str(value)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _han(value).translate(_LEGAL)
    if form.startswith(("chinese", "ideograph", "japaneseCounting", "taiwanese", "koreanCounting")):
        return _han(value)
    if form in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form == "decimalFullWidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(value))
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    found = ""
    for worth, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        found += sign * (value // worth)
        value %= worth
    return found


def _han(value: int) -> str:
    """21 → 二十一, up to 99; larger values digit by digit."""
    if value >= 100 or value < 1:
        return "".join(_HAN[int(c)] for c in str(max(value, 0)))
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十") + (_HAN[ones] if ones else "")
