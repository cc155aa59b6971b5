"""Views to HTML fragments with Jinja: autoescape on, undefined names are errors, no logic beyond loops and conditions."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner as _escape_plain

from generator.pages import Head


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
        self._templates: dict[str, Template] = {}
        self._fragments: dict[str, dict[int, tuple[Any, Markup]]] = defaultdict(dict)

    def body(self, template: str, view: Any) -> str:
        """The fragment that `template` makes of `view`. Raises AttributeError or UndefinedError on an unknown name."""
        return self._template(template).render(v=view)

    def head(self, head: Head) -> str:
        """The article tags of a page."""
        return self._template("head.html").render(v=head) if head.meta else ""

    def toc(self, template: str, view: Any) -> str:
        """The table of contents of a document, for the theme's sidebar; nothing for other pages."""
        return self._template("toc.html").render(v=view) if template == "document.html" else ""

    def forget(self, template: str) -> None:
        """Let go of the fragments that `template` made."""
        self._fragments[template].clear()

    def _once(self, view: Any, template: str) -> Markup:
        """The filter `view | once("part.html")`: renders a view that several pages share only once.

        The view is kept beside its HTML, so that its identity stays its own.
        """
        fragments = self._fragments[template]
        known = fragments.get(id(view))
        if known is None:
            known = fragments[id(view)] = view, Markup(self._template(template).render(v=view))
        return known[1]

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            template = self._templates[name] = self._environment.get_template(name)
            template.root_render_func.__globals__["escape"] = _escape
        return self._templates[name]


def _escape(value: Any) -> str:
    """What compiled templates call for each value.

    markupsafe would also wrap the result in a `Markup` object, only for it to be joined at once: a third of the
    time of a page.
    """
    kind = value.__class__
    if kind is str:
        return _escape_plain(value)
    return value if kind is Markup else str(escape(value))
