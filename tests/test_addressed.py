"""A document may be named as the site does, or by its file."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from support import run

from generator.cli.addressed import ref_of


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("jia/2024-a", "jia/2024-a"),
        ("jia/2024-a.yml", "jia/2024-a"),
        ("jia/2024-a/", "jia/2024-a"),
        ("content/jia/2024-a.yml", "jia/2024-a"),
        ("./content/jia/2024-a.yml", "jia/2024-a"),
        ("content/jia/2024-a", "jia/2024-a"),
        ("../jia/2024-a", "../jia/2024-a"),
        ("elsewhere/jia/2024-a.yml", "elsewhere/jia/2024-a"),
        ("jia", "jia"),
    ],
)
def test_both_ways_of_naming(typed: str, ref: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ref_of(typed, Path("content")) == ref
    whole = str(tmp_path / "content" / "jia" / "2024-a.yml")
    assert ref_of(whole, Path("content")) == ref_of(whole, tmp_path / "content") == "jia/2024-a"


def test_commands_take_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(support.copy_sound(tmp_path / "site"))
    file = next(f for f in sorted(Path("content").glob("*/*.yml")) if f.name != "agency.yml")
    assert run("export", file, "--html", "a.html").status == 0
    assert run("new", "document", f"{file.parent}/2031-x.yml", "--from", file).status == 0
    assert (file.parent / "2031-x.yml").is_file()
