"""Who cuts an address short finds the page above it."""

from __future__ import annotations

from pathlib import Path

from support import build, copy_sound, write

from generator.pages.signposts import signposts


def test_a_folder_leads_to_the_page_of_its_name_or_to_the_index_above() -> None:
    living = ["index.html", "deadlines.html", "deadlines/2024-12.html", "jia/index.html", "jia/units/ke.html"]
    living += ["jia/units/ke/2024.html", "lao/wen/yi/1.html"]
    assert signposts(living) == {
        "deadlines/index.html": "deadlines.html",
        "jia/units/index.html": "jia/index.html",
        "jia/units/ke/index.html": "jia/units/ke.html",
        "lao/index.html": "index.html",
        "lao/wen/index.html": "index.html",
        "lao/wen/yi/index.html": "index.html",
    }
    assert signposts(["index.html", "jia/index.html"]) == {}


def test_every_folder_of_a_site_answers(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    done = build(root)
    assert done.status == 0, done.err
    site = root / "site"
    folders = {page.parent for page in site.rglob("*.html")}
    assert [str(folder) for folder in folders if not (folder / "index.html").exists()] == []
    units = (site / "jia/units/index.html").read_text("utf-8")
    assert '<a href="../index.html">甲县粮食局</a>' in units


def test_a_notice_of_the_clerk_goes_before_a_signpost(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    moved = "moved:\n  - {address: jia/units/, reason: 单位页面并入机关页。}\n"
    write(root / "content", {"moved.yml": moved})
    done = build(root)
    assert done.status == 0, done.err
    assert "单位页面并入机关页。" in (root / "site/jia/units/index.html").read_text("utf-8")
