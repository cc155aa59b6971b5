"""What a file under content/pages is: a page, an attachment, or nothing that can be published.

One list decides for `check`, `build`, the navigation and the site map alike, by the name alone. What is left
lying about by Windows, Office, WPS and editors is not published and named; what Windows cannot hold is
refused, because a site is copied to its disks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from generator.model.routes import WINDOWS_NAMES

Kind = Literal["page", "attachment", "hidden", "left over", "refused"]

_MARKDOWN = re.compile(r"\.(?:md|mdown|markdown|mkdn?|mkdown|mdwn|mdtxt|mdtext|rmd|qmd)$", re.IGNORECASE)
_FRONT = "index.html"  # of a folder; README.md is it too
_LEFT_OVER = re.compile(
    r"thumbs\.db|ehthumbs(?:_vista)?\.db|desktop\.ini|\$recycle\.bin|__macosx|"  # Windows, macOS
    r"icon\r|found\.\d{3}|system volume information|"
    r"~\$.*|~wr[ld]\d*\.tmp|~.*\.tmp|.*\.(?:wbk|asd|xlk|lnk|laccdb)|"  # Office, WPS
    r".*~|#.*#|.*\.(?:bak|backup|old|orig|tmp|temp|swp|swo|rej|part|crdownload|download)",  # editors
    re.IGNORECASE,
)
_NOT_ON_WINDOWS = re.compile(r'[?*:|<>"\\\x00-\x1f]')


class Verdict(NamedTuple):
    """What a file is, and for those that are told of what is wrong and what to do."""

    kind: Kind
    what: str = ""
    hint: str = ""


def judge(name: str) -> Verdict:
    """By its path under content/pages, with slashes. Pure."""
    parts = name.split("/")
    if any(part.startswith(".") for part in parts):
        return Verdict("hidden")
    if any(_LEFT_OVER.fullmatch(part) for part in parts):
        return Verdict(
            "left over", "这像是系统、办公软件或编辑器留下的文件，没有发布", "请删除；确要发布的，请改名"
        )
    if wrong := next(filter(None, map(_not_on_windows, parts)), ""):
        return Verdict(
            "refused", f"{wrong}，网站拷到 Windows 上会打不开", "请改名，只用文字、数字、点和短横线"
        )
    if found := _MARKDOWN.search(name):
        if found[0] == ".md":
            return Verdict("page")
        right = parts[-1][: -len(found[0])] + ".md"
        return Verdict("refused", f"手写页面的扩展名不能是 {found[0]}", f"请改名为 {right}")
    return Verdict("attachment")


def _not_on_windows(part: str) -> str:
    """Why Windows cannot hold a file or folder of this name, if so."""
    if mark := _NOT_ON_WINDOWS.search(part):
        return f"文件名里有“{mark[0] if mark[0].isprintable() else '控制字符'}”"
    if part[-1:] in (".", " "):
        return "文件名以点或空格结尾"
    stem = part.partition(".")[0].rstrip().lower()
    return f"“{stem}”在 Windows 上不能作文件名" if stem in WINDOWS_NAMES else ""


def address_of(name: str) -> str:
    """Where a published file stands in the site: guide.md at guide.html, bangzhu/README.md at
    bangzhu/index.html.
    """
    if not name.endswith(".md"):
        return name
    folder, _, last = name.rpartition("/")
    page = _FRONT if last == "README.md" else f"{last.removesuffix('.md')}.html"
    return f"{folder}/{page}" if folder else page


def key_of(address: str) -> str:
    """What two addresses have in common that a disk of Windows or macOS takes for one."""
    return unicodedata.normalize("NFC", address).casefold()


def same_addresses(names: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Files of which one would be lost in the place of the other: the later, the earlier, and whether they
    differ as long as they are not on Windows.
    """
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(key_of(address_of(name)), name)
        if other != name:
            yield name, other, address_of(other) != address_of(name)
