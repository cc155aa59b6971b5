"""`gongkai serve`: what is saved is on the page, no change is missed, and no request brings it down."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import support
from support import wait_until

import generator.build
from generator.cli.serve import Sources, answers, building, running, session, watching
from generator.cli.serve.building import Made
from generator.cli.serve.events import Board
from generator.cli.serve.server import Server, Shown
from generator.cli.serve.session import sentences
from generator.output.cache import Folder
from generator.problems import Problem, ProblemsError

DOCUMENT = "jia/2024-yaodian/index.html"


# Which file a request means


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/", "index.html"),
        ("", None),
        ("/jia/", "jia/index.html"),
        ("/jia", "jia"),
        ("/jia//x.html?q=1#a", "jia/x.html"),
        ("/%E7%94%B2.html", "甲.html"),
        ("/./jia/./x.html", "jia/x.html"),
        ("/../site_config.yml", None),
        ("/jia/%2e%2e/%2e%2e/x", None),
        ("/a%00b", None),
        ("/%ff%fe", None),
        ("//[", "["),
        ("http://x/", None),
    ],
)
def test_an_address_stays_in_the_site(target: str, address: str | None) -> None:
    assert answers.address_of(target) == address


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("assets/x.js", "text/javascript; charset=utf-8"),
        ("assets/x.css", "text/css; charset=utf-8"),
        ("data/tasks.json", "application/json; charset=utf-8"),
        ("data/tasks.csv", "text/csv; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.woff2", "font/woff2"),
        ("附件.pdf", "application/pdf"),
        ("whatever", "application/octet-stream"),
    ],
)
def test_every_file_says_what_it_is(address: str, kind: str) -> None:
    assert answers.kind_of(address) == kind


# What is asked of the server


def ask(port: int, target: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=support.PATIENCE)
    connection.request(method, target, headers={name.replace("_", "-"): v for name, v in headers.items()})
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def text(port: int, target: str) -> str:
    return ask(port, target).body.decode()  # type: ignore[attr-defined,no-any-return]


def raw(port: int, data: bytes) -> bytes:
    """What comes back to these bytes until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=support.PATIENCE) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def port(built_tiny: Path, said: list[str]) -> Iterator[int]:
    """A server of the tiny site, without a session behind it."""
    shown = Shown(built_tiny, Path(__file__), Board())
    with Server(0, shown, said.append) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        shown.board.close()
        server.shutdown()
    assert said == []


def test_pages_come_as_they_are_with_the_script_behind(port: int, built_tiny: Path) -> None:
    answer = ask(port, f"/{DOCUMENT}")
    page = (built_tiny / DOCUMENT).read_bytes()
    assert answer.status == 200
    assert answer.body.startswith(page)  # type: ignore[attr-defined]
    rest = answer.body[len(page) :].decode()  # type: ignore[attr-defined]
    assert re.fullmatch(r'\n<script src="/~gongkai/live.js" data-shown="[\w-]+"></script>\n', rest)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_script_is_in_no_file_of_the_site(built_tiny: Path) -> None:
    for path in built_tiny.rglob("*"):
        assert "~gongkai" not in str(path)
        assert not path.is_file() or b"~gongkai" not in path.read_bytes()


def test_other_files_come_untouched_or_in_part(port: int, built_tiny: Path) -> None:
    data = (built_tiny / "data/tasks.json").read_bytes()
    whole = ask(port, "/data/tasks.json")
    assert (whole.status, whole.body) == (200, data)  # type: ignore[attr-defined]
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = ask(port, "/data/tasks.json", Range="bytes=3-12")
    assert (part.status, part.body) == (206, data[3:13])  # type: ignore[attr-defined]
    assert part.headers["Content-Range"] == f"bytes 3-12/{len(data)}"
    none = ask(port, "/data/tasks.json", Range=f"bytes={len(data)}-")
    assert (none.status, none.headers["Content-Range"]) == (416, f"bytes */{len(data)}")
    endless = ask(port, "/data/tasks.json", Range=f"bytes={'9' * 5000}-")
    assert (endless.status, endless.body) == (200, data)  # type: ignore[attr-defined]
    outdated = ask(port, "/data/tasks.json", Range="bytes=3-12", If_Range='"x"')
    assert (outdated.status, outdated.body) == (200, data)  # type: ignore[attr-defined]
    head = ask(port, "/data/tasks.json", "HEAD")
    assert (head.headers["Content-Length"], head.body) == (str(len(data)), b"")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "target", ["/nix", "/jia/nix.html", "/a%00b.html", "/a%00b", "/%ff", f"/{'x' * 5000}"]
)
def test_what_is_not_there_is_told_by_the_site_itself(port: int, built_tiny: Path, target: str) -> None:
    answer = ask(port, target)
    assert answer.status == 404
    assert answer.body.startswith((built_tiny / "404.html").read_bytes())  # type: ignore[attr-defined]


@pytest.mark.parametrize("target", ["/nix.xlsx", "/data/nix.csv", "/jia/nix.xml", "/data/nix.jsonld"])
def test_a_download_that_only_a_build_makes_is_told_so(port: int, target: str) -> None:
    answer = ask(port, target)
    assert answer.status == 404
    assert "预览时没有这个文件" in answer.body.decode()  # type: ignore[attr-defined]


def test_a_folder_is_sent_on_to_its_index(port: int) -> None:
    answer = ask(port, "//jia?q=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/jia/?q=1")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"\0\0\0\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /\0x HTTP/1.0\r\n\r\n", b"404"),
        (b"POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", b"501"),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.0\r\n\r\n", b"414"),
        (b"GET / HTTP/1.0\r\n" + b"a: b\r\n" * 200 + b"\r\n", b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n", b"400"),
    ],
)
def test_a_broken_request_is_told_so_in_a_sentence(port: int, request_: bytes, status: bytes) -> None:
    answer = raw(port, request_)
    assert re.match(rb"HTTP/1.1 " + status, answer), answer[:200]
    assert status == b"404" or answer.endswith(f"看不懂这个请求（{status.decode()}）。\n".encode())


@pytest.mark.parametrize("request_", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: x"])
def test_a_request_that_breaks_off_harms_nobody(port: int, request_: bytes) -> None:
    raw(port, request_)
    assert ask(port, "/").status == 200


def test_a_hundred_clients_that_hang_are_in_nobodys_way(port: int) -> None:
    hanging = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
    try:
        for i, client in enumerate(hanging):
            client.sendall(b"GET / HTTP/1.1\r\n"[: i % 17])
        assert ask(port, f"/{DOCUMENT}").status == 200
    finally:
        for client in hanging:
            client.close()


def test_before_there_is_a_site_a_sentence_stands_for_it(tmp_path: Path) -> None:
    status, page = Shown(tmp_path / "site", tmp_path, Board()).page_or_404("index.html")
    assert status == 404
    assert "网站还没有生成" in page.decode()


# What has changed


@dataclass
class Watched:
    root: Path
    seen: list[set[str]] = field(default_factory=list)

    @property
    def all(self) -> set[str]:
        return {os.path.relpath(path, self.root) for paths in list(self.seen) for path in paths}


@contextmanager
def watched(root: Path) -> Iterator[Watched]:
    found, stop, begun = Watched(root), threading.Event(), threading.Event()

    def listen() -> None:
        for paths in watching.changes([root / "content", root / "site_config.yml"], stop, begun):
            found.seen.append(paths)

    thread = threading.Thread(target=listen)
    thread.start()
    begun.wait()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def replace(path: Path, text: str) -> None:
    """As many editors save: a new file in the place of the old one."""
    aside = path.with_name("aside~")
    aside.write_text(text)
    aside.replace(path)


def rewrite(path: Path, text: str) -> None:
    path.write_text(text)


def rewrite_in_the_past(path: Path, text: str) -> None:
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - 10**12))


@pytest.mark.parametrize("save", [replace, rewrite, rewrite_in_the_past])
@pytest.mark.parametrize("name", ["site_config.yml", "content/jia/agency.yml", "content/pages/index.md"])
def test_every_save_is_seen_however_often(sound: Path, name: str, save: Callable[[Path, str], None]) -> None:
    with watched(sound) as found:
        for i in range(3):
            found.seen.clear()
            save(sound / name, f"{i}")
            wait_until(lambda: name in found.all)


@pytest.mark.parametrize("save", [replace, rewrite])
def test_a_document_behind_links_is_seen_where_it_lies(
    sound: Path, save: Callable[[Path, str], None]
) -> None:
    far, near = sound / "far", sound / "near"
    far.mkdir()
    near.mkdir()
    link = sound / "content/jia/2024-yaodian.yml"
    link.rename(far / "it.yml")
    (near / "it.yml").symlink_to("../far/it.yml")
    link.symlink_to("../../near/it.yml")
    with watched(sound) as found:
        for i in range(2):
            found.seen.clear()
            save(far / "it.yml", f"{i}")
            wait_until(lambda: "content/jia/2024-yaodian.yml" in found.all)
        found.seen.clear()
        (near / "it.yml").unlink()
        wait_until(lambda: "content/jia/2024-yaodian.yml" in found.all)


def test_content_that_is_a_link_and_led_elsewhere(sound: Path) -> None:
    (sound / "content").rename(sound / "one")
    shutil.copytree(sound / "one", sound / "two")
    (sound / "content").symlink_to("one")
    with watched(sound) as found:
        (sound / "next").symlink_to("two")
        (sound / "next").replace(sound / "content")
        wait_until(lambda: "content/jia/agency.yml" in found.all)
        found.seen.clear()
        replace(sound / "two/jia/agency.yml", "x")
        wait_until(lambda: "content/jia/agency.yml" in found.all)


def test_content_gone_and_back_and_edited(sound: Path) -> None:
    with watched(sound) as found:
        (sound / "content").rename(sound / "away")
        wait_until(lambda: "content/jia/agency.yml" in found.all)
        found.seen.clear()
        (sound / "away").rename(sound / "content")
        wait_until(lambda: "content/jia/agency.yml" in found.all)
        found.seen.clear()
        replace(sound / "content/jia/agency.yml", "x")
        wait_until(lambda: "content/jia/agency.yml" in found.all)


def test_a_new_folder_is_watched_too(sound: Path) -> None:
    with watched(sound) as found:
        (sound / "content/bing").mkdir()
        wait_until(lambda: "content/bing" in found.all)
        (sound / "content/bing/agency.yml").write_text("x")
        wait_until(lambda: "content/bing/agency.yml" in found.all)


def test_what_lies_beside_the_sources_is_none_of_them(sound: Path) -> None:
    with watched(sound) as found:
        (sound / "site").mkdir()
        (sound / "site/index.html").write_text("x")
        (sound / "notes.txt").write_text("x")
        replace(sound / "content/jia/agency.yml", "x")
        wait_until(lambda: "content/jia/agency.yml" in found.all)
    assert found.all == {"content/jia/agency.yml"}


# From an edit to the page


@dataclass
class Live:
    """`serve` at work over a tiny site."""

    root: Path
    port: int
    said: list[str]

    def edit(self, name: str, before: str, after: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert before in text
        replace(path, text.replace(before, after))

    def builds(self) -> int:
        return sum(line.startswith("已生成") for line in list(self.said))

    def after(self, change: Callable[[], object]) -> list[str]:
        """What is said of the build that follows a change."""
        count, lines = len(self.said), list[str]()

        def is_told() -> bool:
            lines[:] = self.said[count:]
            return any(line.startswith(("已生成", "有错误")) for line in lines)

        change()
        wait_until(is_told)
        return lines


@pytest.fixture
def live(sound: Path, quick: None) -> Iterator[Live]:
    """In this process; a build is quick, for the shells are there."""
    del quick
    with at_work(sound) as found:
        yield found


@contextmanager
def at_work(root: Path) -> Iterator[Live]:
    said: list[str] = []
    sources = Sources(root / "content", root / "site_config.yml", root / "site")
    with running(sources, 0, said.append) as at_work:
        thread = threading.Thread(target=at_work.run)
        thread.start()
        address = next(line for line in said if "http" in line)
        yield Live(root, int(re.search(r":(\d+)/", address)[1]), said)  # type: ignore[index]
        at_work.close()
        thread.join()
    wait_until(lambda: support.leftovers(root / "site") == [])


@contextmanager
def listening(
    live: Live, address: str
) -> Iterator[Callable[[], tuple[str, dict[str, list[dict[str, str]]]]]]:
    """An open page: what it is told, event after event."""
    shown = re.search(r'data-shown="([^"]+)"', text(live.port, f"/{address}"))
    assert shown
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=support.PATIENCE)
    connection.request("GET", f"/~gongkai/events?page=/{address}&shown={shown[1]}")
    response = connection.getresponse()

    def following() -> tuple[str, dict[str, list[dict[str, str]]]]:
        end = time.monotonic() + support.PATIENCE
        while not (line := response.readline()).startswith(b"event: "):
            assert line, "the server has hung up"
            assert time.monotonic() < end, "it is not told"
        return line[7:].decode().strip(), json.loads(response.readline()[6:])

    assert following() == ("problems", {"problems": [], "more": 0})
    yield following
    connection.close()


def test_an_edit_is_on_its_page_before_the_site_is_built(live: Live) -> None:
    wait_until(lambda: live.builds() == 1)
    with listening(live, DOCUMENT) as following:
        live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮")
        while following()[0] != "reload":
            pass
        assert "管好县级储备粮" in text(live.port, f"/{DOCUMENT}")
        wait_until(lambda: live.builds() == 2)
    assert text(live.port, f"/{DOCUMENT}").startswith((live.root / "site" / DOCUMENT).read_text("utf-8"))


def test_the_search_is_loaded_again_once_its_index_knows_the_edit(live: Live) -> None:
    index = live.root / "site/search/manifest.js"
    before = index.read_bytes()
    with listening(live, "search.html") as following:
        live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮")
        while following()[0] != "reload":
            pass
        assert index.read_bytes() != before


def test_a_page_that_an_edit_leaves_alone_is_not_loaded_again(live: Live) -> None:
    with listening(live, "topics/index.html") as following:
        live.after(
            lambda: live.edit("content/jia/2024-yaodian.yml", "2024年做好粮食工作。", "做好粮食工作。")
        )
        live.after(lambda: live.edit("content/topics.yml", "收购、储备", "收储"))
        events = [following()[0]]
        while events[-1] != "reload":
            events.append(following()[0])
    assert events.count("reload") == 1
    assert len(events) >= 3, "it was told of the first edit too"


def test_an_error_is_told_and_the_old_site_stays_until_it_is_mended(live: Live) -> None:
    before = support.digest(live.root / "site")
    with listening(live, DOCUMENT) as following:
        lines = live.after(lambda: live.edit("content/jia/agency.yml", "name:", "nam:"))
        name, news = following()
        assert name == "problems"
        problem = news["problems"][0]
        assert problem["file"] == "content/jia/agency.yml"
        assert problem["label"] == "错误"
        assert {"line", "column", "what", "hint"} <= problem.keys()
        assert lines[-1] == "有错误，仍显示上一次的网站。"
        assert support.digest(live.root / "site") == before
        live.after(lambda: live.edit("content/jia/agency.yml", "nam:", "name:"))
        while following() != ("problems", {"problems": [], "more": 0}):
            pass


def test_content_gone_and_back_leaves_the_old_site_and_a_sentence(live: Live) -> None:
    lines = live.after(lambda: (live.root / "content").rename(live.root / "away"))
    assert any("没有这个目录" in line for line in lines)
    assert ask(live.port, f"/{DOCUMENT}").status == 200
    lines = live.after(lambda: (live.root / "away").rename(live.root / "content"))
    assert lines[-1].startswith("已生成")
    live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "又一次"))
    assert "又一次" in text(live.port, f"/{DOCUMENT}")


def test_the_configuration_is_followed_however_often_it_is_replaced(live: Live) -> None:
    before = "test.example"
    for after in ("one.example", "two.example"):
        lines = live.after(lambda a=after, b=before: live.edit("site_config.yml", b, a))  # type: ignore[misc]
        assert lines[-1].startswith("已生成")
        assert f"https://{after}/" in text(live.port, "/sitemap.xml")
        before = after


def test_a_template_edited_to_nonsense_is_told_by_its_line_and_the_old_site_stays(
    sound: Path, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del quick
    templates = tmp_path / "templates"
    shutil.copytree(building.TEMPLATES, templates)
    for module in (generator.build, building, session):
        monkeypatch.setattr(module, "TEMPLATES", templates)
    page = templates / "pages/task.html"
    sound_text = page.read_text("utf-8")
    lines_before = sound_text.count("\n")
    with at_work(sound) as live:
        before = support.digest(sound / "site")
        for nonsense, says in (
            ("{% if %}", "模板的写法不对（"),
            ("{{ v.nonsense }}", "模板在这里出错（"),
            ("{{ nonsense }}", "模板在这里出错（"),
            ('{% include "nonsense.html" %}', "找不到模板“nonsense.html”。"),
        ):
            lines = live.after(lambda text=nonsense: replace(page, f"{sound_text}{text}\n"))  # type: ignore[misc]
            assert lines[-1] == "有错误，仍显示上一次的网站。"
            assert f"templates/pages/task.html:{lines_before + 1}:1: 错误：{says}" in lines[0], lines
            assert support.digest(sound / "site") == before
        assert live.after(lambda: replace(page, sound_text))[-1].startswith("已生成")


def test_an_address_that_an_edit_removes_is_named(live: Live) -> None:
    lines = live.after(lambda: live.edit("content/yi/2024-fenjie.yml", "id: 1", "id: 9"))
    assert any("少了 1 个网页：yi/2024-fenjie/1.html" in line for line in lines), lines


def test_a_taken_port_is_a_sentence_and_nothing_is_built(sound: Path, port: int) -> None:
    sources = Sources(sound / "content", sound / "site_config.yml", sound / "site")
    with pytest.raises(ProblemsError) as error, running(sources, port, lambda _: None):
        pass
    assert str(error.value) == f"127.0.0.1:{port}: 错误：这个端口已被占用。请用 --port 换一个端口。"
    assert not (sound / "site").exists()


def test_a_save_that_changes_nothing_is_no_work_and_the_next_is_followed(live: Live) -> None:
    built = live.builds()
    document, page = live.root / "content/jia/2024-yaodian.yml", live.root / "content/pages/index.md"
    for _ in range(3):
        replace(document, document.read_text("utf-8"))
        page.touch()
        time.sleep(0.2)
    lines = live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮"))
    assert lines[-1].startswith("已生成")
    assert live.builds() == built + 1


def test_a_save_after_a_build_that_failed_tries_again_whatever_it_changes(live: Live) -> None:
    live.after(lambda: live.edit("content/jia/agency.yml", "name:", "nam:"))
    agency = live.root / "content/jia/agency.yml"
    assert live.after(lambda: replace(agency, agency.read_text("utf-8")))[-1].startswith("有错误")


def test_a_site_that_was_taken_away_comes_back_with_the_next_save(live: Live) -> None:
    shutil.rmtree(live.root / "site")
    document = live.root / "content/jia/2024-yaodian.yml"
    assert live.after(lambda: replace(document, document.read_text("utf-8")))[-1].startswith("已生成")
    assert ask(live.port, f"/{DOCUMENT}").status == 200


@pytest.mark.parametrize("spoilt", [b"", b"gongkai", b"\0" * 5000, None])
def test_a_cache_that_does_not_hold_and_an_old_time_with_new_words_are_in_nobodys_way(
    sound: Path, quick: None, spoilt: bytes | None
) -> None:
    del quick
    with at_work(sound):
        pass
    cache = Folder(sound / "site").path
    assert {"content", "parts", "shells"} <= {path.name for path in cache.iterdir()}
    for path in cache.iterdir():
        path.write_bytes(spoilt) if spoilt is not None else path.unlink()
    rewrite_in_the_past(
        document := sound / "content/jia/2024-yaodian.yml",
        document.read_text("utf-8").replace("管好储备粮", "管好县级储备粮"),
    )
    with at_work(sound) as live:
        assert "管好县级储备粮" in text(live.port, f"/{DOCUMENT}")
        live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好县级储备粮", "管好市级储备粮"))
        assert "管好市级储备粮" in text(live.port, f"/{DOCUMENT}")
    other = sound / "other"
    generator.build.build(sound / "content", sound / "site_config.yml", other, downloads=False)
    assert support.differing(sound / "site", other) == [], "all but what readers take away, to the byte"


def test_two_serves_on_one_folder_both_follow(sound: Path, quick: None) -> None:
    del quick
    with at_work(sound) as one, at_work(sound) as two:
        live_before = (one.builds(), two.builds())
        one.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮")
        wait_until(lambda: one.builds() > live_before[0] and two.builds() > live_before[1])
        for live in (one, two):
            assert "管好县级储备粮" in text(live.port, f"/{DOCUMENT}")


# What the terminal is told


def test_the_terminal_is_told_what_is_new() -> None:
    known = Problem("a.yml", 1, 1, "甲", "乙", severity="warning")
    new = Problem("b.yml", 1, 1, "甲", "乙", severity="warning")
    wrong = Problem("c.yml", 1, 1, "甲", "乙")
    assert sentences(Made(3, [known, new]), [known]) == [str(new), "已生成 3 个页面。"]
    assert sentences(Made(None, [known, wrong]), [known]) == [
        str(known),
        str(wrong),
        "有错误，仍显示上一次的网站。",
    ]
