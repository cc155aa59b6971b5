"""Changed words spliced into a clerk's YAML: every byte that says something else stays as it was typed.

Comments, order, quotes, layout and line ends are not this program's to tidy up. So nothing is written anew:
libyaml says where each value stands, and only there the text is cut. What comes out is read again and held
against what was meant; where it says anything else, nothing is changed (`SpliceError`).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from generator.content import yaml_reader
from generator.content.places import Tree
from generator.content.yaml_quoting import field_lines, flow, item_lines, literal, scalar
from generator.problems import RecordPath

_MARK = "\ufeff"
_NOTHING = re.compile(r"(?:[ \t\r\n]|(?<=\s)#[^\n]*)*")  # what may stand between values in brackets
_ITEM_ON_ONE_LINE = 100  # characters; longer ones are hard to read beside others that are short


class SpliceError(Exception):
    """The text is written in a way that cannot be changed safely here."""


@dataclass(frozen=True, slots=True)
class SetText:
    """The value at `path`, which is there, is to be `value`."""

    path: RecordPath
    value: str


@dataclass(frozen=True, slots=True)
class SetList:
    """The list at `path` is to consist of `items`: a number is the item that stands there now, and stays; the
    numbers rise. A list that is not there yet, or blank, is made.
    """

    path: RecordPath
    items: tuple[int | Tree, ...]


Edit = SetText | SetList


class _Cut(NamedTuple):
    """text[start:end] is to be `words`. Of cuts at one place the deeper one comes first."""

    start: int
    end: int
    depth: float
    words: str


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, and nothing else. A mark at its beginning and CRLF stay.

    Raises SpliceError where an edit cannot be made so that it is read back as meant.
    """
    mark, body = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    before, _ = yaml_reader.parse(body, "")
    if before is None:
        raise SpliceError
    result = _apply(body, _Splicer(body).cuts(edits))
    if yaml_reader.parse(result, "")[0] != edited(before, edits):
        raise SpliceError
    return mark + result


def edited(tree: Tree, edits: Sequence[Edit]) -> Tree:
    """What the edits mean: the tree that the text must be read as afterwards."""
    tree = copy.deepcopy(tree)
    for edit in edits:
        into = tree
        for step in edit.path[:-1]:
            into = into[step]
        last: Any = edit.path[-1]
        if isinstance(edit, SetText):
            into[last] = edit.value
        else:
            old = into.get(last, []) if isinstance(into, dict) else into[last]
            if edit.items or old:
                into[last] = [old[item] if isinstance(item, int) else item for item in edit.items]
    return tree


def _apply(text: str, cuts: Sequence[_Cut]) -> str:
    done, at = [], 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, cut.end > cut.start, -cut.depth)):
        if cut.start < at:
            raise SpliceError
        done += [text[at : cut.start], cut.words]
        at = cut.end
    return "".join([*done, text[at:]])


class _Place(NamedTuple):
    """Where a path leads: its node, None where the last name is not there, in the node around it."""

    node: yaml.Node | None
    key: yaml.Node | None
    around: yaml.Node
    in_flow: bool
    deeper: int
    """How much deeper than their name the dashes of the nearest list stand"""


class _Gap(NamedTuple):
    """Between two items that stay: those that go, and what comes in their place."""

    before: int | None
    gone: list[int]
    new: list[Tree]
    after: int | None


class _Splicer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        root = yaml.compose(text, yaml.CBaseLoader)
        if root is None:
            raise SpliceError
        self.root = root

    def cuts(self, edits: Sequence[Edit]) -> list[_Cut]:
        """Where to cut for all edits."""
        found: list[_Cut] = []
        for edit in edits:
            place = self._find(edit.path)
            if isinstance(edit, SetList):
                found += self._set_list(place, edit, len(edit.path))
            elif isinstance(place.node, yaml.ScalarNode):
                column = place.around.start_mark.column
                found.append(self._set_text(place.node, edit.value, place.in_flow, column, len(edit.path)))
            else:
                raise SpliceError
        return found

    def _find(self, path: RecordPath) -> _Place:
        node: yaml.Node = self.root
        place = _Place(node, None, node, False, 2)
        for depth, step in enumerate(path, start=1):
            around, in_flow = node, place.in_flow or bool(getattr(node, "flow_style", False))
            key: yaml.Node | None = None
            found: yaml.Node | None = None
            if isinstance(around, yaml.MappingNode):
                key, found = next((pair for pair in around.value if pair[0].value == step), (None, None))
            elif isinstance(around, yaml.SequenceNode) and isinstance(step, int) and step < len(around.value):
                found = around.value[step]
            if found is None and depth < len(path):
                raise SpliceError
            place = _Place(found, key, around, in_flow, _deeper(key, found, place.deeper))
            node = found if found is not None else node
        return place

    # texts

    def _set_text(self, node: yaml.ScalarNode, value: str, in_flow: bool, column: int, depth: int) -> _Cut:
        start, end = node.start_mark.index, self._end(node)
        if node.style in ("|", ">"):
            return _Cut(start, end, depth, self._block(self.text[start:end], value, node.style))
        if "\n" in value and not in_flow and not self.text[end : self._line_end(end)].strip():
            lines = literal(value, column + 2)
            return _Cut(start, end, depth, self.newline.join(["|-", *lines]))
        style = None if "\n" in value else node.style
        return _Cut(start, end, depth, scalar(value, in_flow=in_flow, style=style, old=node.value))

    def _block(self, old: str, value: str, style: str) -> str:
        """A text that stood behind | or >, in its own indentation."""
        head, *lines = old.split("\n")
        written = [line for line in lines if line.strip()]
        if not written:
            raise SpliceError
        column = min(len(line) - len(line.lstrip(" ")) for line in written)
        mark, gap, note = head.rstrip("\r").partition(" ")
        mark = re.sub(r"[0-9]", "", mark)  # the first line of the new text is not indented more
        if style == ">" and "\n" in value:
            mark = mark.replace(">", "|")
        return self.newline.join([mark + gap + note, *literal(value, column)])

    # lists

    def _set_list(self, place: _Place, edit: SetList, depth: int) -> Iterator[_Cut]:
        name, items = str(edit.path[-1]), edit.items
        if isinstance(place.node, yaml.SequenceNode):
            if place.node.flow_style or place.in_flow:
                yield from self._in_flow(place.node, items, depth)
            else:
                yield from self._in_block(place, place.node, items, depth + 1)
        elif not items:
            return
        elif place.node is None:
            yield self._new_field(place, name, items, depth)
        elif place.node.start_mark.index == place.node.end_mark.index:  # `progress:` with nothing behind it
            yield self._fill_blank(place, place.node, name, items, depth)
        else:
            raise SpliceError

    def _new_field(self, place: _Place, name: str, items: Sequence[Tree], depth: int) -> _Cut:
        around = place.around
        if not isinstance(around, yaml.MappingNode) or not around.value:
            raise SpliceError
        if around.flow_style:
            at = self._end(around.value[-1][1])
            return _Cut(at, at, depth, f", {name}: {flow(items)}")
        at = self._line_end(self._end(around))
        return self._lines_at(at, field_lines(name, items, around.start_mark.column, place.deeper), depth)

    def _fill_blank(
        self, place: _Place, node: yaml.Node, name: str, items: Sequence[Tree], depth: int
    ) -> _Cut:
        at = node.start_mark.index
        column = place.around.start_mark.column
        lines = field_lines(name, items, column, place.deeper)[1:]
        # before a new name beside it
        return self._lines_at(self._line_end(at), lines, depth + 0.5)

    def _in_block(
        self, place: _Place, node: yaml.SequenceNode, items: Sequence[int | Tree], depth: int
    ) -> Iterator[_Cut]:
        old, column = node.value, node.start_mark.column
        if not items and place.key is not None:
            yield from (self._without_line(item, depth) for item in old)
            colon = self.text.index(":", place.key.end_mark.index) + 1
            yield _Cut(colon, colon, depth, " []")
            return
        shape = _shape(old)
        for gap in _gaps(len(old), items):
            for at, new in zip(gap.gone, gap.new, strict=False):
                yield self._replace(old[at], new, column, depth)
            paired = min(len(gap.gone), len(gap.new))
            yield from (self._without_line(old[at], depth) for at in gap.gone[paired:])
            lines = [
                line for new in gap.new[paired:] for line in item_lines(new, column, on_one_line=shape(new))
            ]
            if not lines:
                continue
            above = gap.gone[paired - 1] if paired else gap.before
            if above is not None:
                yield self._lines_at(self._line_end(self._end(old[above])), lines, depth)
            else:
                yield self._lines_at(self._line_start(old[0].start_mark.index) - 1, lines, depth)

    def _replace(self, node: yaml.Node, new: Tree, column: int, depth: int) -> _Cut:
        if isinstance(node, yaml.ScalarNode) and isinstance(new, str):
            return self._set_text(node, new, False, column, depth)
        on_one_line = None if isinstance(node, yaml.ScalarNode) else bool(node.flow_style)  # type: ignore[attr-defined]
        first, *rest = item_lines(new, column, on_one_line=on_one_line)
        words = self.newline.join([first.lstrip()[2:], *rest])
        return _Cut(node.start_mark.index, self._end(node), depth, words)

    def _without_line(self, node: yaml.Node, depth: int) -> _Cut:
        """Cut an item with its lines, from the line break before them."""
        start = self._line_start(node.start_mark.index)
        if self.text[start : node.start_mark.index].strip() != "-" or start == 0:
            raise SpliceError
        before = start - (2 if self.text[:start].endswith("\r\n") else 1)
        return _Cut(before, self._line_end(self._end(node)), depth, "")

    def _in_flow(self, node: yaml.SequenceNode, items: Sequence[int | Tree], depth: int) -> Iterator[_Cut]:
        old = node.value
        if not old:
            at = node.start_mark.index + 1
            yield _Cut(at, at, depth, ", ".join(map(flow, items)))
            return
        for gap in _gaps(len(old), items):
            for at, new in zip(gap.gone, gap.new, strict=False):
                yield self._replace_in_flow(old[at], new, depth)
            paired = min(len(gap.gone), len(gap.new))
            stays = gap.gone[paired - 1] if paired else gap.before
            for at in gap.gone[paired:]:
                yield from self._without_comma(old, at, depth, before=stays is not None and gap.after is None)
            more = list(map(flow, gap.new[paired:]))
            if more and stays is not None:
                at = self._end(old[stays])
                yield _Cut(at, at, depth, "".join(f", {words}" for words in more))
            elif more:
                at = old[0].start_mark.index
                yield _Cut(at, at, depth, "".join(f"{words}, " for words in more))

    def _replace_in_flow(self, node: yaml.Node, new: Tree, depth: int) -> _Cut:
        if isinstance(node, yaml.ScalarNode) and isinstance(new, str):
            return self._set_text(node, new, True, 0, depth)
        return _Cut(node.start_mark.index, self._end(node), depth, flow(new))

    def _without_comma(
        self, nodes: Sequence[yaml.Node], at: int, depth: int, *, before: bool
    ) -> Iterator[_Cut]:
        """Cut an item of [..] with one comma: the one `before` it, or the one behind it, if there is one."""
        start, end = nodes[at].start_mark.index, self._end(nodes[at])
        if before:
            comma = self._comma(self._end(nodes[at - 1]))
            if comma is None:
                raise SpliceError
            yield _Cut(comma, end if not self.text[comma + 1 : start].strip() else comma + 1, depth, "")
            if self.text[comma + 1 : start].strip():
                yield _Cut(start, end, depth, "")
            return
        comma = self._comma(end)
        if comma is not None and not self.text[end:comma].strip():
            blanks = len(self.text[comma + 1 :]) - len(self.text[comma + 1 :].lstrip(" "))
            end = comma + 1 + blanks
            comma = None
        yield _Cut(start, end, depth, "")
        if comma is not None:
            yield _Cut(comma, comma + 1, depth, "")

    # where things stand

    def _comma(self, at: int) -> int | None:
        """The comma behind a value in brackets, beyond white space and comments."""
        found = _NOTHING.match(self.text, at)
        at = found.end() if found else at
        return at if self.text[at : at + 1] == "," else None

    def _end(self, node: yaml.Node) -> int:
        """Where the words of a node end; what libyaml says of blocks is where the next thing begins."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode):
            return start + len(self.text[start:end].rstrip()) if node.style in ("|", ">") else end
        if node.flow_style or not node.value:  # type: ignore[attr-defined]
            return end
        last = node.value[-1]
        return self._end(last[1] if isinstance(node, yaml.MappingNode) else last)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1 : end] == "\r" and end > at else end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _lines_at(self, at: int, lines: Sequence[str], depth: float) -> _Cut:
        """New lines behind the line that ends at `at`."""
        if at < 0:
            raise SpliceError
        if self.text[at : at + 1] == "\n" and self.text[at - 1 : at] == "\r":
            at -= 1
        return _Cut(at, at, depth, "".join(self.newline + line for line in lines))


def _deeper(key: yaml.Node | None, node: yaml.Node | None, so_far: int) -> int:
    if key is None or not isinstance(node, yaml.SequenceNode) or node.flow_style:
        return so_far
    return max(0, int(node.start_mark.column) - int(key.start_mark.column))


def _shape(old: Sequence[yaml.Node]) -> Any:
    """Whether a new item stands on one line: as the last one that is there, if it is not too long."""
    one_line = bool(old and isinstance(old[-1], yaml.MappingNode) and old[-1].flow_style)
    blocks = bool(old and isinstance(old[-1], yaml.MappingNode) and not old[-1].flow_style)

    def decide(new: Tree) -> bool | None:
        if blocks:
            return False
        return len(flow(new)) <= _ITEM_ON_ONE_LINE if one_line else None

    return decide


def _gaps(count: int, items: Sequence[int | Tree]) -> Iterator[_Gap]:
    """What happens between the items that stay, of `count` that there are."""
    before: int | None = None
    new: list[Tree] = []
    for item in [*items, count]:
        if not isinstance(item, int):
            new.append(item)
            continue
        gone = list(range(0 if before is None else before + 1, item))
        yield _Gap(before, gone, new, None if item == count else item)
        before, new = item, []
