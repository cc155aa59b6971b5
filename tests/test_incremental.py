"""A build with a cache makes only what has changed, and the same site to the byte as one without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import EXAMPLE, build, digest
from walk import walk_on

from generator.output.parts import Decision, decide

A, B = b"a", b"b"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {}, ([], [], [])),
        ({}, {"x": A}, (["x"], [], [])),
        ({"x": A}, {"x": A}, ([], ["x"], [])),
        ({"x": A}, {"x": B}, (["x"], [], [])),
        ({"x": A}, {}, ([], [], ["x"])),
        ({"x": A}, {"y": A}, (["y"], [], ["x"])),
        ({"x": A, "y": A, "z": A}, {"z": A, "y": B, "n": B}, (["y", "n"], ["z"], ["x"])),
    ],
)
def test_what_to_make_keep_and_remove(
    old: dict[str, bytes], new: dict[str, bytes], expected: tuple[list[str], list[str], list[str]]
) -> None:
    assert decide(old, new) == Decision(*expected)


def test_fifty_edits_at_random(tmp_path: Path) -> None:
    assert walk_on(seed=18, steps=50, root=tmp_path) > 30


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(4))
def test_thousands_of_edits_at_random(seed: int, tmp_path: Path) -> None:
    assert walk_on(seed, steps=500, root=tmp_path) > 300


# One edit, looked at closely


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """The example, built once."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    assert build(tmp_path).status == 0
    yield tmp_path / "site"
    cold = build(tmp_path, "--cold")
    assert cold.status == 0


def again(site: Path) -> tuple[set[str], set[str]]:
    """Build again; the pages made anew and those taken over, by address. All is as in a build without a
    cache."""
    before = _files(site)
    assert build(site.parent).status == 0
    after = _files(site)
    made = {address for address, file in after.items() if before.get(address) != file}
    kept = digest(site)
    assert build(site.parent, "--cold").status == 0
    assert digest(site) == kept
    return {a for a in made if a.endswith(".html")}, {a for a in set(after) - made if a.endswith(".html")}


def _files(site: Path) -> dict[str, int]:
    return {str(p.relative_to(site)): p.stat().st_ino for p in site.rglob("*") if p.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    """With the time that it had: only what stands in a file counts."""
    text, about = path.read_text("utf-8"), path.stat()
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
