"""A cell of a table for Excel and WPS: what a spreadsheet would run as a formula is led by an apostrophe.

The same as `cell` of templates/assets/search/csv.js. The full-width signs count: a spreadsheet set to Chinese
or Japanese takes them for the same.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")


def guarded(text: str) -> str:
    """The text, safe in a cell; a number, which cannot do harm, stays one."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
