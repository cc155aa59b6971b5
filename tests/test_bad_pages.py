"""Hand-written pages that would harm a reader or break the site are refused, with a sentence and a place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import support
from support import Make, file, refused, symlink, write

HAND_WRITTEN: dict[str, tuple[Make, str]] = {
    "a GBK page": (
        file("pages/guide.md", "# 指南\n\n你好\n".encode("gbk")),
        "content/pages/guide.md:1:4: 错误：文件像是用 GBK 编码保存的，不是 UTF-8",
    ),
    "a symlink loop": (
        symlink("pages/loop", "."),
        "content/pages/loop: 错误：这是一个符号链接，可能绕成一圈",
    ),
    "a dead link": (
        file("pages/guide.md", "# 指南\n\n见[单位](unit.html)\n"),
        "content/pages/guide.md:3:7: 错误：链接“unit.html”没有对应的页面",
    ),
    "a link out of the site": (
        file("pages/guide.md", "[甲](../../etc/passwd)\n"),
        "content/pages/guide.md:1:5: 错误：链接“../../etc/passwd”没有对应的页面",
    ),
    "a javascript: link": (
        file("pages/guide.md", "# 指南\n\n[甲](javascript:alert(1))\n"),
        "content/pages/guide.md:3:5: 错误：链接“javascript:alert(1)”不能用",
    ),
    "a javascript: link by reference": (
        file("pages/guide.md", "# 指南\n\n[甲][乙]\n\n[乙]: javascript:alert(1)\n"),
        "content/pages/guide.md:5:6: 错误：链接“javascript:alert(1)”不能用",
    ),
    "a javascript: link behind a space": (
        file("pages/guide.md", "# 指南\n\n[甲]( javascript:alert(1))\n"),
        "content/pages/guide.md:3:6: 错误：链接“javascript:alert(1)”不能用",
    ),
    "a javascript: link with a tab in it": (
        file("pages/guide.md", '# 指南\n\n<a href="java&#9;script:alert(1)//../index.html">甲</a>\n'),
        "content/pages/guide.md: 错误：链接“java\ufffdscript:alert(1)//../index.html”不能用",
    ),
    "a javascript: link behind a sign that nobody sees": (
        file("pages/guide.md", '# 指南\n\n<a href="&#1;javascript:alert(1)//../index.html">甲</a>\n'),
        "javascript:alert(1)//../index.html”不能用",
    ),
    "a picture from elsewhere with backslashes": (
        file("pages/guide.md", '# 指南\n\n<img alt="x" src="\\\\evil.example/../index.html">\n'),
        "content/pages/guide.md:3:19: 错误：“\\\\evil.example/../index.html”要从别的网站读取",
    ),
    "a picture from elsewhere behind a space": (
        file("pages/guide.md", '# 指南\n\n<img alt="x" src=" //evil.example/../../index.html">\n'),
        "content/pages/guide.md:3:19: 错误：“ //evil.example/../../index.html”要从别的网站读取",
    ),
    "a picture from elsewhere with a line in its scheme": (
        file("pages/guide.md", '# 指南\n\n<img alt="x" src="ht&#10;tp://evil.example/../../index.html">\n'),
        "content/pages/guide.md: 错误：“ht\ufffdtp://evil.example/../../index.html”要从别的网站读取",
    ),
    "a picture from elsewhere as Markdown has it": (
        file("pages/guide.md", "# 指南\n\n![x](<\\\\\\\\evil.example/../index.html>)\n"),
        "”要从别的网站读取",
    ),
    "a dead link as HTML": (
        file("pages/guide.md", '# 指南\n\n<a href="gone.html">甲</a>\n'),
        "content/pages/guide.md:3:10: 错误：链接“gone.html”没有对应的页面",
    ),
    "a script": (
        file("pages/guide.md", "# 指南\n\n<script>alert(1)</script>\n"),
        "content/pages/guide.md:3:1: 错误：手写页面里不能用“<script”",
    ),
    "a handler": (
        file("pages/guide.md", "# 指南\n\n<img src=x onerror=alert(1)>\n"),
        "content/pages/guide.md:3:12: 错误：手写页面里不能用“onerror”",
    ),
    "a template of one's own": (
        file("pages/guide.md", "---\nhide: [toc]\ntemplate: x.html\n---\n# 指南\n"),
        "content/pages/guide.md:3:1: 错误：页首不能写“template”",
    ),
    "a page that says it is a shell": (
        file("pages/guide.md", "---\nstamp: true\n---\n# 指南\n"),
        "content/pages/guide.md:2:1: 错误：页首不能写“stamp”",
    ),
    "a head that does not end": (
        file("pages/guide.md", "---\ntitle: 甲\n# 指南\n"),
        "content/pages/guide.md:1:1: 错误：页首的 --- 没有第二个",
    ),
    "a README": (
        file("pages/README.md", "# 说明\n"),
        "content/pages/README.md: 错误：README.md 会与首页争一个地址",
    ),
    "a page named in markup": (
        file("pages/<img src=x onerror=alert(1)>.md", "甲\n"),
        "错误：文件名里有不能用的字符",
    ),
    "a search.html": (
        file("pages/search.html", "甲\n"),
        "content/pages/search.html: 错误：页面地址 search.html 与网站自带的页面重复",
    ),
    "a page whose name is in no encoding": (
        lambda root: (root / os.fsdecode(b"content/pages/\xb5\xa5.md")).write_text("# 甲\n") and None,
        "错误：文件名里有不能用的字符",
    ),
    "a pipe": (
        lambda root: os.mkfifo(root / "content/pages/pipe.png"),
        "content/pages/pipe.png: 错误：不是普通文件",
    ),
    "a page called units": (
        file("pages/units.md", "# 单位\n"),
        "content/pages/units.md: 错误：页面地址 units.html 与网站自带的页面重复",
    ),
    "a page called topics/index": (
        file("pages/topics/index.md", "# 主题\n"),
        "content/pages/topics/index.md: 错误：页面地址 topics/index.html 与网站自带的页面重复",
    ),
    "a page in the place of an agency": (
        file("pages/jia/index.md", "# 甲\n"),
        "content/jia/agency.yml: 错误：页面地址 jia/index.html 与 content/pages/jia/index.md 重复",
    ),
    "a page in the place of a task": (
        file("pages/jia/2024-yaodian/1.md", "# 甲\n"),
        "content/jia/2024-yaodian.yml:23:13: 错误：页面地址 jia/2024-yaodian/1.html 与 "
        "content/pages/jia/2024-yaodian/1.md 重复",
    ),
    "a page in the place of a unit": (
        file("pages/jia/units/zonghe-ke.html", "甲\n"),
        "content/jia/agency.yml:6:9: 错误：页面地址 jia/units/zonghe-ke.html 与 "
        "content/pages/jia/units/zonghe-ke.html 重复",
    ),
    "a page in the place of a policy": (
        file("pages/policies/chuliang-banfa.md", "# 甲\n"),
        "content/policies.yml:2:9: 错误：页面地址 policies/chuliang-banfa.html 与 "
        "content/pages/policies/chuliang-banfa.md 重复",
    ),
    "a page in the place of a moved one": (
        file("pages/jia/2024-yaodian/9.md", "# 甲\n"),
        "content/moved.yml:2:14: 错误：页面地址 jia/2024-yaodian/9.html 与 "
        "content/pages/jia/2024-yaodian/9.md 重复",
    ),
    "assets as a file": (
        file("pages/assets", "甲"),
        "content/pages/assets: 错误：“assets”这个文件网站自己要用",
    ),
    "a style sheet of ours": (
        file("pages/assets/gongkai.css", "a{}"),
        "content/pages/assets/gongkai.css: 错误：“assets/gongkai.css”这个文件网站自己要用",
    ),
    "a script of ours": (
        file("pages/assets/search/page.js", "1"),
        "content/pages/assets/search/page.js: 错误：“assets/search/page.js”这个文件网站自己要用",
    ),
    "a file where a folder of ours is": (
        file("pages/assets/vendor", "甲"),
        "content/pages/assets/vendor: 错误：“assets/vendor”这个文件网站自己要用",
    ),
    "a folder where a file of ours is": (
        file("pages/assets/gongkai.js/a.png", "甲"),
        "content/pages/assets/gongkai.js/a.png: 错误：“assets/gongkai.js/a.png”这个文件网站自己要用",
    ),
    "a picture of the theme": (
        file("pages/assets/favicon.svg", b"x"),
        "content/pages/assets/favicon.svg: 错误：“assets/favicon.svg”这个文件网站自己要用",
    ),
    "a page for wrong addresses": (
        file("pages/404.md", "# 甲\n"),
        "content/pages/404.md: 错误：“404.html”这个文件网站自己要用",
    ),
    "markup in a title": (
        file("pages/guide.md", '---\ntitle: "</title><script>alert(1)</script>"\n---\n# 指南\n'),
        "content/pages/guide.md:2:1: 错误：页首的“title”里不能有 < > 和英文双引号",
    ),
    "a quote in a description": (
        file("pages/guide.md", '---\ndescription: 甲" onload="alert(1)\n---\n# 指南\n'),
        "content/pages/guide.md:2:1: 错误：页首的“description”里不能有",
    ),
    "a picture from elsewhere": (
        file("pages/guide.md", "# 指南\n\n![甲](https://example.org/a.png)\n"),
        "content/pages/guide.md:3:6: 错误：“https://example.org/a.png”要从别的网站读取",
    ),
    "a style that loads": (
        file("pages/guide.md", '# 指南\n\n<p style="background:url(//example.org/a.png)">甲</p>\n'),
        "content/pages/guide.md:3:4: 错误：手写页面里不能用“style”",
    ),
    "a script behind noscript": (
        file(
            "pages/guide.md",
            "# 指南\n\n"
            '<noscript><p title="</noscript><img src=guide.html onerror=alert(1)>"></p></noscript>\n',
        ),
        "content/pages/guide.md:3:1: 错误：手写页面里不能用“<noscript”",
    ),
    "a script behind CDATA": (
        file("pages/guide.md", "# 指南\n\nx <![CDATA[ > <img src=guide.html onerror=alert(1)> ]]> y\n"),
        "错误：手写页面里不能用“onerror”",
    ),
    "a script behind an empty comment": (
        file("pages/guide.md", "# 指南\n\n<!--><img src=guide.html onerror=alert(1)>-->\n"),
        "错误：手写页面里不能用“onerror”",
    ),
    "a drawing with a script": (
        file(
            "pages/guide.md",
            '# 指南\n\n<svg><a xlink:href="javascript:alert(1)"><text y="20">X</text></a></svg>\n',
        ),
        "content/pages/guide.md:3:1: 错误：手写页面里不能用“<svg”",
    ),
    "a background from elsewhere": (
        file(
            "pages/guide.md",
            '# 指南\n\n<table background="http://example.org/a.png"><tr><td>甲</td></tr></table>\n',
        ),
        "content/pages/guide.md:3:8: 错误：手写页面里不能用“background”",
    ),
    "a style over the page": (
        file("pages/guide.md", '# 指南\n\n<p style="position:fixed;inset:0">甲</p>\n'),
        "content/pages/guide.md:3:4: 错误：手写页面里不能用“style”",
    ),
    "what hides the rest": (
        file("pages/guide.md", "# 指南\n\n<template>甲\n"),
        "content/pages/guide.md:3:1: 错误：手写页面里不能用“<template”",
    ),
    "lists in lists without end": (
        file("pages/guide.md", "# 指南\n\n" + "\n".join("    " * i + "- 甲" for i in range(250)) + "\n"),
        "content/pages/guide.md:33:1: 错误：缩进或引用的层次太深",
    ),
    "brackets without end": (
        file("pages/guide.md", "# 指南\n\n" + "[" * 50_000 + "\n"),
        "content/pages/guide.md:3:1: 错误：这一行有 50000 个左方括号",
    ),
    "a page without end": (
        file("pages/guide.md", "# 指南\n\n" + "中文 **字**\n\n" * 50_000),
        "content/pages/guide.md: 错误：手写页面有",
    ),
    "open data of one's own": (
        file("pages/data/tasks.json", "{}"),
        "content/pages/data: 错误：“data”这个名称网站自己要用",
    ),
    "a site map of one's own": (
        file("pages/sitemap.xml", "<urlset/>"),
        "content/pages/sitemap.xml: 错误：“sitemap.xml”这个名称网站自己要用",
    ),
    "a page with another ending": (
        file("pages/shuoming.markdown", "# 说明\n\n<script>alert(1)</script>\n"),
        "content/pages/shuoming.markdown: 错误：手写页面的扩展名不能是 .markdown。请改名为 shuoming.md。",
    ),
    "a page with a great ending": (
        file("pages/bangzhu/x.MD", "# 说明\n"),
        "content/pages/bangzhu/x.MD: 错误：手写页面的扩展名不能是 .MD。请改名为 x.md。",
    ),
    "two fronts of a folder": (
        lambda root: (
            write(root / "content/pages", {"a/README.md": "# 甲\n", "a/index.md": "# 乙\n"}) and None
        ),
        "content/pages/a/index.md: 错误：与 a/README.md 是同一个网址 a/index.html",
    ),
    "a page beside its HTML": (
        lambda root: write(root / "content/pages", {"a.html": "<p>甲", "a.md": "# 乙\n"}) and None,
        "content/pages/a.md: 错误：与 a.html 是同一个网址 a.html",
    ),
    "pages that differ by case": (
        lambda root: write(root / "content/pages", {"A.md": "# 甲\n", "a.md": "# 乙\n"}) and None,
        "content/pages/a.md: 错误：与 A.md 只差大小写，拷到 Windows 上会互相覆盖",
    ),
    "attachments whose letters are put together otherwise": (
        lambda root: write(root / "content/pages", {"e\u0301.txt": "甲", "\u00e9.txt": "乙"}) and None,
        "只差大小写",
    ),
    "a file in the place of a feed": (
        file("pages/feed.xml", "<feed/>"),
        "content/pages/feed.xml: 错误：“feed.xml”这个名称网站自己要用",
    ),
    "a page that differs from one of ours by case": (
        file("pages/Units.md", "# 单位\n"),
        "content/pages/Units.md: 错误：页面地址 units.html 与网站自带的页面重复",
    ),
    "a page that differs from an agency's by case": (
        file("pages/JIA/index.md", "# 甲\n"),
        "content/pages/JIA/index.md: 错误：与网页 jia/index.html 只差大小写",
    ),
    "a name of Windows": (file("pages/a/con.md", "# 甲\n"), "错误：“con”在 Windows 上不能作文件名"),
    "a name of Windows with an ending": (file("pages/Com1.tar.gz", "甲"), "错误：“com1”在 Windows"),
    "a folder that ends in a point": (file("pages/a./b.txt", "甲"), "错误：文件名以点或空格结尾"),
    "a question mark": (file("pages/a?.txt", "甲"), "错误：文件名里有“?”"),
    "no guide": (
        lambda root: (root / "content/pages/guide.md").unlink(),
        "content/pages/guide.md: 错误：缺少",
    ),
}


@pytest.mark.parametrize("case", HAND_WRITTEN)
def test_hand_written_pages_refused(published: Path, case: str) -> None:
    make, says = HAND_WRITTEN[case]
    make(published)
    sentences = refused(published)
    assert any(says in sentence for sentence in sentences), sentences


# What is no mistake


@pytest.fixture
def bare(sound: Path) -> Path:
    assert support.build(sound).err == ""
    return sound


LEFT_OVER = [
    *("Thumbs.db", "desktop.ini", "ehthumbs.db", "~$附件.docx", "~WRL0001.tmp", "guide.md~", "guide.md.bak"),
    *("附件.TMP", "a.swp", "下载.crdownload", "快捷方式.lnk", "__MACOSX/a.txt", "备份.wbk"),
]


@pytest.mark.parametrize("name", LEFT_OVER)
def test_what_is_left_lying_about_is_named_and_not_published(bare: Path, name: str) -> None:
    write(bare / "content" / "pages", {name: "甲"})
    done = support.build(bare)
    told = name.partition("/")[0]
    says = (
        f"content/pages/{told}: 提醒：这像是系统、办公软件或编辑器留下的文件，没有发布。"
        "请删除；确要发布的，请改名。"
    )
    assert (done.status, done.err.splitlines()) == (0, [says])
    assert not (bare / "site" / name).exists()
    assert not [path for path in (bare / "site").rglob("*") if path.name == name.rpartition("/")[2]]
    checked = support.run("check", "--content", bare / "content", "--config", bare / "site_config.yml")
    assert (checked.status, checked.err.splitlines()[0]) == (0, f"{says} [pages]")


def test_what_is_left_in_the_folder_of_an_agency_is_a_reminder(bare: Path) -> None:
    write(bare / "content" / "jia", {"Thumbs.db": "甲", "~$2024-yaodian.yml": "甲"})
    done = support.build(bare)
    assert done.status == 0
    assert [line.partition("。")[0] for line in done.err.splitlines()] == [
        "content/jia/Thumbs.db: 提醒：这像是系统、办公软件或编辑器留下的文件，没有用到",
        "content/jia/~$2024-yaodian.yml: 提醒：这像是系统、办公软件或编辑器留下的文件，没有用到",
    ]


def test_what_can_be_published_is_found_by_links_and_the_site_map(bare: Path) -> None:
    to = ["bangzhu/README.md", "bangzhu/index.html", "templates/biao.txt", "常见问题.md", "附件/表.docx"]
    links = " ".join(f"[甲]({address})" for address in to)
    write(
        bare / "content" / "pages",
        {
            "guide.md": f"# 指南\n\n{links}\n",
            "bangzhu/README.md": "# 帮助\n",
            "templates/biao.txt": "表",
            "附件/表.docx": "表",
            "常见问题.md": "\ufeff# 常见的问题\r\n\r\n甲\r\n",
            ".DS_Store": "x",
            ".well-known/security.txt": "x",
        },
    )
    checked = support.run("check", "--content", bare / "content", "--config", bare / "site_config.yml")
    assert checked.out == "没有发现问题。\n", checked.err
    assert support.build(bare).err == ""
    site = bare / "site"
    for name in ("bangzhu/index.html", "templates/biao.txt", "附件/表.docx", "常见问题.html"):
        assert (site / name).is_file(), name
    assert not (site / ".DS_Store").exists()
    assert not (site / ".well-known").exists()
    guide = (site / "guide.html").read_text("utf-8")
    assert 'href="bangzhu/index.html"' in guide
    assert "常见的问题" in guide, "the title in the navigation"
    found = (site / "sitemap.xml").read_text("utf-8")
    for address in (
        "guide.html",
        "rules.html",
        "bangzhu/index.html",
        "%E5%B8%B8%E8%A7%81%E9%97%AE%E9%A2%98.html",
    ):
        assert found.count(f"zwgk/{address}</loc>") == 1, address
    assert found.count("zwgk/index.html</loc>") == 1


def test_a_page_written_by_hand_comes_into_the_site_map_of_an_incremental_build(bare: Path) -> None:
    support.build(bare, "--incremental")
    write(bare / "content" / "pages", {"bangzhu.md": "# 帮助\n"})
    support.build(bare, "--incremental")
    assert "zwgk/bangzhu.html</loc>" in (bare / "site" / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "an agency without documents"])
def test_check_refuses_what_build_refuses(tmp_path: Path, filled: bool) -> None:
    """Without its hand-written pages no site is built: both say so, once, and what to do."""
    files = {"jia/agency.yml": "name: 甲局\n"} if filled else {}
    content = support.write(tmp_path / "content", files)
    content.mkdir(exist_ok=True)
    shutil.copy(support.SOUND / "site_config.yml", tmp_path)
    order = ("--content", content, "--config", tmp_path / "site_config.yml")
    checked = support.run("check", *order)
    built = support.run("build", *order, "--site", tmp_path / "site")
    assert checked.status == built.status == 1
    said = [line for line in checked.err.splitlines() if "错误：" in line]
    assert len(said) == 1
    assert said[0].startswith("content/pages: 错误：缺少手写页面：首页导言（index.md）、公开指南（guide.md）")
    assert "new site" in said[0]
    assert said[0].removesuffix(" [pages]") in built.err
    assert not (tmp_path / "site").exists()


def test_check_passes_a_site_without_documents_as_build_does(tmp_path: Path) -> None:
    content = support.write(tmp_path / "content", {"jia/agency.yml": "name: 甲局\n"})
    shutil.copytree(support.ROOT / "content/pages", content / "pages")
    shutil.copy(support.ROOT / "site_config.yml", tmp_path)
    order = ("--content", content, "--config", tmp_path / "site_config.yml")
    assert support.run("check", *order).status == 0
    assert support.run("build", *order, "--site", tmp_path / "site").status == 0
