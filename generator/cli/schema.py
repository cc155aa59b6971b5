"""JSON Schema of content/, for editors: VS Code's YAML extension completes and checks with it.

The build reads every scalar as text, an editor's YAML reader does not: where the model wants text, the schema
therefore also allows the numbers and dates that an editor sees in `number: 1` or `id: 01`.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from generator.checks.registry import CHECKS, ELSEWHERE
from generator.content.config import Config
from generator.model.record import Record
from generator.model.records import Document
from generator.model.registries import Agency, Lexicon, MovedPages, Policies, Synonyms, Topics, Waivers

_FILES: dict[str, type[Record]] = {
    "document.json": Document,
    "agency.json": Agency,
    "policies.json": Policies,
    "topics.json": Topics,
    "synonyms.json": Synonyms,
    "lexicon.json": Lexicon,
    "moved.json": MovedPages,
    "waivers.json": Waivers,
    "site_config.json": Config,
}


def schemas() -> dict[str, dict[str, Any]]:
    """One schema for each kind of file, by file name."""
    made = {
        name: _for_editors(TypeAdapter(model).json_schema(mode="validation"))
        for name, model in _FILES.items()
    }
    _name_checks(made["site_config.json"]["properties"]["checks"])
    return made


def _name_checks(field: dict[str, Any]) -> None:
    """Offer the names of the checks, each with its sentence."""
    setting = field["additionalProperties"]
    field["properties"] = {
        check.name: {**setting, "description": check.label} for check in (*CHECKS, *ELSEWHERE)
    }
    field["additionalProperties"] = False


def _for_editors(node: Any) -> Any:
    """Allow what an editor reads where the build reads text; drop titles, which only repeat the names."""
    if isinstance(node, list):
        return [_for_editors(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {
        key: _for_editors(value) for key, value in node.items() if key != "title" or isinstance(value, dict)
    }
    if "properties" in made:
        for name, field in made["properties"].items():
            if field.get("type") == "array" and name not in made.get("required", ()):
                field["type"] = ["array", "null"]  # a name with nothing behind it is not filled in
        made.pop("description", None)  # the docstring, in English; the fields keep their Chinese descriptions
    if made.get("type") == "string":
        made.pop("format", None)  # an editor's YAML reader turns a date into a date, not into its text
        if "enum" not in made and "const" not in made:
            made["type"] = ["string", "number"]
    return made
