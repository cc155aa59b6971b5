"""Markdown: headings become outline levels; its marks and what it strikes out
are set aside on lines of their own at the end.

The numbers of the lines stay those of the file, and no character is lost: a line without its marks keeps its
place.
"""

from __future__ import annotations

import re

from generator.importer.lines import STRUCK, Line, Source, split_lines
from generator.importer.readers.text import decode

_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t\u3000]{1,9}")
_CLOSING = re.compile(r"[ \t]{1,9}#{1,6}[ \t]{0,9}$")
_RULE = re.compile(
    r"[ ]{0,3}(?:(?:\*[ \t]{0,3}){3,80}|(?:_[ \t]{0,3}){3,80}|(?:-[ \t]{0,3}){3,80}|={3,80}[ \t]{0,9}|"
    r"`{3,9}\w{0,20})[ \t]{0,9}"
)
_BEGIN = re.compile(
    r"(?:[ \t]{0,9}>[ \t]{0,3}){0,5}[ \t]{0,40}(?:[-*+][ \t]{1,9}(?=\S)(?:\[[ xX]\][ \t]{1,9})?)?"
)
_STRUCK = re.compile(r"~~[^~]{1,2000}~~")
_BOLD = re.compile(r"(?<!\*)\*{2,3}(?!\*)")
_UNDERLINED = re.compile(r"(?<!\w)__(?P<words>[^\s_][^_]{0,200})__(?!\w)")  # not the blanks of a form
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def read_markdown(data: bytes, name: str) -> Source:
    """Read a Markdown file. A single heading of the first level is the title,
    those below begin with level 1."""
    text, note = decode(data, name)
    lines = split_lines(text)
    levels = [len(match.group("marks")) if (match := _HEADING.match(line.text)) else 0 for line in lines]
    titled = levels.count(1) == 1
    marks: list[str] = []
    struck: list[str] = []
    plain = [
        _plain(line, level - titled if level else None, marks, struck)
        for line, level in zip(lines, levels, strict=True)
    ]
    title = next(
        (line.text.strip() for line, level in zip(plain, levels, strict=True) if titled and level == 1), None
    )
    number = lines[-1].number if lines else 0
    aside = [("".join(struck), STRUCK), ("".join(marks), "排版标记")]
    plain += [
        Line(number + n, words, aside=label) for n, (words, label) in enumerate([a for a in aside if a[0]], 1)
    ]
    notes = [note] if note else []
    notes += (
        [f"文中有删除线文字 {len(''.join(struck))} 字，已搁置，如果仍然有效，请补到草稿里"] if struck else []
    )
    return Source(tuple(plain), name, title or None, tuple(notes))


def _plain(line: Line, outline: int | None, marks: list[str], struck: list[str]) -> Line:
    """The line without its marks, which are added to `marks`, and without what is struck out,
    added to `struck`."""
    if _RULE.fullmatch(line.text):
        marks.append(line.text)
        return line._replace(text="")
    begin = (_HEADING if outline is not None else _BEGIN).match(line.text)
    words = _without(_STRUCK, line.text[begin.end() :] if begin else line.text, struck)
    marks.append(line.text[: begin.end()] if begin else "")
    if outline is not None:
        words = _without(_CLOSING, words, marks)
    if len(_BOLD.findall(words)) % 2 == 0:
        words = _without(_BOLD, words, marks)
    words, count = _UNDERLINED.subn(r"\g<words>", words)
    marks.append("____" * count)
    return line._replace(text=_without(_ESCAPED, words, marks), outline=outline)


def _without(pattern: re.Pattern[str], words: str, found: list[str]) -> str:
    """The words without what the pattern matches, which is added to `found`."""
    found += pattern.findall(words)
    return pattern.sub("", words)
