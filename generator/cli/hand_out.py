"""`gongkai export --docx` and `--html`: the paper of a document as a file, written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from generator.handout.lay_out import paper
from generator.handout.page import to_page
from generator.handout.paper import Paper
from generator.handout.word import to_word
from generator.library.entries import DocumentEntry
from generator.problems import Problem, ProblemsError, system_words

_MAKERS: dict[str, Callable[[Paper], bytes]] = {".docx": to_word, ".html": to_page}


def hand_out(document: DocumentEntry, target: Path, suffix: str, *, replacing: bool) -> str:
    """Write the document to `target` in the form of `suffix`; the sentence that says so.

    Raises ProblemsError where the place cannot be written to, or holds something else that may not be
    replaced.
    """
    _refuse_name(target, suffix)
    made = paper(document)
    data = _MAKERS[suffix](made)
    try:
        if target.exists():
            if target.read_bytes() == data:
                return f"{target} 已是最新，没有变化。"
            if not replacing:
                raise ProblemsError([_there(target)])
        _replace(target, data)
    except OSError as error:
        what = f"写不进去：{system_words(error).replace('没有读取权限', '没有权限')}"
        raise ProblemsError(
            [Problem(str(target), 0, 0, what, "请检查这个目录的权限和磁盘空间，或换一个地方")]
        ) from error
    stamp = f"，每页印有“{made.stamp}”" if made.stamp else ""
    return f"已导出 {target}{stamp}。"


def _refuse_name(target: Path, suffix: str) -> None:
    """A name that shows its form, in a folder that is there."""
    if target.is_dir():
        what, hint = "这是一个目录，不是文件", f"请写出文件名，如 {target / f'文件{suffix}'}"
    elif target.suffix.lower() != suffix:
        what = f"文件名没有以 {suffix} 结尾，别的程序会认错"
        hint = f"请写成 {target.with_suffix(suffix)}，或换用别的选项"
    elif not target.parent.is_dir():
        what, hint = f"没有 {target.parent} 这个目录", "请先建好目录，或换一个地方"
    else:
        return
    raise ProblemsError([Problem(str(target), 0, 0, what, hint)])


def _there(target: Path) -> Problem:
    what = "已有这个文件，内容不同，没有覆盖"
    return Problem(str(target), 0, 0, what, "请换一个文件名；确要覆盖，加 --replace")


def _replace(target: Path, data: bytes) -> None:
    """In one step: whoever opens the file sees the old one or the new one. A link stays one."""
    real = Path(os.path.realpath(target))
    if real.exists() and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    aside = real.with_name(f".{real.name}.{os.getpid()}.new")
    try:
        aside.write_bytes(data)
        os.replace(aside, real)
    finally:
        aside.unlink(missing_ok=True)
