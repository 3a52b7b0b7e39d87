"""Makes the reader's weights: `python -m training [--stories FOLDER]… [--contrasts FILE]… [--vitaminc ZIP]…`.

A first phase learns from the contrasts in `training/data` and from archives of VitaminC. Two more go on with every
other story and set of `--contrasts`; what was held out measures and calibrates what comes of them, and the folder
`held` in `--work` keeps it for the weights of aligner and judge. The last goes on with everything; its weights are
written, with a card. Every phase leaves its result in `--work`; a run that is begun again goes on from there.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from newsdiff.reader.wordpiece import WordPiece
from training import recipe
from training.base import unpacked, vocabulary
from training.calibrate import calibrated
from training.encoder import Reader, pretrained
from training.examples import Example, contrasts
from training.export import export
from training.learn import Plan, learn
from training.measure import figures, predict
from training.vitaminc import vitaminc

_OWN = Path(__file__).parent / "data" / "contrasts"
_WEIGHTS = Path(__file__).parent.parent / "newsdiff" / "reader" / "weights"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=Path, action="append", default=[], help="a folder of labelled story folders")
    parser.add_argument("--contrasts", type=Path, action="append", default=[], help="a file of contrasts")
    parser.add_argument(
        "--vitaminc", type=Path, action="append", default=[], help="a zip archive of VitaminC; none of it is held out"
    )
    parser.add_argument("--name", default="newsdiff-reader-2", help="what the model is called")
    parser.add_argument("--work", type=Path, default=Path("build/reader"), help="where stages leave their results")
    parser.add_argument("--out", type=Path, default=_WEIGHTS, help="where weights and card go")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    _same_run(options.work / "run.json", [*map(str, (*options.stories, *options.contrasts, *options.vitaminc))])
    base = unpacked(options.work / "base")
    pieces = vocabulary(base)
    tokenise = WordPiece(pieces)
    parted, always = gathered(options.stories, options.contrasts, options.work / "examples.pickle")
    wikipedia = [example for path in options.vitaminc for example in vitaminc(path)]
    unseen = recipe.held_out(parted)
    (options.work / "held-out.json").write_text(json.dumps(sorted(unseen)), encoding="utf-8")
    everything = parted + always + wikipedia
    known = [item for item in everything if item.origin not in unseen]
    phases = {
        "general": (always + wikipedia, recipe.GENERAL, recipe.GENERAL_PLAN),
        "half": (known, recipe.HALF, recipe.STORIES_PLAN),
        "held": (known, recipe.WHOLE, recipe.STORIES_PLAN),
        "whole": (everything, recipe.WHOLE, recipe.STORIES_PLAN),
    }
    chosen = {
        name: recipe.sampled(examples, shares, seed=7 + number)
        for number, (name, (examples, shares, _)) in enumerate(phases.items())
    }
    reader = pretrained(base)
    for name in ("general", "half", "held"):
        reader = trained(reader, chosen[name], tokenise, phases[name][2], options.work / f"{name}.pt")
    judged = [example for example in parted if example.origin in unseen] or always
    said = predict(reader, judged, tokenise)
    calibration = calibrated(judged, *said)
    card = {
        "base": "all-MiniLM-L6-v2 (Apache-2.0), sentence-transformers; lower 3 layers a text alone, upper 3 both",
        "licence": "MIT, as newsdiff; the base's is Apache-2.0" + "; VitaminC's CC BY-SA 3.0" * bool(wikipedia),
        "phases": {
            name: {"pairs": len(chosen[name]), "pairs of each sort": shares, **asdict(plan)}
            for name, (_, shares, plan) in phases.items()
        },
        "trained_on": counted(parted + always) | {"pairs of VitaminC": len(wikipedia)},
        "figures": {
            "how": "the reader of the phase `held`, on stories and sets that it never saw" if unseen else "in sample",
            "on": counted(judged),
            **{name: round(value, 3) for name, value in figures(judged, *said, calibration.none).items()},
        },
    }
    export(reader, pieces, f"{options.name}-held", calibration, card, options.work / "held")
    reader = trained(reader, chosen["whole"], tokenise, phases["whole"][2], options.work / "whole.pt")
    export(reader, pieces, options.name, calibration, card, options.out)
    print(json.dumps(card, indent=2))


def _same_run(kept: Path, given: list[str]) -> None:
    """Stages that other data made are not gone on from."""
    if kept.exists() and json.loads(kept.read_text(encoding="utf-8")) != given:
        raise SystemExit(f"{kept.parent}: holds stages of a run on other data; give another --work")
    kept.write_text(json.dumps(given), encoding="utf-8")


def gathered(stories: Sequence[Path], files: Sequence[Path], kept: Path) -> tuple[list[Example], list[Example]]:
    """The examples that folds part, and those that every run learns from; from `kept` if they are there already."""
    if kept.exists():
        found: tuple[list[Example], list[Example]] = pickle.loads(kept.read_bytes())
        return found
    held_out = [example for path in files for example in contrasts(path)]
    for folder in stories:
        held_out += _of_stories(folder)
    always = [example for path in sorted(_OWN.glob("*.jsonl")) for example in contrasts(path)]
    kept.write_bytes(pickle.dumps((held_out, always)))
    return held_out, always


def _of_stories(folder: Path) -> list[Example]:
    from newsdiff.extract.article import extract_all
    from newsdiff.nlp import pipeline
    from newsdiff.read import read
    from training.stories import Labelled, examples

    found = []
    for number, gold in enumerate(sorted(folder.glob("*/gold.json"))):
        meta = json.loads((gold.parent / "units.json").read_text(encoding="utf-8"))["articles"]
        extractions = list(extract_all([read(str(gold.parent / item["file"])) for item in meta], pipeline()))
        story = Labelled(gold.parent, extractions)
        story.name = f"{folder.name}/{gold.parent.name}"
        found += examples(story, random.Random(number))
    return found


def trained(reader: Reader, examples: Sequence[Example], tokenise: WordPiece, plan: Plan, checkpoint: Path) -> Reader:
    """`reader` after a phase; from `checkpoint` where that is there already."""
    if checkpoint.exists():
        reader.load_state_dict(torch.load(checkpoint))
        return reader.eval()
    print(f"{checkpoint.stem}: {len(examples)} pairs")
    return learn(reader, examples, tokenise, plan, checkpoint)


def counted(examples: Sequence[Example]) -> dict[str, Any]:
    """How much a reader was trained on, by where it comes from."""
    stories = {example.origin for example in examples if "/" in example.origin}
    sets = sorted({example.origin for example in examples if "/" not in example.origin})
    groups = sum(example.sort == "same" for example in examples)
    return {
        "stories": len(stories),
        "sentence pairs of stories": sum("/" in example.origin for example in examples),
        "contrast sets": sets,
        "groups of contrasts": groups,
        "pairs of contrasts": sum("/" not in example.origin for example in examples),
    }


if __name__ == "__main__":
    main()
