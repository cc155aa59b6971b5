"""Commands in messages as they work where they are typed: `make check` where there is a Makefile for it, else
gongkai by the path by which it was called.

Messages name commands as `gongkai check`; these are pure functions over them, used where all is printed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from generator.problems import Problem

_MADE = {"build": "site", "check": "check", "serve": "serve", "schema": "schema"}  # targets of the Makefile
_TARGETS = re.compile(r"^(?:check|site|serve|schema):", re.MULTILINE)
_COMMAND = re.compile(r"\bgongkai (build|check|export|import|new|serve|schema|trace)\b(?! 生成)( --?[a-z])?")


@dataclass(frozen=True, slots=True)
class Typed:
    """How gongkai is called from here, whether `make check` does the same, and which content is meant, if not
    the one that is meant without a word.
    """

    program: str = "gongkai"
    has_make: bool = False
    content: str = ""

    def text(self, text: str) -> str:
        """A text with its commands as they are typed here."""
        return _COMMAND.sub(self._command, text)

    def problem(self, problem: Problem) -> Problem:
        """A problem with its commands as they are typed here."""
        if "gongkai " not in problem.hint and "gongkai " not in problem.what:
            return problem
        return replace(problem, what=self.text(problem.what), hint=self.text(problem.hint))

    def _command(self, found: re.Match[str]) -> str:
        command, option = found[1], found[2] or ""
        if self.has_make and command in _MADE and not option:
            return f"make {_MADE[command]}"
        content = f" --content {shlex.quote(self.content)}" if self.content and command != "build" else ""
        return f"{self.program} {command}{content}{option}"


def typed_here(arguments: list[str]) -> Typed:
    """How commands are typed where this program was called."""
    program = program_in(Path.cwd())
    if program == "gongkai":
        return Typed()
    makefile = Path("Makefile")
    text = makefile.read_text("utf-8", "replace") if makefile.is_file() else ""
    elsewhere = any(a.startswith(("--content", "--config", "--site")) for a in arguments)
    return Typed(program, len(_TARGETS.findall(text)) == len(_MADE) and not elsewhere, _content(arguments))


def _content(arguments: list[str]) -> str:
    """What stands behind --content."""
    for word, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if word.startswith("--content"):
            return following if word == "--content" else word.partition("=")[2]
    return ""


def program_in(folder: Path) -> str:
    """The words that call this program from a folder."""
    return program_from(os.path.abspath(sys.argv[0]), sys.executable, folder, shutil.which("gongkai"))


def program_from(called: str, python: str, folder: Path, found: str | None) -> str:
    """The words that call this program from `folder`: `called` is the path that it was called by, `found`
    what the shell finds as gongkai. All paths are whole.
    """
    path = Path(called)
    if path.name == "__main__.py":
        return f"{_short(Path(python), folder)} -m generator"
    if path.name != "gongkai" or (found and os.path.realpath(found) == os.path.realpath(called)):
        return "gongkai"
    return _short(path, folder)


def _short(path: Path, folder: Path) -> str:
    """A path as short as it can be typed from the folder."""
    return shlex.quote(str(path.relative_to(folder) if path.is_relative_to(folder) else path))
