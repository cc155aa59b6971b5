"""Find an entry by its id, its name or any alias; the one way in which content/ refers to anything."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from generator.model.names import name_key
from generator.problems import Finding, RecordPath

E = TypeVar("E")


_MOST_GUESSES = 20


class Missing(NamedTuple):
    """A name that is not registered, in which registry, and the registered one that is like it."""

    name: str
    label: str
    registry: str
    like: str


_SEVERAL = Missing("", "", "", "")


@dataclass(frozen=True, slots=True)
class NotRegistered(Finding):
    """The finding of a name that is not registered. `missing.name` is empty where it looks like several."""

    missing: Missing = _SEVERAL


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings, but a name that is missing at several places is told at the first, with their
    number: most likely it was renamed, and an alias mends all of them. Pure.
    """
    told: list[Finding] = []
    places: dict[Missing, list[NotRegistered]] = {}
    for finding in findings:
        if isinstance(finding, NotRegistered) and finding.missing.name:
            places.setdefault(finding.missing, []).append(finding)
        else:
            told.append(finding)
    return [*told, *(_renamed(missing, found) for missing, found in places.items())]


def _renamed(missing: Missing, found: list[NotRegistered]) -> Finding:
    first = found[0]
    if len(found) == 1:
        return first
    files = len({one.file for one in found})
    count = f"共 {len(found)} 处" + (f"，在 {files} 个文件里" if files > 1 else "")
    entry = f"“{missing.like}”" if missing.like else "那一项"
    hint = (
        f"如果是改了名称，各处不用改，请在 {missing.registry} 中给{entry}写上 aliases: [{missing.name}]；"
        "如果是写错了，请逐处改正；都不是的，请先登记"
    )
    return replace(first, what=f"{first.what}（{count}）", hint=hint)


class Registry(Generic[E]):
    """Entries of one kind: each with all its names, the second of which is the registered one, and its path.

    `label` names the kind and `file` the registry's file in messages; names that are registered twice are
    added to `findings`. An incomplete registry, whose file has mistakes, never says that a name is missing.
    """

    def __init__(
        self,
        label: str,
        file: str,
        entries: Iterable[tuple[tuple[str, ...], E, RecordPath]],
        findings: list[Finding],
        *,
        complete: bool = True,
    ) -> None:
        self.label, self.file, self._complete = label, file, complete
        self._entries: list[E] = []
        self._by_name: dict[str, E] = {}
        self._guesses: dict[str, str] = {}
        owners: dict[str, str] = {}
        for names, entry, path in entries:
            self._entries.append(entry)
            for name in dict.fromkeys(map(name_key, names)):
                if name in self._by_name:
                    findings.append(
                        Finding(
                            file,
                            path,
                            f"{label}“{name}”登记了两次（又见“{owners[name]}”）",
                            "一个名称、别名或编号只能属于一项，请改其中一个",
                        )
                    )
                else:
                    self._by_name[name] = entry
                    owners[name] = names[1]

    def begin_again(self) -> None:
        """Forget which names were looked for in vain, as one made anew."""
        self._guesses = {}

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, name: str) -> E | None:
        """The entry called `name`, or None."""
        return self._by_name.get(name_key(name))

    def find(self, name: str, file: str, path: RecordPath, findings: list[Finding]) -> E | None:
        """As `get`; a name that is not registered becomes a finding at `path` of `file`."""
        entry = self._by_name.get(name) or self._by_name.get(name_key(name))
        if entry is None and self._complete:
            several = self._several(name, path)
            close = "" if several else self._close_to(name_key(name))
            guess = several or (f"是不是“{close}”？否则请" if close else "请")
            what, hint = f"没有登记的{self.label}“{name}”", f"{guess}先在 {self.file} 中登记"
            missing = Missing("" if several else name, self.label, self.file, close)
            findings.append(NotRegistered(file, path, what, hint, missing=missing))
        return entry

    def _several(self, name: str, path: RecordPath) -> str:
        """What to do about a name that is several: `[执法、法治]` is one item to YAML."""
        mark = next(
            (
                mark
                for mark in "、，；,"
                if any(name_key(part) in self._by_name for part in name.split(mark) if part != name)
            ),
            "",
        )
        apart = "请每个单位写一项" if path[-1] == "unit" else "请分开写，各项之间用英文逗号"
        return f"“{mark}”连起来的算一项，如果是几项，{apart}；如果是一项，请" if mark else ""

    def _close_to(self, name: str) -> str:
        """The registered name most like `name`, or nothing.

        Only for the first few: each costs a look at every name.
        """
        if name not in self._guesses and len(self._guesses) < _MOST_GUESSES:
            self._guesses[name] = next(iter(difflib.get_close_matches(name, self._by_name, n=1)), "")
        return self._guesses.get(name, "")
