"""Workers on other machines: a Dask cluster, at an address or made here, does the pieces that the pool would do.

`dask.distributed` comes with the extra `newsdiff[dask]` and is loaded when a cluster is opened, and no sooner.
"""

from __future__ import annotations

import logging
import queue
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from newsdiff.config import DEFAULT_MODEL
from newsdiff.corpus.pool import Failure, _uninterrupted
from newsdiff.errors import NewsdiffError, told

if TYPE_CHECKING:
    from distributed import Client, Future

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

#: Addresses whose two ends know each other by their keys.
_ENCRYPTED = ("tls", "wss")
#: Seconds to reach the scheduler; to wait for a worker where there is none; and between looks at whether there is one.
_CONNECT, _PATIENCE, _LOOK = 10, 60.0, 5.0
#: How often a piece that raises an error is tried again, on whatever worker is free.
_RETRIES = 2
#: Workers that a piece may cost before Dask gives it up: on a cluster made here; another has its own setting (3).
_LOST = 1
#: What the workers' answers depend on besides what extraction does.
_ROOMS = ("align", "judge", "lexicon", "corpus", "config", "api.py", "codes.py", "fingerprint.py")
_MISSING = "--engine dask needs Dask; get it with: python -m pip install 'newsdiff[dask]'"


class Cluster:
    """A Dask cluster as an engine of `extract_each`; a context manager.

    `address` is a scheduler's, such as `tls://host:8786`; without one the cluster is made here,
    of `jobs` processes that listen on this machine alone and to this process alone. Pieces are done on every worker
    that there is, one at a time in each process, and on those that join later. Every worker must have the same
    newsdiff, Python, libraries and `model` as this process, or its results might differ. What workers answer is
    unpickled here: an address elsewhere must be one of TLS, which knows its peers by their keys, unless `insecure`.
    Raises NewsdiffError where it is not, Dask is not installed, the scheduler cannot be reached, or a worker is
    another's.
    """

    def __init__(
        self, address: str | None = None, *, jobs: int = 2, model: str = DEFAULT_MODEL, insecure: bool = False
    ) -> None:
        _installed()
        self.address, self.model = address, model
        self._scope = _scope(model)
        self._held = ExitStack()
        try:
            self._held.enter_context(_quiet())
            self._client = self._held.enter_context(_connected(address, jobs, insecure))
            self._greet()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """The processes that the cluster has now."""
        return _workers(self._client)

    @property
    def jobs(self) -> int:
        """What `extract_each` is to be given as `jobs`, so that no worker waits; at least 2: 1 means this process."""
        return max(2, self.workers)

    def __call__(self, make: Callable[[], Callable[[ItemT], ResultT]], jobs: int) -> Tasks[ItemT, ResultT]:
        """Workers for one kind of piece; the connection outlives them."""
        return Tasks(self._client, _Work(make, self._scope, self.model), jobs)

    def close(self) -> None:
        """Leave the cluster, and end it where it was made here."""
        with suppress(Exception):
            self._held.close()

    def _greet(self) -> None:
        """See that the workers that are there are like this process."""
        try:
            scopes = self._client.run(_scope, self.model, on_error="return")
        except Exception as error:
            raise NewsdiffError(f"{_name(self.address)}: {told(error)}; see that newsdiff is on its workers") from None
        for worker, scope in sorted(scopes.items()):
            if isinstance(scope, BaseException):
                raise NewsdiffError(f"worker {worker}: {told(scope)}; install the same newsdiff there")
            if scope != self._scope:
                raise NewsdiffError(f"worker {worker}: {_OTHER}")


_OTHER = "has another newsdiff, Python, library or model than this machine; install the same on both"


@dataclass(frozen=True, slots=True)
class _Refused:
    """What no worker can do, in words for the user."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Work(Generic[ItemT, ResultT]):
    """A piece's function as it goes to the workers, with what they must be like; `make` is called for every piece."""

    make: Callable[[], Callable[[ItemT], ResultT]]
    scope: str
    model: str

    def __call__(self, item: ItemT) -> ResultT | _Refused:
        try:
            with _ONE:
                if _scope(self.model) != self.scope:
                    return _Refused(f"worker {_here()}: {_OTHER}")
                return self.make()(item)
        except NewsdiffError as error:
            return _Refused(f"worker {_here()}: {error}")


#: spaCy's pipelines are no place for two threads at once.
_ONE = Lock()


def _scope(model: str) -> str:
    from newsdiff.corpus import identity

    return f"{identity.scope(model)} {identity.source(_ROOMS)}"


def _here() -> str:
    from distributed import get_worker

    with suppress(ValueError):
        return str(get_worker().address)
    return "here"


@dataclass(slots=True, eq=False)
class _Piece(Generic[ItemT]):
    number: int
    item: ItemT
    suspect: bool = False


class Tasks(Generic[ItemT, ResultT]):
    """Pieces of work on a cluster: `Workers` as `extract_each` knows them.

    One that raises an error is tried again elsewhere. Dask gives up a piece whose workers have ended several times,
    but counts what else these workers were to do as well; so it is then tried once more while nothing else is at work,
    and is a `Failure` if it ends its workers again.
    """

    def __init__(self, client: Client, work: _Work[ItemT, ResultT], jobs: int) -> None:
        self._client, self._work, self._least = client, work, jobs
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._running: dict[Future, _Piece[ItemT]] = {}
        self._waiting: deque[_Piece[ItemT]] = deque()
        self._suspects: deque[_Piece[ItemT]] = deque()

    @property
    def jobs(self) -> int:
        """The workers there are, which may change as the cluster does."""
        return max(self._least, _workers(self._client))

    @property
    def outstanding(self) -> int:
        """Pieces that were submitted and have no result yet."""
        return len(self._running) + len(self._waiting) + len(self._suspects)

    def submit(self, number: int, item: ItemT) -> None:
        """Have `item` done; its result comes under `number`."""
        self._waiting.append(_Piece(number, item))
        self._give()

    def wait(self, timeout: float | None = None) -> list[tuple[int, ResultT | Failure]]:
        """The results that have come, in no order; waits for one, `timeout` seconds at most.

        Raises NewsdiffError where the cluster is gone or has no worker, or a worker lacks what the work needs.
        """
        found: list[tuple[int, ResultT | Failure]] = []
        while self.outstanding:
            self._give()
            for future in self._ended(timeout):
                found += self._result(future)
            if found or timeout is not None:
                break
        self._give()
        return found

    def close(self) -> None:
        """Give up what is still at work."""
        running, self._running = list(self._running), {}
        self._waiting.clear()
        self._suspects.clear()
        with suppress(Exception):
            self._client.cancel(running, force=True)

    def _give(self) -> None:
        """Hand waiting pieces to the cluster; a suspect one when it is alone there."""
        if self._suspects:
            if not self._running:
                self._start(self._suspects.popleft())
            return
        if any(piece.suspect for piece in self._running.values()):
            return
        while self._waiting:
            self._start(self._waiting.popleft())

    def _start(self, piece: _Piece[ItemT]) -> None:
        try:
            future = self._client.submit(self._work, piece.item, pure=False, retries=_RETRIES)
        except Exception as error:
            raise self._gone(told(error)) from None
        self._running[future] = piece
        future.add_done_callback(self._done.put)

    def _ended(self, timeout: float | None) -> list[Future]:
        """The pieces whose end has been heard of; waits for the first."""
        found = []
        with suppress(queue.Empty):
            found.append(self._done.get(timeout=timeout) if timeout is not None else self._first())
            while True:
                found.append(self._done.get_nowait())
        return [future for future in found if future in self._running]

    def _first(self) -> Future:
        """Wait for a piece to end, for as long as there is a worker that may do it."""
        alone = time.monotonic()
        while True:
            with suppress(queue.Empty):
                return self._done.get(timeout=_LOOK)
            if self._client.status not in ("running", "connecting"):
                raise self._gone(self._client.status)
            if _workers(self._client):
                alone = time.monotonic()
            elif time.monotonic() - alone > _PATIENCE:
                raise self._gone(f"no worker for {_PATIENCE:.0f} seconds; start one with: dask worker ADDRESS")

    def _result(self, future: Future) -> Iterator[tuple[int, ResultT | Failure]]:
        from distributed import CancelledError, KilledWorker

        piece = self._running.pop(future)
        try:
            result: ResultT | _Refused = future.result(timeout=_PATIENCE)
        except KilledWorker:
            if piece.suspect:
                yield piece.number, Failure("the workers that read it ended each time; out of memory?", True)
            else:
                piece.suspect = True
                self._suspects.append(piece)
            return
        except (CancelledError, OSError) as error:
            if future.status in ("cancelled", "lost") or isinstance(error, OSError):
                raise self._gone(told(error)) from None
            yield piece.number, Failure(told(error))
            return
        except Exception as error:
            yield piece.number, Failure(told(error))
            return
        if isinstance(result, _Refused):
            raise NewsdiffError(result.reason)
        yield piece.number, result

    def _gone(self, why: str) -> NewsdiffError:
        return NewsdiffError(f"the cluster is lost ({why}); run again: what the cache holds is not done twice")


def _workers(client: Client) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _name(address: str | None) -> str:
    return f"--address {address}" if address is not None else "the cluster on this machine"


def _is_safe(address: str) -> bool:
    """Whether nobody on the way to the scheduler can answer in its place. Raises ValueError where it is no address.

    Read as Dask reads it, so that no address is one thing here and another there.
    """
    from distributed.comm.addressing import get_address_host_port, parse_address

    scheme, _ = parse_address(address)
    host, _ = get_address_host_port(address)
    if scheme in _ENCRYPTED or host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


def _installed() -> None:
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise NewsdiffError(_MISSING) from None


@contextmanager
def _connected(address: str | None, jobs: int, insecure: bool) -> Iterator[Client]:
    """A connection to the scheduler at `address`, or to one that is made here for as long as it lasts."""
    from distributed import Client

    with ExitStack() as held:
        try:
            if address is not None and not _is_safe(address) and not insecure:
                raise NewsdiffError(
                    f"{_name(address)}: is not encrypted, and whoever answers there can run code here; give a tls:// "
                    "address, or --insecure for a network that you trust"
                )
            cluster = held.enter_context(_made_here(jobs)) if address is None else address
            client = held.enter_context(Client(cluster, timeout=_CONNECT, set_as_default=False))
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            way_out = "give the address that its scheduler prints" if address is not None else "try --engine pool"
            raise NewsdiffError(f"{_name(address)}: {' '.join(str(error).split())}; {way_out}") from None
        yield client


@contextmanager
def _made_here(jobs: int) -> Iterator[Any]:
    """A cluster of processes that only this one can talk to: by TLS, with keys that are never written to disk."""
    import dask
    from distributed import LocalCluster

    settings = {"distributed.scheduler.allowed-failures": _LOST, "distributed.scheduler.http.routes": []}
    with dask.config.set(settings):
        with _uninterrupted():  # Its threads hand this down to the processes: Ctrl-C is for this one alone.
            cluster = LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                memory_limit=0,
                security=True,
                silence_logs=logging.CRITICAL,
            )
        with cluster:
            yield cluster


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own log lines are no output of newsdiff's: what goes wrong comes back as an exception or a Failure."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
