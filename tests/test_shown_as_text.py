"""Markup, rare characters and great lengths in any text field are shown safely as text; addresses and ids
take none."""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from xml.etree import ElementTree

import pytest
import support
import yaml
from pydantic import StringConstraints
from selectolax.lexbor import LexborHTMLParser
from support import HEAD, yaodian

from generator.content.load import Content, _add_record
from generator.model.index_numbers import TEMPLATE
from generator.model.record import Record, fields_of
from generator.model.records import Document
from generator.model.registries import Agency, MovedPages, Policies, Topics
from generator.model.routes import PLAIN_NAMES

# Shown safely as text: a site whose every text field holds markup, made by walking the model.

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>javascript:alert(3)\"'`&{{7*7}}{%x%}</title>𠮷𬭼😀"
)
RARE = "𠮷𬭼😀 ﹙㊣﹚ ﷽ e\u0301 \u200d \u3000全角　空格"


class Filler:
    """Builds a tree for a model with every field filled: texts by `text(name)`, the rest with something
    sound."""

    def __init__(self, text: Callable[[str], str]) -> None:
        self.text = text
        self.fields: list[str] = []
        self.count = 0

    def tree(self, model: type[Record], place: str, depth: int = 0) -> dict[str, Any]:
        found = {}
        for name, field in fields_of(model).items():
            value = self.value(field.annotation, [*field.metadata], f"{place}.{name}", depth)
            if value is not None:
                found[name] = value
        return found

    def value(self, annotation: Any, metadata: list[Any], place: str, depth: int) -> Any:
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *more = get_args(annotation)
            return self.value(inner, [*metadata, *more], place, depth)
        if origin in (typing.Union, types.UnionType):
            return self.value(
                next(a for a in get_args(annotation) if a is not type(None)), metadata, place, depth
            )
        if origin is Literal:
            words = get_args(annotation)
            return "published" if "published" in words else str(words[0])  # a draft is not shown at all
        if origin is list:
            item = self.value(get_args(annotation)[0], [], place, depth)
            return (
                None
                if item is None
                else [item, item]
                if get_args(get_args(annotation)[0])[:1] == (int,)
                else [item]
            )
        if annotation is int:
            return "1"
        if annotation is Decimal:
            return "1"
        if annotation in (date, datetime):
            return "2024-03-22"
        if annotation is str:
            pattern = next(
                (m.pattern for m in metadata if isinstance(m, StringConstraints) and m.pattern), ""
            )
            return self.string(str(pattern), place)
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return (
                None
                if depth > 12
                else self.tree(annotation, place, depth + (place.count(annotation.__name__.lower()) or 1))
            )
        raise AssertionError(f"{place}: the filler does not know {annotation}")

    def string(self, pattern: str, place: str) -> str | None:
        if "x00" in pattern or not pattern:
            self.fields.append(place)
            return self.text(place)
        if pattern.startswith("^https"):
            return "https://test.example/x"
        if pattern.startswith("^[12][0-9]{3}("):
            return "2024"
        if pattern == "^[a-z0-9][a-z0-9-]{0,63}$":
            self.count += 1
            return f"id-{self.count}"
        if pattern == PLAIN_NAMES:
            # only addresses with a page each can be swapped
            return {"address": "jia/alt.html", "to": "index.html"}.get(place.rpartition(".")[2])
        if pattern == TEMPLATE:
            return "甲{年}-{5位}"
        if pattern.count("/") == 2:
            # A source that were this task, too, would close a ring with the link.
            return None if place.endswith("source.task") else "yi/2024-fenjie/1"
        raise AssertionError(f"{place}: the filler does not know {pattern}")


# Not shown on any page, with the reason.
UNSHOWN = {
    "document.source.file": "the name of the imported file, for the clerk",
    "agency.short_name": "for the clerk and the search",
    "agency.review.steps": "for the check; those of a document are shown",
    "agency.review.public": "says which of those of a document are shown",
}
# The words as printed beside a unit: shown once the page has room for them.
QUOTED = re.compile(r"responsibility\.text$")
# Names of persons, which are on no page at all.
PERSONS = re.compile(r"\.persons$")


def evil_site(root: Path, text: Callable[[str], str]) -> list[str]:
    """Write a site whose text fields are all filled by `text`; returns the fields."""
    filler = Filler(text)
    document = filler.tree(Document, "document")
    agency = filler.tree(Agency, "agency")
    policies, topics, moved_ = (
        filler.tree(m, n) for m, n in ((Policies, "policies"), (Topics, "topics"), (MovedPages, "moved"))
    )
    agency["units"].append({"id": "qita", "name": "其他科"})
    agency["units"][0]["members"] = ["其他科"]
    agency["review"] = {"public": [document["review"][0]["step"]]}
    policies["policies"].append({"id": "qita", "title": "其他文件"})
    policies["policies"][0] |= {"validity": "repealed", "replaced_by": "其他文件"}

    def join(node: Any) -> None:
        """Names that refer to something must be registered."""
        if isinstance(node, dict):
            if "unit" in node and "role" in node:
                node["unit"] = agency["units"][0]["name"]
            if "cites" in node:
                node["cites"] = [policies["policies"][0]["title"]]
            if "topics" in node and "title" in node:
                node["topics"] = [topics["topics"][0]["name"]]
            if isinstance(node.get("deadlines"), list):
                node["deadlines"] = [
                    d | {"kind": "ongoing"} if isinstance(d, dict) else d for d in node["deadlines"]
                ]
            for value in node.values():
                join(value)
        elif isinstance(node, list):
            for value in node:
                join(value)

    join(document)
    for name, tree in {
        "jia/evil.yml": document,
        "jia/agency.yml": agency,
        "policies.yml": policies,
        "topics.yml": topics,
        "moved.yml": moved_,
    }.items():
        (root / "content" / name).write_text(
            yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), "utf-8"
        )
    for name in ("2024-yaodian.yml", "2024-zongjie.yml"):
        (root / "content/jia" / name).unlink()
    (root / "content/yi/2024-fenjie.yml").write_text(
        HEAD + "sections: [{title: 一节, tasks: [{id: 1, title: 甲}]}]\n", "utf-8"
    )
    return filler.fields


def registered(field: str) -> bool:
    """Whether the filler replaced the text by a registered name."""
    return bool(re.search(r"(\.unit|\.cites|members|tasks\.topics|replaced_by)$", field))


@pytest.mark.parametrize("what", ["markup", "rare characters"])
@pytest.mark.usefixtures("quick")
def test_markup_and_rare_characters_in_every_text_field_are_shown_as_text(sound: Path, what: str) -> None:
    payload = EVIL if what == "markup" else RARE
    fields = evil_site(sound, lambda place: f"〔{place}〕{payload}")
    assert len(fields) > 60
    done = support.build(sound, "--jobs", 1)
    assert done.status == 0, done.said
    pages = support.pages_of(sound / "site")
    for address, page in pages.items():
        unharmed(address, page, (sound / "site" / address).read_text("utf-8"))
    shown = support.squeeze("".join((page.body.text() if page.body else "") for page in pages.values()))
    missing = [
        f
        for f in fields
        if not registered(f)
        and f not in UNSHOWN
        and not QUOTED.search(f)
        and not PERSONS.search(f)
        and support.squeeze(f"〔{f}〕{payload}") not in shown
    ]
    assert missing == []
    kept_back = [f for f in fields if PERSONS.search(f)]
    assert kept_back
    assert not [f for f in kept_back if f"〔{f}〕" in shown]
    ElementTree.fromstring((sound / "site/sitemap.xml").read_bytes())
    data = json.loads((sound / "site/data/tasks.json").read_text("utf-8"))
    assert any(payload.strip() in t["title"] for t in data["tasks"])


def unharmed(address: str, page: LexborHTMLParser, raw: str) -> None:
    """Nothing of the payload became markup."""
    assert "<script>alert" not in raw, address
    assert "<img src=x" not in raw, address
    for script in page.css("script"):
        text = script.text() or ""
        if script.attributes.get("type") == "application/ld+json":  # data, which nothing runs
            assert not set("<>&") & set(text), address
            json.loads(text)
        else:
            assert "alert" not in text, address
    for node, name, value in support.attributes(page):
        assert not name.startswith("on"), (address, node.tag, name)
        assert not (
            name in support.REFERENCES and value.strip().lower().startswith(("javascript:", "data:text"))
        ), (address, value)
        assert node.tag != "img" or not value.startswith("x"), address
    assert len(page.css("title")) >= 1
    assert "49" not in (page.css_first("h1").text() or "")


def constrained() -> Iterator[tuple[str, str]]:
    """Every field that is no free text: each is given the payload and must refuse it."""

    class Spy(Filler):
        def string(self, pattern: str, place: str) -> str | None:
            value = super().string(pattern, place)
            if "x00" not in pattern and pattern:
                self.fields.append(place)
            else:
                self.fields.pop()
            return value

    for model, name in (
        (Document, "document"),
        (Agency, "agency"),
        (Policies, "policies"),
        (Topics, "topics"),
        (MovedPages, "moved"),
    ):
        spy = Spy(lambda _: "甲")
        spy.tree(model, name)
        yield from ((name, place) for place in dict.fromkeys(spy.fields))


@pytest.mark.parametrize(("model", "place"), list(constrained()), ids=lambda v: v)
def test_no_address_or_id_takes_markup(tmp_path: Path, model: str, place: str) -> None:
    class Spoiler(Filler):
        def string(self, pattern: str, where: str) -> str | None:
            return "javascript:alert(1)//../<script>" if where == place else super().string(pattern, where)

    kinds: dict[str, tuple[type[Record], str]] = {
        "document": (Document, "jia/a.yml"),
        "agency": (Agency, "jia/agency.yml"),
        "policies": (Policies, "policies.yml"),
        "topics": (Topics, "topics.yml"),
        "moved": (MovedPages, "moved.yml"),
    }
    kind, name = kinds[model]
    tree = Spoiler(lambda _: "甲").tree(kind, model)
    findings = _add_record(Content(tmp_path), name, tree)
    assert findings, place
    assert all(f.what and f.path for f in findings)


UNFIT = ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u202e", "\u2066", "\ufffe", "\r"]


@pytest.mark.parametrize("character", UNFIT, ids=[f"U+{ord(c[0]):04X}" for c in UNFIT])
def test_no_text_field_takes_control_characters(tmp_path: Path, character: str) -> None:
    for kind, name in (
        (Document, "jia/a.yml"),
        (Agency, "jia/agency.yml"),
        (Policies, "policies.yml"),
        (Topics, "topics.yml"),
        (MovedPages, "moved.yml"),
    ):
        filler = Filler(lambda _: f"甲{character}乙")
        text = yaml.dump(filler.tree(kind, "x"), default_style='"', allow_unicode=False)
        content = support.write(tmp_path / kind.__name__, {"jia/agency.yml": support.AGENCY, name: text})
        found = [p for p in support.problems_of(content) if "文字里有看不见的控制字符" in p]
        assert len(found) == len(filler.fields), name
        assert all(re.match(r"[^:]+:[1-9]\d*:[1-9]\d*: 错误：", p) for p in found)


@pytest.mark.usefixtures("quick")
def test_a_title_of_500_characters_is_shown_whole(sound: Path) -> None:
    long = "关于进一步加强".ljust(500, "长")
    path = sound / "content/jia/2024-yaodian.yml"
    path.write_text(
        path.read_text("utf-8").replace("管好储备粮", long).replace("甲县粮食局2024年工作要点", long), "utf-8"
    )
    assert support.build(sound, "--jobs", 1).status == 0
    pages = support.pages_of(sound / "site")
    assert long in (pages["jia/2024-yaodian/1.html"].css_first("h1").text() or "")
    assert long in (pages["jia/2024-yaodian/index.html"].css_first("h1").text() or "")
    assert long in (pages["jia/units/chubei-ke.html"].body.text() or "")


@pytest.mark.usefixtures("quick")
def test_deep_sections_have_headings_that_exist(sound: Path) -> None:
    inner = "{title: 六节, tasks: [{id: 1, title: 甲}]}"
    for name in ("五节", "四节", "三节", "二节", "一节"):
        inner = f"{{title: {name}, sections: [{inner}]}}"
    yaodian(f"{HEAD}sections: [{inner}]\n")(sound)
    (sound / "content/jia/2024-zongjie.yml").unlink()
    (sound / "content/moved.yml").unlink()
    done = support.build(sound, "--jobs", 1)
    assert done.status == 0, done.said
    page = support.pages_of(sound / "site")["jia/2024-yaodian/index.html"]
    assert [n.tag for n in page.css("h7, h8, h9")] == []


@pytest.mark.usefixtures("quick")
def test_text_that_looks_like_the_stamps_of_the_shell(sound: Path) -> None:
    stamp = "<!--gongkai-stamp-body--> gongkai-stamp-title gongkai-stamp-toc"
    path = sound / "content/jia/2024-yaodian.yml"
    path.write_text(path.read_text("utf-8").replace("管好储备粮", stamp), "utf-8")
    assert support.build(sound, "--jobs", 1).status == 0
    page = support.pages_of(sound / "site")["jia/2024-yaodian/1.html"]
    assert stamp in (page.css_first("h1").text() or "")
    assert len(page.css("h1")) == 1
