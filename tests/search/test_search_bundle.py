"""Modules become one classic script; what the bundler does not know stops the build with a reason."""

from __future__ import annotations

import pytest
from search_harness import MODULES

from generator.search.bundle import ENTRIES, BundleError, bundle, scripts


def test_modules_keep_their_names_apart() -> None:
    script = bundle(
        {
            "a.js": 'import { b } from "./b.js";\n/** @param {string} x */\nconst own = 1;\nwindow.sum = own + b();\n',
            "b.js": "// a note\nconst own = 2;\nexport function b() {\n  return own;\n}\n",
        },
        "a.js",
    )
    assert script.index("const own = 2") < script.index("const own = 1")
    assert "import" not in script
    assert "export" not in script
    assert "note" not in script
    assert "@param" not in script
    assert "return { b };" in script


def test_line_breaks_that_mean_nothing_are_left_out_and_others_kept() -> None:
    script = bundle({"a.js": "function f() {\n  g(1,\n  2);\n  h(); // so {\n  i()\n  return [\n  ];\n}\n"}, "a.js")
    assert "function f() {g(1,2);h(); // so {\ni()\nreturn [];}\n" in script


@pytest.mark.parametrize(
    ("modules", "reason"),
    [
        ({"a.js": 'import { b } from "./b.js";'}, "b.js, which does not exist"),
        ({"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'}, r"a.js -> b.js -> a.js"),
        ({"a.js": 'import b from "./b.js";', "b.js": ""}, "only"),
        ({"a.js": "export default 1;"}, "only"),
    ],
)
def test_refusals(modules: dict[str, str], reason: str) -> None:
    with pytest.raises(BundleError, match=reason):
        bundle(modules, "a.js")


def test_all_scripts_are_made() -> None:
    made = dict(scripts(MODULES))
    assert set(made) == set(ENTRIES)
    for name, data in made.items():
        assert b"gongkai" in data or name == "highlight.js"
        assert len(data) < 72_000
