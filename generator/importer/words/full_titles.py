"""A cited document goes by its full title, not by what the text calls it for short.

《条例》 is 《湖南省安全生产条例》 in the document that explains it so, another law in the next, and none in a
document that explains nothing: a mere word for a kind of document names no document outside the text it
stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importer.words.cites import Cite
from generator.importer.words.vocabulary import CLOSE, DOCUMENT_KINDS, OPEN, alt

_KIND_OF_DOCUMENT = re.compile(
    r"(?:(?:实施|行动|工作|若干|暂行|试行|管理|总体|指导|具体|专项|整改|考核|分工|规划|发展|"
    r"[一二两三五十]年){1,3})?"
    rf"{alt(DOCUMENT_KINDS)}(?:{OPEN}(?:试行|暂行|草案|修订){CLOSE})?"
)


def is_kind_of_document(title: str) -> bool:
    """Whether a title is a mere word for a kind of document: 条例, 实施方案, 三年行动计划."""
    return _KIND_OF_DOCUMENT.fullmatch("".join(title.split())) is not None


def find_explained(found: Iterable[Cite]) -> dict[str, str]:
    """What the document calls others for short -> their full titles; what it explains in two ways, or by
    another word that is short itself, is not explained."""
    titles: dict[str, set[str]] = {}
    for cite in found:
        if cite.alias and cite.alias != cite.title:
            titles.setdefault(cite.alias, set()).add(cite.title)
    return {
        alias: full
        for alias, (full, *more) in titles.items()
        if not more and full not in titles and not is_kind_of_document(full)
    }


def find_unexplained(found: Iterable[Cite], short: dict[str, str]) -> list[str]:
    """Mere words for kinds of documents in 《》 that the document does not explain."""
    return [c.title for c in found if not c.own and c.title not in short and is_kind_of_document(c.title)]


def full_titles(found: Iterable[Cite], short: dict[str, str]) -> list[str]:
    """The full titles of the cited documents, each once: no newspapers, and nothing that nobody can tell."""
    found = [c for c in found if not c.press]
    nameless = set(find_unexplained(found, short))
    return list(dict.fromkeys(short.get(c.title, c.title) for c in found if c.title not in nameless))
