"""What a person should confirm of a signature: several bodies that issue together, a day without its year, a
day that does not go with the title or with what the text says was over by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.importer.blocks import Block
from generator.importer.layout.tail import signature_bodies, yearless_day
from generator.importer.outline import identity
from generator.importer.outline.page_facts import PUBLISHED
from generator.importer.outline.stages import TasksRead
from generator.importer.words.dates import find_date
from generator.importer.words.names import is_surely_unit
from generator.model.names import DIGITS

Said = tuple[int, str, str]  # line, what, what to do

_YEAR = re.compile(r"(20\d{2})\s?年?(?:\s?[—\-－–~至]\s?(20\d{2}))?")
_NUMBER = re.compile(r"[〔\[（(]20\d{2}[〕\]）)]\s?\d+号")
# what the text says of a day that was over when it was written
_PAST = re.compile(
    r"(?:根据|按照|依据|经|自|已于|曾于|为贯彻|为落实|贯彻落实|结合)[^，。；\n]{0,24}?"
    r"(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)(?!前|之前|以前|起|至|到)[^，。；\n]{0,30}?"
    r"(?:会议|召开|印发|下发|批准|同意|通过|通知|文件|部署|决定|批复|讲话|精神)"
)
_LATE = 7  # from this month on a plan for the next year may be signed
_LONGEST = 20_000  # characters of a paragraph that are looked at
_FAR = 1  # years that a plan may be signed ahead of, or a report behind, the years of its title


def signature_doubts(read: TasksRead, *, is_told: bool) -> Iterator[Said]:
    """All of them; `is_told` if it was said already that the day of the signature cannot be right."""
    outline, labelled = read.outline, read.outline.tree.labelled
    blocks = labelled.blocks
    dated = next((b for b in blocks if b.kind == "signature" and b.label == "日期"), None)
    line = dated.first if dated else 0
    issuer = identity.issuer(blocks, labelled.meta, outline.title, outline.tree.root)
    yield from _together(blocks, issuer or "", outline.title or "")
    signed = identity.signed_day(blocks, identity.first_day(PUBLISHED, labelled.meta))
    if dated is None or signed is None:
        return
    if yearless_day([dated]):
        yield (
            line,
            f"落款的日期“{dated.words}”没有写年份，按全文推断为 {signed.year} 年",
            "请对照原件核对日期",
        )
    wrong = () if is_told else _impossible(signed, outline.title or "", blocks)
    yield from ((line, what, "请对照原件核对日期") for what in wrong)


def _together(blocks: list[Block], issuer: str, title: str) -> Iterator[Said]:
    """Several bodies that sign, or stand below the title."""
    line = next((b.first for b in blocks if b.kind == "signature" and b.label == "机关"), 0)
    signed = signature_bodies(blocks) or [issuer]
    bodies = [name for words in signed for name in re.split(r"[\s、]+", words) if name]
    if len(bodies) > 1 and all(map(is_surely_unit, bodies)):
        first = identity.named_first(bodies, title)
        others = "、".join(b for b in bodies if b != first)
        yield (
            line,
            f"有 {len(bodies)} 个机关联合发文，以“{first}”为主，另有“{others}”",
            "请核对发文机关，并确认归入哪个机关",
        )


def _impossible(signed: date, title: str, blocks: list[Block]) -> Iterator[str]:
    """Why the day of a signature cannot be right."""
    year = _YEAR.search(_NUMBER.sub("", title.translate(DIGITS)))
    if year:
        first, last = int(year[1]), int(year[2] or year[1])
        if signed.year < first - _FAR or signed.year > last + _FAR + 1:
            yield f"落款的日期 {signed} 与标题里的年份相差太远，像是印错了"
        elif signed.year < first and signed.month < _LATE:
            yield f"落款的日期 {signed} 在标题里的年份之前，像是年份印错了"
    texts = (b.text for b in blocks if b.kind in ("text", "heading") and "20" in b.text)
    for text in texts:
        for match in _PAST.finditer(text[:_LONGEST]):
            cited = find_date(match["day"])
            if cited and cited > signed:
                yield f"落款的日期 {signed} 早于文中已经过去的“{match['day']}”，像是印错了"
                return
