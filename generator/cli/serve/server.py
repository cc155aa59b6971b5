"""The server on this machine: the site, a page of it from memory where that is newer, and word of changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs

from generator.cli.ranges import wanted_bytes
from generator.cli.serve import answers
from generator.cli.serve.answers import HOME
from generator.cli.serve.events import Board, mark_of
from generator.cli.serve.memory import Edition
from generator.model import routes

_PATIENCE = 20  # seconds that a client may be silent in the middle of a request, or between two
_WAITING = 256  # clients that may stand at the door
_AT_ONCE = 1 << 16  # bytes
_HTML = "text/html; charset=utf-8"
_NOT_FOUND = "404.html"
_INDEX = "search/manifest.js"
_NOTHING_YET = (
    '<!doctype html><html lang="zh"><meta charset="utf-8"><title>{0}</title><body><h1>{0}</h1><p>{1}</p>'
)
_NOT_MADE = ("预览时没有这个文件", "供下载的文件和订阅，运行 make site（gongkai build）以后，网站里才有。")


@dataclass(slots=True)
class Shown:
    """What the server shows: the site on the disk, and the edition in memory that is ahead of it, if any."""

    site: Path
    script: Path
    board: Board
    edition: Edition | None = None

    def page(self, address: str) -> bytes | None:
        """An HTML page from memory or from the disk."""
        edition = self.edition
        try:
            if edition and (made := edition.page(address)) is not None:
                return made
        except Exception:  # the build that is under way meets the same, and tells
            pass
        return _read(self.site / address) if address.endswith(".html") else None

    def page_or_404(self, address: str | None) -> tuple[HTTPStatus, bytes]:
        """The page; the site's own words where there is none, or ours where there is no site."""
        found = self.page(address) if address is not None else None
        if found is not None:
            return HTTPStatus.OK, found
        if address is not None and answers.is_download(address) and (self.site / HOME).is_file():
            return HTTPStatus.NOT_FOUND, _NOTHING_YET.format(*_NOT_MADE).encode()
        return HTTPStatus.NOT_FOUND, _read(self.site / _NOT_FOUND) or _nothing(self.site)

    def mark(self, address: str | None) -> str:
        """Of what a page would show now."""
        return self._mark(address, self.page_or_404(address)[1])

    def with_script(self, address: str | None, page: bytes) -> bytes:
        """The page as it is sent. Nothing of this is ever in site/."""
        mark = self._mark(address, page)
        return page + f'\n<script src="/{answers.SCRIPT}" data-shown="{mark}"></script>\n'.encode()

    def _mark(self, address: str | None, page: bytes) -> str:
        """The search shows what its index finds, which a build makes after the page."""
        index = (_read(self.site / _INDEX) or b"") if address == routes.SEARCH else b""
        return mark_of(page + index, self.board.generation)


class Server(ThreadingHTTPServer):
    """Raises OSError where the port is taken."""

    daemon_threads = True
    request_queue_size = _WAITING

    def __init__(self, port: int, shown: Shown, say: Callable[[str], None]) -> None:
        self.shown = shown
        self._say = say
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, *_: object) -> None:
        """A client that has gone is none of our business; of anything else the clerk hears a sentence."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            self._say(f"有一个请求没有答复（程序内部出错：{type(error).__name__}: {error}）。")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # of a request that does not say: even noise gets a whole answer
    timeout = _PATIENCE
    server: Server

    def do_GET(self) -> None:
        address = answers.address_of(self.path)
        if address == answers.SCRIPT:
            self._send(HTTPStatus.OK, answers.kind_of(address), _read(self.server.shown.script) or b"")
        elif address == answers.EVENTS:
            self._tell(parse_qs(self.path.partition("?")[2]))
        else:
            self._answer(address)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, *_: object) -> None:
        """A request that cannot be read is answered in a sentence, and nobody is asked to go on."""
        self.close_connection = True
        self._send(HTTPStatus(code), "text/plain; charset=utf-8", f"看不懂这个请求（{code}）。\n".encode())

    def _answer(self, address: str | None) -> None:
        shown = self.server.shown
        if address and not address.endswith(".html"):
            path = shown.site / address
            if _is_folder(path):
                self._move()
                return
            if (file := _open(path)) is not None:
                with file:
                    length = os.fstat(file.fileno()).st_size
                    self._send(HTTPStatus.OK, answers.kind_of(address), file, length)
                return
        status, page = shown.page_or_404(address)
        self._send(status, _HTML, shown.with_script(address, page))

    def _move(self) -> None:
        """A folder without its slash: links on its index would lead beside it."""
        path, _, query = self.path.partition("?")
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"/{path.strip('/')}/" + (f"?{query}" if query else ""))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, body: bytes | BinaryIO, length: int = -1) -> None:
        """A body, or the part of it that is asked for."""
        file = BytesIO(body) if isinstance(body, bytes) else body
        length = len(body) if isinstance(body, bytes) else length
        asked = getattr(self, "headers", None) or {}  # none where the request could not be read so far
        # a part is given of what is there; If-Range asks for a mark that we never gave
        may_be_part = status is HTTPStatus.OK and "If-Range" not in asked
        part = wanted_bytes(asked.get("Range"), length) if may_be_part else None
        if part is None:
            part = range(length)
            self._begin(status, kind, length)
        elif part:
            where = f"bytes {part.start}-{part.stop - 1}/{length}"
            self._begin(HTTPStatus.PARTIAL_CONTENT, kind, len(part), where)
        else:
            self._begin(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, kind, 0, f"bytes */{length}")
        if self.command != "HEAD":
            for piece in _pieces(file, part):
                self.wfile.write(piece)

    def _begin(self, status: HTTPStatus, kind: str, length: int | None, where: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        if length is None:
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
            self.send_header("Accept-Ranges", "bytes")
        if where:
            self.send_header("Content-Range", where)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _tell(self, query: dict[str, list[str]]) -> None:
        """Word of changes, for as long as the page is open."""
        shown = self.server.shown
        address = answers.address_of(query.get("page", ["/"])[0])
        self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", None)
        if self.command == "HEAD":
            return
        for data in shown.board.listen(query.get("shown", [""])[0], lambda: shown.mark(address)):
            self.wfile.write(data)


def _read(path: Path) -> bytes | None:
    file = _open(path)
    if file is None:
        return None
    with file:
        return file.read()


def _open(path: Path) -> BinaryIO | None:
    """None where there is no such file, or nothing that can be read to its end."""
    try:
        return path.open("rb") if path.is_file() else None
    except (OSError, ValueError):
        return None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _pieces(file: BinaryIO, part: range) -> Iterator[bytes]:
    file.seek(part.start)
    left = len(part)
    while left and (piece := file.read(min(left, _AT_ONCE))):
        left -= len(piece)
        yield piece


def _nothing(site: Path) -> bytes:
    words = (
        ("没有这个页面", "地址可能抄错了。")
        if (site / HOME).is_file()
        else ("网站还没有生成", "内容改好以后，这里会自动显示。")
    )
    return _NOTHING_YET.format(*words).encode()
