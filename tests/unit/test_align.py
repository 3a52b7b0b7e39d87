"""Alignment: candidates, evidence, groups without chains, and what the order of articles must not change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.align import Alignment, align, candidates
from newsdiff.align.evidence import NAMES, agreeing_figures, evidence, likeness, relatedness
from newsdiff.align.profile import build
from newsdiff.align.scorer import weights
from newsdiff.extract.article import extract_all
from newsdiff.model import Extraction
from newsdiff.nlp import pipeline
from newsdiff.read import parse

DAY = date(2031, 5, 14)

LEAD = "A bus carrying miners crashed on the pass above Larch on Monday, killing nine people."
CRASH = (
    LEAD,
    "The driver, Peter Harrow, was arrested after the crash.",
    "The bus company paid a fine of £2.5m in 2029 for its brakes.",
    "“We warned the ministry about the road in three letters,” said Ondine Falk, the mayor.",
    "Rescuers carried thirty injured miners to the hospital in Orbury.",
    "The road is 10 km long and has no barriers.",
)
RETOLD = (
    "Nine people were killed when a bus full of miners crashed above Larch on Monday.",
    "Police arrested Peter Harrow, the driver of the bus.",
    "In 2029 the company was fined £2.5 million over the brakes of its buses.",
    "Ondine Falk, the mayor, said they had “warned the ministry about the road in three letters”.",
    "Thirty injured miners were taken to the hospital in Orbury by rescuers.",
    "The road, 6.2 miles long, has no barriers.",
)
CHEESE = (
    "A cheese from the island of Stane won the prize at the fair in Oslo.",
    "The judges tasted 140 cheeses in two days.",
    "Its maker keeps eleven goats and has no telephone.",
)


@cache
def extractions(*texts: str) -> tuple[Extraction, ...]:
    articles = [parse(text, f"{number}.txt", published=DAY) for number, text in enumerate(texts)]
    return tuple(extract_all(articles, pipeline()))


def article(*sentences: str) -> str:
    return " ".join(sentences)


def told(alignment: Alignment, given: Sequence[Extraction]) -> set[frozenset[tuple[str, int]]]:
    """The groups, each as (path, start of the claim): what does not depend on the articles' numbers."""
    return {
        frozenset((given[member.article].article.path, member.claim.start) for member in group.members)
        for group in alignment.groups
    }


def sentences_joined(alignment: Alignment) -> set[tuple[int, int]]:
    """Which sentence of the first article was grouped with which of the second."""
    return {
        (one.claim.index, other.claim.index)
        for group in alignment.groups
        for one in group.members
        for other in group.members
        if one.article < other.article
    }


def test_a_story_told_again_sentence_by_sentence() -> None:
    found = align(extractions(article(*CRASH), article(*RETOLD)))
    assert sentences_joined(found) == {(number, number) for number in range(len(CRASH))}


def test_a_story_told_again_in_another_order() -> None:
    found = align(extractions(article(*CRASH), article(LEAD, *RETOLD[:0:-1])))
    last = len(CRASH)
    assert sentences_joined(found) >= {(0, 0), *((number, last - number) for number in range(1, last))}


def test_two_stories_share_nothing() -> None:
    found = align(extractions(article(*CRASH), article(*CHEESE)))
    assert not found.groups
    assert all(pair.probability < 0.2 for pair in found.pairs)


PREDICATES = "another verb with the same names, in the same parts, does not tell against one fact"


def joined_wrongly(one: str, other: str, *, id: str) -> object:
    mark = pytest.mark.xfail(strict=True, raises=AssertionError, reason=PREDICATES)
    return pytest.param(one, other, id=id, marks=mark)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        joined_wrongly(
            "Nine miners from Larch were killed on Monday.",
            "Nine miners from Larch were awarded a medal last year.",
            id="the same persons and number, another event",
        ),
        joined_wrongly(
            "Ondine Falk met Peter Harrow in Orbury on Monday.",
            "Ondine Falk sued Peter Harrow over a house in Orbury.",
            id="the same names in another deed",
        ),
        pytest.param(
            "The Stane bridge opened to lorries in 1931.",
            "The Stane bridge has 1,931 rivets to paint.",
            id="the same digits, once a year and once a count",
        ),
        pytest.param(
            "Ondine Falk was born in Orbury in 1988.",
            "Ondine Falk opened a new school in Orbury on Monday.",
            id="the same person and place in another year",
        ),
        pytest.param(
            "Thirty tonnes of coal were burned in Orbury.",
            "Thirty children were vaccinated in Orbury.",
            id="the same number of other things",
        ),
        pytest.param(
            "Norway exports cod to Madagascar.",
            "Norway is sending troops to Madagascar.",
            id="the same countries in another trade",
        ),
        pytest.param(
            "“We lost the harbour in one night,” said Ondine Falk.",
            "“Nobody asked us for permission,” said Ondine Falk.",
            id="two utterances of one speaker",
        ),
        pytest.param(
            "The court in Oslo fined the brewery for its adverts.",
            "The court in Oslo acquitted a skipper of smuggling.",
            id="one court, two cases",
        ),
    ],
)
def test_hard_negatives_are_not_joined(one: str, other: str) -> None:
    found = align(extractions(article(*CRASH[1:], one), article(other, *RETOLD[1:])))
    assert (len(CRASH) - 1, 0) not in sentences_joined(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "The storm over Norway tore the roofs off 40 houses.",
            "The storm over Norway tore the roofs off 55 houses.",
            id="one figure changed",
        ),
        pytest.param(
            "The minister of transport resigned over the collapse of the bridge.",
            "The minister of transport was dismissed over the collapse of the bridge.",
            id="one verb changed",
        ),
        pytest.param(
            "The painting was stolen from the museum in Orbury on Sunday.",
            "On Tuesday the painting was stolen from the museum in Orbury.",
            id="one day changed, in another order",
        ),
        pytest.param(
            "Ondine Falk won the election in Larch.",
            "The election in Larch was won by Ondine Falk.",
            id="active and passive",
        ),
        pytest.param(
            "The ferry to Madagascar sank with 14 goats on board.",
            "Fourteen goats were on the Madagascar ferry when it went down.",
            id="a noun moved",
        ),
        pytest.param(
            "The brewery plans to close its plant in Oslo.",
            "The closure of the brewery's plant in Oslo is planned.",
            id="a verb and its noun",
        ),
        pytest.param(
            "The crew of the trawler were rescued by helicopter.",
            "A helicopter rescued the trawler's crew.",
            id="of and the genitive",
        ),
        pytest.param(
            "A quake of magnitude 6.1 shook the island of Stane.",
            "A 6.1-magnitude quake shook Stane island.",
            id="a measure before and after",
        ),
    ],
)
def test_near_identical_passages_are_joined(one: str, other: str) -> None:
    found = align(extractions(article(*CRASH[1:], one), article(other, *CHEESE)))
    assert (len(CRASH) - 1, 0) in sentences_joined(found)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_copies_of_an_article_leave_nothing_alone(count: int) -> None:
    given = extractions(*[article(*CRASH)] * count)
    found = align(given)
    assert not found.alone
    for group in found.groups:
        assert {member.article for member in group.members} == set(range(count))
        assert len({member.claim.text for member in group.members}) == 1


def test_one_article_is_not_aligned_with_itself() -> None:
    [given] = extractions(article(*CRASH, *CRASH))
    found = align([given])
    assert not found.groups
    assert [member.claim for member in found.alone] == list(given.claims)


def test_no_article_at_all() -> None:
    assert align([]) == Alignment((), (), (), (), {})


def test_no_chain_joins_two_facts() -> None:
    """The second article states both facts in one sentence; the first states one, the third the other."""
    given = extractions(
        article("Nine miners were killed in the crash above Larch.", *CHEESE),
        article("Nine miners were killed in the crash above Larch, and Peter Harrow was arrested in Oslo.", *CHEESE),
        article("Peter Harrow was arrested in Oslo.", *CHEESE),
    )
    found = align(given)
    together = {(0, "killed"), (1, "killed"), (1, "arrested"), (2, "arrested")}
    groups = [
        {
            (member.article, word)
            for member in group.members
            for word in ("killed", "arrested")
            if word in member.claim.text
        }
        for group in found.groups
    ]
    assert {(0, "killed"), (1, "killed")} in groups
    assert {(1, "arrested"), (2, "arrested")} in groups
    assert together not in groups


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_the_order_of_three_articles_changes_nothing(order: tuple[int, ...]) -> None:
    given = extractions(article(*CRASH), article(*RETOLD), article(*CRASH[:3], *CHEESE))
    shuffled = [given[number] for number in order]
    found, again = align(given), align(shuffled)
    assert told(found, given) == told(again, shuffled)
    assert sorted(group.probability for group in found.groups) == pytest.approx(
        sorted(group.probability for group in again.groups)
    )
    assert [again.keys[order.index(number)] for number in range(3)] == list(found.keys)


POOL = st.lists(st.sampled_from([*CRASH, *RETOLD, *CHEESE]), min_size=1, max_size=5, unique=True)


@settings(max_examples=15)
@given(st.lists(POOL, min_size=2, max_size=4))
def test_every_claim_is_in_one_group_or_alone(texts: list[list[str]]) -> None:
    given = extractions(*(article(*text) for text in texts))
    found = align(given)
    places = [(m.article, m.claim.start, m.claim.end) for g in found.groups for m in g.members]
    places += [(m.article, m.claim.start, m.claim.end) for m in found.alone]
    assert len(places) == len(set(places))
    assert set(places) == {(n, claim.start, claim.end) for n, one in enumerate(given) for claim in one.claims}
    for group in found.groups:
        assert len({member.article for member in group.members}) >= 2
        assert 0 <= group.probability <= 1
    for (number, index), rival in found.rival.items():
        assert 0 <= rival <= 1
        assert index in {claim.index for claim in given[number].claims}
    reversed_given = given[::-1]
    assert told(align(reversed_given), reversed_given) == told(found, given)


@settings(max_examples=15)
@given(POOL, POOL)
def test_candidates_and_evidence_are_the_same_both_ways(ones: list[str], others: list[str]) -> None:
    field = build(extractions(article(*ones), article(*others)))
    pairs = list(candidates(field))
    assert pairs == sorted(set(pairs))
    for i, j in pairs:
        first, second = field.profiles[i], field.profiles[j]
        assert i < j
        assert first.article != second.article
        assert first.whole.terms & second.whole.terms
        found = evidence(first, second, field)
        assert len(found) == len(NAMES)
        assert all(math.isfinite(value) for value in found)
        assert found == pytest.approx(evidence(second, first, field))
        assert 0 <= likeness(first.whole, second.whole, field.weight) <= 1 + 1e-9
        assert likeness(first.whole, first.whole, field.weight) == pytest.approx(1)
        assert 0 <= relatedness(first.whole, second.whole, field) <= 1 + 1e-9
        assert relatedness(first.whole, first.whole, field) == 0


def test_a_synonym_is_evidence_and_another_word_is_none() -> None:
    texts = ("The skipper bought a fridge.", "The captain bought a refrigerator.", "The vicar bought a trumpet.")
    field = build(extractions(*(article(text) for text in texts)))
    skipper, captain, vicar = (profile.whole for profile in field.profiles)
    assert relatedness(skipper, captain, field) > 0.4
    assert relatedness(skipper, vicar, field) == 0


def test_a_sentence_has_few_candidates_in_a_long_story() -> None:
    """Not every pair of sentences is scored: words that stand everywhere propose nothing."""
    names = "Aune Brill Cray Dorn Eskil Frost Grane Holt Ivers Joss Kell Lund Moen Noss Orre Pask".split()
    long = [f"Ms {name} said on Monday that the {name} farm had lost {n + 3} cows." for n, name in enumerate(names)]
    given = extractions(article(*long), article(*long[::-1]))
    field = build(given)
    pairs = list(candidates(field))
    assert len(pairs) <= 12 * len(field.profiles)
    same = {(i, len(field.profiles) - 1 - i) for i in range(len(names))}
    assert same <= set(pairs)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        pytest.param("The road is 10 km long.", "The road is 6.2 miles long.", 1, id="converted"),
        pytest.param("It cost about $1,680.", "It cost $1,688.", 1, id="rounded"),
        pytest.param("It lost half of its crew.", "It lost 50 percent of its crew.", 1, id="share and percent"),
        pytest.param("It cost $40.", "It cost £40.", 0, id="two currencies"),
        pytest.param("Nine people died.", "Twelve people died.", 0, id="another figure"),
        pytest.param("Nine died and 30 were hurt.", "Thirty were hurt and 9 died.", 2, id="two figures"),
        pytest.param("Two people died.", "Two dogs barked.", 0.3, id="a small bare count tells little"),
    ],
)
def test_agreeing_figures(one: str, other: str, count: float) -> None:
    field = build(extractions(one, other))
    first, second = (profile.whole for profile in field.profiles)
    assert agreeing_figures(first, second) == pytest.approx(count)
    assert agreeing_figures(second, first) == pytest.approx(count)


def test_a_person_has_one_key_in_the_story() -> None:
    found = align(extractions("Ondine Falk spoke in Larch. Ms Falk left.", "Mayor Ondine Falk spoke. Anna Brill wept."))
    keys = {name: key for names in found.keys for name, key in names.items()}
    assert len({key for name, key in keys.items() if "Falk" in name}) == 1
    assert keys["Anna Brill"] not in {key for name, key in keys.items() if "Falk" in name}


def test_probability_is_a_sum_of_weighted_evidence() -> None:
    rule = replace(weights(), weights=tuple(float(n) for n in range(len(NAMES))), bias=-1.0)
    nothing = (0.0,) * len(NAMES)
    assert rule.probability(nothing) == pytest.approx(1 / (1 + math.e))
    one = (0.0, 0.0, 0.5, *nothing[3:])
    assert rule.probability(one) == pytest.approx(0.5)
    assert rule.probability((1e9,) * len(NAMES)) == pytest.approx(1.0)


def test_the_shipped_weights_lean_the_right_way() -> None:
    rule = dict(zip(NAMES, weights().weights, strict=True))
    for name in ("likeness", "best_clause", "figures", "times", "quotation", "speaker", "predicate"):
        assert rule[name] > 0, name
    assert 0 < weights().link <= weights().accept < 1
