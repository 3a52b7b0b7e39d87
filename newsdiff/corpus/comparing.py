"""Comparison of stories by an engine's workers: what a piece is, and the order in which answers come back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from newsdiff.config import Config
from newsdiff.corpus import slim
from newsdiff.corpus.check import Checked, Pending, answered, compared, left_out
from newsdiff.corpus.codec import decode, encode
from newsdiff.corpus.pool import Failure
from newsdiff.model import Article, Skipped

#: Stories that each worker may have at work and waiting; and those held, mostly answered, behind a slow one.
_QUEUE, _HELD = 3, 12

#: A story on its way to a worker: of each article what was found, encoded, or why nothing was; and whether its grounds
#: are asked for.
Piece = tuple[list[tuple[Article, bytes] | Skipped], bool]


class _Workers(Protocol):
    @property
    def jobs(self) -> int: ...
    @property
    def outstanding(self) -> int: ...
    def submit(self, number: int, item: Piece, /) -> None: ...
    def wait(self, timeout: float | None = None, /) -> list[tuple[int, bytes | Failure]]: ...
    def close(self) -> None: ...


#: Makes workers from what makes their function, and from how many they are to be: a `Cluster`, or `Pool`.
Engine = Callable[[Callable[[], Callable[[Piece], bytes]], int], _Workers]


def story_comparer(config: Config) -> Callable[[Piece], bytes]:
    """What compares a story for another process."""
    return partial(compare_piece, config=config)


def compare_piece(piece: Piece, config: Config) -> bytes:
    """The answer to a story, encoded."""
    items, weigh = piece
    found = [item if isinstance(item, Skipped) else decode(item[1], item[0]) for item in items]
    return slim.encode(compared(found, config, weigh))


@dataclass(slots=True, eq=False)
class _Slot:
    """A story on its way, or one that is answered already."""

    story: Pending | None
    answer: Checked | None = None


def compare_each(
    stories: Iterable[Pending | Checked], config: Config, *, engine: Engine, jobs: int
) -> Generator[tuple[bytes, Checked], None, None]:
    """The answer to each of `stories`, in their order, with the key to keep it under: what `compare_here` gives.

    So many stories are read ahead that no worker waits, and no more, however slow the first of them is. One that
    workers cannot compare is tried here, where its error shows; one that ends them is left out, each of its articles
    with the reason.
    """
    workers = engine(partial(story_comparer, config), jobs)
    slots: deque[_Slot] = deque()
    given: dict[int, _Slot] = {}

    def take(timeout: float | None) -> None:
        for number, found in workers.wait(timeout):
            slot = given.pop(number)
            assert slot.story is not None
            slot.answer = _answer(slot.story, found, config)

    def ready() -> Generator[tuple[bytes, Checked], None, None]:
        while slots and (answer := slots[0].answer) is not None:
            slot = slots.popleft()
            yield slot.story.key if slot.story is not None else b"", answer

    try:
        for number, story in enumerate(stories):
            slots.append(_Slot(story) if isinstance(story, Pending) else _Slot(None, story))
            if isinstance(story, Pending):
                given[number] = slots[-1]
                workers.submit(number, _piece(story))
            take(0)
            yield from ready()
            while workers.outstanding >= workers.jobs * _QUEUE or len(slots) >= workers.jobs * _HELD:
                take(None)
                yield from ready()
        while slots:
            take(None)
            yield from ready()
    finally:
        workers.close()


def _piece(story: Pending) -> Piece:
    found = story.found
    items = [item if isinstance(item, Skipped) else (item.article, encode(item, item.article)) for item in found]
    return items, story.weigh


def _answer(story: Pending, found: bytes | Failure, config: Config) -> Checked:
    if isinstance(found, bytes):
        return slim.decode(Checked, found)
    return left_out(story, found.reason) if found.killed else answered(story, config)
