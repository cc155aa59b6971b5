"""Modules become one classic script; what the bundler does not know stops the build with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from search_harness import MODULES

from generator.output import minify
from generator.output.scripts import ENTRIES, BundleError, bundle, scripts, top_names

MODULES_OF_ONE_NAME = {
    "a.js": 'import { b } from "./b.js";\n/** @param {string} x */\nconst own = 1;\n'
    "window.sum = own + b();\n",
    "b.js": "// a note\nconst own = 2;\nexport function b() {\n  return own;\n}\n",
}


def test_a_script_holds_no_words_of_modules_nor_notes() -> None:
    script = bundle(MODULES_OF_ONE_NAME, "a.js")
    for word in ("import", "export", "note", "@param", "<script", "\n"):
        assert word not in script


def test_modules_keep_their_names_apart(page: Any) -> None:
    page.add_script_tag(content=bundle(MODULES_OF_ONE_NAME, "a.js"))
    assert page.evaluate("window.sum") == 3


@pytest.mark.parametrize(
    ("b", "total"),
    [
        ("const apart = 2;\nexport function b() {\n  return apart;\n}\n", 3),
        ("const own = 2;\nexport const b = () => own + unmet();\nfunction unmet() {\n  return 4;\n}\n", 7),
        ("export const own = 2;\nexport function b() {\n  return own;\n}\n", 3),
    ],
)
def test_names_may_meet_or_not(page: Any, b: str, total: int) -> None:
    page.add_script_tag(content=bundle(MODULES_OF_ONE_NAME | {"b.js": b}, "a.js"))
    assert page.evaluate("window.sum") == total


def test_short_names_change_no_property_and_no_word(page: Any) -> None:
    """A constant and a name that are properties too, one that is a word, names after three dots."""
    source = (
        "const LONG_NAME = [1, 2];\nconst lonely = 3;\nconst worded = [...LONG_NAME, lonely];\n"
        "const method = (argument) => `worded ${argument + lonely} ${`in ${argument + 0}`}`;\n"
        "const owner = { LONG_NAME, method, other: { lonely: LONG_NAME.length } };\n"
        "const seen = [owner, owner.method(4), worded, /lonely/.test('lonely'), owner.other];\n"
        "window.seen = JSON.stringify(seen);\n"
    )
    script = bundle({"a.js": source}, "a.js")
    page.add_script_tag(content=script)
    assert page.evaluate("window.seen") == (
        '[{"LONG_NAME":[1,2],"other":{"lonely":2}},"worded 7 in 4",[1,2,3],true,{"lonely":2}]'
    )
    assert "argument" not in script


def test_no_name_of_ours_hides_one_of_the_browser(page: Any) -> None:
    """A module that means window.name would get what another module calls so, and tsc would not see it."""
    page.set_content("<!doctype html>")
    sources = [path.read_text("utf-8") for path in MODULES.glob("*.js")]
    names = sorted({name for source in sources for name in top_names(source)})
    assert len(names) > 100
    assert page.evaluate("(names) => [...names, 'name'].filter((name) => name in window)", names) == ["name"]


def test_a_style_sheet_keeps_its_rules_without_notes() -> None:
    assert minify.style("/* a note */\n.a,\n.b { color: #ff0000; }\n") == ".a,.b{color:red}"


@pytest.mark.parametrize(
    ("modules", "reason"),
    [
        ({"a.js": 'import { b } from "./b.js";'}, "b.js, which does not exist"),
        (
            {"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'},
            r"a.js -> b.js -> a.js",
        ),
        ({"a.js": 'import b from "./b.js";', "b.js": ""}, "only"),
        ({"a.js": "export default 1;"}, "only"),
        ({"a.js": 'import { b as c } from "./b.js";', "b.js": "export const b = 1;"}, "only"),
        (
            {"a.js": 'import { b } from "./b.js";\nexport const b = 1;', "b.js": "export const b = 1;"},
            "several",
        ),
    ],
)
def test_refusals(modules: dict[str, str], reason: str) -> None:
    with pytest.raises(BundleError, match=reason):
        bundle(modules, "a.js")


def test_all_scripts_are_made() -> None:
    made = dict(scripts(MODULES))
    assert set(made) == set(ENTRIES)
    for name, data in made.items():
        assert b"gongkai" in data or name in ("highlight.js", "deadlines.js", "late.js")  # these ask no index
        assert len(data) < 60_000
