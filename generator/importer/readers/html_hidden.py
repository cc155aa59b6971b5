"""Which elements of a page nobody sees: by their style, by the page's style sheet, by their colour and size.

A page that is hidden as a whole, or whose text is, is shown by a script when it is opened: what holds much of
the text of a page that is mostly hidden is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_UNSEEN = re.compile(
    r"(?:^|;)\s{0,9}(?:display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}(?:hidden|collapse)|"
    r"opacity\s{0,4}:\s{0,4}0?\.?0{1,3}%?(?![\d.])|"
    r"(?:left|top|right|text-indent|margin-left|margin-top)\s{0,4}:\s{0,4}-\d{4,6}(?:px|em|pt))",
    re.I,
)
_TINY = re.compile(
    r"(?:^|;)\s{0,9}font-size\s{0,4}:\s{0,4}(?:0|[01]?\.\d{1,3}|1)(?:px|pt)?(?![\d.%a-z])", re.I
)
_SEEN = re.compile(r"(?:^|;)\s{0,9}(?:display\s{0,4}:(?!\s{0,4}none)|visibility\s{0,4}:\s{0,4}visible)", re.I)
_WHITE = re.compile(
    r"(?:^|;)\s{0,9}color\s{0,4}:\s{0,4}(?:#fff(?:fff)?|white|rgb\(\s?255\s?,\s?255\s?,\s?255\s?\))(?![\w-])",
    re.I,
)
_BACKGROUND = re.compile(
    r"(?:^|;)\s{0,9}background(?:-color|-image)?\s{0,4}:\s{0,4}(?!none|transparent|#fff|white)", re.I
)
_OF_COLOUR = frozenset(
    {"th", "thead", "header", "nav", "footer", "a", "button"}
)  # may be coloured from elsewhere
_COMMENT = re.compile(r"/\*.{0,20000}?\*/", re.S)
_RULE = re.compile(r"(?P<selectors>[^{}@;]{1,2000})\{(?P<style>[^{}]{0,4000})\}")
_BLOCK_RULE = re.compile(r"@[^{};]{0,500}\{(?:[^{}]{0,2000}\{[^{}]{0,4000}\}){0,500}\s{0,200}\}")
_SELECTOR = re.compile(r"(?:[\w-]{1,30})?(?:[.#][\w-]{1,80}){1,3}|body|html")
_MOST_RULES = 200
_LARGEST_SHEET = 1_000_000  # characters
_MOST_AROUND = 5  # hidden elements around the text, one in the other
_MUCH = 10  # a part of the hidden text that is more than one in so many
_BESIDE = "script,style,template,noscript"


class Hidden(NamedTuple):
    """What nobody sees: the elements, by the parser's ids; and whether a page that is hidden was read."""

    elements: frozenset[int] = frozenset()
    shown: bool = False


def hidden_of(tree: Any, root: Any) -> Hidden:
    """The elements of a page that nobody sees."""
    hidden = {node.mem_id: node for node in _by_itself(tree)}
    seen: set[int] = set()
    for selector, hides in _rules(tree):
        for node in tree.css(selector):
            if hides and not _SEEN.search(node.attributes.get("style") or ""):
                hidden.setdefault(node.mem_id, node)
            elif not hides:
                seen.add(node.mem_id)
    by_rule = {key: node for key, node in hidden.items() if key not in seen or _says(node)}
    return _without_the_text(by_rule, root)


def _by_itself(tree: Any) -> Iterator[Any]:
    """The elements that say so of themselves."""
    for node in tree.css("[style], [hidden], dialog, font[color]"):
        if _says(node) or _is_tiny(node) or (_is_white(node) and not _is_coloured(node)):
            yield node


def _says(node: Any) -> bool:
    attributes = node.attributes
    if node.tag == "dialog" and "open" not in attributes:
        return True
    return "hidden" in attributes or _UNSEEN.search(attributes.get("style") or "") is not None


def _is_tiny(node: Any) -> bool:
    """Whether its letters are too small to see; elements inside may have a size of their own."""
    return _TINY.search(node.attributes.get("style") or "") is not None and all(
        inner.mem_id == node.mem_id for inner in node.css("[style*='font-size']")
    )


def _is_white(node: Any) -> bool:
    attributes = node.attributes
    font = (attributes.get("color") or "").strip().lower() if node.tag == "font" else ""
    return font in ("#fff", "#ffffff", "white") or _WHITE.search(attributes.get("style") or "") is not None


def _is_coloured(node: Any) -> bool:
    """Whether white letters may stand on a colour: one that an element around them has, or may have."""
    while node is not None and node.tag not in ("body", "html"):
        attributes = node.attributes
        if (
            node.tag in _OF_COLOUR
            or attributes.get("bgcolor")
            or attributes.get("background")
            or _BACKGROUND.search(attributes.get("style") or "")
        ):
            return True
        node = node.parent
    return False


def _rules(tree: Any) -> Iterator[tuple[str, bool]]:
    """Simple selectors of the page's own style sheets, and whether they hide or show; what holds for print
    or for small screens only is left out."""
    count = 0
    for sheet in tree.css("style"):
        if (sheet.attributes.get("media") or "all").lower() not in ("all", "screen"):
            continue
        style = _BLOCK_RULE.sub("", _COMMENT.sub("", (sheet.text() or "")[:_LARGEST_SHEET]))
        for rule in _RULE.finditer(style):
            hides = _UNSEEN.search(rule["style"]) is not None
            if not hides and not _SEEN.search(rule["style"]):
                continue
            for selector in map(str.strip, rule["selectors"].split(",")):
                if _SELECTOR.fullmatch(selector) and count < _MOST_RULES:
                    count += 1
                    yield selector, hides


def _without_the_text(hidden: dict[int, Any], root: Any, around: int = 0) -> Hidden:
    """The hidden elements but for those that hold much of a page that is mostly hidden."""
    inside: dict[int, bool] = {}
    outer = [node for node in hidden.values() if not _is_inside(node, hidden, inside)]
    if not outer:
        return Hidden()
    sizes = {node.mem_id: _size(node) for node in outer if node.tag != "dialog"}
    everything, unseen = _size(root), sum(sizes.values())
    if not unseen or unseen * 2 <= everything or around > _MOST_AROUND:
        return Hidden(frozenset(hidden))
    much = {key for key, size in sizes.items() if size * _MUCH > unseen}
    inner = {key: node for key, node in hidden.items() if key not in much}
    if not much or len(inner) == len(hidden):
        return Hidden(frozenset(inner), bool(much))
    again = _without_the_text(inner, root, around + 1)  # the body is hidden, and in it what holds the text
    return Hidden(again.elements, True)


def _is_inside(node: Any, hidden: dict[int, Any], known: dict[int, bool]) -> bool:
    """Whether an element stands in a hidden one; each element around is asked once."""
    path: list[int] = []
    above, found = node.parent, False
    while above is not None:
        if above.mem_id in hidden:
            found = True
            break
        if above.mem_id in known:
            found = known[above.mem_id]
            break
        path.append(above.mem_id)
        above = above.parent
    for key in path:
        known[key] = found
    return found


def _size(node: Any) -> int:
    """The characters of an element without those of its scripts."""
    words = sum(map(len, node.text().split()))
    return max(0, words - sum(len("".join(part.text().split())) for part in node.css(_BESIDE)))
