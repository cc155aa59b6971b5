"""The sole YAML knower: text of a file in, plain dicts, lists and strings out, with exact places on demand.

Every scalar is read as text, so `001`, `1.10`, `no`, `2024-12` and `12:30` reach the model as typed by the
clerk. Most texts are plain enough for `yaml_fast`. Of any other the tree is built straight from libyaml's
events: that is faster than PyYAML's constructors, does not recurse (a million brackets cannot overflow the
stack), and sees repeated keys, which PyYAML drops silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import yaml

from generator.content import yaml_fast, yaml_slips, yaml_walk
from generator.content.places import Tree, locate, strings_in
from generator.content.text_files import read_text
from generator.content.text_warnings import reminders
from generator.content.yaml_comments import Ending, Mark, cut_off, may_cut_off
from generator.content.yaml_refusals import in_chinese
from generator.content.yaml_slips import MOST_TOLD
from generator.problems import Problem

MAX_DEPTH = 40
MAX_EVENTS = 1_000_000  # about 170,000 lines; what holds more is no document, and takes half a minute to read

TWICE = "写了两次"  # of a name

# Control characters would break XML, CSV and terminals; bidirectional overrides can disguise text. The parser
# refuses the former where they stand as themselves; written as escapes in a quoted text they get through.
_DISGUISING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r":\s+\Z")  # a name with nothing behind its colon, inside {..}
_NEEDED = frozenset({"agency.yml", "site_config.yml"})  # what a site cannot do without, empty or not
_FAR = 200  # characters of white space that may stand there
# What prints and shows nothing: a title of these would be a link that nobody sees.
_UNSEEN = "\u00a0\u00ad\u115f\u1160\u200b-\u200f\u2060\u2800\u3000\u3164\uffa0"
_ONLY_UNSEEN = re.compile(rf"[\s{_UNSEEN}]+")
_UNSEEN_ANYWHERE = re.compile(f"[{_UNSEEN}]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as YAML has it


def read_tree(path: Path, shown: str) -> tuple[Tree, list[Problem]]:
    """Read one YAML file into a tree; `shown` is its name in messages.

    Returns the tree and at most reminders, or None and what is wrong. Never raises on any file content.
    """
    text, problem = read_text(path, shown)
    return (None, [problem] if problem else []) if text is None else tree_of(text, shown)


def tree_of(text: str, shown: str) -> tuple[Tree, list[Problem]]:
    """As `read_tree`, of a text that was read already."""
    tree, problems = parse(text, shown)
    return (tree, problems) if tree is None else (tree, reminders(text, shown))


def parse(text: str, shown: str) -> tuple[Tree, list[Problem]]:
    """As `read_tree`, for text already in memory."""
    plain = yaml_fast.read(text)
    return (plain, []) if plain is not None else parse_events(text, shown)


def parse_written(text: str, shown: str) -> tuple[Tree, list[Problem]]:
    """As `parse`, for a text that a program wrote and nobody touched: it has no slips of a typist, for which
    the others read it again."""
    try:
        builder = _Builder(shown, text)
        tree = builder.build(yaml.CBaseLoader(text))
    except yaml.YAMLError:
        return parse(text, shown)
    return parse(text, shown) if builder.problems or not tree else (tree, [])


def parse_events(text: str, shown: str) -> tuple[Tree, list[Problem]]:
    """As `parse`, for any text: what libyaml makes of it."""
    builder = _Builder(shown, text)
    for match in _DISGUISING.finditer(text):
        line, column = (
            text.count("\n", 0, match.start()) + 1,
            match.start() - text.rfind("\n", 0, match.start()),
        )
        builder.problems.append(
            Problem(shown, line, column, "文字里有看不见的控制字符", "请删除这段文字重新输入")
        )
    loader = yaml.CBaseLoader(text)
    try:
        tree = builder.build(loader)
    except yaml.YAMLError as error:
        problem = _syntax_problem(error, text, shown)
        # What stands behind the slip was not read as it was meant: what was found there is noise.
        return None, [*(p for p in builder.problems if p.line < problem.line), problem]
    finally:
        loader.dispose()
    problems = builder.problems or _tight_comments(text, shown) or _swallowed(text, shown)
    if problems:
        return None, problems
    if tree is None or tree == "":  # a sample with nothing filled in is not empty
        is_needed = shown.rpartition("/")[2] in _NEEDED
        hint = "请填写内容，这个文件不能缺" if is_needed else "请填写内容，或删除这个文件"
        return None, [Problem(shown, 0, 0, "文件是空的", hint)]
    unseen = _unseen(tree, text, shown)
    return (None, unseen) if unseen else (tree, [])


def slip_in(text: str, shown: str) -> Problem | None:
    """What YAML refuses a text for, if it does."""
    try:
        _Builder(shown, text).build(yaml.CBaseLoader(text))
    except yaml.YAMLError as error:
        return _syntax_problem(error, text, shown)
    return None


def kind_of(text: str) -> str | None:
    """Whether a text is a “list” or “names”, “text” for anything else; None for one that YAML refuses."""
    try:
        tree = _Builder("", text).build(yaml.CBaseLoader(text))
    except yaml.YAMLError:
        return None
    return "list" if isinstance(tree, list) else "names" if isinstance(tree, dict) else "text"


def _syntax_problem(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    what, hint = in_chinese(
        str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).replace("\n", " ")
    )
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        if slip := yaml_walk.first_slip(text, mark.line):
            return _slip_problem(slip, shown)
        last = len(_LINE_END.split(text)) - 1  # libyaml may point behind the end
        line, column = (mark.line, mark.column) if mark.line <= last else (last, 0)
        return Problem(shown, line + 1, column + 1, what, hint)
    position = re.search(r"position (\d+)", str(error))  # ReaderError has no mark, only an offset in bytes
    offset = len(text.encode()[: int(position.group(1))].decode(errors="ignore")) if position else 0
    return Problem(shown, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), what, hint)


def _slip_problem(slip: yaml_slips.Slip, shown: str) -> Problem:
    return Problem(shown, slip.line + 1, slip.column + 1, slip.what, slip.hint)


def _unseen(tree: Tree, text: str, shown: str) -> list[Problem]:
    """Every value that has characters, none of which shows."""
    if not _UNSEEN_ANYWHERE.search(text):
        return []
    paths = list(
        islice((path for path, value in strings_in(tree) if _ONLY_UNSEEN.fullmatch(value)), MOST_TOLD)
    )
    node = yaml.compose(text, yaml.CBaseLoader) if paths else None
    return [
        Problem(shown, *locate(node, path, at_key=False)[:2], "这里只有看不见的字符", "请删除它们，填写内容")
        for path in paths
        if node is not None
    ]


def _tight_comments(text: str, shown: str) -> list[Problem]:
    if not may_cut_off(text):
        return []
    events = yaml.parse(text, yaml.CBaseLoader)
    return cut_off((end for event in events for end in _ends(event, text)), text, shown)


def _ends(event: Any, text: str) -> Iterator[tuple[Mark, Ending]]:
    """Where something ends on its line, and what."""
    begin: Any = event.start_mark
    end: Any = event.end_mark
    if isinstance(event, yaml.ScalarEvent):
        if event.style in ("|", ">"):
            yield begin, "block"
        else:
            yield end, "quoted" if event.style else "plain"
    elif isinstance(event, yaml.CollectionStartEvent):
        if event.flow_style:
            yield end, "plain"
    elif isinstance(event, yaml.CollectionEndEvent):
        ends_itself = end.index > begin.index  # not so the end of a block
        if ends_itself and text[end.index - 1] in "]}":
            yield end, "bracket"


def _swallowed(text: str, shown: str) -> list[Problem]:
    """Every line that became part of the text above it, though it begins as an entry of its own would."""
    if not yaml_slips.may_be_swallowed(text):
        return []
    lines = text.split("\n")
    values: Iterator[Any] = (
        event
        for event in yaml.parse(text, yaml.CBaseLoader)
        if isinstance(event, yaml.ScalarEvent) and not event.style
    )
    places = ((value.start_mark, value.end_mark.line) for value in values)
    found = (
        slip
        for start, end in places
        if end > start.line
        for slip in yaml_slips.swallowed(lines[start.line : end + 1], start.line, start.column)
    )
    return [_slip_problem(slip, shown) for slip in islice(found, MOST_TOLD)]


class _HopelessError(Exception):
    """What follows cannot be understood; the findings are noted."""


class _Builder:
    """Folds the event stream of one document into a tree, noting what a clerk may not write."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.text = text
        self.blank: set[tuple[int, str]] = set()  # keys that were dropped because nothing stood behind them
        self.problems: list[Problem] = []

    def _note(self, event: Any, what: str, hint: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(self.shown, mark.line + 1, mark.column + 1, what, hint))

    def _note_marks(self, event: Any) -> None:
        """A tag, an anchor or an alias: YAML would swallow the word behind the !, the & or the *."""
        if isinstance(event, yaml.AliasEvent):
            self._note(event, "不支持用星号引用（别名）", "请把内容直接写出来；内容以 * 开头时请加引号")
            return
        if event.tag is not None and event.tag != "!":
            self._note(
                event, f"不支持 YAML 标签 {event.tag}", "请删除感叹号开头的标签；内容以 ! 开头时请加引号"
            )
        if event.anchor is not None:
            self._note(event, "不支持用 & 作记号（锚点）", "请删除这个记号；内容以 & 开头时请加引号")

    def _note_no_colon(self, event: Any, key: str) -> None:
        """`{unit: 甲, lead}`: YAML takes the word for a name with nothing behind it."""
        at = max(self.text.rfind(key, 0, event.start_mark.index), 0)
        slip = yaml_slips.colon_slip(key) or (
            0,
            f"“{key}”后面没有英文冒号",
            "请写成“名称: 内容”，冒号后空一格",
        )
        at += slip[0]
        self.problems.append(
            Problem(
                self.shown, self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at), *slip[1:]
            )
        )

    def _quoted(self, event: Any) -> str:
        """The text of a quoted or block scalar; only there can white space surround it
        or an escape hide in it.
        """
        if _UNPRINTABLE.search(event.value):
            self._note(event, "文字里有看不见的控制字符", "请删除这段文字重新输入")
        return str(event.value).strip()

    def build(self, loader: Any) -> Tree:
        try:
            return self._fold(loader.get_event)
        except _HopelessError:
            return None

    def _fold(self, get_event: Callable[[], Any]) -> Tree:
        """The tree of the events. What is rare is left to the methods below: this loop runs once an event."""
        scalar, map_start, seq_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        map_end, seq_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        root: list[Tree] = []
        stack: list[Any] = []
        into: Any = root  # the collection being filled
        key: str | None = None  # the key waiting for its value, when `into` is a dict
        for _ in range(MAX_EVENTS):
            event = get_event()
            if event is None:
                return root[0] if root else None
            kind = event.__class__
            if kind is scalar:
                value: Tree = self._quoted(event) if event.style else event.value
            elif kind is map_start or kind is seq_start:
                value = {} if kind is map_start else []
                if len(stack) >= MAX_DEPTH:
                    self._stop(event, f"嵌套超过 {MAX_DEPTH} 层", "请检查缩进和括号")
            elif kind is map_end or kind is seq_end:
                into = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                value = ""
            else:
                if kind is yaml.DocumentStartEvent and root:
                    self._stop(event, "一个文件里有两份内容（出现了第二个 ---）", "请分成两个文件")
                continue
            if event.anchor is not None or (kind is not yaml.AliasEvent and event.tag is not None):
                self._note_marks(event)
            if into.__class__ is list:
                into.append(value)
            elif key is None:
                odd = kind is not scalar or not value.isprintable() or self._is_there(value, into)
                key = self._odd_key(event, value) if odd else value
                continue
            else:
                # `name:` with nothing behind it means “not filled in”, as in the samples of `gongkai new`.
                if value or kind is not scalar or event.style:
                    into[key] = value
                else:
                    self._leave_blank(event, into, key)
                key = None
            if kind is map_start or kind is seq_start:
                stack.append(into)
                into = value
        return self._stop(event, f"内容超过 {MAX_EVENTS // 10000} 万项", "请拆成几个文件，每份文件一个")

    def _is_there(self, key: str, into: dict[str, Tree]) -> bool:
        """Whether the key was written before, if with nothing behind it."""
        return key in into or (bool(self.blank) and (id(into), key) in self.blank)

    def _stop(self, event: Any, what: str, hint: str) -> NoReturn:
        self._note(event, what, hint)
        raise _HopelessError

    def _odd_key(self, event: Any, value: Tree) -> str:
        """A key that is no name, or not for the first time."""
        if not isinstance(value, str) or isinstance(event, yaml.AliasEvent):
            self._stop(event, "名称不能是列表或另一组内容", "请检查缩进和括号")
        if not value.isprintable():
            is_spaced = value.strip(yaml_slips.ODD_SPACES).isprintable()
            self._note(
                event,
                *(
                    yaml_slips.ODD_SPACE
                    if is_spaced
                    else ("名称里有看不见的控制字符", "请删除这个名称重新输入")
                ),
            )
            return "�"
        self._note(
            event,
            f"“{value}”{TWICE}",
            "如果从这里起是另一项，请在前面补上“- ”，否则请删除其中一个"
            if value == "id"
            else "请删除其中一个，或合并成一个",
        )
        return value

    def _leave_blank(self, event: Any, into: dict[str, Tree], key: str) -> None:
        self.blank.add((id(into), key))
        at = event.start_mark.index
        if (
            self.text[at - 1] == ":" or event.anchor or event.tag
        ):  # of a mark it was told that it stands there
            return
        if _BLANK.search(self.text, max(0, at - _FAR), at):  # `{task: }`, and no sample leaves that open
            self._note_blank(key, at)
        else:
            self._note_no_colon(event, key)

    def _note_blank(self, key: str, at: int) -> None:
        """In brackets, where a name with nothing behind it is no sample waiting to be filled in."""
        start = self.text.rindex(key, 0, at)
        line, column = self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)
        what, hint = f"“{key}”是空的", f"请在冒号后填写内容，或删除 {key}"
        self.problems.append(Problem(self.shown, line, column, what, hint))
