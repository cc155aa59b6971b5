"""The files of a site are carried to their place, in an order in which a reader never meets a dead link.

A publication that breaks off is taken up by the next one: the journal at the place says what may stand there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.output.manifest import MANIFEST, Manifest, Sum, read_manifest
from generator.problems import Problem, ProblemsError
from generator.publish.place import Place
from generator.publish.refused import words_of_writing
from generator.publish.steps import (
    JOURNAL,
    PACKED,
    PROGRESS,
    Differences,
    Journal,
    May,
    Step,
    differences,
    journal_json,
    may_after,
    may_of,
    packed_beside,
    read_journal,
    steps,
    strangers,
)

_EACH = 50  # steps after which it is put down how far things are
_NAMED = 20  # files that a message lists


@dataclass(frozen=True, slots=True)
class Carriage:
    """What is to be carried where. `resumed`: a publication had broken off there. `packed`: what somebody has
    packed beside the files of the site, for servers that send that instead; stale once these change.
    """

    place: Place
    new: Manifest
    old: Manifest | None
    may: May
    order: list[Step]
    differences: Differences
    resumed: bool
    packed: frozenset[str] = frozenset()


def prepare(new: Manifest, place: Place, *, overwrite: bool = False) -> Carriage:
    """Look at the place and decide; nothing is changed. Raises ProblemsError where somebody else has changed
    files there that would be written or removed, OSError where it cannot be reached.
    """
    old = read_manifest(place.read(MANIFEST) or b"")
    may, resumed = _may(place, old)
    there = place.sizes()
    order = steps(may, new.files, there)
    touched = {step.address for step in order} & there.keys()
    found = {address: place.sum_at(address, there[address]) for address in touched}
    if not overwrite and (changed := list(strangers(may, new.files, order, found))):
        raise ProblemsError(_changed(place, changed))
    same = {address for address, here in found.items() if here == new.files.get(address)}
    order = [step for step in order if step.kind == "remove" or step.address not in same]
    if [step.address for step in order] == [MANIFEST] and old == new:
        order = []
    before = {address: min(known) for address, known in _known(may).items()}
    packed = frozenset(packed_beside({*may, *new.files}, there))
    return Carriage(place, new, old, may, order, differences(before, new.files), resumed, packed)


def carry(carriage: Carriage, site: Path, manifest_text: str, say: Callable[[str], None]) -> None:
    """Do it. Raises ProblemsError with what to do where it cannot go on; what was done so far stays, and the
    same command takes it up.
    """
    place, order = carriage.place, carriage.order
    _refuse_if_full(carriage)
    done = 0
    try:
        if order:
            place.put_text(JOURNAL, journal_json(Journal(carriage.may, carriage.new.files, order)))
            place.put_text(PROGRESS, "0\n")
        for done, step in enumerate(order):
            if done and done % _EACH == 0:
                place.put_text(PROGRESS, f"{done}\n")
                say(f"已传 {done} 个文件，共 {len(order)} 个")
            _do(step, carriage, site, manifest_text)
        place.close()
        if order or carriage.resumed:
            place.remove(PROGRESS)
            place.remove(JOURNAL)
    except OSError as error:
        raise ProblemsError([_broken_off(place, error, done, len(order))]) from error


def _do(step: Step, carriage: Carriage, site: Path, manifest_text: str) -> None:
    place, packed = carriage.place, f"{step.address}{PACKED}"
    if packed in carriage.packed:
        place.remove(packed)
    if step.address == MANIFEST:
        if read_manifest(place.read(MANIFEST) or b"") != carriage.old:
            hint = "请等那一次结束，核对是不是两台电脑在发布同一个网站，再运行一次"
            raise ProblemsError(
                [Problem(place.name, 0, 0, "发布期间，别人也在向这里发布", hint, rule="publish")]
            )
        place.put_text(MANIFEST, manifest_text)
    elif step.kind == "remove":
        place.remove(step.address)
    else:
        place.put(step.address, site / step.address)


def _may(place: Place, old: Manifest | None) -> tuple[May, bool]:
    journal = read_journal(place.read(JOURNAL))
    if journal is None:
        return may_of(old), False
    progress = (place.read(PROGRESS) or b"").strip()
    done = int(progress) if progress.isdigit() else 0
    return may_after(journal.before, journal.planned, journal.order, done), True


def _known(may: May) -> dict[str, list[Sum]]:
    """The files that stand there, or may; one that may be gone counts."""
    known = {address: [one for one in found if one] for address, found in may.items()}
    return {address: found for address, found in known.items() if found}


def _refuse_if_full(carriage: Carriage) -> None:
    """Better before anything is changed than half way."""
    files = carriage.new.files
    need = sum(files[step.address].size for step in carriage.order if step.address in files)
    room = carriage.place.room()
    if room is not None and room < need:
        what = f"那里的磁盘放不下：要写 {_megabytes(need)}，只剩 {_megabytes(room)}"
        hint = "什么也没有改动；请腾出空间，再运行一次"
        raise ProblemsError([Problem(carriage.place.name, 0, 0, what, hint, rule="publish")])


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _changed(place: Place, addresses: list[str]) -> list[Problem]:
    hint = (
        "请问清是谁改的：要留的，改到 content/ 里，或给那个文件换个名字；"
        "确定不要的，加上 --overwrite 再运行一次"
    )
    what = "这个文件不是上一次发布的样子，是别人改的或放的，没有动"
    told = [
        Problem(f"{place.name}/{address}", 0, 0, what, hint, rule="publish") for address in addresses[:_NAMED]
    ]
    if len(addresses) > _NAMED:
        told.append(
            Problem(place.name, 0, 0, f"这样的文件还有 {len(addresses) - _NAMED} 个", hint, rule="publish")
        )
    return told


def _broken_off(place: Place, error: OSError, done: int, total: int) -> Problem:
    words = words_of_writing(error)
    if done:
        what = f"传到第 {done} 个文件（共 {total} 个）时停下了：{words}"
        hint = "那里现在新旧网页都有；请解决后再运行一次同样的命令，会从停下的地方接着传"
    else:
        what, hint = f"写不进去：{words}", "请检查地址、权限和磁盘空间；那里的网页没有改动"
    return Problem(place.name, 0, 0, what, hint, rule="publish")
