"""Addresses that two sources claim: who they are, each by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.content import places
from generator.content.markdown_pages import PAGES
from generator.library.build import Library, task_places
from generator.pages.page import Page
from generator.problems import Finding, Problem, RecordPath

_OURS = "网站自带的页面"


@dataclass(frozen=True, slots=True)
class Claim:
    """A file of content/ that asks for an address, and where in it; without a place it is the file's name that asks.

    Without a file, the page is one that every site has.
    """

    file: str
    place: RecordPath = ()


@dataclass(frozen=True, slots=True)
class Clash:
    address: str
    claim: Claim
    other: Claim


def collisions(pages: Iterable[Page], taken: Collection[str], library: Library) -> list[Clash]:
    """Every address that is claimed again. `taken` are pages that are there besides the planned ones."""
    pages = list(pages)
    count = Counter(page.address for page in pages)
    count.update(taken)
    repeated: dict[str, list[Claim]] = {address: [] for address, times in count.items() if times > 1}
    for address in repeated:
        if address in taken:
            repeated[address].append(Claim(_hand_written(library.content.root, address)))
    for page in pages if repeated else ():
        if page.address in repeated:
            claims = repeated[page.address]
            places = list(_places(page, library))
            before = sum(claim.file == page.origin and claim.place in places for claim in claims)
            claims.append(Claim(page.origin, places[min(before, len(places) - 1)] if places else ()))
    return [clash for address, claims in repeated.items() for clash in _clashes(address, claims)]


def _clashes(address: str, claims: list[Claim]) -> Iterator[Clash]:
    """Told at the claim that has a line to go to, or else at the later one."""
    first = claims[0]
    for claim in claims[1:]:
        yield (
            Clash(address, first, claim)
            if not claim.file or (first.place and not claim.place)
            else Clash(address, claim, first)
        )


def clash_problems(clashes: Iterable[Clash], root: Path) -> list[Problem]:
    """One problem a clash, with the places of both."""
    pairs = list(clashes)
    claims = list(
        dict.fromkeys(claim for clash in pairs for claim in (clash.claim, clash.other) if claim.place)
    )
    placed = dict(
        zip(
            claims,
            places.placed([Finding(claim.file, claim.place, "", "") for claim in claims], root),
            strict=True,
        )
    )
    found = []
    for clash in pairs:
        at = placed.get(clash.claim) or Problem(f"{root.name}/{clash.claim.file}", 0, 0, "", "")
        there = placed.get(clash.other)
        other = (
            f" {there.file}:{there.line}:{there.column} "
            if there
            else f" {root.name}/{clash.other.file} "
            if clash.other.file
            else _OURS
        )
        found.append(
            Problem(
                at.file,
                at.line,
                at.column,
                f"页面地址 {clash.address} 与{other}重复",
                "请给其中一个换编号或文件名",
                at.field,
            )
        )
    return found


def _hand_written(root: Path, address: str) -> str:
    names = (f"{PAGES}/{address.removesuffix('.html')}.md", f"{PAGES}/{address}")
    return next((name for name in names if (root / name).is_file()), "")


def _places(page: Page, library: Library) -> Iterator[RecordPath]:
    """Where in the page's own file its address is asked for."""
    address, file = page.address, page.origin
    for agency in library.agencies if page.template == "unit.html" else ():
        yield from (
            ("units", i, "id")
            for i, unit in enumerate(agency.units)
            if unit.url == address and agency.file.file == file
        )
    for document in library.documents if page.template == "task.html" else ():
        if document.file.file == file:
            urls = {task.url: task.record for task in document.tasks}
            yield from ((*place, "id") for task, place in task_places(document) if task is urls.get(address))
    if page.template == "policy.html":
        yield from (
            ("policies", i, "id") for i, policy in enumerate(library.policies) if policy.url == address
        )
    if page.template == "topic.html":
        yield from (("topics", i, "id") for i, topic in enumerate(library.topics) if topic.url == address)
    if page.template == "moved.html":
        yield from (
            ("moved", i, "address")
            for i, record in enumerate(library.content.moved)
            if record.address == address
        )
