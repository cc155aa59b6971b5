"""A cell of a table for Excel and WPS: what a spreadsheet would run as a formula, or take for a number, a day
or a time, is led by an apostrophe. So 1.10, 3-1 and （1） stay what they are, and whoever reads a table by
program takes one leading apostrophe away (`bare`).

Whole numbers of at most 15 digits (a point may follow) and ISO days mean to a spreadsheet what they mean to
everybody. The
full-width signs count: a spreadsheet set to Chinese takes them for the same. The same rule is `cell` of
templates/assets/search/csv.js; both are held to tests/data/cells.json.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HARMLESS = re.compile(r"(?:0|[1-9]\d{0,14})\.?|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?", re.ASCII)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]|'")
_LONGEST = 40  # of a day in words
_SIGNS = r"[\d\s.,:/\\()+\-%$¥€£]"
_NUMERAL = "[0-9〇○零一二三四五六七八九十]"
_REREAD = re.compile(
    rf"(?=.*\d){_SIGNS}+(?:e[+\-]?\d+)?(?:[ap]m?)?|"  # 1.10 3-1 1/2 (1) 12:30 50% 1e5
    rf"{_NUMERAL}{{2,4}}年{_NUMERAL}{{1,3}}月(?:{_NUMERAL}{{1,3}}[日号]?)?|{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}[日号]?|"
    r"(?:上午|下午)?\d{1,2}[时点]\d{1,2}分?(?:\d{1,2}秒)?|"
    r"(?=.*\d)[\d\s\-/.,]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d\s\-/.,]*|"
    r"true|false",
    re.ASCII,
)
# A text that begins with anything else needs no second look.
_DOUBTFUL = frozenset(
    "'=@＝＠+-＋－.．(（$＄¥￥€£,:/\\0123456789０１２３４５６７８９〇○零一二三四五六七八九十上下"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
) | {character for character in map(chr, range(0x3001)) if character.isspace()}


def guarded(text: str) -> str:
    """The text as it is safe in a cell."""
    if text[:1] not in _DOUBTFUL or not (_is_misread(text) if len(text) > _LONGEST else _is_known(text)):
        return text
    return f"'{text}"


def guarded_all(values: Iterable[object]) -> list[object]:
    """The values of a column, each as it is safe; most begin harmlessly, and are looked at no more."""
    return [guarded(text) if value and (text := str(value))[0] in _DOUBTFUL else value for value in values]


def bare(cell: str) -> str:
    """The text that a guarded cell holds."""
    return cell.removeprefix("'")


def _is_misread(text: str) -> bool:
    """Whether a spreadsheet would make something else of it."""
    if _HARMLESS.fullmatch(text):
        return False
    folded = text if len(text) > _LONGEST else unicodedata.normalize("NFKC", text).lower()
    return bool(_FORMULA.match(text) or _REREAD.fullmatch(folded))


_is_known = lru_cache(maxsize=16384)(_is_misread)  # names and numbers come again and again
