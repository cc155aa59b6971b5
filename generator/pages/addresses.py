"""Addresses that two sources claim: who they are, each by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content import places
from generator.content.markdown_pages import PAGES
from generator.content.page_files import key_of
from generator.library.build import Library
from generator.pages.page import Page
from generator.problems import Finding, Problem, RecordPath

_OURS = "网站自带的页面"


@dataclass(frozen=True, slots=True)
class AddressClaim:
    """A file of content/ that asks for an address, and where in it, as a page says it."""

    file: str
    path: RecordPath = ()


@dataclass(frozen=True, slots=True)
class Clash:
    address: str
    claim: AddressClaim
    other: AddressClaim


def collisions(pages: Iterable[Page], taken: Collection[str], root: Path) -> list[Clash]:
    """Every address that is claimed again. `taken` are pages that are there besides the planned ones."""
    pages = list(pages)
    count = Counter(page.address for page in pages)
    count.update(taken)
    repeated: dict[str, list[AddressClaim]] = {address: [] for address, times in count.items() if times > 1}
    for address in repeated:
        if address in taken:
            repeated[address].append(AddressClaim(_hand_written(root, address)))
    for page in pages:
        if page.address in repeated:
            repeated[page.address].append(AddressClaim(page.origin, page.path))
    return [clash for address, claims in repeated.items() for clash in _clashes(address, claims)]


def alike(pages: Iterable[Page], by_hand: Mapping[str, str]) -> Iterator[Problem]:
    """Hand-written pages whose address differs from a planned one by case alone: on a disk of Windows one of
    the two would be lost. `by_hand` has the file of each, as shown.
    """
    keys = {key_of(address): file for address, file in by_hand.items() if address != key_of(address)}
    for page in pages if keys else ():
        if file := keys.get(page.address):
            what = f"与网页 {page.address} 只差大小写，拷到 Windows 上会互相覆盖"
            yield Problem(file, 0, 0, what, "请换一个文件名")


def _clashes(address: str, claims: list[AddressClaim]) -> Iterator[Clash]:
    """Told at the claim that has a line to go to, or else at the later one."""
    first = claims[0]
    for claim in claims[1:]:
        yield (
            Clash(address, first, claim)
            if not claim.file or (first.path and not claim.path)
            else Clash(address, claim, first)
        )


def clash_problems(clashes: Iterable[Clash], root: Path) -> list[Problem]:
    """One problem a clash, with the places of both."""
    pairs = list(clashes)
    claims = list(
        dict.fromkeys(claim for clash in pairs for claim in (clash.claim, clash.other) if claim.path)
    )
    placed = dict(
        zip(
            claims,
            places.placed([Finding(claim.file, claim.path, "", "") for claim in claims], root),
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


def dangling_redirects(pages: Iterable[Page], taken: Iterable[str], library: Library) -> Iterator[Finding]:
    """Moved pages whose new address leads nowhere, or on."""
    addresses = {page.address for page in pages} | set(taken)
    moved = {record.address for record in library.content.moved}
    for i, record in enumerate(library.content.moved):
        # its page may be in a broken file
        if record.to and record.to not in addresses and not library.content.broken:
            yield Finding("moved.yml", ("moved", i, "to"), f"新地址 {record.to} 没有页面", "请核对地址")
        elif record.to in moved:
            yield Finding(
                "moved.yml", ("moved", i, "to"), f"新地址 {record.to} 自己也改址了", "请写最后的地址"
            )
