"""What more contrasts bring: `python -m training.curve --contrasts FILE… [--groups 100 300 1000]`.

Trains a reader on so many groups of `training/data/contrasts`, chosen at random, and prints how it does on those of the
FILEs, none of which it saw. Each run starts from the base and takes as many epochs as `recipe.GENERAL_PLAN`, or more
where there are so few groups that it would take less than `STEPS` pairs.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from newsdiff.reader.wordpiece import WordPiece
from training import recipe
from training.base import unpacked, vocabulary
from training.encoder import pretrained
from training.examples import Example, contrasts
from training.learn import learn
from training.measure import figures, predict

STEPS = 4000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contrasts", type=Path, nargs="+", required=True, help="files of contrasts to measure on")
    parser.add_argument("--groups", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--work", type=Path, default=Path("build/reader"))
    options = parser.parse_args()
    base = unpacked(options.work / "base")
    tokenise = WordPiece(vocabulary(base))
    own = Path(__file__).parent / "data" / "contrasts"
    known = [example for path in sorted(own.glob("*.jsonl")) for example in contrasts(path)]
    judged = [example for path in options.contrasts for example in contrasts(path) if example.sort != "other2"]
    groups: list[list[Example]] = []
    for example in known:
        if example.sort == "same":
            groups.append([])
        groups[-1].append(example)
    random.Random(3).shuffle(groups)
    for count in options.groups:
        chosen = recipe.sampled([example for group in groups[:count] for example in group], recipe.GENERAL, seed=7)
        plan = recipe.GENERAL_PLAN
        plan = replace(plan, epochs=max(plan.epochs, STEPS / len(chosen)))
        checkpoint = options.work / f"curve-{count}.pt"
        reader = learn(pretrained(base), chosen, tokenise, plan, checkpoint)
        told = {name: round(value, 3) for name, value in figures(judged, *predict(reader, judged, tokenise)).items()}
        print(f"{count} groups, {len(chosen)} pairs, {plan.epochs:.1f} epochs: {told}", flush=True)


if __name__ == "__main__":
    main()
