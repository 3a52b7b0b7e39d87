"""The speed and memory of extracting a corpus: against spaCy's own parse, by processes, and out of the cache.

    python -m tests.bench.corpus [--articles N]

The articles are those of `tests.bench.extract`; the same ones come out every time. spaCy and newsdiff take turns on
blocks of them, and so do one and two processes, so that a busy machine slows both; each run is a process of its own,
from the start of Python to its end, and begins with an empty cache where it is cold. Memory is the peak of the process
that hands the results out, without those it starts. Fails where a figure misses its target.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from newsdiff.cli import unhurried_collector
from newsdiff.corpus.cache import Cache
from newsdiff.corpus.engines import extract_each
from newsdiff.model import Article, Skipped
from newsdiff.read import parse
from tests.bench.extract import BATCH, BLOCK, article, paragraphs
from tests.bench.measure import Cost, bare_pipeline, cost_of

#: At least so much of bare `nlp.pipe`'s words a second with one job; so many times one job's speed with two; so many
#: times a cold run's speed out of the cache; at most so many MB, and so many times that of a quarter of the articles.
RATE, PAIR, WARM, MEMORY, FLAT = 0.8, 1.7, 25, 400, 1.1
ARTICLES = 1000
PEAK = "peak"
#: Of the articles, how many are for the comparison with spaCy in one process.
SHARE = 4


def articles_in(path: Path) -> Iterator[Article]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield parse(json.loads(line)["text"], f"{path.name}:{number}")


def child(path: Path, folder: Path, jobs: int) -> int:
    """One run over the articles of `path` with the cache in `folder`: what is measured."""
    unhurried_collector()  # As the command does.
    with Cache(folder) as cache:
        failed = sum(isinstance(item, Skipped) for item in extract_each(articles_in(path), jobs=jobs, cache=cache))
    (folder / PEAK).write_text(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    return int(failed > 0)


def run(path: Path, folder: Path, jobs: int) -> Cost:
    cost = cost_of([sys.executable, "-m", "tests.bench.corpus", "--child", str(path), str(folder), str(jobs)])
    if cost.status != 0:
        raise SystemExit(f"a run with {jobs} jobs: exit status {cost.status}")
    # What the kernel tells of an ended process counts its largest child too; it is its own peak that is asked for.
    return replace(cost, memory=float((folder / PEAK).read_text()))


def speed(texts: list[str]) -> tuple[float, float]:
    """Words a second of bare `nlp.pipe`, and of one job of newsdiff that fills a cache."""
    unhurried_collector()  # For spaCy alone too.
    nlp = bare_pipeline()
    found = list(extract_each([parse(text) for text in texts[:8]], jobs=1))  # Loads what is loaded late.
    bare = whole = 0.0
    words = 0
    with tempfile.TemporaryDirectory() as folder, Cache(folder) as cache:
        for start in range(0, len(texts), BLOCK):
            block = texts[start : start + BLOCK]
            began = time.perf_counter()
            words += sum(sum(1 for token in doc if token.is_alpha) for doc in nlp.pipe(block, batch_size=BATCH))
            bare += time.perf_counter() - began
            began = time.perf_counter()
            given = [parse(text, f"{start + number}.txt") for number, text in enumerate(block)]
            found = list(extract_each(given, jobs=1, cache=cache))
            whole += time.perf_counter() - began
            assert len(found) == len(block)
    return words / bare, words / whole


def write(path: Path, count: int, pool: list[str]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            lines.write(json.dumps({"text": article(number, pool)}) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help=f"default: {ARTICLES}")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        return child(Path(given.child[0]), Path(given.child[1]), int(given.child[2]))
    count, pool = given.articles, paragraphs()
    print(f"{count} articles, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = folder / "few.jsonl", folder / "many.jsonl"
        write(few, count, pool)
        write(many, 4 * count, pool)
        one, two = run(few, folder / "one", 1), run(few, folder / "two", 2)
        warm = min((run(few, folder / "two", 2) for _ in range(3)), key=lambda cost: cost.wall)
        larger = run(many, folder / "two", 2)  # A quarter is in the cache.
        held = max(two.memory, warm.memory)
    bare, whole = speed([article(number, pool) for number in range(count // SHARE)])
    pair, again, flat = one.wall / two.wall, two.wall / warm.wall, larger.memory / held
    more = f"{flat:.2f} times, at most {FLAT}"
    rows = [
        ("bare nlp.pipe", f"{bare:7.0f} words/s", "", True),
        ("one job", f"{whole:7.0f} words/s", f"{whole / bare:.2f} of it, at least {RATE}", whole / bare >= RATE),
        ("one job, cold", f"{one.wall:7.1f} s", "", True),
        ("two jobs, cold", f"{two.wall:7.1f} s", f"{pair:.2f} times, at least {PAIR}", pair >= PAIR),
        ("two jobs, warm", f"{warm.wall:7.1f} s", f"{again:.0f} times, at least {WARM}", again >= WARM),
        (f"memory, {count} articles", f"{held:7.0f} MB", f"at most {MEMORY}", held <= MEMORY),
        (
            f"memory, {4 * count} articles",
            f"{larger.memory:7.0f} MB",
            more,
            flat <= FLAT,
        ),
    ]
    for what, figure, target, right in rows:
        print(f"{what:24} {figure:20} {target:32} {'' if not target else 'pass' if right else 'FAIL'}".rstrip())
    print(f"load {os.getloadavg()[0]:.1f}")
    return int(not all(right for *_, right in rows))


if __name__ == "__main__":
    sys.exit(main())
