"""Limits for the markup of a page, counted before it is parsed: elements inside each other and attributes of
one tag, whose cost grows with the square of their number, however small the file.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.importer.lines import UnreadableError

_CONTAINER = re.compile(
    r"<(/?)(?:div|span|ul|ol|dl|dir|menu|table|section|article|main|aside|header|footer|nav|hgroup|address|"
    r"fieldset|figure|figcaption|search|blockquote|pre|listing|"
    r"font|b|i|u|s|em|strong|strike|small|big|tt|code|sub|sup|ins|del|mark|center|details|summary|dialog|"
    r"form|template|object|label|q|cite|svg|g|math|noscript)\b",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b[^>]{0,500}>.*?</script", re.S)
_DEEPEST = 2000
# White space, or an attribute as a browser reads it: a name, perhaps = and a value. Nothing is tried twice.
_PART = re.compile(
    r"[\s/]++|(?P<name>=[^\s/>=]*+|[^\s/>=]++)"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?+)?+"
)
_TAG = re.compile(rf"<!--|<(?P<tag>[a-zA-Z][^\s/>]*+)(?P<parts>(?:{_PART.pattern})*+)")
_RAW = ("script", "style", "textarea", "title", "xmp")  # a < inside them opens no tag
_USUAL = 200  # characters of a tag that need no count
_COUNTED = 20_000  # parts, with the white space between attributes
_MOST_SQUARED = 25_000_000  # one tag of 5,000 attributes, or 25 of 1,000: about half a second


def check_markup(text: str, name: str) -> None:
    """Refuse a page that would take minutes. Raises UnreadableError, a sentence."""
    what = costly(text)
    if what:
        raise UnreadableError(f"{name} 的{what}，不像一份网页，请把正文另存为文本再导入。")


def costly(text: str) -> str:
    """What makes a page too costly to parse; empty for nothing."""
    if _nesting(text) > _DEEPEST:
        return f"标签一层套一层，超过 {_DEEPEST} 层"
    most = _most_attributes(text)
    return f"标签里写了太多属性，一个标签就有 {most} 个以上" if most else ""


def _nesting(text: str) -> int:
    """How deep containers stand in each other, near enough; time grows with the square of it."""
    depth = deepest = 0
    for match in _CONTAINER.finditer(_SCRIPT.sub("", text) if "<script" in text else text):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _most_attributes(text: str) -> int:
    """The most attributes of a tag where the tags together have too many; 0 where they have not."""
    at = squared = most = 0
    while (match := _TAG.search(text, at)) is not None:
        at = match.end()
        tag = (match["tag"] or "").lower()
        if not tag:
            at = _behind(text, "-->", at)
        elif len(match["parts"]) > _USUAL:
            parts = islice(_PART.finditer(match["parts"]), _COUNTED)
            count = sum(part["name"] is not None for part in parts)
            squared += count * count
            most = max(most, count)
            if squared > _MOST_SQUARED:
                return most
        if tag in _RAW:
            at = _behind(text, f"</{tag}", at)
    return 0


def _behind(text: str, end: str, at: int) -> int:
    """The place behind the next `end`, in letters of any case; that of the end of the text without one."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(text, at)
    return found.end() if found else len(text)
