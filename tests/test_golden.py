"""The sound site and the import of some texts are what is kept in data/golden/, to the letter.

Whatever changes shows as a diff. Where it is meant, `make golden` keeps it, and the commit has the diff.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import golden
import pytest
from selectolax.lexbor import LexborHTMLParser


def same(kept: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Fail with the diff, and with the command that keeps what is made now."""
    if found := golden.differences(kept, made):
        advice = f"共 {len(found)} 个文件与存档不同。如是有意的，运行 make golden 更新，再用 git diff 核对。"
        pytest.fail("\n".join([*found, advice]), pytrace=False)


def test_the_site(tmp_path: Path) -> None:
    same(golden.kept_site(), golden.site_texts(tmp_path))


def test_the_imports() -> None:
    same(golden.kept_imports(), golden.import_texts())


def test_there_are_texts_of_every_kind_and_they_stay_small() -> None:
    assert len(golden.sources()) >= 20
    assert {p.suffix for p in golden.sources()} == {".txt", ".html", ".csv"}
    assert sum(p.stat().st_size for p in golden.GOLDEN.rglob("*") if p.is_file()) < 600_000


# The comparison itself


def test_a_changed_line_is_shown_with_its_file() -> None:
    assert golden.differences({"a": "一\n二\n", "b": "三\n"}, {"a": "一\n贰\n", "b": "三\n"}) == [
        "--- a（存档）\n+++ a（现在）\n@@ -1,2 +1,2 @@\n 一\n-二\n+贰\n"
    ]


def test_a_new_and_a_missing_file_differ() -> None:
    assert golden.differences({"a": "一\n"}, {"b": "二\n"}) == [
        "--- a（存档）\n+++ （现在没有）\n@@ -1 +0,0 @@\n-一\n",
        "--- （存档中没有）\n+++ b（现在）\n@@ -0,0 +1 @@\n+二\n",
    ]
    with pytest.raises(pytest.fail.Exception, match=r"共 1 个文件与存档不同.*运行 make golden"):
        same({}, {"b": ""})


def test_renewing_writes_and_removes(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("一", "utf-8")
    golden.replace(tmp_path, {"old": "一"}, {"deep/new": "二\n"})
    assert golden.kept(tmp_path) == {"deep/new": "二\n"}


PAGE = """<!doctype html><html><head><meta charset="utf-8"><meta name="SiteName" content="网站">
<title>甲 &amp; 乙</title><link rel="stylesheet" href="assets/a.css"><meta name="description" content="一页">
<script src="a.js"></script><meta name="PubDate" content="2024"><meta property="og:url" content="u">
</head><body><header>页眉</header><article>
<p class="甲" hidden>一<b>二</b> 三&lt;b&gt;<br>四</p><ul></ul></article><footer>页脚</footer>
</body></html>"""


def test_what_all_pages_share_is_kept_apart() -> None:
    assert golden.frame_text(LexborHTMLParser(PAGE)).splitlines() == [
        '<meta name="SiteName" content="网站">',
        '<link rel="stylesheet" href="assets/a.css">',
        '<script src="a.js"></script>',
        "<header>页眉</header>",
        "<footer>页脚</footer>",
    ]


def test_of_a_page_its_own_parts_are_kept() -> None:
    assert golden.page_text(LexborHTMLParser(PAGE)).splitlines() == [
        "<title>甲 &amp; 乙</title>",
        '<meta name="description" content="一页">',
        '<meta property="og:url" content="u">',
        '<meta name="PubDate" content="2024">',
        '<p class="甲" hidden>',
        " 一",
        " <b>二</b>",
        " ␣三&lt;b&gt;",
        " <br>",
        " 四",
        "</p>",
        "<ul></ul>",
    ]
