"""Which file or page a request means, and of what kind it is. Pure."""

from __future__ import annotations

import re
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from urllib.parse import unquote

# what serve itself answers; no page lies there
SCRIPT, EVENTS = "~gongkai/live.js", "~gongkai/events"
HOME = "index.html"

_KINDS = MimeTypes()  # Python's own, whatever this machine holds for right
for _kind, _endings in {
    "text/html": (".html", ".htm"),
    "text/css": (".css",),
    "text/javascript": (".js", ".mjs"),
    "text/plain": (".txt", ".md", ".yml", ".yaml"),
    "text/csv": (".csv",),
    "text/calendar": (".ics",),
    "application/json": (".json", ".map"),
    "application/ld+json": (".jsonld",),
    "application/xml": (".xml",),
    "image/svg+xml": (".svg",),
    "image/webp": (".webp",),
    "font/woff2": (".woff2",),
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}.items():
    for _ending in _endings:
        _KINDS.add_type(_kind, _ending)
_TAKEN_AWAY = (".csv", ".xlsx", ".json", ".jsonl", ".jsonld", ".sqlite", ".xml")
_IS_TEXT = re.compile(r"text/|application/(?:json|xml)$|.*\+xml$")


def address_of(target: str) -> str | None:
    """The address in the site that a request asks for; a folder is meant by its index.html.

    None where it cannot be one: it climbs out of the site, or holds what no name of a file may hold.
    """
    try:
        path = unquote(target.partition("?")[0].partition("#")[0], errors="strict")
    except UnicodeDecodeError:
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not path.startswith("/") or "\0" in path or ".." in parts:
        return None
    return "/".join([*parts, *([HOME] if not parts or path.endswith("/") else [])])


def is_download(address: str) -> bool:
    """Whether a file is one that is made for readers to take away, and not while the site is looked at."""
    return address.endswith(_TAKEN_AWAY)


def kind_of(address: str) -> str:
    """The Content-Type of a file by the ending of its name; texts are UTF-8."""
    kind = _KINDS.guess_type(PurePosixPath(address).name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if _IS_TEXT.match(kind) else kind
