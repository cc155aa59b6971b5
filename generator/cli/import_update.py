"""`gongkai import 新原文 --into 文件.yml --before 旧原文`: what was corrected in the source goes into a YAML
that a person has worked on since.

Only the file that is named is written, and only where it still says what the old source said.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.content import places, yaml_reader
from generator.importer.compare.check import what_else
from generator.importer.compare.merge import Merge, merge
from generator.importer.draft.atomic_write import RefusedError, show, write_together
from generator.importer.draft.folder_lock import turn
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import UnreadableError, has_words
from generator.importer.pipeline import import_source
from generator.importer.run import source_of
from generator.problems import Finding, Problem, ProblemsError

Say = Callable[[str], None]


def update(source: Path, into: Path, before: Path, say: Say, tell: Say) -> int:
    """Take over what differs between two sources; exit status 1 where a person has to decide something.

    Raises ProblemsError where a file cannot be read. `tell` hears of what is in the way.
    """
    old, new = _draft(before), _draft(source)
    try:
        with turn(into.resolve().parent, tell):
            text = _text(into)
            merged = merge(old, new, text)
            if merged.text != text:
                write_together({into: merged.text}, frozenset({into}))
    except RefusedError as error:
        tell(str(error))
        return 1
    for line in _told(merged, into, is_changed=merged.text != text):
        say(line)
    say(f"请再核对一次：gongkai import --check {show(into)} {show(source)}")
    return 1 if merged.left else 0


def _told(merged: Merge, into: Path, *, is_changed: bool) -> list[str]:
    """What was taken and what is left, each of the latter with its line."""
    lines = [f"已改 {show(into)}，{len(merged.taken)} 处：", *(f"  {words}" for words in merged.taken)]
    if not merged.taken:
        lines = [f"{show(into)} 只改了原文的行号。" if is_changed else f"{show(into)} 没有要改的。"]
    asked = [Finding(into.name, told.place, "", "") for told in merged.left]
    problems = places.placed(asked, into.parent)
    lines += [f"{show(into)}:{p.line}: {told.words}。" for p, told in zip(problems, merged.left, strict=True)]
    if merged.left:
        lines.append(f"有 {len(merged.left)} 处要由您决定，列在上面。")
    return lines


def _draft(file: Path) -> Any:
    """The draft that a source comes to, or one that was kept."""
    if file.suffix.lower() in (".yml", ".yaml"):
        tree = yaml_reader.parse(_text(file), show(file))[0]
    else:
        try:
            imported = import_source(source_of(file))
        except UnreadableError as error:
            raise ProblemsError(
                [_problem(file, f"读不出来：{error}".rstrip("。"), "请换一份文件")]
            ) from error
        tree = yaml_reader.parse(to_yaml(imported), "")[0] if has_words(imported.source.lines) else None
    if not isinstance(tree, dict):
        raise ProblemsError([_problem(file, "里没有文字", "请核对是不是拿错了文件")])
    return tree


def _text(file: Path) -> str:
    """A YAML with its mark, if it has one. Raises ProblemsError where it is no document that can be read."""
    tree, problems = yaml_reader.read_tree(file, show(file))
    if tree is None:
        raise ProblemsError(problems or [_problem(file, "是空的", "请核对是不是拿错了文件")])
    if (other := what_else(tree)) is not None:
        raise ProblemsError([_problem(file, *other)])
    return file.read_bytes().decode("utf-8")


def _problem(file: Path, what: str, hint: str) -> Problem:
    return Problem(show(file), 0, 0, what, hint, rule="import")
