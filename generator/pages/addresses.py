"""Addresses that two sources claim: who they are, each by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.content import places
from generator.content.load import Content
from generator.content.markdown_pages import PAGES
from generator.content.page_files import key_of
from generator.library.build import Library
from generator.library.redirects import Answers, Redirect, redirects
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
    """Every address that is claimed again. `taken` are pages that are there besides the planned ones.

    Two entries of one file with one id are left out: of these it is told that the id is given twice.
    """
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
    clashes = (clash for address, claims in repeated.items() for clash in _clashes(address, claims))
    return [clash for clash in clashes if not _is_of_ids(clash.claim, clash.other)]


def _is_of_ids(one: AddressClaim, other: AddressClaim) -> bool:
    return one.file == other.file and one.path[-1:] == other.path[-1:] == ("id",)


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


def dangling_redirects(
    pages: Iterable[Page], taken: Iterable[str], library: Library, files: Collection[str] = ()
) -> Iterator[Finding]:
    """Entries of moved.yml whose new address leads nowhere, or on. `files` are no pages, as calendars."""
    content = library.content
    notices = {page.address for page in pages if page.template == "moved.html"}
    living = ({page.address for page in pages} | set(taken) | set(files)) - notices
    answers = Answers(content.moved)
    lost: dict[int, list[Redirect]] = {}
    for one in redirects(content.moved, (a.address for a in content.addresses), living):
        if one.to and one.to not in living:
            lost.setdefault(one.place, []).append(one)
    for index, group in lost.items():
        where = ("moved", index, "to")
        if chained := next((one for one in group if answers.at(one.to)), None):
            yield Finding("moved.yml", where, f"新地址 {chained.to} 自己也改址了", "请写最后的地址")
        elif not content.broken:  # its page may be in a broken file
            more = f"（这一条下面这样的地址共 {len(group)} 个）" if len(group) > 1 else ""
            yield Finding(
                "moved.yml", where, f"新地址 {group[0].to} 没有页面{more}", _lost_hint(group[0], content)
            )
    for index, entry in enumerate(content.moved):
        for name in ("address", "swapped") if entry.swapped else ():
            if getattr(entry, name) not in living and not content.broken:
                yield Finding(
                    "moved.yml",
                    ("moved", index, name),
                    f"互换的地址 {getattr(entry, name)} 没有页面",
                    "请核对地址；已经没有页面的，请写 to，不写 swapped",
                )
        if entry.address in files and not entry.address.endswith((".html", "/")) and not entry.swapped:
            yield Finding(
                "moved.yml",
                ("moved", index, "address"),
                f"原地址 {entry.address} 的文件还在",
                "请核对地址；没有改址的，请删除这一条",
            )
        if entry.swapped and entry.to:
            yield Finding(
                "moved.yml",
                ("moved", index, "to"),
                "to 和 swapped 只能写一个",
                "互换的写 swapped，改址的写 to",
            )


def _lost_hint(one: Redirect, content: Content) -> str:
    if content.moved[one.place].address.endswith("/"):
        return f"请核对地址；只有这一个地址不能对应的，请为 {one.address} 另写一条"
    return "请核对地址"
