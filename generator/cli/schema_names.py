"""The registered names as JSON Schema: an editor offers the units, topics and cited documents of the very
agency where a document of it names one.

Offered, not demanded: `gongkai check` knows the registries as they are now, and says more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.content.files import document_schema
from generator.content.load import Content
from generator.model.record import fields_of
from generator.model.records import Answerable, Responsibility, Task
from generator.model.registries import Agency

Schema = dict[str, Any]


def names_schemas(content: Content) -> dict[str, Schema]:
    """For each agency of `content` what document.json says and its names, by file name. Pure."""
    cites = _each(n for p in content.policies for n in (p.title, *p.aliases))
    topics = _each(n for t in content.topics for n in (t.name, *t.aliases))
    units = {agency.id: _units(agency.record) for agency in content.agencies}
    unread: dict[str, list[str]] = {
        file.partition("/")[0]: [] for file in content.broken if file.endswith("/agency.yml")
    }
    return {
        document_schema(agency): _document(names, topics, cites) for agency, names in (unread | units).items()
    }


def _units(agency: Agency) -> list[str]:
    return _each(name for unit in agency.units for name in (unit.name, *unit.aliases))


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _document(units: list[str], topics: list[str], cites: list[str]) -> Schema:
    """Sections hold sections and tasks, tasks measures: each may name units and cite, tasks have topics."""
    unit = _told(Responsibility, "unit", {"anyOf": [{"enum": units}, {"type": "string"}]} if units else {})
    answers = {
        "responsibility": _told(Answerable, "responsibility", {"items": {"properties": {"unit": unit}}}),
        "cites": _offered(Answerable, "cites", cites),
    }
    measures = {"items": {"properties": answers}, "description": "举措"}
    task = {**answers, "topics": _offered(Task, "topics", topics), "measures": measures}
    section = {
        **answers,
        "sections": {"items": {"$ref": "#/$defs/section"}, "description": "下一级章节"},
        "tasks": {"items": {"$ref": "#/$defs/task"}, "description": "本节任务"},
    }
    return {
        "$defs": {"section": {"properties": section}, "task": {"properties": task}},
        "allOf": [
            {"$ref": "document.json"},
            {"properties": {"sections": {"items": {"$ref": "#/$defs/section"}, "description": "章节"}}},
        ],
    }


def _offered(record: type[Any], field: str, names: list[str]) -> Schema:
    """A list whose items may be any of the names, or other words."""
    return _told(record, field, {"items": {"anyOf": [{"enum": names}, {"type": "string"}]}} if names else {})


def _told(record: type[Any], field: str, schema: Schema) -> Schema:
    return {**schema, "description": fields_of(record)[field].description}
