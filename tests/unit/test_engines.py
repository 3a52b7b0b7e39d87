"""Extraction of many articles: the same for any number of processes and any cache, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsdiff.corpus import engines, identity
from newsdiff.corpus.cache import NAME, Cache
from newsdiff.corpus.codec import encode
from newsdiff.corpus.engines import Found, Workers, extract_each, extract_shard
from newsdiff.corpus.pool import Failure, Pool
from newsdiff.errors import ModelError
from newsdiff.model import Article, Extraction, Skipped
from tests import pool_work
from tests.process import ROOT, environment

MODEL = "en_core_web_sm"
PLACES = "Arden Bexley Corwen Dunmore Elsdon Farley Garth Holm".split()


def article(number: int, words: str = "") -> Article:
    place = PLACES[number % len(PLACES)]
    text = (
        f"A mill in {place} burned down on Monday and {number + 3} people were hurt, said Ann Lee, the mayor. "
        f"{words}\n\n"
        + f"“We lost about £{number + 1}m,” she said. It had stood there since 1921.\n"
        * (number % 3 + 1)
    )
    return Article(f"{number}.txt", text, source=f"wire {number}", published=date(2031, 4, 1 + number % 28))


ARTICLES = [article(number) for number in range(28)]


@pytest.fixture(scope="module")
def expected() -> list[Extraction]:
    from newsdiff.extract.article import extract_all
    from newsdiff.nlp import pipeline

    return [found for item in ARTICLES for found in extract_all([item], pipeline())]


def bytes_of(found: Sequence[Extraction | Skipped], articles: Sequence[Article] = ARTICLES) -> list[bytes | Skipped]:
    return [
        item if isinstance(item, Skipped) else encode(item, each) for item, each in zip(found, articles, strict=True)
    ]


class Here:
    """Workers that do their work in this process, when they are waited for; the last piece first."""

    made: list[Here]

    def __init__(self, make: Callable[[], Callable[[list[Article]], Found]], jobs: int) -> None:
        self.work, self.jobs, self.closed = make(), jobs, False
        self.pieces: list[tuple[int, list[Article]]] = []
        self.sizes: list[int] = []
        self.most = 0
        Here.made.append(self)

    @property
    def outstanding(self) -> int:
        return len(self.pieces)

    def submit(self, number: int, item: list[Article], /) -> None:
        self.pieces.append((number, item))
        self.sizes.append(len(item))
        self.most = max(self.most, len(self.pieces))

    def wait(self, timeout: float | None = None, /) -> list[tuple[int, Found | Failure]]:
        if timeout == 0:
            return []
        number, item = self.pieces.pop()
        return [(number, self.done(item))]

    def done(self, item: list[Article]) -> Found | Failure:
        return self.work(item)

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _none_made() -> None:
    Here.made = []


def test_one_process_gives_what_extract_all_gives(expected: list[Extraction]) -> None:
    assert list(extract_each(iter(ARTICLES), jobs=1)) == expected


def test_what_is_parsed_together_changes_nothing(expected: list[Extraction]) -> None:
    """The results of an article do not depend on its neighbours, else they would depend on cache and processes."""
    whole = bytes_of(expected)
    for size, start in ((2, 0), (8, 3), (28, 0)):
        found: list[bytes | str] = []
        turned = ARTICLES[start:] + ARTICLES[:start]
        for at in range(0, len(turned), size):
            found += extract_shard(turned[at : at + size], MODEL)
        assert found == whole[start:] + whole[:start]


def test_processes_give_the_same_bytes_with_and_without_a_cache(expected: list[Extraction], tmp_path: Path) -> None:
    whole = bytes_of(expected)
    with Cache(tmp_path) as cache:
        list(extract_each(ARTICLES[5:9], jobs=1, cache=cache))
    with Cache(tmp_path) as cache:
        assert bytes_of(list(extract_each(ARTICLES, jobs=2, cache=cache))) == whole
    with Cache(tmp_path) as cache:
        assert bytes_of(list(extract_each(ARTICLES, jobs=2, cache=cache, engine=_no_engine))) == whole
    assert bytes_of(list(extract_each(ARTICLES, jobs=2))) == whole


def _no_engine(make: Callable[[], Callable[[list[Article]], Found]], jobs: int) -> Workers:
    raise AssertionError("no process is needed")


def test_results_come_in_the_order_of_the_articles(expected: list[Extraction]) -> None:
    assert list(extract_each(ARTICLES, jobs=3, engine=Here)) == expected
    (workers,) = Here.made
    assert (workers.closed, workers.jobs) == (True, 3)
    assert workers.sizes == [8, 8, 8, 4]


@pytest.mark.parametrize(
    ("count", "jobs", "made"),
    [
        pytest.param(28, 1, 0, id="one-job-is-this-process"),
        pytest.param(8, 2, 0, id="one-piece-is-for-this-process"),
        pytest.param(9, 2, 1, id="two-pieces-are-for-two"),
        pytest.param(24, "auto", 0, id="auto-few-articles-are-not-worth-it"),
        pytest.param(28, "auto", 1, id="auto-more-are"),
        pytest.param(0, "auto", 0, id="none"),
    ],
)
def test_how_many_processes(
    expected: list[Extraction], monkeypatch: pytest.MonkeyPatch, count: int, jobs: int | str, made: int
) -> None:
    monkeypatch.setattr(engines, "usable_cpus", lambda: 2)
    assert list(extract_each(ARTICLES[:count], jobs=jobs, engine=Here)) == expected[:count]
    assert len(Here.made) == made


def test_large_articles_go_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_SIZE", 700)
    list(extract_each(ARTICLES, jobs=2, engine=Here))
    assert max(Here.made[0].sizes) < 8
    monkeypatch.setattr(engines, "_SIZE", 1)
    list(extract_each(ARTICLES[:5], jobs=2, engine=Here))
    assert Here.made[1].sizes == [1] * 5


def test_what_is_read_ahead_is_bounded(monkeypatch: pytest.MonkeyPatch, expected: list[Extraction]) -> None:
    """However many articles there are, few are held: also while the first is still at work."""
    monkeypatch.setattr(engines, "_HELD", 16)
    monkeypatch.setattr(engines, "_LOOKED_UP", 4)
    monkeypatch.setattr(engines, "_ARTICLES", 2)
    monkeypatch.setattr(engines, "_QUEUE", 2)
    taken = given = most = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for item in ARTICLES * 3:
            taken += 1
            yield item

    for _ in extract_each(source(), jobs=2, engine=Here):
        given += 1
        most = max(most, taken - given)
    assert given == 84
    assert most <= 20
    assert Here.made[0].most <= 4


def test_the_size_that_is_held_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_HELD_SIZE", 1000)
    monkeypatch.setattr(engines, "_SIZE", 100)
    taken = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for item in ARTICLES:
            taken += 1
            yield item

    found = extract_each(source(), jobs=1)
    next(found)
    assert sum(len(item.text) for item in ARTICLES[:taken]) < 1600
    assert len(list(found)) == 27


def test_one_article_that_changed_is_extracted_alone(
    tmp_path: Path, expected: list[Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(tmp_path) as cache:
        list(extract_each(ARTICLES, jobs=1, cache=cache))
    changed = [*ARTICLES[:10], article(99), *ARTICLES[11:]]
    asked: list[Article] = []
    extracted = engines._extracted

    def noted(articles: list[Article], model: str) -> list[Extraction | str]:
        asked.extend(articles)
        return extracted(articles, model)

    monkeypatch.setattr(engines, "_extracted", noted)
    with Cache(tmp_path) as cache:
        found = list(extract_each(changed, jobs=2, cache=cache, engine=_no_engine))
    assert asked == [article(99)]
    assert [*found[:10], *found[11:]] == [*expected[:10], *expected[11:]]


def test_an_article_moved_and_read_with_a_warning_comes_out_of_the_cache_as_it_is_now(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        list(extract_each(ARTICLES[:1], jobs=1, cache=cache))
        moved = replace(ARTICLES[0], path="new/place.txt", warnings=("odd bytes",), id="7")
        (found,) = extract_each([moved], jobs=1, cache=cache)
    assert isinstance(found, Extraction)
    assert found.article == moved


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE body SET data = x'00' || data", id="another-form"),
        pytest.param("UPDATE body SET data = substr(data, 1, length(data) / 2)", id="cut-short"),
        pytest.param("UPDATE body SET data = (SELECT data FROM body LIMIT 1)", id="that-of-another"),
    ],
)
def test_a_damaged_entry_is_made_anew(tmp_path: Path, expected: list[Extraction], damage: str) -> None:
    with Cache(tmp_path) as cache:
        list(extract_each(ARTICLES[:8], jobs=1, cache=cache))
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute(damage)
    connection.close()
    if "SELECT" not in damage:  # An entry in another's place is whole: nothing but the file's owner puts it there.
        for _ in range(2):
            with Cache(tmp_path) as cache:
                assert list(extract_each(ARTICLES[:8], jobs=1, cache=cache)) == expected[:8]


def test_a_cache_that_cannot_be_used_changes_nothing(tmp_path: Path, expected: list[Extraction]) -> None:
    (tmp_path / "cache").write_text("a file")
    with Cache(tmp_path / "cache") as cache:
        assert list(extract_each(ARTICLES[:4], jobs=1, cache=cache)) == expected[:4]


@pytest.mark.parametrize("jobs", [pytest.param(1, id="here"), pytest.param(2, id="workers")])
def test_an_article_that_newsdiff_fails_on_is_named(
    monkeypatch: pytest.MonkeyPatch, expected: list[Extraction], jobs: int
) -> None:
    from newsdiff.extract import article as extraction

    sound = extraction.extraction_of

    def failing(given: Article, *more: Any) -> Extraction:
        if "POISON" in given.text:
            raise ZeroDivisionError("division\nby zero")
        return sound(given, *more)

    monkeypatch.setattr(extraction, "extraction_of", failing)
    articles = [*ARTICLES[:10], article(50, "POISON was found."), *ARTICLES[11:]]
    found = list(extract_each(articles, jobs=jobs, engine=Here))
    assert found[10] == Skipped("50.txt", "extraction failed: ZeroDivisionError: division by zero")
    assert [*found[:10], *found[11:]] == [*expected[:10], *expected[11:]]


class Failing(Here):
    """Workers that fail as a pool does whose process is killed by an article."""

    def done(self, item: list[Article]) -> Found | Failure:
        return Failure("ended twice", True) if any("POISON" in each.text for each in item) else self.work(item)


def test_of_a_piece_that_kills_its_process_the_article_at_fault_is_named(
    expected: list[Extraction], tmp_path: Path
) -> None:
    articles = [*ARTICLES[:10], article(50, "POISON was found."), *ARTICLES[11:]]
    with Cache(tmp_path) as cache:
        found = list(extract_each(articles, jobs=2, engine=Failing, cache=cache))
        assert cache.info().entries == 27  # What failed is tried again next time.
    assert found[10] == Skipped("50.txt", "extraction failed: ended twice")
    assert [*found[:10], *found[11:]] == [*expected[:10], *expected[11:]]


def _poisoned(file: str, make: Callable[[], Callable[[list[Article]], Found]], jobs: int) -> Workers:
    return Pool(partial(pool_work.poisoned, make, file), jobs)


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind")
@pytest.mark.parametrize("always", [pytest.param(False, id="once"), pytest.param(True, id="always")])
def test_a_killed_process(expected: list[Extraction], tmp_path: Path, always: bool) -> None:
    poison = article(10, "POISON was found.")
    articles = [*ARTICLES[:10], poison, *ARTICLES[11:]]
    engine = partial(_poisoned, "" if always else str(tmp_path / "dead"))
    found = list(extract_each(articles, jobs=2, engine=engine))
    assert [*found[:10], *found[11:]] == [*expected[:10], *expected[11:]]
    if always:
        assert isinstance(found[10], Skipped)
        assert found[10].path == "10.txt"
        assert "SIGKILL" in found[10].reason
    else:
        assert [found[10]] == list(extract_each([poison], jobs=1))
        assert (tmp_path / "dead").exists()


@pytest.mark.parametrize("jobs", [pytest.param(1, id="here"), pytest.param(2, id="processes")])
def test_a_model_that_is_missing(jobs: int) -> None:
    with pytest.raises(ModelError, match="not installed"):
        list(extract_each(ARTICLES, jobs=jobs, model="no_such_model"))


def test_a_reader_that_has_seen_enough_ends_the_workers() -> None:
    found = extract_each(ARTICLES, jobs=2, engine=Here)
    next(found)
    found.close()
    assert Here.made[0].closed


def test_an_error_of_the_reader_passes_and_ends_the_workers() -> None:
    def source() -> Iterator[Article]:
        yield from ARTICLES
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(extract_each(source(), jobs=2, engine=Here))


_LONG_RUN = """
import sys
from newsdiff.corpus.cache import Cache
from newsdiff.corpus.engines import extract_each
from tests.unit.test_engines import article

if __name__ == "__main__":
    with Cache(sys.argv[1]) as cache:
        for number, _ in enumerate(extract_each(map(article, range(3000)), jobs=2, cache=cache)):
            print(number, flush=True)
"""


def _is_gone(group: int) -> bool:
    """Whether no process of the group is left, once the system has buried those that ended."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind")
def test_a_run_that_is_interrupted_leaves_a_valid_cache_and_no_process(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(_LONG_RUN)
    run = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "cache")],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    while run.stdout.readline().strip() != "20":
        assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)  # As a terminal does: to all of them.
    began = time.monotonic()
    _, errors = run.communicate(timeout=30)
    assert time.monotonic() - began < 5
    assert run.returncode == -signal.SIGINT
    assert errors.count("KeyboardInterrupt") == 1
    assert errors.count("Traceback") == 1
    assert _is_gone(run.pid)
    warnings: list[str] = []
    with Cache(tmp_path / "cache", warn=warnings.append) as cache:
        scope = identity.scope(MODEL)
        assert len(cache.get(identity.key(article(number), scope) for number in range(21))) == 21
    assert warnings == []


_WARM_RUN = """
import sys
from newsdiff.api import judged
from newsdiff.config import Config
from newsdiff.corpus.cache import Cache
from newsdiff.corpus.engines import extract_each
from tests.unit.test_engines import ARTICLES

with Cache(sys.argv[1]) as cache:
    alignment, findings = judged(list(extract_each(ARTICLES[:8], jobs="auto", cache=cache)), Config())
print(len(findings), sorted({"spacy", "thinc", "dateparser"} & sys.modules.keys()))
"""


def test_a_warm_run_loads_no_spacy(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        list(extract_each(ARTICLES[:8], jobs=1, cache=cache))
    run = subprocess.run(
        [sys.executable, "-c", _WARM_RUN, str(tmp_path)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    findings, loaded = run.stdout.split(maxsplit=1)
    assert int(findings) > 0
    assert loaded.strip() == "[]"
