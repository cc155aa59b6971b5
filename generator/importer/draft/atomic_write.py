"""Several files written as one: all of them, or none and everything as it was.

Each text goes to a temporary file beside its target and onto the disk; only when all of them are there do
they take the places of the old files. A full disk therefore shows itself before anything is touched.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

_WHY = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "超过了文件大小的限制",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "这个文件刚刚出现",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘写入出错",
    errno.ELOOP: "符号链接绕成一圈",
    errno.EISDIR: "这是一个目录",
}


class RefusedError(Exception):
    """An import that writes nothing; its message is Chinese, for the terminal."""


def show(path: Path) -> str:
    """A path as short as it can be said from here."""
    near = os.path.relpath(path)
    return near if len(near) < len(str(path)) else str(path)


def write_together(texts: Mapping[Path, str | bytes], existing: frozenset[Path]) -> None:
    """Write every text to its target, or raise RefusedError with everything as it was.

    Only the targets in `existing` may replace a file.
    """
    at = Path()
    kept: list[Path] = []
    try:
        with ExitStack() as undo:
            ready: list[tuple[Path, Path, Path | None]] = []
            for at, text in texts.items():
                make_folder(at.parent, undo)
                target = Path(os.path.realpath(at))  # a symbolic link stays one
                fresh, old = (
                    target.with_name(f".{target.name}.{os.getpid()}.{word}") for word in ("new", "old")
                )
                undo.callback(_remove, fresh)
                _put(fresh, text if isinstance(text, bytes) else text.encode())
                if at not in existing:
                    ready.append((fresh, target, None))
                    continue
                if not os.access(target, os.W_OK):
                    raise PermissionError(errno.EACCES, "")
                undo.callback(_remove, old)
                _put(old, target.read_bytes())
                for copy in (fresh, old):
                    shutil.copymode(target, copy)
                kept.append(old)
                ready.append((fresh, target, old))
            for fresh, target, before in ready:
                at = target
                if before is None and os.path.lexists(target):
                    raise FileExistsError(errno.EEXIST, "")
                os.replace(fresh, target)
                undo.callback(_restore, target, before)
            undo.pop_all()
    except OSError as error:
        raise RefusedError(sentence(at, error)) from error
    for old in kept:
        _remove(old)


def sentence(file: Path, error: OSError) -> str:
    """What to say when a file cannot be written and nothing was."""
    why = _WHY.get(error.errno or 0, "写入时出错")
    return f"错误：{show(file)} 写不进去（{why}）。这次导入什么也没有写，原有的文件没有改动；请解决后再导入。"


def _put(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those around it; undone, those that hold nothing are gone again."""
    if not os.path.isdir(folder):
        if os.path.lexists(folder):
            raise NotADirectoryError(errno.ENOTDIR, "")
        make_folder(folder.parent, undo)
        folder.mkdir(exist_ok=True)  # another import may be making it, too
        undo.callback(_remove_folder, folder)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _restore(target: Path, old: Path | None) -> None:
    if old is None:
        target.unlink()
    else:
        os.replace(old, target)
