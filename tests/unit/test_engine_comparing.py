"""Stories compared by workers: the same answers in the same order, whatever the workers do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from newsdiff.config import Config
from newsdiff.corpus.check import Checked, Pending, compare_here
from newsdiff.corpus.comparing import Engine, compare_each, compare_piece
from newsdiff.corpus.engines import extract_each
from newsdiff.corpus.pool import Failure
from newsdiff.model import Skipped
from newsdiff.read import parse

CONFIG = Config(aliases={"Ada Holt": ("the mayor of Ostwick",)})


@cache
def stories() -> tuple[Pending | Checked, ...]:
    """Three stories, one of them short of an article, and between them an article alone."""
    texts = [
        f"{number} trams were late in Ostwick on Monday, mayor Ada Holt said.\n\nA strike begins on May {number + 1}.\n"
        for number in range(3, 9)
    ]
    found = tuple(extract_each([parse(text, f"{number}.txt") for number, text in enumerate(texts)], jobs=1))
    alone = Checked(1, None, alone=("9.txt",))
    return (
        Pending(b"a", found[:2]),
        alone,
        Pending(b"", (found[2], Skipped("lost.txt", "gone"), found[3])),
        Pending(b"c", found[4:]),
    )


class Workers:
    """Workers in this process that answer in turns from the last piece to the first."""

    def __init__(self, work: Callable[[Any], bytes], jobs: int) -> None:
        self.work, self.jobs, self.pieces = work, jobs, list[tuple[int, Any]]()
        self.most, self.closed = 0, False

    @property
    def outstanding(self) -> int:
        return len(self.pieces)

    def submit(self, number: int, item: Any) -> None:
        self.pieces.append((number, item))
        self.most = max(self.most, len(self.pieces))

    def wait(self, timeout: float | None = None) -> list[tuple[int, bytes | Failure]]:
        if not self.pieces or timeout == 0:
            return []
        number, item = self.pieces.pop()
        return [(number, self.done(number, item))]

    def done(self, number: int, item: Any) -> bytes | Failure:
        return self.work(item)

    def close(self) -> None:
        self.closed = True


def engine(made: list[Workers], kind: type[Workers] = Workers) -> Engine:
    def make(function: Callable[[], Callable[[Any], bytes]], jobs: int) -> Workers:
        made.append(kind(function(), jobs))
        return made[-1]

    return make


def test_the_answers_are_those_of_this_process_in_order() -> None:
    made: list[Workers] = []
    answers = list(compare_each(stories(), CONFIG, engine=engine(made), jobs=1))
    assert answers == list(compare_here(stories(), CONFIG))
    assert [key for key, _ in answers] == [b"a", b"", b"", b"c"]
    assert answers[0][1].story is not None
    assert made[0].closed


def test_grounds_that_are_asked_for_come_from_the_workers() -> None:
    asked = [replace(story, weigh=True) if isinstance(story, Pending) else story for story in stories()]
    answers = list(compare_each(asked, CONFIG, engine=engine([]), jobs=1))
    assert answers == list(compare_here(asked, CONFIG))
    assert [answer.grounds is not None for _, answer in answers] == [True, False, True, True]
    assert list(compare_each(asked, CONFIG, engine=engine([], Raising), jobs=1)) == answers


def test_no_more_is_read_than_the_workers_need() -> None:
    read = 0

    def endless() -> Iterator[Pending | Checked]:
        nonlocal read
        while True:
            read += 1
            yield stories()[0]

    made: list[Workers] = []
    answers = compare_each(endless(), CONFIG, engine=engine(made), jobs=2)
    for _ in range(12):
        next(answers)
    assert made[0].most == 6, "the workers have all they may have"
    assert read <= 12 + 24, "though the last piece is always answered first, and the first is waited for"
    answers.close()
    assert made[0].closed


class Ended(Workers):
    def done(self, number: int, item: Any) -> bytes | Failure:
        return Failure("out of memory?", True) if number == 2 else self.work(item)


def test_a_story_that_ends_its_workers_is_left_out_and_named() -> None:
    answers = [answer for _, answer in compare_each(stories(), CONFIG, engine=engine([], Ended), jobs=1)]
    expected = [answer for _, answer in compare_here(stories(), CONFIG)]
    reason = "its story cannot be compared: out of memory?"
    assert answers[2] == Checked(3, None, tuple(Skipped(path, reason) for path in ("2.txt", "lost.txt", "3.txt")))
    assert [*answers[:2], *answers[3:]] == [*expected[:2], *expected[3:]]


class Raising(Workers):
    def done(self, number: int, item: Any) -> bytes | Failure:
        return Failure("ValueError: of the worker's own")


def test_a_story_that_workers_fail_at_is_compared_here() -> None:
    answers = list(compare_each(stories(), CONFIG, engine=engine([], Raising), jobs=1))
    assert answers == list(compare_here(stories(), CONFIG))


def test_a_cluster_gives_the_same_answers() -> None:
    pytest.importorskip("distributed", reason="needs the extra newsdiff[dask]")
    from newsdiff.corpus.cluster import Cluster

    with Cluster(jobs=2) as cluster:
        answers = list(compare_each(stories(), CONFIG, engine=cluster, jobs=2))
    assert answers == list(compare_here(stories(), CONFIG))


def test_a_piece_holds_all_that_its_answer_needs() -> None:
    pieces: list[Any] = []

    class Listening(Workers):
        def done(self, number: int, item: Any) -> bytes | Failure:
            pieces.append(item)
            return compare_piece(item, CONFIG)

    list(compare_each(stories(), CONFIG, engine=engine([], Listening), jobs=1))
    assert all(isinstance(item, tuple | Skipped) for items, _ in pieces for item in items)
