"""Whether two claims that were put together agree, contradict each other, or stay undecided: evidence, weighed."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal, Protocol

from newsdiff.errors import LexiconError
from newsdiff.judge.asked import Answered, Asked, asked
from newsdiff.judge.other import CONTRADICTION
from newsdiff.judge.pairing import NEGATIONS, Comparison, Side, Value
from newsdiff.model import FacetKind, Reported, Span
from newsdiff.reader.readings import Read, Readings

Decision = Literal["agreed", "divergent", "undecided"]
Place = tuple[str, int]
"""An article, and the index of a sentence in it."""

#: The evidence, in the order of its values: what the reader and the aligner hold of the two sentences, conflicts that
#: rules found by kind, conflicts of values and words that answer each other by kind, what goes together, what nothing
#: answers.
NAMES = (
    *("contradict", "same", "apart", "aligned"),
    *("rule_figure", "rule_date", "rule_name", "rule_speaker", "rule_quote", "rule_stance", "rule_word"),
    *("slot_figure", "slot_date", "slot_name", "slot_margin", "slot_difference", "slot_elsewhere"),
    *("equal", "compatible", "explained", "word_conflict", "word_sense", "word_difference", "word_open"),
    *("open_figure", "open_date", "open_name", "open_one", "likeness", "negation", "length", "pairs"),
)
_RULE: Mapping[FacetKind, str] = {
    "quantity": "rule_figure",
    "date": "rule_date",
    "place": "rule_name",
    "name": "rule_name",
    "attribution": "rule_speaker",
    "quote": "rule_quote",
    "polarity": "rule_stance",
    "modality": "rule_stance",
}
_SLOT: Mapping[FacetKind, str] = {
    "quantity": "slot_figure",
    "date": "slot_date",
    "name": "slot_name",
    "place": "slot_name",
}
_OPEN: Mapping[FacetKind, str] = {
    "quantity": "open_figure",
    "date": "open_date",
    "name": "open_name",
    "place": "open_name",
}
#: Log-odds beyond this tell no more, nor probabilities nearer to 0 and 1.
_MOST, _LEAST = 5.0, 1e-3


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of two claims: the decision, its probability, and the comparisons that stand by it.

    `probability` is None where rules alone decided.
    """

    decision: Decision
    probability: float | None
    comparisons: tuple[Comparison, ...]


class Compares(Protocol):
    """What rules find in two claims of two articles, and the claims' sides."""

    def standing(self, one: Reported, other: Reported) -> Iterable[Comparison]: ...

    def side(self, one: Reported) -> Side: ...


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Two sentences: the evidence on them, in the order of `NAMES`, and everything that was compared in them.

    Where they are alike but for what rules find to conflict, the rules decide: what is `ruled` is a contradiction.
    """

    evidence: tuple[float, ...]
    comparisons: tuple[Comparison, ...]
    ruled: bool


class Verdicts:
    """Decides on pairs of claims of a story by what the reader and rules find in their two sentences."""

    def __init__(self, readings: Readings, rules: Compares, aligned: Mapping[frozenset[Place], float]) -> None:
        self._readings, self._rules, self._aligned = readings, rules, aligned
        self._pairs = math.fsum(aligned.values())
        self._of: dict[tuple[str, int, str, int], _Sentences] = {}

    def on(self, one: Reported, other: Reported) -> Judged:
        """The decision on two claims: where their sentences contradict each other, on that part which the claims tell.

        Claims of which only one holds words of a conflict stay undecided: another pair of claims tells of it.
        """
        if self._turned(one, other):
            turned = self.on(other, one)
            return replace(turned, comparisons=tuple(item.turned() for item in turned.comparisons))
        found = self._sentences(one, other)
        chances = shipped().chances(found.evidence)
        decision: Decision
        probability: float | None
        decision, probability = ("divergent", None) if found.ruled else shipped().decided(chances)
        if decision == "undecided":
            return Judged(decision, probability, ())
        conflicts = [item for item in found.comparisons if item.relation == "conflict"]
        within = [item for item in found.comparisons if item.relation != "conflict" and all(_told(one, other, item))]
        if decision == "agreed" or not conflicts:
            return Judged("agreed" if decision == "agreed" else "undecided", probability, tuple(within))
        told = [item for item in conflicts if all(_told(one, other, item))]
        if told:
            return Judged("divergent", probability, (*told, *within))
        if any(any(_told(one, other, item)) for item in conflicts):
            return Judged("undecided", probability, tuple(within))
        return Judged("agreed", round(chances[0] + chances[1], 4), tuple(within))

    def evidence(self, one: Reported, other: Reported) -> tuple[float, ...]:
        """The evidence on the sentences of two claims, in the order of `NAMES`, whatever the order of the claims."""
        return self._sentences(*((other, one) if self._turned(one, other) else (one, other))).evidence

    def _turned(self, one: Reported, other: Reported) -> bool:
        return self._order(one) > self._order(other)

    def _order(self, item: Reported) -> tuple[str, int, str]:
        """An order of sentences that the articles' letters do not decide, unless the sentences are the same."""
        return self._readings.text(item), item.claim.sentence.start, item.article

    def _sentences(self, one: Reported, other: Reported) -> _Sentences:
        place = one.article, one.claim.index, other.article, other.claim.index
        if place not in self._of:
            ones, others = self._readings.claims(one), self._readings.claims(other)
            read = self._readings.read(one, other)
            rules = [item for a in ones for b in others for item in self._rules.standing(a, b)]
            rules = list({(item.kind, item.first.start, item.second.start): item for item in rules}.values())
            sides = [self._rules.side(item) for item in ones], [self._rules.side(item) for item in others]
            found = asked(*sides, read)
            aligned = self._aligned.get(frozenset((place_of(one), place_of(other))), 0.0)
            told = evidence(*sides, rules, found, read, aligned, self._pairs)
            self._of[place] = _Sentences(told, tuple(_every(rules, found)), ruled(told))
        return self._of[place]


def ruled(found: Sequence[float]) -> bool:
    """Whether by the evidence two sentences are alike but for what rules find to conflict."""
    told = dict(zip(NAMES, found, strict=True))
    return told["likeness"] >= shipped().alike and any(told[name] for name in NAMES if name.startswith("rule_"))


def place_of(item: Reported) -> Place:
    """The sentence that a claim stands in."""
    return item.article, item.claim.index


def _told(one: Reported, other: Reported, item: Comparison) -> tuple[bool, bool]:
    """Whether each claim holds its value of the comparison."""
    return _holds(one, item.first), _holds(other, item.second)


def _holds(item: Reported, value: Value) -> bool:
    """Whether the value stands in the claim, or is who says it."""
    said = item.claim.attribution
    spans = [(item.claim.start, item.claim.end)]
    if said is not None and said.source is not None:
        spans.append((said.source.start, said.source.end))
    return any(start < value.end and value.start < end for start, end in spans)


def _every(rules: Sequence[Comparison], found: Asked) -> Iterator[Comparison]:
    """What rules compare, the values that answer each other beside that, and, where none of this conflicts, the words
    that most likely do."""
    every = list(rules)
    conflict = any(item.relation == "conflict" for item in rules)
    for answered in sorted(found.values, key=lambda item: item.elsewhere):
        item = answered.comparison
        if any(_meet(item.first, each.first) or _meet(item.second, each.second) for each in rules):
            continue
        if item.relation == "conflict":
            if conflict and answered.elsewhere:
                continue
            conflict = True
        every.append(item)
    yield from every
    if conflict:
        return
    unlike = [item for item in found.words if item.comparison.relation != "compatible"]
    worst = max(unlike, key=lambda item: (item.difference, item.margin), default=None)
    if worst is not None:
        first, second = worst.comparison.first, worst.comparison.second
        yield Comparison("other", CONTRADICTION, first, second)


def _meet(one: Value, other: Value) -> bool:
    return one.start < other.end and other.start < one.end


def evidence(
    first: Sequence[Side],
    second: Sequence[Side],
    rules: Sequence[Comparison],
    found: Asked,
    read: Read,
    aligned: float,
    pairs: float,
) -> tuple[float, ...]:
    """The evidence on two sentences, each as its claims, in the order of `NAMES`.

    `aligned` is the probability that they report one fact, `pairs` how many of the story's pairs likely do: the more
    are compared, the more of them look like a contradiction and are none.
    """
    told = dict.fromkeys(NAMES, 0.0)
    relation = read.relation
    told["contradict"], told["same"], told["apart"] = map(
        _log_odds, (relation.contradict, relation.same, relation.apart)
    )
    told["aligned"] = _log_odds(aligned)
    for item in rules:
        if item.relation == "conflict":
            told[_RULE.get(item.kind, "rule_word")] = 1.0
    conflicts = [item for item in found.values if item.comparison.relation == "conflict"]
    worst = max(conflicts, key=_weight, default=None)
    if worst is not None:
        told[_SLOT[worst.comparison.kind]] = 1.0
        told["slot_margin"], told["slot_difference"] = math.log1p(worst.margin), _capped(worst.difference)
        told["slot_elsewhere"] = float(worst.elsewhere)
    relations = [item.relation for item in rules] + [item.comparison.relation for item in found.values]
    told["equal"] = math.log1p(relations.count("same"))
    told["compatible"] = math.log1p(relations.count("compatible"))
    loose = [*rules, *(item.comparison for item in found.values)]
    told["explained"] = _capped(
        max((_difference(item, read) for item in loose if item.relation == "compatible"), default=0.0)
    )
    told["word_conflict"] = float(any(item.comparison.relation == "conflict" for item in found.words))
    told["word_sense"] = math.log1p(sum(item.comparison.relation == "compatible" for item in found.words))
    unlike = [item for item in found.words if item.comparison.relation != "compatible"]
    told["word_difference"] = _capped(max((item.difference for item in unlike), default=-_MOST))
    told["word_open"] = math.log1p(len(unlike))
    ours, theirs = found.unanswered
    for kind in ours & theirs:
        told[_OPEN[kind]] = 1.0
    told["open_one"] = math.log1p(len(ours ^ theirs))
    lemmas = _lemmas(first), _lemmas(second)
    shared = len(lemmas[0] & lemmas[1])
    told["likeness"] = 2 * shared / max(1, len(lemmas[0]) + len(lemmas[1]))
    told["negation"] = float(_negated(first) != _negated(second))
    told["length"] = abs(math.log((1 + len(lemmas[0])) / (1 + len(lemmas[1]))))
    told["pairs"] = math.log1p(pairs)
    return tuple(told.values())


def _lemmas(sides: Sequence[Side]) -> frozenset[str]:
    return frozenset(side.words[n].lemma for side in sides for n in side.told)


def _difference(item: Comparison, read: Read) -> float:
    """Log-odds that the two values are among the words that the sentences do not agree on; 0 where that is unlikely."""
    spans = Span(item.first.start, item.first.end), Span(item.second.start, item.second.end)
    return max(0.0, min(read.difference(side, span) for side, span in enumerate(spans)))


def _weight(item: Answered) -> tuple[bool, float]:
    return not item.elsewhere, item.margin + item.difference


def _negated(sides: Sequence[Side]) -> bool:
    return len({word.start for side in sides for word in side.words if word.lemma in NEGATIONS}) % 2 == 1


def _log_odds(chance: float) -> float:
    kept = min(1 - _LEAST, max(_LEAST, chance))
    return round(math.log(kept / (1 - kept)), 2)


def _capped(value: float) -> float:
    return max(-_MOST, min(_MOST, value))


@dataclass(frozen=True, slots=True)
class Weights:
    """A softmax over the three decisions, undecided being 0; `agree` and `differ` are the least probabilities.

    `alike` is the least likeness of sentences of which rules decide.
    """

    agreed: tuple[float, ...]
    divergent: tuple[float, ...]
    agree: float
    differ: float
    alike: float

    def chances(self, found: Sequence[float]) -> tuple[float, float, float]:
        """The probabilities that the two claims agree, contradict each other, and neither, to four decimals."""
        scores = [_sum(self.agreed, found), _sum(self.divergent, found), 0.0]
        parts = [math.exp(score - max(scores)) for score in scores]
        agreed, divergent, _ = (round(part / math.fsum(parts), 4) for part in parts)
        return agreed, divergent, round(1 - agreed - divergent, 4)

    def decided(self, chances: tuple[float, float, float]) -> tuple[Decision, float]:
        """The decision and its probability."""
        agreed, divergent, _ = chances
        if divergent >= self.differ:
            return "divergent", divergent
        if agreed >= self.agree:
            return "agreed", agreed
        return "undecided", round(1 - agreed - divergent, 4)


def _sum(weights: Sequence[float], found: Sequence[float]) -> float:
    """The bias, which stands last, and what each piece of evidence adds."""
    return math.fsum([*(weight * value for weight, value in zip(weights, found, strict=False)), weights[-1]])


@cache
def shipped() -> Weights:
    """The weights shipped in `verdict.toml`. Raises LexiconError where their names are not those of the evidence."""
    data = tomllib.loads(resources.files(__package__).joinpath("verdict.toml").read_text(encoding="utf-8"))
    named = []
    for decision in ("agreed", "divergent"):
        if set(data[decision]) != {*NAMES, "bias"}:
            raise LexiconError(f"verdict.toml: [{decision}] must name just: {', '.join((*NAMES, 'bias'))}")
        named.append(tuple(data[decision][name] for name in (*NAMES, "bias")))
    return Weights(named[0], named[1], data["agree"], data["differ"], data["alike"])
