"""The sole MkDocs knower: hand-written pages and page shells, by Material with our own frame over it.

A shell is a whole page of the theme with marks where the head, the title and the body go. Every data page is
stamped into the shell of its depth, so ten thousand pages cost string joins, while navigation and Markdown
stay MkDocs'.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import escape

from generator.content.config import Config
from generator.content.host import slot
from generator.content.markdown_pages import EXTENSIONS, PAGES, published_files, shown_name, title_of
from generator.content.page_files import address_of, key_of
from generator.model.routes import DEEPEST
from generator.output import minify
from generator.output.policy import with_policy
from generator.output.template_problems import template_problem
from generator.pages.markup import escaped
from generator.problems import Problem, ProblemsError

STAMP = "gongkai-stamp"
_STAMPS = re.compile(rf"(?:<!--)?{STAMP}-(head|title|body)(?:-->)?")
_SHELL = "gongkai-shell"  # what files and the folder of shells are called: no hand-written page is
SEARCH_MODULES = "search"  # under assets: modules that search.bundle makes into scripts

_ASSETS = "assets"
_HOST_STYLE = "host.css"
_SEARCH = "search.md"
# The pages of the navigation that are stamped, by shell key: title in the navigation and address.
_NAVIGATED = {
    "units": ("责任单位", "units.md"),
    "topics": ("主题", "topics/index.md"),
    "policies": ("引用文件", "policies/index.md"),
    "deadlines": ("完成时限", "deadlines.md"),
    "indicators": ("指标", "indicators.md"),
}


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of the theme, cut at its marks: UTF-8 text, mark, text, mark, … text."""

    parts: tuple[bytes, ...]

    @classmethod
    def of(cls, html: str) -> Shell:
        return cls(tuple(part.encode() for part in _STAMPS.split(_tight(html))))

    def stamp(self, *, title: str, head: str, body: str) -> bytes:
        """The finished page, ready to write. `title` is plain text; the others are HTML."""
        values = {
            b"title": escaped(title).encode(),
            b"head": head.encode(),
            b"body": body.encode(),
        }
        return b"".join([values[part] if i % 2 else part for i, part in enumerate(self.parts)])


def _tight(html: str) -> str:
    """Without the theme's indentation, which is a quarter of a page."""
    return re.sub(r"\s*\n\s*", "\n", html)


def make_shells(config: Config, pages: Path, templates: Path, work: Path, site: Path) -> dict[str, str]:
    """Run MkDocs once: hand-written pages and assets go to `site`, the HTML of the shells is returned by key.

    `pages` holds the Markdown files, `work` is a scratch folder. Raises ProblemsError if MkDocs warns
    or a template of the theme is wrong.
    """
    docs = work / "docs"
    for name in published_files(pages):
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(pages / name, docs / name)
    shutil.copytree(
        templates / "assets",
        docs / "assets",
        ignore=shutil.ignore_patterns(SEARCH_MODULES),
        dirs_exist_ok=True,
    )
    for sheet in (templates / "assets").glob("*.css"):
        (docs / "assets" / sheet.name).write_text(minify.style(sheet.read_text("utf-8")), "utf-8")
    if config.host.style:
        (docs / "assets" / _HOST_STYLE).write_text(config.host.style.text, "utf-8")
    shells = _write_shell_sources(docs)
    _run_mkdocs(config, docs, templates / "theme", site, pages)
    hosts = config.host.allowed_hosts
    html = {  # sums of what stands inline hold for the text as it is published
        key: with_policy(_tight((site / address).read_text("utf-8")), hosts)
        for key, address in shells.items()
    }
    for address in shells.values():
        (site / address).unlink()
    shutil.rmtree(site / _SHELL)
    for path in site.rglob("*.html"):
        if not (pages / path.relative_to(site)).exists():  # a page put there as it is, is not ours to change
            path.write_text(with_policy(path.read_text("utf-8"), hosts), "utf-8")
    # MkDocs knows only its own pages; exports writes the real one
    (site / "sitemap.xml").unlink(missing_ok=True)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    return html


def addresses(pages: Path, templates: Path) -> set[str]:
    """The files that `make_shells` leaves in the site.

    The home page is stamped later.
    """
    written = {address_of(name) for name in published_files(pages)} - {"index.html"}
    assets = {
        str(path.relative_to(templates)) for path in (templates / "assets").rglob("*") if path.is_file()
    }
    return written | assets | {"404.html"}


def displaced(content: Path, templates: Path) -> list[Problem]:
    """Files under content/pages in the place of one that every site has: one of the two would be lost."""
    found = []
    for name in map(Path, published_files(content / PAGES)):
        address = address_of(str(name))
        is_in_the_way = name.parts[0] == _ASSETS and _stands_in_the_way(name, templates)
        if is_in_the_way or key_of(address) == "404.html":
            found.append(
                Problem(
                    shown_name(f"{content.name}/{PAGES}/{name}"),
                    0,
                    0,
                    f"“{shown_name(address)}”这个文件网站自己要用",
                    "请换一个名称，或移到别的目录，如 images",
                )
            )
    return found


def _stands_in_the_way(name: Path, root: Path) -> bool:
    """Whether the site has a file or a folder of this name, or a file where this one's folder is."""
    is_ours = (root / name).exists() or any((root / folder).is_file() for folder in name.parents)
    return is_ours or name.parts[:2] == (_ASSETS, SEARCH_MODULES)


def _write_shell_sources(docs: Path) -> dict[str, str]:
    """Write a Markdown file for each shell; return the address of each by key."""
    addresses = {"home": "index.html"}
    for depth in range(DEEPEST + 1):
        folder = "/".join([_SHELL, *("deep" for _ in range(1, depth))][:depth])
        name = "/".join(filter(None, [folder, f"{_SHELL}-{depth}.md"]))
        _write_source(docs / name)
        addresses[f"depth-{depth}"] = name.removesuffix(".md") + ".html"
    for key, name in [*((key, name) for key, (_, name) in _NAVIGATED.items()), ("search", _SEARCH)]:
        _write_source(docs / name)
        addresses[key] = name.removesuffix(".md") + ".html"
    return addresses


def _write_source(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {STAMP}-title\nstamp: true\n---\n", "utf-8")


def _run_mkdocs(config: Config, docs: Path, theme: Path, site: Path, pages: Path) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config.defaults import MkDocsConfig

    collected = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collected)
    logger.propagate = False
    try:
        settings = MkDocsConfig()
        settings.load_dict(_settings(config, docs, theme, site))
        errors, warnings = settings.validate()
        if errors or warnings:
            raise RuntimeError(f"mkdocs settings: {errors} {warnings}")
        environment = settings.theme.get_env()
        environment.list_templates = partial(_own_files, theme)  # type: ignore[method-assign]
        settings.theme.get_env = lambda: environment  # type: ignore[method-assign]
        settings.plugins.on_startup(command="build", dirty=False)
        build(settings)
    except Exception as error:
        if problem := template_problem(error, theme.parent):
            raise ProblemsError([problem]) from error
        raise
    finally:
        logger.removeHandler(collected)
    if collected.messages:
        raise ProblemsError(
            Problem(
                f"{pages.parent.name}/{pages.name}",
                0,
                0,
                f"手写页面有问题（{message}）",
                "请核对 Markdown 文件里的链接",
            )
            for message in collected.messages
        )


def _own_files(theme: Path, filter_func: Callable[[str], bool]) -> list[str]:
    """What Jinja's `list_templates` gives of our part of the theme: MkDocs would copy Material's 2.5 MB of
    assets, of which no page uses any, and pass over its 14,000 icons one by one.
    """
    return sorted(filter(filter_func, (str(f.relative_to(theme)) for f in theme.rglob("*") if f.is_file())))


class _Collector(logging.Handler):
    """Keeps MkDocs' warnings instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _settings(config: Config, docs: Path, theme: Path, site: Path) -> dict[str, object]:
    return {
        "site_name": escape(config.site_name),  # the theme prints both as they are
        "site_description": escape(config.site_description),
        "docs_dir": str(docs),
        "site_dir": str(site),
        "use_directory_urls": False,
        "exclude_docs": "!/templates/",  # MkDocs would leave it out; what is published is decided before
        "nav": [
            {"首页": "index.md"},
            *({title: name} for title, name in _NAVIGATED.values()),
            *_hand_written(docs),
        ],
        "theme": {
            "name": "material",  # its icons and macros; frame, styles and scripts are our own
            "custom_dir": str(theme),
            "static_templates": ["404.html"],
        },
        "plugins": [],  # the search is our own
        # Links to stamped pages are unknown to MkDocs; pages.handwritten checks all of them.
        "validation": {"links": {"not_found": "info", "unrecognized_links": "info", "anchors": "info"}},
        "markdown_extensions": EXTENSIONS,
        "extra_javascript": [
            "assets/vendor/tablesort.js",
            "assets/gongkai.js",
            "assets/search/highlight.js",
            "assets/search/late.js",
        ],
        "extra": {
            "mark": STAMP,
            "config": config,
            "host_style": f"{_ASSETS}/{_HOST_STYLE}" if config.host.style else "",
            "host_header": slot(config.host.header, "header"),
            "host_footer": slot(config.host.footer, "footer"),
        },
    }


def _hand_written(docs: Path) -> list[dict[str, str]]:
    """The other Markdown pages, in the order of their file names, under the title of their first heading."""
    names = {"index.md", _SEARCH, *(name for _, name in _NAVIGATED.values())}
    found = []
    for path in sorted(docs.glob("*.md")):
        if path.name in names or path.name.startswith(_SHELL):
            continue
        found.append({str(escape(title_of(path.read_text("utf-8-sig"), path.stem))): path.name})
    return found
