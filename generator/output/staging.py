"""The sole writer: a new site grows in a folder beside the old one and replaces it as a whole."""

from __future__ import annotations

import errno
import re
import shutil
import signal
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal

from generator import parallel
from generator.model.routes import follows
from generator.output import replace
from generator.output.changes import Changes, changes
from generator.output.manifest import MANIFEST, manifest_json, manifest_of
from generator.output.ownership import FILES, listed_in, refuse_foreign, refuse_source
from generator.output.takeover import File
from generator.output.workfolder import WorkFolder, sweep
from generator.output.written import files_in, make_readable, write_all
from generator.problems import Problem, ProblemsError, system_words

# whatever was to be written, there is no room for it
_FULL = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EFBIG,
)
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NAMED = 5  # addresses that a message names


class Staging:
    """A context in which the new site is written; `publish` swaps it in, else leaving discards it.

    `durable`: what is published holds through a power cut; without it, whoever looks on does not wait for
    the disk.
    """

    def __init__(self, site: Path, sources: Iterable[Path] = (), *, durable: bool = True) -> None:
        self.site = site.absolute()
        self.given = site  # as the clerk calls it
        self.sources = list(sources)
        self.durable = durable
        self.is_published = False
        self.known: dict[str, File] = {}  # files by address; the others are read once more
        self.taken: Collection[str] = ()
        self.changes: Changes | None = None
        self.mark: replace.Mark | None = None  # of the listing in the site, once it stands
        self._work: WorkFolder | None = None

    @property
    def folder(self) -> Path:
        """Where the new site grows."""
        assert self._work is not None
        return self._work.new

    @property
    def work(self) -> Path:
        """For what is wanted only on the way."""
        assert self._work is not None
        return self._work.scratch

    def __enter__(self) -> Staging:
        refuse_source(self.site, self.sources)
        try:
            refuse_foreign(self.site)
            self.site.parent.mkdir(parents=True, exist_ok=True)
            _open.append(self)
            sweep(self.site)
            with _undisturbed():
                self._work = WorkFolder(self.site)
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
        """Remove what was written aside, or the old site where this one has taken its place, once no child
        writes there any more.
        """
        parallel.stop()
        if self._work is not None:
            work, self._work = self._work, None
            work.remove()

    def publish(self) -> list[Problem]:
        """Put the new site in the place of the old one, and tell of pages that only the old one has. Of
        one that is durable `changes` then says what is not as before; pages `taken` over are.

        Everything is on the disk before, and the change itself after. The old site, now in `folder`, goes
        when the context ends.
        """
        files, before = sorted([*files_in(self.folder), FILES, MANIFEST]), listed_in(self.site)
        gone = sorted({a for a in before if a.endswith(".html") and not follows(a)} - set(files))
        write_all(self.folder, [(FILES, "\n".join(files) + "\n")])
        manifest = manifest_of(self.folder, (file for file in files if file != MANIFEST), self.known)
        write_all(self.folder, [(MANIFEST, manifest_json(manifest))])
        make_readable(self.folder)
        if self.durable:
            with ThreadPoolExecutor(
                1
            ) as beside:  # while the disk works, and before the folders change places
                compared = beside.submit(changes, self.site, self.folder, before, files, self.taken)
                replace.sync_all(self.folder)
                self.changes = compared.result()
        self.mark = replace.Mark.of(self.folder / FILES)
        self.is_published = True
        told = [_vanished(self.given, gone)] if gone else []
        if not replace.put(self.folder, self.site):
            self.mark = replace.fill(self.folder, self.site, FILES, before, durable=self.durable)
            told.append(_one_by_one(self.given))
        if self.durable:
            replace.sync_folder(self.site.parent)
        return told

    def _explained(self, error: OSError) -> Iterator[Problem]:
        """What the system refused, by the clerk's own path: what lies in the folder beside the site is the
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
        ours = (f"{self.site.parent}/.{self.site.name}-build-", f"{self.site}")
        for path, failure in failures:
            if not path or failure.errno in _FULL or path.startswith(ours):
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


_open: list[Staging] = []  # for `interrupted`, which is not in the flow of the build


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: a folder that is not yet known here would stay behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def interrupted() -> Literal["nothing", "discarded", "published"]:
    """What a signal in the middle of a build leaves: it had not begun, is undone, or was as good as done."""
    if not _open:
        return "nothing"
    if _open[-1].is_published:
        return "published"
    _open[-1].discard()
    return "discarded"


def _vanished(site: Path, gone: list[str]) -> Problem:
    """A reader who kept the address of a page finds nothing there any more."""
    named = "、".join(gone[:_NAMED]) + (" 等" if len(gone) > _NAMED else "")
    return Problem(
        str(site),
        0,
        0,
        f"比上次生成的网站少了 {len(gone)} 个网页：{named}，别处指向它们的链接会打不开",
        "如果只是改了编号（id）或文件名，请改回原来的；确实要撤下的，公开过的写进 content/moved.yml，"
        "没有公开过的不用处理",
        severity="warning",
    )


def _one_by_one(site: Path) -> Problem:
    """What is promised where folders cannot change places."""
    return Problem(
        str(site),
        0,
        0,
        "这个目录不能整体替换（它是挂载点，或者磁盘不支持），新网站的文件是逐个换上去的："
        "每个文件都完整，但更换的几秒里新旧网页会同时在线",
        "如果中途断电或被中止，请再生成一次；想要一次换好，请把 --site 改成同一磁盘上的普通目录",
        severity="warning",
    )
