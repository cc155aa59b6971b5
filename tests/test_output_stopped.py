"""A build that is killed, interrupted or run twice leaves the old site or the new one, and no process."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import support
from forked import begun, forked
from support import PATIENCE, digest, leftovers, wait_until

from generator import build as build_module
from generator.build import build
from generator.cli.main import main
from generator.output import replace, shells, staging, workfolder, written

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
            builder, numbers = os.getpid(), count(1)

            def hook(*_: object) -> None:
                if os.getpid() == builder:
                    come = next(
                        numbers
                    )  # in one step: a build has threads, of which none may skip the number
                    self.come.value = come
                    if come == number:
                        kill_self()

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


def order(root: Path) -> list[str]:
    """The command that builds the site at `root`."""
    places = {"content": root / "content", "config": root / "site_config.yml", "site": root / "site"}
    return ["build", *(word for name, path in places.items() for word in (f"--{name}", str(path)))]


def test_interrupted_from_the_keyboard(published: Path, tmp_path: Path) -> None:
    """Ctrl+C: a sentence, status 1, the old site, nothing left lying about."""
    before_ = digest(published / "site")

    def work() -> None:
        signal.signal(
            signal.SIGINT, signal.default_int_handler
        )  # a run in the background inherits it ignored
        staging.Staging.publish = lambda _: os.kill(os.getpid(), signal.SIGINT)  # type: ignore[method-assign]
        main(order(published))

    done = forked(work, tmp_path / "said")
    assert (done.status, done.err.strip()) == (1, "已中止，网站没有改动。")
    assert digest(published / "site") == before_
    assert leftovers(published / "site") == []


def waiting(root: Path, where: str) -> None:
    """Build until both processes are where they wait for ever, each noted by a file in `root`."""

    def wait(*_: object, **__: object) -> None:
        (root / f"at-work-{os.getpid()}").touch()
        while True:  # it looks up again and again: a signal just before a long sleep would be slept through
            time.sleep(0.01)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    if where == "make_shells":
        shells.make_shells = build_module.joined = wait  # type: ignore[assignment]
        staging.Staging.publish = None  # type: ignore[assignment, method-assign]
    else:
        written.write_all = wait  # type: ignore[assignment]
    main(order(root))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("where", ["make_shells", "write_pages"])
def test_a_signal_to_the_parent_alone_ends_its_children_too(
    published: Path, tmp_path: Path, number: signal.Signals, where: str
) -> None:
    """While both processes are at work: nothing goes on in the background, and only kill -9 leaves folders,
    for the next build to sweep."""
    before_ = digest(published / "site")
    child = begun(partial(waiting, published, where), tmp_path / "said")
    pids = at_work(published)
    assert child.process.pid in pids
    os.kill(child.process.pid, number)
    done = child.ended()
    assert done.err.strip() == ("" if number == signal.SIGKILL else "已中止，网站没有改动。")
    assert done.status == (-signal.SIGKILL if number == signal.SIGKILL else 1)
    assert digest(published / "site") == before_
    for pid in pids - {child.process.pid}:
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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_the_folder_of_a_build_has_its_name_leaves_nothing(
    published: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """What is not yet held is swept only after an hour."""
    before_ = digest(published / "site")

    def work() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        real = workfolder.fcntl.flock
        workfolder.fcntl.flock = lambda *a: (os.kill(os.getpid(), number), real(*a))[1]  # type: ignore[assignment]
        main(order(published))

    done = forked(work, tmp_path / "said")
    assert (done.status, done.err.strip()) == (1, "已中止，网站没有改动。")
    assert digest(published / "site") == before_
    assert leftovers(published / "site") == []


def test_a_signal_after_the_exchange_lets_the_build_end(published: Path, tmp_path: Path) -> None:
    def work() -> None:
        real = replace._exchange
        replace._exchange = lambda *a: (real(*a), os.kill(os.getpid(), signal.SIGTERM))[0]
        main(order(published))

    done = forked(work, tmp_path / "said")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("已生成")
    assert leftovers(published / "site") == []
