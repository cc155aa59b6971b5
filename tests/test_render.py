"""Templates to HTML: the quick way says what Jinja itself would, and a name that no view has is an error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from golden import ADDED
from support import ROOT, copy_sound, write

from generator.build import TEMPLATES, check
from generator.content.config import read_config
from generator.output.render import Renderer
from generator.pages import Head, Page, PageContext, plan
from generator.pages.components import Link

_ODD = """\
<p class="{{ v.href }}">{{ v.text }}, {{ v.text | upper }}, {{ 3 }}, {{ none }}, {{ [v.text] }}</p>
{%- if v.href %} {{ v.text ~ '<' }}{% endif %}
"""


def test_every_page_of_the_sound_site_is_the_same_both_ways(tmp_path: Path) -> None:
    copy_sound(tmp_path)
    shutil.copytree(ADDED, tmp_path, dirs_exist_ok=True)
    library, _ = check(tmp_path / "content")
    context = PageContext.of(library, read_config(ROOT / "site_config.yml"))
    fast, plain = Renderer(TEMPLATES, fast=True), Renderer(TEMPLATES, fast=False)
    seen = set()
    for group in plan(context):
        for one, two in zip(fast.pages(group, context), plain.pages(group, context), strict=True):
            assert (one.head, one.body) == (two.head, two.body), one.page.address
            seen.add(one.page.template)
    assert seen >= {"task.html", "document.html", "unit.html", "topic.html", "policy.html", "moved.html"}


@pytest.fixture(params=[True, False], ids=["fast", "plain"])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Renderer:
    files = {"pages/parts.html": "", "pages/odd.html": _ODD, "pages/wrong.html": "{{ v.nothing }}"}
    return Renderer(write(tmp_path / "templates", files), fast=request.param)


def test_whatever_is_shown_is_escaped(odd: Renderer) -> None:
    assert odd.body("odd.html", Link("<&>", "a\"'")) == (
        '<p class="a&#34;&#39;">&lt;&amp;&gt;, &lt;&amp;&gt;, 3, None, [&#39;&lt;&amp;&gt;&#39;]</p> '
        "&lt;&amp;&gt;&lt;"
    )


def test_a_name_that_no_view_has_is_an_error(odd: Renderer) -> None:
    with pytest.raises(Exception, match="nothing"):
        odd.body("wrong.html", Link("甲", "a"))


def test_what_a_group_shares_is_rendered_once_for_it(tmp_path: Path) -> None:
    files = {
        **{f"pages/{name}.html": "" for name in ("parts", "head", "foot")},
        "pages/a.html": "{{ v | shared_in_group('b.html') }}{{ [v, v] | shared_all('b.html', '、') }}",
        "pages/b.html": "{{ v.pop() }}",
    }
    renderer = Renderer(write(tmp_path / "templates", files))
    library, _ = check(write(tmp_path / "content", {}))
    context = PageContext.of(library, read_config(ROOT / "site_config.yml"))
    view = list("戊丁丙乙甲")
    page = Page("a.html", "a.html", Head("甲"), lambda _: view, "")
    bodies = [[done.body for done in renderer.pages(group, context)] for group in ([page, page], [page])]
    assert bodies == [["甲乙、乙", "甲乙、乙"], ["丙乙、乙"]]
