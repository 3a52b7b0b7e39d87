"""Which claims of a story's articles report the same fact: candidates, a scored decision, groups without chains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdiff.align.groups import Group, Member, grouped, members, place
from newsdiff.align.profile import Aliases, Field, build
from newsdiff.align.scorer import READER, Reads, Scored, Weights, score, weights
from newsdiff.model import Extraction
from newsdiff.reader.sentence import sentence

__all__ = ["Alignment", "Group", "Member", "Pair", "align", "candidates", "scored"]

#: For each sentence, at most `_CANDIDATES` in each other article; of many articles `_IN_ALL` in all, shared out evenly,
#: but at least `_FEWEST` in each: a fact is told once or twice in an article. Begins to tell with the seventh article.
_CANDIDATES, _IN_ALL, _FEWEST = 12, 60, 2
#: A sentence is searched for contradictions with at most `_TRIED` of another article's that it is not like enough to be
#: put with. In all it is searched with 16 in stories of three articles (the most that any labelled one has are 14),
#: with fewer the more articles there are, but at least `_LEAST`: the claims it is grouped with are compared anyhow.
_TRIED, _SEARCHED, _LEAST = 6, 32, 8
#: Terms of more sentences than this propose no candidates: what is everywhere tells of nothing.
_COMMON = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences side by side, each as its claims, and the probability that they report one fact."""

    first: tuple[Member, ...]
    second: tuple[Member, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of a story, its pairs of aligned sentences, the claims that stand alone, and the story's name keys.

    `keys` maps, for each article, its entities' names to the story's keys.

    `rival` gives for a lone claim's sentence (article, index) the probability of its best refused partner.
    """

    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    alone: tuple[Member, ...]
    keys: tuple[Mapping[str, str], ...]
    rival: Mapping[tuple[int, int], float]


def align(extractions: Sequence[Extraction], aliases: Aliases | None = None, reader: Reads | None = None) -> Alignment:
    """Group the claims of a story's articles by the fact they report. The order of the articles changes nothing.

    `aliases` give a name its other names. `reader` reads the pairs of sentences that other evidence leaves open.
    """
    field, rule = build(extractions, aliases), weights(READER if reader else "plain")
    scores = {pair: item.probability for pair, item in scored(field, extractions, reader).items()}
    groups = grouped(field, scores, rule.accept)
    together = {(member.article, member.claim.start, member.claim.end) for group in groups for member in group.members}
    alone = tuple(
        Member(number, claim)
        for number, extraction in enumerate(extractions)
        for claim in extraction.claims
        if (number, claim.start, claim.end) not in together
    )
    best = [0.0] * len(field.profiles)
    for (i, j), chance in scores.items():
        best[i], best[j] = max(best[i], chance), max(best[j], chance)
    places = [(profile.article, profile.index) for profile in field.profiles]
    rival = {place: chance for place, chance in zip(places, best, strict=True) if chance}
    whole = [members(profile) for profile in field.profiles]
    pairs = tuple(Pair(whole[i], whole[j], chance) for (i, j), chance in _contested(field, scores, rule))
    return Alignment(groups, pairs, alone, field.keys, rival)


def scored(
    field: Field, extractions: Sequence[Extraction], reader: Reads | None = None
) -> dict[tuple[int, int], Scored]:
    """Every candidate pair of sentences with its evidence."""
    pairs = list(candidates(field))
    texts = {}
    if reader is not None:
        for number in {number for pair in pairs for number in pair}:
            profile = field.profiles[number]
            texts[number] = sentence(extractions[profile.article].article.text, profile.claims).text
    return score(field, pairs, texts, reader)


def _contested(
    field: Field, scores: Mapping[tuple[int, int], float], rule: Weights
) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs of sentences to search for contradictions, the likeliest first: each sentence's few likeliest others,
    of one article those that it would be put with and a few more."""
    most = max(_LEAST, _SEARCHED // max(1, len(field.keys) - 1))
    tried: Counter[tuple[int, int]] = Counter()
    searched = [0] * len(field.profiles)
    order = [place(field, (number, 0)) for number in range(len(field.profiles))]
    likely = [pair for pair, score in scores.items() if score >= rule.contest]
    for i, j in sorted(likely, key=lambda pair: (-scores[pair], order[pair[0]], order[pair[1]])):
        if max(searched[i], searched[j]) >= most:
            continue
        ends = (i, field.profiles[j].article), (j, field.profiles[i].article)
        if scores[i, j] >= rule.accept or all(tried[end] < _TRIED for end in ends):
            tried.update(ends)
            searched[i] += 1
            searched[j] += 1
            yield (i, j), scores[i, j]


def candidates(field: Field) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of two articles that share their rarest terms or bridges, `(i, j)` with i < j, in order."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(field.profiles):
        for term in profile.whole.terms | profile.bridges:
            postings[term].append(number)
    common = min(max(8, len(field.profiles) // 3), _COMMON)
    postings = {term: numbers for term, numbers in postings.items() if 1 < len(numbers) <= common}
    articles = [profile.article for profile in field.profiles]
    index = [profile.index for profile in field.profiles]
    most = min(_CANDIDATES, max(_FEWEST, _IN_ALL // max(1, len(field.keys) - 1)))
    found: set[tuple[int, int]] = set()
    for number, profile in enumerate(field.profiles):
        shared: dict[int, float] = defaultdict(float)
        for term in sorted((profile.whole.terms | profile.bridges) & postings.keys()):
            square = field.square[term]
            for other in postings[term]:
                shared[other] += square
        nearest: Counter[int] = Counter({profile.article: most})
        for _, _, other in sorted((-value, index[other], other) for other, value in shared.items()):
            if nearest[articles[other]] < most:
                nearest[articles[other]] += 1
                found.add((min(number, other), max(number, other)))
    yield from sorted(found)
