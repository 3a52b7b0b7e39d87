"""Processes that do pieces of work side by side, and go on where one of them is killed."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

from newsdiff.errors import NewsdiffError, told

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

#: Pieces that a process has at once: one at work and one waiting, so that it never waits for its parent.
_AHEAD = 2
#: Processes that a piece may cost before it is given up, and those that may end one after another before any is ready.
_ATTEMPTS, _STILLBORN = 2, 3
#: Seconds that a process has to end when it is told to.
_GRACE = 2.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A piece of work that could not be done, and why; `killed` where it took its processes with it."""

    reason: str
    killed: bool = False


@dataclass(slots=True)
class _Task(Generic[ItemT]):
    number: int
    item: ItemT
    attempts: int = 0


@dataclass(slots=True, eq=False)
class _Worker(Generic[ItemT]):
    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    tasks: deque[_Task[ItemT]] = field(default_factory=deque)

    def takes(self, task: _Task[ItemT]) -> bool:
        """A piece that has cost a process is given to one that does nothing else, so that its end is no riddle."""
        if not self.ready or len(self.tasks) >= _AHEAD:
            return False
        return not self.tasks or (task.attempts == 0 and all(other.attempts == 0 for other in self.tasks))


class Pool(Generic[ItemT, ResultT]):
    """Up to `jobs` processes, each of which calls `make` once and what that returns for each piece of work.

    `make`, the pieces and the results cross processes. Processes start when there is work for them. One that is
    killed is replaced and its piece tried again in another; a piece that costs two processes is a `Failure`, as is one
    that raises an exception. To be closed.
    """

    def __init__(self, make: Callable[[], Callable[[ItemT], ResultT]], jobs: int) -> None:
        self.jobs = jobs
        self._make = make
        self._workers: list[_Worker[ItemT]] = []
        self._waiting: deque[_Task[ItemT]] = deque()
        self._given_up: list[tuple[int, ResultT | Failure]] = []
        self._stillborn = 0

    @property
    def outstanding(self) -> int:
        """Pieces that were submitted and have no result yet."""
        return len(self._waiting) + sum(len(worker.tasks) for worker in self._workers) + len(self._given_up)

    @property
    def pids(self) -> list[int]:
        """The processes at work."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def submit(self, number: int, item: ItemT) -> None:
        """Have `item` done; its result comes under `number`."""
        self._waiting.append(_Task(number, item))
        self._give()

    def wait(self, timeout: float | None = None) -> list[tuple[int, ResultT | Failure]]:
        """The results that have come, in no order; waits for one, `timeout` seconds at most.

        Raises what `make` raised in a process, and NewsdiffError where processes end before they are ready.
        """
        while True:
            self._give()
            found, self._given_up = self._given_up, []
            workers = {worker.pipe: worker for worker in self._workers}
            if not workers:
                return found
            for pipe in connection.wait(list(workers), 0 if found else timeout):
                if isinstance(pipe, Connection):
                    found.extend(self._heard(workers[pipe]))
            found += self._given_up
            self._given_up = []
            if found or timeout is not None or not self.outstanding:
                self._give()
                return found

    def close(self) -> None:
        """End all processes, whatever they are at."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_GRACE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()
        self._waiting.clear()

    def _give(self) -> None:
        """Hand waiting pieces to processes that take more; start a process where none does and one may be started."""
        while self._waiting:
            task = self._waiting[0]
            free = [worker for worker in self._workers if worker.takes(task)]
            if not free:
                break
            worker = min(free, key=lambda each: len(each.tasks))
            self._waiting.popleft()
            worker.tasks.append(task)
            try:
                worker.pipe.send((task.number, task.item))
            except OSError:
                self._lost(worker)
        starting = sum(not worker.ready for worker in self._workers)
        while len(self._waiting) > starting and len(self._workers) < self.jobs:
            self._workers.append(self._started())
            starting += 1

    def _started(self) -> _Worker[ItemT]:
        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._make), daemon=True)
        with _uninterrupted():
            process.start()
        there.close()
        return _Worker(process, here)

    def _heard(self, worker: _Worker[ItemT]) -> Iterator[tuple[int, ResultT | Failure]]:
        try:
            kind, number, value = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        if kind == "refused":
            raise value
        if kind == "ready":
            worker.ready = True
            self._stillborn = 0
            return
        worker.tasks = deque(task for task in worker.tasks if task.number != number)
        yield number, value

    def _lost(self, worker: _Worker[ItemT]) -> None:
        """Replace a process that is gone: what it had goes to others, its first piece with a mark against it."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_GRACE)
        how = _how(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise NewsdiffError(f"processes of newsdiff end before they can work ({how}); try fewer with --jobs")
        for place, task in enumerate(worker.tasks):
            task.attempts += place == 0
        for task in reversed(worker.tasks):
            if task.attempts >= _ATTEMPTS:
                self._given_up.append((task.number, Failure(f"the process that read it ended twice ({how})", True)))
            else:
                self._waiting.appendleft(task)


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        with suppress(ValueError):
            name = signal.Signals(-status).name
            return f"{name}; out of memory?" if name == "SIGKILL" else name
    return f"exit status {status}"


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process that is started here does not see Ctrl-C, from its first moment on: its parent tells it to end."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # Would let the signal through again, when it is started on the way.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, make: Callable[[], Callable[[ItemT], ResultT]]) -> None:
    """A process of the pool: answers until the pipe is closed, which is at the latest when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        work = make()
    except Exception as error:
        _tell_parent(pipe, ("refused", 0, _portable(error)))
        return
    _tell_parent(pipe, ("ready", 0, None))
    inbox: queue.SimpleQueue[tuple[int, ItemT]] = queue.SimpleQueue()
    outbox: queue.SimpleQueue[tuple[int, ResultT | Failure]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    threading.Thread(target=_send, args=(pipe, outbox), daemon=True).start()
    while True:
        number, item = inbox.get()
        try:
            outbox.put((number, work(item)))
        except Exception as error:
            outbox.put((number, Failure(told(error))))


def _tell_parent(pipe: Connection, message: tuple[str, int, object]) -> None:
    try:
        pipe.send(message)
    except OSError:  # It is gone, and so is who would read of it.
        os._exit(0)


def _receive(pipe: Connection, inbox: queue.SimpleQueue[tuple[int, ItemT]]) -> None:
    with suppress(EOFError, OSError):
        while True:
            inbox.put(pipe.recv())
    os._exit(0)


def _send(pipe: Connection, outbox: queue.SimpleQueue[tuple[int, ResultT | Failure]]) -> None:
    with suppress(OSError):
        while True:
            number, value = outbox.get()
            try:
                data = pickle.dumps(("done", number, value))
            except Exception as error:
                data = pickle.dumps(("done", number, Failure(told(error))))
            pipe.send_bytes(data)
    os._exit(0)


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same, that survives the way to another process."""
    try:
        copy = pickle.loads(pickle.dumps(error))
    except Exception:
        copy = None
    if type(copy) is type(error) and str(copy) == str(error):
        return error
    return NewsdiffError(str(error)) if isinstance(error, NewsdiffError) else RuntimeError(told(error))
