"""Views to HTML fragments with Jinja: autoescape on, undefined names are errors, no logic beyond loops and conditions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from generator.pages import Head


class Renderer:
    """The templates of one folder, each compiled once."""

    def __init__(self, templates: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
        )
        self._cache: dict[str, Template] = {}

    def body(self, template: str, view: Any) -> str:
        """The fragment that `template` makes of `view`. Raises jinja2.UndefinedError on an unknown name."""
        return self._template(template).render(v=view)

    def head(self, head: Head) -> str:
        """The article tags of a page."""
        return self._template("head.html").render(v=head) if head.meta else ""

    def toc(self, view: Any) -> str:
        """The table of contents of a page that has sections, for the theme's sidebar; nothing for others."""
        return self._template("toc.html").render(v=view) if getattr(view, "sections", None) and hasattr(view, "table") else ""

    def _template(self, name: str) -> Template:
        if name not in self._cache:
            self._cache[name] = self._environment.get_template(name)
        return self._cache[name]
