"""The fidelity report: where every character went, what was found, what to look at. Chinese, for a
terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.importer.account.page_doubts import IN_ATTACHMENT
from generator.importer.draft.gathered import Doubt, joined, kind_of
from generator.importer.draft.to_yaml import drafted_figures, marks
from generator.importer.lines import has_words
from generator.importer.outline.identity import result_nodes
from generator.importer.outline.result import Imported
from generator.importer.words.full_titles import find_explained, full_titles
from generator.importer.words.indicators import figure_phrases
from generator.problems import Problem

_KINDS = {"plan": "工作计划", "summary": "工作总结", "mixed": "总结及计划", "assignment": "责任分解表"}
_SHOWN = 20
_LASTING = re.compile(
    r"每(?:半年|季度?|个月|[年月周旬]度?)(?!报)|长期坚持|持续推进|常态化|(?<!\d)\d{1,2}月?(?:份)?[至—-]\d{1,2}月(?!\d)|年终|按[月季年周](?!度)|\d{1,3}个工作日内|[上下]半年|[一二三四]季度|[“]?[五六七八十]一”?之?前"
)
_OPENING = 12  # characters
# programs show the lines of these with their numbers
_NUMBERED = frozenset(["", ".txt", ".text", ".md", ".csv", ".tsv"])


def report(imported: Imported, draft: str, faults: Sequence[Problem] = ()) -> str:
    """The report of one import; `draft` is its YAML, whose marks 请核对 are counted, `faults` what it lacks
    of the source or has beyond it: that comes first."""
    cover = imported.coverage
    name = imported.source.name or "文本"
    if not has_words(imported.source.lines):
        what = "里只有看不见的字符" if any(line.text.strip() for line in imported.source.lines) else "是空的"
        return f"错误：{name} {what}，没有文字可以导入，请检查是否选错了文件。"
    aside = sum(cover.aside.values())
    lost = cover.source - cover.placed - aside
    units = {u.name for t in imported.tasks for u in t.units} | {u.name for u in imported.section_units}
    lines = [
        *(f"{name}：{p.what}。{p.hint}。" for p in imported.problems[:1] if p.what.startswith(IN_ATTACHMENT)),
        *_faults(name, faults),
        f"导入报告：{name}",
        f"  标题：{imported.title or '（没有找到）'}",
        f"  机关：{imported.issuer or '（没有找到）'}　日期：{imported.date or '（没有找到）'}"
        f"　文号：{imported.doc_number or '（无）'}",
        f"  类型：{_KINDS[imported.kind]}　时期：{imported.period or '（没有找到）'}",
        f"  原文 {cover.source} 字：放入 {cover.placed} 字，搁置 {aside} 字，未放置 {lost} 字",
    ]
    if cover.aside:
        lines.append("  搁置的内容：" + "，".join(f"{label} {count}" for label, count in cover.aside.items()))
    for number, words in cover.unplaced[:_SHOWN]:
        lines.append(f"  未放置：第 {number} 行 {words.strip()[:40]}")
    lines.append(
        f"  任务 {len(imported.tasks)} 项，责任单位 {len(units)} 个，"
        f"时限 {sum(len(t.deadlines) for t in imported.tasks)} 处，"
        f"指标 {drafted_figures(draft) if draft else len(imported.figures)} 个，"
        f"引用文件 {_cited(imported)} 件"
    )
    spare = figure_phrases(imported.root.text) if draft else []
    if spare:
        lines.append(f"  引言里的数字 {len(spare)} 个没有写成指标：" + "、".join(spare[:_SHOWN]))
    rhythms = _rhythms(imported)
    if rhythms:
        lines.append(
            f"  没有写成指标的频次 {len(rhythms)} 处（说的像是每月、每季度多少；"
            "如果是全年的目标，请补到 indicators）：" + "、".join(rhythms[:_SHOWN])
        )
    passed = _passed_over(imported)
    if passed:
        lines.append(
            f"  没有当作时限的字样 {len(passed)} 处（说的像是做法；如果是时限，请补到 deadlines）："
            + "、".join(passed[:_SHOWN])
        )
    press = [c.title for c in imported.cites if c.press]
    if press:
        lines.append("  《》中的报刊（不算引用文件）：" + "、".join(press))
    own = [c.title for c in imported.cites if c.own]
    if own:
        lines.append("  《》中指本文件自己：" + "、".join(own))
    return "\n".join([*lines, *_to_look_at(imported, marks(draft))])


def _faults(name: str, faults: Sequence[Problem]) -> Iterator[str]:
    """One line that says how many faults the draft has and names the first of them."""
    if faults:
        shown = "；".join(f"第 {p.line} 行：{p.what}" if p.line else p.what for p in faults[:_SHOWN])
        more = f"；另有 {len(faults) - _SHOWN} 处" if len(faults) > _SHOWN else ""
        yield f"错误：{name} 的草稿与原文有 {len(faults)} 处对不上，请先补正再发布：{shown}{more}。"


def _cited(imported: Imported) -> int:
    """How many documents are cited, each counted once, however the text calls it."""
    own = {c.title for c in imported.cites if c.own}
    return sum(title not in own for title in full_titles(imported.cites, find_explained(imported.cites)))


def _rhythms(imported: Imported) -> list[str]:
    """The figures of tasks, each with its line, that say how often or how much each time, and so are not
    drafted."""
    return [
        f"{figure.text}（第 {task.lines[0]} 行起）"
        for task in imported.tasks
        for figure in (*task.figures, *(f for told in task.progress for f in told.figures))
        if figure.is_rhythm
    ]


def _passed_over(imported: Imported) -> list[str]:
    """Words of tasks, each with its line, that tell a time and were not taken for deadlines: 每季度通报,
    6月至9月. Results tell when something was done."""
    found: list[str] = []
    results = result_nodes(imported.root, imported.kind)
    for task in (t for t in imported.tasks if t.node not in results):
        taken = " ".join(task.deadlines)
        found += [
            f"{words}（第 {task.lines[0]} 行起）"
            for words in dict.fromkeys(_LASTING.findall(task.text))
            if words not in taken
        ]
    return found


def _to_look_at(imported: Imported, marked: Sequence[str]) -> list[str]:
    """The doubts with their lines, and how often the draft says what else a person should look at."""
    lines: list[str] = []
    said = {f"{p.what}（原文第 {p.line} 行）" if p.line else p.what for p in imported.problems}
    asked: dict[str, list[str]] = {}
    for words in marked:
        if words not in said:
            asked.setdefault(kind_of(words), []).append(words)
    beside = sorted(((joined(words), len(words)) for words in asked.values()), key=lambda m: -m[1])
    kinds = len(imported.problems) + len(beside)
    places = sum(_count(p) for p in imported.problems) + sum(count for _, count in beside)
    if kinds:
        lines.append(f"  需要核对 {places} 处{f'，分 {kinds} 类' if kinds < places else ''}：")
        for problem in imported.problems[:_SHOWN]:
            place = f"第 {problem.line} 行{_opening(imported, problem.line)}：" if problem.line else ""
            lines.append(f"    {place}{problem.what}。{problem.hint}。")
        if len(imported.problems) > _SHOWN:
            lines.append(f"    另有 {len(imported.problems) - _SHOWN} 类。")
    lines += [f"    草稿中注明“{words}”的 {count} 处。" for words, count in beside[:_SHOWN]]
    rest = sum(count for _, count in beside[_SHOWN:])
    return [*lines, f"    草稿中另有 {rest} 处。"] if rest else lines


def _count(problem: Problem) -> int:
    return problem.count if isinstance(problem, Doubt) else 1


def _opening(imported: Imported, number: int) -> str:
    """How a line begins, where its number alone does not help: nobody counts the paragraphs of a Word
    file."""
    if Path(imported.source.name).suffix.lower() in _NUMBERED:
        return ""
    words = " ".join(next((line.text for line in imported.source.lines if line.number == number), "").split())
    return f"“{words[:_OPENING]}{'…' if len(words) > _OPENING else ''}”" if words else ""
