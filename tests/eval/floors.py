"""The accuracy that the example stories may not sink below, kept in floors.toml.

    python -m tests.eval.floors [--allow-regression]

measures, and writes floors of the measured values less `MARGIN`. It refuses to lower a floor unless told to.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from pathlib import Path

from tests.eval.score import compare, count, rates
from tests.eval.stories import examples

FLOORS = Path(__file__).with_name("floors.toml")
#: A release of spaCy or of its wheels moves a few tokens: about one fact in fifty.
MARGIN = 0.02
#: Held from below; `leak`, where less is better, is held from above.
HELD = ("alignment", "agreed", "divergent", "unique", "macro", "facet", "coverage")


def read() -> dict[str, float]:
    """The floors by measure; `leak` is a ceiling."""
    data = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {name: float(value) for name, value in data["floors"].items()}


def measure() -> dict[str, float]:
    """The scores over all example stories together, from running the program on them."""
    total: Counter[str] = Counter()
    for story in examples():
        total += count(story, compare(story))
    return rates(total)


def regressions(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line for each measure beyond its floor (or, for `leak`, its ceiling), with the measured value."""
    lines = [
        f"{name}: measured {measured[name]:.3f}, floor {floors[name]:.3f}"
        for name in HELD
        if name in floors and measured[name] < floors[name]
    ]
    if "leak" in floors and measured["leak"] > floors["leak"]:
        lines.append(f"leak: measured {measured['leak']:.3f}, ceiling {floors['leak']:.3f}")
    return lines


def render(measured: dict[str, float]) -> str:
    """floors.toml for these measured values, which stand beside each floor."""
    lines = [
        "# Accuracy on the example stories; written by `python -m tests.eval.floors`, which will not lower a floor",
        "# unless it is given --allow-regression. `leak` is a ceiling.",
        "[floors]",
        *(f"{name} = {max(0.0, measured[name] - MARGIN):.3f} # measured {measured[name]:.3f}" for name in HELD),
        f"leak = {measured['leak'] + MARGIN:.3f} # measured {measured['leak']:.3f}",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--allow-regression", action="store_true", help="lower floors too")
    args = parser.parse_args()
    measured = measure()
    old = read() if FLOORS.exists() else {}
    new = {name: max(0.0, measured[name] - MARGIN) for name in HELD} | {"leak": measured["leak"] + MARGIN}
    lowered = [
        f"{name}: {old[name]:.3f} -> {new[name]:.3f}"
        for name in old
        if (round(new[name], 3) > old[name] if name == "leak" else round(new[name], 3) < old[name])
    ]
    if lowered and not args.allow_regression:
        print("these floors would sink (--allow-regression lowers them):", *lowered, sep="\n  ", file=sys.stderr)
        return 1
    text = render(measured)
    FLOORS.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
