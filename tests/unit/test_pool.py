"""The pool: all that is asked comes back once, whatever happens to the processes, and none of them stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsdiff.corpus.pool import Failure, Pool
from newsdiff.errors import ModelError, NewsdiffError
from tests import pool_work

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are of another kind")


@pytest.fixture
def pool() -> Iterator[Callable[..., Pool[Any, Any]]]:
    """Makes pools that are closed, and looks that their processes are gone."""
    made: list[Pool[Any, Any]] = []

    def make(work: Callable[[], Callable[[Any], Any]], jobs: int = 1) -> Pool[Any, Any]:
        made.append(Pool(work, jobs))
        return made[-1]

    yield make
    for each in made:
        pids = each.pids
        each.close()
        for pid in pids:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def answers(pool: Pool[Any, Any], items: list[Any]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for number, item in enumerate(items):
        pool.submit(number, item)
    while pool.outstanding:
        for number, result in pool.wait():
            assert number not in found
            found[number] = result
    return found


def test_all_that_is_asked_comes_back(pool: Callable[..., Pool[Any, Any]]) -> None:
    squares = pool(pool_work.squares, 2)
    assert answers(squares, list(range(200))) == {number: number**2 for number in range(200)}
    assert len(squares.pids) == 2


def test_processes_start_when_there_is_work_for_them(pool: Callable[..., Pool[Any, Any]]) -> None:
    lazy = pool(pool_work.troubled, 8)
    assert lazy.pids == []
    assert lazy.wait() == []
    assert answers(lazy, ["one"]) == {0: "one"}
    assert len(lazy.pids) == 1


def test_large_pieces_and_results_do_not_block_each_other(pool: Callable[..., Pool[Any, Any]]) -> None:
    large = ["x" * 3_000_000 + str(number) for number in range(6)]
    assert answers(pool(pool_work.troubled), large) == dict(enumerate(large))


def test_waiting_has_an_end(pool: Callable[..., Pool[Any, Any]]) -> None:
    slow = pool(pool_work.troubled)
    slow.submit(0, "sleep:30")
    began = time.monotonic()
    assert slow.wait(0) == []
    assert slow.wait(0.1) == []
    assert time.monotonic() - began < 10
    assert slow.outstanding == 1


def test_a_piece_that_raises_costs_the_others_nothing(pool: Callable[..., Pool[Any, Any]]) -> None:
    found = answers(pool(pool_work.troubled), ["a", "raise", "b", "unspeakable", "unpicklable", "c"])
    assert [found[number] for number in (0, 2, 5)] == ["a", "b", "c"]
    assert found[1] == Failure("ValueError: no such thing")
    assert found[3] == Failure("Unspeakable")
    assert isinstance(found[4], Failure)
    assert "lambda" in found[4].reason
    assert not found[4].killed


def test_a_piece_whose_process_is_killed_once_is_done_by_another(
    pool: Callable[..., Pool[Any, Any]], tmp_path: Path
) -> None:
    items = ["a", "b", f"die once:{tmp_path / 'dead'}", "c", "d", "e"]
    assert answers(pool(pool_work.troubled, 2), items) == dict(enumerate(items))
    assert (tmp_path / "dead").exists()


@pytest.mark.parametrize(
    ("item", "how"),
    [pytest.param("die", "SIGKILL", id="killed"), pytest.param("leave", "exit status 3", id="left")],
)
def test_a_piece_that_costs_two_processes_is_given_up(pool: Callable[..., Pool[Any, Any]], item: str, how: str) -> None:
    found = answers(pool(pool_work.troubled, 2), ["a", item, "b", "c", "d"])
    assert {number: found[number] for number in (0, 2, 3, 4)} == {0: "a", 2: "b", 3: "c", 4: "d"}
    assert found[1].killed
    assert how in found[1].reason


def test_a_process_killed_from_outside_is_replaced(pool: Callable[..., Pool[Any, Any]]) -> None:
    killed = pool(pool_work.troubled)
    (first,) = answers(killed, ["pid"]).values()
    killed.submit(1, "sleep:0.5")
    killed.submit(2, "pid")
    os.kill(first, signal.SIGKILL)
    found: dict[int, Any] = {}
    while killed.outstanding:
        found.update(killed.wait())
    assert found[1] == "sleep:0.5"
    assert found[2] != first


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        pytest.param(pool_work.refused, ModelError, "the model is missing", id="as-it-is"),
        pytest.param(pool_work.refused_oddly, NewsdiffError, "a.txt: is odd; mend it", id="that-cannot-be-pickled"),
        pytest.param(pool_work.broken, RuntimeError, "Unspeakable", id="that-cannot-be-asked"),
        pytest.param(pool_work.stillborn, NewsdiffError, r"exit status 7.*--jobs", id="dies-before-it-is-ready"),
    ],
)
def test_what_keeps_a_process_from_starting_ends_the_run(
    pool: Callable[..., Pool[Any, Any]], make: Callable[[], Callable[[Any], Any]], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        answers(pool(make, 2), ["a", "b"])


@pytest.mark.parametrize("make", ["squares", "missing"], ids=["it could work", "it could not"])
def test_a_process_whose_parent_is_gone_when_it_is_ready_ends_without_a_word(make: str) -> None:
    code = (
        "from multiprocessing import Pipe\n"
        "from newsdiff.corpus.pool import _serve\n"
        "from newsdiff.errors import ModelError\n"
        "def squares(): return abs\n"
        "def missing(): raise ModelError('no model')\n"
        "here, there = Pipe()\n"
        "here.close()\n"
        f"_serve(there, {make})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_closing_does_not_wait_for_the_work(pool: Callable[..., Pool[Any, Any]]) -> None:
    busy = pool(pool_work.troubled)
    answers(busy, ["a"])
    busy.submit(1, "sleep:60")
    began = time.monotonic()
    busy.close()
    assert time.monotonic() - began < 5
    assert busy.pids == []
