"""Filled sheets of a document beside the document as it is -> what is to be changed, and what is wrong.

A sheet says of each row what it was when it was written. A row that differs now was changed on both sides if
the sheet changed it, too: that is a conflict, told with both texts. So is a row of which two sheets say
different things. Rows that were moved, removed or added are told; no task comes or goes by a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.problems import Problem, RecordPath
from generator.sheet.book import LEFT, FilledRow, FilledSheet
from generator.sheet.changes import Around, Change, printed_changes, reported
from generator.sheet.columns import FILLED, PRINTED
from generator.sheet.entries import in_words_of
from generator.sheet.rows import Band, Row, for_unit, normal, printed, stamp_of

_NAMES = ("number", "task", "measures")  # the columns that say which row it is
_NAMED = 5  # rows that a sentence names
_AGAIN = "请重新导出一份，把要改的抄过去"


class Wanted(NamedTuple):
    """A change and the row that it is of."""

    row: Row
    change: Change


@dataclass(slots=True)
class Taken:
    """What the sheets of one document come to."""

    wanted: list[Wanted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def take(sheets: Sequence[FilledSheet], rows: Sequence[Row | Band], around: Around) -> Taken:
    """All sheets of a document in one go. Pure."""
    taken = Taken()
    by_key = {row.key: row for row in rows}
    found: list[Wanted] = []
    for sheet in sheets:
        known = list(_known(sheet, by_key, taken.problems))
        for filled, row in known:
            found += _of_row(filled, row, around, taken.problems)
        taken.problems += _order_and_gaps(sheet, [row for _, row in known], rows)
    taken.wanted = list(_agreed(found, taken.problems))
    return taken


def _known(
    sheet: FilledSheet, by_key: dict[str, Row | Band], problems: list[Problem]
) -> Iterator[tuple[FilledRow, Row]]:
    """The rows of a sheet, each with the row of the document that it is."""
    seen: dict[str, int] = {}
    mixed: list[tuple[FilledRow, FilledRow]] = []
    stamps = _stamps(sheet.rows)
    for filled in sheet.rows:
        key = filled.words.get("key", "")
        row = by_key.get(key)
        if key and not _visible(filled):
            continue  # emptied: it counts as removed
        if key in seen:
            what = f"与第 {seen[key]} 行是同一项（编号 {key}），可能是复制出来的"
            problems.append(filled.place.says(what, "请只留一行"))
        elif isinstance(row, Band):
            problems += _of_band(filled, row)
        elif row is None:
            problems.append(_unknown(filled, key, sheet.scope.document))
        elif not filled.is_sound:
            pass  # what could not be read is told already
        elif stamp_of(filled.words.get("hash", "")) is None:
            what = "隐藏的校验列被清空或改动了，不知道导出时这一行是什么"
            problems.append(filled.place.says(what, _AGAIN))
        elif (other := _mixed_up(filled, stamps)) is not None:
            mixed.append((filled, other))
        else:
            yield filled, row
        if key:
            seen.setdefault(key, filled.place.row)
    problems += _of_mixed(mixed)


def _of_mixed(mixed: Sequence[tuple[FilledRow, FilledRow]]) -> list[Problem]:
    if not mixed:
        return []
    filled, other = mixed[0]
    more = f"（共 {len(mixed)} 行如此）" if len(mixed) > 1 else ""
    what = f"的内容是第 {other.place.row} 行那一项的，与隐藏的编号对不上{more}，可能只排序或粘贴了一部分列"
    return [filled.place.says(what, "请撤销排序，或重新导出一份，把填好的内容抄过去")]


def _visible(filled: FilledRow) -> bool:
    return any(filled.words.get(name) for name in (*PRINTED, *FILLED))


def _of_band(filled: FilledRow, band: Band) -> list[Problem]:
    if [filled.words[n] for n in (*PRINTED, *FILLED) if n in filled.words] == [normal(band.heading)]:
        return []
    what = f"是章节标题“{band.heading}”，这一行不能改，也不能填"
    return [filled.place.says(what, "请改回来；进展请填在任务的行里，标题请改 YAML 文件")]


def _unknown(filled: FilledRow, key: str, document: str) -> Problem:
    words = next(filled.words[name] for name in (*PRINTED, *FILLED) if name in filled.words)
    if not key:
        what = f"“{' '.join(words.split())[:30]}”没有编号，像是新加的，没有导入"
        hint = "新任务请写进 YAML 文件；进展请填在原有的行里"
        return filled.place.says(what, hint, "warning", LEFT)
    if not key.startswith(f"{document}/"):
        what = f"“{' '.join(words.split())[:30]}”是另一份文件的（编号 {key}）"
        return filled.place.says(what, f"这张表只收 {document} 的，请把这一行移回它自己的表")
    what = f"“{' '.join(words.split())[:30]}”的编号 {key} 在文件里没有"
    return filled.place.says(what, f"可能已经改了编号或删去；{_AGAIN}")


def _mixed_up(filled: FilledRow, stamps: Mapping[tuple[str, ...], FilledRow]) -> FilledRow | None:
    """The row whose words these are, where hidden columns were left behind when the others were sorted."""
    now, before = printed(filled.words), stamp_of(filled.words["hash"])
    other = stamps.get(tuple(now.values()))
    # of two rows of one name, one may come to have the units of the other
    is_another = before is not None and any(now[name] != before.printed[name] for name in _NAMES)
    return other if is_another and other is not filled else None


def _stamps(rows: Sequence[FilledRow]) -> dict[tuple[str, ...], FilledRow]:
    """The rows by what their printed words were."""
    stamped = ((row, stamp_of(row.words.get("hash", ""))) for row in rows)
    return {tuple(stamp.printed.values()): row for row, stamp in stamped if stamp is not None}


def _of_row(filled: FilledRow, row: Row, around: Around, problems: list[Problem]) -> Iterator[Wanted]:
    """What a row wants changed; nothing where it was changed on both sides."""
    before = stamp_of(filled.words["hash"])
    assert before is not None
    now = printed(filled.words)
    edited = [name for name in PRINTED if now[name] != before.printed[name]]
    changes, wrong = printed_changes(filled, row, around, edited)
    reports, unreadable = reported(filled, row)
    changes += reports
    on_both_sides = [
        name for name in edited if not (row.prints(name, before.printed[name]) or row.prints(name, now[name]))
    ]
    if (changes or wrong) and (on_both_sides or not row.is_as(before)):
        wrong = [_conflict(row, change) for change in changes] or [_changed_since(filled, row)]
        changes = []
    problems += [*wrong, *unreadable]
    if filled.is_hidden and changes:
        what = "是隐藏的（或被筛选掉了），其中有改动，也一起导入"
        problems.append(filled.place.says(what, "请取消隐藏，看一遍这一行", "warning"))
    if not wrong:
        yield from (Wanted(row, change) for change in changes)


def _conflict(row: Row, change: Change) -> Problem:
    if change.what == "进展":
        latest = in_words_of(row.progress[-1]) if row.progress else "没有进展，任务的其他内容改过"
        now = f"YAML 文件里最近的进展是“{latest}”"
    else:
        now = f"YAML 文件里现在是“{change.old}”"
    what = f"“{row.heading}”：导出以后 YAML 文件和表里都改了这一行：表里是“{change.new}”，{now}"
    return change.place.says(what, f"请看哪个对：照表里的，直接改 YAML 文件；照文件的，{_AGAIN}")


def _changed_since(filled: FilledRow, row: Row) -> Problem:
    what = f"“{row.heading}”：导出以后 YAML 文件和表里都改了这一行"
    return filled.place.says(what, _AGAIN)


def _agreed(found: Sequence[Wanted], problems: list[Problem]) -> Iterator[Wanted]:
    """Each change once; none of those that contradict each other."""
    by_slot: dict[RecordPath, list[Wanted]] = {}
    for wanted in found:
        by_slot.setdefault(wanted.change.slot, []).append(wanted)
    for same in by_slot.values():
        first = same[0]
        others = [wanted for wanted in same[1:] if wanted.change.edits != first.change.edits]
        problems += [_contradiction(first, other) for other in others]
        if not others:
            yield first


def _contradiction(first: Wanted, other: Wanted) -> Problem:
    place = other.change.place
    there = f"{place.file} 的工作表“{place.sheet}”第 {place.row} 行"
    what = (
        f"“{first.row.heading}”的{first.change.what}，这里是“{first.change.new}”，"
        f"{there}却是“{other.change.new}”，两处不一样"
    )
    return first.change.place.says(what, "请问清以后，把其中一处改成一样，或者清空")


def _order_and_gaps(sheet: FilledSheet, known: Sequence[Row], rows: Sequence[Row | Band]) -> list[Problem]:
    """Rows that are not where they were, or not there at all."""
    expected = for_unit(rows, sheet.scope.unit) if sheet.scope.unit else rows
    order = {row.key: n for n, row in enumerate(rows)}
    problems: list[Problem] = []
    keys = [filled.words["key"] for filled in sheet.rows if filled.words.get("key") in order]
    moved = next((i for i in range(1, len(keys)) if order[keys[i]] < order[keys[i - 1]]), 0)
    if moved:
        at = next(filled.place for filled in sheet.rows if filled.words.get("key") == keys[moved])
        hint = "不影响导入，文件里的次序不变"
        problems.append(at.says("起，行的次序与导出时不同", hint, "warning"))
    here = {row.key for row in known} | set(keys)
    emptied = {f.words["key"] for f in sheet.rows if "key" in f.words and not _visible(f)}
    missing = [r for r in expected if isinstance(r, Row) and (r.key not in here or r.key in emptied)]
    if missing:
        named = "、".join(f"“{row.heading}”" for row in missing[:_NAMED])
        what = f"少了 {len(missing)} 行：{named}{'等' if len(missing) > _NAMED else ''}，这些任务没有改动"
        hint = "不影响导入；任务取消了的，状态选“已取消”，不要删行"
        problems.append(sheet.place.says(what, hint, "warning"))
    return problems
