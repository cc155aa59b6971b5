"""A cell as Excel prints it: the formats that offices use, written out.

Known are digits (0, 0.00, #,##0), percentages, words beside them, sections for negative numbers and zero,
dates and times, also in Chinese numerals. A number in any other format (fractions, conditions) is written
plainly, a date as 2024年6月30日; a value that its format hides is written all the same. The libraries for
number formats on PyPI have had no release for years or know no dates.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from generator.importer.readers.numbering import written
from generator.importer.words.vocabulary import HAN_DIGITS

# What Excel means by numbers it does not spell out in the file (ECMA-376 18.8.30, zh-CN); 14 and 22 follow
# the computer.
DAY = 'yyyy"年"m"月"d"日"'
_MONTH, _OF_YEAR, _CLOCK, _CLOCK_EXACT = (
    'yyyy"年"m"月"',
    'm"月"d"日"',
    'AM/PMh"时"mm"分"',
    'AM/PMh"时"mm"分"ss"秒"',
)
CHINESE = {
    14: DAY,
    22: f"{DAY} h:mm",
    27: _MONTH,
    28: _OF_YEAR,
    29: _OF_YEAR,
    30: "m-d-yy",
    31: DAY,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _CLOCK,
    35: _CLOCK_EXACT,
    36: _MONTH,
    50: _MONTH,
    51: _OF_YEAR,
    52: _MONTH,
    53: _OF_YEAR,
    54: _OF_YEAR,
    55: _CLOCK,
    56: _CLOCK_EXACT,
    57: _MONTH,
    58: _OF_YEAR,
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|'
    r"(?P<code>AM/PM|上午/下午|General|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|0+|#+|\?+|[.,%@;])|(?P<rest>.)",
    re.S,
)
_ENGLISH = re.compile(r"mmm|\[\$-[Ff][48]00\]", re.I)
# 9/30/2025 reads as no day in Chinese
_AMERICAN = re.compile(r"(?:\[\$[^\]]*\])?[mMdD]{1,2}[-/.\\]{1,2}[mMdD]{1,2}[-/.\\]{1,2}[yY]{2,4}")
_CLOCK_PART = re.compile(r"[hH]")
_WEEKDAYS = "一二三四五六日"
_DIGITS = 15  # what Excel keeps of a number; further digits of a float are noise
_WIDTH = 11  # characters in which it prints a number without a format
_LONGEST = 21  # digits that are written out
Token = tuple[str, str]  # kind ("words", "code", "bracket") and text


def printed(value: object, code: str) -> str:
    """The text of a cell's value in a format; "" for None, text without the blanks around it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (datetime, date, time)):
        return _moment(value, code)
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
    if isinstance(value, (int, float, Decimal)):
        return _number(value, code)
    return str(value).strip()


def is_date(code: str) -> bool:
    """Whether a format prints a day or a time."""
    return any(kind == "code" and text[0] in "yYmMdDhHsSa" for kind, text in _tokens(code))


def plain(value: int | float | Decimal) -> str:
    """A number as Excel prints it without a format; a large integer digit by digit."""
    number = _exact(value)
    if not number.is_finite():
        return "#NUM!"
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0] if number.adjusted() < _LONGEST else f"{number.normalize():E}"
    if number.adjusted() < -4:
        return f"{float(number):.6G}"
    places = max(0, _WIDTH - 1 - len(f"{abs(number):f}".partition(".")[0]))
    rounded = f"{_rounded(number, places):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def _exact(value: int | float | Decimal) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}") if isinstance(value, float) else Decimal(value)


def _rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as Excel does; numbers too long for that as they are."""
    if number.adjusted() + places >= 27:
        return number
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _tokens(code: str) -> list[Token]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(code):
        words = (
            match.group("quoted")
            if match.group("quoted") is not None
            else match.group("escaped") or match.group("rest")
        )
        if match.group("code"):
            tokens.append(("code", match.group("code")))
        elif match.group("bracket") is not None:
            tokens.append(("bracket", match.group("bracket")))
        elif words:
            tokens.append(("words", words))
    return tokens


def _sections(code: str) -> list[list[Token]]:
    """The formats for positive numbers, negative ones, zero and text."""
    sections: list[list[Token]] = [[]]
    for token in _tokens(code):
        if token == ("code", ";"):
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def _number(value: int | float | Decimal, code: str) -> str:
    """A number; plainly where the format has what is not known here or shows nothing."""
    number = _exact(value)
    sections = _sections(code)
    chosen, sign = sections[0], number < 0
    if len(sections) > 1 and number < 0:
        chosen, sign = sections[1], False
    elif len(sections) > 2 and number == 0:
        chosen = sections[2]
    if (
        not number.is_finite()
        or _is_split(chosen)
        or any(_is_unknown(token) for section in sections[:3] for token in section)
    ):
        return plain(value)
    text = _digits(abs(number), chosen)
    return f"{'-' if sign else ''}{text}" if text.strip() else plain(value)


def _is_unknown(token: Token) -> bool:
    kind, text = token
    if kind == "bracket":  # a colour, or a currency or language (the sign of which stands before the hyphen)
        return text[:1] in "<>=" or text.startswith("DBNum")
    return (kind == "code" and text[0] in "yYmMdDhHsSaA上") or (kind == "words" and text in ("/", "E", "e"))


def _is_split(tokens: list[Token]) -> bool:
    """Whether words stand between the digits of a format (0!.0,"万"),
    which pushes digits into other places."""
    places = [n for n, (kind, text) in enumerate(tokens) if kind == "code" and text[0] in "0#?"]
    return bool(places) and any(kind == "words" for kind, _ in tokens[places[0] : places[-1]])


def _digits(number: Decimal, tokens: list[Token]) -> str:
    """A positive number in one section of a format."""
    places = [text for kind, text in tokens if kind == "code" and text[0] in "0#?.,"]
    given = "".join(places)
    whole, _, behind = given.rstrip(",").partition(".")
    scaled = number * Decimal(100) ** sum(token == ("code", "%") for token in tokens)
    scaled = _rounded(scaled.scaleb(-3 * (len(given) - len(given.rstrip(",")))), len(behind))
    left, _, right = f"{scaled:f}".partition(".")
    left = (left.lstrip("0") or "").zfill(whole.count("0"))
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    least = behind.rindex("0") + 1 if "0" in behind else 0
    right = right[:least] + right[least:].rstrip("0")
    figure = f"{left}.{right}" if right else left
    parts: list[str] = []
    for kind, text in tokens:
        if kind == "code" and text[0] in "0#?.,":
            parts.append(figure)
            figure = ""
        elif kind == "bracket":
            parts.append(text[1:].partition("-")[0] if text.startswith("$") else "")
        elif text == "General":
            parts.append(plain(number))
        else:
            parts.append(text if text != "@" else plain(number))
    return "".join(parts).strip()


def _moment(value: datetime | date | time, code: str) -> str:
    """A day, a time, or both."""
    if not is_date(code):
        code = DAY if not isinstance(value, time) else "h:mm"
    if (
        isinstance(value, datetime)
        and value.time() == time()
        and _CLOCK_PART.search(code)
        and "y" in code.lower()
    ):
        code = DAY  # a day that a program wrote with its midnight
    # months by their English names, or however the computer likes it
    if _ENGLISH.search(code) or _AMERICAN.fullmatch(code.partition(";")[0]):
        code = DAY if "d" in code.lower() else _MONTH
    tokens = _sections(code)[0]
    han = any(kind == "bracket" and text.startswith("DBNum1") for kind, text in tokens)
    codes = [text.lower() for kind, text in tokens if kind == "code"]
    half = any(text in ("am/pm", "上午/下午") for text in codes)
    parts: list[str] = []
    before = ""  # the last part of a moment that was written, which tells minutes from months
    for at, (kind, text) in enumerate(tokens):
        if kind == "bracket":
            continue
        if kind == "words" or text[0] not in "yYmMdDhHsSaA上":
            parts.append(text if text != "@" else "")
            continue
        letter = text.lower()
        if letter[0] == "m":
            after = next((t.lower() for k, t in tokens[at + 1 :] if k == "code" and t[0] in "yYmMdDhHsS"), "")
            if before == "h" or after[:1] == "s":
                letter = letter.replace("m", "n")
        parts.append(_part(value, letter, half, han))
        before = letter[0]
    return "".join(parts).strip()


def _part(value: datetime | date | time, letter: str, half: bool, han: bool) -> str:
    """One part of a moment: yyyy, m, d, h, nn for minutes, ss, aaaa for the weekday."""
    day = value if isinstance(value, date) else date(1899, 12, 31)
    clock = value.time() if isinstance(value, datetime) else value if isinstance(value, time) else time()
    if letter in ("am/pm", "上午/下午"):
        return "上午" if clock.hour < 12 else "下午"
    if letter in ("aaaa", "aaa", "dddd", "ddd"):
        return ("星期" if letter[0] == "d" or len(letter) == 4 else "") + _WEEKDAYS[day.weekday()]
    if letter[0] == "y":
        year = str(day.year)
        return (
            "".join(f"〇{HAN_DIGITS}"[int(c)] for c in year) if han else year if len(letter) > 2 else year[2:]
        )
    hour = (clock.hour % 12 or 12) if half else clock.hour
    number = {"m": day.month, "d": day.day, "h": hour, "n": clock.minute, "s": clock.second}[letter[0]]
    return (
        written(number, "chineseCounting")
        if han and number
        else f"{number:02}"
        if len(letter) > 1
        else str(number)
    )
