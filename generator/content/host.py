"""The header, the footer and the style of the site that hosts this one, as its web master hands them over.

They are pieces of HTML and CSS, named in site_config.yml, that stand on every page as they are. Nothing in
them may ask anything of a host that is not listed there, and nothing may lean on where a page lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from generator.content import text_files
from generator.model.record import Record, Text, record
from generator.problems import Problem

_SLOTS = ("header", "footer", "style")
_HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$")]
_LOADED = {"src", "srcset", "poster", "data", "background", "action", "formaction", "xlink:href"}
_FOLLOWED = re.compile(r"(?:https?:|mailto:|tel:|//|/|#)", re.IGNORECASE)
_OF_THE_PAGE = {"base", "meta", "title", "frameset", "plaintext"}  # they would change the page around them
_ELSEWHERE = re.compile(r"(?:https?:)?(?:\\?/){2}([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?)", re.IGNORECASE)
_IN_STYLE = re.compile(r"url\(\s*[\"']?([^)\"']*)|@import\s+[\"']([^\"']*)", re.IGNORECASE)
_HINT = "请写进 site_config.yml 的 host.allowed_hosts，或删去这一处"


@record
class HostFile(Record):
    """A file beside site_config.yml, and what it holds."""

    file: Text = Field(description="文件名，从 site_config.yml 所在的目录算起")
    text: str = Field(default="", description="内容；不必写，由程序读入")


@record
class Host(Record):
    """所在网站: what of the host's own pages stands on every page here."""

    allowed_hosts: list[_HostName] = Field(
        default_factory=list, description="页眉、页脚、样式里可以读取的网站，写域名，如 www.yunze.gov.cn"
    )
    header: HostFile | None = Field(default=None, description="页眉的 HTML 文件，如 host/header.html")
    footer: HostFile | None = Field(
        default=None, description="页脚和统计代码的 HTML 文件，如 host/footer.html"
    )
    style: HostFile | None = Field(default=None, description="样式文件，如 host/host.css")


def with_files(tree: Any, folder: Path) -> tuple[Any, list[Problem]]:
    """The tree of site_config.yml with the files that `host` names read, and what cannot be read."""
    host = tree.get("host") if isinstance(tree, dict) else None
    if not isinstance(host, dict):
        return tree, []
    problems: list[Problem] = []
    read = dict(host)
    for slot in _SLOTS:
        if isinstance(name := host.get(slot), str):
            text, problem = text_files.read_text(folder / name, name)
            if problem:
                hint = f"site_config.yml 的 host.{slot} 写的是它；{problem.hint}"
                problems.append(replace(problem, hint=hint))
            read[slot] = {"file": name, "text": text or ""}
    return {**tree, "host": read}, problems


def host_problems(host: Host) -> list[Problem]:
    """What the files of a host may not hold. Pure."""
    problems: list[Problem] = []
    allowed = {name.lower() for name in host.allowed_hosts}
    for part in (host.header, host.footer):
        if part:
            problems += [_at(part, words, what, hint) for words, what, hint in _of_html(part.text, allowed)]
    if host.style:
        problems += [_at(host.style, *found) for found in _of_style(host.style.text, allowed)]
    return problems


def slot(part: HostFile | None, name: str) -> str:
    """The HTML of a slot, every element closed in it whatever was typed; empty where there is none."""
    from selectolax.lexbor import LexborHTMLParser

    if part is None:
        return ""
    body = LexborHTMLParser(f'<div class="gk-host gk-host-{name}">{part.text}</div>').body
    return body.inner_html or "" if body else ""


_Found = tuple[str, str, str]  # words that stand there, what is wrong with them, what to do


def _of_html(text: str, allowed: set[str]) -> Iterator[_Found]:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(f"<div>{text}</div>").root
    for node in root.traverse(include_text=False) if root else ():
        tag = str(node.tag)
        if tag in _OF_THE_PAGE and node.parent is not None and (tag != "title"):
            yield f"<{tag}", f"这里不能用“<{tag}”，它会改变整个网页", "请删除"
        yield from _of_attributes(tag, node.attributes, allowed)
        if tag in ("script", "style"):
            yield from _of_style(node.text() or "", allowed)
            for found in _ELSEWHERE.finditer(node.text() or ""):
                if found[1].lower() not in allowed:
                    yield found[1], f"“{found[1]}”不在可以读取的网站之内", _HINT


def _of_attributes(tag: str, attributes: Mapping[str, str | None], allowed: set[str]) -> Iterator[_Found]:
    for name, value in attributes.items():
        address = (value or "").strip()
        if name == "href" and tag != "link":
            if not _FOLLOWED.match(address):
                yield address, f"链接“{address}”不能用", "各网页深浅不同，请写完整网址，或以 / 开头"
        elif name in _LOADED or name == "href":
            yield from _asked(address, allowed)
        elif name == "style":
            yield from _of_style(address, allowed)


def _of_style(text: str, allowed: set[str]) -> Iterator[_Found]:
    for found in _IN_STYLE.finditer(text):
        yield from _asked((found[1] or found[2] or "").strip(), allowed)


def _asked(address: str, allowed: set[str]) -> Iterator[_Found]:
    """What is wrong with an address that a browser asks for by itself."""
    parts = urlsplit(address)
    if parts.scheme.lower() in ("http", "https", "") and parts.netloc:
        if parts.netloc.lower() not in allowed:
            yield address, f"“{parts.netloc}”不在可以读取的网站之内", _HINT
    elif parts.scheme.lower() != "data" and not address.startswith(("/", "#")):
        yield address, f"“{address}”不能用", "各网页深浅不同，请写完整网址，或以 / 开头"


def _at(part: HostFile, words: str, what: str, hint: str) -> Problem:
    """The finding at the first place where the words stand."""
    before, found, _ = part.text.lower().partition(words.lower())
    line, column = (before.count("\n") + 1, len(before) - before.rfind("\n")) if found and words else (0, 0)
    return Problem(part.file, line, column, what, hint, rule="host")
