"""Makes classic scripts of the ES modules in templates/assets/search, which browsers refuse from file://.

All modules of a script stand in one function, each after those it imports. Where a name that a module keeps
to itself is also one of another module, it goes into a function of its own that returns what it exports: a
function for every module would cost a reader 700 bytes. A name of ours that hides one of the browser's would
change other modules too; tests/search/test_search_bundle.py asks Chromium for such names.
The notes for people and for tsc stay in the sources, and so do the long names of functions: where it is plain
that a name stands for nothing but one of ours, the script has a short one, which saves a reader a kilobyte.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from pathlib import Path

from generator.output import minify

# The script that a page loads -> the module it starts from.
ENTRIES = {
    "search.js": "page.js",
    "box.js": "header.js",
    "engine.js": "engine-script.js",
    "disk.js": "disk-script.js",
    "export.js": "export-script.js",
    "hints.js": "hints-script.js",
    "highlight.js": "highlight.js",
    "deadlines.js": "deadlines.js",
    "late.js": "late.js",
}

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', re.M)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.M)
_TOP = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.M)
_RENAMED = re.compile(r"^import \{[^}]* as ", re.M)
_MODULE_WORD = re.compile(r"^\s*(?:import|export)\b", re.M)
# The minifier leaves comments alone.
_NOTE = re.compile(r"[ \t]*/\*\* @(?:type|import|param|returns)\b[^\n]*?\*/ ?")
_WORD = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]*")
_LONG = re.compile(r"[a-z]+[A-Z]\w+|[A-Z]+_[A-Z_]+")  # no word of a string looks like that
_PERHAPS_PROPERTY = re.compile(r"(?<=[.#])\w+|(?<=[{,])\w+(?=[,}=])|\w+(?=:)")
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
    exported = Counter(export for module in done for export in _exports(modules[module]))
    if twice := [export for export, times in exported.items() if times > 1]:
        raise BundleError(f"several modules export {', '.join(twice)}")
    names = Counter(name for module in done for name in top_names(modules[module]))
    shared = {name for name, times in names.items() if times > 1}
    body = "\n".join(_as_part(name, modules[name], shared) for name in done)
    return _with_short_names(minify.script(f'(() => {{\n"use strict";\n{body}\n}})();\n'), names)


def top_names(source: str) -> set[str]:
    """The names that a module declares outside its functions."""
    return set(_TOP.findall(source))


def _with_short_names(script: str, names: Collection[str]) -> str:
    """Short names for ours, but for those that may be properties of objects somewhere."""
    kept = set(_PERHAPS_PROPERTY.findall(script))
    plain = sorted(name for name in names if _LONG.fullmatch(name) and name not in kept)
    taken = set(_WORD.findall(script))
    fresh = (name for number in count() if (name := f"${number}") not in taken)
    short = dict(zip(plain, fresh, strict=False))
    return _WORD.sub(lambda match: short.get(match[0], match[0]), script)


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


def _exports(source: str) -> list[str]:
    return [match[2] for match in _EXPORT.finditer(source)]


def _as_part(name: str, source: str, shared: Collection[str]) -> str:
    """The text of a module; `shared` are the names that several modules declare."""
    text = _without_notes(_EXPORT.sub(lambda match: match[1], _IMPORT.sub("", source)))
    if _MODULE_WORD.search(text) or _RENAMED.search(source):
        raise BundleError(
            f'{name}: only `import {{…}} from "./x.js"` and `export function|class|const` are known'
        )
    exports = _exports(source)
    if (top_names(source) - set(exports)).isdisjoint(shared):
        return text
    given = f"const {{ {', '.join(exports)} }} = " if exports else ""
    return f"{given}(() => {{\n{text}\nreturn {{ {', '.join(exports)} }};\n}})();"


def _without_notes(text: str) -> str:
    lines = _NOTE.sub(" ", text).split("\n")
    return "\n".join(line for line in lines if not _COMMENT_LINE.match(line))
