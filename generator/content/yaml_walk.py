"""What a clerk most likely mistyped where YAML stumbled: the first line that cannot be meant as it stands.

A parser reports where it gave up, which may be lines later and for a reason of its own (a bracket left open
swallows what follows). Here the lines are walked as a person reads them: how far each is indented, its dash,
name and colon, and how its value begins and ends. Nothing is asked of a text that YAML could read, but for
lines joined to the one above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.content.yaml_slips import (
    CLOSING,
    ODD_SPACE,
    ODD_SPACES,
    OPENING,
    QUOTE_IT,
    Slip,
    colon_slip,
    odd_dash,
)

_PAIRS = {"[": "]", "{": "}"}
_LINE = re.compile(rf"([ \t{ODD_SPACES}]*)((?:-(?: +|$))*)(.*)")
NAME = re.compile(r"(\"[^\"]*\"|'[^']*'|[^\s\"'\[\]{},#&*!|>%@`:：-][^:：]{0,60}?)[ \t]*:(?=\s|$)[ \t]*")
_ODD_BRACKET = re.compile(rf"[{OPENING}][a-z_]\w*\s*[:：]")
_COMMENT = re.compile(r"\s+#.*$")
_BLOCK_TEXT = re.compile(r"[|>][-+\d]{0,2}(?:\s+#.*)?$")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_LOOKS_NEW = re.compile(r"^\s*(?:- +|[a-z_]\w*: |[a-z_]\w*:$)", re.MULTILINE)
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'|[\[\]{}]|,|\n|[^\[\]{},\n]+")
_SECOND = re.compile(r"(?P<comma>[，、；;]?)\s*(?P<name>[a-z_]\w{0,40}):(?=\s)")
_INSIDE = re.compile(r"\s(?P<name>[a-z_]\w{0,40}):\s|(?P<colon>:)(?=\s|$)")
_LIKE = "请写成“名称: 内容”，冒号后空一格"


@dataclass(slots=True)
class _Block:
    """A list or a group of names that is open at some line, and its latest entry."""

    column: int
    is_list: bool
    line: int
    name: str = ""

    def __str__(self) -> str:
        return f"第 {self.line + 1} 行的" + ("短横线" if self.is_list else f"“{self.name}”")


def first_slip(text: str, last: int) -> Slip | None:
    """The first slip in the lines up to `last`, where the parser gave up."""
    walk = _Walk(text.replace("\r\n", "\n").split("\n"))
    while walk.line <= min(last, len(walk.lines) - 1):
        if slip := walk.step():
            return slip
    return None


@dataclass(slots=True)
class _Walk:
    """Reads line after line; `stack` holds the blocks that are open, outermost first."""

    lines: list[str]
    line: int = 0
    stack: list[_Block] = field(default_factory=list)
    is_open: bool = True  # nothing stands behind the latest name or dash: its block may follow

    def step(self) -> Slip | None:
        """Read one entry, with all lines that belong to it."""
        text, number = self.lines[self.line].rstrip(), self.line
        self.line += 1
        indent, dashes, rest = _LINE.match(text).groups()  # type: ignore[union-attr]
        if not (dashes + rest) or rest.startswith(("#", "%")) or text in ("---", "..."):
            return None
        if indent.strip(" "):
            return self._odd_indent(number, indent)
        column = len(indent)
        at = column + len(dashes)
        if odd := odd_dash(rest) or self._colon(rest, at, dashes):
            return Slip(number, at + odd[0], *odd[1:])
        name = None if _ODD_BRACKET.match(rest) else NAME.match(rest)
        if not dashes and name is None:
            return self._text_line(number, column, rest)
        if slip := self._enter(number, column, dashes, name[1].strip("\"'") if name else ""):
            return slip
        value = rest[name.end() :] if name else rest
        self.is_open = not value or value.startswith("#")
        return None if self.is_open else self._value(number, text, len(text) - len(value))

    def _colon(self, rest: str, at: int, dashes: str) -> tuple[int, str, str] | None:
        """As `colon_slip`; an item of a list that no name follows may be text (`- app:下载`)."""
        numbers = range(self.line, len(self.lines))
        following = next((self.lines[n] for n in numbers if self.lines[n].strip()), "")
        return None if dashes and len(following) - len(following.lstrip(" ")) < at else colon_slip(rest)

    def _odd_indent(self, number: int, indent: str) -> Slip:
        at = len(indent) - len(indent.lstrip(" "))
        if "\t" in indent:
            return Slip(number, indent.index("\t"), "缩进里有制表符", "请把制表符换成空格")
        return Slip(number, at, *ODD_SPACE)

    def _text_line(self, number: int, column: int, rest: str) -> Slip | None:
        """A line without dash and name: more of the value above it, or one of them was forgotten."""
        within = next((b for b in reversed(self.stack) if b.column <= column), None)
        if self.stack and (column > self.stack[-1].column or rest[0] in "]}"):
            if self.is_open:
                self.is_open = False
                return self._value(number, self.lines[number].rstrip(), column)
            return None
        if within is not None and within.is_list and column == within.column:
            return Slip(
                number,
                column,
                "这一行开头缺少短横线",
                "列表每项以英文短横线加空格开头；接着上一项写的，请比短横线多缩进",
            )
        if not self.stack and rest[0] in "[{":
            return self._value(number, self.lines[number].rstrip(), column)
        return Slip(number, column, "这一行缺少英文冒号", f"{_LIKE}；接着上一行写的，请比上一行的名称多缩进")

    def _enter(self, number: int, column: int, dashes: str, name: str) -> Slip | None:
        """Go to the block that the line belongs to, or say that there is none."""
        is_list, closed = bool(dashes), []
        while self.stack and self.stack[-1].column > column:
            closed.append(self.stack.pop())
        above = self.stack[-1] if self.stack else None
        if (
            above
            and above.is_list
            and not is_list
            and len(self.stack) > 1
            and self.stack[-2].column == column
        ):
            self.stack.pop()  # the list stood right under the name that it belongs to
        elif (
            self.is_open
            and not closed
            and (
                above is None
                or column > above.column
                or (column == above.column and is_list and not above.is_list)
            )
        ):
            self.stack.append(_Block(column, is_list, number))
        elif above is None or above.column != column or above.is_list != is_list:
            return self._astray(number, column, name if not is_list else "", closed)
        for dash in re.findall("- *", dashes):
            self.stack[-1].line = number
            column += len(dash)
            self.stack.append(_Block(column, True, number))
        if is_list:
            self.stack.pop()
        if name and is_list:
            self.stack.append(_Block(column, False, number))
        if name:
            self.stack[-1].line, self.stack[-1].name = number, name
        return None

    def _astray(self, number: int, column: int, name: str, closed: list[_Block]) -> Slip:
        """A line whose indentation fits none of the blocks."""
        near = [*self.stack, *closed]
        above = self.stack[-1] if self.stack else None
        alike = [block for block in near if block.is_list == (not name)]
        if not self.stack and column == 0:
            first = near[-1]
            return Slip(first.line, 0, "第一级的名称前面多了空格", "第一级的各行请顶格写")
        if above and above.name and not closed and (not alike or (name and column > above.column)):
            this, beside = (f"“{name}”", "同级的请左对齐") if name else ("短横线", f"确是内容时，{QUOTE_IT}")
            return Slip(
                number,
                column,
                f"{this}写在{above}之下，而“{above.name}”后面已经有内容",
                f"属于“{above.name}”的，请把它冒号后面的内容移到下面；{beside}",
            )
        close = min(alike or near, key=lambda block: (abs(block.column - column), -block.column))
        return Slip(
            number,
            column,
            (f"“{name}”" if name else "这个短横线") + "的缩进与上文不一致",
            f"请与{close}左对齐",
        )

    def _value(self, number: int, text: str, at: int) -> Slip | None:
        """What stands behind a name or a dash; moves on past the lines that belong to it."""
        value = _COMMENT.sub("", text[at:])
        if _BLOCK_TEXT.match(value):
            self._skip_block_text()
            return None
        first = value[0]
        if first in _QUOTED:
            return self._quoted(number, at)
        if first in _PAIRS:
            return self._flow(number, at)
        if first in "@`%,]}*&!" or (first == "?" and value[1:2].isspace()):
            return Slip(number, at, f"“{first}”在内容开头另有含义，不能直接写", QUOTE_IT)
        inside = _INSIDE.search(value)
        return _in_plain(number, at, value, inside) if inside else None

    def _skip_block_text(self) -> None:
        column = self.stack[-1].column if self.stack else -1
        while self.line < len(self.lines) and (
            not (line := self.lines[self.line]).strip() or len(line) - len(line.lstrip(" ")) > column
        ):
            self.line += 1

    def _quoted(self, number: int, at: int) -> Slip | None:
        """A value in quotes, which may run on over several lines."""
        line = self.lines[number]
        quote = line[at]
        whole = _QUOTED[quote].match(line, at) or _QUOTED[quote].match(
            "\n".join([line, *self.lines[self.line :]]), at
        )
        if whole is None or _LOOKS_NEW.search(whole[0].partition("\n")[2]):
            odd = next((c for c in line.rstrip()[-1:] if c in "”“’‘＂＇"), "")
            return Slip(
                number,
                at,
                "引号没有成对：开头是英文引号，结尾却是中文引号" if odd else "这个引号没有成对",
                f"请在内容结尾补上英文引号 {quote}",
            )
        more = whole[0].count("\n")
        self.line = max(self.line, number + 1 + more)
        end = whole.end() if not more else len(whole[0].rpartition("\n")[2])
        return self._behind(
            number + more, end, "引号", "内容里要用引号时，请用中文引号，或用另一种英文引号括住整个内容"
        )

    def _behind(self, number: int, end: int, closing: str, hint: str) -> Slip | None:
        rest = _COMMENT.sub("", self.lines[number][end:]).rstrip()
        if not rest or rest.lstrip().startswith(":"):
            return None
        return Slip(
            number, end + len(rest) - len(rest.lstrip()), f"{closing}后面还有内容“{rest.strip()[:20]}”", hint
        )

    def _flow(self, number: int, at: int) -> Slip | None:
        """[..] and {..}, which may run on over several lines."""
        opened: list[tuple[str, int, int]] = []
        line, column = number, at
        while line < len(self.lines):
            text = self.lines[line].rstrip()
            for token in _TOKEN.finditer(text, column):
                piece, where = token[0], token.start()
                if piece in _PAIRS:
                    opened.append((piece, line, where))
                elif piece in ("]", "}"):
                    if piece != _PAIRS[opened[-1][0]]:
                        return Slip(
                            line, where, f"“{opened[-1][0]}”和“{piece}”不成对", "请检查 [ ] 和 { } 是否成对"
                        )
                    opened.pop()
                    if not opened:
                        self.line = max(self.line, line + 1)
                        return self._behind(
                            line,
                            token.end(),
                            f"“{piece}”",
                            f"几项请都写进一对括号，各项用英文逗号隔开；确是内容时，{QUOTE_IT}",
                        )
                elif slip := _in_flow(line, where, piece, opened[-1][0]):
                    return slip
            following = next(
                (n for n in range(line + 1, len(self.lines)) if self.lines[n].strip()), len(self.lines)
            )
            if slip := self._broken_flow(line, following, opened[-1]):
                return slip
            line, column = following, 0
        return None

    def _broken_flow(self, line: int, following: int, innermost: tuple[str, int, int]) -> Slip | None:
        """Whether brackets that are open at the end of a line were meant to be."""
        before = _COMMENT.sub("", self.lines[line]).rstrip()
        after = self.lines[following].strip() if following < len(self.lines) else ""
        bracket, where, column = innermost
        if before[-1:] in CLOSING:
            return Slip(
                line,
                len(before) - 1,
                f"“{before[-1]}”是中文括号，与“{bracket}”不成对",
                f"请改成英文括号 {_PAIRS[bracket]}",
            )
        if after and (before[-1:] in (*",[{",) or after[0] in "]},"):
            return None
        if after and after[0] in "\"'{[":
            return Slip(
                following,
                len(self.lines[following]) - len(self.lines[following].lstrip()),
                "这一行前面缺少英文逗号",
                "请在上一行末尾补上英文逗号",
            )
        return Slip(
            where,
            column,
            f"“{bracket}”没有成对的“{_PAIRS[bracket]}”",
            f"请在这一项结尾补上 {_PAIRS[bracket]}",
        )


def _in_plain(number: int, at: int, value: str, inside: re.Match[str]) -> Slip:
    """A value without quotes in which YAML sees a name and a colon."""
    if value[0] in OPENING:
        return Slip(
            number,
            at,
            f"“{value[0]}”是中文括号",
            f"请改成英文括号 {'{ }' if value[0] == '｛' else '[ ]'}；确是内容时，{QUOTE_IT}",
        )
    if value[0] in "“”‘’＂＇":
        return Slip(number, at, "外面是中文引号，括不住里面的英文冒号", "请在外面再加一对英文引号")
    if inside["name"]:
        return Slip(
            number,
            at + inside.start("name"),
            f"一行里写了两项，后一项是“{inside['name']}”",
            f"请另起一行写；确是内容时，{QUOTE_IT}",
        )
    return Slip(number, at + inside.start("colon"), "内容里有英文冒号加空格", f"{QUOTE_IT}，或改用中文冒号")


def _in_flow(number: int, at: int, piece: str, bracket: str) -> Slip | None:
    """One piece between the commas and brackets of [..] or {..}."""
    text = piece.strip()
    start = at + len(piece) - len(piece.lstrip())
    if text[:1] in (*"@`%*&!",) and text:
        return Slip(number, start, f"“{text[0]}”在内容开头另有含义，不能直接写", QUOTE_IT)
    if text[:1] in (*"\"'",) and text and not (len(text) > 1 and text[-1] == text[0]):
        return Slip(number, start, "这个引号没有成对", f"请补上英文引号 {text[0]}")
    name = NAME.match(text)
    value = text[name.end() :] if name else ""
    if value[:1] in (*"@`%*&!",) and value:
        return Slip(number, start + name.end(), f"“{value[0]}”在内容开头另有含义，不能直接写", QUOTE_IT)  # type: ignore[union-attr]
    second = _SECOND.search(text, name.end()) if name and bracket == "{" else None
    if second is None:
        return None
    if second["comma"]:
        return Slip(
            number,
            start + second.start("comma"),
            f"“{second['name']}”前面用的是“{second['comma']}”",
            "请改成英文逗号，后面空一格",
        )
    return Slip(number, start + second.start("name"), f"“{second['name']}”前面缺少英文逗号", "请补上英文逗号")
