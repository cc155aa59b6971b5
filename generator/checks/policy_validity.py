"""What is registered of the validity of a cited document fits together: nothing ends that holds."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import PolicyEntry
from generator.model.registries import VALIDITY
from generator.problems import Finding, RecordPath

FILE = "policies.yml"
_ENDS = "、".join(word for code, word in VALIDITY.items() if code not in ("valid", "pending"))


def find_odd_validity(library: Library) -> Iterator[Finding]:
    """One error a field that contradicts the others, and one an entry that is replaced by itself; at it."""
    for i, policy in enumerate(library.policies):
        yield from _ended_without_end(policy, ("policies", i))
        if policy in _successors(policy):
            yield Finding(
                FILE,
                ("policies", i, "replaced_by"),
                f"{policy.name}被它自己代替了",
                "请核对各件的 replaced_by，删除绕回来的一项",
                at_key=True,
            )


def _ended_without_end(policy: PolicyEntry, path: RecordPath) -> Iterator[Finding]:
    """A date of its end, or what replaces it, of what has not ended."""
    record = policy.record
    if record.validity not in (None, "valid", "pending"):
        return
    state = f"有效性是“{VALIDITY[record.validity]}”" if record.validity else "没有写有效性"
    written = [
        (field, words)
        for field, words, value in (
            ("ended", "废止、失效的日期", record.ended),
            ("replaced_by", "代替它的文件", record.replaced_by),
        )
        if value
    ]
    for field, words in written:
        yield Finding(
            FILE,
            (*path, field),
            f"{policy.name}{state}，却写了{words}",
            f"请写明 validity（{_ENDS}），或删去 {field}",
            at_key=True,
        )


def _successors(policy: PolicyEntry) -> list[PolicyEntry]:
    """All that replace it, directly or by others."""
    found = list(policy.replaced_by)
    for one in found:  # the list grows while it is walked
        found += [other for other in one.replaced_by if other not in found]
    return found
