"""A look at the site while editing: build, serve on this machine, build again when a file changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from generator.build import TEMPLATES, build
from generator.cli.clock import this_day
from generator.problems import Problem, ProblemsError


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(content: Path, config_file: Path, site: Path, port: int, say: Callable[[str], None]) -> None:
    """Runs until interrupted. A failed build says why and leaves the last good site in view."""
    rebuild(content, config_file, site, say)
    handler = partial(_Quiet, directory=str(site.absolute()))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        raise ProblemsError(
            [Problem(f"127.0.0.1:{port}", 0, 0, "这个端口已被占用", "请用 --port 换一个端口")]
        ) from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"请在浏览器打开 http://127.0.0.1:{port}/ ，按 Ctrl+C 结束。")
    for _ in watch(content, config_file, TEMPLATES):
        rebuild(content, config_file, site, say)


def rebuild(content: Path, config_file: Path, site: Path, say: Callable[[str], None]) -> None:
    try:
        built = build(content, config_file, site, today=this_day(), durable=False)
    except ProblemsError as error:
        for problem in error.problems:
            say(str(problem))
        say("有错误，仍显示上一次的网站。")
    else:
        say(f"已生成 {built.pages} 个页面。")
