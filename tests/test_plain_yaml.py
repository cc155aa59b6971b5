"""The quick reader of plain YAML: whatever it reads, libyaml reads the same; whatever else, it leaves to
libyaml."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import yaml_fast, yaml_reader

CONTENT = Path(__file__).resolve().parent.parent / "content"
FILES = sorted(CONTENT.rglob("*.yml"))

PLAIN = [
    'a: 1\nb:\n  - x\n  - y: z\n    w: [甲, 乙]\n  - {k: v, l: -3.5%}\nc: "%"\n',
    "# 注\n\na:\n  b:\n    c: 10:00\n  # 注\n  d: 'x y'\ne: []\nf: {}\n",
    "a: 甲 # 乙\nb: 1\n".replace(" #", "#"),
    "a: 一\r\nb: 二\r\n",
]
NOT_PLAIN = [
    "",
    "# 只有注释\n",
    "- a\n",
    "a: |\n  x\n",
    "a: x\n  y\n",
    "a:\n- x\n",
    "a: &x 1\n",
    "a: *x\n",
    "a: 1 # 注\n",
    "a: 'it''s'\n",
    'a: "x\\n"\n',
    "a: [[1]]\n",
    "a: [1,\n 2]\n",
    "a: 1\na: 2\n",
    "a: {b: 1, b: 2}\n",
    "a:\nb: 1\n",
    "a: b: c\n",
    "\ta: 1\n",
    "---\na: 1\n",
    "a: 1\n---\nb: 1\n",
    "a: [1, ]\n",
    "a: {b}\n",
    "甲: 1\n",
    "a:  - b\n",
    "a: - b\n",
    "a: x\u2028y\n",
    "a: x\u202ey\n",
    "a:\n   - b\n  - c\n",
    "a: 1\n b: 2\n",
    "a: [10:00]\n",
    "a: [a?b]\n",
    "a: %\n",
    "a: x:\n",
    "a: #x\n",
    "a: \u3000\n",
    "a: \u200b\n",
    "a: [\xa0]\n",
    "a: x #y\n",
    "a:\n  - #x\n  - y\n",
    "a: \ufeffx\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_read_at_once(text: str) -> None:
    tree = yaml_fast.read(text)
    assert tree is not None
    assert (tree, []) == yaml_reader.parse_events(text, "f.yml")


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_anything_else_is_left_to_libyaml(text: str) -> None:
    assert yaml_fast.read(text) is None


def test_our_own_content_is_read_as_libyaml_reads_it() -> None:
    quick = {file: yaml_fast.read(file.read_text("utf-8")) for file in FILES}
    for file, tree in quick.items():
        if tree is not None:
            assert (tree, []) == yaml_reader.parse_events(file.read_text("utf-8"), file.name)
    assert sum(tree is not None for tree in quick.values()) > len(FILES) * 0.8, (
        "the quick reader would save nothing"
    )


_PIECES = st.sampled_from(
    [
        "a",
        "b: ",
        "c:",
        "- ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        ": ",
        ":",
        "#",
        " #",
        '"',
        "'",
        "\\",
        "-",
        "-1",
        "?",
        "%",
        "@",
        "&x",
        "*x",
        "!",
        "|",
        ">",
        "~",
        "甲",
        "，",
        "：",
        "《",
        "\t",
        "\r\n",
        "\r",
        "\ufeff",
        "\u3000",
        "\xa0",
        "\u200b",
        "\x85",
        "\u2028",
        "\x00",
        "𠮷",
        "---",
        "...",
        "<<: ",
        "null",
        "10:00",
    ]
)


def _same_where_read(text: str) -> None:
    tree = yaml_fast.read(text)
    if tree is not None:
        assert (tree, []) == yaml_reader.parse_events(text, "f.yml")


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_made_up_text_is_never_read_otherwise(text: str) -> None:
    _same_where_read("a: " + text)
    _same_where_read("a:\n  " + text)
    _same_where_read("a: [" + text + "]")
    _same_where_read("a: {b: " + text + "}\nc: d\n")


@given(st.sampled_from(FILES), st.data())
def test_spoilt_content_is_never_read_otherwise(file: Path, data: st.DataObject) -> None:
    lines = file.read_text("utf-8").split("\n")[:60]
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        at = data.draw(st.integers(0, len(line)))
        lines[number] = line[:at] + data.draw(_PIECES) + line[at + data.draw(st.integers(0, 2)) :]
    _same_where_read("\n".join(lines))
