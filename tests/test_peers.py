"""The benchmark compares like with like: its peers, given the tasks of a site, show what our pages show."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
import support
from support import ROOT, build, copy_sound

import bench.__main__
from bench import sites, synthetic
from bench.contender import Contender, time_build
from bench.peers import hugo, mkdocs, pages
from bench.peers.go_template import UnknownToGoError, layout
from generator.content.config import read_config
from generator.content.markdown_pages import PAGES
from generator.output.shells import Shell
from generator.pages.task import TaskView

CONFIG = ROOT / "site_config.yml"
Tasks = list[pages.TaskPage]


@pytest.fixture(scope="module")
def need_hugo() -> None:
    """Hugo comes with the lock file of the benchmarks, which CI installs: there its absence is a failure."""
    try:
        hugo.program()
    except FileNotFoundError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(error.strerror)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty synthetic tasks."""
    folder = tmp_path_factory.mktemp("synthetic") / "content"
    synthetic.write_content(folder, 20)
    return folder


@pytest.fixture(scope="module")
def shell(content: Path) -> Shell:
    return pages.task_shell(content, CONFIG)


@pytest.fixture(scope="module")
def tasks(content: Path) -> Tasks:
    made = list(pages.task_pages(content, CONFIG))
    assert len(made) == 20
    return made


@pytest.fixture(scope="module")
def ours(content: Path) -> Path:
    """The site that gongkai makes of them."""
    built = support.run("build", "--content", content, "--config", CONFIG, "--site", content.parent / "site")
    assert built.status == 0, built.said
    return content.parent / "site"


def compared(peer: Contender, ours: Path, tasks: Tasks) -> None:
    time_build(peer)
    assert len(list(peer.site.rglob("*.html"))) >= len(tasks)
    sites.compare(ours, peer.site, [task.address for task in tasks])


@pytest.mark.usefixtures("need_hugo")
def test_hugo_says_what_our_pages_say(tmp_path: Path, ours: Path, tasks: Tasks, shell: Shell) -> None:
    compared(hugo.from_data(tmp_path / "hugo", tasks, shell), ours, tasks)
    compared(hugo.ready_made(tmp_path / "ready-made", tasks, shell), ours, tasks)


@pytest.mark.usefixtures("need_hugo")
def test_hugo_says_it_of_every_kind_of_task_too(tmp_path: Path) -> None:
    """Chains, divided deadlines, notes: what the synthetic tasks lack, some task of this site has."""
    root = copy_sound(tmp_path)
    plan, moved = root / "content/jia/2024-yaodian.yml", root / "content/moved.yml"
    new = "        continuity: new\n"
    revised = f"{new}        revisions: [{{date: 2024-06-03, what: 轮换数量改正, why: 录入有误}}]\n"
    plan.write_text(plan.read_text("utf-8").replace(new, revised, 1), "utf-8")
    policies = root / "content/policies.yml"
    ended = "title: 甲县储备粮管理办法\n    validity: 已废止\n    ended: 2025-01-01"
    policies.write_text(policies.read_text("utf-8").replace("title: 甲县储备粮管理办法", ended, 1), "utf-8")
    swapped = "  - {address: jia/2024-yaodian/1.html, swapped: jia/2024-yaodian/2.html, reason: 编号对调。}\n"
    moved.write_text(moved.read_text("utf-8") + swapped, "utf-8")
    assert build(root).status == 0
    config = root / "site_config.yml"
    tasks = list(pages.task_pages(root / "content", config))
    silent = [name for name in tasks[0].data if not any(task.data[name] for task in tasks)]
    assert silent == ["unpublished"]  # which only `serve` shows
    shell = pages.task_shell(root / "content", config)
    compared(hugo.from_data(tmp_path / "hugo", tasks, shell), root / "site", tasks)


@pytest.mark.usefixtures("need_hugo")
def test_other_words_would_be_noticed(tmp_path: Path, ours: Path, tasks: Tasks, shell: Shell) -> None:
    peer = hugo.from_data(tmp_path / "hugo", tasks, shell)
    [file] = (tmp_path / "hugo" / "layouts").iterdir()
    text = file.read_text("utf-8")
    assert text.count("原文：") == 1
    file.write_text(text.replace("原文：", "原题："), "utf-8")
    with pytest.raises(ValueError, match=r"other words than gongkai's page: '题：.*for '文："):
        compared(peer, ours, tasks)


def test_mkdocs_says_what_our_pages_say(tmp_path: Path, ours: Path, content: Path, tasks: Tasks) -> None:
    compared(mkdocs.prepare(tmp_path / "mkdocs", tasks, read_config(CONFIG), content / PAGES), ours, tasks)


def test_every_measurement_that_make_bench_calls_is_there() -> None:
    """The last of them comes half an hour after the first."""
    modules = [
        value for value in vars(bench.__main__).values() if isinstance(value, ModuleType) and value is not sys
    ]
    assert len(modules) >= 6
    assert [module.__name__ for module in modules if not callable(getattr(module, "main", None))] == []


# The site's templates in Go's language


MACROS = "{% macro list(items) %}{% for i in items %}{{ i.text }}{% endfor %}{% endmacro %}"


def go(folder: Path, template: str) -> str:
    (folder / "parts.html").write_text(MACROS, "utf-8")
    (folder / "part.html").write_text("{{ v.text }}", "utf-8")
    (folder / "page.html").write_text(template, "utf-8")
    return layout(folder, "page.html", TaskView, ".Params.v").removeprefix("{{ $v := .Params.v }}")


@pytest.mark.parametrize(
    ("jinja", "expected"),
    [
        ("谁来做：{{ v.title }}。", "谁来做：{{ $v.title }}。"),
        ("{{ v.body.text }}", "{{ safeHTML $v.body.text }}"),
        ("{{ '、' if v.note }}", "{{ if $v.note }}、{{ end }}"),
        (
            "{{ 'a<' if not v.note else v.title }}",
            "{{ if (not $v.note) }}a&lt;{{ else }}{{ $v.title }}{{ end }}",
        ),
        (
            "{% if v.body.text is none %}无{% elif v.note and v.title %}有{% else %}别的{% endif %}",
            "{{ if (eq $v.body.text nil) }}无{{ else if (and $v.note $v.title) }}有{{ else }}别的{{ end }}",
        ),
        (
            "{% for c in v.crumbs %}{{ '、' if not loop.first }}{{ c.text }}{% endfor %}",
            "{{ range $n_c, $c := $v.crumbs }}{{ if (not (eq $n_c 0)) }}、{{ end }}{{ $c.text }}{{ end }}",
        ),
    ],
)
def test_the_same_in_go(tmp_path: Path, jinja: str, expected: str) -> None:
    assert go(tmp_path, jinja) == expected


def test_parts_and_macros_are_defined_once_and_called(tmp_path: Path) -> None:
    made = go(
        tmp_path,
        "{{ v.crumbs | shared_all('part.html', '、') }}{{ v.next | shared('part.html') }}"
        "{{ p.list(v.topics) }}",
    )
    assert made == (
        '{{ define "part.html" }}{{ $v := . }}{{ $v.text }}{{ end }}\n'
        '{{ define "list" }}{{ $v := . }}{{ range $n_i, $i := $v }}{{ $i.text }}{{ end }}{{ end }}\n'
        "{{ $v := .Params.v }}"
        '{{ range $i, $e := $v.crumbs }}{{ if $i }}、{{ end }}{{ template "part.html" $e }}{{ end }}'
        '{{ template "part.html" $v.next }}{{ template "list" $v.topics }}'
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ v.titel }}",
        "{{ w.title }}",
        "{{ v.title | upper }}",
        "{{ p.tabel(v.topics) }}",
        "{{ v.title + v.note }}",
        "{% set a = v.title %}",
        "{% for a, b in v.crumbs %}{% endfor %}",
        "{% for c in v.title %}{% endfor %}",
        "{{ v.previous | shared('part.html') }}{{ v.body | shared('part.html') }}",
    ],
)
def test_what_has_no_translation_is_said(tmp_path: Path, template: str) -> None:
    with pytest.raises(UnknownToGoError):
        go(tmp_path, template)
