"""`gongkai serve` at work in this process, its client, and how an editor saves."""

from __future__ import annotations

import http.client
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import support
from support import wait_until

from generator.cli.serve import Sources, running

DOCUMENT = "jia/2024-yaodian/index.html"


def ask(port: int, target: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=support.PATIENCE)
    connection.request(method, target, headers={name.replace("_", "-"): v for name, v in headers.items()})
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    connection.close()
    return response


def text(port: int, target: str) -> str:
    return ask(port, target).body.decode()  # type: ignore[attr-defined,no-any-return]


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
