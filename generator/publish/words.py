"""What changes for readers, in words: pages by name and address, the rest by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.publish.steps import Differences

_NAMED = 30  # pages of a kind that are listed
_PAGE = ".html"


def in_words(found: Differences, names: Mapping[str, str]) -> list[str]:
    """Lines to be read; `names` are those of pages, new and old, by address."""
    kinds = (("新增", found.new), ("有变化", found.changed), ("移除", found.gone))
    lines = [line for kind, addresses in kinds for line in _of_kind(kind, addresses, names)]
    others = sum(not address.endswith(_PAGE) for _, addresses in kinds for address in addresses)
    if others:
        lines.append(f"另有 {others} 个日历、数据、样式之类的文件新增、变化或移除。")
    return lines or ["与上一次发布的完全相同。"]


def _of_kind(kind: str, addresses: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    pages = [address for address in addresses if address.endswith(_PAGE)]
    if not pages:
        return
    yield f"{kind} {len(pages)} 个网页："
    # those with a name of their own first: lists change with every task
    shown = sorted(pages, key=lambda address: (not names.get(address), address))[:_NAMED]
    yield from (f"  {address}  {names.get(address, '')}".rstrip() for address in shown)
    if len(pages) > _NAMED:
        yield f"  …… 等，共 {len(pages)} 个"
