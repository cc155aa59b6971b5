"""Find an entry by its id, its name or any alias; the one way in which content/ refers to anything."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from generator.model.names import name_key
from generator.problems import Finding, RecordPath

E = TypeVar("E")


_MOST_GUESSES = 20


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
            close = self._close_to(name_key(name))
            guess = self._several(name, path) or (f"是不是“{close}”？否则请" if close else "请")
            findings.append(
                Finding(file, path, f"没有登记的{self.label}“{name}”", f"{guess}先在 {self.file} 中登记")
            )
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
