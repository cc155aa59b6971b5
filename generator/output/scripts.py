"""Makes classic scripts of the ES modules in templates/assets/search, which browsers refuse from file://.

All modules of a script stand in one function, each after those it imports. Where a name that a module keeps
to itself is also one of another module, it goes into a function of its own that returns what it exports: a
function for every module would cost a reader 700 bytes. A name of ours that hides one of the browser's would
change other modules too; tests/search/test_search_bundle.py asks Chromium for such names.
The notes for people and for tsc stay in the sources, and so do the long names: where it is plain that a name
stands for nothing but one of ours, the script has a short one, which saves a reader a kilobyte.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from pathlib import Path
from string import ascii_letters

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
_WORD = re.compile(r"(?<![\w$#])(?<!(?<!\.\.)\.)[A-Za-z_$][\w$]*")  # but for what is a property for certain
# What is declared anywhere, as the minifier writes it: one by one, one after the other, as parameters.
_DECLARED = (
    re.compile(r"\b(?:let|const|function) (\w+)"),
    re.compile(r"(?<=[,;{}])(\w+)=(?![=>])"),
    re.compile(r"(?<![\w.])(\w+)=>"),
    re.compile(r"(?<=[(,])(\w+)(?=[\w,]*\)=>)"),
    re.compile(r"\bfunction \w+\((?:\w+,)*?(\w+)(?=[,)])"),
)
_CONSTANT = re.compile(r"[A-Z]+_[A-Z_]+")  # a property looks like that only where an object is written down
_WRITTEN_PROPERTY = re.compile(r"(?<=[{,])\w+(?=[,}:])")
_PERHAPS_PROPERTY = re.compile(r"(?<=[.#])\w+|(?<=[{,])\w+(?=[,}=])|\w+(?=:)")
_KEYWORDS = {"as", "async", "do", "from", "get", "if", "in", "of", "set", "static"}  # some may be names too
_PATTERN = re.compile(r"/(?:\\.|[^/\\\n`]){1,99}/[a-z]*")  # regular expressions, and divisions by chance
_STRING_STEP = re.compile(r"\\.|`|\$\{|\{|\}", re.S)
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
    return _with_short_names(minify.script(f'(() => {{\n"use strict";\n{body}\n}})();\n'))


def top_names(source: str) -> set[str]:
    """The names that a module declares outside its functions."""
    return set(_TOP.findall(source))


def declared_names(script: str) -> set[str]:
    """Names that a minified script declares anywhere."""
    return {name for pattern in _DECLARED for name in pattern.findall(script)}


def _with_short_names(script: str) -> str:
    """Short names for ours, but for those that may be properties of objects, or words of a string."""
    kept = set(_PERHAPS_PROPERTY.findall(script))
    told = set(re.findall(r"\w+", " ".join([*_strings(script), *_PATTERN.findall(script)]))) | _KEYWORDS
    constants = {name for name in kept if _CONSTANT.fullmatch(name)}.difference(
        _WRITTEN_PROPERTY.findall(script)
    )
    plain = sorted((declared_names(script) - (kept - constants)) - told)
    taken = {*re.findall(r"[\w$]+", script), *_KEYWORDS}
    fresh = (name for number in count() if (name := _letters(number)) not in taken)
    short = dict(zip((name for name in plain if len(name) > 2), fresh, strict=False))
    return _WORD.sub(lambda match: short.get(match[0], match[0]), script)


def _letters(number: int) -> str:
    return ascii_letters[number % 52] + (_letters(number // 52 - 1) if number >= 52 else "")


def _strings(script: str) -> Iterator[str]:
    """The words of a minified script: it has only strings that are templates; without the code in them."""
    open_ = [""]
    last = 0
    for step in _STRING_STEP.finditer(script):
        mark, inside = step[0], open_[-1] == "`"
        if inside and mark in ("`", "${"):
            yield script[last : step.start()]
        if mark == "`":
            open_.pop() if inside else open_.append(mark)
        elif (mark == "${" and inside) or (mark.endswith("{") and not inside):
            open_.append(mark)
        elif mark == "}" and not inside:
            open_.pop()
        if open_[-1] == "`" and mark in ("`", "}"):
            last = step.end()
    if len(open_) > 1:
        raise BundleError("a brace or string that is open at the end of a script, or a pattern that has one")


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
