"""Extraction of many articles: from the cache, in this process or in several, in the order in which they came."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Protocol

from newsdiff.config import DEFAULT_MODEL
from newsdiff.corpus import identity
from newsdiff.corpus.cache import Cache
from newsdiff.corpus.codec import CodecError, decode, encode
from newsdiff.corpus.pool import Failure, Pool
from newsdiff.errors import NewsdiffError, told
from newsdiff.model import Article, Extraction, Skipped

#: The most articles and code points of one piece of work: as many as the parser takes at once.
_ARTICLES, _SIZE = 8, 40_000
#: Articles looked up at once; articles and code points that may be between reading and handing out.
_LOOKED_UP, _HELD, _HELD_SIZE = 64, 128, 2_000_000
#: Pieces that each process may have at work and waiting.
_QUEUE = 3
#: Pieces that take about as long as a process takes to load the model: fewer are done here.
_WORTH = 4

#: A number of processes, or "auto".
Jobs = int | str
#: What is found in each article of a piece of work, encoded; where it failed, the reason.
Found = list[bytes | str]


class Workers(Protocol):
    """What does pieces of work somewhere else: the pool of processes, or a cluster. See `Pool`."""

    @property
    def jobs(self) -> int: ...
    @property
    def outstanding(self) -> int: ...
    def submit(self, number: int, item: list[Article], /) -> None: ...
    def wait(self, timeout: float | None = None, /) -> list[tuple[int, Found | Failure]]: ...
    def close(self) -> None: ...


#: Makes workers from what makes their function, and from how many they are to be.
Engine = Callable[[Callable[[], Callable[[list[Article]], Found]], int], Workers]


def usable_cpus() -> int:
    """The processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def extract_each(
    articles: Iterable[Article],
    *,
    model: str = DEFAULT_MODEL,
    jobs: Jobs = "auto",
    cache: Cache | None = None,
    engine: Engine = Pool,
) -> Generator[Extraction | Skipped, None, None]:
    """What each of `articles` holds, in their order; `Skipped` for one that cannot be extracted, and why.

    Reads on in `articles` as far as the work needs, so that memory does not grow with their number, and loads spaCy
    only where an article is not in `cache`. With `jobs` 1 all is done in this process; "auto" takes the usable
    processors, and this process alone for a few articles. The results are the same for any `jobs`, `engine` and cache.
    Close the iterator, or use it up, to end the processes. Raises ModelError where the spaCy pipeline is missing or
    lacks a component.
    """
    run = _Run(articles, model, jobs, cache, engine)
    try:
        yield from run.results()
    finally:
        run.close()


def shard_extractor(model: str) -> Callable[[list[Article]], Found]:
    """Load the pipeline, once a process, and return what extracts a piece of work for another process."""
    from newsdiff.nlp import pipeline

    pipeline(model)
    return partial(extract_shard, model=model)


def extract_shard(articles: list[Article], model: str) -> Found:
    """What each of `articles` holds, encoded, or why it could not be extracted: what every engine runs."""
    found = zip(articles, _extracted(articles, model), strict=True)
    return [encode(item, article) if isinstance(item, Extraction) else item for article, item in found]


def _extracted(articles: list[Article], model: str) -> list[Extraction | str]:
    """What each article holds, or why not: an error in one costs the others nothing."""
    from newsdiff.extract.article import extract_all
    from newsdiff.nlp import pipeline

    nlp = pipeline(model)
    try:
        return list(extract_all(articles, nlp))
    except NewsdiffError:
        raise
    except Exception as error:
        if len(articles) == 1:
            return [f"extraction failed: {told(error)}"]
        return [item for article in articles for item in _extracted([article], model)]


@dataclass(slots=True, eq=False)
class _Slot:
    """An article on its way: its key in the cache, and what was found, once it is; encoded, mostly."""

    article: Article
    key: bytes = b""
    found: bytes | str | Extraction | None = None


class _Run:
    """One call of `extract_each`; what it holds is bounded."""

    def __init__(
        self, articles: Iterable[Article], model: str, jobs: Jobs, cache: Cache | None, engine: Engine
    ) -> None:
        self.source, self.ended = iter(articles), False
        self.model, self.cache, self.engine = model, cache, engine
        self.jobs = jobs if isinstance(jobs, int) else usable_cpus()
        self.worth = 2 if isinstance(jobs, int) else _WORTH
        self.scope = identity.scope(model) if cache is not None else ""
        self.slots: deque[_Slot] = deque()
        self.size = 0
        self.open: list[_Slot] = []
        self.shards: deque[list[_Slot]] = deque()
        self.workers: Workers | None = None
        self.given: dict[int, list[_Slot]] = {}
        self.numbers = 0

    def results(self) -> Iterator[Extraction | Skipped]:
        while True:
            more = not self.full() and self.read()
            self.feed()
            if self.slots and self.slots[0].found is not None:
                yield self.handed_out()
            elif self.slots and not more:
                self.work()
            elif not self.slots and self.ended:
                return

    def close(self) -> None:
        if self.workers is not None:
            self.workers.close()
            self.workers = None

    def full(self) -> bool:
        pieces = (self.workers.jobs if self.workers is not None else self.jobs) * _QUEUE
        held, size = max(_HELD, pieces * _ARTICLES), max(_HELD_SIZE, pieces * _SIZE)
        return self.ended or len(self.slots) >= held or self.size >= size

    def read(self) -> bool:
        """Take the next articles and look them up; whether there were any."""
        slots = []
        for article in islice(self.source, _LOOKED_UP):
            slots.append(_Slot(article, identity.key(article, self.scope) if self.cache is not None else b""))
            self.size += len(article.text)
            if self.size >= _HELD_SIZE:
                break
        else:
            self.ended = len(slots) < _LOOKED_UP
        known = self.cache.get(slot.key for slot in slots) if self.cache is not None else {}
        for slot in slots:
            self.slots.append(slot)
            slot.found = known.get(slot.key)
            if slot.found is None:
                self.ask(slot)
        if self.ended:
            self.shut()
        return bool(slots)

    def ask(self, slot: _Slot) -> None:
        """Put the article into the piece of work that is being put together."""
        if self.open and sum(len(each.article.text) for each in self.open) + len(slot.article.text) > _SIZE:
            self.shut()
        self.open.append(slot)
        if len(self.open) == _ARTICLES:
            self.shut()

    def shut(self) -> None:
        if self.open:
            self.shards.append(self.open)
            self.open = []

    def feed(self) -> None:
        """Give pieces to the workers and take what they have done, without waiting."""
        if self.workers is None and self.jobs > 1 and len(self.shards) >= self.worth:
            self.workers = self.engine(partial(shard_extractor, self.model), self.jobs)
        if self.workers is None:
            return
        while self.shards and self.workers.outstanding < self.workers.jobs * _QUEUE:
            self.give(self.shards.popleft())
        if self.workers.outstanding:
            self.take(self.workers.wait(0))

    def give(self, shard: list[_Slot]) -> None:
        assert self.workers is not None
        self.given[self.numbers] = shard
        self.workers.submit(self.numbers, [slot.article for slot in shard])
        self.numbers += 1

    def work(self) -> None:
        """Nothing can be handed out: wait for the workers, or do a piece here."""
        if self.workers is not None and self.workers.outstanding:
            self.take(self.workers.wait())
            return
        if not self.shards:
            self.shut()
        if self.workers is not None:
            self.feed()
            return
        shard = self.shards.popleft()
        found = _extracted([slot.article for slot in shard], self.model)
        for slot, item in zip(shard, found, strict=True):
            slot.found = item
        if self.cache is not None:
            kept = {slot.key: encode(slot.found, slot.article) for slot in shard if isinstance(slot.found, Extraction)}
            self.cache.put(kept)

    def take(self, done: list[tuple[int, Found | Failure]]) -> None:
        for number, found in done:
            shard = self.given.pop(number)
            if not isinstance(found, Failure):
                for slot, item in zip(shard, found, strict=True):
                    slot.found = item
                if self.cache is not None:
                    self.cache.put({slot.key: slot.found for slot in shard if isinstance(slot.found, bytes)})
            elif len(shard) == 1:
                shard[0].found = f"extraction failed: {found.reason}"
            else:  # One of them is at fault: each for itself, to say which.
                for slot in shard:
                    self.give([slot])

    def handed_out(self) -> Extraction | Skipped:
        slot = self.slots[0]
        try:
            result = self.opened(slot)
        finally:
            self.slots.popleft()
            self.size -= len(slot.article.text)
        return result

    def opened(self, slot: _Slot) -> Extraction | Skipped:
        article, found = slot.article, slot.found
        if isinstance(found, bytes):
            try:
                found = decode(found, article)
            except CodecError:  # The cache's entry is damaged: it is made anew.
                self.open_again(slot)
                found = slot.found
        return found if isinstance(found, Extraction) else Skipped(article.path, str(found))

    def open_again(self, slot: _Slot) -> None:
        slot.found = _extracted([slot.article], self.model)[0]
        if self.cache is not None and isinstance(slot.found, Extraction):
            self.cache.put({slot.key: encode(slot.found, slot.article)})
