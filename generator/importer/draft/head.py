"""The head of a draft: where the text comes from, and what the head block of a page or a notice states."""

from __future__ import annotations

import re
from typing import Any

from generator.importer.draft.yaml_text import REVIEW, Mapping, Noted, printable, title_or
from generator.importer.outline.result import Imported
from generator.importer.words.dates import find_date
from generator.importer.words.paper_lines import unbracketed
from generator.model import placeholders
from generator.model.paper_marks import KIND_LABEL, PERIOD_LABEL, Mark

_DISCLOSURE = {
    "索引号": "index_number",
    "信息索引号": "index_number",
    "主题分类": "subject",
    "发布机构": "publisher",
    "发文机关": "publisher",
    "发文单位": "publisher",
    "制发机关": "publisher",
    "有效性": "validity",
    "效力状态": "validity",
    "公开方式": "method",
    "公开时限": "time_limit",
    "公开依据": "basis",
    "所属领域": "field",
    "一级事项": "item_level_1",
    "二级事项": "item_level_2",
    "公开主体": "body",
}
_ORDER = (
    "index_number",
    "subject",
    "publisher",
    "formed",
    "published",
    "number",
    "validity",
    "method",
    "time_limit",
    "basis",
    "field",
    "item_level_1",
    "item_level_2",
    "body",
    "levels",
)
_USED = frozenset(
    {
        *_DISCLOSURE,
        "发文字号",
        "文号",
        "文件编号",
        "成文日期",
        "成文时间",
        "生成日期",
        "发文日期",
        "印发日期",
        "发布日期",
        "发布时间",
        "公开日期",
        "标题",
        "信息名称",
        "文件名称",
        "公开渠道和载体",
        "公开层级",
        "公开层级1",
        "公开层级2",
        "公开层级3",
        KIND_LABEL,
        PERIOD_LABEL,
    }
)


def origin(imported: Imported) -> Mapping:
    """Where the text comes from."""
    published = _moment(
        imported.meta.get("发布日期") or imported.meta.get("发布时间") or imported.meta.get("公开日期") or ""
    )
    publisher: Any = title_or(
        imported.issuer, Noted(placeholders.NO_PUBLISHER, f"{REVIEW}原文没有写明发布机关")
    )
    return Mapping(
        {
            "publisher": publisher,
            "published": published,
            "file": printable(imported.source.name.rsplit("/", 1)[-1]) or None,
        }
    )


def remarks(imported: Imported, mark: Mark) -> list[str]:
    """What a paper that was handed out says below its text, each line without its bracket."""
    said = (unbracketed(b.words) for b in imported.blocks if b.mark == mark)
    return [words for line in said if (words := printable(line))]


def disclosure(imported: Imported) -> Mapping:
    """The head block."""
    values: dict[str, Any] = {}
    for label, value in imported.meta.items():
        if value and label in _DISCLOSURE:
            values.setdefault(_DISCLOSURE[label], value)
    formed = find_date(
        imported.meta.get("成文日期") or imported.meta.get("生成日期") or imported.meta.get("发文日期") or ""
    )
    signed = imported.date if any(b.kind == "signature" for b in imported.blocks) else None
    values["formed"] = formed.isoformat() if formed else signed
    values["published"] = _moment(
        imported.meta.get("发布日期") or imported.meta.get("发布时间") or imported.meta.get("公开日期") or ""
    )
    values["number"] = imported.doc_number
    levels = [
        imported.meta[k] for k in ("公开层级", "公开层级1", "公开层级2", "公开层级3") if imported.meta.get(k)
    ]
    channels = imported.meta.get("公开渠道和载体")
    if levels and channels:
        values["levels"] = [Mapping({"level": v, "channels": channels}) for v in levels]
    return Mapping({k: values[k] for k in _ORDER if values.get(k)})


def fields_beside(imported: Imported) -> list[str]:
    """The fields of the head block that a record has no place for, as printed."""
    return [f"{label}：{value}" for label, value in imported.meta.items() if value and label not in _USED]


def _moment(words: str) -> str | None:
    """A date, with its time of day where one is printed."""
    day = find_date(words)
    if day is None:
        return None
    time = re.search(r"\b([01]?\d|2[0-3]):([0-5]\d)", words)
    return f"{day.isoformat()} {int(time.group(1)):02d}:{time.group(2)}" if time else day.isoformat()
