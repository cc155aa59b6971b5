"""Views to HTML fragments with Jinja: autoescape on, undefined names are errors, no logic beyond loops and conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from generator.pages import Head
from generator.pages.markup import escaped, html


class _DirectAttributes(CodeGenerator):
    """`v.title` compiles to the attribute itself.

    Jinja would also try `v["title"]` and fall back to an undefined value; views are typed objects, so a missing
    attribute is a mistake either way, and this takes a third off the time of a page.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class _ViewEnvironment(Environment):
    code_generator_class = _DirectAttributes


class _Codes(BytecodeCache):
    """Compiled templates in memory, by Jinja's own keys."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


def compiled(templates: Path) -> dict[str, bytes]:
    """The templates compiled, for a `Renderer` in another process."""
    codes: dict[str, bytes] = {}
    Renderer(templates, codes)
    return codes


class Renderer:
    """The templates of one folder, each compiled once: here, unless `codes` has it."""

    def __init__(self, templates: Path, codes: dict[str, bytes] | None = None) -> None:
        self._environment = _ViewEnvironment(
            loader=FileSystemLoader([templates / "pages", templates / "theme"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Codes({} if codes is None else codes),
        )
        self._environment.filters["once"] = self._once
        self._environment.filters["each"] = self._each
        macros = self._environment.get_template("parts.html")
        _escape_quickly(macros)
        # an import would look it up again on each of ten thousand pages
        self._environment.globals["p"] = macros.module
        # All at once, before the build forks: each process would compile them again.
        self._fragments = {
            path.name: _Fragment(self._environment.get_template(path.name))
            for path in (templates / "pages").glob("*.html")
        }
        self._rendered: dict[str, dict[int, tuple[Any, Markup]]] = defaultdict(dict)

    def body(self, template: str, view: Any) -> str:
        """The fragment that `template` makes of `view`. Raises AttributeError or UndefinedError on an unknown name."""
        return self._fragments[template](view)

    def head(self, head: Head) -> str:
        """The article tags of a page."""
        return self._fragments["head.html"](head) if head.meta else ""

    def toc(self, view: Any) -> str:
        """The table of contents of a document, for the theme's sidebar."""
        return self._fragments["toc.html"](view)

    def forget(self, template: str) -> None:
        """Let go of the fragments that `template` made."""
        self._rendered[template].clear()

    def _once(self, view: Any, template: str) -> Markup:
        """The filter `view | once("part.html")`: renders a view that several pages share only once.

        The view is kept beside its HTML, so that its identity stays its own.
        """
        rendered = self._rendered[template]
        known = rendered.get(id(view))
        if known is None:
            known = rendered[id(view)] = view, html(self._fragments[template](view))
        return known[1]

    def _each(self, views: Iterable[Any], template: str, between: str = "") -> Markup:
        """The filter `views | each("part.html", "、")`: as `once`, for all views of a list."""
        return html(between.join([self._once(view, template) for view in views]))


class _Fragment:
    """A compiled template with the one context that all its renderings share.

    `Template.render` would make a context anew for each; pages are made of a hundred thousand small fragments.
    """

    def __init__(self, template: Template) -> None:
        self._context = template.new_context()
        self._root = template.root_render_func
        _escape_quickly(template)

    def __call__(self, view: Any) -> str:
        self._context.vars["v"] = view
        return "".join(self._root(self._context))


def _escape_quickly(template: Template) -> None:
    """Let the compiled code of `template` call `_escape`."""
    template.root_render_func.__globals__["escape"] = _escape


def _escape(value: Any) -> str:
    """What compiled templates call for each value: words, HTML and numbers take the short way."""
    kind = value.__class__
    if kind is str:
        return escaped(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else str(escape(value))
