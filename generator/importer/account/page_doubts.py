"""What a person should confirm because only the page around the text says it: issuer, day and year.

And a day that cannot be right, and that the tasks of a page are in its attachment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.importer.blocks import Block
from generator.importer.layout.annexes import attachment_name
from generator.importer.layout.metadata import metadata
from generator.importer.lines import ATTACHED
from generator.importer.outline import identity
from generator.importer.outline.page_facts import PUBLISHED, SITE, SOURCES, without_page
from generator.importer.outline.stages import TasksRead

IN_ATTACHMENT = "任务在附件"
_LONGEST = 60  # characters of the name of an attachment


class PageDoubt(NamedTuple):
    """What a person should look at: the line (0 for none), what is so, what to do."""

    line: int
    what: str
    hint: str


def only_in_attachment(read: TasksRead) -> Iterator[PageDoubt]:
    """The page has no task, and an attachment that did not come with it."""
    blocks = read.outline.tree.labelled.blocks
    names = [(b, _name(b)) for b in blocks if b.label == ATTACHED]
    present = any(b.kind == "attachment" or b.row is not None for b in blocks)
    if read.tasks or present or not any(name for _, name in names):
        return
    named = "".join(f"《{name}》" for _, name in names[:3] if name)
    more = f"等 {len(names)} 个附件" if len(names) > 3 else ""
    yield PageDoubt(
        names[0][0].first, f"{IN_ATTACHMENT}{named}{more}中，正文里没有任务", "请把附件下载后导入"
    )


def _name(block: Block) -> str:
    """The name of an attachment, without its number and its ending."""
    words = block.words if block.words.startswith("附") else f"附件：{block.words}"
    name = attachment_name(words)[1].strip("《》[]【】 \u3000")
    head, dot, ending = name.rpartition(".")
    return (head if dot and ending.isascii() and len(ending) <= 4 else name)[:_LONGEST]


def from_page(read: TasksRead) -> Iterator[PageDoubt]:
    """Issuer, day and year that are only the page's."""
    outline, labelled = read.outline, read.outline.tree.labelled
    blocks, meta, root, title = labelled.blocks, labelled.meta, outline.tree.root, outline.title or ""
    own = without_page(meta)
    facts = []
    issuer = identity.issuer(blocks, meta, title, root)
    if issuer and issuer != identity.issuer(blocks, own, title, root):
        facts.append(f"发文机关“{issuer}”取自网页的{_label(meta, (*SOURCES, SITE), issuer)}")
    day = identity.day(blocks, meta, title)
    if day and day != identity.day(blocks, own, title) and identity.signed_day(blocks, None) is None:
        facts.append(f"日期 {day} 取自网页的{_label(meta, PUBLISHED, '')}")
    period = identity.period(title, meta, blocks, root)
    if period and period != identity.period(title, own, blocks, root):
        facts.append(f"时期 {period} 按网页的日期推断")
    if facts:
        yield PageDoubt(0, f"{'，'.join(facts)}，原文没有写明", "请对照原件核对")


def _label(meta: dict[str, str], labels: tuple[str, ...], value: str) -> str:
    found = next((label for label in labels if meta.get(label) and value in meta[label]), "")
    return f"“{found}”" if found else "说明"


def impossible_day(read: TasksRead) -> Iterator[PageDoubt]:
    """The signature states a day on which the document cannot have been signed."""
    outline, labelled = read.outline, read.outline.tree.labelled
    blocks, meta = labelled.blocks, labelled.meta
    line = next((b.first for b in blocks if b.kind == "signature" and b.label == "日期"), 0)
    signed = identity.signed_day(blocks, None)
    published = identity.first_day(PUBLISHED, meta)
    if signed is None or identity.first_day(identity.FORMED, metadata(blocks)):
        return
    taken = identity.day(blocks, meta, outline.title or "")
    if identity.is_too_early(signed, outline.title or ""):
        said = "日期暂取网页的发布日期" if published and taken != signed.isoformat() else "日期暂取落款"
        yield PageDoubt(
            line, f"落款的日期 {signed} 早于所报告的时期，像是印错了，{said} {taken}", "请对照原件核对日期"
        )
    elif published and signed > published:
        yield PageDoubt(
            line, f"落款的日期 {signed} 晚于网页的发布日期 {published}，日期暂取落款", "请对照原件核对日期"
        )
