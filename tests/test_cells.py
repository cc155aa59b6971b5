"""Cells that a spreadsheet reads as they are meant: one table of cases for Python and for the browser
(tests/search/js/csv.test.js).
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import DATA

from generator.exports.cells import bare, guarded

CASES = json.loads((DATA / "cells.json").read_text("utf-8"))


@pytest.mark.parametrize("text", CASES["led"])
def test_what_a_spreadsheet_would_misread_is_led_by_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", CASES["bare"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="=+-@＝＋－＠'\t\r 0123.,:/()年月日一二（）１２ae%甲", max_size=12))
def test_no_formula_comes_through_and_nothing_is_lost(text: str) -> None:
    cell = guarded(text)
    assert not cell.lstrip()[:1] or cell.lstrip()[0] not in "=+-@＝＋－＠"
    assert bare(cell) == text
