"""What a build has changed, in as few lines as there are kinds of change, and what it has left out."""

from __future__ import annotations

from collections.abc import Mapping

from generator.output.changes import Changes

_NAMED = 5  # addresses a line


def told_changes(changes: Changes | None) -> list[str]:
    """The last lines of a build; none where there was no site before. Pure."""
    if changes is None:
        return []
    lines = [
        f"{what} {len(pages)} 个网页：{'、'.join(pages[:_NAMED])}{' 等' if len(pages) > _NAMED else ''}"
        for what, pages in (("新增", changes.new), ("改动", changes.changed), ("减少", changes.gone))
        if pages
    ]
    if changes.dated:
        also = "另有 " if lines else ""
        lines.append(f"{also}{len(changes.dated)} 个网页只换了“更新日期”“数据截至”的日期。")
    return lines or ["网页与上次生成的相同。"]


def left_out(aside: Mapping[str, int]) -> str:
    """How many documents the site does not show, by the word for what they are. Pure."""
    listed = "，".join(f"{status} {number} 份" for status, number in aside.items())
    return f"另有没有上网站的文件：{listed}。" if listed else ""
