"""data/schema/*.json: the JSON that a site has is as its schemas say, and these tell of all of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.exports.schemas import schemas


def strict(schema: Any) -> Any:
    """The same, but nothing may stand there that it does not tell of."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(value) for key, value in schema.items()}
    return found | {"additionalProperties": False} if "properties" in schema else found


def validator(site: Path, name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((site / f"data/schema/{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(strict(schema), format_checker=checker)


def lines(path: Path) -> Iterator[Any]:
    return map(json.loads, path.read_text("utf-8").splitlines())


@pytest.fixture(scope="module", params=["example_site", "built_tiny"])
def any_site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_tasks_json_is_as_its_schema_says(any_site: Path) -> None:
    valid = validator(any_site, "tasks")
    files = [any_site / "data/tasks.json", *sorted(any_site.glob("*/tasks.json"))]
    for path in {*files}:
        assert [e.message for e in valid.iter_errors(json.loads(path.read_text("utf-8")))] == [], path
    of_task = valid.evolve(schema={"$ref": "#/$defs/task", "$defs": valid.schema["$defs"]})
    found = list(lines(any_site / "data/tasks.jsonl"))
    assert found
    for task in found:
        assert [e.message for e in of_task.iter_errors(task)] == []


def test_the_lines_of_every_table_are_as_their_schema_says(any_site: Path) -> None:
    names = {path.stem for path in (any_site / "data").glob("*.jsonl")}
    assert names == {path.stem for path in (any_site / "data/schema").glob("*.json")}
    for name in names - {"tasks"}:
        valid = validator(any_site, name)
        for row in lines(any_site / f"data/{name}.jsonl"):
            assert [e.message for e in valid.iter_errors(row)] == [], (name, row)


def test_the_schema_finds_what_is_wrong(example_site: Path) -> None:
    valid = validator(example_site, "tasks")
    data = json.loads((example_site / "data/tasks.json").read_text("utf-8"))
    assert valid.is_valid(data)

    def spoiled(change: dict[str, Any]) -> Any:
        other = copy.deepcopy(data)
        other["tasks"][0] |= change
        return other

    for change in ({"status": "finished"}, {"title": None}, {"deadlines": [{"text": "x"}]}, {"new": 1}):
        assert not valid.is_valid(spoiled(change)), change


def test_every_field_has_a_meaning() -> None:
    def bare(schema: Any, way: str) -> Iterator[str]:
        for name, part in schema.get("properties", {}).items():
            if not (part.get("description") or "$ref" in part or part.get("type") == "object"):
                yield f"{way}/{name}"
            yield from bare(part, f"{way}/{name}")
        if "items" in schema:
            yield from bare(schema["items"], f"{way}[]")

    for address, text in schemas():
        schema = json.loads(text)
        found = [*bare(schema, address)]
        for name, part in schema.get("$defs", {}).items():
            found += bare(part, f"{address}#{name}")
        assert found == []
