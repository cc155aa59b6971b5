"""The sole writer: a new site grows in a folder beside the old one and replaces it as a whole.

On Linux the two folders change places in one system call, so a reader or a killed build sees the old site or
the new one, never a mixture and never none.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal

from generator import parallel
from generator.problems import Problem, ProblemsError, system_words

# How the open data of every site made here begins; a folder without it is somebody else's.
MARKER, SITE_SIGNATURE = "data/tasks.json", b'{"generated_from":'
# what the build wrote, an address a line; whatever else lies in a site is not ours to delete
FILES = "data/files.txt"
# whatever was to be written, there is no room for it
_FULL = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EFBIG,
)
_NAMED = 5  # addresses that a message names
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Staging:
    """A context in which the new site is written; `publish` swaps it in, else leaving discards it."""

    def __init__(self, site: Path, sources: Iterable[Path] = ()) -> None:
        self.site = site.absolute()
        self.given = site  # as the clerk calls it
        self.sources = list(sources)
        self.folder = self.site.parent / f".{self.site.name}-new-{os.getpid()}"
        self.work = self.site.parent / f".{self.site.name}-work-{os.getpid()}"
        self.is_published = False

    def __enter__(self) -> Staging:
        _refuse_source(self.site, self.sources)
        try:
            _refuse_foreign(self.site)
            self.site.parent.mkdir(parents=True, exist_ok=True)
            _sweep(self.site)
            _open.append(self)
            self.folder.mkdir()
            self.work.mkdir()
        except OSError as error:
            self.__exit__(type(error), error, None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()
        if self in _open:
            _open.remove(self)
        if isinstance(error, OSError) and not isinstance(error, ChildProcessError):
            raise ProblemsError(self._explained(error)) from error

    def discard(self) -> None:
        """Remove what was written aside, once no child writes there any more."""
        parallel.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.work, ignore_errors=True)

    def _explained(self, error: OSError) -> Iterator[Problem]:
        """What the system refused, by the clerk's own path: what lies in the folders beside the site is the
        site to them.
        """
        # copytree tells of each file (from, to, what the system said), with the number only in the words.
        failures = (
            [
                (
                    str(source),
                    OSError(int(found[1]), "")
                    if (found := re.search(r"\[Errno (\d+)\]", str(why)))
                    else OSError(str(why)),
                )
                for source, _, why in error.args[0]
            ]
            if isinstance(error, shutil.Error)
            else [(str(error.filename or ""), error)]
        )
        for path, failure in failures:
            if (
                not path
                or failure.errno in _FULL
                or path.startswith((f"{self.folder}", f"{self.work}", f"{self.site}"))
            ):
                words = (
                    "没有写入权限" if failure.errno in (errno.EACCES, errno.EPERM) else system_words(failure)
                )
                yield Problem(
                    str(self.given),
                    0,
                    0,
                    f"网站写不进去（{words}）",
                    "请检查磁盘空间，以及这个目录和上一级目录的写入权限",
                )
            else:
                yield Problem(path, 0, 0, f"读写出错（{system_words(failure)}）", "请检查它的读写权限")

    def publish(self) -> list[Problem]:
        """Put the new site in the place of the old one, and tell of pages that only the old one has.

        The old one, now in `folder`, goes when the context ends.
        """
        files = sorted([*files_in(self.folder), FILES])
        gone = sorted(_pages_of(self.site) - set(files))
        write_all(self.folder, [(FILES, "\n".join(files) + "\n")])
        self.is_published = True
        self.folder.chmod(0o755)
        if not self.site.exists():
            self.folder.rename(self.site)
        elif not _exchange(self.folder, self.site):
            old = self.work / "old"  # no atomic exchange here: the window is two renames wide
            self.site.rename(old)
            try:
                self.folder.rename(self.site)
            except OSError:
                old.rename(self.site)
                raise
        return [_vanished(self.given, gone)] if gone else []


_open: list[Staging] = []  # for `interrupted`, which is not in the flow of the build


def interrupted() -> Literal["nothing", "discarded", "published"]:
    """What a signal in the middle of a build leaves: it had not begun, is undone, or was as good as done."""
    if not _open:
        return "nothing"
    if _open[-1].is_published:
        return "published"
    _open[-1].discard()
    return "discarded"


def write_all(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Write files by their address under `folder`, making folders as needed."""
    root = str(folder)
    made: set[str] = set()
    for address, content in files:
        path = f"{root}/{address}"
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            rest = memoryview(content.encode() if isinstance(content, str) else content)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)


def _refuse_foreign(site: Path) -> None:
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise ProblemsError([Problem(str(site), 0, 0, "输出位置不是目录", "请用 --site 另外指定一个目录")])
    if site.is_dir() and any(site.iterdir()) and not _made_here(site):
        raise ProblemsError(
            [
                Problem(
                    str(site),
                    0,
                    0,
                    "这个目录里有别的文件，不是由 gongkai 生成的，没有覆盖",
                    "请用 --site 另外指定一个目录，或先清空它",
                )
            ]
        )
    foreign = sorted(_foreign(site)) if site.is_dir() else []
    if foreign:
        more = f"（这样的文件共 {len(foreign)} 个）" if len(foreign) > 1 else ""
        raise ProblemsError(
            [
                Problem(
                    str(site / foreign[0]),
                    0,
                    0,
                    f"这不是生成网站时写出的文件，重新生成会把它删除，所以没有动{more}",
                    "要随网站发布的，请放进 content/pages；服务器设置、.git 之类，请移到网站目录之外",
                )
            ]
        )


def _pages_of(site: Path) -> set[str]:
    """The addresses of the pages of a site that a build wrote."""
    listed = site / FILES
    return (
        {address for address in listed.read_text("utf-8").split("\n") if address.endswith(".html")}
        if listed.is_file()
        else set()
    )


def _vanished(site: Path, gone: list[str]) -> Problem:
    """A reader who kept the address of a page finds nothing there any more."""
    named = "、".join(gone[:_NAMED]) + (" 等" if len(gone) > _NAMED else "")
    return Problem(
        str(site),
        0,
        0,
        f"比上次生成的网站少了 {len(gone)} 个网页：{named}，别处指向它们的链接会打不开",
        "如果只是改了编号（id）或文件名，请改回原来的；确实要撤下的，不用处理",
        severity="warning",
    )


def _foreign(site: Path) -> Iterator[str]:
    """The files in a site that no build wrote.

    Of a site made before builds listed them, only the hidden ones can be told.
    """
    listed = site / FILES
    if not listed.is_file():
        return (address for address in files_in(site) if "/." in f"/{address}")
    ours = set(listed.read_text("utf-8").split("\n"))
    return (address for address in files_in(site) if address not in ours)


def files_in(folder: Path) -> Iterator[str]:
    """Every file under a folder by its address."""
    folders = [""]
    for above in folders:
        for entry in os.scandir(folder / above):
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{above}{entry.name}/")
            else:
                yield above + entry.name


def _made_here(site: Path) -> bool:
    try:
        with (site / MARKER).open("rb") as file:
            return file.read(len(SITE_SIGNATURE)) == SITE_SIGNATURE
    except OSError:
        return False


def _refuse_source(site: Path, sources: Iterable[Path]) -> None:
    """The site may not be, hold or lie in what it is made from: replacing it would delete that."""
    here = site.resolve()
    for source in (path.resolve() for path in sources):
        if here == source or here in source.parents or (source.is_dir() and source in here.parents):
            raise ProblemsError(
                [
                    Problem(
                        str(site),
                        0,
                        0,
                        f"输出位置和 {source.name} 重叠，生成时会把它删除",
                        "请用 --site 另外指定一个目录",
                    )
                ]
            )


def _sweep(site: Path) -> None:
    """Remove what killed builds left behind; folders of builds still running are left alone."""
    for leftover in site.parent.glob(f".{site.name}-*-*"):
        pid = leftover.name.rpartition("-")[2]
        if not pid.isdigit() or _alive(int(pid)):
            continue
        old = leftover / "old"
        if old.is_dir() and not site.exists():
            old.rename(site)  # killed between the two renames
        shutil.rmtree(leftover, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def _exchange(new: Path, old: Path) -> bool:
    """renameat2(…, RENAME_EXCHANGE); False where the system or the file system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result: int = call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE)
    return result == 0
