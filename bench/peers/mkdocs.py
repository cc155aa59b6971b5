"""MkDocs with our theme on the same task pages: a Markdown file a task, whose body is HTML,
outside the navigation.

This is the least that MkDocs can do for these pages: the bodies are ready-made, its search and all other
plugins are off, and only the Markdown extensions that it always loads are on.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from bench.contender import Contender
from bench.peers.pages import TaskPage
from generator.build import TEMPLATES
from generator.content.config import Config

_NAVIGATION = {
    "责任单位": "units.md",
    "主题": "topics/index.md",
    "引用文件": "policies/index.md",
    "完成时限": "deadlines.md",
    "指标": "indicators.md",
    "公开指南": "guide.md",
    "公开制度": "rules.md",
}
_MAIN = """\
{% extends "gongkai.html" %}
{% block head %}{% if page.meta.head %}{{ page.meta.head }}{% else %}{{ super() }}{% endif %}{% endblock %}
{% block body %}{% if page.meta.stamp %}{{ page.content }}{% endif %}{% endblock %}
"""


def prepare(folder: Path, pages: Iterable[TaskPage], config: Config, handwritten: Path) -> Contender:
    """Write the MkDocs site into `folder`; `handwritten` is content/pages."""
    docs = folder / "docs"
    shutil.copytree(handwritten, docs)
    shutil.copytree(TEMPLATES / "assets", docs / "assets")
    for name in _NAVIGATION.values():
        if not (docs / name).exists():
            (docs / name).parent.mkdir(exist_ok=True)
            (docs / name).write_text("", "utf-8")
    for page in pages:
        path = (docs / page.address).with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        meta = {"title": page.title, "head": page.head_html, "stamp": True}
        path.write_text(f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n{_one_block(page.body)}", "utf-8")
    _write_theme(folder / "theme")
    settings = folder / "mkdocs.yml"  # JSON is YAML
    settings.write_text(json.dumps(_settings(config, folder), ensure_ascii=False, indent=1), "utf-8")
    return Contender(
        name="MkDocs",
        command=[sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(settings)],
        site=folder / "site",
        fresh=[folder / "site"],
        environment={"NO_MKDOCS_2_WARNING": "1"},
    )


def _one_block(body: str) -> str:
    """The body without empty lines and in one element, so that Markdown passes it through as it is."""
    return "<div>\n" + "\n".join(line for line in body.splitlines() if line.strip()) + "\n</div>\n"


def _write_theme(theme: Path) -> None:
    shutil.copytree(TEMPLATES / "theme", theme)
    (theme / "main.html").rename(theme / "gongkai.html")
    (theme / "main.html").write_text(_MAIN, "utf-8")


def _settings(config: Config, folder: Path) -> dict[str, object]:
    """The same theme as the shells of gongkai."""
    return {
        "site_name": config.site_name,
        "site_description": config.site_description,
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "site"),
        "use_directory_urls": False,
        "nav": [{"首页": "index.md"}, *({title: name} for title, name in _NAVIGATION.items())],
        "not_in_nav": "*",
        "theme": {"name": "material", "custom_dir": str(folder / "theme")},
        "plugins": [],
        "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore", "anchors": "ignore"}},
        "extra_javascript": ["assets/vendor/tablesort.js", "assets/gongkai.js"],
        "extra": {"mark": "unused", "config": asdict(config) | {"color_on_dark": config.color_on_dark}},
    }
