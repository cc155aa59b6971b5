"""Makes classic scripts of the ES modules in templates/assets/search, which browsers refuse from file://.

Each module becomes a function that returns what it exports, so names of one never meet names of another.
The notes for people and for tsc stay in the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.output import minify

# The script that a page loads -> the module it starts from.
ENTRIES = {
    "search.js": "page.js",
    "box.js": "header.js",
    "engine.js": "engine-script.js",
    "highlight.js": "highlight.js",
}

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', re.M)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.M)
_MODULE_WORD = re.compile(r"^\s*(?:import|export)\b", re.M)
# The minifier leaves comments alone.
_NOTE = re.compile(r"[ \t]*/\*\* @(?:type|import|param|returns)\b[^\n]*?\*/ ?")
_COMMENT_LINE = re.compile(r"^\s*(?://.*|/\*\*.*|\*(?: .*|/)?)?$")


class BundleError(Exception):
    """A module that cannot be put into a script."""


def scripts(directory: Path) -> Iterator[tuple[str, bytes]]:
    """The finished scripts of the modules in `directory`, as (name, bytes)."""
    modules = {path.name: path.read_text("utf-8") for path in sorted(directory.glob("*.js"))}
    for name, entry in ENTRIES.items():
        yield name, bundle(modules, entry).encode()


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """One script: the modules that `entry` needs, each after those it imports."""
    done: list[str] = []
    _visit(modules, entry, (), done)
    body = "\n".join(_as_function(name, modules[name]) for name in done)
    return minify.script(f'(() => {{\n"use strict";\n{body}\n}})();\n')


def _visit(modules: Mapping[str, str], name: str, path: tuple[str, ...], done: list[str]) -> None:
    if name in path:
        raise BundleError(f"modules import each other: {' -> '.join((*path, name))}")
    if name in done:
        return
    if name not in modules:
        raise BundleError(f"{path[-1] if path else 'bundle'} imports {name}, which does not exist")
    for needed in _IMPORT.finditer(modules[name]):
        _visit(modules, needed[2], (*path, name), done)
    done.append(name)


def _as_function(name: str, source: str) -> str:
    exports = [match[2] for match in _EXPORT.finditer(source)]
    text = _IMPORT.sub(lambda match: f"const {{{match[1]}}} = {_variable(match[2])};", source)
    text = _without_notes(_EXPORT.sub(lambda match: match[1], text))
    if _MODULE_WORD.search(text):
        raise BundleError(
            f'{name}: only `import {{…}} from "./x.js"` and `export function|class|const` are known'
        )
    return f"const {_variable(name)} = (() => {{\n{text}\nreturn {{ {', '.join(exports)} }};\n}})();"


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")


def _without_notes(text: str) -> str:
    lines = _NOTE.sub(" ", text).split("\n")
    return "\n".join(line for line in lines if not _COMMENT_LINE.match(line))
