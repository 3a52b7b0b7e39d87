"""What `newsdiff check` costs per thousand articles in one process, in a pool and on a Dask cluster on this machine.

    python -m tests.bench.million [--articles N] [--engine one --engine pool --engine dask] [--address URL]

The articles are those of tests.bench.extract, four a story, in folders. Each engine runs over half of them and over
all, without a cache: the difference is what further articles cost, and what remains is the cost of starting. Seconds
of processor time are counted in the command's own process and in its workers apart: a cluster shares the latter among
its workers, the former it cannot. With the address of a cluster what its workers cost is counted there, not here, and
its scheduler is none of the command's own cost. Fails where the reports of the engines differ in a byte. The machine
should have nothing else to do.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.extract import article, paragraphs
from tests.process import environment

ARTICLES, STORY, JOBS = 240, 4, 2
#: The workers of the clusters that the table foresees.
WORKERS = (2, 16, 64)
ENGINES = {
    "one": ("--jobs", "1"),
    "pool": ("--jobs", str(JOBS)),
    "dask": ("--engine", "dask", "--jobs", str(JOBS)),
}
_RUN = """
import json, resource, sys, time
from newsdiff.cli import run
if __name__ == "__main__":
    began = time.perf_counter()
    status = run(sys.argv[2:])
    wall = time.perf_counter() - began
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    figures = [wall, own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime, own.ru_maxrss / 1024]
    with open(sys.argv[1], "w") as file:
        json.dump([status, *figures], file)
"""


@dataclass(frozen=True)
class Cost:
    """Wall seconds, processor seconds of the command itself and of its workers, and its own peak memory in MB."""

    wall: float
    own: float
    workers: float
    memory: float

    def per_thousand(self, less: Cost, articles: int) -> Cost:
        """What a thousand further articles cost, by this run and one of so many `articles` less; its memory."""
        share = 1000 / articles
        return Cost(
            (self.wall - less.wall) * share,
            (self.own - less.own) * share,
            (self.workers - less.workers) * share,
            self.memory,
        )


def corpus(folder: Path, count: int, pool: list[str]) -> None:
    for number in range(count):
        path = folder / f"{number // STORY:07}" / f"{number % STORY}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(number, pool), encoding="utf-8")


def cost_of(folder: Path, options: Sequence[str]) -> tuple[Cost, bytes]:
    """What a run over the corpus costs, and its report."""
    script, figures, report = (folder.parent / name for name in ("run.py", "figures.json", "report.json"))
    script.write_text(_RUN, encoding="utf-8")
    command = [sys.executable, script, figures, "check", folder.name, "--no-cache", "--isolated", "--exit-zero"]
    command += ["--quiet", "--output", f"json={report}", *options]
    subprocess.run(command, cwd=folder.parent, env=environment(), stdout=subprocess.DEVNULL, check=True)
    status, *told = json.loads(figures.read_text(encoding="utf-8"))
    if status != 0:
        raise SystemExit(f"newsdiff check: exit status {status}")
    return Cost(*told), report.read_bytes()


def hours(cost: Cost, workers: int) -> float:
    """Hours for a million articles: what is longer, the command's own work or its workers' share of theirs."""
    return max(cost.own, cost.workers / workers) * 1000 / 3600


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help=f"default: {ARTICLES}")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="default: all that are installed")
    parser.add_argument("--address", metavar="URL", help="a running cluster for dask; default: one made here")
    given = parser.parse_args()
    engines = given.engine or [name for name in ENGINES if name != "dask" or importlib.util.find_spec("distributed")]
    count = given.articles // (2 * STORY) * 2 * STORY
    pool = paragraphs()
    reports: dict[str, bytes] = {}
    print(f"{count} articles, {STORY} a story; seconds per thousand articles, of processor time but for the first")
    print(f"{'':6}{'wall':>8}{'command':>9}{'workers':>9}{'start':>8}{'memory':>9}  a million")
    with tempfile.TemporaryDirectory() as folder:
        half, whole = Path(folder) / "half" / "corpus", Path(folder) / "whole" / "corpus"
        corpus(half, count // 2, pool)
        corpus(whole, count, pool)
        for engine in engines:
            options = [*ENGINES[engine], *(["--address", given.address] if engine == "dask" and given.address else [])]
            first, _ = cost_of(half, options)
            second, reports[engine] = cost_of(whole, options)
            cost = second.per_thousand(first, count - count // 2)
            start = first.wall - cost.wall * (count // 2) / 1000
            foreseen = [f"{cost.wall * 1000 / 3600:.1f} h here"]
            if engine == "dask" and cost.workers > 1:
                foreseen += [f"{hours(cost, workers):.1f} h with {workers} workers" for workers in WORKERS]
            print(
                f"{engine:6}{cost.wall:8.1f}{cost.own:9.1f}{cost.workers:9.1f}{start:7.1f}s{cost.memory:6.0f} MB  "
                + ", ".join(foreseen),
                flush=True,
            )
            time.sleep(0.5)
    same = len(set(reports.values())) == 1
    print(f"reports of {', '.join(engines)}: {'identical bytes' if same else 'DIFFER'}")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
