"""The fidelity report: where every character went, what was found, what to look at. Chinese, for a terminal."""

from __future__ import annotations

from generator.importer.imported import Imported

_KINDS = {"plan": "工作计划", "summary": "工作总结", "mixed": "总结及计划", "assignment": "责任分解表"}
_SHOWN = 20


def report(imported: Imported) -> str:
    """The report of one import."""
    cover = imported.coverage
    name = imported.source.name or "文本"
    if not any(line.text.strip() for line in imported.source.lines):
        return f"错误：{name} 是空的，没有文字可以导入，请检查是否选错了文件。"
    aside = sum(cover.aside.values())
    lost = cover.source - cover.placed - aside
    units = {u.name for t in imported.tasks for u in t.units}
    lines = [
        f"导入报告：{name}",
        f"  标题：{imported.title or '（没有找到）'}",
        f"  机关：{imported.issuer or '（没有找到）'}　日期：{imported.date or '（没有找到）'}　文号：{imported.doc_number or '（无）'}",
        f"  类型：{_KINDS[imported.kind]}　时期：{imported.period or '（没有找到）'}",
        f"  原文 {cover.source} 字：放入 {cover.placed} 字，搁置 {aside} 字，未放置 {lost} 字",
    ]
    if cover.aside:
        lines.append("  搁置的内容：" + "，".join(f"{label} {count}" for label, count in cover.aside.items()))
    for number, words in cover.unplaced[:_SHOWN]:
        lines.append(f"  未放置：第 {number} 行 {words.strip()[:40]}")
    lines.append(
        f"  任务 {len(imported.tasks)} 项，责任单位 {len(units)} 个，时限 {sum(len(t.deadlines) for t in imported.tasks)} 处，"
        f"指标 {len(imported.figures)} 个，引用文件 {len(imported.cites)} 件"
    )
    press = [c.title for c in imported.cites if c.press]
    if press:
        lines.append("  《》中的报刊（不算引用文件）：" + "、".join(press))
    own = [c.title for c in imported.cites if c.own]
    if own:
        lines.append("  《》中指本文件自己：" + "、".join(own))
    if imported.problems:
        lines.append(f"  需要核对 {len(imported.problems)} 处：")
        for problem in imported.problems[:_SHOWN]:
            place = f"第 {problem.line} 行：" if problem.line else ""
            lines.append(f"    {place}{problem.what}。{problem.hint}。")
        if len(imported.problems) > _SHOWN:
            lines.append(f"    另有 {len(imported.problems) - _SHOWN} 处。")
    return "\n".join(lines)
