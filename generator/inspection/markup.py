"""The words of HTML and XML, those that are seen and those in attributes; cells apart by tabs, blocks by line
ends, so that a number that was split over tags is whole again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.privacy.digits import BREAK

_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_INLINE = re.compile(
    r"</?(?:span|a|b|i|em|strong|mark|code|u|s|sup|sub|small|wbr|font|abbr|bdi|q|cite|time|tspan)\b[^>]*>",
    re.IGNORECASE,
)
_CELL = re.compile(r"</?t[dh]\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(
    r"""\s(?:alt|title|content|value|placeholder|aria-label|label|summary|data-[\w-]+)\s*=\s*("[^"]*"|'[^']*')""",
    re.IGNORECASE,
)
# links within the site lead to files, whose names are looked at by themselves
_LINK = re.compile(
    r"""\s(?:href|src|action)\s*=\s*("[a-z]{2,12}:[^"]*"|'[a-z]{2,12}:[^']*'|"[^"]*[?%@][^"]*"|'[^']*[?%@][^']*')""",
    re.IGNORECASE,
)
_CALL = re.compile(r"^(?:tel|mailto|sms):", re.IGNORECASE)


def said_in_html(text: str) -> Iterator[str]:
    """What is shown, then what stands in attributes, in comments and in scripts."""
    bare = _STYLE.sub("", text)
    scripts = [part for part in _SCRIPT.findall(bare) if part.strip()]
    bare = _SCRIPT.sub("", bare)
    comments = _COMMENT.findall(bare)
    bare = _CDATA.sub(lambda match: html.escape(match[1], quote=False), _COMMENT.sub("", bare))
    shown = _TAG.sub("\n", _CELL.sub("\t", _INLINE.sub("", bare)))
    yield html.unescape(shown)
    values = dict.fromkeys(value[1:-1] for value in (*_ATTRIBUTE.findall(bare), *_LINK.findall(bare)))
    apart = [_attribute(html.unescape(value)) for value in values]
    yield BREAK.join([*apart, *comments, *scripts])


def _attribute(value: str) -> str:
    """What an attribute says; a telephone behind tel: is read as such."""
    return f"电话：{value[4:]}" if value.lower().startswith("tel:") else _CALL.sub("", value)
