"""A full disk, a folder that may not be written, a file that may not be read: said with the clerk's own path;
the site stays."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import support
from support import digest, leftovers

from generator.output import replace, written

NO_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")


def told(root: Path, done: support.Run, before: str) -> list[str]:
    """What a build that the system stopped has said."""
    support.plain(done)
    assert done.status == 1
    assert digest(root / "site") == before
    assert leftovers(root / "site") == []
    *sentences, last = done.err.splitlines()
    assert last == f"共 {len(sentences)} 个错误，网站没有改动。"
    assert "-new-" not in done.err
    assert "-work-" not in done.err
    return sentences


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EDQUOT, "磁盘配额已满"), (errno.EIO, "磁盘读取出错")],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_takes_no_more(
    published: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, jobs: int
) -> None:
    before = digest(published / "site")

    def full(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(written.os, "write", full)
    done = support.build(published, "--jobs", jobs)
    monkeypatch.undo()
    assert told(published, done, before) == [
        f"{published / 'site'}: 错误：网站写不进去（{words}）。"
        "请检查磁盘空间，以及这个目录和上一级目录的写入权限。"
    ]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("call", ["mkdir", "rename"])
def test_a_folder_that_may_not_be_written(
    published: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = digest(published / "site")
    real = getattr(Path, call)

    def refuse(self: Path, *more: object, **named: object) -> object:
        if "-build-" in str(self):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return real(self, *more, **named)

    monkeypatch.setattr(replace, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, call, refuse)
    done = support.build(published, "--jobs", 1)
    monkeypatch.undo()
    assert told(published, done, before) == [
        f"{published / 'site'}: 错误：网站写不进去（没有写入权限）。"
        "请检查磁盘空间，以及这个目录和上一级目录的写入权限。"
    ]


def test_a_picture_that_the_copy_cannot_read(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(published / "site")
    picture = published / "content/pages/a.png"
    picture.write_bytes(b"x")

    def copytree(_: Path, to: Path, **__: object) -> None:
        raise shutil.Error([(str(picture), f"{to}/a.png", "[Errno 5] Input/output error: 'a.png'")])

    monkeypatch.setattr(shutil, "copytree", copytree)
    done = support.build(published)
    monkeypatch.undo()
    picture.unlink()
    assert told(published, done, before) == [
        f"{picture}: 错误：读写出错（磁盘读取出错）。请检查它的读写权限。"
    ]


@pytest.mark.parametrize("most", [200, 30_000])
def test_a_real_limit(published: Path, most: int) -> None:
    """The system itself refuses a file of more than so many bytes, in MkDocs' part or in ours."""
    before = digest(published / "site")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "generator",
            "build",
            "--content",
            published / "content",
            "--config",
            published / "site_config.yml",
            "--site",
            published / "site",
        ],
        capture_output=True,
        text=True,
        cwd=support.ROOT,
        check=False,
        timeout=support.PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    [sentence] = told(published, support.Run(done.returncode, done.stdout, done.stderr), before)
    assert sentence.startswith(f"{published / 'site'}: 错误：网站写不进去（文件太大，超过系统的限制）。")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("folder", ["", "jia", "pages", "pages/inner"])
def test_a_folder_that_cannot_be_listed(
    published: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    before = digest(published / "site")
    shut = published / "content" / folder
    shut.mkdir(exist_ok=True)
    scandir, iterdir = os.scandir, Path.iterdir

    def refuse(path: object = ".") -> object:
        if Path(str(path)) == shut:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)  # type: ignore[call-overload]

    def listed(self: Path) -> Iterator[Path]:
        refuse(self)
        return iterdir(self)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "iterdir", listed)
    done = support.build(published, "--jobs", 1)
    monkeypatch.undo()
    sentences = told(published, done, before)
    assert any(
        f"content/{folder}".rstrip("/") + ": 错误：目录读不出来（没有读取权限）" in sentence
        for sentence in sentences
    ), sentences


@NO_ROOT
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("path", "mode", "says"),
    [
        (
            "content/jia/2024-yaodian.yml",
            0,
            "content/jia/2024-yaodian.yml: 错误：文件读不出来（没有读取权限）",
        ),
        ("content/jia", 0, "content/jia: 错误：目录读不出来（没有读取权限）"),
        ("content/jia", 0o400, "content/jia: 错误：目录读不出来（没有读取权限）"),
        ("content/pages", 0, "content/pages: 错误：目录读不出来（没有读取权限）"),
        ("content/pages/guide.md", 0, "content/pages/guide.md: 错误：没有读取权限"),
        ("content/topics.yml", 0, "content/topics.yml: 错误：文件读不出来（没有读取权限）"),
        (".", 0o500, "site: 错误：网站写不进去（没有写入权限）"),
    ],
)
def test_real_permissions(published: Path, path: str, mode: int, says: str) -> None:
    before = digest(published / "site")
    (published / path).chmod(mode)
    done = support.build(published, "--jobs", 1)
    (published / path).chmod(0o700)
    sentences = told(published, done, before)
    assert any(says in sentence for sentence in sentences), sentences
