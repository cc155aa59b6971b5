"""The labels and lists that the browser code must hold as Python does: templates/assets/search/vocabulary.js.

Python has them; `make vocabulary` writes the module, and tests/search/test_search_vocabulary.py compares the two.
It lies among the sources, so that tsc and node read it as any other module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from generator.model.records import ROLES, DeadlineKind
from generator.model.statuses import SETTLED, STATUS_LABEL
from generator.pages import labels
from generator.search.facets import FORMAT
from generator.search.records import SuggestionKind

_TYPES: dict[str, Any] = {"DeadlineKind": DeadlineKind, "SuggestionKind": SuggestionKind}


def _labels() -> dict[str, Mapping[Any, str]]:
    return {
        "ROLE_LABEL": {role: labels.ROLE[role] for role in ROLES},  # in the order of the numbers in the index
        "KIND_LABEL": labels.DOCUMENT_KIND,
        "RESULT_LABEL": labels.RESULT,
        "IN_REPORT_LABEL": labels.IN_REPORT,
    }


def javascript() -> str:
    """The text of the module: the number of the index's format, labels as Maps, kinds as types."""
    lines = [
        "// Labels and lists that Python holds too.",
        "// Written by `make vocabulary` from generator/search/vocabulary.py.",
    ]
    for name, kinds in _TYPES.items():
        lines += ["", f"/** @typedef {{{' | '.join(map(_quoted, get_args(kinds)))}}} {name} */"]
    lines += ["", f"export const FORMAT = {FORMAT};"]
    for name, words in _labels().items():
        pairs = [f"  [{_quoted(value)}, {_quoted(label)}],\n" for value, label in words.items()]
        lines += ["", f"export const {name} = new Map([\n{''.join(pairs)}]);"]
    settled = ", ".join(_quoted(name) for name in STATUS_LABEL if name in SETTLED)
    lines += [
        "",
        "// A passed day is not overdue with these (model.statuses.is_overdue).",
        f"export const SETTLED = new Set([{settled}]);",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
