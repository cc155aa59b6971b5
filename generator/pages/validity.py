"""Whether a cited document still holds, as its own page says it. The mark beside citations is in `labels`."""

from __future__ import annotations

from generator.library.entries import PolicyEntry
from generator.model.registries import VALIDITY, Policy, Validity
from generator.pages import labels
from generator.pages.components import Fact

_DATE: dict[Validity, str] = {"repealed": "废止日期", "expired": "失效日期", "amended": "修改日期"}


def facts(policy: Policy) -> list[Fact]:
    """有效性 and the day on which it ended, as far as they are registered; empty values to be left out."""
    if policy.validity is None:
        return []
    ended = labels.day(policy.ended)
    return [Fact("有效性", VALIDITY[policy.validity]), Fact(_DATE.get(policy.validity, "日期"), ended)]


def sentence(policy: PolicyEntry) -> str:
    """What a reader must know before everything else; nothing of a document that holds."""
    record = policy.record
    when = labels.day(record.ended)
    match record.validity:
        case "repealed" | "expired":
            since = f"，自{when}起不再有效" if when else ""
            return f"{policy.name}{VALIDITY[record.validity]}{since}。引用它的任务和章节照录原文。"
        case "amended":
            return f"{policy.name}已{f'于{when}' if when else ''}修改，引用它的任务和章节照录原文。"
        case "pending":
            return f"{policy.name}尚未生效。"
    return ""
