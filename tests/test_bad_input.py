"""Each line of “Bad input” (issue 2): a clear Chinese sentence with its place, or shown safely as text; status 1 where
it is an error; and site/ stays as it was, to the byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from xml.etree import ElementTree

import pytest
import support
import yaml
from pydantic import StringConstraints
from selectolax.lexbor import LexborHTMLParser
from support import HEAD, Run, digest, leftovers

from generator import mkdocs_host
from generator.model import Agency, Document, MovedPages, Policies, Record, Topics, fields_of

Make = Callable[[Path], None]


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """What MkDocs makes of the tiny site, made once: only the content differs in these tests."""
    root = tmp_path_factory.mktemp("shells")
    work, site = root / "work", root / "site"
    work.mkdir()
    site.mkdir()
    from generator.build import TEMPLATES
    from generator.config import read_config
    html = mkdocs_host.make_shells(read_config(support.SOUND / "site_config.yml"), support.SOUND / "content" / "pages", TEMPLATES, work, site)
    return site, html


@pytest.fixture
def quick(shells: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds take the shells from the fixture above."""
    made, html = shells

    def make_shells(config: object, pages: object, templates: object, work: object, site: Path) -> dict[str, str]:
        del config, pages, templates, work
        shutil.copytree(made, site, dirs_exist_ok=True)
        return html

    monkeypatch.setattr(mkdocs_host, "make_shells", make_shells)


def refused(root: Path) -> list[str]:
    """Build the spoiled site: it must fail in plain Chinese and leave site/ alone. Returns the sentences."""
    before = digest(root / "site")
    done = support.build(root, "--jobs", 1)
    assert done.status == 1, done
    plain(done)
    assert digest(root / "site") == before
    assert leftovers(root / "site") == []
    *sentences, last = done.err.splitlines()
    assert re.fullmatch(r"共 \d+ 个错误，网站没有改动。", last), done.err
    assert sentences
    checked = support.run("check", "--content", root / "content", "--config", root / "site_config.yml")
    assert checked.status == 1
    plain(checked)
    assert set(sentences) <= set(checked.err.splitlines()), "`check` must say what `build` would"
    return sentences


def plain(done: Run) -> None:
    """What a clerk may be shown."""
    for word in ("Traceback", "Error", "Exception", "Errno", "No such", "codec", "Too many"):
        assert word not in done.said
    assert all(c.isprintable() or c == "\n" for c in done.said)


def yaodian(text: str) -> Make:
    """A site whose document jia/2024-yaodian.yml is `text`."""
    return lambda root: support.write(root / "content", {"jia/2024-yaodian.yml": text}) and None


def task(fields: str) -> Make:
    """A site with one task that has these fields."""
    return yaodian(f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - {{id: 1, title: 甲, {fields}}}\n")


def file(name: str, data: str | bytes) -> Make:
    return lambda root: support.write(root / "content", {name: data}) and None


def sparse(root: Path) -> None:
    with (root / "content/jia/2024-yaodian.yml").open("r+b") as handle:
        handle.truncate(100 * 1024 * 1024)


def bomb(root: Path) -> None:
    lines = ["a: &a [lol, lol]", *(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True))]
    support.write(root / "content", {"jia/2024-yaodian.yml": "\n".join(lines)})


def symlink(name: str, to: str) -> Make:
    def make(root: Path) -> None:
        path = root / "content" / name
        path.unlink(missing_ok=True)
        path.symlink_to(to)
    return make


def moved(address: str, to: str | None = None) -> Make:
    return file("moved.yml", f"moved: [{{address: {address}, {f'to: {to}, ' if to else ''}reason: 测试}}]\n")


def agency_called(name: str) -> Make:
    return lambda root: shutil.copytree(root / "content/yi", root / "content" / name) and None


YAODIAN = "content/jia/2024-yaodian.yml"
CASES: dict[str, tuple[Make, list[str]]] = {
    "a YAML syntax error": (yaodian("title: 甲\n  kind: plan\n"), [f"{YAODIAN}:2:7: 错误：这里多了一个冒号，或上一行的缩进、引号有误"]),
    "a bracket that is not closed": (yaodian(HEAD + "sections: [\n"), [f"{YAODIAN}:7:1: 错误：这里缺少内容，或括号没有成对"]),
    "a tab": (yaodian("title: 甲\nsource:\n\tpublisher: 乙\n"), [f"{YAODIAN}:3:1: 错误：缩进里有制表符"]),
    "a duplicate key": (yaodian(HEAD + "title: 又一个\nsections: []\n"), [f"{YAODIAN}:6:1: 错误：“title”写了两次"]),
    "an unknown field": (task("负责人: 乙"), [f"{YAODIAN}:9:27: 错误：不认识“负责人”"]),
    "a wrong type": (task("measures: 一步"), [f"{YAODIAN}:9:37: 错误：“measures”应是列表"]),
    "a date that does not exist": (yaodian(HEAD + "disclosure: {formed: 2024-02-30}\nsections: []\n"),
                                   [f"{YAODIAN}:6:22: 错误：“2024-02-30”不是日期，或没有这一天"]),
    "a deadline of a number that is no year": (task("deadlines: [完成2000户]"), [f"{YAODIAN}:9:39: 错误：看不懂完成时限“完成2000户”"]),
    "a period before all years": (yaodian(HEAD.replace("2024", "0000") + "sections: []\n"),
                                  [f"{YAODIAN}:3:9: 错误：“0000”不是时期。时期写成 2024、2024-H1"]),
    "a period in full-width digits": (yaodian(HEAD.replace("2024", "２０２４") + "sections: []\n"),
                                      [f"{YAODIAN}:3:9: 错误：“２０２４”不是时期。时期写成 2024、2024-H1"]),
    "a period from its end": (yaodian(HEAD.replace("2024", "2025/2021") + "sections: []\n"),
                              [f"{YAODIAN}:3:9: 错误：时期“2025/2021”的首尾颠倒了。请把较早的年份写在前面，如 2021/2025"]),
    "a figure's period from its end": (task("indicators: [{text: 1, name: 甲, value: 1, kind: target, period: 2025/2021}]"),
                                       ["错误：时期“2025/2021”的首尾颠倒了"]),
    "lines from below": (task("lines: [9, 2]"), [f"{YAODIAN}:9:27: 错误：“lines”的起止行号颠倒了。请把较小的行号写在前面，如 [2, 9]"]),
    "a deadline that does not exist": (task("deadlines: [2024年2月30日前]"), [f"{YAODIAN}:9:39: 错误：看不懂完成时限“2024年2月30日前”"]),
    "a unit that is not there": (task("responsibility: [{unit: 三科, role: lead}]"), [f"{YAODIAN}:9:51: 错误：没有登记的责任单位“三科”"]),
    "a policy that is not there": (task("cites: [某办法]"), [f"{YAODIAN}:9:35: 错误：没有登记的引用文件“某办法”"]),
    "a topic that is not there": (task("topics: [某主题]"), [f"{YAODIAN}:9:36: 错误：没有登记的主题“某主题”"]),
    "a task that is not there": (task("links: [{kind: reports, to: jia/2024-yaodian/99}]"), [f"{YAODIAN}:9:55: 错误：没有任务“jia/2024-yaodian/99”"]),
    "a member that is not there": (file("yi/agency.yml", "name: 乙局\nunits: [{id: a, name: 全体, kind: collective, members: [某科]}]\n"),
                                   ["content/yi/agency.yml:2:55: 错误：没有登记的责任单位“某科”"]),
    "two tasks of one address": (yaodian(HEAD + "sections: [{title: 一节, tasks: [{id: 1, title: 甲}, {id: 1, title: 乙}]}]\n"),
                                 [f"{YAODIAN}:6:56: 错误：任务编号“1”已经用于“甲”"]),
    "a task called index": (yaodian(HEAD + "sections: [{title: 一节, tasks: [{id: index, title: 甲}]}]\n"),
                            ["content/jia/2024-yaodian.yml: 错误：页面地址 jia/2024-yaodian/index.html 与"]),
    "a document called units": (file("jia/units.yml", HEAD + "sections: [{title: 一节, tasks: [{id: chubei-ke, title: 甲}]}]\n"),
                                ["content/jia/agency.yml: 错误：页面地址 jia/units/chubei-ke.html 与 content/jia/units.yml 重复"]),
    "an agency called policies": (agency_called("policies"), ["错误：页面地址 policies/index.html 与"]),
    "an agency called topics": (agency_called("topics"), ["错误：页面地址 topics/index.html 与"]),
    "a policy called index": (file("policies.yml", "policies: [{id: index, title: 甲办法, aliases: [储备粮办法, 甲县储备粮管理办法, 丰产行动]}]\n"),
                              ["错误：页面地址 policies/index.html 与"]),
    "a moved page that is still there": (moved("jia/2024-yaodian/1.html"), ["content/moved.yml: 错误：页面地址 jia/2024-yaodian/1.html 与"]),
    "an old address too deep": (moved("a/b/c/d.html"), ["content/moved.yml:1:19: 错误：“a/b/c/d.html”不是页面地址"]),
    "pages moved in a circle": (file("moved.yml", "moved:\n  - {address: jia/x.html, to: jia/y.html, reason: 甲}\n  - {address: jia/y.html, to: jia/x.html, reason: 乙}\n"),
                                ["content/moved.yml:2:31: 错误：新地址 jia/y.html 自己也改址了", "content/moved.yml:3:31: 错误：新地址 jia/x.html 自己也改址了"]),
    "a page moved to nowhere": (moved("jia/old.html", "jia/none.html"), ["content/moved.yml:1:37: 错误：新地址 jia/none.html 没有页面"]),
    "a GBK file": (file("jia/2024-yaodian.yml", "title: 中文\n".encode("gbk")), [f"{YAODIAN}:1:8: 错误：文件像是用 GBK 编码保存的，不是 UTF-8"]),
    "an empty file": (yaodian(""), [f"{YAODIAN}: 错误：文件是空的"]),
    "a file of comments": (yaodian("# 还没写\n"), [f"{YAODIAN}: 错误：文件是空的"]),
    "an empty registry": (file("policies.yml", ""), ["content/policies.yml: 错误：文件是空的"]),
    "a 100 MB file": (sparse, [f"{YAODIAN}: 错误：文件有 100 MB，超过 10 MB 的上限"]),
    "an alias bomb": (bomb, [f"{YAODIAN}:2:8: 错误：不支持用星号引用（别名）"]),
    "a loop of links": (file("yi/2024-fenjie.yml", HEAD + """sections:
  - title: 一节
    tasks:
      - {id: 1, title: 甲, links: [{kind: continues, to: yi/2024-fenjie/2}]}
      - {id: 2, title: 乙, links: [{kind: continues, to: yi/2024-fenjie/1}]}
"""), ["content/yi/2024-fenjie.yml:9:27: 错误：任务之间的链接绕成一圈：yi/2024-fenjie/1 → yi/2024-fenjie/2 → yi/2024-fenjie/1"]),
    "a link to itself": (task("links: [{kind: reports, to: jia/2024-yaodian/1}]"), [f"{YAODIAN}:9:55: 错误：任务不能链接到自己"]),
    "a symlink to itself": (symlink("jia/2024-yaodian.yml", "2024-yaodian.yml"), [f"{YAODIAN}: 错误：文件读不出来（符号链接绕成一圈）"]),
    "a symlink to a folder above": (symlink("loop", "."), ["content/loop: 错误：这是一个符号链接，可能绕成一圈"]),
    "a folder in a folder": (file("jia/deng/a.yml", "x"), ["content/jia/deng: 错误：机关目录里不能再有目录"]),
    "an id with ../": (yaodian(HEAD + "sections: [{title: 一节, tasks: [{id: ../../x, title: 甲}]}]\n"),
                       [f"{YAODIAN}:6:37: 错误：编号“../../x”不能作地址"]),
    "a unit's id with ../": (file("yi/agency.yml", "name: 乙局\nunits: [{id: ../../x, name: 一科}]\n"), ["content/yi/agency.yml:2:14: 错误：编号“../../x”不能作地址"]),
    "a policy's id with a slash": (file("policies.yml", "policies: [{id: /etc/x, title: 甲}]\n"), ["content/policies.yml:1:17: 错误：编号“/etc/x”不能作地址"]),
    "an old address with ../": (moved("../../x.html"), ["content/moved.yml:1:19: 错误：“../../x.html”不是页面地址"]),
    "a control character in the file": (yaodian("title: 中文\nkind: 甲\x07乙\n"), [f"{YAODIAN}:2:8: 错误：文件里有控制字符"]),
    "a control character as an escape": (task('note: "甲\\x1b[31m乙"'), [f"{YAODIAN}:9:33: 错误：文字里有看不见的控制字符"]),
    "a control character in a key": (task('"no\\x1b[31mte": 甲'), [f"{YAODIAN}:9:27: 错误：名称里有看不见的控制字符"]),
    "a zero byte": (file("jia/2024-yaodian.yml", b"title: \x00\n"), [f"{YAODIAN}:1:8: 错误：文件里有控制字符"]),
    "a bidirectional override": (task('note: "甲\\u202e乙"'), [f"{YAODIAN}:9:33: 错误：文字里有看不见的控制字符"]),
    "a lone surrogate": (task('note: "\\ud800"'), [f"{YAODIAN}:9:36: 错误：双引号里的 \\u 编码不是一个字"]),
    "a million brackets": (yaodian("title: " + "[" * 1_000_000), [f"{YAODIAN}:1:47: 错误：嵌套超过 40 层"]),
    "a million empty lists": (yaodian("title: [" + "[]," * 600_000), [f"{YAODIAN}:1:1500000: 错误：内容超过 100 万项"]),
    "a million braces": (yaodian("title: " + "{a: " * 1_000_000), [f"{YAODIAN}:1:164: 错误：嵌套超过 40 层"]),
    "sections nested too deep": (yaodian(HEAD + "sections: " + "[{title: 甲, sections: " * 30 + "[]" + "}]" * 30 + "\n"), [f"{YAODIAN}:6:"]),
    "a number of ten thousand digits": (task("indicators: [{text: 甲, name: 甲, value: 1e9999, kind: actual}]"), [f"{YAODIAN}:9:66: 错误：“1e9999”位数太多"]),
    "Unix time as a date": (yaodian(HEAD + "disclosure: {published: +5}\nsections: []\n"), [f"{YAODIAN}:6:25: 错误：“+5”不是日期，或没有这一天"]),
    "a name that runs over two lines": (task('topics: ["甲\\n乙"]'), [f"{YAODIAN}:9:36: 错误：没有登记的主题“甲"]),
    "a javascript: address": (yaodian(HEAD.replace("甲局}", "甲局, url: 'javascript:alert(1)'}") + "sections: []\n"),
                              [f"{YAODIAN}:5:30: 错误：“javascript:alert(1)”不是网址"]),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("case", CASES)
def test_refused(published: Path, case: str) -> None:
    make, says = CASES[case]
    make(published)
    sentences = refused(published)
    for expected in says:
        assert any(expected in sentence for sentence in sentences), sentences


@pytest.mark.usefixtures("quick")
def test_all_of_them_in_one_run(published: Path) -> None:
    """Mistakes of every file come together, each with its own place."""
    support.write(published / "content", {
        "jia/2024-yaodian.yml": "title: [\n", "jia/2024-zongjie.yml": "title: 中\n".encode("gbk"), "yi/agency.yml": "", "topics.yml": "topics: 甲\n"})
    assert [s.partition(": ")[0] for s in refused(published)] == [
        "content/jia/2024-yaodian.yml:2:1", "content/jia/2024-zongjie.yml:1:8", "content/topics.yml:1:9", "content/yi/agency.yml"]


HAND_WRITTEN: dict[str, tuple[Make, str]] = {
    "a GBK page": (file("pages/guide.md", "# 指南\n\n你好\n".encode("gbk")), "content/pages/guide.md:1:5: 错误：文件像是用 GBK 编码保存的，不是 UTF-8"),
    "a symlink loop": (symlink("pages/loop", "."), "content/pages/loop: 错误：这是一个符号链接，可能绕成一圈"),
    "a dead link": (file("pages/guide.md", "# 指南\n\n见[单位](unit.html)\n"), "content/pages/guide.md:3:7: 错误：链接“unit.html”没有对应的页面"),
    "a link out of the site": (file("pages/guide.md", "[甲](../../etc/passwd)\n"), "content/pages/guide.md:1:5: 错误：链接“../../etc/passwd”没有对应的页面"),
    "a javascript: link": (file("pages/guide.md", "# 指南\n\n[甲](javascript:alert(1))\n"), "content/pages/guide.md:3:5: 错误：链接“javascript:alert(1)”不能用"),
    "a javascript: link by reference": (file("pages/guide.md", "# 指南\n\n[甲][乙]\n\n[乙]: javascript:alert(1)\n"), "content/pages/guide.md:5:6: 错误：链接“javascript:alert(1)”不能用"),
    "a javascript: link behind a space": (file("pages/guide.md", "# 指南\n\n[甲]( javascript:alert(1))\n"), "content/pages/guide.md:3:6: 错误：链接“javascript:alert(1)”不能用"),
    "a dead link as HTML": (file("pages/guide.md", "# 指南\n\n<a href=\"gone.html\">甲</a>\n"), "content/pages/guide.md:3:10: 错误：链接“gone.html”没有对应的页面"),
    "a script": (file("pages/guide.md", "# 指南\n\n<script>alert(1)</script>\n"), "content/pages/guide.md:3:1: 错误：手写页面里不能用“<script”"),
    "a handler": (file("pages/guide.md", "# 指南\n\n<img src=x onerror=alert(1)>\n"), "content/pages/guide.md:3:12: 错误：手写页面里不能用“onerror”"),
    "a template of one's own": (file("pages/guide.md", "---\nhide: [toc]\ntemplate: x.html\n---\n# 指南\n"), "content/pages/guide.md:3:1: 错误：页首不能写“template”"),
    "a page that says it is a shell": (file("pages/guide.md", "---\nstamp: true\n---\n# 指南\n"), "content/pages/guide.md:2:1: 错误：页首不能写“stamp”"),
    "a head that does not end": (file("pages/guide.md", "---\ntitle: 甲\n# 指南\n"), "content/pages/guide.md:1:1: 错误：页首的 --- 没有第二个"),
    "a README": (file("pages/README.md", "# 说明\n"), "content/pages/README.md: 错误：README.md 会与首页争一个地址"),
    "a page named in markup": (file("pages/<img src=x onerror=alert(1)>.md", "甲\n"), "错误：文件名里有不能用的字符"),
    "a search.html": (file("pages/search.html", "甲\n"), "content/pages/search.html: 错误：页面地址 search.html 与网站自带的页面重复"),
    "a page whose name is in no encoding": (lambda root: (root / os.fsdecode(b"content/pages/\xb5\xa5.md")).write_text("# 甲\n") and None, "错误：文件名里有不能用的字符"),
    "a pipe": (lambda root: os.mkfifo(root / "content/pages/pipe.png"), "content/pages/pipe.png: 错误：不是普通文件"),
    "a page called units": (file("pages/units.md", "# 单位\n"), "content/pages/units.md: 错误：页面地址 units.html 与网站自带的页面重复"),
    "a page called topics/index": (file("pages/topics/index.md", "# 主题\n"), "content/pages/topics/index.md: 错误：页面地址 topics/index.html 与网站自带的页面重复"),
    "a page in the place of an agency": (file("pages/jia/index.md", "# 甲\n"), "错误：页面地址 jia/index.html 与"),
    "a page in the place of a moved one": (file("pages/jia/2024-yaodian/9.md", "# 甲\n"), "错误：页面地址 jia/2024-yaodian/9.html 与"),
    "no guide": (lambda root: (root / "content/pages/guide.md").unlink(), "content/pages/guide.md: 错误：缺少"),
}


@pytest.mark.parametrize("case", HAND_WRITTEN)
def test_hand_written_pages_refused(published: Path, case: str) -> None:
    make, says = HAND_WRITTEN[case]
    make(published)
    sentences = refused(published)
    assert any(says in sentence for sentence in sentences), sentences


# Shown safely as text: a site whose every text field holds markup, made by walking the model.

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>javascript:alert(3)\"'`&{{7*7}}{%x%}</title>𠮷𬭼😀"
RARE = "𠮷𬭼😀 ﹙㊣﹚ ﷽ e\u0301 \u200d \u3000全角　空格"


class Filler:
    """Builds a tree for a model with every field filled: texts by `text(name)`, the rest with something sound."""

    def __init__(self, text: Callable[[str], str]) -> None:
        self.text = text
        self.fields: list[str] = []
        self.count = 0

    def tree(self, model: type[Record], place: str, depth: int = 0) -> dict[str, Any]:
        found = {}
        for name, field in fields_of(model).items():
            value = self.value(field.annotation, [*field.metadata], f"{place}.{name}", depth)
            if value is not None:
                found[name] = value
        return found

    def value(self, annotation: Any, metadata: list[Any], place: str, depth: int) -> Any:
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *more = get_args(annotation)
            return self.value(inner, [*metadata, *more], place, depth)
        if origin in (typing.Union, types.UnionType):
            return self.value(next(a for a in get_args(annotation) if a is not type(None)), metadata, place, depth)
        if origin is Literal:
            return str(get_args(annotation)[0])
        if origin is list:
            item = self.value(get_args(annotation)[0], [], place, depth)
            return None if item is None else [item, item] if get_args(get_args(annotation)[0])[:1] == (int,) else [item]
        if annotation is int:
            return "1"
        if annotation is Decimal:
            return "1"
        if annotation in (date, datetime):
            return "2024-03-22"
        if annotation is str:
            pattern = next((m.pattern for m in metadata if isinstance(m, StringConstraints) and m.pattern), "")
            return self.string(str(pattern), place)
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return None if depth > 12 else self.tree(annotation, place, depth + (place.count(annotation.__name__.lower()) or 1))
        raise AssertionError(f"{place}: the filler does not know {annotation}")

    def string(self, pattern: str, place: str) -> str | None:
        if "x00" in pattern or not pattern:
            self.fields.append(place)
            return self.text(place)
        if pattern.startswith("^https"):
            return "https://test.example/x"
        if pattern.startswith("^[12][0-9]{3}("):
            return "2024"
        if pattern == "^[a-z0-9][a-z0-9-]{0,63}$":
            self.count += 1
            return f"id-{self.count}"
        if pattern.endswith("html$"):
            return "jia/alt.html" if place.endswith("address") else "index.html"
        if pattern.count("/") == 2:
            return "yi/2024-fenjie/1"
        raise AssertionError(f"{place}: the filler does not know {pattern}")


# Not shown on any page, with the reason.
UNSHOWN = {
    "document.source.file": "the name of the imported file, for the clerk",
    "agency.short_name": "for the clerk and the search",
}
# The words as printed beside a unit: shown once the page has room for them.
QUOTED = re.compile(r"responsibility\.text$")


def evil_site(root: Path, text: Callable[[str], str]) -> list[str]:
    """Write a site whose text fields are all filled by `text`; returns the fields."""
    filler = Filler(text)
    document = filler.tree(Document, "document")
    agency = filler.tree(Agency, "agency")
    policies, topics, moved_ = (filler.tree(m, n) for m, n in ((Policies, "policies"), (Topics, "topics"), (MovedPages, "moved")))
    agency["units"].append({"id": "qita", "name": "其他科"})
    agency["units"][0]["members"] = ["其他科"]

    def join(node: Any) -> None:
        """Names that refer to something must be registered."""
        if isinstance(node, dict):
            if "unit" in node and "role" in node:
                node["unit"] = agency["units"][0]["name"]
            if "cites" in node:
                node["cites"] = [policies["policies"][0]["title"]]
            if "topics" in node and "title" in node:
                node["topics"] = [topics["topics"][0]["name"]]
            if isinstance(node.get("deadlines"), list):
                node["deadlines"] = [d | {"kind": "ongoing"} if isinstance(d, dict) else d for d in node["deadlines"]]
            for value in node.values():
                join(value)
        elif isinstance(node, list):
            for value in node:
                join(value)

    join(document)
    for name, tree in {"jia/evil.yml": document, "jia/agency.yml": agency, "policies.yml": policies, "topics.yml": topics, "moved.yml": moved_}.items():
        (root / "content" / name).write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    for name in ("2024-yaodian.yml", "2024-zongjie.yml"):
        (root / "content/jia" / name).unlink()
    (root / "content/yi/2024-fenjie.yml").write_text(HEAD + "sections: [{title: 一节, tasks: [{id: 1, title: 甲}]}]\n", "utf-8")
    return filler.fields


def registered(field: str) -> bool:
    """Whether the filler replaced the text by a registered name."""
    return bool(re.search(r"(\.unit|\.cites|members|tasks\.topics)$", field))


@pytest.mark.parametrize("what", ["markup", "rare characters"])
@pytest.mark.usefixtures("quick")
def test_markup_and_rare_characters_in_every_text_field_are_shown_as_text(sound: Path, what: str) -> None:
    payload = EVIL if what == "markup" else RARE
    fields = evil_site(sound, lambda place: f"〔{place}〕{payload}")
    assert len(fields) > 60
    done = support.build(sound, "--jobs", 1)
    assert done.status == 0, done.said
    pages = support.pages_of(sound / "site")
    for address, page in pages.items():
        unharmed(address, page, (sound / "site" / address).read_text("utf-8"))
    shown = support.squeeze("".join((page.body.text() if page.body else "") for page in pages.values()))
    missing = [f for f in fields if not registered(f) and f not in UNSHOWN and not QUOTED.search(f)
               and support.squeeze(f"〔{f}〕{payload}") not in shown]
    assert missing == []
    ElementTree.fromstring((sound / "site/sitemap.xml").read_bytes())
    data = json.loads((sound / "site/data/tasks.json").read_text("utf-8"))
    assert any(payload.strip() in t["title"] for t in data["tasks"])


def unharmed(address: str, page: LexborHTMLParser, raw: str) -> None:
    """Nothing of the payload became markup."""
    assert "<script>alert" not in raw, address
    assert "<img src=x" not in raw, address
    for script in page.css("script"):
        assert "alert" not in (script.text() or ""), address
    for node, name, value in support.attributes(page):
        assert not name.startswith("on"), (address, node.tag, name)
        assert not (name in support.REFERENCES and value.strip().lower().startswith(("javascript:", "data:text"))), (address, value)
        assert node.tag != "img" or not value.startswith("x"), address
    assert len(page.css("title")) >= 1
    assert "49" not in (page.css_first("h1").text() or "")


def constrained() -> Iterator[tuple[str, str]]:
    """Every field that is no free text: each is given the payload and must refuse it."""
    class Spy(Filler):
        def string(self, pattern: str, place: str) -> str | None:
            value = super().string(pattern, place)
            if "x00" not in pattern and pattern:
                self.fields.append(place)
            else:
                self.fields.pop()
            return value

    for model, name in ((Document, "document"), (Agency, "agency"), (Policies, "policies"), (Topics, "topics"), (MovedPages, "moved")):
        spy = Spy(lambda _: "甲")
        spy.tree(model, name)
        yield from ((name, place) for place in dict.fromkeys(spy.fields))


@pytest.mark.parametrize(("model", "place"), list(constrained()), ids=lambda v: v)
def test_no_address_or_id_takes_markup(tmp_path: Path, model: str, place: str) -> None:
    from generator.content import _add_record

    class Spoiler(Filler):
        def string(self, pattern: str, where: str) -> str | None:
            return "javascript:alert(1)//../<script>" if where == place else super().string(pattern, where)

    kinds: dict[str, tuple[type[Record], str]] = {
        "document": (Document, "jia/a.yml"), "agency": (Agency, "jia/agency.yml"), "policies": (Policies, "policies.yml"),
        "topics": (Topics, "topics.yml"), "moved": (MovedPages, "moved.yml")}
    kind, name = kinds[model]
    tree = Spoiler(lambda _: "甲").tree(kind, model)
    from generator.content import Content
    findings = _add_record(Content(tmp_path), name, tree)
    assert findings, place
    assert all(f.what and f.path for f in findings)


UNFIT = ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u202e", "\u2066", "\ufffe", "\r"]


@pytest.mark.parametrize("character", UNFIT, ids=[f"U+{ord(c[0]):04X}" for c in UNFIT])
def test_no_text_field_takes_control_characters(tmp_path: Path, character: str) -> None:
    for kind, name in ((Document, "jia/a.yml"), (Agency, "jia/agency.yml"), (Policies, "policies.yml"), (Topics, "topics.yml"), (MovedPages, "moved.yml")):
        filler = Filler(lambda _: f"甲{character}乙")
        text = yaml.dump(filler.tree(kind, "x"), default_style='"', allow_unicode=False)
        content = support.write(tmp_path / kind.__name__, {"jia/agency.yml": support.AGENCY, name: text})
        found = [p for p in support.problems_of(content) if "文字里有看不见的控制字符" in p]
        assert len(found) == len(filler.fields), name
        assert all(re.match(r"[^:]+:[1-9]\d*:[1-9]\d*: 错误：", p) for p in found)


@pytest.mark.usefixtures("quick")
def test_a_title_of_500_characters_is_shown_whole(sound: Path) -> None:
    long = "关于进一步加强".ljust(500, "长")
    path = sound / "content/jia/2024-yaodian.yml"
    path.write_text(path.read_text("utf-8").replace("管好储备粮", long).replace("甲县粮食局2024年工作要点", long), "utf-8")
    assert support.build(sound, "--jobs", 1).status == 0
    pages = support.pages_of(sound / "site")
    assert long in (pages["jia/2024-yaodian/1.html"].css_first("h1").text() or "")
    assert long in (pages["jia/2024-yaodian/index.html"].css_first("h1").text() or "")
    assert long in (pages["jia/units/chubei-ke.html"].body.text() or "")


@pytest.mark.usefixtures("quick")
def test_deep_sections_have_headings_that_exist(sound: Path) -> None:
    inner = "{title: 六节, tasks: [{id: 1, title: 甲}]}"
    for name in ("五节", "四节", "三节", "二节", "一节"):
        inner = f"{{title: {name}, sections: [{inner}]}}"
    yaodian(f"{HEAD}sections: [{inner}]\n")(sound)
    (sound / "content/jia/2024-zongjie.yml").unlink()
    (sound / "content/moved.yml").unlink()
    done = support.build(sound, "--jobs", 1)
    assert done.status == 0, done.said
    page = support.pages_of(sound / "site")["jia/2024-yaodian/index.html"]
    assert [n.tag for n in page.css("h7, h8, h9")] == []


@pytest.mark.usefixtures("quick")
def test_text_that_looks_like_the_stamps_of_the_shell(sound: Path) -> None:
    stamp = "<!--gongkai-stamp-body--> gongkai-stamp-title gongkai-stamp-toc"
    path = sound / "content/jia/2024-yaodian.yml"
    path.write_text(path.read_text("utf-8").replace("管好储备粮", stamp), "utf-8")
    assert support.build(sound, "--jobs", 1).status == 0
    page = support.pages_of(sound / "site")["jia/2024-yaodian/1.html"]
    assert stamp in (page.css_first("h1").text() or "")
    assert len(page.css("h1")) == 1
