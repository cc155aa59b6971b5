"""Names the import met, against those content/ knows: known ones are matched, new ones become registry
entries.

The printed names stay in the document; a unit registered under a fuller name carries the printed one as an
alias (省局行政审批处、登记注册局 registers 省局登记注册局, alias 登记注册局).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.importer.draft.slugs import Slugs
from generator.importer.draft.unit_kinds import PREFIX, kind_of_unit
from generator.importer.draft.yaml_text import REVIEW, Mapping, printable, write
from generator.importer.outline.result import Imported
from generator.importer.words.full_titles import find_explained, is_kind_of_document
from generator.importer.words.names import split_names
from generator.model.names import name_key
from generator.model.placeholders import POLICY_ID, UNIT_ID
from generator.model.registries import UnitKind

_UNKNOWN_KIND = (
    f"{REVIEW}名称看不出是不是本机关的，没有写 kind，当作内设机构；是外部单位的写 kind: external，"
    "是二级机构的写 kind: subordinate"
)
_FOREIGN = re.compile(r"(?:省|市|县|区|州|国|中|各|全|有关|相关|人行|北京|江西|湖北)")
_MOST_NAMED = 10
_ALIKE = 0.75  # difflib's measure: one character of four
_MOST_COMPARED = 200  # new names; each is compared with all that are known


@dataclass(frozen=True, slots=True)
class Known:
    """What content/ has: names of the agency's units and of policies (in comparable form), ids in use."""

    agency: str | None = None
    units: frozenset[str] = frozenset()
    unit_ids: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()
    policy_ids: frozenset[str] = frozenset()


@dataclass(slots=True)
class UnitEntry:
    """A unit to be registered; `like` is the registered name that it may be a misspelling of. `kind` is None
    where its name does not say."""

    id: str
    name: str
    kind: UnitKind | None
    like: str = ""
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PolicyEntry:
    """A cited document to be registered."""

    id: str
    title: str
    number: str | None = None
    aliases: list[str] = field(default_factory=list)
    press: bool = False


def new_units(imports: Iterable[Imported], known: Known) -> list[UnitEntry]:
    """Entries for units that no registered name covers."""
    entries: dict[str, UnitEntry] = {}
    ids = Slugs(known.unit_ids, UNIT_ID)
    issuer = ""
    for imported in imports:
        issuer = imported.issuer or issuer
        for unit in dict.fromkeys([*(u for t in imported.tasks for u in t.units), *imported.section_units]):
            name = printable(unit.name)
            full = _full_name(name, unit.words)
            if not name or name_key(name) in known.units or name_key(full) in known.units:
                continue
            key = name_key(full)
            if key not in entries:
                like = _like(key, known) if len(entries) < _MOST_COMPARED else ""
                kind = kind_of_unit(full, issuer or known.agency or "")
                entries[key] = UnitEntry(ids.free(full), full, kind, like)
            if full != name and name not in entries[key].aliases:
                entries[key].aliases.append(name)
    named = {name_key(e.name) for e in entries.values()}
    for entry in entries.values():
        entry.aliases = [a for a in entry.aliases if name_key(a) not in named]
    return list(entries.values())


def _like(name: str, known: Known) -> str:
    """The registered name that differs by a character or so: 综合协凋科 is probably 综合协调科."""
    return next(
        iter(difflib.get_close_matches(name, sorted(known.units - known.unit_ids), n=1, cutoff=_ALIKE)), ""
    )


def _full_name(name: str, words: str) -> str:
    """The name with the prefix that governs its list (省局), if one does."""
    if PREFIX.search(words) is None:
        return name
    for part in re.split(r"[，,；;：:]", words.strip("（）()〔〕[]【】")):
        names = split_names(part)
        prefix = PREFIX.match(names[0]) if names else None
        if prefix and name in names[1:] and not _FOREIGN.match(name):
            return prefix.group() + name
    return name


def new_policies(imports: Iterable[Imported], known: Known) -> list[PolicyEntry]:
    """Entries for cited documents that no registered name covers; newspapers are marked, the document itself
    is none.

    A mere word for a kind of document (条例) is neither a title nor an alias: another document means another
    by it.
    """
    entries: dict[str, PolicyEntry] = {}
    ids = Slugs(known.policy_ids, POLICY_ID)
    names = set(known.policies)
    for imported in imports:
        short = find_explained(imported.cites)
        for cite in imported.cites:
            title = printable(" ".join(cite.title.split()))
            if (
                not title
                or cite.own
                or cite.title in short
                or is_kind_of_document(title)
                or name_key(title) in names
            ):
                continue
            names.add(name_key(title))
            entry = PolicyEntry(ids.free(title), title, cite.number, [], cite.press)
            alias = printable(cite.alias or "")
            if (
                alias
                and cite.alias in short
                and not is_kind_of_document(alias)
                and name_key(alias) not in names
            ):
                names.add(name_key(alias))
                entry.aliases.append(alias)
            entries[name_key(title)] = entry
    return list(entries.values())


def units_yaml(entries: list[UnitEntry]) -> str:
    """The entries as they stand under `units:` of agency.yml."""
    items = [
        Mapping(
            {
                "id": e.id,
                "name": e.name,
                "kind": e.kind if e.kind != "internal" else None,
                "aliases": e.aliases,
            },
            _asked(e),
        )
        for e in entries
    ]
    return _list_body("units", items)


def _asked(entry: UnitEntry) -> list[str]:
    """What a person has to look at, of a unit to be registered."""
    alike = (
        f"{REVIEW}与已登记的“{entry.like}”相近；如果是同一个单位，请删去这一项，并在正文里改成“{entry.like}”，"
        "或登记为它的别名"
    )
    return [*([alike] if entry.like else []), *([_UNKNOWN_KIND] if entry.kind is None else [])]


def told_kinds(entries: Sequence[UnitEntry]) -> list[str]:
    """Which units were taken for bodies outside the agency, and of which it is not known, in sentences."""
    outside = [entry.name for entry in entries if entry.kind == "external"]
    unknown = [entry.name for entry in entries if entry.kind is None]
    return [
        *([f"请核对：{_listed(outside)}按名称登记为外部单位（kind: external），是不是？"] if outside else []),
        *(
            [f"请核对：{_listed(unknown)}看不出是不是本机关的，没有写 kind，当作内设机构。"]
            if unknown
            else []
        ),
    ]


def _listed(names: list[str]) -> str:
    more = f"等 {len(names)} 个单位" if len(names) > _MOST_NAMED else ""
    return "、".join(f"“{name}”" for name in names[:_MOST_NAMED]) + more


def policies_yaml(entries: list[PolicyEntry]) -> str:
    """The entries as they stand under `policies:` of policies.yml."""
    items = [
        Mapping(
            {"id": e.id, "title": e.title, "aliases": e.aliases, "number": e.number},
            [f"{REVIEW}报刊，不是引用文件，可以删去"] if e.press else [],
        )
        for e in entries
    ]
    return _list_body("policies", items)


def _list_body(key: str, items: list[Mapping]) -> str:
    return write(Mapping({key: items})).split("\n", 1)[1] if items else ""
