"""`gongkai verify`: each thing that can be wrong with a finished site is told, and a sound one is sound."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support import ROOT, build, copy_sound, needed, run

from generator.cli.serve.building import Sources, make
from generator.problems import Problem
from generator.publish.page import seen
from generator.publish.verify import unreadable
from generator.publish.verify import verify as look_over


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sound")
    assert build(copy_sound(root)).status == 0
    return root / "site"


@pytest.fixture
def site(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "site"))


def edit(address: str, old: str, new: str) -> Callable[[Path], object]:
    def change(site: Path) -> None:
        text = (site / address).read_text("utf-8")
        assert old in text
        (site / address).write_text(text.replace(old, new, 1), "utf-8")

    return change


def test_a_sound_site_is_sound(site: Path) -> None:
    done = run("verify", site)
    assert (done.status, done.said) == (0, "没有发现问题。\n")


IN_BODY = "</body>"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda s: (s / "guide.html").unlink(), "清单里有，网站里没有这个文件"),
        (lambda s: (s / "data/manifest.json").unlink(), "没有文件清单"),
        (lambda s: (s / "data/manifest.json").write_text("{}"), "文件清单不完整，或被改过"),
        (lambda s: (s / "x.txt").write_text(""), "提醒：清单里没有这个文件"),
        (edit("guide.html", IN_BODY, " " + IN_BODY), "文件与清单不符"),
        (edit("guide.html", IN_BODY, "<a href='no.html'>x</a>" + IN_BODY), "“no.html”不在网站里"),
        (edit("guide.html", IN_BODY, "<a href='#no'>x</a>" + IN_BODY), "“guide.html”里的“no”"),
        (edit("guide.html", IN_BODY, "<a href='index.html#no'>x</a>" + IN_BODY), "“index.html”里的“no”"),
        (edit("guide.html", IN_BODY, "<a href='/a.html'>x</a>" + IN_BODY), "从服务器的根目录算起"),
        (edit("guide.html", IN_BODY, "<a href='../a.html'>x</a>" + IN_BODY), "指到网站外面去了"),
        (edit("guide.html", IN_BODY, "<p id='z'></p><p id='z'></p>" + IN_BODY), "“z”在一页里出现了 2 次"),
        (edit("guide.html", IN_BODY, "<img src='https://a.cn/b.png'>" + IN_BODY), "别的网站要内容"),
        (edit("guide.html", IN_BODY, "<p style='background:url(//a.cn/b)'>" + IN_BODY), "别的网站要内容"),
        (edit("guide.html", IN_BODY, "<a href='javascript:x()'>x</a>" + IN_BODY), "不能放在公开的网页里"),
        (edit("guide.html", '<meta name="ColumnName"', '<meta name="Column"'), "标签 ColumnName 没有"),
        (edit("data/tasks.json", "{", "{{"), "tasks.json: 错误：数据文件读不出来"),
        (edit("sitemap.xml", "</", "<"), "sitemap.xml: 错误：数据文件读不出来"),
        (edit("data/tasks.jsonl", "{", "{{"), "tasks.jsonl: 错误：数据文件读不出来"),
        (edit("data/tasks.csv", "id,url", "id,url,x"), "tasks.csv: 错误：数据文件读不出来"),
        (
            lambda s: (s / "data/disclosure.xlsx").write_bytes(
                (s / "data/disclosure.xlsx").read_bytes()[:-40]
            ),
            "disclosure.xlsx: 错误：数据文件读不出来",
        ),
        (edit("jia/calendar.ics", "END:VEVENT", "END:"), "calendar.ics: 错误：数据文件读不出来"),
        (edit("assets/gongkai.js", "", 'fetch("https://a.cn");'), "gongkai.js: 错误：网页会向别的网站要内容"),
    ],
)
def test_what_is_wrong_is_told(site: Path, spoil: Callable[[Path], object], words: str) -> None:
    spoil(site)
    done = run("verify", site)
    assert words in done.err
    assert done.status == (0 if words.startswith("提醒") else 1)
    told = json.loads(run("verify", site, "--format", "json").out)
    assert all(problem["rule"] for problem in told)


def test_what_is_wrong_with_every_page_is_told_once(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if "</footer>" in page.read_text("utf-8")]
    for page in pages:
        page.write_text(
            page.read_text("utf-8").replace("</footer>", "<img src='//a.cn/b'></footer>"), "utf-8"
        )
    told = [line for line in run("verify", site).err.splitlines() if "别的网站要内容" in line]
    assert len(told) == 1
    assert f"（这样的文件共 {len(pages)} 个）" in told[0]


def test_what_was_packed_beside_a_page_is_nothing_strange(site: Path) -> None:
    (site / "guide.html.gz").write_bytes(b"packed")
    assert run("verify", site).said == "没有发现问题。\n"


# Nu

SOUND_NU = """#!/bin/sh
echo '{"messages": []}' >&2
"""
ANGRY_NU = """#!/bin/sh
for site; do :; done
echo '{"messages": [{"type": "error", "lastLine": 3, "lastColumn": 7, "message": "Stray end tag “p”.",' >&2
echo "\\"url\\": \\"file:$site/guide.html\\"}]}" >&2
exit 1
"""


@pytest.mark.parametrize(("java", "status", "words"), [(SOUND_NU, 0, ""), (ANGRY_NU, 1, "Stray end tag “p”")])
def test_nu_has_its_say_where_it_is(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, java: str, status: int, words: str
) -> None:
    """A program in the place of Java that speaks as Nu does."""
    (tmp_path / "java").write_text(java, "utf-8")
    (tmp_path / "java").chmod(0o755)
    (tmp_path / "vnu.jar").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("VNU_JAR", str(tmp_path / "vnu.jar"))
    done = run("verify", site)
    assert done.status == status
    if words:
        assert done.err.startswith(f"site/guide.html:3:7: 错误：不合 HTML 标准：{words}。")
    assert run("verify", site, "--no-html").said == "没有发现问题。\n"


def test_nu_is_not_missed_where_it_is_not(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNU_JAR", str(tmp_path / "no.jar"))
    assert run("verify", site).said == "没有发现问题。\n"
    done = run("verify", site, "--html")
    assert (done.status, "按 HTML 标准检查要有 Java 和 vnu.jar" in done.err) == (2, True)


def test_nu_that_breaks_off_is_a_sentence(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "java").write_text("#!/bin/sh\necho out of memory >&2\nexit 1\n")
    (tmp_path / "java").chmod(0o755)
    (tmp_path / "vnu.jar").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("VNU_JAR", str(tmp_path / "vnu.jar"))
    done = run("verify", site)
    assert (done.status, "Nu 没有查完（out of memory）" in done.err) == (1, True)


@pytest.mark.audit
def test_nu_itself(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    needed(jar.is_file(), "没有 node_modules/vnu-jar：先运行 npm ci")
    needed(shutil.which("java") is not None, "没有 java：apt-get install default-jre-headless")
    monkeypatch.delenv("VNU_JAR")
    assert run("verify", site).said == "没有发现问题。\n"
    edit("guide.html", IN_BODY, "<p><div></p>" + IN_BODY)(site)
    done = run("verify", site)
    assert (done.status, "site/guide.html:" in done.err, "不合 HTML 标准：" in done.err) == (1, True, True)


def test_a_scan_has_its_say(site: Path) -> None:
    found = Problem("site/guide.html", 0, 0, "有身份证号码", "请删去", rule="personal")
    assert found in look_over(site, lambda _: [found])


def test_of_a_preview_it_is_told_that_it_is_one(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    made = make(Sources(root / "content", root / "site_config.yml", root / "site"), date(2025, 6, 1))
    assert made.pages
    done = run("verify", root / "site")
    assert (done.status, done.err.splitlines()[1:]) == (1, ["共 1 个错误。"])
    assert re.search(r"这是预览（[^）]*serve）的网站，含草稿，没有供下载的文件。要公开，请先运行 ", done.err)


def test_no_such_folder(tmp_path: Path) -> None:
    done = run("verify", tmp_path / "no")
    assert (done.status, "没有这个网站目录" in done.err) == (1, True)


@pytest.mark.parametrize(
    "reference", ["https://a.cn/", "//a.cn/x", "mailto:a@b.cn", "tel:0553", "?q=1", "#:~:text=a", ""]
)
def test_links_that_only_a_reader_follows_ask_for_nothing(reference: str) -> None:
    page = seen("a/b.html", f"<title>x</title><a href='{reference}'>x</a>".encode())
    assert page.wrong == []
    assert {link.target for link in page.links} <= {"a/b.html"}


@pytest.mark.parametrize(
    "tag",
    [
        "<script src='{}'></script>",
        "<link rel=stylesheet href='{}'>",
        "<link rel=preload href='{}'>",
        "<iframe src='{}'></iframe>",
        "<img srcset='a.png, {} 2x'>",
        "<video poster='{}'></video>",
        "<object data='{}'></object>",
        "<svg><image xlink:href='{}'/></svg>",
        "<style>@import '{}';</style>",
        "<meta http-equiv=refresh content='0; url={}'>",
    ],
)
def test_requests_that_a_page_makes_by_itself_are_seen(tag: str) -> None:
    page = seen("a.html", ("<title>x</title>" + tag.format("https://a.cn/x")).encode())
    assert ["别的网站要内容" in what for what, _ in page.wrong] == [True]


@pytest.mark.parametrize(
    ("address", "data", "is_sound"),
    [
        ("a.json", b"{}", True),
        ("a.json", b"[" * 100_000, False),
        ("a.json", "\ufeff{}".encode(), True),
        ("a.xml", b"<a>&b;</a>", False),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", True),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", False),
        ("a.ics", b"", False),
        ("a.jsonl", b'{"a": 1}\n{"a": 2}\n', True),
        ("a.jsonl", b'{"a": 1}\n{"a":\n', False),
        ("a.csv", "\ufeffid,名称\r\n1,甲\r\n".encode(), True),
        ("a.csv", "id,名称\r\n1\r\n".encode(), False),
        ("a.csv", "id,名称\r\n".encode("gbk"), False),
        ("a.csv", b"", False),
        ("a.xlsx", b"PK", False),
        ("a.sqlite", b"SQLite format 3\x00...", True),
        ("a.sqlite", b"", False),
        ("a.pdf", b"{", True),
    ],
)
def test_data_is_read(address: str, data: bytes, is_sound: bool) -> None:
    assert (unreadable(address, data) is None) == is_sound
