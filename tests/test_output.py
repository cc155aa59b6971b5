"""The new site replaces the old one as a whole: whatever happens, a reader finds one or the other."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
import support
from support import digest, leftovers

from generator.output import ownership, replace, staging, takeover, workfolder, written
from generator.problems import ProblemsError


def made(folder: Path, name: str = "新") -> Path:
    """A folder that looks like a site made here."""
    written.write_all(folder, [("data/tasks.json", '{"generated_from":""}'), ("index.html", name)])
    return folder


def publish(site: Path, name: str) -> None:
    with staging.Staging(site) as new:
        made(new.folder, name)
        new.publish()


@pytest.mark.parametrize("exchange", [True, False])
def test_publish_replaces_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(replace, "_exchange", lambda *_: False)
    site = tmp_path / "deep" / "site"
    publish(site, "一")
    publish(site, "二")
    assert (site / "index.html").read_text("utf-8") == "二"
    assert leftovers(site) == []
    assert site.stat().st_mode & 0o777 == 0o755


def test_pages_that_only_the_old_site_has_are_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    told: list[list[str]] = []
    for pages in (["a", "b", "c"], ["a"], ["a", "d"]):
        with staging.Staging(site) as new:
            written.write_all(made(new.folder), [(f"{page}.html", "页") for page in pages])
            told.append([str(p) for p in new.publish()])
    assert told[0] == told[2] == []
    assert told[1] == [
        f"{site}: 提醒：比上次生成的网站少了 2 个网页：b.html、c.html，别处指向它们的链接会打不开。"
        "如果只是改了编号（id）或文件名，请改回原来的；确实要撤下的，公开过的写进 content/moved.yml，"
        "没有公开过的不用处理。"
    ]


def test_leaving_without_publishing_changes_nothing(tmp_path: Path) -> None:
    site = made(tmp_path / "site", "旧")
    before = digest(site)

    def fail() -> None:
        with staging.Staging(site) as new:
            made(new.folder, "半")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert digest(site) == before
    assert leftovers(site) == []


def test_a_foreign_directory_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "论文.docx").write_bytes(b"x")
    before = digest(site)
    with (
        pytest.raises(ProblemsError, match="这个目录里有别的文件，不是由 gongkai 生成的，没有覆盖"),
        staging.Staging(site),
    ):
        pass
    assert digest(site) == before


def test_an_empty_directory_will_do(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", "新")
    assert (tmp_path / "site" / "index.html").exists()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_directory_is_refused(tmp_path: Path, kind: str) -> None:
    site = tmp_path / "site"
    if kind == "file":
        site.write_text("x")
    else:
        site.symlink_to(made(tmp_path / "elsewhere"))
    with pytest.raises(ProblemsError, match="输出位置不是目录"), staging.Staging(site):
        pass
    assert site.is_symlink() == (kind == "link")


def test_leftovers_that_nobody_holds_are_swept_and_those_of_the_living_stay(tmp_path: Path) -> None:
    site = made(tmp_path / "site")
    living = workfolder.WorkFolder(site)
    lost = workfolder.WorkFolder(site)
    os.close(lost._lock)  # as the end of its process does, however it ends
    for name in (".site-builder", ".sitemap-build-1", ".site-build-0-begun"):
        (tmp_path / name / "x").mkdir(parents=True)
    publish(site, "新")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [living.path.name, ".site-builder", ".sitemap-build-1", ".site-build-0-begun", "site"]
    )
    living.remove()


def test_a_file_may_come_in_pieces(tmp_path: Path) -> None:
    """Between which others come; the file that stood there before is gone all the same."""
    written.write_all(tmp_path, [("a/x", "旧的，长得多"), ("y", "旧")])
    pieces = [("a/x", "一"), ("a/x", b"2"), ("y", b""), ("a/x", "三"), ("y", "四"), ("z", b"")]
    noted: list[takeover.File] = []
    written.write_all(tmp_path, takeover.noted(pieces, noted))
    whole = {"a/x": "一2三".encode(), "y": "四".encode(), "z": b""}
    assert {name: (tmp_path / name).read_bytes() for name in whole} == whole
    assert noted == [(name, sha256(data).digest(), len(data)) for name, data in whole.items()]


def test_write_all_writes_text_and_bytes_over_what_was_there(tmp_path: Path) -> None:
    written.write_all(tmp_path, [("a/b/c.txt", "长长的旧文字"), ("d.bin", b"\x00\xff")])
    written.write_all(tmp_path, [("a/b/c.txt", "新𠮷")])
    assert (tmp_path / "a/b/c.txt").read_text("utf-8") == "新𠮷"
    assert (tmp_path / "d.bin").read_bytes() == b"\x00\xff"


def test_a_full_disk_leaves_the_old_site(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(published / "site")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "x.html")

    monkeypatch.setattr(written.os, "write", full)
    run = support.build(published, "--jobs", 1)
    monkeypatch.undo()
    assert run.status == 1
    assert "Traceback" not in run.said
    assert "磁盘" in run.err
    assert digest(published / "site") == before
    assert leftovers(published / "site") == []


# What is not ours is not deleted


@pytest.mark.parametrize("site", ["content", ".", "content/site", "content/jia", "site_config.yml/x"])
def test_a_site_in_or_around_its_sources_is_refused(tmp_path: Path, site: str) -> None:
    root = support.copy_sound(tmp_path / "root")
    made(root)  # as if a site had been built there
    before = digest(root)
    done = support.run(
        "build", "--content", root / "content", "--config", root / "site_config.yml", "--site", root / site
    )
    assert done.status == 1
    assert digest(root) == before
    if not site.endswith("/x"):
        assert "重叠" in done.err


@pytest.mark.parametrize(
    "name",
    [".htaccess", ".git/config", "jia/附件.pdf", "search/notes.txt", "baidu_verify.html", "新建/空.txt"],
)
def test_what_was_put_into_the_site_is_not_lost(published: Path, name: str) -> None:
    written.write_all(published / "site", [(name, "自己放的")])
    before = digest(published / "site")
    done = support.build(published)
    assert done.status == 1
    assert done.err.startswith(
        f"{published / 'site' / name}: 错误：这不是生成网站时写出的文件，重新生成会把它删除，所以没有动。"
        "要随网站发布的"
    )
    assert digest(published / "site") == before
    (published / "site" / name).unlink()
    assert support.build(published).status == 0


def test_a_site_of_an_earlier_version_is_replaced_but_for_hidden_files(published: Path) -> None:
    (published / "site" / ownership.FILES).unlink()
    assert support.build(published).status == 0
    (published / "site" / ownership.FILES).unlink()
    written.write_all(published / "site", [(".well-known/x", "自己放的"), (".htaccess", "自己放的")])
    done = support.build(published)
    assert done.status == 1
    assert f"{published / 'site/.htaccess'}: 错误：" in done.err
    assert "（这样的文件共 2 个）" in done.err


def test_a_site_lists_all_that_was_written(built_tiny: Path) -> None:
    there = sorted(str(p.relative_to(built_tiny)) for p in built_tiny.rglob("*") if p.is_file())
    assert (built_tiny / ownership.FILES).read_text("utf-8").splitlines() == there


def test_open_data_of_others_does_not_make_a_folder_ours(tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path / "root")
    written.write_all(root / "site", [("data/tasks.json", "[]"), ("thesis.txt", "三年的心血")])
    done = support.build(root)
    assert done.status == 1
    assert "不是由 gongkai 生成的" in done.err
    assert (root / "site/thesis.txt").read_text("utf-8") == "三年的心血"
