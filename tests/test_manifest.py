"""data/manifest.json: sums of every file, cheap and true, and the revision that they make."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from support import build, copy_sound

from generator.output.manifest import MANIFEST, Manifest, Sum, manifest_json, read_manifest


def sums(site: Path) -> dict[str, dict[str, object]]:
    """Size and sum of every file but the manifest, by reading each."""
    return {
        str(path.relative_to(site)): {
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in site.rglob("*")
        if path.is_file() and str(path.relative_to(site)) != MANIFEST
    }


@pytest.mark.parametrize("more", [["--jobs", 1], ["--jobs", 2], ["--incremental"]], ids=str)
def test_a_build_writes_the_sums_of_all_files(tmp_path: Path, more: list[object]) -> None:
    """However it is built; and again, when most is taken over from the old site."""
    copy_sound(tmp_path)
    for text in ("", "\n<!-- 改过 -->\n"):
        with (tmp_path / "content/pages/index.md").open("a", encoding="utf-8") as page:
            page.write(text)
        assert build(tmp_path, *more).status == 0
        told = json.loads((tmp_path / "site" / MANIFEST).read_text("utf-8"))
        assert told["files"] == sums(tmp_path / "site")


def test_the_revision_is_that_of_the_sorted_table(tmp_path: Path) -> None:
    copy_sound(tmp_path)
    assert build(tmp_path).status == 0
    told = json.loads((tmp_path / "site" / MANIFEST).read_text("utf-8"))
    table = "".join(f"{a}\t{f['size']}\t{f['sha256']}\n" for a, f in sorted(sums(tmp_path / "site").items()))
    assert told["revision"] == hashlib.sha256(table.encode()).hexdigest()[:16]
    if "sm3" in hashlib.algorithms_available:
        assert told["sm3"] == hashlib.new("sm3", table.encode()).hexdigest()


SOUND = Manifest({"a.html": Sum(1, "0" * 64), "甲/“b”.html": Sum(2, "f" * 64)})


def test_what_is_written_is_read() -> None:
    assert read_manifest(manifest_json(SOUND).encode()) == SOUND
    assert read_manifest(manifest_json(Manifest({})).encode()) == Manifest({})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"size":1', '"size":2'),
        lambda text: text.replace('"size":1', '"size":"1"'),
        lambda text: text.replace("a.html", "../a.html"),
        lambda text: text.replace("a.html", "/etc/a.html"),
        lambda text: text.replace("0" * 64, "0" * 63),
        lambda _: "[" * 100_000,
        lambda _: "[]",
        lambda _: '{"files":[],"revision":""}',
        lambda _: "",
    ],
)
def test_what_does_not_add_up_is_none(spoil: object) -> None:
    assert callable(spoil)
    assert read_manifest(spoil(manifest_json(SOUND)).encode()) is None


def test_no_address_leads_out_of_the_site_even_where_the_sum_is_right() -> None:
    for address in ("../a.html", "/a.html", "a/../../b.html", ""):
        assert read_manifest(manifest_json(Manifest({address: Sum(1, "0" * 64)})).encode()) is None
