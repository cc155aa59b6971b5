"""Last year's document as the beginning of this year's: its sections, tasks, units and figures, a year later.

What only last year knew is left out: results, links, persons, corrections, where and when it was published.
It looks finished and is not, for nobody has read it beside this year's paper: so it begins as a draft, and a
person takes that line away.
"""

from __future__ import annotations

import re
from typing import Any

from generator.content.places import Tree
from generator.importer.draft.yaml_text import Flow, Mapping, Noted, write
from generator.model.lifecycle import STATUS_WORD
from generator.model.routes import ID

_OF_LAST_YEAR = frozenset(
    {"status", "progress", "links", "continuity", "persons", "lines", "note", "notes", "review", "revisions"}
)
_OF_ITS_SOURCE = frozenset({"title", "title_by", "published", "column", "url", "file"})
_OF_ITS_PUBLICATION = frozenset({"index_number", "formed", "published", "number"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SMALL = {"responsibility", "indicators"}  # items that stand on a line each


def years_between(before: str, ident: str) -> int:
    """How many years later a document of id `ident` is than one of id `before`; one where they do not say."""
    years = [_YEAR.match(one) for one in (before, ident)]
    return int(years[1][0]) - int(years[0][0]) if years[0] and years[1] else 1


def next_year(tree: Tree, ref: str, years: int, schema: str) -> str:
    """The text of a new document made of the tree of the document `ref`, so many years later; editors
    complete it by the file `schema`. Pure.
    """
    period = str(tree.get("period", ""))
    head = [
        f"yaml-language-server: $schema=../../docs/schema/{schema}",
        f"由 {ref} 复制而来，其中的年份{'加了' if years > 0 else '减了'} {abs(years)} 年。"
        "请对照今年的文件逐项核对标题、出处、内容、单位、时限和数字；文字与今年的文件一致，text 才写 全文。",
        "今年没有的任务请整项删去，新增的照样子添写（编号不与别的任务重复）。",
        "延续去年任务的，文件里写明了才保留 links，去掉它前面的井号。",
        f"现在是{STATUS_WORD['draft']}，只在预览里看得到。全部核对好了，删去下面 status 这一行，才会公开。",
    ]
    made = _document(_shifted(tree, period, years), ref)
    made.head = head
    return write(made)


def _document(tree: dict[str, Tree], ref: str) -> Mapping:
    source, disclosure = tree.get("source"), tree.get("disclosure")
    values: dict[str, Any] = {"status": STATUS_WORD["draft"]}
    values |= {key: _value(key, value, ref) for key, value in tree.items() if key not in _OF_LAST_YEAR}
    if isinstance(source, dict):
        values["source"] = Mapping({k: v for k, v in source.items() if k not in _OF_ITS_SOURCE})
    if isinstance(disclosure, dict):
        kept = {k: v for k, v in disclosure.items() if k not in _OF_ITS_PUBLICATION}
        values["disclosure"] = Mapping({k: _value(k, v, ref) for k, v in kept.items()})
    return Mapping(values)


def _value(key: str, value: Tree, ref: str) -> Any:
    """A value for the writer; tasks ask whether they go on with those of last year."""
    if isinstance(value, dict):
        return Mapping({k: _value(k, v, ref) for k, v in value.items() if k not in _OF_LAST_YEAR})
    if not isinstance(value, list):
        return value
    return [_item(key, item, ref) for item in value if not _is_result(key, item)]


def _is_result(key: str, item: Tree) -> bool:
    """A figure that was reached."""
    return key == "indicators" and isinstance(item, dict) and item.get("kind") in ("actual", "完成")


def _item(key: str, item: Tree, ref: str) -> Any:
    if isinstance(item, list):
        return tuple(item)
    if not isinstance(item, dict):
        return item
    if key in _SMALL and all(isinstance(value, str) for value in item.values()):
        return Flow(item)
    made = _value(key, item, ref)
    if key == "tasks" and re.fullmatch(ID, str(item.get("id", ""))):
        made.values["links"] = Noted(None, f"[{{kind: 延续, to: {ref}/{item['id']}}}]")
    return made


def _shifted(node: Tree, period: str, years: int) -> Tree:
    """The years of the document, moved; other years are history and stay."""
    own = set(_YEAR.findall(period))

    def moved(found: re.Match[str]) -> str:
        return str(int(found[0]) + years) if found[0] in own else found[0]

    if isinstance(node, dict):
        return {
            key: value if key in ("id", "url") else _shifted(value, period, years)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_shifted(item, period, years) for item in node]
    return _YEAR.sub(moved, node) if isinstance(node, str) else node
