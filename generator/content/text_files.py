"""Bytes of a file -> text: what cannot be read is told with what to do, and never raises."""

from __future__ import annotations

import stat
from pathlib import Path

from generator.problems import Problem, system_words

MAX_BYTES = 10 * 1024 * 1024


def read_text(path: Path, shown: str) -> tuple[str | None, Problem | None]:
    """The text of a file, or what is wrong with it."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # reading a pipe would wait for ever
            return None, _unreadable(shown, "不是普通文件")
        if about.st_size > MAX_BYTES:
            return None, Problem(
                shown,
                0,
                0,
                f"文件有 {about.st_size / 1024 / 1024:.0f} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限",
                "请拆成几个文件，每份文件一个",
            )
        data = path.read_bytes()
    except OSError as error:
        return None, _unreadable(shown, system_words(error))
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return None, _encoding_problem(data, error.start, shown)


def unreadable_folder(shown: str, error: OSError) -> Problem:
    """A folder that the system does not let us look into."""
    return Problem(
        shown, 0, 0, f"目录读不出来（{system_words(error)}）", "请让运行生成程序的用户能读这个目录"
    )


def _unreadable(shown: str, why: str) -> Problem:
    return Problem(shown, 0, 0, f"文件读不出来（{why}）", "请检查文件是否存在、是否有读取权限")


def _encoding_problem(data: bytes, offset: int, shown: str) -> Problem:
    line = data.count(b"\n", 0, offset) + 1
    before = data[data.rfind(b"\n", 0, offset) + 1 : offset]
    column = len(before.decode("utf-8", "replace")) + 1  # signs, as an editor counts them
    try:
        data.decode("gb18030")
        guess = "文件像是用 GBK 编码保存的"
    except UnicodeDecodeError:
        guess = "文件像是用 UTF-16 编码保存的" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "文件不是文本"
    return Problem(shown, line, column, f"{guess}，不是 UTF-8", "请用编辑器另存为 UTF-8 编码")
