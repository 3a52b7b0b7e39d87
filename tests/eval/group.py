"""How well articles are grouped into stories by content: `python -m tests.eval.group FOLDER`.

FOLDER holds a folder a story, with one article in each file `?.txt`. All articles are grouped as if they lay in one
flat folder. Prints B-cubed precision, recall and F1 (Amigó et al., "A comparison of extrinsic clustering evaluation
metrics", Information Retrieval 2009) for some thresholds, and the stories that came out wrong at the one in use.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsdiff.model import Article
from newsdiff.read import read_all
from newsdiff.stories import Rule, cluster, sketch

THRESHOLDS = (0.08, 0.1, 0.12, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.22, 0.25, 0.3)


@dataclass(frozen=True)
class Score:
    """Of an average article: the share of its group that is of its story, and of its story that is in its group."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(groups: Sequence[Sequence[int]], stories: Sequence[Hashable]) -> Score:
    """The score of `groups` of places in `stories`, which names the story of each place."""
    size = Counter(stories)
    precision = recall = 0.0
    for group in groups:
        for story, count in Counter(stories[place] for place in group).items():
            precision += count * count / len(group)
            recall += count * count / size[story]
    return Score(precision / len(stories), recall / len(stories))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    paths = sorted(args.folder.glob("*/?.txt"))
    articles = [article for path in paths for article in read_all(str(path)) if isinstance(article, Article)]
    if not articles:
        print(f"{args.folder}: holds no */?.txt", file=sys.stderr)
        return 2
    names = [str(Path(article.path).relative_to(args.folder)) for article in articles]
    stories = [Path(name).parts[0] for name in names]
    sketches = [sketch(article) for article in articles]
    print(f"{len(articles)} articles of {len(set(stories))} stories")
    for threshold in sorted({*THRESHOLDS, Rule().link}):
        score = bcubed(cluster(sketches, replace(Rule(), link=threshold)), stories)
        mark = "  in use" if threshold == Rule().link else ""
        print(f"{threshold:5.2f}  P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}{mark}")
    whole = Counter(stories)
    for group in cluster(sketches):
        found = Counter(stories[place] for place in group)
        if len(found) > 1 or any(whole[story] != count for story, count in found.items()):
            print("  wrong: " + " ".join(names[place] for place in group))
    return 0


if __name__ == "__main__":
    sys.exit(main())
