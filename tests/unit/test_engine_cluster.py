"""A Dask cluster does what this process and the pool do: the same bytes, and it outlives workers that end."""

from __future__ import annotations

import builtins
import os
import signal
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsdiff.corpus.codec import encode
from newsdiff.corpus.engines import extract_each, extract_shard
from newsdiff.corpus.pool import Failure
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article, Extraction, Skipped
from newsdiff.read import parse

if TYPE_CHECKING:
    from newsdiff.corpus.cluster import Cluster, Tasks

WAY_OUT = r"python -m pip install 'newsdiff\[dask\]'"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster of two processes on this machine."""
    pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from newsdiff.corpus.cluster import Cluster

    with Cluster(jobs=2) as made:
        yield made


def corpus(count: int) -> list[Article]:
    towns = "Ostwick Belmarsh Caldor Dunmere Everly".split()
    return [
        parse(
            f"{towns[number % 5]} mayor Ada Holt said on Monday that {number + 3} of {number + 20} trams were late.\n\n"
            f"“We need {number + 1} more drivers,” she told reporters. A strike of {number + 2} days begins in May.\n",
            f"{number}.txt",
        )
        for number in range(count)
    ]


def told(items: Iterator[Extraction | Skipped], articles: list[Article]) -> list[bytes | Skipped]:
    return [
        item if isinstance(item, Skipped) else encode(item, article)
        for item, article in zip(items, articles, strict=True)
    ]


def test_one_process_a_pool_and_a_cluster_give_identical_bytes(cluster: Cluster) -> None:
    articles = corpus(37)
    one = told(extract_each(articles, jobs=1), articles)
    assert all(isinstance(item, bytes) for item in one)
    assert told(extract_each(articles, jobs=2), articles) == one
    done: list[int] = []

    def engine(make: Callable[[], Any], jobs: int) -> Any:
        tasks = cluster(make, jobs)
        submit = tasks.submit
        tasks.submit = lambda number, item: (done.append(len(item)), submit(number, item))  # type: ignore[method-assign]
        return tasks

    assert told(extract_each(articles, jobs=cluster.jobs, engine=engine), articles) == one
    assert sum(done) == len(articles), "all of them were to be done on the cluster"
    assert extract_shard(articles, "en_core_web_sm") == one


def double(number: int) -> int:
    return 2 * number


def make_double() -> Callable[[int], int]:
    return double


def make_moody() -> Callable[[tuple[str, int]], int]:
    return moody


def moody(item: tuple[str, int]) -> int:
    """Double the number; a number below 0 is an error, one above 99 ends the process, one above 9 does so once."""
    folder, number = item
    if number < 0:
        with open(os.path.join(folder, f"{number}"), "a") as file:
            file.write("x")
        raise ValueError("below zero")
    mark = os.path.join(folder, f"{number}")
    if number > 99 or (number > 9 and not os.path.exists(mark)):
        with open(mark, "w"):
            os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return 2 * number


def make_refusing() -> Callable[[int], int]:
    raise NewsdiffError("no model\nhere")


def results(tasks: Tasks[Any, Any]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    while tasks.outstanding:
        found.update(tasks.wait())
    return found


def test_pieces_are_done_and_come_back_under_their_numbers(cluster: Cluster) -> None:
    tasks: Tasks[int, int] = cluster(make_double, 2)
    assert tasks.wait() == []
    for number in range(50):
        tasks.submit(number, number)
    assert results(tasks) == {number: 2 * number for number in range(50)}
    assert tasks.outstanding == 0
    assert tasks.jobs == cluster.workers == 2


def test_a_piece_that_raises_is_tried_again_and_then_named(cluster: Cluster, tmp_path: Path) -> None:
    tasks: Tasks[tuple[str, int], int] = cluster(make_moody, 2)
    for number in (1, -2, 3):
        tasks.submit(number, (str(tmp_path), number))
    assert results(tasks) == {1: 2, -2: Failure("ValueError: below zero"), 3: 6}
    assert (tmp_path / "-2").read_text() == "xxx"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_worker_that_is_killed_costs_time_and_no_answer(cluster: Cluster, tmp_path: Path) -> None:
    tasks: Tasks[tuple[str, int], int] = cluster(make_moody, 2)
    for number in (1, 11, 2, 3, 4):
        tasks.submit(number, (str(tmp_path), number))
    assert results(tasks) == {1: 2, 11: 22, 2: 4, 3: 6, 4: 8}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_piece_that_ends_its_workers_is_named_and_no_other(cluster: Cluster, tmp_path: Path) -> None:
    tasks: Tasks[tuple[str, int], int] = cluster(make_moody, 2)
    for number in (1, 100, 2, 3, 4, 5, 6, 7):
        tasks.submit(number, (str(tmp_path), number))
    found = results(tasks)
    failure = found.pop(100)
    assert isinstance(failure, Failure)
    assert failure.killed
    assert found == {number: 2 * number for number in range(1, 8)}


def test_what_a_worker_lacks_stops_the_run_and_names_it(cluster: Cluster) -> None:
    tasks: Tasks[int, int] = cluster(make_refusing, 2)
    tasks.submit(0, 0)
    with pytest.raises(NewsdiffError, match=r"worker tls://127.0.0.1:[0-9]+: no model"):
        results(tasks)
    tasks.close()


def test_a_worker_with_another_newsdiff_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_scope", "another")
    tasks: Tasks[int, int] = cluster(make_double, 2)
    tasks.submit(0, 0)
    with pytest.raises(NewsdiffError, match=r"worker .* has another newsdiff, Python, library or model"):
        results(tasks)
    with pytest.raises(NewsdiffError, match=r"worker .* has another newsdiff, Python, library or model"):
        cluster._greet()


def test_pieces_that_are_given_up_are_forgotten(cluster: Cluster, tmp_path: Path) -> None:
    tasks: Tasks[tuple[str, int], int] = cluster(make_moody, 2)
    for number in range(9):
        tasks.submit(number, (str(tmp_path), number))
    tasks.close()
    assert tasks.outstanding == 0
    assert tasks.wait() == []


@pytest.mark.parametrize(
    ("address", "way_out"),
    [
        pytest.param("tcp://127.0.0.1:9", "give the address that its scheduler prints", id="nobody-listens"),
        pytest.param("nonsense", "missing port number", id="no-port"),
        pytest.param("foo://a:9", "unknown address scheme", id="no-such-scheme"),
    ],
)
def test_a_cluster_that_cannot_be_reached_is_one_line(
    address: str, way_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from newsdiff.corpus import cluster as module

    monkeypatch.setattr(module, "_CONNECT", 1)
    with pytest.raises(NewsdiffError) as caught:
        module.Cluster(address)
    assert str(caught.value).startswith(f"--address {address}: ")
    assert way_out in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["tcp://scheduler:8786", "scheduler:8786", "ws://10.0.0.7:8786", "tcp://[::2]:8786"]
)
def test_an_address_elsewhere_without_tls_is_refused_before_it_is_reached(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from newsdiff.corpus.cluster import Cluster

    reached: list[object] = []

    def client(*arguments: object, **_: object) -> None:
        reached.append(arguments[0])
        raise OSError("nobody there")

    monkeypatch.setattr(distributed, "Client", client)
    with pytest.raises(NewsdiffError, match="is not encrypted, and whoever answers there can run code here"):
        Cluster(address)
    assert reached == []
    for safe in ("tls://scheduler:8786", "wss://scheduler:8786", "tcp://localhost:1", "127.0.0.1:1", "tcp://[::1]:1"):
        with pytest.raises(NewsdiffError, match="nobody there"):
            Cluster(safe)
    with pytest.raises(NewsdiffError, match="nobody there"):
        Cluster(address, insecure=True)
    assert len(reached) == 6


def test_a_stranger_cannot_connect_to_a_cluster_made_here(cluster: Cluster) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from distributed.security import Security

    address = cluster._client.scheduler.address
    assert address.startswith("tls://127.0.0.1:")
    plain, own_keys = address.replace("tls://", "tcp://"), Security.temporary()
    for there, security in ((plain, None), (address, own_keys)):
        with pytest.raises(OSError, match=r"(?i)connect|certificate"):
            distributed.Client(there, security=security, timeout=2, set_as_default=False)
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    host, port = address.removeprefix("tls://").split(":")
    with (
        socket.create_connection((host, int(port)), timeout=10) as plain_socket,
        careless.wrap_socket(plain_socket) as stranger,
        pytest.raises(ssl.SSLError, match=r"(?i)certificate"),
    ):
        stranger.recv(1)
    assert cluster.workers, "it goes on"


def test_a_cluster_without_workers_is_told_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from newsdiff.corpus import cluster as module

    monkeypatch.setattr(module, "_PATIENCE", 0.2)
    monkeypatch.setattr(module, "_LOOK", 0.1)
    settings = {"n_workers": 0, "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with (
        distributed.LocalCluster(**settings) as empty,
        module.Cluster(empty.scheduler_address) as cluster,
    ):
        assert (cluster.workers, cluster.jobs) == (0, 2)
        tasks: Tasks[int, int] = cluster(make_double, 2)
        tasks.submit(0, 0)
        with pytest.raises(NewsdiffError, match="no worker for 0 seconds; start one with: dask worker"):
            tasks.wait()


def test_a_scheduler_that_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from newsdiff.corpus import cluster as module

    monkeypatch.setattr(module, "_LOOK", 0.1)
    settings = {"n_workers": 1, "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    lost = distributed.LocalCluster(**settings)
    with module.Cluster(lost.scheduler_address) as cluster:
        tasks: Tasks[int, None] = cluster(make_sleepy, 1)
        tasks.submit(0, 20)
        time.sleep(0.3)
        lost.close(timeout=5)
        with pytest.raises(NewsdiffError, match="the cluster is lost"):
            tasks.wait()


def make_sleepy() -> Callable[[int], None]:
    return time.sleep


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdiff.corpus.cluster import Cluster

    real = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name.split(".")[0] in ("dask", "distributed"):
            raise ImportError(name)
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NewsdiffError, match=WAY_OUT):
        Cluster()
