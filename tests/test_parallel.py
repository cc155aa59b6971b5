"""Work in a forked child: its result, its exception, its death."""

from __future__ import annotations

import os
import signal
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import parallel
from generator.problems import Problem, ProblemsError


@pytest.mark.parametrize("inline", [False, True])
def test_the_result_comes_back(inline: bool) -> None:
    assert parallel.start(lambda: {"甲": [1, 2]}, inline=inline).result() == {"甲": [1, 2]}


def test_it_runs_in_another_process_at_the_same_time() -> None:
    started = time.perf_counter()
    jobs = [parallel.start(lambda: (time.sleep(0.2), os.getpid())[1]) for _ in range(3)]
    pids = [job.result() for job in jobs]
    assert time.perf_counter() - started < 0.5
    assert len({*pids, os.getpid()}) == 4


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


def test_no_child_is_left_behind() -> None:
    child = parallel.start(os.getpid).result()  # other tests' children, such as a browser, may be alive
    assert child != os.getpid()
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


@given(st.lists(st.integers(0, 100), max_size=40), st.integers(1, 8))
def test_shares_keep_order_and_lose_nothing(weights: list[int], count: int) -> None:
    items = list(range(len(weights)))
    parts = parallel.shares(items, weights, count)
    assert [i for part in parts for i in part] == items
    assert len(parts) <= count
    assert all(parts)


@given(st.integers(1, 8), st.integers(1, 200))
def test_shares_of_equal_weight_are_about_equal(count: int, length: int) -> None:
    sizes = [len(part) for part in parallel.shares(list(range(length)), [1] * length, count)]
    assert max(sizes) - min(sizes) <= 1
