"""A look at the site while editing: an edit is on the open page in a blink, a build follows.

`watching` sees what was saved, `contents` whether that changed anything, `memory` makes pages of it,
`building` builds the site in a process of its own, `session` has the order of these; `answers` and `server`
answer requests, `events` tells open pages of it.
"""

from __future__ import annotations

import errno
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from generator.build import TEMPLATES
from generator.cli.clock import this_day
from generator.cli.serve.building import Sources
from generator.cli.serve.events import Board
from generator.cli.serve.server import Server, Shown
from generator.cli.serve.session import Session
from generator.problems import Problem, ProblemsError

_SCRIPT = TEMPLATES / "serve" / "live.js"
_ENDED = "预览已停止。预览写进 {} 的网页含草稿，没有供下载的文件；要公开，请先运行 gongkai build。"


def serve(content: Path, config_file: Path, site: Path, port: int, say: Callable[[str], None]) -> None:
    """Runs until interrupted. A failed build says why and leaves the last good site in view."""
    with suppress(KeyboardInterrupt), running(Sources(content, config_file, site), port, say) as session:
        session.run()
    say(_ENDED.format(site))


@contextmanager
def running(sources: Sources, port: int, say: Callable[[str], None]) -> Iterator[Session]:
    """The server at work and the site built for the first time; what is to be run is the session."""
    gc.disable()  # the library would be walked again and again; `session` collects when nothing is edited
    shown = Shown(sources.site.absolute(), _SCRIPT, Board())
    with _server(port, shown, say) as server:
        session = Session(sources, shown, lambda: this_day(), say)
        try:
            Thread(target=server.serve_forever, daemon=True).start()
            session.watch()
            session.begin()
            say(f"请在浏览器打开 http://127.0.0.1:{server.server_port}/ ，按 Ctrl+C 结束。")
            yield session
        finally:
            session.close()
            shown.board.close()
            server.shutdown()


def _server(port: int, shown: Shown, say: Callable[[str], None]) -> Server:
    """The port is asked for before anything else is done."""
    try:
        return Server(port, shown, say)
    except OSError as error:
        where = f"127.0.0.1:{port}"
        what = "没有权限使用这个端口" if error.errno == errno.EACCES else "这个端口已被占用"
        raise ProblemsError([Problem(where, 0, 0, what, "请用 --port 换一个端口")]) from None
