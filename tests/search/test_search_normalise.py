"""The rule of equal texts: examples, what follows from it for phrases, and the same answers in the
browser."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_harness import as_json, exported, normalise

from generator.search.fold import fold_fields

CASES = {
    "应急\n管理": "应急管理",
    "ＩＳＯ　９００１": "iso 9001",
    "ISO \n 9001 认证": "iso 9001认证",
    "整改率 99.60 ％": "整改率99.60%",
    "应急〔2019〕107号": "应急〔2019〕107号",
    "《危险化学品》": "《危险化学品》",
    "Straße ﬁn ẞ": "strasse fin ss",
    "ΟΔΟΣ": "οδοσ",
    "①⑵ ㎡": "1(2)m2",
    "e\u0301 é": "éé",
    "应\u200b急\ufeff": "应急",
    "\u202e应急\u2069\u200e管理": "应急管理",
    "한글": "한글",
    "𠮷 野家": "𠮷野家",
    "a\0b": "a b",
    "  \t\n": "",
    "İı": "i̇ı",
    "Ꭰꭰ": "ᎠᎠ",
    "…": "...",
}
# Everyday characters, and some from every trap above.
ANY = st.text(
    st.sampled_from(list("应急管理Aa1 9\n\t　％（ﬁßſΣς①㎡é\u0301\u200b\u3099か한ᄒ\u1161𠮷ıİ…Ꭰ\0"))
    | st.characters(exclude_categories=["Cs", "Cn"]),
    max_size=12,
)


@pytest.mark.parametrize(("text", "normal"), CASES.items())
def test_examples(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.lists(ANY, max_size=6))
def test_all_at_once_is_one_by_one(fields: list[str]) -> None:
    codes, lengths, possible = fold_fields(fields)
    joined = "".join(map(chr, codes.tolist()))
    ends = np.cumsum(lengths).tolist()
    assert [joined[a:b] for a, b in zip([0, *ends], ends, strict=False)] == [
        normalise(field) for field in fields
    ]
    assert possible.issuperset(codes.tolist())


@given(st.text(st.sampled_from(list("应急管理Aa1 9\n　％（①")), min_size=1, max_size=20), st.data())
def test_a_part_of_a_text_stays_a_part(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert normalise(text[start:end]) in normalise(text)


def test_browser_agrees(page: Any) -> None:
    page.add_script_tag(content=exported("normalise.js:normalise,normaliseWithPlaces"))
    rows = (*range(0x20, 0x3400, 16), *range(0xF900, 0x10000, 16))
    samples = [*CASES, *("".join(filter(_known, map(chr, range(row, row + 16)))) for row in rows)]
    got = page.evaluate(
        f"{as_json(samples)}.map((text) => [normalise(text), normaliseWithPlaces(text).text])"
    )
    for text, (whole, placed) in zip(samples, got, strict=True):
        assert whole == normalise(text), ascii(text)
        if text in CASES:
            assert placed == normalise(text), ascii(text)


def _known(character: str) -> bool:
    """Assigned in Python's Unicode; the browser may know more, but no more of these."""
    return unicodedata.category(character) not in ("Cn", "Cs", "Co")


def test_every_assigned_character_agrees(page: Any) -> None:
    page.add_script_tag(content=exported("normalise.js:normalise"))
    codes = [c for c in range(1, 0x30000) if _known(chr(c))]
    got = page.evaluate(f"{as_json(codes)}.map((code) => normalise(String.fromCodePoint(code)))")
    assert [hex(c) for c, text in zip(codes, got, strict=True) if text != normalise(chr(c))] == []


def test_ranges_cover_what_matched(page: Any) -> None:
    page.add_script_tag(content=exported("normalise.js:findRanges"))
    text = "开展应急\n 演练，Ｉｓｏ 9001，㎡ﬁ应急"
    got = page.evaluate(
        f"['应急演练', 'iso 9001', 'm', '没有', '应急'].map((word) => findRanges({as_json(text)}, [word]))"
    )
    pieces = [[text[a:b] for a, b in ranges] for ranges in got]
    assert pieces == [["应急\n 演练"], ["Ｉｓｏ 9001"], ["㎡"], [], ["应急", "应急"]]
    assert page.evaluate(f"findRanges({as_json(text)}, ['应急', '急演', '演练'])") == [[2, 8], [20, 22]]
