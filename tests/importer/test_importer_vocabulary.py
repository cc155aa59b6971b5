"""The words that rules look for stand once, in words/vocabulary.py: no other file lists them in a pattern of
its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT

from generator.importer.words import vocabulary
from generator.importer.words.names import is_surely_unit, is_unit

IMPORTER = ROOT / "generator" / "importer"
# So many words of one list as alternatives in one pattern are that list once more.
LISTS = {
    "OFFICES": 5,
    "DIVISIONS": 5,
    "LABEL_UNITS": 5,
    "LABEL_ROLES": 5,
    "SUPPORT": 4,
    "DOCUMENT_KINDS": 6,
}
# Words of many kinds that are cut off a name, or columns of tables: these are no lists of the vocabulary.
OWN_LISTS = {"draft/slugs.py": {"OFFICES", "DOCUMENT_KINDS"}, "draft/proposals.py": {"DIVISIONS"}}
# Still to be made from the vocabulary.
LEFT = {
    "draft/to_yaml.py",
    "layout/columns.py",
    "layout/tables.py",
}


def patterns(path: Path) -> Iterator[str]:
    """The literal words of every string in a file, those of f-strings in pieces."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def copied(pattern: str) -> set[str]:
    """The lists of the vocabulary that a pattern holds a copy of."""
    words = set(re.split(r"[|()?:\[\]]+", pattern)) if "|" in pattern else set()
    lists = {name for name, most in LISTS.items() if len(words & set(getattr(vocabulary, name))) >= most}
    return lists | ({"HAN_NUMERALS"} if vocabulary.HAN_DIGITS in pattern else set())


FILES = [path for path in sorted(IMPORTER.rglob("*.py")) if path.name != "vocabulary.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(IMPORTER).as_posix())
def test_no_pattern_copies_a_list(path: Path) -> None:
    name = path.relative_to(IMPORTER).as_posix()
    found = {kind for pattern in patterns(path) for kind in copied(pattern)} - OWN_LISTS.get(name, set())
    assert not found or name in LEFT, (
        f"{name}: make these from words/vocabulary.py: {', '.join(sorted(found))}"
    )


def test_a_copy_is_seen() -> None:
    assert copied("(?:人民政府|政府|局|委|办公室)$") == {"OFFICES"}
    assert copied("[一二三四五六七八九十]{1,3}、") == {"HAN_NUMERALS"}
    assert copied("配合|协助|参与|参加") == {"SUPPORT"}
    assert not copied("这是人民政府、政府、局、委、办公室的事")


@pytest.mark.parametrize("office", [*vocabulary.OFFICES, *vocabulary.DIVISIONS, *vocabulary.AREAS])
def test_every_office_ends_a_name(office: str) -> None:
    assert is_unit(f"某市{office}")
    assert is_surely_unit(f"某市{office}")


def test_the_longest_word_comes_first() -> None:
    assert vocabulary.alt(("局", "总局"), ("分局", "局")) == "(?:分局|总局|局)"
    assert vocabulary.alt(("a.b",)) == r"(?:a\.b)"


def test_brackets_and_numbers() -> None:
    assert re.fullmatch(vocabulary.bracketed(2, 4), "（第三)")
    assert not re.fullmatch(vocabulary.bracketed(2, 4), "（第（三）)")
    assert re.fullmatch(vocabulary.han(1, 2), "十二")
    assert not re.fullmatch(vocabulary.han(1, 2), "二十二")
