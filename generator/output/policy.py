"""The Content-Security-Policy of a page, as a meta tag: only files of the site itself, and what stands inline
only by its sum.

A server may send the same as a header (deploy/), with what a meta tag cannot say: who may frame the page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_INLINE = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)
_DATA = re.compile(r"\btype=(?![\"']?(?:text/javascript|module)\b)|\bsrc=")  # is not run, or stands elsewhere
_CHARSET = re.compile(r"<meta charset=[^>]*>")
COMMON = (
    "default-src 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
)


def with_policy(html: str) -> str:
    """The page with its policy right behind the encoding; as it is where it names none."""
    found = _CHARSET.search(html)
    if not found:
        return html
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(html)}">'
    return f"{html[: found.end()]}{tag}{html[found.end() :]}"


def policy_of(html: str) -> str:
    """The policy that this page lives under."""
    scripts, styles = set[str](), set[str]()
    for tag, attributes, text in _INLINE.findall(html):
        if text.strip() and not _DATA.search(attributes):
            (scripts if tag == "script" else styles).add(text)
    return "; ".join([*COMMON, _sources("script-src", scripts), _sources("style-src", styles)])


def _sources(name: str, inline: Iterable[str]) -> str:
    sums = sorted(b64encode(sha256(text.encode()).digest()).decode() for text in inline)
    return " ".join([name, "'self'", *(f"'sha256-{found}'" for found in sums)])
