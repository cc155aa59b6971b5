"""The Content-Security-Policy of a page, as a meta tag: only files of the site itself, and what stands inline
only by its sum.

A server may send the same as a header (deploy/), with what a meta tag cannot say: who may frame the page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterable
from hashlib import sha256
from html import unescape

_INLINE = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)
_DATA = re.compile(r"\btype=(?![\"']?(?:text/javascript|module)\b)|\bsrc=")  # is not run, or stands elsewhere
_CHARSET = re.compile(r"<meta charset=[^>]*>")
_STYLED = re.compile(r"<[a-zA-Z][^<>]* style=\"([^\"]*)\"")


def with_policy(html: str, hosts: Collection[str] = ()) -> str:
    """The page with its policy right behind the encoding; as it is where it names none. `hosts` may be asked
    for files, too: those that site_config.yml allows the host site.
    """
    found = _CHARSET.search(html)
    if not found:
        return html
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(html, hosts)}">'
    return f"{html[: found.end()]}{tag}{html[found.end() :]}"


def policy_of(html: str, hosts: Collection[str] = ()) -> str:
    """The policy that this page lives under."""
    scripts, styles = set[str](), set[str]()
    for tag, attributes, text in _INLINE.findall(html):
        if text.strip() and not _DATA.search(attributes):
            (scripts if tag == "script" else styles).add(text)
    ours = " ".join(["'self'", *(f"https://{host}" for host in sorted(hosts))])
    attributes_of_style = {unescape(text) for text in _STYLED.findall(html)}
    hashed = " 'unsafe-hashes'" if attributes_of_style else ""
    return "; ".join(
        [
            "default-src 'none'",
            f"img-src {ours} data:",
            *(f"{kind}-src {ours}" for kind in ("font", "connect", "media", "frame")),
            "manifest-src 'self'",
            "base-uri 'none'",
            f"script-src {ours}{_sums(scripts)}",
            f"style-src {ours}{_sums(styles | attributes_of_style)}{hashed}",
        ]
    )


def _sums(inline: Iterable[str]) -> str:
    sums = sorted(b64encode(sha256(text.encode()).digest()).decode() for text in inline)
    return "".join(f" 'sha256-{found}'" for found in sums)
