"""Articles of one event come together, articles of others do not, whatever the order they are read in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.read import parse
from newsdiff.stories import Group, Rule, Sketch, cluster, group, sketch, story_id
from newsdiff.stories.terms import MOST_NAMES, MOST_WORDS
from tests.bench.group import corpus, sketched
from tests.eval.group import bcubed

DAY = date(2031, 5, 14)

#: Two reports of each of two fires on one day, one of a wedding in the first town, one of no event.
MILL = """Flames gutted a flour mill in Tarnbeck on Wednesday, and a firefighter, Odile Marsh, broke her arm.

The mill on Quay Street had stood empty since 2019. Crews from Tarnbeck and Hallowby fought the blaze for nine hours.
Owner Piers Calloway said he would not rebuild it."""
MILL_AGAIN = """A firefighter was hurt when a disused mill burned down in Tarnbeck.

Odile Marsh broke an arm as the roof of the building on Quay Street fell in, nine hours after the fire began. Its owner,
Piers Calloway, told reporters that the mill was lost. Engines had come from as far as Hallowby."""
SCHOOL = """Flames gutted a school in Wexmere on Wednesday, and a firefighter, Jonas Tull, broke his leg.

The school on Abbey Road had stood empty since 2021. Crews from Wexmere and Orlestone fought the blaze for five hours.
Headmistress Greta Lund said she would rebuild it."""
SCHOOL_AGAIN = """A firefighter was hurt when a disused school burned down in Wexmere.

Jonas Tull broke a leg as the roof of the building on Abbey Road fell in, five hours after the fire began. Its head,
Greta Lund, told reporters that the school would rise again. Engines had come from as far as Orlestone."""
WEDDING = """Bells rang in Tarnbeck on Wednesday as the singer Lola Finch married the painter Marco Deane.

Two hundred guests danced until dawn at the Hallowby Hotel. The bride wore green silk and the cake had seven tiers."""
LEEKS = """Leeks want deep soil, plenty of water and patience, and no gardener should sow them before the last frost.

Draw earth up around the stems in summer. They keep in the ground until you need them, even under snow."""


def made(text: str, published: date | None = DAY, **options: str) -> Sketch:
    return sketch(parse(text, published=published, **options))  # type: ignore[arg-type]


def together(sketches: Sequence[Sketch], rule: Rule | None = None) -> set[frozenset[int]]:
    return {frozenset(members) for members in cluster(sketches, rule)}


def test_two_fires_of_one_day_are_two_stories_and_the_rest_are_alone() -> None:
    texts = [MILL, SCHOOL, WEDDING, MILL_AGAIN, LEEKS, SCHOOL_AGAIN]
    assert cluster([made(text) for text in texts]) == ((0, 3), (1, 5), (2,), (4,))


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        pytest.param((MILL, DAY), (MILL_AGAIN, DAY), True, id="other words, same day"),
        pytest.param((MILL, DAY), (MILL_AGAIN, DAY + timedelta(days=2)), True, id="two days later"),
        pytest.param((MILL, DAY), (MILL_AGAIN, None), True, id="one without a date"),
        pytest.param((MILL, None), (MILL_AGAIN, None), True, id="both without a date"),
        pytest.param((MILL, DAY), (MILL, DAY + timedelta(days=365)), False, id="the same words a year later"),
        pytest.param((MILL, DAY), (SCHOOL, DAY), False, id="same words, other names"),
        pytest.param((MILL, DAY), (WEDDING, DAY), False, id="same place, other words"),
        pytest.param((MILL, DAY), (LEEKS, DAY), False, id="nothing in common"),
        pytest.param((MILL.lower(), DAY), (MILL_AGAIN.lower(), DAY), True, id="no capital letters"),
        pytest.param((MILL, DAY), (MILL_AGAIN.lower(), DAY), True, id="no capital letters in one"),
        pytest.param((MILL, DAY), (MILL_AGAIN.upper(), DAY), True, id="all capital letters in one"),
    ],
)
def test_two_articles(first: tuple[str, date | None], second: tuple[str, date | None], one: bool) -> None:
    assert (len(cluster([made(*first), made(*second)])) == 1) is one


def test_a_round_up_of_two_stories_does_not_make_them_one() -> None:
    round_up = "\n\n".join(text.split("\n\n")[0] for text in (MILL, SCHOOL))
    groups = together([made(text) for text in (MILL, MILL_AGAIN, round_up, SCHOOL, SCHOOL_AGAIN)])
    assert not any({0, 3} <= found or {1, 4} <= found or {0, 4} <= found for found in groups)


def test_what_an_outlet_prints_below_all_it_publishes_makes_no_story() -> None:
    tail = """

Sign up for the Pellmoor Post newsletter, written by Agatha Stone in Pellmoor. Follow us on Chirper and Facegram.

Read more: Agatha Stone on why Pellmoor needs a second bridge

Copyright Pellmoor Post Media Group, Pellmoor. All rights reserved."""
    assert cluster([made(text + tail) for text in (MILL, WEDDING, LEEKS)]) == ((0,), (1,), (2,))


def test_many_copies_of_a_report_are_one_story() -> None:
    copies = [
        made(f"{MILL}\n\nThe mill had {number} windows.", DAY + timedelta(days=number % 3)) for number in range(300)
    ]
    assert cluster([*copies, made(SCHOOL)]) == (tuple(range(300)), (300,))


@cache
def small_corpus() -> tuple[tuple[Sketch, ...], tuple[int, ...]]:
    sketches, stories = sketched(corpus(60, seed=3, kinds=("fire", "ferry"), days=4))
    return tuple(sketches), tuple(stories)


@given(st.permutations(range(60)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_articles_is_all_one(order: list[int]) -> None:
    sketches, _ = small_corpus()
    found = {frozenset(order[place] for place in members) for members in cluster([sketches[place] for place in order])}
    assert found == together(sketches)


@given(st.lists(st.text(max_size=80), max_size=12), st.sampled_from([None, DAY]))
@settings(max_examples=40, deadline=None)
def test_every_article_is_in_one_story(texts: list[str], day: date | None) -> None:
    groups = cluster([made(text, day) for text in texts])
    assert sorted(place for members in groups for place in members) == list(range(len(texts)))
    assert list(groups) == sorted(groups)


@pytest.mark.parametrize("threshold", [0.15, Rule().link, 0.22], ids=str)
def test_stories_of_invented_news_are_found_whatever_the_threshold(threshold: float) -> None:
    sketches, stories = sketched(corpus(240, seed=11))
    assert bcubed(cluster(sketches, Rule(link=threshold)), stories).f1 >= 0.97


@pytest.mark.parametrize("kind", ["fire", "election", "match"])
def test_stories_of_one_kind_in_three_days_are_told_apart(kind: str) -> None:
    sketches, stories = sketched(corpus(60, seed=5, kinds=(kind,), days=3))
    assert bcubed(cluster(sketches), stories).f1 >= 0.95


def test_folders_and_fields_decide_where_they_are_given() -> None:
    sketches = [made(text) for text in (MILL, SCHOOL, MILL_AGAIN, WEDDING, MILL)]
    assert group(sketches, ["x", "x", None, "y", None]) == (Group((0, 1), "x"), Group((2, 4)), Group((3,), "y"))
    assert group([None, None], ["x", "y"]) == (Group((0,), "x"), Group((1,), "y"))
    assert group([], []) == ()
    with pytest.raises(ValueError, match="article 1 has neither"):
        group([None, None], ["x", None])


def test_a_sketch_is_small_and_keeps_no_text() -> None:
    words = " ".join(f"Place{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} word{n}" for n in range(20_000))
    kept = made(words)
    assert len(kept.names.terms) <= MOST_NAMES
    assert len(kept.words.terms) <= MOST_WORDS
    assert all(weight > 0 for terms in (kept.names, kept.words) for _, weight in terms)


def test_the_outlets_own_name_tells_nothing() -> None:
    article = parse(f"---\nsource: Tarnbeck Mercury\n---\n\n{MILL}\n\nThe Mercury reported it first.", published=DAY)
    kept = sketch(article)
    assert not {"tarnbeck", "mercury"} & {*kept.names.terms, *kept.words.terms}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(f"---\ndate: 2031-05-14\n---\n\n{MILL}", DAY.toordinal(), id="stated"),
        pytest.param(f"{MILL}\n\nThe mill was built on 3 July 1994.", None, id="inferred from a day in the text"),
        pytest.param(MILL, None, id="none"),
    ],
)
def test_a_day_counts_where_it_is_stated(text: str, day: int | None) -> None:
    assert sketch(parse(text)).day == day


def test_a_storys_id_is_that_of_its_texts() -> None:
    one, other = made(MILL), made(SCHOOL)
    assert story_id([one.digest, other.digest]) == story_id([other.digest, one.digest])
    assert story_id([one.digest]) != story_id([one.digest, other.digest])


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        pytest.param([(0, 1), (2, 3)], 1.0, 1.0, id="right"),
        pytest.param([(0, 1, 2, 3)], 0.5, 1.0, id="all in one"),
        pytest.param([(0,), (1,), (2,), (3,)], 1.0, 0.5, id="all alone"),
        pytest.param([(0, 1, 2), (3,)], 2 / 3, 0.75, id="one astray"),
    ],
)
def test_bcubed(groups: list[tuple[int, ...]], precision: float, recall: float) -> None:
    score = bcubed(groups, ["x", "x", "y", "y"])
    assert (score.precision, score.recall) == (pytest.approx(precision), pytest.approx(recall))
