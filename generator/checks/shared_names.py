"""A name is that of one agency, and a number that of one cited document: else readers cannot tell which is
meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.library.build import Library
from generator.model.names import name_key
from generator.problems import Finding, RecordPath

_Named = tuple[str, str, RecordPath, str]  # the name as written, the file and the place, whose it is


def find_shared_names(library: Library) -> Iterator[Finding]:
    """One reminder a name that another has before, at the later one. The units of one agency, topics and
    titles of cited documents are looked at as the library joins them.
    """
    yield from _shared(_of_agencies(library), "名称", "请核对 name、short_name 和 aliases，写得让读者分得清")
    yield from _shared(
        _of_policies(library), "文号", "同一份文件登记了两次的，请合并成一项，另一个名称写到 aliases"
    )


def _of_agencies(library: Library) -> Iterator[_Named]:
    for agency in library.agencies:
        record = agency.file.record
        yield record.name, agency.file.file, ("name",), f"机关 {agency.id} "
        if record.short_name:
            yield record.short_name, agency.file.file, ("short_name",), f"机关 {agency.id} "
        for i, alias in enumerate(record.aliases):
            yield alias, agency.file.file, ("aliases", i), f"机关 {agency.id} "


def _of_policies(library: Library) -> Iterator[_Named]:
    for i, policy in enumerate(library.content.policies):
        if policy.number:
            yield policy.number, "policies.yml", ("policies", i, "number"), f"“{policy.title}”"


def _shared(names: Iterable[_Named], what: str, hint: str) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for name, file, path, owner in names:
        first = owners.setdefault(name_key(name), owner)
        if first != owner:
            said = f"{what}“{name}”与{first}的相同"
            yield Finding(file, path, said, f"{hint}；确是如此，可不理会", severity="warning")
