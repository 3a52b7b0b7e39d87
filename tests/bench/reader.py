"""What reading sentences together costs: loading, a pair, a cold comparison and a corpus, with and without the reader.

    python -m tests.bench.reader [--runs N]

Every ratio is of runs that take turns, against bare spaCy on the same texts: import it, load the same model, parse.
The corpus is the example stories, one process. Fails where a figure misses its target.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from newsdiff.align import candidates
from newsdiff.align.profile import build
from newsdiff.align.scorer import left_open, score
from newsdiff.api import compare_extracted
from newsdiff.config import Config
from newsdiff.extract.article import extract_all
from newsdiff.read import read
from newsdiff.reader import load
from tests.bench.cold import FILES, FLOOR, line
from tests.bench.measure import Cost, bare_pipeline, cost_of
from tests.process import COMMAND, EXAMPLES, environment

#: Seconds to load, milliseconds a pair of 25 words on one core, times the floor's time and memory for a cold
#: comparison, and a corpus' part of bare `nlp.pipe`'s words a second.
LOAD, PAIR, COLD, MEMORY, CHECK = 0.25, 6.0, 1.6, 1.6, 0.55
_ONE = (
    "The county council said on Tuesday that floodwater had entered {} homes along the river since Sunday night and "
    "that more heavy rain was expected soon."
)
_OTHER = (
    "Some 300 properties beside the swollen river have been flooded since the weekend, according to the council, which "
    "now expects yet more rain by Thursday."
)
_LOADING = (
    "import time; t = time.perf_counter(); from newsdiff.reader import load; load(); print(time.perf_counter() - t)"
)


def loading(runs: int) -> float:
    """Seconds to import onnxruntime and load the weights in a fresh process, median."""
    told = [
        subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True, env=environment())
        for _ in range(runs)
    ]
    return statistics.median(float(item.stdout) for item in told)


def a_pair(count: int = 60) -> float:
    """Milliseconds to read a pair of 25-word sentences of which neither was read before, median."""
    reader, times = load(), []
    reader.read(_ONE.format("some"), _OTHER)
    for number in range(count):
        reader._alone.cache_clear()
        began = time.perf_counter()
        reader.read(_ONE.format(number), _OTHER)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def corpus(runs: int) -> tuple[float, float, float]:
    """Of all pairs that were candidates the share that is read, how many that is a story, and newsdiff's words a second
    as a part of bare `nlp.pipe`'s."""
    stories = [
        sorted(folder.glob("?.txt")) for folder in sorted(EXAMPLES.iterdir()) if len(list(folder.glob("?.txt"))) > 1
    ]
    articles = [[read(str(path)) for path in paths] for paths in stories]
    nlp, config = bare_pipeline(), Config()
    seen = read_ = 0
    for story in articles:
        field = build(list(extract_all(story, nlp)))
        chances = {pair: item.probability for pair, item in score(field, list(candidates(field)), {}, None).items()}
        seen += len(chances)
        read_ += len(left_open(chances, [profile.article for profile in field.profiles]))
    ratios = []
    for _ in range(runs):
        load()._related.cache_clear()
        load()._alone.cache_clear()
        began = time.perf_counter()
        for _doc in nlp.pipe((article.text for story in articles for article in story), batch_size=16):
            pass
        parsed = time.perf_counter()
        for story in articles:
            compare_extracted(extract_all(story, nlp), config)
        ratios.append((parsed - began) / (time.perf_counter() - parsed))
    return read_ / seen, read_ / len(articles), statistics.median(ratios)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of each, of which the median counts (default: 5)")
    runs = parser.parse_args().runs
    commands = {
        "spaCy alone": [sys.executable, "-c", FLOOR, *FILES],
        "compare, reader off": [*COMMAND, "compare", "--reader", "off", *FILES],
        "compare, reader on": [*COMMAND, "compare", "--reader", "on", *FILES],
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(runs + 1):  # The first fills the disk cache and the .pyc files.
        for name, command in commands.items():
            cost = cost_of(command)
            if number:
                costs[name].append(cost)
    for name, found in costs.items():
        print(line(name, found))
    floor = costs["spaCy alone"]
    times: dict[str, float] = {}
    for name in ("compare, reader off", "compare, reader on"):
        pairs = list(zip(costs[name], floor, strict=True))
        times[name] = statistics.median(cost.wall / least.wall for cost, least in pairs)
        memory = statistics.median(cost.memory / least.memory for cost, least in pairs)
        print(f"{name}: time {times[name]:.2f} times the floor, memory {memory:.2f} times")
    loaded, pair, (share, each, rate) = loading(runs), a_pair(), corpus(runs)
    print(f"loading {loaded:.3f} s (at most {LOAD}), a pair {pair:.1f} ms (at most {PAIR})")
    print(f"read: {share:.0%} of the candidate pairs, {each:.0f} a story")
    print(
        f"cold {times['compare, reader on']:.2f} times the floor (at most {COLD}), "
        f"memory {memory:.2f} (at most {MEMORY})"
    )
    print(f"example stories in one process: {rate:.2f} of bare nlp.pipe (at least {CHECK})")
    missed = loaded > LOAD or pair > PAIR or times["compare, reader on"] > COLD or memory > MEMORY or rate < CHECK
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
