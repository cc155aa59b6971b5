"""Cited documents by who issued them, as far as title and issuer say so: for the order of their list only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.library.entries import PolicyEntry
from generator.model.registries import Policy

_LAW = re.compile(r"(?:(?<!办)法|条例)(?:[（(].*[)）])?$")
# The first that fits: a place stands in the first words of what it issues, and in the name of its offices.
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("province", re.compile(r"^(?:中共)?.{2,8}?(?:省|自治区)(?!级)")),
    (
        "county",
        re.compile(r"^(?:中共)?(?!城市)(?:.{1,4}市)?.{1,5}?(?:县|自治旗)(?!级)|^.{1,4}市.{1,4}区(?!域)"),
    ),
    ("city", re.compile(r"^(?:中共)?(?!城市).{1,4}?市|^市")),
    ("state", re.compile(r"^(?:关于)?(?:中共中央|国务院|国家|全国|中华人民共和国|.{2,8}部$)")),
)
_HEADINGS = {
    "law": "法律法规",
    "state": "国家文件",
    "province": "省级文件",
    "city": "市级文件",
    "county": "县级文件",
    "other": "其他文件",
    "name": "行动、机制和体系",
}


def level(policy: Policy) -> str:
    """The key of the level: law, state, province, city, county, other, or name for what is no document."""
    if policy.kind == "name":
        return "name"
    if policy.issuer:
        return _of_words(policy.issuer)
    if _LAW.search(policy.title):
        return "law"
    return _of_words(policy.title)


def _of_words(words: str) -> str:
    return next((key for key, says in _LEVELS if says.search(words)), "other")


def by_level(policies: Iterable[PolicyEntry]) -> list[tuple[str, str, list[PolicyEntry]]]:
    """Key, heading and documents of each level that has any, the most cited first."""
    found: dict[str, list[PolicyEntry]] = {}
    for policy in sorted(policies, key=lambda p: -p.citations):
        found.setdefault(level(policy.record), []).append(policy)
    return [(key, heading, found[key]) for key, heading in _HEADINGS.items() if key in found]
