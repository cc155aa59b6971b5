"""What is to be seen of one finished page: its links, its ids, its tags, and what is wrong with these."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

Said = tuple[str, str]
"""What is wrong, and what to do"""

# the tags of every page of a government site (annex of 国办发〔2017〕47号)
_TAGS = ("SiteName", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ADDRESSES = ("href", "src", "data", "poster", "action", "formaction", "xlink:href")
# links that are followed by a reader, or only name something: nothing is loaded for them
_NAMING = {"canonical", "alternate", "license", "author", "help", "next", "prev", "search", "bookmark"}
_FOLLOWED = {"a", "area", "form", "button", "input"}
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?(.*?)['\"]?\s*$", re.IGNORECASE | re.DOTALL)
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ASKS = re.compile(
    r"(?:\bfetch|\bimportScripts|\bimport|\bnew WebSocket|\bsendBeacon)\(\s*[\"'`](?:https?|wss?):"
)
_HOSTS = re.compile(r"https://([^\s;]+)")
_REPORT = "这是程序的毛病，请把这句话报告给维护者"
_BY_HAND = "请从 content/ 重新生成；手写页面里的，请改 content/pages"


class Link(NamedTuple):
    """A file of the site that a page asks for or leads to, and an anchor there, or nothing."""

    target: str
    anchor: str


class Seen(NamedTuple):
    """Of one page."""

    links: list[Link]
    ids: frozenset[str]
    wrong: list[Said]
    doubtful: list[Said]


def seen(address: str, data: bytes) -> Seen:
    """Look over a page. Pure."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Seen([], frozenset(), [("网页不是 UTF-8 编码", _BY_HAND)], [])
    page = LexborHTMLParser(text)
    wrong: list[Said] = []
    links: list[Link] = []
    allowed = _allowed(page)
    for node, reference in _references(page):
        if allowed and _host(reference) in allowed:
            continue
        link, mistake = _judged(address, node, reference)
        links += [link] if link else []
        wrong += [mistake] if mistake else []
    for node in page.css("style, [style]"):
        found = style_links(address, node.attributes.get("style") or node.text(deep=True))
        links += found[0]
        wrong += found[1]
    counts = Counter(node.attributes["id"] or "" for node in page.css("[id]"))
    wrong += [(f"编号（id）“{one}”在一页里出现了 {n} 次", _REPORT) for one, n in counts.items() if n > 1]
    names = {node.attributes["name"] or "" for node in page.css("a[name]")}
    lacking, is_ours = list(_lacking(page)), page.css_first("meta[name=SiteName]") is not None
    if is_ours:
        wrong += lacking
    return Seen(links, frozenset(counts) | names, wrong + _heads(page), [] if is_ours else lacking)


def style_links(address: str, css: str) -> tuple[list[Link], list[Said]]:
    """The files that a style sheet asks for, and what is wrong with them."""
    links: list[Link] = []
    wrong: list[Said] = []
    for one, other in _CSS_URL.findall(_COMMENT.sub("", css)):
        link, mistake = _inside(address, one or other, is_followed=False)
        links += [link] if link else []
        wrong += [mistake] if mistake else []
    return links, wrong


def script_mistakes(script: str) -> list[Said]:
    """Requests to another host that stand written in a script."""
    found = _ASKS.search(script)
    return [_outside(script[found.start() : found.end() + 40].split("\n")[0])] if found else []


def _references(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    for node in page.css("[href], [src], [data], [poster], [action], [formaction], [xlink\\:href]"):
        for name in _ADDRESSES:
            value = node.attributes.get(name)
            if value is not None:
                yield node, value.strip()
    for node in page.css("[srcset]"):
        for part in (node.attributes["srcset"] or "").split(","):
            if part.strip():
                yield node, part.split()[0]
    for node in page.css("meta[http-equiv]"):
        if (node.attributes["http-equiv"] or "").lower() == "refresh":
            found = _REFRESH.match(node.attributes.get("content") or "")
            if found:
                yield node, found[1]


def _allowed(page: LexborHTMLParser) -> frozenset[str]:
    """The other hosts that the page's own policy lets it ask: those of site_config.yml."""
    tags = page.css("meta[http-equiv=Content-Security-Policy]")
    return frozenset(host for tag in tags for host in _HOSTS.findall(tag.attributes.get("content") or ""))


def _host(reference: str) -> str:
    try:
        return urlsplit(reference).netloc
    except ValueError:
        return ""


def _judged(address: str, node: LexborNode, reference: str) -> tuple[Link | None, Said | None]:
    tag = node.tag or ""
    relations = set((node.attributes.get("rel") or "").lower().split())
    is_named = tag == "link" and bool(relations) and relations <= _NAMING
    return _inside(address, reference, is_followed=tag in _FOLLOWED or is_named)


def _inside(address: str, reference: str, *, is_followed: bool) -> tuple[Link | None, Said | None]:
    """The file of the site that is meant, or what is wrong; neither for a link out that is only followed."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return None, (f"链接“{_short(reference)}”写得不对", _BY_HAND)
    scheme = parts.scheme.lower()
    if scheme in ("data", "blob", "mailto", "tel", "about"):
        return None, None
    if scheme in ("javascript", "vbscript", "file"):
        return None, (f"链接“{_short(reference)}”不能放在公开的网页里", _BY_HAND)
    if scheme or parts.netloc:
        return None, None if is_followed else _outside(reference)
    if reference.startswith("/"):
        hint = "网站可能挂在别的目录下，请写相对链接，如 ../guide.html"
        return None, (f"链接“{_short(reference)}”从服务器的根目录算起", hint)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
    if target.startswith(".."):
        return None, (f"链接“{_short(reference)}”指到网站外面去了", _BY_HAND)
    if path.endswith("/") or target == ".":
        target = "index.html" if target == "." else f"{target}/index.html"
    anchor = unquote(parts.fragment)
    return Link(target, "" if anchor.startswith(":~:") else anchor), None


def _outside(reference: str) -> Said:
    return (
        f"网页会向别的网站要内容：“{_short(reference)}”",
        "读者的访问会被别人知道，专网里也打不开；请把文件放进 content/pages，改成相对链接",
    )


def _heads(page: LexborHTMLParser) -> list[Said]:
    title = page.css_first("title")
    is_titled = title is not None and title.text().strip()
    return [] if is_titled else [("网页没有标题（title）", _BY_HAND)]


def _lacking(page: LexborHTMLParser) -> Iterator[Said]:
    """Tags that every page must have. A page without any is somebody's own file, put among the pages."""
    names = Counter(node.attributes["name"] or "" for node in page.css("meta[name]"))
    missing = [name for name in _TAGS if names[name] != 1]
    if missing:
        yield (
            f"网页的标签 {'、'.join(missing)} 没有，或不止一个",
            "请核对 site_config.yml 的 site_name 和 column",
        )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"
