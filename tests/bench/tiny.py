"""`newsdiff check` on 50,000 files of a sentence each: time, memory, and that each bad file is named.

    python -m tests.bench.tiny [--files N]

Two files are a story, every hundredth story has a difference, every thousandth file is empty. Fails where a difference
or an empty file is not told, or where memory passes its target.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measure import cost_of
from tests.process import COMMAND

FILES = 50_000
#: Megabytes at most, of this process's child.
MEMORY = 400
_DIFFERS, _EMPTY = 100, 1000


def write(folder: Path, files: int) -> tuple[int, int]:
    """Make the files; how many stories differ in both of their articles, and how many files are empty."""
    differ = empty = 0
    for number in range(files):
        story, second = divmod(number, 2)
        path = folder / f"{story // 1000:03}" / f"{story:05}" / f"{'ab'[second]}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        hurt = 27 if second and story % _DIFFERS == 0 else 25
        text = f"The fire at mill {story} injured {hurt} people on Sunday, 9 March 2031, the mayor said.\n"
        is_empty = number % _EMPTY == _EMPTY - 1
        path.write_text("" if is_empty else text)
        empty += is_empty
        differ += second and story % _DIFFERS == 0 and not is_empty
    return differ, empty


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=FILES, metavar="N", help=f"default: {FILES}")
    files = parser.parse_args().files
    right = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        differ, empty = write(folder / "corpus", files)
        for run in ("first", "second"):
            out, command = folder / "out.txt", [*COMMAND, "check", str(folder / "corpus"), "--quiet", "-f", "concise"]
            began = time.perf_counter()
            cost = cost_of([*command, "--output", str(out), "--cache", str(folder / "cache")])
            seconds = time.perf_counter() - began
            told = out.read_text().count(": ND101 ") // 2
            good = cost.status == 2 * bool(empty) or not empty
            good = good and told == differ and cost.memory <= MEMORY
            right = right and good
            print(
                f"{run:6} run  {files:,} files  {seconds:7.1f} s  {cost.memory:5.0f} MB, at most {MEMORY}  "
                f"{told} of {differ} differences  {'pass' if good else 'FAIL'}"
            )
    return int(not right)


if __name__ == "__main__":
    sys.exit(main())
