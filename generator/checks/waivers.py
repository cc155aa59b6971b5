"""Which of the secrets in content/ a waiver covers, and what is wrong with waivers.

A waiver names a place and a kind, and how often: more than it counts, and none of them is covered. One that
covers nothing, or whose time is over, is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.library.build import Library
from generator.model.registries import Waiver
from generator.model.secret_kinds import LABEL
from generator.privacy import Secret
from generator.problems import Finding, RecordPath

FILE = "waivers.yml"
Place = tuple[str, RecordPath | None, Secret]  # file, path in its record, what stands there


@dataclass(frozen=True, slots=True)
class Waived:
    """The numbers of the secrets that are covered, and what is told of the waivers themselves."""

    covered: frozenset[int]
    findings: list[Finding]


def waived(library: Library, secrets: Sequence[Place], today: date | None) -> Waived:
    """Hold the waivers against what was found. Pure."""
    tasks = {task.ref: (task.document.file.file, task.path) for task in library.tasks}
    covered: set[int] = set()
    findings: list[Finding] = []
    for i, waiver in enumerate(library.content.waivers):
        file, path = tasks.get(waiver.place, (waiver.place.removeprefix("content/"), ()))
        meant = [
            n for n, place in enumerate(secrets) if n not in covered and _is_of(place, waiver, file, path)
        ]
        wrong = _wrong(waiver, len(meant), today)
        if wrong is None:
            covered.update(meant)
        else:
            what, hint = wrong
            findings.append(Finding(FILE, ("waivers", i), what, hint, severity="warning"))
    return Waived(frozenset(covered), findings)


def _is_of(place: Place, waiver: Waiver, file: str, path: RecordPath) -> bool:
    in_file, at, secret = place
    return in_file == file and secret.kind == waiver.kind and (at or ())[: len(path)] == path


def _wrong(waiver: Waiver, meant: int, today: date | None) -> tuple[str, str] | None:
    """Why a waiver covers nothing, and what to do."""
    kind = LABEL[waiver.kind]
    if not meant:
        return (
            f"“{waiver.place}”里没有找到要豁免的{kind}",
            "请核对位置和种类；内容已经删去的，也删去这项豁免",
        )
    if today and waiver.date > today:
        return f"豁免的审核日期 {waiver.date} 还没有到", "请核对 date；这项豁免不起作用"
    if today and waiver.last_day < today:
        return (
            f"豁免已于 {waiver.last_day} 到期，不再起作用",
            "请重新审核，仍可公开的改写 date 和 reviewer；不再公开的删去内容和这项豁免",
        )
    if meant > waiver.count:
        return (
            f"“{waiver.place}”里的{kind}有 {meant} 处，豁免只登记了 {waiver.count} 处，没有起作用",
            "请逐处核对，都可公开的改写 count",
        )
    return None
