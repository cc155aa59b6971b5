"""`gongkai serve` sees every save, wherever it falls and however often."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from serve_harness import replace, rewrite, rewrite_in_the_past
from support import wait_until

from generator.cli.serve import watching


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
