"""Views to HTML fragments with Jinja: autoescape on, undefined names are errors, no logic beyond loops and conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner as _escape_plain

from generator.pages import Head

# Markup(…) without its look for __html__: pages are made of a hundred thousand of these.
_html: Callable[[str], Markup] = partial(str.__new__, Markup)


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


class Renderer:
    """The templates of one folder, each compiled once."""

    def __init__(self, templates: Path) -> None:
        self._environment = _ViewEnvironment(
            loader=FileSystemLoader([templates / "pages", templates / "theme"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["once"] = self._once
        self._environment.filters["each"] = self._each
        macros = self._environment.get_template("parts.html")
        _escape_quickly(macros)
        self._environment.globals["p"] = macros.module  # an import would look it up again on each of ten thousand pages
        self._fragments: dict[str, _Fragment] = {}
        self._rendered: dict[str, dict[int, tuple[Any, Markup]]] = defaultdict(dict)

    def body(self, template: str, view: Any) -> str:
        """The fragment that `template` makes of `view`. Raises AttributeError or UndefinedError on an unknown name."""
        return self._fragment(template)(view)

    def head(self, head: Head) -> str:
        """The article tags of a page."""
        return self._fragment("head.html")(head) if head.meta else ""

    def toc(self, template: str, view: Any) -> str:
        """The table of contents of a document, for the theme's sidebar; nothing for other pages."""
        return self._fragment("toc.html")(view) if template == "document.html" else ""

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
            known = rendered[id(view)] = view, _html(self._fragment(template)(view))
        return known[1]

    def _each(self, views: Iterable[Any], template: str, between: str = "") -> Markup:
        """The filter `views | each("part.html", "、")`: as `once`, for all views of a list."""
        return _html(between.join([self._once(view, template) for view in views]))

    def _fragment(self, name: str) -> _Fragment:
        if name not in self._fragments:
            self._fragments[name] = _Fragment(self._environment.get_template(name))
        return self._fragments[name]


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
    """What compiled templates call for each value.

    markupsafe would also wrap the result in a `Markup` object, only for it to be joined at once: a third of the
    time of a page.
    """
    kind = value.__class__
    if kind is str:
        return _escape_plain(value)
    return value if kind is Markup else str(escape(value))
