"""Work in a forked child: its result, its exception, its death."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import wait_until

from generator import parallel
from generator.problems import Problem, ProblemsError


@pytest.mark.parametrize("inline", [False, True])
def test_the_result_comes_back(inline: bool) -> None:
    assert parallel.start(lambda: {"甲": [1, 2]}, inline=inline).result() == {"甲": [1, 2]}


def test_it_runs_in_another_process_at_the_same_time() -> None:
    (read_a, write_a), (read_b, write_b) = os.pipe(), os.pipe()

    def meet(write: int, read: int) -> int:
        """Ends only when the other is there, too."""
        os.write(write, b"x")
        os.read(read, 1)
        return os.getpid()

    jobs = [parallel.start(partial(meet, write_a, read_b)), parallel.start(partial(meet, write_b, read_a))]
    assert len({os.getpid(), *(job.result() for job in jobs)}) == 3


def test_more_than_a_pipe_holds() -> None:
    jobs = [parallel.start(lambda: "字" * 1_000_000) for _ in range(2)]
    assert [len(job.result()) for job in jobs] == [1_000_000] * 2


@pytest.mark.parametrize("inline", [False, True])
def test_problems_come_back_as_problems(inline: bool) -> None:
    def fail() -> None:
        raise ProblemsError([Problem("a.yml", 1, 2, "错", "改")])

    with pytest.raises(ProblemsError) as caught:
        parallel.start(fail, inline=inline).result()
    assert [str(p) for p in caught.value.problems] == ["a.yml:1:2: 错误：错。改。"]


def test_an_error_of_the_system_keeps_its_words() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        parallel.start(lambda: open("/no/such/file").close()).result()
    assert caught.value.filename == "/no/such/file"


def test_an_exception_that_cannot_travel_is_not_taken_for_a_lack_of_memory() -> None:
    def fail() -> None:
        class Local(Exception):
            pass

        raise Local("说不清")

    with pytest.raises(Exception, match="说不清"):
        parallel.start(fail).result()


def test_a_killed_child_is_told_in_chinese() -> None:
    with pytest.raises(ChildProcessError, match="一个生成进程被系统中止"):
        parallel.start(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()


def test_a_child_that_exits_does_not_run_the_parents_clean_up() -> None:
    def leave() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        parallel.start(leave).result()


def test_a_stream_comes_in_order_and_does_not_wait_for_its_reader() -> None:
    items = parallel.iter_in_child(lambda: (f"{number}" * 1000 for number in range(10_000)))
    assert [item[:1] for item in items] == [str(number)[0] for number in range(10_000)]


def test_a_stream_that_fails_gives_first_what_it_had() -> None:
    def some() -> Iterator[int]:
        yield 1
        raise ProblemsError([Problem("a.yml", 1, 2, "错", "改")])

    items = iter(parallel.iter_in_child(some))
    assert next(items) == 1
    with pytest.raises(ProblemsError):
        next(items)


def test_a_stream_that_is_cut_off_is_not_taken_for_whole() -> None:
    come, arrived = os.pipe()

    def some() -> Iterator[int]:
        yield 1
        os.read(come, 1)
        os.kill(os.getpid(), signal.SIGKILL)

    items = iter(parallel.iter_in_child(some))
    assert next(items) == 1
    os.write(arrived, b"x")
    with pytest.raises(ChildProcessError, match="一个生成进程被系统中止"):
        next(items)


def test_a_stream_that_nobody_wants_any_more_ends() -> None:
    items = parallel.iter_in_child(lambda: ("字" * 1_000_000 for _ in range(100)))
    assert next(iter(items)) == "字" * 1_000_000
    parallel.stop()
    with pytest.raises(ChildProcessError):  # other tests' children, such as a browser, may be alive
        os.waitpid(items._pid, os.WNOHANG)


def test_no_child_is_left_behind() -> None:
    child = parallel.start(os.getpid).result()  # other tests' children, such as a browser, may be alive
    assert child != os.getpid()
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


@given(st.integers(0, 40), st.integers(1, 8))
def test_shares_keep_order_and_lose_nothing(length: int, size: int) -> None:
    parts = parallel.chunks(list(range(length)), size)
    assert [i for part in parts for i in part] == list(range(length))
    assert all(0 < len(part) <= size for part in parts)
    assert all(len(part) == size for part in parts[:-1])


def leave(folder: Path, name: str) -> None:
    """Note that this call is made, once more if it was made before, and by whom."""
    with (folder / name).open("a") as file:
        file.write(f"{os.getpid()}\n")


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_each_call_is_made_once(tmp_path: Path, jobs: int) -> None:
    """By whichever process: who is quick takes more, and on a busy machine one may take all."""
    parallel.run_all([partial(leave, tmp_path, str(i)) for i in range(40)], jobs)
    made = {path.name: path.read_text().splitlines() for path in tmp_path.iterdir()}
    assert sorted(made) == sorted(map(str, range(40)))
    assert [len(pids) for pids in made.values()] == [1] * 40
    assert len({pid for pids in made.values() for pid in pids}) <= jobs


@pytest.mark.parametrize("jobs", [2, 5])
def test_calls_are_made_by_so_many_processes_at_the_same_time(tmp_path: Path, jobs: int) -> None:
    def meet(name: str) -> None:
        """Ends only when the others are there, too."""
        leave(tmp_path, name)
        wait_until(lambda: len(list(tmp_path.iterdir())) == jobs)

    parallel.run_all([partial(meet, str(i)) for i in range(jobs)], jobs)
    pids = {int(path.read_text()) for path in tmp_path.iterdir()}
    assert len(pids) == jobs
    assert os.getpid() in pids


def test_each_of_nothing_is_nothing() -> None:
    parallel.run_all([], 2)


class Gate:
    """Opens for a process when no other holds it shut any more: each lets go of its copy, or dies."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self.read, self.write = os.fdopen(read, "rb"), os.fdopen(write, "wb")

    def let_go(self) -> None:
        self.write.close()

    def wait(self) -> None:
        self.let_go()
        assert self.read.read() == b""


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_failure_of_many_calls_goes_up_and_no_more_are_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """The other process has at most one call in hand while the first fails, and takes no more behind it."""
    gate = Gate()
    collect = parallel._failure_of

    def fail() -> None:
        raise ProblemsError([Problem("a.yml", 1, 2, "错", "改")])

    def work(name: str) -> None:
        leave(tmp_path, name)
        gate.wait()

    def collected(job: parallel.Job[None]) -> BaseException | None:
        """This process comes here first with its own failure; then the child may go on."""
        error = collect(job)
        gate.let_go()
        return error

    monkeypatch.setattr(parallel, "_failure_of", collected)
    with pytest.raises(ProblemsError):
        parallel.run_all([fail, *(partial(work, str(i)) for i in range(200))], jobs)
    assert len(list(tmp_path.iterdir())) < jobs


def test_the_death_of_a_process_among_many_calls_is_not_passed_over() -> None:
    here = os.getpid()
    gate = Gate()

    def die() -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        gate.wait()

    with pytest.raises(ChildProcessError):
        parallel.run_all([die] * 4, 2)


def test_a_call_still_under_way_is_one_of_the_processes(tmp_path: Path) -> None:
    gate, end = os.pipe()
    busy = parallel.start(lambda: os.read(gate, 1))

    def work(name: str) -> None:
        """The first of these calls is made while the other is under way, by this process alone."""
        leave(tmp_path, name)
        if name == "5":
            os.write(end, b"x")
            busy.wait()
        if name > "6":  # now another one takes its place
            wait_until(lambda: len(pids()) == 2)

    def pids() -> set[str]:
        return {path.read_text() for path in tmp_path.iterdir()}

    parallel.run_all([partial(work, str(i)) for i in range(10)], 2, [busy])
    assert {(tmp_path / str(i)).read_text() for i in range(6)} == {f"{os.getpid()}\n"}
    assert len(pids()) == 2
    assert busy.result() == b"x"
