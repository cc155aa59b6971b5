"""What a person should hear about units: brackets and words that could not be read,
names that are persons'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importer.words.names import is_surely_unit, is_unit
from generator.importer.words.persons import find_bracketed_persons, seems_person
from generator.importer.words.responsibility_clause import UnitRole

_LONGEST_ASIDE = 120  # characters of a bracket


def find_unread(words: str) -> str | None:
    """The bracket at the end of the words that seems to name a unit among other things:
    （5月、10月各1次，政工股）."""
    words = words.rstrip("。； \u3000\n")
    if not words.endswith(("）", ")")):
        return None
    start = max(words.rfind("（"), words.rfind("("))
    if start < 0 or len(words) - start > _LONGEST_ASIDE:
        return None
    return words[start:] if any(map(is_surely_unit, re.split(r"[，,；;、]", words[start + 1 : -1]))) else None


def strange_doubts(units: Iterable[UnitRole]) -> list[str]:
    """What a person should hear of names in a cell that no ending shows to be those of bodies."""
    return [
        f"“{u.name}”不像单位名称，已照录为责任单位，请核对"
        for u in units
        if not is_unit(u.name) and not seems_person(u.name)
    ]


def unread_doubt(words: str) -> str:
    """What a person should hear where words beside units could not be read."""
    return f"责任单位旁边的“{words}”没有读懂，其中如有单位或时限，请补上"


def unsaid_doubt(name: str) -> str:
    """What a person should hear of a name behind those in the lead, of which nothing is said."""
    return f"“{name}”前面没有写明是牵头还是配合，暂按责任单位登记，请核对"


def persons_doubts(units: Iterable[UnitRole]) -> list[str]:
    """What a person should hear where persons stand among units."""
    units = list(units)
    behind = [n for words in dict.fromkeys(u.words for u in units) for n in find_bracketed_persons(words)]
    alone = [u.name for u in units if seems_person(u.name)]
    return [
        *(
            f"单位后的“{n}”像是人名，没有登记为责任单位，另存在 persons 一栏，请核对"
            for n in dict.fromkeys(behind)
        ),
        *(f"“{n}”像是人名，已照录为责任单位，如果不是单位请改正" for n in dict.fromkeys(alone)),
    ]


def person_doubt(label: str) -> str:
    """What a person should hear where a label or column names persons."""
    return f"“{label}”是个人，没有登记为责任单位，姓名另存在 persons 一栏，不会公开，请核对"
