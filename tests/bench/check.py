"""The speed and memory of `newsdiff check`: by processes, out of the cache, and as the corpus grows.

    python -m tests.bench.check [--articles N] [--format NAME]

The corpus is JSON lines, two articles a story: one of `tests.bench.extract`, and the same with other figures here and
there. Each run is a process of its own, from the start of Python to its end. Memory is the peak of the process that
hands out the work and writes the report, without those it starts. Fails where a figure misses its target, or where two
runs do not write the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.bench.extract import article, paragraphs
from tests.bench.measure import Cost, cost_of

#: At least so many times one job's speed with two, and a cold run's out of the cache; at most so many MB, and so many
#: times those of a quarter of the articles.
PAIR, WARM, MEMORY, FLAT = 1.7, 25, 400, 1.1
ARTICLES = 1000
PEAK, REPORT = "peak", "report"
_FIGURE = re.compile(r"(?<![\d.,])\d{2}(?![\d.,])")


def retold(text: str, story: int) -> str:
    """The text with another figure in the place of every fifth."""
    chance = random.Random(f"other {story}")
    return _FIGURE.sub(lambda found: found[0] if chance.random() < 0.8 else str(chance.randrange(10, 99)), text)


def write(path: Path, count: int, pool: list[str]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            story, second = divmod(number, 2)
            text = article(story, pool) if not second else retold(article(story, pool), story)
            lines.write(json.dumps({"text": text, "story": str(story), "source": "ab"[second]}) + "\n")


def child(path: str, folder: str, jobs: str, format_: str) -> int:
    """One run over the corpus in `path` with the cache in `folder`: what is measured."""
    from newsdiff.cli import run as newsdiff

    options = ["--isolated", "--quiet", "--exit-zero", "--group", "field:story", "--jobs", jobs, "--cache", folder]
    status = newsdiff(["check", path, *options, "--format", format_, "--output", str(Path(folder, REPORT))])
    Path(folder, PEAK).write_text(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    return status


def run(path: Path, folder: Path, jobs: int, format_: str) -> tuple[Cost, bytes]:
    """What one run cost, and the report that it wrote."""
    folder.mkdir(exist_ok=True)
    arguments = ["--child", str(path), str(folder), str(jobs), format_]
    cost = cost_of([sys.executable, "-m", "tests.bench.check", *arguments])
    if cost.status != 0:
        raise SystemExit(f"newsdiff check with {jobs} jobs: exit status {cost.status}")
    # What the kernel tells of an ended process counts its largest child too; it is its own peak that is asked for.
    return replace(cost, memory=float((folder / PEAK).read_text())), (folder / REPORT).read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help=f"default: {ARTICLES}")
    parser.add_argument("--format", default="table", metavar="NAME", help="of the report; default: table")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        return child(*given.child)
    count, pool, form = given.articles, paragraphs(), given.format
    print(f"{count} articles, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = folder / "few.jsonl", folder / "many.jsonl"
        write(few, count, pool)
        write(many, 4 * count, pool)
        (one, first), (two, second) = run(few, folder / "one", 1, form), run(few, folder / "two", 2, form)
        warm, third = min((run(few, folder / "two", 2, form) for _ in range(3)), key=lambda told: told[0].wall)
        larger, _ = run(many, folder / "two", 2, form)
        rewarm, _ = run(many, folder / "two", 2, form)
    pair, again = one.wall / two.wall, two.wall / warm.wall
    flat, warm_flat = larger.memory / two.memory, rewarm.memory / warm.memory
    rows = [
        ("one job, cold", f"{one.wall:7.1f} s", "", True),
        ("two jobs, cold", f"{two.wall:7.1f} s", f"{pair:.2f} times, at least {PAIR}", pair >= PAIR),
        ("two jobs, warm", f"{warm.wall:7.1f} s", f"{again:.0f} times, at least {WARM}", again >= WARM),
        (f"memory, {count} articles", f"{two.memory:7.0f} MB", f"at most {MEMORY}", two.memory <= MEMORY),
        (
            f"memory, {4 * count} articles",
            f"{larger.memory:7.0f} MB",
            f"{flat:.2f} times, at most {FLAT}",
            flat <= FLAT,
        ),
        (f"memory, warm, {count}", f"{warm.memory:7.0f} MB", "", True),
        (f"memory, warm, {4 * count}", f"{rewarm.memory:7.0f} MB", f"{warm_flat:.2f} times", True),
        ("the same bytes", "", "", first == second == third),
    ]
    for what, figure, target, right in rows:
        print(f"{what:24} {figure:20} {target:32} {'pass' if right else 'FAIL'}".rstrip())
    print(f"load {os.getloadavg()[0]:.1f}")
    return int(not all(right for *_, right in rows))


if __name__ == "__main__":
    sys.exit(main())
