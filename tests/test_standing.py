"""A library made of the one before an edit equals one that is joined from nothing, whatever was edited."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from walk import EDITS, Walk
from walk_around import spoil_cache, spoil_site

from generator.build import TEMPLATES
from generator.cli.serve.memory import Memory
from generator.content import files
from generator.content.load import read_content
from generator.library.build import build_library
from generator.library.entries import Library
from generator.library.registry import Registry
from generator.problems import has_errors

_OF_CONTENT = [edit for edit in EDITS if edit not in (spoil_cache, spoil_site)]


def shape(library: Library) -> list[Any]:
    """Everything that the library leads to: each entry once, with numbers for the entries it points at."""
    numbers: dict[int, int] = {}
    ahead: list[Any] = []

    def told(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [told(item) for item in value]
        if isinstance(value, dict):
            return {key: told(item) for key, item in value.items()}
        if isinstance(value, Registry):
            return [
                value.label,
                value._complete,
                {k: told(v) for k, v in value._by_name.items()},
                told(list(value)),
            ]
        is_entry = dataclasses.is_dataclass(value) and type(value).__module__.endswith("library.entries")
        if not is_entry:
            return value
        if id(value) not in numbers:
            numbers[id(value)] = len(numbers)
            ahead.append(value)
        return f"#{numbers[id(value)]}"

    def fields_of(entry: Any) -> Iterator[Any]:
        yield type(entry).__name__
        for field in dataclasses.fields(entry):
            if field.name != "content":
                yield told(getattr(entry, field.name))

    told(library)
    return [list(fields_of(entry)) for entry in ahead]  # grows while it is walked through


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.audit) for n in (1, 2, 3))])
def test_forty_edits_of_the_standing_library(tmp_path: Path, seed: int) -> None:
    walk = Walk(seed, tmp_path)
    walk.write()
    memory = Memory(walk.content, walk.config, TEMPLATES)
    good, kept, sound = walk.state(), 0, 0
    for step in range(41):
        for edit in [walk.pick(_OF_CONTENT) for _ in range(walk.random.choice((1, 1, 2)) if step else 0)]:
            edit(walk)
        before = memory.library
        documents = set(map(id, before.documents)) if before else set()
        walk.write()
        memory.refresh({str(path) for path in walk.content.rglob("*")})
        records, problems = read_content(files.read(walk.content))
        library, findings = build_library(records)
        reading = memory.reading()
        assert reading is not None
        again, found = build_library(read_content(reading)[0], memory.library)
        memory.library = again
        assert found == findings, f"seed {seed}, step {step}"
        assert shape(again) == shape(library), f"seed {seed}, step {step}"
        kept += sum(id(document) in documents for document in again.documents)
        if has_errors(problems) or findings:
            walk.files, walk.settings, walk.pages = copy.deepcopy(good)
        else:
            good, sound = walk.state(), sound + 1
    assert sound > 15
    assert kept > 40, "nothing was taken over, so nothing was tried"
