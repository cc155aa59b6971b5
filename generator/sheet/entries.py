"""What the columns to fill in say -> an entry of progress as content/ has it; nothing is guessed.

A day may be written as people write it, a status in any word that is known. A figure goes to the target whose
name it says; without a name, to the only target there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from generator.content.date_slips import as_written
from generator.model.amounts import SCALES
from generator.model.figure_names import base_unit, name_of_figure
from generator.model.periods import bounds
from generator.model.records import Indicator, Progress
from generator.model.statuses import STATUS_LABEL, class_of
from generator.problems import Problem
from generator.sheet.book import FilledRow
from generator.sheet.columns import FILLED
from generator.sheet.rows import Row

Entry = dict[str, Any]
"""An entry of progress as its YAML is read: date, status, text, indicators"""

_DATES = "请写成 2026-06-30、2026-06、2026年第二季度、2026年上半年 或 2026年"
_NUMBER_AS_DAY = re.compile(
    r"[12]\d{3}"
)  # of a number only a year can be told; 46203 and 2026.1 leave doubts
_MONTH = re.compile(r"([12]\d{3})[-/.年](\d{1,2})月?(?:份|底|末)?")
_QUARTER = re.compile(r"([12]\d{3})年?-?(?:第?([1-4一二三四])季度?|[Qq]([1-4]))")
_HALF = re.compile(r"([12]\d{3})年?-?(?:(上|下)半年?|[Hh]([12]))")
_YEAR = re.compile(r"([12]\d{3})年?(?:全年|底|末)?")
_ORDER = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
_NAMED = re.compile(r"(?P<name>[^:：]+)[:：](?P<amount>.+)")
_AMOUNT = re.compile(
    rf"(?P<number>-?\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*"
    rf"(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})?(?P<unit>\D*)"
)


def entry_of(filled: FilledRow, row: Row) -> tuple[Entry | None, list[Problem]]:
    """The entry that a row's filled columns make; None where they are empty, or say only when."""
    words = {name: filled.words.get(name, "") for name in FILLED}
    if not any(words.values()):
        return None, []
    if not (words["text"] or words["status"] or words["figures"]):
        what, hint = "只写了日期，没有落实情况，没有导入", "有进展的请填落实情况、状态或完成数"
        return None, [filled.at("date").says(what, hint, "warning")]
    problems: list[Problem] = []
    entry: Entry = {"date": _date(filled, words["date"], problems)}
    if words["status"]:
        entry["status"] = words["status"]
        if words["status"] not in STATUS_LABEL and class_of(words["status"]) is None:
            known = "、".join(STATUS_LABEL.values())
            what = f"“{words['status']}”不是认得的状态"
            problems.append(filled.at("status").says(what, f"请写 {known} 中的一个；别的说法写进落实情况"))
    if words["text"]:
        entry["text"] = words["text"]
    if figures := _figures(filled, words["figures"], row.targets, problems):
        entry["indicators"] = figures
    return (None, problems) if problems else (entry, [])


def is_said_already(entry: Entry, known: Sequence[Progress]) -> bool:
    """Whether the very same entry stands there."""
    return any(_key(entry) == _key(_as_entry(progress)) for progress in known)


def in_words(entry: Entry) -> str:
    """An entry on one line, for a person: 2026-06-30，已完成，完成 12公里，“……”."""
    figures = "、".join(
        f"{one['name']} {one['value']}{one.get('unit', '')}" for one in entry.get("indicators", [])
    )
    text = f"“{' '.join(entry['text'].split())}”" if "text" in entry else ""
    return "，".join(
        filter(None, (entry["date"], entry.get("status", ""), figures and f"完成 {figures}", text))
    )


def in_words_of(progress: Progress) -> str:
    """As `in_words`, of an entry that is there."""
    return in_words({name: value for name, value in _as_entry(progress).items() if value})


def _key(entry: Entry) -> tuple[Any, ...]:
    figures = [(one["name"], Decimal(one["value"]), one.get("unit")) for one in entry.get("indicators", [])]
    status = entry.get("status", "")
    return entry["date"], STATUS_LABEL.get(status, status), entry.get("text", ""), figures


def _as_entry(progress: Progress) -> Entry:
    return {
        "date": progress.date,
        "status": progress.status.words if progress.status else "",
        "text": progress.text or "",
        "indicators": [{"name": f.name, "value": f.value, "unit": f.unit} for f in progress.indicators],
    }


def _date(filled: FilledRow, words: str, problems: list[Problem]) -> str:
    if not words:
        what = "没有填"
        problems.append(filled.at("date").says(what, f"写了落实情况的，请写明时间；{_DATES}"))
        return ""
    found = day_of(words)
    if found and "date" in filled.numbers and not _NUMBER_AS_DAY.fullmatch(words):
        found = ""
    if not found:
        kind = "是一个数字" if "date" in filled.numbers else "不是日历上的时间"
        problems.append(filled.at("date").says(f"“{words}”{kind}", _DATES))
    return found


def day_of(words: str) -> str:
    """The day, month, quarter, half or year that words name, as 2026-06-30, 2026-06, 2026-Q2, 2026-H1, 2026;
    empty where they name none that there is.
    """
    bare = "".join(normalize("NFKC", words).split())
    day = as_written(bare)[:10]
    if day and not re.fullmatch(r"\d{8}", bare):
        return day
    if found := _MONTH.fullmatch(bare):
        period = f"{found[1]}-{int(found[2]):02d}"
    elif found := _QUARTER.fullmatch(bare):
        part = found[2] or found[3]
        period = f"{found[1]}-Q{_ORDER.get(part, part)}"
    elif found := _HALF.fullmatch(bare):
        part = found[2] or found[3]
        period = f"{found[1]}-H{_ORDER.get(part, part)}"
    elif found := _YEAR.fullmatch(bare):
        period = found[1]
    else:
        return day
    try:
        bounds(period)
    except ValueError:
        return ""
    return period


def _figures(
    filled: FilledRow, words: str, targets: Sequence[Indicator], problems: list[Problem]
) -> list[dict[str, str]]:
    found = []
    for line in words.splitlines():
        figure = _figure(line.strip(), targets)
        if isinstance(figure, dict):
            found.append(figure)
        elif line.strip():
            problems.append(filled.at("figures").says(*figure))
    return found


def _figure(line: str, targets: Sequence[Indicator]) -> dict[str, str] | tuple[str, str]:
    """The figure that a line says; or what is wrong with it, and what to do."""
    named = _NAMED.fullmatch(line)
    name, words = (named["name"].strip(), named["amount"].strip()) if named else ("", line)
    meant = [t for t in targets if not name or name_of_figure(t.name) == name_of_figure(name)]
    names = "、".join(dict.fromkeys(target.name for target in targets))
    if not targets:
        return f"“{line}”没有目标可以对照：这一行没有登记目标数", "请写进落实情况"
    if not meant:
        return f"的“{name}”不是这一行的目标", f"目标是 {names}；其他的数请写进落实情况"
    if len(meant) > 1:
        return f"“{line}”没有写明是哪一个目标的", f"这一行的目标有 {names}，请写成 名称：数，一行一个"
    amount = _AMOUNT.fullmatch(normalize("NFKC", words))
    if amount is None:
        return f"“{words}”不是一个数", "请只写数，可以带单位，如 12.6公里；说明写进落实情况"
    return _of_target(line, words, amount, meant[0])


def _of_target(
    line: str, words: str, amount: re.Match[str], target: Indicator
) -> dict[str, str] | tuple[str, str]:
    number = Decimal(re.sub("[,，]", "", amount["number"]))
    scale, bare = amount["scale"] or "", amount["unit"].strip()
    unit = target.unit or ""
    if scale and not bare:
        return f"“{line}”只写了“{scale}”，没有写单位", f"请写全，如 {words}{base_unit(unit)[0]}"
    if bare and base_unit(scale + bare)[0] != base_unit(unit)[0]:
        return f"“{line}”的单位与目标的“{unit or '没有单位'}”对不上", "请核对；换了单位的请改成目标的单位"
    printed = scale + bare or unit
    figure = {"text": f"{amount['number']}{printed}", "name": target.name, "value": f"{number:f}"}
    if scale and not bare.endswith("元"):  # content/ writes 22.54万条 as 225400 条, and 300万元 as it is
        figure["value"], printed = f"{(number * SCALES[scale]).normalize():f}", bare
    return {**figure, **({"unit": printed} if printed else {}), "kind": "actual"}
