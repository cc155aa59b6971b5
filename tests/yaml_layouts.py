"""Trees written as YAML in ways that people do: any indentation, quotes, brackets and comments, CRLF, a mark.

Every comment is another one, so that a test can tell which of them is gone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from generator.content.yaml_quoting import bare

WORDS = [
    "综合协调科", "压紧压实工作责任", "2024年底前", "12", "001", "1.10", "no", "null", "-13.6%", "（一）",
    "3-1", "甲: 乙", "#不是注释", "说明 #1", "- 一项", "? 问", "'单引号'", '"双引号"', "{括号}", "[括号]",
    "甲, 乙", "a:b", "反斜杠\\n", "*星号", "&记号", "!感叹", "%百分", "@邮箱", "`反引号`", "~", "结尾冒号:",
    "2026-06-30", "12:30", "全\u3000角", "...", "---", "=等于", "<尖括号>", "甲|乙", "> 大于", "| 竖线",
    "𠮷野家", "x" * 90,
]  # fmt: skip
LONG = ["第一行\n第二行", "第一行\n\n  缩进的第三行\n第四行: 有冒号 # 有井号", "- 像列表\n- 的两行"]


class Layout:
    """A way of writing, drawn by a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.step = self.random.choice([2, 2, 2, 3, 4])
        self.dash = self.random.choice([0, 2, 2, 4])
        self.comments = self.random.choice([0.0, 0.15, 0.5])
        self.flow = self.random.choice([0.0, 0.3, 0.8])
        self.newline = self.random.choice(["\n", "\n", "\r\n"])
        self.mark = self.random.choice(["", "", "\ufeff"])
        self.ends = self.random.choice([True, True, False])
        self.numbers = count(1)

    def text(self, tree: dict[str, Any]) -> str:
        """The file."""
        lines = list(self._mapping(tree, 0))
        return self.mark + self.newline.join(lines) + (self.newline if self.ends else "")

    def words(self) -> str:
        """A text that a clerk might write."""
        return self.random.choice(LONG if self.random.random() < 0.15 else WORDS)

    def _some(self, chance: float) -> bool:
        return self.random.random() < chance

    def _comment(self) -> str:
        return (
            f"# 注{next(self.numbers)}：第{self.random.randint(1, 9)}处" if self._some(self.comments) else ""
        )

    def _above(self, column: int) -> Iterator[str]:
        if words := self._comment():
            yield " " * column + words
        if self._some(self.comments / 4):
            yield ""

    def _behind(self) -> str:
        words = self._comment()
        return (
            f"{' ' * self.random.randint(1, 3)}{words}" if words else " " * self.random.choice([0, 0, 0, 2])
        )

    def _mapping(self, tree: dict[str, Any], column: int) -> Iterator[str]:
        for name, value in tree.items():
            yield from self._above(column)
            yield from self._field(name, value, column)

    def _field(self, name: str, value: Any, column: int) -> Iterator[str]:
        pad = " " * column
        if value is None:
            yield f"{pad}{name}:{self._behind()}"
        elif isinstance(value, str):
            yield from self._text(f"{pad}{name}: ", value, column)
        elif not value or (self._fits(value) and self._some(self.flow)):
            yield f"{pad}{name}: {self._flow(value)}{self._behind()}"
        elif isinstance(value, list):
            yield f"{pad}{name}:{self._behind()}"
            yield from self._list(value, column + self.dash)
        else:
            yield f"{pad}{name}:{self._behind()}"
            yield from self._mapping(value, column + self.step)

    def _list(self, items: list[Any], column: int) -> Iterator[str]:
        pad = " " * column
        for item in items:
            yield from self._above(column)
            if isinstance(item, str):
                yield from self._text(f"{pad}- ", item, column)
            elif self._fits(item) and self._some(self.flow):
                yield f"{pad}- {self._flow(item)}{self._behind()}"
            else:
                first, *rest = self._mapping_in_item(item, column + 2)
                yield f"{pad}- {first.lstrip()}"
                yield from rest

    def _mapping_in_item(self, tree: dict[str, Any], column: int) -> Iterator[str]:
        """The first field stands behind the dash, with nothing above it."""
        names = list(tree)
        yield from self._field(names[0], tree[names[0]], column)
        yield from self._mapping({name: tree[name] for name in names[1:]}, column)

    def _text(self, before: str, value: str, column: int) -> Iterator[str]:
        if "\n" in value and self._some(0.7):
            pad = " " * (column + self.random.choice([1, 2, 4]))
            yield before + self.random.choice(["|", "|-", "|+", "|- # 注"])
            yield from (pad + line if line else "" for line in value.split("\n"))
            return
        written = self._scalar(value)
        if " " in value and written == value and self._some(0.5) and " #" not in value:
            head, _, tail = value.partition(" ")
            yield before + head
            yield " " * (column + 3) + tail + self._behind()
            return
        yield before + written + self._behind()

    def _scalar(self, value: str, *, in_flow: bool = False) -> str:
        styles = ['"'] if "\n" in value else ['"', "'", *([""] * 4 if bare(value, in_flow=in_flow) else [])]
        style = self.random.choice(styles)
        if style == '"':
            return json.dumps(value, ensure_ascii=self._some(0.1) and value.isascii())
        return "'" + value.replace("'", "''") + "'" if style else value

    def _fits(self, value: Any) -> bool:
        return len(json.dumps(value, ensure_ascii=False)) < 160 and None not in _leaves(value)

    def _flow(self, value: Any) -> str:
        space = self.random.choice(["", "", " "])
        apart = self.random.choice([", ", ", ", ",  "])
        if isinstance(value, str):
            return self._scalar(value, in_flow=True)
        if isinstance(value, list):
            last = "," if value and self._some(0.2) else ""
            return f"[{space}{apart.join(map(self._flow, value))}{last}{space}]"
        pairs = [f"{name}: {self._flow(item)}" for name, item in value.items()]
        return f"{{{space}{apart.join(pairs)}{space}}}"


def _leaves(tree: Any) -> Iterator[Any]:
    if isinstance(tree, (dict, list)):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from _leaves(value)
    else:
        yield tree
