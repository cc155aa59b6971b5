"""data/schema/*.json: JSON Schema (2020-12) of the data in JSON, from the same list of columns as the tables.

tasks.json has objects inside objects; what a table calls a column has its meaning, its type and its words
from there. The tables in JSON Lines are as flat as everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.exports import columns
from generator.exports.catalogue import SCHEMAS
from generator.exports.portion import IN_LINES
from generator.exports.table import Column, Table

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MOMENT = r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$"
_MET = {"const": True, "description": "写在举措上、那几项举措已有记录说办结的时限才有这一项"}
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "pattern": _MOMENT},
    "flag": {"type": "integer", "enum": [0, 1]},
}
Schema = dict[str, Any]


def schemas() -> Iterator[tuple[str, str]]:
    """Address and text of each: of tasks.json, and of the lines of each table."""
    yield f"{SCHEMAS}tasks.json", _text(_tasks_json())
    for table in IN_LINES:
        yield f"{SCHEMAS}{table.name}.json", _text(_rows(table))


def _text(schema: Schema) -> str:
    return json.dumps({"$schema": _DRAFT, **schema}, ensure_ascii=False, indent=1) + "\n"


def _rows(table: Table) -> Schema:
    """A row of a table, which has all columns."""
    return {
        "title": f"{table.label}（{table.name}.jsonl 的每一行）",
        "description": table.meaning,
        **_object({column.name: _property(column) for column in table.columns}),
    }


def _property(column: Column, *, empty: bool | None = None) -> Schema:
    """What a column holds; `empty` where it is not the table that says whether it may hold nothing."""
    schema = dict(_TYPES[column.kind])
    if column.codes:
        schema["enum"] = list(column.codes)
    if not column.required if empty is None else empty:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    unit = f"（计量单位：{column.unit}）" if column.unit else ""
    return {**schema, "title": column.label, "description": f"{column.meaning}{unit}"}


def _tasks_json() -> Schema:
    whole = _object(
        {
            "generated_from": {"type": "string", "description": "任务和章节的摘要：内容不变，它也不变"},
            "tasks": _list({"$ref": "#/$defs/task"}, "任务，按文件中的顺序"),
            "sections": _list({"$ref": "#/$defs/section"}, "自己写明单位、时限、指标或表格的章节"),
        }
    )
    definitions = {
        "task": _task(),
        "section": _section(),
        "responsibility": _object(
            {
                "unit": _of(columns.RESPONSIBILITIES, "unit"),
                "name": _of(columns.RESPONSIBILITIES, "name"),
                "role": _of(columns.RESPONSIBILITIES, "role"),
                "deadlines": _list({"$ref": "#/$defs/deadline"}, "只受其中几个时限约束的，是哪几个"),
            },
            optional=("deadlines",),
        ),
        "deadline": _object(
            {name: _of(columns.DEADLINES, name) for name in ("text", "kind", "date")} | {"is_met": _MET},
            optional=("is_met",),
        ),
        "indicator": _object(
            {
                name: _of(columns.INDICATORS, name)
                for name in ("text", "name", "value", "unit", "kind", "bound", "change")
            }
        ),
        "table": _table(),
    }
    return {"title": "任务（tasks.json；tasks.jsonl 的每一行是一项 task）", **whole, "$defs": definitions}


def _task() -> Schema:
    plain = ("agency", "document", "document_title", "kind", "period", "number", "title")
    address = {"type": "string", "title": "网址", "description": "任务页，从网站根目录算起"}
    return _object(
        {
            "id": _of(columns.TASKS, "id"),
            "url": address,
            **{name: _of(columns.TASKS, name) for name in plain},
            "text": _of(columns.TASKS, "text", empty=False),
            **_duties(),
            "cites": _texts(columns.TASKS, "cites"),
            "topics": _texts(columns.TASKS, "topics"),
            "status": _of(columns.TASKS, "status"),
            "links": _list(
                _object({"kind": _of(columns.LINKS, "kind"), "to": _of(columns.LINKS, "to_task")}),
                columns.LINKS.meaning,
            ),
            "measures": _list(_measure(), columns.MEASURES.meaning),
            "outcome": _outcome(),
            "section": _object(_of_section()),
            "targets": _list(_target(), columns.TARGETS.meaning),
            "tables": _list({"$ref": "#/$defs/table"}, "原文所附的表格，照原样"),
        },
        optional=("tables",),
    )


def _section() -> Schema:
    return _object(
        {
            "agency": _of(columns.TASKS, "agency"),
            "document": {"type": "string", "title": "文件编号", "description": "所在文件，不带机关"},
            **_of_section(),
            **_duties(),
            "tables": _list({"$ref": "#/$defs/table"}, "原文所附的表格，照原样"),
        },
        optional=("tables",),
    )


def _of_section() -> dict[str, Schema]:
    anchor = {"type": "string", "title": "锚点", "description": "在文件页中的位置"}
    return {
        "anchor": anchor,
        "title": _of(columns.TASKS, "section_title"),
        "kind": _of(columns.TASKS, "section_kind"),
    }


def _duties() -> dict[str, Schema]:
    return {
        "responsibility": _list({"$ref": "#/$defs/responsibility"}, "谁负责，按原文顺序"),
        "deadlines": _list({"$ref": "#/$defs/deadline"}, "完成时限，连同举措的"),
        "indicators": _list({"$ref": "#/$defs/indicator"}, "写明的数字"),
    }


def _measure() -> Schema:
    return _object(
        {
            **{name: _of(columns.MEASURES, name) for name in ("number", "title", "text")},
            **{name: part for name, part in _duties().items() if name != "indicators"},
        }
    )


def _outcome() -> Schema:
    return _object(
        {
            "status": _status(),
            "text": _of(columns.TASKS, "outcome_text", empty=False),
            "date": _of(columns.TASKS, "outcome_date"),
            "rule": _of(columns.TASKS, "outcome_rule"),
            "from": _texts(columns.TASKS, "outcome_from"),
        }
    )


def _status() -> Schema:
    """As of a task, but a report without a status word has none here."""
    schema = _of(columns.TASKS, "status")
    return schema | {"enum": [code for code in schema["enum"] if code != "reported"]}


def _target() -> Schema:
    figures = {name: _of(columns.TARGETS, name) for name in ("name", "unit", "target", "actual", "ratio")}
    sources = _texts(columns.TARGETS, "source")
    return _object({**figures, "from": sources, "bound": _of(columns.TARGETS, "bound")})


def _table() -> Schema:
    rows = _list({"type": "array", "items": {"type": "string"}}, "各行的格")
    caption = {"type": ["string", "null"], "description": "表的标题"}
    return _object({"caption": caption, "header": rows, "rows": rows})


def _of(table: Table, name: str, *, empty: bool | None = None) -> Schema:
    """What a column of a table holds."""
    return _property(next(column for column in table.columns if column.name == name), empty=empty)


def _texts(table: Table, name: str) -> Schema:
    """The same as a list of texts."""
    column = next(column for column in table.columns if column.name == name)
    return _list({"type": "string"}, column.meaning)


def _list(items: Schema, meaning: str) -> Schema:
    return {"type": "array", "description": meaning, "items": items}


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object with all these; others may come to it later."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "properties": properties}
