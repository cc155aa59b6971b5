"""A build with a cache makes only what has changed, and the same site to the byte as one without."""

from __future__ import annotations

import errno
import os
import shutil
import time
from pathlib import Path

import pytest
from support import EXAMPLE, build, digest, leftovers
from walk import EDITS, Edit, Walk, walk_on

from generator.build import TEMPLATES
from generator.content.config import read_config
from generator.content.known import CONTENT
from generator.output import cache, staging, takeover
from generator.output.cache import Folder
from generator.output.keeping import Keeping, Plan, Shells
from generator.output.parts import Decision, decide
from generator.output.replace import Mark
from generator.output.takeover import File, Sealed, noted, sealed, take_over
from generator.output.written import write_all

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


def test_edits_at_random(tmp_path: Path) -> None:
    assert walk_on(seed=18, steps=50, root=tmp_path) > 30  # `make walk` goes on


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__)
def test_every_edit_finds_its_way_in_a_site_without_documents(tmp_path: Path, edit: Edit) -> None:
    walk = Walk(18, tmp_path)
    for name in walk.documents():
        del walk.files[name]
    edit(walk)  # raises nothing
    walk.write()
    assert len(list(tmp_path.glob("content/*/agency.yml"))) == len(walk.agencies())


# One edit, looked at closely


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The example, built once."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    assert build(tmp_path, "--incremental").status == 0
    return tmp_path / "site"


def again(site: Path) -> set[str]:
    """Build again, and compare all that is said and made with a build without a cache; the addresses made
    anew."""
    before = _files(site)
    warm = build(site.parent, "--incremental")
    after, kept = _files(site), digest(site)
    cold = build(site.parent, "--no-incremental")
    assert (warm.status, _told(warm.err)) == (cold.status, _told(cold.err))
    assert digest(site) == kept
    return {address for address, file in after.items() if before.get(address) != file}


def _told(text: str) -> list[str]:
    """Which pages are gone is told once, by the first of two builds."""
    return [line for line in text.split("\n") if "比上次生成的网站少了" not in line]


def _files(site: Path) -> dict[str, int]:
    return {str(p.relative_to(site)): p.stat().st_ino for p in site.rglob("*") if p.is_file()}


def edit(site: Path, file: str, old: str, new: str) -> None:
    """With the time that it had: only what stands in a file counts."""
    path = site.parent / file
    text, about = path.read_text("utf-8"), path.stat()
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def test_nothing_edited_nothing_made(site: Path) -> None:
    assert again(site) == {"data/files.txt", "data/manifest.json"}


def test_a_comment_makes_nothing(site: Path) -> None:
    edit(site, "content/topics.yml", "topics:", "# 主题\ntopics:")
    assert again(site) == {"data/files.txt", "data/manifest.json"}


def test_one_word_makes_the_pages_that_show_it(site: Path) -> None:
    edit(site, "content/chengguan/2025-zongjie-2026-jihua.yml", "整治积水点6处", "整治积水点六处")
    made = again(site)
    assert {"chengguan/2025-zongjie-2026-jihua/index.html", "data/tasks.json", "index.html"} <= made
    pages = {str(p.relative_to(site)) for p in site.rglob("*.html")}
    assert len(made & pages) < len(pages) / 2
    assert not {a for a in made if a.startswith(("assets/", "shuiwu/2024"))}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/shuiwu/agency.yml", "name: 河湖管理股", "name: 河湖管理科, aliases: [河湖管理股]"),
        ("content/shuiwu/agency.yml", "aliases: [供水股]", "aliases: [供水股, 老旧管网]"),
        ("content/shuiwu/agency.yml", "name: 云泽县水务局", "name: 云泽县水利局"),
        ("content/shuiwu/2025-yaodian.yml", "title: 云泽县水务局2025年", "title: 水务局2025年"),
        (
            "content/policies.yml",
            "title: 云泽县农村供水管理办法\n    aliases: [农村供水办法]",
            "title: 云泽县供水办法\n    aliases: [云泽县农村供水管理办法]",
        ),
        ("content/policies.yml", "aliases: [农村供水办法]", "aliases: [农村供水办法, 老旧管网]"),
        ("content/topics.yml", "name: 供水, aliases: [自来水]", "name: 城乡供水, aliases: [自来水, 供水]"),
        ("content/shuiwu/2025-zongjie.yml", "words: 未全部完成", "words: 尚未全部完成"),
        ("content/pages/guide.md", "# ", "# 新的"),
        ("site_config.yml", "云泽县（虚构）", "云泽县人民政府（虚构）"),
        ("site_config.yml", "site_url: https://", "site_url: https://www."),
    ],
)
def test_what_stands_elsewhere_comes_to_every_page(site: Path, file: str, old: str, new: str) -> None:
    edit(site, file, old, new)
    assert again(site) - {"data/files.txt"}


def test_a_new_document_and_its_end(site: Path) -> None:
    content = site.parent / "content"
    text = (content / "shuiwu/2025-yaodian.yml").read_text("utf-8")
    (content / "chengguan/2027-yaodian.yml").write_text(
        "title: 新要点\nkind: plan\nperiod: 2027\ntext: full\nsource: {publisher: 甲}\n"
        "sections: [{title: 一节, tasks: [{id: a, title: 新任务, topics: [供水]}]}]\n",
        "utf-8",
    )
    assert "topics: [供水]" in text
    assert "shuiwu/2025-yaodian/01.html" in again(site)  # a new task on its topic
    (content / "chengguan/2027-yaodian.yml").unlink()
    assert "shuiwu/2025-yaodian/01.html" in again(site)


# What a cache may be


def test_whatever_the_cache_is_the_site_is_right(site: Path) -> None:
    folder = Folder(site).path
    names = sorted(p.name for p in folder.iterdir())
    assert names == [".gitignore", "clean", "content", "parts", "rows", "search", "shells", "templates"]
    sound = {name: (folder / name).read_bytes() for name in names[1:]}
    for name in names[1:]:
        data = (folder / name).read_bytes()
        for spoilt in (b"", data[:-1], data[: len(data) // 2], data[:-1] + bytes([data[-1] ^ 1]), b"{}"):
            (folder / name).write_bytes(spoilt)
            assert Folder(site).load(name) is None
            (folder / name).write_bytes(data)
        for other in sound.keys() - {name}:  # each is sound by itself, and another kind of value
            (folder / name).write_bytes(sound[other])
            assert Folder(site).load(name) is None
        (folder / name).unlink()
        os.mkfifo(folder / name)
        assert Folder(site).load(name) is None
    again(site)
    shutil.rmtree(folder)
    folder.write_text("no folder", "utf-8")
    again(site)


def test_nobody_else_reads_it_and_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    assert build(tmp_path, "--no-incremental").status == 0
    assert not Folder(tmp_path / "site").path.exists()
    assert build(tmp_path, "--incremental").status == 0
    assert Folder(tmp_path / "site").path.stat().st_mode & 0o777 == 0o700


def test_of_another_program_nothing_is_used(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_mark", lambda: b"gongkai of tomorrow")
    made = again(site)
    assert made == set(_files(site))


def test_a_cache_that_cannot_be_written_is_left(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def full(source: str | Path, target: str | Path) -> None:
        if Path(target).parent == Folder(site).path:
            raise OSError(errno.ENOSPC, "full")
        replace(source, target)

    edit(site, "content/chengguan/2025-zongjie-2026-jihua.yml", "整治积水点6处", "整治积水点六处")
    monkeypatch.setattr(cache.os, "replace", full)
    again(site)
    assert not list(Folder(site).path.glob("*.new-*"))
    again(site)


def test_a_cache_that_is_a_link_is_not_followed(site: Path, tmp_path: Path) -> None:
    folder, other = Folder(site).path, tmp_path / "other"
    shutil.rmtree(folder)
    other.mkdir()
    folder.symlink_to(other)
    again(site)
    assert list(other.iterdir()) == []


def test_what_killed_builds_left_in_the_cache_goes_after_an_hour(site: Path) -> None:
    old, fresh = (Folder(site).path / f"parts.new-{name}" for name in ("0a1b2c3d", "4e5f6a7b"))
    for path in (old, fresh):
        path.write_bytes(b"gongkai")
    os.utime(old, (time.time() - 4000,) * 2)
    again(site)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_nothing_is_kept_of_a_site_that_another_build_has_replaced(tmp_path: Path) -> None:
    """Its files may be as long as ours, and as old: what they hold would never be made anew."""
    listing, kept = tmp_path / "data/files.txt", cache.Memory()
    listing.parent.mkdir()
    listing.write_text("index.html\n", "utf-8")
    ours = Mark.of(listing)
    keeping = Keeping.of(kept, TEMPLATES, read_config(EXAMPLE / "site_config.yml"))

    def save() -> None:
        keeping.save(tmp_path, ours, {}, Shells(b"", {}, []), {}, Plan(Decision([], [], []), {}, {}, {}), {})

    theirs = tmp_path / "theirs"
    theirs.write_text("index.html\n", "utf-8")
    os.utime(theirs, ns=(ours.written, ours.written))
    listing.rename(tmp_path / "away")
    theirs.rename(listing)
    save()
    assert kept.load(CONTENT) is None
    (tmp_path / "away").rename(listing)
    save()
    assert kept.load(CONTENT) == {}


# Files of the old site


@pytest.mark.parametrize("how", ["on the spot", "gone", "a link", "a pipe", "unreadable"])
def test_a_file_that_is_not_as_it_was_built_is_made_anew(site: Path, how: str, tmp_path: Path) -> None:
    page = site / "shuiwu/2025-yaodian/index.html"
    about, text = page.stat(), page.read_bytes()
    if how == "on the spot":
        page.write_bytes(text.replace("云泽".encode(), "改过".encode()))
        os.utime(page, ns=(about.st_atime_ns, about.st_mtime_ns))
    elif how == "unreadable":
        page.chmod(0)
    else:
        page.unlink()
    if how == "a link":
        (tmp_path / "aside").write_bytes(text)
        page.symlink_to(tmp_path / "aside")
    if how == "a pipe":
        os.mkfifo(page)
    again(site)
    assert page.read_bytes() == text
    assert not page.is_symlink()
    assert page.stat().st_mode & 0o777 == 0o644


def test_a_build_that_fails_leaves_the_old_site_and_the_next_is_right(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(site)
    edit(site, "content/chengguan/2025-zongjie-2026-jihua.yml", "整治积水点6处", "整治积水点六处")
    with monkeypatch.context() as patched:
        patched.setattr(staging.Staging, "publish", lambda _: (_ for _ in ()).throw(OSError("stop")))
        assert build(site.parent, "--incremental").status == 1
    assert digest(site) == before
    assert leftovers(site) == []
    again(site)


def old_site(folder: Path, *files: tuple[str, str]) -> list[Sealed]:
    """These files in a folder, noted as a build does."""
    written = _written(folder, *files)
    found = sealed(folder, written, max((folder / address).stat().st_mtime_ns for address, *_ in written))
    assert found is not None
    return found


def _written(folder: Path, *files: tuple[str, str]) -> list[File]:
    found: list[File] = []
    write_all(folder, noted(files, found))
    return found


def test_a_backup_made_of_links_stays_as_it_is(tmp_path: Path) -> None:
    files = old_site(tmp_path / "old", ("a/b.html", "甲"), ("c.html", "乙"))
    os.link(tmp_path / "old/c.html", tmp_path / "backup")
    (tmp_path / "new").mkdir()
    assert take_over(tmp_path / "old", tmp_path / "new", files)
    assert (tmp_path / "new/a/b.html").samefile(tmp_path / "old/a/b.html")
    assert not (tmp_path / "new/c.html").samefile(tmp_path / "backup")
    assert (tmp_path / "new/c.html").read_text("utf-8") == "乙"


def test_a_file_that_the_system_has_not_touched_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = old_site(tmp_path / "old", ("a.html", "甲"))
    read: list[str] = []
    content = takeover._content
    monkeypatch.setattr(takeover, "_content", lambda path: read.append(path) or content(path))
    assert take_over(tmp_path / "old", tmp_path / "new", files)
    assert read == []
    (tmp_path / "new/a.html").unlink()
    shutil.copy2(tmp_path / "old/a.html", tmp_path / "aside")  # a backup that comes back, with its old time
    os.replace(tmp_path / "aside", tmp_path / "old/a.html")
    assert take_over(tmp_path / "old", tmp_path / "new", files)
    assert read == [str(tmp_path / "old/a.html")]


def test_what_is_edited_before_the_site_is_noted_is_not_taken_for_ours(tmp_path: Path) -> None:
    files = _written(tmp_path, ("a.html", "甲"))
    until = (tmp_path / "a.html").stat().st_mtime_ns
    time.sleep(0.02)
    (tmp_path / "a.html").write_text("乙", "utf-8")
    assert sealed(tmp_path, files, until) is None
    assert sealed(tmp_path, files, (tmp_path / "a.html").stat().st_mtime_ns)
    (tmp_path / "a.html").unlink()
    assert sealed(tmp_path, files, until) is None


def test_where_there_are_no_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    files = old_site(tmp_path / "old", ("a/b.html", "甲"))
    monkeypatch.setattr(takeover.os, "link", refuse)
    assert take_over(tmp_path / "old", tmp_path / "new", files)
    assert (tmp_path / "new/a/b.html").read_text("utf-8") == "甲"
    assert not (tmp_path / "new/a/b.html").samefile(tmp_path / "old/a/b.html")


def test_nothing_is_written_into_a_file_that_is_there(tmp_path: Path) -> None:
    write_all(tmp_path / "old", [("a.html", "旧")])
    (tmp_path / "new").mkdir()
    os.link(tmp_path / "old/a.html", tmp_path / "new/a.html")
    write_all(tmp_path / "new", [("a.html", "新")])
    assert (tmp_path / "old/a.html").read_text("utf-8") == "旧"


def test_all_files_or_none(tmp_path: Path) -> None:
    files = old_site(tmp_path / "old", ("a.html", "甲"), ("b.html", "乙"))
    (tmp_path / "old/b.html").write_text("改", "utf-8")
    assert take_over(tmp_path / "old", tmp_path / "new", files) is None
    assert list((tmp_path / "new").iterdir()) == []
