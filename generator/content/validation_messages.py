"""pydantic's findings in plain Chinese: what is wrong with a field, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from generator.content import date_slips, yaml_slips
from generator.content.chinese_names import field_named
from generator.model.record import Record, fields_of
from generator.model.routes import ID
from generator.model.statuses import STATUS_LABEL
from generator.problems import Finding

_PATTERNS: list[tuple[str, str, str]] = [
    (
        f"^{ID}$",
        "编号“{input}”不能作地址",
        "编号只用小写字母、数字和短横线，最长 64 个字符，如 2024-yaodian",
    ),
    ("|[^@\\s", "“{input}”不是邮箱，也不是网址", "请写成 jiucuo@example.gov.cn 或 https:// 开头的网址"),
    ("^https?://", "“{input}”不是网址", "网址以 http:// 或 https:// 开头，中间没有空格"),
    (
        "(-(H[12]|Q[1-4]|[0-9]{2}(",
        "“{input}”不是进展的时间",
        "请写成 2026-06-30、2026-06、2026-Q2、2026-H1 或 2026",
    ),
    ("(-(H", "“{input}”不是时期", "时期写成 2024、2024-H1、2024-Q3、2024-05 或 2021/2025"),
    ("^[a-z0-9-]+/[a-z0-9-]+/", "“{input}”不是任务地址", "请写成 机关/文件/任务，如 wuhu/2024-yaodian/02"),
    (
        "序号|[1-9]位",
        "索引号的样式“{input}”看不懂",
        "可写 {{年}}、{{月}}、{{日}}、{{序号}}、{{5位}}，至少一项，其余照写，如 000014349/{{年}}-{{5位}}",
    ),
    ("^[^/<", "“{input}”不是页面地址", "请写从网站根目录起的地址，如 wuhu/2024-yaodian/21.html"),
    ("^#[0-9a-f", "“{input}”不是颜色", "颜色写成 #1f5a99 的样子"),
]

PROGRESS_DATE = "请写成 2026-06-30、2026-06、2026-Q2、2026-H1 或 2026"
_AS_SAMPLE = "请参照 gongkai new 生成的样板"
_SIMPLE: dict[str, tuple[str, str]] = {
    "string_type": ("“{field}”应是一段文字", "请检查缩进：下面不能再有列表或小项"),
    "string_too_short": ("“{field}”是空的", "请填写内容，或删除这一行"),
    "string_too_long": ("“{field}”太长", "请缩短到 {max_length} 个字符以内"),
    "list_type": ("“{field}”应是列表", "请写成 [甲, 乙]，或每项一行、以短横线开头"),
    "dataclass_type": ("“{field}”应是“名称: 内容”的形式", _AS_SAMPLE),
    "dict_type": ("“{field}”应是“名称: 内容”的形式", _AS_SAMPLE),
    "model_attributes_type": ("“{field}”应是“名称: 内容”的形式", _AS_SAMPLE),
    "too_short": ("“{field}”少了内容", "至少要有 {min_length} 项"),
    "too_long": ("“{field}”多了内容", "最多 {max_length} 项"),
    "int_parsing": ("“{input}”不是整数", "请写整数，如 9"),
    "int_type": ("“{field}”应是整数", "请写整数，如 9"),
    "greater_than_equal": ("“{input}”太小", "应不小于 {ge}"),
    "less_than_equal": ("“{input}”太大", "应不大于 {le}"),
    "decimal_parsing": ("“{input}”不是数字", "请写数字，如 22.54；万、亿请折算，单位写在 unit"),
    "decimal_type": ("“{field}”应是数字", "请写数字，如 22.54"),
    "decimal_max_digits": (
        "“{input}”位数太多",
        "最多 {max_digits} 位数字；请换用较大的计量单位，如万元、亿元",
    ),
    "decimal_max_places": ("“{input}”的小数太长", "最多 {decimal_places} 位小数"),
    "int_parsing_size": ("“{input}”太大", "请写整数，如 9"),
    "pale_colour": (
        "主色“{input}”太浅，与白色的对比度是 {ratio}，不到 {least}，网页上的链接和白字看不清",
        "请换一个深些的颜色，同样色调里最接近的是 {darker}",
    ),
    "finite_number": ("“{input}”不是数字", "请写数字，如 22.54"),
}
# What the checks of the model raise, by the word that they raise it with.
_RAISED: dict[str, tuple[str, str]] = {
    "url": ("“{input}”不是网址", "请写完整的网址，如 https://www.example.gov.cn/zwgk/"),
    "numbers-twice": ("索引号样式“{input}”里有不止一个 {{序号}}", "请只留一个，其余写成 {{5位}} 这样的位数"),
    "period-reversed": ("时期“{input}”的首尾颠倒了", "请把较早的年份写在前面，如 2021/2025"),
    "status-word": (
        "“{field}”不能写“{input}”",
        f"可写：{'、'.join(STATUS_LABEL.values())}；"
        "原文用别的说法时，请写成 {{class: 正常推进, words: 原文的说法}}",
    ),
    "progress-empty": (
        "这一项进展只有时间，没有内容",
        "请写上 status、text 或 indicators，如 {{date: 2026-06, status: 已完成}}；没有进展的，删除这一项",
    ),
    "source-empty": (
        "进展的出处是空的",
        "请写明 title、publisher 或 url，本站的任务写成 {{task: 机关/文件/任务}}；没有出处的，删除 source",
    ),
    "progress-date": ("进展的时间“{input}”在日历上没有", PROGRESS_DATE),
    "page-address": (
        "“{input}”不是页面地址",
        "请写从网站根目录起的地址，如 wuhu/2024-yaodian/21.html",
    ),
    "slip-short": ("错字“{input}”只有一个字", "请连同前后的字写成词，如 截止目前；一个字到处都会找到"),
    "slip-same": ("错误的写法与正确的写法都是“{right}”", "请核对这一条，或删去"),
    "lines-reversed": ("“lines”的起止行号颠倒了", "请把较小的行号写在前面，如 [2, 9]"),
}
_PROGRESS = "请写成 - {{date: 2026-06, status: 已完成}}"
# What is wrong where an entry of progress, or a part of one, has nothing in it, or is a list of words.
_EMPTY: dict[str, tuple[str, str]] = {
    "progress": ("这一项进展是空的", f"{_PROGRESS}，或删除这一项"),
    "source": _RAISED["source-empty"],
}
_LISTED: dict[str, tuple[str, str]] = {
    "progress": ("这一项进展写成了列表", _PROGRESS),
    "status": ("“status”只能写一个词，不能写列表", "请去掉方括号和短横线，写成 status: 已完成"),
    "source": ("进展的出处写成了列表", "请写成 {{title: 标题}}，本站的任务写成 {{task: 机关/文件/任务}}"),
}
# What is wrong with words alone where an entry is wanted, inside progress.
_ENTRIES: dict[str, tuple[str, str]] = {
    "progress": (
        "进展“{input}”没有写明时间",
        "请写成 - {{date: 2026-06, status: 已完成}}，或用 text 写进展情况",
    ),
    "source": (
        "进展的出处“{input}”没有写明是什么",
        "请写成 {{title: {input}}}，本站的任务写成 {{task: 机关/文件/任务}}",
    ),
}
# What is wrong with the review before disclosure: of a document, one step of it, the steps of an agency.
_STEP = "请每个环节写一项，如 - {{step: 终审, by: 局办公室, date: 2024-03-18}}"
_REVIEWS: dict[tuple[str, bool], tuple[str, str]] = {
    ("list_type", False): ("公开前的审查应是列表", _STEP),
    ("dataclass_type", True): ("这一项审查没有写明环节、由谁审查、哪一天", _STEP),
    ("dataclass_type", False): (
        "审查的环节没有写在 steps 下",
        "请写成 review: {{steps: [初审, 终审], public: [终审]}}，不显示的不写进 public",
    ),
}
# What is wrong with words alone where an entry of a registry is wanted.
_REGISTERED: dict[str, tuple[str, str]] = {
    kind: (
        f"{label}“{{input}}”没有写明编号",
        f"请写成 - {{{{id: 拼音或英文, {name}: {{input}}}}}}；"
        f"或删去这一项，运行 gongkai new {command}，由程序拟定编号",
    )
    for kind, label, name, command in (
        ("topics", "主题", "name", "topic {input}"),
        ("policies", "引用文件", "title", "policy {input}"),
        ("units", "责任单位", "name", "unit 机关/{input}"),
    )
} | {"lexicon": ("错字“{input}”没有写明应作什么", "请写成 - {{wrong: {input}, right: 正确的写法}}")}
# What is wrong with a table and its parts: by kind of mistake, and by the name that the way to it ends with.
_TABLE = "请写成 table: {{header: [[序号, 项目]], rows: [[1, 供水管网], [2, 道路]]}}，表的标题写在 caption"
_HEAD = "请写成 header: [[序号, 项目]]，表头有几行就写几个列表"
_ROW = '请写成 [格, 格]，每格一段文字，空的格写 ""'
_CELL = '每格只写一段文字，空的格写 ""'
_TABLES: dict[tuple[str, str], tuple[str, str]] = {
    ("list_type", "table"): ("“table”应是一张表", _TABLE),
    ("dataclass_type", "table"): ("“table”应是一张表", _TABLE),
    ("list_type", "header"): ("表头应是列表，每行又是一个列表", _HEAD),
    ("table_flat", "header"): ("表头的这一行不是列表", _HEAD),
    ("list_type", "rows"): ("表格的 rows 应是列表，每行又是一个列表", _ROW),
    ("table_flat", "rows"): ("表格的这一行不是列表", _ROW),
    ("string_type", "header"): ("表头的这一格不是文字", _CELL),
    ("string_type", "rows"): ("表格的这一格不是文字", _CELL),
    ("too_short", "header"): ("表头是空的", _HEAD),
    ("table_head", "table"): ("表头是空的", _HEAD),
    ("too_long", "header"): (
        "表格有 {actual_length} 列，太宽了",
        "最多 {max_length} 列；请拆成几张表，或在原文中查看",
    ),
    ("too_long", "rows"): (
        "表格有 {actual_length} 行，太长了",
        "最多 {max_length} 行；请拆成几张表，或在原文中查看",
    ),
    ("table_row", "table"): (
        "表头第一行有 {columns} 格，这一行有 {cells} 格",
        '请补上或删去几格，空的格写 ""；格数不同的共 {rows} 行',
    ),
}
# What the value itself may explain: how it was typed.
_TYPED = (
    "string_pattern_mismatch",
    "literal_error",
    "list_type",
    "dataclass_type",
    "int_parsing",
    "decimal_parsing",
    "value_error",
    "date",
)
# Names that once were, by the way to them from the root of a configuration.
_FORMER: dict[tuple[str | int, ...], str] = {
    ("footer", "site_code"): "网站标识码只写一处，页脚也用它："
    "请写在最左边的 site_id_code: 后面，没有这一行的补上，再删去 site_code 这一行",
}
_DATE_ERRORS = ("date_", "datetime_")


def findings_for(file: str, details: Sequence[Mapping[str, Any]], model: type[Record]) -> list[Finding]:
    """Every entry of `ValidationError.errors()`, translated.

    A field that is missing because its name stands there in Chinese is told once, at that name.
    """
    renamed = {
        (*detail["loc"][:-1], meant)
        for detail in details
        if detail["type"] == "unexpected_keyword_argument" and (meant := _meant(detail["loc"], model))
    }
    return [
        finding_for(file, detail, model)
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in renamed)
    ]


def _meant(loc: Sequence[str | int], model: type[Record]) -> str | None:
    owner = _owner(model, loc)
    return field_named(str(loc[-1]), fields_of(owner)) if owner else None


def finding_for(file: str, detail: Mapping[str, Any], model: type[Record]) -> Finding:
    """Translate one entry of `ValidationError.errors()`; `detail["loc"]` leads from the file's root."""
    kind, value, finding = detail["type"], detail["input"], _finding(file, detail, model)
    if kind == "string_type" and isinstance(value, dict):
        return replace(finding, hint=f"请检查缩进；内容里有英文冒号加空格时，{yaml_slips.QUOTE_IT}")
    if not isinstance(value, str) or not kind.startswith(_TYPED):
        return finding
    if kind == "dataclass_type" and (slip := yaml_slips.colon_slip(value)):
        return replace(finding, what=slip[1], hint=slip[2])
    typed = yaml_slips.in_value(value)
    return replace(finding, hint=f"{typed}；{finding.hint}") if typed else finding


def _finding(file: str, detail: Mapping[str, Any], model: type[Record]) -> Finding:
    loc: tuple[str | int, ...] = detail["loc"]
    kind: str = detail["type"]
    names = [step for step in loc if isinstance(step, str)]
    values = {"field": names[-1] if names else "文件", "input": _shown(detail["input"])} | dict(
        detail.get("ctx", {})
    )
    if kind == "missing" and _is_entry(loc[:-1], "progress") and not _given(detail["input"]):
        return Finding(file, loc[:-1], *_filled(_EMPTY["progress"], values))
    if kind == "missing":
        line = f"{loc[-1]}: …（{_description(model, loc)}）"
        return Finding(
            file, loc, f"缺少“{loc[-1]}”", f"请补上一行 {line}", at_key=True, if_blank=f"请填写，写成 {line}"
        )
    if kind == "unexpected_keyword_argument":
        return Finding(file, loc, f"不认识“{loc[-1]}”", _did_you_mean(str(loc[-1]), model, loc), at_key=True)
    if kind.startswith("literal") or kind == "enum":
        what = f"“{values['field']}”不能写“{values['input']}”"
        return Finding(file, loc, what, f"可写：{_allowed(str(values.get('expected', '')), model, loc)}")
    if kind.startswith(_DATE_ERRORS) or (kind == "value_error" and "date-digits" in str(detail.get("msg"))):
        meant = date_slips.as_written(detail["input"]) if isinstance(detail["input"], str) else ""
        return Finding(
            file,
            _without_tags(loc),
            f"“{values['input']}”不是日期，或没有这一天",
            f"请写成 {meant}" if meant else "请写成 2024-03-22，时刻写成 2024-03-22 11:15",
        )
    words = _words_for(kind, str(detail.get("msg")), loc, values, detail["input"])
    at = values.get("at", ())  # further into what a check of the model looked at as a whole
    return Finding(file, (*loc, *at), *_filled(words, values))


def _filled(words: tuple[str, str], values: Mapping[str, Any]) -> tuple[str, str]:
    return words[0].format_map(values), words[1].format_map(values)


def _given(value: Any) -> bool:
    """Whether anything stands in a value; pydantic wraps the fields of a record that lacks one."""
    return bool(getattr(value, "kwargs", None) if hasattr(value, "kwargs") else value)


def _is_entry(loc: Sequence[str | int], name: str) -> bool:
    """Whether a path leads to an item of the list of this name."""
    return len(loc) > 1 and loc[-2] == name and isinstance(loc[-1], int)


def _words_for(
    kind: str, message: str, loc: Sequence[str | int], values: Mapping[str, Any], value: Any
) -> tuple[str, str]:
    """What is wrong and what to do; `{field}`, `{input}` and what else `values` holds are to be filled in."""
    if kind == "dataclass_type" and isinstance(value, list | str) and (odd := _no_entry(loc, values, value)):
        return odd
    if value == "" and kind in ("string_pattern_mismatch", "value_error"):
        return _SIMPLE["string_too_short"]
    if kind == "string_pattern_mismatch":
        pattern = str(values["pattern"])
        return next(
            ((what, hint) for start, what, hint in _PATTERNS if start in pattern),
            ("“{field}”的写法不对", _AS_SAMPLE),
        )
    if kind == "value_error" and (raised := str(values.get("error"))) in _RAISED:
        return _RAISED[raised]
    if "table" in loc and (words := _TABLES.get((kind, str(values["field"])))):
        return words
    if values["field"] == "review" and (odd := _REVIEWS.get((kind, isinstance(loc[-1], int)))):
        return odd
    if kind == "list_type" and values["field"] == "progress":
        return "“progress”应是列表", "请每次进展一项，以短横线开头，写成 - {{date: 2026-06, status: 已完成}}"
    if kind == "dataclass_type" and "progress" in loc and (entry := _ENTRIES.get(str(values["field"]))):
        return entry
    if kind == "dataclass_type" and len(loc) == 2 and loc[0] in _REGISTERED and isinstance(value, str):
        return _REGISTERED[str(loc[0])]
    if kind == "dataclass_type" and "responsibility" in loc:
        return (
            "责任单位“{input}”没有写明角色",
            "请写成 - {{unit: {input}, role: 牵头}}，role 可写 牵头、责任、配合",
        )
    if kind == "slip_same":
        return _RAISED["slip-same"]
    return _SIMPLE.get(kind, ("“{field}”的写法不对（" + message + "）", _AS_SAMPLE))


def _no_entry(
    loc: Sequence[str | int], values: Mapping[str, Any], value: list[Any] | str
) -> tuple[str, str] | None:
    """What is wrong with nothing at all, or a list, where an entry of progress or a part of one is wanted."""
    name = str(values["field"])
    if name != "status" and "progress" not in loc:
        return None
    return _LISTED.get(name) if value and isinstance(value, list) else None if value else _EMPTY.get(name)


def _allowed(expected: str, model: type[Record], loc: Sequence[str | int]) -> str:
    """The words that a field takes, with their meanings if its description gives those of all."""
    allowed = re.sub(r"'(\w+)'", r"\1", expected).replace(" or ", "、").replace(", ", "、")
    meaning = _description(model, loc).split("。")[0].rpartition("：")[2]
    return meaning if all(word in meaning for word in allowed.split("、")) else allowed


def _without_tags(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """Drop the names of union members that pydantic appends to a path."""
    return tuple(step for step in loc if step not in ("date", "datetime"))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "列表" if isinstance(value, list) else "一组内容"
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= 40 else text[:40] + "…"


def _did_you_mean(name: str, model: type[Record], loc: Sequence[str | int]) -> str:
    if former := _FORMER.get(tuple(loc)):
        return former
    owner = _owner(model, loc)
    known = list(fields_of(owner)) if owner else []
    if meant := _meant(loc, model):
        return f"是不是想写 {meant}"
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"是不是想写 {close[0]}"
    return f"这里可写：{'、'.join(known)}" if known else "请删除这一行"


def _description(model: type[Record], loc: Sequence[str | int]) -> str:
    owner = _owner(model, loc)
    if owner is None and isinstance(loc[-1], str):  # a name that the clerk chose, in a table of such
        return _description(model, loc[:-1])
    field = fields_of(owner).get(str(loc[-1])) if owner else None
    return (field.description or "") if field else ""


def _owner(model: type[Record], loc: Sequence[str | int]) -> type[Record] | None:
    """The model class that the last step of `loc` is a field of."""
    owner: type[Record] | None = model
    for step in loc[:-1]:
        if isinstance(step, int) or owner is None:
            continue
        field = fields_of(owner).get(step)
        owner = _model_in(field.annotation) if field else owner
    return owner


def _model_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((m for arg in get_args(annotation) if (m := _model_in(arg)) is not None), None)
