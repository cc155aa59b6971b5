"""What is registered as ended says since when, and that day has come; until then it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.policy_validity import FILE
from generator.library.build import Library
from generator.library.entries import PolicyEntry
from generator.model.registries import VOID
from generator.problems import Finding, RecordPath


def find_untimely_ends(library: Library, today: date) -> Iterator[Finding]:
    """One reminder a cited document that has ended on no day, or is marked too early; at what is written."""
    for i, policy in enumerate(library.policies):
        ended = policy.record.ended
        if policy.record.validity in VOID and not ended:
            yield _undated(policy, ("policies", i, "validity"))
        if ended and ended > today and policy.record.validity not in (None, "valid", "pending"):
            yield Finding(
                FILE,
                ("policies", i, "ended"),
                f"{policy.name}从 {ended} 起才{policy.mark.removeprefix('已')}，今天（{today}）还没有",
                "请核对日期；没有错的，到那天再登记",
                severity="warning",
            )


def _undated(policy: PolicyEntry, path: RecordPath) -> Finding:
    return Finding(
        FILE,
        path,
        f"{policy.name}{policy.mark}，没有写从哪一天起",
        "请补上 ended，如 ended: 2024-05-01；查不到的，可不理会",
        severity="warning",
    )
