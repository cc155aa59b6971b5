"""`gongkai export --docx` and `--html`: the paper of a document in the forms that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.cli.export import write_files
from generator.handout.lay_out import paper
from generator.handout.page import to_page
from generator.handout.paper import Paper
from generator.handout.word import to_word
from generator.library.entries import DocumentEntry
from generator.problems import Problem, ProblemsError

_MAKERS: dict[str, Callable[[Paper], bytes]] = {".docx": to_word, ".html": to_page}


def hand_out(
    document: DocumentEntry, *, docx: Path | None, html: Path | None, replacing: bool
) -> Iterator[str]:
    """Write the document in both forms or one, all or none; what was written.

    Raises ProblemsError where a name does not show its form, or as `write_files` does.
    """
    targets = {suffix: path for suffix, path in ((".docx", docx), (".html", html)) if path is not None}
    if problems := [_wrong_name(path, suffix) for suffix, path in targets.items() if _is_wrong(path, suffix)]:
        raise ProblemsError(problems)
    made = paper(document)
    yield from write_files(
        {path: _MAKERS[suffix](made) for suffix, path in targets.items()}, replacing=replacing
    )
    if made.stamp and targets:
        yield f"这份文件还没有公开，每页印有“{made.stamp}”。"


def _is_wrong(path: Path, suffix: str) -> bool:
    return path.suffix.lower() != suffix and not path.is_dir()


def _wrong_name(path: Path, suffix: str) -> Problem:
    hint = f"请写成 {path.with_suffix(suffix)}，或换用别的选项"
    return Problem(str(path), 0, 0, f"文件名没有以 {suffix} 结尾，别的程序会认错", hint)
