"""Words spliced into YAML: what was meant is read back, and no other byte of the file is touched."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml_layouts import Layout

from generator.content import yaml_reader
from generator.content.places import strings_in
from generator.content.yaml_splice import Edit, SetList, SetText, SpliceError, edited, spliced
from generator.problems import RecordPath

# What a clerk wrote; the edits; what the file is then.
CASES: dict[str, tuple[str, list[Edit], str]] = {
    "a bare word": ("a: 甲 # 注\nb: 2\n", [SetText(("a",), "乙")], "a: 乙 # 注\nb: 2\n"),
    "needs quotes": ("a: 甲\n", [SetText(("a",), "甲: #1")], 'a: "甲: #1"\n'),
    "a number": ("a: 甲\n", [SetText(("a",), "1.10")], 'a: "1.10"\n'),
    "keeps its quotes": (
        "a: '甲'\nb: \"乙\"\n",
        [SetText(("a",), "it's"), SetText(("b",), "丙")],
        "a: 'it''s'\nb: \"丙\"\n",
    ),
    "in brackets": ("a: [甲, 乙]\n", [SetText(("a", 1), "丙, 丁")], 'a: [甲, "丙, 丁"]\n'),
    "a text of lines": (
        "a: | # 注\n    甲\n    乙\n\n# 注\nb: 1\n",
        [SetText(("a",), "丙\n\n丁")],
        "a: | # 注\n    丙\n\n    丁\n\n# 注\nb: 1\n",
    ),
    "a folded text becomes lines": (
        "a: >-\n  甲\n  乙\n",
        [SetText(("a",), "丙\n丁")],
        "a: |-\n  丙\n  丁\n",
    ),
    "lines where a word stood": (
        "a:\n  b: 甲\n  c: 1\n",
        [SetText(("a", "b"), "乙\n丙")],
        "a:\n  b: |-\n    乙\n    丙\n  c: 1\n",
    ),
    "lines beside a comment": ("a: 甲 # 注\n", [SetText(("a",), "乙\n丙")], 'a: "乙\\n丙" # 注\n'),
    "a word over two lines": ("a: 甲\n  乙 # 注\nb: 1\n", [SetText(("a",), "丙")], "a: 丙 # 注\nb: 1\n"),
    "one more, as the last": (
        "a:\n  - {b: 1} # 注\n  # 后\nc: 1\n",
        [SetList(("a",), (0, {"b": "二"}))],
        "a:\n  - {b: 1} # 注\n  - {b: 二}\n  # 后\nc: 1\n",
    ),
    "dashes under their name": (
        "a:\n- 甲\n- 乙\nc: 1\n",
        [SetList(("a",), (0, "丙", 1))],
        "a:\n- 甲\n- 丙\n- 乙\nc: 1\n",
    ),
    "one before the first": (
        "a:\n  # 注\n  - 甲\n",
        [SetList(("a",), ("乙", 0))],
        "a:\n  # 注\n  - 乙\n  - 甲\n",
    ),
    "one away": (
        "a:\n  - 甲\n  # 注\n  - 乙 # 去\n  - 丙\n",
        [SetList(("a",), (0, 2))],
        "a:\n  - 甲\n  # 注\n  - 丙\n",
    ),
    "all away": (
        "a: # 注\n  - 甲\n  # 留\n  - 乙\nb: 1\n",
        [SetList(("a",), ())],
        "a: [] # 注\n  # 留\nb: 1\n",
    ),
    "in brackets, away and in": ("a: [甲, 乙, 丙]\n", [SetList(("a",), (0, 2, "丁"))], "a: [甲, 丙, 丁]\n"),
    "in brackets, the last away": ("a: [甲, 乙, 丙,]\n", [SetList(("a",), (0,))], "a: [甲,]\n"),
    "in brackets, over lines": (
        "a: [甲, # 一\n  乙, # 二\n  丙] # 三\n",
        [SetList(("a",), (0, 2))],
        "a: [甲, # 一\n  # 二\n  丙] # 三\n",
    ),
    "in brackets, nothing there": ("a: []\n", [SetList(("a",), ("甲",))], "a: [甲]\n"),
    "a new field": (
        "a:\n    - id: 1\n      b: |\n        甲\n\n    - id: 2\n",
        [SetList(("a", 0, "c"), ({"d": "2026", "e": "长" * 60},))],
        'a:\n    - id: 1\n      b: |\n        甲\n      c:\n          - d: "2026"\n'
        f"            e: {'长' * 60}\n\n    - id: 2\n",
    ),
    "a new field in braces": ("a: [{b: 1 }]\n", [SetList(("a", 0, "d"), ("甲",))], "a: [{b: 1, d: [甲] }]\n"),
    "a blank field": (
        "a:\n  b:  # 待填\n  c: 1\n",
        [SetList(("a", "b"), ("甲",))],
        "a:\n  b:  # 待填\n    - 甲\n  c: 1\n",
    ),
    "the last line has no end": ("a:\n  b: 1", [SetList(("a", "c"), ("甲",))], "a:\n  b: 1\n  c:\n    - 甲"),
    "deeper first": (
        "a:\n  b:\n    - c: 1\n",
        [SetList(("a", "d"), ("甲",)), SetList(("a", "b", 0, "e"), ("乙",))],
        "a:\n  b:\n    - c: 1\n      e:\n        - 乙\n  d:\n    - 甲\n",
    ),
    "CRLF and a mark": (
        "\ufeffa: 甲\r\nb:\r\n  - 1\r\n",
        [SetList(("b",), (0, "二"))],
        "\ufeffa: 甲\r\nb:\r\n  - 1\r\n  - 二\r\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    text, edits, then = CASES[name]
    assert spliced(text, edits) == then


def test_nothing_is_written_where_it_would_be_read_otherwise() -> None:
    with pytest.raises(SpliceError):
        spliced("a: 甲\n", [SetText(("a",), " 乙")])  # a value has no white space around it
    with pytest.raises(SpliceError):
        spliced("a: 甲\n", [SetText(("b",), "乙")])
    with pytest.raises(SpliceError):
        spliced("a: 甲\n", [SetList(("a",), ("乙",))])
    with pytest.raises(SpliceError):
        spliced("a: [甲\n", [SetText(("a",), "乙")])


def document(draw: Layout) -> dict[str, Any]:
    """A document with what the sheet may change, every text another one."""
    random_, words = draw.random, draw.words

    def some(make: Any, most: int) -> list[Any]:
        return [make() for _ in range(random_.randint(0, most))]

    def duty() -> dict[str, Any]:
        more = {"text": words()} if random_.random() < 0.3 else {}
        return {"unit": words(), "role": random_.choice(["lead", "牵头"]), **more}

    def measure() -> dict[str, Any]:
        more = {"deadlines": some(words, 2)} if random_.random() < 0.5 else {}
        return {"text": words(), "responsibility": some(duty, 2), **more}

    def task() -> dict[str, Any]:
        parts = {
            "title": words(),
            "text": words(),
            "measures": some(measure, 3),
            "responsibility": some(duty, 3),
            "deadlines": some(words, 3),
            "progress": random_.choice([None, some(lambda: {"date": "2026", "text": words()}, 2)]),
            "lines": ["1", "2"],
        }
        kept = [name for name in parts if name == "title" or random_.random() < 0.7]
        random_.shuffle(kept)
        return {"id": "1"} | {name: parts[name] for name in kept}

    return {"title": words(), "sections": [{"title": words(), "tasks": [task(), task()]}], "note": words()}


LISTS = ("responsibility", "deadlines", "progress")


def edits_of(tree: Any, draw: Layout) -> tuple[list[Edit], set[RecordPath]]:
    """Some edits, of which none touches what another one takes away; and what is taken away or replaced."""
    random_ = draw.random
    edits: list[Edit] = []
    gone: set[RecordPath] = set()
    for t, task in enumerate(tree["sections"][0]["tasks"]):
        owners: list[tuple[RecordPath, Any]] = [(("sections", 0, "tasks", t), task)]
        owners += [((*owners[0][0], "measures", m), one) for m, one in enumerate(task.get("measures", []))]
        for path, owner in owners:
            for name in LISTS:
                if random_.random() < 0.5:
                    edits.append(some_list((*path, name), owner.get(name, []), draw, gone))
    for path, _ in strings_in(tree):
        is_gone = any(path[: len(one)] == one for one in gone)
        if not is_gone and path[-1] not in ("id", "date") and random_.random() < 0.3:
            edits.append(SetText(path, draw.words()))
    random_.shuffle(edits)
    # texts first: a list that is changed keeps its items as they are by then
    return sorted(edits, key=lambda edit: isinstance(edit, SetList)), gone


def some_list(path: RecordPath, old: list[Any], draw: Layout, gone: set[RecordPath]) -> SetList:
    items: list[Any] = []
    for at in range(len(old)):
        if draw.random.random() < 0.3:
            items.append(item(path, draw))
        if draw.random.random() < 0.7:
            items.append(at)
        else:
            gone.add((*path, at))
    return SetList(path, (*items, *([item(path, draw)] if draw.random.random() < 0.6 else [])))


def item(path: RecordPath, draw: Layout) -> Any:
    figure = {"text": draw.words(), "value": "12.60", "unit": "%"}
    return {
        "deadlines": lambda: draw.words().replace("\n", " "),
        "responsibility": lambda: {"unit": draw.words().replace("\n", " "), "role": "support"},
        "progress": lambda: {"date": "2026-06", "text": draw.words(), "indicators": [figure]},
    }[str(path[-1])]()


def touched_lines(text: str, edits: list[Edit], gone: set[RecordPath]) -> set[int]:
    """The numbers of the lines that hold something that is edited."""
    root = yaml.compose(text, yaml.CBaseLoader)
    lines: set[int] = set()
    spots = [edit.path for edit in edits if isinstance(edit, SetText)] + list(gone)
    lists = [edit.path for edit in edits if isinstance(edit, SetList)]
    for path in [*spots, *lists]:
        key, node = find(root, path)
        if node is None:
            lines |= lines_of_flow(find(root, path[:-1])[1])
        elif path in lists and not getattr(node, "flow_style", False):
            lines.add(key.start_mark.line)  # `[]` may come to stand there
        else:
            last = node.end_mark.line - (
                node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
            )
            lines |= set(range(node.start_mark.line, last + 1))
    return lines


def lines_of_flow(node: Any) -> set[int]:
    return set(range(node.start_mark.line, node.end_mark.line + 1)) if node.flow_style else set()


def find(node: Any, path: RecordPath) -> tuple[Any, Any]:
    key = None
    for step in path:
        if isinstance(step, int):
            key, node = None, node.value[step]
        else:
            key, node = next(((k, v) for k, v in node.value if k.value == step), (None, None))
    return key, node


@given(st.integers(0, 2**32))
def test_any_edits_of_any_layout_change_what_they_mean_and_no_other_byte(seed: int) -> None:
    draw = Layout(seed)
    text = draw.text(document(draw))
    body = text.removeprefix("\ufeff")
    tree, problems = yaml_reader.parse(body, "x")
    assert tree is not None, (text, problems)
    edits, gone = edits_of(tree, draw)
    result = spliced(text, edits)
    assert yaml_reader.parse(result.removeprefix("\ufeff"), "x")[0] == edited(tree, edits)
    assert result.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("\r" in result) == ("\r" in text) or "\n" not in text
    assert not re.search(r"(?<!\r)\n", result) if "\r" in text else "\r" not in result

    touched = touched_lines(body, edits, gone)
    there = iter(result.removeprefix("\ufeff").splitlines())
    for number, line in enumerate(body.split(draw.newline)):
        if number not in touched and line.strip():
            assert line in there, (number, line)
    kept = {n for n, line in enumerate(body.split(draw.newline)) if n not in touched}
    lost = set(re.findall("# 注[0-9]+", text)) - set(re.findall("# 注[0-9]+", result))
    where = {c: n for n, line in enumerate(body.split(draw.newline)) for c in re.findall("# 注[0-9]+", line)}
    assert not [c for c in lost if where[c] in kept]


def test_the_property_can_fail() -> None:
    """What it holds against each other differs where a line was changed that no edit names."""
    text = "a: 1 # 注1\nb: 2\n"
    assert touched_lines(text, [SetText(("b",), "3")], set()) == {1}
    assert random.Random(1).random() != random.Random(2).random()
