"""The checks of text on anything at all: none fails or is slow, and what they quote stands at the place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import examples

from generator.checks.printed import BREAK, Printed
from generator.checks.registry import CHECKS, Check, TextCheck, check_library
from generator.content.files import Reading
from generator.content.load import read_content
from generator.library.build import Library, build_library
from generator.problems import Finding

# What the rules look for, and what stands around it.
_BITS = [
    *"（）()〔〕[]【】《》〈〉“”‘’，,、；;。：:！!？?%％\n ",
    *("一是", "二是", "三是", "①", "②", "④", "（1）", "(3)", "第一，", "第三，", "等", "--"),
    *("甲办〔202427号", "甲办〔2024〕3号", "[2024]9号", "2024年", "23年底", "13月", "2月30日", "6月"),
    *("发现隐患", "31.25万条", "整改率", "99.2%", "其中", "合计", "8处", "5处", "14处", "余", "约"),
    *("水政股", "水务股", "《甲县防汛值守工作手册》", "《甲县防汛值班工作手册》", "四个责任", "等5张网"),
    *("XX县", "执法执法", "巡查", "截止目前", "汛前逐库清点防汛沙袋", "并按月上报", "x", "7"),
]
TEXTS = st.lists(st.sampled_from(_BITS) | st.text("的和水库乡镇1年a", max_size=4), min_size=1, max_size=40)


def library_of(text: str) -> Library:
    """A document with one task of this text, and of this title."""
    task = {"id": "1", "title": text[:60], "text": text, "measures": [{"number": "三是", "text": text}]}
    document = {
        "title": "一份文件",
        "kind": "plan",
        "period": "2024",
        "text": "full",
        "source": {"publisher": "甲局"},
        "sections": [{"title": "一节", "number": "二、", "tasks": [task]}],
    }
    agency = {"name": "甲局", "units": [{"id": "a", "name": "水政股"}]}
    slips = {"lexicon": [{"wrong": "截止目前", "right": "截至目前"}, {"wrong": "巡查", "right": "巡察巡查"}]}
    trees = [(slips, []), (agency, []), (document, [])]
    reading = Reading(Path("none"), ["lexicon.yml", "jia/agency.yml", "jia/a.yml"], trees, [])
    return build_library(read_content(reading)[0])[0]


def points_at(finding: Finding, library: Library) -> str:
    """The text that a finding points into."""
    (document,) = library.documents
    pieces = {piece.path: piece.text for piece in Printed.of(document).pieces}
    return pieces.get(finding.path, BREAK)


@settings(max_examples=examples(40))
@given(TEXTS)
def test_what_is_quoted_stands_where_it_is_pointed_at(bits: list[str]) -> None:
    text = "".join(bits).strip()
    if not text:
        return
    library = library_of(text)
    for finding in check_library(library):
        if finding.words and finding.path[-1] != "wrong":
            within = " ".join(points_at(finding, library).split())
            assert " ".join(finding.words.split()) in within, finding


_LONG = 100_000  # characters
_HARD = [
    *("（", "《（）", "“、", "“甲、", "《", "一是", "①", "8处", "整改率5%", "其中8处", "合计8处、", "甲乙"),
    *("〔2024", "XX", "9", "甲，", "二月", "2月", "水政股", "《甲县防汛值守工作手册》", "巡查", "水"),
]


@pytest.mark.audit
@pytest.mark.parametrize("bit", _HARD)
def test_no_check_takes_longer_than_its_text_is_long(bit: str) -> None:
    """Seconds at most: what grows with the square would take hours."""
    library = library_of(bit * (_LONG // len(bit)))
    before = time.process_time()
    check_library(library, [one for one in CHECKS if isinstance(one, TextCheck) or _is_lexicon(one)])
    assert time.process_time() - before < 30


def _is_lexicon(one: object) -> bool:
    return isinstance(one, Check) and one.name == "lexicon"
