"""What a build and an import make, as text that a person can compare; `make golden` keeps it in data/golden/.

What all pages share is kept once, in frame.html.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import unified_diff
from html import escape
from pathlib import Path
from typing import Any

import support
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import check
from generator.importer.blocks import Block
from generator.importer.draft.to_json import as_data
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported, Task
from generator.importer.outline.tree import Node
from generator.importer.pipeline import import_source
from generator.importer.readers import read_file
from generator.search.from_library import search_records, suggestions, synonyms

GOLDEN = support.DATA / "golden"
SITE = GOLDEN / "site"
ADDED = GOLDEN / "added"  # content beyond the sound site, for the kinds of pages that it lacks
TEXTS = GOLDEN / "import"
MADE = (".json", ".yml")  # what is made of a text; its own suffix is another

_WIDTH = 100  # characters of a line of JSON that is not broken
_PACK = re.compile(r"^(search/\w+)-[0-9a-f]{12}(?=\.js$)", re.M)
_CODE = {"script", "style"}  # their text knows no entities
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
_BESIDE = ("opening", "measures", "figures", "row", "group", "doubts", "behind_title", "brackets", "common")
_OF_A_PAGE = ("ArticleTitle", "ContentSource", "PubDate")


def site_texts(root: Path) -> dict[str, str]:
    """Build the sound site and what is added to it in the empty folder `root`; the texts to keep, by name."""
    support.copy_sound(root)
    shutil.copytree(ADDED, root, dirs_exist_ok=True)
    done = support.build(root, "--jobs", 1)
    assert done.status == 0, done.said
    site = root / "site"
    pages = support.pages_of(site)
    _shorten(pages["data/index.html"])
    for page in pages.values():
        for node in page.css(
            ".gk-about > .gk-tools, [property='og:type'][content=website]"
        ):  # say nothing new
            node.decompose()
    texts = {address: page_text(page) for address, page in pages.items()}
    texts["frame.html"] = frame_text(LexborHTMLParser((site / "index.html").read_text("utf-8")))
    texts["sitemap.xml"] = (site / "sitemap.xml").read_text("utf-8")
    texts["data/tasks.json"] = tasks_text((site / "data" / "tasks.json").read_text("utf-8"))
    texts["data/files.txt"] = files_text((site / "data" / "files.txt").read_text("utf-8"))
    texts["jia/calendar.ics"] = (site / "jia" / "calendar.ics").read_text("utf-8")
    texts["search.json"] = search_text(root / "content")
    return texts


def _shorten(page: LexborHTMLParser) -> None:
    """Of the page of the data keep the first of what is shown alike; and no sizes, for how well a file can be
    packed depends on the machine.
    """
    for alike in ("details", "details tbody tr", "pre", "#tables + div tbody tr", "#agencies + div tbody tr"):
        for node in page.css(alike)[1:]:
            node.decompose()
    for node in page.css("#questions ~ h3, #views + ul > li, .gk-facts > div")[1:]:
        node.decompose()
    for node in page.css(".gk-files .gk-meta"):
        node.decompose()


def import_texts() -> dict[str, str]:
    """The whole result and the draft of every text in TEXTS, by name."""
    texts: dict[str, str] = {}
    for path in sources():
        imported = import_source(read_file(path))
        texts[f"{path.stem}.json"] = readable(whole(imported, path))
        texts[f"{path.stem}.yml"] = to_yaml(imported)
    return texts


def sources() -> list[Path]:
    """The texts to import."""
    return [p for p in sorted(TEXTS.iterdir()) if p.suffix not in MADE]


def kept(folder: Path, is_made: Callable[[Path], bool] = lambda _: True) -> dict[str, str]:
    """The texts that `folder` holds, by name."""
    return {
        str(p.relative_to(folder)): p.read_bytes().decode()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and is_made(p)
    }


def kept_site() -> dict[str, str]:
    return kept(SITE)


def kept_imports() -> dict[str, str]:
    return kept(TEXTS, lambda p: p.suffix in MADE)


# Pages


def page_text(page: LexborHTMLParser) -> str:
    """What the head says of this page alone, and the body, one element a line."""
    head = page.css("head title, head meta[property], head meta[name=description], head script[type]")
    tags = [node for node in page.css("head meta[name]") if node.attributes["name"] in _OF_A_PAGE]
    body = page.css_first("article") or page.body
    parts = [*head, *tags, *(body.iter(include_text=True) if body else ())]
    return "".join(line + "\n" for node in parts for line in _lines(node, ""))


def frame_text(page: LexborHTMLParser) -> str:
    """Style sheets, scripts, header and footer, which all pages share."""
    tags = page.css("head meta[name], head style, head link[rel=stylesheet], head script[src]")
    head = [node for node in tags if node.attributes.get("name") not in (*_OF_A_PAGE, "description")]
    return "".join(line + "\n" for node in (*head, *page.css("header, footer")) for line in _lines(node, ""))


def _lines(node: LexborNode, indent: str) -> Iterator[str]:
    """The element, each part on a line of its own; one that holds nothing but words takes a single line."""
    tag = node.tag or ""
    if tag == "-text":
        is_code = node.parent is not None and node.parent.tag in _CODE
        words = node.text_content or ""
        yield from (indent + line for line in _words(words if is_code else escape(words, quote=False)))
        return
    if not tag[:1].isalpha() or tag == "svg":
        return  # comments, and drawings of the theme
    named = (n if value is None else f'{n}="{escape(value)}"' for n, value in node.attributes.items())
    opening = f"<{' '.join([tag, *named])}>"
    closing = "" if tag in _VOID else f"</{tag}>"
    parts = list(node.iter(include_text=True))
    inner = [line for part in parts for line in _lines(part, indent + " ")]
    if len(inner) <= 1 and all(part.tag == "-text" for part in parts):
        yield f"{indent}{opening}{''.join(inner)[len(indent) + 1 :]}{closing}"
    else:
        yield from (indent + opening, *inner, indent + closing)


def _words(text: str) -> list[str]:
    """The lines of a text. A blank at an end, which would not be seen, is printed; a line's end is not."""
    lines = [line for line in text.split("\n") if line.strip()] if "\n" in text else [text]
    shown = [line.strip() if "\n" in text else line for line in lines]
    return [re.sub(r"^ | $", "␣", line) for line in shown]


# Other files of the site


def files_text(listed: str) -> str:
    """The list of all files, without the version of the index."""
    return _PACK.sub(r"\1-…", listed)


def search_text(content: Path) -> str:
    """What the search index is made of; its own files are packed."""
    library, _ = check(content)
    return readable(
        {
            "records": plain(search_records(library)),
            "suggestions": plain(suggestions(library)),
            "synonyms": plain(synonyms(library)),
        }
    )


def tasks_text(exported: str) -> str:
    """data/tasks.json, without the digest of the content."""
    return readable(json.loads(exported) | {"generated_from": "…"})


# JSON


def plain(value: Any) -> Any:
    """Records as objects of what they say, without what is empty; the rest as JSON knows it."""
    if is_dataclass(value) or hasattr(value, "_fields"):
        names = [f.name for f in fields(value)] if is_dataclass(value) else value._fields
        said = {name: plain(getattr(value, name)) for name in names}
        return {n: found for n, found in said.items() if found not in (None, "", []) and found is not False}
    if isinstance(value, dict):
        return {key: plain(found) for key, found in value.items()}
    if isinstance(value, str | bool | int | None):
        return value
    return [plain(found) for found in value] if isinstance(value, Iterable) else str(value)


def readable(data: Any) -> str:
    """JSON of which every line says one thing: what fits a line stays on it."""
    return "".join(line + "\n" for line in _json_lines(data, ""))


def _json_lines(data: Any, indent: str) -> list[str]:
    flat = json.dumps(data, ensure_ascii=False)
    if not isinstance(data, dict | list) or not data or len(flat) + len(indent) <= _WIDTH:
        return [indent + flat]
    pairs = data.items() if isinstance(data, dict) else [(None, value) for value in data]
    lines: list[str] = []
    for key, value in pairs:
        first, *rest = _json_lines(value, indent + " ")
        name = "" if key is None else json.dumps(str(key), ensure_ascii=False) + ": "
        lines += [f"{indent} {name}{first.strip()}", *rest]
        lines[-1] += ","
    lines[-1] = lines[-1].removesuffix(",")
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    return [indent + opening, *lines, indent + closing]


# Imports


def whole(imported: Imported, path: Path) -> dict[str, Any]:
    """All that an import holds: the contract's data, what the draft needs besides, what the clerk hears."""
    said = support.run("import", path, "--content", TEXTS / "nowhere")
    data = as_data(imported)
    return {
        **data,
        "tasks": [task | _beside(t) for task, t in zip(data["tasks"], imported.tasks, strict=True)],
        "cites": plain(imported.cites),
        "intro": plain(imported.intro),
        "closing": plain(imported.closing),
        "table_title": imported.table_title,
        "notes": plain(imported.notes),
        "source": {"title": imported.source.title, "fields": plain(imported.source.fields)},
        "blocks": list(map(_block, imported.blocks)),
        "tree": list(_outline(imported.root, "")),
        "status": said.status,
        "said": said.err.splitlines(),
    }


def _block(block: Block) -> str:
    kind = f"{block.kind} {block.label}" if block.label else block.kind
    return f"{block.first}-{block.last} {kind}：{block.number}|{block.words}"


def _beside(task: Task) -> dict[str, Any]:
    """What a task holds and the contract does not print."""
    found = plain(task._replace(node=None))
    return {name: found[name] for name in _BESIDE if name in found}


def _outline(node: Node, indent: str) -> Iterator[str]:
    """The tree below a node: a line for each heading with the words behind it, and for each block."""
    yield f"{indent}{node.number}|{node.title.words}|{node.rest}"
    for block in node.body:
        yield f"{indent} · {block.kind} {block.words}"
    for child in node.children:
        yield from _outline(child, indent + " ")


# Comparing and renewing


def differences(kept: Mapping[str, str], made: Mapping[str, str]) -> list[str]:
    """What differs, as unified diffs; a file that is new or missing differs in every line."""
    return [
        "".join(
            unified_diff(
                kept.get(name, "").splitlines(True),
                made.get(name, "").splitlines(True),
                f"{name}（存档）" if name in kept else "（存档中没有）",
                f"{name}（现在）" if name in made else "（现在没有）",
            )
        )
        for name in sorted(kept.keys() | made.keys())
        if kept.get(name) != made.get(name)
    ]


def renew() -> None:
    """Write all that is kept anew, and remove what is made no longer."""
    with tempfile.TemporaryDirectory() as folder:
        replace(SITE, kept_site(), site_texts(Path(folder)))
    replace(TEXTS, kept_imports(), import_texts())


def replace(folder: Path, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Make the files of `folder` from `old` to `new`, and print which ones changed."""
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) == new.get(name):
            continue
        print(f"{folder.name}/{name}")
        if name in new:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(new[name].encode())
        else:
            (folder / name).unlink()


if __name__ == "__main__":
    renew()
