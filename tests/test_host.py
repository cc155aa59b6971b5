"""Under a host site: its header, footer, style and script stand on every page and ask listed hosts
alone.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import support
from support import ROOT, SOUND, write

from generator.content.config import read_config
from generator.content.host import HostFile, slot
from generator.problems import ProblemsError

EXAMPLE = ROOT / "docs" / "host-example"
CONFIG = (SOUND / "site_config.yml").read_text("utf-8")


def configured(root: Path, **files: str) -> list[str]:
    """What is said of a configuration with these files, of which the hosts a.example and 10.1.2.3:8080 may be
    asked.
    """
    names = {"header": "host/h.html", "footer": "host/f.html", "style": "host/s.css"}
    write(root, {names[slot]: text for slot, text in files.items()})
    lines = "".join(f"  {slot}: {names[slot]}\n" for slot in files)
    text = f"{CONFIG}host:\n  allowed_hosts: [a.example, 10.1.2.3:8080]\n{lines}"
    (root / "site_config.yml").write_text(text, "utf-8")
    try:
        read_config(root / "site_config.yml")
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_the_example_stands_on_every_page(sound: Path) -> None:
    block = re.search(r"^    host:\n(?:      .+\n)+", (EXAMPLE / "README.md").read_text("utf-8"), re.M)
    assert block is not None
    shutil.copytree(EXAMPLE, sound / "host")
    (sound / "site_config.yml").write_text(CONFIG + re.sub("^    ", "", block[0], flags=re.M), "utf-8")
    done = support.build(sound)
    assert (done.status, done.err) == (0, "")
    assert (sound / "site" / "assets" / "host.css").read_text("utf-8").startswith(".yz-bar")
    pages = [page for page in (sound / "site").rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 20
    for page in pages:
        html = page.read_text("utf-8")
        assert html.count("gk-host-header") == html.count("gk-host-footer") == 1, page
        depth = len(page.relative_to(sound / "site").parts) - 1
        assert f'href="{"../" * depth}assets/host.css"' in html, page
        assert html.index("gk-host-header") < html.index("<main") < html.index("gk-host-footer"), page
        assert 'tongji.src = "https://tongji.yunze.example/count.js?site=zwgk"' in html


def test_without_a_host_nothing_of_it_is_there(sound: Path) -> None:
    support.build(sound)
    assert not (sound / "site" / "assets" / "host.css").exists()
    assert "gk-host" not in (sound / "site" / "index.html").read_text("utf-8")


def test_a_changed_header_changes_an_incremental_build(sound: Path) -> None:
    assert configured(sound, header="<p>旧的</p>") == []
    support.build(sound, "--incremental")
    write(sound, {"host/h.html": "<p>新的</p>"})
    support.build(sound, "--incremental")
    assert "新的" in (sound / "site" / "jia" / "index.html").read_text("utf-8")


SOUND_PIECES = [
    '<a href="https://anywhere.example/">外站</a><a href="/zwgk/">公开</a><a href="#top">顶</a>',
    '<img src="https://a.example/1.png"><img src="//a.example/1.png"><img src="/img/1.png">',
    '<script src="http://10.1.2.3:8080/t.js"></script><script>var a = "https://a.example/x";</script>',
    '<img src="data:image/png;base64,AAAA"><style>b{background:url(/a.png)}</style>',
    "<title>不碍事</title>",
]


@pytest.mark.parametrize("html", SOUND_PIECES)
def test_what_may_stand_there(tmp_path: Path, html: str) -> None:
    assert configured(tmp_path, header=html, footer=html) == []


REFUSED = [
    ('<img\n src="https://b.example/1.png">', "host/h.html:2:7: 错误：“b.example”不在可以读取的网站之内"),
    ('<img src="//b.example/1.png">', "“b.example”不在"),
    ('<img src="img/1.png">', "“img/1.png”不能用。各网页深浅不同"),
    ('<link rel="stylesheet" href="https://b.example/x.css">', "“b.example”不在"),
    ('<script>s.src = "//hm.b.example/h.js";</script>', "“hm.b.example”不在"),
    (r'<script>s.src = "https:\/\/b.example/h.js";</script>', "“b.example”不在"),
    ('<a href="javascript:alert(1)">甲</a>', "链接“javascript:alert(1)”不能用"),
    ('<a href="index.html">甲</a>', "链接“index.html”不能用"),
    ('<form action="https://b.example/s"></form>', "“b.example”不在"),
    ('<p style="background:url(https://b.example/1.png)">甲</p>', "“b.example”不在"),
    ('<style>@import "https://b.example/x.css";</style>', "“b.example”不在"),
    ('<base href="https://a.example/">', "不能用“<base”"),
    ('<meta http-equiv="refresh" content="0">', "不能用“<meta”"),
]


@pytest.mark.parametrize(("html", "says"), REFUSED)
def test_what_may_not(tmp_path: Path, html: str, says: str) -> None:
    assert any(says in sentence for sentence in configured(tmp_path, header=html))


def test_a_style_asks_only_listed_hosts(tmp_path: Path) -> None:
    said = configured(tmp_path, style="a{}\nb{background:url('https://b.example/1.png')}\n")
    assert said[0].startswith(
        "host/s.css:2:19: 错误：“b.example”不在可以读取的网站之内。请写进 site_config.yml"
    )
    assert configured(tmp_path, style="b{background:url(https://a.example/1.png)}") == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert configured(tmp_path, header="甲") == []
    (tmp_path / "host" / "h.html").unlink()
    with pytest.raises(ProblemsError) as caught:
        read_config(tmp_path / "site_config.yml")
    assert [str(p) for p in caught.value.problems] == [
        "host/h.html: 错误：文件读不出来（没有这个文件）。"
        "site_config.yml 的 host.header 写的是它；请检查文件是否存在、是否有读取权限。"
    ]


@pytest.mark.parametrize("html", ["<div><p>甲", "甲</div></div></body>", "<script>a()</script>甲"])
def test_a_slot_is_closed_whatever_was_typed(html: str) -> None:
    made = slot(HostFile(file="h.html", text=html), "header")
    assert made.count("<div") == made.count("</div>")
    assert "甲" in made
    assert slot(None, "header") == ""
