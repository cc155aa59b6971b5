"""Rule: where a file holds several tables of tasks, the title right above a later one names the group of its
rows.

So the sheets of one Excel file become sections of their own (青山县2025年民生实事清单). The title stands
right behind the rows above, opens its sheet, or stands below a heading of the text; between it and the rows
may stand who fills the table in and until when (填报单位：某局　截至9月30日). Other lines between tables are
headings or attachments. Rows that have groups keep them.
"""

from __future__ import annotations

import re

from generator.importer.blocks import Block
from generator.importer.lines import SHEET
from generator.importer.words.numerals import mark_at

_TITLE = re.compile(r"[^。；]{2,56}(?:表|清单|台账|分工|任务|方案|实事|项目)(?:[（(][^（）()]{1,20}[）)])?")

_MOST_BELOW = 3  # lines below a title, blank ones too, that say who fills the table in, and until when
_SHORT_TITLE = re.compile(r"[^。；，：;,:]{2,30}")
_SHORT_LINE = re.compile(r"[^。；]{2,60}")


def name_later_tables(blocks: list[Block]) -> list[Block]:
    """Make the titles of later tables groups."""
    if sum(b.row is not None or b.table is not None for b in blocks) < 2:
        return blocks
    out = list(blocks)
    title: int | None = None  # of the table that may begin; known for one when its rows follow
    name: str | None = None
    seen = False  # whether there were rows
    opens = False  # whether a title may stand here
    for n, block in enumerate(blocks):
        if block.row is not None:
            if title is not None and block.row.group is None:
                name = blocks[title].words
                out[title] = blocks[title]._replace(kind="group", value=name)
            seen, opens, title = True, True, None
            if name is not None:
                out[n] = block._replace(row=block.row._replace(group=block.row.group or name))
        elif block.table is not None:
            title, name, opens = None, None, True
        elif block.kind == "aside":
            if block.label == SHEET:
                title, name, opens = None, None, seen
        elif opens and _is_title(block):
            title, name, opens = n, None, False
        elif title is not None and n - title <= _MOST_BELOW and _is_below_title(block):
            continue
        elif block.kind not in ("cells", "group"):
            heads = block.kind == "text" and mark_at(block.words, 0) is not None
            title, name, opens = None, None, seen and heads
    return out


def _is_below_title(block: Block) -> bool:
    """Whether a line can stand between the title of a table and its header: a field, or a short line."""
    return block.kind in ("meta", "signature") or (
        block.kind == "text"
        and mark_at(block.words, 0) is None
        and _SHORT_LINE.fullmatch(block.words) is not None
    )


def _is_title(block: Block) -> bool:
    """Whether a block can be the title of the table whose rows follow right behind it."""
    words = block.words
    return (
        block.kind != "attachment"
        and mark_at(words, 0) is None
        and (
            _TITLE.fullmatch(words) is not None
            or (block.kind == "text" and block.cells is None and _SHORT_TITLE.fullmatch(words) is not None)
        )
    )
