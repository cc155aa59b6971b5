"""`gongkai publish`: everything that must be right, then the files, then what content/ remembers of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.build import build, check, check_all
from generator.checks.registry import CHECKS, ELSEWHERE
from generator.cli.told_changes import left_out
from generator.content.addresses import FILE, read_addresses
from generator.content.config import read_config
from generator.content.sample_config import sample_config
from generator.exports.promises import promised
from generator.library.build import Library
from generator.output.manifest import MANIFEST, read_manifest, sm3_of
from generator.problems import Problem, ProblemsError, has_errors
from generator.publish.carry import Carriage, carry, prepare
from generator.publish.leftovers import leftovers
from generator.publish.place import Place, place_at
from generator.publish.records import (
    PUBLICATIONS,
    Publication,
    in_future,
    publications,
    remember_addresses,
    remember_publication,
)
from generator.publish.refused import words_of_reading, words_of_writing
from generator.publish.verify import Scan, grouped, verify
from generator.publish.words import in_words

_PLACEHOLDERS = "placeholders_left"
_OF_LAW = {check.name for check in (*CHECKS, *ELSEWHERE) if check.at_publication}
_NUMBER = re.compile(r"这里有(?: \d+ 处)?([^“”]+“[^”]*[*][^”]*”)")  # 手机号码“13******”, as it is told
_NOT_ATOMIC = "提醒：文件是逐个更换的，传的时候新旧网页会同时在线；每个文件都完整，首页最后更换。"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `time` of the publication, with its zone."""

    content: Path
    config_file: Path
    site: Path
    to: str
    time: datetime
    dry_run: bool = False
    overwrite: bool = False
    jobs: int = 2
    scan: Scan | None = None


def publish(order: Order, say: Callable[[str], None], tell: Callable[[str], None]) -> list[Problem]:
    """Returns reminders. Raises ProblemsError where anything must be put right first, or the place refuses;
    `say` hears of stages, `tell` what the clerk is to read.
    """
    _refuse_itself(order)
    library = check(order.content)[0]
    warnings = _ready(order, library, say, tell)
    manifest_bytes = (order.site / MANIFEST).read_bytes()
    manifest = read_manifest(manifest_bytes)
    assert manifest, "verified just now"
    names = promised(library)
    old_names = {one.address: one.name for one in read_addresses(order.content / FILE)}
    place, carriage = _prepared(order, lambda place: prepare(manifest, place, overwrite=order.overwrite))
    for line in in_words(carriage.differences, old_names | names):
        tell(line)
    if carriage.resumed:
        tell("上一次发布没有传完，这一次接着传。")
    if order.dry_run:
        both = f"{place.name} 和 {order.content}"
        tell(f"试运行到此为止，{both} 都没有改动。去掉 --dry-run（或 try=1）就会发布。")
        return warnings
    if carriage.order:
        tell(_NOT_ATOMIC)
    carry(carriage, order.site, manifest_bytes.decode(), say)
    warnings += _remember(order, carriage, manifest_bytes, names, tell)
    tell(f"已发布到 {place.name}，版本 {manifest.revision}。")
    return warnings


def _refuse_itself(order: Order) -> None:
    """The place is neither the site itself nor in what it is made from, nor the other way round."""
    if "://" in order.to:
        return
    here = Path(order.to).resolve()
    for other in (order.site, order.content):
        there = other.resolve()
        if here == there or there in here.parents or here in there.parents:
            what, hint = f"发布到的地方与 {other} 重叠", "请另给一个目录，如网站服务器的根目录"
            raise ProblemsError([Problem(order.to, 0, 0, what, hint, rule="publish")])


def _ready(
    order: Order, library: Library, say: Callable[[str], None], tell: Callable[[str], None]
) -> list[Problem]:
    """Check, build, verify; what is left out is told. Raises ProblemsError with all that stops it."""
    config = read_config(order.config_file)
    say("检查内容")
    today = order.time.date()
    problems = check_all(order.content, order.config_file, today, publishing=True)
    drafts = {draft.file for draft in library.content.drafts}
    stops = list(_stops(problems, {f"{order.content.name}/{file}" for file in drafts}))
    told = {(one.file, one.line) for one in stops}
    stops += leftovers(order.content, told, {order.content / file for file in drafts})
    if sample := sample_config(config, order.config_file.name, "error"):
        stops.append(sample)
    if stops:
        raise ProblemsError(stops)
    built = build(order.content, order.config_file, order.site, order.jobs, say, today=today)
    say("核对生成的网站")
    reminders = [*built.problems, *(one for one in problems if one.rule in _OF_LAW)]
    found = grouped(_not_yet_told(verify(order.site, order.scan, order.jobs), reminders))
    if has_errors(found):
        raise ProblemsError(found)
    if built.aside:
        tell(left_out(built.aside))
    return [*dict.fromkeys(reminders), *found]


def _not_yet_told(found: Iterable[Problem], reminders: Iterable[Problem]) -> list[Problem]:
    """What is wrong in the finished files, without reminders of what was told where it comes from: numbers of
    one kind with the same beginning.
    """
    told = {words for one in reminders for words in _NUMBER.findall(one.what)}
    return [
        one
        for one in found
        if one.severity == "error" or not told.issuperset(_NUMBER.findall(one.what) or [""])
    ]


def _stops(problems: Iterable[Problem], drafts: Container[str]) -> Iterator[Problem]:
    """Errors, and what is still a gap in anything that goes out."""
    for one in problems:
        if one.severity == "error":
            yield one
        elif one.rule == _PLACEHOLDERS and one.file not in drafts:
            yield replace(one, severity="error")


def _prepared(order: Order, prepare_at: Callable[[Place], Carriage]) -> tuple[Place, Carriage]:
    try:
        place = place_at(order.to)
        return place, prepare_at(place)
    except OSError as error:
        what = f"打不开发布的地方：{words_of_reading(error)}"
        hint = "请核对 --to 的地址、网络和权限；什么也没有改动"
        raise ProblemsError(
            [Problem(str(error.filename or "--to"), 0, 0, what, hint, rule="publish")]
        ) from error


def _remember(
    order: Order, carriage: Carriage, manifest: bytes, names: dict[str, str], tell: Callable[[str], None]
) -> list[Problem]:
    """addresses.txt and publications.csv; a publication of nothing new at the same place is none."""
    before, revision, found = publications(order.content), carriage.new.revision, carriage.differences
    there = [one for one in before if one.place == carriage.place.name]
    try:
        added = remember_addresses(order.content, names, revision)
        if added:
            tell(f"{order.content / FILE} 里新记下 {added} 个地址，请和内容一起提交到 git。")
        if not there or there[-1].revision != revision:
            remember_publication(
                order.content,
                Publication(
                    order.time.isoformat(timespec="seconds"),
                    revision,
                    hashlib.sha256(manifest).hexdigest(),
                    sm3_of(manifest),
                    carriage.place.name,
                    *(str(len(some)) for some in (found.new, found.changed, found.gone)),
                ),
            )
    except OSError as error:
        what = f"网站已经发布，但没有记下来：{words_of_writing(error)}"
        hint = "请检查这个目录的写入权限，再运行一次同样的命令"
        file = str(error.filename or order.content)
        raise ProblemsError([Problem(file, 0, 0, what, hint, rule="publish")]) from error
    if before and in_future(before[-1], order.time):
        what = f"上一次发布的时间 {before[-1].time} 比这一次还晚"
        hint = "请核对电脑的时钟，或用 --time 写明时间"
        file = f"{order.content.name}/{PUBLICATIONS}"
        return [Problem(file, 0, 0, what, hint, severity="warning", rule="publish")]
    return []
