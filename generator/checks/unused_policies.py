"""A registered document is cited, by a document or in a text: else it is misspelt, or registered in advance.

Often right, so a build does not repeat it each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.checks.walks import all_obligations
from generator.library.build import Library
from generator.model.names import name_key
from generator.model.registries import Policy
from generator.problems import Finding

_MOST_NAMES = 5
_TITLE = re.compile(r"《([^《》]+)》")


def find_unused_policies(library: Library) -> Iterator[Finding]:
    """One reminder in all, at the first that nothing cites, and no text names in 《》. With a file that could
    not be read, or without any, nobody can tell.
    """
    if library.content.broken or not library.documents:
        return
    cited = {
        policy.record.id
        for document in library.documents
        for obligations in all_obligations(document)
        for _, policy in obligations.cites
    }
    unused = [i for i, policy in enumerate(library.content.policies) if policy.id not in cited]
    named = _named(library) if unused else set()
    unused = [i for i in unused if named.isdisjoint(_names(library.content.policies[i]))]
    if unused:
        names = "、".join(f"《{library.content.policies[i].title}》" for i in unused[:_MOST_NAMES])
        yield Finding(
            "policies.yml",
            ("policies", unused[0], "title"),
            f"登记了而没有任务引用的文件有 {len(unused)} 件：{names}"
            + (" 等" if len(unused) > _MOST_NAMES else ""),
            "请核对 cites 里的名称；确是预先登记，可不理会",
            severity="warning",
        )


def _names(policy: Policy) -> Iterator[str]:
    return map(name_key, (policy.title, *policy.aliases))


def _named(library: Library) -> set[str]:
    """All that stands in 《》 in the text of some document."""
    texts = (Printed.of(document).whole for document in library.documents)
    return {name_key(words) for text in texts for words in _TITLE.findall(text)}
