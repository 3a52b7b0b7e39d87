"""The docket: what settles a difference, what a facet shows, and what holds for every text of the case files."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from newsdiff.align.profile import build
from newsdiff.extract.article import extract_all
from newsdiff.judge import Docket
from newsdiff.judge.facets import COMPARATORS, FACETS
from newsdiff.judge.finding import Aligned, Shared, shared_findings, unique_findings
from newsdiff.judge.pairing import Pair, Side
from newsdiff.model import FACET_KINDS, Extraction, Finding, Reported
from newsdiff.nlp import pipeline
from newsdiff.read import parse
from tests.unit.judge_cases import FOLDER, cases, extracted

DAY = date(2031, 5, 14)
LEVELS = {level for spec in FACETS for level in spec.levels}
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def extractions(*texts: str) -> tuple[Extraction, ...]:
    articles = [parse(text, f"{number}.txt", published=DAY) for number, text in enumerate(texts)]
    return tuple(extract_all(articles, pipeline()))


def claims(*texts: str) -> tuple[list[list[Reported]], dict[str, dict[str, str]]]:
    """The claims of each text, and each article's name keys."""
    given = extractions(*texts)
    letters = "abcdefgh"[: len(given)]
    keys = {letter: dict(names) for letter, names in zip(letters, build(given).keys, strict=True)}
    reported = [[Reported(letter, claim) for claim in one.claims] for letter, one in zip(letters, given, strict=True)]
    return reported, keys


def findings(*texts: str) -> list[Finding]:
    """The findings of texts of one claim each that are held to report one fact."""
    reported, keys = claims(*texts)
    group = Aligned(tuple(one for [one] in reported), 0.9)
    return shared_findings([group], [], keys, dict(zip("abcdefgh", texts, strict=False))).findings


@pytest.mark.parametrize("name", FILES)
def test_no_claim_differs_from_itself(name: str) -> None:
    for extraction in extracted(name).values():
        [keys] = build([extraction]).keys
        for claim in extraction.claims:
            pair = Pair(Side(claim, keys), Side(claim, keys))
            found = [item for comparator in COMPARATORS for item in comparator(pair)]
            assert not [item for item in found if item.relation == "conflict"], claim.text
            assert all(item.first == item.second for item in found), claim.text


@pytest.mark.parametrize("name", FILES)
def test_conflicts_are_the_same_both_ways_and_lie_in_the_texts(name: str) -> None:
    for case in cases(name):
        first, second = (extracted(name)[pair] for pair in zip(case.texts, case.days, strict=True))
        keys = dict(zip("ab", build([first, second]).keys, strict=True))
        pairs = [(Reported("a", one), Reported("b", other)) for one in first.claims for other in second.claims]
        docket = Docket(pairs, keys)
        for one, other in pairs:
            found, flipped = docket.conflicts(one, other), docket.conflicts(other, one)
            assert [(i.kind, i.why, i.first, i.second) for i in found] == [
                (i.kind, i.why, i.second, i.first) for i in flipped
            ]
            for item in found:
                assert item.level in LEVELS
                assert 0 <= item.first.start < item.first.end <= len(case.texts[0])
                assert 0 <= item.second.start < item.second.end <= len(case.texts[1])


class TestWhatSettlesADifference:
    def test_a_value_that_agrees_elsewhere_in_the_article(self) -> None:
        """An article that gives the figure twice, once as the other does, contradicts only itself."""
        (ones, others), keys = claims(
            "The blast in Orbury killed nine people.",
            "The blast in Orbury killed nine people. The blast in Orbury killed eleven people.",
        )
        docket = Docket([(ones[0], other) for other in others], keys)
        assert not docket.conflicts(ones[0], others[0])
        assert not docket.conflicts(ones[0], others[1])

    def test_but_not_where_the_pair_is_not_aligned(self) -> None:
        (ones, others), keys = claims(
            "The blast in Orbury killed nine people.",
            "The blast in Orbury killed nine people. The blast in Orbury killed eleven people.",
        )
        docket = Docket([(ones[0], others[1])], keys)
        assert [item.kind for item in docket.conflicts(ones[0], others[1])] == ["quantity"]

    def test_what_may_be_settles_nothing(self) -> None:
        (ones, others), keys = claims(
            "The blast in Orbury killed nine people.",
            "The blast in Orbury may have killed nine people. The blast in Orbury killed eleven people.",
        )
        docket = Docket([(ones[0], other) for other in others], keys)
        assert [item.kind for item in docket.conflicts(ones[0], others[1])] == ["quantity"]

    def test_a_third_article_settles_nothing(self) -> None:
        (ones, others, thirds), keys = claims(
            "The blast in Orbury killed nine people.",
            "The blast in Orbury killed eleven people.",
            "The blast in Orbury killed nine people.",
        )
        pairs = [(ones[0], others[0]), (ones[0], thirds[0]), (others[0], thirds[0])]
        docket = Docket(pairs, keys)
        assert docket.conflicts(ones[0], others[0])
        assert docket.conflicts(others[0], thirds[0])
        assert not docket.conflicts(ones[0], thirds[0])


def test_claims_left_undecided_are_near_each_other() -> None:
    (ones, others, [third]), _ = claims(
        "The blast in Orbury killed nine people.",
        "A fire in Orbury has cost lives. The mayor went home.",
        "Rain fell on the hills.",
    )
    undecided = Shared([], [(ones[0], others[0])])
    found = list(unique_findings([*ones, *others, third], undecided, {}))
    blast, fire = (next(item for item in found if one in item.claims) for one in (ones[0], others[0]))
    assert blast.near == (fire.id,)
    assert fire.near == (blast.id,)
    assert [item.near for item in found if item not in (blast, fire)] == [(), ()]


@pytest.mark.parametrize(
    ("killed", "days", "later"),
    [
        pytest.param(("nine", "eleven"), (0, 1), True, id="more on a later day"),
        pytest.param(("eleven", "nine"), (0, 1), False, id="fewer on a later day"),
        pytest.param(("nine", "eleven"), (0, 0), False, id="more on one day"),
        pytest.param(("eleven", "nine"), (1, 0), True, id="given later day first"),
    ],
)
def test_a_count_that_a_later_day_raises(killed: tuple[str, str], days: tuple[int, int], later: bool) -> None:
    texts = [f"The blast in Orbury killed {count} people." for count in killed]
    (ones, others), keys = claims(*texts)
    group = Aligned((ones[0], others[0]), 0.9)
    published = {letter: DAY + timedelta(day) for letter, day in zip("ab", days, strict=True)}
    [found] = shared_findings([group], [], keys, dict(zip("ab", texts, strict=True)), published=published).findings
    assert found.code == ("ND102" if later else "ND101")
    assert [facet.later for facet in found.facets if facet.relation == "conflict"] == [later]


class TestFacets:
    def test_every_article_with_a_value_is_shown(self) -> None:
        [finding] = findings(
            "The blast in Orbury killed nine people.",
            "The blast in Orbury killed eleven people.",
            "The blast in Orbury killed nine people.",
            "The blast in Orbury killed people.",
        )
        [facet] = [facet for facet in finding.facets if facet.kind == "quantity"]
        assert [(value.article, value.text) for value in facet.values] == [
            ("a", "nine"),
            ("b", "eleven"),
            ("c", "nine"),
        ]
        assert finding.code == "ND101"
        assert finding.verdict == "divergent"

    def test_conflicts_come_first_and_each_kind_once(self) -> None:
        [finding] = findings(
            "On Monday the blast in Orbury killed nine people.",
            "On Monday the blast in Orbury killed eleven people.",
        )
        relations = [facet.relation for facet in finding.facets]
        assert relations == sorted(relations, key=["conflict", "same", "compatible"].index)
        kinds = [facet.kind for facet in finding.facets]
        assert len(set(kinds)) == len(kinds)
        assert set(kinds) <= set(FACET_KINDS)
        assert {"quantity", "date"} <= set(kinds)

    def test_one_that_agrees(self) -> None:
        [finding] = findings(
            "The blast in Orbury killed nine people.", "Nine people were killed by the blast in Orbury."
        )
        assert (finding.verdict, finding.code) == ("agreed", "ND000")
        assert [facet.relation for facet in finding.facets if facet.kind == "quantity"] == ["same"]

    def test_silence_makes_no_facet(self) -> None:
        [finding] = findings("The blast in Orbury killed nine people on Monday.", "The blast in Orbury killed people.")
        assert finding.verdict == "agreed"
        assert not {facet.kind for facet in finding.facets} & {"quantity", "date"}

    def test_the_summary_is_one_line_of_a_claim(self) -> None:
        long = " and ".join(f"the {word} barn" for word in "old new red high low long far near wet dry".split())
        [finding] = findings(f"The blast in Orbury destroyed {long}.", f"The blast destroyed {long}.")
        assert "\n" not in finding.summary
        assert len(finding.summary) <= 101
        assert finding.summary.endswith("…")
        assert f"The blast in Orbury destroyed {long}".startswith(finding.summary[:-1]) or (
            f"The blast destroyed {long}".startswith(finding.summary[:-1])
        )
