"""What `gongkai serve` answers: each file as it is, words where there is none, and nothing brings it down."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import support
from serve_harness import DOCUMENT, ask

from generator.cli.serve import Sources, answers, running
from generator.cli.serve.events import Board
from generator.cli.serve.server import Server, Shown
from generator.problems import ProblemsError

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


def test_a_taken_port_is_a_sentence_and_nothing_is_built(sound: Path, port: int) -> None:
    sources = Sources(sound / "content", sound / "site_config.yml", sound / "site")
    with pytest.raises(ProblemsError) as error, running(sources, port, lambda _: None):
        pass
    assert str(error.value) == f"127.0.0.1:{port}: 错误：这个端口已被占用。请用 --port 换一个端口。"
    assert not (sound / "site").exists()
