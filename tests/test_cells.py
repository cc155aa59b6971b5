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
from generator.exports.columns import TASK_TOPICS
from generator.exports.csv_files import are_plain, lines
from generator.exports.table import Column, Table, pair

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


@pytest.mark.parametrize(
    ("agencies", "are_so"),
    [(["jia", "yi"], True), (["jia", "1"], False), (["2024"], False), (["mar"], False)],
)
def test_ids_are_plain_where_those_of_agencies_are_words(agencies: list[str], are_so: bool) -> None:
    assert are_plain(agencies) is are_so


def test_of_an_agency_whose_id_is_a_number_the_ids_are_led_too() -> None:
    row = ("1/2/3:k1", "1/2/3", "gongshui")
    assert lines(TASK_TOPICS, [row]) == b"1/2/3:k1,'1/2/3,gongshui\r\n"
    assert lines(TASK_TOPICS, [row], plain_ids=True) == b"1/2/3:k1,1/2/3,gongshui\r\n"


def test_names_are_guarded_and_the_words_for_codes_need_not_be() -> None:
    table = Table("t", "表", "", (*pair("kind", "种类", "", {"a": "甲"}), Column("unit_name", "单位", "")))
    assert lines(table, [("a", "甲", "=1+1")]).decode() == "a,甲,'=1+1\r\n"
