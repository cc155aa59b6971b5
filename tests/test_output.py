"""The new site replaces the old one as a whole: whatever happens, a reader finds one or the other."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
import support
from support import PATIENCE, digest, leftovers, wait_until

from generator.build import build
from generator.output import ownership, replace, shells, staging, takeover, workfolder, written
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


# kill -9. The build runs in a process of its own; a digest of site/ must be that of the old or of the new
# site.


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str, str]:
    """A tiny site built, its content changed, and what both versions look like."""
    root = support.copy_sound(tmp_path_factory.mktemp("kill"))
    assert support.build(root, "--jobs", 2).status == 0
    old = digest(root / "site")
    shutil.move(root / "site", root / "old")
    path = root / "content" / "jia" / "2024-yaodian.yml"
    path.write_text(path.read_text("utf-8").replace("2024年工作要点", "2024年工作要点（修订）"), "utf-8")
    assert support.build(root, "--jobs", 2).status == 0
    new = digest(root / "site")
    shutil.rmtree(root / "site")
    assert old != new
    return root, root / "old", old, new


def build_in_child(
    root: Path, prepare: Callable[[], None] = lambda: None
) -> multiprocessing.process.BaseProcess:
    """Start a build in a child of its own process group."""

    def work() -> None:
        os.setpgid(0, 0)
        prepare()
        build(root / "content", root / "site_config.yml", root / "site", 2)

    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    return child


def put_old_back(root: Path, old: Path) -> None:
    shutil.rmtree(root / "site", ignore_errors=True)
    shutil.copytree(old, root / "site")


def kill_self(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(module: object, name: str) -> Callable[[], None]:
    """Die on entering a function."""
    return lambda: setattr(module, name, kill_self)


def after(module: object, name: str) -> Callable[[], None]:
    """Die on leaving a function."""

    def prepare() -> None:
        real = getattr(module, name)
        setattr(module, name, lambda *a, **k: (real(*a, **k), kill_self()))

    return prepare


PHASES: dict[str, tuple[Callable[[], None], str]] = {
    "before the folders are made": (before(staging.Staging, "__enter__"), "old"),
    "while writing": (before(written, "write_all"), "old"),
    "before the exchange": (before(replace, "_exchange"), "old"),
    "after the exchange": (after(replace, "_exchange"), "new"),
    "while sweeping up": (before(staging.Staging, "__exit__"), "new"),
}


@pytest.mark.parametrize("phase", PHASES)
def test_killed_at_a_phase(two_versions: tuple[Path, Path, str, str], phase: str) -> None:
    root, old_site, old, new = two_versions
    put_old_back(root, old_site)
    prepare, expected = PHASES[phase]
    child = build_in_child(root, prepare)
    child.join(PATIENCE)
    assert child.exitcode == -signal.SIGKILL
    assert digest(root / "site") == {"old": old, "new": new}[expected]


def test_a_killed_helper_process_leaves_the_old_site(two_versions: tuple[Path, Path, str, str]) -> None:
    """The child that makes the shells dies (for want of memory, say): the build says so and changes
    nothing."""
    root, old_site, old, _ = two_versions
    put_old_back(root, old_site)
    child = build_in_child(root, before(shells, "make_shells"))
    child.join(PATIENCE)
    assert child.exitcode == 1
    assert digest(root / "site") == old
    assert leftovers(root / "site") == []


class Events:
    """Counts the events of the audit hooks in a build: a file opened, a folder made or renamed, a process
    begun, …"""

    def __init__(self) -> None:
        self.come = multiprocessing.Value("l", lock=False)

    def die_at(self, number: int) -> Callable[[], None]:
        """Kill the process that counts at its n-th event; its helper processes do not count."""

        def prepare() -> None:
            builder = os.getpid()

            def hook(*_: object) -> None:
                if os.getpid() == builder:
                    self.come.value += 1
                    if self.come.value == number:
                        kill_self()

            self.come.value = 0
            sys.addaudithook(hook)

        return prepare


def test_killed_at_any_moment(two_versions: tuple[Path, Path, str, str]) -> None:
    """Moments are counted in events, for a clock tells of the machine and not of the build."""
    root, old_site, old, new = two_versions
    put_old_back(root, old_site)
    events = Events()
    whole = build_in_child(root, events.die_at(0))
    whole.join(PATIENCE)
    assert digest(root / "site") == new
    all_of_them = events.come.value
    assert all_of_them > 100
    found: list[str] = []
    for moment in (1, *(all_of_them * part // 6 for part in range(1, 6))):
        put_old_back(root, old_site)
        child = build_in_child(root, events.die_at(moment))
        child.join(PATIENCE)
        assert child.exitcode == -signal.SIGKILL
        found.append(digest(root / "site"))
    assert set(found) <= {old, new}
    assert found[0] == old
    for pid in _group_members(root):
        os.kill(pid, signal.SIGKILL)
    # The next build sweeps what the killed ones left and brings the new site.
    last = build_in_child(root)
    last.join(PATIENCE)
    assert digest(root / "site") == new
    assert leftovers(root / "site") == []


def _group_members(root: Path) -> Iterator[int]:
    """Helper processes of killed builds that are still at work: they were forked from this one and work in
    its folders."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            handles = [os.readlink(h) for h in (entry / "fd").iterdir()]
        except OSError:
            continue
        if any(h.startswith(f"{root}/.site-") for h in handles):
            yield int(entry.name)


def test_two_builds_at_once_leave_a_whole_site(two_versions: tuple[Path, Path, str, str]) -> None:
    root, old_site, _, new = two_versions
    put_old_back(root, old_site)
    both = [build_in_child(root), build_in_child(root)]
    for child in both:
        child.join(PATIENCE)
    assert [child.exitcode for child in both] == [0, 0]
    assert digest(root / "site") == new
    assert leftovers(root / "site") == []


def test_interrupted_from_the_keyboard(published: Path) -> None:
    """Ctrl+C in a real process: a sentence, status 1, the old site, nothing left lying about."""
    before_ = digest(published / "site")
    code = (
        "import os, signal\n"
        # a run in the background inherits it ignored
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from generator import build\nfrom generator.cli.main import main\n"
        "from generator.output import staging\n"
        "staging.Staging.publish = lambda self: os.kill(os.getpid(), signal.SIGINT)\n"
        f"main(['build', '--content', {str(published / 'content')!r}, '--config', "
        f"{str(published / 'site_config.yml')!r}, "
        f"'--site', {str(published / 'site')!r}])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=support.ROOT,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (1, "已中止，网站没有改动。")
    assert digest(published / "site") == before_
    assert leftovers(published / "site") == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("where", ["make_shells", "write_pages"])
def test_a_signal_to_the_parent_alone_ends_its_children_too(
    published: Path, number: signal.Signals, where: str
) -> None:
    """While both processes are at work: nothing goes on in the background, and only kill -9 leaves folders,
    for the next build to sweep."""
    before_ = digest(published / "site")
    stop = {
        "make_shells": "shells.make_shells = wait; staging.Staging.publish = None; build.check = wait",
        "write_pages": "written.write_all = wait",
    }[where]
    code = (
        "import os, pathlib, time\n"
        "from generator import build\nfrom generator.cli.main import main\n"
        "from generator.output import shells, staging, written\n"
        # It looks up again and again: a signal just before a long sleep would be slept through.
        f"def wait(*_, **__):\n    pathlib.Path({str(published)!r}, f'at-work-{{os.getpid()}}').touch()\n"
        "    while True: time.sleep(0.01)\n"
        f"{stop}\n"
        f"main(['build', '--content', {str(published / 'content')!r}, '--config', "
        f"{str(published / 'site_config.yml')!r}, "
        f"'--site', {str(published / 'site')!r}])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, cwd=support.ROOT
    )
    pids = at_work(published)
    assert process.pid in pids
    process.send_signal(number)
    assert process.communicate(timeout=PATIENCE)[1].strip() == (
        "" if number == signal.SIGKILL else "已中止，网站没有改动。"
    )
    assert process.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 1)
    assert digest(published / "site") == before_
    for pid in pids - {process.pid}:
        wait_until(partial(has_ended, pid))
    if number != signal.SIGKILL:
        assert leftovers(published / "site") == []


def at_work(root: Path) -> set[int]:
    """The two processes of a build, once both have reached the place where they wait."""
    wait_until(lambda: len(list(root.glob("at-work-*"))) == 2)
    return {int(path.name.rpartition("-")[2]) for path in root.glob("at-work-*")}


def has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_signal_after_the_exchange_lets_the_build_end(published: Path) -> None:
    code = (
        "import os, signal\n"
        "from generator.cli.main import main\nfrom generator.output import replace\n"
        "real = replace._exchange\n"
        "replace._exchange = lambda *a: (real(*a), os.kill(os.getpid(), signal.SIGTERM))[0]\n"
        f"main(['build', '--content', {str(published / 'content')!r}, '--config', "
        f"{str(published / 'site_config.yml')!r}, "
        f"'--site', {str(published / 'site')!r}])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=support.ROOT,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("已生成")
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
