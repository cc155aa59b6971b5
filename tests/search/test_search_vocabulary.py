"""What Python and the browser code both hold is said once, in Python."""

from __future__ import annotations

import re

import pytest
from search_harness import MODULES

from generator.model.records import ROLES
from generator.model.statuses import STATUS_LABEL
from generator.pages import labels
from generator.search import vocabulary


def written() -> str:
    return (MODULES / "vocabulary.js").read_text("utf-8")


def test_the_module_says_what_python_says() -> None:
    assert written() == vocabulary.javascript(), "先运行 make vocabulary"


def test_a_label_changed_in_python_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(labels.ROLE, "lead", "主办")
    assert written() != vocabulary.javascript()


def test_roles_stand_in_the_order_of_their_numbers() -> None:
    pairs = re.search(r"ROLE_LABEL = new Map\(\[(.*?)\n\]\)", written(), re.S)
    assert pairs
    assert tuple(re.findall(r'\["(\w+)"', pairs[1])) == ROLES


@pytest.mark.parametrize(
    "words", [labels.ROLE, labels.DOCUMENT_KIND, STATUS_LABEL], ids=["role", "kind", "status"]
)
def test_no_other_module_pairs_a_value_with_its_label(words: dict[str, str]) -> None:
    pair = re.compile("|".join(rf'\b{value}"?[:,] *"{label}"' for value, label in words.items()))
    held = [path.name for path in MODULES.glob("*.js") if pair.search(path.read_text("utf-8"))]
    assert held == ["vocabulary.js"]
