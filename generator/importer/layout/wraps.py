"""Rule: a paragraph that breaks off in the middle of a sentence goes on in the next one.

It does so when the layout says so (PDF), when its lines all end at one width, or when it is a sentence
without its end and the next paragraph has one, carries no number, and is no heading, label, date or
signature. A numbered line that is shorter than the paragraph below it is a heading; it goes on in a still
shorter line where its words break off.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from generator.importer.blocks import Block, join
from generator.importer.words.numerals import mark_at
from generator.importer.words.titles import NOUN_ENDS
from generator.importer.words.vocabulary import CLOSE, HAN_NUMERALS, OPEN, han

_ENDED = re.compile(r"[。！？；：!?;:…]$|[。！？；][”’）)》】」]{1,2}$|[）)】〕]$")
_OPEN_END = re.compile(r"[，,、（(《“]$|(?:的|和|与|及|以及|或|在|对|把|将|为|以|等)$")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")  # 整改目标：, a line of its own
_CLOSES = re.compile(r"[^（()）\n]{0,200}[）)]")  # the bracket that the line above left open
_NUMBER_RESTS = re.compile(rf"[{HAN_NUMERALS}\d]{{1,3}}{CLOSE}")  # of （ and 三） on two lines
_NUMBER_ALONE = re.compile(f"{han(1, 3)}、|{OPEN}{han(1, 2)}{CLOSE}")
_BRACKET_LINES = 4  # that a bracket may take
_OPENING = frozenset("（(，,、")
_COMMAS = frozenset("，。；")
_STOPS = frozenset("。；")
_POINTS = frozenset("。；：，！？:;,（(《")
_SHORT = 20
_FEWEST = 12  # lines that show a width
_HEADING = 45  # characters of a heading on a line of its own
_LONG = 60  # characters that only a paragraph has
_INDENTS = ("　　", "  ", "\u00a0\u00a0")
_COMPLETE = re.compile(
    rf"(?:{NOUN_ENDS}|情况|成效|问题|做法|要求|打算|要点|原则|目标|思路|安排|内容|范围|对象|条件|程序|步骤|"
    r"单位|时间|地点|人员|名单|个人|集体)$"
)


def join_wrapped(blocks: list[Block]) -> list[Block]:
    """Join what belongs to one paragraph; what was set aside between its halves stays aside."""
    width = common_width(blocks)
    out: list[list[Block]] = []
    last: _Open | None = None
    for i, block in enumerate(blocks):
        if block.kind != "text" or block.cells is not None:
            out.append([block])
            if block.kind != "aside" or block.label not in ("空白", "页码"):
                last = None
        elif last is not None and (
            _goes_on(last, block, width)
            or (last.depth and _bracket_goes_on(last, blocks[i : i + _BRACKET_LINES]))
            or (last.heading and _heading_goes_on(last, block, blocks[i + 1 : i + 4]))
        ):
            last.add(block)
        else:
            last = _Open(block)
            out.append(last.pieces)
    return [join(pieces) for pieces in out]


class _Open:
    """The paragraph that may go on: its pieces, and as much of its words as a decision needs."""

    __slots__ = ("comma", "depth", "heading", "pieces", "runs_on", "size", "tail")

    def __init__(self, block: Block) -> None:
        self.pieces: list[Block] = []
        self.size = 0
        self.comma = False
        self.depth = 0
        self.heading = mark_at(block.words[:12], 0) is not None
        self.add(block)

    def add(self, block: Block) -> None:
        """Let `block` go on with the paragraph."""
        self.pieces.append(block)
        words = block.text.rstrip()
        self.size += len(words)
        self.tail = words[-4:]
        self.heading = self.heading and self.size <= _LONG and _STOPS.isdisjoint(words)
        self.comma = self.comma or not _COMMAS.isdisjoint(words)
        self.runs_on = block.runs_on
        self.depth = max(0, self.depth + _count_open(words))


def columns(text: str) -> int:
    """How wide a line is in print: a Chinese character takes two columns, a digit or a blank one."""
    return len(text) if text.isascii() else len(text.rstrip().encode("gb18030", "replace"))


def _count_open(words: str) -> int:
    """Brackets left open, less those closed that another line opened."""
    return words.count("（") + words.count("(") - words.count("）") - words.count(")")


class Width(NamedTuple):
    """Where a hard-wrapped text breaks its lines: behind so many characters, or so many columns;
    0 where it does not."""

    characters: int
    columns: int

    def is_full(self, text: str, slack: int = 2) -> bool:
        """Whether a line is as long as the text allows, or up to `slack` characters shorter."""
        words = text.rstrip()
        return (self.characters > 0 and len(words) >= self.characters - slack) or (
            self.columns > 0 and columns(words) >= self.columns - 2 * slack
        )

    @property
    def known(self) -> bool:
        """Whether the text is hard-wrapped."""
        return self.characters > 0 or self.columns > 0


def common_width(blocks: list[Block]) -> Width:
    """The width at which a hard-wrapped text breaks its lines: by characters as programs do,
    by columns as printers do."""
    lines = [b.text.rstrip() for b in blocks if b.kind == "text"]
    if len(lines) < _FEWEST:
        return Width(0, 0)
    return Width(_common([len(line) for line in lines], 1), _common([columns(line) for line in lines], 2))


def _common(lengths: list[int], step: int) -> int:
    """The length that most lines have, give or take `step`, and hardly any exceeds."""
    common = Counter(lengths)
    width = max(common, key=lambda w: (sum(common[n] for n in range(w - step, w + step + 1)), w))
    near = sum(common[n] for n in range(width - 2 * step, width + 2 * step))
    longer = sum(1 for n in lengths if n > width + 2 * step)
    return (
        width
        if 18 * step <= width <= 60 * step and near >= 0.4 * len(lengths) and longer <= 0.05 * len(lengths)
        else 0
    )


def _goes_on(above: _Open, below: Block, width: Width) -> bool:
    """Whether `below` is the rest of the sentence that `above` begins."""
    rest = below.text.strip()
    if (above.tail in _OPENING and _NUMBER_RESTS.match(rest)) or (
        _NUMBER_ALONE.fullmatch(above.tail) and mark_at(rest, 0) is None
    ):
        return True
    if not above.tail or (not width.known and not above.runs_on and above.size < _SHORT):
        return False
    if (
        below.outline is not None
        or mark_at(rest, 0) is not None
        or (rest.startswith(("附件", "《")) and _ENDED.search(above.tail))
    ):
        return False
    if above.runs_on:
        return True
    if not above.tail.endswith("。") and width.is_full(above.pieces[-1].text):
        return True
    open_end = _OPEN_END.search(above.tail) is not None
    if above.depth and _CLOSES.match(rest):
        return True
    if _LABELLED.match(rest) and above.tail[-1:] not in _OPENING:
        return False
    if _ENDED.search(above.tail) or (below.text[:2] in _INDENTS and not open_end):
        return False
    if (
        above.heading
        and not open_end
        and (width.known or (above.size <= _HEADING and len(rest) > above.size))
    ):
        return False
    if open_end and above.size > _SHORT:
        return True
    return above.size >= _SHORT and above.comma and len(rest) > 8 and not _STOPS.isdisjoint(rest)


def _bracket_goes_on(above: _Open, following: list[Block]) -> bool:
    """Whether the bracket that a sentence left open is closed a few lines below,
    with no new paragraph before that."""
    if above.size < _SHORT:
        return False
    words = ""
    for block in following:
        if block.kind != "text" or block.cells is not None or mark_at(block.words, 0) is not None:
            return False
        words += block.words
        if _CLOSES.match(words):
            return "。" not in words[: words.find("）")]
    return False


def _heading_goes_on(above: _Open, below: Block, behind: list[Block]) -> bool:
    """Whether a heading whose words break off goes on in a shorter line,
    with a paragraph or a number behind that."""
    rest = below.words
    if len(above.pieces) > 1 or not 15 <= above.size <= _HEADING or not 1 < len(rest) <= above.size:
        return False
    if (
        not _POINTS.isdisjoint(rest)
        or above.comma
        or below.outline is not None
        or mark_at(rest, 0) is not None
        or _COMPLETE.search(above.tail)
    ):
        return False
    following = next((b for b in behind if b.kind != "aside"), None)
    return (
        following is not None
        and following.kind == "text"
        and (len(following.words) >= _LONG or mark_at(following.words, 0) is not None)
    )
