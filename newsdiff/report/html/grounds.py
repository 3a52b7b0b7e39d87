"""Why the sentences of a finding were put together, as the page tells it: evidence that adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdiff.model import PAIRS_TOLD, Finding, Grounds, Sentence, Weighing

#: Evidence that adds less than this to the log-odds is summed up.
_LEAST = 0.005
#: Evidence whose words are said in the light of the line above it, where it stands in a table of its own order.
_ALONE = {"containment": "words in common, of the shorter", "shared_weight": "rarity of the words in common"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, by where they are, and how likely they report one fact, in percent."""

    places: str
    percent: int


@dataclass(frozen=True, slots=True)
class Ground:
    """The likeliest pair of a finding with its `evidence`, what it is and what it adds, and some `others`.

    The last of the evidence is the sum. `least` is what is enough, in percent.
    """

    pair: Pair
    evidence: tuple[tuple[str, str], ...]
    others: tuple[Pair, ...]
    least: int


def ground(finding: Finding, grounds: Grounds | None, names: Mapping[str, str]) -> Ground | None:
    """What put the sentences of the finding together; None where that is not known."""
    weighings = grounds.of(finding) if grounds is not None else ()
    if grounds is None or not weighings:
        return None
    return Ground(
        pair=_pair(weighings[0], names),
        evidence=tuple(_evidence(weighings[0])),
        others=tuple(_pair(each, names) for each in weighings[1:PAIRS_TOLD]),
        least=round(100 * grounds.accept),
    )


def _pair(weighing: Weighing, names: Mapping[str, str]) -> Pair:
    return Pair(f"{_place(weighing.first, names)} and {_place(weighing.second, names)}", _percent(weighing.probability))


def _place(sentence: Sentence, names: Mapping[str, str]) -> str:
    return f"{names[sentence.article]}, line {sentence.line}"


def _percent(probability: float) -> int:
    """Of what is neither impossible nor certain, never 0 or 100."""
    return min(max(round(100 * probability), int(probability > 0)), 100 - int(probability < 1))


def _evidence(weighing: Weighing) -> Sequence[tuple[str, str]]:
    told = sorted(
        (each for each in weighing.evidence if abs(each.points) >= _LEAST),
        key=lambda each: (-abs(each.points), each.name),
    )
    rows = [("before any evidence", weighing.bias), *((_ALONE.get(each.name, each.what), each.points) for each in told)]
    rest = weighing.log_odds - sum(points for _, points in rows)
    if abs(rest) >= _LEAST:
        rows.append(("the rest", rest))
    return [(what, _signed(points)) for what, points in (*rows, ("sum", weighing.log_odds))]


def _signed(points: float) -> str:
    return f"{points:+.2f}".replace("-", "\u2212")
