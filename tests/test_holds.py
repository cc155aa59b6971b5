"""What is published holds: through a power cut, beside other builds, on a mount point, under any umask."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import support
from support import PATIENCE, digest, leftovers
from test_output import made, publish
from test_output_stopped import build_in_child, kill_self

from generator.output import ownership, replace, staging, workfolder, written
from generator.output.manifest import MANIFEST
from generator.problems import ProblemsError


def test_two_builds_that_both_believe_to_be_process_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in two containers on one share: neither sweeps what the other writes."""
    monkeypatch.setattr(os, "getpid", lambda: 1)
    site = tmp_path / "site"
    with staging.Staging(site) as first:
        made(first.folder, "一")
        with staging.Staging(site) as second:
            made(second.folder, "二")
            first.publish()
            assert (site / "index.html").read_text("utf-8") == "一"
            second.publish()
        assert (site / "index.html").read_text("utf-8") == "二"
    assert leftovers(site) == []


def test_everything_is_on_the_disk_before_the_exchange_and_the_old_site_goes_last(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, seen = published / "site", []

    def record(where: object, name: str, see: Callable[[Path], object]) -> None:
        real = getattr(where, name)

        def recorded(path: Path, *more: object, **named: object) -> object:
            seen.append((name, see(path)))
            return real(path, *more, **named)

        monkeypatch.setattr(where, name, recorded)

    record(replace, "sync_all", digest)
    record(replace, "_exchange", digest)
    record(replace, "sync_folder", lambda folder: (folder, digest(site)))
    record(workfolder.shutil, "rmtree", lambda folder: (folder / "new" / ownership.FILES).is_file())
    assert support.build(published, "--jobs", 2).status == 0
    monkeypatch.undo()
    new = digest(site)
    assert seen == [
        ("sync_all", new),
        ("_exchange", new),
        ("sync_folder", (published, new)),
        ("rmtree", True),  # the old site, listing and all
    ]


def test_a_look_while_editing_does_not_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "sync_all", None)
    monkeypatch.setattr(replace, "sync_folder", None)
    with staging.Staging(tmp_path / "site", durable=False) as new:
        made(new.folder)
        new.publish()
    assert (tmp_path / "site/index.html").exists()


ONE_BY_ONE = "这个目录不能整体替换"


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("no_exchange")
def test_without_an_exchange_files_change_one_by_one_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pages load comes first, the home page last; what only the old site had goes at the end."""
    site = tmp_path / "site"
    publish(site, "旧")
    written.write_all(site, [("a/old.html", "x"), ("index.html", "旧"), ("b", "曾是文件")])
    (site / ownership.FILES).write_text(
        "a/old.html\nb\nindex.html\ndata/tasks.json\ndata/files.txt\ndata/manifest.json\n"
    )
    moves: list[str] = []
    real = os.replace

    def move(source: Path, target: Path) -> None:
        moves.append(Path(target).relative_to(site).as_posix())
        real(source, target)

    with staging.Staging(site) as new:
        written.write_all(made(new.folder), [("b/c.html", "页"), ("assets/a.css", "色")])
        monkeypatch.setattr(os, "replace", move)
        told = [str(p) for p in new.publish()]
    assert moves == [
        ownership.FILES,
        "assets/a.css",
        MANIFEST,
        "data/tasks.json",
        "b/c.html",
        "index.html",
        ownership.FILES,
    ]
    assert ONE_BY_ONE in told[-1]
    assert sorted(written.files_in(site)) == [
        "assets/a.css",
        "b/c.html",
        ownership.FILES,
        MANIFEST,
        "data/tasks.json",
        "index.html",
    ]
    assert not (site / "a").exists()
    assert leftovers(site) == []


@pytest.mark.usefixtures("no_exchange")
def test_nothing_outside_the_site_is_ours_whatever_its_listing_says(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    publish(site, "旧")
    written.write_all(outside, [("kept.txt", "别人的"), ("b/c.html", "别人的")])
    (site / "linked").symlink_to(outside)
    (site / "b").symlink_to(outside / "b")
    with (site / ownership.FILES).open("a") as listing:
        listing.write(f"linked\nb\n../outside/kept.txt\n{outside}/kept.txt\nlinked/kept.txt\na\0b\n")
    before = digest(outside)
    with staging.Staging(site) as new:
        written.write_all(made(new.folder), [("b/c.html", "页")])
        new.publish()
    assert digest(outside) == before
    assert (site / "b/c.html").read_text() == "页"
    assert not (site / "linked").exists()
    assert b"\0" not in (site / ownership.FILES).read_bytes()
    assert leftovers(site) == []


def test_a_fill_that_was_cut_off_is_taken_up_by_the_next_build(published: Path) -> None:
    support.build(published)
    whole = digest(published / "site")
    index = published / "content/jia/2024-yaodian.yml"
    index.write_text(index.read_text("utf-8").replace("2024年工作要点", "2024年工作要点（修订）"), "utf-8")
    left = [20]
    real = os.replace

    def replace_some(source: Path, target: Path) -> None:
        left[0] -= 1
        if not left[0]:
            kill_self()
        real(source, target)

    def prepare() -> None:
        replace._exchange = lambda *_: False  # type: ignore[assignment]
        os.replace = replace_some  # type: ignore[assignment]

    child = build_in_child(published, prepare)
    child.join(PATIENCE)
    assert digest(published / "site") != whole
    assert support.build(published).status == 0
    after = digest(published / "site")
    shutil.rmtree(published / "site")
    assert support.build(published).status == 0
    assert digest(published / "site") == after != whole


@pytest.mark.skipif(os.getuid() != 0 or shutil.which("unshare") is None, reason="mounting takes root")
@pytest.mark.parametrize("kind", ["tmpfs", "bind"])
def test_a_site_that_is_a_mount_point(published: Path, kind: str) -> None:
    """A volume of a container: what is mounted there is filled, and holds the same files."""
    support.build(published)
    whole = digest(published / "site")
    shutil.move(published / "site", published / "before")
    (published / "site").mkdir()
    (published / "disk").mkdir()
    mount = "mount -t tmpfs none site" if kind == "tmpfs" else "mount --bind disk site"
    python = shlex.quote(sys.executable)
    build = f"{python} -m generator build --content content --config site_config.yml --site site"
    script = f"cd {published} && {mount} && {build} && {build} && cp -r site after"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(support.ROOT)},
        timeout=PATIENCE,
        check=False,
    )
    if "mount:" in done.stderr:
        pytest.skip(f"no mounts here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(ONE_BY_ONE) == 2
    assert digest(published / "after") == whole
    assert leftovers(published / "after") == []


def test_a_web_server_can_read_everything_whatever_the_umask(published: Path) -> None:
    picture = published / "content/pages/private.png"
    picture.write_bytes(b"x")
    picture.chmod(0o600)
    before = os.umask(0o077)
    try:
        assert support.build(published, "--jobs", 2).status == 0
    finally:
        os.umask(before)
        picture.unlink()
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (published / "site").rglob("*")}
    assert modes == {(True, 0o755), (False, 0o644)}
    assert (published / "site").stat().st_mode & 0o777 == 0o755


def empty_all(site: Path) -> None:
    for address in list(written.files_in(site)):
        (site / address).write_bytes(b"")


def test_a_site_torn_by_a_power_cut_is_known_as_ours(published: Path) -> None:
    support.build(published)
    whole = digest(published / "site")
    for tear in (empty_all, lambda site: (site / ownership.FILES).write_bytes(b"")):
        tear(published / "site")
        assert support.build(published).status == 0
        assert digest(published / "site") == whole


@pytest.mark.parametrize("name", ["论文.docx", ".htaccess"])
def test_of_a_torn_site_nothing_of_somebody_else_goes(published: Path, name: str) -> None:
    support.build(published)
    empty_all(published / "site")
    (published / "site" / name).write_text("三年的心血", "utf-8")
    done = support.build(published)
    assert done.status == 1
    assert name in done.err
    assert (published / "site" / name).read_text("utf-8") == "三年的心血"


def test_a_pipe_in_the_place_of_the_data_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "site/data").mkdir(parents=True)
    os.mkfifo(tmp_path / "site" / ownership.MARKER)
    with pytest.raises(ProblemsError, match="不是由 gongkai 生成的"), staging.Staging(tmp_path / "site"):
        pass


def test_a_list_that_is_no_text_is_told(published: Path) -> None:
    support.build(published)
    (published / "site" / ownership.FILES).write_bytes(b"\xff\xfe\x00index.html\n")
    done = support.build(published)
    assert done.status == 1
    assert "这不是生成网站时写出的文件" in done.err
    assert "Traceback" not in done.said


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&-", ">/dev/full", "| true"])
def test_a_closed_output_is_no_traceback(published: Path, closed: str) -> None:
    """The site is right, or as it was; nothing is printed into a file of it."""
    shutil.rmtree(published / "site", ignore_errors=True)
    assert support.build(published).status == 0
    whole = digest(published / "site")
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m generator build {closed}"],
        cwd=published,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(support.ROOT)},
        timeout=PATIENCE,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert digest(published / "site") == whole
