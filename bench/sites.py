"""What a build left behind: how many pages, how many bytes, and whether two sites say the same."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

_SAMPLES = 25


@dataclass(frozen=True, slots=True)
class Size:
    """`pages` and `bytes` count HTML only, `files` all; `task_bytes` is the mean size of a task page."""

    files: int
    pages: int
    bytes: int
    task_bytes: int


def size_of(site: Path, tasks: list[str]) -> Size:
    """Sizes of the HTML under `site`; `tasks` are the addresses of the task pages.

    Raises OSError when one is missing.
    """
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    files = sum(path.is_file() for path in site.rglob("*"))
    of_tasks = sum((site / address).stat().st_size for address in tasks)
    return Size(files, len(sizes), sum(sizes), of_tasks // len(tasks))


def compare(site: Path, other: Path, tasks: list[str]) -> None:
    """Raises ValueError unless a sample of task pages shows the same words
    and links to the same places in both.
    """
    for address in random.Random(0).sample(tasks, min(_SAMPLES, len(tasks))):
        for what, ours, theirs in zip(
            ("words", "links", "tags"), _said(site / address), _said(other / address), strict=True
        ):
            if ours != theirs:
                at = next(
                    (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
                    min(len(ours), len(theirs)),
                )
                raise ValueError(
                    f"{other / address}: other {what} than gongkai's page: {theirs[at : at + 60]!r} "
                    f"for {ours[at : at + 60]!r}"
                )


def _said(path: Path) -> tuple[str, list[str], list[str]]:
    """The words of the page without white space, where its links lead, and the article tags of its head."""
    tree = LexborHTMLParser(path.read_bytes())
    tree.strip_tags(["script", "style"])
    text = tree.body.text(separator="") if tree.body else ""
    links = [node.attributes.get("href") or "" for node in tree.css("article a, .gk-footer a")]
    tags = [
        f"{node.attributes.get('name')}={node.attributes.get('content')}"
        for node in tree.css("head meta[name]")
    ]
    return "".join(text.split()), links, [tag for tag in tags if not tag.startswith("generator=")]
